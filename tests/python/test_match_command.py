"""`varlik match` as it is installed."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import varlik
from conftest import COMMAND, Run

HEAD = "left,right,score,weight,rank,left_name,right_name"
KNOWN = ["Tansu Çiller", None, "Bülent Ecevit", "Turgut Özal"]


@pytest.fixture
def known(tmp_path: Path) -> Path:
    """Names that are known, with an id each."""
    file = tmp_path / "known.csv"
    lines = [f"Q{row};{name or ''}" for row, name in enumerate(KNOWN)]
    file.write_text("\n".join(["id;name", *lines]) + "\n", encoding="utf-8")
    return file


def test_matches_are_written_as_python_finds_them(run: Run, known: Path, tmp_path: Path) -> None:
    asked = tmp_path / "asked.txt"
    asked.write_text('ECEVİT, Bülent\n\nTansu "Ciller"\r\n', encoding="utf-8")
    done = run("match", asked, known, "--kind", "person")
    assert (done.returncode, done.stderr) == (0, "")
    head, *lines = done.stdout.splitlines()
    found = varlik.match_names(["ECEVİT, Bülent", None, 'Tansu "Ciller"'], KNOWN, kind="person")
    want = [[row["left"], row["right"], f"{row['score']:.4f}", f"{row['weight']:.2f}", row["rank"]] for row in found]
    assert head == HEAD and [line.split(",")[:5] for line in lines] == [list(map(str, row)) for row in want]
    assert lines[0].endswith(',"ECEVİT, Bülent",Bülent Ecevit')
    assert lines[1].endswith(',"Tansu ""Ciller""",Tansu Çiller')
    out = tmp_path / "out.tsv"
    assert run("match", asked, known, "--kind", "person", "--right-id-column", "id", "--out", out).stdout == ""
    assert out.read_text(encoding="utf-8").splitlines()[1].split("\t")[:2] == ["0", "Q2"]
    assert run("match", asked, known, "--kind", "person", "--out", "-").stdout == done.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["asked.txt", "known.csv", "out.tsv"]


def test_columns_and_ids_of_every_format(run: Run, known: Path, tmp_path: Path) -> None:
    rows = '{"no": 7, "ad": "ECEVİT, Bülent"}\n{"no": "x", "ad": null}\n'
    parquet = tmp_path / "known.parquet"
    columns = {"name": pa.array(KNOWN).dictionary_encode(), "id": pa.array([f"Q{row}" for row in range(4)])}
    pq.write_table(pa.table(columns), parquet, row_group_size=3)
    arguments = ["--column", "ad", "--right-column", "name", "--id-column", "no", "--right-id-column", "id"]
    for right in (known, parquet):
        done = run("match", "-", right, *arguments, "--kind", "person", "--json", stdin=rows)
        assert (done.returncode, done.stderr) == (0, "")
        (line,) = done.stdout.splitlines()
        row = json.loads(line)
        assert list(row) == HEAD.split(",")
        assert (row["left"], row["right"], row["rank"], row["right_name"]) == ("7", "Q2", 1, "Bülent Ecevit")
    numbers = tmp_path / "numbers.parquet"
    pq.write_table(pa.table({"name": KNOWN, "id": [10, 11, 12, 13]}), numbers)
    done = run("match", "-", numbers, "--right-id-column", "id", "--kind", "person", stdin="ECEVİT, Bülent")
    assert done.stdout.splitlines()[1].startswith("0,12,")


def test_threads_and_options(run: Run, tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_text("".join(f"Tansu Çiller {row}\n" for row in range(300)), encoding="utf-8")
    once = run("match", names, names, "--threads", "1", "--threshold", "0", "--k", "2").stdout
    assert run("match", names, names, "--threads", "3", "--threshold", "0", "--k", "2").stdout == once
    ranks = [int(line.split(",")[4]) for line in once.splitlines()[1:]]
    assert max(ranks) == 2 and len(ranks) <= 600
    assert run("match", names, names, "--prior", "0.000001", "--threshold", "0").stdout != once


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["{known}"], 2, "<RIGHT>"),
        (["-", "-"], 2, "only one of LEFT and RIGHT may be -"),
        (["{known}", "no/such/file.csv"], 1, "no such file or folder; check the path"),
        (["{known}", "{known}", "--column", "ad"], 1, 'no column "ad"; there are "id", "name": name yours with --column'),
        (["{known}", "{known}", "--right-column", "ad"], 1, "name yours with --right-column"),
        (["{known}", "{known}", "--id-column", "no"], 1, "name yours with --id-column"),
        (["{known}", "{known}", "--kind", "x"], 2, 'no kind "x"; there are person, organization, place, other'),
        (["{known}", "{known}", "--k", "0"], 2, "--k is 0; ask for at least one"),
        (["{known}", "{known}", "--threshold", "2"], 2, "--threshold is 2; give a chance"),
        (["{known}", "{known}", "--out", "a.parquet"], 2, "matches are written as .csv, .tsv or .jsonl"),
        (["{known}", "{known}", "--out", "no/such/folder/a.csv"], 1, "cannot be written"),
        (["{known}", "known.arrow"], 2, "in Python: polars.read_ipc"),
    ],
)
def test_what_is_asked_wrongly_is_told(run: Run, known: Path, arguments: list[str], code: int, message: str) -> None:
    done = run("match", *(argument.format(known=known) for argument in arguments), cwd=known.parent)
    assert (done.returncode, done.stdout) == (code, "")
    assert message in done.stderr, done.stderr


def test_a_reader_that_goes_away_is_no_failure(tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_text("".join(f"Tansu Çiller {row}\n" for row in range(9_000)), encoding="utf-8")
    program = f"'{COMMAND}' match '{names}' '{names}' --threshold 0 | head -1"
    done = subprocess.run(["bash", "-ec", program], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == (HEAD + "\n", "")


def test_ctrl_c_leaves_nothing_behind(tmp_path: Path) -> None:
    names, out = tmp_path / "names.txt", tmp_path / "out.csv"
    names.write_text("".join(f"Tansu Çiller {row}\n" for row in range(200_000)), encoding="utf-8")
    process = subprocess.Popen([COMMAND, "match", names, names, "--out", out, "--threads", "1"], stderr=subprocess.PIPE)
    time.sleep(1.5)
    asked = time.monotonic()
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == -signal.SIGINT, "the run was over before it could be stopped"
    assert time.monotonic() - asked < 1.5
    assert [path.name for path in tmp_path.iterdir()] == ["names.txt"]
