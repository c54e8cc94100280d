from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.document import read_document
from corpus.errors import BriefingError, StoreError, UnreadableFile
from index import build as build_module
from index import processes as processes_module
from index import reader as reader_module
from index.analyzer import Analyzer
from index.build import build_store
from index.embedder import KiwiEmbedder
from index.reader import DocumentReader, document_names
from index.search import Searcher
from index.store import Store
from index.writing import StoreWriter

TEXT = """2024년 주요업무보고

Ⅰ. 일반 현황

□ 예산 현황 (단위 : 천원)

구분\t2023\t2024\t증감
계\t300\t360\t60
누리과\t100\t120\t20
새싹과\t200\t240\t40

□ 새싹 도서관 운영
 ○ 사업비 : 240천원
 ○ 방문자 : 1,250명
"""


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "문서"
    folder.mkdir()
    for name in ("가.txt", "나.txt"):
        (folder / name).write_text(TEXT.replace("누리과", f"{name[0]}람과"), encoding="utf-8")
    (folder / "corpus.toml").write_text(
        '[[document]]\nfile = "가.txt"\ntitle = "누리시 업무보고"\nagency = "누리시"\nas_of = 2024-01-31\n',
        encoding="utf-8",
    )
    return folder


def test_a_folder_becomes_a_store(folder: Path, tmp_path: Path, analyzer: Analyzer) -> None:
    told: list[tuple[int, int, str]] = []
    summary = build_store(
        [folder], tmp_path / "s", progress=lambda *about: told.append(about), analyzer=analyzer
    )
    assert told == [(0, 2, "가.txt"), (1, 2, "나.txt"), (2, 2, "")]
    assert (summary.documents, summary.kept, summary.errors) == (2, 0, ())
    with Store.open(tmp_path / "s") as store:
        first, second = store.documents()
        assert (first.metadata.title, first.metadata.agency) == ("누리시 업무보고", "누리시")
        assert second.name == "나.txt"
        assert summary.facts == len(store.facts()) > 10
        assert summary.chunks == store.manifest.chunks == len(store.vectors) == len(store.lexical) > 2
        assert summary.tables == 2
        assert "가람과" in store.names("label")
        assert store.names("agency") == {"누리시": ["가.txt"]}


