"""An answer beside the truth, by `varlik evaluate`."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from systems import records, table

Scores = dict[str, Any]


def evaluate(varlik: str, folder: Path, answer: Path, *arguments: str) -> Scores:
    """What the command says of one file of an answer."""
    tables = records(folder)
    command = [varlik, "evaluate", str(answer), "--truth", str(table(folder, "truth")), "--json", *arguments]
    command += ["--link"] if len(tables) == 2 else []
    for path in tables:
        command += ["--records", str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout))


def score(varlik: str, folder: Path, out: Path, threshold: float | None) -> Scores:
    """The scores of an answer as it was given, and at the thresholds that the truth would have chosen.

    As given are its clusters; where it has none, its pairs from the threshold of its documentation up, and the clusters that they
    close to.
    """
    edges, clusters = table(out, "edges"), table(out, "clusters")
    scores: Scores = {}
    if edges:
        asked = [] if threshold is None else [f"--threshold={threshold}"]
        scores = evaluate(varlik, folder, edges, *asked)
        # Two hundred points a run would drown the rest.
        del scores["curve"]
    if clusters:
        given = evaluate(varlik, folder, clusters)
        scores |= {key: given[key] for key in ("pairs", "closed", "bcubed", "clusters", "unknown")}
    return scores
