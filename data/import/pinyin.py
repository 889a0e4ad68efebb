#!/usr/bin/env python3
"""Writes data/text/pinyin.tsv from the unpacked package pypinyin.

Usage: python3 data/import/pinyin.py PYPINYIN OUT_FILE

PYPINYIN is the folder that holds `pypinyin/` and its dist-info. No network is used.
"""

import json
import pathlib
import sys

# The unified ideographs of the first version of Unicode and later additions to their block.
FIRST, LAST = 0x4E00, 0x9FFF


def main():
    package, out = map(pathlib.Path, sys.argv[1:])
    version = next(package.glob("pypinyin-*.dist-info")).name.removeprefix("pypinyin-").removesuffix(".dist-info")
    readings = json.loads((package / "pypinyin/pinyin_dict.json").read_text(encoding="utf-8"))
    of_syllable = {}
    for point, found in readings.items():
        point = int(point)
        if FIRST <= point <= LAST:
            of_syllable.setdefault(found.split(",")[0], []).append(point)
    lines = [
        "# The usual reading of each Chinese character: syllable with its tone, characters.",
        f"# Source: PyPI pypinyin {version} (MIT), pinyin_dict, the first reading; its own source is pinyin-data (MIT),",
        "# made of the readings of the Unicode Han Database (kMandarin and others, Unicode-3.0).",
        "# Made by data/import/pinyin.py; readings of surnames go into pinyin_by_hand.tsv.",
        "# Columns: syllable, characters.",
    ]
    for syllable in sorted(of_syllable):
        lines.append(syllable + "\t" + "".join(map(chr, sorted(of_syllable[syllable]))))
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")


main()
