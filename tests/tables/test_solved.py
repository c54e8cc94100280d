"""Tables of a cell a line as converters leave them: names out of their order, on two lines, of two levels."""

from __future__ import annotations

from decimal import Decimal

import pytest

from corpus.document import parse_document

Facts = dict[tuple[str, str], Decimal]


def facts(*cells: str, unit: str = "(단위 : 천원)") -> Facts:
    """The figures of a document with one table, by row and column."""
    text = "\n".join(["1. 살림", "□ 살림 현황", unit, *cells, "※ 어림한 것도 있음"])
    document = parse_document("a.txt", "a.txt", text.encode(), None, lambda part: [part])
    return {(" ".join(f.row), " ".join(f.column)): f.value for f in document.facts if f.table is not None}


SPENT = (
    *("청사 관리", "2,000", "1,500", "75.0", "500"),
    *("물품 사기", "1,000", "400", "40.0", "600"),
    *("차 고치기", "500", "450", "90.0", "50"),
    *("나무 심기", "300", "60", "20.0", "240"),
)
SUM = ("3,800", "2,410", "63.4", "1,390")


@pytest.mark.parametrize("gap", ["", "\n"])
def test_the_label_of_the_total_stands_among_the_names(gap: str) -> None:
    head = ("구분", "합계", "예산현액", "집행액", "집행률", "잔액")
    found = facts(*(f"{cell}{gap}" for cell in (*head, *SUM, *SPENT)))
    assert found["합계", "예산현액"] == 3800
    assert found["합계", "잔액"] == 1390
    assert found["물품 사기", "집행액"] == 400


def test_a_name_that_figures_put_elsewhere_is_put_there() -> None:
    cells = [
        *("지표명", "단위", "목표", "달성률(%)", "실적"),
        *("빌린 책", "권", "3,690", "3,883", "105.2"),
        *("훈련 나온 사람", "명", "4,606", "5,432", "117.9"),
        *("새로 심은 나무", "그루", "470", "494", "105.1"),
        *("고친 가로등", "개", "848", "846", "99.8"),
    ]
    found = facts(*cells, unit="(단위 : 건, %)")
    assert found["훈련 나온 사람", "실적"] == 5432
    assert found["고친 가로등", "달성률(%)"] == Decimal("99.8")
    assert not [key for key, value in found.items() if value == 5432 and key[1] != "실적"]


def test_names_on_two_lines_are_one_where_the_figures_add_up() -> None:
    cells = [
        *(
            "정책사업",
            "2030년",
            "최종예산",
            "2031년",
            "제1회 추경",
            "증감",
            "계",
            "9,247",
            "25,569",
            "16,322",
        ),
        *("길 고치기", "1,010", "6,111", "5,101", "물 돌보기", "3,588", "5,679", "2,091"),
        *("숲 가꾸기", "3,864", "4,784", "920", "배움터", "785", "8,995", "8,210"),
    ]
    found = facts(*cells)
    assert found["물 돌보기", "2030년 최종예산"] == 3588
    assert found["계", "2031년 제1회 추경"] == 25569
    assert found["숲 가꾸기", "증감"] == 920


def test_names_below_others_are_laid_under_them_by_their_total() -> None:
    cells = [
        *("지소명", "맡은 사람", "진 료 건 수", "근무", "인원", "계", "의과", "치과", "한방"),
        *("계", "17,300", "6,900", "3,800", "1,400", "1,700", "15"),
        *("윗말", "5,570", "2,417", "448", "900", "1,069", "3"),
        *("샘골", "8,130", "3,296", "2,352", "313", "631", "9"),
        *("너울", "3,600", "1,187", "1,000", "187", "-", "3"),
    ]
    found = facts(*cells, unit="(단위 : 명, 건)")
    assert found["샘골", "진료건수 계"] == 3296
    assert found["샘골", "진료건수 한방"] == 631
    assert found["윗말", "맡은 사람"] == 5570
    assert found["윗말", "근무 인원"] == 3


def test_names_that_come_again_stand_under_each_year() -> None:
    cells = [
        *("구분", "2030년", "건수", "2031년", "금액", "건수", "금액", "계", "711", "4,187", "398", "9,428"),
        *("공사", "5", "808", "7", "2,160", "용역", "351", "2,630", "156", "3,653"),
        *("물품", "355", "749", "235", "3,615"),
    ]
    found = facts(*cells, unit="(단위 : 건, 백만원)")
    assert found["용역", "2030년 금액"] == 2630
    assert found["물품", "2031년 건수"] == 235


@pytest.mark.parametrize(
    "cells",
    [
        # the label of the first row is lost behind the last one, and nothing adds up
        "구분 2030년 2031년 12 31 나루 7 15 다솜 9 14 라온 5 8 가람",
        # years that neither rise nor fall
        "항목 2029년 2031년 2030년 가람 28 44 32 나루 44 45 34 다솜 9 5 1",
        # no name over the labels
        "2030년 2031년 나루 19 29 다솜 7 15 라온 5 6 마루 7 8 계",
        # half a header
        "부서 최종예산 본예산 소계 58,300 102,940 나루 31,700 83,680 다솜 26,600 19,260 총계 가람과 증감",
    ],
)
def test_what_cannot_be_told_is_left_unread(cells: str) -> None:
    assert facts(*cells.split()) == {}
