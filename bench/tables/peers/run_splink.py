"""Splink on DuckDB, trained and asked as its documentation does; see splink_models.py for what it is told."""

from __future__ import annotations

import sys
import warnings
from typing import Any

import duckdb
from folder import Run
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink_models import Rule, model_of

# Lower than any threshold in use; what lies below is not written.
LOWEST = 0.01

# The documentation clusters at a probability of 0.95; in bits, since probabilities near 1 can no longer be told apart.
THRESHOLD = 4.2479


def rule(parts: Rule) -> Any:
    """A rule as Splink takes it."""
    return parts if isinstance(parts, str) else block_on(*parts)


def main() -> None:
    """Train, predict and cluster."""
    run = Run("splink", "duckdb")
    model = model_of(run.name)
    if model is None:
        sys.exit(f"no settings for {run.name}")
    warnings.simplefilter("ignore")
    connection = duckdb.connect(config={"threads": run.threads})
    api = DuckDBAPI(connection=connection)

    def table(name: str) -> Any:
        path = run.path(name)
        source = f"'{path}'" if path.suffix == ".parquet" else f"read_csv('{path}', all_varchar=true)"
        return api.register(connection.sql(f"select {model.select} from {source}").to_arrow_table())

    linker = Linker(
        [table(name) for name in (("left", "right") if run.is_link else ("records",))],
        SettingsCreator(
            link_type="link_only" if run.is_link else "dedupe_only",
            unique_id_column_name="id",
            blocking_rules_to_generate_predictions=[rule(parts) for parts in model.rules],
            comparisons=model.comparisons,
        ),
    )
    certain = [rule(parts) for parts in model.certain]
    linker.training.estimate_probability_two_random_records_match(certain, recall=model.recall)
    linker.training.estimate_u_using_random_sampling(max_pairs=model.u_pairs, seed=1)
    for parts in model.em_rules:
        linker.training.estimate_parameters_using_expectation_maximisation(rule(parts), **model.em)
    predicted = linker.inference.predict(threshold_match_probability=LOWEST)
    # Its clusters are the connected components, which the scorer makes of the edges; made here for the time they take.
    linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, threshold_match_probability=0.95)
    pairs = predicted.as_duckdbpyrelation()
    edges = connection.sql('select id_l as "left", id_r as "right", match_weight as score from pairs').df()
    run.finish(edges, threshold=THRESHOLD)


main()
