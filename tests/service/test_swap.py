from __future__ import annotations

import threading
import time
import weakref
from pathlib import Path
from typing import Any, ClassVar

import kiwipiepy
import pytest

from index.analyzer import shared_kiwi
from index.build import build_store
from qa.assistant import Assistant
from service.collections import Collection, Collections


class FakeStore:
    def __init__(self) -> None:
        self.current = True

    def is_current(self) -> bool:
        return self.current


class FakeAssistant:
    """Stands for an assistant whose store can be swapped under it."""

    opened: ClassVar[list[FakeAssistant]] = []

    def __init__(self) -> None:
        self.store = FakeStore()
        self.closed = False
        self.asked = 0
        self.opened.append(self)

    def ask(self, *_: object) -> FakeAssistant:
        assert not self.closed
        self.asked += 1
        return self

    def timed(self, _: float) -> FakeAssistant:
        return self

    def close(self) -> None:
        self.closed = True


def test_a_swapped_store_is_opened_behind_the_requests(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    FakeAssistant.opened = []
    monkeypatch.setattr(Assistant, "open", lambda _: FakeAssistant())
    monkeypatch.setattr("service.collections.CHECK_SECONDS", 0.0)
    collection = Collection(tmp_path)
    first: Any = collection.ask("가")
    assert collection.ask("나") is first
    with collection.store():  # a request that is under way when the store is swapped
        first.store.current = False
        collection.ask("다")
        deadline = time.monotonic() + 5
        while collection.reloads == 0 and time.monotonic() < deadline:
            time.sleep(0.01)
        assert collection.reloads == 1
        assert not first.closed
        assert collection.ask("라") is FakeAssistant.opened[1]
    assert first.closed
    assert len(FakeAssistant.opened) == 2
    collection.close()
    assert FakeAssistant.opened[1].closed


def test_a_question_asked_twice_is_answered_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    FakeAssistant.opened = []
    monkeypatch.setattr(Assistant, "open", lambda _: FakeAssistant())
    monkeypatch.setattr("service.collections.MOST_GIVEN", 2)
    collection = Collection(tmp_path)
    collection.load()
    (assistant,) = FakeAssistant.opened
    before = assistant.asked
    for question, history in [
        ("가", ()),
        ("가", ()),
        ("가", ("나",)),
        ("나", ()),
        ("가", ("나",)),
        ("가", ()),
    ]:
        collection.ask(question, history)
    assert assistant.asked - before == 4


def test_an_answer_that_was_given_is_there_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    FakeAssistant.opened = []
    monkeypatch.setattr(Assistant, "open", lambda _: FakeAssistant())
    collection = Collection(tmp_path)
    assert collection.given("가") is None
    collection.load()
    assert collection.given("가") is None
    answer = collection.ask("가")
    assert collection.given("가") is answer
    assert collection.given("가", ["나"]) is None
    collection.close()
    assert collection.given("가") is None


def test_one_question_of_many_callers_is_looked_for_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    FakeAssistant.opened = []
    monkeypatch.setattr(Assistant, "open", lambda _: FakeAssistant())
    collection = Collection(tmp_path)
    collection.load()
    (assistant,) = FakeAssistant.opened
    before = assistant.asked
    threads = [threading.Thread(target=collection.ask, args=("가",)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert assistant.asked - before == 1


def test_a_store_is_closed_once_by_the_last_of_its_users(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    FakeAssistant.opened = []
    closed: list[FakeAssistant] = []
    monkeypatch.setattr(Assistant, "open", lambda _: FakeAssistant())
    monkeypatch.setattr(FakeAssistant, "close", lambda self: closed.append(self))  # noqa: PLW0108 - binds
    monkeypatch.setattr("service.collections.CHECK_SECONDS", 0.0)
    monkeypatch.setattr("service.collections._give_back", lambda: None)
    collection = Collection(tmp_path)
    over = threading.Event()

    def keep_asking(name: str) -> None:
        number = 0
        while not over.is_set():
            number += 1
            collection.ask(f"{name}{number}")
            time.sleep(0.001)  # so that the reloading gets its turn on a busy machine

    threads = [threading.Thread(target=keep_asking, args=(name,)) for name in "가나다"]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + 120
    while collection.reloads < 5 and time.monotonic() < deadline:
        if FakeAssistant.opened:
            FakeAssistant.opened[-1].store.current = False
        time.sleep(0.01)
    over.set()
    for thread in threads:
        thread.join()
    collection.close()
    assert collection.reloads >= 5
    deadline = time.monotonic() + 30
    while len(closed) < len(FakeAssistant.opened) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert sorted(map(id, closed)) == sorted(map(id, FakeAssistant.opened))


def test_no_request_fails_while_the_store_is_swapped(
    monkeypatch: pytest.MonkeyPatch, samples: Path, tmp_path: Path
) -> None:
    monkeypatch.setattr("service.collections.CHECK_SECONDS", 0.0)
    build_store([samples / "hanbit_edu_2024.txt"], tmp_path)
    collection = Collection(tmp_path)
    collection.load()
    question = "한빛광역시교육청 총무과의 2024년 본예산 합계는 얼마입니까?"
    found: list[str] = []
    over = threading.Event()

    def keep_asking() -> None:
        while not over.is_set():
            found.append(collection.ask(question).answer)

    threads = [threading.Thread(target=keep_asking) for _ in range(2)]
    for thread in threads:
        thread.start()
    for _ in range(3):
        build_store([samples / "hanbit_edu_2024.txt"], tmp_path)
        time.sleep(0.3)
    over.set()
    for thread in threads:
        thread.join()
    assert collection.reloads >= 1
    assert len(found) > 3
    assert len(set(found)) == 1


def test_nothing_is_left_of_a_store_that_was_swapped_out(
    monkeypatch: pytest.MonkeyPatch, samples: Path, tmp_path: Path
) -> None:
    monkeypatch.setattr("service.collections.CHECK_SECONDS", 0.0)
    build_store([samples / "hanbit_edu_2024.txt"], tmp_path)
    loaded = shared_kiwi()
    monkeypatch.setattr(kiwipiepy, "Kiwi", None)  # loading another one fails
    collection = Collection(tmp_path)
    question = "한빛광역시교육청 총무과의 2024년 본예산 합계는 얼마입니까?"
    gone: list[weakref.ref[object]] = []
    for swaps in range(1, 4):
        collection.ask(question)
        collection.ask("그럼 2023년은?", [question])
        with collection.assistant() as assistant:
            assert assistant.store.lexical
            store = assistant.store
            gone += map(weakref.ref, (assistant, store, store.segments[0], store.lexical, store.vectors))
        del assistant, store
        build_store([samples / "hanbit_edu_2024.txt"], tmp_path)
        deadline = time.monotonic() + 30
        while (collection.reloads < swaps or any(one() for one in gone)) and time.monotonic() < deadline:
            collection.ask(question)
            time.sleep(0.01)
        assert collection.reloads == swaps
        assert [one() for one in gone if one()] == []
    assert shared_kiwi() is loaded
    collection.close()


def test_collections_are_found_by_name(tmp_path: Path) -> None:
    collections = Collections({"a": tmp_path / "a", "b": tmp_path / "b"})
    assert collections.names(None) == ["a", "b"]
    assert collections.get(None, None) is collections.get("a", None)
    assert collections.get(None, frozenset({"b"})) is collections.get("b", None)
    assert collections.get("a", frozenset({"b"})) is None
    assert collections.get(None, frozenset()) is None
