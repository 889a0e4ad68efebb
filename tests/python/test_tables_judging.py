"""Pairs judged by a person: drawn, handed out, taken back, learnt from, and what they say of an answer."""

from __future__ import annotations

import math
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import numpy
import pandas
import polars
import pyarrow
import pyarrow.csv
import pytest

import varlik
from conftest import ROOT, Run

GIVEN = ["Ayşe", "Mehmet", "Elif", "Can", "Zeynep", "Murat", "Deniz", "Hakan", "Selin", "Ozan", "Banu"]
FAMILY = ["Yılmaz", "Kaya", "Demir", "Çelik", "Şahin", "Yıldız", "Öztürk", "Aydın", "Koç", "Kurt"]


def people(count: int) -> list[dict[str, Any]]:
    """People of whom every fourth is there twice, with another day or another letter; ids are numbers."""
    rows = []
    for row in range(count):
        double = row % 4 == 3
        person = row - 1 if double else row
        name = f"{GIVEN[person % len(GIVEN)]} {FAMILY[person // 3 % len(FAMILY)]}"
        if row % 8 == 3:
            name = name.replace("e", "a")
        day = person // 7 % 27 + (2 if row % 8 == 7 else 1)
        rows.append({"no": row, "ad": name, "doğum": f"19{person % 4 + 80}-{person % 5 + 1:02}-{day:02}"})
    return rows


def same(left: int, right: int) -> bool:
    """Whether two rows are of one person."""
    low, high = min(left, right), max(left, right)
    return high == low + 1 and high % 4 == 3


@pytest.fixture(scope="module")
def found() -> varlik.TableResolution:
    return varlik.dedupe(people(240))


@pytest.fixture(scope="module")
def sheet(found: varlik.TableResolution) -> varlik.Table:
    return found.sample_to_judge(60, seed=1)


def filled(sheet: varlik.Table, judge: Callable[[int, int], bool | None] = same) -> list[dict[str, Any]]:
    """The sheet as a person gives it back."""
    return [row | {"same": judge(row["left"], row["right"])} for row in sheet]


def cluster_of(found: varlik.TableResolution) -> dict[Any, int]:
    return {row["id"]: row["cluster"] for row in found.clusters}


def test_a_sheet_shows_both_records_and_is_to_be_filled_in(
    found: varlik.TableResolution, sheet: varlik.Table
) -> None:
    assert sheet.columns == (
        *("left", "right", "left_ad", "right_ad", "left_doğum", "right_doğum"),
        *("same", "score", "together", "stratum", "strata", "stratum_pairs"),
    )
    rows, clusters = people(240), cluster_of(found)
    for row in sheet:
        assert (row["left_ad"], row["right_doğum"]) == (rows[row["left"]]["ad"], rows[row["right"]]["doğum"])
        assert row["same"] is None and 0.0 < row["score"] < 1.0
        assert row["together"] == (clusters[row["left"]] == clusters[row["right"]])
        assert (row["stratum"] is None) == (row["strata"] is None) == (row["stratum_pairs"] is None)
    assert sum(row["stratum"] is not None for row in sheet) == 30 < len(sheet)
    pairs = {(row["left"], row["right"]) for row in sheet}
    assert len(pairs) == len(sheet)
    again = varlik.dedupe(list(reversed(rows))).sample_to_judge(60, seed=1)
    assert said_of(again) == said_of(sheet)
    assert found.sample_to_judge(60, seed=2) != sheet


def said_of(sheet: varlik.Table) -> list[list[tuple[str, str]]]:
    """What the records of the pairs say; of two that say the same either may stand for both."""
    sides = ("left", "right")
    return sorted(sorted((row[f"{side}_ad"], row[f"{side}_doğum"]) for side in sides) for row in sheet)


FORMS: dict[str, Callable[[list[dict[str, Any]], Path], Any]] = {
    "dicts": lambda rows, folder: rows,
    "pandas": lambda rows, folder: pandas.DataFrame(rows),
    "polars": lambda rows, folder: polars.DataFrame(rows),
    "pyarrow": lambda rows, folder: pyarrow.Table.from_pylist(rows),
    "duckdb": lambda rows, folder: duckdb.from_arrow(pyarrow.Table.from_pylist(rows)),
    "a file": lambda rows, folder: written(rows, folder / "judged.csv"),
    "triples": lambda rows, folder: [(row["left"], row["right"], row["same"]) for row in rows],
    "numbers": lambda rows, folder: [
        (row["left"], row["right"], math.nan if row["same"] is None else int(row["same"])) for row in rows
    ],
    "numpy": lambda rows, folder: [
        (numpy.int64(row["left"]), row["right"], None if row["same"] is None else numpy.bool_(row["same"]))
        for row in rows
    ],
}


