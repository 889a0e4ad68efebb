"""Tells how well scored pairs of names are told apart: by set, and by class of change.

Usage: python bench/quality/names_by_class.py SCORED... [--beside DIR ...] [--least N]

A scored file is what `names.py` writes, from a TSV with a column `label` (1: one bearer, 0: two) and, for the classes, a column
`cls`. Each file is a set. With `--beside`, the files of the same names in each DIR (what `names_peers.py` wrote) are measured too, and the best
of them by that figure stands beside ours. Prints Markdown:

AUC    the chance that a pair of one bearer scores above a pair of two, ties counted as a half
tpr05  the share of the pairs of one bearer that are found where one in twenty of the others passes
F1x10  at ten pairs of two bearers for each of one, with one threshold for all sets (that of the best mean)

The AUC of a class of pairs of one bearer is against all pairs of two bearers of the same set, and the other way round; over several
sets it is the mean by pairs.
"""

from __future__ import annotations

import argparse
import csv
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

RATIO = 10.0
"""Pairs of two bearers for each pair of one, in F1x10."""


CLASSES = {
    "order": ("official~order",),
    "initials": ("init", "initials usage"),
    "nickname": ("nick", "nickname usage", "official~nickname"),
    "slip of the hand": (
        "plain~typo",
        "fat finger typo",
        "character addition/deletion",
        "character repetition",
        "alphanumeric swap",
        "special characters addition",
    ),
    "spelled as heard": ("phonetic replacement",),
    "number in words": ("digit to text conversion", "text to digit conversion"),
    "split word": ("word splitting", "token_merge_split"),
    "title": ("title addition",),
    "legal form": ("legal",),
    "short form": ("short", "official~first-last"),
    "middle name": ("official~middle", "full"),
    "acronym": ("acr",),
    "renamed": ("hist", "alias"),
    "in another language": ("transl",),
    "mojibake": ("moji",),
    "case ending": ("suffix",),
    "upper or lower case": ("case",),
    "marks dropped": ("fold", "part"),
    "other Latin spelling": ("lat",),
    "Arab-Latn": ("ara", "fas", "azb"),
    "Cyrl-Latn": ("cyr",),
    "Grek-Latn": ("ell",),
    "Geor-Latn": ("kat",),
    "Hebr-Latn": ("heb",),
    "near in letters": ("near",),
    "of one given name": ("same_first",),
    "of one family name": ("same_family",),
    "of one brand, field or kind": ("same_brand", "same_generic", "same_field", "subsidiary", "part_of"),
    "cases of a peer's own suite": ("checks", "nk_checks", "logic_v2_cases", "model_cases", "llm-proposed deviation"),
}
"""What the collections call one class of change."""

OF_CLASS = {word: name for name, words in CLASSES.items() for word in words}


class Pair(NamedTuple):
    """A scored pair."""

    score: float
    one: bool
    change: str


Sets = dict[str, list[Pair]]


def class_of(text: str) -> str:
    """The class of a row: `pos_Latn-Cyrl_short` and `pos_Cyrl-Latn_short` are one."""
    text = text.removeprefix("pos_").removeprefix("neg_")
    scripts, underline, rest = text.partition("_")
    halves = scripts.split("-")
    if len(halves) == 2 and all(len(half) == 4 and half.istitle() for half in halves):
        return "-".join(sorted(halves)) + underline + rest
    return OF_CLASS.get(text.lower(), text.lower())


def read(paths: Iterable[Path]) -> Sets:
    """Reads scored files; a file without pairs is no set."""
    sets: Sets = {}
    for path in paths:
        with path.open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            pairs = [Pair(float(row["score"]), row["label"] == "1", class_of(row.get("cls") or "")) for row in rows]
        if pairs:
            sets[path.stem] = pairs
    return sets


def scores(pairs: Iterable[Pair], one: bool) -> list[float]:
    """The sorted scores of the pairs of one bearer, or of two."""
    return sorted(pair.score for pair in pairs if pair.one == one)


def auc(above: list[float], below: list[float]) -> float:
    """The chance that one of `above` is higher than one of `below`, which is sorted."""
    total = sum(bisect_left(below, score) + bisect_right(below, score) for score in above)
    return total / (2 * len(above) * len(below))


def recall_at(pairs: list[Pair], rate: float = 0.05) -> float:
    """The share of the pairs of one bearer above the threshold that lets `rate` of the others through."""
    ones, twos = scores(pairs, True), scores(pairs, False)
    bar = twos[::-1][min(len(twos) - 1, int(rate * len(twos)))]
    return (len(ones) - bisect_right(ones, bar)) / len(ones)


def f1(pairs: list[Pair], threshold: float) -> float:
    """F1 with `RATIO` pairs of two bearers for each of one."""
    ones, twos = scores(pairs, True), scores(pairs, False)
    found = len(ones) - bisect_left(ones, threshold)
    false = (len(twos) - bisect_left(twos, threshold)) * RATIO * len(ones) / len(twos)
    return 2 * found / (found + false + len(ones)) if found else 0.0


