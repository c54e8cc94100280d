"""What is in a segment of a store: the tables of its database and how documents are written into them.

Parts that are read whole (blocks, tables, audit items) are JSON in one row a document; what is looked up
one by one (facts, chunks, names, terms, what Kiwi made of a block) has rows of its own.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

import msgspec

from corpus.model import (
    AuditItem,
    Block,
    Chunk,
    Fact,
    Finding,
    Metadata,
    Relation,
    Table,
)

SCHEMA = """
CREATE TABLE documents (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, path TEXT NOT NULL, sha256 TEXT NOT NULL,
    given TEXT NOT NULL, title TEXT NOT NULL, agency TEXT NOT NULL, department TEXT NOT NULL, as_of TEXT,
    warnings TEXT NOT NULL, lines INTEGER NOT NULL, tables INTEGER NOT NULL, facts INTEGER NOT NULL,
    relations INTEGER NOT NULL, findings INTEGER NOT NULL, chunks INTEGER NOT NULL,
    first_chunk INTEGER NOT NULL
);
CREATE TABLE parts (
    document INTEGER PRIMARY KEY, text TEXT NOT NULL, blocks BLOB NOT NULL, tables BLOB NOT NULL,
    audits BLOB NOT NULL, relations BLOB NOT NULL, findings BLOB NOT NULL
);
CREATE TABLE facts (
    document INTEGER NOT NULL, id INTEGER NOT NULL, tbl INTEGER, row INTEGER, first INTEGER NOT NULL,
    last INTEGER NOT NULL, unit TEXT NOT NULL, year INTEGER, body BLOB NOT NULL,
    PRIMARY KEY (document, id)
);
CREATE INDEX facts_by_table ON facts (document, tbl, row);
CREATE INDEX facts_by_lines ON facts (document, first, last);
CREATE TABLE chunks (
    id INTEGER PRIMARY KEY, document INTEGER NOT NULL, body BLOB NOT NULL, terms BLOB NOT NULL,
    words BLOB NOT NULL
);
CREATE TABLE terms (term TEXT PRIMARY KEY, id INTEGER NOT NULL, chunks INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE names (
    name TEXT NOT NULL, kind TEXT NOT NULL, document INTEGER NOT NULL,
    PRIMARY KEY (kind, name, document)
) WITHOUT ROWID;
CREATE TABLE analysed (
    text INTEGER NOT NULL, document INTEGER NOT NULL, keys BLOB NOT NULL, PRIMARY KEY (text, document)
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of a store: what it is and how much was read from it.

    `id` is its number in the store (0 for the first by name), `first_chunk` the number of its first chunk.
    `given` is the metadata that came with the file, as text, empty where they were read from its text.
    """

    id: int
    name: str
    path: str
    sha256: str
    given: str
    metadata: Metadata
    warnings: tuple[str, ...]
    lines: int
    tables: int
    facts: int
    relations: int
    findings: int
    chunks: int
    first_chunk: int


_encoder = msgspec.json.Encoder()
encode = _encoder.encode
blocks_of = msgspec.json.Decoder(tuple[Block, ...]).decode
tables_of = msgspec.json.Decoder(tuple[Table, ...]).decode
_table_of = msgspec.json.Decoder(Table).decode
_apart = msgspec.json.Decoder(tuple[msgspec.Raw, ...]).decode
audits_of = msgspec.json.Decoder(tuple[AuditItem, ...]).decode
relations_of = msgspec.json.Decoder(tuple[Relation, ...]).decode
findings_of = msgspec.json.Decoder(tuple[Finding, ...]).decode
fact_of = msgspec.json.Decoder(Fact).decode
chunk_of = msgspec.json.Decoder(Chunk).decode
strings_of = msgspec.json.Decoder(tuple[str, ...]).decode
counts_of = msgspec.json.Decoder(dict[str, int]).decode
document_of = msgspec.json.Decoder(Entry).decode


def table_of(body: bytes, number: int) -> Table:
    """One of the tables of a document, without the others."""
    return _table_of(_apart(body)[number])


def number_of(text: str) -> int:
    """The number that stands for a text in `analysed`, of 64 bits."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), signed=True)


def metadata_key(metadata: Metadata | None) -> str:
    """Metadata as one text to compare; empty for none."""
    return encode(metadata).decode() if metadata else ""


def entry_of(row: tuple[object, ...], number: int = 0, offset: int = 0) -> Entry:
    """A row of `documents`, all columns in their order, as an `Entry`.

    Args:
        row: as in the database of a segment.
        number: the document's number in the store.
        offset: the number in the store of the segment's first chunk.
    """
    _, name, path, sha256, given, title, agency, department, as_of, warnings, *counts = row
    day = dt.date.fromisoformat(str(as_of)) if as_of else None
    lines, tables, facts, relations, findings, chunks, first = (int(str(count)) for count in counts)
    return Entry(
        id=number,
        name=str(name),
        path=str(path),
        sha256=str(sha256),
        given=str(given),
        metadata=Metadata(str(title), str(agency), str(department), day),
        warnings=strings_of(str(warnings)),
        lines=lines,
        tables=tables,
        facts=facts,
        relations=relations,
        findings=findings,
        chunks=chunks,
        first_chunk=offset + first,
    )
