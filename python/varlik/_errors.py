"""The exceptions of varlik."""


class Error(Exception):
    """Whatever varlik could not do, in one line that names the value and the remedy."""


class InputError(Error, ValueError):
    """What was given cannot be used: a column or id is missing, a span lies outside its text."""


class FileError(Error, OSError):
    """A file or folder cannot be read or written."""


class NotFoundError(FileError, FileNotFoundError):
    """A path that was named does not exist."""


for _class in (Error, InputError, FileError, NotFoundError):
    _class.__module__ = "varlik"
del _class
