"""What an answer must say to be one to its question: else it is refused, in every wording."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over, derived

from qa.assistant import Assistant

CORPUS = """
["haeon.txt"]
title = "2033년 하반기 주요업무보고"
agency = "해온시"
department = "생활복지국"
as_of = 2033-08-31
"""
REPORT = """2033년 하반기 주요업무보고

해온시 생활복지국

2033. 8. 31. 기준

Ⅰ. 일반현황

1. 예산 현황 (단위 : 천원)
구분	2032 예산	2033 예산	증감액	집행액	집행률
청년주택 공급	800,000	960,000	160,000	480,000	50.0%
마을돌봄 운영	500,000	410,000	△90,000	287,000	70.0%
장난감 대여	120,000	150,000	30,000	60,000	40.0%

2. 센터 이용 현황 (단위 : 명)
구분	1분기	2분기	성인	어린이
나래센터	1,210	1,345	1,555	1,000
도담센터	880	905	985	800

Ⅱ. 주요업무

1. 장난감 대여
 ○ 위 치 : 나래센터 1층
 ○ 운영방법 : 회원제(연회비 1만원), 1회 2점 14일
 ○ 문의 : 육아팀(☎ 031-555-1234)

2. 마을돌봄 운영
 ○ 민간 위탁으로 7개소 운영, 돌봄교사 21명
 ○ 야간돌봄 중단 : 이용 아동 감소에 따라 '33. 3월 중단

Ⅲ. 2032년 행정사무감사 처리결과

1. 놀이터 바닥재 교체 시기를 앞당길 것 (육아팀)
 - 추진상황 : 완료
 - 추진내용 : 놀이터 12곳의 바닥재 교체
2. 돌봄교사 처우 개선 방안을 마련할 것 (돌봄팀)
 - 추진상황 : 추진중
 - 추진내용 : 수당 인상 협의
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("told"), CORPUS, haeon=REPORT) as assistant:
        yield assistant


@pytest.mark.parametrize(
    "question",
    [
        # another period
        "청년주택 공급 집행액은 1분기에 얼마입니까?",
        "마을돌봄 운영 집행률 3월에 몇 프로야?",
        "나래센터 성인 이용자 주말만 몇 명이야",
        "청년주택 공급 2019년 증감액은 얼마인가요?",
        "장난감 대여 2046년도 집행률 좀 알려줘",
        "장난감 대여 5월에 이전한 곳은 어디야?",
        # a part that is not told
        "청년주택 공급 예산 가운데 30대 비중은 몇 %인가요?",
        "장난감 대여 예산 중 임대료는 얼마야?",
        # one side alone
        "청년주택 공급과 우주체험관 조성 집행액 합계는 얼마인가요?",
        "장난감 대여랑 야시장 활성화 중에 어디가 집행액 더 많아?",
        "청년주택 공급 증감액은 바둑대회 유치보다 얼마 더 많습니까?",
        # rates that make no third
        "청년주택 공급이랑 마을돌봄 운영 집행률 합치면 몇 %야?",
        # an office that there is not
        "우주항공과의 장난감 대여 예산은 얼마입니까?",
        "새나라구의 마을돌봄 운영 집행액을 알려 주십시오.",
        # what goes on was not given up
        "청년주택 공급을 폐지한 이유는 무엇인가요?",
        "장난감 대여 왜 그만뒀어?",
        "나래센터를 매각한 까닭은?",
        # another kind of thing
        "청년주택 공급 신청 서류 알려줘",
        "마을돌봄 운영 담당자 이메일 뭐야?",
        "장난감 대여 계약일은 언제인가요?",
        # a request that nobody made
        "행정사무감사에서 전동킥보드 견인에 관한 지적은 어떻게 처리되었습니까?",
        "골프장 농약 문제 지적받은 거 어떻게 됐어?",
    ],
)
def test_what_is_not_told_is_refused(report: Assistant, question: str) -> None:
    assert report.ask(question).status == "abstained"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("나래센터 2분기 이용자는 몇 명입니까?", "1,345"),
        ("2033년 청년주택 공급 예산은 얼마인가요?", "960,000"),
        ("해온시의 마을돌봄 운영 집행액을 알려 주십시오.", "287,000"),
        ("8월 말 기준 장난감 대여 집행률은 몇 %야?", "40.0%"),
        ("장난감 대여 하는 곳은 어디야?", "나래센터 1층"),
        ("장난감 대여 전화번호 뭐야?", "031-555-1234"),
        ("야간돌봄을 중단한 이유는 무엇입니까?", "이용 아동 감소"),
        ("놀이터 바닥재 바꾸라는 지적은 어떻게 됐어?", "12곳"),
    ],
)
def test_what_is_told_is_given(report: Assistant, question: str, told: str) -> None:
    assert told in report.ask(question).answer


def test_both_sides_are_added_up(report: Assistant) -> None:
    answer = report.ask("청년주택 공급과 장난감 대여의 집행액을 합하면 얼마입니까?")
    assert ("540000", "천원") in derived(answer)
