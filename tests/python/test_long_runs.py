"""Long runs: progress is told, Ctrl-C stops them within a second, threads change nothing."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import varlik
from conftest import COMMAND, NEWS

# Long enough to be interrupted on one thread of a fast machine, small enough to be made at once.
MEGABYTES = 60


@pytest.fixture(scope="module")
def pile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of many large articles."""
    folder = tmp_path_factory.mktemp("pile")
    news = b"\n".join(path.read_bytes() for path in sorted(NEWS.glob("kordon*.txt")))
    article = news * (1_000_000 // len(news))
    for number in range(MEGABYTES):
        (folder / f"{number}.txt").write_bytes(article + b"\n%d\n" % number)
    return folder


def test_progress_is_told() -> None:
    calls: list[tuple[int, int]] = []
    varlik.resolve(NEWS, progress=lambda done, total: calls.append((done, total)))
    assert calls, "at least the end is told"
    done, total = calls[-1]
    assert done == total > 0


def test_what_progress_raises_stops_the_run(pile: Path) -> None:
    class Enough(Exception):
        pass

    def stop(done: int, total: int) -> None:
        raise Enough

    with pytest.raises(Enough):
        varlik.resolve(pile, progress=stop)


def test_progress_true_writes_nothing_where_there_is_no_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    varlik.resolve({"1": "Hakan Fidan spoke."}, progress=True)
    assert capfd.readouterr() == ("", "")


def test_ctrl_c_stops_python_within_a_second(pile: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    program = (
        "import sys, varlik\n"
        "try:\n"
        "    print('go', flush=True)\n"
        "    varlik.resolve(sys.argv[1], out=sys.argv[2], threads=1)\n"
        "except KeyboardInterrupt:\n"
        "    print('stopped', flush=True)\n"
        "    sys.exit(7)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", program, str(pile), str(out)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "go\n"
    time.sleep(0.7)
    asked = time.monotonic()
    process.send_signal(signal.SIGINT)
    said = process.stdout.read()
    assert process.wait(timeout=30) == 7, "the run was over before it could be stopped"
    assert said == "stopped\n"
    assert time.monotonic() - asked < 1
    assert not out.exists()


def test_ctrl_c_stops_a_read_that_cannot_hear() -> None:
    program = "import varlik\nprint('go', flush=True)\nvarlik.resolve('-')\n"
    arguments = [sys.executable, "-c", program]
    process = subprocess.Popen(
        arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdin is not None and process.stdout is not None and process.stderr is not None
    assert process.stdout.readline() == "go\n"
    time.sleep(0.2)
    asked = time.monotonic()
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) in (1, -signal.SIGINT)
    assert time.monotonic() - asked < 1.5
    assert "KeyboardInterrupt" in process.stderr.read()
    process.stdin.close()


def test_ctrl_c_stops_the_command_within_a_second(pile: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    arguments = [str(COMMAND), "resolve", str(pile), "--out", str(out), "--threads", "1"]
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL)
    time.sleep(0.7)
    asked = time.monotonic()
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == -signal.SIGINT
    assert time.monotonic() - asked < 1
    assert not out.exists()


@pytest.mark.parametrize("signal_number", [signal.SIGINT, signal.SIGTERM])
def test_a_command_stopped_while_it_writes_leaves_the_folder_as_it_was(
    pile: Path, tmp_path: Path, signal_number: signal.Signals
) -> None:
    # Writing takes milliseconds, so a run may be over before the signal comes: such a run shows nothing, and a longer one
    # is tried.
    for attempt in range(1, 9):
        out = tmp_path / f"out{attempt}"
        out.mkdir()
        (out / "mentions.jsonl").write_text("earlier", encoding="utf-8")
        articles = sorted(pile.iterdir())[: 8 * attempt]
        process = subprocess.Popen(
            [str(COMMAND), "resolve", *articles, "--out", str(out)], stdout=subprocess.DEVNULL
        )
        while process.poll() is None and not is_writing(out):
            time.sleep(0.001)
        asked = time.monotonic()
        process.send_signal(signal_number)
        if process.wait(timeout=60) == 0:
            continue
        assert process.returncode == -signal_number
        assert time.monotonic() - asked < 1
        assert [path.name for path in out.iterdir()] == ["mentions.jsonl"]
        assert (out / "mentions.jsonl").read_text(encoding="utf-8") == "earlier"
        return
    pytest.fail("every run was over before it could be stopped")


def is_writing(out: Path) -> bool:
    """Tell whether a run has begun to write beside its place; its folder may go while one looks."""
    try:
        return any(any(path.glob("*.jsonl")) for path in out.glob(".varlik-partial-*"))
    except FileNotFoundError:
        return False


def test_the_number_of_threads_changes_nothing(found: varlik.Resolution) -> None:
    assert varlik.resolve(NEWS, threads=1) == found
    assert varlik.resolve(NEWS, threads=2) == found