def written(rows: list[dict[str, Any]], path: Path) -> Path:
    pyarrow.csv.write_csv(pyarrow.Table.from_pylist(rows), path)
    return path


@pytest.mark.parametrize("form", FORMS)
def test_judgements_come_back_in_any_frame(
    form: str, found: varlik.TableResolution, sheet: varlik.Table, tmp_path: Path
) -> None:
    # Somebody takes no two records for one.
    rows = filled(sheet, lambda left, right: None if left % 5 == 0 else False)
    learnt = found.learn(FORMS[form](rows, tmp_path))
    clusters = cluster_of(learnt)
    for row in rows:
        if row["same"] is not None:
            assert (clusters[row["left"]] == clusters[row["right"]]) == row["same"]
    blank = sum(row["same"] is None for row in rows)
    assert blank > 0
    assert learnt.notes[-1] == f"judged pairs: {len(rows) - blank} were learnt from; {blank} that nobody judged were left out"
    assert learnt == found.learn(rows) and learnt != found


@pytest.mark.parametrize("form", [form for form in FORMS if form not in ("triples", "numbers", "numpy")])
def test_a_sample_says_how_right_the_answer_is(
    form: str, found: varlik.TableResolution, sheet: varlik.Table, tmp_path: Path
) -> None:
    judgement = found.judged(FORMS[form](filled(sheet), tmp_path))
    assert judgement == found.judged(filled(sheet))
    assert judgement.precision is not None and judgement.recall is not None
    for interval in (judgement.precision, judgement.recall, judgement.bcubed_precision, judgement.bcubed_recall):
        assert 0.0 <= interval.low <= interval.estimate <= interval.high <= 1.0
    assert (judgement.drawn, judgement.others) == (30, len(sheet) - 30)


def test_all_pairs_judged_leave_nothing_to_chance(found: varlik.TableResolution) -> None:
    sheet = found.sample_to_judge(100_000)

    def judge(left: int, right: int) -> bool:
        return same(left, right) and right % 3 > 0

    judgement = found.judged(filled(sheet, judge))
    clusters = cluster_of(found)
    together = [(a, b) for a in clusters for b in clusters if a < b and clusters[a] == clusters[b]]
    assert judgement.precision is not None
    assert judgement.precision.estimate == pytest.approx(sum(judge(*pair) for pair in together) / len(together))
    assert judgement.precision.high - judgement.precision.low < 1e-6 < 1 - judgement.precision.estimate
    truth = [{"left": a, "right": b} for a in clusters for b in clusters if a < b and judge(a, b)]
    exact = varlik.evaluate(found, truth, records=[{"id": number} for number in clusters])
    assert judgement.bcubed_precision.estimate == pytest.approx(exact.bcubed_precision)
    assert judgement.precision.estimate == pytest.approx(exact.precision)


def test_a_judgement_is_shown_and_kept(found: varlik.TableResolution, sheet: varlik.Table) -> None:
    judgement = found.judged(filled(sheet))
    assert pickle.loads(pickle.dumps(judgement)) == judgement
    assert pickle.loads(pickle.dumps(judgement.matches)) == judgement.matches != judgement.precision
    assert str(judgement).startswith("pairs     precision ") and "30 pairs" in str(judgement)
    assert repr(judgement).startswith("Judgement(drawn=30, others=")
    assert "<pre>" in judgement._repr_html_()
    told = judgement.to_dict()
    assert told["matches"] == {
        "estimate": judgement.matches.estimate,
        "low": judgement.matches.low,
        "high": judgement.matches.high,
    }
    assert told["blocking_recall"] == judgement.blocking_recall and 0.5 < told["blocking_recall"] <= 1.0
    assert told["drawn"] == 30 and set(told) >= {"precision", "recall", "bcubed_precision", "bcubed_recall", "lost"}


