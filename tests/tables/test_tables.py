"""Tab, HTML and pipe tables: what each layout reads."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.model import Grid, Metadata, Table
from corpus.tables import html, pipes, tabs
from corpus.tables.build import build_table
from corpus.tables.facts import table_facts
from corpus.tables.find import find_tables


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text.strip() for cell in row] for row in grid.rows]


def only(lines: list[str]) -> Table:
    grids = find_tables(lines)
    assert len(grids) == 1
    return build_table(grids[0], (), "")


def tab_grid(*lines: str) -> Grid:
    grids = tabs.find_grids([line.replace("|", "\t") for line in lines], ())
    assert len(grids) == 1
    return grids[0]


# --- tabs ---------------------------------------------------------------------------------------------


def test_tabs_two_header_rows_with_merged_names() -> None:
    grid = tab_grid(
        "구분|2031 예산현액|증 감||징수현황|",
        "||증감액|증감률|징수액|징수율",
        "계|1,000|△20|△2.0%|500|50.0%",
        "이자수입|400|-|-|0|0.0%",
    )
    assert grid.header == 2
    assert texts(grid)[0] == ["구분", "2031 예산현액", "증 감", "증 감", "징수현황", "징수현황"]
    assert texts(grid)[1] == ["구분", "2031 예산현액", "증감액", "증감률", "징수액", "징수율"]
    assert texts(grid)[3] == ["이자수입", "400", "-", "-", "0", "0.0%"]


def test_tabs_header_without_its_last_blanks() -> None:
    grid = tab_grid("구분|예산|증감", "||증감액|증감률", "수도과|1,200|30|2.5%", "공원과|900|△10|△1.1%")
    assert grid.header == 2
    assert texts(grid)[0] == ["구분", "예산", "증감", "증감"]


def test_tabs_second_header_row_shifted_to_the_left() -> None:
    grid = tab_grid(
        "구분|예산|증감||집행|",
        "증감액|증감률|집행액|집행률",
        "수도과|1,200|30|2.5%|600|50.0%",
        "공원과|900|△10|△1.1%|90|10.0%",
    )
    assert texts(grid)[1] == ["구분", "예산", "증감액", "증감률", "집행액", "집행률"]


def test_tabs_second_header_row_shifted_and_filled_up() -> None:
    grid = tab_grid(
        "구분|예산|증감||집행|",
        "증감액|증감률|집행액|집행률||",
        "수도과|1,200|30|2.5%|600|50.0%",
    )
    assert texts(grid)[1] == ["구분", "예산", "증감액", "증감률", "집행액", "집행률"]


@pytest.mark.parametrize("blanks", ["", "||"])
def test_tabs_first_header_row_that_lost_its_blanks(blanks: str) -> None:
    grid = tab_grid(
        f"구분|예산|증감|집행{blanks}", "||증감액|증감률|집행액|집행률", "수도과|1,200|30|2.5%|600|50.0%"
    )
    assert texts(grid)[0] == ["구분", "예산", "증감", "증감", "집행", "집행"]
    assert not grid.doubts


def test_tabs_first_header_row_that_can_be_spread_otherwise_is_doubted() -> None:
    grid = tab_grid("구분|예산|본청|별관", "||사무|현장|창고|기타", "수도과|1,200|30|20|600|50")
    assert 0 in grid.doubts


def test_tabs_labels_missing_under_a_label_over_several_rows() -> None:
    grid = tab_grid(
        "부서|세부사업|예산|증감률",
        "수도과|관로 정비|1,200|2.5",
        "누수 탐사|300|△1.0|",
        "수질 검사|700|0.3|",
        "합계|2,200|1.2|",
    )
    assert [row[:2] for row in texts(grid)[1:]] == [
        ["수도과", "관로 정비"],
        ["수도과", "누수 탐사"],
        ["수도과", "수질 검사"],
        ["합계", "합계"],
    ]
    assert texts(grid)[2][2:] == ["300", "△1.0"]


def test_tabs_label_over_several_rows() -> None:
    grid = tab_grid("부서|세부사업|예산", "수 도 과|관로 정비|1,200", "|누수 탐사|300", "합계||1,500")
    assert [row[:2] for row in texts(grid)[1:]] == [
        ["수 도 과", "관로 정비"],
        ["수 도 과", "누수 탐사"],
        ["합계", "합계"],
    ]


def test_tabs_total_row_shifted_by_a_label_over_two_columns() -> None:
    grid = tab_grid(
        "부서|세부사업|예산액|전년도|증감|증감률",
        "수도과|관로 정비|1,200|1,000|200|20.0",
        "|누수 탐사|300|300|-|-",
        "합계|1,500|1,300|200|15.4|",
    )
    assert texts(grid)[-1] == ["합계", "합계", "1,500", "1,300", "200", "15.4"]
    assert not grid.doubts


def test_tabs_row_that_can_stand_in_two_places_is_doubted() -> None:
    grid = tab_grid("구분|1분기|2분기|3분기", "관로 정비|10|20|30", "누수 탐사|10|20|30", "수질 검사|40|50")
    assert grid.doubts == {3}


def test_tabs_blank_cells_stay_where_they_are() -> None:
    grid = tab_grid("구 분|계|1분기|2분기|3분기|4분기", "부지 매입|1.5||0.2||1.3")
    assert texts(grid)[1] == ["부지 매입", "1.5", "", "0.2", "", "1.3"]


@pytest.mark.parametrize("between", [[""], ["", "- 12 -", ""], ["\f"], [" 3 / 20 "]])
def test_tabs_table_goes_on_after_a_page_break(between: list[str]) -> None:
    head = ["구분\t예산\t집행현황\t", "\t\t집행액\t집행률"]
    lines = [*head, "수도과\t900\t300\t33.3%", *between, *head, "공원과\t100\t10\t10.0%"]
    (grid,) = tabs.find_grids(lines, ())
    assert [row[0] for row in texts(grid)] == ["구분", "구분", "수도과", "공원과"]
    assert grid.lines == (1, len(lines))


def test_tabs_tables_with_text_between_stay_apart() -> None:
    lines = ["구분\t계", "수도과\t900", "", "다음은 공원과의 예산이다.", "", "구분\t계", "공원과\t100"]
    assert len(tabs.find_grids(lines, ())) == 2


def test_tabs_second_table_without_a_blank_line() -> None:
    lines = ["구분\t예산\t집행", "수도과\t10\t9", "구 분\t정원\t현원", "수도과\t30\t29"]
    first, second = tabs.find_grids(lines, ())
    assert (first.lines, second.lines) == ((1, 2), (3, 4))
    assert texts(second)[0] == ["구 분", "정원", "현원"]


def test_tabs_cell_over_several_lines() -> None:
    lines = ["구분\t내용\t예산", "홍보\t현수막\t10", "교육\t순회 교육\t20", "(2회)", "점검\t야간 점검\t30"]
    (grid,) = tabs.find_grids(lines, ())
    assert [row[2] for row in texts(grid)] == ["예산", "10", "20 (2회)", "30"]
    assert grid.rows[2][2].lines == (3, 4)
    lines[3] = "○ 세출 현황"
    assert len(tabs.find_grids(lines, ())) == 2


def test_tabs_before_and_after() -> None:
    grid = tab_grid("기존|한 곳에서 접수|➔|개선|세 곳에서 접수", "----|------------|---|----|----")
    assert texts(grid) == [["기존", "개선"], ["한 곳에서 접수", "세 곳에서 접수"]]
    assert grid.header == 1


def test_tabs_keys_and_values() -> None:
    grid = tab_grid("▶ 면적|-----|12.3㎢", "▶ 인구|-----|45,678명")
    assert grid.header == 0
    assert texts(grid) == [["▶ 면적", "12.3㎢"], ["▶ 인구", "45,678명"]]


def test_tabs_title_row_over_the_table() -> None:
    grid = tab_grid("2031년 분기별 계획 (단위: 백만원)||", "구분|상반기|하반기", "관로 정비|10|20")
    assert grid.unit == "백만원"
    assert "분기별 계획" in grid.caption
    assert texts(grid)[0] == ["구분", "상반기", "하반기"]


def test_tabs_cells_with_html_and_a_table_written_twice() -> None:
    nested = "<p>추진 중</p><table><tr><th>계</th><th>전문관</th></tr><tr><td>7</td><td>3</td></tr></table>"
    lines = [
        "요구사항\t조치결과\t",
        f"<p>○ 대책 마련</p>\t{nested}\t계\t전문관\t7\t3",
        "계\t전문관\t",
        "7\t3\t",
        "<b>홍보</b> 강화\t추진완료",
    ]
    inner, outer = sorted(find_tables(lines), key=lambda grid: grid.width * len(grid.rows))[:2]
    assert {inner.layout, outer.layout} == {"html", "tabs"}
    tab = inner if inner.layout == "tabs" else outer
    assert texts(tab) == [["요구사항", "조치결과"], ["○ 대책 마련", "추진 중"], ["홍보 강화", "추진완료"]]
    nested_grid = outer if tab is inner else inner
    assert nested_grid.lines == (2, 2)
    assert texts(nested_grid) == [["계", "전문관"], ["7", "3"]]


# --- HTML ---------------------------------------------------------------------------------------------


def test_html_spans_and_lines() -> None:
    source = [
        "<table>",
        '<tr><th rowspan="2">구분</th><th colspan="2">2031년</th></tr>',
        "<tr><th>계획</th><th>실적</th></tr>",
        "<tr><td>방문</td><td>10</td><td>9</td></tr>",
        "</table>",
    ]
    (grid,) = html.find_grids(source, ())
    assert grid.header == 2
    assert texts(grid) == [["구분", "2031년", "2031년"], ["구분", "계획", "실적"], ["방문", "10", "9"]]
    assert [row[0].lines for row in grid.rows] == [(2, 2), (3, 3), (4, 4)]


def test_html_table_inside_a_cell_is_a_grid_of_its_own() -> None:
    inner = "<table><tr><th>갑</th><th>을</th></tr><tr><td>1</td><td>2</td></tr></table>"
    source = f"<table><tr><th>가</th><th>나</th></tr><tr><td>안 {inner}</td><td>밖</td></tr></table>"
    grids = html.find_grids([source], ())
    assert sorted(texts(grid)[1] for grid in grids) == [["1", "2"], ["안", "밖"]]


@pytest.mark.parametrize(
    "source",
    [
        "<table><tr><td>가</td>",
        "<table" + "<table>" * 50,
        "<table><tr><td colspan=99999 rowspan=-3>가<td>나",
        "<table>",
    ],
)
def test_html_broken_tables_do_no_harm(source: str) -> None:
    assert all(grid.width <= 64 for grid in html.find_grids([source, "다음 줄"], ()))


# --- pipes --------------------------------------------------------------------------------------------


def test_pipes_with_and_without_rule_line() -> None:
    rows = ["| 구분 | 예산 |", "| 수도과 | 1,200 |", "| 공원과 | 300 |"]
    ruled = [rows[0], "|:---|---:|", *rows[1:]]
    assert texts(pipes.find_grids(rows, ())[0]) == texts(pipes.find_grids(ruled, ())[0])


def test_pipes_second_header_row_below_the_rule() -> None:
    lines = ["| 구분 | 증감 | |", "|---|---|---|", "| | 증감액 | 증감률 |", "| 수도과 | 30 | 2.5% |"]
    (grid,) = pipes.find_grids(lines, ())
    assert grid.header == 2
    assert texts(grid)[:2] == [["구분", "증감", "증감"], ["구분", "증감액", "증감률"]]


def test_pipes_escaped_pipe_and_prose() -> None:
    (grid,) = pipes.find_grids(["| 가 | 나 |", "|---|---|", r"| a \| b | 3 |"], ())
    assert texts(grid)[1] == ["a | b", "3"]
    assert pipes.find_grids(["문의 | 총무과 | 내선 12", "접수 | 민원실 | 내선 13"], ()) == []


# --- all ----------------------------------------------------------------------------------------------


def test_captions_units_and_days_near_the_table() -> None:
    table = only(["□ 세입 총괄", "", "('31.1.31. 기준, 단위 : 천원, %)", "", "구분\t예산", "이자수입\t900"])
    assert (table.caption, table.unit, table.as_of) == ("세입 총괄", "천원,%", dt.date(2031, 1, 31))
    below = only(["구분\t예산", "이자수입\t900", "(단위: 백만원)"])
    assert below.unit == "백만원"
    same_line = only(["○ 세출 현황 (단위: 억원)", "구분\t예산", "이자수입\t900"])
    assert (same_line.caption, same_line.unit) == ("세출 현황", "억원")


def test_find_tables_takes_no_line_twice() -> None:
    lines = [
        "| 가 | 나 |",
        "|---|---|",
        "| 다 | 3 |",
        "",
        "구분\t예산",
        "수도과\t900",
        "",
        "<table><tr><td>가</td><td>3</td></tr>",
    ]
    grids = find_tables(lines)
    assert [grid.layout for grid in grids][:2] == ["pipes", "tabs"]
    assert all(one.lines[1] < other.lines[0] for one, other in pairwise(grids))


@settings(max_examples=60)
@given(st.lists(st.text(alphabet="가나 \t|<table>/trd0129,.-△%\"'()\x00", max_size=60), max_size=12))
def test_any_lines_are_read_without_failing(lines: list[str]) -> None:
    for grid in find_tables(lines):
        assert all(len(row) == grid.width for row in grid.rows)
        table = build_table(grid, (), "")
        assert all(len(row.cells) == len(table.columns) for row in table.rows)
        table_facts(table, 0, "a.txt", Metadata("가"))


def test_a_very_long_line_takes_no_longer_than_its_length() -> None:
    for line in (
        "가\t" * 200_000,
        "<table>" + "<tr><td>1</td></tr>" * 20_000,
        "| " * 200_000,
        "1,2" * 300_000 + "\t1",
    ):
        for grid in find_tables([line, line]):
            build_table(grid, (), "")
