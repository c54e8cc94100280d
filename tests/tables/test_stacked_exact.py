"""Tables with a cell a line that come out even in one way, made by chance."""

from __future__ import annotations

import random

import pytest

from corpus.document import parse_document
from corpus.model import Fact


def facts(cells: list[str], gap: list[str], unit: str = "명") -> tuple[Fact, ...]:
    """The facts of lines of one cell each under a title."""
    lines = ["□ 살림", "", f"(단위: {unit})", "", *(part for cell in cells for part in (cell, *gap))]
    text = "\n".join([*lines, "", "□ 앞으로", "", "  - 더 넓힘"])
    return parse_document("a.txt", "a.txt", text.encode(), None, lambda passage: [passage]).facts


@pytest.mark.parametrize("gap", [[], [""]])
@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(
    "labels",
    [
        ["10대", "20대", "30대 이상"],
        ["1호기", "2호기", "3호기"],
        ["12번", "34-1번", "마을 3번"],
        ["1. 인건비", "2. 운영비", "3. 사업비"],
        ["- 도로", "- 하천", "- 공원"],
        ["강변로 31", "솔길 5", "들꽃로 8"],
        ["2029", "2030", "2031"],
    ],
)
def test_rows_under_any_labels_read_back(labels: list[str], gap: list[str], seed: int) -> None:
    """Labels that look like figures or bullets are labels where all comes out even."""
    chance = random.Random(seed)
    special = ["28→40", "10~20", "12(3)", "120*", "35주1)", "-", "2.5:1", "12 이상"]
    rows = [[label, *(str(chance.randrange(2, 900)) for _ in range(3))] for label in labels]
    chance.choice(rows)[chance.randrange(1, 4)] = chance.choice(special)
    found = facts(["구분", "보유", "운행", "정비", *(cell for row in rows for cell in row)], gap, "대")
    kept = {(fact.row[-1], fact.column[0], fact.text) for fact in found}
    for label, *cells in rows:
        bare = label.removeprefix("- ")
        for name, cell in zip(("보유", "운행", "정비"), cells, strict=True):
            assert cell in special or (bare, name, cell) in kept
    assert {fact.row[-1] for fact in found} <= {label.removeprefix("- ") for label in labels}


@pytest.mark.parametrize("gap", [[], [""]])
def test_the_total_of_numbered_rows_has_no_number(gap: list[str]) -> None:
    """'합계' stands under the numbers and over one cell less."""
    cells = ["연번", "시설명", "정원", "현원", "1", "나루관", "20", "19", "2", "물빛관", "30", "31"]
    found = facts([*cells, "합계", "50", "50"], gap)
    assert [(fact.row[-1], fact.column[-1], fact.text) for fact in found] == [
        ("나루관", "정원", "20"),
        ("나루관", "현원", "19"),
        ("물빛관", "정원", "30"),
        ("물빛관", "현원", "31"),
        ("합계", "정원", "50"),
        ("합계", "현원", "50"),
    ]


@pytest.mark.parametrize("gap", [[], [""]])
def test_groups_written_in_each_row_are_labels(gap: list[str]) -> None:
    """The group's name comes again, that of the row does not."""
    rows = [["안전국", "재난과", "12", "9"], ["안전국", "하천과", "8", "7"], ["살림국", "세무과", "11", "10"]]
    found = facts(["국명", "과명", "정원", "현원", *(cell for row in rows for cell in row)], gap)
    assert {fact.row for fact in found} == {tuple(row[:2]) for row in rows}


def test_a_new_page_says_the_names_again() -> None:
    """The page's number and the names stand between two rows."""
    head = ["대상지", "면적(ha)", "수목(주)"]
    found = facts(
        [*head, "강가", "1.8", "1,200", "역전", "0.9", "540", "- 4 -", *head, "둘레", "1.1", "83"], [""]
    )
    assert {fact.row[-1] for fact in found} == {"강가", "역전", "둘레"}
    assert {fact.column for fact in found} == {("면적(ha)",), ("수목(주)",)}


def test_keys_and_values_are_no_rows() -> None:
    """What comes out even by chance has no figures under one name."""
    found = facts(["위치", "강변로 31", "규모", "지상 3층", "문 여는 날", "매일"], [])
    assert all(fact.table is None for fact in found)


def test_a_line_of_several_figures_is_no_cell() -> None:
    """Rows of a line each come out even too."""
    rows = [f"{month}월 1,8{month}0 92{month} 31{month} 91.{month}%" for month in range(1, 10)]
    assert not [
        fact for fact in facts(["월별 목표", "실적", "계 민간 달성률", *rows], []) if len(fact.column) > 2
    ]
    found = {name for fact in facts(["월별", *rows], []) for name in fact.column}
    assert not any("920" in name or "921" in name for name in found)
