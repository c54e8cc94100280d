"""Tables with a cell a line, made by chance."""

from __future__ import annotations

import random

import pytest

from corpus.document import parse_document
from corpus.model import Document

OFFICES = ("기획과", "세무과", "공원녹지과", "보건행정과", "도서관운영팀", "물관리사업소")
HEADS = (
    ("부서", "팀", "정원", "현원", "과부족"),
    ("구 분", "2029년", "2030년", "2031년"),
    ("사업명", "예산현액", "국비", "시비", "집행액", "집행률"),
    ("시술 종류", "지원결정", "시술완료", "임신"),
)


def read(lines: list[str]) -> Document:
    return parse_document("a.txt", "a.txt", "\n".join(lines).encode(), None, lambda text: [text])


@pytest.mark.parametrize("seed", range(24))
def test_cells_one_below_the_other_read_back(seed: int) -> None:
    chance = random.Random(seed)
    head = HEADS[seed % len(HEADS)]
    rows = [
        [office, *(f"{chance.randrange(12, 90_000):,}" for _ in head[1:])]
        for office in chance.sample(OFFICES, 5)
    ]
    gap = [""] * (seed % 3)
    cells = [cell for row in [head, *rows] for cell in (*row, *gap)]
    lines = ["2) 정·현원", "(2031. 9. 30. 현재, 단위: 명)", "", *cells, "", "※ 소장 1명 별도"]
    (table,) = read(lines).tables
    assert [path[-1] for path in table.columns] == ["".join(name.split()) for name in head[1:]]
    assert [[row.path[-1], *(cell.text for cell in row.cells)] for row in table.rows] == rows


def test_a_title_above_is_not_of_the_header() -> None:
    cells = ["직종별", "직종", "정원", "현원", "의사", "6", "4", "간호직", "38", "41", "보건직", "22", "21"]
    (table,) = read(["2) 인력", "", *cells]).tables
    assert [path[-1] for path in table.columns] == ["정원", "현원"]
    assert table.rows[1].path == ("간호직",)


def test_a_row_that_lost_a_value_keeps_its_label_alone() -> None:
    cells = [
        "종별",
        "개소",
        "병상",
        "계",
        "799",
        "1,334",
        "병원",
        "9",
        "1,248",
        "의원",
        "312",
        "약국",
        "203",
        "-",
        "한의원",
        "127",
        "40",
    ]
    (table,) = read(["4) 의료기관", "", *cells]).tables
    clinic = next(row for row in table.rows if row.path == ("의원",))
    assert [cell.text for cell in clinic.cells] == ["", ""]
    assert clinic.confidence < 1


@pytest.mark.parametrize(
    "lines",
    [
        ["총 11건", "", "완료 7건", "", "추진중 3건", "", "불가 1건"],
        ["기획과", "12", "세무과", "11"],
        ["큰나루보건지소", "나루길 19", "지상 3층", "연면적 1,276㎡", "2014년 준공"],
    ],
)
def test_other_short_lines_are_no_tables(lines: list[str]) -> None:
    assert not read(["2) 현황", "", *lines]).tables


def test_figures_alone_between_wide_gaps() -> None:
    lines = [
        "► 공연 실적",
        "",
        "연도         공연 횟수    관람객(명)   객석점유율(%)",
        "2029년             156        74,865            74.8",
        "2030년              41         8,236            38.6",
        "2031년              97        31,020            52.1",
        "",
        "  ▪ 취소 공연 97회",
    ]
    (table,) = read(lines).tables
    assert [path[-1] for path in table.columns] == ["공연 횟수", "관람객(명)", "객석점유율(%)"]
    assert [cell.text for cell in table.rows[1].cells] == ["41", "8,236", "38.6"]


def test_a_unit_over_the_parts_of_a_report_is_said_of_each() -> None:
    part = "|항목|2031 예산|\n|---|---|\n|계|900|\n|가로|500|\n|나루|400|"
    text = f"► 예산 (2031. 3. 31. 기준, 단위 : 천원)\n\n〈수입〉\n\n{part}\n\n〈지출〉\n\n{part}\n"
    tables = read(text.split("\n")).tables
    assert [table.unit for table in tables] == ["천원", "천원"]


def test_parts_behind_a_colon_are_in_the_unit_of_their_sum() -> None:
    document = read(["□ 축제", "", "○ 예산 860,000천원 : 개막공연 492,000, 드론쇼 230,000, 홍보 138,000"])
    assert {fact.unit for fact in document.facts} == {"천원"}
    other = read(["□ 축제", "", "○ 예산 860,000천원 : 개막공연 492,000, 드론쇼 230,000, 홍보 137,000"])
    assert {fact.unit for fact in other.facts} == {"천원", ""}
