"""Words that belong to a figure and are told with it, over invented lines and an invented report."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from invented import assistant_over

from corpus.model import Block, Fact, Metadata
from corpus.prose import prose_facts
from corpus.units import format_amount
from qa.answer import MARK, Answer
from qa.assistant import Assistant
from qa.figures.qualifiers import Beside, beside, qualified
from qa.wording.grounding import fault_of

METADATA = Metadata(title="2031년 주요업무보고", agency="마루군")


def facts_of(line: str) -> list[Fact]:
    """The facts of one bullet."""
    return prose_facts([Block("bullet", line, (1, 1))], "maru.txt", METADATA, [line])


def told(line: str) -> list[str]:
    """The figures of one bullet as they are told."""
    return [qualified(fact, line, format_amount(fact.value, fact.unit)) for fact in facts_of(line)]


@pytest.mark.parametrize(
    ("line", "figures"),
    [
        ("현장 순찰 : 주 2회 이상 의무 실시", ["주 2회 이상"]),
        ("방문 상담 : 연 1,357건, 1일 평균 28명 이용", ["연 1,357건", "1일 평균 28명"]),
        ("동아리 구성 : 최소 3명에서 최대 9명까지", ["최소 3명", "최대 9명까지"]),
        ("처리 기한 : 45일 이내", ["45일 이내"]),
        ("장학금 : 1인당 최대 70만원, 강사료 : 회당 4만원", ["1인당 최대 70만원", "회당 4만원"]),
        ("체험 인원 : 약 240명 안팎", ["약 240명 안팎"]),
        ("정원 관리 평가 : 전국 3위", ["전국 3위"]),
        ("성과급 : 상위 15%", ["상위 15%"]),
        ("굴착 깊이 : 35㎝ 초과", ["35㎝ 초과"]),
        ("자원봉사자 : 170여명", ["170여명"]),
        ("강좌 : 분기별 6회씩", ["분기별 6회씩"]),
    ],
)
def test_words_that_belong_to_a_figure(line: str, figures: list[str]) -> None:
    assert told(line) == figures


@pytest.mark.parametrize(
    ("line", "figures"),
    [
        ("직원 근무 : 5시간 초과근무", ["5시간"]),
        ("야외 공연 3회, 계약 8건", ["3회", "8건"]),
        ("직원식당 4개소", ["4개소"]),
    ],
)
def test_other_words_do_not(line: str, figures: list[str]) -> None:
    assert told(line) == figures


def test_the_same_figure_twice_is_told_by_its_name() -> None:
    line = "새내기반 : 주 1회 이상, 익힘반 : 월 1회 이내"
    assert told(line) == ["주 1회 이상", "월 1회 이내"]
    line = "누리반은 2회 이상, 다솜반은 2회 초과"
    assert [beside(fact, line).behind for fact in facts_of(line)] == [" 이상", " 초과"]


def cell(text: str) -> Fact:
    """A fact of a table's cell, of the value 3 in 회."""
    return Fact(0, "maru.txt", (1, 1), (), "점검", ("교량",), ("횟수",), Decimal(3), "회", text, table=0)


def test_a_cell_is_told_with_its_words() -> None:
    assert qualified(cell("3회"), "교량\t연 3회 이상\t공사 30회", "3회") == "연 3회 이상"
    assert beside(cell("3"), "월\t3\t이상") == Beside(), "words of other cells"
    assert beside(cell("3회"), "교량\t3회 이상\t3회 이하") == Beside(), "which of the cells is not told"


def test_a_line_that_is_broken() -> None:
    line = "순찰 : 주 2회 이상"
    (fact,) = facts_of(line)
    assert qualified(fact, "  - 순찰 : 주 2회\n    이상", "2회") == "주 2회 이상"


def test_a_word_is_not_said_twice() -> None:
    line = "정원 620명(평균 31명)"
    fact = facts_of(line)[-1]
    assert qualified(fact, line, "31명", "마루군 정원 평균") == "31명"
    assert qualified(fact, line, "31명", "마루군 정원") == "평균 31명"


REPORT = """2031년 마루군 안전과 주요업무보고

Ⅰ. 주요업무 추진계획

1. 생활안전 점검
 □ 추진내용
  ○ 어린이놀이터 점검 : 월 2회 이상 의무 실시
  ○ 안전교육 보조금 : 1개 단체당 최대 250,000천원 이내

□ 시설 점검 기준
구분\t점검횟수\t점검인원
교량\t4회 이상\t6명
터널\t2회\t5명 이내
"""
CORPUS = """[[document]]
file = "maru.txt"
title = "2031년 주요업무보고"
agency = "마루군"
department = "안전과"
as_of = 2031-03-05
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("qualifiers"), CORPUS, maru=REPORT) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "words", "value", "unit"),
    [
        ("마루군 어린이놀이터 점검은 몇 회인가요?", "월 2회 이상", 2, "회"),
        ("마루군 교량 점검횟수는 몇 회인가요?", "4회 이상", 4, "회"),
        ("마루군 터널 점검인원은 몇 명인가요?", "5명 이내", 5, "명"),
    ],
)
def test_answers_tell_the_words_and_state_the_figure(
    report: Assistant, question: str, words: str, value: int, unit: str
) -> None:
    answer = report.ask(question)
    assert words in answer.answer
    (figure,) = answer.figures
    assert (figure.value, figure.unit) == (value, unit)
    assert all(word not in figure.label for word in ("이상", "이내"))
    lines = REPORT.split("\n")
    for citation in answer.citations:
        assert citation.quote in "\n".join(lines[citation.lines[0] - 1 : citation.lines[1]])
        assert words in citation.quote
    assert _fault(report, answer) is None


def _fault(report: Assistant, answer: Answer) -> str | None:
    assert MARK.search(answer.answer)
    return fault_of(answer, answer.answer, report.analyze)


def test_the_amount_in_eok_stands_behind_the_words(report: Assistant) -> None:
    answer = report.ask("마루군 안전교육 보조금은 얼마인가요?")
    assert "1개 단체당 최대 250,000천원 이내(2.5억원)" in answer.answer
    assert _fault(report, answer) is None
