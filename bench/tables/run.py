"""Resolves tables with varlik and with its peers, on one machine in one run, and writes what came out as a table.

Usage: python bench/tables/run.py DATA --out results.md [--sets NAME...] [--systems NAME...] [--threads N]

DATA holds a folder for each set: records.csv and truth.csv (`id`, `cluster`), or left.csv, right.csv and truth.csv (`left`, `right`: the
true pairs); each may be Parquet. Their tables have a column `id`. Systems are varlik and the peers of systems.py, which are installed from
PyPI, each into an environment of its own under --environments. Beside results.md stand all figures as results.json.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import child
from score import score
from systems import PEERS, command, records

Row = dict[str, Any]

HEAD = [
    ("set", "set"),
    ("system", "system"),
    ("P", "pairs precision"),
    ("R", "recall"),
    ("F1", "F1"),
    ("closed", "closed F1"),
    ("B", "B-cubed F1"),
    ("best F1", "best: pairs F1"),
    ("best closed", "closed F1"),
    ("best B", "B-cubed F1"),
    ("cpu", "CPU s"),
    ("wall", "wall s"),
    ("peak", "peak MiB"),
]


def measure(system: str, folder: Path, arguments: argparse.Namespace) -> Row:
    """Runs one system over one set and scores its answer."""
    out = arguments.answers / system / folder.name
    # What an earlier run left would be scored as if it were new.
    shutil.rmtree(out, ignore_errors=True)
    asked = command(system, arguments.varlik, arguments.environments, folder, out, arguments.threads)
    log = arguments.answers / system / f"{folder.name}.log"
    cost = child.run(asked, log, arguments.threads, arguments.timeout, arguments.memory)
    row: Row = {"set": folder.name, "system": system, "whole": asdict(cost), "failure": cost.failure}
    if cost.failure:
        return row
    noted = out / "run.json"
    facts = json.loads(noted.read_text(encoding="utf-8")) if noted.exists() else {}
    # A peer is not charged for importing itself nor for writing its answer; we are charged for everything.
    cpu, wall = facts.get("cpu", cost.cpu), facts.get("wall", cost.wall)
    row |= {"cpu": cpu, "wall": wall, "peak": cost.peak_mib, "facts": facts}
    scores = score(arguments.varlik, folder, out, facts.get("threshold"))
    return row | {"scores": scores, **shown(scores)}


def shown(scores: Row) -> Row:
    """The figures of the table."""

    def at(*path: str) -> Any:
        found: Any = scores
        for key in path:
            found = found.get(key) if found else None
        return found

    return {
        "P": at("pairs", "precision"),
        "R": at("pairs", "recall"),
        "F1": at("pairs", "f1"),
        "closed": at("closed", "f1"),
        "B": at("bcubed", "f1"),
        "best F1": at("best", "f1"),
        "best closed": at("best_closed", "closed", "f1"),
        "best B": at("best_bcubed", "bcubed", "f1"),
    }


def cell(row: Row, key: str) -> str:
    """A figure as it is shown."""
    value = row.get(key)
    if key == "system":
        versions = row.get("facts", {}).get("versions", {})
        return " ".join([str(value), *list(versions.values())[:1]])
    if isinstance(value, float):
        return f"{value:,.0f}" if key == "peak" else f"{value:.2f}" if key in ("cpu", "wall") else f"{value:.4f}"
    return "-" if value is None else str(value)


def page(rows: list[Row], arguments: argparse.Namespace) -> str:
    """The table as Markdown, with the machine and the command that made it."""
    said = " ".join(["python", "bench/tables/run.py", *sys.argv[1:]])
    machine = f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    lines = [
        "# Tables: varlik beside its peers",
        "",
        f"`{said}`; {machine}; {arguments.threads} threads. The README of this folder says what is measured.",
        "",
        "| " + " | ".join(title for _, title in HEAD) + " |",
        "|" + "|".join("---" if key in ("set", "system") else "---:" for key, _ in HEAD) + "|",
    ]
    lines += ["| " + " | ".join(cell(row, key) for key, _ in HEAD) + " |" for row in rows if not row["failure"]]
    failed = [row for row in rows if row["failure"]]
    lines += ["", "Not run:", ""] if failed else []
    lines += [f"- {row['set']}, {row['system']}: {row['failure']}" for row in failed]
    return "\n".join(lines) + "\n"


def parse() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path, metavar="DATA")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.md")
    parser.add_argument("--sets", nargs="*", metavar="NAME", help="some sets alone")
    parser.add_argument("--systems", nargs="*", choices=["varlik", *PEERS], default=["varlik", *PEERS], metavar="NAME")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--timeout", type=float, default=3600, metavar="SECONDS", help="longest time of one run")
    parser.add_argument("--memory", type=float, default=16.0, metavar="GB", help="most memory a run may hold")
    parser.add_argument("--varlik", default="varlik", metavar="PATH", help="the command, built with Parquet")
    parser.add_argument("--environments", type=Path, default=Path("target/bench/environments"), metavar="DIR")
    parser.add_argument("--answers", type=Path, default=Path("target/bench/answers"), metavar="DIR")
    return parser.parse_args()


def main() -> None:
    """Run every system over every set."""
    arguments = parse()
    sets = sorted(path for path in arguments.data.iterdir() if records(path))
    unknown = set(arguments.sets or []) - {path.name for path in sets}
    if unknown or not sets:
        sys.exit(f"{arguments.data}: no set {', '.join(sorted(unknown))}; there are {', '.join(path.name for path in sets)}")
    rows = []
    for folder in sets:
        if arguments.sets and folder.name not in arguments.sets:
            continue
        for system in arguments.systems:
            row = measure(system, folder, arguments)
            rows.append(row)
            print(" ".join([folder.name, *(f"{title} {cell(row, key)}" for key, title in HEAD[1:]), row["failure"]]), flush=True)
            # Written after each run: the longest take an hour.
            arguments.out.write_text(page(rows, arguments), encoding="utf-8")
            arguments.out.with_suffix(".json").write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
