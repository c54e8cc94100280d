"""Figures beside what is asked: parts that are no whole, what befell some, the half of another place."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over, derived

from qa.assistant import Assistant

CORPUS = """
["narae.txt"]
title = "2034년 주요업무보고"
agency = "나래시"
department = "시설안전국"
as_of = 2034-09-30
"""
REPORT = """2034년 주요업무보고

나래시 시설안전국

2034. 9. 30. 기준

Ⅰ. 일반현황

1. 예산 현황 (단위 : 천원)
구분	2033 예산	2034 예산	증감액
계	1,300,000	1,520,000	220,000
다리 보수	800,000	960,000	160,000
가로등 교체	500,000	560,000	60,000

2. 안전시설 현황 (단위 : 개소)
구분	2033	2034
비상벨	206	211
쉼터	40	44

3. 장사시설 현황 (단위 : 기)
구분	총 규모	안치
봉안담	9,600	8,100
수목장림	4,800	2,300

□ 교실당 평균 지원액 (단위 : 천원)
학교급	2033	2034
초등학교	302	318
중학교	328	346

4. 학교 지원 (단위 : 백만원, 실)
구분	예산현액	교실 수
초등학교	640	210
중학교	480	120

Ⅱ. 주요업무

1. 하수관 점검
 ○ 점검 결과 : 누수 발견 236건, 복구 229건(복구 중 7건)

2. 안전체험관 운영
 ○ 이용 : 체험객 5,310명, 체험 412회
 ○ 강사 12명

3. 나눔주택
 ○ 입주 : 정원 30명

Ⅲ. 인력
 ○ 현원 52명
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("beside"), CORPUS, narae=REPORT) as assistant:
        yield assistant


def test_the_share_of_what_is_not_so_is_no_share_of_what_is(report: Assistant) -> None:
    answer = report.ask("봉안담 총 규모 중 안치되지 않은 비율은 몇 %입니까?")
    assert not derived(answer) & {("84.4", "%")}


def test_two_parts_of_a_third_leave_nothing(report: Assistant) -> None:
    answer = report.ask("하수관 점검에서 발견한 누수 가운데 아직 복구하지 못한 것은 몇 건인가요?")
    assert 222 not in [int(figure.value) for figure in answer.figures]


def test_of_two_rows_the_one_that_is_not_named_is_no_whole(report: Assistant) -> None:
    answer = report.ask("수목장림은 앞으로 몇 기나 남아 있나요?")
    assert derived(answer) == {("2500", "기")}


@pytest.mark.parametrize(
    "question",
    [
        "안전체험관 체험객 중 크게 다친 사람은 몇 명이었나요?",
        "나눔주택 입주 정원은 몇 명이고 지금 사는 사람은 몇 명이야?",
        "2037년 나래시 다리 보수 예산은 얼마입니까?",
        "안전체험관에서 다친 체험객은 몇 명이었나요?",
        "쉼터 점검 건수에서 빈 쉼터는 몇 개소인가요?",
        "초등학교와 중학교 가운데 만족도가 더 높은 학교는 어디인가요?",
    ],
)
def test_what_no_line_tells_is_refused(report: Assistant, question: str) -> None:
    assert report.ask(question).status == "abstained"


def test_a_caption_says_that_an_amount_is_for_each(report: Assistant) -> None:
    answer = report.ask("2034년 중학교 교실당 평균 지원액은 얼마인가요?")
    assert [int(figure.value) for figure in answer.figures] == [346]


def test_the_change_of_another_table_is_no_change_of_a_number(report: Assistant) -> None:
    answer = report.ask("나래시 비상벨 수는 전년보다 얼마나 늘었어?")
    assert 220000 not in [int(figure.value) for figure in answer.figures]
    assert 160000 not in [int(figure.value) for figure in answer.figures]
