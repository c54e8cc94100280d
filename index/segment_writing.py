"""One segment of a store, written: documents are added one after the other, then its indexes are made."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import schema
from index.bm25 import NONE, Postings
from index.prepared import Prepared
from index.schema import Entry, encode
from index.segment import DATABASE, POSTINGS, TABLES, VECTORS, WORDS, Segment, numbers_of
from index.vectors import VectorPart
from index.words import Encode, WordPart

_RAW = "vectors.raw"  # the vectors as they come, until they are indexed
_PLACES = ",".join("?" * 17)
_MOVED = """
CREATE TEMP TABLE moved (old INTEGER PRIMARY KEY, new INTEGER NOT NULL, first INTEGER NOT NULL);
"""
_TAKEN = (
    """INSERT INTO documents SELECT new, name, path, sha256, given, title, agency, department, as_of,
    warnings, lines, tables, facts, relations, findings, chunks, first
    FROM old.documents JOIN moved ON id = old""",
    """INSERT INTO parts SELECT new, text, blocks, tables, audits, relations, findings
    FROM old.parts JOIN moved ON document = old""",
    """INSERT INTO facts SELECT new, id, tbl, row, first_line, last, unit, year, body
    FROM (SELECT *, first AS first_line FROM old.facts) JOIN moved ON document = old ORDER BY new, id""",
    "INSERT INTO names SELECT name, kind, new FROM old.names JOIN moved ON document = old",
    "INSERT INTO analysed SELECT text, new, keys FROM old.analysed JOIN moved ON document = old",
)


class SegmentWriter:
    """Writes a segment into a folder of its own.

    Args:
        data: the folder, which is made.
        dim: numbers in a vector.
    """

    def __init__(self, data: Path, dim: int) -> None:
        self.data = data
        self.documents = 0
        self.facts = 0
        self.finished = False
        self._dim = dim
        self._terms: dict[str, int] = {}
        self._chunks: list[NDArray[np.int32]] = []
        self._words: list[NDArray[np.int32]] = []
        self._is_table: list[bool] = []
        data.mkdir()
        self._raw = (data / _RAW).open("wb")
        address = f"{(data / DATABASE).absolute().as_uri()}?mode=rwc"
        self._database = sqlite3.connect(address, uri=True, isolation_level=None)
        self._database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + schema.SCHEMA)
        self._database.execute("BEGIN")

    @property
    def chunks(self) -> int:
        """How many chunks were written."""
        return len(self._chunks)

    def close(self) -> None:
        """Close its files."""
        self._raw.close()
        self._database.close()

    def add(self, document: Prepared) -> None:
        """Write a document."""
        number = self.documents
        self._add_entry(number, document.entry, document.parts)
        self._add_facts(number, document)
        self._add_chunks(number, document)
        self._add_vectors(document.vectors)
        self._database.executemany(
            "INSERT INTO names VALUES (?, ?, ?)",
            ((name, kind, number) for name, kind in document.names),
        )
        self._database.executemany(
            "INSERT INTO analysed VALUES (?, ?, ?)",
            ((text, number, keys) for text, keys in document.analysed),
        )
        self.documents += 1
        self.facts += document.entry.facts

    def _add_vectors(self, vectors: NDArray[np.float32]) -> None:
        vectors.reshape(-1, self._dim).tofile(self._raw)

    def _add_entry(self, number: int, entry: Entry, parts: Sequence[str | bytes]) -> None:
        about = entry.metadata
        values = (
            number,
            entry.name,
            entry.path,
            entry.sha256,
            entry.given,
            about.title,
            about.agency,
            about.department,
            about.as_of.isoformat() if about.as_of else None,
            encode(entry.warnings).decode(),
            entry.lines,
            entry.tables,
            entry.facts,
            entry.relations,
            entry.findings,
            entry.chunks,
            self.chunks,
        )
        self._database.execute(f"INSERT INTO documents VALUES ({_PLACES})", values)  # noqa: S608
        self._database.execute("INSERT INTO parts VALUES (?, ?, ?, ?, ?, ?, ?)", (number, *parts))

    def _add_facts(self, number: int, document: Prepared) -> None:
        self._database.executemany(
            "INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((number, *fact) for fact in document.facts),
        )

    def _add_chunks(self, number: int, document: Prepared) -> None:
        numbers = np.asarray([self._term(term) for term in document.terms], dtype=np.int32)
        rows = zip(document.chunks, document.held, document.words, document.tables, strict=True)
        for body, held, words, is_table in rows:
            self._add_chunk(number, body, numbers[held], words, is_table)

    def _add_chunk(
        self, document: int, body: bytes, terms: NDArray[np.int32], words: NDArray[np.int32], is_table: bool
    ) -> None:
        row = (self.chunks, document, body, terms.tobytes(), words.tobytes())
        self._database.execute("INSERT INTO chunks VALUES (?, ?, ?, ?, ?)", row)
        self._chunks.append(terms)
        self._words.append(words)
        self._is_table.append(is_table)

    def _term(self, term: str) -> int:
        return self._terms.setdefault(term, len(self._terms))

    def take_over(self, segment: Segment, gone: set[int]) -> None:
        """Copy the documents of another segment, but those that are `gone`, without decoding them."""
        first = self.chunks
        moved = []
        for row in segment.documents():
            if row[0] not in gone:
                entry = schema.entry_of(row)
                moved.append((row[0], self.documents, first))
                self.documents += 1
                self.facts += entry.facts
                first += entry.chunks
        self._database.execute("COMMIT")
        self._database.execute(
            "ATTACH ? AS old", [f"{segment.database.absolute().as_uri()}?mode=ro&immutable=1"]
        )
        self._database.executescript(_MOVED)
        self._database.execute("BEGIN")
        self._database.executemany("INSERT INTO moved VALUES (?, ?, ?)", moved)
        for statement in _TAKEN:
            self._database.execute(statement)
        self._take_chunks(segment, {old: new for old, new, _ in moved})
        self._database.execute("DROP TABLE moved")
        self._database.execute("COMMIT")
        self._database.execute("DETACH old")
        self._database.execute("BEGIN")

    def _take_chunks(self, segment: Segment, numbers: dict[int, int]) -> None:
        terms = [term for (term,) in segment.rows("SELECT term FROM terms ORDER BY id")]
        renumbered = np.full(len(terms), NONE, dtype=np.int32)
        rows = self._database.execute("SELECT id, document, body, terms, words FROM old.chunks ORDER BY id")
        places = []
        for place, document, body, own, words in rows:
            if document in numbers:
                held = numbers_of(own)
                for term in np.unique(held[renumbered[held] == NONE]).tolist():
                    renumbered[term] = self._term(terms[term])
                kept = renumbered[held]
                is_table = bool(segment.tables[place])
                self._add_chunk(numbers[document], body, kept, numbers_of(words), is_table)
                places.append(place)
        if places:
            self._add_vectors(segment.vectors.at(np.asarray(places, dtype=np.int64)))

    def finish(self) -> None:
        """Make the indexes; nothing can be added any more."""
        if self.finished:
            return
        self.finished = True
        postings = Postings.build(self._chunks, len(self._terms))
        counts = postings.frequencies.tolist()
        rows = ((term, number, counts[number]) for term, number in sorted(self._terms.items()))
        self._database.executemany("INSERT INTO terms VALUES (?, ?, ?)", rows)
        self._database.execute("COMMIT")
        self._raw.close()
        self._database.close()
        postings.save(self.data / POSTINGS)
        np.save(self.data / TABLES, np.asarray(self._is_table, dtype=np.bool_))
        raw = self.data / _RAW
        shape = (self.chunks, self._dim)
        empty = np.zeros(shape, dtype=np.float32)
        vectors = np.memmap(raw, dtype=np.float32, mode="r", shape=shape) if self.chunks else empty
        VectorPart.build(vectors).save(self.data / VECTORS)
        del vectors
        raw.unlink()

    def write_words(self, encode_words: Encode) -> None:
        """Write the words of its chunks with their vectors."""
        WordPart.build(self._words, encode_words).save(self.data / WORDS)