def shared_threshold(sets: Sets, steps: int = 200) -> float:
    """The one threshold of the best mean F1x10."""
    pooled = sorted(pair.score for pairs in sets.values() for pair in pairs)
    grid = sorted({pooled[min(len(pooled) - 1, at * len(pooled) // steps)] for at in range(steps + 1)})
    return max(grid, key=lambda threshold: sum(f1(pairs, threshold) for pairs in sets.values()))


def figures(sets: Sets) -> dict[str, tuple[float, float, float]]:
    """AUC, tpr05 and F1x10 of each set, and their means."""
    threshold = shared_threshold(sets)
    table = {
        name: (auc(scores(pairs, True), scores(pairs, False)), recall_at(pairs), f1(pairs, threshold))
        for name, pairs in sets.items()
    }
    areas, recalls, f1s = zip(*table.values(), strict=True)
    table["mean"] = (sum(areas) / len(sets), sum(recalls) / len(sets), sum(f1s) / len(sets))
    return table


def by_set(sets: Sets, peers: dict[str, Sets]) -> None:
    """Prints the figures of each set, ours and those of the best peer."""
    ours, theirs = figures(sets), {name: figures(peer) for name, peer in peers.items()}
    columns = ["set", "pairs", "of one"]
    for figure in ("AUC", "tpr05", "F1x10"):
        columns += [figure, "best peer"] if theirs else [figure]
    print("| " + " | ".join(columns) + " |\n|" + "---|" * len(columns))
    for name, row in ours.items():
        pairs = sets.get(name) or [pair for pairs in sets.values() for pair in pairs]
        cells = [name, f"{len(pairs):,}", f"{sum(pair.one for pair in pairs):,}"]
        for figure, value in enumerate(row):
            cells.append(f"{value:.3f}")
            if theirs:
                best, peer = max((theirs[peer][name][figure], peer) for peer in theirs if name in theirs[peer])
                cells.append(f"{best:.3f} {peer}")
        print("| " + " | ".join(cells) + " |")
    print(f"\nOne threshold for all sets: a probability of {shared_threshold(sets):.2f}.")
    if theirs:
        print("\n| mean | AUC | tpr05 | F1x10 |\n|---|---|---|---|")
        for name, table in {"varlik": ours, **theirs}.items():
            print(f"| {name} | " + " | ".join(f"{value:.3f}" for value in table["mean"]) + " |")


def by_class(sets: Sets, least: int, one: bool, threshold: float) -> None:
    """Prints the AUC of each class, and how many of its pairs are called wrong."""
    classes: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for name, pairs in sets.items():
        for pair in pairs:
            if pair.one == one:
                classes[pair.change][name].append(pair.score)
    rare = [change for change, found in classes.items() if sum(map(len, found.values())) < least]
    for change in rare:
        kind = "other pairs of scripts" if change[4:5] == "-" and change[:1].isupper() else "others"
        for name, found in classes.pop(change).items():
            classes[kind][name] += found
    wrong_head = "below" if one else "above"
    print(f"| class | pairs | AUC | {wrong_head} {threshold:.2f} | share |\n|---|---|---|---|---|")
    rows = []
    for change, found in classes.items():
        count = sum(map(len, found.values()))
        area = 0.0
        for name, values in found.items():
            rivals = scores(sets[name], not one)
            share = auc(values, rivals) if one else 1 - auc(values, rivals)
            area += share * len(values) / count
        called = sum(value >= threshold for values in found.values() for value in values)
        wrong = count - called if one else called
        rows.append((wrong, count, change, area))
    for wrong, count, change, area in sorted(rows, key=lambda row: (-row[0], -row[1], row[2])):
        print(f"| {change or 'unnamed'} | {count:,} | {area:.3f} | {wrong:,} | {wrong / count:.1%} |")
    wrong, count = sum(row[0] for row in rows), sum(row[1] for row in rows)
    print(f"| all | {count:,} | | {wrong:,} | {wrong / count:.1%} |")


def main() -> None:
    """Read, measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path, metavar="SCORED")
    parser.add_argument("--beside", nargs="*", default=[], type=Path, metavar="DIR")
    parser.add_argument("--least", default=5, type=int, help="classes of fewer pairs are pooled; 5")
    arguments = parser.parse_args()
    sets = read(arguments.files)
    peers = {path.name: read([path / file.name for file in arguments.files]) for path in arguments.beside}
    print("## By set\n")
    by_set(sets, peers)
    threshold = shared_threshold(sets)
    print("\n## Pairs of one bearer, by class\n")
    by_class(sets, arguments.least, True, threshold)
    print("\n## Pairs of two bearers, by class\n")
    by_class(sets, arguments.least, False, threshold)


if __name__ == "__main__":
    main()
