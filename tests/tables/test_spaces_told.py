"""Flattened headers that words tell: measures, years at the ends of lines, one group of a year."""

from __future__ import annotations

import pytest

from corpus.document import parse_document
from corpus.tables.find import find_tables

Facts = dict[tuple[tuple[str, ...], tuple[str, ...]], str]


def figures(text: str) -> Facts:
    document = parse_document("a.txt", "a.txt", text.encode(), None, lambda passage: [passage])
    return {(fact.row, fact.column): fact.text for fact in document.facts if fact.table is not None}


YEARS = """
□ 살림

(단위: 천원, %)

부 서 2031년
최종예산 2032년
예산현액 증감액 증감률 집행액 집행률
합 계 30,000 36,000 6,000 20.0 18,000 50.0
물길과 10,000 12,000 2,000 20.0 3,000 25.0
숲길과 20,000 24,000 4,000 20.0 15,000 62.5
"""


def test_a_year_at_the_end_of_a_line_is_of_the_amount_on_the_next() -> None:
    found = figures(YEARS)
    assert found[("물길과",), ("2031년 최종예산",)] == "10,000"
    assert found[("물길과",), ("2032년 예산현액",)] == "12,000"
    assert found[("숲길과",), ("집행률",)] == "62.5"


@pytest.mark.parametrize(
    "header",
    ["등 급 도움 개소 개소당 도움액 도움 총액", "등 급 도움\n개소 개소당\n도움액 도움\n총액"],
)
def test_names_end_with_what_is_measured(header: str) -> None:
    found = figures(
        f"□ 도움\n\n(단위: 개소, 천원)\n\n{header}\n계 30 - 32,000\n가등급 10 2,000 20,000\n"
        "나등급 12 1,000 12,000\n다등급 8 - -\n"
    )
    assert found[("가등급",), ("도움 개소",)] == "10"
    assert found[("가등급",), ("개소당 도움액",)] == "2,000"
    assert found[("나등급",), ("도움 총액",)] == "12,000"


def test_a_year_over_all_measures() -> None:
    found = figures(
        "□ 도움\n\n(단위: 개소, 천원)\n\n등급 2031년\n\n관수 관당 지원액 지원총액\n\n계 30 - 32,000\n\n"
        "가등급 10 2,000 20,000\n\n나등급 12 1,000 12,000\n\n다등급 8 - -\n"
    )
    assert found[("나등급",), ("2031년", "관당 지원액")] == "1,000"


def test_one_name_of_a_year_is_over_all_lower_ones() -> None:
    found = figures(
        "□ 사고\n\n(단위: 명, 건)\n\n시 설 직원 봉사자 2031년 사고\n경상 중상 기타\n계 64 212 50 12 9\n"
        "물빛관 29 40 16 - 8\n나루관 25 64 3 7 1\n다온관 10 108 31 5 -\n"
    )
    assert found[("물빛관",), ("봉사자",)] == "40"
    assert found[("나루관",), ("2031년 사고", "중상")] == "7"


def test_a_unit_that_is_not_that_of_the_name_moves_the_columns() -> None:
    text = (
        "시설명 위치 준공 규모 좌석(석) ’31년 이용(명)\n\n물빛관 나루동 2009.05 터 4,300㎡ 1,240 41,600\n\n"
        "나루관 다온동 2003.05 집 9,870㎡ 412 18,340\n\n다온관 새뜰동 2011.11 집 1,215㎡ 290 27,850\n"
    )
    assert not find_tables(text.split("\n"))


def test_groups_of_rows_with_a_cell_a_line() -> None:
    runs = [
        ["구 분", "계", "5급", "6급"],
        ["물길과", "정원", "14", "3", "11"],
        ["현원", "13", "3", "10"],
        ["숲길과", "정원", "8", "4", "4"],
        ["현원", "7", "5", "2"],
    ]
    found = figures("□ 사람\n\n(단위: 명)\n\n" + "\n\n".join("\n".join(run) for run in runs) + "\n")
    assert found[("물길과", "정원"), ("6급",)] == "11"
    assert found[("숲길과", "현원"), ("5급",)] == "5"
