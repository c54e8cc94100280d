"""Slides as text: titles without marks, feet with numbers, charts, two spaces between cells."""

from __future__ import annotations

from decimal import Decimal

import pytest

from corpus.document import parse_document
from corpus.model import Document
from corpus.slides import with_titles

FOOT = "새봄시 도서관 | 2031년 업무보고"
SLIDES = """
2031년 업무보고|새봄시 도서관
01 일반현황|사람과 살림|• 3개 팀 · 사서 27명|• 분관 4개소
자료 · 회원|(2031. 6. 30., 명)|연도  회원  대출자|2029  4,120  2,310|2030  4,480  2,655
분관 안내|권역  분관  장서(권)  좌석(석)|계  3개관  60,300  310|동부  소계  41,200  190|  나루관  30,100  120\
|  들꽃관  11,100  70|서부  소계  19,100  120|  한빛관  19,100  120
대출 현황|• 하루 평균 214권 · 7,240명 중 어린이 1,880명||[차트] 2030 연령별 대출(명)|어린이|1,880|청소년|940\
|20~59세|3,610|60세 이상|810
책수레|차종 → 대수 / 노후|큰 수레|12 / 3|작은 수레|30 / 4|전동 수레|5 / 0
하반기 할 일|❶ 밤 도서관|❷ 책 소독기
"""


@pytest.fixture(scope="module")
def deck() -> Document:
    lines: list[str] = []
    for number, slide in enumerate(SLIDES.strip().split("\n"), 1):
        lines += [*slide.split("|"), "", FOOT, str(number), ""]
    return parse_document("a.txt", "a.txt", "\n".join(lines).encode(), None, lambda part: [part])


def figure(document: Document, row: str, column: str) -> tuple[Decimal, str]:
    return next(
        (fact.value, fact.unit)
        for fact in document.facts
        if row in " ".join(fact.row) and column in " ".join(fact.column)
    )


def test_feet_are_no_text(deck: Document) -> None:
    assert not any(FOOT in block.text for block in deck.blocks)
    assert not any("업무보고" in " ".join(fact.row) for fact in deck.facts)


def test_titles_head_what_is_below(deck: Document) -> None:
    section = next(block.section for block in deck.blocks if "분관 4개소" in block.text)
    assert section == ("01 일반현황", "사람과 살림")
    assert [table.caption for table in deck.tables][:2] == ["자료 · 회원", "분관 안내"]


def test_groups_set_in(deck: Document) -> None:
    assert figure(deck, "동부 들꽃관", "장서") == (Decimal(11100), "권")
    assert figure(deck, "서부 한빛관", "좌석") == (Decimal(120), "석")


def test_a_column_without_a_unit_of_its_own_has_that_of_the_note(deck: Document) -> None:
    assert figure(deck, "2030", "대출자") == (Decimal(2655), "명")


def test_charts(deck: Document) -> None:
    assert figure(deck, "20~59세", "연령별 대출") == (Decimal(3610), "명")
    assert figure(deck, "작은 수레", "노후")[0] == Decimal(4)
    assert figure(deck, "작은 수레", "대수") == (Decimal(30), "대")


def test_a_list_of_chapters_is_no_chart() -> None:
    lines = ["차례", "개요", "3", "살림", "7", "할 일", "12", "끝말", "15", "", "Ⅰ. 개요", "□ 사람", " ○ 셋"]
    document = parse_document("a.txt", "a.txt", "\n".join(lines).encode(), None, lambda part: [part])
    assert not document.tables


@pytest.mark.parametrize("note", ["", "(단위: 건)"])
def test_charts_with_shares_and_units_below_the_title(note: str) -> None:
    title = "사고 원인별" if note else "사고 원인별(건)"
    lines = [
        "Ⅰ. 사고",
        "",
        title,
        *([note] if note else []),
        "미끄러짐",
        "34 (50.0%)",
        "부딪힘",
        "24 (35.3%)",
    ]
    lines += ["그 밖", "10 (14.7%)", "", "Ⅱ. 대책"]
    document = parse_document("a.txt", "a.txt", "\n".join(lines).encode(), None, lambda part: [part])
    assert figure(document, "부딪힘", "사고 원인별") == (Decimal(24), "건")


def test_pages_of_a_report_are_no_slides() -> None:
    lines: list[str] = []
    for number in range(1, 8):
        first = "○ 담당 부서 : 체육과" if number % 3 else "체육시설 고치기와"
        lines += [first, "○ 기간 : 2031. 1. ~ 12.", "", f"- {number} -"]
    assert with_titles(lines) == tuple(lines)
