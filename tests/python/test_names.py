"""Names: two of them, and two columns of them."""

from __future__ import annotations

import json
import math
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import varlik
from conftest import Run

LEFT = ["Tansu Çiller", None, "Kızılırmak", "Arçelik A.Ş.", ""]
RIGHT = ["Çiller, Tansu", "Tansu Çiller", "Yeşilırmak", "ARÇELİK", "Arçelik"]
KINDS = ["person", "person", "place", "organization", None]


def test_a_comparison_tells_a_chance_and_why() -> None:
    one = varlik.compare_names("Tansu Çiller", "Çiller, Tansu", "person")
    other = varlik.compare_names("Tansu Çiller", "Özer Çiller", "person")
    assert other.score < 0.5 < 0.9 < one.score == float(one)
    assert other.weight < 0 < one.weight
    assert (one.a, one.b, one.kind) == ("Tansu Çiller", "Çiller, Tansu", "person")
    assert one.score == pytest.approx(1 / (1 + 2**-one.weight))
    for found in (one, other):
        assert sum(line.weight for line in found.evidence) == pytest.approx(found.weight, abs=1e-5)
        assert all(isinstance(line, varlik.Evidence) and line.what for line in found.evidence)
    (family,) = [line for line in varlik.compare_names("Gorbachov", "Горбачёв", "person").evidence if line.a]
    assert (family.a, bool(family.letters)) == ("gorbachov", True)


def test_a_comparison_shows_itself(run: Run) -> None:
    found = varlik.compare_names("Tansu Çiller", "T. Çiller", "person")
    shown = str(found)
    assert f"{found.score:.4f}" in shown and f"{found.weight:+.2f}" in shown
    assert all(line.what in shown and line.a in shown and line.b in shown and line.letters in shown for line in found.evidence)
    assert run("compare", "Tansu Çiller", "T. Çiller", "--kind", "person").stdout == shown + "\n"
    assert repr(found).startswith("Comparison('Tansu Çiller', 'T. Çiller', score=")
    assert json.loads(found.to_json()) == found.to_dict()
    assert list(found.to_dict()) == ["a", "b", "kind", "score", "weight", "evidence"]
    assert "Çiller" in found.to_json()
    shown = varlik.compare_names("<b>Çiller</b>", "& <i>")._repr_html_()
    assert "&lt;b&gt;" in shown and "<b>" not in shown and "&amp; &lt;i&gt;" in shown
    assert len(shown) < 2000


def test_a_comparison_is_a_value() -> None:
    found = varlik.compare_names("Tansu Çiller", "T. Çiller", "person")
    again = pickle.loads(pickle.dumps(found))
    assert again == found and hash(again) == hash(found) and again.evidence == found.evidence
    assert found != varlik.compare_names("Tansu Çiller", "T. Çiller", "person", prior=0.5)
    assert found != found.score
    with pytest.raises(AttributeError):
        found.score = 1.0  # type: ignore[misc]


def test_the_command_compares_two_names(run: Run) -> None:
    done = run("compare", "Tansu Çiller", 'T. "Çiller"', "--json", "--prior", "0.5")
    assert (done.returncode, done.stderr) == (0, "")
    want = varlik.compare_names("Tansu Çiller", 'T. "Çiller"', prior=0.5)
    assert json.loads(done.stdout) == want.to_dict()
    assert done.stdout == want.to_json() + "\n"
    for arguments, message in (
        (["--kind", "persona"], 'no kind "persona"; there are person, organization, place, other'),
        (["--prior", "1"], "--prior is 1; give the chance that"),
        (["--lang", "tur"], 'no language "tur"'),
    ):
        done = run("compare", "a", "b", *arguments)
        assert (done.returncode, done.stdout) == (2, "") and message in done.stderr
    done = run("compare", "a")
    assert done.returncode == 2 and "<B>" in done.stderr


