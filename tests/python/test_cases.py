"""The rows of `tests/cases/` on articles, as the Rust tests run them; the head of each file says what its columns mean."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import tomli

import varlik

CASES = Path(__file__).parents[1] / "cases"


def rows(name: str) -> list[Any]:
    """The rows of a file; one that is known to fail must fail."""
    cases = tomli.loads((CASES / name).read_text(encoding="utf-8"))["case"]
    assert cases
    fails = pytest.mark.xfail(strict=True, raises=AssertionError)
    marks: dict[str, list[pytest.MarkDecorator]] = {"pass": [], "fail": [fails]}
    return [
        pytest.param(case, id=case["label"], marks=marks[case.get("expect", "pass")]) for case in cases
    ]


def resolve(texts: list[str]) -> varlik.Resolution:
    return varlik.resolve([(f"{place:02}", text) for place, text in enumerate(texts)])


@pytest.mark.parametrize("case", rows("mentions.toml"))
def test_mentions(case: dict[str, Any]) -> None:
    found = resolve([case["input"]])
    names = [mention for mention in found.mentions if mention.kind == "name"]
    told = [f"{name.text}|{name.type}" for name in names]
    if "want" in case:
        assert told == case["want"]
    assert set(case.get("has", [])) <= set(told)
    assert not set(case.get("not", [])) & {name.text for name in names}


@pytest.mark.parametrize("case", rows("entities.toml"))
def test_entities(case: dict[str, Any]) -> None:
    found = resolve(case["input"])
    known = {entity.entity_id: entity.kb_id for entity in found.entities}

    def entities(surface: str) -> set[str]:
        place, text = surface.split(":", 1)
        doc = f"{int(place):02}"
        ids = {mention.entity_id for mention in found.mentions if (mention.doc, mention.text) == (doc, text)}
        assert ids, f"no mention {surface!r}"
        return ids

    for group in case.get("same", []):
        assert len(set().union(*map(entities, group))) == 1, group
    for group in case.get("different", []):
        seen: set[str] = set()
        for surface in group:
            assert not seen & entities(surface), surface
            seen |= entities(surface)
    for surface, kb_id in case.get("kb", {}).items():
        assert {known[entity] or "" for entity in entities(surface)} == {kb_id}, surface


@pytest.mark.parametrize("case", rows("stories.toml"))
def test_stories(case: dict[str, Any]) -> None:
    found = resolve(case["input"])
    told = sorted([int(doc) for doc in story.documents] for story in found.stories)
    assert told == sorted(case["want"])
    relations = {(int(pair.a), int(pair.b)): pair.relation for pair in found.pairs}
    for relation in ("related", "different"):
        for a, b in case.get(relation, []):
            assert relations.get((a, b)) == relation


@pytest.mark.parametrize("case", rows("titles.toml"))
def test_titles_and_governments(case: dict[str, Any]) -> None:
    found = resolve(case["input"])
    known = {entity.entity_id: entity.name for entity in found.entities}
    titles = [
        f"{int(mention.doc)}:{mention.text}|{known[mention.entity_id]}"
        for mention in found.mentions
        if mention.kind == "nominal"
    ]
    governments = [
        f"{int(mention.doc)}:{mention.text}|{mention.metonym_of}" for mention in found.mentions if mention.metonym_of
    ]
    assert case.get("want", titles) == titles
    assert case.get("governments", governments) == governments


@pytest.mark.parametrize("case", rows("regions.toml"))
def test_regions(case: dict[str, Any]) -> None:
    (document,) = resolve([case["input"]]).documents
    lines = [
        f"{region.kind}: {line.strip()}"
        for region in document.regions
        for line in document.text[region.start : region.end].splitlines()
        if line.strip()
    ]
    assert len(lines) == len(case["want"]), lines
    for line, wanted in zip(lines, case["want"], strict=True):
        assert line.startswith(wanted)
