"""Breaks clean text by every code page and counts what `varlik.repair` restores, and what it changes in clean text.

Usage: python bench/quality/mojibake.py CORPUS...

A corpus is a JSONL file with a `text` (and perhaps a `lang`) in each line, or a text file. Turkish sentences come from those whose
`lang` is `tr` or that are read as Turkish, Turkish names from their `mentions` and `data/world`; every line of every corpus is a clean line. Prints one line a code page and
round, then the false repairs, and ends with exit code 1 where a promise is broken: all restored, none changed.
"""

from __future__ import annotations

import codecs
import json
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import varlik

ROOT = Path(__file__).parents[2]
PAGES = ("cp1252", "latin-1", "cp1254", "cp1251", "mac-roman")
COUNT = 4000
CLEAN = 100_000
TURKISH = re.compile("[çğıöşüÇĞİÖŞÜâîû’“”]")


def keep(error: UnicodeError) -> tuple[str, int]:
    """Read a byte that a code page leaves undefined as the control of that number, as browsers do."""
    assert isinstance(error, UnicodeDecodeError)
    return "".join(map(chr, error.object[error.start : error.end])), error.end


codecs.register_error("keep", keep)


def broken(text: str, page: str, rounds: int) -> str:
    """Read the UTF-8 of a text in a code page, `rounds` times."""
    for _ in range(rounds):
        text = text.encode("utf-8").decode(page, errors="keep")
    return text


def texts(paths: list[str]) -> Iterator[tuple[str, str, list[str]]]:
    """Give the language, empty where it is not said, the text of each document, and the names annotated in it."""
    for path in paths:
        content = Path(path).read_bytes().decode("utf-8", "strict")
        if path.endswith(".jsonl"):
            for line in content.splitlines():
                row = json.loads(line)
                mentions = [row["text"][mention["start"] : mention["end"]] for mention in row.get("mentions", [])]
                yield row.get("lang", ""), row["text"], mentions
        else:
            yield "", content, []


def names(annotated: set[str]) -> list[str]:
    """Draw from the Turkish names of the world table and the corpora those that have a letter beyond ASCII."""
    found = set(annotated)
    for file in ("countries", "cities", "subdivisions", "bodies_by_hand", "features_by_hand"):
        for line in (ROOT / "data" / "world" / f"{file}.tsv").read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            if line.startswith("#") or len(cells) < 6:
                continue
            forms = [cells[2]] if cells[3] == "TR" else []
            for part in cells[5].split("|"):
                languages, _, said = part.lstrip("~=").partition(":")
                if "tr" in languages.split(","):
                    forms += said.split("/")
            found |= {form for form in forms if TURKISH.search(form)}
    drawn = sorted(found)
    for name in list(drawn):
        drawn += [varlik.upper(name, "tr"), varlik.lower(name, "tr")]
    unique = sorted(set(filter(TURKISH.search, drawn)))
    return random.Random(3).sample(unique, min(COUNT, len(unique)))


def main() -> None:
    """Break, repair, count."""
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sentences: list[str] = []
    clean: list[str] = []
    annotated: set[str] = set()
    for lang, text, mentions in texts(sys.argv[1:]):
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        clean += lines
        if (lang or varlik.language(text)) == "tr":
            annotated |= {name for name in mentions if TURKISH.search(name)}
            sentences += [part for line in lines for part in re.split(r"(?<=[.!?]) +", line) if TURKISH.search(part)]
    draw = random.Random(4)
    sentences = draw.sample(sentences, min(COUNT, len(sentences)))
    failed = False
    for kind, wanted in (("sentences", sentences), ("names", names(annotated))):
        for page in PAGES:
            for rounds in (1, 2, 3):
                lost = []
                for text in wanted:
                    damage = broken(text, page, rounds)
                    if varlik.repair(damage) != text:
                        lost.append((text, damage))
                print(f"{kind}\t{page}\t{rounds} times\t{len(wanted) - len(lost)} of {len(wanted)} restored")
                for text, damage in lost[:3]:
                    print(f"\t{text!r} broken {damage!r} gives {varlik.repair(damage)!r}")
                failed |= bool(lost) and rounds < 3
    draw.shuffle(clean)
    variants = [clean, [line.upper() for line in clean], [line.lower() for line in clean], [line.title() for line in clean]]
    for kind, lines in zip(("as they are", "in capitals", "in lower case", "in title case"), variants, strict=True):
        taken = lines[:CLEAN]
        changed = [line for line in taken if varlik.repair(line) != line]
        print(f"clean lines {kind}\t{len(changed)} of {len(taken)} changed")
        for line in changed[:5]:
            print(f"\t{line[:200]!r} gives {varlik.repair(line)[:200]!r}")
        failed |= bool(changed)
    sys.exit(failed)


if __name__ == "__main__":
    main()
