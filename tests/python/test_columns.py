"""Columns of every library, in and out."""

from __future__ import annotations

import pickle
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import varlik

TEXTS = ["Iğdır", "ŞIRNAK", None, "", "Kızılırmak’ın uzun kıyısı", "x"]
LOWER = ["ığdır", "şırnak", None, "", "kızılırmak’ın uzun kıyısı", "x"]

COLUMNS: dict[str, Callable[[list[Any]], Any]] = {
    "pyarrow string": lambda texts: pa.array(texts, pa.string()),
    "pyarrow large_string": lambda texts: pa.array(texts, pa.large_string()),
    "pyarrow string_view": lambda texts: pa.array(texts, pa.string_view()),
    "pyarrow dictionary": lambda texts: pa.array(texts, pa.string()).dictionary_encode(),
    "pyarrow dictionary of large_string": lambda texts: pa.array(texts, pa.large_string()).dictionary_encode(),
    "pyarrow chunks": lambda texts: pa.chunked_array([texts[:1], [], texts[1:4], texts[4:]], pa.string()),
    "pyarrow slice": lambda texts: pa.array(["above", None, *texts, "below"]).slice(2, len(texts)),
    "pyarrow slice of views": lambda texts: pa.array(["above", None, *texts, "b"], pa.string_view()).slice(
        2, len(texts)
    ),
    "pyarrow slice of a dictionary": lambda texts: pa.array(["above", None, *texts, "below"])
    .dictionary_encode()
    .slice(2, len(texts)),
    "pyarrow table": lambda texts: pa.table({"name": pa.array(texts, pa.string())}),
    "polars": lambda texts: pl.Series("name", texts, dtype=pl.String),
    "polars categories": lambda texts: pl.Series("name", texts, dtype=pl.Categorical),
    "polars frame": lambda texts: pl.DataFrame({"name": pl.Series(texts, dtype=pl.String)}),
    "pandas": lambda texts: pd.Series(texts, name="name", dtype="str"),
    "pandas objects": lambda texts: pd.Series(texts, name="name", dtype=object),
    "pandas categories": lambda texts: pd.Series(texts, name="name", dtype="category"),
    "numpy objects": lambda texts: np.array(texts, dtype=object),
    "list": list,
    "tuple": tuple,
    "iterator": iter,
    "varlik": lambda texts: varlik.key(texts) if not texts else varlik.lower(texts, "und"),
}


def duckdb_column(texts: list[Any]) -> Any:
    table = pa.table({"name": pa.array(texts, pa.string())})
    return duckdb.from_arrow(table)


COLUMNS["duckdb"] = duckdb_column


@pytest.mark.parametrize("name", [name for name in COLUMNS if name != "varlik"])
def test_every_column_is_read(name: str) -> None:
    make = COLUMNS[name]
    found = varlik.lower(make(TEXTS), "tr")
    assert isinstance(found, varlik.Column)
    assert found == LOWER
    assert found.null_count == 1
    assert varlik.lower(make([]), "tr") == []
    assert varlik.lower(make([None, None]), "tr") == [None, None]
    assert varlik.lower(make(["x"] * 3000 + ["İ"]), "tr")[-2:] == ["x", "i"]


def test_the_width_of_the_offsets_stays() -> None:
    assert varlik.upper(pa.array(["a"], pa.string())).type == "Utf8"
    assert varlik.upper(pa.array(["a"], pa.large_string())).type == "LargeUtf8"
    assert varlik.upper(pa.array(["a"], pa.large_string()).dictionary_encode()).type == "LargeUtf8"
    assert varlik.upper(pa.array(["a"], pa.string_view())).type == "Utf8"
    assert varlik.upper(pa.nulls(3)).type == "Utf8"
    assert varlik.upper(pa.chunked_array([], pa.large_string())).type == "LargeUtf8"


def test_a_column_goes_everywhere() -> None:
    column = varlik.lower(pl.Series("city", TEXTS), "tr")
    assert column.name == "city"
    assert column.to_pylist() == LOWER
    assert column.to_arrow().to_pylist() == LOWER
    assert pa.array(column).to_pylist() == LOWER
    assert pa.chunked_array(column).to_pylist() == LOWER
    series = column.to_polars()
    assert (series.name, series.dtype, series.to_list()) == ("city", pl.String, LOWER)
    assert pl.Series(column).to_list() == LOWER
    assert pl.DataFrame({"city": column})["city"].to_list() == LOWER
    frame = column.to_pandas()
    assert (frame.name, str(frame.dtype), frame.dropna().tolist()) == ("city", "str", [t for t in LOWER if t is not None])
    assert varlik.upper(column, "tr") == varlik.upper(LOWER, "tr")


