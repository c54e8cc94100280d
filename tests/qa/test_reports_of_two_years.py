"""What two reports of one office tell of one thing, set side by side; which of two is more, by name."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from invented import assistant_over, derived

from qa.assistant import Assistant

FIRST = """2041년 주요업무보고

물목시 녹지국

2041. 6. 30. 기준

1. 예산 총괄

(단위 : 천원)
구분	2041 예산현액	2040 최종예산
합계	12,900	11,800
사업비	7,900	7,100
공원과	4,700	4,300
산림과	3,200	2,800
행정운영경비	5,000	4,700

2. 부서별 세부현황

(단위 : 천원)
부서	'41년 예산현액	'40년 최종예산
녹지국	12,900	11,800
공원과	8,100	7,500
산림과	4,800	4,300

3. 시설 관리

(단위 : 천원)
시설	'41년 예산액
나루 캠핑장 운영	630
솔숲 산책로 정비	880
"""
SECOND = """2043년 현안 업무보고

물목시 녹지국

2043. 6. 30. 기준

1. 예산 총괄

(단위 : 천원)
구분	2043 예산현액	2042 예산현액
합계	13,500	13,100
사업비	8,300	8,000
공원과	5,100	4,900
산림과	3,200	3,100
행정운영경비	5,200	5,100
"""
OTHER = """2040년 주요업무보고

들밭군 건설국

2040. 9. 30. 기준

1. 세입예산

(단위 : 천원)
구분	2040 예산현액
임시 수입	6
행정운영경비	77
"""


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant over two reports of one invented office and one of another."""
    where = tmp_path_factory.mktemp("reports")
    with assistant_over(where, first=FIRST, second=SECOND, other=OTHER) as opened:
        yield opened


def test_both_reports_tell_the_same_row(reports: Assistant) -> None:
    """Of 공원과 the first has a row of all it spends too, which no table of the second has."""
    answer = reports.ask("물목시 녹지국 공원과의 예산현액은 2041년 대비 2043년에 얼마나 변했나요?")
    assert ("400", "천원") in derived(answer)


def test_what_grew_is_told_by_how_much_and_no_other_year_with_it(reports: Assistant) -> None:
    answer = reports.ask("물목시 공원과 예산이 2041년보다 2043년에 늘었어?")
    assert answer.answer.startswith("400천원 늘었습니다.")
    looked_up = {figure.value for figure in answer.figures if not figure.derivation}
    assert looked_up == {Decimal(4700), Decimal(5100)}


def test_years_are_those_of_the_reports_of_one_office(reports: Assistant) -> None:
    """The other office has a report of 2040; the row of the first tells both years."""
    answer = reports.ask("행정운영경비는 2040년과 2041년 중 어느 해가 더 많나요?")
    assert Decimal(77) not in {figure.value for figure in answer.figures}
    assert {Decimal(5000), Decimal(4700)} <= {figure.value for figure in answer.figures}


@pytest.mark.parametrize(
    ("question", "first"),
    [
        (
            "물목시 나루 캠핑장 운영 예산과 솔숲 산책로 정비 예산 중 뭐가 더 커?",
            "솔숲 산책로 정비가 더 많습니다.",
        ),
        (
            "물목시 나루 캠핑장 운영과 솔숲 산책로 정비 예산은 각각 얼마고 어느 쪽이 더 적어?",
            "나루 캠핑장 운영이 더 적습니다.",
        ),
        (
            "물목시 솔숲 산책로 정비 예산이 나루 캠핑장 운영보다 많아?",
            "솔숲 산책로 정비가 더 많습니다.",
        ),
        (
            "물목시 나루 캠핑장 운영과 솔숲 산책로 정비 중 예산이 많은 쪽은?",
            "솔숲 산책로 정비가 더 많습니다.",
        ),
    ],
)
def test_which_is_more_is_named(reports: Assistant, question: str, first: str) -> None:
    answer = reports.ask(question)
    assert answer.answer.startswith(first)
    assert derived(answer) == {("250", "천원")}
    assert len(answer.citations) == 2


HIRED = """2041년 주요업무보고

물목시 녹지국

2041. 6. 30. 기준

1. 채용 시험

○ 시험일을 통일하였으며, 이로 인해 합격자 중 물목시 거주자의 비율이
 증가한 바 있음('39.6월 26.1% → '40.6월 58.7%)
"""
SCHOOL = """2042년 주요업무보고

들밭군 채용과

2042. 3. 31. 기준

1. 임용 현황

○ 합격자 중 물목시 거주자 비율 : '39년 28.4% → '40년 58.5%
"""


@pytest.mark.parametrize(
    "question",
    [
        "2040년 합격자 중 물목시 거주자 비율은 녹지국 보고(2041.6)와 들밭군 채용과 보고(2042.3)에 각각 얼마?",
        "녹지국(2041년 6월 보고)과 들밭군 채용과(2042년 보고)의 2040년 합격자 중 물목시 거주자 비율은 각각?",
    ],
)
def test_when_reports_are_of_says_which_and_not_of_which_year(tmp_path: Path, question: str) -> None:
    with assistant_over(tmp_path, hired=HIRED, school=SCHOOL) as assistant:
        answer = assistant.ask(question)
    assert {figure.value for figure in answer.figures} == {Decimal("58.7"), Decimal("58.5")}
    assert len({cited.document for cited in answer.citations}) == 2


def test_years_that_are_joined_are_both_wanted(reports: Assistant) -> None:
    answer = reports.ask("물목시 녹지국 2041년과 들밭군 건설국 2040년 자료로 행정운영경비 예산을 비교하면?")
    assert {Decimal(5000), Decimal(77)} <= {figure.value for figure in answer.figures}


def test_what_is_told_of_a_year_is_no_report(reports: Assistant) -> None:
    assert not reports._parse("2041년 예산액이 자료에 두 가지로 나오던데?").report_years
    assert not reports._parse("공원과 예산현액, 2040년 대 41년 비교 자료를 요청드립니다.").report_years
    assert "예산액" in {term.text for term in reports._parse("2041년 예산액이 자료에 얼마로 나와?").terms}


def test_two_things_are_compared_as_one_report_tells_both(reports: Assistant) -> None:
    """The newest report tells no 산책로, so that 공원과 is told as the report of 2041 does."""
    answer = reports.ask("물목시 공원과와 솔숲 산책로 정비 중 어느 쪽 예산이 더 큽니까?")
    assert {Decimal(5100)}.isdisjoint({figure.value for figure in answer.figures})
    assert len({cited.document for cited in answer.citations}) == 1
