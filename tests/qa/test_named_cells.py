"""Dates and places that a table gives for a row, and what is asked when; over an invented report."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over

from qa.assistant import Assistant

WORKS = """2034년 주요업무보고

새들시 상수도국

2034. 6. 30. 기준

Ⅰ. 주요업무

1 배수지 확충

(단위 : ㎥, 백만원, %)
배수지	용량	총사업비	공정률	착공	준공예정
솔뫼배수지 증설	8,000	12,400	61	2033. 3.	2034. 11.
너럭배수지 신설	12,000	19,700	18	2034. 2.	2036. 6.
달여울가압장 개량	900	3,200	50	2033. 9.	2034. 9.

2 쉼터 운영

(단위 : 명)
쉼터	위치	정원	위탁기간
해맞이쉼터	솔뫼동 12	40	2033. 1. ~ 2035. 12.
달맞이쉼터	너럭동 7	25	2034. 7. ~ 2036. 6.

3 수질연구소 이전
 ○ 사유 : 청사 안전등급 D등급
 ○ 이전지 : 솔뫼정수장 관리동 2층
 ○ 일정 : 설계 2034. 9. → 착공 2035. 3.

4 물 축제 개최
 ○ 일   시 : 2034. 8. 5.(토)
 ○ 장   소 : 솔뫼동 물빛광장
 ○ 참   석 : 시민 500명
 ○ 내   용 : 물길 걷기, 수돗물 시음회

5 누수 줄이기
 ○ 너럭동 누수율이 높은 것은 1990년에 묻은 관이 낡은 데 따른 것임
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant over the report."""
    with assistant_over(tmp_path_factory.mktemp("works"), works=WORKS) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "wanted", "other"),
    [
        ("너럭배수지는 언제 준공이야?", ["2036. 6."], ["2034. 11.", "2034. 2."]),
        ("솔뫼배수지는 언제 착공해서 언제 끝나?", ["2033. 3.", "2034. 11."], ["2036. 6."]),
        ("달맞이쉼터는 어디에 있어?", ["너럭동 7"], ["솔뫼동 12"]),
        ("물 축제는 언제 어디서 했어?", ["2034. 8. 5.", "물빛광장"], ["500명", "시음회"]),
        ("수질연구소는 왜 옮기고 어디로 가?", ["D등급", "솔뫼정수장"], []),
    ],
)
def test_the_date_or_place_of_the_row_is_told(
    assistant: Assistant, question: str, wanted: list[str], other: list[str]
) -> None:
    answer = assistant.ask(question)
    assert all(text in answer.answer for text in wanted), answer.answer
    assert not any(text in answer.answer for text in other), answer.answer


@pytest.mark.parametrize("question", ["해맞이쉼터는 언제 입주해?", "새벽배수지는 언제 준공이야?"])
def test_the_date_of_something_else_is_not_told(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status == "abstained"


TALKS = [
    (["솔뫼배수지 증설 총사업비는 얼마야?", "너럭배수지는 언제 준공이야?"], "2036. 6."),
    (
        ["솔뫼배수지 증설 총사업비는 얼마야?", "너럭배수지는 언제 준공이야?", "두 배수지의 용량을 비교해 줘"],
        "4,000㎥",
    ),
    (
        ["솔뫼배수지 증설 공정률은?", "해맞이쉼터 정원은 몇 명이야?", "다시 배수지 쪽인데, 언제 준공이야?"],
        "2034. 11.",
    ),
    (["솔뫼배수지 증설 공정률은?", "너럭배수지 신설 총사업비는?", "아까 그 솔뫼배수지는?"], "12,400백만원"),
    (["너럭배수지 신설 총사업비는?", "수질연구소는 왜 옮겨?"], "D등급"),
]


@pytest.mark.parametrize(("turns", "wanted"), TALKS)
def test_follow_ups_are_of_what_they_name(assistant: Assistant, turns: list[str], wanted: str) -> None:
    answer = assistant.converse(turns)[-1]
    assert wanted in answer.answer, answer.answer
