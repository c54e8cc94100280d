"""What is called as it is said is told before what other words for it call, where both stand side by side."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over, derived, told

from qa.assistant import Assistant

REPORT = """# 2033년 너울시 법무과 주요업무보고

(2033. 6. 30. 기준)

## 1. 법무

ㅇ 자치법규 손질: 총 58건(조례 33건, 규칙 17건, 훈령 8건)

## 2. 관용 차량

(단위: 대)

구분	총계	승용			승합
		계	하이브리드	일반	일반
대수	52	37	25	12	15

## 3. 정원

(단위: 명)

구분	계	일반직			관리운영직
		소계	7급	8급	8급
정원	88	71	40	31	17
"""
ABOUT = """[[document]]
file = "report.txt"
title = "2033년 법무과 주요업무보고"
agency = "너울시"
department = "법무과"
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("report"), ABOUT, report=REPORT) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("너울시 자치법규 손질에서 규칙이 몇 건이지?", {("17", "건")}),  # of bylaws 조례 are the others
        ("너울시 자치법규 손질에서 조례는 몇 건인가요?", {("33", "건")}),
        ("너울시 법무과 대수는 총계 몇 대에 승용 일반 몇 대야?", {("52", "대"), ("12", "대")}),
        ("너울시 법무과 대수는 승용 계 몇 대에 승용 일반 몇 대야?", {("37", "대"), ("12", "대")}),
    ],
)
def test_what_is_called_as_it_is_said(
    assistant: Assistant, question: str, figures: set[tuple[str, str]]
) -> None:
    assert told(assistant.ask(question)) == figures


def test_a_number_in_a_name_is_no_end_of_a_comparison(assistant: Assistant) -> None:
    answer = assistant.ask("너울시 법무과 정원 일반직 소계보다 일반직 8급이 얼마나 적어?")
    assert derived(answer) == {("40", "명")}
