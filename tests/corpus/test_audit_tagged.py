"""Items of an audit under tags: '【시정 1】', with what was asked, done and how far it is."""

from __future__ import annotations

from corpus.document import parse_document
from corpus.model import Document, Metadata

TEXT = """
Ⅴ. 행정사무감사 조치결과

【시정 1】 안내판 관리 소홀
 지적 : 낡은 안내판 12개를 그대로 둠
 조치 : 안내판 12개를 바꾸고
 점검표를 둠
 상태 : 완료

【시정 2】 대관료 과다 징수
 지적 : 7건 420천원을 더 받음
 조치 : 6건 380천원을 돌려줌
 상태 : 조치중(8월까지 마침)
 담당 : 시설과

【건의 1】 야간 개방
 건의 : 물빛관을 밤에도 열 것
 조치 : 인력이 없어 다음 해에 다시 살핌
 상태 : 미조치
"""


def read(text: str) -> Document:
    return parse_document("x.txt", "x.txt", text.encode(), Metadata(title="업무보고"), lambda s: [s])


def test_tagged_items_have_request_answer_and_status() -> None:
    items = read(TEXT).audits
    assert [item.request for item in items] == [
        "안내판 관리 소홀 : 낡은 안내판 12개를 그대로 둠",
        "대관료 과다 징수 : 7건 420천원을 더 받음",
        "야간 개방 : 물빛관을 밤에도 열 것",
    ]
    assert [item.status for item in items] == ["추진완료", "추진 중", "미조치"]
    assert items[1].status_note == "8월까지 마침"
    assert items[1].departments == ("시설과",)
    assert [block.text for block in items[0].done] == ["안내판 12개를 바꾸고 점검표를 둠"]
    assert [item.kind for item in items] == ["시정·처리요구", "시정·처리요구", "건의"]
    assert [item.lines for item in items] == [(4, 8), (10, 14), (16, 19)]


def test_a_tag_alone_is_no_list_of_items() -> None:
    assert not read("Ⅰ. 현황\n\n【시정 1】 안내판\n 지적 : 낡음\n 조치 : 바꿈\n").audits


def test_a_status_may_stand_in_shell_brackets() -> None:
    (item,) = read(
        "Ⅴ. 행정사무감사 처리결과\n\n1. 안내판 (나래 의원)\n○ 지적내용: 안내판이 낡음\n"
        "○ 처리결과: 안내판 12개를 바꿈 〔추진 중〕\n"
    ).audits
    assert item.status == "추진 중"
    assert [block.text for block in item.done] == ["안내판 12개를 바꿈"]


def test_page_marks_of_markdown_are_no_headings() -> None:
    document = read("# 업무보고\n\n<!-- 3/12 -->\n\n## 현황\n\n○ 직원 12명\n")
    assert not any("3/12" in block.text for block in document.blocks)


def test_an_appendix_does_not_go_on_the_line_above() -> None:
    document = read(
        "Ⅵ. 건의사항\n\n1. 물빛관 앞 빈터를 넘겨받는 데 대한 승인\n\n붙임: 분기별 집행계획\n\n"
        "(단위: 천원)\n\n| 과 | 1분기 | 2분기 |\n|---|---|---|\n"
        "| 나루과 | 610 | 702 |\n| 물길과 | 105 | 120 |\n"
    )
    assert document.tables[0].caption == "분기별 집행계획"
    assert any(block.text == "물빛관 앞 빈터를 넘겨받는 데 대한 승인" for block in document.blocks)


def test_names_that_open_with_a_number_head_a_table_where_names_say_units() -> None:
    document = read(
        "□ 모임방\n\n모임방\t신청(명)\t3개월 이용자(명)\t이용률(%)\n"
        "합계\t90\t45\t50.0\n물빛방\t60\t27\t45.0\n"
    )
    facts = {(fact.row, fact.column): fact.text for fact in document.facts}
    assert facts[("물빛방",), ("3개월 이용자(명)",)] == "27"


def test_requests_for_figures_are_no_items() -> None:
    """'[요구 3]' over a table: what was asked for stands there, and nothing was done."""
    document = read(
        "4. 요구자료\n\n[요구 3] 우물 현황 (물길과)\n(단위: 곳, 천원)\n"
        "마을\t우물\t수리비\n윗말\t12\t3,400\n아랫말\t9\t2,100\n\n□ 두레박 : 40개\n\n"
        "[요구 4] 다리 현황 (길과)\n(단위: 곳)\n마을\t다리\t섬돌\n윗말\t7\t2\n아랫말\t5\t1\n"
    )
    assert not document.audits
    assert [table.caption for table in document.tables] == ["우물 현황 (물길과)", "다리 현황 (길과)"]


def test_what_a_council_asks_to_be_shown_is_no_request() -> None:
    text = "2. 요구자료\n\n[요구 1] 가로등 현황 (공원과)\n(단위: 개)\n등 40개\n\n[요구 2] 안내판 현황\n12개\n"
    assert not read(text).audits
