"""Tables resolved: every kind of table in, the same answer out."""

from __future__ import annotations

import datetime
import decimal
import json
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import numpy
import pandas
import polars
import pyarrow
import pyarrow.csv
import pyarrow.parquet
import pytest

import varlik

# Four persons in seven rows; the towns and the days of birth are shared by some who are two.
PEOPLE: dict[str, list[Any]] = {
    "id": [11, 12, 13, 14, 15, 16, 17],
    "ad soyad": ["Ayşe Yılmaz", "Ayse YILMAZ", "Mehmet Öz", "Дмитрий Песков", "Dmitriy Peskov", "Mehmet Öz", "Zeynep Kaya"],
    "doğum": ["1985-05-05", "05.05.1985", "1990-01-31", "1967-10-17", "1967-10-17", "1991-12-03", "1985-05-05"],
    "şehir": ["İzmir", "İzmir", "Ankara", "Moskova", "Moskova", "Van", "Ankara"],
    "e-posta": [
        "ayse.yilmaz@example.com",
        "ayse.yilmaz@example.com",
        "m.oz@example.org",
        "peskov@example.com",
        None,
        "mehmetoz91@example.com",
        "zeynep@example.com",
    ],
}


def groups(found: varlik.TableResolution) -> list[list[Any]]:
    """The ids of each entity."""
    by_cluster: dict[int, list[Any]] = {}
    for row in found.clusters.to_dicts():
        by_cluster.setdefault(row["cluster"], []).append(row["id"])
    return sorted(by_cluster.values())


def rows() -> list[dict[str, Any]]:
    names = list(PEOPLE)
    return [dict(zip(names, values, strict=True)) for values in zip(*PEOPLE.values(), strict=True)]


@pytest.fixture(scope="module")
def found() -> varlik.TableResolution:
    return varlik.dedupe(PEOPLE)


def test_people_are_found_without_a_word_about_the_columns(found: varlik.TableResolution) -> None:
    assert [11, 12] in groups(found) and [14, 15] in groups(found)
    assert [13] in groups(found) and [16] in groups(found) and [17] in groups(found)


FORMS: dict[str, Callable[[Path], Any]] = {
    "dicts": lambda folder: rows(),
    "generator": lambda folder: iter(rows()),
    "pandas": lambda folder: pandas.DataFrame(PEOPLE),
    "pandas of an odd index": lambda folder: pandas.DataFrame(PEOPLE, index=list("gfedcba")),
    "pandas with the ids as index": lambda folder: pandas.DataFrame(PEOPLE).set_index("id"),
    "pandas objects": lambda folder: pandas.DataFrame(PEOPLE).astype(object),
    "polars": lambda folder: polars.DataFrame(PEOPLE),
    "pyarrow": lambda folder: pyarrow.table(PEOPLE),
    "batches": lambda folder: pyarrow.table(PEOPLE).to_batches()[0],
    "reader": lambda folder: pyarrow.table(PEOPLE).to_reader(max_chunksize=2),
    "numpy": lambda folder: {name: numpy.array(values) for name, values in PEOPLE.items()},
    "series": lambda folder: {name: polars.Series(values) for name, values in PEOPLE.items()},
    "duckdb": lambda folder: duckdb.from_arrow(pyarrow.table(PEOPLE)),
    "a varlik table": lambda folder: varlik.match_names(["Ayşe Yılmaz"], ["Ayse Yilmaz"]),
}


def written(folder: Path, name: str) -> Path:
    path = folder / name
    table = pyarrow.table(PEOPLE)
    if name.endswith(".csv"):
        pyarrow.csv.write_csv(table, path)
    elif name.endswith(".parquet"):
        pyarrow.parquet.write_table(table, path)
    else:
        path.write_text("".join(json.dumps(row) + "\n" for row in rows()), encoding="utf-8")
    return path


@pytest.mark.parametrize("form", [form for form in FORMS if form != "a varlik table"])
def test_every_frame_gives_the_same_answer(form: str, found: varlik.TableResolution, tmp_path: Path) -> None:
    assert varlik.dedupe(FORMS[form](tmp_path)).clusters == found.clusters


@pytest.mark.parametrize("name", ["people.csv", "people.jsonl", "people.parquet"])
@pytest.mark.parametrize("as_text", [True, False])
def test_every_file_gives_the_same_answer(
    name: str, as_text: bool, found: varlik.TableResolution, tmp_path: Path
) -> None:
    path = written(tmp_path, name)
    assert varlik.dedupe(str(path) if as_text else path).clusters == found.clusters


