"""Sheets of keys and values, one a project, as budget papers have them, and the tables among them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from corpus.document import parse_document
from corpus.model import Document, Fact
from corpus.pages import without_running_heads
from corpus.units import bracket_units

SHEETS = """다. 주요 사업별 설명서

[사업 1] 나루천 자전거길 잇기
사 업 명   나루천 자전거길 잇기 및 쉼터 설치
근    거   자전거 이용 활성화에 관한 법률 제5조
총사업비   5,300백만원 (당초 4,900백만원)
2031예산   2,140백만원 (국비 640 / 시비 1,500)
연도별 재원                                  (단위: 백만원)
재원     2029년까지    2030년    2031년   2032년 이후
계             620     1,200     2,140       1,340
국비           200       400       640         500
시비           420       800     1,500         840
산출근거   토목공사 1,450 + 조경 690
내    용   교량 2개소, 쉼터 4개소 설치
           조명 120개 교체

[사업 2] 경로당 고치기
2031예산   312백만원, 26개소
집행계획   1분기 1,060  2분기 1,120  3분기 1,090  4분기 1,042

라. 2030년 민원

◇ 민원 접수(건)                 2029년    2030년(1~10월)
계                              6,722         5,609
소음 신고                       2,741         2,218
가로등 고장                     3,981         3,391

 ○ 소음 신고가 줄어든 까닭 : 현장 점검을 늘림

붙임. 재정 전망                            (단위: 백만원)

연도      세입       세출      지방채 잔액
2031    18,500     18,500         1,200
2032    19,300     19,100         1,000
2033    19,800     19,650           800
"""


@pytest.fixture(scope="module")
def document() -> Document:
    return parse_document("a.txt", "a.txt", SHEETS.encode(), None, lambda text: [text])


def fact(document: Document, text: str, row: str) -> Fact:
    return next(f for f in document.facts if f.text.startswith(text) and f.row and f.row[-1] == row)


def test_each_project_is_a_section(document: Document) -> None:
    places = [
        ("5,300", "총사업비", "[사업 1] 나루천 자전거길 잇기"),
        ("1,450", "토목공사", "[사업 1] 나루천 자전거길 잇기"),
        ("312", "2031예산", "[사업 2] 경로당 고치기"),
    ]
    for text, row, section in places:
        assert fact(document, text, row).section == ("다. 주요 사업별 설명서", section)
    assert document.tables[1].section[0] == "라. 2030년 민원"


def test_keys_and_values(document: Document) -> None:
    assert fact(document, "640", "국비").unit == "백만원"
    assert fact(document, "1,450", "토목공사").unit == "백만원"  # with 690 it makes the 2,140 above
    assert fact(document, "312", "2031예산").year == 2031
    assert fact(document, "4,900", "총사업비").column == ("당초",)
    assert fact(document, "1,060", "집행계획").column == ("1분기",)
    texts = [block.text for block in document.blocks]
    assert "근거 : 자전거 이용 활성화에 관한 법률 제5조" in texts
    assert "내용 : 교량 2개소, 쉼터 4개소 설치 조명 120개 교체" in texts


def test_a_table_among_keys(document: Document) -> None:
    table = document.tables[0]
    assert (table.caption, table.unit, len(table.rows)) == ("연도별 재원", "백만원", 3)
    assert [path[-1] for path in table.columns] == ["2029년까지", "2030년", "2031년", "2032년 이후"]


def test_a_title_that_is_the_head_of_its_table(document: Document) -> None:
    table = document.tables[1]
    assert table.caption == "민원 접수(건)"
    assert [row.path[-1] for row in table.rows] == ["계", "소음 신고", "가로등 고장"]
    assert fact(document, "2,218", "소음 신고").unit == "건"


def test_an_annex_is_a_chapter(document: Document) -> None:
    assert document.tables[2].section == ("붙임. 재정 전망",)


def test_several_keys_on_a_line_and_amounts_under_a_unit() -> None:
    text = """□ 개요
  위치 : 강변로 31 일원   규모 : 9,000㎡ → 7,500㎡
  총사업비 : 4,860백만원(국비 2,430, 시비 2,430)   기간 : 2031 ~ 2033년
