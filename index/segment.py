"""A segment of a store, open for reading: its database and indexes, under the segment's own numbers.

    STORE/data-…/briefing.sqlite, postings/…, words/…, vectors.faiss, tables.npy

A segment never changes once it is written, so it can be shared and memory-mapped without a lock.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from corpus.errors import StoreError
from index.bm25 import Postings
from index.manifest import Part, damaged
from index.vectors import VectorPart
from index.words import WordPart

DATABASE = "briefing.sqlite"
POSTINGS = "postings"
VECTORS = "vectors.faiss"
WORDS = "words"
TABLES = "tables.npy"
Decoded = TypeVar("Decoded")
Opened = TypeVar("Opened")

_MOST_VARIABLES = 500  # of one SQL statement; SQLite allows 32,766


class Segment:
    """One segment.

    Args:
        store: the store's folder.
        part: what the manifest says of the segment.
        first_chunk: the number in the store of its first chunk.

    Raises:
        StoreError: a file is missing or of another size.
    """

    def __init__(self, store: Path, part: Part, first_chunk: int) -> None:
        self._path = store
        self._data = store / part.data
        self.part = part
        self.first_chunk = first_chunk
        for name, size in part.files.items():
            file = self._data / name
            if not file.is_file() or file.stat().st_size != size:
                raise damaged(store)
        self.removed = frozenset(part.removed)
        self._lock = threading.Lock()
        self._database = sqlite3.connect(
            f"{(self._data / DATABASE).absolute().as_uri()}?mode=ro&immutable=1",
            uri=True,
            check_same_thread=False,
        )

    @property
    def database(self) -> Path:
        """The file of its database."""
        return self._data / DATABASE

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def rows(self, query: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """Rows of its database."""
        try:
            with self._lock:
                rows = self._database.execute(query, values).fetchall()
        except sqlite3.ProgrammingError as error:
            raise StoreError(f"{self._path}: 닫힌 색인입니다. 다시 열어 주세요.") from error
        except sqlite3.Error as error:
            raise damaged(self._path) from error
        return iter(rows)

    def many(self, query: str, values: Sequence[object]) -> Iterator[tuple[Any, ...]]:
        """Rows of a query with a list of values in it ('{}'), however many they are."""
        for start in range(0, len(values), _MOST_VARIABLES):
            part = values[start : start + _MOST_VARIABLES]
            yield from self.rows(query.format(",".join("?" * len(part))), part)

    def decoded(self, decode: Callable[[bytes], Decoded], body: bytes) -> Decoded:
        """What a column holds, decoded."""
        try:
            return decode(body)
        except msgspec.MsgspecError as error:
            raise damaged(self._path) from error

    def documents(self) -> list[tuple[Any, ...]]:
        """The rows of its documents that are of the store, in their order."""
        return [row for row in self.rows("SELECT * FROM documents ORDER BY id") if row[0] not in self.removed]

    @cached_property
    def live(self) -> NDArray[np.bool_]:
        """Which chunks are of the store, shape (chunks,)."""
        found = np.ones(self.part.chunks, dtype=np.bool_)
        query = "SELECT first_chunk, chunks FROM documents WHERE id IN ({})"
        for first, count in self.many(query, self.part.removed):
            found[first : first + count] = False
        return found

    def _in_removed(self, column: str) -> Counter[int]:
        """In how many removed chunks each of the numbers in a column stands."""
        query = f"SELECT {column} FROM chunks WHERE document IN ({{}})"  # noqa: S608
        bodies = [body for (body,) in self.many(query, self.part.removed)]
        return Counter(number for body in bodies for number in set(numbers_of(body).tolist()))

    @cached_property
    def removed_terms(self) -> Counter[int]:
        """In how many removed chunks each term stands."""
        return self._in_removed("terms")

    @cached_property
    def removed_words(self) -> Counter[int]:
        """In how many removed chunks each word stands."""
        return self._in_removed("words")

    def terms(self, terms: Sequence[str]) -> dict[str, tuple[int, int]]:
        """The number of each term that it knows, and in how many chunks of the store it stands."""
        rows = self.many("SELECT term, id, chunks FROM terms WHERE term IN ({})", terms)
        return {term: (number, count - self.removed_terms[number]) for term, number, count in rows}

    def _opened(self, open_it: Callable[[Path], Opened], name: str) -> Opened:
        try:
            return open_it(self._data / name)
        except (OSError, ValueError, RuntimeError) as error:
            raise damaged(self._path) from error

    @cached_property
    def postings(self) -> Postings:
        """Which terms stand in which chunks."""
        return self._opened(Postings.open, POSTINGS)

    @cached_property
    def vectors(self) -> VectorPart:
        """The vectors of the chunks."""
        return self._opened(VectorPart.open, VECTORS)

    @cached_property
    def words(self) -> WordPart:
        """The words of the chunks with their vectors."""
        return self._opened(WordPart.open, WORDS)

    @cached_property
    def tables(self) -> NDArray[np.bool_]:
        """Whether a chunk is part of a table, shape (chunks,)."""
        found: NDArray[np.bool_] = self._opened(np.load, TABLES)
        return found

    def by_chunk(self, column: str, numbers: Iterable[int]) -> Iterator[tuple[int, bytes]]:
        """A column of chunks that are given by their numbers in the segment."""
        return self.many(f"SELECT id, {column} FROM chunks WHERE id IN ({{}})", list(numbers))  # noqa: S608


def numbers_of(body: bytes) -> NDArray[np.int32]:
    """A column of numbers."""
    return np.frombuffer(body, dtype=np.int32)
