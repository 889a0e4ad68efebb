"""What is compared: ourselves, and the peers, each in an environment of its own."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass
class Peer:
    """A library from PyPI and the runner that drives it."""

    requirements: list[str]
    runner: str
    arguments: tuple[str, ...] = ()

    def python(self, name: str, environments: Path) -> Path:
        """The interpreter that has the peer; installs it where it is missing."""
        place = environments / name
        python = place / "bin" / "python"
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
            install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
            subprocess.run([*install, *self.requirements], check=True)
        return python

    def command(self, name: str, environments: Path, folder: Path, out: Path, threads: int) -> list[str]:
        """What runs it over a set."""
        # Two ways of asking one library share its environment.
        python = self.python(name.split("-")[0], environments)
        runner = HERE / "peers" / self.runner
        return [str(python), str(runner), str(folder), str(out), "--threads", str(threads), *self.arguments]


FRAMES = ["pandas", "pyarrow"]
PEERS = {
    "splink": Peer(["splink==5.0.0", *FRAMES], "run_splink.py"),
    # A later BTrees needs a newer persistent than dedupe allows.
    "dedupe": Peer(["dedupe==3.0.3", "BTrees==6.4", *FRAMES], "run_dedupe.py"),
    "recordlinkage": Peer(["recordlinkage==0.16", *FRAMES], "run_recordlinkage.py"),
    "goldenmatch": Peer(["goldenmatch==3.22.0", *FRAMES], "run_goldenmatch.py"),
    "goldenmatch-probabilistic": Peer(["goldenmatch==3.22.0", *FRAMES], "run_goldenmatch.py", ("--probabilistic",)),
    "pyjedai": Peer(["pyjedai==0.3.6", *FRAMES], "run_pyjedai.py"),
}


def table(folder: Path, name: str) -> Path | None:
    """Where a table of a set lies, if the set has it."""
    return next((path for end in ("parquet", "csv") if (path := folder / f"{name}.{end}").exists()), None)


def records(folder: Path) -> list[Path]:
    """The one table of a set, or its left and its right one; none where the folder is no set."""
    sides = [table(folder, name) for name in ("left", "right")]
    found = sides if all(sides) else [table(folder, "records")]
    return [path for path in found if path] if table(folder, "truth") else []


def command(system: str, varlik: str, environments: Path, folder: Path, out: Path, threads: int) -> list[str]:
    """What runs a system over a set. Ours is told where the table lies and which column holds the ids, and no more."""
    if system != "varlik":
        return PEERS[system].command(system, environments, folder, out, threads)
    tables = records(folder)
    task = "link" if len(tables) == 2 else "dedupe"
    return [varlik, task, *map(str, tables), "--id", "id", "--out", str(out)]
