"""Shares, sums, averages and what is left, over what a question names in a table or on a line of prose."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over, derived, tabs

from qa.assistant import Assistant

MEMBERS = (
    ("구분", "연간회원", "당일입장", "계"),
    ("계", "5,000", "15,000", "20,000"),
    ("수영", "2,000", "3,000", "5,000"),
    ("볼링", "500", "2,500", "3,000"),
    ("탁구", "2,500", "9,500", "12,000"),
)
BILLS = (
    ("구분", "접수", "원안가결", "보류"),
    ("의원 발의", "40", "30", "10"),
    ("시장 제출", "80", "60", "20"),
)
SPENT = (
    ("구분", "2033예산액", "2034예산액", "집행액"),
    ("부두 정비", "1,000", "1,500", "600"),
    ("등대 관리", "4,000", "4,500", "2,400"),
)
REPORT = f"""2034년 상반기 주요업무보고

미오름시 항만국

2034. 6. 30. 기준

Ⅰ. 채용 현황
 ○ 항해사 채용 : 접수 300명, 응시 240명, 최종합격 60명
 ○ 구조대 장비 : 구조차 12대, 들것 30개
 ○ 민원 : 배차지연 11건, 운전원 불친절 4건
 ○ 부서별 인원 : 항만과 21명, 해양과 16명, 등대과 13명

Ⅱ. 회원 현황
(단위 : 명)
{tabs(MEMBERS)}

Ⅲ. 의안 처리
(단위 : 건)
{tabs(BILLS)}

Ⅳ. 세출 현황
(단위 : 천원)
{tabs(SPENT)}

Ⅴ. 관용차량
(단위 : 대)
구분	총계	승용 계	승용 전기	승합 계
대수	50	30	12	20
"""


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    corpus = '[report]\ntitle = "2034년 상반기 주요업무보고"\nagency = "미오름시"\ndepartment = "항만국"\n'
    with assistant_over(tmp_path_factory.mktemp("shares"), corpus, report=REPORT) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "result"),
    [
        ("항해사 채용에서 응시 인원 중 최종합격한 비율은 몇 %인가요?", ("25.0", "%")),
        ("미오름시 항해사 채용 접수 대비 응시 비율은?", ("80.0", "%")),
        ("의원 발의 접수 대비 원안가결 비율은 몇 %입니까?", ("75.0", "%")),
        ("의원 발의 접수대비 원안가결 비율", ("75.0", "%")),
        ("시장 제출 의안의 보류는 접수의 몇 %입니까?", ("25.0", "%")),
        ("수영은 연간회원 총액의 몇 퍼센트인가요?", ("40.0", "%")),
        ("미오름시 관용차량 50대 중 승용 전기가 차지하는 비율은?", ("24.0", "%")),
    ],
)
def test_a_share_is_of_what_the_question_says(
    port: Assistant, question: str, result: tuple[str, str]
) -> None:
    assert derived(port.ask(question)) == {result}


@pytest.mark.parametrize(
    ("question", "result"),
    [
        ("미오름시 당일입장 회원에서 수영과 볼링를 합한 것은 전체의 몇 %인가요?", ("36.7", "%")),
        ("미오름시 당일입장 수영이랑 볼링 합친 게 전체의 몇 %쯤 되나요?", ("36.7", "%")),
        ("미오름시 당일입장 회원 수영+볼링 비중은", ("36.7", "%")),
    ],
)
def test_several_parts_have_one_share(port: Assistant, question: str, result: tuple[str, str]) -> None:
    assert result in derived(port.ask(question))


@pytest.mark.parametrize(
    ("question", "result"),
    [
        ("수영 및 볼링 연간회원 총합을 알려주세요.", ("2500", "명")),
        ("항만과, 해양과, 등대과 인원을 모두 합하면 몇 명인가요?", ("50", "명")),
        ("수영과 볼링의 평균 연간회원은 몇 명입니까?", ("1250", "명")),
        ("수영의 연간회원과 당일입장의 평균은 몇 명인가요?", ("2500", "명")),
        ("항해사 채용 응시와 최종합격 인원의 차이는 얼마인가요?", ("180", "명")),
        ("민원 배차지연이 운전원 불친절보다 얼마나 많아?", ("7", "건")),
    ],
)
def test_what_is_named_is_added_up_or_averaged(
    port: Assistant, question: str, result: tuple[str, str]
) -> None:
    assert derived(port.ask(question)) == {result}


def test_what_is_left_is_of_the_year_that_is_spent(port: Assistant) -> None:
    assert derived(port.ask("미오름시 2034년 부두 정비 예산 중 집행하고 남은 금액은 얼마인가요?")) == {
        ("900", "천원")
    }
    assert (
        port.ask("미오름시 2033년 부두 정비 예산 중 집행하고 남은 금액은 얼마인가요?").status == "abstained"
    )


def test_an_amount_for_each_one_has_a_decimal(port: Assistant) -> None:
    assert derived(port.ask("구조대 장비는 구조차 한 대당 들것이 평균 몇 개인가요?")) == {("2.5", "개")}