def test_columns_of_nothing_are_no_harm_in_any_frame(found: varlik.TableResolution) -> None:
    nothing = [None] * len(PEOPLE["id"])
    for frame in (
        polars.DataFrame(PEOPLE | {"boş": nothing, "liste": [[] for _ in nothing]}),
        pandas.DataFrame(PEOPLE | {"boş": nothing}),
        pyarrow.table(PEOPLE | {"boş": nothing}),
    ):
        again = varlik.dedupe(frame)
        assert again.clusters == found.clusters
        assert [row["kind"] for row in again.fields if row["name"] == "boş"] == [None]


def test_a_table_of_varlik_is_a_table() -> None:
    assert len(varlik.dedupe(FORMS["a varlik table"](Path()))) == 1


def test_several_tables_are_resolved_as_one() -> None:
    frame = polars.DataFrame(PEOPLE)
    parts = [frame[:1], frame[1:4], frame[4:]]
    found = varlik.dedupe(parts)
    sides = {(row["side"], row["id"]): row["cluster"] for row in found.clusters.to_dicts()}
    assert sides["1", 11] == sides["2", 12] != sides["2", 13]
    assert sides["2", 14] == sides["3", 15]
    assert found.explain(("1", 11), ("2", 12)).together


def test_the_tables_of_an_answer_have_their_columns(found: varlik.TableResolution) -> None:
    assert found.clusters.columns == ("id", "cluster")
    assert [row["id"] for row in found.clusters] == PEOPLE["id"], "in the order of the rows"
    assert found.edges.columns == ("left", "right", "score", "weight")
    for edge in found.edges:
        one = [row["cluster"] for row in found.clusters if row["id"] in (edge["left"], edge["right"])]
        assert (edge["score"] > 0.5) == (one[0] == one[1])
        assert {edge["left"], edge["right"]} <= set(PEOPLE["id"])
    entities = {row["cluster"]: row for row in found.entities}
    assert sum(row["size"] for row in entities.values()) == 7
    ayse = entities[found.clusters[0]["cluster"]]
    assert (ayse["size"], ayse["şehir"]) == (2, "İzmir")
    assert (ayse["weakest_left"], ayse["weakest_right"]) == (11, 12)
    assert 0.5 < ayse["confidence"] <= 1
    alone = entities[found.clusters[6]["cluster"]]
    assert (alone["size"], alone["weakest_left"], alone["weakest_score"]) == (1, None, None)


def test_frames_take_the_tables_as_they_are(found: varlik.TableResolution) -> None:
    assert polars.DataFrame(found.clusters)["id"].to_list() == PEOPLE["id"]
    assert found.entities.to_pandas()["size"].sum() == 7
    assert pyarrow.table(found.edges).num_rows == len(found.edges)


def test_what_columns_were_taken_for_is_told(found: varlik.TableResolution) -> None:
    kinds = {row["name"]: row["kind"] for row in found.fields}
    assert kinds["ad soyad"] == "person_name" and kinds["doğum"] == "date" and kinds["e-posta"] == "email"
    assert all(row["why"] for row in found.fields)
    assert found.fields.columns == ("name", "kind", "why", "filled", "distinct")


def test_a_repr_says_what_was_done(found: varlik.TableResolution) -> None:
    shown = repr(found)
    assert shown.startswith("TableResolution(rows=7, compared=21, entities=5)\n")
    assert "ad soyad: person_name" in shown
    html = found._repr_html_()
    assert "<table>" in html and "person_name" in html and len(found) == 7


def test_a_hostile_value_is_escaped_in_a_notebook() -> None:
    found = varlik.dedupe({"id": [1, 2], "name": ["<script>x</script>", "Ali"], "<b>": ["a", "b"]})
    assert "<script>" not in found._repr_html_() and "<b>" not in found._repr_html_()


@pytest.mark.parametrize("ids", [["a", "b"], ["007", "8"], [2**63, 2**63 + 1], [-1, 5], ["1", "2"]])
def test_ids_come_back_as_they_went(ids: list[Any]) -> None:
    found = varlik.dedupe({"id": ids, "ad": ["Ayşe Yılmaz", "Mehmet Öz"]})
    assert [row["id"] for row in found.clusters] == ids


def test_without_ids_rows_go_by_their_numbers() -> None:
    found = varlik.dedupe({"ad": ["Ayşe Yılmaz", "Mehmet Öz"]})
    assert [row["id"] for row in found.clusters] == [0, 1]
    assert any("no column of ids" in note for note in found.notes)


