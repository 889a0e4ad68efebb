#!/usr/bin/env python3
"""Writes data/text/calendar.tsv, months and weekdays, from the unpacked npm package cldr-dates-full.

Usage: python3 data/import/calendar_words.py CLDR_DATES_FULL OUT_DIR

No network is used.
"""

import json
import pathlib
import sys

LANGUAGES = "en tr de fr es it pt nl pl cs sk sl hr sr sr-Latn bs bg ru uk be mk el ar fa he az kk ro hu sv da nb".split()


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    folder, out = map(pathlib.Path, sys.argv[1:])
    words = {}
    for language in LANGUAGES:
        path = folder / f"main/{language}/ca-gregorian.json"
        gregorian = json.loads(path.read_text(encoding="utf-8"))["main"][language]["dates"]["calendars"]["gregorian"]
        for group in ("months", "days"):
            for style in gregorian[group].values():
                for width in ("wide", "abbreviated"):
                    for word in style[width].values():
                        word = word.strip(".").strip()
                        # Two letters (Mo, Di, Pt) stand for too many other things.
                        if len(word) > 2 and not word.isdigit() and " " not in word:
                            words.setdefault(word, set()).add(language.split("-")[0])
    version = json.loads((folder / "package.json").read_text())["version"]
    head = (
        "# Months and weekdays, in full and shortened: capitalised words that are no names.\n"
        f"# Source: npm cldr-dates-full {version}; licence Unicode-3.0 (https://www.unicode.org/license.txt).\n"
        "# Made by data/import/calendar_words.py.\n"
        "# Columns: word, languages.\n"
    )
    rows = "".join(f"{word}\t{','.join(sorted(languages))}\n" for word, languages in sorted(words.items()))
    (out / "calendar.tsv").write_text(head + rows, encoding="utf-8")
    print(len(words))


if __name__ == "__main__":
    main()
