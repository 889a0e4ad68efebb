"""`varlik normalize` as it is installed."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import varlik
from conftest import COMMAND, Run


def test_lines_stay_lines(run: Run) -> None:
    done = run("normalize", stdin="ErdoÄŸan\nI&#305;x &#10; y\n\nplain")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Erdoğan\nIıx   y\n\nplain"


def test_line_ends_and_bytes_that_are_no_utf8(tmp_path: Path) -> None:
    file = tmp_path / "names.txt"
    file.write_bytes(b"D\xfd\xfei\xfeleri Bakan\xfd\r\n\xc5\x9e\xc4\xb1rnak\r\n")
    done = subprocess.run([COMMAND, "normalize", file], capture_output=True, check=False)
    assert done.stdout.decode() == "Dışişleri Bakanı\r\nŞırnak\r\n"
    assert done.stderr.decode() == f"varlik: {file}: 1 line was no UTF-8 and read by their letters\n"


def test_a_column_of_csv(run: Run, tmp_path: Path) -> None:
    file, out = tmp_path / "people.csv", tmp_path / "out.csv"
    file.write_text('id;name;x\n1;"ErdoÄŸan; a";q\n2\n', encoding="utf-8")
    done = run("normalize", file, "--column", "name", "--out", out)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert out.read_text(encoding="utf-8") == 'id;name;x;name_normalized\n1;"ErdoÄŸan; a";q;"Erdoğan; a"\n2;;;\n'
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.csv", "people.csv"]
    done = run("normalize", file, "--column", "name", "--in-place", "--steps", "repair, upper:tr")
    assert done.stdout == 'id;name;x\n1;"ERDOĞAN; A";q\n2;\n'
    again = run("normalize", out, "--column", "name", "--steps", "repair, key")
    assert again.stdout.splitlines()[1] == '1;"ErdoÄŸan; a";q;erdogan a'


def test_a_column_of_jsonl(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "people.jsonl"
    file.write_text('{"a":  1.50, "name": "A&amp;B"}\n\n{"name":null}\n', encoding="utf-8")
    done = run("normalize", file, "--column", "name")
    assert done.stdout == '{"a":  1.50, "name": "A&amp;B", "name_normalized": "A&B"}\n\n{"name":null, "name_normalized": null}\n'
    rows = run("normalize", "-", "--column", "name", "--in-place", stdin='{"name": "I\u0307", "z": 1}').stdout
    assert rows == '{"name": "İ", "z": 1}'


@pytest.mark.parametrize(
    ("arguments", "stdin", "code", "message"),
    [
        (["--steps", "nfcc"], "", 2, 'no step "nfcc"; did you mean "nfc"?'),
        (["--steps", "nfkc,clean"], "", 2, "comes too late"),
        (["no/such/file"], "", 1, "no such file or folder; check the path"),
        (["people.arrow", "--column", "name"], "", 2, "in Python: polars.read_ipc"),
        (["people.txt", "--column", "name"], "", 2, "only .csv, .tsv, .jsonl and .parquet have columns"),
        ([], "PAR1", 1, "standard input: Parquet; give it by a path"),
        (["--out", "names.parquet"], "x", 2, "names.parquet: no Parquet is written"),
        (["--column", "name"], '{"nam": "x"}', 1, 'standard input:1: no column "name"; there are "nam"'),
        (["--column", "name"], '{"name": "x"}\n{"name": 5}', 1, 'standard input:2: column "name" is no string'),
        (["--column", "name"], '{"name": "x"', 1, "standard input:1: not a whole JSON object"),
        (["--in-place"], "", 2, "--column"),
        (["--out", "no/such/folder/out.txt"], "x", 1, "cannot be written"),
    ],
)
def test_what_is_wrong_is_told_in_a_line(
    run: Run, arguments: list[str], stdin: str, code: int, message: str
) -> None:
    done = run("normalize", *arguments, stdin=stdin)
    assert done.returncode == code
    assert message in done.stderr
    assert done.stdout == ""


def test_utf16_is_told(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "names.txt"
    file.write_text("Şırnak", encoding="utf-16")
    done = run("normalize", file)
    assert done.returncode == 1
    assert "UTF-16; turn it into UTF-8 first: iconv" in done.stderr


def test_the_steps_are_listed(run: Run) -> None:
    listed = run("normalize", "--list").stdout.splitlines()
    names = [line.split()[0] for line in listed]
    assert names[:3] == ["repair", "html", "nfc"] and "key" in names
    for name in names:
        (step,) = varlik.Pipeline([name]).steps
        # A step that knows one language names it.
        assert step.split(":")[0] == name


def test_threads_change_nothing_and_long_input_streams(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "names.txt"
    lines = [f"ErdoÄŸan {number} " + "x" * (number % 700) for number in range(30_000)]
    file.write_text("\n".join(lines), encoding="utf-8")
    one, many = run("normalize", file, "--threads", "1"), run("normalize", file, "--threads", "7")
    assert one.stdout == many.stdout == "\n".join(lines).replace("ErdoÄŸan", "Erdoğan")


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent as POSIX has them")
def test_ctrl_c_leaves_nothing(tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    with subprocess.Popen(
        [COMMAND, "normalize", "--out", out], stdin=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        process.stdin.write("Şırnak\n".encode() * 2_000_000)
        process.stdin.flush()
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        assert process.wait(5) == -signal.SIGINT
    assert not out.exists()


def test_a_reader_that_goes_away_ends_the_run() -> None:
    program = f"yes 'ErdoÄŸan' | '{COMMAND}' normalize | head -n 2"
    done = subprocess.run(["bash", "-c", program], capture_output=True, encoding="utf-8", timeout=20, check=False)
    assert (done.stdout, done.stderr) == ("Erdoğan\nErdoğan\n", "")
