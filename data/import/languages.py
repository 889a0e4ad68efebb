#!/usr/bin/env python3
"""Writes data/world/languages.tsv from the unpacked npm package cldr-localenames-full.

Usage: python3 data/import/languages.py CLDR_LOCALENAMES_FULL OUT_DIR

Only forms of languages that capitalise them and tell them from the word for the people are taken. No network is used.
"""

import json
import pathlib
import sys

FORMS = ("en", "tr", "de")
CODES = (
    "tr az en fr de es it pt nl pl cs sk sl hr sr bs bg ru uk be mk el ar fa he kk ky uz tg tk ku ckb ur hi bn pa ta te id ms vi ja ko "
    "zh ka hy sq ro hu sv da nb no fi et lv lt is ga cy mt eu ca gl la sa so sw am ha yo ig zu af ps ug tt ce os ab mn my th km lo ne si "
    "tl eo yi syr gd br lb fy"
).split()


def names(folder, language):
    path = folder / f"main/{language}/languages.json"
    return json.loads(path.read_text(encoding="utf-8"))["main"][language]["localeDisplayNames"]["languages"]


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    folder, out = map(pathlib.Path, sys.argv[1:])
    tables = {language: names(folder, language) for language in FORMS}
    rows = []
    for code in sorted(CODES):
        forms = [f"{language}:{tables[language][code]}" for language in ("tr", "de") if " " not in tables[language].get(code, " ")]
        rows.append(f"language:{code}\tlanguage\t{tables['en'][code]} language\t\t\t{'|'.join(forms)}\n")
    version = json.loads((folder / "package.json").read_text())["version"]
    head = (
        "# Languages, under the names that tell them from the people who speak them.\n"
        f"# Source: npm cldr-localenames-full {version}; licence Unicode-3.0 (https://www.unicode.org/license.txt).\n"
        "# Made by data/import/languages.py; corrections go into the *_by_hand.tsv files beside it.\n"
        "# Columns: id, kind, name, country, population, forms (data/README.md explains forms).\n"
    )
    (out / "languages.tsv").write_text(head + "".join(rows), encoding="utf-8")
    print(len(rows))


if __name__ == "__main__":
    main()
