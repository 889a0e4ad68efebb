"""Scores pairs of names with other libraries, as `names.py` does with varlik.

Usage: python bench/quality/names_peers.py FILES... --out DIR [--peer NAME]

A file is a TSV without quotes that has a head line with the columns `name1` and `name2`, and perhaps `kind`; each is written into
DIR/PEER again, under its own name, with a column `score`. Without `--peer` every peer that is installed takes its turn. A peer is
given the raw names and no preparation that its own documentation does not show. The last lines tell the time a comparison took.

    pip install rapidfuzz anyascii
    pip install --only-binary :all: nomenklatura==3.17.2 rigour==0.9.1

The versions of nomenklatura behind 3.17 need PyICU, which has no wheels.
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from collections.abc import Callable
from pathlib import Path

Compare = Callable[[str, str, str], float]

SCHEMATA = {"person": "Person", "vessel": "Vessel"}


def wratio() -> Compare:
    """The default scorer of rapidfuzz' `process`, with its default processor."""
    from rapidfuzz import fuzz, utils

    return lambda a, b, _: fuzz.WRatio(a, b, processor=utils.default_process) / 100


def wratio_ascii() -> Compare:
    """The same behind a romanisation of every script."""
    from anyascii import anyascii
    from rapidfuzz import fuzz, utils

    return lambda a, b, _: fuzz.WRatio(anyascii(a), anyascii(b), processor=utils.default_process) / 100


def token_set_ascii() -> Compare:
    """Sets of romanised words."""
    from anyascii import anyascii
    from rapidfuzz import fuzz, utils

    return lambda a, b, _: fuzz.token_set_ratio(anyascii(a), anyascii(b), processor=utils.default_process) / 100


def jaro_winkler_ascii() -> Compare:
    """Jaro-Winkler of the romanised names."""
    from anyascii import anyascii
    from rapidfuzz import utils
    from rapidfuzz.distance import JaroWinkler

    return lambda a, b, _: JaroWinkler.similarity(anyascii(a), anyascii(b), processor=utils.default_process)


def nomenklatura(algorithm: str) -> Compare:
    """A matcher of nomenklatura over two entities that have a name alone. A place is no entity of its model."""
    from followthemoney import model
    from followthemoney.proxy import EntityProxy
    from nomenklatura.matching import get_algorithm

    matcher = get_algorithm(algorithm)
    if matcher is None:
        raise ImportError(algorithm)

    def entity(name: str, kind: str) -> EntityProxy:
        schema = SCHEMATA.get(kind, "Organization")
        return EntityProxy.from_dict(model, {"id": name, "schema": schema, "properties": {"name": [name]}})

    return lambda a, b, kind: matcher.compare(entity(a, kind), entity(b, kind)).score


PEERS: dict[str, Callable[[], Compare]] = {
    "rapidfuzz-wratio": wratio,
    "rapidfuzz-wratio-ascii": wratio_ascii,
    "rapidfuzz-token-set-ascii": token_set_ascii,
    "jaro-winkler-ascii": jaro_winkler_ascii,
    "nomenklatura-name-based": lambda: nomenklatura("name-based"),
    "nomenklatura-logic-v1": lambda: nomenklatura("logic-v1"),
}


def score(path: Path, out: Path, compare: Compare) -> tuple[int, float]:
    """Writes a file again with scores; returns the number of its pairs and the seconds they took."""
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        rows = list(reader)
        columns = [name for name in reader.fieldnames or [] if name != "score"]
    began = time.perf_counter()
    scores = [compare(row["name1"], row["name2"], row.get("kind", "")) for row in rows]
    seconds = time.perf_counter() - began
    out.mkdir(parents=True, exist_ok=True)
    with (out / path.name).open("w", encoding="utf-8", newline="") as handle:
        handle.write("\t".join([*columns, "score"]) + "\n")
        for row, value in zip(rows, scores, strict=True):
            handle.write("\t".join([*(row[name] or "" for name in columns), repr(value)]) + "\n")
    return len(rows), seconds


def main() -> None:
    """Let every peer score every file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path, metavar="FILES")
    parser.add_argument("--out", required=True, type=Path, metavar="DIR")
    parser.add_argument("--peer", choices=list(PEERS), help="one peer alone")
    arguments = parser.parse_args()
    for name in [arguments.peer] if arguments.peer else PEERS:
        try:
            compare = PEERS[name]()
        except ImportError as error:
            if arguments.peer:
                sys.exit(f"{name}: not installed ({error})")
            print(f"{name}: not installed ({error})")
            continue
        done = [score(path, arguments.out / name, compare) for path in arguments.files]
        pairs, seconds = sum(count for count, _ in done), sum(seconds for _, seconds in done)
        print(f"{name}: {pairs} pairs, {seconds / max(pairs, 1) * 1e6:.1f} microseconds a pair")


if __name__ == "__main__":
    main()
