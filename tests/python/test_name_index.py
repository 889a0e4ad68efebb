"""Names among many: an index, and the names of one column in another."""

from __future__ import annotations

import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import varlik

KNOWN = ["Tansu Çiller", None, "Bülent Ecevit", "Rahşan Ecevit", "Turgut Özal"]
ASKED = ["ECEVİT, Bülent", None, "", "Tansu Ciller"]
COLUMNS = ("left", "right", "score", "weight", "rank", "left_name", "right_name")


def rows(table: varlik.Table) -> list[tuple[int, int, int]]:
    return [(row["left"], row["right"], row["rank"]) for row in table]


def test_the_names_of_one_column_are_found_in_another() -> None:
    found = varlik.match_names(ASKED, KNOWN, kind="person")
    assert found.columns == COLUMNS
    assert rows(found) == [(0, 2, 1), (3, 0, 1)]
    first = found[0]
    assert (first["left_name"], first["right_name"]) == ("ECEVİT, Bülent", "Bülent Ecevit")
    assert first["score"] == varlik.compare_names("ECEVİT, Bülent", "Bülent Ecevit", "person").score
    everything = varlik.match_names(ASKED, KNOWN, k=2, threshold=0.0, kind="person")
    assert max(row["rank"] for row in everything) == 2
    assert rows(varlik.match_names(ASKED, KNOWN, k=1, threshold=0.0, kind="person"))[0] == (0, 2, 1)
    scores = [row["score"] for row in everything if row["left"] == 0]
    assert scores == sorted(scores, reverse=True) and scores[0] == first["score"]


def test_no_names_give_an_empty_table_with_its_columns() -> None:
    missing: list[str | None] = [None, None]
    for left, right in ((ASKED[:0], KNOWN), (ASKED, KNOWN[:0]), (missing, missing)):
        found = varlik.match_names(left, right)
        assert (len(found), found.columns) == (0, COLUMNS)
        assert found.to_polars().schema["left"] == pl.Int64 and found.to_arrow().num_rows == 0


def test_a_table_goes_to_every_library() -> None:
    found = varlik.match_names(pl.Series(ASKED), pa.array(KNOWN), kind="person")
    frame = found.to_polars()
    assert frame.columns == list(COLUMNS) and frame["right"].to_list() == [2, 0]
    assert frame.equals(pl.DataFrame(found))
    assert found.to_arrow().to_pylist() == found.to_dicts() == list(found)
    assert found.to_pandas()["left_name"].tolist() == ["ECEVİT, Bülent", "Tansu Ciller"]
    assert found["rank"].to_pylist() == [1, 1] and found["score"].name == "score"
    assert found[-1] == found[1] and rows(found[1:]) == [(3, 0, 1)]
    assert pickle.loads(pickle.dumps(found)) == found and found != found[1:]
    assert repr(found) == "Table([left, right, score, weight, rank, left_name, right_name], rows=2)"
    shown = varlik.match_names(["<b>"], ["<b>"], threshold=0.0)._repr_html_()
    assert "rows: 1" in shown and "<b>" not in shown
    with pytest.raises(IndexError, match="no row 2: there are 2"):
        found[2]
    with pytest.raises(varlik.InputError, match='no column "name"; there are "left", "right", '):
        found["name"]
    with pytest.raises(TypeError, match="without a step"):
        found[::2]


def test_the_number_of_threads_and_the_layout_change_nothing() -> None:
    left = [f"Tansu Çiller {row % 300}" for row in range(3000)]
    once = varlik.match_names(left, KNOWN, threshold=0.0, threads=1)
    assert varlik.match_names(pa.array(left).dictionary_encode(), pd.Series(KNOWN), threshold=0.0, threads=3) == once
    index = varlik.NameIndex(KNOWN)
    assert index.search(pa.chunked_array([left[:7], left[7:]]), 5, 0.0, threads=2) == once
    assert index.search(left, 5, 0.0, threads=1) == once


