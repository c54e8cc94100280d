"""Tables in columns of spaces, between box lines and between commas: the same figures in each writing."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from corpus.document import parse_document
from corpus.joining import width
from corpus.model import Document, Table

LABELS = ("지방세", "세외수입", "보조금", "지방교부세", "지방채")
NAMES = ("2031예산", "2030예산", "증감")


def read(lines: list[str]) -> Document:
    return parse_document("a.txt", "a.txt", "\n".join(lines).encode(), None, lambda text: [text])


def figures(seed: int) -> list[tuple[str, int, int, int]]:
    chance = random.Random(seed)
    pairs = [(label, chance.randrange(1_000, 90_000), chance.randrange(1_000, 90_000)) for label in LABELS]
    return [(label, new, old, new - old) for label, new, old in pairs]


def written(value: int) -> str:
    return f"{value:,}" if value >= 0 else f"△{-value:,}"


def padded(text: str, size: int, *, right: bool = True) -> str:
    blank = " " * (size - width(text))
    return blank + text if right else text + blank


def values(document: Document) -> dict[tuple[str, str], Decimal]:
    return {(fact.row[-1], fact.column[-1]): fact.value for fact in document.facts if fact.table is not None}


def expected(rows: list[tuple[str, int, int, int]]) -> dict[tuple[str, str], Decimal]:
    return {(row[0], name): Decimal(row[at]) for row in rows for at, name in enumerate(NAMES, 1)}


@pytest.mark.parametrize("seed", range(20))
def test_box_lines(seed: int) -> None:
    rows = figures(seed)
    bar, sizes = ("│", "┃", "|")[seed % 3], (14, 12, 12, 12)
    frame = "├" + "┼".join("─" * (size // 2) for size in sizes) + "┤"
    lines = ["(단위 : 백만원)", "", frame.replace("├", "┌").replace("┼", "┬").replace("┤", "┐")]
    for texts in [("구  분", *NAMES), *((row[0], *map(written, row[1:])) for row in rows)]:
        lines.append(bar + bar.join(f" {padded(t, s - 2)} " for t, s in zip(texts, sizes, strict=True)) + bar)
        if seed % 2 or len(lines) == 4:
            lines.append(frame)
    document = read(lines)
    assert values(document) == expected(rows)
    assert {fact.unit for fact in document.facts if fact.table == 0} == {"백만원"}


@pytest.mark.parametrize("seed", range(20))
def test_commas(seed: int) -> None:
    rows = figures(seed)
    lines = ["□ 세입", "구분,2031예산,2030예산,증감"]
    quoted = seed % 2
    for label, *numbers in rows:
        cells = [f'"{number:,}"' if quoted else str(number) for number in numbers]
        lines.append(",".join([label, *cells]))
    assert values(read(lines)) == expected(rows)


def test_prose_with_commas_is_no_table() -> None:
    lines = ["총무과, 인사과, 재무과", "도시과, 3개소, 12명", "공원과, 2개소, 9명"]
    assert not read(["○ 참석 : 세 과", *lines[:1], "", *lines[1:]]).tables


@pytest.mark.parametrize("seed", range(20))
def test_two_lines_of_heads_and_blank_cells(seed: int) -> None:
    rows = figures(seed)
    noted = random.Random(seed).sample(range(len(rows)), 2)
    lines = ["가. 세입 총괄", padded("(단위 : 백만원)", 60)]
    lines.append(
        "  구   분 " + padded("2031년", 12) + padded("2030년", 12) + padded("증감", 12) + "      비 고"
    )
    lines.append(" " * 10 + padded("예산액", 12) + padded("예산액", 12))
    lines += ["  " + "-" * 56] if seed % 2 else []
    for at, row in enumerate(rows):
        note = "      국고" if at in noted else ""
        lines.append(
            "  " + padded(row[0], 8, right=False) + "".join(padded(written(n), 12) for n in row[1:]) + note
        )
    (table,) = read(lines).tables
    assert table.columns[:2] == (("2031년", "예산액"), ("2030년", "예산액"))
    assert [path[-1] for path in table.columns[2:]] == ["증감", "비고"]
    for row, parsed in zip(rows, table.rows, strict=True):
        assert (parsed.path[-1], *(cell.text for cell in parsed.cells[:3])) == (
            row[0],
            *map(written, row[1:]),
        )
    assert [bool(row.cells[3].text) for row in table.rows] == [at in noted for at in range(len(rows))]


def test_cells_of_words_on_two_lines() -> None:
    text = """■ 지원 사업

 사업명                    대상            지원액           실적
 영양제 지원               임신 16주 이상  월 1만원         2,140명
 시술비                    소득 하위       회당 최대        612건
                           80% 이하        110만원
 산모 도우미               모든 가정       1일 13만원       980가구"""
    (table,) = read(text.split("\n")).tables
    assert [cell.text for cell in table.rows[1].cells] == ["소득 하위 80% 이하", "회당 최대 110만원", "612건"]
    assert table.rows[2].path == ("산모 도우미",)


def only(text: str) -> Table:
    (table,) = read(text.split("\n")).tables
    return table


def test_heads_that_span_rows_without_th() -> None:
    table = only(
        '<table><tr><td colspan="2" rowspan="2">구분</td><td colspan="2">2031년</td>'
        '<td rowspan="2">증감</td></tr>'
        "<tr><td>본예산(A)</td><td>1회 추경(B)</td></tr>"
        '<tr><td rowspan="2">이전수입</td><td>보통교부금</td><td>1,842</td><td>1,887</td><td>45</td></tr>'
        "<tr><td>특별교부금</td><td>124</td><td>144</td><td>20</td></tr></table>"
    )
    assert table.columns == (("2031년", "본예산(A)"), ("2031년", "1회 추경(B)"), ("증감",))
    assert [row.path for row in table.rows] == [("이전수입", "보통교부금"), ("이전수입", "특별교부금")]


def test_a_unit_under_a_name_of_a_column() -> None:
    heads = "구분 개소 면적(㎡) 1인당면적 (㎡)"
    rows = "합계 186 4,812,300 11.4 근린공원 42 3,905,600 9.3 소공원 144 906,700 2.1"
    lines = f"{heads} {rows}".split()
    (table,) = read(["나. 공원 현황", "", *lines]).tables
    assert [path[-1] for path in table.columns] == ["개소", "면적(㎡)", "1인당면적 (㎡)"]
    assert [row.path[-1] for row in table.rows] == ["합계", "근린공원", "소공원"]


def test_rising_and_falling_marks() -> None:
    document = read(["구분\t2030년\t2031년\t전년대비", "수입\t3,480\t3,610\t▲130", "지출\t5,210\t5,190\t▼20"])
    assert values(document)["수입", "전년대비"] == 130
    assert values(document)["지출", "전년대비"] == -20
    document = read(["구분\t2030년\t2031년\t전년대비", "수입\t3,740\t3,610\t▲130", "지출\t5,190\t5,210\t20"])
    assert values(document)["수입", "전년대비"] == -130


def test_two_tables_under_one_title() -> None:
    lines = ["### 지도·점검 (단위: 건)", "", "위반\t2030\t2031", "무등록\t17\t12", "미통보\t96\t83", ""]
    document = read([*lines, "처분\t2030\t2031", "과태료\t76\t82", "정지\t37\t13"])
    assert [(table.caption, table.unit) for table in document.tables] == [("지도·점검", "건")] * 2


def test_a_total_that_counts_its_rows_in_the_next_column() -> None:
    lines = ["구분\t회차\t지원\t합격", "계\t2회\t400\t310", "초졸\t제1회\t90\t81", "\t제2회\t310\t229"]
    (table,) = read(lines).tables
    assert [row.path for row in table.rows] == [("계",), ("초졸", "제1회"), ("초졸", "제2회")]


def test_a_year_is_said_of_the_columns_up_to_the_next_name() -> None:
    """'2031년' stands over the first of its columns; units on a line of their own belong to the names."""
    text = (
        "가. 일자리\n\n"
        "                    2031년                           2030년\n"
        "대상                  목표      실적    달성률        실적\n"
        "                      (명)      (명)       (%)        (명)\n"
        "계 3개 사업          1,200     1,260     105.0       1,010\n"
        "청년                   500       540     108.0         410\n"
        "중장년                 400       420     105.0         350\n"
        "어르신                 300       300     100.0         250\n"
    )
    document = read(text.split("\n"))
    found = {fact.text: fact for fact in document.facts if fact.table is not None}
    assert found["540"].column == ("2031년", "실적 (명)")
    assert found["410"].column == ("2030년", "실적 (명)")
    assert found["1,260"].row == ("계 3개 사업",)
    assert (found["108.0"].unit, found["108.0"].year) == ("%", 2031)


def test_names_of_three_lines_and_groups_under_rules() -> None:
    """Names on two lines, a rule narrower than its names, and a total that lacks the last cells."""
    lines = [
        "5 정거장 새로 짓기",
        "",
        "                                                        (단위 : ㎡, 백만원)",
        "",
        "                      바닥        총사업비     ──────────────────       진척도    여는",
        "     정거장                                    기투자    2031년    2032년 이후     (%)      때",
        "     합계 3개소          3,620       9,100       2,200      4,300         2,600",
        "     나루정거장          1,410       3,900       1,200      2,700             -        81   '31.12.",
        "     버들정거장          1,250       3,000         800      1,200         1,000        42   '32. 5.",
        "     솔밭정거장            960       2,200         200        400         1,600        18   '32. 9.",
    ]
    found = {
        (fact.row[-1], fact.column, fact.text, fact.unit)
        for fact in read(lines).facts
        if fact.table is not None
    }
    assert ("버들정거장", ("2032년 이후",), "1,000", "백만원") in found
    assert ("버들정거장", ("진척도 (%)",), "42", "%") in found
    assert ("합계 3개소", ("2032년 이후",), "2,600", "백만원") in found
    assert ("합계 3개소", ("바닥",), "3,620", "㎡") in found


def test_columns_without_a_name_over_the_labels() -> None:
    lines = [
        "                        (단위 : 건)",
        "",
        "                  2030년      2031. 1~6월    2032. 1~6월      증감률",
        "     총계         40,120          21,300         23,430       10.0%",
        "     누수          8,310           4,200          3,990       △5.0%",
        "     고장·수리    31,810          17,100         19,440       13.7%",
    ]
    document = read(lines)
    found = {(fact.row[-1], fact.column[-1], fact.text) for fact in document.facts if fact.table is not None}
    assert ("누수", "2031. 1~6월", "4,200") in found
    assert ("총계", "2030년", "40,120") in found
    assert ("고장·수리", "증감률", "13.7%") in found


def test_a_row_of_grades_is_no_name_of_a_column() -> None:
    document = parse_document(
        "a.txt",
        "a.txt",
        (
            "□ 평가\n"
            "        구분          2029년             2030년        2031년\n"
            "살림 등급                  다              나          가\n"
            "살림 점수(점)             71.3            76.9        83.2\n"
            "쉼터 만족(점)             74.3            75.7        75.2\n"
            "다친 비율(%)              0.42            0.31        0.28\n"
        ).encode(),
        None,
        lambda text: [text],
    )
    columns = {fact.column for fact in document.facts}
    assert columns == {("2029년",), ("2030년",), ("2031년",)}


def test_a_group_does_not_begin_with_the_change_of_what_stands_behind_it() -> None:
    text = """
(단위 : 점, 건)

                                      이용 만족도                               민원
           시 설            2029년      2030년      2031년       증감        2030년      2031.10월
    나루체육관                82.4        84.1        86.3         2.2           128           104
    숲수영장                  79.6        80.2        78.4        △1.8            96           142
    들도서관                  87.1        88.4        89.2         0.8            42            38
"""
    facts = {(fact.row[-1], fact.column): (fact.text, fact.unit) for fact in read(text.split("\n")).facts}
    assert facts["숲수영장", ("이용 만족도", "증감")] == ("△1.8", "점")
    assert facts["숲수영장", ("민원", "2030년")] == ("96", "건")


def test_rows_of_two_columns_may_lack_a_cell() -> None:
    text = """
(단위 : 가구)

  구분            신청     선정
  나루과           348
  물빛 관리과   14,217   56,915
  세무과           247      379
  하천과                    778
"""
    facts = {(fact.row[-1], *fact.column): fact.text for fact in read(text.split("\n")).facts}
    assert facts["나루과", "신청"] == "348"
    assert facts["하천과", "선정"] == "778"
    assert len(facts) == 6