def test_an_empty_column_keeps_its_type() -> None:
    column = varlik.lower([])
    assert column.to_polars().dtype == pl.String
    assert column.to_arrow().type == pa.string()


def test_a_column_is_a_sequence() -> None:
    column = varlik.lower(TEXTS, "tr")
    assert len(column) == 6
    assert [column[0], column[-1], column[2]] == ["ığdır", "x", None]
    assert list(column) == LOWER
    for cut in (slice(1, 4), slice(None, None, -1), slice(4, 1), slice(None, None, 2), slice(-2, None)):
        assert column[cut] == LOWER[cut]
        assert pickle.loads(pickle.dumps(column[cut])) == column[cut]
    assert "şırnak" in column and None in column and "van" not in column
    for wrong in (6, -7):
        with pytest.raises(IndexError, match=f"no row {wrong}: there are 6"):
            column[wrong]
    assert column == varlik.lower(pa.chunked_array([TEXTS[:2], TEXTS[2:]]), "tr")
    assert column != varlik.lower(TEXTS[:5], "tr")
    assert column != LOWER[:5]
    assert column != 5


def test_a_column_shows_itself() -> None:
    assert repr(varlik.lower(["A", None])) == "Column(['a', None], rows=2)"
    assert repr(varlik.lower(["A"] * 1000)) == "Column(['a', 'a', 'a', ..., 'a', 'a', 'a'], rows=1000)"
    shown = varlik.lower(pl.Series("<b>", ["<i>"] * 1000))._repr_html_()
    assert "&lt;b&gt;" in shown and "&lt;i&gt;" in shown and "<i>" not in shown and "rows: 1000" in shown
    assert len(shown) < 1000


@pytest.mark.parametrize(
    "column",
    [
        varlik.lower(TEXTS),
        varlik.lower(pa.array(TEXTS, pa.large_string())),
        varlik.split_suffix(["Ankara’dan", None, "Van"]),
        varlik.known_as(["Türkiye", None, "Qwxyz"]),
        varlik.lower([]),
    ],
    ids=["text", "large", "structs", "lists", "empty"],
)
def test_a_column_pickles(column: varlik.Column) -> None:
    again = pickle.loads(pickle.dumps(column))
    assert again == column
    assert (again.type, again.name) == (column.type, column.name)


def test_structs_and_lists_go_out() -> None:
    parts = varlik.split_suffix(pl.Series(["Ankara’dan", None, "Van"]))
    assert [row and row["stem"] for row in parts] == ["Ankara", None, None]
    assert parts.to_polars().struct.field("suffix").to_list() == ["dan", None, None]
    known = varlik.known_as(pa.array(["Türkiye", "Qwxyz", None, "Türkiye"]).dictionary_encode())
    assert [len(row) if row is not None else None for row in known.to_arrow().to_pylist()] == [1, 0, None, 1]


def test_threads_change_nothing() -> None:
    texts = pa.array([f"{'ISPARTA ' * (row % 50)}{row}" if row % 7 else None for row in range(50_000)])
    one = varlik.lower(texts, "tr", threads=1)
    assert one.to_arrow().chunk(0).equals(varlik.lower(texts, "tr", threads=8).to_arrow().chunk(0))
    assert one == varlik.lower(texts, "tr")
    assert one[:50] == [None if row % 7 == 0 else f"{'ısparta ' * (row % 50)}{row}" for row in range(50)]
    with pytest.raises(varlik.InputError, match="threads is -1"):
        varlik.lower(texts, threads=-1)


def test_ten_million_empty_strings() -> None:
    texts = pa.array([""], pa.string()).take(pa.array(np.zeros(10_000_000, dtype=np.int8)))
    found = varlik.key(texts)
    assert len(found) == 10_000_000
    assert found.null_count == 0
    assert found[9_999_999] == ""


