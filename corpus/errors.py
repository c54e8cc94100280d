"""What can be expected to go wrong: each becomes one Korean line for the person who asked."""

from __future__ import annotations


class BriefingError(Exception):
    """An expected failure; `str(error)` is one Korean line that says what happened and what to do."""


class UnreadableFile(BriefingError):
    """A file that cannot be read as a document: missing, empty, binary, too large, wrong encoding."""


class StoreError(BriefingError):
    """A store that is missing, damaged, of another format version or built with another embedder."""


class BadRequest(BriefingError):
    """A question or a batch line that cannot be taken as one."""
