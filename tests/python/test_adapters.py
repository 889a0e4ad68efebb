"""Mentions of other recognisers, in the very types that they give: spaCy's own, the others' as they document them."""

from __future__ import annotations

import sys
from typing import Any

import pytest

import varlik

TEXTS = [
    "Kenyan President William Oduyara met Petra Lindqvist of Global Kelp Alliance in Bergen on Monday for 3 hours.",
    "Oduyara left Bergen. Lindqvist stayed.",
]
FOUND = [("William Oduyara", "PER"), ("Petra Lindqvist", "PER"), ("Global Kelp Alliance", "ORG"), ("Bergen", "LOC")]
PATTERNS = [
    ("PERSON", "William Oduyara"),
    ("PERSON", "Petra Lindqvist"),
    ("PERSON", "Oduyara"),
    ("PERSON", "Lindqvist"),
    ("ORG", "Global Kelp Alliance"),
    ("GPE", "Bergen"),
    ("DATE", "Monday"),
    ("CARDINAL", "3"),
]


def names(found: varlik.Resolution, doc: str) -> list[tuple[str, str]]:
    return [(mention.text, mention.type) for mention in found.mentions if mention.doc == doc]


def spans(text: str) -> list[dict[str, Any]]:
    """Dicts as GLiNER's `predict_entities` documents them."""
    found: list[dict[str, Any]] = []
    for label, name in PATTERNS:
        start = text.find(name)
        if start >= 0 and not any(one["start"] <= start < one["end"] for one in found):
            found.append({"start": start, "end": start + len(name), "text": name, "label": label.lower(), "score": 0.9})
    return sorted(found, key=lambda one: one["start"])


def pieces(text: str) -> list[dict[str, Any]]:
    """Word pieces as a token classification pipeline of transformers gives them without an aggregation strategy."""
    short = {"PERSON": "PER", "GPE": "LOC", "ORG": "ORG"}
    found: list[dict[str, Any]] = []
    for span in spans(text):
        label = short.get(span["label"].upper())
        if label is None:
            continue
        at = span["start"]
        for number, word in enumerate(span["text"].split(" ")):
            half = (len(word) + 1) // 2
            for part, piece in enumerate((word[:half], word[half:])):
                scheme = "B" if number == part == 0 else "I"
                found.append(
                    {
                        "entity": f"{scheme}-{label}",
                        "score": 0.99,
                        "index": len(found) + 1,
                        "word": piece if part == 0 else f"##{piece}",
                        "start": at,
                        "end": at + len(piece),
                    }
                )
                at += len(piece)
            at += 1
    return found


@pytest.fixture(scope="module")
def documents() -> list[Any]:
    if sys.version_info >= (3, 14):
        pytest.skip("spaCy has no wheels for this Python")
    import spacy

    nlp = spacy.blank("en")
    ruler: Any = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": label, "pattern": pattern} for label, pattern in PATTERNS])
    return list(nlp.pipe(TEXTS))


def check(found: varlik.Resolution, first: str, second: str) -> None:
    assert names(found, first) == FOUND
    assert names(found, second) == [("Oduyara", "PER"), ("Bergen", "LOC"), ("Lindqvist", "PER")]
    shared = {mention.text.split()[-1]: set() for mention in found.mentions}  # type: ignore[var-annotated]
    for mention in found.mentions:
        shared[mention.text.split()[-1]].add(mention.entity_id)
    assert {len(ids) for ids in shared.values()} == {1}, "a name is one entity in both articles"


def test_documents_of_spacy_bring_their_texts(documents: list[Any]) -> None:
    check(varlik.resolve(mentions=documents), "0", "1")


def test_documents_of_spacy_stand_beside_their_articles(documents: list[Any]) -> None:
    check(varlik.resolve({"a": TEXTS[0], "b": TEXTS[1]}, mentions=documents), "a", "b")
    check(varlik.resolve({"a": TEXTS[0], "b": TEXTS[1]}, mentions={"b": documents[1], "a": documents[0]}), "a", "b")


def test_spans_of_spacy_are_mentions(documents: list[Any]) -> None:
    given = {"a": documents[0].ents, "b": list(documents[1].ents)}
    check(varlik.resolve({"a": TEXTS[0], "b": TEXTS[1]}, mentions=given), "a", "b")


def test_lists_of_gliner_stand_in_the_order_of_the_articles() -> None:
    given = [spans(text) for text in TEXTS]
    check(varlik.resolve([("a", TEXTS[0]), ("b", TEXTS[1])], mentions=given), "a", "b")


def test_word_pieces_of_transformers_become_names() -> None:
    check(varlik.resolve([("a", TEXTS[0]), ("b", TEXTS[1])], mentions=[pieces(text) for text in TEXTS]), "a", "b")


def test_groups_of_transformers_are_names() -> None:
    groups = [
        [{"entity_group": one["label"], "word": one["text"], "start": one["start"], "end": one["end"]} for one in spans(text)]
        for text in TEXTS
    ]
    check(varlik.resolve([("a", TEXTS[0]), ("b", TEXTS[1])], mentions=groups), "a", "b")


def test_labels_of_a_model_are_what_they_are_told_to_be() -> None:
    given = {"a": [(0, 6, "COUNTRY_OF"), (17, 32, "politician"), (80, 86, "PORT")]}
    told: dict[str, Any] = {"country_of": None, "POLITICIAN": "PER", "port": "LOC"}
    found = varlik.resolve({"a": TEXTS[0]}, mentions=given, labels=told)
    assert names(found, "a") == [("William Oduyara", "PER"), ("Bergen", "LOC")]
    wrong: Any = {"port": "HARBOUR"}
    with pytest.raises(varlik.InputError, match='the label "port" is to be "HARBOUR"; say PER'):
        varlik.resolve({"a": TEXTS[0]}, mentions=given, labels=wrong)


def test_lists_without_their_articles_are_told() -> None:
    with pytest.raises(varlik.InputError, match="there is 1 list of mentions for 2 articles"):
        varlik.resolve([("a", TEXTS[0]), ("b", TEXTS[1])], mentions=[spans(TEXTS[0])])
    with pytest.raises(varlik.InputError, match="for 0 articles"):
        varlik.resolve(mentions=[spans(TEXTS[0])])
    blank = varlik.resolve([("a", TEXTS[0]), ("b", " ")], mentions=[spans(TEXTS[0]), []])
    assert names(blank, "a") == FOUND
