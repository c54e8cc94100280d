"""Tables with a cell a line and blank lines between rows, made by chance."""

from __future__ import annotations

import random

import pytest

from corpus.document import parse_document
from corpus.model import Table


def tables(rows: list[list[str]], after: str = "※ 1년마다 바뀜") -> tuple[Table, ...]:
    """The tables of rows that stand a cell a line, a blank line between two."""
    text = "\n\n".join(["□ 요금", *("\n".join(row) for row in rows), after])
    return parse_document("a.txt", "a.txt", text.encode(), None, lambda passage: [passage]).tables


@pytest.mark.parametrize("seed", range(30))
def test_names_with_figures_and_words_among_figures_read_back(seed: int) -> None:
    chance = random.Random(seed)
    heads = ["대   상", "최초 30분", "10분당", "1일 최대", "월 정기권"]
    width = chance.randrange(2, len(heads))
    fees = ("1,000원", "500원", "-", "면제", "30%", "15,000원")
    rows = [
        [name, f"{chance.randrange(1, 90)}00원", *(chance.choice(fees) for _ in range(width - 1))]
        for name in ("1급지", "2급지", "어르신(65세 이상)")
    ]
    (table,) = tables([heads[: width + 1], *rows])
    assert [path[-1] for path in table.columns] == heads[1 : width + 1]
    assert [[row.path[-1], *(cell.text for cell in row.cells)] for row in table.rows] == rows


def test_a_row_of_grades_stands_first() -> None:
    heads = ["지   표", "2030년", "2031년", "2032년 목표"]
    rows = [
        ["평가 등급", "다", "나", "가"],
        ["만족도(점)", "84.1", "85.6", "90.0"],
        ["재해(건)", "11", "8", "4"],
    ]
    (table,) = tables([heads, *rows])
    assert [[row.path[-1], *(cell.text for cell in row.cells)] for row in table.rows] == rows
    assert [path[-1] for path in table.columns] == heads[1:]


@pytest.mark.parametrize(
    "rows",
    [
        [["물빛관", "솔바람관", "나루관"], ["봄", "여름", "가을"], ["꽃", "물", "잎"]],
        [["총무과", "12명", "서무"], ["재무과", "9명", "회계"]],
        [["구분", "1,200", "300"], ["봄", "10", "20"], ["가을", "30", "40"]],
    ],
)
def test_other_runs_of_lines_are_no_tables(rows: list[list[str]]) -> None:
    """No column of figures, no header, figures as names."""
    assert not tables(rows)


@pytest.mark.parametrize(
    "names",
    [
        ["총", "계", "압축", "진개차", "음식물\n수거차", "노면\n청소차", "살수차", "기타"],
        ["총 계", "압축\n진개차", "음식물", "수거차", "노면\n청소차", "살수차", "기타"],
        ["계", "압축\n진개차", "음식물\n수거차", "노면\n청소차", "살수차", "기타"],
    ],
)
def test_names_in_runs_of_lines_over_a_total_and_its_parts(names: list[str]) -> None:
    text = "\n\n".join(["□ 청소차 (단위: 대)", *names, "58 30 11 9 6 2", "※ 7년 넘은 차 13대"])
    document = parse_document("a.txt", "a.txt", text.encode(), None, lambda passage: [passage])
    (table,) = document.tables
    heads = [path[-1].replace(" ", "") for path in table.columns]
    assert heads[1:] == ["압축진개차", "음식물수거차", "노면청소차", "살수차", "기타"]
    assert [fact.text for fact in document.facts if fact.table == 0] == ["58", "30", "11", "9", "6", "2"]


@pytest.mark.parametrize("row", ["58 30 11 9 6 3", "58 30 11", "2031 1 2 3 4 5"])
def test_figures_that_are_no_total_and_parts_are_no_table(row: str) -> None:
    text = "\n\n".join(["□ 청소차", "총 계", "진개차", "수거차", "청소차", "살수차", "기타", row])
    assert not parse_document("a.txt", "a.txt", text.encode(), None, lambda passage: [passage]).tables
