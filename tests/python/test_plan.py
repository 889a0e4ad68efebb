"""Tables resolved in parts: prepare and score_group, as Spark, Ray, Dask or Daft would call them."""

import pickle
from pathlib import Path
from typing import Any

import pytest
import varlik

PEOPLE = [
    {"id": 1, "name": "Ayşe Yılmaz", "born": "1985-05-05", "city": "İzmir"},
    {"id": 2, "name": "Can Ak", "born": "1990-01-31", "city": "Van"},
    {"id": 3, "name": "YILMAZ Ayse", "born": "05.05.1985", "city": "Izmir"},
    {"id": 4, "name": "Can Ak", "born": "1990-01-31", "city": "Van"},
    {"id": 5, "name": "Fatma Öz", "born": None, "city": None},
]


def edges_in_parts(
    plan: varlik.Plan, batches: list[tuple[list[dict[str, Any]], str | None]]
) -> set[tuple[Any, ...]]:
    """Prepares each batch apart, brings rows together by group, scores each group apart."""
    plan = pickle.loads(pickle.dumps(plan))
    groups: dict[int, list[dict[str, Any]]] = {}
    for rows, side in batches:
        for row in plan.prepare(rows, side) if side else plan.prepare(rows):
            groups.setdefault(row["group"], []).append(row)
    edges = set()
    for rows in groups.values():
        found = plan.score_group(rows)
        assert found.columns == ("left", "right", "weight", "probability")
        edges |= {(row["left"], row["right"], row["weight"]) for row in found}
    return edges


def test_rows_in_parts_have_the_pairs_of_the_whole() -> None:
    whole = varlik.dedupe(PEOPLE)
    links = {(str(row["left"]), str(row["right"])) for row in whole.edges if row["score"] > 0.5}
    for groups in (1, 3, 256):
        plan = whole.plan(groups)
        assert plan.groups == groups
        parts = edges_in_parts(plan, [(PEOPLE[:2], None), (PEOPLE[2:], None)])
        assert {(left, right) for left, right, weight in parts if weight > 0} == links == {("1", "3"), ("2", "4")}
        weights = {(str(row["left"]), str(row["right"])): row["weight"] for row in whole.edges}
        for left, right, weight in parts:
            if (left, right) in weights:
                assert weight == pytest.approx(weights[left, right], abs=1e-6)


def test_a_link_knows_the_columns_of_both_sides() -> None:
    left = [{"id": f"l{row['id']}", "ad soyad": row["name"], "doğum": row["born"]} for row in PEOPLE[:2]]
    right = [{"no": f"r{row['id']}", "name": row["name"], "date of birth": row["born"]} for row in PEOPLE[2:]]
    plan = varlik.link(left, right).plan()
    parts = edges_in_parts(plan, [(left, "left"), (right, "right")])
    assert {(one, other) for one, other, weight in parts if weight > 0} == {("l1", "r3"), ("l2", "r4")}
    with pytest.raises(varlik.InputError, match="side is missing; give one of left, right"):
        plan.prepare(left)
    with pytest.raises(varlik.InputError, match='side is "up"; give one of left, right'):
        plan.prepare(left, "up")


def test_a_plan_is_kept_and_read_again(tmp_path: Path) -> None:
    plan = varlik.dedupe(PEOPLE).plan()
    assert plan.fields == {"name": "person_name", "born": "date", "city": "place"}
    plan.save(tmp_path / "plan.json")
    assert varlik.Plan.load(tmp_path / "plan.json") == plan == varlik.Plan.from_json(plan.to_json())
    assert plan.model == varlik.dedupe(PEOPLE).model
    assert "groups=256" in repr(plan)
    with pytest.raises(varlik.InputError, match="the text is no plan of tables"):
        varlik.Plan.from_json("[]")
    (tmp_path / "cut.json").write_text(plan.to_json()[:100])
    with pytest.raises(varlik.InputError, match=r"cut\.json"):
        varlik.Plan.load(tmp_path / "cut.json")
    with pytest.raises(varlik.NotFoundError):
        varlik.Plan.load(tmp_path / "none.json")


def test_rows_that_do_not_fit_are_refused() -> None:
    plan = varlik.dedupe(PEOPLE).plan()
    with pytest.raises(varlik.InputError, match='no column "born"'):
        plan.prepare([{"id": 1, "name": "Can Ak", "city": "Van"}])
    with pytest.raises(varlik.InputError, match='no column "group"'):
        plan.score_group(PEOPLE)
    with pytest.raises(varlik.InputError, match="the plan is of one table"):
        plan.prepare(PEOPLE, "left")
    for groups in (0, -1, "many"):
        with pytest.raises(varlik.InputError, match="groups is"):
            varlik.dedupe(PEOPLE).plan(groups)  # type: ignore[arg-type]
    unnumbered = [{key: value for key, value in row.items() if key != "id"} for row in PEOPLE]
    with pytest.raises(varlik.InputError, match="name the column of ids"):
        varlik.dedupe(unnumbered).plan()


def test_nothing_in_gives_nothing_out() -> None:
    plan = varlik.dedupe(PEOPLE).plan()
    empty: dict[str, list[str]] = {"id": [], "name": [], "born": [], "city": []}
    prepared = plan.prepare(empty)
    assert len(prepared) == 0
    assert prepared.columns[:2] == ("group", "id")
    assert len(plan.score_group(prepared)) == 0
