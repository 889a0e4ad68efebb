"""A program that is run and measured."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path


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

    After `timeout` seconds it is ended with all it started; a process of it that asks for more than `gigabytes` is told that there is none,
    so that the machine lives.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    # One number of threads for all: of rayon (ours, polars), of OpenMP and of the linear algebra behind numpy.
    limits = ("RAYON_NUM_THREADS", "POLARS_MAX_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    environment = os.environ | dict.fromkeys(limits, str(threads)) | {"PYTHONHASHSEED": "0"}
    most = int(gigabytes * 1e9)
    began = time.perf_counter()
    with log.open("wb") as words:
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=words,
            env=environment,
            start_new_session=True,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (most, most)),
        )
        late = threading.Timer(timeout, os.killpg, (child.pid, signal.SIGKILL))
        late.start()
        _, status, used = os.wait4(child.pid, 0)
        late.cancel()
    wall = time.perf_counter() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    # Linux counts kilobytes, macOS bytes.
    peak = used.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    return Cost(wall, used.ru_utime + used.ru_stime, peak, failure_of(child.returncode, log, wall >= timeout))


def failure_of(code: int, log: Path, is_late: bool) -> str:
    """Why a program failed: its last words."""
    if code == 0:
        return ""
    if is_late:
        return "stopped: out of time"
    lines = [line.strip() for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
    return lines[-1][:120] if lines else f"exit code {code}"
