"""A store in Milvus, written: new documents are made ready on disk, then sent.

A document counts once it is in the list of documents, which is sent last; what a killed run left behind is
of no document, is not found and is removed by the next run. A build with another reader or embedder goes
into collections of its own and takes the old one's place when all is there. One program writes at a time.
"""

from __future__ import annotations

import tempfile
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec
import numpy as np

from corpus.errors import StoreError
from index.address import Address
from index.bm25 import impacts
from index.manifest import VERSION, Manifest
from index.milvus import MilvusStore
from index.milvus_client import COLLECTIONS, NOTHING, SHIFT, Collections, Remote, Row, listed, pieces
from index.prepared import Prepared
from index.schema import Entry, encode
from index.segment import numbers_of
from index.store import Store
from index.words import Encode
from index.writing import StoreWriter

_PARTS = ("text", "blocks", "tables", "audits", "relations", "findings")
_OF_DOCUMENT = ("chunks", "facts", "parts", "names")


class MilvusWriter:
    """Writes a store in Milvus; used as `StoreWriter` is.

    Args:
        address: where it is.
        embedder: the name of what made the vectors.
        dim: numbers in a vector.
        reader: what stands for the program that read the documents.
    """

    def __init__(self, address: Address, embedder: str, dim: int, reader: str = "") -> None:
        self.path = Path(address.text)
        self._address = address
        self._about = (embedder, dim, reader)
        self._kept: set[str] = set()
        self.old: Store | None = None
        self.exists = False

    def __enter__(self) -> Self:
        """Connect, and make room for what is new."""
        embedder, dim, reader = self._about
        self._collections = Collections(self._address)
        self._remote: Remote | None = None
        try:
            self._remote = self._collections.remote()
            self.exists = self._remote is not None
        except StoreError:  # of another version: written anew
            self.exists = True
        if self._remote:
            manifest = self._remote.manifest
            if (manifest.embedder, manifest.dim, manifest.reader, manifest.version) == (
                embedder, dim, reader, VERSION,
            ):  # fmt: skip
                self.old = MilvusStore(self._address, self._collections, self._remote)
        self._folder = tempfile.TemporaryDirectory(prefix="briefing-")
        self._local = StoreWriter(Path(self._folder.name) / "new", embedder, dim, reader)
        self._local.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove what is on disk and close the connection."""
        self._local.__exit__(kind, error, trace)
        self._folder.cleanup()
        self._collections.close()

    def keep(self, name: str) -> None:
        """Let a document of the old store stay as it is; one that is neither kept nor added is gone."""
        self._kept.add(name)

    def add(self, document: Prepared) -> None:
        """Write a document."""
        self._local.add(document)

    def commit(self, encode_words: Encode) -> Manifest:
        """Send what is new and make it, with what was kept, the store.

        Raises:
            StoreError: the disk is full, or Milvus refuses what is sent.
        """
        made = self._local.commit(encode_words)
        generation = self._remote.generation if self.old and self._remote else uuid.uuid4().hex[:8]
        for kind in COLLECTIONS:
            self._collections.create(kind, generation, made.dim)
        gone = self._gone()
        with Store.open(self._local.path) as local:
            remote = _Sender(self._collections, generation, self._remote if self.old else None, local).send()
        kept = [entry for entry in self._old_entries() if entry.id not in {one.id for one in gone}]
        manifest = msgspec.structs.replace(
            made,
            documents=made.documents + len(kept),
            chunks=made.chunks + sum(entry.chunks for entry in kept),
            facts=made.facts + sum(entry.facts for entry in kept),
            parts=(),
        )
        self._remove(gone, generation)
        self._collections.publish(msgspec.structs.replace(remote, manifest=manifest))
        for other in self._collections.generations() - {generation}:
            self._collections.drop(other)
        return manifest

    def _old_entries(self) -> list[Entry]:
        return self.old.documents() if self.old else []

    def _gone(self) -> list[Entry]:
        return [entry for entry in self._old_entries() if entry.name not in self._kept]

    def _remove(self, gone: Sequence[Entry], generation: str) -> None:
        """Take documents off the list, then what is of none that is on it, and count without them."""
        if not isinstance(self.old, MilvusStore):
            return
        terms, words = Counter[str](), Counter[str]()
        for entry in gone:
            terms.update(self.old.counted(entry.name, "terms"))
            words.update(self.old.counted(entry.name, "words"))
        _recount(self._collections, generation, "terms", "term", {t: -n for t, n in terms.items()})
        _recount(self._collections, generation, "words", "id", {int(w): -n for w, n in words.items()})
        numbers = [MilvusStore.number(entry) for entry in gone]
        self._collections.remove("documents", generation, "id", numbers)
        for kind in _OF_DOCUMENT:
            self._collections.remove(kind, generation, "document", numbers)


def _recount(
    collections: Collections, generation: str, kind: str, key: str, changes: Mapping[Any, int]
) -> set[Any]:
    """Change in how many chunks terms or words stand; gives those that were not there."""
    fields = [key, "chunks", "number" if kind == "terms" else "dense"]
    known = list(collections.by(kind, generation, key, list(changes), fields))
    rows = [row | {"chunks": max(row["chunks"] + changes[row[key]], 0)} for row in known]
    collections.put(kind, generation, rows)
    return set(changes) - {row[key] for row in known}


class _Sender:
    """Sends the documents of a store on disk."""

    def __init__(
        self, collections: Collections, generation: str, remote: Remote | None, local: Store
    ) -> None:
        self._collections = collections
        self._generation = generation
        self._local = local
        self._document = remote.next_document if remote else 0
        self._next_term = remote.next_term if remote else NOTHING + 1
        self._mean = remote.mean_length if remote else self._mean_length()

    def _mean_length(self) -> float:
        lengths = [segment.postings.lengths for segment in self._local.segments]
        every = np.concatenate([np.zeros(0, dtype=np.int32), *lengths])
        return float(every.mean()) if len(every) else 1.0

    def send(self) -> Remote:
        """Send all; the list of documents comes last."""
        self._clean()
        numbers = self._send_terms()
        self._send_words()
        listed_last: list[Row] = []
        for entry in self._local.documents():
            number, self._document = self._document, self._document + 1
            self._put("chunks", self._chunks(entry, number, numbers))
            self._put("facts", self._facts(entry, number))
            self._put("parts", self._parts(entry, number))
            self._put("names", self._names(entry, number))
            body = encode(replace(entry, id=0, first_chunk=number << SHIFT)).decode()
            listed_last.append({"id": number, "name": entry.name, "body": body})
        self._put("documents", listed_last)
        return Remote(self._local.manifest, self._generation, self._document, self._next_term, self._mean)

    def _put(self, kind: str, rows: Iterable[Row]) -> None:
        self._collections.put(kind, self._generation, rows)

    def _clean(self) -> None:
        """Remove what a killed run sent: its documents would have come next."""
        for kind in _OF_DOCUMENT:
            left = {
                row["document"]
                for row in self._collections.rows(
                    kind, self._generation, f"document >= {self._document}", ["document"]
                )
            }
            self._collections.remove(kind, self._generation, "document", sorted(left))

    def _counted(self, column: str) -> Counter[Any]:
        """In how many of the new chunks each term (by its text) or word stands."""
        found: Counter[Any] = Counter()
        for segment in self._local.segments:
            if column == "terms":
                found.update(dict(segment.rows("SELECT term, chunks FROM terms")))
            else:
                for (body,) in segment.rows("SELECT words FROM chunks"):
                    found.update(numbers_of(body).tolist())
        return found

    def _send_terms(self) -> dict[str, int]:
        """Send the terms; gives the number of each."""
        counts = self._counted("terms")
        new = _recount(self._collections, self._generation, "terms", "term", counts)
        rows = []
        for term in sorted(new):
            rows.append({"term": term, "number": self._next_term, "chunks": counts[term]})
            self._next_term += 1
        self._put("terms", rows)
        every = self._collections.by("terms", self._generation, "term", list(counts), ["term", "number"])
        return {row["term"]: int(row["number"]) for row in every}

    def _send_words(self) -> None:
        counts = self._counted("words")
        new = np.asarray(
            sorted(_recount(self._collections, self._generation, "words", "id", counts)), np.int32
        )
        vectors = self._local.words.vectors(new)
        self._put(
            "words",
            (
                {"id": word, "chunks": counts[word], "dense": vector.tolist()}
                for word, vector in zip(new.tolist(), vectors, strict=True)
            ),
        )

    def _chunks(self, entry: Entry, number: int, numbers: Mapping[str, int]) -> Iterator[Row]:
        segment, own = self._local.place(entry.name)
        called = self._terms_of(entry)
        query = "SELECT id, body, terms, words FROM chunks WHERE document = ? ORDER BY id"
        for place, (chunk, body, terms, words) in enumerate(segment.rows(query, [own])):
            held, counts = np.unique(numbers_of(terms), return_counts=True)
            weights = impacts(counts, len(numbers_of(terms)), self._mean)
            sparse = {numbers[called[t]]: float(w) for t, w in zip(held.tolist(), weights, strict=True)}
            yield {
                "id": number << SHIFT | place,
                "document": number,
                "agency": entry.metadata.agency,
                "year": entry.metadata.year or 0,
                "is_table": bool(segment.tables[chunk]),
                "words": listed(numbers_of(words).tolist()),
                "body": body.decode(),
                "dense": segment.vectors.at(np.asarray([chunk], dtype=np.int64))[0].tolist(),
                "sparse": sparse or {NOTHING: 1.0},
            }

    def _terms_of(self, entry: Entry) -> dict[int, str]:
        segment, own = self._local.place(entry.name)
        bodies = [body for (body,) in segment.rows("SELECT terms FROM chunks WHERE document = ?", [own])]
        wanted = sorted({number for body in bodies for number in numbers_of(body).tolist()})
        return dict(segment.many("SELECT id, term FROM terms WHERE id IN ({})", wanted))

    def _facts(self, entry: Entry, number: int) -> Iterator[Row]:
        for fact in self._local.facts([entry.name]):
            yield {
                "id": number << SHIFT | fact.id,
                "document": number,
                "agency": entry.metadata.agency,
                "year": fact.year or entry.metadata.year or 0,
                "unit": fact.unit,
                "value": float(fact.value),
                "tbl": -1 if fact.table is None else fact.table,
                "first": fact.lines[0],
                "last": fact.lines[1],
                "body": encode(fact).decode(),
            }

    def _parts(self, entry: Entry, number: int) -> Iterator[Row]:
        segment, own = self._local.place(entry.name)
        (row,) = segment.rows(f"SELECT {', '.join(_PARTS)} FROM parts WHERE document = ?", [own])  # noqa: S608
        texts = {
            part: body if isinstance(body, str) else body.decode()
            for part, body in zip(_PARTS, row, strict=True)
        }
        called = self._terms_of(entry)
        counts = {"terms": Counter[str](), "words": Counter[str]()}
        query = "SELECT terms, words FROM chunks WHERE document = ?"
        for terms, words in segment.rows(query, [own]):
            counts["terms"].update(called[term] for term in set(numbers_of(terms).tolist()))
            counts["words"].update(str(word) for word in numbers_of(words).tolist())
        texts |= {part: encode(dict(counted)).decode() for part, counted in counts.items()}
        cut = [(part, piece) for part, text in texts.items() for piece in pieces(text)]
        for place, (part, piece) in enumerate(cut):
            yield {"id": number << SHIFT | place, "document": number, "part": part, "body": piece}

    def _names(self, entry: Entry, number: int) -> Iterator[Row]:
        segment, own = self._local.place(entry.name)
        rows = segment.rows("SELECT kind, name FROM names WHERE document = ? ORDER BY kind, name", [own])
        for place, (kind, name) in enumerate(rows):
            yield {"id": number << SHIFT | place, "document": number, "kind": kind, "name": name}
