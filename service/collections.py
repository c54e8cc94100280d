"""Open stores, shared by all requests; one that `briefing index` has swapped is opened anew behind them.

A collection is a store of its own: what is asked of one can find, count or hint at nothing of another.
"""

from __future__ import annotations

import ctypes
import gc
import logging
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from corpus.errors import BriefingError, StoreError
from index.manifest import MANIFEST
from qa.assistant import Assistant

if TYPE_CHECKING:
    from pathlib import Path

    from index.store import Store
    from qa.answer import Answer
    from qa.wording.phrasing import Phraser

DEFAULT = "default"
CHECK_SECONDS = 1.0  # between looks at whether a store was swapped
MOST_GIVEN = 1000  # answers that are remembered; the same is often asked twice
OPENINGS = 5  # attempts at a store that is being swapped just then
_WARM_UP = "올해 예산은 모두 얼마인가요?"

log = logging.getLogger("briefing.server")


class _Opened:
    """An open assistant, how many requests use it, and whether a newer one has taken its place."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant
        self.asking = threading.Lock()  # answers are made by Python: two at once would take twice as long
        self.users = 0
        self.retired = False
        self.given: dict[tuple[str, ...], Answer] = {}  # the oldest first

    def ask(self, question: str, history: Sequence[str]) -> Answer:
        """Answer a question; one that was asked of this store before gets the answer that it got."""
        started = time.perf_counter()
        asked = (question, *history)
        answer = self.given.get(asked)
        if answer is None:
            with self.asking:
                answer = self.given.get(asked) or self.assistant.ask(question, history)  # given meanwhile
                self.given[asked] = answer
                if len(self.given) > MOST_GIVEN:
                    del self.given[next(iter(self.given))]
        return answer.timed(time.perf_counter() - started)


class Collection:
    """One store, opened at its first use (or by `load`), reopened when it was swapped.

    Args:
        path: the store's folder.
        phraser: puts answers into a language model's words.

    Example:
        >>> collection = Collection(Path(".briefing"))
        >>> collection.ask("총무과 예산은 얼마인가요?").status
        'answered'
    """

    def __init__(self, path: Path, phraser: Phraser | None = None) -> None:
        self.path = path
        self._phraser = phraser
        self.reloads = 0
        self._opened: _Opened | None = None
        self._lock = threading.Lock()
        self._opening = threading.Lock()
        self._checked = 0.0
        self._reloading = False

    @property
    def ready(self) -> bool:
        """Whether the store is open."""
        return self._opened is not None

    def load(self) -> None:
        """Open the store if it is not open yet.

        Raises:
            StoreError: there is no usable store.
        """
        with self._opening:
            if self._opened is None:
                self._opened = _open(self.path)

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """Answer a question.

        Raises:
            BadRequest: it is empty or too long.
            StoreError: there is no usable store.
        """
        started = time.perf_counter()
        with self._borrowed() as opened:
            answer = opened.ask(question, history)
            if self._phraser is None:
                return answer
            # while the model writes, others may ask
            phrased = self._phraser.phrase(answer, opened.assistant.analyze)
        return phrased.timed(time.perf_counter() - started)

    def given(self, question: str, history: Sequence[str] = ()) -> Answer | None:
        """The answer to a question asked before, at once; None where it must be looked for or phrased."""
        if not self.ready or self._phraser is not None:
            return None
        with self._borrowed() as opened:
            answer = opened.given.get((question, *history))
            return answer.timed(0.0) if answer else None

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The store, for as long as the context lasts.

        Raises:
            StoreError: there is no usable one.
        """
        with self._borrowed() as opened:
            yield opened.assistant.store

    @contextmanager
    def assistant(self) -> Iterator[Assistant]:
        """The assistant, for this caller alone as long as the context lasts.

        Raises:
            StoreError: there is no usable store.
        """
        with self._borrowed() as opened, opened.asking:
            yield opened.assistant

    def close(self) -> None:
        """Close the store once nobody uses it."""
        with self._lock:
            opened, self._opened = self._opened, None
        if opened:
            self._retire(opened)

    @contextmanager
    def _borrowed(self) -> Iterator[_Opened]:
        if not self.ready:
            self.load()
        opened = self._enter()
        try:
            self._look(opened)
            yield opened
        finally:
            with self._lock:
                opened.users -= 1
                last = opened.retired and opened.users == 0
            if last:
                _close(opened)

    def _enter(self) -> _Opened:
        with self._lock:
            opened = self._opened
            if opened is None:
                raise StoreError(f"{self.path}: 서버를 마치는 중입니다. 잠시 뒤 다시 물어 주세요.")
            opened.users += 1
            return opened

    def _look(self, opened: _Opened) -> None:
        """Start opening the newer store where there is one, at most once a second."""
        now = time.monotonic()
        with self._lock:
            if self._reloading or now - self._checked < CHECK_SECONDS:
                return
            self._checked = now
            self._reloading = not opened.assistant.store.is_current()
            if self._reloading:
                threading.Thread(target=self._reload, name="reload", daemon=True).start()

    def _reload(self) -> None:
        try:
            newer = _open(self.path)
        except BriefingError as error:
            log.warning("store not reloaded: %s", error)
            return
        finally:
            with self._lock:
                self._reloading = False
        with self._lock:
            older, self._opened = self._opened, newer
            self.reloads += 1
        if older:
            self._retire(older)

    def _retire(self, opened: _Opened) -> None:
        """Close a store now, or when the last request that uses it is answered."""
        with self._lock:
            opened.retired = True
            unused = opened.users == 0
        if unused:
            _close(opened)


