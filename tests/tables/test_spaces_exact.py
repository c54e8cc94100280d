"""Flattened tables of one line of names over rows that lack no cell, made by chance."""

from __future__ import annotations

import random

import pytest

from corpus.document import parse_document
from corpus.model import Document

HALLS = ("물빛관", "솔바람관", "나루관", "구름 쉼터", "돌담관")
ROADS = ("강변로 31", "솔길 5-2", "산 12", "나루동 산 7", "들꽃로 8")


def read(head: str, rows: list[str], unit: str = "명") -> Document:
    """The document of a table under a title."""
    text = "\n".join(["□ 살림", "", f"(단위: {unit})", "", head, *rows, "", "□ 앞으로", "  - 더 넓힘"])
    return parse_document("a.txt", "a.txt", text.encode(), None, lambda passage: [passage])


def facts(head: str, rows: list[str], unit: str = "명") -> dict[tuple[str, str], str]:
    """What stands where: the text by the last label and the path of the column."""
    found = read(head, rows, unit).facts
    return {(fact.row[-1] if fact.row else "", "/".join(fact.column)): fact.text for fact in found}


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize(
    "labels",
    [
        ["1월", "2월", "3월"],
        ["2031. 4월", "2031. 5월", "2031. 6월"],
        ["2029", "2030", "2031"],
        ["배수지 1", "배수지 2", "배수지 3"],
        ["주차장 2층", "쉼터 1층", "창고 3층"],
        ["강변로 31", "솔길 5", "들꽃로 8"],
        ["65세 미만", "65~74세", "75세 이상"],
        ["가. 인건비", "나. 운영비", "다. 사업비"],
        ["1차", "2차", "3차"],
    ],
)
def test_labels_with_figures_read_back(labels: list[str], seed: int) -> None:
    """A figure at the end or at the start of a label is of it."""
    chance = random.Random(seed)
    rows = [(label, *(str(chance.randrange(2, 900)) for _ in range(3))) for label in labels]
    total = [str(sum(int(row[at]) for row in rows)) for at in (1, 2, 3)]
    lines = [" ".join(row) for row in rows]
    found = facts("구분 보유 운행 정비", [*lines, f"합계 {' '.join(total)}"] if seed % 2 else lines, "대")
    for row in rows:
        assert [found[row[0], name] for name in ("보유", "운행", "정비")] == list(row[1:])
    assert len(found) == 3 * (len(rows) + seed % 2)


@pytest.mark.parametrize("total", [[], ["합계 220 179"]])
def test_numbers_of_rows_are_no_part_of_labels(total: list[str]) -> None:
    """The total has no number."""
    found = facts("연번 시설명 정원 현원", ["1 나루관 120 98", "2 구름 쉼터 40 41", "3 돌담관 60 40", *total])
    assert found["구름 쉼터", "정원"] == "40"
    assert found["돌담관", "현원"] == "40"
    assert len(found) == 6 + 2 * len(total)


def test_groups_before_labels_read_back() -> None:
    """Two columns of one word each are labels; one letter may be a name."""
    found = read("국 과 남자 여자", ["안전국 재난과 12 9", "안전국 하천과 8 7", "살림국 세무과 11 10"]).facts
    assert {fact.row for fact in found} == {("안전국", "재난과"), ("안전국", "하천과"), ("살림국", "세무과")}


@pytest.mark.parametrize("seed", range(10))
def test_a_column_of_words_may_stand_anywhere(seed: int) -> None:
    """An address ends with a figure, a remark may open with a year, and there may be none."""
    chance = random.Random(seed)
    figures = [(str(chance.randrange(2, 900)), f"{chance.randrange(1000, 9000):,}") for _ in HALLS]
    middle = [f"{hall} {a} {road} {b}" for hall, (a, b), road in zip(HALLS, figures, ROADS, strict=True)]
    notes = ("", "시범 운영", "-", "2031년 개관", "공사 중")
    last = [
        f"{hall} {a} {b} {note}".strip() for hall, (a, b), note in zip(HALLS, figures, notes, strict=True)
    ]
    for head, lines in (("시설명 정원 위치 예산", middle), ("시설명 정원 예산 비고", last)):
        found = facts(head, lines)
        for hall, (a, b) in zip(HALLS, figures, strict=True):
            assert (found[hall, "정원"], found[hall, "예산"]) == (a, b)


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        (("40→45", "6"), {("현원", "6")}),
        (("12 이상", "6"), {("정원", "12"), ("현원", "6")}),
        (("45 (신규 2)", "6"), {("정원", "45"), ("정원/신규", "2"), ("현원", "6")}),
        (("120주1)", "6*"), {("정원", "120"), ("현원", "6")}),
        (("1,284¹⁾", "6"), {("정원", "1,284"), ("현원", "6")}),
        (("증 5", "감 6"), {("정원", "5"), ("현원", "감 6")}),
        (("해당없음", "6"), {("현원", "6")}),
        (("약 30", "6"), {("정원", "30"), ("현원", "6")}),
    ],
)
def test_cells_of_more_than_a_figure_read_back(cells: tuple[str, str], wanted: set[tuple[str, str]]) -> None:
    """What belongs to a figure is of its cell."""
    found = facts("구분 정원 현원", [f"나루관 {' '.join(cells)}", "물빛관 40 41", "돌담관 60 40"])
    assert wanted <= {(column, text) for (row, column), text in found.items() if row == "나루관"}
    assert found["돌담관", "현원"] == "40"


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        ("시설명 정원 현원", ["나루관 1,200 98 12", "물빛관 140 41 13"]),  # a figure too many
        ("국비 시비 국비 시비", ["나루관 12 9 3 4", "물빛관 14 4 1 2"]),  # the lower line of a header
        ("나루관 12건 40건", ["물빛관 14건 41건", "돌담관 15건 42건"]),  # no header
    ],
)
def test_what_may_be_parted_otherwise_is_not(head: str, rows: list[str]) -> None:
    """No column gets figures of another one."""
    assert not {column for _, column in facts(head, rows)} & set(head.split())
