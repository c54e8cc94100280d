"""Two measures of one row, what is left or missing, and printed figures that are not what is asked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over, derived

from qa.answer import Answer
from qa.assistant import Assistant

ORCHARD = """2036년 상반기 주요업무보고

솔마루군 과수지원과

2036. 5. 31. 기준

Ⅰ. 예산현황

1. 정책사업별 세출

(단위 : 백만원, %)
<table>
<tr><th rowspan="2">정책사업</th><th rowspan="2">2036 예산현액</th><th rowspan="2">2035 최종예산</th>
<th colspan="2">증감</th><th colspan="2">집행</th></tr>
<tr><th>금액</th><th>비율</th><th>집행액</th><th>비율</th></tr>
<tr><td>합계</td><td>5,100</td><td>4,600</td><td>500</td><td>10.9</td><td>2,080</td><td>40.8</td></tr>
<tr><td>묘목 보급</td><td>2,100</td><td>1,800</td><td>300</td><td>16.7</td><td>980</td><td>46.7</td></tr>
<tr><td>저온창고 설치</td><td>3,000</td><td>2,800</td><td>200</td><td>7.1</td><td>1,100</td><td>36.7</td></tr>
</table>

2. 비목별 집행

(단위 : 백만원, %)
구분	예산현액	집행액	집행률	잔액
합계	940	470	50.0	470
재료구입비	640	256	40.0	384
수선유지비	300	214	71.3	86

Ⅱ. 농가현황

1. 과종별 농가
(단위 : 호)
과종	전체 농가	친환경 농가
감귤	214	31
자두	158	22
합계	372	53

2. 열매 나눔차
연도	신청(권)	배송(권)	평균 소요일
2034	1,210	1,150	3.1
2035	1,480	1,420	2.7

3. 체험장 이용객
(단위 : 명)
구분	증감
감귤체험장	2,300
자두체험장	1,100

Ⅲ. 주요업무

1. 꽃가루은행
 ○ 사업량 : 420농가(감귤 250, 자두 170)
 ○ 수분 작업원 : 필요 96명

2. 방제 인력
 ○ 방제반원 부족(필요 74명 대비 61명 근무)으로 순회 주기 연장

3. 직영시설 수지
(단위 : 백만원)
시설	수입	지출	수지차
합계	620	910	△290
가공공장	410	330	80
체험농원	140	390	△250
쉼터식당	70	190	△120

4. 과수문화관
 ○ 강당 240석, 소회의실 36석
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("orchard"), orchard=ORCHARD) as opened:
        yield opened


def values(answer: Answer) -> list[str]:
    return sorted(str(figure.value) for figure in answer.figures)


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("솔마루군의 묘목 보급 2036년 예산현액과 5월 말 집행률을 알려 주십시오.", ["2100", "46.7"]),
        ("솔마루군 재료구입비 집행률과 잔액은 얼마입니까?", ["384", "40.0"]),
        ("솔마루군의 감귤 전체 농가와 친환경 농가는 각각 몇 호입니까?", ["214", "31"]),
        ("2035년 나눔차 배송 권수와 평균 소요일을 알려 주세요.", ["1420", "2.7"]),
    ],
)
def test_both_measures_are_of_the_row(assistant: Assistant, question: str, figures: list[str]) -> None:
    assert values(assistant.ask(question)) == sorted(figures)


@pytest.mark.parametrize(
    "question",
    [
        "솔마루군 수분 작업원은 몇 명이나 모자라나요?",
        "솔마루군 감귤체험장에 몇 명이나 왔어?",
        "솔마루군 꽃가루은행은 사업량에 견주어 아직 하지 못한 농가가 몇 농가인가요?",
    ],
)
def test_what_is_printed_beside_the_point_is_no_answer(assistant: Assistant, question: str) -> None:
    assert not assistant.ask(question).figures


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        # the rates that are printed are of other things
        ("솔마루군 나눔차 신청 합계는 2035년에 2034년보다 몇 % 늘었습니까?", ("22.3", "%")),
        ("2035년 솔마루군 나눔차 신청 가운데 실제 배송한 책의 비율을 구해 주세요.", ("95.9", "%")),
        ("솔마루군 방제반원이 몇 명이나 모자란다는 거야?", ("13", "명")),
    ],
)
def test_what_is_computed_of_named_cells(
    assistant: Assistant, question: str, figure: tuple[str, str]
) -> None:
    assert figure in derived(assistant.ask(question))


def test_the_deepest_loss_is_the_least_of_the_row(assistant: Assistant) -> None:
    answer = assistant.ask("솔마루군 직영시설 중 수지차 적자가 가장 큰 곳은 어디이고 얼마입니까?")
    assert values(answer) == ["-250"]
    assert "체험농원" in answer.answer


def test_a_rank_over_more_than_are_said_is_not_given(assistant: Assistant) -> None:
    asked = "솔마루군 직영시설 수지의 {} 시설 중 지출이 가장 큰 곳은 얼마입니까?"
    assert values(assistant.ask(asked.format("세"))) == ["390"]
    assert not assistant.ask(asked.format("두")).figures


def test_how_many_seats(assistant: Assistant) -> None:
    assert values(assistant.ask("솔마루군 과수문화관 강당은 좌석이 몇 개야?")) == ["240"]
