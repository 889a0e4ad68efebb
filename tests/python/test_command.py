"""The installed command: exit codes, one-line errors, whole files or none."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import varlik
from conftest import COMMAND, NEWS, Run

FILES = [
    "claims.jsonl",
    "contradictions.jsonl",
    "dates.jsonl",
    "entities.jsonl",
    "mentions.jsonl",
    "pairs.jsonl",
    "report.html",
    "stories.jsonl",
]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_examples_give_five_files_and_a_table(run: Run, tmp_path: Path, found: varlik.Resolution) -> None:
    out = tmp_path / "deep" / "out"
    done = run("resolve", NEWS, "--out", out)
    assert (done.returncode, done.stderr) == (0, "")
    assert names(out) == FILES
    assert done.stdout.startswith(f"{len(found.documents)} articles, {len(found.mentions)} mentions, ")
    assert str(out / "report.html") in done.stdout
    assert found.entities[0].name in done.stdout
    lines = (out / "mentions.jsonl").read_bytes().decode("utf-8").split("\n")
    assert lines.pop() == ""
    assert [json.loads(line) for line in lines] == found.mentions.to_dicts()


def test_python_and_the_command_write_the_same_bytes(run: Run, tmp_path: Path) -> None:
    varlik.resolve(NEWS, out=tmp_path / "python")
    run("resolve", NEWS, "--out", tmp_path / "command", "--threads", "1")
    for name in FILES:
        assert (tmp_path / "python" / name).read_bytes() == (tmp_path / "command" / name).read_bytes(), name


def test_stdin_is_read(run: Run, tmp_path: Path) -> None:
    rows = '{"no": 1, "haber": "Hakan Fidan Ankara’da konuştu."}\n'
    done = run("resolve", "-", "--out", tmp_path, "--id-column", "no", "--text-column", "haber", stdin=rows)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("1 article, ")


def test_mentions_of_others_are_read(run: Run, news: Path, tmp_path: Path) -> None:
    mentions = tmp_path / "mentions.jsonl"
    row = {"doc_id": "1.txt", "mentions": [{"start": 0, "end": 11, "label": "PERSON"}]}
    mentions.write_text(json.dumps(row), encoding="utf-8")
    out = tmp_path / "out"
    assert run("resolve", news, "--mentions", mentions, "--out", out, "--no-report").returncode == 0
    (line,) = (out / "mentions.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["text"] == "Hakan Fidan"
    assert names(out) == [name for name in FILES if name != "report.html"]


def test_python_m_is_the_command(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "varlik", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"varlik {varlik.__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ([], 2, "Usage"),
        (["resolve", "{news}"], 2, "--out"),
        (["resolve", "--out", "{out}"], 2, "no path was given"),
        (["resolve", "{news}", "--out", "{out}", "--wrong"], 2, "--wrong"),
        (["resolve", "{news}/missing", "--out", "{out}"], 1, "missing: no such file or folder"),
        (["resolve", "{bare}", "--out", "{out}"], 1, "no article to read"),
        (["resolve", "{rows}/image.png", "--out", "{out}"], 1, "not a kind of file that can be read"),
        (["resolve", "{rows}/empty.txt", "--out", "{out}"], 1, "empty file"),
        (["resolve", "{rows}/binary.txt", "--out", "{out}"], 1, "binary file"),
        (["resolve", "{rows}/half.jsonl", "--out", "{out}"], 1, "half.jsonl:1: not whole JSON"),
        (["resolve", "{rows}/body.csv", "--out", "{out}"], 1, "no column \"text\"; there are \"id\", \"body\""),
        (["resolve", "{rows}/twice.jsonl", "--out", "{out}"], 1, "twice.jsonl:2: the id \"1\" is already that of"),
        (["resolve", "{news}", "--out", "{rows}/body.csv"], 1, "a file stands in the way"),
        (["resolve", "{news}", "--out", "{rows}/body.csv/out"], 1, "body.csv/out: cannot be written"),
        (["resolve", "{news}", "--mentions", "{rows}/none.jsonl", "--out", "{out}"], 1, "none.jsonl: no such file"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_a_code(
    run: Run, news: Path, tmp_path: Path, arguments: list[str], code: int, words: str
) -> None:
    rows, bare, out = tmp_path / "rows", tmp_path / "bare", tmp_path / "out"
    rows.mkdir()
    bare.mkdir()
    (rows / "image.png").write_bytes(b"\x89PNG")
    (rows / "empty.txt").write_bytes(b"")
    (rows / "binary.txt").write_bytes(bytes(range(256)) * 9)
    (rows / "half.jsonl").write_text('{"id": 1, "te\n{"id": 2, "text": "Two."}\n')
    (rows / "body.csv").write_text("id,body\n1,One.\n")
    (rows / "twice.jsonl").write_text('{"id": 1, "text": "One."}\n{"id": 1, "text": "Two."}\n')
    done = run(*(word.format(news=news, rows=rows, bare=bare, out=out) for word in arguments))
    assert done.returncode == code
    assert words in done.stderr
    assert done.stdout == ""
    if code == 1:
        assert done.stderr.startswith("varlik: ") and done.stderr.count("\n") == 1
    assert not out.exists()


def test_a_closed_folder_is_told(run: Run, news: Path, closed: Path) -> None:
    done = run("resolve", news, "--out", closed / "out")
    assert done.returncode == 1
    assert "cannot be written" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_full_disk_leaves_the_earlier_files_whole(news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    varlik.resolve(news, out=out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}

    def full() -> None:
        # No file may grow beyond this; without the handler the process would be killed instead of told.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    arguments = [str(COMMAND), "resolve", str(NEWS), "--out", str(out)]
    done = subprocess.run(arguments, capture_output=True, text=True, preexec_fn=full)
    assert done.returncode == 1
    assert "cannot be written" in done.stderr
    assert done.stderr.count("\n") == 1
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_a_new_run_takes_the_place_of_an_earlier_one(run: Run, news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("resolve", NEWS, "--out", out)
    run("resolve", news, "--out", out)
    assert names(out) == FILES
    documents = {json.loads(line)["doc"] for line in (out / "mentions.jsonl").read_text("utf-8").splitlines()}
    assert documents <= {"1.txt", "2.txt"}


def test_files_left_out_are_counted_with_their_reason(run: Run, news: Path, tmp_path: Path) -> None:
    (news / "empty.txt").write_bytes(b"")
    (news / "photo.jpg").write_bytes(b"\xff\xd8")
    (news / "1254.txt").write_bytes("Türkiye’de güneşli bir gün yaşandı.".encode("windows-1254"))
    done = run("resolve", news, "--out", tmp_path / "out")
    assert done.returncode == 0
    assert "left out: 1\n" in done.stdout and "empty.txt: empty file" in done.stdout
    assert "read with a repair: 1\n" in done.stdout and "1254.txt: " in done.stdout
    assert "passed over: 1 file of other kinds" in done.stdout


def test_a_reader_that_goes_away_is_no_crash(news: Path, tmp_path: Path) -> None:
    command = f"'{COMMAND}' resolve '{news}' --out '{tmp_path}/out' | true"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
    assert done.stderr == ""
    assert names(tmp_path / "out") == FILES


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal of our own")
def test_progress_is_for_terminals_only(news: Path, tmp_path: Path) -> None:
    arguments = [str(COMMAND), "resolve", str(news), "--out", str(tmp_path / "out")]
    ours, theirs = os.openpty()
    subprocess.run(arguments, stdout=subprocess.DEVNULL, stderr=theirs, check=True)
    os.close(theirs)
    drawn = os.read(ours, 10_000).decode("utf-8")
    os.close(ours)
    assert "articles" in drawn
    assert drawn.endswith("\x1b[K"), "the line is taken off again"
    piped = subprocess.run(arguments, capture_output=True, check=True)
    assert piped.stderr == b""
