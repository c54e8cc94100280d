"""Documents on disk become a store: read, analysed once for terms and vectors, written.

A store holds the documents under the paths of its last build and nothing else, unless they are to be added.
A file that has not changed since (same content, same metadata) stays in the store without being read again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import BriefingError, StoreError, UnreadableFile
from corpus.model import Metadata
from corpus.reading import find_files, load_catalog
from index.address import address_of
from index.analyzer import Analyzer
from index.embedder import load_embedder
from index.processes import Given, Reading, readings
from index.reader import DocumentReader
from index.schema import Entry, metadata_key
from index.words import word_embedder
from index.writing import StoreWriter

if TYPE_CHECKING:
    from index.milvus_writing import MilvusWriter

Progress = Callable[[int, int, str], None]
"""Told before each document: how many are done, how many there are, and the file's name."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did. `errors` are (path, Korean message); `kept` documents were taken over unread."""

    documents: int
    kept: int
    tables: int
    facts: int
    chunks: int
    relations: int
    findings: int
    errors: tuple[tuple[str, str], ...]
    seconds: float


@dataclass(slots=True)
class _Counts:
    documents: int = 0
    kept: int = 0
    tables: int = 0
    facts: int = 0
    chunks: int = 0
    relations: int = 0
    findings: int = 0
    errors: list[tuple[str, str]] = field(default_factory=list)

    def add(self, entry: Entry) -> None:
        self.documents += 1
        self.tables += entry.tables
        self.facts += entry.facts
        self.chunks += entry.chunks
        self.relations += entry.relations
        self.findings += entry.findings


def build_store(  # noqa: PLR0913 - what may be left out is named
    paths: Iterable[str | Path],
    store: str | Path,
    embedder: str | None = None,
    progress: Progress | None = None,
    analyzer: Analyzer | None = None,
    *,
    add: bool = False,
    processes: int = 1,
) -> Summary:
    """Read documents and write the store that holds them.

    Args:
        paths: files and folders; `corpus.toml` in a file's folder says what the file is.
        store: the store's folder, or its address in Milvus; it is changed once all is read.
        embedder: the name or folder of a sentence-transformers model, None for the default.
        progress: told of each document.
        analyzer: one to share, where Kiwi is loaded already.
        add: whether the store keeps the documents that are not under the paths.
        processes: how many read at the same time where many documents are new; with more than one, the
            program's own start must be behind `if __name__ == "__main__":` (see `multiprocessing`).

    Returns:
        What was read, with the files that could not be.

    Raises:
        UnreadableFile: a path is not there, or not one document could be read.
        BriefingError: a process that read documents was killed.
        StoreError: the store cannot be written, or nothing can be added to it.
    """
    start = time.perf_counter()
    files, errors = _files(paths)
    analyzer = analyzer or Analyzer()
    encoder = load_embedder(embedder, analyzer.kiwi)
    counts = _Counts(errors=errors)
    reader = reader_mark()
    with _writer(store, encoder.name, encoder.dim, reader) as writer:
        builder = _Builder(writer, counts, progress, len(files))
        if add:
            builder.keep_all_but({file.name for file, _ in files})
        new = builder.take_over(files)
        for file, reading in readings(new, DocumentReader(analyzer, encoder), processes):
            builder.add(file, reading)
        if progress:
            progress(len(files), len(files), "")
        if not counts.documents:
            raise _nothing_read(counts.errors)
        writer.commit(word_embedder(encoder, analyzer.kiwi).encode_ids)
    return Summary(
        documents=counts.documents,
        kept=counts.kept,
        tables=counts.tables,
        facts=counts.facts,
        chunks=counts.chunks,
        relations=counts.relations,
        findings=counts.findings,
        errors=tuple(counts.errors),
        seconds=time.perf_counter() - start,
    )


def _writer(store: str | Path, embedder: str, dim: int, reader: str) -> StoreWriter | MilvusWriter:
    """What writes the store: a folder, or one in Milvus."""
    address = address_of(store)
    if address is None:
        return StoreWriter(Path(store), embedder, dim, reader)
    from index.milvus_writing import MilvusWriter  # noqa: PLC0415 - of an extra that not everyone installs

    return MilvusWriter(address, embedder, dim, reader)


def _nothing_read(errors: Sequence[tuple[str, str]]) -> BriefingError:
    if len(errors) == 1:
        return UnreadableFile(errors[0][1])
    return UnreadableFile(f"읽을 수 있는 문서가 없습니다({len(errors)}개 파일 실패). 첫 번째: {errors[0][1]}")


