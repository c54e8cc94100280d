"""Tables drawn with lines, exported with commas, and set between pipes without edges."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from corpus.document import parse_document
from corpus.model import Document, Fact


def read(text: str) -> Document:
    """The document of a text."""
    return parse_document("a.txt", "a.txt", text.encode(), None, lambda sentence: [sentence])


def fact(document: Document, text: str) -> Fact:
    """The one fact of a table written so."""
    return next(fact for fact in document.facts if fact.text == text and fact.table is not None)


def drawn(rows: Sequence[Sequence[str]], signs: str, rules: Sequence[int]) -> str:
    """The rows within lines; `rules` are the rows under which one is drawn."""
    corner, line, edge = signs
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    rule = corner + corner.join(line * (width + 2) for width in widths) + corner
    out = [rule]
    for at, row in enumerate(rows):
        out.append(
            edge + edge.join(f" {text:<{width}} " for text, width in zip(row, widths, strict=True)) + edge
        )
        if at in rules or at == len(rows) - 1:
            out.append(rule)
    return "\n".join(out)


ROWS = (
    ("부서", "2031 예산", "2030 예산", "증감률"),
    ("합계", "3,100", "2,900", "6.9%"),
    ("산림과", "1,900", "1,700", "11.8%"),
    ("하천과", "1,200", "1,200", "0.0%"),
)


@pytest.mark.parametrize("signs", ["┼─│", "╬═║", "+-|"])
@pytest.mark.parametrize("rules", [(0,), (0, 1), (0, 1, 2)])
def test_a_drawn_table_is_read_whatever_its_lines(signs: str, rules: tuple[int, ...]) -> None:
    """The header is what stands above the first line, with a line under the total or under each row."""
    document = read("□ 예산 (단위 : 백만원)\n" + drawn(ROWS, signs, rules) + "\n끝\n")
    found = fact(document, "1,900")
    assert (found.row, found.column) == (("산림과",), ("2031 예산",))
    assert (found.value, found.unit, found.year) == (Decimal(1900), "백만원", 2031)
    assert found.lines == (5 + len([rule for rule in rules if rule < 2]), *found.lines[1:])


def test_a_header_of_two_lines_has_groups() -> None:
    """A name over blanks of the line below spans them, and the labels' own name may stand below."""
    rows = (
        ("", "정원", "현원", "", "결원"),
        ("부 서", "", "계", "일반직", ""),
        ("산림과", "20", "19", "15", "1"),
        ("하천과", "12", "12", "9", "-"),
    )
    document = read("1. 인력 (단위 : 명)\n\n" + drawn(rows, "┼─│", (1,)))
    assert fact(document, "15").column == ("현원", "일반직")
    assert fact(document, "20").column == ("정원",)
    assert document.tables[0].row_header == ("부서",)


def test_a_row_between_lines_may_be_written_on_several() -> None:
    """The rest of a name stands under it; the figures are not repeated."""
    rows = (
        ("사업", "예산(천원)", "내용"),
        ("하천 산책로", "9,400", "데크와 의자를"),
        ("정비", "", "놓음"),
        ("숲길 정비", "8,200", "계단 보수"),
    )
    table = read(drawn(rows, "┼─│", (0, 2))).tables[0]
    assert [row.path for row in table.rows] == [("하천 산책로 정비",), ("숲길 정비",)]
    assert table.rows[0].cells[1].text.strip() == "데크와 의자를 놓음"


def test_a_cell_over_several_columns_is_laid_by_its_edges() -> None:
    """The name spans the columns between its edges; a line under some columns only parts the header."""
    document = read(
        "┌──────┬───────────────┬──────┐\n"
        "│ 구분 │     집행      │ 비고 │\n"
        "│      ├───────┬───────┤      │\n"
        "│      │  금액 │ 비율  │      │\n"
        "├──────┼───────┼───────┼──────┤\n"
        "│ 숲길 │ 8,200 │ 82.0% │ 준공 │\n"
        "│ 하천 │ 3,300 │ 33.0% │ 공사 │\n"
        "└──────┴───────┴───────┴──────┘\n"
    )
    assert fact(document, "3,300").column == ("집행", "금액")
    assert fact(document, "82.0%").column == ("집행", "비율")


def test_values_between_commas_are_a_table() -> None:
    """A quoted field keeps its commas; a total without the group's name belongs to no group."""
    document = read(
        "1. 학교\n\n단위: 명 / 2031. 3. 1. 기준\n\n"
        "국,과,정원,학생수\n"
        '정책국,학사과,21,"1,240"\n'
        "정책국,교원과,19,980\n"
        '지원국,시설과,14,"2,110"\n'
        ',계,54,"4,330"\n'
    )
    found = fact(document, "2,110")
    assert (found.row, found.column, found.unit) == (("지원국", "시설과"), ("학생수",), "명")
    assert fact(document, "4,330").row == ("계",)
    assert found.caption == "학교"
    assert found.as_of is not None
    assert found.as_of.isoformat() == "2031-03-01"


@pytest.mark.parametrize(
    "text",
    [
        "참석 : 가람시, 나루군, 다온구\n불참 : 라온시, 마루군, 바다구\n보류 : 사랑시, 아침군, 자연구\n",
        "총무과    1,200   9,300\n회계과    1,400   8,800\n감사과    2,100   7,100\n",
        "1,200명\n1,300명\n1,400명\n",
    ],
)
def test_commas_in_text_and_in_amounts_part_nothing(text: str) -> None:
    """A list of words, amounts between gaps and lone amounts are no comma-separated values."""
    assert not [table for table in read(text).tables if len(table.columns) > 2]


def test_cells_between_pipes_need_no_edges() -> None:
    """Two tables under one unit line; the second has it too, and no row of the first as its caption."""
    document = read(
        "1. 살림\n\n(단위 천원)\n\n"
        "수입 | 2031 예산 | 2030 예산 | 증감\n출연금 | 2,000 | 1,800 | 200\n수입 계 | 2,000 | 1,800 | 200\n\n"
        "지출 | 2031 예산 | 2030 예산 | 증감\n인건비 | 1,500 | 1,300 | 200\n운영비 | 500 | 500 | 0\n"
    )
    found = fact(document, "1,300")
    assert (found.row, found.column, found.unit) == (("인건비",), ("2030 예산",), "천원")
    assert "수입" not in found.caption


def test_words_between_pipes_stay_text() -> None:
    """Lines of contacts are no table."""
    text = "담당 | 김하나 | 031-000-1000\n팀장 | 이두리 | 031-000-1001\n과장 | 박세찬 | 031-000-1002\n"
    assert not read(text).tables
