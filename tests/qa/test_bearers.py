"""Whose name is asked for is told where the documents name somebody, and refused where they do not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over

from qa.assistant import Assistant

CORPUS = """
["maru.txt"]
title = "2031년 주요업무보고"
agency = "마루군"
department = "교통과"
as_of = 2031-03-05
"""
REPORT = """2031년 마루군 교통과 주요업무보고

Ⅰ. 행정사무감사

□ 감사 개요
  ○ 감사기간 : 2030. 11. 14. ~ 11. 22.
  ○ 증인 42명 출석(불출석 1명, 과태료 부과 요구)

Ⅱ. 주요업무 추진계획

□ 마실버스 도입
  ○ 운송업체 공개모집('31. 4월) → 시범운행(5월) → 정식운행(7월)
  ○ 대체 노선 : 11번, 13번 폐지

□ 환승센터 건립
  ○ 위치 : 새터읍 역전로 12
  ○ 시공 업체 : ㈜한들건설, 감리단장 : 김○○
  ○ 공정률 : 41%
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """One invented report."""
    with assistant_over(tmp_path_factory.mktemp("bearers"), CORPUS, maru=REPORT) as assistant:
        yield assistant


@pytest.mark.parametrize(
    "question",
    [
        "마루군 행정사무감사에 출석하지 않은 증인은 누구입니까?",
        "마루군 마실버스 운송업체 어느 회사로 뽑혔어?",
    ],
)
def test_a_passage_that_names_nobody_is_no_answer(report: Assistant, question: str) -> None:
    assert report.ask(question).status == "abstained"


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("마루군 환승센터 건립 시공 업체는 어디입니까?", "한들건설"),
        ("마루군 환승센터 감리단장은 누구입니까?", "김○○"),
    ],
)
def test_who_is_named_is_told(report: Assistant, question: str, name: str) -> None:
    answer = report.ask(question)
    assert answer.status == "answered"
    assert name in answer.answer
