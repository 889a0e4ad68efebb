"""Runs a table of normalisation cases through the public Python API and prints what holds, per operation.

Usage: python bench/quality/text_cases.py FILE.tsv [--wrong]

The table has a head line and the columns `id, op, locale, input, expected, verified, why`, parted by tabs; invisible
characters are written `\\uXXXX`. `--wrong` prints the rows that do not hold. The last line is `passed N of M`.
"""

from __future__ import annotations

import collections
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import varlik

ROOT = Path(__file__).parents[2]
# Written broken on purpose, as examples/README.md says.
BROKEN = {"courier-lighthouses.txt", "marmara-kiev-tramvayi.txt"}


class Case(NamedTuple):
    """One row of the table."""

    id: str
    op: str
    locale: str
    input: str
    expected: str
    verified: str
    why: str


def unescape(text: str) -> str:
    r"""Read `\uXXXX` and `\UXXXXXXXX`; every other character stands for itself."""
    return re.sub(r"\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})", lambda found: chr(int(found[1] or found[2], 16)), text)


def read(path: str) -> list[Case]:
    """Read the rows below the head line."""
    lines = Path(path).read_text(encoding="utf-8").split("\n")
    rows = [line.rstrip("\r").split("\t") for line in lines[1:] if line.strip()]
    cases = [Case(*(row + [""] * 7)[:7]) for row in rows]
    return [case._replace(input=unescape(case.input), expected=unescape(case.expected)) for case in cases]


def split_suffix(text: str, locale: str) -> str:
    """Join stem and suffix by a bar; a word that is whole stays."""
    found = varlik.split_suffix(text, locale)
    return text if found is None else f"{found.stem}|{found.suffix}"


def known(text: str, locale: str) -> str:
    """Give the Wikidata item of the likeliest reading."""
    readings = varlik.known_as(text, locale)
    return readings[0].wikidata or "und" if readings else "und"


def language(text: str, _: str) -> str:
    """Give the language, or all that tie, parted by bars."""
    found = varlik.language(text)
    if found != "und":
        return found
    tied = varlik.languages(text)
    best = [code for code, score in tied if score == tied[0][1]]
    return "|".join(best) if best else "und"


OPERATIONS: dict[str, Callable[[str, str], str]] = {
    "lower": varlik.lower,
    "upper": varlik.upper,
    "title": varlik.title,
    "fold": varlik.casefold,
    "nfc": lambda text, _: varlik.nfc(text),
    "nfd": lambda text, _: varlik.nfd(text),
    "nfkc": lambda text, _: varlik.nfkc(text),
    "nfkd": lambda text, _: varlik.nfkd(text),
    "ascii": varlik.fold,
    "arabic_fold": varlik.fold,
    "hebrew_fold": varlik.fold,
    "key": lambda text, _: varlik.key(text),
    "deascii": varlik.restore_diacritics,
    "mojibake": varlik.repair,
    "repair_lossy": varlik.repair,
    "html": lambda text, locale: varlik.clean(varlik.unescape(text), locale),
    "clean": varlik.clean,
    "split_suffix": split_suffix,
    "strip_case": varlik.strip_suffix,
    "possessive": lambda text, _: varlik.strip_possessive(text),
    "translit": varlik.transliterate,
    "skeleton": varlik.skeleton,
    "confusable": varlik.replace_confusables,
    "number": varlik.numbers,
    "script": lambda text, _: varlik.script(text),
    "language": language,
    "alias": known,
}


def offset(case: Case) -> bool:
    """Check that a piece of the output leads back to the bytes of the input it came from: `piece@start..end`."""
    piece, start, end = re.fullmatch(r"(.*)@(\d+)\.\.(\d+)", case.expected, re.DOTALL).groups()  # type: ignore[union-attr]
    name = case.op.removeprefix("offset:")
    if name == "split_suffix":
        text = case.input.split()[0]
        found = varlik.split_suffix(text, case.locale)
        return found is not None and found.stem == piece and (int(start), int(end)) == (0, len(piece.encode()))
    name = {"mojibake": "repair", "translit": "transliterate"}.get(name, name)
    step = name if name.startswith("nf") or name == "html" else f"{name}:{case.locale or 'und'}"
    text = varlik.Pipeline([step])(case.input)
    at = text.text.encode().find(piece.encode())
    return at >= 0 and tuple(text.source_span(at, at + len(piece.encode()), unit="bytes")) == (int(start), int(end))


