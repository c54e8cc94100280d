"""Flattened tables whose units stand on a line between the names of the columns and the rows."""

from __future__ import annotations

from corpus.model import Grid
from corpus.tables.find import find_tables


def tables(text: str) -> list[Grid]:
    return find_tables(text.strip("\n").split("\n"))


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


def test_a_unit_a_column_under_groups_of_names_that_repeat() -> None:
    (grid,) = tables(
        """
❍ 나루별 점검
나루 2031년 2032년 8월 말
점검 불량 불량률 점검 불량 불량률
회 건 % 회 건 %
솔바람나루 40 4 10.0 50 10 20.0
달무리나루 1,200 12 1.0 900 18 2.0
갈대나루 30 - - 20 1 5.0
* 점검은 7개 나루만 기재
"""
    )
    rows = texts(grid)
    assert rows[0] == ["나루", *["2031년"] * 3, *["2032년 8월 말"] * 3]
    assert rows[1][1:4] == ["점검(회)", "불량(건)", "불량률(%)"]
    assert rows[2:] == [
        ["솔바람나루", "40", "4", "10.0", "50", "10", "20.0"],
        ["달무리나루", "1,200", "12", "1.0", "900", "18", "2.0"],
        ["갈대나루", "30", "-", "-", "20", "1", "5.0"],
    ]
    assert (grid.header, grid.caption) == (2, "나루별 점검")


def test_the_change_and_its_rate_stand_under_one_name_and_the_table_goes_on_below_a_page() -> None:
    (grid,) = tables(
        """
갈대군 뱃길사업소
- 3 -
2 예산 현황
❍ 사업별 예산
사업명 2031년 2032년 전년 대비 집행액
최종예산 예산현액 증감액 증감률 6월 말
(단위: 백만원, %)
합계 2,200 2,400 200 9.1 1,300
뱃길 정비 1,000 1,500 500 50.0 800
나루 관리 900 600 △300 △33.3 400
갈대군 뱃길사업소
- 4 -
2 예산 현황
사업명 2031년 2032년 전년 대비 집행액(계속)
등대 운영 300 300 - - 100
* 등대는 도비 포함
"""
    )
    rows = texts(grid)
    assert rows[0] == ["사업명", "2031년", "2032년", "전년 대비", "전년 대비", "집행액"]
    assert rows[1][1:] == ["최종예산", "예산현액", "증감액", "증감률", "6월 말"]
    assert rows[4] == ["나루 관리", "900", "600", "△300", "△33.3", "400"]
    assert rows[5] == ["등대 운영", "300", "300", "-", "-", "100"]
    assert grid.unit == "백만원,%"


def test_sums_tell_which_name_has_nothing_under_it() -> None:
    (grid,) = tables(
        """
❍ 사람
과 정원 현원 결원
계 뱃사공 사무 계 뱃사공 사무
단위: 명
합계 30 20 10 27 18 9 3
물길과 18 12 6 16 11 5 2
나루과 12 8 4 11 7 4 1
"""
    )
    rows = texts(grid)
    assert rows[0] == ["과", *["정원"] * 3, *["현원"] * 3, "결원"]
    assert rows[1] == ["과", "계", "뱃사공", "사무", "계", "뱃사공", "사무", "결원"]
    assert grid.unit == "명"


def test_words_behind_the_figures_and_two_words_of_label() -> None:
    (grid,) = tables(
        """
❍ 물의 맑기
강 지점 2031년 2032년 7월 말 등급
㎎/L
갈대강 윗나루 1.2 1.0 Ia
갈대강 아랫나루 2.6 2.9 II
솔내 다리목 3.1 2.2 II
"""
    )
    assert texts(grid)[0] == ["강 지점", "2031년", "2032년 7월 말", "등급"]
    assert texts(grid)[2] == ["갈대강 아랫나루", "2.6", "2.9", "II"]
    assert grid.unit == "㎎/L"


def test_years_are_labels_and_a_column_without_a_unit_is_of_words() -> None:
    (grid,) = tables(
        """
❍ 안개 주의보
연도 발령일수 발령횟수 첫 발령일
일 회
2030 11 25 5. 4.
2031 14 31 4. 28.
2032 9 17 5. 12.
"""
    )
    assert texts(grid) == [
        ["연도", "발령일수(일)", "발령횟수(회)", "첫 발령일"],
        ["2030", "11", "25", "5. 4."],
        ["2031", "14", "31", "4. 28."],
        ["2032", "9", "17", "5. 12."],
    ]


def test_a_header_that_can_be_laid_in_two_ways_is_left_as_text() -> None:
    rows = "갈대호 1 2 3\n솔바람호 4 5 6\n달무리호 7 8 9\n"
    assert not tables("❍ 배\n배 노을 물결 바람 안개\n척\n" + rows)  # which two are one name?
    assert not tables("❍ 배\n배 노을 물결\n갑 을 병\n척\n" + rows)  # which has two under it?


def test_units_that_do_not_suit_the_names_are_left_as_text() -> None:
    rows = "갈대호 10 2 20.0\n솔바람호 40 5 12.5\n달무리호 50 8 16.0\n"
    assert not any(
        "(%)" in cell
        for grid in tables("❍ 배\n배 점검 불량률 불량\n회 건 %\n" + rows)
        for cell in texts(grid)[0]
    )


def test_units_over_the_header_are_of_no_line_above_them() -> None:
    (grid,) = tables(
        """
붙임 뱃삯 감면 실적

(단위 : 건, 천원)

구분 2031년 2032년
어르신 61건 92천원 66건 101천원
다자녀 42건 118천원 45건 126천원
합계 103건 210천원 111건 227천원
"""
    )
    assert texts(grid)[0][1:] == ["2031년(건)", "2031년(천원)", "2032년(건)", "2032년(천원)"]


def test_one_unit_in_brackets_under_the_header() -> None:
    (grid,) = tables(
        """
❍ 부정수급 적발
유 형 건수 환수액 비 고

(백만원)
허위 서류 9 112 고발 1건

목적 외 사용 14 87

겹쳐 받음 11 46 고발 1건

늦은 정산 27 29 전액 징수
"""
    )
    assert grid.unit == "백만원"
