"""Lines in which figures are worked out, and counts between dots."""

from __future__ import annotations

import pytest

from corpus.document import parse_document
from corpus.model import Document


def read(*lines: str) -> Document:
    text = ["2031년 예산", "", "Ⅰ. 사업", "", *lines]
    return parse_document("a.txt", "a.txt", "\n".join(text).encode(), None, lambda part: [part])


def told(document: Document) -> set[tuple[str, str, str]]:
    return {(fact.row[-1], fact.text, fact.unit) for fact in document.facts}


@pytest.mark.parametrize(
    "line",
    [
        "· 강사수당 : 300,000원×4명×12회=14,400천원",
        "- 강사수당: 300,000원 × 4명 × 12회 = 14,400천원",
        "○ 강사수당 300,000원 x 4명 x 12회 = 14,400천원",
        "· 강사수당 : 300,000원*4명*12월=14,400천원",
    ],
)
def test_what_comes_out_is_the_figure_of_the_name(line: str) -> None:
    facts = told(read("□ 산출내역", line))
    assert ("강사수당", "14,400천원", "천원") in facts
    assert ("단가", "300,000원", "원") in facts
    assert ("강사수당", "300,000원", "원") not in facts


@pytest.mark.parametrize(
    "line",
    [
        "○ 다친 사람 9명  입원 2 · 통원 7",
        "○ 다친 사람 9명(입원 2 · 통원 7)",
        "• 다친 사람 9명 · 입원 2 · 통원 7",
    ],
)
def test_counts_that_add_up_are_in_the_unit_of_the_whole(line: str) -> None:
    facts = told(read("□ 안전", line))
    assert {("입원", "2", "명"), ("통원", "7", "명")} <= facts


def test_counts_behind_a_pointer_are_of_the_name() -> None:
    document = read("□ 안전", "○ 잃은 물건 34건", "분실 내역 ▸ 우산 14 · 지갑 12 · 열쇠 8")
    assert ("분실 내역", "지갑") in {fact.row for fact in document.facts}


def test_forms_are_headed_by_the_name_of_the_work() -> None:
    form = "사업설명서", "부서 : 체육과", "단위사업 : 생활체육", "세부사업 : 빙상장 보수"
    document = read(
        *form,
        "□ 사업비(단위: 천원)",
        "2031예산안│2030예산│증감",
        "4,120│3,900│220",
        "□ 재원",
        "   시비 4,120천원",
    )
    assert {fact.section[1] for fact in document.facts} == {"빙상장 보수"}


def test_a_note_at_the_margin_is_not_of_the_last_bullet_of_a_list() -> None:
    document = read("□ 산출내역", "   · 강사수당 : 300,000원×4명=1,200천원", "※ 회원은 4,120명")
    assert next(fact for fact in document.facts if fact.text == "4,120명").row == ("회원",)
