"""`varlik normalize` over a column of Parquet."""

from __future__ import annotations

import datetime
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import varlik
from conftest import COMMAND, Run

ROWS = 5000
STEPS = varlik.Pipeline("repair, html, nfc, clean")


@pytest.fixture
def people(tmp_path: Path) -> Path:
    """A table of many types in three row groups."""
    names = [None if row % 5 == 0 else f"ErdoÄŸan {row % 7}" for row in range(ROWS)]
    table = pa.table(
        {
            "id": pa.array(range(ROWS), pa.int16()),
            "name": pa.array(names),
            "large": pa.array(["I&#305;"] * ROWS, pa.large_string()),
            "coded": pa.array(names).dictionary_encode(),
            "nested": pa.array([[{"a": row, "b": "ErdoÄŸan"}] * (row % 3) if row % 4 else None for row in range(ROWS)]),
            "at": pa.array([datetime.datetime(2026, 1, 1)] * ROWS, pa.timestamp("us", "Europe/Istanbul")),
            "long": pa.array([datetime.timedelta(seconds=row) for row in range(ROWS)], pa.duration("ms")),
            "bytes": pa.array([b"\xff"] * ROWS),
            "last": pa.array([None] * ROWS, pa.decimal128(20, 3)),
        }
    ).replace_schema_metadata({"mine": "kept"})
    path = tmp_path / "people.parquet"
    pq.write_table(table, path, row_group_size=1700, write_page_index=True)
    return path


@pytest.mark.parametrize("compression", ["snappy", "zstd", "gzip", "lz4", "none"])
@pytest.mark.parametrize("column", ["name", "large", "coded"])
@pytest.mark.parametrize("in_place", [False, True])
def test_a_column_is_normalised_and_the_others_stay(
    run: Run, people: Path, tmp_path: Path, compression: str, column: str, in_place: bool
) -> None:
    out = tmp_path / "out.parquet"
    before = pq.read_table(people)
    version = "2.0" if compression == "zstd" else "1.0"
    pq.write_table(before, people, row_group_size=1700, compression=compression, data_page_version=version)
    before = pq.read_table(people)
    done = run("normalize", people, "--column", column, "--out", out, *["--in-place"] * in_place)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    after = pq.read_table(out)
    target = column if in_place else f"{column}_normalized"
    assert after.column_names == [*before.column_names, *[target] * (not in_place)]
    assert after[target].type == before[column].type
    assert after[target].to_pylist() == STEPS.apply(before[column]).to_pylist()
    assert after.drop_columns([target]).equals(before.drop_columns([target] * in_place), check_metadata=True)
    facts = pq.ParquetFile(out).metadata
    assert [facts.row_group(group).num_rows for group in range(3)] == [1700, 1700, 1600]
    made = facts.row_group(0).column(facts.schema.names.index(target) if in_place else facts.num_columns - 1)
    assert made.compression == pq.ParquetFile(people).metadata.row_group(0).column(1).compression
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.parquet", "people.parquet"]


def test_a_column_of_an_earlier_run_is_made_anew(run: Run, people: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    assert run("normalize", people, "--column", "name", "--out", out).returncode == 0
    assert run("normalize", out, "--column", "name", "--steps", "repair,key", "--out", out).returncode == 0
    after = pq.read_table(out)
    assert after.column_names == [*pq.read_table(people).column_names, "name_normalized"]
    assert after["name_normalized"].to_pylist()[:2] == [None, "erdogan 1"]


def test_other_libraries_read_what_was_written(run: Run, tmp_path: Path) -> None:
    path, out = tmp_path / "in.parquet", tmp_path / "out.parquet"
    frame = pd.DataFrame({"name": ["Iğdır &amp; Van", None]}, index=pd.Index([7, 9], name="row"))
    frame["kind"] = pd.Categorical(["b", "a"], categories=["b", "a"], ordered=True)
    frame.to_parquet(path)
    assert run("normalize", path, "--column", "name", "--out", out).returncode == 0
    again = pd.read_parquet(out)
    assert again["name_normalized"].tolist()[0] == "Iğdır & Van"
    assert again.drop(columns="name_normalized").equals(frame)
    texts = pl.DataFrame({"name": pl.Series(["ErdoÄŸan", "Van"], dtype=pl.Enum(["ErdoÄŸan", "Van"]))})
    texts.write_parquet(path)
    assert run("normalize", path, "--column", "name", "--out", out).returncode == 0
    assert pl.read_parquet(out)["name_normalized"].cast(pl.String).to_list() == ["Erdoğan", "Van"]
    assert pl.read_parquet(out)["name"].dtype == texts["name"].dtype


@pytest.mark.parametrize("rows", [0, 1])
def test_small_tables(run: Run, tmp_path: Path, rows: int) -> None:
    path, out = tmp_path / "in.parquet", tmp_path / "out.parquet"
    for nullable in (True, False):
        schema = pa.schema([pa.field("name", pa.string(), nullable=nullable)])
        pq.write_table(pa.table({"name": pa.array(["A&amp;B"] * rows, pa.string())}, schema=schema), path)
        assert run("normalize", path, "--column", "name", "--out", out).returncode == 0
        after = pq.read_table(out)
        assert after.to_pydict() == {"name": ["A&amp;B"] * rows, "name_normalized": ["A&B"] * rows}
        assert after.schema.field("name_normalized").nullable is nullable


def test_texts_that_are_no_utf8_are_read_by_their_letters(run: Run, tmp_path: Path) -> None:
    path, out = tmp_path / "in.parquet", tmp_path / "out.parquet"
    offsets = pa.py_buffer(b"\0\0\0\0\x04\0\0\0")
    broken = pa.Array.from_buffers(pa.string(), 1, [None, offsets, pa.py_buffer(b"\xddpek")])
    pq.write_table(pa.table({"name": broken}), path)
    done = run("normalize", path, "--column", "name", "--out", out)
    assert done.stderr == f"varlik: {path}: 1 text was no UTF-8 and read by their letters\n"
    assert pq.read_table(out)["name_normalized"].to_pylist() == [varlik.decode(b"\xddpek").text]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--column", "nam"], 1, 'no column "nam"; there are "id", "name", "large"'),
        (["--column", "id"], 1, 'column "id" is'),
        (["--column", "bytes"], 1, 'column "bytes" is BYTE_ARRAY, no text; name another'),
        (["--column", "nested"], 1, 'column "nested" is nested, no text'),
        ([], 2, "not a file of lines; name a column with --column"),
    ],
)
def test_what_is_wrong_is_told(
    run: Run, people: Path, tmp_path: Path, arguments: list[str], code: int, message: str
) -> None:
    done = run("normalize", people, *arguments, "--out", tmp_path / "out.parquet")
    assert (done.returncode, done.stdout) == (code, "")
    assert message in done.stderr and done.stderr.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["people.parquet"]


