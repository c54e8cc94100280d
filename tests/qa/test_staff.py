"""How many people an office has is asked in many words, and told in charts without a word for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qa.assistant import Assistant
from tests.invented import assistant_over

REPORT = """2031년 마루군 안전국 업무보고

2031. 3. 5.

Ⅰ. 일반현황

□ 조직{joint}인력 : 2과 1사업소 {people}명

방재과
(4팀 {first}명)

구조과
(3팀 18명)

□ 주요 시설
 ○ 대피소 : 12개소
 ○ 직원 휴게실 : 3실 (이용 직원 240명)

Ⅱ. 주요업무 추진계획

1 비상급수 점검 방재과
□ 사업개요
 ○ 인 력 : 총 77명
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Over the reports of two years, that join the words of the heading in two ways."""
    texts = {
        "of_2031": REPORT.format(joint="·", people=51, first=33),
        "of_2033": REPORT.replace("2031", "2033").format(joint=" 및 ", people=56, first=38),
    }
    with assistant_over(tmp_path_factory.mktemp("staff"), **texts) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "people"),
    [
        ("2031년 안전국 직원 수는?", 51),
        ("2031년 안전국 직원은 몇 명이야?", 51),
        ("2033년 안전국 현원", 56),
        ("2033년 안전국 인원은?", 56),
        ("2031년 방재과 직원 수", 33),
        ("2033년 방재과 직원 수 알려줘", 38),
        ("2031년 구조과 인원은 얼마나 돼?", 18),
    ],
)
def test_people_of_an_office_are_found(assistant: Assistant, question: str, people: int) -> None:
    assert people in [figure.value for figure in assistant.ask(question).figures], question


def test_people_of_two_years_are_compared(assistant: Assistant) -> None:
    answer = assistant.ask("2031년과 2033년 안전국 직원 수를 비교해줘")
    told = {(int(figure.value), bool(figure.derivation)) for figure in answer.figures}
    assert told == {(51, False), (56, False), (5, True)}


def test_people_of_an_office_that_no_chart_has_are_not_told(assistant: Assistant) -> None:
    assert assistant.ask("2031년 조사과 직원 수는?").status == "abstained"