def _close(opened: _Opened) -> None:
    opened.assistant.close()
    del opened.assistant
    threading.Thread(target=_give_back, name="tidy", daemon=True).start()


def _give_back() -> None:
    """Free what a closed store held: an assistant is a ring of references, and C keeps what was freed."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # of glibc
    if trim:
        trim(0)


def _open(path: Path) -> _Opened:
    """Open a store and all of its files; one that is swapped just then is opened once more."""
    for _ in range(OPENINGS):
        stamp = _stamp(path)
        try:
            assistant = Assistant.open(path)
            assistant.ask(_WARM_UP)
        except StoreError:
            if _stamp(path) == stamp:
                raise
        else:
            return _Opened(assistant)
    raise StoreError(f"{path}: 색인이 너무 자주 바뀌고 있습니다. 잠시 뒤 다시 해 주세요.")


def _stamp(path: Path) -> int:
    """When the store was last swapped, in nanoseconds; 0 where there is none."""
    try:
        return (path / MANIFEST).stat().st_mtime_ns
    except OSError:
        return 0


class Collections:
    """The collections of a server, by name; the first is the one meant where none is named."""

    def __init__(self, paths: Mapping[str, Path], phraser: Phraser | None = None) -> None:
        self._all = {name: Collection(path, phraser) for name, path in paths.items()}

    def names(self, visible: frozenset[str] | None) -> list[str]:
        """Names of the collections that a caller may see; all of them where `visible` is None."""
        return [name for name in self._all if visible is None or name in visible]

    def get(self, name: str | None, visible: frozenset[str] | None) -> Collection | None:
        """A collection by name, the first that the caller may see for None; None where there is none."""
        names = self.names(visible)
        if name is None:
            return self._all[names[0]] if names else None
        return self._all[name] if name in names else None

    @property
    def ready(self) -> bool:
        """Whether every store is open."""
        return all(collection.ready for collection in self._all.values())

    @property
    def reloads(self) -> int:
        """How often stores were opened anew after a swap."""
        return sum(collection.reloads for collection in self._all.values())

    def load(self) -> None:
        """Open every store; one that cannot be opened is logged and tried again when it is asked."""
        for name, collection in self._all.items():
            try:
                collection.load()
            except BriefingError as error:
                log.warning("collection %s: %s", name, error)

    def close(self) -> None:
        """Close every store."""
        for collection in self._all.values():
            collection.close()
