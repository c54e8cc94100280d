"""A store on disk, read: documents, lines, tables, facts and chunks, each looked up when it is asked for.

    STORE/manifest.json        which data folder is the valid one, its format version and file sizes
    STORE/data-…/briefing.sqlite, bm25/…, words/…, vectors.faiss

Opening reads the manifest alone; the indexes are memory-mapped at their first use.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from corpus.errors import StoreError
from corpus.model import AuditItem, Block, Chunk, Document, Fact, Finding, Relation, Table
from index import schema
from index.bm25 import LexicalIndex
from index.schema import Entry, Manifest
from index.vectors import VectorIndex
from index.words import WordIndex

MANIFEST = "manifest.json"
DATABASE = "briefing.sqlite"
LEXICAL = "bm25"
VECTORS = "vectors.faiss"
WORDS = "words"
Part = TypeVar("Part")

_MOST_VARIABLES = 500  # of one SQL statement; SQLite allows 32,766


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
        self._data = path / manifest.data
        self._lock = threading.Lock()
        self._database = sqlite3.connect(
            f"{(self._data / DATABASE).absolute().as_uri()}?mode=ro&immutable=1",
            uri=True,
            check_same_thread=False,
        )

    @classmethod
    def open(cls, path: str | Path, embedder: str | None = None) -> Self:
        """Open a store.

        Args:
            path: its folder.
            embedder: the name that the store must have been built with; any where None.

        Raises:
            StoreError: it is missing, damaged, of another format version or built with another embedder.
        """
        path = Path(path)
        manifest = read_manifest(path)
        if manifest.version != schema.VERSION:
            raise StoreError(
                f"{path}: 색인 형식이 다릅니다(색인 {manifest.version}판, 프로그램 {schema.VERSION}판). "
                "briefing index로 다시 만들어 주세요."
            )
        if embedder is not None and embedder != manifest.embedder:
            raise StoreError(
                f"{path}: 이 색인은 다른 임베딩 모델({manifest.embedder})로 만들었습니다. "
                f"그 모델을 쓰거나 {embedder}(으)로 다시 색인해 주세요."
            )
        for name, size in manifest.files.items():
            file = path / manifest.data / name
            if not file.is_file() or file.stat().st_size != size:
                raise damaged(path)
        try:
            store = cls(path, manifest)
            store.documents()
        except sqlite3.Error as error:
            raise damaged(path) from error
        return store

    def close(self) -> None:
        """Close the database; the store is not to be used any more."""
        self._database.close()

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
            return read_manifest(self.path).data == self.manifest.data
        except StoreError:
            return False

    # documents

    def documents(self) -> list[Entry]:
        """What is in the store, by name."""
        return list(self._entries.values())

    @cached_property
    def _entries(self) -> dict[str, Entry]:
        rows = self._rows("SELECT * FROM documents ORDER BY id")
        return {entry.name: entry for entry in map(schema.entry_of, rows)}

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
            lines=self._text(entry),
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
        return self._text(self.entry(name))[max(first, 1) - 1 : last]

    def _text(self, entry: Entry) -> tuple[str, ...]:
        text: str = self._part(entry, "text")
        return tuple(text.split("\n"))

    def blocks(self, name: str) -> tuple[Block, ...]:
        """Headings, paragraphs, bullets and notes of a document."""
        return self._decoded(schema.blocks_of, self._part(self.entry(name), "blocks"))

    def tables(self, name: str) -> tuple[Table, ...]:
        """Tables of a document; `Fact.table` and `Chunk.table` are places in this list."""
        return self._decoded(schema.tables_of, self._part(self.entry(name), "tables"))

    def relations(self, name: str) -> tuple[Relation, ...]:
        """Arithmetic relations between the facts of a document."""
        return self._decoded(schema.relations_of, self._part(self.entry(name), "relations"))

    def audits(self, name: str | None = None) -> tuple[AuditItem, ...]:
        """Audit items of a document, or of all."""
        return tuple(
            item
            for entry in self._chosen(name)
            for item in self._decoded(schema.audits_of, self._part(entry, "audits"))
        )

    def findings(self, name: str | None = None) -> tuple[Finding, ...]:
        """Contradictions found in a document, or in all."""
        return tuple(
            finding
            for entry in self._chosen(name)
            for finding in self._decoded(schema.findings_of, self._part(entry, "findings"))
        )

    def _chosen(self, name: str | None) -> list[Entry]:
        return self.documents() if name is None else [self.entry(name)]

    def _part(self, entry: Entry, part: str) -> Any:  # noqa: ANN401 - text or bytes, as the column is
        rows = list(self._rows(f"SELECT {part} FROM parts WHERE document = ?", [entry.id]))  # noqa: S608
        if not rows:
            raise damaged(self.path)
        return rows[0][0]

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
            rows = self._facts_of_tables(tables)
        elif documents is None:
            rows = self._rows("SELECT body FROM facts ORDER BY document, id")
        else:
            numbers = sorted(self.entry(name).id for name in documents)
            rows = self._many("SELECT body FROM facts WHERE document IN ({}) ORDER BY document, id", numbers)
        return [self._decoded(schema.fact_of, body) for (body,) in rows]

    def _facts_of_tables(self, tables: Iterable[tuple[str, int]]) -> Iterator[tuple[Any, ...]]:
        query = "SELECT body FROM facts WHERE document = ? AND tbl = ? ORDER BY id"
        for name, table in tables:
            yield from self._rows(query, [self.entry(name).id, table])

    # chunks

    def chunks(self, numbers: Iterable[int]) -> list[Chunk]:
        """Chunks by their numbers, in the order given; a number that does not exist is left out."""
        wanted = list(numbers)
        rows = self._many("SELECT id, body FROM chunks WHERE id IN ({})", wanted)
        found = {number: self._decoded(schema.chunk_of, body) for number, body in rows}
        return [found[number] for number in wanted if number in found]

    def chunk_terms(self, numbers: Iterable[int]) -> dict[int, NDArray[np.int32]]:
        """Term numbers of chunks, by chunk number."""
        rows = self._many("SELECT id, terms FROM chunks WHERE id IN ({})", list(numbers))
        return {number: np.frombuffer(body, dtype=np.int32) for number, body in rows}

    def chunk_words(self, numbers: Iterable[int]) -> dict[int, NDArray[np.int32]]:
        """Words (Kiwi's morpheme ids, each once) of chunks, by chunk number."""
        rows = self._many("SELECT id, words FROM chunks WHERE id IN ({})", list(numbers))
        return {number: np.frombuffer(body, dtype=np.int32) for number, body in rows}

    @cached_property
    def chunk_documents(self) -> NDArray[np.int32]:
        """The document number of every chunk, shape (chunks,)."""
        counts = [entry.chunks for entry in self.documents()]
        return np.repeat(np.arange(len(counts), dtype=np.int32), counts)

    @cached_property
    def chunk_is_table(self) -> NDArray[np.bool_]:
        """Whether a chunk is part of a table, shape (chunks,)."""
        kinds = self._rows("SELECT is_table FROM chunks ORDER BY id")
        return np.fromiter((kind for (kind,) in kinds), dtype=np.bool_, count=self.manifest.chunks)

    # terms and names

    def terms(self, terms: Iterable[str]) -> dict[str, tuple[int, int]]:
        """The number of each term that the store knows, and in how many chunks it stands."""
        rows = self._many("SELECT term, id, chunks FROM terms WHERE term IN ({})", sorted(set(terms)))
        return {term: (number, count) for term, number, count in rows}

    def count(self, terms: Iterable[str]) -> dict[str, int]:
        """In how many chunks each term stands; those in none are left out."""
        return {term: chunks for term, (_, chunks) in self.terms(terms).items()}

    def term_list(self) -> list[str]:
        """Every term, by its number."""
        return [term for (term,) in self._rows("SELECT term FROM terms ORDER BY id")]

    def names(self, kind: str | None = None) -> dict[str, list[str]]:
        """Names in the documents and the documents that have them.

        Args:
            kind: 'agency', 'department', 'heading' or 'label' (of rows and bullets); all where None.
        """
        wanted, values = ("WHERE kind = ?", [kind]) if kind else ("", [])
        rows = self._rows(f"SELECT DISTINCT name, document FROM names {wanted} ORDER BY name", values)  # noqa: S608
        entries = self.documents()
        found: dict[str, list[str]] = {}
        for name, number in rows:
            found.setdefault(name, []).append(entries[number].name)
        return found

    # indexes

    @cached_property
    def lexical(self) -> LexicalIndex:
        """The BM25 index of the chunks."""
        try:
            return LexicalIndex.open(self._data / LEXICAL, self.manifest.chunks)
        except (OSError, ValueError, KeyError) as error:
            raise damaged(self.path) from error

    @cached_property
    def vectors(self) -> VectorIndex:
        """The vectors of the chunks."""
        try:
            return VectorIndex.open(self._data / VECTORS)
        except RuntimeError as error:
            raise damaged(self.path) from error

    @cached_property
    def words(self) -> WordIndex:
        """The words of the chunks with their vectors."""
        try:
            return WordIndex.open(self._data / WORDS)
        except (OSError, ValueError) as error:
            raise damaged(self.path) from error

    # reading

    def _rows(self, query: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        try:
            with self._lock:
                rows = self._database.execute(query, values).fetchall()
        except sqlite3.ProgrammingError as error:
            raise StoreError(f"{self.path}: 닫힌 색인입니다. 다시 열어 주세요.") from error
        except sqlite3.Error as error:
            raise damaged(self.path) from error
        return iter(rows)

    def _many(self, query: str, values: Sequence[object]) -> Iterator[tuple[Any, ...]]:
        for start in range(0, len(values), _MOST_VARIABLES):
            part = values[start : start + _MOST_VARIABLES]
            yield from self._rows(query.format(",".join("?" * len(part))), part)

    def _decoded(self, decode: Callable[[bytes], Part], body: bytes) -> Part:
        try:
            return decode(body)
        except msgspec.MsgspecError as error:
            raise damaged(self.path) from error


def damaged(path: Path) -> StoreError:
    """The error for a store whose files do not fit together."""
    return StoreError(f"{path}: 색인이 손상되었습니다. briefing index로 다시 만들어 주세요.")


def read_manifest(path: Path) -> Manifest:
    """Read what a store is.

    Raises:
        StoreError: there is no store, or its manifest cannot be read.
    """
    file = path / MANIFEST
    if not file.is_file():
        raise StoreError(f"{path}: 색인이 없습니다. 먼저 briefing index로 문서를 색인해 주세요.")
    try:
        content = file.read_bytes()
        kind = msgspec.json.decode(content)
        if not isinstance(kind, dict) or kind.get("format") != schema.FORMAT:
            raise damaged(path)
        if kind.get("version") != schema.VERSION:
            return _foreign(kind)
        manifest = schema.manifest_of(content)
    except (OSError, msgspec.MsgspecError) as error:
        raise damaged(path) from error
    if Path(manifest.data).name != manifest.data:
        raise damaged(path)
    return manifest


def _foreign(content: dict[str, Any]) -> Manifest:
    """What can be said of a manifest of another version."""
    version = content.get("version")
    return Manifest(
        format=schema.FORMAT,
        version=version if isinstance(version, int) else 0,
        created="",
        reader="",
        embedder="",
        dim=0,
        documents=0,
        chunks=0,
        facts=0,
        data="",
        files={},
    )
