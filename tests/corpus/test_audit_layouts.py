"""Audit items in parts with names of their own, in cells one under the other, and in drawn tables."""

from __future__ import annotations

import pytest

from corpus.document import parse_document
from corpus.model import AuditItem


def items(text: str) -> tuple[AuditItem, ...]:
    """The audit items of a text."""
    return parse_document("a.txt", "a.txt", text.encode(), None, lambda sentence: [sentence]).audits


PARTS = """제3장 2030년 행정사무감사 처분요구 이행상황

▣ 제1호 [시정 / 공원과]
  지적사항   산책로 조명이 어두움
  처분요구   밝기를 다시 재어 볼 것
  조치결과   등 40개를 바꾸고 규정을 개정
  추진상황   완료(2031. 2. 10.)

▣ 제2호 [개선 / 하천과]
  지적사항   안내판이 낡고 글씨가 작음
  처분요구   글씨를 키울 것
  조치결과   세 곳을 고치고 나머지는 계약 제한
  추진상황   추진 중(2031. 9월 준공 예정)
"""


def test_the_parts_of_an_item_are_named_by_keys() -> None:
    """What is asked for stands under two keys; a key under an open line is none of its rest."""
    one, two = items(PARTS)
    assert one.request == "산책로 조명이 어두움 밝기를 다시 재어 볼 것"
    assert (one.departments, one.status, one.status_note) == (("공원과",), "추진완료", "2031. 2. 10.")
    assert [block.text for block in two.done] == ["세 곳을 고치고 나머지는 계약 제한"]
    assert two.status == "추진 중"


@pytest.mark.parametrize(
    ("word", "status"), [("끝냄", "추진완료"), ("하는 중", "추진 중"), ("살피는 중", "검토 중")]
)
def test_a_measure_is_no_request_and_plain_words_are_statuses(word: str, status: str) -> None:
    """'처분요구: 주의' says of what kind the request above is; '지금 상태: 끝냄' is a status."""
    found = items(
        "4. 행정사무감사 처분요구와 조치\n\n"
        "가. 셔틀버스 시간표가 맞지 않음\n처분요구: 주의\n조치결과: 시간표를 고쳐 붙임\n지금 상태: 끝냄\n\n"
        f"나. 대기실이 좁음\n처분요구: 개선\n조치결과: 옆 방을 터서 넓힘\n지금 상태: {word}\n"
    )
    assert [item.request for item in found] == ["셔틀버스 시간표가 맞지 않음", "대기실이 좁음"]
    assert found[1].status == status
    assert [block.text for block in found[1].done] == ["옆 방을 터서 넓힘"]


def test_cells_one_under_the_other_are_rows() -> None:
    """The first run of lines names the cells of those that follow, however many there are."""
    found = items(
        "둘. 행정사무감사 처분과 조치\n\n번호\n지적사항\n처분\n조치결과\n추진상황\n(소관)\n\n"
        "1번\n가로등이 어두움\n처분 시정\n40개를 바꿈\n완료\n(도로과)\n\n"
        "2번\n화단이 마름\n처분 권고\n물주기를 늘림\n추진중\n(공원과)\n"
    )
    assert [(item.request, item.status, item.departments) for item in found] == [
        ("가로등이 어두움", "추진완료", ("도로과",)),
        ("화단이 마름", "추진 중", ("공원과",)),
    ]
    assert found[0].lines == (10, 15)


def test_items_of_a_drawn_table_are_read() -> None:
    """The columns say what is asked, what was done and how it stands."""
    found = items(
        "2. 행정사무감사 조치결과\n\n"
        "┌──────┬────────────────┬────────────┬──────┐\n"
        "│ 연번 │ 지적사항       │ 조치결과   │ 상태 │\n"
        "├──────┼────────────────┼────────────┼──────┤\n"
        "│ 1    │ 둑길 조명이    │ 40개 교체  │ 완료 │\n"
        "│      │ 어두움         │            │      │\n"
        "├──────┼────────────────┼────────────┼──────┤\n"
        "│ 2    │ 안내판이 낡음  │ 예산 요구  │ 추진 │\n"
        "└──────┴────────────────┴────────────┴──────┘\n"
    )
    assert [(item.request, item.status) for item in found] == [
        ("둑길 조명이 어두움", "추진완료"),
        ("안내판이 낡음", "추진 중"),
    ]


