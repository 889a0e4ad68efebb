"""Long runs over tables: Ctrl-C is heard at once, and an answer does not depend on how long it took."""

from __future__ import annotations

import signal
import subprocess
import sys
import time

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
