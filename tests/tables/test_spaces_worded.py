"""Flattened rows of a label, figures or days, and words to the end of the line."""

from __future__ import annotations

import random

import pytest

from corpus.model import Grid
from corpus.tables.spaces.flattened import find_grids
from corpus.tables.spaces.lines import text_lines
from corpus.tables.spaces.worded import worded_table


def lines(text: str) -> list[str]:
    return text.strip("\n").split("\n")


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


def test_days_and_figures_before_two_columns_of_words() -> None:
    (grid,) = find_grids(
        lines(
            """
연번 관 명 개관 연면적(㎡) 시설 휴관일

1 물빛관 2031. 4. 9,104 열람실 25석 2실, 강당 매월 1·3주 월요일
2 솔바람관 2028. 11. 960 50석 강당, 뜰 설날 당일
3 달무리터 - - 놀이터 17곳, 쉼터 2,913㎡ -
4 언덕길 차고 2024. 2. 874 관제실 연중무휴
※ 달무리터는 임차
"""
        ),
        [],
    )
    rows = texts(grid)
    assert rows[0] == ["연번", "관 명", "개관", "연면적(㎡)", "시설 / 휴관일"]
    assert rows[1] == ["1", "물빛관", "2031. 4.", "9,104", "열람실 25석 2실, 강당 매월 1·3주 월요일"]
    assert rows[2] == ["2", "솔바람관", "2028. 11.", "960", "50석 강당, 뜰 설날 당일"]
    assert rows[3] == ["3", "달무리터", "-", "-", "놀이터 17곳, 쉼터 2,913㎡ -"]
    assert rows[4][:3] == ["4", "언덕길 차고", "2024. 2."]
    assert len(rows) == 5


def test_names_one_a_line_over_a_figure_and_duties() -> None:
    (grid,) = find_grids(
        lines(
            """
부 서 명
현원
담  당  업  무

나루관리과 11 ◦ 뱃길 관리, 선착장

물길1팀 8 ◦ 수문 38곳, 취수장

별빛팀 9 ◦ 천문대 운영
"""
        ),
        [],
    )
    assert texts(grid) == [
        ["부 서 명", "현원", "담  당  업  무"],
        ["나루관리과", "11", "뱃길 관리, 선착장"],
        ["물길1팀", "8", "수문 38곳, 취수장"],
        ["별빛팀", "9", "천문대 운영"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        # a second figure in each row: of the column of seats or of the words behind it
        "관 명 면적(㎡) 좌석 위치\n물빛관 1,200 300 나루길\n솔바람관 960 210 언덕길\n달무리터 480 90 장터길",
        # a row without its figure
        "관 명 면적(㎡) 위치\n물빛관 1,200 나루길 가\n솔바람관 언덕길 나\n달무리터 480 장터길 다",
        # numbers that do not count the rows
        "연번 관 명 면적(㎡) 위치\n3 물빛관 1,200 나루길\n1 솔바람관 960 언덕길\n2 달무리터 480 장터길",
    ],
)
def test_what_could_be_read_otherwise_is_left_unread(text: str) -> None:
    assert not worded_table(list(text_lines(enumerate(text.split("\n"), 1))), 0)


_WORDS = ["나루길", "언덕", "강당", "뜰", "쉼터", "월요일", "연중무휴", "설날"]
_NAMES = ["물빛관", "솔바람관", "달무리터", "언덕 도서관", "새벽시장", "강나루 쉼터"]


@pytest.mark.parametrize("seed", range(60))
def test_no_figure_gets_a_wrong_column(seed: int) -> None:
    chance = random.Random(seed)
    figures = chance.sample(["연면적(㎡)", "개관", "사업비(천원)", "정원", "준공일"], chance.randint(1, 3))
    worded = chance.sample(["주요시설", "휴관일", "위치", "담당업무"], chance.randint(1, 2))
    names = ["연번"] * (chance.random() < 0.4) + [
        chance.choice(["시설명", "관 명", "구 분"]),
        *figures,
        *worded,
    ]
    rows = []
    for place, label in enumerate(chance.sample(_NAMES, chance.randint(3, 6)), 1):
        values = [
            f"20{chance.randint(10, 33)}. {chance.randint(1, 12)}."
            if name in {"개관", "준공일"}
            else f"{chance.randrange(9, 9000):,}"
            for name in figures
        ]
        values = ["-" if chance.random() < 0.1 else value for value in values]
        words = " ".join(chance.sample(_WORDS, chance.randint(1, 4)))
        rows.append([*([str(place)] if names[0] == "연번" else []), label, *values, words])
    one_a_line = chance.random() < 0.3
    text = [*(names if one_a_line else [" ".join(names)]), "", *(" ".join(row) for row in rows)]
    grids = find_grids(text, [])
    before = len(names) - len(worded)
    for grid in grids:
        assert texts(grid)[0][:before] == names[:before]
        assert [row[:before] for row in texts(grid)[1:]] == [row[:before] for row in rows]
    assert grids
