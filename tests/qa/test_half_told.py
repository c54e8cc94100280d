"""What is half of an answer, or of something beside what is asked, is not told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over, derived, told

from qa.assistant import Assistant

REPORT = """2034년 주요업무보고

물안군 생활과

2034. 9. 30. 기준

Ⅰ. 일반현황

1. 예산집행 현황 (단위 : 천원, %)
구분	예산현액	집행액	집행률
생활과	900,000	450,000	50.0
시설과	800,000	640,000	80.0
농정과	700,000	210,000	30.0
환경과	600,000	420,000	70.0
합계	3,000,000	1,720,000	57.3

2. 정원 현황 (단위 : 명, %)
구분	전체 정원	시간제 정원	시간제 비율
2030. 12월	600	43	7.1
2033. 12월	700	69	9.8

3. 상담실 운영 (단위 : 명, %)
구분	재방문율
	방문자	예약자
새솔상담실	41.0	62.0

4. 통학버스 운영 (단위 : 대, 명)
구분	버스(대)	이용 학생(명)
북부권	9	210
남부권	7	164

5. 방류 사업 (단위 : 만마리, 백만원)
구분	2033년 실적
	방류량	사업비
은어	310	92

6. 수변공원 조성
 ○ 사업내용 : 산책로 8.2㎞, 쉼터 6개소
 ○ 1구간(3.5㎞) 착공(’34. 3월)
 ○ 2구간(4.7㎞) 착공 : ’35. 4월 예정

7. 봉안시설
 ○ 시설규모 : 자연장지 5,300구, 봉안당 2,400기

Ⅱ. 주요업무

1. 청년 요리학교
 ○ 운영 : 봄·가을 각 2기, 기당 25명

2. 성벽 잇기
 ○ 추진실적 : 성벽 쌓기 940m 중 610m 완료

3. 재정 현황
 ○ 예산규모 : 9,200억원
  - 최대 : 가온면 310억원
  - 최소 : 누리면 120억원
  - 특별교부금 : 84억원

4. 쉼터 운영
 ○ 무더위쉼터 96개소 운영

5. 마을강사 교육
 ○ 추진실적 : 다섯 차례 강의 마침
 ○ 향후계획
  - 강사 교육 추진(2회 130명)

6. 심사 기간 줄이기
 ○ (당초) 심사 9일, 발급 4일 → (개선) 심사 5일, 발급 2일
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """One invented report."""
    with assistant_over(tmp_path_factory.mktemp("halves"), mulan=REPORT) as assistant:
        yield assistant


@pytest.mark.parametrize(
    "question",
    [
        "청년 요리학교에서 받는 인원은 모두 몇 명입니까?",
        "성벽 잇기에서 앞으로 더 쌓아야 할 거리는 몇 m입니까?",
        "가온면이 2034년에 받은 특별교부금은 얼마야?",
        "무더위쉼터 중에 밤 아홉 시까지 여는 곳은 몇 개소야?",
        "은어는 2033년에 얼마나 되나요?",
        "북부권이 남부권보다 통학버스 타는 학생이 얼마나 더 많아?",
        "수변공원 2구간이 1구간보다 몇 km 더 길어?",
    ],
)
def test_half_of_an_answer_or_what_stands_beside_it_is_none(report: Assistant, question: str) -> None:
    answer = report.ask(question)
    assert answer.status == "abstained" or derived(answer) in ({("46", "명")}, {("1.2", "㎞")})


def test_what_comes_next_is_not_told_as_done(report: Assistant) -> None:
    answer = report.ask("마을강사 교육은 2034년 9월까지 몇 번 몇 명한테 했어?")
    assert ("130", "명") not in told(answer)


def test_a_row_that_is_not_named_is_not_first_of_those_that_are(report: Assistant) -> None:
    answer = report.ask("생활과농정과환경과중 집행률이 제일 높은 곳 어디임")
    assert "시설과" not in answer.answer


def test_a_rate_by_one_measure_is_not_told_by_another(report: Assistant) -> None:
    answer = report.ask("새솔상담실 예약자로 본 재방문율은 몇 %야?")
    assert ("41.0", "%") not in told(answer)


def test_a_share_is_one_of_the_same_year(report: Assistant) -> None:
    answer = report.ask("전체 정원 중 시간제 정원의 비율은 2030년 12월과 2033년 12월에 각각 몇 %였나요?")
    rates = {figure for figure in told(answer) if figure[1] == "%"}
    assert rates == {("7.1", "%"), ("9.8", "%")}


def test_a_share_that_is_cut_off_is_told_as_printed(report: Assistant) -> None:
    answer = report.ask("전체 정원 중 시간제 정원의 비율은 2033년 12월에 몇 %였나요?")
    assert ("9.8", "%") in told(answer)
    assert not derived(answer)


def test_the_state_before_is_told_of_all_that_was_told_after(report: Assistant) -> None:
    answer = report.converse(["심사와 발급 기간은 각각 며칠로 바뀌었어?", "당초에는?"])[-1]
    assert told(answer) == {("9", "일"), ("4", "일")}
