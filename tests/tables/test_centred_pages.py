"""Pages of a PDF with columns kept: names and labels in the middle, rows with marks, tables over pages."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from corpus.document import parse_document
from corpus.joining import width
from corpus.model import Document

NAMES = ("이용자", "대출", "장서", "예산")
UNITS = ("명", "권", "권", "천원")
LABELS = ("가람관", "나루관", "다솜관", "라온관", "마루관", "바다관", "사람관", "아라관", "자람관")


def read(lines: list[str]) -> Document:
    return parse_document("a.txt", "a.txt", "\n".join(lines).encode(), None, lambda text: [text])


def centred(cells: list[str], sizes: list[int]) -> str:
    """The cells in the middle of columns of the page."""
    line = ""
    for text, size in zip(cells, sizes, strict=True):
        room = size - width(text)
        line += " " * (room // 2) + text + " " * (room - room // 2)
    return line.rstrip()


def values(document: Document) -> dict[tuple[str, str], tuple[Decimal, str]]:
    return {
        (f.row[-1], f.column[-1]): (f.value, f.unit)
        for f in document.facts
        if f.table is not None and f.column
    }


@pytest.mark.parametrize("seed", range(12))
def test_a_table_goes_on_on_the_next_page_where_its_columns_stand_elsewhere(seed: int) -> None:
    chance = random.Random(seed)
    rows = {label: [chance.randrange(1_000, 90_000) for _ in NAMES] for label in LABELS}
    cut = chance.randrange(4, 9)  # the last page may have one row
    lines = ["□ 도서관 운영 현황"]
    for page, labels in enumerate((LABELS[:cut], LABELS[cut:])):
        sizes = [14 + page * 4, *(chance.randrange(16, 22) for _ in NAMES)]
        lines += [
            centred(["", *NAMES], sizes),
            centred(["시설", *("" for _ in NAMES)], sizes),
            centred(["", *(f"({unit})" for unit in UNITS)], sizes),
            *(centred([label, *(f"{value:,}" for value in rows[label])], sizes) for label in labels),
            *([] if page else ["", "", "      - 3 -", "", ""]),
        ]
    wanted = {
        (label, f"{name} ({unit})"): (Decimal(value), unit)
        for label, own in rows.items()
        for name, unit, value in zip(NAMES, UNITS, own, strict=True)
    }
    assert values(read(lines)) == wanted


def test_a_group_of_names_stands_beside_names_with_their_units_below() -> None:
    lines = [
        "2. 골목 등 바꾸기",
        "                                        등의 수(개)                    사업비           공정률",
        "    구역            자리",
        "                               가로등        보안등        벽등          (천원)           (%)",
        "",
        "     계             3곳           120          64          30           97,000             -",
        "   윗말구        샘터 골목          40          24          12           31,000            80",
        "   아랫말구      장터 뒷길          50          20          10           36,000            55",
        "   건넌말구      다리 건너          30          20           8           30,000            15",
    ]
    facts = {(f.row[-1], f.column): (f.value, f.unit) for f in read(lines).facts if f.table is not None}
    assert facts["아랫말구", ("등의 수(개)", "보안등")] == (Decimal(20), "개")
    assert facts["건넌말구", ("사업비 (천원)",)] == (Decimal(30_000), "천원")
    assert facts["윗말구", ("공정률 (%)",)] == (Decimal(80), "%")


@pytest.mark.parametrize("mark", ["-", "·", "○"])
def test_rows_with_a_mark_are_rows_of_the_table(mark: str) -> None:
    lines = [
        "□ 상담 현황 (단위 : 건)",
        "                                                        2031년     2032년    지난해",
        "       구분              2029년        2030년   2031년",
        "                                                        상반기     상반기      대비",
        "전화 상담                  1,842        1,915    1,728      906        918       12",
        f"{mark} 밤 상담                  264          287      302      148        121      △27",
        "방문 상담                    926        1,008    1,147      562        618       56",
        f"{mark} 다시 온 사람             148          163      159       81         74       △7",
    ]
    facts = {(f.row[-1], f.column): f.value for f in read(lines).facts if f.table is not None}
    assert facts["전화 상담", ("2032년", "상반기")] == 918
    assert facts["밤 상담", ("2031년", "상반기")] == 148
    assert facts["다시 온 사람", ("지난해 대비",)] == -7
    plain = [
        lines[0],
        "구분           2029년      2030년",
        *("    ".join((name, "1,204", "988")) for name in "가나"),
    ]
    plain += [f"{mark} 어린이       204      188"]
    found = [f for f in read(plain).facts if f.row[-1:] == ("어린이",)]
    assert [(f.column, f.value) for f in found] == [(("2029년",), 204), (("2030년",), 188)]


def test_a_syllable_below_a_row_ends_the_word_above_it() -> None:
    lines = [
        "□ 신고 접수 (단위 : 건)",
        "                                                                  가장 급한",
        "   구분             계         긴급              보통      상담",
        "                                                                  도착시간",
        "  2029년         42,438      8,420            21,356    12,662    5분 22초",
        "  2030년         41,960      8,106            20,872    12,982    5분 08초",
        " 2031년 상반",
        "                 20,523      3,814            10,190     6,519    4분 49초",
        "     기",
    ]
    facts = {(f.row, f.column): f.value for f in read(lines).facts if f.table is not None}
    assert facts[("2031년 상반기",), ("계",)] == 20_523
    assert facts[("2029년",), ("상담",)] == 12_662
    assert facts[("2029년",), ("가장 급한 도착시간",)] in {5, 22}


def test_labels_in_the_middle_are_not_the_deeper_for_being_short() -> None:
    sizes = [30, 12, 12, 12]
    labels = ("골목에 나무 심기", "빈집 고치기", "마을 밥집", "아이들 배움터 열기")
    lines = ["□ 씀씀이 (단위 : 백만원)", centred(["일", "2029년", "2030년", "2031년"], sizes)]
    lines += [centred([name, f"{at}10", f"{at}25", f"{at}71"], sizes) for at, name in enumerate(labels, 1)]
    assert {fact.row for fact in read(lines).facts} == {(name,) for name in labels}


def test_the_name_of_the_report_between_two_pages_is_no_label() -> None:
    lines = ["2031년 큰 일 보고", "□ 살림 (단위 : 백만원)", "구분 예산 집행", "길과 120 60", "- 1 -"]
    lines += ["2031년 큰 일 보고", "물과 340 170", "들과 560 280"]
    rows = {fact.row for fact in read(lines).facts}
    assert rows == {("길과",), ("물과",), ("들과",)}
