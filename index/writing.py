"""A store on disk, written: aside in a data folder of its own, then made the valid one in one step.

`manifest.json` names the valid data folder and is replaced atomically, so a run that is
killed or fails leaves the store as it was; what it left behind is removed by the next run.
"""

from __future__ import annotations

import datetime as dt
import errno
import os
import shutil
import sqlite3
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from corpus.errors import StoreError
from corpus.model import Document, Metadata
from index import schema
from index.bm25 import LexicalIndex
from index.schema import Manifest, encode
from index.store import DATABASE, LEXICAL, MANIFEST, VECTORS, WORDS, read_manifest
from index.vectors import VectorIndex
from index.words import Encode, WordIndex

_DATA = "data-"
_LOCK = ".lock"
_PLACES = ",".join("?" * 15)


@dataclass(frozen=True, slots=True)
class Passage:
    """What is searched for in a chunk: its terms in order, and its words (Kiwi's morpheme ids)."""

    terms: Sequence[str]
    words: Sequence[int] | NDArray[np.int32]


class StoreWriter:
    """Writes a store; used in a `with` block, and nothing is changed unless `commit` is reached.

    Args:
        path: the store's folder, made where there is none.
        embedder: the name of what made the vectors.
        dim: numbers in a vector.
        reader: what stands for the program that read the documents (see `Manifest`).

    Raises:
        StoreError: the folder holds something else, another program writes it, or the disk is full.

    Example:
        >>> with StoreWriter(path, "kiwi", 256) as writer:
        ...     writer.add(document, None, passages, vectors)
        ...     writer.commit(embedder.encode_ids)
    """

    def __init__(self, path: Path, embedder: str, dim: int, reader: str = "") -> None:
        self._path = path
        self._embedder = embedder
        self._dim = dim
        self._reader = reader
        self._terms: dict[str, int] = {}
        self._counts: list[int] = []
        self._chunks: list[NDArray[np.int32]] = []
        self._words: list[NDArray[np.int32]] = []
        self._vectors: list[NDArray[np.float32]] = []
        self._documents = 0
        self._facts = 0
        self._data = path / f"{_DATA}{uuid.uuid4().hex[:12]}"
        self._lock = FileLock(path / _LOCK, timeout=0)

    def __enter__(self) -> Self:
        """Lock the store and start a data folder."""
        with _explained(self._path):
            _refuse_foreign(self._path)
            self._path.mkdir(parents=True, exist_ok=True)
            try:
                self._lock.acquire()
            except Timeout as error:
                raise StoreError(
                    f"{self._path}: 다른 프로그램이 이 색인을 쓰고 있습니다. 끝난 뒤에 다시 해 주세요."
                ) from error
            try:
                self._start()
            except BaseException:
                self._stop()
                raise
        return self

    def _start(self) -> None:
        _remove_others(self._path, keep=valid_data(self._path))
        self._data.mkdir()
        self._database = sqlite3.connect(self._data / DATABASE, isolation_level=None)
        self._database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + schema.SCHEMA)
        self._database.execute("BEGIN")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove what was not committed and release the store."""
        self._stop()

    def _stop(self) -> None:
        if hasattr(self, "_database"):
            self._database.close()
        _remove_others(self._path, keep=valid_data(self._path))
        self._lock.release()

    def add(
        self,
        document: Document,
        given: Metadata | None,
        passages: Sequence[Passage],
        vectors: NDArray[np.float32],
        names: Iterable[tuple[str, str]] = (),
    ) -> None:
        """Write a document.

        Args:
            document: as read; its chunks are renumbered in the store.
            given: the metadata that came with the file, if any did.
            passages: what is searched for in each of its chunks.
            vectors: their vectors, shape (chunks, `dim`).
            names: what it names, each with its kind (see `Store.names`).
        """
        with _explained(self._path):
            number = self._documents
            self._add_entry(number, document, given)
            self._add_facts(number, document)
            self._add_chunks(number, document, passages)
            self._database.executemany(
                "INSERT OR IGNORE INTO names VALUES (?, ?, ?)", ((name, kind, number) for name, kind in names)
            )
        self._vectors.append(np.asarray(vectors, dtype=np.float32).reshape(-1, self._dim))
        self._documents += 1
        self._facts += len(document.facts)

    def _add_entry(self, number: int, document: Document, given: Metadata | None) -> None:
        about = document.metadata
        sizes = (len(document.lines), len(document.tables), len(document.facts), len(document.chunks))
        values = (
            number,
            document.name,
            document.path,
            document.sha256,
            schema.metadata_key(given),
            about.title,
            about.agency,
            about.department,
            about.as_of.isoformat() if about.as_of else None,
            encode(document.warnings).decode(),
            *sizes,
            len(self._chunks),
        )
        self._database.execute(f"INSERT INTO documents VALUES ({_PLACES})", values)  # noqa: S608
        parts = (document.blocks, document.tables, document.audits, document.relations, document.findings)
        self._database.execute(
            "INSERT INTO parts VALUES (?, ?, ?, ?, ?, ?, ?)",
            (number, "\n".join(document.lines), *map(encode, parts)),
        )

    def _add_facts(self, number: int, document: Document) -> None:
        self._database.executemany(
            "INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    number,
                    fact.id,
                    fact.table,
                    fact.cell[0] if fact.cell else None,
                    fact.lines[0],
                    fact.unit,
                    fact.year,
                    encode(fact),
                )
                for fact in document.facts
            ),
        )

    def _add_chunks(self, number: int, document: Document, passages: Sequence[Passage]) -> None:
        for chunk, passage in zip(document.chunks, passages, strict=True):
            terms = np.asarray([self._term(term) for term in passage.terms], dtype=np.int32)
            words = np.unique(np.asarray(passage.words, dtype=np.int32))
            for term in np.unique(terms).tolist():
                self._counts[term] += 1
            place = len(self._chunks)
            self._chunks.append(terms)
            self._words.append(words)
            body = encode(replace(chunk, id=place))
            row = (place, number, chunk.table is not None, body, terms.tobytes(), words.tobytes())
            self._database.execute("INSERT INTO chunks VALUES (?, ?, ?, ?, ?, ?)", row)

    def _term(self, term: str) -> int:
        number = self._terms.get(term)
        if number is None:
            number = self._terms[term] = len(self._counts)
            self._counts.append(0)
        return number

    def commit(self, encode_words: Encode) -> Manifest:
        """Finish the indexes and make what was written the store.

        Args:
            encode_words: gives the vectors of words.

        Raises:
            StoreError: the disk is full or cannot be written.
        """
        with _explained(self._path):
            rows = ((term, number, self._counts[number]) for term, number in sorted(self._terms.items()))
            self._database.executemany("INSERT INTO terms VALUES (?, ?, ?)", rows)
            self._database.execute("COMMIT")
            self._database.close()
            LexicalIndex.build(self._chunks, len(self._terms)).save(self._data / LEXICAL)
            VectorIndex.build(np.concatenate([np.zeros((0, self._dim), np.float32), *self._vectors])).save(
                self._data / VECTORS
            )
            WordIndex.build(self._words, encode_words).save(self._data / WORDS)
            manifest = Manifest(
                format=schema.FORMAT,
                version=schema.VERSION,
                created=dt.datetime.now(tz=dt.UTC).isoformat(timespec="seconds"),
                reader=self._reader,
                embedder=self._embedder,
                dim=self._dim,
                documents=self._documents,
                chunks=len(self._chunks),
                facts=self._facts,
                data=self._data.name,
                files=dict(_flushed(self._data)),
            )
            aside = self._data / MANIFEST
            aside.write_bytes(msgspec.json.format(encode(manifest), indent=2))
            aside.replace(self._path / MANIFEST)
        return manifest


def valid_data(path: Path) -> str:
    """The data folder that a store's manifest names; empty where there is no store that can be read."""
    try:
        return read_manifest(path).data
    except StoreError:
        return ""