def test_an_index_finds_names() -> None:
    index = varlik.NameIndex(KNOWN, kind="person")
    assert len(index) == 4 and repr(index) == "NameIndex(names=4)"
    (hit,) = index.search("ECEVİT, Bülent")
    assert (hit.id, hit.name) == (2, "Bülent Ecevit")
    assert hit.score == varlik.compare_names("ECEVİT, Bülent", "Bülent Ecevit", "person").score
    assert hit.weight == varlik.compare_names("ECEVİT, Bülent", "Bülent Ecevit", "person").weight
    assert index.search("ECEVİT, Bülent", 2, 0.0)[0] == hit and len(index.search("Ecevit", 2, 0.0)) <= 2
    assert index.search("") == [] and index.search("Kızılırmak") == []
    assert rows(index.search(ASKED)) == [(0, 2, 1), (3, 0, 1)]
    assert index.search("ECEVİT, Bülent", kind="place", threshold=0.0) == []


def test_an_index_grows_and_shrinks() -> None:
    index = varlik.NameIndex(kind="person")
    assert len(index) == 0 and index.search("Tansu Çiller") == []
    index.add(KNOWN, kind="person")
    index.add("Necmettin Erbakan", kind="person")
    assert len(index) == 5
    assert [hit.id for hit in index.search("Erbakan, Necmettin")] == [5]
    assert index.remove([5, 77]) == 1 and index.remove(5) == 0
    assert index.search("Erbakan, Necmettin") == []
    index.add(["Necmettin Erbakan", "Erbakan Hoca"], [9, 9], kind="person")
    assert [hit.id for hit in index.search("Necmettin ERBAKAN", 1)] == [9]
    with pytest.raises(varlik.InputError, match="numbers of their own; give the new ones theirs with ids="):
        index.add("Mesut Yılmaz")
    assert index.remove(pl.Series([9])) == 2 and len(index) == 4


@pytest.mark.parametrize(
    "ids",
    [
        [10, 11, 12, 13, 14],
        pa.array([10, 11, 12, 13, 14], pa.int32()),
        pl.Series([10, 11, 12, 13, 14], dtype=pl.UInt64),
        pd.Series([10, 11, 12, 13, 14]),
        range(10, 15),
    ],
    ids=["list", "arrow", "polars", "pandas", "range"],
)
def test_rows_have_numbers_kinds_and_countries(ids: list[int]) -> None:
    kinds = ["person", "person", "person", None, "person"]
    index = varlik.NameIndex(KNOWN, ids, kinds, ["TR", "TR", "tr", "TR", None])
    assert [hit.id for hit in index.search("Bulent Ecevit", kind="person")] == [12]
    assert [hit.id for hit in index.search("Bulent Ecevit", kind="person", country="tr")] == [12]
    assert index.search("Turgut Ozal", kind="person", country="TR") == []
    assert index.search("Rahsan Ecevit", kind="place", threshold=0.0) == []


def test_an_index_is_saved_and_opened(tmp_path: Path) -> None:
    file = tmp_path / "names.index"
    index = varlik.NameIndex(KNOWN, kind="person")
    index.save(file)
    again = varlik.NameIndex.open(file)
    assert len(again) == len(index)
    assert again.search("ECEVİT, Bülent", kind="person") == index.search("ECEVİT, Bülent", kind="person")
    low = varlik.NameIndex.open(str(file), prior=1e-6).search("ECEVİT, Bülent", threshold=0.0, kind="person")[0]
    assert low.score < index.search("ECEVİT, Bülent", kind="person")[0].score
    with pytest.raises(varlik.NotFoundError, match="no.index"):
        varlik.NameIndex.open(tmp_path / "no.index")
    with pytest.raises(varlik.FileError):
        index.save(tmp_path / "no" / "names.index")
    other = tmp_path / "other"
    other.write_text("name\nTansu Çiller\n", encoding="utf-8")
    with pytest.raises(varlik.InputError, match="no index of names"):
        varlik.NameIndex.open(other)
    other.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(varlik.InputError, match="the index is cut short"):
        varlik.NameIndex.open(other)


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="only Linux tells what is mapped")
def test_an_open_index_is_mapped_not_read(tmp_path: Path) -> None:
    file = tmp_path / "names.index"
    varlik.NameIndex(KNOWN, kind="person").save(file)
    mapped = varlik.NameIndex.open(file)
    assert str(file) in Path("/proc/self/maps").read_text(encoding="utf-8")
    # What replaces the file leaves the index its own.
    varlik.NameIndex(["Mesut Yılmaz"], kind="person").save(file)
    assert [hit.name for hit in mapped.search("ECEVİT, Bülent", kind="person")] == ["Bülent Ecevit"]
    assert len(varlik.NameIndex.open(file)) == 1


