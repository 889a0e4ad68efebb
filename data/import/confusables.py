#!/usr/bin/env python3
"""Writes data/text/confusables.tsv from the table of the crate unicode-security (Unicode confusables.txt, UTS #39).

Usage: python3 data/import/confusables.py UNICODE_SECURITY_DIR OUT_DIR

Kept: classes of letters that look alike in at least two of the alphabets Latin, Cyrillic, Greek, Armenian and Cherokee, where at
least one letter is of a living alphabet and so may take the place of the others. No network is used.
"""

import pathlib
import re
import sys
import unicodedata

SCRIPTS = ["LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"]
# Letters that may stand for their look-alikes: those of the modern alphabets, not phonetic signs or letters of the past.
ALPHABETS = {
    "LATIN": [(0x41, 0x7A), (0xC0, 0x137), (0x139, 0x17E), (0x18F, 0x18F), (0x259, 0x259)],
    "CYRILLIC": [(0x401, 0x45F)],
    "GREEK": [(0x386, 0x3CE)],
    "ARMENIAN": [(0x531, 0x586)],
    "CHEROKEE": [],
}
SKIPPED = "ʹꞌ"


def script_of(c):
    return unicodedata.name(c, "?").split()[0]


def may_replace(c):
    return any(low <= ord(c) <= high for low, high in ALPHABETS[script_of(c)])


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    crate, out = map(pathlib.Path, sys.argv[1:])
    text = (crate / "src/tables.rs").read_text(encoding="utf-8")
    version = re.search(r'^version = "(.*)"', (crate / "Cargo.toml").read_text(encoding="utf-8"), re.M).group(1)
    text = text[text.index("const CONFUSABLES") :]
    text = text[: text.index("];")]
    classes = {}
    for source, target in re.findall(r"\('\\u\{([0-9a-f]+)\}',\s*&\[([^\]]*)\]\)", text):
        prototype = "".join(chr(int(point, 16)) for point in re.findall(r"\\u\{([0-9a-f]+)\}", target))
        for c in (chr(int(source, 16)), prototype):
            if len(c) == 1 and c.isalpha() and script_of(c) in SCRIPTS and c not in SKIPPED:
                classes.setdefault(prototype, set()).add(c)
    rows = set()
    for members in classes.values():
        for case in ("Lu", "Ll"):
            # Cherokee capitals stand for small letters too: they look like either.
            letters = [c for c in members if unicodedata.category(c) == case or script_of(c) == "CHEROKEE"]
            cells = [sorted((c for c in letters if script_of(c) == s), key=lambda c: (not may_replace(c), c)) for s in SCRIPTS]
            targets = sum(any(map(may_replace, cell)) for cell in cells)
            if targets and sum(map(bool, cells)) > 1:
                rows.add("\t".join(" ".join(c if may_replace(c) else f"({c})" for c in cell) for cell in cells))
    head = (
        "# Letters that look alike across alphabets, of one case each.\n"
        f"# Source: Unicode confusables.txt 16.0 (UTS #39), through the crate unicode-security {version} (MIT OR Apache-2.0);\n"
        "# copyright Unicode, Inc., Unicode-3.0. Made by data/import/confusables.py.\n"
        "# Columns: Latin, Cyrillic, Greek, Armenian, Cherokee. The first letter of a cell takes the place of look-alikes of the\n"
        "# other cells; a letter in brackets is only ever replaced.\n"
    )
    (out / "confusables.tsv").write_text(head + "".join(f"{row}\n" for row in sorted(rows)), encoding="utf-8")
    print(len(rows))


if __name__ == "__main__":
    main()