def reader_mark() -> str:
    """A mark of the program that reads and analyses documents: it changes with its code and with Kiwi."""
    root = Path(__file__).parent
    mark = sha256(version("kiwipiepy").encode() + version("kiwipiepy_model").encode())
    for file in sorted([*(root.parent / "corpus").rglob("*.py"), *root.glob("*.py")]):
        mark.update(file.read_bytes())
    return mark.hexdigest()[:16]


def _files(paths: Iterable[str | Path]) -> tuple[list[Given], list[tuple[str, str]]]:
    """The documents under the paths, by name, with the metadata given for each; and what went wrong."""
    errors: list[tuple[str, str]] = []
    catalogs: dict[Path, Mapping[str, Metadata]] = {}
    found: dict[str, Given] = {}
    for given in paths:
        try:
            files = list(find_files([given]))
        except UnreadableFile as error:
            errors.append((str(given), str(error)))
            continue
        for file in files:
            folder = file.parent
            if folder not in catalogs:
                catalogs[folder] = _catalog(folder, errors)
            if file.name not in found:
                found[file.name] = (file, catalogs[folder].get(file.name))
            elif found[file.name][0].resolve() != file.resolve():
                message = (
                    f"{file}: 같은 이름의 문서({found[file.name][0]})가 이미 있습니다. 이름을 바꾸어 주세요."
                )
                errors.append((str(file), message))
    if not found:
        raise (
            _nothing_read(errors)
            if errors
            else UnreadableFile("색인할 문서가 없습니다. 경로를 지정해 주세요.")
        )
    return [found[name] for name in sorted(found)], errors


def _catalog(folder: Path, errors: list[tuple[str, str]]) -> Mapping[str, Metadata]:
    try:
        return load_catalog(folder)
    except UnreadableFile as error:
        errors.append((str(folder), str(error)))
        return {}


class _Builder:
    """Makes a store that is being written of files, one after the other."""

    def __init__(
        self, writer: StoreWriter | MilvusWriter, counts: _Counts, progress: Progress | None, total: int
    ) -> None:
        self._known = {entry.name: entry for entry in writer.old.documents()} if writer.old else {}
        self._writer = writer
        self._counts = counts
        self._progress = progress
        self._done = 0
        self._total = total

    def keep_all_but(self, names: Collection[str]) -> None:
        """Let the store's other documents stay.

        Raises:
            StoreError: there is a store, but not one whose documents can stay as they are.
        """
        if self._writer.old is None and self._writer.exists:
            raise StoreError(
                f"{self._writer.path}: 다른 판이나 다른 임베딩 모델로 만든 색인에는 더할 수 없습니다. "
                "문서 전체를 다시 색인해 주세요."
            )
        for entry in self._known.values():
            if entry.name not in names:
                self._keep(entry)

    def take_over(self, files: Sequence[Given]) -> list[Given]:
        """Keep the files that the store has as they are; gives those that are to be read."""
        return [given for given in files if not self._taken_over(*given)]

    def _taken_over(self, file: Path, given: Metadata | None) -> bool:
        entry = self._known.get(file.name)
        if entry is None or entry.given != metadata_key(given):
            return False
        try:
            same = sha256(file.read_bytes()).hexdigest() == entry.sha256
        except OSError:
            return False
        if same:
            self._tell(file)
            self._keep(entry)
        return same

    def _keep(self, entry: Entry) -> None:
        self._writer.keep(entry.name)
        self._counts.add(entry)
        self._counts.kept += 1

    def _tell(self, file: Path) -> None:
        if self._progress:
            self._progress(self._done, self._total, file.name)
        self._done += 1

    def add(self, file: Path, reading: Reading) -> None:
        """Write what is read of a file; one that cannot be read becomes an error."""
        self._tell(file)
        try:
            document = reading()
            self._writer.add(document)
            self._counts.add(document.entry)
        except UnreadableFile as error:
            self._counts.errors.append((str(file), str(error)))
        except BriefingError:
            raise
        except Exception as error:
            # a document that the reader was not made for must not cost the others
            kind = f"{type(error).__name__}: {error}"
            message = f"{file}: 문서의 구조를 읽지 못해 건너뛰었습니다({kind}). 관리자에게 알려 주세요."
            self._counts.errors.append((str(file), message))
