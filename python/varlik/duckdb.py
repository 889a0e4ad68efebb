"""DuckDB: `varlik.register_duckdb(connection)` adds `varlik_key(name)`, `varlik_lower(name, 'tr')` and their like to SQL."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import varlik
from varlik._columns import TEXT, function_of

__all__ = ["register_duckdb"]


def register_duckdb(connection: Any = None) -> None:
    """Add the functions from text to text to the SQL of a DuckDB connection, each as `varlik_` and its name.

    A function that is told a language, a policy or a scheme takes it as its second argument, the same for all rows.

    Args:
        connection: The connection; DuckDB's default one where none is given. Registering twice replaces.
    """
    import duckdb

    connection = connection if connection is not None else duckdb.default_connection()
    for name, told in TEXT.items():
        function = _over_vectors(function_of(name), told)
        parameters = ["VARCHAR"] if told is None else ["VARCHAR", "VARCHAR"]
        try:
            connection.remove_function(f"varlik_{name}")
        except duckdb.InvalidInputException:
            # It was not there.
            pass
        connection.create_function(f"varlik_{name}", function, parameters, "VARCHAR", type="arrow")


def _over_vectors(function: Callable[..., Any], told: str | None) -> Callable[..., Any]:
    """Make a function of Arrow vectors, as DuckDB calls it."""
    if told is None:
        # DuckDB brings many small vectors, each on a thread of its own.
        return lambda texts: function(texts, threads=1).to_arrow()

    def of_two(texts: Any, choices: Any) -> Any:
        choice = choices.unique().to_pylist()
        if len(choice) > 1:
            raise varlik.InputError(f"one {told} for all rows is asked for, not {choice[0]!r} and {choice[1]!r}")
        return function(texts, *choice, threads=1).to_arrow()

    return of_two
