"""pyJedAI, the workflow of its tutorials for two tables without labels.

Standard blocks, block filtering at 0.9, weighted edge pruning by EJS, cosine of TF-IDF over three letters, and each record with its
best partner from 0.17 up: `WorkFlow.best_blocking_workflow_ccer`. One table is not asked of it.
"""

from __future__ import annotations

import os
import sys

# It starts workers of its own even where nothing runs in parallel.
os.environ["RAY_AUTH_MODE"] = "disabled"

import pandas as pd
from folder import Run
from pyjedai.block_building import StandardBlocking
from pyjedai.block_cleaning import BlockFiltering
from pyjedai.clustering import UniqueMappingClustering
from pyjedai.comparison_cleaning import WeightedEdgePruning
from pyjedai.datamodel import Data
from pyjedai.matching import EntityMatching

THRESHOLD = 0.17


def main() -> None:
    """Block, match and keep the best partner of each."""
    run = Run("pyjedai")
    if not run.is_link:
        sys.exit(f"{run.name}: one table")
    left, right = run.table("left"), run.table("right")
    names = [("left", i) for i in left["id"]] + [("right", i) for i in right["id"]]
    data = Data(dataset_1=left, id_column_name_1="id", dataset_2=right, id_column_name_2="id")
    blocks = StandardBlocking(disable_ray=True).build_blocks(data, tqdm_disable=True)
    blocks = BlockFiltering(ratio=0.9).process(blocks, data, tqdm_disable=True)
    pairs = WeightedEdgePruning(weighting_scheme="EJS").process(blocks, data, tqdm_disable=True)
    matcher = EntityMatching(
        metric="cosine", tokenizer="char_tokenizer", vectorizer="tfidf", qgram=3, similarity_threshold=0.0
    )
    graph = matcher.predict(pairs, data, tqdm_disable=True)
    groups = UniqueMappingClustering().process(graph, data, similarity_threshold=THRESHOLD)
    found = [(*names[row], str(number)) for number, rows in enumerate(groups) for row in rows]
    edges = [(*sorted((a, b)), kept["weight"]) for a, b, kept in graph.edges(data=True)]
    run.finish(
        pd.DataFrame([(names[a][1], names[b][1], weight) for a, b, weight in edges], columns=["left", "right", "score"]),
        pd.DataFrame(found, columns=["side", "id", "cluster"]),
        threshold=THRESHOLD,
    )


main()
