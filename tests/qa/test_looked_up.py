"""Figures of one row as they are asked for in passing: of a quarter, with a bare year behind, misspelt."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qa.assistant import Assistant
from tests.invented import assistant_over, told

CORPUS = """[[document]]
file = "forest.txt"
title = "2037년 산림과 주요업무보고"
agency = "노을광역시 솔숲구"
department = "산림과"
date = 2037-06-30
"""
FOREST = """2037년 산림과 주요업무보고

노을광역시 솔숲구 산림과

2037. 6. 30. 기준

Ⅰ. 일반현황

1. 팀별 인력

(단위 : 명)
구분	정원	현원	결원
합계	21	18	3
숲길팀	12	10	2
수목팀	9	8	1

2. 세출예산

(단위 : 천원, %)
구분	2037 예산현액	집행액	집행잔액	집행률
합계	92,000	46,300	45,700	50.3
숲길 조성	40,000	18,000	22,000	45.0
└ 숲길 안내사업	40,000	18,000	22,000	45.0
친절하고 빠른 산림행정 지원	12,000	9,300	2,700	77.5
장기미집행공원 보상	40,000	19,000	21,000	47.5

3. 보조금

(단위 : 천원)
구분	2037 예산현액
보조금(묘목)	3,100
보조금(방제)	5,200

4. 수입과 지출

(단위 : 천원)
구분	2037예산	실적(집행)	증감
입장료	7,000	3,300	400
대관료	2,000	900	100

5. 산림복지기금

(단위 : 백만원)
구분	2036말 조성액	2037 수입	2037 지출
푸른숲기금	6,100	340	418

6. 마을별 여건

구분	솔재면	물안면
인구(명)	3,206	5,120
65세 이상(명)	1,534	1,270
고령화율(%)	47.8	24.8
총벌채량(㎥)	812	640

Ⅱ. 주요업무

1. 친환경 청사

□ 추진계획
 ○ 북관 지붕 교체: 낡은 북관 지붕 교체 공사

□ 분기별 집행계획

(단위 : 천원)
구분	계	1분기	2분기	3분기	4분기
지붕 교체	54,000	3,000	15,000	36,000	-
북관 바닥 정비	13,000	6,000	7,000	-	-
친절하고 빠른 산림행정 지원	12,000	2,000	5,000	3,000	2,000

2. 교육과 상담

(단위 : 명, %)
구분	계획	실적	이수율
직무 IT	290	913	314.8
직무 산림	200	150	75.0

 ○ 산림 상담: 총 82건(민사 48건, 형사 34건)

3. 산길 관리

□ '36년 추진 실적

- 신고 처리 현황

(단위: 건)
구분	'35년	'36년
산길신고	2,846	3,264
벌채신고	1,942	2,386
합계	4,788	5,650

- 산길신고: 전화신고 2,586건, 방문신고 412건, 앱신고 148건
"""


@pytest.fixture(scope="module")
def forest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant over an invented report of a forest office."""
    with assistant_over(tmp_path_factory.mktemp("forest"), CORPUS, forest=FOREST) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        (
            "친절하고 빠른 산림행정 지원 예산이 2037년 산림과에서 얼마로 잡혔는지 궁금합니다.",
            {("12000", "천원")},
        ),
        ("산림과 예산 중 숲길 조성 편성액은 얼마인지 확인 부탁드립니다.", {("40000", "천원")}),
        ("산림과 숲길 조성에 지금까지 얼마 썼어? 2037년도 거.", {("18000", "천원")}),
        ("산림과 숲길 조성 사업은 2037년에 얼마가 집행됐나요?", {("18000", "천원")}),
        ("산림과 숲길 조성 돈 얼마나 나갔대요? 2037년도", {("18000", "천원")}),
        ("2037년 산림과 숲길 조성 얼마 섰나요", {("18000", "천원")}),
        ("숲길 조성 집행 몇 퍼센트 했대? 2037년도", {("45.0", "%")}),
        ("숲길 조성 예산 얼마나 썼는지 퍼센트로 알려줘", {("18000", "천원"), ("45.0", "%")}),
        ("장기미집행공원 보상에 예산이 얼마 잡혀서 얼마를 썼나요?", {("40000", "천원"), ("19000", "천원")}),
        ("보조금(방제) 예산이 2037년에 얼마로 잡혔나요?", {("5200", "천원")}),
        ("산림과 입장료의 실적은 얼마입니까?", {("3300", "천원")}),
        ("산림과 숲길팀은 몇 명이 비어 있나요?", {("2", "명")}),
        ("노을시 솔숲구 산림과의 수목팀 정원은 몇 명인가요?", {("9", "명")}),
        ("산림과 직무 IT 분야의 이수율은 몇 %인가?", {("314.8", "%")}),
        ("산림과 산림 상담 민사가 몇껀이엇죠?", {("48", "건")}),
        ("푸른숲기금이 2037년에 쓴 돈은 얼마야?", {("418", "백만원")}),
    ],
)
def test_a_figure_of_a_row_is_told_however_it_is_asked_for(
    forest: Assistant, question: str, figures: set[tuple[str, str]]
) -> None:
    assert told(forest.ask(question)) == figures


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("솔재면의 고령화율과 65세 이상 인구는?", {"47.8", "1534"}),
        ("솔재면의 고령화율과 총벌채량은 각각 얼마입니까?", {"47.8", "812"}),
        ("장기미집행공원 보상의 집행잔액과 집행률은?", {"21000", "47.5"}),
    ],
)
def test_both_of_two_things_are_told(forest: Assistant, question: str, figures: set[str]) -> None:
    assert {value for value, _ in told(forest.ask(question))} == figures


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("친절하고 빠른 산림행정 지원 2037년 예산의 2분기 배정액을 알려 주세요.", "5000"),
        ("북관 지붕 교체 예산 가운데 3분기에 집행할 금액은 얼마인가?", "36000"),
    ],
)
def test_a_quarter_of_a_budget_is_told_of_that_quarter(forest: Assistant, question: str, value: str) -> None:
    assert told(forest.ask(question)) == {(value, "천원")}


def test_a_quarter_without_a_figure_is_told_as_it_is_printed(forest: Assistant) -> None:
    answer = forest.ask("북관 바닥 정비 예산 중 3분기에 집행할 금액은 얼마인가?")
    assert "3분기는 '-'" in answer.answer
    assert "36,000" not in answer.answer


def test_what_all_comes_to_is_the_printed_total(forest: Assistant) -> None:
    answer = forest.ask("산림과 세출예산 다 합친 집행액 얼마야? 2037년")
    assert ("46300", "천원") in told(answer)


def test_a_compound_is_not_explained_by_its_last_part_alone(forest: Assistant) -> None:
    # '산길신고' has the 신고 of '방문신고', and 처리 over its table
    asked = forest.ask("산림과의 2036년 산길신고 처리 중 방문신고는 몇 건인가?")
    assert told(asked) <= {("412", "건")}
    assert told(forest.ask("산림과의 2036년 방문신고는 몇 건인가?")) == {("412", "건")}
