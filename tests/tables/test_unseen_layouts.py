"""Tables of layouts that office files were seen in late: what they tell, and what they do not."""

from __future__ import annotations

from corpus.document import parse_document
from corpus.model import Document, Fact, Metadata


def read(text: str) -> Document:
    return parse_document("a.txt", "a.txt", text.encode(), Metadata("2031년 업무보고"), lambda part: [part])


def facts(text: str) -> dict[str, Fact]:
    return {fact.text: fact for fact in read(text).facts}


def test_a_label_over_lines_and_notes_of_cells_in_brackets() -> None:
    """Of a table of words; the lines without a tab are of the cell that their brackets go on."""
    text = (
        "3. 돌봄\n\n구분\t나눔센터\t방문급식\n대상\t6~12세 어린이\n(소득 무관)\t18세 미만 아동\n"
        "단가\t월 10만원 이내\t1식 9,500원\n('30년 8,000원)\n사업량\t2개소\n(1호점, 2호점)\t612명\n"
    )
    (table,) = read(text).tables
    assert [row.path for row in table.rows] == [("대상",), ("단가",), ("사업량",)]
    assert table.rows[0].cells[1].text == "18세 미만 아동"
    found = facts(text)
    assert (found["612명"].column, found["9,500원"].column) == (("방문급식",), ("방문급식",))
    assert found["8,000원"].year == 2030


def test_teams_over_two_lines_in_a_table_of_two_columns() -> None:
    body = "기획팀\n(6명)\t◦ 계획, 평가\n\t◦ 보조금\n시설팀\n(4명)\t◦ 공원, 체육관\n"
    text = f"□ 팀별 업무\n\n팀명\t담당 업무\n{body}"
    (table,) = read(text).tables
    assert {row.path for row in table.rows} == {("기획팀 (6명)",), ("시설팀 (4명)",)}
    assert table.caption == "팀별 업무"


def test_what_is_counted_of_a_label_alone_on_its_line() -> None:
    text = (
        "구분\t2029. 12.\t2030. 12.\t비고\n인구\t4,210\t4,102\t\n수급자\n가구\t161\t169\t\n인원\t208\t216\t\n"
    )
    found = facts(f"1. 현황\n(단위: 명, 가구)\n\n{text}\n")
    assert (found["169"].row, found["169"].unit, found["169"].year) == (("수급자 가구",), "가구", 2030)
    assert (found["216"].row, found["216"].unit) == (("수급자 인원",), "명")


def test_a_numbered_title_right_below_a_table_is_none_of_its_rows() -> None:
    text = (
        "Ⅲ. 계획\n\n1\t마을 쉼터\n\n구분\t내용\n대상\t쉼터 28개소\n예산\t120백만원\n2\t골목 돌봄\n\n"
        " ○ 예산 : 90백만원\n"
    )
    document = read(text)
    assert [row.path for row in document.tables[0].rows] == [("대상",), ("예산",)]
    assert next(fact for fact in document.facts if fact.text == "90백만원").section[-1].endswith("골목 돌봄")


def test_a_number_alone_right_below_a_heading_or_a_bullet_opens_a_title() -> None:
    text = "Ⅲ. 계획\n1\n마을 쉼터\n\n ○ 예산 : 120백만원\n2\n골목 돌봄\n\n ○ 예산 : 90백만원\n"
    found = facts(text)
    assert found["120백만원"].section[-1].endswith("마을 쉼터")
    assert found["90백만원"].section[-1].endswith("골목 돌봄")


def test_a_label_over_several_columns_is_no_figure_in_them() -> None:
    text = (
        "<table><tr><th>사업</th><th>기간</th><th>총액</th></tr>\n"
        "<tr><td colspan='2'>계(8건)</td><td>900</td></tr>\n"
        "<tr><td>나루길</td><td>'30~'32</td><td>900</td></tr></table>"
    )
    assert {fact.column for fact in read(text).facts} == {("총액",)}


def test_keys_and_values_without_a_header() -> None:
    text = (
        "<table><tr><td>구간</td><td>나루역 ~ 들역 (본선 18.4㎞, 역 17개소)</td></tr>\n"
        "<tr><td>기간</td><td>2027년 ~ 2033년</td></tr>\n"
        "<tr><td>총사업비</td><td>1조 4,260억원</td></tr></table>"
    )
    found = facts(text)
    assert (found["1조 4,260억원"].row, found["1조 4,260억원"].column) == (("총사업비",), ())


