"""Tables as extraction writes those of web pages: pipes behind the cells, spans lost, rows broken."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from corpus.document import parse_document
from corpus.model import Document, Fact

LABELS = ("새빛 기금", "나루 회계", "마루 회계", "다솜 기금", "가람 회계")


def read(lines: list[str]) -> Document:
    return parse_document("a.md", "a.md", "\n".join(lines).encode(), None, lambda text: [text])


def row(cells: list[str], width: int, chance: random.Random) -> list[str]:
    """A row made up to the width at its end; a label of two words may be broken."""
    filled = " | ".join(cells) + " |" + (" " + "|" * (width - len(cells)) if width > len(cells) else "")
    if chance.random() < 0.3:
        label, _, rest = filled.partition(" | ")
        return [f"{label} |", rest]
    return [filled]


def rule(width: int) -> str:
    return "---|" * width


def by_place(document: Document) -> dict[tuple[tuple[str, ...], tuple[str, ...]], Fact]:
    return {(fact.row, fact.column): fact for fact in document.facts}


@pytest.mark.parametrize("seed", range(30))
def test_names_over_parts(seed: int) -> None:
    chance = random.Random(seed)
    years, parts = ("2031년", "2030년"), ("예산액", "구성비")
    alone = ["증감액", "증감률"][: chance.randrange(3)]
    width = 1 + len(years) * len(parts) + len(alone)

    lines = [
        "□ 회계별 예산",
        "(단위 : 백만원)",
        " | ".join(["구분", *years, *alone]) + " | " + "|" * 2,
        rule(width),
    ]
    lines.append(" | ".join(parts * len(years)) + " |" + " " * bool(alone) + "|" * (1 + len(alone)))
    figures = {}
    for label in LABELS:
        cells = [str(chance.randrange(100, 999)) for _ in range(width - 1)]
        figures[label] = cells
        lines += row([label, *cells], width, chance)
    facts = by_place(read(lines))
    heads = [(year, part) for year in years for part in parts] + [(name,) for name in alone]
    for label, cells in figures.items():
        for head, cell in zip(heads, cells, strict=True):
            assert facts[(label,), head].value == Decimal(cell)


def test_which_name_stands_over_others_is_told_by_a_sum() -> None:
    document = read(
        [
            "구분 | 학교 | 학급 | 학생 | |||",
            rule(7),
            "국립 | 공립 | 사립 | 계 | |||",
            "유치원 | 1 | 20 | 9 | 30 | 64 | 1,280 |",
            "초등학교 | - | 31 | 2 | 33 | 548 | 11,846 |",
        ]
    )
    facts = by_place(document)
    assert facts[("초등학교",), ("학교", "계")].value == Decimal(33)
    assert facts[("유치원",), ("학생",)].value == Decimal(1280)


def test_labels_that_span_rows_stand_in_the_first_of_them() -> None:
    document = read(
        [
            "재정 운영 | 새별구 | 다른 구 평균 | ||||",
            rule(6),
            "2031년(A) | 2030년(B) | 2031년(A) | 2030년(B) | ||",
            "① 규모 | 세입 | 900 | 800 | 700 | 600 |",
            "세출 | 850 | 790 | 690 | 590 | |",
            "기금 | 항목별 공시 참조 | ||||",
            "② 채무 | 지방채 | 10 | 20 | 30 | 40 |",
            "보증 | - | 5 | 6 | 7 | |",
        ]
    )
    facts = by_place(document)
    assert facts[("① 규모", "세입"), ("새별구", "2031년(A)")].value == Decimal(900)
    assert facts[("세출",), ("다른 구 평균", "2030년(B)")].value == Decimal(590)
    assert facts[("보증",), ("새별구", "2030년(B)")].value == Decimal(5)
    assert not document.findings


def test_a_head_of_three_levels_names_no_column() -> None:
    document = read(
        [
            "구분 | 가 | 나 | ||",
            rule(5),
            "다 | 라 | 마 | ||",
            "바 | 사 | |||",
            "새빛 | 1 | 2 | 3 | 4 |",
            "나루 | 5 | 6 | 7 | 8 |",
        ]
    )
    assert all(fact.column == () for fact in document.facts)


def test_two_tables_without_a_line_between_them() -> None:
    document = read(
        [
            "구분 | 정원 | 현원 |",
            rule(3),
            "본청 | 30 | 29 |",
            "기관 | 예산 | 결산 |",
            rule(3),
            "구청 | 9 | 8 |",
        ]
    )
    assert [table.columns for table in document.tables] == [(("정원",), ("현원",)), (("예산",), ("결산",))]