def test_items_in_columns_of_spaces_are_read() -> None:
    """Cells go on below, also under a count of something; an office's name on two lines is one word."""
    (one, two, three) = items(
        "제4장 행정사무감사 지적사항 추진상황\n\n"
        "   연번   지적사항                추진상황                       소관        상태\n"
        "   ──────────────────────────────────────\n"
        "   1      둑길 조명이 너무        6개월 동안 등을 모두           공원녹지    완료\n"
        "          어두움                  바꾸고 전선을 묻음             관리과\n"
        "   2      장터 안전대책           정밀진단을 맡김                경제과      추진\n"
        "   3      셔틀 시간표를           9개 노선에서 14개 노선으로     교통과      완료\n"
        "          고칠 것                 늘림\n"
    )
    assert (one.request, one.departments, one.status) == (
        "둑길 조명이 너무 어두움",
        ("공원녹지관리과",),
        "추진완료",
    )
    assert one.lines == (5, 6)
    assert two.status == "추진 중"
    assert [block.text for block in three.done] == ["9개 노선에서 14개 노선으로 늘림"]


HTML = """Ⅴ. 2030년 행정사무감사 처리결과

<table border="1"> <thead> <tr> <th>시정요구사항</th> <th>조치결과 및 향후 추진계획</th> </tr> </thead>
<tbody>
<tr>
<td>○ 산책로 조명이 어두움 (공원과)</td>
<td>□ 추진상황 : 추진완료 <ul> <li>등 40개를 바꿈</li> <li>세 곳을 더함 - 물결길, 솔길</li> </ul></td>
</tr>
<tr>
<td>○ 안내판이 낡음 (하천과)</td>
<td>□ 추진상황 : 추진 중(2031. 9.) <ul><li>○ 세 곳을 고침</li><li>나머지는 내년에 고칠 예정</li></ul></td>
</tr>
</tbody> </table>
"""


def test_the_items_of_a_list_in_a_cell_are_no_part_of_the_status() -> None:
    """Each item of a list in HTML is a line of its own, with a sign or without one."""
    one, two = items(HTML)
    assert (one.status, one.status_note, one.departments) == ("추진완료", "", ("공원과",))
    assert [block.text for block in one.done] == ["등 40개를 바꿈", "세 곳을 더함", "물결길, 솔길"]
    assert (two.status, two.status_note) == ("추진 중", "2031. 9.")
    assert [block.text for block in (*two.done, *two.planned)] == [
        "세 곳을 고침",
        "나머지는 내년에 고칠 예정",
    ]


@pytest.mark.parametrize("mark", ["❍", "○", "□"])
def test_the_status_stands_in_brackets_behind_the_answer(mark: str) -> None:
    """An answer opens with '조치 :', or follows its request behind an arrow."""
    one, two, three = items(
        "제4장  지적사항 조치현황\n\n[2030년 행정사무감사]\n\n"
        f"{mark} 지적 1. 조명이 어두움\n  ▶ 조치 : 등 40개를 바꿈 (완료, 2031. 3. 2.)\n\n"
        f"{mark} 지적 2. 대기자가 많으니 반을 늘릴 것\n  ▶ 조치 : 두 반을 늘림 (추진 중)\n"
        "  ▶ 계획 : 2031. 9월 세 반을 더함\n\n"
        f"{mark} 지적 3. 관리비를 잘못 냄 → 21만원 회수, 규정 정비 (완료)\n\n"
        "붙 임  이용 요금\n\n※ 어린이는 절반\n"
    )
    assert (one.request, one.status, one.status_note) == ("조명이 어두움", "추진완료", "2031. 3. 2.")
    assert [block.text for block in one.done] == ["등 40개를 바꿈"]
    assert (two.status, [block.text for block in two.planned]) == ("추진 중", ["2031. 9월 세 반을 더함"])
    assert (three.request, three.status) == ("관리비를 잘못 냄", "추진완료")
    assert [block.text for block in three.done] == ["21만원 회수, 규정 정비"]


@pytest.mark.parametrize(
    "head",
    ["연번 요 구 사 항 처 리 결 과 상태", "번호 지적사항 조치결과 추진상황", "순번 건의사항 처리내용 비고"],
)
def test_items_stand_under_their_numbers(head: str) -> None:
    """A word of a status within the request is none; the status may stand alone on a line."""
    found = items(
        f"Ⅳ. 의회 요구사항 처리현황\n\n{head}\n\n"
        "1\n\n가로등이 어두우니\n밝은 등으로 바꿀 것\n(감사, 하은 의원)\n\n가로등 40개를 바꿈 완료\n\n"
        "2\n\n다리를 새로 놓는 것\n검토\n\n땅을 사지 못해 어려움 불가\n\n"
        "3\n\n안내판 정비\n\n세 곳을 고침\n※ 모두 12개\n추진 중\n\n"
        "【기금】\n\n쓴 돈 없음\n"
    )
    assert [item.status for item in found] == ["추진완료", "불가", "추진 중"]
    assert found[0].request == "가로등이 어두우니 밝은 등으로 바꿀 것 (감사, 하은 의원)"
    assert found[1].request == "다리를 새로 놓는 것 검토"
    assert [block.text for block in found[2].done] == ["세 곳을 고침", "모두 12개"]
    assert found[2].lines[1] == found[2].done[-1].lines[1] + 1