def test_what_was_learnt_is_kept_and_explained(found: varlik.TableResolution, sheet: varlik.Table) -> None:
    learnt = found.learn(filled(sheet))
    back = pickle.loads(pickle.dumps(learnt))
    assert back == learnt and back.notes == learnt.notes
    pair = next((row["left"], row["right"]) for row in filled(sheet) if row["same"])
    assert str(back.explain(*pair)) == str(learnt.explain(*pair))
    more = [(*pair, False)]
    assert back.learn(more) == learnt.learn(more) != learnt
    assert varlik.dedupe(people(240), labels=filled(sheet)).clusters == learnt.clusters
    html = learnt.report.html
    assert "Precision, recall and F1" in html and "Of the judged pairs alone" in html
    assert "no pair of this run is labelled" in found.report.html


def test_progress_is_told_while_learning(found: varlik.TableResolution, sheet: varlik.Table) -> None:
    told: list[tuple[int, int]] = []
    found.learn(filled(sheet), progress=lambda done, total: told.append((done, total)), threads=1)
    assert told[-1] == (1000, 1000)


def test_judgements_that_cannot_be_used_are_told(found: varlik.TableResolution, sheet: varlik.Table) -> None:
    rows = filled(sheet)
    for pairs, message in [
        ([(1, 2, True), (2, 1, False)], "are judged to be one and to be two"),
        ([(1, 2, True), (1, "nobody", True)], r'learn\[1\]: no record has the id "nobody"'),
        ([(1, 2, None)], "none of 1 pairs is judged"),
        (sheet, f"none of {len(sheet)} pairs is judged"),
        ([(1, 1, True)], "twice"),
        ([(1, 2, "perhaps")], r"pairs\[0\] says 'perhaps' of the two; give True, False, or None"),
        ([(1, 2, 7)], r"pairs\[0\] says 7"),
        ([], "no judged pairs to learn from"),
        (polars.DataFrame({"left": [1], "same": [True]}), "no columns left and right"),
        (polars.DataFrame({"left": [1], "right": [2]}), "none of 1 pairs is judged"),
        (polars.DataFrame({"left": [1], "right": [None], "same": [1]}), "right is empty"),
        (polars.DataFrame({"left": [1], "right": [2], "same": ["belki"]}), "holds \"belki\", which is no label"),
    ]:
        with pytest.raises(varlik.InputError, match=message):
            found.learn(pairs)
    with pytest.raises(varlik.NotFoundError):
        found.learn("none.csv")
    with pytest.raises(TypeError, match=r"pairs\[1\] is no \(left, right, same\)"):
        found.learn([(1, 2, True), (1, 2)])  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="a table is a frame"):
        found.learn(7)  # type: ignore[arg-type]
    with pytest.raises(varlik.InputError, match="no pair was asked for"):
        found.sample_to_judge(0)
    with pytest.raises(OverflowError):
        found.sample_to_judge(-1)
    with pytest.raises(varlik.InputError, match="no pair was drawn by chance"):
        found.judged([(1, 2, True)])
    with pytest.raises(varlik.InputError, match="no pair of stratum 1 is left"):
        found.judged([row for row in rows if row["stratum"] != 1])
    with pytest.raises(varlik.InputError, match="have no judged pair"):
        found.judged([row | {"same": row["same"] if row["stratum"] != 1 else None} for row in rows])
    turned = filled(sheet, lambda left, right: False)
    with pytest.raises(varlik.InputError, match="drawn from another answer"):
        found.learn(turned).judged(turned)


def test_a_link_goes_from_left_to_right() -> None:
    left, right = people(80)[::2], [row | {"no": f"R{row['no']}"} for row in people(80)[1::2]]
    found = varlik.link(left, right)
    sheet = found.sample_to_judge(30)
    assert all(isinstance(row["left"], int) and row["right"].startswith("R") for row in sheet)
    assert "left_side" not in sheet.columns
    rows = [row | {"same": same(row["left"], int(row["right"][1:]))} for row in sheet]
    assert found.judged(rows).drawn == 15
    learnt = found.learn([(0, "R1", True), (("right", "R3"), ("left", 2), False)])
    # Ids of one column are of one type.
    clusters = cluster_of(learnt)
    assert clusters["0"] == clusters["R1"] and clusters["2"] != clusters["R3"]
    with pytest.raises(varlik.InputError, match='no record of the left table has the id "R1"'):
        found.learn([("R1", 0, True)])


def test_records_of_several_tables_are_told_apart() -> None:
    found = varlik.dedupe([polars.DataFrame(people(40)), polars.DataFrame(people(40))])
    sheet = found.sample_to_judge(30)
    assert sheet.columns[2:4] == ("left_side", "right_side")
    rows = [row | {"same": row["left"] == row["right"]} for row in sheet]
    assert any(row["left_side"] != row["right_side"] for row in rows)
    found.judged(rows)
    sides = {(row["side"], row["id"]): row["cluster"] for row in found.learn(rows).clusters}
    for row in rows:
        one, other = sides[row["left_side"], row["left"]], sides[row["right_side"], row["right"]]
        assert (one == other) == row["same"]


