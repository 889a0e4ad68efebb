"""dedupe, its questions answered from the truth: LABELS pairs, half of them matches.

Its active learning asks a person about pairs it chooses. Here as many true pairs are drawn, and as many others of which half
agree in a field, so that they are not all easy. Without field types of its own every column is a string.
"""

from __future__ import annotations

import itertools
import random
import sys
from typing import Any

import dedupe
import pandas as pd
from dedupe import variables
from folder import Run

LABELS = 300
TYPES = {
    "fake_1000": {"first_name": "String", "surname": "String", "dob": "ShortString", "city": "ShortString", "email": "String"},
    "febrl3": {
        "given_name": "String",
        "surname": "String",
        "street_number": "ShortString",
        "address_1": "String",
        "suburb": "String",
        "postcode": "ShortString",
        "date_of_birth": "ShortString",
        "soc_sec_id": "ShortString",
    },
}

Record = dict[str, "str | None"]


def labelled(records: dict[str, Record], cluster_of: dict[str, str], dice: random.Random) -> dict[str, Any]:
    """Draws the pairs that a person would have judged."""
    members: dict[str, list[str]] = {}
    for name, cluster in cluster_of.items():
        members.setdefault(cluster, []).append(name)
    matches = [pair for names in members.values() for pair in itertools.combinations(names, 2)]
    sharing: dict[tuple[str, str], list[str]] = {}
    for name, record in records.items():
        for column, value in record.items():
            if value:
                sharing.setdefault((column, value), []).append(name)
    alike = [tuple(dice.sample(names, 2)) for names in sharing.values() if len(names) > 1]
    names = list(records)
    any_two = [tuple(dice.sample(names, 2)) for _ in range(2 * LABELS)]
    alike, any_two = ([(a, b) for a, b in pairs if cluster_of[a] != cluster_of[b]] for pairs in (alike, any_two))
    half, quarter = LABELS // 2, LABELS // 4
    others = dice.sample(alike, min(quarter, len(alike)))
    others += any_two[: half - len(others)]

    def of(pairs: list[tuple[str, str]]) -> list[tuple[Record, Record]]:
        return [(records[a], records[b]) for a, b in pairs]

    return {"match": of(dice.sample(matches, min(half, len(matches)))), "distinct": of(others)}


def main() -> None:
    """Train on the labels, score and cluster."""
    run = Run("dedupe", "BTrees")
    if run.name not in TYPES:
        sys.exit(f"no field types for {run.name}")
    # It draws its own samples from the global dice.
    random.seed(1)
    fields = TYPES[run.name]
    table = run.table("records").set_index("id")[list(fields)]
    records = {name: {c: v or None for c, v in row.items()} for name, row in table.to_dict("index").items()}
    truth = run.table("truth").set_index("id")["cluster"].to_dict()
    model = dedupe.Dedupe(
        [getattr(variables, kind)(column, has_missing=True) for column, kind in fields.items()],
        num_cores=0 if run.threads == 1 else run.threads,
    )
    model.prepare_training(records, sample_size=1500)
    model.mark_pairs(labelled(records, truth, random.Random(1)))
    model.train()
    scores = model.score(model.pairs(records))
    found = [(name, number) for number, (names, _) in enumerate(model.cluster(scores, 0.5)) for name in names]
    edges = pd.DataFrame(scores["pairs"], columns=["left", "right"]).assign(score=scores["score"])
    run.finish(edges, pd.DataFrame(found, columns=["id", "cluster"]), threshold=0.5, labels=LABELS)


# Its workers import this file again.
if __name__ == "__main__":
    main()
