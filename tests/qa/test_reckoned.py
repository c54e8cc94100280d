"""What is to be reckoned, however it is said: the rest without some, the place among others, sums."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over, derived

from qa.assistant import Assistant

PORT = """2041년 주요업무보고

물목시 항만국

2041. 6. 30. 기준

1. 부두 현황

(단위 : 척, ㎡)
부두	선박	면적
계	60	9,000
윗부두	24	4,000
아랫부두	18	2,600
곁부두	12	1,500
낡은부두	6	900

2. 시설 이용료

(단위 : 천원)
시설	1분기	2분기	3분기	4분기	예산액
합계	1,000	1,400	1,800	2,000	9,000
창고	400	500	600	900	4,000
하역장	350	500	700	600	3,000
대합실	250	400	500	500	2,000

3. 지원 사업

(단위 : 백만원)
| 구분 | 사업 | 2040 | 2041 |
|---|---|---|---|
| 어민 | 소계 | 80 | 100 |
| 어민 | 그물 | 30 | 40 |
| 어민 | 기름 | 50 | 60 |
| 상인 | 소계 | 80 | 100 |
| 상인 | 간판 | 60 | 70 |
| 상인 | 조명 | 20 | 30 |
| 총계 | 총계 | 160 | 200 |
"""


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant over an invented report of a harbour office."""
    with assistant_over(tmp_path_factory.mktemp("port"), port=PORT) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("물목시 항만국 선박 합계에서 윗부두를 빼면 몇 척입니까?", ("36", "척")),
        ("물목시 항만국 낡은부두 말고 나머지 면적은 다 얼마예요?", ("8100", "㎡")),
        ("물목시 항만국 윗부두와 낡은부두를 제외한 선박은 모두 몇 척인가요?", ("30", "척")),
        ("물목시 항만국 선박 중 윗부두를 제외한 나머지가 차지하는 비율은 몇 %입니까?", ("60.0", "%")),
        ("물목시 항만국 창고는 4분기 총액의 몇 %입니까?", ("45.0", "%")),
        ("물목시 항만국 창고하고하역장 합계 2분기 얼마죠", ("1000", "천원")),
        ("물목시 항만국 하역장하고 대합실 3분기 다 해서 얼마예요?", ("1200", "천원")),
        ("물목시 항만국 예산액 합: 창고, 대합실", ("6000", "천원")),
        ("물목시 항만국 부두 현황의 면적 평균값은 얼마입니까?", ("2250", "㎡")),
        ("물목시 항만국 부두 현황에서 선박 상위 2개 부두의 합계액은?", ("42", "척")),
        ("물목시 항만국 2041년 어민 소계 중 기름은 몇 %입니까?", ("60.0", "%")),
    ],
)
def test_what_is_reckoned(port: Assistant, question: str, value: tuple[str, str]) -> None:
    assert value in derived(port.ask(question))


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("물목시 항만국 아랫부두는 선박이 몇 번째로 많은가요?", "2위"),
        ("물목시 항만국 곁부두 면적 몇 등이야?", "3위"),
        ("물목시 항만국 낡은부두는 면적이 몇 번째로 작습니까?", "1위"),
    ],
)
def test_the_place_of_a_row(port: Assistant, question: str, place: str) -> None:
    answer = port.ask(question)
    assert f"4개 중 {'적은' if '작' in question else '많은'} 순으로 {place}" in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "물목시 항만국 등대 말고 나머지 선박은 다 몇 척이야?",  # none is called so
        "물목시 항만국 윗부두를 제외하고 아랫부두와 등대를 합하면 선박이 몇 척인가요?",
        "물목시 항만국 창고하고 등대 예산액 합계는 얼마야?",
    ],
)
def test_of_what_is_not_told_nothing_is_reckoned(port: Assistant, question: str) -> None:
    assert not derived(port.ask(question))


def test_what_is_left_out_is_no_part_of_what_is_joined_behind_it(port: Assistant) -> None:
    answer = port.ask("물목시 항만국 윗부두는 빼고 아랫부두하고 곁부두 선박만 합치면 몇 척이야?")
    assert answer.status == "abstained" or derived(answer) == {("30", "척")}


def test_how_many_rows_meet_a_condition_is_counted_however_it_is_said(port: Assistant) -> None:
    answer = port.ask("물목시 항만국 부두 현황에서 선박이 12척 이상인 항목 수는?")
    assert derived(answer) == {("3", "개")}


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("물목시 항만국 윗부두 말고 곁부두 선박은 몇 척이야?", "12"),
    ],
)
def test_of_two_only_the_one_that_is_meant_is_told(port: Assistant, question: str, value: str) -> None:
    assert {str(figure.value) for figure in port.ask(question).figures} == {value}


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("물목시 항만국 총 3분기 대비 하역장 구성비", ("38.9", "%")),
        ("물목시 항만국 하역장·대합실 합계 4분기", ("1100", "천원")),
    ],
)
def test_a_part_stands_under_the_column_of_its_whole(
    port: Assistant, question: str, value: tuple[str, str]
) -> None:
    assert derived(port.ask(question)) == {value}
