"""What was not collected, spent or filled: printed as such, else computed from what was."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over, derived, tabs, told

from qa.assistant import Assistant

COLLECTED = (
    ("부서", "부과액", "징수액", "징수율", "미수납액"),
    ("계", "2,000", "1,500", "75.0", "500"),
    ("나루과", "1,200", "800", "66.7", "400"),
    ("물길과", "800", "700", "87.5", "100"),
)
STAFF = (("직종", "정원", "현원"), ("잠수직", "40", "35"), ("항해직", "160", "152"))
CARE = (("사업명", "단위", "실적", "예산", "집행액"), ("찾아가는 진료", "회", "38", "9,600", "5,200"))
DUE = (("구분", "건수", "금액"), ("1년 미만", "70", "40"), ("1~3년", "50", "30"), ("3년 초과", "20", "25"))
REPORT = f"""2036년 상반기 주요업무보고

물안개군 세무관리과

2036. 6. 30. 기준

Ⅰ. 세외수입 징수 현황
(단위 : 백만원, %)
{tabs(COLLECTED)}

Ⅱ. 직종별 인력
(단위 : 명)
{tabs(STAFF)}

Ⅲ. 사업별 실적
(단위 : 천원)
{tabs(CARE)}

Ⅳ. 연체 기간별 미수금
(단위 : 건, 백만원)
{tabs(DUE)}
"""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    corpus = (
        '[report]\ntitle = "2036년 상반기 주요업무보고"\nagency = "물안개군"\ndepartment = "세무관리과"\n'
    )
    with assistant_over(tmp_path_factory.mktemp("collected"), corpus, report=REPORT) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("나루과 미수납액은 얼마인가요?", ("400", "백만원")),
        ("나루과가 못 거둔 돈은?", ("400", "백만원")),
        ("물길과에서 아직 안 걷힌 돈 얼마야?", ("100", "백만원")),
    ],
)
def test_what_is_printed_as_not_collected(town: Assistant, question: str, figure: tuple[str, str]) -> None:
    answer = town.ask(question)
    assert [(str(one.value), one.unit) for one in answer.figures] == [figure]


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("나루과와 물길과의 미수납액 차이는?", ("300", "백만원")),
        ("찾아가는 진료에서 못 쓴 돈은 얼마야?", ("4400", "천원")),
        ("잠수직은 정원 대비 몇 %가 비어 있습니까?", ("12.5", "%")),
        ("항해직은 정원의 몇 %가 비었나요?", ("5.0", "%")),
        ("항해직 결원율은?", ("5.0", "%")),
        ("잠수직은 정원을 몇 % 채웠나요?", ("87.5", "%")),
    ],
)
def test_what_is_computed_of_it(town: Assistant, question: str, figure: tuple[str, str]) -> None:
    assert figure in derived(town.ask(question))


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("3년이 넘은 미수금은 몇 건인가요?", ("20", "건")),
        ("1년이 안 된 미수금은 몇 건이야?", ("70", "건")),
    ],
)
def test_a_limit_that_is_printed_in_other_words(
    town: Assistant, question: str, figure: tuple[str, str]
) -> None:
    assert figure in told(town.ask(question))


def test_no_other_limit_is_told(town: Assistant) -> None:
    assert ("20", "건") not in told(town.ask("1년 넘은 미수금은 몇 건이야?"))
