"""The folder of a set, and what a run of a peer leaves behind: every runner in this folder begins with it.

A runner is called `run_NAME.py SET OUT --threads N`. It writes OUT/edges.parquet (`left`, `right`, `score`), OUT/clusters.parquet
(`id`, `cluster`; of a link `side`, `id`, `cluster`) or both, and OUT/run.json.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from importlib.metadata import version
from pathlib import Path

import pandas as pd


class Run:
    """One run of a peer over one set. What its imports cost is told apart from the work."""

    def __init__(self, package: str, *others: str) -> None:
        parser = argparse.ArgumentParser()
        parser.add_argument("set", type=Path)
        parser.add_argument("out", type=Path)
        parser.add_argument("--threads", type=int, default=1)
        arguments = parser.parse_args()
        self.set, self.out, self.threads = arguments.set, arguments.out, arguments.threads
        self.name = self.set.name
        self.is_link = (self.set / "left.csv").exists() or (self.set / "left.parquet").exists()
        self.versions = {name: version(name) for name in (package, *others)}
        self.began, self.cpu = time.perf_counter(), cpu_seconds()

    def path(self, table: str) -> Path:
        """Where a table of the set lies: `records`, `left`, `right` or `truth`."""
        parquet = self.set / f"{table}.parquet"
        return parquet if parquet.exists() else self.set / f"{table}.csv"

    def table(self, name: str) -> pd.DataFrame:
        """A table of the set, all of it text; what is missing is empty."""
        path = self.path(name)
        if path.suffix == ".parquet":
            return pd.read_parquet(path).astype(object).fillna("").astype(str)
        return pd.read_csv(path, dtype=str, keep_default_na=False)

    def finish(
        self,
        edges: pd.DataFrame | None = None,
        clusters: pd.DataFrame | None = None,
        threshold: float | None = None,
        **facts: object,
    ) -> None:
        """Notes the cost and writes the answer; `threshold` is the score from which the peer's documents take a pair for one."""
        used = {"wall": time.perf_counter() - self.began, "cpu": cpu_seconds() - self.cpu}
        self.out.mkdir(parents=True, exist_ok=True)
        for name, answer in (("edges", edges), ("clusters", clusters)):
            if answer is not None:
                answer.to_parquet(self.out / f"{name}.parquet", index=False)
        noted = {"versions": self.versions, "threshold": threshold, **used, **facts}
        (self.out / "run.json").write_text(json.dumps(noted, indent=1), encoding="utf-8")


def cpu_seconds() -> float:
    """What this process and the ones it waited for have used so far."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)
