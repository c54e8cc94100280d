"""Drawn budget tables whose first column is a tree, made of rows with the figures known."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from corpus.document import parse_document
from corpus.joining import width
from corpus.model import Document

WIDTHS = (24, 10, 10, 10, 50)
HEAD = (
    ("", "", "전 년 도", "비   교", ""),
    ("과      목", "예 산 액", "(기  정)", "", "산 출 기 초"),
    ("", "", "예 산 액", "증 △ 감", ""),
)


def read(lines: list[str]) -> Document:
    return parse_document("a.txt", "a.txt", "\n".join(lines).encode(), None, lambda text: [text])


def padded(text: str, size: int) -> str:
    return text + " " * (size - width(text))


def line(cells: tuple[str, ...], depth: int = 0) -> str:
    """A row within edges; `depth` lines of the tree are drawn before the label."""
    sizes = (WIDTHS[0] - depth, *WIDTHS[1:])
    return "┃" + "│" * depth + "│".join(map(padded, cells, sizes)) + "┃"


def ruled(left: str, fill: str, cross: str, right: str, tree: str = "") -> str:
    sizes = (WIDTHS[0] - len(tree), *WIDTHS[1:])
    return left + tree + cross.join(fill * size for size in sizes) + right


def drawn(rows: list[tuple[int, tuple[str, ...]]]) -> list[str]:
    lines = ["(세항 1111) 마을 가꾸기", "(단위 : 천원)", ruled("┏", "━", "┯", "┓"), *map(line, HEAD)]
    lines.append(ruled("┣", "━", "┿", "┫"))
    for at, (depth, cells) in enumerate(rows):
        if at and cells[0].isdigit():
            lines.append(ruled("┃", "─", "┼", "┨", "│" * (depth - 2) + "├┬"))
        lines.append(line(cells, depth))
    return [*lines, ruled("┗", "━", "┷", "┛")]


@pytest.mark.parametrize("seed", range(20))
def test_rows_of_a_tree_with_their_bases(seed: int) -> None:
    chance = random.Random(seed)
    depth = chance.randrange(3, 6)
    amounts = [chance.randrange(10, 900) for _ in range(4)]
    total, before = sum(amounts), chance.randrange(100, 3000)
    change = f"{'△' if total < before else ''}{abs(total - before):,}"
    rows = [
        (depth, ("120", "", "", "", "")),
        (depth, ("경상적경비", f"{total:,}", f"{before:,}", change, "")),
        (depth + 1, ("201", "", "", "", "")),
        (depth + 1, ("일반운영비", f"{total:,}", f"{before:,}", change, "")),
        (depth + 1, ("", "", "", "", "[ 일 반 수 용 비 ]")),
        (depth + 1, ("", "", "", "", f"○ 소식지 발간 = {amounts[0]:,}")),
        (depth + 1, ("", "", "", "", "○ 안내판 제작")),
        (depth + 1, ("", "", "", "", f"  500 X 3개소 = {amounts[1]:,}")),
        (depth + 1, ("", "", "", "", "[ 공공요금 ]")),
        (depth + 1, ("", "", "", "", "○ 회관 전기 요금 및 수도")),
        (depth + 1, ("", "", "", "", f"  요금 = {amounts[2]:,}")),
        (depth + 1, ("", "", "", "", f"○ 우편료 = {amounts[3]:,}")),
        (depth + 1, ("", "", "", "", f"  400원 X 12월 = {amounts[3]:,}")),
    ]
    document = read(drawn(rows))
    facts = {(fact.row, fact.column[0]): fact for fact in document.facts if fact.table is not None}
    top = ("경상적경비", "일반운영비")
    wanted = {
        top: total,
        (*top, "일반수용비", "소식지 발간"): amounts[0],
        (*top, "일반수용비", "안내판 제작"): amounts[1],
        (*top, "공공요금", "회관 전기 요금 및 수도 요금"): amounts[2],
        (*top, "공공요금", "우편료"): amounts[3],
    }
    for path, value in wanted.items():
        assert (facts[path, "예산액"].value, facts[path, "예산액"].unit) == (Decimal(value), "천원")
    changed = facts[top, "비교 증감"]
    assert changed.value == Decimal(total - before)
    assert changed.checked
    assert not document.findings


def test_a_table_without_a_tree_is_read_by_its_edges() -> None:
    plain = [
        ruled("┏", "━", "┯", "┓"),
        line(("구분", "2031년", "2030년", "증감", "비고")),
        ruled("┣", "━", "┿", "┫"),
        line(("사용료", "900", "800", "100", "")),
        line(("보조금", "600", "700", "△100", "")),
        ruled("┗", "━", "┷", "┛"),
    ]
    document = read(["(단위: 천원)", *plain])
    assert [row.path for row in document.tables[0].rows] == [("사용료",), ("보조금",)]
    assert not document.tables[0].told
