"""Headers of flattened tables whose cells stood in the middle of their height."""

from __future__ import annotations

import random

import pytest

from corpus.document import parse_document
from corpus.model import Document

LABELS = ("지방세", "세외수입", "보조금", "이월금", "융자금")


def read(lines: list[str]) -> Document:
    text = "\n".join(["Ⅱ. 예산", "1 세입", "(단위: 천원, %)", *lines, "※ 6월 말까지의 수임", ""])
    return parse_document("a.txt", "a.txt", text.encode(), None, lambda part: [part])


def amounts(chance: random.Random) -> list[tuple[int, int, int]]:
    """The old budget, the new one and what came in, a row each."""
    news = [chance.randint(20000, 900000) for _ in LABELS]
    return [(new + chance.randint(-9000, 9000), new, chance.randint(1000, new)) for new in news]


@pytest.mark.parametrize("seed", range(15))
@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (1, 0, 2, 3, 4), (0, 1, 3, 4, 2)])
def test_the_figures_tell_where_the_cells_of_one_line_stood(seed: int, order: tuple[int, ...]) -> None:
    names = ["2030년 최종예산", "2031년 예산현액", "증감액", "수납액", "수납률 (%)"]
    own = [names[at] for at in order]
    two = [name.split(" ") for name in own if " " in name]
    head = [
        " ".join(upper for upper, _ in two),
        " ".join(["과목", *(name for name in own if " " not in name)]),
        " ".join(lower for _, lower in two),
    ]
    rows = []
    for label, (old, new, got) in zip(LABELS, amounts(random.Random(seed)), strict=True):
        cells = [
            f"{old:,}",
            f"{new:,}",
            f"{new - old:,}".replace("-", "△"),
            f"{got:,}",
            f"{100 * got / new:.1f}",
        ]
        rows.append([label, *(cells[at] for at in order)])
    document = read([*head, *map(" ".join, rows)])
    if order[0] and not document.tables:  # what differs may be what another two differ by: no wrong fact then
        assert not any(fact.row[:1] == (LABELS[0],) for fact in document.facts)
        return
    (table,) = document.tables
    assert [path[-1] for path in table.columns] == own
    assert [[cell.text for cell in row.cells] for row in table.rows] == [row[1:] for row in rows]


@pytest.mark.parametrize("seed", range(10))
def test_names_of_groups_over_names_of_two_lines(seed: int) -> None:
    chance = random.Random(seed)
    head = [
        "2030년 2031년",
        "정책사업",
        "최종 집행액 집행률 예산현액 집행액 집행률 집행잔액",
        "/단위사업",
        "예산 (12.31.) (%) (A) (9.30.) (B/A) (A-B)",
    ]
    rows = []
    for label in LABELS:
        old, new = chance.randint(9000, 900000), chance.randint(9000, 900000)
        spent, out = chance.randint(100, old), chance.randint(100, new)
        rows.append(
            f"{label} {old:,} {spent:,} {100 * spent / old:.1f}"
            f" {new:,} {out:,} {100 * out / new:.1f} {new - out:,}"
        )
    (table,) = read([*head, *rows]).tables
    assert table.row_header == ("정책사업 /단위사업",)
    assert [path[0] for path in table.columns] == ["2030년"] * 3 + ["2031년"] * 4
    assert [path[1].split(" ")[0] for path in table.columns[3:]] == [
        "예산현액",
        "집행액",
        "집행률",
        "집행잔액",
    ]


def test_no_table_where_nothing_tells_the_order() -> None:
    lines = [
        "참여 운영",
        "과목 방문 상담",
        "학교 학교",
        "가람 12 45 33 8",
        "나래 15 41 38 9",
        "다솜 11 47 31 7",
    ]
    document = read(lines)
    assert not [fact for fact in document.facts if fact.text in {"12", "45", "33", "8"}]


def test_terms_of_a_year_stay_under_it() -> None:
    lines = [
        "2029 2030 2031",
        "구분",
        "실적 실적 1학기 2학기",
        "학교 9 15 22 28",
        "학생 1,842 3,270 4,915 6,384",
    ]
    (table,) = read([*lines, "강사 118 241 396 527"]).tables
    assert [" ".join(path) for path in table.columns] == [
        "2029 실적",
        "2030 실적",
        "2031 1학기",
        "2031 2학기",
    ]


def test_groups_over_the_same_names_keep_their_own_whole() -> None:
    head = ["2031년 당초예산 2030년 최종예산", "과목 전년 대비 증감액", "예산액 구성비 예산액 구성비"]
    rows = ["계 400 100.0 500 100.0 △100", "지방세 100 25.0 400 80.0 △300", "보조금 300 75.0 100 20.0 200"]
    (table,) = read([*head, *rows]).tables
    assert table.columns == (
        ("2031년 당초예산", "예산액"),
        ("2031년 당초예산", "구성비"),
        ("2030년 최종예산", "예산액"),
        ("2030년 최종예산", "구성비"),
        ("전년 대비 증감액",),
    )


def test_a_row_of_what_is_lacking_and_labels_of_places() -> None:
    staff = ["일반직", "구분 계 공무직", "소계 6급 7급"]
    staff += ["정원 39 30 10 20 9", "현원 35 27 9 18 8", "과부족 △4 △3 △1 △2 △1"]
    people = ["인구", "읍면동 세대수 노인", "계 남 여", "계 900 1,500 700 800 90"]
    people += ["새터동 500 900 500 400 40", "강마면 400 600 200 400 50"]
    assert read(staff).tables[0].columns[:3] == (("계",), ("일반직", "소계"), ("일반직", "6급"))
    names = [" ".join(path) for path in read(people).tables[0].columns]
    assert names == ["세대수", "인구 계", "인구 남", "인구 여", "노인"]


def test_units_behind_labels_under_a_name_of_both() -> None:
    head = ["2031년", "성과지표 단위 2030년 실적", "목표 실적 달성률(%)"]
    rows = ["새 일자리 개 59 97 52 53.6", "밤길 등 곳 742 705 402 57.0", "배움터 찾기 명 242 814 343 42.1"]
    facts = {(fact.row, fact.column[-1]): fact.unit for fact in read([*head, *rows]).facts}
    assert facts[("배움터 찾기",), "목표"] == "명"
    assert facts[("새 일자리",), "달성률(%)"] == "%"
