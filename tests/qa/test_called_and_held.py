"""What a row is called by, what is held and what is left, and which part of a name is its head."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from invented import assistant_over, derived, told

from qa.assistant import Assistant
from qa.understanding.words.operations import SUM_OF_NAMED

REPORT = """2031년 주요업무보고

달무리도신용조합

2031. 8. 31. 기준

Ⅰ. 지점

□ 지점 현황 (단위 : 명, 백만원)

지점\t인원\t대출잔액\t손실률(%)
계\t24\t84,000\t4.5
샘골\t9\t41,250\t3.6
노을\t8\t27,460\t4.2
바람재\t7\t15,290\t6.1

□ 업종별 대출 (단위 : 백만원)

업종\t대출잔액
계\t84,000
떡·빵집\t24,380
옷·신발 가게\t22,860
그 밖\t36,760

Ⅱ. 사고

□ 화재 부상자 줄이기 (단위 : 건, 명)

구분\t2029년\t2030년\t2031년
화재\t846\t812\t786
부상자\t92\t85\t71

□ 지구대 (단위 : 명)

경찰서\t계\t상담\t순찰
계\t60\t25\t35
달무리북부서\t34\t14\t20
달무리남부서\t26\t11\t15

Ⅲ. 바람 환경개선 사업
 ○ 목적 : 낡은 골목을 고쳐 밤길의 두려움을 줄임
 ○ 기간 : 2031. 1. ~ 12.
 ○ 사업비 : 420백만원

Ⅳ. 성과목표 (단위 : 명)

지표\t2030년 실적\t2031년 목표\t증감
재기 지원\t387\t600\t213

Ⅴ. 하반기 계획

과제\t추진내용\t시기\t담당
바닷가 안전\t이동식 카메라 25대, 안내 방송\t9월\t시설팀
"""
ABOUT = """[[document]]
file = "report.txt"
title = "2031년 주요업무보고"
agency = "달무리도"
department = "신용조합"
as_of = 2031-08-31
"""


@pytest.fixture(scope="module")
def union(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("held"), ABOUT, report=REPORT) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("샘골지점과 노을지점의 대출잔액은 각각 얼마입니까?", {41250, 27460}),
        ("노을지점의 대출잔액은 얼마인가요?", {27460}),
        ("달무리북부경찰서의 상담 인원은 몇 명인가요?", {14}),
        ("2030년 화재 부상자는 몇 명입니까?", {85}),
        ("2030년 화재는 몇 건입니까?", {812}),
    ],
)
def test_a_figure_is_of_what_is_called_so(question: str, values: set[int], union: Assistant) -> None:
    assert {figure.value for figure in union.ask(question).figures} == set(map(Decimal, values))


def test_the_total_of_two_things_is_their_sum() -> None:
    assert SUM_OF_NAMED.search("떡·빵집과 옷·신발 가게의 대출잔액 합계는 얼마입니까?")
    assert not SUM_OF_NAMED.search("정원과 현원의 합계를 비교해 주세요")
    assert not SUM_OF_NAMED.search("총무과 2031년 예산 합계와 집행액이 얼마야?")


def test_two_rows_are_added_up(union: Assistant) -> None:
    answer = union.ask("떡·빵집과 옷·신발 가게의 대출잔액 합계는 얼마입니까?")
    assert derived(answer) == {("47240", "백만원")}


def test_a_change_of_people_is_that_of_the_head(union: Assistant) -> None:
    answer = union.ask("화재 부상자는 2029년에 비해 2031년에 몇 명 줄었습니까?")
    assert ("-21", "명") in derived(answer)


def test_the_purpose_is_told_by_its_own_bullet(union: Assistant) -> None:
    answer = union.ask("바람 환경개선 사업의 목적은 무엇입니까?")
    assert "두려움" in answer.answer
    assert "420" not in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "재기 지원은 작년 목표 대비 몇 퍼센트나 했어?",  # the change is no part of the goal
        "2031년 읍·면별 바람 환경개선 사업비를 알려 주세요.",  # that of the whole is told
        "바닷가에 이동식 카메라는 왜 두는 거야?",  # what is done is no cause
    ],
)
def test_what_is_beside_the_point_is_not_told(question: str, union: Assistant) -> None:
    assert union.ask(question).status == "abstained", told(union.ask(question))
