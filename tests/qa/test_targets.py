"""Indicators that reached their targets and those that fell short, over invented tables."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over

from qa.assistant import Assistant
from qa.derived.targets import asks_targets

CORPUS = """[[document]]
file = "maru.txt"
title = "2031년 주요업무보고"
agency = "마루군"
department = "체육과"
as_of = 2031-03-05
"""
TABLES = {
    "by the figures": "지표\t단위\t2029 실적\t2030 목표\t2030 실적\n"
    "생활체육 참여율\t%\t58.4\t60.0\t61.2\n회원 만족도\t점\t83.1\t85.0\t82.4\n"
    "강습 개설\t회\t110\t120\t131\n체육관 안전사고\t건\t4\t3\t5\n",
    "by the table's word": "| 지표 | 2030 목표 | 2030 실적 | 달성여부 |\n|---|---|---|---|\n"
    "| 생활체육 참여율(%) | 60.0 | 61.2 | 달성 |\n| 회원 만족도(점) | 85.0 | 82.4 | 미달성 |\n"
    "| 강습 개설(회) | 120 | 131 | 달성 |\n| 체육관 안전사고(건) | 3 | 5 | 미달성 |\n",
}


@pytest.fixture(scope="module", params=sorted(TABLES))
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """One invented report with its indicators in one layout."""
    text = f"2031년 마루군 체육과 주요업무보고\n\nⅠ. 일반현황\n\n□ 2030년 성과지표\n\n{TABLES[request.param]}"
    with assistant_over(tmp_path_factory.mktemp("targets"), CORPUS, maru=text) as assistant:
        yield assistant


@pytest.mark.parametrize(
    "question",
    [
        "마루군 체육과가 2030년에 목표에 못 미친 지표는 무엇입니까?",
        "2030년 성과지표 가운데 목표를 달성하지 못한 것은 무엇무엇인가요?",
        "마루군에서 목표에 미달한 지표를 모두 알려 주세요.",
    ],
)
def test_what_fell_short(report: Assistant, question: str) -> None:
    answer = report.ask(question)
    assert answer.status == "answered"
    assert "회원 만족도" in answer.answer
    assert "안전사고" in answer.answer
    assert "참여율" not in answer.answer
    assert "강습" not in answer.answer
    assert {float(figure.value) for figure in answer.figures} == {85.0, 82.4, 3.0, 5.0}


def test_what_reached_its_target(report: Assistant) -> None:
    answer = report.ask("마루군 성과지표 중 2030년 목표를 넘은 것은 무엇인가요?")
    assert "참여율" in answer.answer
    assert "강습" in answer.answer
    assert "만족도" not in answer.answer


def test_what_is_left_out(report: Assistant) -> None:
    answer = report.ask("2030년에 회원 만족도 말고 목표에 못 미친 지표는 무엇입니까?")
    assert "안전사고" in answer.answer
    assert "만족도" not in answer.answer.split("\n", 1)[1]


def test_indicators_of_something_else_are_not_told(report: Assistant) -> None:
    answer = report.ask("마루군 도서관 대출 지표 가운데 목표에 못 미친 것은 무엇입니까?")
    assert "안전사고" not in answer.answer


def test_a_target_is_no_question_for_what_fell_short() -> None:
    assert not asks_targets("2030년 회원 만족도 목표는 몇 점인가요?")
    assert asks_targets("목표에 이르지 못한 지표는 무엇인가요?")
