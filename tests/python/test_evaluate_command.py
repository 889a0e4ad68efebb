"""`varlik evaluate` as it is installed, and the benchmark of tables that scores by it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from conftest import COMMAND, ROOT, Run

TRUTH = "id,cluster\n1,a\n2,a\n3,b\n4,b\n5,c\n"


@pytest.fixture
def people(tmp_path: Path) -> Path:
    """A set of the benchmark: five rows about three people."""
    folder = tmp_path / "data" / "people"
    folder.mkdir(parents=True)
    rows = "1,Ayşe Yılmaz\n2,Ayse Yilmaz\n3,Ali Kaya\n4,Ali Kâya\n5,Veli Kaya\n"
    (folder / "records.csv").write_text("id,ad\n" + rows, encoding="utf-8")
    (folder / "truth.csv").write_text(TRUTH, encoding="utf-8")
    return folder


def test_an_answer_is_scored_against_the_truth(run: Run, people: Path, tmp_path: Path) -> None:
    answer = tmp_path / "edges.parquet"
    pq.write_table(pa.table({"left": [1, 4, 4], "right": [2, 3, 5], "score": [0.9, 0.8, 0.7]}), answer)
    done = run("evaluate", answer, "--truth", people / "truth.csv", "--threshold", "0.85", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    scores = json.loads(done.stdout)
    assert (scores["pairs"]["precision"], scores["pairs"]["recall"]) == (1.0, 0.5)
    assert scores["best"]["threshold"] == pytest.approx(0.8) and scores["best"]["f1"] == 1.0
    assert scores["best_bcubed"]["clusters"] == {"predicted": 3, "actual": 3, "exactly_right": 3}


def test_what_is_no_answer_is_told_in_one_line(run: Run, people: Path, tmp_path: Path) -> None:
    done = run("evaluate", people / "records.csv", "--truth", people / "truth.csv")
    assert (done.returncode, done.stdout) == (1, "")
    assert "records.csv: no columns id and cluster, nor left and right" in done.stderr
    assert run("evaluate", tmp_path / "none.csv", "--truth", people / "truth.csv").returncode == 1
    assert run("evaluate", people / "truth.csv").returncode == 2


def bench(folder: Path, place: Path, body: str) -> subprocess.CompletedProcess[str]:
    """Runs the benchmark with a stand-in that answers as `body` says and leaves the scoring to the real command."""
    stand_in = place / "varlik"
    stand_in.write_text(f'#!/bin/sh\nif [ "$1" = evaluate ]; then exec {COMMAND} "$@"; fi\n{body}\n', encoding="utf-8")
    stand_in.chmod(0o755)
    command = [sys.executable, str(ROOT / "bench" / "tables" / "run.py"), str(folder.parent), "--systems", "varlik"]
    command += ["--out", str(place / "results.md"), "--varlik", str(stand_in), "--answers", str(place / "answers")]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=300)


def test_the_benchmark_scores_the_clusters_that_were_written(people: Path, tmp_path: Path) -> None:
    answer = r'mkdir -p "$6"; printf "id,cluster\n1,x\n2,x\n3,y\n4,z\n5,z\n" > "$6/clusters.csv"'
    done = bench(people, tmp_path, answer)
    assert (done.returncode, done.stderr) == (0, "")
    # One of two pairs is right, and one of two true pairs is found.
    assert "| people | varlik | 0.5000 | 0.5000 | 0.5000 | 0.5000 |" in (tmp_path / "results.md").read_text(encoding="utf-8")
    row = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))[0]
    assert row["scores"]["clusters"]["exactly_right"] == 1 and row["peak"] > 0


def test_the_benchmark_names_what_failed_and_scores_no_old_answer(people: Path, tmp_path: Path) -> None:
    old = tmp_path / "answers" / "varlik" / "people" / "clusters.csv"
    old.parent.mkdir(parents=True)
    old.write_text(TRUTH, encoding="utf-8")
    assert bench(people, tmp_path, "echo no memory left >&2; exit 1").returncode == 0
    page = (tmp_path / "results.md").read_text(encoding="utf-8")
    assert "- people, varlik: no memory left" in page and "1.0000" not in page


@pytest.mark.parametrize(
    ("limits", "reason"), [((0.5, 16), "stopped after 0.5 seconds"), ((60, 0.02), "stopped when it held 0.02 GB")]
)
def test_a_run_that_takes_too_much_is_stopped(limits: tuple[float, float], reason: str, tmp_path: Path) -> None:
    hungry = [sys.executable, "-c", "import time; held = bytearray(40_000_000); time.sleep(50)"]
    code = f"from child import run; from pathlib import Path; print(run({hungry!r}, Path('log'), 1, *{limits!r}).failure)"
    place = {"PYTHONPATH": str(ROOT / "bench" / "tables")}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=place, capture_output=True, encoding="utf-8", timeout=60
    )
    assert (done.stdout.strip(), done.stderr) == (reason, "")
