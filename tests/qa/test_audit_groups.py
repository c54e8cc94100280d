"""Audit items of a department or a status, and a list that is shorter than the document's own count."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qa.assistant import Assistant
from tests.invented import assistant_over

CORPUS = """[[document]]
file = "metro.txt"
title = "2031년 주요업무보고"
agency = "마루시도시철도공사"
department = "기획처"
as_of = 2031-03-05
"""
REPORT = """2031년 주요업무보고

Ⅰ. 일반현황

 ○ 부서 : 역무처, 차량처

Ⅱ. 2030년 행정사무감사 처리결과

   □ 총괄
                                              (단위 : 건)
   부서        계      완료    추진중    불가
   계           9         5         3        1
   역무처       5         3         2        -
   차량처       4         2         1        1

   □ 주요 지적사항

   부서        지적(요구)사항              처리결과                      구분

   역무처      매표소 대기 시간을          안내원 24명을 먼저 두어        완료
               줄일 것                     31분에서 12분으로 줄임

   역무처      승강장 의자를               41개 역 중 33개 역 교체,       추진중
               바꿀 것                     남은 8개 역은 봄에 마침

   차량처      심야 열차를 새로            인건비 부담이 커서             불가
               편성할 것                   편성하지 않기로 함

   □ 추진중인 사항은 분기마다 점검

Ⅲ. 하반기 일정

 ○ 7. 3. 개통 기념행사
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """A report whose audit tells of three items out of nine."""
    with assistant_over(tmp_path_factory.mktemp("metro"), CORPUS, metro=REPORT) as opened:
        yield opened


def said(assistant: Assistant, question: str) -> str:
    answer = assistant.ask(f"마루시도시철도공사 {question}")
    assert answer.status == "answered", question
    return answer.answer


@pytest.mark.parametrize(
    ("question", "named", "others"),
    [
        ("행정사무감사 지적 중 아직 마무리되지 않은 것은 무엇인가요?", ["승강장", "심야"], ["매표소"]),
        ("행정사무감사 지적사항 가운데 구분이 추진중인 것은?", ["승강장"], ["매표소", "심야"]),
        ("역무처가 행정사무감사에서 지적받은 내용은?", ["매표소", "승강장"], ["심야"]),
        ("감사에서 받아들이지 않은 요구는 무엇인가요?", ["심야"], ["매표소", "승강장"]),
    ],
)
def test_items_of_a_status_or_a_department(
    assistant: Assistant, question: str, named: list[str], others: list[str]
) -> None:
    answer = said(assistant, question)
    assert all(word in answer for word in named)
    assert not any(word in answer for word in others)


def test_few_items_are_told_with_what_was_done(assistant: Assistant) -> None:
    assert "인건비 부담" in said(assistant, "차량처 감사 지적사항은 어떻게 됐나요?")


def test_a_list_that_is_shorter_than_the_count_says_so(assistant: Assistant) -> None:
    assert "총괄에는 5건" in said(assistant, "행정사무감사 지적 중 완료된 것을 나열해 주세요")


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("행정사무감사에서 역무처가 지적받은 것은 모두 몇 건인가요?", 5),
        ("행정사무감사 지적 중 불가로 처리된 것은 몇 건인가요?", 1),
        ("행정사무감사 지적 가운데 추진중은 몇 건인가요?", 3),
    ],
)
def test_the_printed_count_of_a_department_or_a_status(
    assistant: Assistant, question: str, number: int
) -> None:
    answer = assistant.ask(f"마루시도시철도공사 {question}")
    assert number in {int(figure.value) for figure in answer.figures}


def test_a_part_of_the_items_is_not_counted_by_department(assistant: Assistant) -> None:
    answer = assistant.ask("마루시도시철도공사 행정사무감사 지적사항은 부서별로 몇 건씩인가요?")
    assert answer.status == "abstained" or "역무처: 2건" not in answer.answer