def test_an_annex_opens_a_part_of_its_own() -> None:
    """Its title may start with a year, its name may be set apart, and a title may start with a count."""
    text = (
        "Ⅰ. 주요업무\n\n1 골목 가꾸기\n\n□ 개요\n- 꽃을 심음\n\n2 1인가구 돌봄\n\n□ 개요\n- 안부 전화\n\n"
        "3 1회용품 줄이기\n\n□ 개요\n- 그릇을 빌려줌\n\n〔참고 1〕 2031년 예산 요구(안)\n\n- 꽃 값\n\n"
        "붙 임 2  2031년 점검 결과\n\n- 이상 없음\n"
    )
    blocks = parse_document("a.txt", "a.txt", text.encode(), None, lambda sentence: [sentence]).blocks
    sections = {block.text: block.section for block in blocks if block.kind == "bullet"}
    assert sections["안부 전화"][1:] == ("2 1인가구 돌봄", "개요")
    assert sections["그릇을 빌려줌"][1:] == ("3 1회용품 줄이기", "개요")
    assert sections["꽃 값"] == ("2031년 예산 요구(안)",)
    assert len(sections["이상 없음"]) == 1


def test_the_lines_of_an_item_in_html_are_those_of_its_cells() -> None:
    """A row's cells stand on lines of their own, the last one's too; nothing of them is read as text."""
    one, two = items(HTML)
    lines = HTML.split("\n")
    assert [lines[item.request_lines[0] - 1][:8] for item in (one, two)] == ["<td>○ 산책", "<td>○ 안내"]
    assert all("추진상황" in lines[item.status_lines[0] - 1] for item in (one, two))
    blocks = parse_document("a.txt", "a.txt", HTML.encode(), None, lambda text: [text]).blocks
    assert not any("<" in block.text or "li)" in block.text for block in blocks)
    assert sum("안내판이 낡음" in block.text for block in blocks) == 1


@pytest.mark.parametrize(
    ("cell", "status", "done"),
    [
        ("추진상황 : 추진완료<br>조명 40개를 바꿈", "추진완료", ["조명 40개를 바꿈"]),
        ("<p>추진상황 : 추진 중</p> <p>예산을 요구함</p>", "추진 중", ["예산을 요구함"]),
        ("추진상황 : 검토 중(2031. 3.)", "검토 중", []),
        ("추진상황 : 검토 후 추진", "검토 후 추진", []),
    ],
)
def test_a_status_ends_where_a_sentence_starts(cell: str, status: str, done: list[str]) -> None:
    """A break of a line in a cell may be all that parts them."""
    rows = f"<tr><td>○ 조명이 어두움 (공원과)</td><td>{cell}</td></tr>"
    (item,) = items(
        "Ⅴ. 감사 처리결과\n\n<table><tr><th>시정요구사항</th><th>조치결과</th></tr>" + rows + "</table>\n"
    )
    assert (item.status, [block.text for block in item.done]) == (status, done)


CELLS = """제3장 2030년 행정사무감사 처리결과

번호
{names}
1
산책로 조명이 어두움
{one}
2
안내판이 낡고
글씨가 작음
{two}
3
공용 자전거가 모자람
{three}

제4장 앞으로의 일
"""


def test_numbers_tell_where_items_with_a_cell_a_line_begin() -> None:
    """A status between request and answer tells where a request of two lines ends."""
    text = CELLS.format(
        names="지적사항\n상태\n조치",
        one="완료\n등 40개를 밝은 것으로 바꿈",
        two="추진중\n세 곳을 고치고\n나머지는 봄에 고침",
        three="불가\n놓을 자리가 없음",
    )
    found = items(text)
    assert [item.request for item in found] == [
        "산책로 조명이 어두움",
        "안내판이 낡고 글씨가 작음",
        "공용 자전거가 모자람",
    ]
    assert [item.status for item in found] == ["추진완료", "추진 중", "불가"]
    assert found[1].done[0].text == "세 곳을 고치고 나머지는 봄에 고침"


def test_an_item_of_which_nothing_tells_where_its_cells_end_is_left_out() -> None:
    text = CELLS.format(
        names="지적사항\n처리내용\n처리상태",
        one="등 40개를 밝은 것으로 바꿈\n완료",
        two="세 곳을 고치고\n나머지는 봄에 고침\n추진중",
        three="놓을 자리가 없음\n불가",
    )
    assert [item.request for item in items(text)] == ["산책로 조명이 어두움", "공용 자전거가 모자람"]
