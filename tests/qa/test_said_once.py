"""Figures of a thing that changed, and rows that are called as the agency is."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from invented import assistant_over

from qa.assistant import Assistant

REPORT = """2031년 주요업무보고

달무리도 안전국

2031. 8. 31. 기준

Ⅰ. 순찰

 ○ 밤길 동행 순찰 이용자 증가 : 1,200건 → 1,950건
 ○ 비상벨 : 40대 → 65대('31년 말)

Ⅱ. 경비소별 실적

(단위 : 건)
경비소	순찰	신고
계	4,200	610
달무리	1,900	300
샘골	1,500	190
노을	800	120
"""
ABOUT = """[[document]]
file = "report.txt"
title = "2031년 주요업무보고"
agency = "달무리도"
department = "안전국"
as_of = 2031-08-31
"""


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("said"), ABOUT, report=REPORT) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("달무리도 밤길 동행 순찰 이용자가 몇 건이야?", {1200, 1950}),
        ("달무리도 비상벨은 몇 대야?", {40, 65}),
        ("달무리도 순찰 실적은 몇 건이야?", {4200}),
        ("달무리도 달무리 경비소의 신고는 몇 건이야?", {300}),
    ],
)
def test_a_figure_is_of_what_is_asked(question: str, values: set[int], province: Assistant) -> None:
    assert {figure.value for figure in province.ask(question).figures} == set(map(Decimal, values))
