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
    Column,
    Decoded,
    Document,
    Documents,
    Entities,
    Entity,
    Known,
    LanguageScore,
    Mend,
    Mention,
    Mentions,
    Note,
    Pairs,
    Reading,
    Region,
    Resolution,
    Stories,
    Story,
    StoryPair,
    Suffix,
    Summary,
    __version__,
    casefold,
    decode,
    explain_repair,
    key,
    known_as,
    language,
    languages,
    lower,
    possessive,
    readings,
    repair,
    replace_confusables,
    resolve,
    schemes,
    script,
    skeleton,
    split_suffix,
    strip_possessive,
    title,
    transliterate,
    upper,
)

for _class in (Documents, Entities, Mentions, Pairs, Stories):
    _Sequence.register(_class)
del _class

__all__ = [
    "Alias",
    "Column",
    "Decoded",
    "Document",
    "Documents",
    "Entities",
    "Entity",
    "Error",
    "FileError",
    "InputError",
    "Known",
    "LanguageScore",
    "Mend",
    "Mention",
    "Mentions",
    "NotFoundError",
    "Note",
    "Pairs",
    "Reading",
    "Region",
    "Resolution",
    "Stories",
    "Story",
    "StoryPair",
    "Suffix",
    "Summary",
    "__version__",
    "casefold",
    "decode",
    "explain_repair",
    "key",
    "known_as",
    "language",
    "languages",
    "lower",
    "possessive",
    "readings",
    "repair",
    "replace_confusables",
    "resolve",
    "schemes",
    "script",
    "skeleton",
    "split_suffix",
    "strip_possessive",
    "title",
    "transliterate",
    "upper",
]
