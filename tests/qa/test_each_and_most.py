"""What is told of each of several things and years, what changed most, and what is told of one alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over, derived

from qa.assistant import Assistant

PARKS = """2042년 주요업무보고

솔못시 공원국

2042. 6. 30. 기준

1. 조직 및 인력

구분	정원(명)	현원(명)
계	96	90
공원과	40	37
조경과	31	30
하천과	25	23

2. 공원 방문객

(단위 : 명)
공원	2039년	2040년	2041년
호수공원	52,000	58,000	61,000
언덕공원	20,000	23,000	30,000
강변공원	31,000	30,500	29,000
숲속공원	8,000	8,400	9,100

3. 부서별 예산

(단위 : 백만원)
부서	2041 예산	2042 예산
공원과	5,200	5,900
조경과	3,100	2,700
하천과	2,400	2,350

4. 매점 운영

구분	매점(개소)	수입(백만원)	좌석(석)
계	12	480	240
북쪽	5	220	90
남쪽	7	260	150

5. 놀이터

구분	그네(개)	시소(개)
동들	14	9
서들	8	11
남들	10	6

6. 정원 조성
 ○ 총사업비 : 850백만원(국비 40%, 도비 20%, 시비 40%)
 ○ 안내 : 방송 120회, 문자 340회, 앱 90회

7. 다리 보수
 ○ 사업비 : 700백만원(국 50, 시 50)
"""
LAKES = """2042년 주요업무보고

솔못시 호수사업단

2042. 5. 31. 기준

1. 조직 및 인력
 ○ 인력 : 정원 140명, 현원 131명

2. 나루별 현황

구분	정원(명)	현원(명)
계	88	85
윗나루	50	48
아랫나루	38	37
"""


@pytest.fixture(scope="module")
def parks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant over the invented reports of two offices."""
    with assistant_over(tmp_path_factory.mktemp("parks"), parks=PARKS, lakes=LAKES) as opened:
        yield opened


def told(assistant: Assistant, question: str) -> list[str]:
    """The figures that an answer states, computed or not; nothing where none is given."""
    answer = assistant.ask(question)
    return [f"{figure.value:f}" for figure in answer.figures] if answer.status == "answered" else []


@pytest.mark.parametrize(
    ("question", "values"),
    [
        (
            "공원국 호수공원과 강변공원 방문객은 2039년에서 2041년 사이 각각 어떻게 변했나요?",
            ["9000", "-2000"],
        ),
        (
            "공원국 언덕공원과 숲속공원의 방문객은 2039년과 2041년에 각각 몇 명인가요?",
            ["20000", "30000", "8000", "9100"],
        ),
        ("2039년보다 2041년에 방문객이 가장 많이 늘어난 공원은 어디인가요?", ["10000"]),
        ("2040년에 전년보다 방문객이 가장 크게 줄어든 공원은 어디인가요?", ["-500"]),
        # by its rate
        ("2039년에서 2041년 사이 방문객이 가장 가파르게 늘어난 공원은 어디야?", ["50.0"]),
        ("호수공원과 강변공원 중 2041년에 방문객이 전년보다 늘어난 곳은 어디인가요?", ["3000"]),
        ("2041년 예산보다 2042년 예산이 줄어든 부서와 각 감소액을 알려 주세요.", ["-400", "-50"]),
    ],
)
def test_each_and_most(parks: Assistant, question: str, values: list[str]) -> None:
    """How each changed, and which changed most."""
    found = told(parks, question)
    assert [value for value in values if value not in found] == []


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("정원 조성 총사업비 중 도비는 얼마인가요?", ("170", "백만원")),
        # parts without a sign that come to 100
        ("다리 보수 사업비 가운데 시비는 몇 백만원입니까?", ("350", "백만원")),
        # of one letter
        ("정원 조성 안내는 방송, 문자, 앱을 더하면 모두 몇 회인가요?", ("550", "회")),
        # as many as are said, of which no total is printed
        ("놀이터 세 곳의 시소는 모두 몇 개인가요?", ("26", "개")),
        # of what both come to
        ("북쪽과 남쪽 매점 전체의 한 곳당 수입은 얼마인가요?", ("40000000", "원")),
        # the whole agency's, not that of a table of its parts
        ("솔못시 공원국과 솔못시 호수사업단의 정원 차이는 몇 명인가요?", ("44", "명")),
    ],
)
def test_of_all(parks: Assistant, question: str, value: tuple[str, str]) -> None:
    """What is computed of all that is named."""
    assert value in derived(parks.ask(question))


@pytest.mark.parametrize(
    "question",
    [
        # of what is not there nothing is told, and neither is what is beside it
        "공원국 호수공원과 바닷공원의 방문객은 2039년에서 2041년 사이 각각 어떻게 변했나요?",
        "공원과와 도로과의 현원 차이는 몇 명인가요?",
        "북쪽과 서쪽 매점 수입을 합하면 얼마인가요?",
        # no row for all of them
        "놀이터 그네는 모두 몇 개인가요?",
        # what is not there
        "시소 없는 놀이터가 가장 많은 곳은 어디인가요?",
    ],
)
def test_none_of_one_alone(parks: Assistant, question: str) -> None:
    """What is asked of two is not told of one, nor of one row what is asked of all."""
    assert told(parks, question) == []


def test_two_years_that_are_compared_are_told_with_how_far_they_are_apart(parks: Assistant) -> None:
    assert "6000" in told(parks, "공원국 호수공원 방문객을 2039년과 2040년만 비교해 줘")