def test_a_name_is_parsed() -> None:
    text = 'Prof. Dr. Charles "Chuck" van der Berg, Jr.'
    name = varlik.parse_name(text, "person")
    assert (name.text, name.kind, len(name)) == (text, "person", 8) and str(name) == text
    want = {"title": "Prof. Dr.", "given": "Charles", "nickname": "Chuck", "particle": "van der"}
    assert name.to_dict() == want | {"family": "Berg", "generation": "Jr."}
    assert name.get("family") == "Berg" and name.get("legal_form") is None
    for part in name:
        assert text[part.start : part.end] == part.text
    assert name[0] == name.parts[0] == varlik.NamePart("Prof.", "title", 0, 5, name[0].key)
    assert repr(name).startswith("ParsedName(title='Prof. Dr.', given='Charles', ")
    assert pickle.loads(pickle.dumps(name)) == name and hash(name) == hash(varlik.parse_name(text, "person"))
    assert name != varlik.parse_name(text)
    shown = varlik.parse_name("<b> & Co", "organization")._repr_html_()
    assert "<b>" not in shown and "<td>" in shown


def test_a_column_of_names_is_parsed() -> None:
    names = ["Arçelik A.Ş.", None, "", "Iğdır’ın Tuzluca"]
    parts = varlik.parse_name(names, "organization")
    first, *rest = parts.to_pylist()
    assert [(part["text"], part["role"]) for part in first] == [("Arçelik", "telling"), ("A.Ş.", "legal_form")]
    assert rest[:2] == [None, []]
    alone = varlik.parse_name(names[3] or "", "organization")
    assert rest[2] == [part.to_dict() for part in alone]
    assert varlik.parse_name(names, "organization", threads=2) == parts
    assert varlik.parse_name(None) is None
    assert parts.to_polars().explode().struct.field("role").to_list()[:2] == ["telling", "legal_form"]
    assert len(varlik.parse_name("")) == 0
    with pytest.raises(varlik.InputError, match='no kind "firm"'):
        varlik.parse_name("a", "firm")
    with pytest.raises(varlik.InputError, match="half a character"):
        varlik.parse_name("\ud800")


def test_the_order_of_the_two_changes_no_score() -> None:
    for a, b, kind in zip(LEFT, RIGHT, KINDS, strict=True):
        if a is not None:
            assert varlik.compare_names(a, b, kind).score == varlik.compare_names(b, a, kind).score


def test_sets_of_names_are_compared_as_sets() -> None:
    aliases = ["Bibi", "Binyamin Netanyahu", "Benjamin Netanyahu"]
    found = varlik.compare_names(["Shimon Peres", "B. Netanyahu", "Benjamin Netanyahu"], aliases, "person")
    assert (found.a, found.b) == ("Benjamin Netanyahu", "Benjamin Netanyahu")
    best = max(varlik.compare_names("Binyamin Netanyahu", alias, "person").score for alias in aliases)
    assert varlik.compare_names("Binyamin Netanyahu", tuple(aliases), "person").score == best
    assert varlik.compare_names(iter(aliases), "Binyamin Netanyahu", "person").score == best


def test_roles_that_are_given_are_believed() -> None:
    parts: dict[Any, str | None] = {"title": "Kaya", "family": "Martin", "middle": None}
    found = varlik.compare_names(parts, ["Tansu Çiller", {"family": "Martin"}], "person")
    assert (found.a, found.b) == ("Kaya Martin", "Martin")
    assert "kaya" not in {line.a for line in found.evidence}, "what is called a title is no part of the name"
    alone = varlik.compare_names("Kaya Martin", "Martin", "person")
    assert "kaya" in {line.a for line in alone.evidence} and alone.score < found.score


