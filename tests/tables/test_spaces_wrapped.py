"""Flattened tables whose header cells are wrapped over lines, made by chance in varied forms."""

from __future__ import annotations

import random

import pytest

from corpus.document import parse_document
from corpus.tables.spaces.flattened import find_grids

ITEMS = (
    "등 록 료",
    "주차요금",
    "도 서 구 입 비",
    "시설사용료",
    "위탁수수료",
    "강 사 료",
    "체험비",
    "전 시 수 입",
)


def amounts(chance: random.Random) -> list[tuple[str, list[str]]]:
    """Rows of a label, three amounts, the difference of the last two and its rate; the total first."""
    rows = [[chance.randrange(900, 99_000) for _ in range(3)] for _ in range(chance.randint(3, 7))]
    labels = ["합       계", *chance.sample(ITEMS, len(rows))]
    found = []
    for label, values in zip(
        labels, [[sum(column) for column in zip(*rows, strict=True)], *rows], strict=True
    ):
        change = values[2] - values[1]
        sign = "△" if change < 0 else ""
        rate = f"{sign}{abs(change) * 100 / values[1]:.1f}%"
        found.append((label, [*(f"{value:,}" for value in values), f"{sign}{abs(change):,}", rate]))
    return found


@pytest.mark.parametrize("seed", range(60))
def test_a_header_of_years_over_what_they_are_of_reads_back(seed: int) -> None:
    chance = random.Random(seed)
    rows = amounts(chance)
    years = [f"{2029 + n}년" if seed % 2 else f"{2029 + n}" for n in range(3)]
    under = chance.choice((["결산액", "결산액(A)", "예산액(B)"], ["결산", "예산(A)", "목표(B)"]))
    gap = [""] if chance.random() < 0.7 else []
    lines = ["2 항목별 수입 현황", "", "(단위 : 천원)", chance.choice(("세   목", "구  분", "비 목"))]
    for year, name in zip(years, under, strict=True):
        lines += [year, *gap, name]
    lines += [chance.choice(("전년 대비", "증 감", "전년대비 증감")), *gap]
    lines += [chance.choice(("증감(B-A) 증감률", "증감액 증감률"))]
    lines += [f"{label} {' '.join(cells)}" for label, cells in rows] + ["", "※ 결산 기준"]
    (grid,) = find_grids(lines, [])
    heads = ["".join(cell.text.split()) for cell in grid.rows[0][1:4]]
    assert heads == ["".join((year + name).split()) for year, name in zip(years, under, strict=True)]
    assert grid.rows[0][4] == grid.rows[0][5]
    assert [cell.text for cell in grid.rows[1][4:]] == lines[
        lines.index(rows[0][0] + " " + " ".join(rows[0][1])) - 1
    ].split()
    body = [[cell.text for cell in row] for row in grid.rows[grid.header :]]
    assert body == [[label, *cells] for label, cells in rows]


@pytest.mark.parametrize("seed", range(30))
def test_a_total_behind_its_parts_shows_what_they_stand_under(seed: int) -> None:
    chance = random.Random(seed)
    grades = [f"{grade}급" for grade in range(4, 4 + chance.randint(3, 6))]
    lines = [
        "(’31. 6. 30. 현재, 단위 : 명)",
        "",
        "구 분 정 원 현 원 과부족",
        "",
        " ".join([*grades, "계"]),
        "",
    ]
    wanted = []
    for office in ("합 계", "기록과", "열람과", "보존과"):
        parts = [chance.randrange(2, 30) for _ in grades]
        quota = sum(parts) + chance.randrange(1, 4)
        short = f"△{quota - sum(parts)}"
        lines.append(f"{office} {quota} {' '.join(map(str, parts))} {sum(parts)} {short}")
        wanted.append(["정원", *grades, "계", "과부족"])
    (grid,) = find_grids(lines, [])
    top, leaves = ([cell.text.replace(" ", "") for cell in row[1:]] for row in grid.rows[: grid.header])
    assert leaves == wanted[0]
    assert top == ["정원", *["현원"] * (len(grades) + 1), "과부족"]


