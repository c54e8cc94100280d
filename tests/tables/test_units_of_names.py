"""The units of figures by what their names count, where a table states several or none."""

from __future__ import annotations

from corpus.document import parse_document


def units(text: str) -> dict[tuple[str, str], str]:
    document = parse_document("a.md", "a.md", text.encode(), None, lambda part: [part])
    return {(f.row[-1], f.column[-1]): f.unit for f in document.facts if f.table is not None}


def test_what_is_brought_back_is_no_number_of_times() -> None:
    text = (
        "## 채권\n\n(단위 : 백만원)\n\n| 구분 | 2030년 | 2031년 |\n| --- | --- | --- |\n"
        "| 융자금 회수 | 1,200 | 1,400 |\n| 새 융자 | 900 | 800 |\n"
    )
    assert set(units(text).values()) == {"백만원"}


def test_names_that_end_alike_count_alike() -> None:
    text = (
        "## 신고\n\n(단위 : 건, 명)\n\n| 구분 | 2030년 | 2031년 | 전년 대비 |\n| --- | --- | --- | --- |\n"
        "| 낮 신고 | 1,200 | 1,400 | 200 |\n| 다친 인원 | 90 | 80 | △10 |\n| 밤 신고 | 500 | 480 | △20 |\n"
    )
    found = units(text)
    assert (found["낮 신고", "2031년"], found["다친 인원", "2031년"], found["밤 신고", "2031년"]) == (
        "건",
        "명",
        "건",
    )
    assert found["밤 신고", "전년 대비"] == "건"


def test_plan_and_result_have_one_unit_and_points_are_no_times() -> None:
    text = (
        "## 교육\n\n(단위 : 명, 개, 회)\n\n| 사업명 | 계획 | 실적 | 만족도(점) |\n| --- | --- | --- | --- |\n"
        "| 글쓰기 | 120 | 118 | 95.3 |\n| 장터 | 12 | 14 | 93.1 |\n| 농부 시민학교 | 30 | 28 | 90.2 |\n"
    )
    found = units(text)
    assert {found[row, name] for row in ("글쓰기", "장터", "농부 시민학교") for name in ("계획", "실적")} == {
        ""
    }
    assert found["장터", "만족도(점)"] == "점"


def test_staff_in_brackets_areas_and_firms() -> None:
    text = (
        "## 지소\n\n(단위 : 개소, ㎡, 백만원)\n\n| 지소 | 쉼터 | 땅 면적 | 지은 면적 | 예산 | 이용업체 "
        "| 담당(현원) |\n"
        "| --- | --- | --- | --- | --- | --- | --- |\n| 윗말 | 3 | 1,200 | 900 | 40 | 61 | 5 |\n"
        "| 아랫말 | 4 | 1,500 | 950 | 45 | 72 | 6 |\n"
    )
    found = units(text)
    assert [found["윗말", name] for name in ("땅 면적", "지은 면적", "이용업체", "담당(현원)")] == [
        "㎡",
        "㎡",
        "업체",
        "명",
    ]
