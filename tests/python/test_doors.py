"""Polars, pandas and DuckDB: the functions of varlik where their users look for them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable

import duckdb
import pandas as pd
import polars as pl
import pytest

import varlik
import varlik.pandas
import varlik.polars

NAMES = ["IĞDIR", None, "Şırnak’ta", "ErdoÄŸan"]


def test_an_expression_of_polars() -> None:
    frame = pl.DataFrame({"name": NAMES, "row": range(4)})
    answer = frame.lazy().with_columns(
        key=pl.col("name").varlik.key(),
        lower=pl.col("name").varlik.lower("tr"),
        stem=pl.col("name").varlik.split_suffix().struct.field("stem"),
        language=pl.col("name").varlik.language(),
        repaired=pl.col("name").varlik.repair("tr"),
        title=pl.col("name").varlik.title("tr"),
        fold=pl.col("name").varlik.fold("de@ue"),
        arabic=pl.col("name").varlik.fold("ar"),
        steps=pl.col("name").varlik.steps(["repair", "upper:tr"]),
    )
    assert answer.collect_schema()["key"] == pl.String
    found = answer.collect()
    want: dict[str, Iterable[str | None]] = {
        "key": varlik.key(NAMES),
        "lower": varlik.lower(NAMES, "tr"),
        "language": varlik.language(NAMES),
        "repaired": varlik.repair(NAMES, "tr"),
        "stem": [None, None, "Şırnak", None],
        "title": varlik.title(NAMES, "tr"),
        "fold": varlik.fold(NAMES, "de@ue"),
        "arabic": NAMES,
        "steps": ["IĞDIR", None, "ŞIRNAK’TA", "ERDOĞAN"],
    }
    for name, wanted in want.items():
        assert found[name].to_list() == list(wanted), name
    assert answer.collect(engine="streaming").equals(found)
    assert answer.filter(pl.col("row") > 5).collect().schema == found.schema


def test_names_are_parsed_inside_a_query() -> None:
    frame = pl.DataFrame({"name": ["Arçelik A.Ş.", None]}).lazy()
    roles = pl.col("name").varlik.parse_name("organization").list.eval(pl.element().struct.field("role"))
    assert frame.select(roles).collect()["name"].to_list() == [["telling", "legal_form"], None]


def test_an_expression_of_polars_over_many_chunks_and_groups() -> None:
    frame = pl.concat([pl.DataFrame({"group": [1, 2], "name": ["IĞDIR", "Van"]})] * 1000, rechunk=False)
    assert frame["name"].n_chunks() > 1
    keys = frame.select(pl.col("name").varlik.key())["name"]
    assert keys.to_list() == ["igdir", "van"] * 1000
    grouped = frame.group_by("group", maintain_order=True).agg(pl.col("name").varlik.key().first())
    assert grouped["name"].to_list() == ["igdir", "van"]
    categories = frame.select(pl.col("name").cast(pl.Categorical).varlik.key())
    assert categories["name"].to_list() == keys.to_list()


def test_a_series_of_polars() -> None:
    series = pl.Series("name", NAMES)
    answer = series.varlik.upper("tr")
    assert (answer.name, answer.to_list()) == ("name", list(varlik.upper(NAMES, "tr")))
    assert {"key", "lower", "split_suffix"} <= set(dir(series.varlik))
    assert "Turkish" in (series.varlik.split_suffix.__doc__ or "")


def test_what_polars_is_asked_wrongly_is_told() -> None:
    with pytest.raises(varlik.InputError, match='no language "tur"'):
        pl.col("name").varlik.lower("tur")
    with pytest.raises(AttributeError, match="no function 'lowr' of a column; there are casefold, "):
        pl.col("name").varlik.lowr()
    with pytest.raises(pl.exceptions.ComputeError, match="a column of Int64 is no text"):
        pl.DataFrame({"row": [1]}).select(pl.col("row").varlik.key())


def test_a_series_of_pandas() -> None:
    series = pd.Series(NAMES, index=[7, 8, 9, 9], name="name")
    answer = series.varlik.lower("tr")
    assert (answer.name, answer.index.tolist()) == ("name", [7, 8, 9, 9])
    assert answer.dropna().tolist() == [text for text in varlik.lower(NAMES, "tr") if text is not None]
    assert answer.isna().tolist() == [False, True, False, False]
    assert "split_suffix" in dir(series.varlik)


def test_the_sql_of_duckdb() -> None:
    connection = duckdb.connect()
    for _ in range(2):
        varlik.register_duckdb(connection)
    connection.execute("CREATE TABLE names AS SELECT unnest(?) AS name", [NAMES])
    rows = connection.execute("SELECT varlik_key(name), varlik_lower(name, 'tr') FROM names").fetchall()
    assert rows == list(zip(varlik.key(NAMES), varlik.lower(NAMES, "tr"), strict=True))
    many = connection.execute("SELECT count(DISTINCT varlik_key('AÇ' || i)) FROM range(10000) t(i)").fetchone()
    assert many == (10_000,)
    with pytest.raises(duckdb.Error, match="no language"):
        connection.execute("SELECT varlik_lower(name, 'tur') FROM names").fetchall()


@pytest.mark.parametrize("library", ["polars", "pandas", "duckdb", "pyarrow", "numpy"])
def test_the_import_leaves_the_libraries_alone(library: str) -> None:
    program = f"import sys, varlik; varlik.lower(['A']); sys.exit({library!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
