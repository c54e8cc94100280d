"""What the answering of one question works with: the question, the search hits and the store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np

from corpus.model import Fact, Lines, Table
from index.search import Hit
from qa.figures.alike import Floats
from qa.figures.fields import TOTALS, bigrams
from qa.figures.select import Candidates, rank_facts
from qa.library import Library
from qa.nearness import by_nearness
from qa.once import Once
from qa.understanding.query import Query, squash
from qa.wording.citing import Citations

FACT_CHUNKS = 60
NEAREST, LOOKED_AT = 20, 5  # hits of which the nearest is wanted, and whose lines tell which
FITTING = 40  # facts that fit best
NEAR_RANK = 1 / (1 + 16 / 5)  # of the first hits, whose facts are all looked at


class Context(Once):
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
        super().__init__()
        self.query = query
        self.library = library
        self.documents = documents
        self.metadata = library.metadata
        self.citations = citations or Citations(library.lines, library.metadata)
        self._scopes: dict[tuple[Query, tuple[str, ...] | None], Context] = {}

    def narrowed(self, query: Query, documents: Sequence[str] | None) -> Context:
        """The same answer's context for one of its scopes, which are asked for again and again."""
        if query == self.query and documents == self.documents:
            return self
        scope = query, None if documents is None else tuple(documents)
        if scope not in self._scopes:
            self._scopes[scope] = Context(query, self.library, documents, self.citations)
        return self._scopes[scope]

    @cached_property
    def hits(self) -> Sequence[Hit]:
        """The chunks found for the question, the best first."""
        return self.library.search(self.query.text, FACT_CHUNKS, self.documents, self.query.also)

    @property
    def by_nearness(self) -> list[int]:
        """The places of the hits, the nearest to the question first; a reranker has its own order."""
        if self.library.is_reranked:
            return list(range(len(self.hits)))
        return by_nearness(self.query, self.hits, self.library, self.figures_fit)

    @property
    def nearest(self) -> Hit | None:
        """The hit that is nearest to the question, without a look at the figures; None where nothing is."""
        if self.library.is_reranked or not self.hits:
            return self.hits[0] if self.hits else None
        hits = self.hits[:NEAREST]
        return hits[by_nearness(self.query, hits, self.library, looked_at=LOOKED_AT)[0]]

    def hit_on(self, document: str, lines: Lines) -> tuple[int, Hit] | None:
        """The best hit on any of a document's lines, with its place among the hits; None where none is."""
        for place, hit in enumerate(self.hits):
            first, last = hit.chunk.lines
            if hit.chunk.document == document and first <= lines[1] and lines[0] <= last:
                return place, hit
        return None

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
        spans = [(hit.chunk.document, hit.chunk.lines) for hit in self.hits]
        found: dict[str, dict[int, tuple[Fact, float]]] = {document: {} for document, _ in spans}
        named: dict[str, bool] = {}  # labels
        told = zip(spans, self._ranks, self.library.on_lines(spans), strict=True)
        for (document, _), rank, span in told:  # the best hit of a fact is the first
            mine = found[document]
            for label, facts in span.labelled.items():
                if rank < NEAR_RANK and label not in named:
                    named[label] = self._is_named(label)
                if rank >= NEAR_RANK or named[label]:
                    for fact in facts:
                        if fact.id not in mine:
                            mine[fact.id] = fact, rank
        kept = [mine[number] for mine in found.values() for number in sorted(mine)]
        return [fact for fact, _ in kept], np.array([rank for _, rank in kept], dtype=np.float32)

    @cached_property
    def ranked(self) -> Candidates:
        """The facts, ranked."""
        return rank_facts(self.query, *self.facts, self.library)

    @cached_property
    def figures_fit(self) -> Floats:
        """How well the figures of each hit fit a question that asks for one: 1 for the best, down to 0."""
        found = np.zeros(len(self.hits), dtype=np.float32)
        if self.query.kind != "figure" or not self.ranked.facts:
            return found
        first = self.ranked.order()[:FITTING]
        best = self.ranked.scores[first[0]]
        for number in first:
            fact = self.ranked.facts[number]
            if hit := self.hit_on(fact.document, fact.lines):
                found[hit[0]] = max(found[hit[0]], 1 + self.ranked.scores[number] - best)
        return found

    def _is_named(self, label: str) -> bool:
        """Tell whether facts far down the hits could be meant: of a total, or like something said."""
        return not label or label in TOTALS or not self._said.isdisjoint(bigrams(label))

    @cached_property
    def _said(self) -> frozenset[str]:
        """The character bigrams of the question and of what is printed for its words."""
        words = (
            self.query.text,
            *self.query.printed.split(),
            *(word for term in self.query.terms for word in (*term.words, *term.meant)),
        )
        return frozenset().union(*(bigrams(squash(word)) for word in words))

    def near_tables(self, depth: int) -> Iterator[tuple[int, str, int, Table]]:
        """Each table on lines of the first `depth` hits: place of its first hit, document, number, table."""
        seen: set[tuple[str, int]] = set()
        for place, hit in enumerate(self.hits[:depth]):
            name, (first, last) = hit.chunk.document, hit.chunk.lines
            for number, table in enumerate(self.library.tables(name)):
                touches = table.lines[0] <= last and first <= table.lines[1]
                if touches and (name, number) not in seen:
                    seen.add((name, number))
                    yield place, name, number, table

    def table_facts(self, fact: Fact) -> Sequence[Fact]:
        """All facts of the fact's table; the fact alone where it stands in prose."""
        if fact.table is None:
            return [fact]
        return self.library.table_facts(fact.document, fact.table)

    def beside(self, fact: Fact) -> Sequence[Fact]:
        """All facts of the fact's table; in prose those of its section."""
        if fact.table is not None:
            return self.table_facts(fact)
        facts = self.library.facts(fact.document)
        return [other for other in facts if other.table is None and other.section == fact.section]
