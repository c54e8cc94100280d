"""Figures asked for loosely: by what became of them, by what is done, by a word that no table prints."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qa.assistant import Assistant
from tests.invented import assistant_over, told

CORPUS = """[[document]]
file = "school.txt"
title = "2037년 학교지원과 주요업무보고"
agency = "노을도교육청"
department = "학교지원과"
date = 2037-06-30
"""
SCHOOL = """2037년 학교지원과 주요업무보고

노을도교육청 학교지원과

2037. 6. 30. 기준

Ⅰ. 일반현황

1. 급식 단가 (단위 : 원/식)
학교급	2036	2037	2036년 대비 인상액	인상률(%)
초등학교	3,800	4,000	200	5.3
중학교	4,500	4,700	200	4.4

2. 분기별 집행계획 (단위 : 백만원)
부서	계	1/4분기	2/4분기	3/4분기	4/4분기
학교지원과	100	10	20	30	40
통학지원과	200	60	50	55	35

3. 세출예산 (단위 : 천원, %)
세부사업	2037 예산현액	집행액	집행률
감염병 대응	612,000	306,000	50.0
통학버스 운영	400,000	100,000	25.0

4. 주민배움터 (단위 : 개, 명)
구분	2036년	2037년
배움터 운영 동	9	11
강사	30	34

5. 유연근무 이용 현황 (단위 : 명)
연도	계	재택근무형	시차출퇴근형
2036년	120	40	80
2037년	150	60	90

6. 외국 손님 (단위 : 명, %)
나라	2036년	2037년	증감률(%)
바다나라	2,000	2,340	17.0
숲나라	1,000	1,100	10.0

7. 직렬별 인력 (단위 : 명)
직렬	정원	현원	과부족
행정직	30	28	△2
사서직	18	16	△2

8. 쉼터 (단위 : 석)
쉼터	좌석	사용	잔여
솔쉼터	90	60	30
물쉼터	50	45	5

9. 오존 경보
연도	발령(회)	최고농도(ppm)
2036년	4	0.151
2037년	6	0.163

10. 연도별 대기 측정 (단위 : ㎍/㎥)
측정소	2036년	2037년
새솔측정소	21	18
큰내측정소	25	22

11. 재활용품 배출
연도	합계(kg)
2036년	9,600
2037년	8,400

12. 안심골목 시설 (단위 : 개)
구청	골목	전등	비상벨
계	3개소	90	71
동구	솔밭골목	30	21
서구	새터골목	25	24
남구	물가골목	35	26

13. 기록물 보존
 ○ 훼손 기록물 소독 : 3,200권
 ○ 직원 동아리 : 340명
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("school"), CORPUS, school=SCHOOL) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("초등학교 2037 급식단가 얼마로 올랐나요", ("4000", "원")),  # not by how much
        ("2037년 중학생 한 끼 급식 단가는 얼마로 잡았어?", ("4700", "원")),
        ("통학지원과의 3/4분기 집행계획은 얼마인가요?", ("55", "백만원")),  # no quotient
        ("감염병 대응 사업비의 2037년 예산현액은 얼마입니까?", ("612000", "천원")),
        ("배움터 운영하는 동이 2037년에 몇 개 동이죠", ("11", "개")),
        ("2037년에 재택근무형 유연근무를 쓴 인원", ("60", "명")),  # no money is spent
        ("솔쉼터는 지금 몇 석이나 남아 있어?", ("30", "석")),
        ("2037년 오존 최고농도는 몇 ppm이었나요?", ("0.163", "ppm")),  # no rank
        ("새솔측정소 대기 측정은 2037년에 얼마야?", ("18", "㎍/㎥")),  # no money
        ("훼손 기록물 소독은 몇 권으로 잡혀 있나요?", ("3200", "권")),  # no budget
        ("노을도교육청 직원 동아리는 다 합치면 몇 명이야?", ("340", "명")),  # told once, as it is
        ("바다나라 외국 손님은 작년 이맘때보다 몇 퍼센트 늘었어?", ("17.0", "%")),
    ],
)
def test_what_is_asked_loosely(assistant: Assistant, question: str, figure: tuple[str, str]) -> None:
    assert told(assistant.ask(question)) == {figure}


def test_what_another_row_says_is_missed(assistant: Assistant) -> None:
    assert ("71", "개") in told(assistant.ask("안심골목 비상벨은 모두 몇 개야?"))
    assert ("71", "개") not in told(assistant.ask("안심골목 새터골목에 비상벨 몇 개 설치하나요?"))


def test_what_comes_in_a_year_is_not_that_of_a_month(assistant: Assistant) -> None:
    assert told(assistant.ask("2037년 재활용품 배출은 얼마야?")) == {("8400", "kg")}
    assert assistant.ask("2037년 재활용품 배출은 한 달에 얼마야?").status == "abstained"


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("사서직은 정원이 몇 명인데 지금 몇 명 있어?", {("18", "명"), ("16", "명")}),
        ("행정직 지금 몇 명 있고 몇 명 모자라?", {("28", "명"), ("-2", "명")}),
    ],
)
def test_who_is_there_now(assistant: Assistant, question: str, figures: set[tuple[str, str]]) -> None:
    assert told(assistant.ask(question)) == figures
