"""Conversations as they are held: what is taken over, what is replaced, and what must not be guessed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from invented import assistant_over

from qa.answer import Answer
from qa.assistant import Assistant

REPORT = """# 2031년 물결시 살림국 주요업무보고

(2031. 6. 30. 기준)

## 1. 인력

(단위: 명)

부서	정원	현원	과부족
등불과	40	38	△2
이끼과	25	27	2
노을과	15	12	△3
계	80	77	△3

※ 노을과 결원 3명은 2031. 9월 채용 예정

## 2. 예산

(단위: 천원, %)

부서	사업	2030 최종예산	2031 예산현액	증감액	집행액	집행률
등불과	소계	60,000	90,000	30,000	45,000	50.0
등불과	골목등 교체	40,000	60,000	20,000	36,000	60.0
등불과	야간 순찰	20,000	30,000	10,000	9,000	30.0
이끼과	소계	50,000	40,000	△10,000	28,000	70.0
이끼과	정원 손질	50,000	40,000	△10,000	28,000	70.0
합계	계	110,000	130,000	20,000	73,000	56.2

## 3. 접수 현황

(단위: 건)

구분	2029년	2030년	2030년 상반기	2031년 상반기
소음 신고	310	280	150	120
악취 신고	90	120	50	75

## 4. 물빛도서관 건립

 ○ 위치 : 조약돌동 12번지
 ○ 사업비 : 9,000백만원 (국 4,500, 도 2,700, 시 1,800)
 ○ 기간 : 2030. 3월 ~ 2032. 2월
 ○ 향후계획 : 착공(2031. 10월), 준공(2032. 1월), 개관(2032. 4월)

## 5. 상담 실적

(단위: 명, %)

사업명	연간목표	상반기	하반기	누계	달성률
마음 상담	600	200	220	420	70.0
진로 상담	480	100	255	355	74.0
"""
OTHER = """# 2031년 봄내구 주요업무보고

(2031. 6. 30. 기준)

## 1. 회관 운영

○ 한마음회관 : 2031. 8월 개관
"""
AUDITS = """2031년 주요업무보고

바람골시 안전국

2031. 6. 30. 기준

Ⅰ. 행정사무감사 처리결과

(2030. 11. 실시, 지적 3건: 완료 2, 추진 1)

 ○ 시정·처리요구

□ 오래된 순찰차를 바꾸는 기준을 만들 것 (교통과)

 - 추진상황 : 완료

 - 추진내용 : 8년이 넘으면 바꾸도록 기준을 만들고 올해 5대를 교체, 내년 7대 교체 예정

□ 중앙부처와 인사교류를 넓힐 것 (인사과)

 - 추진상황 : 추진 중

 - 추진내용 : 그동안 48명(4급 17, 5급 31)이 교류하였고 교류 계획을 다시 세움

□ 좁은 구명조끼 대여소를 넓힐 것 (하천과)

 - 추진상황 : 완료

 - 추진내용 : 대여소 두 곳을 넓혀 2031. 5월 운영 시작
"""
ABOUT = """[[document]]
file = "report.txt"
title = "2031년 살림국 주요업무보고"
agency = "물결시"
department = "살림국"
as_of = 2031-06-30

[[document]]
file = "other.txt"
title = "2031년 주요업무보고"
agency = "봄내구"
department = "봄내구"
as_of = 2031-06-30

