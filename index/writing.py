"""A store on disk, written: new documents make a segment aside, which becomes part of the store in one step.

`manifest.json` names the segments and is replaced atomically, so a run that is killed or fails leaves the
store as it was; what it left behind is removed by the next run. What is written is in proportion to what is
new: documents that stay are not touched, those that go are struck off in the manifest. Small segments go
into the new one, so that there are never many of them.
"""

from __future__ import annotations

import datetime as dt
import errno
import os
import shutil
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
from filelock import FileLock, Timeout

from corpus.errors import StoreError
from index import schema
from index.manifest import FORMAT, MANIFEST, VERSION, Manifest, Part, read_manifest
from index.prepared import Prepared
from index.schema import encode
from index.segment import Segment
from index.segment_writing import SegmentWriter
from index.store import Store
from index.words import Encode

_DATA = "data-"
_LOCK = ".lock"
_MERGED = 2
"""A segment goes into the new one unless it is more than so many times as large."""

_WORN = 4
"""A segment is written anew once one in so many of its chunks is gone."""

_LARGEST = 300_000
"""Chunks after which a new segment is begun; it bounds the memory that writing takes."""


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
        self.path = path
        self._embedder = embedder
        self._dim = dim
        self._reader = reader
        self._kept: set[str] = set()
        self._new: list[SegmentWriter] = []
        self._lock = FileLock(path / _LOCK, timeout=0)
        self.old: Store | None = None
        """The store as it was; None where none of its documents can stay as they are."""

    def __enter__(self) -> Self:
        """Lock the store."""
        with _explained(self.path):
            _refuse_foreign(self.path)
            self.path.mkdir(parents=True, exist_ok=True)
            try:
                self._lock.acquire()
            except Timeout as error:
                raise StoreError(
                    f"{self.path}: 다른 프로그램이 이 색인을 쓰고 있습니다. 끝난 뒤에 다시 해 주세요."
                ) from error
            try:
                _remove_others(self.path)
                self.old = self._usable()
            except BaseException:
                self._stop()
                raise
        return self

    def _usable(self) -> Store | None:
        try:
            store = Store.open(self.path, self._embedder)
        except StoreError:
            return None
        if (store.manifest.reader, store.manifest.dim) == (self._reader, self._dim):
            return store
        store.close()
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove what was not committed and release the store."""
        self._stop()

    def _stop(self) -> None:
        for segment in self._new:
            segment.close()
        if self.old:
            self.old.close()
        _remove_others(self.path)
        self._lock.release()

    @property
    def exists(self) -> bool:
        """Whether there is a store already."""
        return (self.path / MANIFEST).exists()

    def keep(self, name: str) -> None:
        """Let a document of the old store stay as it is; one that is neither kept nor added is gone."""
        self._kept.add(name)

    def add(self, document: Prepared) -> None:
        """Write a document."""
        with _explained(self.path):
            self._open_segment().add(document)

    def _open_segment(self) -> SegmentWriter:
        """The segment that documents are written to now."""
        if self._new and self._new[-1].chunks >= _LARGEST:
            self._new[-1].finish()
        if not self._new or self._new[-1].finished:
            data = self.path / f"{_DATA}{uuid.uuid4().hex[:12]}"
            self._new.append(SegmentWriter(data, self._dim))
        return self._new[-1]

    def commit(self, encode_words: Encode) -> Manifest:
        """Finish the indexes and make what was kept and written the store.

        Args:
            encode_words: gives the vectors of words.

        Raises:
            StoreError: the disk is full or cannot be written.
        """
        with _explained(self.path):
            stay = self._merge()
            documents = chunks = facts = 0
            parts = []
            for segment, removed in stay:
                parts.append(msgspec.structs.replace(segment.part, removed=removed))
                for row in segment.documents():
                    if row[0] not in removed:
                        entry = schema.entry_of(row)
                        documents, chunks, facts = documents + 1, chunks + entry.chunks, facts + entry.facts
            for new in self._new:
                new.finish()
                new.write_words(encode_words)
                files = dict(_flushed(new.data))
                parts.append(Part(new.data.name, new.documents, new.chunks, (), files))
                documents, chunks, facts = documents + new.documents, chunks + new.chunks, facts + new.facts
            return self._publish(documents, chunks, facts, tuple(parts))

    def _publish(self, documents: int, chunks: int, facts: int, parts: tuple[Part, ...]) -> Manifest:
        manifest = Manifest(
            format=FORMAT,
            version=VERSION,
            created=dt.datetime.now(tz=dt.UTC).isoformat(timespec="seconds"),
            reader=self._reader,
            embedder=self._embedder,
            dim=self._dim,
            documents=documents,
            chunks=chunks,
            facts=facts,
            build=uuid.uuid4().hex,
            parts=parts,
        )
        aside = self.path / f".{MANIFEST}"
        with aside.open("wb") as file:
            file.write(msgspec.json.format(encode(manifest), indent=2))
            file.flush()
            os.fsync(file.fileno())
        aside.replace(self.path / MANIFEST)
        return manifest

    def _merge(self) -> list[tuple[Segment, tuple[int, ...]]]:
        """Take small and worn segments over; gives those that stay, with the documents that are gone."""
        stay: list[tuple[Segment, tuple[int, ...]]] = []
        size = sum(segment.chunks for segment in self._new)
        for segment, gone, live in sorted(self._remaining(), key=lambda one: one[2]):
            small = bool(size) and live <= _MERGED * size
            worn = (segment.part.chunks - live) * _WORN > segment.part.chunks
            if not live and len(gone) == segment.part.documents:
                continue
            if size + live <= _LARGEST and (small or worn):
                self._open_segment().take_over(segment, set(gone))
                size += live
            else:
                stay.append((segment, gone))
        return sorted(stay, key=lambda one: one[0].first_chunk)

    def _remaining(self) -> Iterator[tuple[Segment, tuple[int, ...], int]]:
        """The old segments, with the numbers of the documents that are gone and how many chunks are left."""
        for segment in self.old.segments if self.old else ():
            kept = [row for row in segment.documents() if row[1] in self._kept]
            numbers = {row[0] for row in kept}
            gone = tuple(number for number in range(segment.part.documents) if number not in numbers)
            yield segment, gone, sum(schema.entry_of(row).chunks for row in kept)


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


def _remove_others(path: Path) -> None:
    """Remove data folders that no manifest names: of killed runs, and of segments since taken over."""
    try:
        keep = {part.data for part in read_manifest(path).parts}
    except StoreError:
        keep = set()
    for entry in path.glob(f"{_DATA}*"):
        if entry.name not in keep:
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
