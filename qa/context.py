"""What the answering of one question works with: the question, the search hits and the store."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from corpus.model import Fact
from index.search import Hit
from qa.citing import Citations
from qa.fields import TOTALS, bigrams
from qa.library import Library
from qa.match import Floats
from qa.question import Query, squash

FACT_CHUNKS = 60
NEAR_RANK = 1 / (1 + 16 / 5)  # of the first hits, whose facts are all looked at


class Context:
    """One question at work.

    Args:
        query: the question understood.
        library: the documents.
        documents: where to look; everywhere where None.
        citations: of the answer that this is a part of; new ones where None.
    """

    def __init__(
        self,
        query: Query,
        library: Library,
        documents: Sequence[str] | None = None,
        citations: Citations | None = None,
    ) -> None:
        self.query = query
        self.library = library
        self.documents = documents
        self.metadata = library.metadata
        self.citations = citations or Citations(library.lines, library.metadata)

    def narrowed(self, query: Query, documents: Sequence[str] | None) -> Context:
        """The same answer's context for one of its scopes."""
        if query == self.query and documents == self.documents:
            return self
        return Context(query, self.library, documents, self.citations)

    @cached_property
    def hits(self) -> Sequence[Hit]:
        """The chunks found for the question, the best first."""
        return self.library.search(self.query.sought, FACT_CHUNKS, self.documents)

    @property
    def _ranks(self) -> list[float]:
        """How well search ranks each hit: from 1 for the best down to 0."""
        return [1.0 / (1.0 + place / 5) for place in range(len(self.hits))]

    @cached_property
    def line_ranks(self) -> dict[str, dict[int, float]]:
        """For each document, how well search ranks the chunk on each line: from 1 for the best down to 0."""
        ranks: dict[str, dict[int, float]] = {}
        for hit, value in zip(self.hits, self._ranks, strict=True):
            lines = ranks.setdefault(hit.chunk.document, {})
            for line in range(hit.chunk.lines[0], hit.chunk.lines[1] + 1):
                lines.setdefault(line, value)
        return ranks

    @cached_property
    def facts(self) -> tuple[list[Fact], Floats]:
        """The facts on the lines of the hits, each with the rank of the best hit that it stands in."""
        found: dict[str, dict[int, tuple[Fact, float]]] = {}
        for hit, rank in zip(self.hits, self._ranks, strict=True):
            mine = found.setdefault(hit.chunk.document, {})
            for fact in self.library.facts_on(hit.chunk.document, hit.chunk.lines):
                mine.setdefault(fact.id, (fact, rank))
        kept = [
            mine[number]
            for mine in found.values()
            for number in sorted(mine)
            if mine[number][1] >= NEAR_RANK or self._is_named(mine[number][0])
        ]
        return [fact for fact, _ in kept], np.array([rank for _, rank in kept], dtype=np.float32)

    def _is_named(self, fact: Fact) -> bool:
        """Tell whether a fact far down the hits could be meant: its row is a total or like something said."""
        label = squash(fact.row[-1]) if fact.row else ""
        return not label or label in TOTALS or not self._said.isdisjoint(bigrams(label))

    @cached_property
    def _said(self) -> frozenset[str]:
        """The character bigrams of the question and of what is printed for its words."""
        words = (self.query.text, *(word for term in self.query.terms for word in term.words))
        return frozenset().union(*(bigrams(squash(word)) for word in words))

    def table_facts(self, fact: Fact) -> list[Fact]:
        """All facts of the fact's table; the fact alone where it stands in prose."""
        if fact.table is None:
            return [fact]
        return [other for other in self.library.facts(fact.document) if other.table == fact.table]
