"""What the tests share: the examples, and the command as it was installed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import varlik

ROOT = Path(__file__).parents[2]
NEWS = ROOT / "examples" / "news"
COMMAND = Path(sys.executable).parent / "varlik"

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def found() -> varlik.Resolution:
    """The examples, resolved."""
    return varlik.resolve(NEWS)


@pytest.fixture
def run() -> Run:
    """The console script; returns exit code, stdout and stderr."""

    def run(*arguments: str | Path, stdin: str | None = None, **more: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # type: ignore[call-overload,no-any-return]
            [str(COMMAND), *map(str, arguments)],
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            **more,
        )

    return run


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder of two small articles."""
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "1.txt").write_text("Hakan Fidan arrived in Ankara on Monday.\n", encoding="utf-8")
    (folder / "2.txt").write_text("Dışişleri Bakanı Hakan Fidan Ankara’da konuştu.\n", encoding="utf-8")
    return folder


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """A folder that may not be written to."""
    if os.geteuid() == 0:
        # Nothing is closed to root but what the kernel itself keeps.
        return Path("/proc/1")
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o555)
    return folder
