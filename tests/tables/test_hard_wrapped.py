"""Cells that a narrow column breaks over lines, between upright lines."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from corpus.document import parse_document
from corpus.model import Document
from tests.renderings import squeeze
from tests.renderings_narrow import broken

OFFICES = (
    "기획조정실",
    "나루주민복지과",
    "새봄도서관운영과",
    "재무과",
    "물길관리사업소",
    "숲가꾸기과",
    "감사실",
)


def read(*lines: str) -> Document:
    text = ["2031년 예산 설명", "", "Ⅰ. 총괄", "", "1. 부서별 예산", *lines, "", "2. 다음 장"]
    return parse_document("a.txt", "a.txt", "\n".join(text).encode(), None, lambda part: [part])


def told(document: Document) -> dict[tuple[str, str], Decimal]:
    return {
        (squeeze(fact.row[-1]), squeeze(fact.column[-1])): fact.value
        for fact in document.facts
        if fact.column
    }


@pytest.mark.parametrize("room", [6, 8, 10, 12])
@pytest.mark.parametrize("seed", range(5))
def test_labels_in_columns_of_any_width(room: int, seed: int) -> None:
    chance = random.Random(seed)
    lines, wanted = ["(단위: 백만원)", "부서명│2031│2030│증감", "│예산안│본예산│"], {}
    for name in chance.sample(OFFICES, len(OFFICES)):
        new, old = chance.randint(1000, 90000), chance.randint(1000, 90000)
        wanted |= {(name, "2031예산안"): Decimal(new), (name, "2030본예산"): Decimal(old)}
        first, *rest = broken(name, room)
        lines += [
            f"{first}│{new:,}│{old:,}│{new - old:,}".replace("-", "△"),
            *(f"{part}│││" for part in rest),
        ]
    assert {key: value for key, value in told(read(*lines)).items() if key[1] != "증감"} == wanted


def test_names_of_groups_are_no_rest_of_a_label() -> None:
    facts = told(
        read(
            "(단위: 백만원)",
            "회계별│2031│2030",
            "일반회계│900│800",
            "특별회계││",
            "상수도│40│30",
            "하수도│20│10",
        )
    )
    assert facts["일반회계", "2031"] == Decimal(900)
    assert facts["상수도", "2030"] == Decimal(30)


def test_sentences_beside_figures_are_joined() -> None:
    document = read(
        "(단위: 천원)",
        "사업명│요구│결정│조정 사유",
        "나루 봄꽃축│80,000│60,000│먹거리 부스는",
        "제│││민자로",
        "별관 증축│90,000│-│부지 미확보",
        "차고 보수│12,000│9,000│6대분만 반영",
    )
    assert told(document)["나루봄꽃축제", "결정"] == Decimal(60000)
    assert any("먹거리 부스는 민자로" in cell.text for row in document.tables[0].rows for cell in row.cells)


def test_numbered_rows_and_a_header_on_the_next_page() -> None:
    document = read(
        "번호│지적사항│처리결과│상태",
        "1│가로등이 어두워│밝은 등 40개로 바꾸고│완료",
        "│다니기 불편함│전기요금 12백만원을 더 확│",
        "││보함│",
        "",
        "- 3 -",
        "번호│지적사항│처리결과│상태",
        "2│안내판이 낡음│세 곳을 고치고 남은 두 곳│추진중",
        "││은 봄에 고침│",
    )
    one, two = document.audits
    assert (one.request, one.status) == ("가로등이 어두워 다니기 불편함", "추진완료")
    assert one.done[0].text == "밝은 등 40개로 바꾸고 전기요금 12백만원을 더 확보함"
    assert two.done[0].text.endswith("남은 두 곳은 봄에 고침")


def test_a_table_goes_on_below_its_unit_and_names_once_more() -> None:
    document = read(
        "(단위: 백만원)",
        "부서명│2031│2030",
        "재무과│40│30",
        "감사실│20│10",
        "",
        "- 3 -",
        "(앞에서 계속)",
        "(단위: 백만원)",
        "부서명│2031│2030",
        "환경과│15│12",
    )
    assert len(document.tables) == 1
    assert told(document)["환경과", "2031"] == Decimal(15)


def test_what_was_beside_what_will_be() -> None:
    document = read(
        "현행│개정안",
        "첫돌 축하금 30만원을 2회로│첫돌 축하금 50만원을 4회로",
        "나누어 지급│나누어 지급",
        "수영장 입장료 2,000원│수영장 입장료 3,000원",
    )
    found = {(fact.row[-1], fact.column[0], fact.text) for fact in document.facts}
    assert ("첫돌 축하금", "현행", "30만원") in found
    assert ("첫돌 축하금", "개정안", "50만원") in found
    assert ("수영장 입장료", "개정안", "3,000원") in found


def test_lines_of_a_tree_are_no_table() -> None:
    assert not read("시장", "│", "부시장 │ 감사관", "│").tables
