"""Hybrid search: BM25, vectors, coverage, likeness and translation of words, names and years, weighted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from corpus.model import Chunk
from index.analyzer import Analyzer, years
from index.bm25 import Term
from index.embedder import Embedder, KiwiEmbedder, load_embedder
from index.naming import DocumentNames, idf
from index.reranker import Reranker
from index.store import Store
from index.translation import translation
from index.words import word_embedder

if TYPE_CHECKING:
    from numpy.typing import NDArray

FEATURES = ("bm25", "vectors", "coverage", "words", "told", "document", "year", "table", "total")
WEIGHTS = (0.93, 0.23, 0.88, 0.64, 0.75, 0.39, 0.42, 0.39, 0.11)  # benchmarks/fusion.py

_POOL = 200  # chunks of each kind of search that are looked at closely
_CLOSE = 100  # the best of those, whose words are compared
_NAMED = 0.5  # what a term weighs that is part of a document's name, which has a feature of its own
_QUESTIONS_KEPT = 16  # that were made ready: each is looked for in one document after another
_WORDS_KEPT = 8192  # whose vectors (1 kB each) are kept
_ANALYSED = 8192  # parts of texts whose analysis is kept
_COMPARED = 4096  # texts whose vectors (1 kB each) are kept
_RERANKED = 20  # the best of those, which a reranker reads
# what asks for a figure: '얼마', '몇 명', '집행률', '총액'
_ASKS_FIGURE = re.compile(r"얼마|몇|%|퍼센트|[금총예산]액|예산|비율|[률율][은이을]|차이|합계|인원")
# what asks for a sum over everything, not for 총무과: '총 몇 건', '총액', '모두', '전체 예산'
_ASKS_TOTAL = re.compile(r"(?<![가-힣])총(?=\s|[액계건수인예세사지집합원])|모두|전체|전부|합계|합쳐|통틀어")
_TOTALS = ("계", "합계", "총계", "소계", "총액")


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk that was found; `parts` are its features by name, each 0 to 1 (cosine: -1 to 1)."""

    chunk: Chunk
    score: float
    parts: dict[str, float]


@dataclass(frozen=True, slots=True)
class Query:
    """A question made ready: its terms as the store knows them with their weights (idf).

    `scored` are the weights among the chunks that were found: less for the names of documents, which every
    chunk of a document has in its context and some repeat. `shares` are those of what was asked in the
    question's own words: 0 for terms that were added. `words` are all that are looked for, `said` those of
    the question itself. `named` and `of_year` have for each document how much of what the question names is
    its own, and how its year fits (see `index.naming`).
    """

    text: str
    terms: tuple[Term, ...]
    weights: NDArray[np.float32]
    scored: NDArray[np.float32]
    shares: NDArray[np.float32]
    vector: NDArray[np.float32]
    words: tuple[int, ...]
    said: tuple[int, ...]
    named: NDArray[np.float32]
    of_year: NDArray[np.float32]


