"""The Python Record Linkage Toolkit with its classifier that needs no labels (ECM).

The comparisons are those of its documentation's example for Febrl, with the two columns that one leaves out; blocks are the union
of five columns, where that example blocks by the given name alone and loses what differs there. One thread, whatever is asked: its
workers outlive the answer, and nobody would count what they used.
"""

from __future__ import annotations

import sys

import pandas as pd
import recordlinkage
from folder import Run

BLOCKS = ["soc_sec_id", "given_name", "surname", "date_of_birth", "postcode"]


def main() -> None:
    """Block, compare and classify."""
    run = Run("recordlinkage", "pandas")
    if not run.name.startswith("febrl"):
        sys.exit(f"no settings for {run.name}")
    tables = [run.table(name).set_index("id") for name in (("left", "right") if run.is_link else ("records",))]
    tables = [table.where(table != "", None) for table in tables]
    indexer = recordlinkage.Index()
    for column in BLOCKS:
        indexer.block(column)
    candidates = indexer.index(*tables)
    compare = recordlinkage.Compare()
    for column in ("given_name", "date_of_birth", "suburb", "state", "postcode"):
        compare.exact(column, column)
    compare.string("surname", "surname", method="jarowinkler", threshold=0.85)
    compare.string("address_1", "address_1", threshold=0.85)
    compare.string("soc_sec_id", "soc_sec_id", method="levenshtein", threshold=0.7)
    agreements = compare.compute(candidates, *tables).astype(int)
    classifier = recordlinkage.ECMClassifier()
    classifier.fit(agreements)
    chance = classifier.prob(agreements)
    left, right = (chance.index.get_level_values(level) for level in (0, 1))
    edges = pd.DataFrame({"left": left, "right": right, "score": chance.to_numpy()})
    run.finish(edges, threshold=0.5)


# Its workers import this file again.
if __name__ == "__main__":
    main()
