"""What the doors of frame libraries share: the functions that take a column."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import varlik

# Functions from text to text, or to a label, by what they are told beside the text; each gives a column of text.
TEXT = {
    "casefold": "lang",
    "clean": "lang",
    "fold": "policy",
    "key": None,
    "language": None,
    "lower": "lang",
    "nfc": None,
    "nfd": None,
    "nfkc": None,
    "nfkd": None,
    "numbers": "lang",
    "repair": "lang",
    "replace_confusables": "expected",
    "restore_diacritics": "lang",
    "script": None,
    "skeleton": "lang",
    "strip_possessive": None,
    "strip_suffix": "lang",
    "title": "lang",
    "transliterate": "scheme",
    "unescape": None,
    "upper": "lang",
}
# Functions that give structs, or lists of them.
RECORDS = (
    "diacritic_candidates",
    "explain_repair",
    "known_as",
    "languages",
    "parse_name",
    "possessive",
    "readings",
    "split_suffix",
    "suffix_candidates",
)


def function_of(name: str) -> Callable[..., Any]:
    """Return the function of varlik of this name, or raise the error of an attribute that is not there."""
    if name not in TEXT and name not in RECORDS:
        raise AttributeError(f"varlik has no function {name!r} of a column; there are {', '.join(names())}")
    function: Callable[..., Any] = getattr(varlik, name)
    return function


def names() -> list[str]:
    """Return the names of the functions that take a column."""
    return sorted([*TEXT, *RECORDS])
