"""GoldenMatch without any settings: the plain call, or with `--probabilistic` its automatic Fellegi-Sunter model."""

from __future__ import annotations

import sys

import goldenmatch
import pandas as pd
import pyarrow as pa
from folder import Run


def main() -> None:
    """Let it find the duplicates of one table."""
    is_probabilistic = "--probabilistic" in sys.argv
    sys.argv = [word for word in sys.argv if word != "--probabilistic"]
    run = Run("goldenmatch")
    if run.is_link:
        sys.exit(f"{run.name}: two tables")
    frame = run.table("records")
    ids = frame.pop("id").tolist()
    # The ids are given to nobody: they are the rows, and no field to compare.
    table = pa.table({name: pa.array([value or None for value in column]) for name, column in frame.items()})
    config = {"config": goldenmatch.auto_configure_probabilistic_df(table)} if is_probabilistic else {}
    answer = goldenmatch.dedupe_df(table, **config)
    found = []
    for number, cluster in answer.clusters.items():
        members = cluster["members"] if isinstance(cluster, dict) else cluster.members
        found += [(ids[row], str(number)) for row in members]
    run.finish(clusters=pd.DataFrame(found, columns=["id", "cluster"]))


if __name__ == "__main__":
    main()
