"""Many files read by several processes, each with its own reader; one process writes what they give."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing.connection import wait
from pathlib import Path
from typing import TypeAlias

from corpus.errors import BriefingError
from corpus.model import Metadata
from index.embedder import KiwiEmbedder
from index.prepared import Prepared
from index.reader import DocumentReader

Given: TypeAlias = tuple[Path, Metadata | None]
"""A file, and what it is where that is known."""

Reading: TypeAlias = Callable[[], Prepared]
"""Gives what was read of a file, or raises why it could not be."""

_MANY = 60  # files from which on starting processes (4 s) pays
_MOST = 8  # processes that one writer keeps up with
_AHEAD = 8  # files for each process that are read and not yet written, at most
_TURN = 1000  # files that a process reads until another takes its place, which returns its memory


def reading_processes() -> int:
    """How many processes read best here: one for each core that may be used."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(usable or 1, _MOST)


def readings(
    files: Sequence[Given], reader: DocumentReader, processes: int
) -> Iterator[tuple[Path, Reading]]:
    """The files in their order, each with what gives its content.

    Args:
        files: what to read.
        reader: reads them here, where they are few or the vectors are not the default ones (other models
            have threads of their own, and too much memory for one in each process).
        processes: how many read at the same time.
    """
    if processes > 1 and len(files) >= _MANY and isinstance(reader.embedder, KiwiEmbedder):
        yield from _read_by(processes, files)
        return
    for file, given in files:
        yield file, partial(reader.read, file, given)


def _read_by(processes: int, files: Sequence[Given]) -> Iterator[tuple[Path, Reading]]:
    """What other processes read, a few files ahead."""
    shares = "forkserver" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if shares else "spawn")
    if shares:
        context.set_forkserver_preload(["index.loaded"])
    pool = ProcessPoolExecutor(processes, context, _begin, max_tasks_per_child=_TURN)
    ahead: deque[tuple[Path, Future[Prepared]]] = deque()
    try:
        for file, given in files:
            ahead.append((file, pool.submit(_read, file, given)))
            if len(ahead) > _AHEAD * processes:
                yield _told(*ahead.popleft())
        while ahead:
            yield _told(*ahead.popleft())
    finally:
        pool.shutdown(cancel_futures=True)


def _told(file: Path, future: Future[Prepared]) -> tuple[Path, Reading]:
    def reading() -> Prepared:
        try:
            return future.result()
        except BrokenProcessPool as error:
            raise BriefingError(
                "문서를 읽던 프로세스가 중단되었습니다. 메모리가 모자라지 않은지 확인하고 다시 해 주세요."
            ) from error

    return file, reading


def _begin() -> None:
    """Set up a process that reads: the first one ends it, whether it is stopped or killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        wait([parent.sentinel])
        os._exit(1)


def _read(file: Path, given: Metadata | None) -> Prepared:
    """Read a file in another process."""
    from index.loaded import READER  # noqa: PLC0415 - loads Kiwi

    return READER.read(file, given)
