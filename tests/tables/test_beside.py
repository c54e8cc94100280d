"""Two tables side by side on the same lines are two tables, and one with words between figures is one."""

from __future__ import annotations

import random

import pytest

from corpus.model import Grid
from corpus.tables.beside import find_grids
from corpus.tables.find import find_tables

Table = dict[tuple[str, str], str]


def lines(text: str) -> list[str]:
    return text.strip("\n").split("\n")


def told(grid: Grid) -> Table:
    """Each figure of a grid by its row's label and its column's name."""
    head = [cell.text for cell in grid.rows[0]]
    return {
        ("".join(row[0].text.split()), name): cell.text
        for row in grid.rows[grid.header :]
        for name, cell in zip(head[1:], row[1:], strict=True)
    }


STAFF = """
('33. 5. 31. 기준, 단위 : 명)

【과별 인원】                           【직렬별 인원】
구분            정원   현원   과부족     구분            정원   현원   과부족
계                90     86      △4     계                90     86      △4
나루관리과        41     40      △1     토목직            52     49      △3
물길정책과        49     46      △3     조경직            21     21       -
                                        전산직            17     16      △1
 ※ 휴직 2명은 현원에서 뺌
"""


def test_halves_with_columns_of_their_own() -> None:
    left, right = find_tables(lines(STAFF))
    assert (left.caption, right.caption) == ("과별 인원", "직렬별 인원")
    assert (left.unit, right.unit) == ("명", "명")
    assert told(left)["물길정책과", "현원"] == "46"
    assert told(right)["조경직", "과부족"] == "-"
    assert told(right)["전산직", "정원"] == "17"
    assert ("전산직", "정원") not in told(left)
    assert left.lines == right.lines == (3, 8)


def test_single_spaces_inside_each_half() -> None:
    left, right = find_tables(
        lines(
            """
❏ 수지 총괄 (단위 : 백만원)

수 입 예산액 실적 달성률(%)      지 출 예산액 집행액 집행률(%)
합 계 9,400 4,700 50.0      합 계 9,400 3,760 40.0
입장 수입 5,240 2,620 50.0      인건비 6,820 2,728 40.0
대관 수입 4,160 2,080 50.0      예비비 2,580 1,032 40.0
"""
        )
    )
    assert (left.caption, right.caption) == ("수지 총괄 수입", "수지 총괄 지출")
    assert told(left)["입장수입", "실적"] == "2,620"
    assert told(right)["예비비", "집행률(%)"] == "40.0"
    assert left.unit == "백만원"


def test_halves_of_labels_and_one_figure_each() -> None:
    left, right = find_grids(
        lines(
            """
체육시설                     공연시설
계               55          계                48
수영장           14          소극장             7
빙상장           41          야외무대          41
"""
        ),
        [],
    )
    assert (left.caption, right.caption) == ("체육시설", "공연시설")
    assert told(left) == {("계", ""): "55", ("수영장", ""): "14", ("빙상장", ""): "41"}
    assert told(right)["야외무대", ""] == "41"


@pytest.mark.parametrize(
    "text",
    [
        # one table: what stands between the figures are its own words
        """
시설명      면적    개소    담당        예산    집행
물빛관       120      12    나루과       900     450
솔바람관      80       9    물길과       700     300
""",
        # rows of unlike length
        """
구분    정원   현원     구분    정원   현원
계        90     86     계        90     86
나루과    41     40     토목직    52
""",
    ],
)
def test_what_could_be_one_table_is_not_two(text: str) -> None:
    assert not find_grids(lines(text), [])


_LEFT = ["나루관리과", "물길정책과", "별빛도서관", "정원문화팀", "바람길사업소"]
_RIGHT = ["토목직", "조경직", "전산직", "사서직", "행정직", "기술직"]


@pytest.mark.parametrize("seed", range(60))
def test_no_figure_gets_a_wrong_table(seed: int) -> None:
    chance = random.Random(seed)
    spread = chance.random() < 0.6
    names = [
        chance.sample(["정원", "현원", "목표", "실적", "예산액", "집행액"], chance.randint(2, 3))
        for _ in "ab"
    ]
    stubs = chance.choice([("구분", "구분"), ("수입", "지출"), ("부서명", "직렬")])
    bodies = []
    for side, labels in enumerate((_LEFT, _RIGHT)):
        rows = [
            [label, *(f"{chance.randrange(5, 9000):,}" for _ in names[side])]
            for label in chance.sample(labels, chance.randint(2, 4))
        ]
        bodies.append([["합계", *(f"{chance.randrange(9000, 90000):,}" for _ in names[side])], *rows])
    sides = [[[stub, *head], *body] for stub, head, body in zip(stubs, names, bodies, strict=True)]
    text = []
    for at in range(max(map(len, sides))):
        halves = []
        for side in sides:
            row = side[at] if at < len(side) else []
            cells = [row[0].ljust(12), *(cell.rjust(8) for cell in row[1:])] if row else []
            halves.append("".join(cells) if spread else " ".join(row))
        wide = 12 + 8 * len(names[0]) + 4 if spread else len(halves[0]) + chance.randint(3, 7)
        wide = wide if halves[0] or spread else 40
        text.append((halves[0].ljust(wide) + halves[1]).rstrip())
    true = [
        {(row[0], name): cell for row in side[1:] for name, cell in zip(side[0][1:], row[1:], strict=True)}
        for side in sides
    ]
    grids = find_grids(text, [])
    assert [told(grid) for grid in grids] in ([], true)
    assert grids or not spread
