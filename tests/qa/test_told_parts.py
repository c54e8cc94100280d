"""Follow-ups on what else is told of a program, of an audit item, and on where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from invented import assistant_over

from qa.answer import Answer
from qa.assistant import Assistant

REPORT = """# 2034년 여울빛시 호수국 주요업무보고

(2034. 4. 30. 기준)

## 1. 호숫가 산책길 정비

ㅇ 추진배경
 - 2019년 조성 뒤 목재 난간이 삭아 보행 안전 우려
ㅇ 사업기간 : 2034. 3. ~ 2034. 11.
ㅇ 위    치 : 은물결동 12번지 일원
ㅇ 총사업비 : 840백만원(도비 420, 시비 420)
ㅇ 이용대상 : 시민 누구나

## 2. 나룻배 체험교실

ㅇ 사업기간 : 2034. 5. ~ 2034. 9.
ㅇ 교육대상 : 초등학생 4~6학년
ㅇ 사업비 : 60백만원
ㅇ 추진방법
 - 여울빛문화원에 위탁하여 주말에 운영

## 3. 2033년 행정사무감사 처리결과

ㅇ 처리요구 : 나룻배 구명조끼 노후 대책을 마련할 것
 - 추진상황 : 추진완료
 - 담당부서 : 물빛과
 - 추진내용 : 구명조끼 120벌 교체('34. 2월)

ㅇ 처리요구 : 산책길 야간 조명 부족
 - 추진상황 : 추진중
 - 담당부서 : 길섶과
 - 추진내용 : 조명 40등 추가 설치 설계

## 4. 세출예산

(단위: 천원)

구분	2034 예산액
물길 정비	300,000
꽃섬 조성	500,000
등대 관리	200,000
합계	1,000,000

## 5. 성과지표

지표	2033 목표	2033 실적
철새 관찰(명)	2,500	3,000
갈대밭 걷기(명)	1,800	1,700
"""
ABOUT = """[[document]]
file = "report.txt"
title = "2034년 호수국 주요업무보고"
agency = "여울빛시"
department = "호수국"
as_of = 2034-04-30
"""


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("lake"), ABOUT, report=REPORT) as opened:
        yield opened


def last(assistant: Assistant, *turns: str) -> Answer:
    return assistant.converse(turns)[-1]


WALK = "여울빛시 호숫가 산책길 정비 사업기간은 언제야?"
BOATS = "여울빛시 나룻배 체험교실 교육대상은 누구야?"


@pytest.mark.parametrize(
    ("first", "follow", "told"),
    [
        (WALK, "어디서 하는데?", "은물결동 12번지"),
        (WALK, "장소는?", "은물결동 12번지"),
        (WALK, "그건 왜 하는 거야?", "난간이 삭아"),
        (WALK, "예산은요?", "840백만원"),
        (WALK, "누구 대상이야?", "시민 누구나"),
        (BOATS, "언제부터야?", "2034. 5."),
        (BOATS, "언제 문 열어?", "2034. 5."),
        (BOATS, "돈은 얼마 들어?", "60백만원"),
        (BOATS, "방법은?", "문화원에 위탁"),
    ],
)
def test_a_label_of_the_program_told_answers(first: str, follow: str, told: str, lake: Assistant) -> None:
    answer = last(lake, first, follow)
    assert answer.status == "answered"
    assert told in answer.answer


@pytest.mark.parametrize("follow", ["장소는?", "왜 줄었어?", "거긴 언제 다 지어?"])
def test_what_no_label_of_the_program_tells_is_refused(follow: str, lake: Assistant) -> None:
    assert last(lake, BOATS, follow).status == "abstained"


@pytest.mark.parametrize(
    ("follow", "told"),
    [("담당 부서는?", "물빛과"), ("완료된 거야?", "추진완료"), ("조치 내용은?", "120벌 교체")],
)
def test_an_audit_item_is_told_again(follow: str, told: str, lake: Assistant) -> None:
    asked = "여울빛시 감사에서 구명조끼 노후 지적받은 거 어떻게 됐어?"
    assert told in last(lake, asked, follow).answer
    back = f"아까 그 구명조끼 건 {follow}"
    assert told in last(lake, asked, "산책길 야간 조명 부족 지적은 어떻게 됐어?", back).answer


@pytest.mark.parametrize(
    "follow", ["출처가 어디야?", "확실해? 어디 나와 있는데?", "그거 언제 기준이야?", "이게 2034년 기준 맞아?"]
)
def test_where_and_as_of_when_it_stands(follow: str, lake: Assistant) -> None:
    answer = last(lake, WALK, "예산은?", follow)
    assert "840백만원" in answer.answer
    assert answer.citations[0].lines == (11, 11)


ISLE = "여울빛시 호수국 2034년 꽃섬 조성 예산액은 얼마야?"


@pytest.mark.parametrize(
    ("turns", "value"),
    [
        ((ISLE, "그거 빼고 나머지는?"), "500000"),
        ((ISLE, "그럼 전체는?", "비중은 그럼 몇 프로야"), "50.0"),
        ((ISLE, "전체에서 몇 % 차지해?", "물길 정비는 몇 %?"), "30.0"),
    ],
)
def test_shares_and_the_rest_of_all(turns: tuple[str, ...], value: str, lake: Assistant) -> None:
    assert [figure.value for figure in last(lake, *turns).figures if figure.derivation] == [Decimal(value)]


def test_a_row_is_asked_for_in_the_same_table(lake: Assistant) -> None:
    figures = last(lake, ISLE, "출처는?", "등대 관리도 거기 있어?").figures
    assert [figure.value for figure in figures] == [Decimal(200_000)]


BIRDS = "여울빛시 철새 관찰 2033년 실적은 몇 명이야?"


def test_what_was_achieved_is_computed_of_goal_and_result(lake: Assistant) -> None:
    figures = last(lake, BIRDS, "목표는 몇 명이었어?", "달성률은?").figures
    assert [figure.value for figure in figures if figure.derivation] == [Decimal("120.0")]
