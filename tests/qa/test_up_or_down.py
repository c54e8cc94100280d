"""Whether something grew or shrank: the change is told, in figures or in words, or nothing is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qa.assistant import Assistant
from tests.invented import assistant_over

CORPUS = """[[document]]
file = "maru.txt"
title = "2031년 주요업무보고"
agency = "마루군"
department = "행정과"
as_of = 2031-03-05
"""
REPORT = """2031년 마루군 행정과 주요업무보고

Ⅰ. 일반현황

□ 예산 현황 (단위 : 백만원)

| 구분 | 2031년 예산 | 2030년 예산 | 증감액 |
|---|---|---|---|
| 행정운영 | 4,200 | 3,900 | 300 |
| 마을지원 | 1,150 | 1,400 | △250 |

Ⅱ. 주요업무

□ 당직 제도 개선

  ○ 추진배경
    - 당직자 피로 누적
    - 민원 전화 감소
  ○ 추진실적
    - 당직 규정 정비(대체 휴무 기간 확대, 당직비 지급 기준 상향)

□ 마을 활력 지원

  ○ 이장 연수와 워크숍
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """One invented report."""
    with assistant_over(tmp_path_factory.mktemp("changes"), CORPUS, maru=REPORT) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("마루군 행정운영 예산 2031년에 늘었어 줄었어?", "300"),
        ("2031년 마루군 마을지원 예산은 줄었나요, 늘었나요?", "△250"),
        ("2031년 마루군 행정운영 예산 는 거야 준 거야?", "300"),
    ],
)
def test_whether_up_or_down_is_told_by_the_change(report: Assistant, question: str, told: str) -> None:
    answer = report.ask(question)
    assert answer.status == "answered"
    assert told in answer.answer


@pytest.mark.parametrize(
    "question",
    ["마루군 당직자는 2030년보다 2031년에 늘었어 줄었어?", "마루군 이장 연수는 줄었나요 늘었나요?"],
)
def test_words_that_tell_no_change_are_no_answer(report: Assistant, question: str) -> None:
    assert report.ask(question).status == "abstained"


def test_words_that_tell_the_change_are(report: Assistant) -> None:
    assert "민원 전화 감소" in report.ask("당직 민원 전화는 늘었어 줄었어?").answer
