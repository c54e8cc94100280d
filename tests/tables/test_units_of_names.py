"""The units of figures by what their names count, where a table states several or none."""

from __future__ import annotations

from corpus.document import parse_document
from corpus.model import Fact


def figures(text: str, name: str = "a.md") -> list[Fact]:
    document = parse_document(name, name, text.encode(), None, lambda part: [part])
    return [fact for fact in document.facts if fact.table is not None]


def units(text: str) -> dict[tuple[str, str], str]:
    return {(fact.row[-1], fact.column[-1]): fact.unit for fact in figures(text)}


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


def test_the_upper_name_tells_what_levels_and_years_count() -> None:
    text = (
        "□ 동아리 (단위 : 팀, 명)\n\n"
        "종목\t동아리 수\t동아리 수\t회원\t회원\t강사\n종목\t낮\t밤\t낮\t밤\t강사\n"
        "탁구\t12\t9\t140\t80\t7\n수영\t8\t5\t90\t60\t6\n\n"
        "□ 통학 (단위: 대, 명, 천원)\n\n"
        "구분\t차량\t\t이용 학생\t\t2032년 예산\n\t2031년\t2032년\t2031년\t2032년\t\n"
        "직영\t21\t19\t412\t386\t1,148,000\n임차\t34\t38\t1,206\t1,327\t2,356,000\n"
        "계\t55\t57\t1,618\t1,713\t3,504,000\n"
    )
    found = {(fact.row[-1], fact.column): fact.unit for fact in figures(text, "a.txt")}
    assert (found["수영", ("동아리 수", "밤")], found["수영", ("회원", "낮")]) == ("팀", "명")
    assert (found["임차", ("차량", "2032년")], found["계", ("이용 학생", "2032년")]) == ("대", "명")
    assert found["직영", ("2032년 예산",)] == "천원"


def test_rates_with_a_formula_shares_and_numbers_of_things_under_a_length() -> None:
    text = (
        "## 산책로\n\n(단위 : ㎞, %)\n\n"
        "| 구분 | 길수 | 총연장 | 포장률 (포장/(총연장-미개설)) |\n| --- | --- | --- | --- |\n"
        "| 숲길 | 12 | 40.5 | 81.2 |\n| 물길 | 7 | 21.3 | 64.0 |\n\n"
        "## 어르신\n\n(단위 : 명, %)\n\n"
        "| 연도 | 어르신 | 인구 대비 | 전년 대비 |\n| --- | --- | --- | --- |\n"
        "| 2030 | 1,200 | 21.5 | 40 |\n| 2031 | 1,260 | 22.4 | 60 |\n"
    )
    found = units(text)
    assert found["숲길", "포장률 (포장/(총연장-미개설))"] == "%"
    assert (found["숲길", "길수"], found["물길", "총연장"]) == ("", "㎞")
    assert (found["2031", "인구 대비"], found["2031", "전년 대비"]) == ("%", "명")


def test_the_unit_column_is_not_that_of_money() -> None:
    text = (
        "## 돌봄\n\n(단위 : 천원)\n\n"
        "| 사업명 | 단위 | 실적 | 예산 | 집행액 |\n| --- | --- | --- | --- | --- |\n"
        "| 찾아가는 이발 | 회 | 38 | 9,600 | 5,200 |\n| 도시락 나눔 | 명 | 402 | 12,800 | 7,100 |\n"
    )
    found = units(text)
    assert [found["찾아가는 이발", name] for name in ("실적", "예산", "집행액")] == ["회", "천원", "천원"]


def test_years_and_parts_under_a_rate_are_rates() -> None:
    text = (
        "## 병상\n\n(단위 : 병상, 실, %)\n\n"
        "구분\t병상\t1인실\t가동률\t\n\t\t\t2030년\t2031. 6월\n"
        "계\t92\t9\t61.5\t70.0\n들말병동\t60\t6\t60.1\t71.4\n솔내병동\t32\t3\t64.0\t66.3\n"
    )
    found = {(fact.row[-1], fact.column): fact.unit for fact in figures(text, "a.txt")}
    assert found["들말병동", ("1인실",)] == "실"
    assert {found["들말병동", ("가동률", year)] for year in ("2030년", "2031. 6월")} == {"%"}


def test_names_under_each_of_several_count_in_a_unit_each() -> None:
    """'생산량' and '생산금액' of each kind over years: '(단위 : 톤, 백만원)' goes by the lower names."""
    text = (
        "## 생산 현황\n\n(단위 : 톤, 백만원)\n\n| 구분 |  | 2034년 | 2035년 |\n"
        "| 계 | 생산량 | 2,961 | 2,609 |\n|  | 생산금액 | 6,569 | 7,018 |\n"
        "| 김 | 생산량 | 1,900 | 1,600 |\n|  | 생산금액 | 2,569 | 3,018 |\n"
        "| 굴 | 생산량 | 1,061 | 1,009 |\n|  | 생산금액 | 4,000 | 4,000 |\n"
    )
    found = figures(text)
    assert {fact.row[-1]: fact.unit for fact in found} == {"생산량": "t", "생산금액": "백만원"}
    assert len(found) == 12
