"""The result: typed objects, sequences, spans, pickle, display."""

from __future__ import annotations

import json
import pickle
from collections.abc import Sequence
from pathlib import Path

import pytest

import varlik

SEQUENCES = ["mentions", "entities", "stories", "pairs", "documents"]
ROWS = {
    "mentions": varlik.Mention,
    "entities": varlik.Entity,
    "stories": varlik.Story,
    "pairs": varlik.StoryPair,
    "documents": varlik.Document,
}


def test_spans_slice_the_text_as_python_counts(found: varlik.Resolution) -> None:
    texts = {document.id: document.text for document in found.documents}
    assert len(found.mentions) > 100
    for mention in found.mentions:
        assert texts[mention.doc][mention.start : mention.end] == mention.text
    beyond_ascii = [mention for mention in found.mentions if not texts[mention.doc][: mention.start].isascii()]
    assert beyond_ascii, "some mention stands behind a letter of two bytes"


def test_regions_cover_the_text(found: varlik.Resolution) -> None:
    for document in found.documents:
        assert document.regions
        inside = "".join(document.text[region.start : region.end] for region in document.regions)
        assert inside.split() == document.text.split()


def test_a_text_is_that_of_the_file(found: varlik.Resolution) -> None:
    news = Path(__file__).parents[2] / "examples" / "news"
    path = news / "kordon-voleybol-finali.txt"
    (document,) = (document for document in found.documents if document.id == path.name)
    assert document.text == path.read_bytes().decode("utf-8")
    assert document.language == "tr"


@pytest.mark.parametrize("name", SEQUENCES)
def test_a_sequence_is_a_sequence(found: varlik.Resolution, name: str) -> None:
    rows = getattr(found, name)
    assert isinstance(rows, Sequence)
    items = list(rows)
    assert len(items) == len(rows) > 3
    assert all(type(item) is ROWS[name] for item in items)
    assert rows[0] == items[0] and rows[-1] == items[-1]
    assert list(rows[1:3]) == items[1:3]
    assert list(rows[::-1]) == items[::-1] == list(reversed(rows))
    assert list(rows[2:][1:]) == items[3:]
    assert list(rows[5:2]) == []
    assert type(rows[:2]) is type(rows)
    assert items[1] in rows and rows.index(items[1]) == 1 and rows.count(items[1]) == 1
    assert "nobody" not in rows and rows.count("nobody") == 0
    assert rows == rows[:] and rows != rows[1:] and rows != items


@pytest.mark.parametrize("name", SEQUENCES)
def test_a_wrong_place_is_told(found: varlik.Resolution, name: str) -> None:
    rows = getattr(found, name)
    for place in (len(rows), -len(rows) - 1):
        with pytest.raises(IndexError, match=f"there are {len(rows)}"):
            rows[place]
    with pytest.raises(IndexError, match="not so many"):
        rows[10**30]
    for key in ("first", 1.0, None):
        with pytest.raises(TypeError, match="^a place is a whole number or a slice, not "):
            rows[key]
    with pytest.raises(ValueError):
        rows.index("nobody")
    with pytest.raises(ValueError):
        rows.index(rows[0], 1)


@pytest.mark.parametrize("name", SEQUENCES)
def test_everything_pickles(found: varlik.Resolution, name: str) -> None:
    rows = getattr(found, name)
    for held in (rows[0], rows[-1], rows[1:4], rows):
        again = pickle.loads(pickle.dumps(held))
        assert type(again) is type(held)
        assert again == held
    assert hash(pickle.loads(pickle.dumps(rows[0]))) == hash(rows[0])


def test_the_whole_result_pickles(found: varlik.Resolution) -> None:
    again = pickle.loads(pickle.dumps(found))
    assert again == found
    assert again.report_html() == found.report_html()
    assert pickle.loads(pickle.dumps(found.summary)) == found.summary


