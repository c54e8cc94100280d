"""The total of two things that are named side by side, in tables whose rows are other things."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over, derived

from qa.assistant import Assistant
from qa.derived.joined import summed_pair

REPORT = """2031년도 주요업무계획

누리담시 소통담당관

2031. 1. 31. 기준

Ⅰ. 일반현황

1. 부서별 제안 및 민원 현황
(단위 : 건)
구분	제안	민원	비고
계	27	21
총무과	8	7
재무과	12	5
민원과	7	9

2. 분야별 접수 실적
(단위 : 건)
구분	방문	전화	온라인
도로	120	340	510
주택	95	210	300
환경	44	180	265
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("joined"), report=REPORT) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "total"),
    [
        ("누리담시 제안·민원은 총 몇 건이야?", "48"),
        ("누리담시 총무과 제안·민원이 총 몇 건인가요?", "15"),
        ("누리담시 재무과 제안 및 민원은 모두 몇 건인가요?", "17"),
        ("누리담시 도로 분야 방문·온라인 접수는 합해서 몇 건이야?", "630"),
    ],
)
def test_both_are_added_up(question: str, total: str, report: Assistant) -> None:
    assert derived(report.ask(question)) == {(total, "건")}


def test_one_of_two_is_no_answer(report: Assistant) -> None:
    answer = report.ask("누리담시 총무과 제안·진정은 총 몇 건인가요?")
    assert not answer.figures


def test_each_is_told_where_each_is_asked_for(report: Assistant) -> None:
    asked = report._parse
    assert summed_pair(asked("누리담시 총무과 제안·민원은 모두 몇 건이야?"))
    assert summed_pair(asked("누리담시 총무과 제안·민원은 각각 모두 몇 건이야?")) is None
    assert summed_pair(asked("누리담시 총무과 제안은 모두 몇 건이야?")) is None
