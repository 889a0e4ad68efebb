"""How well names are found and resolved on an annotated corpus: F1 of mentions and types, B-cubed of entities."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import varlik

Span = tuple[str, int, int]


def f1(precision: float, recall: float) -> float:
    """The harmonic mean of both, 0 where both are."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def detection(gold: dict[Span, str], found: dict[Span, str]) -> tuple[float, float]:
    """F1 of spans found exactly, and of spans found exactly with their type."""
    exact = sum(span in gold for span in found)
    typed = sum(gold.get(span) == label for span, label in found.items())
    return tuple(f1(hits / max(len(found), 1), hits / max(len(gold), 1)) for hits in (exact, typed))  # type: ignore[return-value]


def b_cubed(key: dict[Span, str], response: dict[Span, str]) -> float:
    """F1 of B-cubed (Bagga & Baldwin, 1998) over the mentions both sides have."""
    shared = [span for span in key if span in response]
    both = Counter((key[span], response[span]) for span in shared)
    keys, responses = Counter(key[span] for span in shared), Counter(response[span] for span in shared)
    precision = sum(both[key[span], response[span]] / responses[response[span]] for span in shared)
    recall = sum(both[key[span], response[span]] / keys[key[span]] for span in shared)
    return f1(precision / max(len(shared), 1), recall / max(len(shared), 1))


def main() -> None:
    """Score each corpus of the command line: JSONL rows `{doc_id, text, mentions: [{start, end, type, entity_id}]}`."""
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
        print(line)


if __name__ == "__main__":
    main()
