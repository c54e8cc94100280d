"""A document made ready for a store: all that is written of it, encoded, to go from process to process."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from corpus.model import Document, Metadata
from index.schema import Entry, encode, metadata_key


@dataclass(frozen=True, slots=True)
class Passage:
    """What is searched for in a chunk: its terms in order, and its words (Kiwi's morpheme ids)."""

    terms: Sequence[str]
    words: Sequence[int] | NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is written of a document.

    `parts` and `facts` are rows of a segment's database without the document's number, `chunks` are encoded;
    `tables` says which of them are of a table. `terms` has each term once, in the order of their first use,
    `held` for each chunk the places of its terms in it, `words` its words. `vectors` has the shape (chunks,
    dimensions). `names` are what the document names, each with its kind. `analysed` has texts of it that
    need not be analysed with each question: their numbers (`index.schema.number_of`) and `morpheme_keys`.
    """

    entry: Entry
    parts: tuple[str | bytes, ...]
    facts: Sequence[tuple[object, ...]]
    chunks: Sequence[bytes]
    tables: Sequence[bool]
    terms: Sequence[str]
    held: Sequence[NDArray[np.int32]]
    words: Sequence[NDArray[np.int32]]
    vectors: NDArray[np.float32]
    names: Sequence[tuple[str, str]]
    analysed: Sequence[tuple[int, bytes]] = ()


def prepare(
    document: Document,
    given: Metadata | None,
    passages: Sequence[Passage],
    vectors: NDArray[np.float32],
    names: Iterable[tuple[str, str]] = (),
) -> Prepared:
    """Make a document ready to be written.

    Args:
        document: as read; its chunks are renumbered in the store.
        given: the metadata that came with the file, if any did.
        passages: what is searched for in each of its chunks.
        vectors: their vectors, shape (chunks, dimensions).
        names: what it names, each with its kind (see `Store.names`).
    """
    terms = list(dict.fromkeys(term for passage in passages for term in passage.terms))
    places = {term: place for place, term in enumerate(terms)}
    held = [np.asarray([places[term] for term in passage.terms], dtype=np.int32) for passage in passages]
    parts = (document.blocks, document.tables, document.audits, document.relations, document.findings)
    facts = [
        (f.id, f.table, f.cell[0] if f.cell else None, *f.lines, f.unit, f.year, encode(f))
        for f in document.facts
    ]
    return Prepared(
        entry=_entry(document, given),
        parts=("\n".join(document.lines), *map(encode, parts)),
        facts=facts,
        # numbered by the reader, who knows the segments before this one
        chunks=[encode(replace(chunk, id=0)) for chunk in document.chunks],
        tables=[chunk.table is not None for chunk in document.chunks],
        terms=terms,
        held=held,
        words=[np.unique(np.asarray(passage.words, dtype=np.int32)) for passage in passages],
        vectors=np.asarray(vectors, dtype=np.float32),
        names=list(dict.fromkeys(names)),
    )


def _entry(document: Document, given: Metadata | None) -> Entry:
    """What the list of documents says; the numbers in it are given by the store."""
    return Entry(
        id=0,
        name=document.name,
        path=document.path,
        sha256=document.sha256,
        given=metadata_key(given),
        metadata=document.metadata,
        warnings=document.warnings,
        lines=len(document.lines),
        tables=len(document.tables),
        facts=len(document.facts),
        relations=len(document.relations),
        findings=len(document.findings),
        chunks=len(document.chunks),
        first_chunk=0,
    )
