"""Knowledge bases: built, opened, searched, and articles linked to them."""

import json
import pickle
from pathlib import Path
from typing import Any

import pytest
import varlik

from test_cases import rows as cases

ROWS: list[dict[str, Any]] = [
    {
        "id": "p1",
        "name": "Petra Lindqvist",
        "aliases": ["Петра Линдквист", "Kelpqueen"],
        "type": "PER",
        "country": "Türkiye",
        "prior": 7,
        "offices": [{"title": "Mayor of Varberg", "from": "2019"}],
        "related": ["o1"],
    },
    {"id": "o1", "name": "Bozkır Un", "type": "ORG"},
]
ARTICLES = [
    ("a", "Petra Lindqvist met Olaf Brenna in Bergen. They call her the Kelpqueen."),
    ("b", "Петра Линдквист уехала в Берген."),
]


def test_rows_are_found_in_any_script() -> None:
    kb = varlik.KnowledgeBase.build(ROWS)
    assert len(kb) == 2
    assert "p1" in kb and "p9" not in kb
    hit = kb.search("Петра Линдквист")[0]
    assert (hit.entry.id, hit.name, hit.entry.type) == ("p1", "Петра Линдквист", "PER")
    assert hit.score > 0.5
    assert kb.search("Hilmar Østergård") == []
    entry = kb.get("p1")
    assert entry is not None
    assert (entry.country, entry.prior, entry.related) == ("TR", 7.0, ["o1"])
    assert entry.offices == [("Mayor of Varberg", "2019", "")]
    assert kb.get("p9") is None
    again = varlik.KnowledgeBase.build([entry.to_dict(), {"id": "o1", "name": "Bozkır Un", "type": "ORG"}])
    assert again.get("p1") == entry


def test_files_are_built_opened_and_checked(tmp_path: Path) -> None:
    rows, out = tmp_path / "people.jsonl", tmp_path / "people.kb"
    rows.write_text("\n".join(json.dumps(row) for row in ROWS) + "\n{}\n")
    kb = varlik.KnowledgeBase.build(rows, out)
    kb.verify()
    opened = varlik.KnowledgeBase.open(out)
    assert len(opened) == len(kb) == 2
    with pytest.raises(varlik.InputError, match=r"people\.jsonl:3: row without an id; mend or remove the line"):
        varlik.KnowledgeBase.build(rows, out, strict=True)
    with pytest.raises(varlik.InputError, match="name it with out="):
        varlik.KnowledgeBase.build(rows)
    with pytest.raises(varlik.NotFoundError, match="no such file"):
        varlik.KnowledgeBase.open(tmp_path / "no.kb")
    cut = tmp_path / "cut.kb"
    cut.write_bytes(out.read_bytes()[:-1])
    with pytest.raises(varlik.InputError, match="the knowledge base is not whole"):
        varlik.KnowledgeBase.open(cut)
    other = tmp_path / "other.kb"
    other.write_bytes(out.read_bytes().replace(b"varlik kb v1", b"varlik kb v9", 1))
    with pytest.raises(varlik.InputError, match="another format"):
        varlik.KnowledgeBase.open(other)


def test_rows_that_are_none_say_why() -> None:
    for rows, error, words in [
        ([{"id": "a"}], varlik.InputError, r"rows\[0\]: \"a\" has no name"),
        ([ROWS[1], {"name": "x"}], varlik.InputError, r"rows\[1\]: row without an id"),
        ([{"id": "a", "name": "b", "prior": "c"}], varlik.InputError, "give a number from 0"),
        ([{"id": "a", "name": object()}], varlik.InputError, "texts, numbers and lists"),
        ([7], TypeError, "give a dict with id and name"),
        (7, TypeError, "a list of dicts, or of paths"),
    ]:
        with pytest.raises(error, match=words):
            varlik.KnowledgeBase.build(rows)  # type: ignore[arg-type]


def test_it_pickles(tmp_path: Path) -> None:
    kb = varlik.KnowledgeBase.build(ROWS)
    opened = varlik.KnowledgeBase.build(ROWS, tmp_path / "people.kb")
    for base in (kb, opened):
        assert pickle.loads(pickle.dumps(base)).get("p1") == kb.get("p1")
    hit = kb.search("Kelpqueen")[0]
    assert pickle.loads(pickle.dumps(hit.entry)) == hit.entry


def test_articles_are_linked(tmp_path: Path) -> None:
    kb = varlik.KnowledgeBase.build(ROWS, tmp_path / "people.kb")
    found = varlik.resolve(ARTICLES, kb=kb, out=tmp_path / "out")
    [petra] = [entity for entity in found.entities if entity.kb_id == "p1"]
    assert petra.documents == ("a", "b")
    assert {alias.text for alias in petra.aliases} == {"Petra Lindqvist", "Kelpqueen", "Петра Линдквист"}
    assert petra.kb is not None
    assert petra.kb.weight == pytest.approx(sum(weight for _, _, weight in petra.kb.evidence), abs=0.05)
    assert petra.kb.rival is None
    for entity in found.entities:
        assert (entity.kb is None) == (entity.kb_id != "p1")
    lines = [json.loads(line) for line in (tmp_path / "out" / "entities.jsonl").open()]
    assert lines == [entity.to_dict() for entity in found.entities]
    assert pickle.loads(pickle.dumps(found)) == found
    assert pickle.loads(pickle.dumps(petra)) == petra
    for given in (tmp_path / "people.kb", [kb], [str(tmp_path / "people.kb")]):
        assert varlik.resolve(ARTICLES, kb=given) == found
    assert all(entity.kb is None for entity in varlik.resolve(ARTICLES).entities)


def test_a_gazetteer_is_a_short_one() -> None:
    rows = [{"id": "x1", "name": "kelpcoin", "type": "MISC"}, {"id": "x2", "name": "GKA", "type": "ORG"}]
    text = "they paid the GKA in kelpcoin, and gka is no name"
    found = varlik.resolve([("a", text)], gazetteer=rows)
    assert [(mention.text, mention.type) for mention in found.mentions] == [("GKA", "ORG"), ("kelpcoin", "MISC")]
    assert {entity.kb_id for entity in found.entities} == {"x1", "x2"}
    with pytest.raises(TypeError, match="gazetteer is a list of dicts"):
        varlik.resolve([("a", text)], gazetteer=["people.kb"])  # type: ignore[list-item]
    with pytest.raises(TypeError, match=r"kb is a varlik\.KnowledgeBase"):
        varlik.resolve([("a", text)], kb=7)  # type: ignore[arg-type]
    with pytest.raises(varlik.NotFoundError):
        varlik.resolve([("a", text)], kb="no.kb")


@pytest.mark.parametrize("case", cases("linking.toml"))
def test_linking(case: dict[str, Any]) -> None:
    articles = [(f"{place:02}", text) for place, text in enumerate(case["input"])]
    found = varlik.resolve(articles, gazetteer=case["list"])
    known = {entity.entity_id: entity.kb_id for entity in found.entities}
    for surface, want in case["kb"].items():
        place, text = surface.split(":", 1)
        doc = f"{int(place):02}"
        ids = {known[it.entity_id] for it in found.mentions if (it.doc, it.text) == (doc, text)}
        assert ids == {want or None}, surface
