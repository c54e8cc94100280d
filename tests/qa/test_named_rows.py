"""Sums, differences, ratios, ranks and conditions over the rows of one table that a question names."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over, derived, tabs, told

from qa.assistant import Assistant

ROOMS = (
    ("시설명", "면적(㎡)", "좌석(석)"),
    ("계(5개소)", "1,510", "640"),
    ("본회의장", "420", "180"),
    ("의원 사무실", "530", "60"),
    ("복지위원회 회의실", "140", "100"),
    ("방청석", "220", "200"),
    ("자료실", "200", "100"),
)
BOATS = (
    ("구분", "2031년", "2032년", "2033년", "증감률(%)"),
    ("여객선", "400", "500", "520", "4.0"),
    ("화물선", "200", "190", "209", "10.0"),
)
SPENT = (
    ("구분", "예산현액", "집행액"),
    ("합계", "10,000", "4,000"),
    ("항만과", "6,000", "3,000"),
    ("  부두 정비", "1,500", "600"),
    ("  등대 관리", "4,500", "2,400"),
    ("해양과", "4,000", "1,000"),
    ("  갯벌 복원", "1,000", "400"),
    ("  바다 숲 조성", "3,000", "600"),
)
STAFF = (
    ("구분", "계", "6급", "7급", "8급", "9급"),
    ("정원", "60", "10", "20", "20", "10"),
    ("현원", "60", "8", "19", "22", "11"),
)
REPORT = f"""2033년 미오름시 항만국 주요업무보고

□ 정·현원 (단위: 명)
{tabs(STAFF)}

□ 시설 현황
{tabs(ROOMS)}

□ 입항 선박 (단위: 척)
{tabs(BOATS)}

□ 세출 현황 (단위: 천원)
{tabs(SPENT)}
"""


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    corpus = '[report]\ntitle = "2033년 주요업무보고"\nagency = "미오름시"\ndepartment = "항만국"\n'
    with assistant_over(tmp_path_factory.mktemp("named"), corpus, report=REPORT) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("미오름시 의원 사무실, 본회의장, 복지위원회 회의실의 면적을 합하면 몇 ㎡입니까?", "1090"),
        ("미오름시 본회의장이랑 방청석 면적 다 더하면 몇 ㎡야?", "640"),
        ("미오름시 본회의장과 자료실의 면적 합계는 몇 ㎡입니까?", "620"),
        ("미오름시 본회의장이랑 자료실 면적 합 몇 ㎡인가요", "620"),
    ],
)
def test_the_rows_that_are_named_are_added_up(port: Assistant, question: str, value: str) -> None:
    assert derived(port.ask(question)) == {(value, "㎡")}


def test_one_row_is_divided_by_the_other_and_subtracted(port: Assistant) -> None:
    assert derived(port.ask("미오름시 본회의장 면적은 복지위원회 회의실의 몇 배입니까?")) == {("3.0", "배")}
    assert derived(port.ask("미오름시 방청석이 자료실보다 좌석이 몇 석 더 많아?")) == {("100", "석")}


@pytest.mark.parametrize(
    "question",
    [
        "미오름시 입항 선박 여객선은 2031년 대비 2032년에 몇 % 늘었습니까?",
        "미오름시 입항 여객선 31년에서 32년 몇 프로 늘었어?",
        "미오름시 입항 여객선의 2031년 대비 2032년 증가율은 몇 %입니까?",
    ],
)
def test_a_rate_between_two_years_is_computed_where_the_printed_one_is_of_others(
    port: Assistant, question: str
) -> None:
    assert ("25.0", "%") in derived(port.ask(question))


def test_so_many_from_the_top_or_the_bottom_are_told(port: Assistant) -> None:
    most = {("530", "㎡"), ("420", "㎡"), ("220", "㎡")}
    assert told(port.ask("미오름시 시설 현황에서 면적이 제일 넓은 데 세 군데만 알려줘")) == most
    assert told(port.ask("미오름시 시설 현황에서 면적이 큰 순으로 3개를 알려 주세요.")) == most


def test_the_rows_that_meet_a_condition_are_told_with_their_figures(port: Assistant) -> None:
    answer = port.ask("미오름시 시설 현황에서 면적이 210㎡ 이상인 시설을 모두 알려 주세요.")
    assert {("420", "㎡"), ("530", "㎡"), ("220", "㎡")} <= told(answer)
    assert "자료실" not in answer.answer
    more = port.ask("미오름시 항만국에서 현원이 정원보다 많은 직급을 모두 말해 주세요.")
    assert "8급, 9급" in more.answer
    assert "7급" not in more.answer


def test_a_share_of_all_is_not_of_the_group(port: Assistant) -> None:
    assert derived(port.ask("미오름시 부두 정비 집행액은 전체의 몇 %야?")) == {("15.0", "%")}


def test_an_average_over_rows_is_computed(port: Assistant) -> None:
    assert derived(port.ask("미오름시 시설 현황 면적을 평균 내면 몇 ㎡야?")) == {("302", "㎡")}


def test_figures_are_told_by_whatever_the_rows_are_of(port: Assistant) -> None:
    answer = port.ask("미오름시 시설 현황의 면적을 시설별로 알려 주세요.")
    assert ("1510", "㎡") not in told(answer)
    assert {("420", "㎡"), ("200", "㎡")} <= told(answer)