def test_an_index_pickles() -> None:
    index = varlik.NameIndex(KNOWN, kind="person", prior=0.3)
    again = pickle.loads(pickle.dumps(index))
    assert again.search(ASKED, threshold=0.0) == index.search(ASKED, threshold=0.0)
    again.add("Necmettin Erbakan", kind="person")
    assert (len(index), len(again), again.search("Necmettin Erbakan")[0].id) == (4, 5, 5)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: varlik.match_names("a", ["b"]), TypeError, "left is a column or a list of names, not a str"),  # type: ignore[arg-type]
        (lambda: varlik.match_names(["a"], ["b"], k=0), varlik.InputError, "k is 0; ask for at least one"),
        (lambda: varlik.match_names(["a"], ["b"], threshold=1.5), varlik.InputError, "threshold is 1.5; give a chance"),
        (lambda: varlik.match_names(["a"], ["b"], kind="persona"), varlik.InputError, 'no kind "persona"'),
        (lambda: varlik.match_names(["a"], ["\ud800"]), varlik.InputError, "row 0 holds half a character"),
        (lambda: varlik.NameIndex(["a"], [1, 2]), varlik.InputError, "ids has 2 rows and there are 1 names"),
        (lambda: varlik.NameIndex(["a"], [-1]), varlik.InputError, "the id of row 0 is -1; give a number from 0"),
        (lambda: varlik.NameIndex(["a"], ["x"]), varlik.InputError, "the id of row 0 is of type str, not a whole"),  # type: ignore[list-item]
        (lambda: varlik.NameIndex(["a"], pa.array([None], pa.int64())), varlik.InputError, "the id of row 0 is null"),
        (lambda: varlik.NameIndex(["a"], 1.5), TypeError, "ids are whole numbers in a column or a list, not float"),  # type: ignore[arg-type]
        (lambda: varlik.NameIndex(["a"], kind=["x"]), varlik.InputError, 'no kind "x" in the column of kinds'),
        (lambda: varlik.NameIndex(["a"], kind=["org"] * 2), varlik.InputError, "kind has 2 rows and there are 1 names"),
        (lambda: varlik.NameIndex(["a"], country="TUR"), varlik.InputError, 'no country "TUR"; give two letters'),
        (lambda: varlik.NameIndex(["a"], country=["T1"]), varlik.InputError, 'no country "T1" in the column'),
        (lambda: varlik.NameIndex(["a"], country=3), TypeError, "asked for, not int"),  # type: ignore[arg-type]
        (lambda: varlik.NameIndex(b"a"), varlik.InputError, "names are str, not bytes"),  # type: ignore[arg-type]
        (lambda: varlik.NameIndex("a").search("a", k=-1), varlik.InputError, "k is -1; ask"),
        (lambda: varlik.NameIndex("a").search("\ud800"), varlik.InputError, "half a character"),
        (lambda: varlik.NameIndex("a").search(None), TypeError, "name is a column or a list of names, not None"),  # type: ignore[call-overload]
        (lambda: varlik.NameIndex("a").search("a", country="x"), varlik.InputError, 'no country "x"'),
    ],
)
def test_what_is_asked_wrongly_is_told(call: Callable[[], object], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        call()


def test_progress_is_told() -> None:
    calls: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        calls.append((done, total))

    varlik.match_names(ASKED, KNOWN, progress=progress)
    assert calls[-1][0] == calls[-1][1] > 0
    index = varlik.NameIndex(KNOWN, progress=progress)
    assert calls[-1] == (4, 4)
    index.search(ASKED, progress=progress)
    assert calls[-1] == (4, 4)


@pytest.mark.parametrize("call", ["varlik.match_names(names, names, threads=1)", "index.search(names, threads=1)"])
def test_ctrl_c_stops_a_search(call: str) -> None:
    program = (
        "import sys, varlik\n"
        "names = [f'Tansu Çiller {row}' for row in range(200_000)]\n"
        "index = varlik.NameIndex(names[:20_000])\n"
        "try:\n"
        "    print('go', flush=True)\n"
        f"    {call}\n"
        "except KeyboardInterrupt:\n"
        "    print('stopped', flush=True)\n"
        "    sys.exit(7)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "go\n"
    time.sleep(0.7)
    asked = time.monotonic()
    process.send_signal(signal.SIGINT)
    said = process.stdout.read()
    assert said == "stopped\n" and time.monotonic() - asked < 1.5, "the run was over, or did not hear"
    assert process.wait(timeout=30) == 7
