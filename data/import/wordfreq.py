#!/usr/bin/env python3
"""Writes a list of the commonest words of many languages, for `varlik-dev train common`, from the package wordfreq of PyPI.

Usage: python3 data/import/wordfreq.py FOLDER_OF_THE_UNPACKED_WHEEL OUT.tsv

Columns: language, word, rank (1 = the commonest). Lists are lower-cased at the source, so names are among them: the
trainer leaves those out. Needs the package msgpack; no network is used.
"""

import gzip
import pathlib
import sys

import msgpack

# Norwegian is "nb" there; Croatian and Serbian share "sh", in Latin letters.
LANGUAGES = {"nb": "no", "sh": "hr"} | {
    code: code
    for code in "bg cs da de el es fi fr hu it lt lv mk nl pl pt ro ru sk sl sv uk".split()
}
MOST_WORDS = 2500


def words(path):
    """The words of a list, the commonest first; bins hold the words of one frequency, a hundredth of a power of ten apart."""
    with gzip.open(path) as file:
        _, *bins = msgpack.load(file, raw=False)
    for words in bins:
        yield from sorted(words)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    folder, out = map(pathlib.Path, sys.argv[1:])
    rows = []
    for source, language in LANGUAGES.items():
        rank = 0
        for word in words(folder / "wordfreq" / "data" / f"small_{source}.msgpack.gz"):
            if rank < MOST_WORDS and len(word) > 1 and word.isalpha():
                rank += 1
                rows.append(f"{language}\t{word}\t{rank}\n")
    out.write_text("".join(rows), encoding="utf-8")
    print(len(rows))


if __name__ == "__main__":
    main()