def test_the_answer_goes_to_a_file_of_parquet(run: Run, people: Path, tmp_path: Path) -> None:
    done = run("normalize", people, "--column", "name")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Parquet is written to a file; name it with --out FILE.parquet" in done.stderr
    done = run("normalize", people, "--column", "name", "--out", tmp_path / "out.csv")
    assert done.returncode == 2
    assert "Parquet is written; name it FILE.parquet" in done.stderr


def test_a_compression_that_is_not_read_is_told(run: Run, people: Path, tmp_path: Path) -> None:
    pq.write_table(pq.read_table(people), people, compression="brotli")
    done = run("normalize", people, "--column", "name", "--out", tmp_path / "out.parquet")
    assert done.returncode == 1
    assert "compressed by BROTLI, which is not read; write the file again with zstd" in done.stderr


def test_a_broken_file_is_told_and_leaves_nothing(run: Run, people: Path, tmp_path: Path) -> None:
    whole = people.read_bytes()
    chance = random.Random(5)
    wrong = [b"", b"PAR1", whole[:-1], whole[: len(whole) // 2], whole[:8] + whole[-2000:]]
    # Ahead of the texts' own pages, and in them.
    for _ in range(20):
        place = chance.randrange(4, len(whole))
        wrong.append(whole[:place] + bytes([whole[place] ^ 1 << chance.randrange(8)]) + whole[place + 1 :])
    codes = []
    for content in wrong:
        people.write_bytes(content)
        done = run("normalize", people, "--column", "name", "--out", tmp_path / "out.parquet")
        codes.append(done.returncode)
        if done.returncode == 0:
            # A bit of a column that is only copied, or of a text.
            (tmp_path / "out.parquet").unlink()
        else:
            assert done.returncode == 1
            assert done.stderr.startswith(f"varlik: {people}: ") and done.stderr.count("\n") == 1, done.stderr
        assert [path.name for path in tmp_path.iterdir()] == ["people.parquet"]
    assert codes[:5] == [1] * 5


@pytest.mark.skipif(sys.platform == "win32", reason="memory is counted as POSIX does")
def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "in.parquet"
    batch = pa.table({"name": pa.array(["Cumhurbaşkanı Erdoğan " * 50] * 50_000)})
    with pq.ParquetWriter(path, batch.schema, use_dictionary=False, compression="none") as writer:
        for _ in range(2):
            writer.write_table(batch)
    assert path.stat().st_size > 100_000_000
    program = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], check=True)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
    )
    arguments = [str(COMMAND), "normalize", str(path), "--column", "name", "--out", str(tmp_path / "out.parquet")]
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 100_000
    assert pq.ParquetFile(tmp_path / "out.parquet").metadata.num_rows == 100_000


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent as POSIX has them")
def test_ctrl_c_leaves_nothing(tmp_path: Path) -> None:
    path, out = tmp_path / "in.parquet", tmp_path / "out.parquet"
    pq.write_table(pa.table({"name": pa.array(["CumhurbaÅŸkanÄ± ErdoÄŸan " * 40] * 300_000)}), path)
    with subprocess.Popen(
        [COMMAND, "normalize", path, "--column", "name", "--steps", "repair,key", "--threads", "1", "--out", out]
    ) as process:
        time.sleep(0.3)
        asked = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert process.wait(5) == -signal.SIGINT
        assert time.monotonic() - asked < 1
    assert [path.name for path in tmp_path.iterdir()] == ["in.parquet"]
