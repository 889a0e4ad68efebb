"""Scores pairs of names through the public Python API.

Usage: python bench/quality/names.py FILES... --out DIR

A file is a TSV without quotes that has a head line with the columns `name1` and `name2`, and perhaps `kind` (person, org, place,
or anything else); each is written into DIR again, under its own name, with a column `score`: the chance that the two names are one.
No other column is read. The last line tells the pairs and the time a comparison took.
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from pathlib import Path

import varlik

KINDS = {"person": "person", "org": "organization", "organization": "organization", "place": "place"}


def main() -> None:
    """Read, compare, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path, metavar="FILES")
    parser.add_argument("--out", required=True, type=Path, metavar="DIR")
    parser.add_argument("--threads", default=0, type=int, help="0 takes all cores")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    pairs, seconds = 0, 0.0
    for path in arguments.files:
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            rows = list(reader)
            columns = [name for name in reader.fieldnames or [] if name != "score"]
        missing = {"name1", "name2"} - set(columns)
        if missing:
            sys.exit(f"{path}: no column {', '.join(sorted(missing))}; there are {', '.join(columns)}")
        kinds = [KINDS.get(row.get("kind", "")) for row in rows]
        began = time.perf_counter()
        scores = varlik.name_similarity(
            [row["name1"] for row in rows], [row["name2"] for row in rows], kinds, threads=arguments.threads
        )
        seconds += time.perf_counter() - began
        pairs += len(rows)
        with (arguments.out / path.name).open("w", encoding="utf-8", newline="") as out:
            out.write("\t".join([*columns, "score"]) + "\n")
            for row, score in zip(rows, scores, strict=True):
                out.write("\t".join([*(row[name] or "" for name in columns), repr(score)]) + "\n")
    print(f"{pairs} pairs, {seconds / max(pairs, 1) * 1e6:.2f} microseconds a pair")


if __name__ == "__main__":
    main()
