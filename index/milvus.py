"""A store in Milvus, read: the same questions as to a store on disk, asked of a server or cluster.

Passages are found by its dense and its sparse vectors, which hold BM25's weights; scores, features and
answers are those of a store on disk. The list of documents is kept in memory, everything else is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Self

import msgspec
import numpy as np
from numpy.typing import NDArray

from corpus.errors import StoreError
from corpus.model import Chunk, Fact, Lines
from index import schema
from index.address import Address
from index.bm25 import LexicalIndex, Term
from index.manifest import damaged
from index.milvus_client import SHIFT, Collections, Remote, Row, listed
from index.schema import Entry
from index.store import Chosen, Decoded, Store
from index.vectors import VectorIndex
from index.words import WordIndex, WordPart

_KEPT = 4096  # chunks whose vectors and words are kept
_READ = ("dense", "sparse", "words", "is_table")


class MilvusStore(Store):
    """A store in Milvus that is open for reading.

    Args:
        address: where it is.
        collections: the connection to it.
        remote: what it is.
    """

    def __init__(self, address: Address, collections: Collections, remote: Remote) -> None:
        self.path = Path(address.text)
        self.manifest = remote.manifest
        self.remote = remote
        self.collections = collections
        self._generation = remote.generation
        self._read: dict[int, Row] = {}

    @classmethod
    def connect(cls, address: Address) -> Self:
        """Open the store at an address.

        Raises:
            StoreError: there is none, or no answer from there.
        """
        collections = Collections(address)
        remote = collections.remote()
        if remote is None:
            raise StoreError(f"{address.text}: 색인이 없습니다. 먼저 briefing index로 문서를 색인해 주세요.")
        return cls(address, collections, remote)

    def close(self) -> None:
        """Close the connection; the store is not to be used any more."""
        self.collections.close()

    def is_current(self) -> bool:
        """Whether what was opened is still the store."""
        try:
            remote = self.collections.remote()
        except StoreError:
            return False
        return remote is not None and remote.manifest.build == self.manifest.build

    # documents

    @cached_property
    def _entries(self) -> dict[str, Entry]:
        rows = self.collections.rows("documents", self._generation, "id >= 0", ["name", "body"])
        found = {row["name"]: self._of(schema.document_of, row["body"]) for row in rows}
        return {name: replace(found[name], id=place) for place, name in enumerate(sorted(found))}

    @cached_property
    def _numbers(self) -> dict[int, int]:
        """The place of each document among the names, by its number in Milvus."""
        return {self.number(entry): entry.id for entry in self._entries.values()}

    @staticmethod
    def number(entry: Entry) -> int:
        """The number of a document in Milvus."""
        return entry.first_chunk >> SHIFT

    def _of(self, decode: Callable[[bytes], Decoded], body: str) -> Decoded:
        try:
            return decode(body.encode())
        except msgspec.MsgspecError as error:
            raise damaged(self.path) from error

    def _part(self, name: str, part: str) -> str:
        number = self.number(self.entry(name))
        condition = f"document == {number} and part == {listed([part])[1:-1]}"
        rows = list(self.collections.rows("parts", self._generation, condition, ["id", "body"]))
        if not rows:
            raise damaged(self.path)
        return "".join(row["body"] for row in sorted(rows, key=lambda row: int(row["id"])))

    def _decoded(self, decode: Callable[[bytes], Decoded], name: str, part: str) -> Decoded:
        return self._of(decode, self._part(name, part))

    # facts

    def facts(
        self, documents: Iterable[str] | None = None, tables: Iterable[tuple[str, int]] | None = None
    ) -> list[Fact]:
        """Facts in the order of the documents (see `Store.facts`)."""
        if tables is not None:
            every = [self._asked(f"{self._is(name)} and tbl == {table}") for name, table in tables]
        else:
            names = self._entries if documents is None else sorted({self.entry(n).name for n in documents})
            every = [self._asked(self._is(name)) for name in names]
        return [fact for some in every for fact in some]

    def facts_on(self, spans: Mapping[str, Iterable[Lines]]) -> dict[str, list[Fact]]:
        """The facts of documents on lines of any of the spans given for each (see `Store.facts_on`)."""
        found: dict[str, list[Fact]] = {name: [] for name in spans}
        conditions = [
            f"({self._is(name)} and last >= {first} and first <= {last})"
            for name, lines in spans.items()
            for first, last in lines
        ]
        if conditions:
            for fact in self._asked(" or ".join(conditions)):
                found[fact.document].append(fact)
        return found

    def _is(self, name: str) -> str:
        return f"document == {self.number(self.entry(name))}"

    def _asked(self, condition: str) -> list[Fact]:
        rows = self.collections.rows("facts", self._generation, condition, ["id", "body"])
        return [self._of(schema.fact_of, row["body"]) for row in sorted(rows, key=lambda row: int(row["id"]))]

    # chunks

    def chunks(self, numbers: Iterable[int]) -> list[Chunk]:
        """Chunks by their numbers, in the order given; a number that does not exist is left out."""
        wanted = [int(number) for number in numbers]
        rows = self.collections.by("chunks", self._generation, "id", wanted, ["id", "body"])
        found = {int(row["id"]): self._of(schema.chunk_of, row["body"]) for row in rows}
        return [replace(found[number], id=number) for number in wanted if number in found]

    def read(self, numbers: Sequence[int]) -> list[Row]:
        """Vectors, words and kinds of chunks."""
        missing = [number for number in numbers if number not in self._read]
        if missing:
            if len(self._read) + len(missing) > _KEPT:
                self._read = {}
                missing = list(numbers)
            for row in self.collections.by("chunks", self._generation, "id", missing, ["id", *_READ]):
                self._read[int(row["id"])] = row
        return [self._read[number] for number in numbers]

    def chunk_words(self, numbers: Iterable[int]) -> dict[int, NDArray[np.int32]]:
        """Words (Kiwi's morpheme ids, each once) of chunks, by chunk number."""
        wanted = [int(number) for number in numbers]
        words = (msgspec.json.decode(row["words"], type=list[int]) for row in self.read(wanted))
        return {n: np.asarray(held, dtype=np.int32) for n, held in zip(wanted, words, strict=True)}

    def documents_of(self, numbers: NDArray[np.int64]) -> NDArray[np.int32]:
        """The document numbers of chunks; -1 for chunks of removed documents."""
        places = (self._numbers.get(number >> SHIFT, -1) for number in numbers.tolist())
        return np.fromiter(places, dtype=np.int32, count=len(numbers))

    def are_tables(self, numbers: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether each of these chunks is part of a table."""
        return np.asarray([bool(row["is_table"]) for row in self.read(numbers.tolist())], dtype=np.bool_)

    def searched(self) -> None:
        """Nothing is mapped here that could be given back."""

    def chunks_of(self, documents: Iterable[str] | None) -> Chosen:
        """The chunks of these documents, as a condition; an empty one for all."""
        if documents is None:
            return ""
        return f"document in {listed(self.number(self.entry(name)) for name in documents)}"

    def counted(self, name: str, part: str) -> dict[str, int]:
        """In how many chunks of a document each of its terms or words stands."""
        return self._decoded(schema.counts_of, name, part)

    def known(self, found: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
        """Those of the chunks found whose documents are of the store."""
        return [(number, score) for number, score in found if number >> SHIFT in self._numbers]

    # terms and names

    def terms(self, terms: Iterable[str]) -> dict[str, Term]:
        """Those of the terms that the store knows."""
        fields = ["term", "number", "chunks"]
        rows = self.collections.by("terms", self._generation, "term", sorted(set(terms)), fields)
        return {row["term"]: Term(int(row["chunks"]), (int(row["number"]),)) for row in rows if row["chunks"]}

    def keys(self, texts: Iterable[str]) -> dict[str, list[int]]:  # noqa: ARG002
        """None are kept there."""
        return {}

    def has_name(self, name: str) -> bool:
        """Tell whether a document has this name (see `Store.has_name`)."""
        called = {self.number(entry) for entry in self._entries.values()}
        rows = self.collections.by("names", self._generation, "name", [name], ["document"])
        return any(row["document"] in called for row in rows)

    def names(self, kind: str | None = None) -> dict[str, list[str]]:
        """Names in the documents and the documents that have them (see `Store.names`)."""
        condition = f"kind == {listed([kind])[1:-1]}" if kind else "document >= 0"
        called = {self.number(entry): entry.name for entry in self._entries.values()}
        found: dict[str, set[str]] = {}
        for row in self.collections.rows("names", self._generation, condition, ["name", "document"]):
            if row["document"] in called:
                found.setdefault(row["name"], set()).add(called[row["document"]])
        return {name: sorted(found[name]) for name in sorted(found)}

    # indexes

    @cached_property
    def lexical(self) -> LexicalIndex:
        """The sparse vectors of the chunks."""
        return _Sparse(self)

    @cached_property
    def vectors(self) -> VectorIndex:
        """The dense vectors of the chunks."""
        return _Dense(self)

    @cached_property
    def words(self) -> WordIndex:
        """The words of the chunks with their vectors, of which there are some ten thousand."""
        rows = list(self.collections.rows("words", self._generation, "id >= 0", ["id", "chunks", "dense"]))
        rows.sort(key=lambda row: int(row["id"]))
        vectors = [row["dense"] for row in rows]
        part = WordPart(
            np.asarray([row["id"] for row in rows], dtype=np.int32),
            np.asarray([row["chunks"] for row in rows], dtype=np.int32),
            np.asarray(vectors, dtype=np.float32).reshape(-1, self.manifest.dim),
        )
        return WordIndex([part], {}, self.manifest.dim)

    def search(self, field: str, vector: object, k: int, condition: str) -> list[tuple[int, float]]:
        """The nearest chunks in a field."""
        return self.known(self.collections.nearest(self._generation, field, vector, k, condition))


class _Sparse(LexicalIndex):
    """BM25 by the sparse vectors of a store in Milvus."""

    def __init__(self, store: MilvusStore) -> None:
        super().__init__([])
        self._store = store

    def __len__(self) -> int:
        return self._store.manifest.chunks

    def best(
        self, terms: Sequence[Term], weights: NDArray[np.float32], k: int, among: Chosen = ""
    ) -> NDArray[np.int64]:
        """Numbers of the `k` best chunks (see `LexicalIndex.best`); `among` is a condition."""
        asked = {term.numbers[0]: float(weight) for term, weight in zip(terms, weights, strict=True)}
        found = self._store.search("sparse", asked, k, among) if asked else []
        return np.asarray([number for number, score in found if score > 0], dtype=np.int64)

    def at(
        self,
        terms: Sequence[Term],
        weights: NDArray[np.float32],
        chunks: NDArray[np.int64],
        shares: NDArray[np.float32] | None = None,
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Scores of chunks and the shares of the terms that each has (see `LexicalIndex.at`)."""
        counted = (weights if shares is None else shares).tolist()
        scores = np.zeros(len(chunks), dtype=np.float32)
        covered = np.zeros(len(chunks), dtype=np.float32)
        for place, row in enumerate(self._store.read(chunks.tolist())):
            held = row["sparse"]
            for term, weight, share in zip(terms, weights.tolist(), counted, strict=True):
                if term.numbers[0] in held:
                    scores[place] += weight * held[term.numbers[0]]
                    covered[place] += share
        return scores, covered


class _Dense(VectorIndex):
    """The dense vectors of a store in Milvus."""

    def __init__(self, store: MilvusStore) -> None:
        super().__init__([], store.manifest.dim)
        self._store = store

    def __len__(self) -> int:
        return self._store.manifest.chunks

    def search(
        self, query: NDArray[np.float32], k: int, among: Chosen = ""
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The `k` nearest chunks (see `VectorIndex.search`); `among` is a condition."""
        found = self._store.search("dense", query.tolist(), k, among)
        numbers = np.asarray([number for number, _ in found], dtype=np.int64)
        return numbers, np.asarray([score for _, score in found], dtype=np.float32)

    def at(self, numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """The vectors of these chunks, shape (numbers, dimensions)."""
        rows = self._store.read(numbers.tolist())
        return np.asarray([row["dense"] for row in rows], dtype=np.float32).reshape(-1, self._dim)
