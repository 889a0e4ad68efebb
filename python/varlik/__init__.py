"""Multilingual names made comparable and resolved, Turkish first.

Articles go in; out come the people, places and organisations in them, each once, however it was spelled, with every
mention and the stories the articles tell:

    >>> import varlik
    >>> found = varlik.resolve([("1", "Türkiye’nin başkenti Ankara."), ("2", "Turkey is large.")])
    >>> found.documents[0].id
    '1'
"""

from collections.abc import Sequence as _Sequence

from varlik._errors import Error, FileError, InputError, NotFoundError
from varlik._varlik import (
    Alias,
    Change,
    Column,
    Comparison,
    Decoded,
    Document,
    Documents,
    Entities,
    Entity,
    Evidence,
    Known,
    LanguageScore,
    Mend,
    Mention,
    Mentions,
    Normalized,
    Note,
    Pairs,
    Pipeline,
    Reading,
    Region,
    Resolution,
    Stem,
    Stories,
    Story,
    StoryPair,
    Suffix,
    Summary,
    __version__,
    casefold,
    clean,
    compare_names,
    decode,
    diacritic_candidates,
    explain_repair,
    fold,
    folds,
    key,
    known_as,
    language,
    languages,
    lower,
    name_similarity,
    nfc,
    nfd,
    nfkc,
    nfkd,
    numbers,
    possessive,
    readings,
    repair,
    replace_confusables,
    resolve,
    restore_diacritics,
    schemes,
    script,
    skeleton,
    split_suffix,
    strip_possessive,
    strip_suffix,
    suffix_candidates,
    title,
    transliterate,
    unescape,
    upper,
)


def __getattr__(name: str):  # type: ignore[no-untyped-def]
    # The doors of other libraries are opened when somebody asks.
    if name == "register_duckdb":
        from varlik.duckdb import register_duckdb

        return register_duckdb
    raise AttributeError(f"module 'varlik' has no attribute {name!r}")


for _class in (Documents, Entities, Mentions, Pairs, Stories):
    _Sequence.register(_class)
del _class

__all__ = [
    "Alias",
    "Change",
    "Column",
    "Comparison",
    "Decoded",
    "Document",
    "Documents",
    "Entities",
    "Entity",
    "Error",
    "Evidence",
    "FileError",
    "InputError",
    "Known",
    "LanguageScore",
    "Mend",
    "Mention",
    "Mentions",
    "Normalized",
    "NotFoundError",
    "Note",
    "Pairs",
    "Pipeline",
    "Reading",
    "Region",
    "Resolution",
    "Stem",
    "Stories",
    "Story",
    "StoryPair",
    "Suffix",
    "Summary",
    "__version__",
    "casefold",
    "clean",
    "compare_names",
    "decode",
    "diacritic_candidates",
    "explain_repair",
    "fold",
    "folds",
    "key",
    "known_as",
    "language",
    "languages",
    "lower",
    "name_similarity",
    "nfc",
    "nfd",
    "nfkc",
    "nfkd",
    "numbers",
    "possessive",
    "readings",
    "repair",
    "replace_confusables",
    "resolve",
    "restore_diacritics",
    "schemes",
    "script",
    "skeleton",
    "split_suffix",
    "strip_possessive",
    "strip_suffix",
    "suffix_candidates",
    "title",
    "transliterate",
    "unescape",
    "upper",
]
