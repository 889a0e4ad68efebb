"""pandas: `import varlik.pandas` adds `frame["name"].varlik.key()`, which keeps the index and the name.

    >>> import pandas as pd
    >>> import varlik.pandas
    >>> pd.Series(["IĞDIR"], index=[7]).varlik.lower("tr").to_dict()
    {7: 'ığdır'}
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from varlik._columns import function_of, names

__all__ = ["SeriesAccessor"]


@pd.api.extensions.register_series_accessor("varlik")
class SeriesAccessor:
    """The functions of varlik over a series of text."""

    def __init__(self, series: pd.Series) -> None:
        self._series = series

    def __getattr__(self, name: str) -> Callable[..., pd.Series]:
        function = function_of(name)

        def call(*told: Any, **options: Any) -> pd.Series:
            answer = function(self._series, *told, **options).to_pandas()
            return answer.set_axis(self._series.index).rename(self._series.name)

        call.__doc__ = function.__doc__
        return call

    def __dir__(self) -> list[str]:
        return names()
