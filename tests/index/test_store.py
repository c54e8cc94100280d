from __future__ import annotations

import datetime as dt
import errno
import json
import multiprocessing
import os
import signal
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

from corpus.errors import StoreError
from corpus.model import (
    AuditItem,
    Block,
    Cell,
    Chunk,
    Document,
    Fact,
    Finding,
    Metadata,
    Relation,
    Row,
    Table,
)
from index import store as store_module
from index import writing
from index.bm25 import LexicalIndex, Postings, Term
from index.manifest import Manifest
from index.prepared import Passage, prepare
from index.resident import mapped
from index.segment import DATABASE
from index.segment_writing import SegmentWriter
from index.store import Store
from index.vectors import VectorIndex, VectorPart
from index.words import WordIndex, WordPart
from index.writing import StoreWriter

DIM = 4


def make_document(name: str, facts: int = 2, chunks: int = 3) -> Document:
    """A document of an invented city with one of everything."""
    block = Block("bullet", "추진현황", (3, 3), marker="○", depth=1, section=("Ⅰ. 현황",), parents=("위",))
    row = Row(("사업비", "푸른과"), (Cell("1,234", (5, 5)), Cell("△5.0", (5, 5))), (5, 5))
    table = Table("세출", ("Ⅰ. 현황",), (("2023", "예산"), ("증감",)), (row,), (4, 5), "tabs", "천원")
    fact = Fact(
        id=0,
        document=name,
        lines=(5, 5),
        section=("Ⅰ. 현황",),
        caption="세출",
        row=("사업비", "푸른과"),
        column=("2023", "예산"),
        value=Decimal("-1234.50"),
        unit="천원",
        text="△1,234.50",
        as_of=dt.date(2023, 3, 31),
        year=2023,
        table=0,
        cell=(0, 1),
        checked=("a = b + c",),
        confidence=0.9,
    )
    prose = replace(fact, table=None, cell=None, year=None, as_of=None, unit="")
    return Document(
        name=name,
        path=f"in/{name}",
        sha256="ab" * 32,
        metadata=Metadata("2023년 푸른과 업무보고", "가람시", "푸른과", dt.date(2023, 3, 31)),
        lines=("첫 줄", "", "○ 추진현황", "구분\t예산", '푸른과\t1,234\t"△5.0"'),
        blocks=(block,),
        tables=(table,),
        facts=tuple(replace(prose if number % 2 else fact, id=number) for number in range(facts)),
        audits=(
            AuditItem(1, "건의", "요구", ("푸른과",), "추진완료", "", (block,), (), (1, 3), (1, 1), (2, 2)),
        ),
        relations=(Relation("total", 0, (1,), "1 = 1", "exact", Decimal("1"), Decimal("1.0")),),
        findings=(Finding(name, (5, 5), "total", "certain", "합계가 다릅니다", "3", "4", ((name, (1, 1)),)),),
        chunks=tuple(
            Chunk(
                number,
                name,
                f"내용 {number}",
                "가람시 푸른과",
                (number + 1, number + 1),
                ("Ⅰ. 현황",),
                "text",
            )
            for number in range(chunks)
        ),
        warnings=("표가 어렵습니다",),
    )


def spread(words: Sequence[Sequence[int]]) -> NDArray[np.float32]:
    """A vector for each word: one of the axes."""
    return np.eye(DIM, dtype=np.float32)[[word % DIM for (word,) in words]].reshape(-1, DIM)


def write(path: Path, *documents: Document, embedder: str = "test") -> Manifest:
    """Write a store of these documents; chunk n of each has the terms 'n' and 'all'."""
    with StoreWriter(path, embedder, DIM) as writer:
        for document in documents:
            passages = [Passage([str(n), "all", "all"], [n + 7, 5, 5]) for n in range(len(document.chunks))]
            vectors = np.eye(DIM, dtype=np.float32)[[n % DIM for n in range(len(document.chunks))]]
            writer.add(
                prepare(document, None, passages, vectors, [("푸른과", "department"), ("사업비", "label")])
            )
        return writer.commit(spread)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def opened(path: Path) -> Iterator[Store]:
    write(path, make_document("a.txt"), make_document("b.txt", facts=3, chunks=2))
    with Store.open(path) as store:
        yield store


