"""Which lines are titles and contents, and what titles are called."""

from __future__ import annotations

import pytest

from corpus.outline import read_outline
from corpus.titles import heading_label
from tests.outlines import block, outline


def test_a_number_alone_takes_the_next_line_as_title() -> None:
    blocks = outline("1 청사 관리\n\n○ 보수\n\n2\n\n직원 복지 확대\n\n○ 휴양소")
    assert block(blocks, "휴양소").section == ("2 직원 복지 확대",)
    assert block(blocks, "직원 복지").lines == (5, 7)


def test_a_chapter_number_alone_takes_the_next_line_as_title() -> None:
    blocks = outline("Ⅰ\n\n일반현황\n\n○ 정원 9명\n\nⅡ\n\n주요업무\n\n○ 계획")
    assert block(blocks, "정원").section == ("Ⅰ 일반현황",)
    assert block(blocks, "계획").section == ("Ⅱ 주요업무",)


def test_table_of_contents_is_no_section_of_what_follows() -> None:
    blocks = outline(
        """
Ⅱ. 주요업무

1. 새별공원 조성 사업
2. 늘푸른 도서관 건립

1 새별공원 조성 사업
□ 개요
○ 면적 : 3만㎡
2 늘푸른 도서관 건립
□ 개요
○ 예산 : 80억원
"""
    )
    listed = [b for b in blocks if b.lines[0] in {3, 4}]
    assert {b.kind for b in listed} == {"paragraph"}
    assert block(blocks, "3만㎡").section == ("Ⅱ. 주요업무", "1 새별공원 조성 사업", "개요")


def test_dot_leaders_are_contents() -> None:
    blocks = outline("Ⅰ. 일반현황 ············ 1\nⅡ. 주요업무 ············ 5\n\nⅠ. 일반현황\n○ 정원 9명")
    assert block(blocks, "정원").section == ("Ⅰ. 일반현황",)
    assert blocks[0].kind == "paragraph"


def test_unmarked_title_over_squares_is_a_heading() -> None:
    blocks = outline(
        """
1 평가제도 개선

제도를 고쳐 신뢰를 높이고자 함

가점 제도 손질

□ 개요

○ 대상 : 7급 이하

성과급 지급 방식 변경

□ 개요

○ 대상 : 전 직원
"""
    )
    assert block(blocks, "7급").section == ("1 평가제도 개선", "가점 제도 손질", "개요")
    assert block(blocks, "전 직원").section == ("1 평가제도 개선", "성과급 지급 방식 변경", "개요")


def test_heading_label_leaves_values_out() -> None:
    blocks = outline("□ 추진실적 : 8회 895명 ※ 집합 2회\n○ 가\n【예산집행 현황】 (단위 : 천원)\n- 나")
    assert block(blocks, "가").section == ("추진실적",)
    assert block(blocks, "나").section[-1] == "예산집행 현황"
    assert heading_label(blocks[0]) == "추진실적"


def test_pictures_side_by_side_are_no_heading() -> None:
    blocks = outline("□ 환경 개선\n\n<1층 로비>\n\n<2층 식당>\n\n- 만족도 조사 실시")
    assert block(blocks, "만족도").section == ("환경 개선",)


def test_label_before_first_bullet_opens_a_part() -> None:
    blocks = outline("□ 담당업무\n\n총 무 과 ◦ 청사 관리\n\n◦ 당직 운영\n\n재무과 ◦ 계약")
    assert block(blocks, "당직").section == ("담당업무", "총무과")
    assert block(blocks, "계약").section == ("담당업무", "재무과")


@pytest.mark.parametrize(
    ("numbered", "section"),
    [
        ("2. 2031년 운영성과", "2. 2031년 운영성과"),
        ("2. 3개 분야 개선", "2. 3개 분야 개선"),
        ("2 창구별 예산현황(’31. 6. 30. 기준, 단위 : 천원, %)", "2 창구별 예산현황"),
        ("2 계약 현황 (’31. 1. 1. ~ 6. 30.)", "2 계약 현황 (’31. 1. 1. ~ 6. 30.)"),
        ("2\t골목 돌봄 강화\t돌봄정책팀", "2 골목 돌봄 강화"),
        ("과제 2   골목 돌봄 강화      담당 : 돌봄팀(팀장 나한별, 031-000-1234)", "과제 2 골목 돌봄 강화"),
    ],
)
def test_reads_numbered_titles_with_years_notes_and_offices(numbered: str, section: str) -> None:
    first = "과제 1   마을 쉼터" if section.startswith("과제") else "1 마을 쉼터"
    if numbered.startswith("2."):
        first = "1. 마을 쉼터"
    lines = ["Ⅱ. 추진계획", "", first, "", "○ 쉼터 3개소 운영", "", numbered, "", "○ 상담 12회 실시"]
    last = read_outline(lines, [])[-1]
    assert last.section == ("Ⅱ. 추진계획", section)


def test_a_day_in_a_numbered_line_makes_no_heading() -> None:
    lines = ["1. 추진일정", "", "○ 착공", "", "2. 5월까지 준공", "", "○ 준공식"]
    assert read_outline(lines, [])[-1].section == ("1. 추진일정",)