def test_names_that_look_like_figures_are_labels_where_one_is_a_total() -> None:
    text = "(단위: 천명)\n\n노선\t역 수\t승객\n합계\t41\t217\n1호선\t22\t131\n2호선\t19\t86\n"
    found = facts(text)
    assert (found["131"].row, found["131"].unit) == (("1호선",), "천명")
    assert found["22"].unit == ""  # stations, not people


def test_a_letter_before_su_is_no_unit() -> None:
    assert facts("구분\t동아리 수\t회원(명)\n나루동\t112\t1,486\n들동\t87\t1,203\n")["112"].unit == ""


def test_a_table_of_contents_tells_nothing() -> None:
    text = (
        "## 목 차\n\n| Ⅰ. 재단 현황 | 2 |\n|---|---|\n| Ⅱ. 예산 | 5 |\n| Ⅲ. 사업 | 8 |\n\n## Ⅰ. 재단 현황\n"
    )
    assert not read(text).facts
    assert not read("목 차\nⅠ. 일반 현황 1\nⅡ. 예산 현황 2\nⅢ. 계획 3\n").facts


def test_what_is_spent_is_no_part_of_what_came_in() -> None:
    rows = "| 수입 | 142 | 150 |\n| 지출 | 131 | 140 |\n| 잔액 | 11 | 10 |\n"
    (table,) = read(f"(단위: 백만원)\n\n|  | 2029년 | 2030년 |\n|---|---|---|\n{rows}").tables
    assert [row.path for row in table.rows] == [("수입",), ("지출",), ("잔액",)]


def test_a_change_from_the_year_before_is_of_this_year() -> None:
    text = "(단위 : 건)\n\n구분\t2030\t2031\t증감(전년비)\n넘어짐\t34\t29\t▲5\n부딪힘\t37\t31\t▲6\n"
    assert facts(text)["▲5"].year == 2031


def test_a_key_in_a_cell_names_what_stands_behind_it() -> None:
    text = "구분\t내용\n대상\t쉼터 28개소\n지원\t◦ 운영비 : 개소당 월 12만원\n\t◦ 냉방비 : 개소당 연 33만원\n"
    found = facts(text)
    assert found["12만원"].column[-1].startswith("운영비")
    assert found["33만원"].column[-1].startswith("냉방비")


def test_a_noun_keeps_its_last_syllable() -> None:
    assert facts("□ 처분\n\n ○ 행정상 : 7건(시정 3, 주의 4)\n")["4"].row[-1] == "주의"


def test_counts_of_names_in_a_cell_under_a_name_with_its_unit() -> None:
    text = (
        "시설명\t공연장(석)\t이용(명)\n나루회관\t대극장 986 소극장 312\t8,420\n들창고\t블랙박스 150\t1,230\n"
    )
    found = facts(text)
    assert [(found[count].column, found[count].unit) for count in ("986", "312", "150")] == [
        (("공연장(석)", "대극장"), "석"),
        (("공연장(석)", "소극장"), "석"),
        (("공연장(석)", "블랙박스"), "석"),
    ]


def test_what_is_planned_stands_in_a_column_of_its_own() -> None:
    text = (
        "# Ⅳ. 행정사무감사 조치결과\n\n| 번호 | 요구사항 | 조치결과 | 향후계획 | 상태 |\n"
        "|---|---|---|---|---|\n"
        "| 1 | 주차장을 넓힐 것 | 이웃과 나누어 씀 | 2032년에 새로 지음 | 조치중 |\n"
        "| 2 | 안내판을 고칠 것 | 세 곳을 고침 | - | 조치완료 |\n"
    )
    first, second = read(text).audits
    assert [block.text for block in first.done] == ["이웃과 나누어 씀"]
    assert [block.text for block in first.planned] == ["2032년에 새로 지음"]
    assert not second.planned


def test_brackets_of_a_name_below_the_header_are_no_label() -> None:
    lines = [
        "구분 장학관 장학사 소계 합계",
        "(교육장",
        "포함)",
        "정원 7 26 33 33",
        "현원 7 25 32 32",
        "증감 - △1 △1 △1",
    ]
    (table,) = read("\n".join(["1 인원", "(단위: 명)", *lines, ""])).tables
    assert [row.path for row in table.rows] == [("정원",), ("현원",), ("증감",)]


def test_teams_are_counted_where_nouns_end_like_units() -> None:
    text = (
        "(단위: 천원)\n\n구분\t신청 팀수\t일자리 수\t환급액\n1분기\t420\t35\t61,300\n2분기\t512\t41\t70,200\n"
    )
    found = facts(text)
    assert [found[count].unit for count in ("420", "35", "61,300")] == ["팀", "", "천원"]
