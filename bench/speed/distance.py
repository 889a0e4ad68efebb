"""Speed of one-to-many distances on one core beside RapidFuzz, in the same run, each result checked.

Usage: python bench/speed/distance.py [NAMES]

Builds bench/speed/distance_crates with cargo and runs it and `rapidfuzz.process.cdist(workers=1)` over the same NAMES (10,000)
queries and as many choices: every pair, into a matrix of 4-byte numbers, the best of some runs, in seconds of the processor
so that neighbours on the machine do not count. Needs `pip install rapidfuzz numpy`. The names are drawn from data/names, always the same. Rows of every hundredth query are compared number by number.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy
import rapidfuzz
from rapidfuzz import process
from rapidfuzz.distance import OSA, Indel, Jaro, JaroWinkler, LCSseq, Levenshtein

ROOT = Path(__file__).parents[2]
CRATE = ROOT / "bench" / "speed" / "distance_crates"
RUNS = 3
EVERY = 100
NEAR = 3
LIKE = 0.85
BEYOND = 2**32 - 1

# The comparison, RapidFuzz's scorer of the same numbers, and its cut-off.
PEERS: dict[str, tuple[Callable[..., Any], float | None]] = {
    "levenshtein_distance": (Levenshtein.distance, None),
    "levenshtein_distance_near": (Levenshtein.distance, NEAR),
    "osa_distance": (OSA.distance, None),
    "osa_distance_near": (OSA.distance, NEAR),
    "indel_distance": (Indel.distance, None),
    "indel_distance_near": (Indel.distance, NEAR),
    "levenshtein": (Levenshtein.normalized_similarity, None),
    "levenshtein_like": (Levenshtein.normalized_similarity, LIKE),
    "osa": (OSA.normalized_similarity, None),
    "osa_like": (OSA.normalized_similarity, LIKE),
    "indel": (Indel.normalized_similarity, None),
    "indel_like": (Indel.normalized_similarity, LIKE),
    "lcs": (LCSseq.normalized_similarity, None),
    "lcs_like": (LCSseq.normalized_similarity, LIKE),
    "jaro": (Jaro.similarity, None),
    "jaro_like": (Jaro.similarity, LIKE),
    "jaro_winkler": (JaroWinkler.similarity, None),
    "jaro_winkler_like": (JaroWinkler.similarity, LIKE),
}


def words(file: str) -> list[str]:
    """Read the names of a table that are written in Latin letters."""
    lines = (ROOT / "data" / "names" / file).read_text(encoding="utf-8").splitlines()
    found = [line.split("\t")[0] for line in lines if line and not line.startswith("#")]
    return [word for word in found if all(c < "\u0250" for c in word)]


def draw(count: int, seed: int) -> list[str]:
    """Draw names of people: most a given and a family name, some with two given names or one name alone."""
    given, family = words("given_names.tsv"), words("family_names.tsv")
    chance = random.Random(seed)
    names = []
    for _ in range(count):
        parts = [chance.choice(given), chance.choice(family)]
        form = chance.random()
        if form < 0.15:
            parts = parts[1:]
        elif form < 0.25:
            parts.insert(1, chance.choice(given))
        names.append(" ".join(parts))
    return names


def ours(queries: list[str], choices: list[str], folder: Path) -> dict[str, float]:
    """Run the Rust side; gives the seconds of each comparison."""
    manifest = str(CRATE / "Cargo.toml")
    subprocess.run(["cargo", "build", "--release", "--quiet", "--manifest-path", manifest], check=True)
    for name, strings in (("queries", queries), ("choices", choices)):
        (folder / name).write_text("\n".join(strings), encoding="utf-8")
    command = ["cargo", "run", "--release", "--quiet", "--manifest-path", manifest, "--"]
    arguments = [str(folder / "queries"), str(folder / "choices"), str(folder), str(RUNS), str(EVERY)]
    said = subprocess.run(command + arguments, check=True, capture_output=True, text=True).stdout
    return {name: float(seconds) for name, seconds in (line.split() for line in said.splitlines())}


def theirs(queries: list[str], choices: list[str], scorer: Callable[..., Any], cutoff: float | None) -> tuple[float, Any]:
    """Run RapidFuzz; gives the seconds and the matrix."""
    least, matrix = float("inf"), None
    for _ in range(RUNS):
        matrix = None
        started = time.process_time()
        matrix = process.cdist(queries, choices, scorer=scorer, score_cutoff=cutoff, workers=1)
        least = min(least, time.process_time() - started)
    return least, matrix


def differences(name: str, cutoff: float | None, matrix: Any, folder: Path) -> int:
    """Count the numbers that are not the same."""
    want = matrix[::EVERY]
    if "distance" in name:
        got = numpy.fromfile(folder / name, dtype=numpy.uint32).reshape(want.shape).astype(numpy.int64)
        if cutoff is not None:
            # RapidFuzz says one more than the cut-off where the distance is above it.
            got = numpy.where(got == BEYOND, int(cutoff) + 1, got)
        return int((got != want).sum())
    got = numpy.fromfile(folder / name, dtype=numpy.float32).reshape(want.shape)
    return int((got != want).sum())


def main() -> None:
    """Print a line for each comparison; fail if any result differs."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    queries, choices = draw(count, 1), draw(count, 2)
    size = sum(len(name.encode()) for name in choices) / count
    beyond = sum(not name.isascii() for name in choices) / count * 100
    print(f"# {count} x {count} names of {size:.1f} bytes, {beyond:.0f} % beyond ASCII; RapidFuzz {rapidfuzz.__version__}")
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        seconds = ours(queries, choices, folder)
        pairs = count * count / 1e6
        print(f"# prepared {count} names in {seconds.pop('prepare') * 1e3:.1f} ms")
        print(f"{'million pairs a second':28}{'varlik':>8}{'RapidFuzz':>11}{'ratio':>7}{'different':>11}")
        for name, (scorer, cutoff) in PEERS.items():
            own = seconds.pop(name)
            peer, matrix = theirs(queries, choices, scorer, cutoff)
            different = differences(name, cutoff, matrix, folder)
            wrong += different
            print(f"{name:28}{pairs / own:8.0f}{pairs / peer:11.1f}{peer / own:7.1f}{different:11}", flush=True)
        for name, own in seconds.items():
            print(f"{name:28}{pairs / own:8.0f}")
    if wrong:
        sys.exit(f"{wrong} numbers differ from RapidFuzz")


if __name__ == "__main__":
    main()
