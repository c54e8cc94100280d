"""What is left of a whole, ranks over columns, and figures that cannot be what is asked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over, derived, told

from qa.assistant import Assistant

FERRY = """2036년 상반기 주요업무보고

솔섬군 해운과

2036. 5. 31. 기준

Ⅰ. 일반현황

1. 세출총괄

(단위 : 천원, %)
구분	2036 예산현액	2035 예산	증감액	증감률	집행액	집행률
합계	100,000	90,000	10,000	11.1	40,000	40.0
사업비	80,000	72,000	8,000	11.1	32,000	40.0
여객과	30,000	20,000	10,000	50.0	15,000	50.0
화물과	40,000	44,000	△4,000	△9.1	10,000	25.0
등대과	10,000	8,000	2,000	25.0	7,000	70.0
기본경비	20,000	18,000	2,000	11.1	8,000	40.0

2. 직급별 인력
(단위 : 명)
구분	계	5급	6급	7급	8급
정원	43	1	11	20	11
현원	40	1	12	18	9

3. 선박 현황

(단위 : 척)
총계	여객선	화물선	어업지도선	예인선
90	41	22	17	10

4. 청사 현황
(단위 : ㎡)
구분	대지	건물
여객터미널	9,000	4,200
등대관(항해과 건물 제외)	3,100	1,250

Ⅱ. 주요업무

1. 뱃길 이용
(단위 : 명)
연도	이용객
2031	1,000
2036	1,800

2. 군별 예산
 ○ 예산규모 : 평균 800억원
   - 최대 : 큰섬군 1,200억원, 최소 : 작은섬군 500억원
 ○ 민원 심의 71건(인용 33건, 기각 38건)
"""


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant over an invented report of a shipping office."""
    with assistant_over(tmp_path_factory.mktemp("ferry"), ferry=FERRY) as opened:
        yield opened


def test_a_total_without_several_of_its_columns(ferry: Assistant) -> None:
    """The parts and the total stand in one row."""
    answer = ferry.ask("솔섬군 선박 중 여객선과 화물선을 뺀 나머지는 몇 척이야?")
    assert derived(answer) == {("27", "척")}


def test_a_total_without_one_of_its_columns(ferry: Assistant) -> None:
    """What is left out is not told as the answer."""
    assert derived(ferry.ask("솔섬군 선박 가운데 여객선은 말고 몇 척이야?")) == {("49", "척")}


def test_a_name_that_says_itself_what_it_leaves_out(ferry: Assistant) -> None:
    """The column 건물 is not what is left out, which is a building of another office."""
    answer = ferry.ask("해운과 등대관(항해과 건물 제외)의 대지면적과 건물면적은 각각 몇 ㎡인가?")
    assert told(answer) == {("3100", "㎡"), ("1250", "㎡")}


def test_a_rank_over_the_columns_of_a_measure(ferry: Assistant) -> None:
    """The rows are 정원 and 현원, so the grades are ranked, and no total."""
    assert told(ferry.ask("솔섬군 해운과에서 정원이 가장 많은 직급은 무엇이고 몇 명입니까?")) == {
        ("20", "명")
    }


def test_the_year_that_another_is_a_multiple_of(ferry: Assistant) -> None:
    """'A년은 B년의 몇 배' divides by B, whatever is said first."""
    assert derived(ferry.ask("뱃길 이용객은 2036년이 2031년의 몇 배야?")) == {("1.8", "배")}
    assert derived(ferry.ask("2031년 뱃길 이용객보다 2036년이 몇 배야?")) == {("1.8", "배")}


def test_rates_are_compared_with_rates(ferry: Assistant) -> None:
    """The rate of another year is not printed, so that no budgets are compared."""
    answer = ferry.ask("2036년 사업비 집행률은 2035년보다 몇 %p 높아?")
    assert not derived(answer)


def test_ends_of_a_rank_are_of_the_kind_asked_for(ferry: Assistant) -> None:
    """The most and the least of 군 are none of 과."""
    assert ("700", "억원") in derived(ferry.ask("예산이 가장 큰 군과 가장 작은 군의 차이는 몇 억원이야?"))
    assert ("700", "억원") not in derived(ferry.ask("예산이 가장 큰 과와 가장 작은 과의 차이는?"))


def test_no_number_where_a_share_is_asked_for(ferry: Assistant) -> None:
    """인용 33건 is no 비율, but it has one in what was decided."""
    assert derived(ferry.ask("민원 심의에서 인용된 비율은?")) == {("46.5", "%")}


def test_rows_that_meet_no_condition_are_not_told_as_a_total(ferry: Assistant) -> None:
    """The rate of all is no number of rows."""
    assert ("40.0", "%") not in told(ferry.ask("2036년 세출 중 집행률이 90%를 넘는 항목은 몇 개야?"))


def test_a_sum_in_percent_of_the_whole(ferry: Assistant) -> None:
    """The sum alone is no answer."""
    answer = ferry.ask("2036년 예산현액에서 여객과와 등대과를 합하면 사업비 전체의 몇 %야?")
    assert answer.status == "abstained" or any(unit == "%" for _, unit in derived(answer))