def _flushed(data: Path) -> Iterator[tuple[str, int]]:
    """Names and sizes of all files of a data folder, each written through to the disk."""
    for file in sorted(data.rglob("*")):
        if file.is_file():
            with file.open("rb+") as opened:
                os.fsync(opened.fileno())
            yield file.relative_to(data).as_posix(), file.stat().st_size


def _refuse_foreign(path: Path) -> None:
    """Refuse a folder that holds anything but a store."""
    if path.is_dir() and any(
        entry.name != MANIFEST and not entry.name.startswith((_DATA, ".")) for entry in path.iterdir()
    ):
        raise StoreError(f"{path}: 색인이 아닌 파일이 있는 폴더입니다. 비어 있는 다른 폴더를 지정해 주세요.")


def _remove_others(path: Path, keep: str) -> None:
    """Remove data folders that no manifest names: of killed runs, and of stores since replaced."""
    for entry in path.glob(f"{_DATA}*"):
        if entry.name != keep:
            shutil.rmtree(entry, ignore_errors=True)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn what the disk refuses into a `StoreError`."""
    full = f"{path}: 디스크에 남은 공간이 없어 색인을 쓰지 못했습니다. 공간을 비우고 다시 해 주세요."
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise StoreError(full) from error
        raise StoreError(
            f"{path}: 색인을 쓸 수 없습니다({error.strerror}). 폴더와 권한을 확인해 주세요."
        ) from error
    except sqlite3.Error as error:
        if "full" in str(error):
            raise StoreError(full) from error
        raise StoreError(f"{path}: 색인을 쓸 수 없습니다({error}). 폴더와 권한을 확인해 주세요.") from error
