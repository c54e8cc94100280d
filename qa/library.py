"""The documents of a store, decoded once and kept while they are in use."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple, TypeVar

from corpus.model import AuditItem, Block, Fact, Finding, Lines, Table
from corpus.offices.offices import Office
from corpus.offices.organisation import read_offices
from index.reranker import Reranker
from index.search import Hit, Searcher
from index.store import Store
from qa.figures.alike import Alike, Floats, Numbers
from qa.passages.outline import outline
from qa.understanding.catalog import Catalog, Names
from qa.understanding.query import Query, squash
from qa.understanding.question import parse_question
from qa.understanding.rewording import Reworded, reworded

DOCUMENTS_KEPT = 64
TABLES_KEPT = 256
FACTS_KEPT = 5_000
SEARCHES_KEPT = 64
QUERIES_KEPT = 256
ALIKE_KEPT = 16
WORDS_KEPT = 16_384  # that were asked for, known or not
MANY, COMMON = 5, 0.4  # chunks that say a common word, at least, and how common it is (`Library.knows`)
SHORT = 3  # characters of a word that is of anything: '무단투기' is of something, be it said on each page
SPANS_KEPT = 4096  # of lines, whose facts are kept: the next question finds the same chunks
Part = TypeVar("Part")
Outline = tuple[Sequence[Block], Mapping[int, Sequence[int]]]
"""A document's outline (`qa.passages.outline.outline`), and the places in it of what stands on each line."""


class Span(NamedTuple):
    """The facts on some lines, and the same by their own label of the row (squashed)."""

    facts: Sequence[Fact]
    labelled: Mapping[str, Sequence[Fact]]

    @classmethod
    def of(cls, facts: Sequence[Fact]) -> Span:
        """Group facts by their labels."""
        labelled: dict[str, list[Fact]] = {}
        for fact in facts:
            labelled.setdefault(squash(fact.row[-1]) if fact.row else "", []).append(fact)
        return cls(facts, labelled)


def _kept(read: Callable[[str], Part]) -> Callable[[str], Part]:
    return lru_cache(maxsize=DOCUMENTS_KEPT)(read)