RULES: dict[str, Any] = {
    "text": "doğum exact: different",
    "dict": {"when": {"doğum": "exact"}, "then": "different"},
    "as a model has it": {"when": [["doğum", "exact"]], "then": "different"},
    "bits": "doğum exact: -40 bits",
    "bits in a dict": {"when": [("doğum", "exact")], "then": {"bits": -40}},
}


@pytest.mark.parametrize("form", RULES)
def test_rules_stand_beside_what_is_learnt(form: str) -> None:
    rows = [
        {"no": 1, "ad": "Ayşe Yılmaz", "doğum": "1985-05-05"},
        {"no": 2, "ad": "Can Ak", "doğum": "1990-01-31"},
        {"no": 3, "ad": "Ayse YILMAZ", "doğum": "05.05.1985"},
    ]
    found, ruled = varlik.dedupe(rows), varlik.dedupe(rows, rules=[RULES[form]])
    assert cluster_of(found)[1] == cluster_of(found)[3]
    assert cluster_of(ruled)[1] != cluster_of(ruled)[3]
    assert "rule: doğum exact" in str(ruled.explain(1, 3))
    back = pickle.loads(pickle.dumps(ruled))
    assert str(back.explain(1, 3)) == str(ruled.explain(1, 3))


def test_rules_that_make_no_sense_are_told() -> None:
    for rule, message in [
        ("doğum exact", r"rules\[0\]: .* is no rule; write"),
        ({"when": {"doğum": "exact"}}, r"rules\[0\] is no rule"),
        ({"when": {"doğum": "exact"}, "then": "perhaps"}, r"rules\[0\] is no rule"),
        ({"when": 7, "then": "same"}, r"rules\[0\] is no rule"),
        ({"when": [["doğum"]], "then": "same"}, r"rules\[0\] is no rule"),
        (7, r"rules\[0\] is no rule"),
        ("dogum exact: same", 'Did you mean "doğum"'),
        ("doğum exat: same", 'Did you mean "exact"'),
    ]:
        with pytest.raises(varlik.InputError, match=message):
            varlik.dedupe(people(8), rules=[rule])  # type: ignore[list-item]
    for rules in ("doğum exact: same", {"when": {}, "then": "same"}, 7):
        with pytest.raises(TypeError, match="rules is a list of rules"):
            varlik.dedupe(people(8), rules=rules)  # type: ignore[arg-type]


def test_evaluate_says_what_the_command_says(run: Run, found: varlik.TableResolution, tmp_path: Path) -> None:
    truth = {"id": list(range(240)), "cluster": [row - 1 if row % 4 == 3 else row for row in range(240)]}
    evaluation = varlik.evaluate(found, truth)
    pyarrow.csv.write_csv(found.clusters.to_arrow(), tmp_path / "clusters.csv")
    pyarrow.csv.write_csv(pyarrow.table(truth), tmp_path / "truth.csv")
    done = run("evaluate", tmp_path / "clusters.csv", "--truth", tmp_path / "truth.csv")
    assert done.stdout == f"{evaluation}\n"
    assert evaluation == varlik.evaluate(tmp_path / "clusters.csv", pandas.DataFrame(truth))
    assert evaluation.f1 == pytest.approx(
        2 * evaluation.precision * evaluation.recall / (evaluation.precision + evaluation.recall)
    )
    told = evaluation.to_dict()
    assert (told["pairs"]["f1"], told["bcubed"]["f1"]) == (evaluation.f1, evaluation.bcubed_f1)
    assert told["clusters"]["actual"] == 180 and told["curve"] == []
    assert evaluation.to_svg() is None and evaluation.to_vegalite() is None
    assert pickle.loads(pickle.dumps(evaluation)) == evaluation
    assert "<pre>" in evaluation._repr_html_() and repr(evaluation).startswith("Evaluation(f1=")

    scored = varlik.evaluate(found.edges, truth, threshold=0.5)
    assert scored.to_dict()["best"]["f1"] >= scored.f1 > 0.5
    assert (scored.to_svg() or "").startswith("<svg") and (scored.to_vegalite() or {})["layer"]
    assert pickle.loads(pickle.dumps(scored)).to_svg() == scored.to_svg()


