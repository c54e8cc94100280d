"""A store on disk, read: documents, lines, tables, facts and chunks, each looked up when it is asked for.

    STORE/manifest.json        which segments (data folders) are the store, its format version and file sizes
    STORE/data-…/              a segment, see `index.segment`

Opening reads the manifest and the list of documents alone; the indexes are memory-mapped at their first use.
Documents are numbered by their names, chunks through all segments.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from corpus.errors import StoreError
from corpus.model import AuditItem, Block, Chunk, Document, Fact, Finding, Lines, Relation, Table
from index import schema
from index.address import address_of
from index.bm25 import NONE, LexicalIndex, Term
from index.manifest import VERSION, Manifest, damaged, read_manifest
from index.resident import let_go, mapped
from index.schema import Entry
from index.segment import Segment, numbers_of
from index.vectors import VectorIndex
from index.words import WordIndex

_MOST_TOUCHED = 150 * 2**20  # bytes of files that come to memory before they are given back
_CHUNKS_KEPT = 2000  # of 2 kB
_WORDS_KEPT = 4000  # chunks whose words are kept, 300 bytes each
Decoded = TypeVar("Decoded")
Chosen: TypeAlias = Any
"""A choice of chunks: here which of them, shape (chunks,), or None for all."""


class Store:
    """A store that is open for reading; it can be shared by threads.

    Example:
        >>> with Store.open(Path(".briefing")) as store:
        ...     [entry.name for entry in store.documents()]
        ['a.txt', 'b.txt']
    """

    def __init__(self, path: Path, manifest: Manifest) -> None:
        self.path = path
        self.manifest = manifest
        self.segments: list[Segment] = []
        self._mapped = 0  # bytes of files that were in memory when they were given back last
        self._chunks: dict[int, Chunk] = {}  # read before
        self._words: dict[int, NDArray[np.int32]] = {}  # of chunks, read before
        first = 0
        for part in manifest.parts:
            self.segments.append(Segment(path, part, first))
            first += part.chunks
        self._size = first

    @classmethod
    def open(cls, path: str | Path, embedder: str | None = None) -> Store:
        """Open a store.

        Args:
            path: its folder, or the address of one in Milvus (see `index.address`).
            embedder: the name that the store must have been built with; any where None.

        Raises:
            StoreError: it is missing, damaged, of another format version or built with another embedder.
        """
        address = address_of(path)
        if address:
            from index.milvus import MilvusStore  # noqa: PLC0415 - of an extra that not everyone installs

            store: Store = MilvusStore.connect(address)
        else:
            store = cls(Path(path), read_manifest(Path(path)))
        try:
            store.check(embedder)
            store.documents()
        except sqlite3.Error as error:
            raise damaged(Path(path)) from error
        return store

    def check(self, embedder: str | None) -> None:
        """Refuse a store of another format version, or built with another embedder than this.

        Raises:
            StoreError: it is one.
        """
        path, manifest = self.path, self.manifest
        if manifest.version != VERSION:
            raise StoreError(
                f"{path}: 색인 형식이 다릅니다(색인 {manifest.version}판, 프로그램 {VERSION}판). "
                "briefing index로 다시 만들어 주세요."
            )
        if embedder is not None and embedder != manifest.embedder:
            raise StoreError(
                f"{path}: 이 색인은 다른 임베딩 모델({manifest.embedder})로 만들었습니다. "
                f"그 모델을 쓰거나 {embedder}(으)로 다시 색인해 주세요."
            )

    def close(self) -> None:
        """Close the databases; the store is not to be used any more."""
        for segment in self.segments:
            segment.close()

    def __enter__(self) -> Self:
        """Give the store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""
        self.close()

    def is_current(self) -> bool:
        """Whether the folder still holds the data that were opened, and no later build's."""
        try:
            return read_manifest(self.path).build == self.manifest.build
        except StoreError:
            return False

    # documents

    def documents(self) -> list[Entry]:
        """What is in the store, by name."""
        return list(self._entries.values())

    @cached_property
    def _places(self) -> dict[str, tuple[Segment, int]]:
        """The segment of each document and its number there, in the order of the names."""
        query = "SELECT id, name FROM documents"
        found = {
            name: (segment, number)
            for segment in self.segments
            for number, name in segment.rows(query)
            if number not in segment.removed
        }
        return {name: found[name] for name in sorted(found)}

    @cached_property
    def _entries(self) -> dict[str, Entry]:
        numbers = {name: number for number, name in enumerate(self._places)}
        entries = [
            schema.entry_of(row, numbers[row[1]], segment.first_chunk)
            for segment in self.segments
            for row in segment.documents()
        ]
        return {entry.name: entry for entry in sorted(entries, key=lambda entry: entry.id)}

    def place(self, name: str) -> tuple[Segment, int]:
        """The segment that holds a document, and the document's number there.

        Raises:
            StoreError: there is no such document.
        """
        return self._places[self.entry(name).name]

    def entry(self, name: str) -> Entry:
        """The document of that name, or the only one whose name or title begins so.

        Raises:
            StoreError: none is called so, or several are.
        """
        if name in self._entries:
            return self._entries[name]
        entries = self._entries.values()
        found = [entry for entry in entries if name and entry.name.startswith(name)]
        found = found or [entry for entry in entries if name and entry.metadata.title.startswith(name)]
        if len(found) == 1:
            return found[0]
        if found:
            names = ", ".join(entry.name for entry in found[:5])
            raise StoreError(
                f"{name}: 이렇게 시작하는 문서가 {len(found)}개입니다({names}). 더 길게 적어 주세요."
            )
        raise StoreError(f"{name}: 색인에 없는 문서입니다. briefing documents로 문서 이름을 확인해 주세요.")

    def document(self, name: str) -> Document:
        """All of a document, as it was read.

        Raises:
            StoreError: there is no such document.
        """
        entry = self.entry(name)
        return Document(
            name=entry.name,
            path=entry.path,
            sha256=entry.sha256,
            metadata=entry.metadata,
            lines=self.lines(name),
            blocks=self.blocks(name),
            tables=self.tables(name),
            facts=tuple(self.facts([name])),
            audits=self.audits(name),
            relations=self.relations(name),
            findings=self.findings(name),
            chunks=tuple(self.chunks(range(entry.first_chunk, entry.first_chunk + entry.chunks))),
            warnings=entry.warnings,
        )

    def lines(self, name: str, first: int = 1, last: int | None = None) -> tuple[str, ...]:
        """Raw lines `first` to `last` (1-based, inclusive) of a document; those that exist of them."""
        text: str = self._part(name, "text")
        return tuple(text.split("\n"))[max(first, 1) - 1 : last]

    def blocks(self, name: str) -> tuple[Block, ...]:
        """Headings, paragraphs, bullets and notes of a document."""
        return self._decoded(schema.blocks_of, name, "blocks")

    def tables(self, name: str) -> tuple[Table, ...]:
        """Tables of a document; `Fact.table` and `Chunk.table` are places in this list."""
        return self._decoded(schema.tables_of, name, "tables")

    def table(self, name: str, number: int) -> Table:
        """One table of a document, by its place among them."""
        return self._decoded(partial(schema.table_of, number=number), name, "tables")

    def relations(self, name: str) -> tuple[Relation, ...]:
        """Arithmetic relations between the facts of a document."""
        return self._decoded(schema.relations_of, name, "relations")

    def audits(self, name: str | None = None) -> tuple[AuditItem, ...]:
        """Audit items of a document, or of all."""
        return tuple(
            item
            for entry in self._chosen(name)
            for item in self._decoded(schema.audits_of, entry.name, "audits")
        )

    def findings(self, name: str | None = None) -> tuple[Finding, ...]:
        """Contradictions found in a document, or in all."""
        return tuple(
            finding
            for entry in self._chosen(name)
            for finding in self._decoded(schema.findings_of, entry.name, "findings")
        )

    def _chosen(self, name: str | None) -> list[Entry]:
        return self.documents() if name is None else [self.entry(name)]

    def _part(self, name: str, part: str) -> Any:  # noqa: ANN401 - text or bytes, as the column is
        segment, number = self.place(name)
        rows = list(segment.rows(f"SELECT {part} FROM parts WHERE document = ?", [number]))  # noqa: S608
        if not rows:
            raise damaged(self.path)
        return rows[0][0]

    def _decoded(self, decode: Callable[[bytes], Decoded], name: str, part: str) -> Decoded:
        return self.place(name)[0].decoded(decode, self._part(name, part))

    # facts

    def facts(
        self, documents: Iterable[str] | None = None, tables: Iterable[tuple[str, int]] | None = None
    ) -> list[Fact]:
        """Facts in the order of the documents.

        Args:
            documents: names of the documents to look in; all where None.
            tables: (document, table) pairs to which they must belong; any where None.
        """
        if tables is not None:
            query = "SELECT body FROM facts WHERE document = ? AND tbl = ? ORDER BY id"
            return [fact for name, table in tables for fact in self._facts(query, name, table)]
        names = self._entries if documents is None else sorted({self.entry(name).name for name in documents})
        query = "SELECT body FROM facts WHERE document = ? ORDER BY id"
        return [fact for name in names for fact in self._facts(query, name)]

    def facts_on(self, spans: Mapping[str, Iterable[Lines]]) -> dict[str, list[Fact]]:
        """The facts of documents that stand on lines of any of the spans given for each, in their order."""
        query = "SELECT id, body FROM facts WHERE document = ? AND last >= ? AND first <= ?"
        found: dict[str, list[Fact]] = {}
        for name, lines in spans.items():
            segment, number = self.place(name)
            bodies = dict(row for span in joined(lines) for row in segment.rows(query, [number, *span]))
            found[name] = [segment.decoded(schema.fact_of, bodies[id_]) for id_ in sorted(bodies)]
        return found

    def _facts(self, query: str, name: str, *values: int) -> Iterator[Fact]:
        segment, number = self.place(name)
        for (body,) in segment.rows(query, [number, *values]):
            yield segment.decoded(schema.fact_of, body)

    # chunks

    def chunks(self, numbers: Iterable[int]) -> list[Chunk]:
        """Chunks by their numbers, in the order given; a number that does not exist is left out."""
        wanted = list(numbers)
        known = self._chunks  # other threads may begin another one
        found = {number: known[number] for number in wanted if number in known}
        for segment, number, body in self._by_chunk("body", [n for n in wanted if n not in found]):
            found[number] = replace(segment.decoded(schema.chunk_of, body), id=number)
        if len(known) > _CHUNKS_KEPT:
            known = self._chunks = {}
        known.update(found)
        return [found[number] for number in wanted if number in found]

    def chunk_words(self, numbers: Iterable[int]) -> dict[int, NDArray[np.int32]]:
        """Words (Kiwi's morpheme ids, each once) of chunks, by chunk number."""
        wanted = list(numbers)
        known = self._words  # other threads may begin another one
        found = {number: known[number] for number in wanted if number in known}
        new = self._by_chunk("words", [number for number in wanted if number not in found])
        found |= {number: numbers_of(body) for _, number, body in new}
        if len(known) > _WORDS_KEPT:
            known = self._words = {}
        known.update(found)
        return found

    def _by_chunk(self, column: str, numbers: Iterable[int]) -> Iterator[tuple[Segment, int, bytes]]:
        wanted = list(numbers)
        for segment in self.segments:
            first, last = segment.first_chunk, segment.first_chunk + segment.part.chunks
            own = [number - first for number in wanted if first <= number < last]
            for number, body in segment.by_chunk(column, own):
                yield segment, first + number, body

    @cached_property
    def _chunk_documents(self) -> NDArray[np.int32]:
        found = np.full(self._size, -1, dtype=np.int32)
        for entry in self.documents():
            found[entry.first_chunk : entry.first_chunk + entry.chunks] = entry.id
        return found

    def documents_of(self, numbers: NDArray[np.int64]) -> NDArray[np.int32]:
        """The document numbers of chunks; -1 for chunks of removed documents."""
        found: NDArray[np.int32] = self._chunk_documents[numbers]
        return found

    @cached_property
    def _tables(self) -> NDArray[np.bool_]:
        return np.concatenate([np.zeros(0, dtype=np.bool_), *(segment.tables for segment in self.segments)])

    def are_tables(self, numbers: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether each of these chunks is part of a table."""
        found: NDArray[np.bool_] = self._tables[numbers]
        return found

    @cached_property
    def _live(self) -> NDArray[np.bool_] | None:
        """Which chunks are of the store's documents; None where all are."""
        if not any(segment.part.removed for segment in self.segments):
            return None
        return np.concatenate([segment.live for segment in self.segments])

    def searched(self) -> None:
        """Give back the memory that searches took of the indexes, once it is much."""
        if mapped() - self._mapped > _MOST_TOUCHED:
            let_go(self.path)
            self._mapped = mapped()

    def chunks_of(self, documents: Iterable[str] | None) -> Chosen:
        """Which chunks are of these documents, as the indexes take it; None where every chunk is.

        Args:
            documents: their names; all documents of the store where None.
        """
        if documents is None:
            return self._live
        chosen = np.zeros(len(self._entries) + 1, dtype=np.bool_)  # one more, for chunks of no document
        chosen[[self.entry(name).id for name in documents]] = True
        return chosen[self._chunk_documents]

    # terms and names

    def terms(self, terms: Iterable[str]) -> dict[str, Term]:
        """Those of the terms that the store knows."""
        wanted = sorted(set(terms))
        found = [segment.terms(wanted) for segment in self.segments]
        known: dict[str, Term] = {}
        for term in wanted:
            of = [part.get(term, (NONE, 0)) for part in found]
            if chunks := sum(count for _, count in of):
                known[term] = Term(chunks, tuple(number for number, _ in of))
        return known

    def count(self, terms: Iterable[str]) -> dict[str, int]:
        """In how many chunks each term stands; those in none are left out."""
        return {term: known.chunks for term, known in self.terms(terms).items()}

    def keys(self, texts: Iterable[str]) -> dict[str, list[int]]:
        """The `morpheme_keys` of those texts that were analysed when a document was read."""
        numbers = {schema.number_of(text): text for text in texts}
        query = "SELECT text, keys FROM analysed WHERE text IN ({})"
        return {
            numbers[number]: np.frombuffer(keys, dtype=np.int64).tolist()
            for segment in self.segments
            for number, keys in segment.many(query, list(numbers))
        }

    def has_name(self, name: str) -> bool:
        """Tell whether a document has this name for an office, a heading, a row or a bullet."""
        kinds = "'agency', 'department', 'heading', 'label', 'audit'"  # the names are in order of these
        query = f"SELECT document FROM names WHERE kind IN ({kinds}) AND name = ?"  # noqa: S608
        return any(
            number not in segment.removed
            for segment in self.segments
            for (number,) in segment.rows(query, [name])
        )

    def names(self, kind: str | None = None) -> dict[str, list[str]]:
        """Names in the documents and the documents that have them.

        Args:
            kind: 'agency', 'department', 'heading', 'label' (of rows and bullets) or 'audit' (departments of
                audit items); all where None.
        """
        wanted, values = ("WHERE kind = ?", [kind]) if kind else ("", [])
        query = f"SELECT DISTINCT name, document FROM names {wanted} ORDER BY name"  # noqa: S608
        called = {place: name for name, place in self._places.items()}
        found: dict[str, list[str]] = {}
        for segment in self.segments:
            for name, number in segment.rows(query, values):
                if (segment, number) in called:
                    found.setdefault(name, []).append(called[segment, number])
        return {name: sorted(found[name]) for name in sorted(found)}

    # indexes

    @cached_property
    def lexical(self) -> LexicalIndex:
        """The BM25 index of the chunks."""
        return LexicalIndex([segment.postings for segment in self.segments], self._live)

    @cached_property
    def vectors(self) -> VectorIndex:
        """The vectors of the chunks."""
        return VectorIndex([segment.vectors for segment in self.segments], self.manifest.dim)

    @cached_property
    def words(self) -> WordIndex:
        """The words of the chunks with their vectors."""
        removed = sum((segment.removed_words for segment in self.segments), Counter[int]())
        return WordIndex([segment.words for segment in self.segments], removed, self.manifest.dim)


def joined(spans: Iterable[Lines]) -> list[Lines]:
    """Spans of lines put together where they meet: (1, 4), (3, 9), (10, 12) are (1, 12); rising."""
    found: list[Lines] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(last, found[-1][1])
        else:
            found.append((first, last))
    return found
