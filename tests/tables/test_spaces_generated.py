"""Tables made by chance, flattened to single spaces in chance layouts, are read back as they were."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from dataclasses import dataclass

import pytest

from corpus.model import Grid
from corpus.tables.spaces.flattened import find_grids


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


PLACES = [
    "나루관리과",
    "물길정책과",
    "별빛도서관",
    "정원문화팀",
    "바람길사업소",
    "도예체험장",
    "수변공원",
    "장터운영",
]
LONG = ["나루 정보 시스템 구축", "골목 축제 지원 사업", "산책로 조성 및 유지 관리", "별빛 도서관 야간 운영"]
HEADS = ["이용자수", "체험(천원)", "봉사자", "쉼터(㎡)", "상담", "순찰건수"]
GROUPED = [["건수", "금액"], ["남", "여"], ["2023년", "2024년"], ["목표", "실적", "달성률(%)"]]


@dataclass
class Sample:
    """A table made by chance: its text, the paths of its columns, its labels and cells."""

    lines: list[str]
    columns: list[tuple[str, ...]]
    rows: list[tuple[str, list[str]]]


def columns_by(chance: random.Random) -> list[tuple[str, ...]]:
    shape = chance.randrange(4)
    if shape == 0:
        return [(head,) for head in chance.sample(HEADS, chance.randint(2, 5))]
    if shape == 1:
        names, under = chance.sample(HEADS, chance.randint(2, 3)), chance.choice(GROUPED)
        return [("계",)] * chance.randrange(2) + [(name, leaf) for name in names for leaf in under]
    if shape == 2:
        leaves = [
            ("증 감", "증감액"),
            ("증 감", "증감률"),
            ("집행현황(6.30.)", "집행액"),
            ("집행현황(6.30.)", "집행률"),
        ]
        return [("2023 예산현액",), ("2024 예산현액",), *leaves]
    return [(y, b, f) for y in ("2023년", "2024년") for b in ("본예산", "추경") for f in ("국비", "시비")]


def header_by(chance: random.Random, columns: list[tuple[str, ...]]) -> list[str]:
    levels = []
    for level in range(max(map(len, columns))):
        cells = [path[: level + 1] for path in columns if len(path) > level]
        levels.append(" ".join(key[0][-1] for key in itertools.groupby(cells)))
    label = chance.choice(["구 분", "구분", "사 업 명", "부서별"])
    if len(levels) == 1 or chance.random() < 0.5:
        levels[0] = f"{label} {levels[0]}"
    else:
        levels.insert(0, label)
    return [line for level in levels for line in ([level, ""] if chance.random() < 0.4 else [level])]


def sample_by(seed: int) -> Sample:
    chance = random.Random(seed)
    columns = columns_by(chance)
    header = header_by(chance, columns)
    lines = [
        "□ 추진 개요",
        " ○ 사업기간 : 2024. 1. ~ 12.",
        " - 나루 지역의 산책로를",
        "정비하고자 함",
        "",
        *header,
    ]
    rows: list[tuple[str, list[str]]] = []
    spread, gaps, wraps = chance.random() < 0.3, chance.choice([0, 0.4, 1]), chance.random() < 0.4
    count = chance.randint(2, 8)
    for place, name in enumerate(chance.sample(PLACES, count)):
        if place == count // 2 > 2 and chance.random() < 0.3:
            lines += ["", f"- {seed % 90 + 1} -", "", *header]
        rate = [path[-1].endswith(("률", "률(%)")) for path in columns]
        cells = [f"{chance.uniform(0, 150):.1f}%" if r else f"{chance.randrange(10**6):,}" for r in rate]
        cells = ["-" if chance.random() < 0.05 else cell for cell in cells]
        label = " ".join(name) if spread else name
        if wraps and chance.random() < 0.5:
            label = LONG[place % len(LONG)]
            words = label.split()
            cut = chance.randint(1, len(words))
            lines += ["", " ".join(words[:cut]), " ".join([*words[cut:], *cells])]
        else:
            lines.append(f"{label} {' '.join(cells)}")
        lines += [""] * (chance.random() < gaps)
        rows.append((label, cells))
    return Sample([*lines, "", "※ 하반기에 다시 점검함"], columns, rows)


@pytest.mark.parametrize("seed", range(150))
def test_generated_tables_read_back(seed: int) -> None:
    sample = sample_by(seed)
    (grid,) = find_grids(sample.lines, [])
    depth = max(map(len, sample.columns))
    wanted = [tuple(path[min(level, len(path) - 1)] for path in sample.columns) for level in range(depth)]
    assert [tuple(row[1:]) for row in texts(grid)[: grid.header]] == wanted
    assert [(row[0], row[1:]) for row in texts(grid)[grid.header :]] == sample.rows
    assert not grid.doubts


@pytest.mark.parametrize("seed", range(100))
def test_dropped_cells_are_never_put_under_a_wrong_column(seed: int) -> None:
    sample, chance = sample_by(seed), random.Random(seed)
    for label, cells in sample.rows:
        place = next(i for i, line in enumerate(sample.lines) if line.endswith(" ".join(cells)))
        kept = [cell if chance.random() < 0.8 else "" for cell in cells]
        head = sample.lines[place].removesuffix(" ".join(cells))
        sample.lines[place] = head + " ".join(cell for cell in kept if cell)
        sample.rows[sample.rows.index((label, cells))] = (label, kept)
    counts = Counter(label for label, _ in sample.rows)
    known = {label: cells for label, cells in sample.rows if counts[label] == 1}
    for grid in find_grids(sample.lines, []):
        for row in texts(grid)[grid.header :]:
            found = row[-len(sample.columns) :]
            if row[0] in known:
                assert all(
                    not cell or cell == right for cell, right in zip(found, known[row[0]], strict=True)
                )
