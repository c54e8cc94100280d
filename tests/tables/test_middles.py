"""Tables of words whose cells stand in the middle of the height of their row."""

from __future__ import annotations

import random

import pytest

from corpus.document import parse_document
from corpus.model import Document


def read(lines: list[str]) -> Document:
    return parse_document("a.txt", "a.txt", "\n".join(lines).encode(), None, lambda text: [text])


def laid(row: list[list[str]], sizes: list[int]) -> list[str]:
    """The lines of a row: each cell's lines in the middle, those of an even height between the others."""
    most = max(map(len, row))
    steps: dict[int, list[tuple[int, str]]] = {}
    for column, cell in enumerate(row):
        for at, text in enumerate(cell):
            steps.setdefault(most - len(cell) + 2 * at, []).append((column, text))
    lines = []
    for _, cells in sorted(steps.items()):
        line = ""
        for column, text in cells:
            line += " " * (sum(sizes[:column]) + 1 - len(line)) + text
        lines.append(line)
    return lines


ROWS = [
    [
        ["1"],
        ["골목 등이 어두우니 밝은", "것으로 바꿀 것"],
        ["등 40개를 바꾸고 남은", "8곳은 봄에 바꿈"],
        ["완료"],
    ],
    [["2"], ["쉴 자리를 늘릴 것"], ["의자 12개를 놓음"], ["완료"]],
    [
        ["3"],
        ["마을 배를 더 자주", "띄우고 값을 낮출 것"],
        ["하루 3번에서 5번으로", "늘리고 값은 군과", "이야기하는 중임"],
        ["추진 중"],
    ],
]


@pytest.mark.parametrize("seed", range(8))
def test_audit_items_in_the_middle_of_their_rows(seed: int) -> None:
    chance = random.Random(seed)
    rows = chance.sample(ROWS, k=3)
    rows = [[[str(at)], *row[1:]] for at, row in enumerate(rows, 1)]
    sizes = [6, chance.randrange(20, 30), chance.randrange(20, 30), 8]
    head = laid([["연번"], ["지적사항"], ["처리결과"], ["상태"]], sizes)
    lines = ["Ⅴ. 행정사무감사 처리상황", *head, *(line for row in rows for line in laid(row, sizes)), ""]
    items = read(lines).audits
    assert [item.request for item in items] == [" ".join(row[1]) for row in rows]
    assert [[part.text for part in (*item.done, *item.planned)] for item in items] == [
        [" ".join(row[2])] for row in rows
    ]
    states = {"완료": "추진완료", "추진 중": "추진 중"}
    assert [item.status for item in items] == [states[row[3][0]] for row in rows]


def test_a_plan_whose_header_stands_on_three_lines() -> None:
    lines = [
        "3. 하반기 계획",
        "                                                      드는 돈",
        "     과제                 내용              때",
        "                                                      (천원)",
        "              밝은 등 25개를 골목 어귀에",
        "  밝은 골목                               9월 ~       12,500",
        "              달고 밤마다 살핌",
        "  쉬는 의자   정류장 12곳에 놓음          5월          3,000",
        "  마을 배     하루 5번 띄움               7월 ~        9,400",
    ]
    facts = {
        (f.row[-1], f.column[0]): (f.value, f.unit, f.lines) for f in read(lines).facts if f.table is not None
    }
    assert facts["밝은 골목", "드는 돈 (천원)"] == (12_500, "천원", (6, 6))
    assert facts["밝은 골목", "내용"][0] == 25
    assert facts["마을 배", "드는 돈 (천원)"][0] == 9_400


def test_rows_that_do_not_come_out_even_are_no_table() -> None:
    lines = [
        "3. 계획",
        "  과제     내용          때",
        "  가나     등을 달고",
        "           살핌          5월",
        "  다라     놓음          6월",
        "           뒤에",
    ]
    assert not read(lines).tables


def test_items_on_two_pages_far_apart() -> None:
    sizes = [6, 40, 80, 8]
    rows = [
        [["1"], ["빈 가게를 줄일 것"], ["세를 낮추어 30곳을 채움"], ["완료"]],
        [["2"], ["배움터를 넓힐 것"], ["두 층을 더 올리기로 하고", "돈을 마련하는 중임"], ["추진 중"]],
        [["3"], ["길을 쓸 것"], ["비를 사고 사람을 더", "뽑아 날마다 쓸게 함"], ["완료"]],
        [["4"], ["밤길을 밝힐 것"], ["등 12개를 달았음"], ["완료"]],
    ]
    head = laid([["연번"], ["지적사항"], ["처리결과"], ["상태"]], sizes)
    pages = [[*head, *(line for row in part for line in laid(row, sizes))] for part in (rows[:2], rows[2:])]
    lines = ["Ⅴ. 행정사무감사 처리상황", *pages[0], "", f"{'(계속)':>130}", *pages[1], ""]
    items = read(lines).audits
    assert [item.request for item in items] == [row[1][0] for row in rows]
    assert [item.status for item in items] == ["추진완료", "추진 중", "추진완료", "추진완료"]