def test_columns_are_what_the_caller_says() -> None:
    found = varlik.dedupe(PEOPLE, id="id", fields={"ad soyad": "text", "şehir": None})
    kinds = {row["name"]: row["kind"] for row in found.fields}
    assert kinds["ad soyad"] == "text" and kinds["şehir"] is None


def test_links_are_kept() -> None:
    found = varlik.dedupe(PEOPLE, must_link=[(13, 16)], cannot_link=[(11, 12)])
    assert [13, 16] in groups(found) and [11] in groups(found) and [12] in groups(found)
    told = found.explain(11, 12)
    assert told.probability > 0.5 and not told.together and str(told).endswith("two entities")


def test_a_pair_is_explained(found: varlik.TableResolution) -> None:
    told = found.explain(11, 12)
    assert (told.left, told.right, told.together) == ("11", "12", True)
    total = told.prior + told.dependence + sum(line["bits"] + line["rarity"] for line in told.lines)
    assert total == pytest.approx(told.weight, abs=1e-4)
    assert told.probability == pytest.approx(1 / (1 + 2**-told.weight), abs=1e-5)
    assert "Ayşe Yılmaz" in str(told) and "probability" in str(told)
    assert told._repr_html_().startswith("<svg")
    assert told.to_dict()["lines"] == told.lines
    assert told.to_vegalite()["data"]["values"]
    assert told == found.explain("11", "12") != found.explain(11, 13)


def test_why_not_is_told_of_any_pair(found: varlik.TableResolution) -> None:
    told = found.explain(13, 14)
    assert told.probability < 0.5 and not told.together
    assert repr(told).startswith('Explanation("13", "14", weight=-')


def test_a_page_is_shown_and_saved(found: varlik.TableResolution, tmp_path: Path) -> None:
    page = found.report
    path = tmp_path / "report.html"
    page.save(path)
    assert path.read_text(encoding="utf-8") == page.html == str(page)
    assert "ad soyad" in page.html and "Ayşe Yılmaz" in page.html
    assert page._repr_html_().startswith("<iframe") and "<html" not in page._repr_html_()
    assert pickle.loads(pickle.dumps(page)) == page == pickle.loads(pickle.dumps(found)).report
    with pytest.raises(varlik.FileError, match="cannot be written"):
        page.save(tmp_path / "none" / "report.html")


def test_everything_pickles(found: varlik.TableResolution) -> None:
    again = pickle.loads(pickle.dumps(found))
    assert again == found
    assert again.clusters == found.clusters and again.edges == found.edges and again.entities == found.entities
    assert again.fields == found.fields and again.notes == found.notes and repr(again) == repr(found)
    assert again.explain(11, 12) == found.explain(11, 12)
    told = found.explain(11, 12)
    assert pickle.loads(pickle.dumps(told)) == told
    assert pickle.loads(pickle.dumps(found.model)) == found.model


def test_lists_and_nulls_pickle_too() -> None:
    found = varlik.dedupe({"id": [1, 2], "ad": [["Ayşe Yılmaz", "Ayşe Öz"], None], "il": ["İzmir", None]})
    again = pickle.loads(pickle.dumps(found))
    assert again == found and again.explain(1, 2) == found.explain(1, 2)


def test_a_model_is_read_edited_and_used_again(found: varlik.TableResolution, tmp_path: Path) -> None:
    model = found.model
    path = tmp_path / "model.json"
    model.save(path)
    assert varlik.Model.load(path) == model == varlik.Model.from_json(model.to_json())
    assert model.fields["ad soyad"] == "person_name" and model.threshold == 0.5
    assert "ad soyad: person_name" in repr(model) and model._repr_html_().startswith("<svg")
    assert model.to_vegalite()["data"]["values"]
    assert groups(varlik.dedupe(PEOPLE, model=model)) == groups(found)
    edited = json.loads(model.to_json())
    edited["threshold"] = 0.9
    stricter = varlik.dedupe(PEOPLE, model=varlik.Model.from_json(json.dumps(edited)))
    assert stricter.model.threshold == pytest.approx(0.9)


def test_a_model_brings_its_fields_along(found: varlik.TableResolution) -> None:
    part = {name: values[:2] for name, values in PEOPLE.items()} | {"note": ["x", "y"]}
    again = varlik.dedupe(part, model=found.model)
    assert groups(again) == [[11, 12]]


def test_rows_threads_and_runs_change_nothing(found: varlik.TableResolution) -> None:
    frame = polars.DataFrame(PEOPLE)
    for threads in (1, 2, None):
        assert varlik.dedupe(frame, threads=threads) == found
    turned = varlik.dedupe(frame.reverse())
    assert groups(turned) == sorted(sorted(group, reverse=True) for group in groups(found))
    assert groups(varlik.dedupe(frame.select(reversed(frame.columns)))) == groups(found)


