"""Tables side by side in one grid of cells: each half has its own labels."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from invented import LAYOUTS

from corpus.document import parse_document
from corpus.model import Document

Rows = tuple[tuple[str, ...], ...]
HEADED: Rows = (
    ("세 입", "", "", "세 출", "", ""),
    ("과목", "2031년", "2030년", "과목", "2031년", "2030년"),
    ("합계", "1,000", "900", "합계", "1,000", "900"),
    ("사용료", "400", "300", "인건비", "700", "650"),
    ("보조금", "600", "600", "물건비", "300", "250"),
)
TOTALS: Rows = (
    ("수입", "예산", "결산", "지출", "예산", "결산"),
    ("계", "1,000", "900", "계", "1,000", "800"),
    ("입장료", "1,000", "900", "청소비", "600", "500"),
    ("", "", "", "경비비", "400", "300"),
)


def read(text: str) -> Document:
    return parse_document("a.txt", "a.txt", text.encode(), None, lambda text: [text])


@pytest.mark.parametrize("write", LAYOUTS)
def test_halves_under_heads_that_name_the_labels_twice(write: Callable[[Rows], str]) -> None:
    document = read("□ 재정 총괄\n(단위: 천원)\n" + write(HEADED))
    facts = {(fact.row[-1], fact.year): fact for fact in document.facts}
    for key, value, side in ((("인건비", 2031), 700, "세출"), (("사용료", 2030), 300, "세입")):
        fact = facts[key]
        assert (fact.value, fact.unit) == (Decimal(value), "천원")
        assert side in " ".join((fact.caption, *fact.column))
    assert all(fact.checked for fact in document.facts if fact.row == ("합계",))
    assert not document.findings


@pytest.mark.parametrize("write", LAYOUTS)
def test_halves_with_two_totals_in_a_row(write: Callable[[Rows], str]) -> None:
    document = read("□ 시설 운영 수지\n(단위: 천원)\n" + write(TOTALS))
    values = {(fact.row[-1], fact.column[-1]): fact.value for fact in document.facts}
    assert values["청소비", "결산"] == Decimal(500)
    assert values["경비비", "예산"] == Decimal(400)
    assert values["입장료", "예산"] == Decimal(1000)
    assert ("입장료", "지출") not in values


def test_words_among_figures_are_no_second_table() -> None:
    rows = (
        ("구분", "2031년", "담당", "2030년"),
        ("합계", "30", "공동", "20"),
        ("공원", "10", "푸른과", "5"),
        ("도로", "20", "길과", "15"),
    )
    document = read("□ 담당별 건수 (단위: 건)\n" + LAYOUTS[0](rows))
    assert len(document.tables) == 1


@pytest.mark.parametrize("write", LAYOUTS)
def test_halves_of_which_one_goes_on_longer(write: Callable[[Rows], str]) -> None:
    rows = (
        ("장비", "2031년", "2030년", "차고", "면적(㎡)", "이용률(%)"),
        ("버스", "40", "38", "들녘 차고", "3,100", "71.5"),
        ("트럭", "12", "12", "마루 차고", "1,200", "88.0"),
        ("승용차", "30", "33", "나루 차고", "900", "64.2"),
        ("청소차", "8", "7", "", "", ""),
    )
    document = read("□ 차와 차고\n" + write(rows))
    values = {(fact.row[-1], fact.column[-1]): fact.value for fact in document.facts}
    assert values["마루 차고", "이용률(%)"] == Decimal("88.0")
    assert values["청소차", "2031년"] == Decimal(8)
    assert not any(row in {"버스", "트럭", "승용차"} for row, column in values if "(" in column)
