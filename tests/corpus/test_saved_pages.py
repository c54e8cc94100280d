"""Pages of the web saved as text: what steers, titles, captions below tables, keys and questions."""

from __future__ import annotations

from decimal import Decimal

import pytest

from corpus.document import parse_document
from corpus.model import Document

PAGES = """
윤달공단 | 2031년 업무보고(웹)

본문 바로가기
홈 > 공단소개 > 일반현황
최근 2년 살림
인쇄
최종수정일 2031-05-02

본부
시설본부
체육팀, 주차팀, 공원팀, 안전팀을 둠
구분
2029 [백만원]
2030 [백만원]
수입
4,120
4,480
지출
3,980
4,655
▲ 표 1. 수입과 지출

시설
2029
2030
이용 [명]
수입 [백만원]
이용 [명]
수입 [백만원]
계
900
70
1,010
82
나루관
600
40
700
50
새봄관
300
30
310
32
▲ 표 2. 시설별 이용(2031. 3. 31.)

홈 > 시설안내 > 체육
체육시설
인쇄

체육관
개관
연면적 [㎡]
주차 [면]
나루체육관
2011. 5.
3,480
120
들꽃체육관
2019. 9.
2,310
84
한빛수영장
2022. 12.
1,870
60
▲ 표 3. 체육시설

한빛수영장 고치기
위치
강변로 310
총사업비
1,240백만원
사업기간
2030 ~ 2031
공정률
41.5%

Q. 강습을 그만두면 환불되나요?
A. 사흘 안에 돌려드립니다.
Q. 주차는 얼마인가요?
A. 두 시간까지 무료입니다.
"""


@pytest.fixture(scope="module")
def pages() -> Document:
    return parse_document("a.txt", "a.txt", PAGES.encode(), None, lambda part: [part])


def figure(document: Document, row: str, column: str) -> tuple[Decimal, str]:
    return next(
        (fact.value, fact.unit)
        for fact in document.facts
        if row in " ".join(fact.row) and column in " ".join(fact.column)
    )


def test_what_steers_is_no_text(pages: Document) -> None:
    text = " ".join(block.text for block in pages.blocks)
    assert "본문 바로가기" not in text
    assert "최종수정일" not in text
    headings = [block.text for block in pages.blocks if block.kind == "heading"]
    assert headings[0] == "최근 2년 살림"
    assert "체육시설" in headings


def test_captions_below_tables(pages: Document) -> None:
    assert [table.caption for table in pages.tables] == [
        "수입과 지출",
        "시설별 이용(2031. 3. 31.)",
        "체육시설",
    ]
    assert str(pages.tables[1].as_of) == "2031-03-31"
    assert pages.tables[2].as_of is None


def test_names_that_come_again_under_years(pages: Document) -> None:
    assert figure(pages, "나루관", "2029 이용") == (Decimal(600), "명")
    assert figure(pages, "새봄관", "2030 수입") == (Decimal(32), "백만원")


def test_days_beside_labels(pages: Document) -> None:
    assert figure(pages, "들꽃체육관", "주차") == (Decimal(84), "면")


def test_keys_over_values(pages: Document) -> None:
    told = next(fact for fact in pages.facts if fact.text == "1,240백만원")
    assert (told.row, told.section[-1]) == (("총사업비",), "한빛수영장 고치기")


def test_questions_head_their_answers(pages: Document) -> None:
    answer = next(block for block in pages.blocks if "돌려드립니다" in block.text)
    assert answer.text == "사흘 안에 돌려드립니다."
    assert answer.section[-1] == "강습을 그만두면 환불되나요?"


def test_captions_above_tables_stay_theirs() -> None:
    lines = ["Ⅰ. 살림", "", "표 1. 수입", "구분\t2029\t2030", "사용료\t1,200\t1,300", "이자\t90\t80", ""]
    lines += ["표 2. 지출", "구분\t2029\t2030", "인건비\t900\t950", "공과금\t110\t120", "", "Ⅱ. 계획"]
    document = parse_document("a.txt", "a.txt", "\n".join(lines).encode(), None, lambda part: [part])
    assert ["수입" in table.caption for table in document.tables] == [True, False]
    assert ["지출" in table.caption for table in document.tables] == [False, True]
