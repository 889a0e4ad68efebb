"""Polars: `import varlik.polars` adds `pl.col("name").varlik.key()`, and the same on a series.

    >>> import polars as pl
    >>> import varlik.polars
    >>> pl.DataFrame({"name": ["IĞDIR"]}).select(pl.col("name").varlik.lower("tr")).item()
    'ığdır'

The steps of a `varlik.Pipeline` run inside the query, without Python, in the lazy and streaming engines too. Functions
that no step does (`split_suffix`, `language`, ...) are called with whole columns.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
from polars.plugins import register_plugin_function

import varlik
from varlik import _varlik
from varlik._columns import TEXT, function_of, names

__all__ = ["ExprNamespace", "SeriesNamespace"]

# The functions that are steps of a pipeline, and the names of these steps.
_STEPS = {
    "casefold": "casefold",
    "clean": "clean",
    "fold": "fold",
    "key": "key",
    "lower": "lower",
    "nfc": "nfc",
    "nfd": "nfd",
    "nfkc": "nfkc",
    "nfkd": "nfkd",
    "replace_confusables": "confusables",
    "skeleton": "skeleton",
    "title": "title",
    "transliterate": "transliterate",
    "unescape": "html",
    "upper": "upper",
}


@pl.api.register_expr_namespace("varlik")
class ExprNamespace:
    """The functions of varlik over an expression of text."""

    def __init__(self, expr: pl.Expr) -> None:
        self._expr = expr

    def steps(self, steps: str | list[str]) -> pl.Expr:
        """Run the steps of a `varlik.Pipeline`."""
        # Read here so that a wrong step is told where it is written.
        named = ", ".join(varlik.Pipeline(steps).steps)
        return register_plugin_function(
            plugin_path=Path(_varlik.__file__),
            function_name="varlik_steps",
            args=[self._expr, pl.lit(named)],
            is_elementwise=True,
        )

    def __getattr__(self, name: str) -> Callable[..., pl.Expr]:
        function = function_of(name)

        def call(*told: Any, **options: Any) -> pl.Expr:
            # A wrong argument is told where it is written, not when the query runs.
            function("", *told, **options)
            if name in _STEPS and len(told) <= 1 and not options:
                return self.steps([":".join((_STEPS[name], *(word for word in told if word is not None)))])
            # Polars asks for the type of the answer before there are rows.
            return_dtype = pl.String if name in TEXT else function([], *told, **options).to_polars().dtype
            return self._expr.map_batches(
                lambda column: function(column, *told, **options).to_polars(), return_dtype=return_dtype
            )

        call.__doc__ = function.__doc__
        return call

    def __dir__(self) -> list[str]:
        return ["steps", *names()]


@pl.api.register_series_namespace("varlik")
class SeriesNamespace:
    """The functions of varlik over a series of text."""

    def __init__(self, series: pl.Series) -> None:
        self._series = series

    def __getattr__(self, name: str) -> Callable[..., pl.Series]:
        function = function_of(name)

        def call(*told: Any, **options: Any) -> pl.Series:
            return function(self._series, *told, **options).to_polars()

        call.__doc__ = function.__doc__
        return call

    def __dir__(self) -> list[str]:
        return names()
