"""Two tables linked."""

from __future__ import annotations

import pickle
from typing import Any

import polars
import pytest

import varlik

LEFT = {
    "id": [1, 2, 3, 4],
    "name": ["Ayşe Yılmaz", "Mehmet Öz", "Дмитрий Песков", "Zeynep Kaya"],
    "born": ["1985-05-05", "1990-01-31", "1967-10-17", "1999-09-09"],
    "notes": ["a", "b", "c", "d"],
}
RIGHT = {
    "id": ["r1", "r2", "r3"],
    "Name": ["Dmitriy Peskov", "Ayse YILMAZ", "Hakan Demir"],
    "born": ["17.10.1967", "05.05.1985", "1971-03-02"],
}


@pytest.fixture(scope="module")
def found() -> varlik.TableResolution:
    return varlik.link(LEFT, polars.DataFrame(RIGHT), fields={"notes": None})


def together(found: varlik.TableResolution) -> set[tuple[Any, Any]]:
    rows = found.clusters.to_dicts()
    return {
        (left["id"], right["id"])
        for left in rows
        for right in rows
        if left["side"] == "left" and right["side"] == "right" and left["cluster"] == right["cluster"]
    }


def test_two_tables_of_unlike_frames_are_linked(found: varlik.TableResolution) -> None:
    assert together(found) == {("1", "r2"), ("3", "r1")}
    assert found.clusters.columns == ("side", "id", "cluster")
    assert [row["side"] for row in found.clusters] == ["left"] * 4 + ["right"] * 3
    assert any("\"Name\" is taken for \"name\"" in note for note in found.notes)


def test_each_end_of_an_edge_keeps_the_type_of_its_ids(found: varlik.TableResolution) -> None:
    edges = {(row["left"], row["right"]) for row in found.edges}
    assert (1, "r2") in edges and (3, "r1") in edges
    both = varlik.link(LEFT, LEFT | {"id": [5, 6, 7, 8]})
    assert [row["id"] for row in both.clusters] == [1, 2, 3, 4, 5, 6, 7, 8]


def test_a_pair_is_of_the_left_and_of_the_right(found: varlik.TableResolution) -> None:
    assert found.explain(1, "r2").together
    assert not found.explain(1, "r1").together
    with pytest.raises(varlik.InputError, match="no record of the left table has the id \"r2\""):
        found.explain("r2", 1)
    assert found.explain(("right", "r2"), ("left", 1)).together
    assert not found.explain(("left", 1), ("left", 2)).together
    with pytest.raises(varlik.InputError, match="no table 'middle'; the side of an id is \"left\" or \"right\""):
        found.explain(("middle", 1), 2)


def test_one_id_in_both_tables_is_two_records() -> None:
    found = varlik.link(LEFT, LEFT)
    assert together(found) == {(1, 1), (2, 2), (3, 3), (4, 4)}
    assert found.explain(1, 1).together and not found.explain(1, 2).together


@pytest.mark.parametrize(
    ("unique", "sides"), [("left", ("left",)), ("right", ("right",)), ("both", ("left", "right")), (None, ())]
)
def test_tables_hold_an_entity_once_where_it_is_told(unique: Any, sides: tuple[str, ...]) -> None:
    found = varlik.link(LEFT, RIGHT, unique=unique)
    assert found.unique == sides
    assert "as was told" in repr(found)
    assert pickle.loads(pickle.dumps(found)) == found


def test_a_unique_table_gives_one_row_to_an_entity() -> None:
    twice = {name: [*values, values[1]] for name, values in RIGHT.items()} | {"id": ["r1", "r2", "r3", "r4"]}
    rows = varlik.link(LEFT, twice, unique="right").clusters.to_dicts()
    right = [row["cluster"] for row in rows if row["side"] == "right"]
    assert len(set(right)) == len(right)
    rows = varlik.link(LEFT, twice, unique=None).clusters.to_dicts()
    right = [row["cluster"] for row in rows if row["side"] == "right"]
    assert len(set(right)) < len(right)


def test_an_unknown_side_is_told() -> None:
    with pytest.raises(varlik.InputError, match="unique is 'one'; give \"left\", \"right\" or \"both\""):
        varlik.link(LEFT, RIGHT, unique="one")  # type: ignore[arg-type]


def test_links_name_a_left_and_a_right_record() -> None:
    found = varlik.link(LEFT, RIGHT, must_link=[(4, "r3")], cannot_link=[(1, "r2")])
    assert together(found) == {("3", "r1"), ("4", "r3")}
    with pytest.raises(varlik.InputError, match="must_link\\[0\\]: no record of the left table has the id \"r3\""):
        varlik.link(LEFT, RIGHT, must_link=[("r3", 4)])


@pytest.mark.parametrize("empty", [{"id": [], "name": []}, []])
def test_an_empty_side_is_no_error(empty: Any) -> None:
    assert together(varlik.link(LEFT, empty)) == set()
    assert together(varlik.link(empty, LEFT)) == set()
    assert len(varlik.link(empty, empty)) == 0
