"""Figures that bullets tell: firsts of a rank, shares of a whole, amounts for each, rates of a plan."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over

from qa.assistant import Assistant
from qa.figures.confidence import LEAST
from qa.figures.figure import answer_figure

DOCUMENT = """2036년 상반기 주요업무보고

물안개시 자치지원과

2036. 6. 30. 기준

Ⅰ. 일반현황
 ○ 인구현황 : 412,380명
   ※ 최대 : 솔재구 21만명, 최소 : 여울구 9만명
   ※ 최대 : 솔재구 들머리동(31,204명), 최소 : 여울구 윗말동(418명)
 ○ 예산규모 : 8,640억원(구 평균 2,160억원, 본예산)
   ※ 최대 : 솔재구 2,910억원, 최소 : 여울구 1,475억원

Ⅱ. 주요업무
1. 직원 평가
 ○ 근무평정은 탁월(15%), 우수(35%), 보통(40%), 미흡(10%)으로 배분
 ○ 자문위원 운영 : 現 12개 분야, 37명의 자문위원 위촉

2. 마을배움터
 ○ 운영실적 : 96회 1,344명(계획 1,680명 대비 80.0%)
 ○ 한파 대비 난방비를 개소당 월 37만원씩 5개월간 지원

3. 돌봄센터
 ○ 새암돌봄센터 : 정원 60명, 공정률 72%
 ○ 한여울돌봄센터 : 정원 40명, 공정률 35%
 ○ 종사자 22명 가운데 사회복지사 14명
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("bullets"), bullets=DOCUMENT) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("2036년 물안개시에서 주민이 제일 적은 동은 어디고 몇 명이야?", ["418"]),
        ("2036년 본예산이 가장 적은 구는 어디이고 얼마입니까?", ["1475"]),
        ("물안개시 자문위원은 몇 명입니까?", ["37"]),
        ("마을배움터 운영실적은 계획 대비 몇 %입니까?", ["80.0"]),
        ("마을배움터 난방비는 개소당 월 얼마씩 지원하나요?", ["37"]),
        ("한여울돌봄센터 정원은 몇 명인가요?", ["40"]),
    ],
)
def test_a_figure_of_a_bullet_is_told(assistant: Assistant, question: str, values: list[str]) -> None:
    answer = assistant.ask(question)
    assert [str(figure.value) for figure in answer.figures] == values


def test_shares_of_a_whole_are_told_together(assistant: Assistant) -> None:
    answer = assistant.ask("물안개시 근무평정에서 탁월·우수·보통·미흡의 배분 비율은 어떻게 됩니까?")
    assert {str(figure.value) for figure in answer.figures} == {"15", "35", "40", "10"}


def test_a_first_of_a_rank_is_quoted_with_its_own_words(assistant: Assistant) -> None:
    answer = assistant.ask("2036년 본예산이 가장 적은 구는 어디이고 얼마입니까?")
    assert "여울구 1,475억원" in answer.answer


def test_what_another_bullet_is_named_by_is_missed(assistant: Assistant) -> None:
    found = answer_figure(assistant._context(assistant._parse("한여울돌봄센터 종사자는 몇 명인가요?"), None))
    assert found is not None
    assert found[1] < LEAST
