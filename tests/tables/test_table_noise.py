"""Tables as extraction leaves them: over the end of a page, in groups, with units here and there."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Sequence

import pytest

from corpus.document import parse_document
from corpus.joining import width
from corpus.model import Document, Fact, Metadata

SCHOOLS = ("새솔유치원", "온누리초", "가람중", "다온고", "한빛학교")
KINDS = ("학교수", "학급수", "학생수", "교원수")
UNITS = {"학교수": "교", "학급수": "학급", "학생수": "명", "교원수": "명"}
PAGE = ("", "- 12 -", "")

Rows = list[list[str]]


def read(lines: Sequence[str]) -> Document:
    known = Metadata(title="2031년 업무보고", as_of=dt.date(2031, 9, 30))
    return parse_document("a.txt", "a.txt", "\n".join(lines).encode(), known, lambda text: [text])


def facts(lines: Sequence[str]) -> list[Fact]:
    return [fact for fact in read(lines).facts if fact.table is not None]


def told(lines: Sequence[str]) -> set[tuple[str, str, str, str]]:
    """Label, names of the column, figure as written and unit of each cell."""
    return {(fact.row[-1], " ".join(fact.column), fact.text, fact.unit) for fact in facts(lines)}


def piped(header: Rows, body: Rows) -> tuple[list[str], list[str]]:
    first, *more = [f"| {' | '.join(row)} |" for row in header]
    return [first, "|" + "---|" * len(header[0]), *more], [f"| {' | '.join(row)} |" for row in body]


def tabbed(header: Rows, body: Rows) -> tuple[list[str], list[str]]:
    return ["\t".join(row) for row in header], ["\t".join(row) for row in body]


def quoted(header: Rows, body: Rows) -> tuple[list[str], list[str]]:
    def line(row: list[str]) -> str:
        return ",".join(f'"{cell}"' if "," in cell else cell for cell in row)

    return [line(row) for row in header], [line(row) for row in body]


def flat(header: Rows, body: Rows) -> tuple[list[str], list[str]]:
    return [" ".join(filter(None, row)) for row in header], [" ".join(row) for row in body]


def in_columns(header: Rows, body: Rows) -> tuple[list[str], list[str]]:
    """Names of groups over the middle of their columns, all else at the right edge of its column."""
    sizes = [max(width(row[at]) for row in [*header, *body]) + 3 for at in range(len(body[0]))]
    plain = [
        "".join(" " * (size - width(cell)) + cell for cell, size in zip(row, sizes, strict=True)).rstrip()
        for row in [header[-1], *body]
    ]
    top = " " * (sizes[0] - width(header[0][0])) + header[0][0]
    starts = [at for at, name in enumerate(header[0]) if at and name]
    for start, end in zip(starts, [*starts[1:], len(sizes)], strict=True):
        space = sum(sizes[start:end])
        left = (space - width(header[0][start]) + 2) // 2
        top += " " * left + header[0][start] + " " * (space - left - width(header[0][start]))
    return [top.rstrip(), plain[0]], plain[1:]


LAYOUTS: dict[str, Callable[[Rows, Rows], tuple[list[str], list[str]]]] = {
    "pipes": piped,
    "tabs": tabbed,
    "commas": quoted,
    "spaces": flat,
    "columns": in_columns,
}


def made(seed: int) -> tuple[Rows, Rows, set[tuple[str, str, str, str]]]:
    """A header of two rows (years under what is counted), the rows, and what each cell says."""
    chance = random.Random(seed)
    years = [str(year) for year in range(2031 - chance.randint(1, 2), 2032)]
    kinds = chance.sample(KINDS, chance.randint(2, 4))
    groups = [(kind, years) for kind in kinds]
    if seed % 3 == 0:
        groups.append(("직원수", years[-1:]))
    top = ["구분", *(name for kind, part in groups for name in (kind, *[""] * (len(part) - 1)))]
    below = ["", *(year for _, part in groups for year in part)]
    body = [[school, *(f"{chance.randrange(11, 9_999):,}" for _ in below[1:])] for school in SCHOOLS]
    names = [(kind, year) for kind, part in groups for year in part]
    units = UNITS | {"직원수": "명"}
    cells = {
        (row[0], f"{kind} {year}", text, units[kind])
        for row in body
        for (kind, year), text in zip(names, row[1:], strict=True)
    }
    return [top, below], body, cells


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("seed", range(12))
def test_years_under_what_is_counted(layout: str, seed: int) -> None:
    header, body, cells = made(seed)
    head, rows = LAYOUTS[layout](header, body)
    lines = ["□ 학교 현황", "", *head, *rows, "", "※ 분교 포함"]
    assert told(lines) == cells
    assert all(fact.year == int(fact.column[-1]) for fact in facts(lines))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("again", [True, False], ids=["with its header", "without"])
@pytest.mark.parametrize("seed", range(4))
def test_rows_on_the_next_page(layout: str, again: bool, seed: int) -> None:
    header, body, cells = made(seed)
    head, rows = LAYOUTS[layout](header, body)
    lines = [
        "□ 학교 현황",
        "",
        *head,
        *rows[:3],
        *PAGE,
        *(head if again else []),
        *rows[3:],
        "",
        "※ 분교 포함",
    ]
    assert told(lines) == cells
    assert len(read(lines).tables) == 1


def test_another_table_on_the_next_page_stays_apart() -> None:
    lines = ["| 부서 | 정원 |", "|---|---|", "| 서무과 | 12 |", "| 세무과 | 9 |", *PAGE]
    lines += ["| 동 | 통 |", "|---|---|", "| 솔빛동 | 31 |", "| 물빛동 | 28 |"]
    assert [table.columns for table in read(lines).tables] == [(("정원",),), (("통",),)]


SIZES = (("5L", "2,146", "1,058", "130"), ("10L", "4,873", "2,391", "250"), ("20L", "5,962", "2,914", "490"))
SOLD = ("규격", "2030년 판매량", "2031년 판매량", "판매단가")
OF_SIZES = {
    (size, name, text, unit)
    for size, *texts in SIZES
    for name, text, unit in zip(SOLD[1:], texts, ("천매", "천매", "원"), strict=True)
}


@pytest.mark.parametrize("joint", ["\t", " ", "    "])
def test_sizes_are_labels(joint: str) -> None:
    lines = ["□ 봉투 판매", "(단위 : 천매, 원)", *(joint.join(row) for row in (SOLD, *SIZES))]
    if joint == " ":  # a flattened line has one-word names
        lines[2] = joint.join(name.replace(" ", "") for name in SOLD)
    assert {(row, "".join(column.split()), *rest) for row, column, *rest in told(lines)} == {
        (row, "".join(column.split()), *rest) for row, column, *rest in OF_SIZES
    }


@pytest.mark.parametrize("blank", [True, False])
@pytest.mark.parametrize("place", ["above", "below the names", "below"])
def test_sizes_one_below_the_other(blank: bool, place: str) -> None:
    gap = [""] if blank else []
    note = ["(단위 : 천매, 원)"]
    lines = ["□ 봉투 판매", "", *(note if place == "above" else []), *SOLD]
    lines += [*(note if place == "below the names" else []), *gap]
    lines += [cell for row in SIZES for cell in (*row, *gap)]
    lines += [*(note if place == "below" else []), "", "○ 판매소 : 41개소"]
    assert told(lines) == OF_SIZES


def test_fees_for_each() -> None:
    lines = ["□ 급식 단가 (단위: 원/식)", "구분\t새솔초\t가람중", "2030\t3,310\t3,980", "2031\t3,640\t4,370"]
    assert {fact.unit for fact in facts(lines)} == {"원"}
    lines = ["품명\t단위\t수량\t단가", "책상\t식\t12\t85,000", "의자\t식\t30\t41,000"]
    assert {(fact.column[-1], fact.unit) for fact in facts(lines)} == {("수량", "식"), ("단가", "")}


def test_fees_in_groups() -> None:
    lines = ["□ 사용료 (단위 : 원)", "시설명 성인 어린이", "관내 관외 관내 관외"]
    lines += ["물빛수영장 4,000 6,000 2,000 3,000", "솔숲체육관 3,500 5,000 1,500 2,500"]
    assert ("솔숲체육관", "어린이 관외", "2,500", "원") in told(lines)


def test_grades_from_one_on() -> None:
    lines = ["(단위: 명)", "구분\t일반직\t\t\t공무직\t합계", "\t5급이상\t6급\t소계\t\t"]
    lines += ["정원\t3\t14\t17\t9\t26", "현원\t3\t15\t18\t8\t26"]
    assert ("현원", "일반직 6급", "15", "명") in told(lines)
    assert ("정원", "일반직 5급이상", "3", "명") in told(lines)


def test_columns_that_add_up_have_the_unit_of_their_sum() -> None:
    lines = ["업종\t위반(건)\t정지\t과태료\t고발", "음식점\t21\t5\t12\t4", "숙박업\t17\t4\t7\t6"]
    assert {fact.unit for fact in facts(lines)} == {"건"}
    lines[2] = "숙박업\t17\t4\t7\t5"
    assert {fact.unit for fact in facts(lines) if fact.column == ("고발",)} == {""}


def test_marks_of_labels_and_units_under_names() -> None:
    lines = ["구분\t2030예산\t증감률", "\t(천원)\t(%)", "└ 입장료1)\t1,200\t3.4", "2031*\t900\t1.2"]
    found = facts(lines)
    assert [(fact.row[-1], fact.unit) for fact in found] == [
        ("입장료", "천원"),
        ("입장료", "%"),
        ("2031", "천원"),
        ("2031", "%"),
    ]


def test_people_and_schools_by_their_names() -> None:
    lines = [
        "□ 돌봄교실",
        "구분 운영교 이용학생 전담사 만족도",
        "2030 27 1,184 58 4.1",
        "2031 28 1,352 64 4.3",
    ]
    assert {(fact.column[-1], fact.unit) for fact in facts(lines)} == {
        ("운영교", "교"),
        ("이용학생", "명"),
        ("전담사", "명"),
        ("만족도", ""),
    }


@pytest.mark.parametrize("head", ["'31. 9월", "2031.9.", "2031. 9월", "2031년 9월", "2031.9.30."])
def test_a_part_of_a_year_heads_a_column(head: str) -> None:
    lines = [
        "민원 처리",
        f"구분 2029년 2030년 {head}",
        "소음 321 833 796",
        "악취 537 252 568",
        "주차 366 344 628",
    ]
    last = [fact for fact in facts(lines) if fact.text in {"796", "568", "628"}]
    assert [(fact.row[-1], fact.year) for fact in last] == [("소음", 2031), ("악취", 2031), ("주차", 2031)]


def test_counts_and_who_is_in_charge_name_no_table() -> None:
    table = ["구분\t정원\t현원", "서무과\t12\t11", "세무과\t9\t9"]
    counted = ["□ 조직과 인력", "", "1국 2과 5팀", "", "(단위 : 명)", *table]
    charged = ["□ 조직과 인력", "서무과", "(인사팀)", "", "(단위 : 명)", *table]
    assert [read(lines).tables[0].caption for lines in (counted, charged)] == ["조직과 인력"] * 2


def test_an_age_is_no_year() -> None:
    text = "○ 옛 청사 : 지은 지 23년, 보수비 120백만원"
    assert [(fact.unit, fact.year) for fact in read([text]).facts] == [("년", 2031), ("백만원", 2031)]
