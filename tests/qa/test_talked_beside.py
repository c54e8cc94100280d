"""Follow-ups that go on beside what was told: other rows, groups and years, cells in words, reasons below."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over

from qa.answer import Answer
from qa.assistant import Assistant

REPORT = """# 2041년 별똥시 마을국 주요업무보고

(2041. 6. 30. 기준)

## 1. 인력

(단위: 명)

부서	정원	현원
이슬과	40	38
안개과	25	24
계	65	62

## 2. 텃밭 정비

(단위: 백만원)

텃밭명	사업비	기간	시공사
고래텃밭	3,400	'41.4월~'41.11월	㈜둥근돌
나비텃밭	1,250	'41.6월~'42.2월	푸른삽건설

## 3. 회수 현황

(단위: 건)

구분	계	유리	종이	캔
회수	300	120	110	70
재사용	150	72	44	34
재사용률(%)	50.0	60.0	40.0	48.6

## 4. 나눔장학금

(단위: 명)

구분	인원	1인당(만원)	목표	참여
꿈장학	70	60	80	76
글장학	30	40	40	31

## 5. 울타리 설치

 ○ 위험 가구 500가구 중 울타리 설치 420가구
   - 미설치 사유: 소유자 반대 50가구, 이사 30가구
 ○ 설치비 : 90백만원 (국비 40, 시비 50)

## 6. 꽃길 조성

 ○ 꽃길 총사업비 : 800백만원 (국비 500, 시비 300)
 ○ 추진경과
   - 2041. 6월 공정률 42.5%
"""
ABOUT = """[[document]]
file = "report.txt"
title = "2041년 마을국 주요업무보고"
agency = "별똥시"
department = "마을국"
as_of = 2041-06-30
"""
STAFF = "별똥시 이슬과 정원은 몇 명이야?"
GARDEN = "별똥시 고래텃밭 사업비는 얼마야?"
BACK = "별똥시 회수 유리는 몇 건이야?"
PATH = "별똥시 꽃길 총사업비는 얼마야?"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("beside"), ABOUT, report=REPORT) as opened:
        yield opened


def last(assistant: Assistant, *turns: str) -> Answer:
    return assistant.converse(turns)[-1]


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ((GARDEN, "언제까지 하는 거야?"), "'41.11월"),
        ((GARDEN, "언제까지 하는 거야?", "나비텃밭은?"), "'42.2월"),
        ((GARDEN, "시공사는 어디야?"), "둥근돌"),
        ((STAFF, "고마워요. 그럼 안개과는요?"), "25명"),
        ((STAFF, "안개과는?", "현원은 각각 몇 명이야?"), "38명"),
        ((STAFF, GARDEN, "다시 이슬과로, 현원은 몇 명이야?"), "38명"),
        ((BACK, "재사용률이 제일 높은 종류는?"), "60.0%"),
        (("별똥시 꿈장학 인원은 몇 명이야?", "한 사람한테 얼마씩 줘?"), "60만원"),
        (("별똥시 꿈장학 목표는 몇 명이야?", "참여는?", "몇 % 달성했어?"), "95.0%"),
        (("별똥시 울타리를 설치한 가구는 몇 가구야?", "나머지는 왜 못 했어?"), "소유자 반대"),
        ((PATH, "그중 시비는?", "지금 어디까지 됐어?"), "42.5%"),
    ],
)
def test_what_stands_beside_is_told(turns: tuple[str, ...], told: str, town: Assistant) -> None:
    answer = last(town, *turns)
    assert answer.status == "answered"
    assert told in answer.answer


@pytest.mark.parametrize(
    "turns",
    [
        (GARDEN, "언제 문 열어?"),  # the months of the work tell no opening
        (STAFF, "나머지는 왜 못 했어?"),  # what is not said of them
    ],
)
def test_what_is_beside_the_point_is_not_told(turns: tuple[str, ...], town: Assistant) -> None:
    assert last(town, *turns).status == "abstained"


def test_a_rate_alone_is_told_without_the_amount(town: Assistant) -> None:
    answer = last(town, STAFF, "안개과는?", "몇 % 줄었어?")
    assert not any(figure.derivation and figure.unit == "명" for figure in answer.figures)
