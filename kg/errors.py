"""The small tree of errors that users meet: each message says what, where, and what would be right."""


class KgError(Exception):
    """Something a user can mend; its message is one complete sentence."""


class BadInput(KgError):
    """A file, row or value that cannot be read as what it should be."""


class StoreError(KgError):
    """A store that is missing, locked, damaged, full or of another version."""


class QueryError(KgError):
    """A query that is unknown, malformed or lacks a parameter."""


class UnknownName(KgError):
    """A name (of a store, extractor, query, view, article) that nothing answers to."""


class ReaderError(KgError):
    """An article that a reader could not read; others may still be read."""


class ReaderUnavailable(ReaderError):
    """A reader that can read nothing at all now; what was stored before stays."""