class Library:
    """What answering needs of a store; names are file names, parts of a document are read once."""

    def __init__(self, store: Store, reranker: Reranker | None = None) -> None:
        self.store = store
        self._searcher = Searcher(store, reranker=reranker)
        self.is_reranked = reranker is not None
        self.analyzer = self._searcher.analyzer
        self.facts: Callable[[str], Sequence[Fact]] = _kept(lambda name: tuple(store.facts([name])))
        self.tables: Callable[[str], Sequence[Table]] = _kept(store.tables)
        self.table: Callable[[str, int], Table] = lru_cache(maxsize=TABLES_KEPT)(store.table)
        self.table_facts: Callable[[str, int], Sequence[Fact]] = lru_cache(maxsize=TABLES_KEPT)(
            lambda name, number: tuple(store.facts(tables=[(name, number)]))
        )
        self.blocks: Callable[[str], Sequence[Block]] = _kept(store.blocks)
        self.offices: Callable[[str], Sequence[Office]] = _kept(
            lambda name: read_offices(store.lines(name), store.blocks(name), store.tables(name))
        )
        self.outline: Callable[[str], Outline] = _kept(self._outline)
        self.findings: Callable[[str], Sequence[Finding]] = _kept(store.findings)
        self.audits: Callable[[str], Sequence[AuditItem]] = _kept(store.audits)
        self.numbers = Numbers(FACTS_KEPT)
        # the facts of the last searches, which several scopes, parts and routes of a question rank
        self._alike: Callable[[tuple[tuple[str, int], ...]], list[Alike]] = lru_cache(maxsize=ALIKE_KEPT)(
            lambda _: []
        )
        self._spans: dict[tuple[str, Lines], Span] = {}
        # a conversation understands its earlier turns again with every request
        self.parse = lru_cache(maxsize=QUERIES_KEPT)(self._parse)
        self.parse_corrected = lru_cache(maxsize=QUERIES_KEPT)(self._parse_corrected)
        # the parts of a question search alike
        self._found = lru_cache(maxsize=SEARCHES_KEPT)(self._search)
        self._text: Callable[[str], Sequence[str]] = _kept(store.lines)
        self.squashed: Callable[[str], str] = _kept(lambda name: squash("".join(self._text(name))))
        self.knows: Callable[[str], float] = lru_cache(maxsize=WORDS_KEPT)(self._knows)
        self._saying: Callable[[str], int] = lru_cache(maxsize=WORDS_KEPT)(
            lambda word: store.count([word]).get(word, 0)
        )

    @cached_property
    def metadata(self) -> Catalog:
        """Of each document, by name."""
        return Catalog({entry.name: entry.metadata for entry in self.store.documents()})

    @property
    def names(self) -> Names:
        """Finds the agencies and departments of the documents in a text, the longest first."""
        return self.metadata.names

    @cached_property
    def _audited(self) -> str:
        return "\n".join(dict.fromkeys(map(squash, self.store.names("audit"))))

    def is_audited(self, word: str) -> bool:
        """Tell whether a word (squashed) stands in the name of a department that an audit item is of."""
        return word in self._audited

    def _knows(self, word: str) -> float:
        """How common a word is in the documents, 0 (where it is no term of them) to 1 (in every chunk).

        The name of an office is one where it stands as a label, whatever Kiwi makes of its 과.
        """
        size = self.store.manifest.chunks
        chunks = self._saying(word) if size else 0
        if size and not chunks and word.endswith("과"):
            chunks = int(self.store.has_name(word))
        return math.log1p(chunks) / math.log1p(size) if size else 0.0

    def is_common(self, word: str) -> bool:
        """Tell whether so many chunks say a short word that it is of no one thing: '지원', '직원'."""
        return len(word) <= SHORT and self._saying(word) >= MANY and self.knows(word) > COMMON

    def alike(self, facts: Sequence[Fact]) -> Alike:
        """Facts of the store side by side; the same where the same were so before."""
        known = self._alike(tuple([(fact.document, fact.id) for fact in facts]))
        if not known:
            known.append(Alike(facts, self.numbers.of(facts)))
        return known[0]

    def lines(self, name: str, first: int, last: int) -> Sequence[str]:
        """Raw lines, 1-based and inclusive."""
        return self._text(name)[first - 1 : last]

    def facts_on(self, spans: Sequence[tuple[str, Lines]]) -> list[Sequence[Fact]]:
        """The facts on lines of documents, for each span; all that was not read yet is read at once."""
        return [span.facts for span in self.on_lines(spans)]

    def on_lines(self, spans: Sequence[tuple[str, Lines]]) -> list[Span]:
        """The facts on lines of documents, for each span; all that was not read yet is read at once."""
        known = self._spans
        if len(known) > SPANS_KEPT:
            known = self._spans = {}
        missing: dict[str, list[Lines]] = {}
        for name, lines in dict.fromkeys(spans):
            if (name, lines) not in known:
                missing.setdefault(name, []).append(lines)
        read = self.store.facts_on(missing) if missing else {}
        for name, ranges in missing.items():
            for first, last in ranges:
                known[name, (first, last)] = Span.of(
                    tuple(fact for fact in read[name] if fact.lines[1] >= first and fact.lines[0] <= last)
                )
        return [known[span] for span in spans]

    def _outline(self, name: str) -> Outline:
        blocks = outline(self.blocks(name), self.tables(name))
        places: dict[int, list[int]] = {}
        for place, block in enumerate(blocks):
            for line in range(block.lines[0], block.lines[1] + 1):
                places.setdefault(line, []).append(place)
        return blocks, places

    def _parse(self, text: str) -> Query:
        """Understand a question, its spacing and typing errors set right first."""
        return self.parse_corrected(self._searcher.corrected(text))

    def _parse_corrected(self, text: str) -> Query:
        """Understand a question, or a part of one, as it is written."""
        return parse_question(text, self.analyzer.analyze_question, self.names, self.knows)

    def reworded(self, query: Query) -> list[Reworded]:
        """A question in the words that the documents print for what it says in everyday ones."""
        return reworded(query.text, self.analyzer.analyze_question, self.knows, query.described)

    def search(
        self, question: str, depth: int, documents: Sequence[str] | None = None, also: str = ""
    ) -> Sequence[Hit]:
        """Chunks, the best first; of the named documents alone where some are named.

        `also` are words that documents may have for what is asked; a chunk without them lacks nothing.
        """
        return self._found(question, depth, None if documents is None else tuple(documents), also)

    def meaning(self, question: str, texts: Sequence[Sequence[str]]) -> Floats:
        """The cosine of texts, each in its parts, with a question, shape [texts]."""
        return self._searcher.meaning(question, texts)

    def told(self, question: str, texts: Sequence[Sequence[str]]) -> Floats:
        """The share of a question's words that texts (each in its parts) tell in some words, [texts]."""
        return self._searcher.told(question, texts)

    def _search(
        self, question: str, depth: int, documents: tuple[str, ...] | None, also: str
    ) -> Sequence[Hit]:
        return tuple(self._searcher.search(question, depth, documents, also))
