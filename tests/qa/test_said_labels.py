"""A figure whose labels are said as they are printed is told, not the one above or beside it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over, told

from qa.assistant import Assistant

CORPUS = """
[[document]]
file = "report.txt"
title = "2034년 안전국 주요업무보고"
agency = "물안군"
department = "안전국"
as_of = 2034-06-30

[[document]]
file = "school.txt"
title = "2034년 총무과 주요업무보고"
agency = "물안군교육청"
department = "총무과"
as_of = 2034-06-30
"""
REPORT = """Ⅰ. 일반현황

1. 정원 현황 (단위 : 명)
구분	정원	현원
정수과	43	40
총무과	21	20

2. 세입 현황 (단위 : 천원)
구분	2033 최종예산	2034 예산현액	'33년 대비 증감률
합계	11,000	12,000	9.1%
경상적세외수입	6,000	6,500	8.3%
  사용료	2,000	2,200	10.0%
  주차료	4,000	4,300	7.5%
임시적세외수입	5,000	5,500	10.0%
  그외수입	3,000	3,100	3.3%
  물안기념관	2,000	2,400	20.0%

3. 교육 계획 (단위 : 명)
구분	계획	변경계획	실적
새내기 과정	300	120	80
지도자 과정	200	150	90

4. 주차 요금 (단위 : 원)
구분	최초 30분	1일 최대
1급지	1,000	15,000
3급지	400	6,000

5. 민원 접수 (단위 : 건)
구분	2033년	2034년
소음	31	44
기타	12	17

6. 먹거리 검사 (단위 : 건)
구분	적합	부적합
농산물	90	12
수산물	70	5

7. 예산 집행 (단위 : 천원)
구분	예산현액	집행액	집행액
구분	예산현액	원인행위	지출액
총무과	900	700	600
방재과	800	500	300

8. 과별 경비 (단위 : 천원)
구분	2034 예산현액
합계	900
정수과	500
  기본경비	300
  인력운영비	200
방재과	400
  기본경비	150
  인력운영비	250

Ⅱ. 2033년 행정사무감사 처리결과

1. 시정요구사항
 ○ 하천 정비를 서두를 것
   - 추진상황 : 추진 완료
"""
SCHOOL = """Ⅰ. 일반현황

1. 정원 현황 (단위 : 명)
구분	정원	현원
행정팀	7	6

2. 예산 집행 (단위 : 천원)
구분	예산현액	지출액
연수 지원	70	30
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("said"), CORPUS, report=REPORT, school=SCHOOL) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("2034년 물안군 안전국 임시적세외수입 그외수입 예산현액은 얼마인가요?", ("3100", "천원")),
        ("2034년 물안군 안전국 예산현액은 임시적세외수입 물안기념관이 얼마입니까?", ("2400", "천원")),
        ("2034년 물안군 안전국 임시적세외수입 예산현액은 얼마인가요?", ("5500", "천원")),
        ("2034년 물안군 안전국 경상적세외수입주차료 예산현액은 얼마인가요?", ("4300", "천원")),
        ("2034년 물안군 안전국 새내기 과정 변경계획은 몇 명인가요?", ("120", "명")),
        ("2034년 물안군 안전국 새내기 과정 계획은 몇 명인가요?", ("300", "명")),
        ("물안군 안전국 사용료 '33년 대비 증감률은 몇 %인가요?", ("10.0", "%")),
        ("2034년 물안군 안전국 3급지 1일 최대는 얼마인가요?", ("6000", "원")),
        ("2034년 물안군 안전국 정수과 정원은 몇 명인가요?", ("43", "명")),
        ("2034년 물안군 안전국 총무과 정원은 몇 명인가요?", ("21", "명")),
        ("2034년 물안군 안전국 기타는 몇 건인가요?", ("17", "건")),
        ("2034년 물안군 안전국 방재과 얼마나 썼어?", ("300", "천원")),
        ("2034년 물안군 안전국 부적합은 농산물이 몇 건입니까?", ("12", "건")),
        ("2034년 물안군 안전국 방재과 기본경비 예산현액은 얼마인가요?", ("150", "천원")),
    ],
)
def test_the_figure_that_is_called_so_is_told(
    assistant: Assistant, question: str, figure: tuple[str, str]
) -> None:
    answer = assistant.ask(question)
    assert told(answer) == {figure}, answer.answer


@pytest.mark.parametrize(
    "question", ["2034년 물안군 안전국 기본경비 예산현액은 얼마인가요?", "물안군 안전국 인력운영비 얼마야?"]
)
def test_one_of_several_figures_of_a_name_is_not_told(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status == "abstained"