□ 연도별 투자 (단위 : 백만원)
  2031년 1,475 / 2032년 2,800 / 2033년 이후 585"""
    document = parse_document("a.txt", "a.txt", text.encode(), None, lambda text: [text])
    assert fact(document, "9,000", "규모").unit == "㎡"
    assert fact(document, "4,860", "총사업비").value == Decimal(4860)
    invested = [f for f in document.facts if f.lines == (5, 5) and "," in f.text]
    assert [(f.year, str(f.value), f.unit) for f in invested] == [
        (2031, "1475", "백만원"),
        (2032, "2800", "백만원"),
    ]


def test_units_and_days_in_brackets() -> None:
    assert bracket_units("인력 (’31. 6. 30., 명)") == ("명",)
    assert bracket_units("(’31. 6. 30., 천원, %)") == ("천원", "%")
    assert not bracket_units("지원 기관 (국, 시)")
    text = "ㅁ 인력(’31. 6. 30., 명)\n과별 정원 현원 과부족\n계 62 59 △3\n농정과 43 41 △2\n축산과 19 18 △1"
    (table,) = parse_document("a.txt", "a.txt", text.encode(), None, lambda text: [text]).tables
    assert (table.unit, table.as_of) == ("명", dt.date(2031, 6, 30))


def test_units_go_by_column_where_there_are_as_many() -> None:
    lines = [
        "(단위: 개, 명, 권)",
        "",
        "시설\t수\t직원\t장서",
        "도서관\t14\t126\t32,400",
        "학습관\t4\t57\t2,400",
    ]
    document = parse_document("a.txt", "a.txt", "\n".join(lines).encode(), None, lambda text: [text])
    assert [f.unit for f in document.facts] == ["개", "명", "권", "개", "명", "권"]


def test_a_head_of_words_that_no_list_has() -> None:
    lines = ["○ 기계 임대", "지소 기종 보유량 임대일 임대료(천원)", "계 - 511 8,923 94,545"]
    lines += ["본소 62 218 3,842 41,260", "동부 48 164 2,917 30,875", "산내 37 129 2,164 22,410"]
    (table,) = parse_document("a.txt", "a.txt", "\n".join(lines).encode(), None, lambda text: [text]).tables
    assert [path[-1] for path in table.columns] == ["기종", "보유량", "임대일", "임대료(천원)"]


def test_running_heads_are_not_of_the_text() -> None:
    page = ["가온시 도시과          2031년 주요업무 추진상황", "{}", "", "본문 {}", ""]
    lines = [line.format(number) for number in range(1, 5) for line in page]
    kept = [line for line in without_running_heads(lines) if line]
    assert kept == [line for number in range(1, 5) for line in (f"- {number} -", f"본문 {number}")]
    rows = [line for number in (16, 799, 946) for line in ("합계", str(number), "", "과 이름")]
    assert without_running_heads(rows) == tuple(rows)


def test_an_office_behind_each_label() -> None:
    lines = [
        "2. 공모사업",
        "",
        "사업명 주관 기간 총사업비 국비",
        "골목 정원 만들기 환경부 2030.7.~2031.6. 1,200 600",
    ]
    lines += [
        "빗물 저금통 환경부 2031.1.~12. 300 -",
        "마을 숲 교실 산림청 2031.4.~2032.3. 60 30",
        "",
        "- 신청 8건",
    ]
    (table,) = parse_document("a.txt", "a.txt", "\n".join(lines).encode(), None, lambda text: [text]).tables
    assert [path[-1] for path in table.columns] == ["주관", "기간", "총사업비", "국비"]
    assert [row.path[-1] for row in table.rows] == ["골목 정원 만들기", "빗물 저금통", "마을 숲 교실"]
    assert [row.cells[0].text for row in table.rows] == ["환경부", "환경부", "산림청"]


def test_the_parts_of_a_few_in_all() -> None:
    document = parse_document(
        "a.txt", "a.txt", "총 7건 : 완료 3, 추진중 4".encode(), None, lambda text: [text]
    )
    assert [(str(f.value), f.unit) for f in document.facts] == [("7", "건"), ("3", "건"), ("4", "건")]
