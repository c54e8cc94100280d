"""What the answering of one question works with: the question, the search hits and the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Protocol

import numpy as np

from corpus.model import AuditItem, Block, Chunk, Fact, Metadata, Table
from qa.citing import Citations
from qa.match import Floats
from qa.question import Query

FACT_CHUNKS = 60


class Library(Protocol):
    """The documents, as the store gives them; names are file names."""

    @property
    def metadata(self) -> Mapping[str, Metadata]:
        """Of each document, by name."""
        ...

    def lines(self, name: str, first: int, last: int) -> Sequence[str]:
        """Raw lines, 1-based and inclusive."""
        ...

    def facts(self, name: str) -> Sequence[Fact]:
        """All facts of a document, in its order."""
        ...

    def tables(self, name: str) -> Sequence[Table]:
        """All tables of a document; a fact's `table` is the index in it."""
        ...

    def blocks(self, name: str) -> Sequence[Block]:
        """All blocks of a document, in its order."""
        ...

    def audits(self, name: str) -> Sequence[AuditItem]:
        """All audit items of a document."""
        ...


class Hit(Protocol):
    """A chunk found, with its score."""

    @property
    def chunk(self) -> Chunk:
        """The chunk."""
        ...

    @property
    def score(self) -> float:
        """The higher the better."""
        ...


class Context:
    """One question at work.

    Args:
        query: the question understood.
        hits: chunks, the best first.
        library: the documents.
    """

    def __init__(self, query: Query, hits: Sequence[Hit], library: Library) -> None:
        self.query = query
        self.hits = hits
        self.library = library
        self.metadata = library.metadata
        self.citations = Citations(library.lines, library.metadata)

    @cached_property
    def line_ranks(self) -> dict[str, dict[int, float]]:
        """For each document, how well search ranks the chunk on each line: from 1 for the best down to 0."""
        ranks: dict[str, dict[int, float]] = {}
        for place, hit in enumerate(self.hits[:FACT_CHUNKS]):
            value = 1.0 / (1.0 + place / 5)
            lines = ranks.setdefault(hit.chunk.document, {})
            for line in range(hit.chunk.lines[0], hit.chunk.lines[1] + 1):
                lines.setdefault(line, value)
        return ranks

    @cached_property
    def facts(self) -> tuple[list[Fact], Floats]:
        """The facts on the lines of the hits, each with its rank."""
        found: list[Fact] = []
        ranks: list[float] = []
        for name, lines in self.line_ranks.items():
            for fact in self.library.facts(name):
                rank = max(lines.get(n, 0.0) for n in range(fact.lines[0], fact.lines[1] + 1))
                if rank:
                    found.append(fact)
                    ranks.append(rank)
        return found, np.array(ranks, dtype=np.float32)

    def table_facts(self, fact: Fact) -> list[Fact]:
        """All facts of the fact's table; the fact alone where it stands in prose."""
        if fact.table is None:
            return [fact]
        return [other for other in self.library.facts(fact.document) if other.table == fact.table]
