"""Pages saved from the web: tables that tags and tabs indent, titles and units between tags."""

from __future__ import annotations

from decimal import Decimal

from corpus.document import parse_document
from corpus.model import Document
from corpus.pages import without_running_heads
from corpus.web_pages import without_tags

PAGE = """<%@ page language="java" %>
<div class="page">
\t<h2>재정 정보</h2>
\t<!-- 2031 -->
\t<h3 class="title">세입 예산</h3>
\t<p class="right">(단위 : 천원)</p>
\t<table class="list" summary="구분, 예산액을 나타낸 표">
\t\t<caption>
\t\t2031년 세입 예산
\t\t</caption>
\t\t<colgroup><col width="10%" /><col /></colgroup>
\t\t<thead>
\t\t<tr>

\t\t\t<th scope="col" rowspan="2">구분</th>

\t\t\t<th scope="col" colspan="2">예산액</th>
\t\t</tr>
\t\t<tr>
\t\t\t<th>2031년</th>
\t\t\t<th>2030년</th>
\t\t</tr>
\t\t</thead>
\t\t<tbody>
\t\t<tr>
\t\t\t<td class="first">사용료</td>
\t\t\t<td>1,200</td>
\t\t\t<td>900</td>
\t\t</tr>
\t\t</tbody>
\t</table>
\t<ul>
\t<li>문의 : 재정과 &amp; 세무과</li>
\t</ul>
</div>
"""


def read(text: str) -> Document:
    return parse_document("a.txt", "a.txt", text.encode(), None, lambda text: [text])


def test_a_page_gives_its_table_once() -> None:
    document = read(PAGE)
    assert [table.layout for table in document.tables] == ["html"]
    facts = {fact.column: fact for fact in document.facts if fact.table is not None}
    fact = facts["예산액", "2030년"]
    assert (fact.row, fact.value, fact.unit, fact.year) == (("사용료",), Decimal(900), "천원", 2030)
    assert fact.caption == "세입 예산"
    assert fact.section == ("재정 정보", "세입 예산")
    assert document.lines[fact.lines[0] - 1].strip() == "<td>900</td>"


def test_lines_outside_tables_lose_their_tags() -> None:
    lines = without_tags(PAGE.split("\n"))
    assert len(lines) == PAGE.count("\n") + 1
    assert (lines[2], lines[3], lines[5]) == ("## 재정 정보", "", "(단위 : 천원)")
    assert "- 문의 : 재정과 & 세무과" in lines


def test_a_text_with_some_tags_stays_as_it_is() -> None:
    lines = ["□ 개요", "○ 위치 : 가온동<br>12", "가\t<p>나</p>", "라\t<div>바</div>", "사", "아"]
    assert without_tags(lines) == tuple(lines)


def test_lines_that_describe_a_table_are_no_caption() -> None:
    lines = [
        "학교 현황",
        "학교별 학급수, 학생수를 나타낸 표입니다.",
        "'결산' 정보를 제공하는 표. '구분, 예산'으로 구성된 표입니다.",
        "학교별 학급수 학생수",
        "유치원 12 240",
    ]
    assert without_running_heads(lines) == ("학교 현황", "", "", *lines[3:])


def test_the_number_of_the_last_page_is_no_figure() -> None:
    head = "하늘시 길공사                2031년 주요업무"
    pages = [line for page in range(1, 5) for line in (f"○ 일 {page} : {page}0명", f"      {page}", head)]
    document = read("\n".join([*pages, "□ 물음", "○ 물을 곳 : 길과", "      5"]))
    assert [fact.text for fact in document.facts] == ["10명", "20명", "30명", "40명"]


def test_a_line_of_names_between_rows_heads_the_next_table() -> None:
    document = read(
        "직원 현황\n(단위: 명)\n구분 교원 일반직 계\n정원 30 12 42\n현원 29 12 41\n\n"
        "학교 현황\n학교별 학급수 학생수 교원수\n계 20 400 41\n유치원 8 150 17\n초등학교 12 250 24\n"
    )
    assert [table.columns for table in document.tables] == [
        (("교원",), ("일반직",), ("계",)),
        (("학급수",), ("학생수",), ("교원수",)),
    ]
    rows = [row.path for row in document.tables[1].rows]
    assert rows == [("계",), ("유치원",), ("초등학교",)]
