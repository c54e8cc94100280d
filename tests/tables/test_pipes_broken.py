"""Tables as html2text writes them: cells broken over lines, merged names, titles in boxes, escaped signs."""

from __future__ import annotations

from decimal import Decimal

from corpus.document import parse_document
from corpus.model import Document

PLAN = r"""
Ⅱ|  | 2031년 업무계획
---|---|---
1| 도서관 넓히기
---|---

□ 사업 현황

(단위 : 백만원)

사업명| 2030년
결산| 재원| 내용
---|---|---|---
도서관 증축| 1,200| 국비 50%
시비 50%| 열람실 확장
장비 구입| 300| 시비 100%| 서가
대출기 12대
책 구입| 90| 시비 100%| 신간

□ 달마다

항목| 2030\. 10월| 2031년 목표
---|---|---
대출(권)| 4,100| 5,000
반납(권)| 3,900| 4,700
"""
HERDS = """
□ 농가와 마릿수

시·군| 소| 오리
---|---|---
농가| 두수| 농가| 수수
합계| 41| 900| 9| 7,300
새빛시| 30| 610| 4| 3,100
나루군| 11| 290| 5| 4,200
"""


def read(text: str) -> Document:
    lines = "\n".join(f"{line}  " if "|" in line else line for line in text.split("\n"))
    lines = lines.replace("\n대출기 12대\n", "\n대출기 12대  \n")
    return parse_document("a.md", "a.md", lines.encode(), None, lambda part: [part])


def test_cells_broken_over_lines() -> None:
    document = read(PLAN)
    told = {(fact.row, fact.column): (fact.value, fact.unit) for fact in document.facts if fact.table == 0}
    assert told[("도서관 증축",), ("2030년 결산",)] == (Decimal(1200), "백만원")
    assert told[("장비 구입",), ("2030년 결산",)] == (Decimal(300), "백만원")
    assert told[("책 구입",), ("2030년 결산",)] == (Decimal(90), "백만원")
    broken = [fact for fact in document.facts if fact.text == "12대"]
    assert [fact.row[0] for fact in broken] == ["장비 구입"]


def test_rows_of_their_own_are_titles() -> None:
    facts = [fact for fact in read(PLAN).facts if fact.row == ("도서관 증축",)]
    assert facts[0].section == ("Ⅱ. 2031년 업무계획", "1. 도서관 넓히기", "사업 현황")


def test_escaped_signs() -> None:
    years = {fact.column[0]: fact.year for fact in read(PLAN).facts if fact.row == ("대출(권)",)}
    assert years == {"2030. 10월": 2030, "2031년 목표": 2031}


def test_names_over_equal_shares() -> None:
    told = {fact.column: fact.value for fact in read(HERDS).facts if fact.row == ("나루군",)}
    assert told == {
        ("소", "농가"): Decimal(11),
        ("소", "두수"): Decimal(290),
        ("오리", "농가"): Decimal(5),
        ("오리", "수수"): Decimal(4200),
    }


def test_names_below_the_rule_are_no_row_with_the_total() -> None:
    rows = ["계| 900| 400| 500", "나무| 500| 300| 200", "풀| 400| 100| 300"]
    text = "\n".join(["사업명| 총사업비| 재원별", "---|---|---", "국비| 시비", *rows, ""])
    told = {(fact.row, fact.column): fact.value for fact in read(text).facts}
    assert told[("나무",), ("재원별", "시비")] == Decimal(200)
    assert told[("계",), ("총사업비",)] == Decimal(900)