class Searcher:
    """Search in a store.

    Args:
        store: an open store.
        analyzer: shared with others; one of its own where None.
        embedder: the one that built the store; loaded by the name in the store where None.
        reranker: puts the first `_RERANKED` hits in its own order; none where None.

    Example:
        >>> hits = Searcher(Store.open(".briefing")).search("청년센터 방문자 수는?", 5)
        >>> hits[0].chunk.lines
        (24, 31)
    """

    def __init__(
        self,
        store: Store,
        analyzer: Analyzer | None = None,
        embedder: Embedder | None = None,
        reranker: Reranker | None = None,
    ) -> None:
        self.store = store
        self.analyzer = analyzer or Analyzer()
        self._given = embedder
        self._prepared = lru_cache(maxsize=_QUESTIONS_KEPT)(self.prepare)
        self._word = lru_cache(maxsize=_WORDS_KEPT)(self._word_vector)
        self._reranker = reranker
        self._keys: dict[str, list[int]] = {}  # of parts of texts that were compared before
        self._vectors: dict[tuple[str, ...], NDArray[np.float32]] = {}  # of such texts

    @cached_property
    def embedder(self) -> Embedder:
        """What makes the question's vector; it must be what made the chunks'."""
        if self._given is not None:
            return self._given
        default = self.store.manifest.embedder.startswith("kiwi")
        return load_embedder(None if default else self.store.manifest.embedder, self.analyzer.kiwi)

    def search(
        self, question: str, k: int = 10, documents: Iterable[str] | None = None, also: str = ""
    ) -> list[Hit]:
        """The `k` best chunks, best first.

        Args:
            question: its spacing and typing errors set right (see `corrected`).
            k: how many at most.
            documents: names of the documents to look in; all where None.
            also: words that documents may have for what is asked; a chunk without them lacks nothing.
        """
        query = self._prepared(question, also)
        numbers, features = self.candidates(query, documents)
        scores = features @ np.asarray(WEIGHTS, dtype=np.float32)
        best = np.argsort(-scores, kind="stable")[: max(k, _RERANKED) if self._reranker else k]
        chunks = self.store.chunks(numbers[best].tolist())
        self.store.searched()
        hits = [
            Hit(chunk, score, dict(zip(FEATURES, parts, strict=True)))
            for chunk, score, parts in zip(
                chunks, scores[best].tolist(), features[best].tolist(), strict=True
            )
        ]
        return reranked(self._reranker, question, hits)[:k] if self._reranker and hits else hits

    def prepare(self, question: str, also: str = "") -> Query:
        """Analyse a question, once for terms and vector, and the words to look for as well."""
        (analysis,) = self.analyzer.analyses([question])
        (added,) = self.analyzer.analyses([also])
        embedder = self.embedder
        if isinstance(embedder, KiwiEmbedder):
            vector = embedder.encode_ids([analysis.keys])[0]
        else:
            vector = embedder.encode([question], "query")[0]
        terms = dict.fromkeys([*analysis.terms, *added.terms])
        known = self.store.terms(terms)
        found = [known[term] for term in terms if term in known]
        own = {known[term] for term in analysis.terms if term in known}
        size = self.store.manifest.chunks
        weights = np.asarray([idf(term.chunks, size) for term in found], dtype=np.float32)
        named = self._names.named(question)
        parts = [any(term in name for name in named) for term in terms if term in known]
        scored = weights * np.where(parts, np.float32(_NAMED), np.float32(1))
        return Query(
            text=question,
            terms=tuple(found),
            weights=weights,
            scored=scored,
            shares=scored * np.asarray([term in own for term in found], dtype=np.float32),
            vector=vector,
            words=tuple(dict.fromkeys([*analysis.words, *added.words])),
            said=tuple(analysis.words),
            named=self._names.scores(named),
            of_year=self._names.year_scores(years(question)),
        )

    def corrected(self, question: str) -> str:
        """A question as typed with spacing and typing errors set right where the store knows better."""
        return self.analyzer.correct_question(question, self.store.count)

    def candidates(
        self, query: Query, documents: Iterable[str] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The chunks worth a closer look and their `FEATURES`, shapes (n,) and (n, features)."""
        allowed = self.store.chunks_of(documents)
        best = self.store.lexical.best(query.terms, query.weights, _POOL, allowed)
        near, cosines = self.store.vectors.search(query.vector, _POOL, allowed)
        numbers = np.union1d(best, near).astype(np.int64)
        if not len(numbers):
            return numbers, np.zeros((0, len(FEATURES)), dtype=np.float32)
        lexical, covered = self.store.lexical.at(query.terms, query.scored, numbers, query.shares)
        entries = self.store.documents_of(numbers)
        columns = (
            lexical / (float(lexical.max()) or 1.0),
            self._cosines(query, numbers, near, cosines),
            covered / (float(query.shares.sum()) or 1.0),
            np.zeros(len(numbers)),
            np.zeros(len(numbers)),
            query.named[entries],
            query.of_year[entries],
            self.store.are_tables(numbers) if _ASKS_FIGURE.search(query.text) else np.zeros(len(numbers)),
            self._totals(numbers) if _ASKS_TOTAL.search(query.text) else np.zeros(len(numbers)),
        )
        features = np.stack(columns, axis=1).astype(np.float32)
        close = np.argsort(-(features @ np.asarray(WEIGHTS, dtype=np.float32)), kind="stable")[:_CLOSE]
        chunks = numbers[close].tolist()
        held = self.store.chunk_words(chunks)
        features[close, FEATURES.index("words")] = self._likeness(query, chunks, held)
        told = translation().told(query.said, [held[chunk] for chunk in chunks])
        features[close, FEATURES.index("told")] = told
        return numbers, features

    def meaning(self, question: str, texts: Sequence[Sequence[str]]) -> NDArray[np.float32]:
        """The cosine of texts of the store with a question, shape (texts,).

        Args:
            question: as typed.
            texts: each in the parts that it was read in, which are analysed one by one and kept.
        """
        embedder = self.embedder
        if not isinstance(embedder, KiwiEmbedder):  # others read every text anew, which takes too long here
            return np.zeros(len(texts), dtype=np.float32)
        wanted, asked = [tuple(text) for text in texts], (question,)
        known = self._vectors  # other threads may begin another one
        if len(known) > _COMPARED:
            known = self._vectors = {}
        new = [text for text in dict.fromkeys((*wanted, asked)) if text not in known]
        known.update(zip(new, self._word_embedder.encode_ids(self._keys_of(new)), strict=True))
        vectors = np.array([known[text] for text in wanted], dtype=np.float32)
        found: NDArray[np.float32] = vectors.reshape(-1, embedder.dim) @ known[asked]
        return found

    def _keys_of(self, texts: Sequence[Sequence[str]]) -> list[list[int]]:
        """The `morpheme_keys` of texts, each in its parts: as kept in the store, else analysed."""
        known = self._keys
        if len(known) > _ANALYSED:
            known = self._keys = {}
        new = [part for part in dict.fromkeys(part for text in texts for part in text) if part not in known]
        kept = self.store.keys(new)
        known.update((part, kept[part] if part in kept else self.analyzer.keys(part)) for part in new)
        return [[key for part in text for key in known[part]] for text in texts]

    def told(self, question: str, texts: Sequence[Sequence[str]]) -> NDArray[np.float32]:
        """The share of a question's words that each text of the store tells in some words, shape (texts,).

        Args:
            question: as typed.
            texts: each in the parts that it was read in (see `meaning`).
        """
        (asked,) = self.analyzer.analyses([question])
        return translation().told(asked.words, self._keys_of(texts))

    def _likeness(
        self, query: Query, chunks: Sequence[int], held: Mapping[int, NDArray[np.int32]]
    ) -> NDArray[np.float32]:
        """The share of the question's words that each chunk holds, or holds the like of."""
        vectors = np.array([self._word(word) for word in query.words], dtype=np.float32)
        return self.store.words.similarity(query.words, vectors, chunks, held, self.store.manifest.chunks)

    def _word_vector(self, word: int) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = self._word_embedder.encode_ids([[word]])[0]
        return vector

    @cached_property
    def _word_embedder(self) -> KiwiEmbedder:
        return word_embedder(self.embedder, self.analyzer.kiwi)

    @cached_property
    def _names(self) -> DocumentNames:
        return DocumentNames([entry.metadata for entry in self.store.documents()])

    @cached_property
    def _total_terms(self) -> tuple[Term, ...]:
        return tuple(self.store.terms(_TOTALS).values())

    def _totals(self, numbers: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which of these chunks hold a sum."""
        terms = self._total_terms
        _, held = self.store.lexical.at(terms, np.ones(len(terms), dtype=np.float32), numbers)
        found: NDArray[np.bool_] = held > 0
        return found

    def _cosines(
        self,
        query: Query,
        numbers: NDArray[np.int64],
        near: NDArray[np.int64],
        cosines: NDArray[np.float32],
    ) -> NDArray[np.float32]:
        found = np.zeros(len(numbers), dtype=np.float32)
        others = np.ones(len(numbers), dtype=np.bool_)
        places = np.searchsorted(numbers, near)
        found[places], others[places] = cosines, False
        found[others] = self.store.vectors.at(numbers[others]) @ query.vector
        return found


def reranked(reranker: Reranker, question: str, hits: list[Hit]) -> list[Hit]:
    """The first hits in the reranker's order; the scores stay where they are, best first."""
    first = hits[:_RERANKED]
    order = np.argsort(-reranker.scores(question, [hit.chunk for hit in first]), kind="stable")
    moved = [replace(first[place], score=hit.score) for place, hit in zip(order, first, strict=True)]
    return [*moved, *hits[_RERANKED:]]