def test_dicts_are_the_lines_of_the_files(found: varlik.Resolution, tmp_path: Path) -> None:
    found.write(tmp_path)
    for name in ("mentions", "entities", "stories", "pairs", "dates", "claims", "contradictions"):
        lines = (tmp_path / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        assert [json.loads(line) for line in lines] == getattr(found, name).to_dicts()
    assert list(found.mentions[0].to_dict()) == [
        "doc", "start", "end", "text", "type", "kind", "entity_id", "score", "region", "metonym_of",
    ]  # fmt: skip
    assert list(found.entities[0].to_dict()) == [
        "entity_id", "name", "type", "kb_id", "aliases", "documents", "mentions",
    ]  # fmt: skip
    assert list(found.stories[0].to_dict()) == ["story_id", "documents", "versions"]
    assert list(found.pairs[0].to_dict()) == [
        "a", "b", "relation", "score", "copy", "quotations", "entities", "days",
    ]  # fmt: skip
    assert list(found.documents[0].to_dict()) == ["id", "text", "language", "regions", "markup", "published"]


def test_objects_are_frozen(found: varlik.Resolution) -> None:
    for name, field in zip(SEQUENCES, ["text", "name", "story_id", "score", "id"], strict=True):
        with pytest.raises(AttributeError):
            setattr(getattr(found, name)[0], field, "other")
    with pytest.raises(AttributeError):
        found.extra = 1  # type: ignore[attr-defined]


def test_an_entity_leads_to_its_mentions(found: varlik.Resolution) -> None:
    for entity in found.entities[:20]:
        mentions = found.mentions_of(entity)
        assert mentions == found.mentions_of(entity.entity_id)
        assert len(mentions) == entity.mentions
        spelled = [mention for mention in mentions if mention.kind == "name"]
        assert len(spelled) == sum(alias.count for alias in entity.aliases)
        assert {mention.entity_id for mention in mentions} == {entity.entity_id}
        assert {mention.doc for mention in mentions} == set(entity.documents)
    with pytest.raises(varlik.InputError, match="no entity has the id \"nobody\""):
        found.mentions_of("nobody")


def test_two_mentions_are_explained() -> None:
    texts = {
        "a": "Petra Lindqvist met engineers in Kyiv. Lindqvist flew home.",
        "b": "Petra Lindquist met Olaf Brenna in Kiev.",
    }
    found = varlik.resolve(texts)
    of = {mention.text: mention for mention in found.mentions}
    why = found.explain(of["Petra Lindqvist"], of["Petra Lindquist"])
    assert why.together and why.probability > 0.9 and why.steps == []
    assert "spelling" in {line["level"] for line in why.lines}
    assert why.left == 'a "Petra Lindqvist"'
    assert abs(why.prior + sum(line["bits"] for line in why.lines) - why.weight) < 0.01
    why = found.explain(of["Olaf Brenna"], of["Lindqvist"])
    assert not why.together and why.probability < 0.1
    assert str(why).endswith("two entities")
    assert pickle.loads(pickle.dumps(why)) == why
    why = found.explain(of["Kyiv"], of["Kiev"])
    assert why.together and "identifier" in {line["field"] for line in why.lines}
    stranger = varlik.Mention("c", 0, 4, "Kyiv", "LOC", "name", "e0", 1.0, "body")
    with pytest.raises(varlik.InputError, match="no mention of this result"):
        found.explain(of["Kyiv"], stranger)
    again = pickle.loads(pickle.dumps(found))
    assert again.explain(of["Kyiv"], of["Kiev"]) == why


def test_a_repr_says_what_it_is(found: varlik.Resolution) -> None:
    assert repr(found).startswith(f"Resolution(documents={len(found.documents)}, mentions=")
    assert repr(found.mentions[0]).startswith(f"Mention({found.mentions[0].text!r}, {found.mentions[0].type}, doc=")
    assert repr(found.entities[0]).startswith(f"Entity({found.entities[0].name!r}, ")
    assert repr(found.entities).startswith("Entities([Entity(")
    assert repr(found.entities).endswith(f"... {len(found.entities)} in all])")
    assert repr(found.summary).startswith("Summary(documents=")


def test_a_notebook_shows_names_and_no_markup_of_theirs() -> None:
    text = "<b>Hakan & Fidan</b> spoke."
    given = {"1": [(3, 16, "PERSON")]}
    shown = varlik.resolve({"1": text}, mentions=given)._repr_html_()
    assert "<b>" not in shown
    assert "Hakan &amp; Fidan" in shown
    assert "http" not in shown and "<script" not in shown
    assert "<table>" in shown and "articles: 1," in shown


def test_the_report_is_one_page_that_needs_no_network(found: varlik.Resolution, tmp_path: Path) -> None:
    page = found.report_html()
    assert page.lower().startswith("<!doctype html>")
    assert "http://" not in page and "https://" not in page
    found.write(tmp_path)
    assert (tmp_path / "report.html").read_text(encoding="utf-8") == page


def test_the_mentions_of_what_is_no_entity_are_refused(found: varlik.Resolution) -> None:
    with pytest.raises(TypeError, match="an entity or its id is asked for, not Mention"):
        found.mentions_of(found.mentions[0])  # type: ignore[arg-type]
    with pytest.raises(varlik.InputError, match='no entity has the id "nobody"'):
        found.mentions_of("nobody")


def test_the_tables_go_out_by_arrow(found: varlik.Resolution) -> None:
    pa = pytest.importorskip("pyarrow")
    for rows in (found.mentions, found.entities, found.stories, found.pairs, found.documents, found.dates, found.claims):
        table = pa.table(rows)
        assert table.to_pylist() == rows.to_dicts()
        assert rows.to_arrow().equals(table)
        assert rows.to_polars().to_dicts() == rows.to_dicts()
        assert rows.to_pandas().shape == (len(rows), len(rows.to_dicts()[0]))
    assert pa.table(found.mentions[:0]).schema.names[:3] == ["doc", "start", "end"]
    assert pa.table(found.entities[1:2])["name"].to_pylist() == [found.entities[1].name]


def test_who_said_what_and_when() -> None:
    said = "{} said that the harbour board of Varberg {} on Monday."
    sold, not_sold = "sold the cranes to Olaf Brenna", "has not sold the cranes to Olaf Brenna"
    turkish = "Selim Korucu, \"Vinçler satılmayacak, boyanacak\" dedi."
    found = varlik.resolve(
        [
            {"id": "a", "text": said.format("Petra Lindqvist", sold), "published": "2025-03-18"},
            {"id": "b", "text": said.format("Karin Holm", not_sold), "published": "2025-03-19T08:30:00Z"},
            {"id": "c", "text": turkish, "published": None},
        ]
    )
    assert [document.published for document in found.documents] == ["2025-03-18", "2025-03-19T08:30", None]
    assert [(date.doc, date.text, date.day, date.basis) for date in found.dates] == [
        ("a", "Monday", "2025-03-17", "relative"),
        ("b", "Monday", "2025-03-17", "relative"),
    ]
    claims = {claim.doc: claim for claim in found.claims}
    assert [(claim.speaker, claim.kind, claim.polarity, claim.day) for claim in claims.values()] == [
        ("Petra Lindqvist", "report", "affirmed", "2025-03-17"),
        ("Karin Holm", "report", "negated", "2025-03-17"),
        ("Selim Korucu", "quotation", "negated", None),
    ]
    claim = claims["c"]
    assert claim.modality == "future" and claim.cue == "dedi"
    assert turkish[claim.start : claim.end] == claim.text == "\"Vinçler satılmayacak, boyanacak\""
    (contradiction,) = found.contradictions
    assert (contradiction.newer, contradiction.older) == (claims["b"], claims["a"])
    assert contradiction.conflict == "polarity" and 0.5 <= contradiction.overlap <= 1
    page = found.report_html()
    assert "Who said what" in page and "Said otherwise" in page and "How it was told" in page
    (story,) = (story for story in found.stories if len(story.documents) > 1)
    times = [(version.doc, version.time) for version in story.versions]
    assert times == [("a", "2025-03-18"), ("b", "2025-03-19T08:30")]
    for thing in (claim, contradiction, found.dates[0], story, found.claims, found):
        assert pickle.loads(pickle.dumps(thing)) == thing


def test_a_copy_says_what_it_shares() -> None:
    report = (
        "The wind farm off Esbjerg will open a year late because a cable ship broke down in Rotterdam on 3 March. "
        "\"We have waited for this ship since the beginning of the winter,\" said Mette Skovgård of Nordhav."
    )
    found = varlik.resolve({"a": report, "b": "Nordhav waits\n\n" + report})
    (pair,) = found.pairs
    assert pair.relation == "same" and pair.copy > 0.8 and pair.days == ["--03-03"]
    texts = {document.id: document.text for document in found.documents}
    (shared,) = pair.quotations
    quotation = texts["a"][shared.a_start : shared.a_end]
    assert quotation == texts["b"][shared.b_start : shared.b_end] and quotation.startswith("\"We have waited")
    names = {entity.entity_id: entity.name for entity in found.entities}
    assert "Mette Skovgård" in {names[entity] for entity in pair.entities}
    assert [version.copy_of for version in found.stories[0].versions] == [None, "a"]