def test_a_document_comes_back_as_it_was(opened: Store) -> None:
    assert opened.document("a.txt") == make_document("a.txt")
    second = make_document("b.txt", facts=3, chunks=2)
    renumbered = tuple(replace(chunk, id=chunk.id + 3) for chunk in second.chunks)
    assert opened.document("b.txt") == replace(second, chunks=renumbered)


def test_entries_say_what_there_is(opened: Store) -> None:
    first, second = opened.documents()
    assert (first.name, first.lines, first.tables, first.facts, first.chunks) == ("a.txt", 5, 1, 2, 3)
    assert (second.id, second.first_chunk) == (1, 3)
    assert first.metadata.year == 2023
    assert opened.manifest.facts == 5


def test_lines_are_counted_from_one_and_cut_to_what_exists(opened: Store) -> None:
    assert opened.lines("a.txt", 1, 1) == ("첫 줄",)
    assert opened.lines("a.txt", 3, 99) == make_document("a.txt").lines[2:]
    assert opened.lines("a.txt", -5, 1) == ("첫 줄",)
    assert opened.lines("a.txt", 50, 60) == ()


def test_facts_by_document_and_by_table(opened: Store) -> None:
    assert len(opened.facts()) == 5
    assert [fact.document for fact in opened.facts(["b.txt"])] == ["b.txt"] * 3
    in_table = opened.facts(tables=[("b.txt", 0)])
    assert [fact.id for fact in in_table] == [0, 2]
    assert in_table[0].value == Decimal("-1234.50")


def test_chunks_come_in_the_order_asked_for(opened: Store) -> None:
    assert [chunk.id for chunk in opened.chunks([4, 0, 99, 2])] == [4, 0, 2]
    assert opened.documents_of(np.arange(5)).tolist() == [0, 0, 0, 1, 1]


def test_more_numbers_than_one_statement_takes(path: Path) -> None:
    write(path, make_document("a.txt", chunks=1200))
    with Store.open(path) as store:
        assert [chunk.id for chunk in store.chunks(range(1200))] == list(range(1200))


def test_terms_are_counted_once_a_chunk(opened: Store) -> None:
    assert opened.count(["all", "0", "2", "없음"]) == {"all": 5, "0": 2, "2": 1}


def test_names_and_their_documents(opened: Store) -> None:
    assert opened.names("department") == {"푸른과": ["a.txt", "b.txt"]}
    assert set(opened.names()) == {"푸른과", "사업비"}


def test_a_document_is_found_by_the_beginning_of_its_name(path: Path) -> None:
    write(path, make_document("2023_a.txt"), make_document("2024_b.txt"))
    with Store.open(path) as store:
        assert store.entry("2023").name == "2023_a.txt"
        with pytest.raises(StoreError, match="2개"):
            store.entry("20")
        with pytest.raises(StoreError, match="색인에 없는 문서"):
            store.entry("x")


def test_findings_and_audits_of_one_and_of_all(opened: Store) -> None:
    assert len(opened.findings()) == len(opened.audits()) == 2
    assert [finding.document for finding in opened.findings("b.txt")] == ["b.txt"]


def test_a_missing_store_says_what_to_do(path: Path) -> None:
    with pytest.raises(StoreError, match="briefing index"):
        Store.open(path)
    path.mkdir()
    with pytest.raises(StoreError, match="briefing index"):
        Store.open(path)


def test_another_format_version_is_refused(path: Path) -> None:
    write(path, make_document("a.txt"))
    manifest = json.loads((path / "manifest.json").read_text())
    (path / "manifest.json").write_text(json.dumps({"format": manifest["format"], "version": 99}))
    with pytest.raises(StoreError, match="99판"):
        Store.open(path)