def test_what_has_not_changed_is_taken_over(
    folder: Path, tmp_path: Path, analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_store([folder], tmp_path / "s", analyzer=analyzer)
    (folder / "나.txt").write_text(TEXT + "\n□ 새 사업 : 5억원\n", encoding="utf-8")
    read = []
    real = reader_module.read_document
    monkeypatch.setattr(
        reader_module, "read_document", lambda file, *rest: read.append(file.name) or real(file, *rest)
    )
    summary = build_store([folder], tmp_path / "s", analyzer=analyzer)
    assert (read, summary.documents, summary.kept) == (["나.txt"], 2, 1)
    fresh = build_store([folder], tmp_path / "fresh", analyzer=analyzer)
    assert (summary.facts, summary.chunks, summary.relations) == (fresh.facts, fresh.chunks, fresh.relations)
    with Store.open(tmp_path / "s") as one, Store.open(tmp_path / "fresh") as other:
        texts = [[chunk.text for chunk in store.document("가.txt").chunks] for store in (one, other)]
        assert texts[0] == texts[1] != []
        assert replace(one.document("가.txt"), chunks=()) == replace(other.document("가.txt"), chunks=())
        terms = analyzer.terms(TEXT + " 가람과 나람과 새 사업 5억원")
        assert one.count(terms) == other.count(terms) != {}
        for name in ("가.txt", "나.txt"):
            places = [
                np.arange(entry.first_chunk, entry.first_chunk + entry.chunks)
                for entry in (one.entry(name), other.entry(name))
            ]
            np.testing.assert_allclose(one.vectors.at(places[0]), other.vectors.at(places[1]), atol=1e-5)


def test_metadata_that_changed_is_read_anew(folder: Path, tmp_path: Path, analyzer: Analyzer) -> None:
    build_store([folder], tmp_path / "s", analyzer=analyzer)
    (folder / "corpus.toml").write_text(
        '[[document]]\nfile = "가.txt"\ntitle = "새 제목"\n', encoding="utf-8"
    )
    summary = build_store([folder], tmp_path / "s", analyzer=analyzer)
    assert summary.kept == 1
    with Store.open(tmp_path / "s") as store:
        assert store.entry("가.txt").metadata.title == "새 제목"


def test_another_program_version_reads_anew(
    folder: Path, tmp_path: Path, analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_store([folder], tmp_path / "s", analyzer=analyzer)
    monkeypatch.setattr(build_module, "reader_mark", lambda: "later")
    assert build_store([folder], tmp_path / "s", analyzer=analyzer).kept == 0


def test_the_store_holds_what_the_paths_hold(folder: Path, tmp_path: Path, analyzer: Analyzer) -> None:
    build_store([folder], tmp_path / "s", analyzer=analyzer)
    (folder / "가.txt").unlink()
    assert build_store([folder], tmp_path / "s", analyzer=analyzer).documents == 1


def test_files_that_fail_do_not_stop_the_rest(folder: Path, tmp_path: Path, analyzer: Analyzer) -> None:
    (folder / "빈.txt").write_bytes(b"")
    (folder / "그림.txt").write_bytes(b"\x89PNG\x00\x01" * 50)
    (folder / "긴.txt").write_text("가" * 10_000_000, encoding="utf-8")
    summary = build_store([folder, tmp_path / "없음"], tmp_path / "s", analyzer=analyzer)
    assert summary.documents == 2
    assert {Path(path).name for path, _ in summary.errors} == {"빈.txt", "그림.txt", "긴.txt", "없음"}
    assert all("\n" not in message and message.endswith(".") for _, message in summary.errors)


def test_an_unexpected_fault_of_the_reader_costs_one_document(
    folder: Path, tmp_path: Path, analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = reader_module.read_document

    def failing(file: Path, *rest: object) -> object:
        if file.name == "가.txt":
            message = "odd"
            raise IndexError(message)
        return real(file, *rest)

    monkeypatch.setattr(reader_module, "read_document", failing)
    summary = build_store([folder], tmp_path / "s", analyzer=analyzer)
    assert summary.documents == 1
    ((path, message),) = summary.errors
    assert path.endswith("가.txt")
    assert "건너뛰었습니다" in message


def test_two_files_of_one_name_are_told(folder: Path, tmp_path: Path, analyzer: Analyzer) -> None:
    (folder / "더").mkdir()
    (folder / "더" / "가.txt").write_text(TEXT, encoding="utf-8")
    summary = build_store([folder], tmp_path / "s", analyzer=analyzer)
    assert summary.documents == 2
    assert "같은 이름" in summary.errors[0][1]


def test_nothing_to_read_is_an_error_and_leaves_the_store(
    folder: Path, tmp_path: Path, analyzer: Analyzer
) -> None:
    build_store([folder], tmp_path / "s", analyzer=analyzer)
    empty = tmp_path / "빈 폴더"
    empty.mkdir()
    with pytest.raises(UnreadableFile, match="폴더"):
        build_store([empty], tmp_path / "s", analyzer=analyzer)
    (empty / "a.txt").write_bytes(b"")
    with pytest.raises(UnreadableFile, match="빈 파일"):
        build_store([empty], tmp_path / "s", analyzer=analyzer)
    with Store.open(tmp_path / "s") as store:
        assert len(store.documents()) == 2


def test_a_store_that_is_being_written_is_not_written(
    folder: Path, tmp_path: Path, analyzer: Analyzer
) -> None:
    with StoreWriter(tmp_path / "s", "x", 4), pytest.raises(StoreError, match="다른 프로그램"):
        build_store([folder], tmp_path / "s", analyzer=analyzer)


def test_what_passages_stand_under_is_analysed_once_and_searched_in_each(
    folder: Path, analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    analyses = analyzer.analyses
    monkeypatch.setattr(analyzer, "analyses", lambda texts: asked.extend(texts) or analyses(texts))
    file = folder / "나.txt"
    prepared = DocumentReader(analyzer, KiwiEmbedder(analyzer.kiwi)).read(file, None)
    assert len(set(asked)) == len(asked)
    assert {"2024년 주요업무보고", "Ⅰ. 일반 현황", "예산 현황", "새싹 도서관 운영"} < set(asked)
    chunks = read_document(file, {}, analyzer.sentences).chunks
    for chunk, held in zip(chunks, prepared.held, strict=True):
        terms = [term for line in (*chunk.context.split("\n"), chunk.text) for term in analyzer.terms(line)]
        assert [prepared.terms[place] for place in held] == terms


def test_what_a_question_is_compared_with_is_not_analysed_again(
    folder: Path, tmp_path: Path, analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_store([folder], tmp_path / "s", analyzer=analyzer)
    with Store.open(tmp_path / "s") as store:
        texts = [[block.text] for entry in store.documents() for block in store.blocks(entry.name)]
        new = Searcher(store, analyzer)
        monkeypatch.setattr(store, "keys", lambda _: {})
        analysed = new.meaning("새싹 도서관은 무엇을 하나요?", texts)
        monkeypatch.undo()
        asked: list[str] = []
        keys = analyzer.keys
        monkeypatch.setattr(analyzer, "keys", lambda text: asked.append(text) or keys(text))
        kept = Searcher(store, analyzer).meaning("새싹 도서관은 무엇을 하나요?", texts)
    assert asked == ["새싹 도서관은 무엇을 하나요?"]
    assert kept.tolist() == analysed.tolist()


def test_names_are_labels_and_no_sentences(folder: Path, analyzer: Analyzer) -> None:
    document = reader_module.read_document(folder / "가.txt", {}, analyzer.sentences)
    names = set(document_names(document))
    assert {("새싹과", "label"), ("사업비", "label")} <= names
    assert all(1 < len(name) <= 40 for name, _ in names)


def test_answering_imports_no_torch(tmp_path: Path) -> None:
    code = (
        "import sys, index.search, index.build\n"
        "slow = ('torch', 'transformers', 'sentence_transformers', 'bm25s', 'faiss', 'kiwipiepy')\n"
        "print([name for name in slow if name in sys.modules])"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.strip() == "[]"


def test_the_summary_is_plain_data(folder: Path, tmp_path: Path, analyzer: Analyzer) -> None:
    summary = build_store([folder], tmp_path / "s", analyzer=analyzer)
    manifest = json.loads((tmp_path / "s" / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["documents"], manifest["facts"]) == (summary.documents, summary.facts)
    assert summary.seconds > 0


def test_departments_of_audit_items_are_names(tmp_path: Path, samples: Path, analyzer: Analyzer) -> None:
    build_store([samples], tmp_path / "s", analyzer=analyzer)
    with Store.open(tmp_path / "s") as store:
        of_items = {name for item in store.audits() for name in item.departments}
        assert of_items
        assert set(store.names("audit")) == of_items


def test_a_document_is_added_to_what_the_store_holds(
    folder: Path, tmp_path: Path, analyzer: Analyzer
) -> None:
    build_store([folder], tmp_path / "s", analyzer=analyzer)
    new = tmp_path / "다.txt"
    new.write_text(TEXT, encoding="utf-8")
    summary = build_store([new], tmp_path / "s", analyzer=analyzer, add=True)
    assert (summary.documents, summary.kept) == (3, 2)
    with Store.open(tmp_path / "s") as store:
        assert [entry.name for entry in store.documents()] == ["가.txt", "나.txt", "다.txt"]
        assert (summary.facts, summary.chunks) == (store.manifest.facts, store.manifest.chunks)


def test_nothing_is_added_to_what_another_program_wrote(
    folder: Path, tmp_path: Path, analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_store([folder], tmp_path / "s", analyzer=analyzer)
    monkeypatch.setattr(build_module, "reader_mark", lambda: "later")
    with pytest.raises(StoreError, match="더할 수 없습니다"):
        build_store([folder / "가.txt"], tmp_path / "s", analyzer=analyzer, add=True)
    with Store.open(tmp_path / "s") as store:
        assert len(store.documents()) == 2


def _contents(path: Path) -> list[object]:
    with Store.open(path) as store:
        numbers = np.arange(store.manifest.chunks)
        documents = [store.document(entry.name) for entry in store.documents()]
        return [documents, store.terms(["예산", "도서관"]), store.names(), store.vectors.at(numbers).tolist()]


def test_several_processes_make_the_same_store(
    folder: Path, tmp_path: Path, analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "나쁜.txt").write_bytes(b"\x00\x01\x02" * 100)
    one = build_store([folder], tmp_path / "one", analyzer=analyzer)
    monkeypatch.setattr(processes_module, "_MANY", 2)
    told: list[str] = []
    two = build_store(
        [folder],
        tmp_path / "two",
        analyzer=analyzer,
        processes=2,
        progress=lambda *about: told.append(about[2]),
    )
    assert told == ["가.txt", "나.txt", "나쁜.txt", ""]
    assert replace(two, seconds=0) == replace(one, seconds=0)
    assert len(two.errors) == 1
    assert _contents(tmp_path / "two") == _contents(tmp_path / "one")


def _killed(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_killed_process_is_told_and_leaves_the_store(
    folder: Path, tmp_path: Path, analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_store([folder], tmp_path / "s", analyzer=analyzer)
    (folder / "가.txt").write_text(TEXT, encoding="utf-8")
    (folder / "나.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr(processes_module, "_MANY", 2)
    monkeypatch.setattr(processes_module, "_read", _killed)
    with pytest.raises(BriefingError, match="프로세스가 중단"):
        build_store([folder], tmp_path / "s", analyzer=analyzer, processes=2)
    with Store.open(tmp_path / "s") as store:
        assert store.lines("가.txt") == tuple(TEXT.replace("누리과", "가람과").split("\n"))
