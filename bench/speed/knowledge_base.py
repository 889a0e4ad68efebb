"""A knowledge base of a million made-up names: its size, and what it takes to build, open and search.

python bench/speed/knowledge_base.py [ALIASES] makes rows of persons and firms with three names each out of syllables, from a fixed
seed, builds them with `varlik kb build`, and prints the size of the file, the time and the most memory of the build, the time to
open, and the look-ups a second by a name as it is written and by one in another spelling. It needs `make demo` before it.
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import varlik

SYLLABLES = (
    "ba be bi bo ça çe da de do el er fi ga gö ha hü il ir ka ke kı la le li lo ma me mi mo na ne ni no or öz pa pe ra re ri sa se sı "
    "şa şe ta te tu tü ul un va ve ya ye yo yü za ze"
).split()
ENDINGS = ["oğlu", "er", "gil", "kaya", "man", "sen", "li", "taş"]
FORMS = ["A.Ş.", "Holding", "Group", "Ltd", "Vakfı"]
COUNTRIES = ["TR", "DE", "US", "RU", "UA", "GB"]


def word(random_: random.Random, most: int) -> str:
    return "".join(random_.choice(SYLLABLES) for _ in range(random_.randint(2, most))).capitalize()


def rows(aliases: int):  # type: ignore[no-untyped-def]
    random_ = random.Random(7)
    for number in range(aliases // 3):
        if number % 4 == 0:
            name = f"{word(random_, 3)} {word(random_, 4)}"
            others = [f"{name} {random_.choice(FORMS)}", "".join(part[0] for part in name.split()) + str(number % 97)]
            kind = "ORG"
        else:
            given, family = word(random_, 3), word(random_, 3) + random_.choice(ENDINGS)
            name = f"{given} {family}"
            others = [f"{given[0]}. {family}", f"{given} {word(random_, 2)} {family}"]
            kind = "PER"
        yield {
            "id": f"Q{number}",
            "name": name,
            "aliases": others,
            "type": kind,
            "country": random_.choice(COUNTRIES),
            "description": "made up",
            "prior": random_.randint(0, 99),
        }


def main() -> None:
    aliases = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder, "rows.jsonl"), Path(folder, "rows.kb")
        with source.open("w") as file:
            for row in rows(aliases):
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
        start = time.perf_counter()
        command = [sys.executable, "-m", "varlik", "kb", "build", str(source), "--out", str(out)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        seconds = time.perf_counter() - start
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"built: {out.stat().st_size / 1e6:.0f} MB of {aliases} names in {seconds:.1f} s, {most:.0f} MB of memory at most")
        start = time.perf_counter()
        kb = varlik.KnowledgeBase.open(out)
        print(f"opened: {(time.perf_counter() - start) * 1000:.2f} ms, {len(kb)} entries")
        sample = [row for number, row in enumerate(rows(aliases)) if number % (aliases // 3000 or 1) == 0][:1000]
        for what, names in (
            ("as written", [row["name"] for row in sample]),
            ("misspelled", [row["name"].replace("ş", "sh").replace("k", "q").replace("ö", "oe") for row in sample]),
        ):
            start = time.perf_counter()
            found = [kb.search(name, 5) for name in names]
            speed = len(names) / (time.perf_counter() - start)
            right = sum(row["id"] in {hit.entry.id for hit in hits} for row, hits in zip(sample, found, strict=True))
            print(f"searched {what}: {speed:.0f} a second, {right / len(names):.3f} among the first five")


if __name__ == "__main__":
    main()