def test_another_embedder_is_refused(path: Path) -> None:
    write(path, make_document("a.txt"), embedder="one")
    Store.open(path, "one").close()
    with pytest.raises(StoreError, match="one"):
        Store.open(path, "two")


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"{}", b"\x00\xff", b'{"format":"briefing-store","version":3}']
)
def test_a_broken_manifest_is_a_damaged_store_and_can_be_written_anew(path: Path, content: bytes) -> None:
    write(path, make_document("a.txt"))
    (path / "manifest.json").write_bytes(content)
    with pytest.raises(StoreError, match="손상"):
        Store.open(path)
    write(path, make_document("b.txt"))
    with Store.open(path) as store:
        assert [entry.name for entry in store.documents()] == ["b.txt"]


@pytest.mark.parametrize("name", ["briefing.sqlite", "vectors.faiss", "postings/chunks.npy", "words/ids.npy"])
def test_a_missing_or_cut_file_is_a_damaged_store(path: Path, name: str) -> None:
    data = path / write(path, make_document("a.txt")).parts[0].data
    content = (data / name).read_bytes()
    (data / name).write_bytes(content[: len(content) // 2])
    with pytest.raises(StoreError, match="손상"):
        Store.open(path)
    (data / name).unlink()
    with pytest.raises(StoreError, match="손상"):
        Store.open(path)


@pytest.mark.parametrize("name", ["briefing.sqlite", "vectors.faiss", "postings/chunks.npy", "words/ids.npy"])
def test_a_file_of_noise_is_a_damaged_store(path: Path, name: str) -> None:
    data = path / write(path, make_document("a.txt")).parts[0].data
    size = (data / name).stat().st_size
    (data / name).write_bytes(b"\x07" * size)

    def use() -> None:
        with Store.open(path) as store:
            store.document("a.txt")
            store.lexical.best([Term(1, (0,))], np.ones(1, dtype=np.float32), 1)
            store.words.known([5])
            store.vectors.search(np.ones(DIM, dtype=np.float32), 1)

    with pytest.raises(StoreError, match="손상"):
        use()


def test_a_closed_store_says_so(opened: Store) -> None:
    opened.close()
    with pytest.raises(StoreError, match="닫힌"):
        opened.lines("a.txt")


# writing


def names(path: Path) -> list[str]:
    with Store.open(path) as store:
        return [entry.name for entry in store.documents()]


def test_what_is_not_committed_leaves_the_store_as_it_was(path: Path) -> None:
    write(path, make_document("a.txt"))
    before = sorted(file.name for file in path.iterdir())
    with StoreWriter(path, "test", DIM) as writer:
        writer.add(prepare(make_document("b.txt", chunks=0), None, [], np.zeros((0, DIM), np.float32)))
    assert names(path) == ["a.txt"]
    assert sorted(file.name for file in path.iterdir()) == before


def test_readers_keep_what_they_opened_while_it_is_replaced(opened: Store, path: Path) -> None:
    assert opened.is_current()
    write(path, make_document("c.txt"))
    assert not opened.is_current()
    assert opened.document("a.txt").name == "a.txt"
    assert names(path) == ["c.txt"]


def _killed_while_writing(path: Path) -> None:
    with StoreWriter(path, "test", DIM) as writer:
        writer.add(prepare(make_document("b.txt", chunks=0), None, [], np.zeros((0, DIM), np.float32)))
        os.kill(os.getpid(), signal.SIGKILL)


def test_a_killed_run_leaves_the_store_and_the_next_removes_its_rest(path: Path) -> None:
    write(path, make_document("a.txt"))
    process = multiprocessing.get_context("fork").Process(target=_killed_while_writing, args=(path,))
    process.start()
    process.join(20)
    assert process.exitcode == -signal.SIGKILL
    assert len(list(path.glob("data-*"))) == 2
    assert names(path) == ["a.txt"]
    write(path, make_document("c.txt"))
    assert len(list(path.glob("data-*"))) == 1
    assert names(path) == ["c.txt"]


def test_two_writers_are_refused(path: Path) -> None:
    with (
        StoreWriter(path, "test", DIM),
        pytest.raises(StoreError, match="다른 프로그램"),
        StoreWriter(path, "test", DIM),
    ):
        pass
    write(path, make_document("a.txt"))


@pytest.mark.parametrize("failing", ["database", "index", "manifest"])
def test_a_full_disk_is_said_and_leaves_the_store(
    path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    write(path, make_document("a.txt"))

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    def database_full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with pytest.MonkeyPatch.context() as patch:
        if failing == "database":
            patch.setattr(SegmentWriter, "_add_facts", database_full)
        elif failing == "index":
            patch.setattr(Postings, "save", full)
        else:
            patch.setattr(writing, "_flushed", full)
        with pytest.raises(StoreError, match="남은 공간"):
            write(path, make_document("b.txt"))
    assert names(path) == ["a.txt"]
    assert len(list(path.glob("data-*"))) == 1


def test_a_folder_of_other_things_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "중요.hwp").write_text("x")
    with pytest.raises(StoreError, match="다른 폴더"):
        write(tmp_path, make_document("a.txt"))
    assert [file.name for file in tmp_path.iterdir()] == ["중요.hwp"]


def test_a_file_in_the_stores_place_is_said(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("x")
    with pytest.raises(StoreError, match="쓸 수 없습니다"):
        write(tmp_path / "store", make_document("a.txt"))


def test_a_store_can_be_moved(opened: Store, path: Path, tmp_path: Path) -> None:
    document = opened.document("a.txt")
    path.rename(tmp_path / "elsewhere")
    with Store.open(tmp_path / "elsewhere") as moved:
        assert moved.document("a.txt") == document


def test_an_empty_document_makes_a_store(path: Path) -> None:
    write(path, make_document("a.txt", facts=0, chunks=0))
    with Store.open(path) as store:
        assert store.facts() == store.chunks([0]) == []
        assert store.lexical.best([], np.zeros(0, dtype=np.float32), 5).shape == (0,)
        assert store.vectors.search(np.ones(DIM, dtype=np.float32), 5)[0].shape == (0,)


def test_many_facts_load(path: Path) -> None:
    write(path, make_document("a.txt", facts=20_000))
    with Store.open(path) as store:
        assert len(store.facts()) == 20_000


# indexes, against others' code


def test_bm25_ranks_as_rank_bm25_does(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    chunks = [rng.integers(0, 60, size=rng.integers(5, 40)).tolist() for _ in range(50)]
    Postings.build(chunks, 60).save(tmp_path / "bm25")
    index = LexicalIndex([Postings.open(tmp_path / "bm25")])
    oracle = BM25Okapi(chunks, k1=1.2, b=0.75)
    count = np.asarray([sum(term in chunk for chunk in chunks) for term in range(60)])
    oracle.idf = {term: float(np.log(1 + (50 - n + 0.5) / (n + 0.5))) for term, n in enumerate(count)}
    for query in ([1, 2, 3], [7, 7, 9], [59]):
        expected = oracle.get_scores(query) / 2.2  # Lucene leaves out the constant factor k1 + 1
        weights = np.asarray([oracle.idf[term] for term in query], dtype=np.float32)
        terms = [Term(1, (term,)) for term in query]
        scores, _ = index.at(terms, weights, np.arange(50))
        np.testing.assert_allclose(scores, expected, rtol=1e-4, atol=1e-6)


def test_coverage_counts_a_term_once(tmp_path: Path) -> None:
    index = LexicalIndex([Postings.build([[0, 0, 1], [1, 2], [2]], 3)])
    terms = [Term(1, (0,)), Term(2, (1,))]
    _, covered = index.at(terms, np.asarray([2, 1], dtype=np.float32), np.arange(3))
    assert covered.tolist() == [3, 1, 0]


def test_vectors_are_ranked_as_numpy_does(tmp_path: Path) -> None:
    rng = np.random.default_rng(5)
    vectors = rng.normal(size=(200, 16)).astype(np.float32)
    VectorPart.build(vectors).save(tmp_path / "v")
    index = VectorIndex([VectorPart.open(tmp_path / "v")], 16)
    query = rng.normal(size=16).astype(np.float32)
    expected = np.argsort(-(vectors @ query))[:10]
    assert index.search(query, 10)[0].tolist() == expected.tolist()
    among = np.isin(np.arange(200), [5, 17, 90])
    assert set(index.search(query, 10, among)[0].tolist()) == {5, 17, 90}
    np.testing.assert_allclose(index.at(np.arange(20, 23)), vectors[20:23])


def test_words_are_counted_once_a_chunk(opened: Store) -> None:
    assert opened.words.known([5, 7, 9, 99]) == [5, 2, 1, 0]
    for _ in range(2):  # read, then kept
        assert opened.chunk_words([0, 4])[4].tolist() == [5, 8]
    assert sorted(opened.chunk_words([4, 1])) == [1, 4]


def test_a_word_scores_as_its_nearest_in_the_chunk() -> None:
    vectors = {1: [1.0, 0.0], 2: [0.6, 0.8], 3: [0.0, 1.0], 4: [-1.0, 0.0]}

    def encode(words: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        return np.asarray([vectors[word] for (word,) in words], dtype=np.float32).reshape(-1, 2)

    held = {n: np.asarray(words, dtype=np.int32) for n, words in enumerate([[1, 3], [2], [4], []])}
    index = WordIndex([WordPart.build(list(held.values()), encode)], {}, 2)
    found = index.similarity([1], encode([[1]]), [3, 2, 1, 0], held, 4)
    np.testing.assert_allclose(found, [0, 0, (0.6 - 0.2) / 0.8, 1], atol=1e-3)
    weights = [np.log(1 + 3.5 / 1.5), np.log(1 + 1.5 / 3.5)]  # a word of one chunk, and one of none
    both = index.similarity([1, 9], np.asarray([[1, 0], [0, -1]], dtype=np.float32), [0], held, 4)
    np.testing.assert_allclose(both, [weights[0] / sum(weights)], rtol=1e-4)
    assert index.similarity([], encode([]), [0, 1], held, 4).tolist() == [0, 0]
    # a word that stands nowhere weighs something in a store of one chunk too
    alone = index.similarity([1, 9], np.asarray([[1, 0], [0, -1]], dtype=np.float32), [0], held, 1)
    assert 0 <= float(alone[0]) <= 1


def test_the_manifest_names_its_files(path: Path) -> None:
    manifest = write(path, make_document("a.txt"))
    (part,) = manifest.parts
    assert DATABASE in part.files
    for name, size in part.files.items():
        assert (path / part.data / name).stat().st_size == size


def _resident(path: Path) -> int:
    """Kilobytes of the files below a folder that this process has in memory."""
    size, within = 0, False
    for line in Path("/proc/self/smaps").read_text(encoding="utf-8", errors="replace").splitlines():
        if "-" in line.split(" ", 1)[0]:
            within = str(path.resolve()) in line
        elif within and line.startswith("Rss:"):
            size += int(line.split()[1])
    return size


@pytest.mark.skipif(sys.platform != "linux", reason="what is mapped is told by Linux alone")
def test_what_searches_touched_is_given_back_and_read_again(
    opened: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = opened.vectors.at(np.arange(opened.manifest.chunks))
    found = opened.lexical.best(list(opened.terms(["all"]).values()), np.ones(1, np.float32), 5)
    monkeypatch.setattr(store_module, "_MOST_TOUCHED", 2 * mapped())  # other stores are mapped here too
    opened.searched()
    assert _resident(path) > 0  # it is little
    monkeypatch.setattr(store_module, "_MOST_TOUCHED", mapped() - 1)
    opened.searched()
    assert _resident(path) == 0
    assert np.array_equal(opened.vectors.at(np.arange(opened.manifest.chunks)), wanted)
    again = opened.lexical.best(list(opened.terms(["all"]).values()), np.ones(1, np.float32), 5)
    assert np.array_equal(again, found)
