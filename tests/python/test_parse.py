"""The rows of `tests/cases/names/parse_*.toml`, as the Rust tests run them; their heads say what the columns mean."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import tomli

import varlik

CASES = Path(__file__).parents[1] / "cases" / "names"


def rows() -> list[Any]:
    """The rows of both files; one that is known to fail must fail."""
    fails = pytest.mark.xfail(strict=True, raises=AssertionError)
    marks: dict[str, list[pytest.MarkDecorator]] = {"pass": [], "fail": [fails]}
    params = []
    for file, kind in (("parse_persons.toml", "person"), ("parse_things.toml", "organization")):
        cases = tomli.loads((CASES / file).read_text(encoding="utf-8"))["case"]
        assert cases
        params += [
            pytest.param({"kind": kind, **case}, id=case["label"], marks=marks[case.get("expect", "pass")])
            for case in cases
        ]
    return params


@pytest.mark.parametrize("case", rows())
def test_a_name_has_these_parts(case: dict[str, Any]) -> None:
    name = varlik.parse_name(case["input"], case["kind"], lang=case.get("lang", "und"))
    assert [f"{part.text} {part.role}" for part in name] == case["want"]
    for part in name:
        assert case["input"][part.start : part.end] == part.text