def test_evaluate_knows_a_link_and_judged_pairs() -> None:
    left, right = people(80)[::2], people(80)[1::2]
    found = varlik.link(left, right)
    truth = [{"left": row["no"], "right": row["no"] + 1} for row in left if row["no"] % 4 == 2]
    evaluation = varlik.evaluate(found, truth)
    assert evaluation == varlik.evaluate(found.clusters, truth, link=True)
    assert evaluation.to_dict()["pairs"]["actual"] == len(truth)
    records = [[{"id": row["no"]} for row in side] for side in (left, right)]
    with_records = varlik.evaluate(found, truth, records=[pyarrow.Table.from_pylist(side) for side in records])
    assert with_records.f1 == evaluation.f1
    judged = varlik.evaluate(found, [{"left": 2, "right": 3, "same": True}, {"left": 0, "right": 1, "same": False}])
    assert judged.bcubed_f1 is None and judged.to_dict()["pairs"]["actual"] == 1


def test_a_sheet_is_a_truth_too(found: varlik.TableResolution, sheet: varlik.Table) -> None:
    evaluation = varlik.evaluate(found, filled(sheet))
    told = found.judged(filled(sheet)).to_dict()
    sampled = evaluation.to_dict()["sampled"]
    assert sampled["estimate"]["precision"] == told["precision"] and sampled["bcubed"]["recall"] == told["bcubed_recall"]
    # What was compared the clusters do not tell.
    said = str(found.judged(filled(sheet)))
    assert said.endswith(" % of all matches were compared") and str(evaluation).endswith(said.rpartition(";")[0])
    with pytest.raises(varlik.InputError, match="none of [0-9]+ pairs is judged"):
        varlik.evaluate(found, sheet)


def test_what_cannot_be_evaluated_is_told(found: varlik.TableResolution) -> None:
    truth = [{"id": 1, "cluster": 1}]
    with pytest.raises(varlik.InputError, match="the truth: no columns id and cluster, nor left and right"):
        varlik.evaluate(found, people(8))
    with pytest.raises(varlik.InputError, match="the answer: no columns"):
        varlik.evaluate(people(8), truth)
    with pytest.raises(varlik.InputError, match="no id of it is in the truth"):
        varlik.evaluate(found, [{"id": "nobody", "cluster": 1}])
    with pytest.raises(varlik.NotFoundError):
        varlik.evaluate(found, "none.csv")
    with pytest.raises(TypeError, match="a table is a frame"):
        varlik.evaluate(found, 7)  # type: ignore[arg-type]


def test_the_command_draws_a_sheet_and_learns_from_it(run: Run, tmp_path: Path) -> None:
    people_csv = ROOT / "examples" / "tables" / "people.csv"
    done = run("dedupe", people_csv, "--judge", "40", "--out", tmp_path / "out")
    assert (done.returncode, done.stderr) == (0, "")
    sheet = polars.read_csv(tmp_path / "out" / "judge.csv", infer_schema=False)
    truth = polars.read_csv(ROOT / "examples" / "tables" / "truth.csv", infer_schema=False)
    person = dict(truth.select("id", "cluster").iter_rows())
    said = [str(int(person[row["left"]] == person[row["right"]])) for row in sheet.to_dicts()]
    sheet.with_columns(same=polars.Series(said)).write_csv(tmp_path / "judged.csv")
    done = run("dedupe", people_csv, "--labels", tmp_path / "judged.csv", "--out", tmp_path / "learnt")
    assert (done.returncode, "before learning:\npairs     precision " in done.stdout) == (0, True), done.stderr
    assert "were learnt from" in done.stderr
    # As a Turkish spreadsheet saves it.
    words = {"true": "DOĞRU", "false": "YANLIŞ", "1": "DOĞRU", "0": "YANLIŞ"}
    turkish = sheet.with_columns(
        same=polars.Series([words[word] for word in said]),
        together=polars.Series([words[row["together"]] for row in sheet.to_dicts()]),
    )
    turkish.write_csv(tmp_path / "türkçe.csv", separator=";", include_bom=True)
    same_again = run("dedupe", people_csv, "--labels", tmp_path / "türkçe.csv", "--out", tmp_path / "learnt")
    assert (same_again.returncode, same_again.stdout) == (0, done.stdout)
    again = run("dedupe", people_csv, "--judge", "40", "--out", tmp_path / "out")
    assert (again.returncode, "judge.csv is there already" in again.stderr) == (2, True)