@pytest.mark.parametrize("first", ["연도말", "연말", "연도", "월  별"])
@pytest.mark.parametrize("space", ["     ", " "])
def test_rows_of_years_under_names_of_taxes(first: str, space: str) -> None:
    lines = ["○ 이월액 (단위 : 백만원)", "", space.join((first, "합  계", "지방소득세", "자동차세", "기타"))]
    rows = {"2031년": (31_200, 20_100, 9_000, 2_100), "2032년": (32_400, 20_800, 9_300, 2_300)}
    lines += [space.join((year, *(f"{value:,}" for value in values))) for year, values in rows.items()]
    (table,) = parse_document("a.txt", "a.txt", "\n".join(lines).encode(), None, lambda text: [text]).tables
    assert [path[-1] for path in table.columns] == ["합계", "지방소득세", "자동차세", "기타"]
    assert [row.path for row in table.rows] == [(year,) for year in rows]
    assert (table.caption, table.unit) == ("이월액", "백만원")


@pytest.mark.parametrize("seed", range(20))
def test_cells_one_a_line_beside_rows_on_one_line(seed: int) -> None:
    """Names, areas and days wrapped over lines; what stands behind a day is a remark."""
    chance = random.Random(seed)
    names = chance.sample(("별빛 도서관", "나루 체육센터", "수변 캠핑장", "골목 미술관", "정원 온실"), 4)
    lines = ["   주요시설", "", "시 설 명 규모(㎡) 준공일자 비 고", ""]
    wanted = []
    for name in names:
        area, day = (
            f"{chance.randrange(900, 90_000):,}",
            f"20{chance.randrange(10, 31)}.0{chance.randrange(1, 10)}.12",
        )
        note = chance.choice(("", "글램핑 12동, 오토 40면", "- 1층: 열람실", "증축 예정"))
        if chance.random() < 0.5 or note == "- 1층: 열람실":
            lines += [*name.split(), area, day, *([note] if note.startswith("-") else []), ""]
            note = note if note.startswith("-") else ""
        else:
            lines += [f"{name} {area} {day} {note}".strip(), ""]
        wanted.append([name, area, day, note])
    (grid,) = find_grids([*lines, "라. 다음"], [])
    assert [[cell.text for cell in row][-4:] for row in grid.rows[1:]] == wanted


@pytest.mark.parametrize("head", ["구 분 단위 2030년 2031년 2032년", "지표명 단위 2030 2031 2032"])
def test_units_behind_the_labels_are_a_column(head: str) -> None:
    rows = {
        "인 구": ("명", "31,240", "30,815"),
        "체육시설": ("개소", "38", "41"),
        "예산": ("백만원", "412", "655"),
    }
    lines = ["2. 여건", "", head, *(" ".join((label, *cells, "7")) for label, cells in rows.items())]
    document = parse_document("a.txt", "a.txt", "\n".join(lines).encode(), None, lambda text: [text])
    (table,) = document.tables
    assert [path[-1][:4] for path in table.columns] == ["단위", "2030", "2031", "2032"]
    figures = [(fact.row[-1], fact.unit) for fact in document.facts if fact.cell and fact.cell[1] == 1]
    assert figures == [("인구", "명"), ("체육시설", "개소"), ("예산", "백만원")]


@pytest.mark.parametrize("remark", ["", " 비고"])
@pytest.mark.parametrize("units", [("천원", "명", "개소"), ("백만원", "건", "명")])
def test_a_line_of_units_under_the_names(units: tuple[str, ...], remark: str) -> None:
    lines = [
        "- 마을별 현황",
        "",
        f"마을명 수입액 참여수 가입비{remark}",
        "  " + " ".join(f"({unit})" for unit in units),
    ]
    lines += ["", "계 10,450 9,154 1,384", "윗마을 6,215 5,480 742", "아랫마을 4,235 3,674 642"]
    document = parse_document("a.txt", "a.txt", "\n".join(lines).encode(), None, lambda text: [text])
    first = [fact for fact in document.facts if fact.row == ("윗마을",)]
    assert [(str(fact.value), fact.unit) for fact in first] == list(
        zip(("6215", "5480", "742"), units, strict=True)
    )