@pytest.mark.parametrize(
    "empty",
    [
        {},
        [],
        {"id": [], "ad": []},
        pandas.DataFrame(),
        polars.DataFrame(schema={"id": polars.Int64, "ad": polars.String}),
        pyarrow.table({"id": pyarrow.array([], pyarrow.int64())}),
    ],
)
def test_no_rows_are_no_error(empty: Any) -> None:
    found = varlik.dedupe(empty)
    assert (len(found), len(found.clusters), len(found.edges), len(found.entities)) == (0, 0, 0, 0)
    assert "rows=0" in repr(found) and pickle.loads(pickle.dumps(found)) == found


ODD: dict[str, dict[str, list[Any]]] = {
    "one row": {"id": [1], "ad": ["Ayşe Yılmaz"]},
    "all null": {"id": [1, 2, 3], "ad": [None, None, None]},
    "not a number": {"id": [1, 2], "fiyat": [float("nan"), 3.5], "ad": ["Ayşe", "Can"]},
    "mixed": {"id": [1, 2, 3], "x": [1, "two", 3.5], "y": [True, None, decimal.Decimal("1.50")]},
    "days": {"id": [1, 2], "gün": [datetime.date(2020, 1, 31), datetime.datetime(2020, 2, 1)], "ad": ["a", "b"]},
    "lists": {"id": [1, 2], "adlar": [["Ayşe", "Ayşe Nur"], []], "ad": ["a", "b"]},
    "sets": {"id": [1, 2], "adlar": [{"Ayşe", "Nur"}, None]},
    "constant": {"id": [1, 2, 3], "ülke": ["Türkiye"] * 3},
}


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("frame", [dict, pandas.DataFrame])
def test_odd_tables_are_answered(name: str, frame: Callable[[dict[str, Any]], Any]) -> None:
    table = ODD[name]
    found = varlik.dedupe(frame(table))
    assert [row["id"] for row in found.clusters] == table["id"]
    assert sum(row["size"] for row in found.entities) == len(table["id"])


def test_a_million_letters_in_a_cell_are_answered() -> None:
    found = varlik.dedupe({"id": [1, 2], "not": ["ağaç " * 200_000, "x"], "ad": ["Ayşe Yılmaz", "Can Ak"]})
    assert len(found.entities) == 2


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"id": "idd"}, "no column \"idd\"; there are .*Did you mean \"id\"\\?"),
    ({"id": "şehir"}, "the id \"İzmir\" in column \"şehir\" is that of row 0 .* and of row 1 "),
    ({"id": "e-posta"}, "the id \"ayse.yilmaz@example.com\""),
    ({"fields": {"ad-soyadı": "person_name"}}, "no column \"ad-soyadı\".*Did you mean \"ad soyad\"\\?"),
    ({"fields": {"ad soyad": "persn"}}, "fields\\[\"ad soyad\"\\]: no kind of field is called \"persn\"; there are person_name, "),
    ({"threshold": 1.5}, "threshold is 1.5; give a chance above 0 and below 1"),
    ({"threshold": 0}, "threshold is 0; give a chance"),
    ({"max_pairs": 0}, "max_pairs is 0; give a number from 1"),
    ({"memory": "much"}, "memory is \"much\"; write an amount"),
    ({"memory": "1MB"}, "7 records would take about .*, and memory is 1 MB"),
    ({"must_link": [(11, 99)]}, "must_link\\[0\\]: no record has the id \"99\"; the first record is \"11\""),
    ({"must_link": [(11, 12)], "cannot_link": [(12, 11)]}, "\"1[12]\""),
    ({"seed": -1}, "seed is -1"),
    ({"threads": -1}, "threads is -1"),
]


@pytest.mark.parametrize(("told", "message"), WRONG)
def test_what_is_wrong_is_told(told: dict[str, Any], message: str) -> None:
    with pytest.raises(varlik.InputError, match=message):
        varlik.dedupe(PEOPLE, **told)