def sample(domain: str, cases: list[Case]) -> Iterator[str]:
    """Give the strings a law is tried on."""
    if "Latin" in domain:
        for first, last in ((0xC0, 0x24F), (0x1E00, 0x1EFF)):
            yield from (chr(point) for point in range(first, last + 1) if unicodedata.category(chr(point)) != "Cn")
        return
    turkish = "Turkish" in domain
    for path in sorted((ROOT / "examples" / "news").iterdir()):
        if path.name in BROKEN:
            continue
        text = path.read_text(encoding="utf-8")
        if not turkish or varlik.language(text) == "tr":
            yield from text.splitlines()
            yield from text.split()
    if not turkish:
        yield from (chr(point) for point in range(0x20, 0x3000) if unicodedata.category(chr(point)) != "Cn")
        yield from (case.input for case in cases)
    else:
        yield from (case.input for case in cases if case.locale == "tr" and case.op in ("lower", "upper", "title", "key"))


def law(case: Case, cases: list[Case]) -> bool:
    """Try a law, such as `key(nfc(x)) = key(nfd(x))`, on every string of its domain."""

    class Functions(dict[str, object]):
        """The operations by name, `lower_tr` being `lower` for `tr`."""

        def __missing__(self, name: str) -> object:
            if name == "is_ascii":
                return str.isascii
            op, _, locale = name.partition("_")
            if name in OPERATIONS:
                op, locale = name, ""
            if op not in OPERATIONS:
                raise KeyError(name)
            # A law that names no language is about names and texts of any.
            return lambda text: OPERATIONS[op](text, locale or "und")

    statement, _, domain = case.input.partition(" for ")
    same = re.fullmatch(r"(\w+)\((.*)\) = same", statement)
    if same and same[2] != "x":
        statement, domain = f"{same[1]}(x) = x", same[2]
    elif same:
        statement = f"{same[1]}(x) = x"
    code = compile(statement.replace(" = ", " == "), "law", "eval")
    functions = Functions()
    names = {name: functions[name] for name in code.co_names if name != "x"}
    holds = all(eval(code, {"x": text, **names}) for text in sample(domain + " " + case.why, cases))
    return holds == (case.expected == "true")


def holds(case: Case, cases: list[Case]) -> tuple[bool, str]:
    """Tell whether a row holds, and what was found instead."""
    try:
        if case.op == "property":
            return law(case, cases), ""
        if case.op.startswith("offset:"):
            return offset(case), ""
        found = OPERATIONS[case.op](case.input, case.locale or "und")
    except Exception as error:  # a row that raises is a row that does not hold
        return False, f"{type(error).__name__}: {error}"
    if "|" in case.expected and case.op == "language":
        # A tie: every expected language is among those that tie, and no single one is claimed.
        return set(case.expected.split("|")) <= set(found.split("|")), found
    return found == case.expected, found


def main() -> None:
    """Run the table."""
    arguments = [argument for argument in sys.argv[1:] if argument != "--wrong"]
    if len(arguments) != 1:
        sys.exit(__doc__)
    cases = read(arguments[0])
    passed: collections.Counter[str] = collections.Counter()
    total: collections.Counter[str] = collections.Counter()
    verified_passed: collections.Counter[str] = collections.Counter()
    verified_total: collections.Counter[str] = collections.Counter()
    for case in cases:
        good, found = holds(case, cases)
        total[case.op] += 1
        passed[case.op] += good
        verified_total[case.verified] += 1
        verified_passed[case.verified] += good
        if not good and "--wrong" in sys.argv:
            print(f"{case.id} {case.op} {case.locale} {case.input!r}: {found!r}, expected {case.expected!r} ({case.verified}; {case.why})")
    for op in sorted(total):
        print(f"{op}\t{passed[op]}/{total[op]}")
    for source in sorted(verified_total):
        print(f"verified {source}\t{verified_passed[source]}/{verified_total[source]}")
    print(f"passed {sum(passed.values())} of {sum(total.values())}")


if __name__ == "__main__":
    main()
