"""A question as documents would word it: its sayings as they are printed, an office by its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.library import Library
from qa.passages.offices import with_office
from qa.understanding.query import Query


def printed_readings(query: Query, library: Library) -> Iterator[tuple[Query, Sequence[str]]]:
    """The question in the words of documents, with what a person is told of how it was read.

    What it says in everyday words is worded as documents print it, and an office that it describes by its
    duties is called by name. Nothing for a question that has neither.
    """
    worded = [(library.parse_corrected(one.text), one.warnings) for one in library.reworded(query)]
    for read, warnings in (*worded, (query, ())):
        if named := with_office(read, library):
            yield library.parse_corrected(named), warnings
    yield from worded