TYPES: list[tuple[Any, dict[str, Any], str]] = [
    (7, {}, "a table is a frame .* not int"),
    (b"id,ad\n", {}, "is of bytes; decode them"),
    (PEOPLE, {"fields": ["ad"]}, "fields is a dict such as .*, not list"),
    (PEOPLE, {"fields": {"ad": 3}}, "fields\\[\"ad\"\\] is a kind .*, not int"),
    (PEOPLE, {"must_link": [11, 12]}, "must_link\\[0\\] is no pair"),
    (PEOPLE, {"must_link": "11,12"}, "must_link is a str"),
    (PEOPLE, {"cannot_link": [(1.5, 11)]}, "an id is a str or a whole number, not float"),
    (PEOPLE, {"model": "model.json"}, "model is a varlik.Model, not str"),
    (PEOPLE, {"max_pairs": "many"}, "max_pairs is a number from 1, such as 2e8, not str"),
    (PEOPLE, {"progress": 3}, "progress is True or a function"),
    (polars.Series(["a"]), {}, "the table is one column"),
]


@pytest.mark.parametrize(("table", "told", "message"), TYPES)
def test_what_is_of_another_type_is_told(table: Any, told: dict[str, Any], message: str) -> None:
    with pytest.raises(TypeError, match=message):
        varlik.dedupe(table, **told)


TABLES: list[tuple[Any, str]] = [
    ({"id": [1, 2], "ad": ["a"]}, "column \"ad\" has 1 values and \"id\" has 2"),
    ({"id": 1, "ad": "Ayşe"}, "one row is a list of one dict"),
    ([{"id": 1}, "x"], "row 1 \\(counted from 0\\) is of type str, not a dict"),
    ({"id": [1, 2], "ad": [{"ilk": "a"}, None]}, "column \"ad\" holds a value of type dict in row 0"),
    ({"id": [1, 2], "ad": [b"a", None]}, "column \"ad\" holds a value of type bytes in row 0"),
    ({"id": [1, 2], "ad": ["a\ud800", None]}, "row 0 \\(counted from 0\\), holds half a character"),
    ([{f"k{row}": 1} for row in range(5000)], "the first 4097 rows have 4097 keys; at most 4096 columns are read"),
    (pyarrow.table({"kişi": [{"ad": "a"}]}), "column \"kişi\" is of structs"),
    (pandas.DataFrame([[1, 2]], columns=["a", "a"]), "two columns have the same name: 'a'"),
    ("id,ad\n1,Ayşe\n", "a str is the path of a file"),
    ("", "a path is empty"),
]


@pytest.mark.parametrize(("table", "message"), TABLES)
def test_a_table_that_is_none_is_told(table: Any, message: str) -> None:
    with pytest.raises(varlik.InputError, match=message):
        varlik.dedupe(table)


def test_rows_need_not_have_the_same_keys() -> None:
    found = varlik.dedupe([{"id": 1, "ad": "Ayşe"}, {"id": 2, "il": "İzmir"}, {"il": "Van", "id": 3}])
    filled = {row["name"]: row["filled"] for row in found.fields}
    assert filled == {"ad": 1, "il": 2} and [row["id"] for row in found.clusters] == [1, 2, 3]


def test_a_row_without_an_id_is_told_where_the_column_was_named() -> None:
    with pytest.raises(varlik.InputError, match="row 1 .* has no id in column \"id\""):
        varlik.dedupe({"id": [1, None], "ad": ["a", "b"]}, id="id")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(varlik.NotFoundError, match="no such file"):
        varlik.dedupe(tmp_path / "people.csv")


def test_a_model_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(varlik.InputError, match="the text is no model"):
        varlik.Model.from_json("{}")
    with pytest.raises(varlik.NotFoundError):
        varlik.Model.load(tmp_path / "model.json")


def test_an_unknown_record_is_told(found: varlik.TableResolution) -> None:
    with pytest.raises(varlik.InputError, match="no record has the id \"99\""):
        found.explain(11, 99)
    with pytest.raises(varlik.InputError, match="\"11\" is one record; name two"):
        found.explain(11, 11)
    with pytest.raises(TypeError, match="an id is a str or a whole number, not NoneType"):
        found.explain(11, None)


def test_progress_is_told_and_may_stop_the_run() -> None:
    calls: list[tuple[int, int]] = []
    varlik.dedupe(PEOPLE, progress=lambda done, total: calls.append((done, total)))
    assert calls[-1][0] == calls[-1][1] > 0

    def stop(done: int, total: int) -> None:
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        varlik.dedupe(PEOPLE, progress=stop)


def test_no_package_is_imported_for_python_s_own_tables() -> None:
    program = (
        "import sys, varlik\n"
        "found = varlik.dedupe({'id': [1, 2], 'ad': ['Ayşe Yılmaz', 'Ayse Yilmaz']})\n"
        "found.clusters.to_dicts(); repr(found.entities); found.explain(1, 2)._repr_html_()\n"
        "print(*sorted({'pandas', 'polars', 'pyarrow', 'numpy', 'duckdb'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