[[document]]
file = "audits.txt"
title = "2031년도 주요업무 추진상황 보고"
agency = "바람골시"
department = "안전국"
as_of = 2031-06-30
"""
STAFF = "물결시 살림국 등불과 정원은 몇 명이야?"
BUDGET = "물결시 골목등 교체 2031년 예산현액은 얼마야?"
NOISE = "물결시 소음 신고는 2031년 상반기에 몇 건이야?"
LIBRARY = "물결시 물빛도서관 건립 사업비는 얼마야?"
TALKS = "물결시 마음 상담 누계는 몇 명이야?"
CARS = "바람골시 오래된 순찰차를 바꾸라는 행감 지적사항 추진상황은?"
EXCHANGE = "바람골시 중앙부처와 인사교류를 넓히라는 행감 지적사항 추진상황은?"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("talked")
    with assistant_over(folder, ABOUT, report=REPORT, other=OTHER, audits=AUDITS) as opened:
        yield opened


def last(assistant: Assistant, *turns: str) -> Answer:
    return assistant.converse(turns)[-1]


@pytest.mark.parametrize(
    ("turns", "value"),
    [
        ((STAFF, "이끼과는?", "둘이 합치면 전체 정원의 몇 %야?"), "81.3"),
        ((STAFF, "이끼과는?", "둘 중 어디가 많아?", "두 과가 전체에서 차지하는 비중은?"), "81.3"),
        ((BUDGET, "등불과 전체에서 몇 % 차지해?"), "66.7"),
        ((STAFF, "노을과는?", "전체 인력에서 차지하는 비율은?"), "18.8"),
        ((STAFF, "노을과는?", "몇 배 차이야?"), "2.7"),
        ((BUDGET, "2030년에는?", "몇 배 늘었어?"), "1.5"),
        ((NOISE, "전년 상반기보다 얼마나 늘었어?"), "-30"),
        ((BUDGET, "2030년에는 얼마였어?", "2031년까지 얼마나 는 거야?"), "20000"),
        ((BUDGET, "2030년에는 얼마였어?", "얼마나 느는 거지?"), "20000"),
        (("물결시 이끼과 정원은?", "현원은?", "그럼 몇 명 초과야?"), "-2"),
        ((TALKS, "달성률은?", "진로 상담은?", "연간목표까지 몇 명 남았어?"), "125"),
        ((LIBRARY, "그중 도비는?", "그게 전체의 몇 %야?"), "30.0"),
    ],
)
def test_what_was_told_is_computed_with(turns: tuple[str, ...], value: str, town: Assistant) -> None:
    computed = {figure.value for figure in last(town, *turns).figures if figure.derivation}
    assert Decimal(value) in computed


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ((STAFF, "정원이 제일 많은 과는?", "그 다음은?"), "25명"),
        ((STAFF, "정원이 제일 많은 과는?", "그 다음은?", "그다음은?"), "15명"),
        ((NOISE, BUDGET, "다시 소음 신고로 가서, 2030년 상반기에는 몇 건이었어?"), "150건"),
        ((STAFF, "노을과는?", "어느 쪽이 많아?"), "40명"),
        ((BUDGET, "단위가 뭐야?"), "천원"),
        ((LIBRARY, "언제 착공해?"), "2031. 10월"),
        ((LIBRARY, "언제 문 열어?"), "2032. 4월"),
        (("물결시 노을과 현원은 몇 명이야?", "언제 채용한대?", "등불과는 현원이?"), "38명"),
        ((CARS, "올해 몇 대 바꿨어?", "내년엔?"), "7대"),
        ((EXCHANGE, "몇 명이 교류했대?", "그중 4급은?"), "17명"),
        ((EXCHANGE, "구명조끼 대여소 건은 상태가 뭐야?"), "완료"),
        ((EXCHANGE, "지적은 모두 몇 건이야?"), "3건"),
    ],
)
def test_what_is_spoken_of_goes_on(turns: tuple[str, ...], told: str, town: Assistant) -> None:
    answer = last(town, *turns)
    assert answer.status == "answered"
    assert told in answer.answer


@pytest.mark.parametrize(
    "turns",
    [
        (LIBRARY, "그중 기부금은?", "그게 몇 %야?"),  # points at what was not found
        (STAFF, "은하과는?", "두 과 정원을 합치면?"),  # one of the two was not found
        (STAFF, "그 다음은?"),  # nothing was ranked
        (CARS, "올해 몇 대 바꿨어?", "2019년에는?"),  # the item tells nothing of that year
    ],
)
def test_what_cannot_be_resolved_is_not_guessed(turns: tuple[str, ...], town: Assistant) -> None:
    assert last(town, *turns).status == "abstained"


def test_a_new_thing_is_not_of_the_years_that_were_compared(town: Assistant) -> None:
    answer = last(town, BUDGET, "2030년에는?", "얼마나 늘었어?", "마음 상담 누계는 몇 명이야?")
    assert {figure.value for figure in answer.figures} == {Decimal(420)}
