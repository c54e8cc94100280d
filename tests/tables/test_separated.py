"""Tables under headers between slashes, made by chance."""

from __future__ import annotations

import random

import pytest

from corpus.document import parse_document
from corpus.model import Table
from corpus.tables import separated
from corpus.tables.spaces.words import GLUE, letters_joined

HALLS = ("나루 체육관", "별빛 체육관", "제2체육관", "수변 체육관", "정원 실내체육관")
STREETS = ("나루역 앞", "별빛로", "물길 3가", "정원로", "장터 뒤")


def only(lines: list[str]) -> Table:
    (table,) = parse_document("a.txt", "a.txt", "\n".join(lines).encode(), None, lambda text: [text]).tables
    return table


@pytest.mark.parametrize("seed", range(40))
def test_rows_in_words_read_back(seed: int) -> None:
    chance = random.Random(seed)
    rows = [
        (hall, street, str(chance.randrange(40, 900)), chance.choice(("24시간", "무료", "08:00~22:00")),
         f"{chance.randrange(1_000, 9_000):,}")
        for hall, street in zip(HALLS, STREETS, strict=True)
    ]  # fmt: skip
    seats, income = (sum(int(row[at].replace(",", "")) for row in rows) for at in (2, 4))
    lines = ["나. 체육관 현황", "", "   체육관명 / 위치 / 좌석수 / 운영시간 / 2031년 수입(백만원)", ""]
    gap = [""] if seed % 2 else []
    if seed % 3:
        lines += [f"계 {len(rows)}개소 {seats:,} {income:,}", *gap]
    for row in rows:
        lines += [" ".join(row), *gap]
    table = only([*lines, "", "   ▸ 요금 : 1회 2,000원"])
    assert [path[-1] for path in table.columns] == ["위치", "좌석수", "운영시간", "2031년 수입(백만원)"]
    if seed % 3:
        assert [cell.text for cell in table.rows[0].cells[1:]] == [f"{seats:,}", "", f"{income:,}"]
    body = [(row.path[-1], *(cell.text for cell in row.cells)) for row in table.rows[-len(rows) :]]
    assert body == rows
    assert table.caption == "체육관 현황"


def test_rows_between_slashes_read_back() -> None:
    lines = ["○ 주요 장비", "", "품목 / 수량(대) / 금액(천원)", "굴착기 / 2 / 84,000", "살수차 / 3 / 51,200"]
    table = only(lines)
    assert list(table.columns) == [("수량(대)",), ("금액(천원)",)]
    assert [row.path for row in table.rows] == [("굴착기",), ("살수차",)]


@pytest.mark.parametrize(
    "line", ["위치/규모 : 나루로 3 / 2동 / 4층", "경기 / 강원 / 충청", "2031 / 2032 / 2033"]
)
def test_other_lines_with_slashes_are_no_tables(line: str) -> None:
    lines = ["○ 개요", "", line, "나루로에서 시작하여 정원로까지", "이어지는 길을 정비하고자 함"]
    assert not parse_document("a.txt", "a.txt", "\n".join(lines).encode(), None, lambda text: [text]).tables


@pytest.mark.parametrize("gap", ["   ", "      "])
def test_words_and_figures_between_wide_gaps(gap: str) -> None:
    rows = [
        ("시설명", "위치", "용량(㎥)", "가동률(%)", "비  고"),
        ("나 루 관", "북면 물길로 1", "42,000", "71.4", "증설 중"),
        ("별빛관", "남동 산길 22", "18,500", "64.2", ""),
    ]
    lines = ["ㅇ 시설 현황", "", *(gap.join(row).rstrip() for row in rows), "", "제2장 계획"]
    table = only(lines)
    assert [path[-1] for path in table.columns] == ["위치", "용량(㎥)", "가동률(%)", "비고"]
    assert [(row.path, [cell.text for cell in row.cells]) for row in table.rows] == [
        (("나루관",), list(rows[1][1:])),
        (("별빛관",), list(rows[2][1:])),
    ]


def test_years_between_slashes_head_columns() -> None:
    lines = [
        "가. 운영현황",
        "   종목별 / 2031년 / 2032년 / 비고",
        "   수영 / 512명 / 471명 / 교체",
        "   탁구 / 88명 / 90명 / -",
    ]
    table = only([*lines, "", "제3장 계획"])
    assert [path[-1] for path in table.columns] == ["2031년", "2032년", "비고"]
    assert table.rows[1].path == ("탁구",)


def test_a_total_that_has_only_its_figure() -> None:
    lines = ["3 계획", "", "연번  사업명             일정         예산(천원)   비고"]
    lines += ["1     거리 지정          8월          12,400       3개 구간"]
    lines += ["2     짝꿍 양성          7월~11월     8,600        600명"]
    lines += [
        "3     한방 치료          9월          54,000       20명",
        "      계                              75,000",
    ]
    table = only(lines)
    assert [cell.text for cell in table.rows[-1].cells] == ["", "75,000", ""]


def test_letters_set_apart_are_words_by_their_gaps() -> None:
    joined = [
        letters_joined(line).replace(GLUE, "").split()
        for line in ("구   분      인  원", "구  분    계    국비")
    ]
    assert joined == [["구분", "인원"], ["구분", "계", "국비"]]
    assert letters_joined("합  계   1,200").replace(GLUE, "").split() == ["합계", "1,200"]


def test_one_row_of_figures_under_names_is_told_by_its_sum() -> None:
    lines = ["계         윗말   아랫말   강나루", "1,436         611      574      251"]
    (grid,) = separated.find_grids(lines, [])
    assert [cell.text for cell in grid.rows[0]] == ["계", "윗말", "아랫말", "강나루"]
    assert [cell.text for cell in grid.rows[1]] == ["1,436", "611", "574", "251"]
    assert not separated.find_grids([lines[0], lines[1].replace("251", "252")], [])
    assert not separated.find_grids([lines[0].replace("계", "나루"), lines[1]], [])