def test_the_prior_is_that_of_the_caller() -> None:
    names = ("Tansu Çiller", "Tansu Çiller")
    low, high = (varlik.compare_names(*names, "person", prior=prior) for prior in (0.001, 0.5))
    assert low.score < high.score
    assert high.weight - low.weight == pytest.approx(math.log2(999), abs=1e-3)
    assert varlik.name_similarity([names[0]], [names[1]], "person", prior=0.001)[0] == low.score


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: varlik.compare_names(1, "b"), TypeError, "a is a str, a dict of parts, or a list of these, not int"),  # type: ignore[arg-type]
        (lambda: varlik.compare_names("a", None), TypeError, "b is a str, .* not NoneType"),  # type: ignore[arg-type]
        (lambda: varlik.compare_names("a", b"b"), TypeError, "b is a str, .* not bytes"),  # type: ignore[arg-type]
        (lambda: varlik.compare_names("a", {"first": "b"}), varlik.InputError, 'b has no role "first"; there are "given", '),
        (lambda: varlik.compare_names("a", {"given": 1}), TypeError, r'b\["given"\] is of type int, not str or None'),
        (lambda: varlik.compare_names("a", [{"given": "\ud800"}]), varlik.InputError, r'b\[0\]\["given"\] holds half'),
        (lambda: varlik.compare_names(["a", None], "b"), TypeError, r"a\[1\] is of type NoneType, not str"),  # type: ignore[list-item]
        (lambda: varlik.compare_names([], "b"), varlik.InputError, "a is empty; give a name"),
        (lambda: varlik.compare_names("a", "b\ud800"), varlik.InputError, r"b holds half a character .* at 1; mend"),
        (lambda: varlik.compare_names("a", ["b", "\ud800"]), varlik.InputError, r"b\[1\] holds half a character"),
        (lambda: varlik.compare_names("a", "b", "persona"), varlik.InputError, 'no kind "persona"; there are "person", '),
        (lambda: varlik.compare_names("a", "b", 3), TypeError, 'kind is a str such as "person", or None, not int'),  # type: ignore[arg-type]
        (lambda: varlik.compare_names("a", "b", lang="tur"), varlik.InputError, 'no language "tur"'),
        (lambda: varlik.compare_names("a", "b", prior=1.0), varlik.InputError, "prior is 1; give the chance"),
        (lambda: varlik.compare_names("a", "b", prior=math.nan), varlik.InputError, "prior is NaN; give the chance"),
        (lambda: varlik.compare_names("a", "b", prior="x"), TypeError, "prior is a number between 0 and 1, not str"),  # type: ignore[arg-type]
        (lambda: varlik.name_similarity("a", ["b"]), TypeError, "a is a column .* not a str; varlik.compare_names"),  # type: ignore[arg-type]
        (lambda: varlik.name_similarity(["a"], None), TypeError, "b is a column .* not None"),  # type: ignore[arg-type]
        (lambda: varlik.name_similarity(["a"], ["b", "c"]), varlik.InputError, "the columns have 1 and 2 rows; give"),
        (lambda: varlik.name_similarity(["a"], ["b"], ["org"] * 2), varlik.InputError, "kind has 2 rows .* have 1; give"),
        (lambda: varlik.name_similarity(["a"], ["b"], ["orh"]), varlik.InputError, 'no kind "orh" in the column of kinds'),
        (lambda: varlik.name_similarity(["a"], ["\ud800"]), varlik.InputError, "row 0 holds half a character"),
        (lambda: varlik.name_similarity(["a"], ["b"], threads=-1), varlik.InputError, "threads is -1; give a number"),
        (lambda: varlik.name_similarity(pa.array([1]), ["b"]), varlik.InputError, "a column of Int64 is no text"),
    ],
)
def test_what_is_asked_wrongly_is_told(call: Callable[[], object], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        call()


def test_two_columns_are_compared_row_by_row() -> None:
    scores = varlik.name_similarity(LEFT, RIGHT, KINDS)
    assert (scores.type, scores.name, scores.null_count) == ("Float64", "score", 1)
    for score, a, b, kind in zip(scores, LEFT, RIGHT, KINDS, strict=True):
        assert score == (None if a is None else varlik.compare_names(a, b, kind).score)
    persons = varlik.name_similarity(LEFT, RIGHT, "person")
    assert persons[0] == scores[0] and persons[3] != scores[3]
    assert varlik.name_similarity([], []).to_arrow().type == pa.float64()
    missing: list[str | None] = [None, None]
    assert varlik.name_similarity(missing, ["a", None]).to_pylist() == [None, None]
    assert varlik.name_similarity(pa.nulls(2), pa.nulls(2, pa.string())).null_count == 2


@pytest.mark.parametrize(
    "make",
    [
        pl.Series,
        lambda names: pl.Series(names, dtype=pl.Categorical),
        pd.Series,
        pa.array,
        lambda names: pa.array(names, pa.large_string()),
        lambda names: pa.array(names, pa.string_view()),
        lambda names: pa.array(names).dictionary_encode(),
        lambda names: pa.chunked_array([names[:1], [], names[1:4], names[4:]]),
        lambda names: duckdb.sql("SELECT unnest($names) AS name", params={"names": names}),
        iter,
        tuple,
    ],
    ids="polars categories pandas array large view dictionary chunks duckdb iterator tuple".split(),
)
def test_columns_of_any_library_are_compared(make: Callable[[list[str | None]], object]) -> None:
    want = varlik.name_similarity(LEFT, RIGHT, KINDS)
    both = varlik.name_similarity(make(LEFT), make(list(RIGHT)), make(KINDS))  # type: ignore[arg-type]
    one = varlik.name_similarity(pa.chunked_array([LEFT[:2], LEFT[2:]]), make(list(RIGHT)), KINDS)  # type: ignore[arg-type]
    assert both == want and one == want
    assert both.to_polars().to_list() == list(want)


def many(rows: int) -> tuple[list[str], list[str]]:
    """Two columns whose rows all differ."""
    names = ["Tansu Çiller", "Kızılırmak", "Arçelik A.Ş."]
    return [f"{names[row % 3]} {row}" for row in range(rows)], [f"{names[row % 2]} {row}" for row in range(rows)]


def test_the_number_of_threads_changes_nothing() -> None:
    left, right = many(20_000)
    once = varlik.name_similarity(left, right, threads=1).to_pylist()
    assert varlik.name_similarity(left, right, threads=3).to_pylist() == once
    codes = pa.array(left).dictionary_encode()
    assert varlik.name_similarity(codes, pl.Series(right).cast(pl.Categorical)).to_pylist() == once


def test_progress_is_told_in_rows() -> None:
    calls: list[tuple[int, int]] = []
    varlik.name_similarity(LEFT, RIGHT, progress=lambda done, total: calls.append((done, total)))
    assert calls[-1] == (5, 5)


def test_ctrl_c_stops_a_comparison_of_columns() -> None:
    program = (
        "import sys, varlik\n"
        "left = [f'Tansu Çiller {row}' for row in range(3_000_000)]\n"
        "right = [f'Özer Çiller {row}' for row in range(3_000_000)]\n"
        "try:\n"
        "    print('go', flush=True)\n"
        "    varlik.name_similarity(left, right, threads=1)\n"
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
    assert said == "stopped\n" and time.monotonic() - asked < 1, "the run was over, or did not hear"
    assert process.wait(timeout=30) == 7


def test_names_that_the_caller_knows_to_be_one(tmp_path: Path, run: Run) -> None:
    pair = ("Facebook", "Meta Platforms")
    aliases = varlik.Aliases([pair, ["Twitter", "X Corp", "X"]])
    assert len(aliases) == 2 and repr(aliases) == "Aliases(sets=2)"
    assert varlik.compare_names(*pair, "organization").score < 0.5
    known = varlik.compare_names("FACEBOOK", pair[1], "organization", aliases=aliases)
    assert known.score > 0.9 and "alias" in {line.what for line in known.evidence}
    scores = varlik.name_similarity(["Twitter", "Facebook"], ["X Corp", "X"], "organization", aliases=aliases)
    assert scores[0] > 0.9 and scores[1] < 0.5
    rows, lines = tmp_path / "aliases.csv", tmp_path / "aliases.jsonl"
    rows.write_text("name,alias,kind\nFacebook,Meta Platforms,organization\n", encoding="utf-8")
    lines.write_text('{"names": ["Facebook", "Meta Platforms"]}\n', encoding="utf-8")
    for read in (varlik.Aliases.open(rows), varlik.Aliases.open(str(lines)), pickle.loads(pickle.dumps(aliases))):
        assert varlik.compare_names(*pair, "organization", aliases=read).score > 0.9
        assert varlik.compare_names(*pair, "organization", aliases=pickle.loads(pickle.dumps(read))).score > 0.9
    done = run("compare", *pair, "--kind", "organization", "--aliases", rows, "--json")
    assert json.loads(done.stdout)["score"] > 0.9
    done = run("compare", *pair, "--aliases", tmp_path / "aliases.txt")
    assert (done.returncode, done.stdout) == (1, "") and "aliases.txt: no such file" in done.stderr
    index = varlik.NameIndex(["Meta Platforms", "Meta Holding"], kind="organization", aliases=aliases)
    for each in (index, pickle.loads(pickle.dumps(index))):
        assert each.search("Meta Platforms", 1)[0].id == 0


def test_aliases_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    file = tmp_path / "aliases.csv"
    for call, error, message in (
        (lambda: varlik.Aliases("Facebook"), TypeError, "not a str; varlik.Aliases.open reads a file"),
        (lambda: varlik.Aliases(["Facebook"]), TypeError, r"sets\[0\] is a str; give a list"),
        (lambda: varlik.Aliases([["Facebook"]]), varlik.InputError, r"sets\[0\] has 1 names; give at least two"),
        (lambda: varlik.Aliases([["Facebook", 1]]), TypeError, r"sets\[0\] holds a int, not only str"),  # type: ignore[list-item]
        (lambda: varlik.Aliases.open(file), varlik.NotFoundError, "aliases.csv: cannot be read"),
        (lambda: varlik.Aliases.open(tmp_path), varlik.FileError, "cannot be read"),
        (lambda: varlik.compare_names("a", "b", aliases=[["a", "b"]]), TypeError, "a varlik.Aliases, not list; make one"),  # type: ignore[arg-type]
    ):
        with pytest.raises(error, match=message):
            call()
    file.write_text("name,alias\nFacebook,\n", encoding="utf-8")
    with pytest.raises(varlik.InputError, match="aliases.csv: line 2: the alias is empty"):
        varlik.Aliases.open(file)
    with pytest.raises(varlik.InputError, match=r"aliases are read from .csv and .jsonl"):
        other = tmp_path / "aliases.txt"
        other.touch()
        varlik.Aliases.open(other)


def test_a_word_that_is_common_among_the_names_says_less(tmp_path: Path, run: Run) -> None:
    banks = [f"{name} Bankası" for name in ("Ziraat", "Halk", "Vakıflar", "Akdeniz", "Ege", "Marmara", "Trakya")]
    rarity = varlik.Rarity(pl.Series([*banks, None]), "organization")
    assert len(rarity) == 7 and repr(rarity) == "Rarity(names=7)"
    pair = ("Halk Bankası", "Vakıflar Bankası")
    plain = varlik.compare_names(*pair, "organization")
    taught = varlik.compare_names(*pair, "organization", rarity=rarity)
    assert taught.weight < plain.weight - 1
    assert varlik.name_similarity([pair[0]], [pair[1]], "organization", rarity=rarity)[0] == taught.score
    assert varlik.compare_names("Halk", "Halk", rarity=rarity).weight == varlik.compare_names("Halk", "Halk").weight
    for again in (
        pickle.loads(pickle.dumps(rarity)),
        varlik.Rarity(banks, "organization", threads=3),
        varlik.Rarity(pa.chunked_array([banks[:3], banks[3:]]), "organization"),
    ):
        assert len(again) == 7 and varlik.compare_names(*pair, "organization", rarity=again) == taught
    found = varlik.match_names([pair[0]], [pair[1]], 1, 0.0, "organization", rarity=rarity)
    assert found[0]["weight"] == taught.weight
    index = varlik.NameIndex([pair[1]], kind="organization", rarity=rarity)
    file = tmp_path / "banks.index"
    index.save(file)
    for each in (index, pickle.loads(pickle.dumps(index)), varlik.NameIndex.open(file, rarity=rarity)):
        assert each.search(pair[0], threshold=0.0, kind="organization")[0].weight == taught.weight
    right = tmp_path / "banks.txt"
    right.write_text("\n".join(banks) + "\n", encoding="utf-8")
    asked = ("match", "-", right, "--kind", "organization", "--threshold", "0", "--k", "7", "--json")
    weights = []
    for options in ((), ("--rarity",)):
        rows = [json.loads(line) for line in run(*asked, *options, stdin=pair[0] + "\n").stdout.splitlines()]
        weights.append(next(row["weight"] for row in rows if row["right_name"] == pair[1]))
    assert weights == [round(plain.weight, 2), round(taught.weight, 2)]


def test_what_nothing_can_be_learnt_from_is_told() -> None:
    for call, error, message in (
        (lambda: varlik.Rarity("Halk Bankası"), TypeError, "names is a column or a list of names, not a str"),  # type: ignore[arg-type]
        (lambda: varlik.Rarity([1]), varlik.InputError, "row 0"),  # type: ignore[arg-type]
        (lambda: varlik.Rarity(["a"], "bank"), varlik.InputError, 'no kind "bank"'),
        (lambda: varlik.compare_names("a", "b", rarity=["a"]), TypeError, "a varlik.Rarity, not list; make one"),  # type: ignore[arg-type]
    ):
        with pytest.raises(error, match=message):
            call()
    empty = varlik.Rarity([])
    assert len(empty) == 0 and varlik.compare_names("Van", "Van", rarity=empty) == varlik.compare_names("Van", "Van")
