"""One very large file and very many small ones."""

from __future__ import annotations

from pathlib import Path

import varlik
from conftest import NEWS, Run


def test_a_file_of_fifty_megabytes_is_read(run: Run, tmp_path: Path) -> None:
    article = (NEWS / "kordon-voleybol-finali.txt").read_bytes()
    folder = tmp_path / "large"
    folder.mkdir()
    (folder / "1.txt").write_bytes(article * (50_000_000 // len(article) + 1))
    done = run("resolve", folder, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("1 article, ")


def test_twenty_thousand_files_are_read(tmp_path: Path) -> None:
    for number in range(20_000):
        text = f"Hakan Fidan arrived in Ankara with {number} delegates on Monday.\n"
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    found = varlik.resolve(tmp_path)
    assert found.summary.documents == len(found.documents) == 20_000
    assert {mention.doc for mention in found.mentions_of(found.entities[0])} == set(found.entities[0].documents)
