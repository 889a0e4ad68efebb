"""Megabytes of article text a second on one core, end to end."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
COMMAND = ROOT / ".venv" / "bin" / "varlik"
SYLLABLES = ["al", "be", "can", "der", "el", "fa", "gün", "has", "il", "kor", "lu", "mer", "nur", "öz", "şen", "tan"]


def name(number: int) -> str:
    """A family name that no other article has."""
    letters = ""
    while number or not letters:
        number, place = divmod(number, len(SYLLABLES))
        letters += SYLLABLES[place]
    return letters[0].upper() + letters[1:]


def write(folder: Path, wanted: int) -> int:
    """Write about `wanted` bytes of articles; return how many it were."""
    news = [path.read_bytes().decode("utf-8", "replace") for path in sorted((ROOT / "examples" / "news").iterdir())]
    written = number = 0
    while written < wanted:
        family = name(number)
        text = news[number % len(news)].replace("Kaya", family).replace("Demir", family + "oğlu")
        written += (folder / f"{number:06}.txt").write_bytes(text.encode())
        number += 1
    return written


def main() -> None:
    """Time the command three times and print the best."""
    wanted = int(float(sys.argv[1]) * 1e6) if len(sys.argv) > 1 else 5_000_000
    with tempfile.TemporaryDirectory() as place:
        news, out = Path(place, "news"), Path(place, "out")
        news.mkdir()
        size = write(news, wanted)
        best = float("inf")
        for _ in range(3):
            start = time.perf_counter()
            command = [str(COMMAND), "resolve", str(news), "--out", str(out), "--threads", "1"]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            best = min(best, time.perf_counter() - start)
        lines = sum(path.stat().st_size for path in out.iterdir())
        print(f"{size / 1e6:.1f} MB in {best:.2f} s on one of {os.cpu_count()} cores: {size / 1e6 / best:.1f} MB/s")
        print(f"{lines / 1e6:.1f} MB written")


if __name__ == "__main__":
    main()
