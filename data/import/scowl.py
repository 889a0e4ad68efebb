#!/usr/bin/env python3
"""Writes data/text/english_words.tsv from the word lists of the Debian packages wamerican(-small) and wbritish(-small).

Usage: python3 data/import/scowl.py USR_SHARE_DICT OUT_DIR

Kept: words that stand lower-case in the list; level 1 for the small lists, 2 for what the full lists add. No network is used.
"""

import pathlib
import sys


def words(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and line[0].islower() and "'" not in line and len(line) > 1:
            yield line


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    folder, out = map(pathlib.Path, sys.argv[1:])
    level = {}
    for number, suffix in ((2, ""), (1, "-small")):
        for dialect in ("american", "british"):
            for word in words(folder / f"{dialect}-english{suffix}"):
                level[word] = number
    head = (
        "# English words that stand lower-case in a dictionary.\n"
        "# Source: SCOWL 2020.12.07 (Copyright 2000-2018 Kevin Atkinson, permission to use, copy, modify, distribute and sell granted),\n"
        "# as packed in Debian wamerican, wamerican-small, wbritish, wbritish-small 2020.12.07-2.\n"
        "# Made by data/import/scowl.py.\n"
        "# Columns: word, level (1 = in the small lists, 2 = in the full lists only).\n"
    )
    (out / "english_words.tsv").write_text(head + "".join(f"{w}\t{n}\n" for w, n in sorted(level.items())), encoding="utf-8")
    print(len(level), sum(n == 1 for n in level.values()))


if __name__ == "__main__":
    main()
