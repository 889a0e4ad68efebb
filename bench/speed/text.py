"""Speed of the text functions from Python beside the peers that are installed, each result checked in the same run.

Usage: python bench/speed/text.py [MEGABYTES]

Peers: pip install anyascii Unidecode ftfy normality rigour pyarrow; PyICU where ICU's headers are. One that is not there is
left out. `name` is microseconds a call over 1,000 names; `column` is megabytes a second over a column of lines.
"""

from __future__ import annotations

import importlib
import random
import sys
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import varlik

ROOT = Path(__file__).parents[2]
RUNS = 5


def peer(name: str) -> Any:
    """Import a peer, or give None."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def names() -> list[str]:
    """Draw 1,000 names of places in nine languages."""
    wanted = {"en", "tr", "de", "ru", "uk", "el", "ar", "he", "az"}
    forms = []
    for file in ("countries", "cities", "subdivisions"):
        for line in (ROOT / "data" / "world" / f"{file}.tsv").read_text(encoding="utf-8").splitlines():
            if line.startswith("#"):
                continue
            for part in line.rsplit("\t", 1)[-1].split("|"):
                languages, _, said = part.partition(":")
                if wanted & set(languages.split(",")):
                    forms += [name for name in said.split("/") if 8 <= len(name.encode()) < 40]
    return random.Random(1).sample(forms, 1000)


def lines(size: int) -> list[str]:
    """Draw lines of the Turkish examples up to `size` bytes."""
    found: list[str] = []
    for path in sorted((ROOT / "examples" / "news").iterdir()):
        text = path.read_bytes().decode("utf-8", "replace")
        if varlik.language(text) == "tr" and varlik.repair(text) == text:
            found += [line for line in text.splitlines() if len(line) > 20]
    drawn, total, draw = [], 0, random.Random(2)
    while total < size:
        drawn.append(draw.choice(found))
        total += len(drawn[-1].encode())
    return drawn


def best(work: Callable[[], object]) -> float:
    """Time the best of a few runs, in seconds."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def calls(label: str, function: Callable[[str], object], strings: list[str]) -> None:
    """Print the time of one call; every run has strings of its own, since some peers keep the results of earlier calls."""
    runs = iter([[f"{string} {chr(ord('a') + run)}" for string in strings] for run in range(RUNS)])

    def work() -> None:
        for string in next(runs):
            function(string)

    print(f"{label:44} {best(work) / len(strings) * 1e6:8.3f} us a call")


def column(label: str, work: Callable[[], object], size: int) -> None:
    """Print the speed over a column."""
    print(f"{label:44} {size / best(work) / 1e6:8.1f} MB/s")


def main() -> None:
    """Measure."""
    size = int(float(sys.argv[1]) * 1e6) if len(sys.argv) > 1 else 4_000_000
    some, text = names(), lines(size)
    ascii_names = [unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower() or "x" for name in some]
    anyascii, unidecode, ftfy = peer("anyascii"), peer("unidecode"), peer("ftfy")
    normality, rigour, icu, pa = peer("normality"), peer("rigour.names"), peer("icu"), peer("pyarrow")
    compute = peer("pyarrow.compute")
    for name in some:
        lowered = varlik.lower(name, "tr")
        assert lowered == name.replace("I\u0307", "i").replace("I", "ı").replace("İ", "i").lower(), name
        assert varlik.key(varlik.key(name)) == varlik.key(name)
    assert all(varlik.lower(name) is name for name in ascii_names), "an unchanged string is the same object"

    print("# one name")
    calls("str.lower", str.lower, some)
    calls("varlik.lower, ASCII, unchanged", varlik.lower, ascii_names)
    calls("varlik.lower tr", lambda name: varlik.lower(name, "tr"), some)
    calls("varlik.fold", varlik.fold, some)
    if anyascii:
        calls("anyascii.anyascii", anyascii.anyascii, some)
    if unidecode:
        calls("unidecode.unidecode", unidecode.unidecode, some)
    if icu:
        turkish = icu.Locale("tr")
        calls("icu: lower tr", lambda name: str(icu.UnicodeString(name).toLower(turkish)), some)
    calls("varlik.key", varlik.key, some)
    if normality:
        calls("normality.normalize", lambda name: normality.normalize(name, latinize=True), some)
    if rigour:
        calls("rigour.names.normalize_name", rigour.normalize_name, some)
    calls("varlik.repair", varlik.repair, some)
    if ftfy:
        calls("ftfy.fix_encoding", ftfy.fix_encoding, some)

    print("# a column of Turkish lines")
    total = sum(len(line.encode()) for line in text)
    if pa:
        array = pa.array(text)
        column("varlik.lower tr", lambda: varlik.lower(array, "tr", threads=1), total)
        column("pyarrow utf8_lower (not Turkish)", lambda: compute.utf8_lower(array), total)
        column("varlik.fold", lambda: varlik.fold(array, threads=1), total)
        column("varlik.nfc", lambda: varlik.nfc(array, threads=1), total)
        column("pyarrow utf8_normalize NFC", lambda: compute.utf8_normalize(array, form="NFC"), total)
        column("varlik.repair", lambda: varlik.repair(array, threads=1), total)
        column("varlik.key", lambda: varlik.key(array, threads=1), total)
    column("str.replace and lower", lambda: [line.replace("İ", "i").replace("I", "ı").lower() for line in text], total)
    if anyascii:
        column("anyascii.anyascii", lambda: [anyascii.anyascii(line) for line in text], total)
    part = text[: max(1, len(text) // 20)]
    if ftfy:
        column("ftfy.fix_encoding", lambda: [ftfy.fix_encoding(line) for line in part], sum(len(line.encode()) for line in part))


if __name__ == "__main__":
    main()
