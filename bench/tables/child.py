"""A program that is run and measured."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

# Seconds between two looks at how much a program holds.
LOOK = 0.2


@dataclass
class Cost:
    """What a program took, its start included."""

    wall: float
    cpu: float
    # The largest process of it, resident.
    peak_mib: float
    # Empty if it ended well, else why not.
    failure: str


def run(command: list[str], log: Path, threads: int, timeout: float, gigabytes: float) -> Cost:
    """Runs a command to its end, its words in a file.

    After `timeout` seconds, or when it holds more than `gigabytes`, it is ended with all it started, so that the machine lives.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    # One number of threads for all: of rayon (ours, polars), of OpenMP and of the linear algebra behind numpy.
    limits = ("RAYON_NUM_THREADS", "POLARS_MAX_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    environment = os.environ | dict.fromkeys(limits, str(threads)) | {"PYTHONHASHSEED": "0"}
    reasons: list[str] = []
    ended = threading.Event()
    began = time.perf_counter()
    with log.open("wb") as words:
        child = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=words, stderr=words, env=environment, start_new_session=True
        )

        def watch() -> None:
            while not ended.wait(LOOK):
                if time.perf_counter() - began > timeout:
                    reasons.append(f"stopped after {timeout:g} seconds")
                elif resident_bytes(child.pid) > gigabytes * 1e9:
                    reasons.append(f"stopped when it held {gigabytes:g} GB")
                if reasons:
                    os.killpg(child.pid, signal.SIGKILL)
                    return

        watcher = threading.Thread(target=watch)
        watcher.start()
        # Until it is waited for, its number is nobody else's, and the watcher ends no stranger.
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
        ended.set()
        watcher.join()
        _, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    peak = used.ru_maxrss / 1024
    failure = reasons[0] if reasons else failure_of(child.returncode, log)
    return Cost(wall, used.ru_utime + used.ru_stime, peak, failure)


def resident_bytes(process: int) -> int:
    """What a process holds in memory; 0 where it has ended."""
    try:
        pages = Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()
    except OSError:
        return 0
    return int(pages[1]) * os.sysconf("SC_PAGE_SIZE") if len(pages) > 1 else 0


def failure_of(code: int, log: Path) -> str:
    """Why a program failed: its last words."""
    if code == 0:
        return ""
    lines = [line.strip() for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
    return lines[-1][:120] if lines else f"exit code {code}"
