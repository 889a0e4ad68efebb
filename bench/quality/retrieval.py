"""Looks names up in an index of many through the public Python API, and prints how many are found and how fast.

Usage: python bench/quality/retrieval.py KNOWLEDGE_BASE QUERIES [--candidates N]

Both are TSV files without quotes that have a head line, gzipped where they end in `.gz`: the knowledge base with the columns `name` and
`kind` (person, org, place, or anything else), the queries with `cls`, `query`, `answer` and `kind`. An answer is found where a
hit has the same name after folding. Prints the share found at the first place and among the first ten, per class and over all,
and the queries that one core answers in a second.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import time
from collections import defaultdict
from pathlib import Path

import varlik

KINDS = {"person": "person", "org": "organization", "organization": "organization", "place": "place"}


def read(path: Path) -> list[dict[str, str]]:
    """Read the rows of a TSV file."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def main() -> None:
    """Index, search, count."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("knowledge_base", type=Path, metavar="KNOWLEDGE_BASE")
    parser.add_argument("queries", type=Path, metavar="QUERIES")
    parser.add_argument("--candidates", type=int, default=80, metavar="N", help="names that are compared in full")
    arguments = parser.parse_args()
    known, queries = read(arguments.knowledge_base), read(arguments.queries)
    names = [row["name"] for row in known]
    began = time.perf_counter()
    index = varlik.NameIndex(names, kind=[KINDS.get(row["kind"], "other") for row in known])
    print(f"{len(index)} names indexed in {time.perf_counter() - began:.1f} s")
    keys = varlik.key(names).to_pylist()
    by_kind = defaultdict(list)
    for row in queries:
        by_kind[KINDS.get(row["kind"], "other")].append(row)

    def search(kind: str) -> varlik.Table:
        asked = [row["query"] for row in by_kind[kind]]
        return index.search(asked, 10, 0.0, kind=kind, candidates=arguments.candidates, threads=1)

    # A first search reads the tables and takes apart what it compares; the second is what a service answers with.
    for kind in by_kind:
        search(kind)
    found: dict[str, list[int]] = defaultdict(list)
    seconds = clock = 0.0
    for kind, rows in by_kind.items():
        began, clock_began = time.process_time(), time.perf_counter()
        hits = search(kind)
        seconds += time.process_time() - began
        clock += time.perf_counter() - clock_began
        best = [11] * len(rows)
        answers = varlik.key([row["answer"] for row in rows]).to_pylist()
        for hit in hits:
            if keys[hit["right"]] == answers[hit["left"]]:
                best[hit["left"]] = min(best[hit["left"]], hit["rank"])
        for row, rank in zip(rows, best, strict=True):
            found[row["cls"]].append(rank)
    everything = [rank for ranks in found.values() for rank in ranks]
    print(f"{'class':16s} {'n':>6s} {'R@1':>6s} {'R@10':>6s}")
    for name, ranks in [*sorted(found.items()), ("all", everything)]:
        first, ten = (sum(rank <= most for rank in ranks) / len(ranks) for most in (1, 10))
        print(f"{name:16s} {len(ranks):6d} {first:6.3f} {ten:6.3f}")
    print(f"{len(everything) / seconds:.0f} queries a second of one core ({len(everything) / clock:.0f} by the clock)")


if __name__ == "__main__":
    main()