@pytest.mark.parametrize(
    "office", [" 돌봄정책팀", "\t돌봄정책팀", " (복지과 돌봄팀, 기획팀)", "   담당 : 돌봄팀"]
)
def test_knows_contents_whose_titles_come_again_with_their_offices(office: str) -> None:
    lines = ["Ⅱ. 추진계획", "", "1. 마을 쉼터 확대", "2. 골목 돌봄 강화", "3. 어르신 여가 지원", ""]
    for number, title in enumerate(("마을 쉼터 확대", "골목 돌봄 강화", "어르신 여가 지원"), 1):
        lines += [f"{number} {title}{office}", "", "□ 사업개요", "", "○ 내용", ""]
    blocks = read_outline(lines, [])
    assert [block.kind for block in blocks[1:4]] == ["paragraph"] * 3
    assert all(len(block.section) == 3 for block in blocks if block.text == "내용")


def test_other_numberings_of_chapters_are_headings() -> None:
    """'하나.', 'Part 2', '2-가.' and '▷ 2-1' open a section each, and a title over set-in lines is whole."""
    lines = [
        "하나. 살림",
        "",
        "2-가. 공원",
        "  산책로 조명을 40개 바꾸고 의자 열두 개를 새로 놓음",
        "",
        "Part 2  하천",
        "",
        "▷ 2-1  2031년 준설",
        "  강바닥 흙을 퍼냄",
    ]
    found = [(block.marker, block.text) for block in read_outline(lines, []) if block.kind == "heading"]
    assert found == [("하나.", "살림"), ("2-가.", "공원"), ("Part 2", "하천"), ("2-1", "2031년 준설")]


def test_names_alone_over_plain_lines_head_them() -> None:
    """Two names or more, each after a blank line; one alone, and a note under a name, make none."""
    lines = ["1. 시설", "", "시립도서관", "개관 2016년 5월, 연면적 1,204㎡", ""]
    lines += ["온빛문화관", "개관 2019년 3월, 연면적 880㎡", ""]
    lines += ["2. 운영", "", *(f"○ 강좌 {count}개를 새로 엶" for count in range(2, 9))]
    sections = {block.text: block.section for block in read_outline(lines, [])}
    assert sections["개관 2019년 3월, 연면적 880㎡"] == ("1. 시설", "온빛문화관")
    assert sections["개관 2016년 5월, 연면적 1,204㎡"] == ("1. 시설", "시립도서관")
    alone = {block.text: block.section for block in read_outline([*lines[:5], *lines[8:]], [])}
    assert alone["개관 2016년 5월, 연면적 1,204㎡"] == ("1. 시설",)


def test_a_title_with_its_office_at_the_margin_is_whole() -> None:
    blocks = read_outline(
        [
            "1  물빛길 걷기 모임                                     골목정책과",
            "",
            "마을과 강가를 잇는 길을 걸으며 이웃이 서로 알고 지내도록 하고 길을 고쳐 나가는",
            "모임을 돕고자 함",
            "",
            "□ 추진계획",
            " ○ 4월부터 달마다 두 번",
        ],
        [],
    )
    assert [block.kind for block in blocks][:2] == ["heading", "paragraph"]
    assert blocks[0].lines == (1, 1)


def test_a_title_with_its_office_over_a_blank_line_is_whole() -> None:
    """Its office may stand one space behind it; the sentence below is a paragraph of its own."""
    text = """
Ⅱ. 주요업무

1. 골목 돌봄 이웃
2. 마을 가게 살림

1 골목 돌봄 이웃 복지정책과

 홀로 사는 이웃을 살피고자 함
□ 사업개요
 ㅇ 대 상 : 40명

2 마을 가게 살림 상권지원과

□ 사업개요
 ㅇ 대 상 : 12곳
"""
    blocks = outline(text)
    assert block(blocks, "40명").section == ("Ⅱ. 주요업무", "1 골목 돌봄 이웃 복지정책과", "사업개요")
    assert block(blocks, "12곳").section == ("Ⅱ. 주요업무", "2 마을 가게 살림 상권지원과", "사업개요")
    assert block(blocks, "홀로").kind == "paragraph"


def test_a_title_whose_mark_was_lost_goes_on_no_bullet() -> None:
    text = """
Ⅰ. 일반현황
기획과 ◦ 시정 기획과 조정, 조직과 정원 관리, 성과 관리와 포상, 규제 개혁 총괄

문화과 ◦ 생활문화 거점 운영, 축제 기획과 평가, 무형유산의 전승, 도서관 정책의 수립

 세입·세출 예산현황

  ㅇ 세입 : 3,200천원
"""
    blocks = outline(text)
    assert block(blocks, "3,200").section == ("Ⅰ. 일반현황", "세입·세출 예산현황")


def test_contents_with_leaders_of_two_signs() -> None:
    blocks = outline("# 차례\n\nⅠ. 현황 …… 1\nⅡ. 과제 …… 12\n\n# Ⅰ. 현황\n\n- 직원 12명")
    assert block(blocks, "12명").section == ("Ⅰ. 현황",)
