#!/usr/bin/env python3
"""Writes data/text/alphabets.tsv from the exemplar characters of CLDR.

Usage: python3 data/import/alphabets.py CLDR_MISC_FULL_DIR OUT_DIR

Kept: the letters of the main exemplar set of each language; of Latin alphabets only those beyond a-z. No network is used.
"""

import json
import pathlib
import re
import sys
import unicodedata

# CLDR locales; a language with two scripts has two.
LOCALES = """
    en tr az tt kk ky uz tk ku ckb de fr es it nl pt pl cs sk sl hr hu ro sv da no fi is lt lv et sq id vi
    ru uk bg sr sr-Latn mk be tg uz-Cyrl az-Cyrl mn ba el hy ka ar fa ur ps ug sd he hi bn th
""".split()


def letters(exemplars):
    items = re.findall(r"\{([^}]*)\}|\\u([0-9A-Fa-f]{4})|(\S)", exemplars.strip("[]"))
    found = []
    for sequence, point, single in items:
        for c in unicodedata.normalize("NFC", sequence or single or chr(int(point, 16))):
            # The one capital whose small letter does not tell it from another.
            if c == "İ":
                found.append(c)
                continue
            for lower in unicodedata.normalize("NFC", c.lower()):
                if unicodedata.category(lower) in ("Ll", "Lo") and lower not in found:
                    found.append(lower)
    return found


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    cldr, out = map(pathlib.Path, sys.argv[1:])
    version = json.loads((cldr / "package.json").read_text())["version"]
    rows = []
    for locale in LOCALES:
        path = cldr / f"main/{locale}/characters.json"
        text = json.loads(path.read_text(encoding="utf-8"))["main"][locale]["characters"]["exemplarCharacters"]
        found = [c for c in letters(text) if not ("a" <= c <= "z")]
        if found:
            rows.append(f"{locale.split('-')[0]}\t{' '.join(found)}\n")
    head = (
        "# The letters of alphabets beyond a to z.\n"
        f"# Source: npm cldr-misc-full {version}, main exemplar characters (Unicode-3.0). Made by data/import/alphabets.py.\n"
        "# Columns: language (two rows for one written in two scripts), letters.\n"
    )
    (out / "alphabets.tsv").write_text(head + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
