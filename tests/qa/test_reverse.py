"""The reverse dictionary: everyday descriptions, and the terms that documents print for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from index.analyzer import Analyzer
from index.build import build_store
from qa.assistant import Assistant
from qa.understanding.query import Meaning
from qa.understanding.reverse import MODEL, ReverseDictionary, described, reverse_dictionary
from training.glosses import SOURCES, compiled, entries

ANALYZER = Analyzer()
FEW = """\
# 종류: 도서관
택배대출, 도서택배 = 책을 문 앞까지 부쳐 주는 일 | 우편으로 보내 주는 책
누수탐사 = 물이 새는 곳을 찾아내는 일 | 땅속 새는 자리를 소리로 알아내기
공용차량 = 관청에서 함께 굴리는 차 | 출장 갈 때 타는 회사 차
"""
REPORT = """\
2025년 도서관과 주요업무보고

1. 주요사업 현황

| 사업명 | 2025년 예산액(천원) | 이용 권수(권) |
|---|---|---|
| 택배대출 | 18,400 | 5,210 |
| 순회문고 | 9,600 | 2,480 |
| 누수탐사 | 31,000 | - |
| 계 | 59,000 | 7,690 |
"""
CATALOG = """\
[[document]]
file = "report.txt"
title = "2025년 도서관과 주요업무보고"
agency = "다솜시"
department = "도서관과"
as_of = 2025-01-31
"""


def _dictionary(arrays: Mapping[str, np.ndarray], path: Path) -> ReverseDictionary:
    np.savez_compressed(path, **arrays)
    return ReverseDictionary.open(path)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> ReverseDictionary:
    folder = tmp_path_factory.mktemp("glosses")
    # a word is worth the more the fewer of many terms it describes
    others = "".join(f"별칭{n} = 딴말{n} | 다른말{n} | 남의말{n}\n" for n in range(400))
    (folder / "few.txt").write_text(FEW + others, encoding="utf-8")
    return _dictionary(compiled(folder), folder / "few.npz")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("described")
    (folder / "documents").mkdir()
    (folder / "documents" / "report.txt").write_text(REPORT, encoding="utf-8")
    (folder / "documents" / "corpus.toml").write_text(CATALOG, encoding="utf-8")
    build_store([folder / "documents"], folder / "store")
    with Assistant.open(folder / "store") as opened:
        yield opened


def _best(few: ReverseDictionary, text: str, common: float = 0.0) -> list[Meaning]:
    return list(few.meanings(text, ANALYZER.analyze(text), lambda _: common))


def test_words_of_several_descriptions_together_describe_a_term(few: ReverseDictionary) -> None:
    # '우편으로' of one description, '부쳐 주는' of the other
    best, *_ = _best(few, "작년에 우편으로 부쳐 주는 책은 몇 권이야?")
    assert best.words[0].replace(" ", "") == "택배대출"


def test_a_description_is_placed_with_its_verb(few: ReverseDictionary) -> None:
    text = "지난해 물이 새는 곳은 몇 군데였나요?"
    best = _best(few, text)[0]
    assert text[best.start : best.end] == "물이 새는 곳"


def test_one_word_or_the_name_itself_describes_nothing(few: ReverseDictionary) -> None:
    assert not _best(few, "책은 몇 권인가요?")
    assert not _best(few, "택배대출 예산은 얼마인가요?")


def test_no_description_goes_over_a_comma_or_what_is_asked(few: ReverseDictionary) -> None:
    assert not _best(few, "우편, 책은 몇 권인가요?")
    assert not _best(few, "우편이 몇 건이고 책은 얼마인가요?")


def test_what_documents_often_print_is_no_description(few: ReverseDictionary) -> None:
    text = "우편으로 부쳐 주는 책은 몇 권이야?"
    assert _best(few, text)[0].score > 2 * sum(one.score for one in _best(few, text, common=0.9)[:1])


def test_only_terms_that_documents_print_are_taken() -> None:
    text = "먹고 남은 약을 모아 버리는 통은 몇 개예요?"
    morphemes = ANALYZER.analyze(text)
    assert any("폐의약품" in "".join(one.words) for one in described(text, morphemes, lambda _: 0.01))
    assert not described(text, morphemes, lambda _: 0.0)


def test_a_described_row_is_answered_and_told_how_it_was_read(report: Assistant) -> None:
    answer = report.ask("2025년 다솜시가 못 오는 사람에게 책을 부쳐 주는 데 잡은 예산은 얼마야?")
    assert answer.status == "answered"
    assert [(figure.value, figure.unit) for figure in answer.figures] == [(18400, "천원")]
    assert any("'택배대출'" in warning for warning in answer.warnings)


def test_what_is_described_and_not_there_is_not_answered(report: Assistant) -> None:
    answer = report.ask("2025년 다솜시가 관청에서 함께 굴리는 차에 잡은 예산은 얼마야?")
    assert answer.status == "abstained"


def test_a_question_in_the_words_of_the_document_is_read_as_it_stands(report: Assistant) -> None:
    answer = report.ask("2025년 다솜시 택배대출 예산액은 얼마야?")
    assert [figure.value for figure in answer.figures] == [18400]
    assert not answer.warnings


def test_sources_are_well_formed_and_no_term_comes_twice_in_a_file() -> None:
    for path in sorted(SOURCES.glob("*.txt")):
        terms = [
            line.split("=")[0].split(",")[0].strip()
            for line in path.read_text("utf-8").splitlines()
            if "=" in line
        ]
        assert len(terms) == len(set(terms)), path.name
    for printed, glosses in entries():
        assert printed, glosses
        assert len(glosses) >= 3, printed


def told_by_word(arrays: Mapping[str, NDArray[Any]]) -> dict[tuple[int, int], float]:
    """How much each word, by its place, tells of each term that it describes."""
    words = np.repeat(np.arange(len(arrays["starts"]) - 1), np.diff(arrays["starts"]))
    pairs = zip(words.tolist(), arrays["having"].tolist(), strict=True)
    return dict(zip(pairs, arrays["gains"].tolist(), strict=True))


def test_the_shipped_dictionary_is_what_the_sources_make() -> None:
    made = compiled()
    with np.load(MODEL) as loaded:
        shipped = dict(loaded)
    for name in ("stems", "printed"):
        np.testing.assert_array_equal(made[name], shipped[name], err_msg=name)
    ours, theirs = told_by_word(made), told_by_word(shipped)
    # two words whose likeness is just the least that counts are alike on one processor and not on another
    assert len(ours.keys() ^ theirs.keys()) < len(theirs) / 1000
    both = ours.keys() & theirs.keys()
    assert max(abs(ours[pair] - theirs[pair]) for pair in both) < 0.02
    assert reverse_dictionary() is reverse_dictionary()