def test_null_rows_may_hold_anything() -> None:
    buffers = [pa.py_buffer(b"\x05"), pa.py_buffer(np.array([0, 1, 3, 4], dtype=np.int32).tobytes()), pa.py_buffer(b"A\xff\xfeB")]
    texts = pa.Array.from_buffers(pa.string(), 3, buffers)
    assert varlik.lower(texts) == ["a", None, "b"]


def test_broken_utf8_is_told() -> None:
    offsets = pa.py_buffer(np.array([0, 1, 3], dtype=np.int32).tobytes())
    texts = pa.Array.from_buffers(pa.string(), 2, [None, offsets, pa.py_buffer(b"A\xff\xfe")])
    with pytest.raises(varlik.InputError, match=r"row 1 of a chunk is no valid UTF-8.*varlik\.decode"):
        varlik.lower(texts)


WRONG = {
    'a frame of 2 columns was given ("id", "name"); hand over one of them: frame["id"]': pl.DataFrame(
        {"id": ["1"], "name": ["x"]}
    ),
    "a column of Int64 is no text": pa.array([1, 2]),
    "row 1 is of type int, not str or None": ["x", 5],
    "row 0 is of type bytes": [b"x"],
    "row 1 holds half a character (a lone surrogate) at 2": ["x", "ab\ud800"],
}


@pytest.mark.parametrize("message", WRONG)
def test_what_is_no_column_of_text_is_told(message: str) -> None:
    with pytest.raises(varlik.InputError) as raised:
        varlik.lower(WRONG[message])
    assert message in str(raised.value)


@pytest.mark.parametrize("given", [b"x", 5, {"a": "b"}])
def test_what_is_no_text_at_all_is_told(given: Any) -> None:
    with pytest.raises(TypeError, match=r"not (bytes|int|dict)"):
        varlik.lower(given)


def test_progress_is_told_in_rows() -> None:
    for texts in (["Iğdır"] * 3, pa.array(["ErdoÄŸan " * 20] * 100_000), pa.array(["a", "b", "a"]).dictionary_encode()):
        calls: list[tuple[int, int]] = []
        found = varlik.repair(texts, progress=lambda done, total: calls.append((done, total)))
        assert found == varlik.repair(texts)
        # Of a dictionary the distinct texts are worked on.
        rows = 2 if isinstance(texts, pa.DictionaryArray) else len(texts)
        assert calls[-1] == (rows, rows)
        assert calls == sorted(calls)
    calls = []
    varlik.Pipeline("nfc").apply(["x"], progress=lambda done, total: calls.append((done, total)))
    varlik.known_as(["x", None], progress=lambda done, total: calls.append((done, total)))
    assert calls == [(1, 1), (2, 2)]


def test_progress_true_writes_nothing_where_there_is_no_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    assert varlik.lower(["I"], progress=True) == varlik.lower(["I"], progress=False) == ["i"]
    assert capfd.readouterr() == ("", "")


def test_what_progress_raises_stops_the_work() -> None:
    def stop(done: int, total: int) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        varlik.lower(["x"], progress=stop)
    with pytest.raises(TypeError, match="progress is True or a function of two numbers.*not int"):
        varlik.lower(["x"], progress=5)  # type: ignore[call-overload]


CALLS = [
    "varlik.known_as(texts, threads=1)",
    "varlik.readings(texts, 'ru', 'tr', threads=1)",
    "varlik.suffix_candidates(texts)",
    "varlik.restore_diacritics(texts)",
    "varlik.Pipeline('repair:tr, html, nfc, clean, lower:tr').apply(texts)",
    "varlik.key(texts)",
    "varlik.lower(rows)",
]


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent as POSIX has them")
@pytest.mark.parametrize("call", CALLS)
def test_ctrl_c_stops_a_long_column(call: str) -> None:
    program = textwrap.dedent(f"""
        import pyarrow as pa, varlik
        rows = ["Kızılırmak’ın Реджеп"] * 2_000_000
        texts = pa.array(rows)
        print("begun", flush=True)
        try:
            while True:
                {call}
        except KeyboardInterrupt:
            print("stopped", flush=True)
    """)
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.5)
        asked = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert process.stdout.readline() == "stopped\n"
        assert time.monotonic() - asked < 0.5
        # Nothing is left running either.
        assert process.wait(5) == 0
