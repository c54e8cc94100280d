"""What is made of a measure of each item of a table: both ends, shares of each year, conditions."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from invented import assistant_over, derived

from qa.assistant import Assistant

CLINICS = """2041년 주요업무보고

물목시 보건국

2041. 6. 30. 기준

1. 진료소 현황

진료소	의사(명)	간호사(명)	환자(명)	병상(개)
계	20	60	8,700	150
윗마을	8	20	4,000	60
아랫마을	5	20	2,200	30
샛마을	4	12	1,400	40
갯마을	3	8	1,100	20

2. 부서별 예산

(단위 : 백만원, %)
부서	2040 예산현액	2041 예산현액	집행률
합계	9,000	9,400	48.2
의약과	4,000	4,300	51.0
방역과	3,000	2,900	44.0
위생과	1,200	1,100	62.5
검진과	800	1,100	71.0

3. 검진 실적

| 구분 | 2039년 인원(명) | 2039년 지원액(백만원) | 2040년 인원(명) | 2040년 지원액(백만원) |
|---|---|---|---|---|
| 계 | 300 | 900 | 420 | 1,470 |
| 암 검진 | 200 | 700 | 250 | 1,000 |
| 치과 검진 | 100 | 200 | 170 | 470 |

4. 차량 현황

(단위 : 대)
구분	2039년	2040년	2041년
구급차	10	12	15
방역차	8	8	6
버스	4	6	3

5. 온실가스 줄이기

○ 폐기물 감축

(목 표)

구분	단위	2041년	2042년	2043년
재활용 폐기물 배출량	kg	1,000	1,100	1,200
음식물 폐기물 배출량	L	7,000	6,000	5,000
대형 폐기물 배출량	kg	1,400	1,300	1,200
"""


@pytest.fixture(scope="module")
def clinics(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant over an invented report of a health office."""
    with assistant_over(tmp_path_factory.mktemp("clinics"), clinics=CLINICS) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "values"),
    [
        # both ends of what is computed for each
        (
            "물목시 보건국 의사 1인당 환자 수가 가장 많은 진료소와 가장 적은 진료소는 어디며 몇 명씩인가요?",
            [("500", "명"), ("350", "명")],
        ),
        # an amount for each one in two years
        (
            "물목시 보건국 암 검진 지원액을 1인당으로 나눠 2039년과 2040년을 대조해 주세요.",
            [("3500000", "원"), ("4000000", "원")],
        ),
        # a share of all, of which none says more
        ("물목시 보건국 전체 병상 중 샛마을은 몇 %인가요?", [("26.7", "%")]),
        ("물목시 보건국 환자 8,700명에서 갯마을 환자의 비율을 백분율로 구해 주세요.", [("12.6", "%")]),
        # rows that grew, by how much
        (
            "물목시 보건국에서 2041년 예산현액이 2040년보다 줄어든 부서를 모두 말해 주세요.",
            [("2", "개"), ("-100", "백만원"), ("-100", "백만원")],
        ),
        ("물목시 보건국 부서 중 2041년 집행률이 60% 넘는 게 몇 개야?", [("2", "개")]),
        # between two years that are columns
        ("물목시 보건국 버스는 2040년에서 2041년까지 몇 대 줄었나요?", [("-3", "대")]),
    ],
)
def test_what_a_program_computes(clinics: Assistant, question: str, values: list[tuple[str, str]]) -> None:
    answer = clinics.ask(question)
    told = derived(answer)
    assert all(value in told for value in values), (told, answer.answer)
    assert answer.confidence >= 0.8


def test_the_names_of_both_ends_are_told(clinics: Assistant) -> None:
    answer = clinics.ask("물목시 보건국 진료소 중 환자가 가장 많은 곳과 적은 곳은 어디고 차이는 몇 명인가요?")
    assert "윗마을" in answer.answer
    assert "갯마을" in answer.answer
    assert Decimal(2900) in {figure.value for figure in answer.figures}


@pytest.mark.parametrize(
    "question",
    [
        # nothing in the table is called so
        "물목시 보건국 의사 1인당 자원봉사자 수가 가장 많은 진료소와 가장 적은 진료소는 어디인가요?",
        # of no such year
        "물목시 보건국 암 검진 지원액을 1인당으로 나눠 2036년과 2037년을 대조해 주세요.",
        # the stated whole is no figure of the table
        "물목시 보건국 환자 8,000명에서 갯마을 환자의 비율을 백분율로 구해 주세요.",
    ],
)
def test_what_the_table_does_not_explain_is_not_computed(clinics: Assistant, question: str) -> None:
    assert derived(clinics.ask(question)) == set()


def test_the_rate_of_spending_is_no_share_of_all_that_was_spent(clinics: Assistant) -> None:
    answer = clinics.ask("물목시 보건국 방역과의 집행 비율을 알려 주세요.")
    assert [(str(figure.value), figure.unit) for figure in answer.figures] == [("44.0", "%")]


def test_a_difference_from_the_year_before_is_none_of_two_columns_of_a_year(clinics: Assistant) -> None:
    answer = clinics.ask("물목시 보건국 2041년 의약과 예산현액과 전년도 예산현액의 차이는 얼마인가요?")
    assert Decimal(300) in {figure.value for figure in answer.figures}


def test_each_of_two_years_that_are_said_is_that_of_a_figure(clinics: Assistant) -> None:
    # two rows of 2041 are no difference between 2041 and 2040
    answer = clinics.ask("보건국 온실가스 배출량 2041년 목표는 2040년보다 얼마나 줄어?")
    assert Decimal(400) not in {figure.value for figure in answer.figures}
    assert "400" not in answer.answer
