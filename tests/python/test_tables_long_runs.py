"""Long runs over tables: Ctrl-C is heard at once, and an answer does not depend on how long it took."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import varlik

# Long enough to be stopped on a fast machine; the names are made of numbers, so that all differ a little.
PROGRAM = """
import os, varlik
rows = 200_000
table = {
    "id": range(rows),
    "ad soyad": [f"{('Ayşe', 'Can', 'Deniz', 'Ece', 'Ali')[row % 5]} Kaya{row * 7919 % 50_000}" for row in range(rows)],
    "doğum": [f"19{row % 97:02}-{row % 12 + 1:02}-{row % 28 + 1:02}" for row in range(rows)],
}
print("go", flush=True)
try:
    varlik.dedupe(table)
except KeyboardInterrupt:
    print("stopped", flush=True)
    os._exit(7)
"""


def stopped_after(wait: float) -> float:
    """Run the program, stop it, and return how many seconds that took."""
    process = subprocess.Popen([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "go\n"
    time.sleep(wait)
    asked = time.monotonic()
    process.send_signal(signal.SIGINT)
    said = process.stdout.read()
    assert process.wait(timeout=30) == 7, "the run was over before it could be stopped"
    assert said == "stopped\n"
    return time.monotonic() - asked


def test_ctrl_c_is_heard_at_once() -> None:
    # While rows are taken in, and while they are resolved; a busy machine may need more than the tenth of a second.
    assert min(stopped_after(0.02), stopped_after(0.3)) < 0.3


def test_a_run_that_was_stopped_goes_on_and_what_is_left_behind_goes(tmp_path: Path) -> None:
    rows = 120_000
    table = {
        "id": range(rows),
        "ad soyad": [f"{('Ayşe', 'Can', 'Deniz', 'Ece', 'Ali')[row % 5]} Kaya{row * 7919 % 59_999}" for row in range(rows)],
        "doğum": [f"19{row % 97:02}-{row % 12 + 1:02}-{row % 28 + 1:02}" for row in range(rows)],
        "il": [("İzmir", "Van", "Muş", "Ordu", "Rize", "Kars", "Iğdır")[row % 7] for row in range(rows)],
    }
    work = tmp_path / "work"
    told: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        told.append((done, total))
        if (work / ".varlik-work" / "model").exists():
            raise KeyboardInterrupt

    whole = varlik.dedupe(table)
    with pytest.raises(KeyboardInterrupt):
        varlik.dedupe(table, work=work, progress=stop)
    assert told == sorted(told) and all(total == 1000 for _, total in told)
    again = varlik.dedupe(table, work=work)
    assert any(": goes on from the model" in note for note in again.notes), again.notes
    assert again.clusters == whole.clusters and again.edges == whole.edges and again.model == whole.model
    del again
    assert not (work / ".varlik-work").exists()


def test_memory_that_is_enough_for_the_rows_and_not_for_the_pairs_is_kept(tmp_path: Path) -> None:
    table = {"id": range(3000), "ad": [f"Ayşe Kaya {row // 3}" for row in range(3000)]}
    whole = varlik.dedupe(table)
    bounded = varlik.dedupe(table, memory="45MB", work=tmp_path)
    assert bounded.clusters == whole.clusters and bounded.edges == whole.edges
    with pytest.raises(varlik.InputError, match="3000 records would take about .*, and memory is 5 MB"):
        varlik.dedupe(table, memory="5MB")
    with pytest.raises(varlik.FileError, match="a file stands in the way: name another folder"):
        (tmp_path / "file").write_text("mine")
        varlik.dedupe(table, work=tmp_path / "file")
