"""Hybrid search: BM25, vectors, coverage and the document's own names and year, added with fitted weights."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from corpus.model import Chunk
from index.analyzer import Analyzer, years
from index.embedder import Embedder, KiwiEmbedder, load_embedder
from index.store import Store

if TYPE_CHECKING:
    from numpy.typing import NDArray

FEATURES = ("bm25", "vectors", "coverage", "document", "year")
WEIGHTS = (0.3, 0.8, 1.0, 0.1, 0.25)

_POOL = 200  # chunks of each kind of search that are looked at closely
# '서울특별시' is also called 서울시, '강원특별자치도' 강원도
_FORMAL = re.compile(r"(?:특별자치|특별|광역)(?=[시도])")


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk that was found; `parts` are its features by name, each 0 to 1 (cosine: -1 to 1)."""

    chunk: Chunk
    score: float
    parts: dict[str, float]


@dataclass(frozen=True, slots=True)
class Query:
    """A question made ready: corrected, its terms with the numbers and weights (idf) that the store gives."""

    text: str
    terms: dict[str, int]
    numbers: NDArray[np.int32]
    weights: NDArray[np.float32]
    vector: NDArray[np.float32]
    years: tuple[int, ...]


class Searcher:
    """Search in a store.

    Args:
        store: an open store.
        analyzer: shared with others; one of its own where None.
        embedder: the one that built the store; loaded by the name in the store where None.

    Example:
        >>> hits = Searcher(Store.open(".briefing")).search("청년센터 방문자 수는?", 5)
        >>> hits[0].chunk.lines
        (24, 31)
    """

    def __init__(
        self, store: Store, analyzer: Analyzer | None = None, embedder: Embedder | None = None
    ) -> None:
        self.store = store
        self.analyzer = analyzer or Analyzer()
        self._given = embedder

    @cached_property
    def embedder(self) -> Embedder:
        """What makes the question's vector; it must be what made the chunks'."""
        if self._given is not None:
            return self._given
        default = self.store.manifest.embedder.startswith("kiwi")
        return load_embedder(None if default else self.store.manifest.embedder, self.analyzer.kiwi)

    def search(self, question: str, k: int = 10, documents: Iterable[str] | None = None) -> list[Hit]:
        """The `k` best chunks, best first.

        Args:
            question: as typed.
            k: how many at most.
            documents: names of the documents to look in; all where None.
        """
        query = self.prepare(question)
        numbers, features = self.candidates(query, documents)
        scores = features @ np.asarray(WEIGHTS, dtype=np.float32)
        best = np.argsort(-scores, kind="stable")[:k]
        chunks = self.store.chunks(numbers[best].tolist())
        return [
            Hit(chunk, float(scores[place]), dict(zip(FEATURES, features[place].tolist(), strict=True)))
            for chunk, place in zip(chunks, best.tolist(), strict=True)
        ]

    def prepare(self, question: str) -> Query:
        """Correct and analyse a question, once for terms and vector."""
        question = self.analyzer.correct_question(question, self.store.count)
        ((terms, keys),) = self.analyzer.terms_and_ids([question])
        embedder = self.embedder
        if isinstance(embedder, KiwiEmbedder):
            vector = embedder.encode_ids([keys])[0]
        else:
            vector = embedder.encode([question], "query")[0]
        known = self.store.terms(terms)
        found = [term for term in dict.fromkeys(terms) if term in known]
        size = self.store.manifest.chunks
        return Query(
            text=question,
            terms={term: known[term][0] for term in found},
            numbers=np.asarray([known[term][0] for term in found], dtype=np.int32),
            weights=np.asarray([_idf(known[term][1], size) for term in found], dtype=np.float32),
            vector=vector,
            years=tuple(years(question)),
        )

    def candidates(
        self, query: Query, documents: Iterable[str] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The chunks worth a closer look and their `FEATURES`, shapes (n,) and (n, features)."""
        allowed = self._allowed(documents)
        lexical = self.store.lexical.scores(query.numbers.tolist())
        if allowed is not None:
            lexical = np.where(np.isin(np.arange(len(lexical)), allowed), lexical, 0).astype(np.float32)
        pool = min(_POOL, len(lexical))
        best = np.argpartition(-lexical, pool - 1)[:pool] if pool else np.zeros(0, dtype=np.int64)
        near, cosines = self.store.vectors.search(query.vector, _POOL, allowed)
        numbers = np.union1d(best[lexical[best] > 0], near).astype(np.int64)
        if not len(numbers):
            return numbers, np.zeros((0, len(FEATURES)), dtype=np.float32)
        top = float(lexical.max()) or 1.0
        entries = self.store.chunk_documents[numbers]
        columns = (
            lexical[numbers] / top,
            self._cosines(query, numbers, near, cosines),
            self._coverage(query, numbers),
            self._document_scores(query)[entries],
            self._year_scores(query)[entries],
        )
        return numbers, np.stack(columns, axis=1).astype(np.float32)

    def _allowed(self, documents: Iterable[str] | None) -> NDArray[np.int64] | None:
        """Numbers of the chunks of these documents; None for all."""
        if documents is None:
            return None
        entries = [self.store.entry(name) for name in documents]
        ranges = [np.arange(e.first_chunk, e.first_chunk + e.chunks, dtype=np.int64) for e in entries]
        return np.concatenate([np.zeros(0, dtype=np.int64), *ranges])

    def _cosines(
        self,
        query: Query,
        numbers: NDArray[np.int64],
        near: NDArray[np.int64],
        cosines: NDArray[np.float32],
    ) -> NDArray[np.float32]:
        known = dict(zip(near.tolist(), cosines.tolist(), strict=True))
        return np.asarray(
            [
                known[number]
                if number in known
                else float(self.store.vectors.vectors(number, 1)[0] @ query.vector)
                for number in numbers.tolist()
            ],
            dtype=np.float32,
        )

    def _coverage(self, query: Query, numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """The share of the question's weight (idf) whose terms stand in each chunk."""
        total = float(query.weights.sum()) or 1.0
        covered = self.store.lexical.coverage(query.numbers, query.weights)
        shares: NDArray[np.float32] = covered[numbers] / np.float32(total)
        return shares

    # documents by their names and year

    @cached_property
    def _identities(self) -> list[frozenset[str]]:
        """The terms of every document's agency, department and title."""
        entries = self.store.documents()
        texts = []
        for entry in entries:
            about = entry.metadata
            short = _FORMAL.sub("", about.agency)
            texts.append(" ".join((about.agency, short, about.department, about.title)))
        return [frozenset(terms) for terms, _ in self.analyzer.terms_and_ids(texts)]

    @cached_property
    def _identity_weights(self) -> dict[str, float]:
        """How much each of these terms tells documents apart: its idf over documents."""
        counts: dict[str, int] = {}
        for identity in self._identities:
            for term in identity:
                counts[term] = counts.get(term, 0) + 1
        size = len(self._identities)
        return {term: _idf(count, size) for term, count in counts.items()}

    def _document_scores(self, query: Query) -> NDArray[np.float32]:
        """How much of what the question says of documents' names is true of each, 0 to 1."""
        weights = self._identity_weights
        named = [term for term in query.terms if term in weights]
        scores = [sum(weights[term] for term in named if term in identity) for identity in self._identities]
        best = max(scores, default=0.0) or 1.0
        return np.asarray(scores, dtype=np.float32) / np.float32(best)

    def _year_scores(self, query: Query) -> NDArray[np.float32]:
        """1 for documents of a year that the question names, less for the year after it."""
        found = []
        for entry in self.store.documents():
            year = entry.metadata.year
            score = 0.0
            if year is not None and query.years:
                score = 1.0 if year in query.years else 0.5 if year - 1 in query.years else 0.0
            found.append(score)
        return np.asarray(found, dtype=np.float32)


def _idf(count: int, size: int) -> float:
    """Inverse document frequency as in BM25 (Lucene's variant)."""
    return math.log(1 + (size - count + 0.5) / (count + 0.5))


def evidence_rank(hits: Sequence[Hit], document: str, lines: tuple[int, int]) -> int | None:
    """The place (1 for the first) of the first hit that overlaps lines of a document; None for none."""
    for place, hit in enumerate(hits, 1):
        first, last = hit.chunk.lines
        if hit.chunk.document == document and first <= lines[1] and lines[0] <= last:
            return place
    return None
