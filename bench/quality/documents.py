"""How well an annotated corpus is read: F1 of mentions and types, B-cubed of entities and of stories."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Hashable
from pathlib import Path
from typing import TypeVar

import varlik

Span = tuple[str, int, int]
Item = TypeVar("Item", bound=Hashable)


def f1(precision: float, recall: float) -> float:
    """The harmonic mean of both, 0 where both are."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def detection(gold: dict[Span, str], found: dict[Span, str]) -> tuple[float, float]:
    """F1 of spans found exactly, and of spans found exactly with their type."""
    exact = sum(span in gold for span in found)
    typed = sum(gold.get(span) == label for span, label in found.items())
    return tuple(f1(hits / max(len(found), 1), hits / max(len(gold), 1)) for hits in (exact, typed))  # type: ignore[return-value]


def b_cubed(key: dict[Item, str], response: dict[Item, str]) -> float:
    """F1 of B-cubed (Bagga & Baldwin, 1998) over the items both sides have: mentions, or articles."""
    shared = [item for item in key if item in response]
    both = Counter((key[item], response[item]) for item in shared)
    keys, responses = Counter(key[item] for item in shared), Counter(response[item] for item in shared)
    precision = sum(both[key[item], response[item]] / responses[response[item]] for item in shared)
    recall = sum(both[key[item], response[item]] / keys[key[item]] for item in shared)
    return f1(precision / max(len(shared), 1), recall / max(len(shared), 1))


def main() -> None:
    """Score each corpus of the command line: JSONL rows `{doc_id, text, mentions: [{start, end, type, entity_id}], story}`."""
    for path in sys.argv[1:]:
        rows = [json.loads(line) for line in Path(path).read_text("utf-8").splitlines() if line.strip()]
        gold = {
            (row["doc_id"], mention["start"], mention["end"]): mention
            for row in rows
            for mention in row["mentions"]
            if not mention.get("nested")
        }
        texts = {row["doc_id"]: row["text"] for row in rows}
        found = varlik.resolve(texts)
        names = {(m.doc, m.start, m.end): m.type for m in found.mentions if m.kind == "name"}
        exact, typed = detection({span: mention["type"] for span, mention in gold.items()}, names)
        line = f"{path}: exact F1 {exact:.4f}, typed F1 {typed:.4f}"
        linked = {span: mention["entity_id"] for span, mention in gold.items() if mention.get("entity_id")}
        if linked:
            given = {doc: [(s, e, gold[d, s, e]["type"]) for d, s, e in linked if d == doc] for doc in texts}
            resolved = varlik.resolve(texts, mentions=given)
            entities = {(m.doc, m.start, m.end): m.entity_id for m in resolved.mentions}
            line += f", B-cubed F1 on given mentions {b_cubed(linked, entities):.4f}"
        told = {row["doc_id"]: str(row["story"]) for row in rows if row.get("story") is not None}
        if told:
            stories = {doc: story.story_id for story in found.stories for doc in story.documents}
            line += f", B-cubed F1 of stories {b_cubed(told, stories):.4f}"
        print(line)


if __name__ == "__main__":
    main()
