"""Facts of tables: units, years, days, several figures in a cell, confidence."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from corpus.model import Fact, Metadata, Table
from corpus.tables.build import build_table
from corpus.tables.facts import table_facts
from corpus.tables.find import find_tables
from corpus.tables.measures import unit_in_name, unit_of_word

META = Metadata("가람시 주요업무보고", as_of=dt.date(2031, 3, 31))


def table(*lines: str, section: tuple[str, ...] = ()) -> Table:
    grids = find_tables([line.replace("|", "\t") for line in lines])
    assert len(grids) == 1
    return build_table(grids[0], section, "")


def facts(*lines: str, section: tuple[str, ...] = ()) -> list[Fact]:
    return table_facts(table(*lines, section=section), 0, "a.txt", META)


def values(found: list[Fact]) -> list[tuple[tuple[str, ...], tuple[str, ...], str, str]]:
    return [(fact.row, fact.column, str(fact.value), fact.unit) for fact in found]


def test_a_fact_knows_its_place() -> None:
    (fact,) = facts(
        "□ 세출 총괄",
        "('31.1.31. 기준, 단위 : 천원, %)",
        "구분|2031 예산현액",
        "총 무 과|△8,553",
        section=("현황",),
    )
    assert (fact.row, fact.column, fact.value, fact.unit) == (
        ("총무과",),
        ("2031 예산현액",),
        Decimal(-8553),
        "천원",
    )
    assert (fact.lines, fact.section, fact.caption) == ((4, 4), ("현황",), "세출 총괄")
    assert (fact.text, fact.cell, fact.table, fact.id) == ("△8,553", (0, 0), 0, 0)
    assert (fact.year, fact.as_of, fact.confidence) == (2031, dt.date(2031, 1, 31), 1.0)


def test_blank_and_dash_give_no_fact_and_stay_in_the_table() -> None:
    parsed = table("구분|1분기|2분기|3분기", "관로|-||30")
    assert [cell.text for cell in parsed.rows[0].cells] == ["-", "", "30"]
    assert [fact.column for fact in table_facts(parsed, 0, "a.txt", META)] == [("3분기",)]


@pytest.mark.parametrize(
    ("lines", "units"),
    [
        # the caption's money, '%' only where the column is a rate
        (("(단위 : 천원, %)", "구분|예산|증감율", "관로|900|△9.7"), ["천원", "%"]),
        # the cell before the column, the column before the caption
        (("(단위 : 백만원)", "구분|인원(명)|기간|예산", "관로|30|6개월|900"), ["명", "개월", "백만원"]),
        # a unit column, also written with its reading
        (("구분|단위|2031년", "종이|Kg|100", "생수|L(리터)|20"), ["kg", "L"]),
        # the row's own unit
        (
            ("구분|본청|사업소", "정원(명)|30|20", "면적(㎡)|900|300", "집행률(%)|10.5|9.1"),
            ["명", "명", "㎡", "㎡", "%", "%"],
        ),
        # what the row or the column counts by its name
        (("구분|승용|승합", "대수|30|20"), ["대", "대"]),
        (("구분|과정수|횟수|인원|이수율", "집합|5|9|300|88.1"), ["과정", "회", "명", "%"]),
        # two units in the caption: money for names of money
        (("(단위: 명, 백만원)", "구분|수혜자|지원금액", "관로|30|900"), ["명", "백만원"]),
        # words over the table count its total
        (("○ 처리요구 : 총 30건", "구분|계|완료", "시정|30|20"), ["건", "건"]),
        # nothing tells
        (("구분|가형|나형", "관로|30|20"), ["", ""]),
    ],
)
def test_units(lines: tuple[str, ...], units: list[str]) -> None:
    assert [fact.unit for fact in facts(*lines)] == units


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("월평균(kg)", "kg"),
        ("건물 (㎡)", "㎡"),
        ("증감(A-B)", ""),
        ("비율 (전체 대비 %)", "%"),
        ("보조금(국)", ""),
        ("예산(단위: 억원)", "억원"),
    ],
)
def test_units_in_names(name: str, unit: str) -> None:
    assert unit_in_name(name) == unit


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("집행률", "%"),
        ("구성비", "%"),
        ("배율", ""),
        ("세대수", "세대"),
        ("참여자수", "명"),
        ("지수", ""),
        ("처리건수", "건"),
        ("교원 수", "명"),
        ("학급당 학생 수", "명"),
        ("공원 수", ""),
    ],
)
def test_units_of_words(name: str, unit: str) -> None:
    assert unit_of_word(name) == unit


def test_years_by_column_and_what_is_compared() -> None:
    found = facts("구분|'31년 예산|'30년 최종예산|전년도 결산|'30년 대비 증감", "관로|900|800|700|100")
    assert [fact.year for fact in found] == [2031, 2030, 2030, 2031]


def test_years_by_row_corner_caption_and_section() -> None:
    assert [fact.year for fact in facts("연 도|방문", "2029년|10", "2030년|20")] == [2029, 2030]
    assert {fact.year for fact in facts("'30년 실적|간담회|방문", "총 30회|10회|20회")} == {2030}
    assert {fact.year for fact in facts("○ 2029년 분기별 실적", "구분|1분기", "관로|10")} == {2029}
    assert {fact.year for fact in facts("구분|1분기", "관로|10", section=("□ '30년 추진 실적",))} == {2030}


def test_no_header_stands_for_others_that_have_years_of_their_own() -> None:
    found = facts("'29년말 조성액|'30년 수입|'30년 지출|현재액", "900|300|200|1,000")
    assert [fact.year for fact in found] == [2029, 2030, 2030, 2031]


def test_days_by_column_row_caption_and_document() -> None:
    (fact,) = facts("구분|집행액('31.2.28. 기준)", "관로|10")
    assert fact.as_of == dt.date(2031, 2, 28)
    found = facts("구분|정원", "2029.12월|10", "2031.1월|20")
    assert [fact.as_of for fact in found] == [dt.date(2029, 12, 31), dt.date(2031, 1, 31)]
    assert [fact.as_of for fact in facts("구분|2030년|2031년", "관로|10|20")] == [None, dt.date(2031, 3, 31)]


def test_total_before_its_parts_names_them() -> None:
    found = facts("'30년 실적|간담회|방문", "총 30회|10회|20회")
    assert [fact.column for fact in found] == [
        ("'30년 실적",),
        ("'30년 실적", "간담회"),
        ("'30년 실적", "방문"),
    ]
    assert [fact.unit for fact in found] == ["회", "회", "회"]


def test_amount_with_labelled_parts() -> None:
    found = facts("(단위: 천원)", "구분|예산", "관로|2,427 (국 28, 시 12, 구비 2,387)")
    assert values(found) == [
        (("관로",), ("예산",), "2427", "천원"),
        (("관로",), ("예산", "국"), "28", "천원"),
        (("관로",), ("예산", "시"), "12", "천원"),
        (("관로",), ("예산", "구비"), "2387", "천원"),
    ]


def test_amount_with_a_rate_and_with_words() -> None:
    found = facts("(단위: 천원)", "구분|인원|예산", "관로|4,553명 (집행률 12.0%)|280,000 교재비, 여비 등")
    assert values(found) == [
        (("관로",), ("인원",), "4553", "명"),
        (("관로",), ("인원", "집행률"), "12.0", "%"),
        (("관로",), ("예산",), "280000", "천원"),
    ]


def test_pair_in_a_cell_is_named_by_the_header() -> None:
    found = facts("구분|2031년 계획/변경계획||실적", "|과정수|인원|인원", "집합|279/218|6,840/2,050|834")
    assert [fact.column[-1] for fact in found] == ["계획", "변경계획", "계획", "변경계획", "인원"]
    assert [int(fact.value) for fact in found] == [279, 218, 6840, 2050, 834]


def test_pair_with_an_arrow_and_rate_in_parentheses() -> None:
    found = facts("(단위: 명, %)", "구분|당초→변경|수료(비율)", "집합|1,234→2,345|1,200 (56.7)")
    assert [(fact.column[-1], str(fact.value), fact.unit) for fact in found] == [
        ("당초", "1234", "명"),
        ("변경", "2345", "명"),
        ("수료(비율)", "1200", "명"),
        ("수료(비율)", "56.7", "%"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "2031.3.5.",
        "'31.3월",
        "1~3월",
        "02-123-4567",
        "3급",
        "제1회",
        "2.5단계",
        "10:00~12:00",
        "195~208",
        "상반기",
    ],
)
def test_dates_names_and_ranges_are_no_figures(text: str) -> None:
    assert facts("(단위: 천원)", "구분|내용|예산", f"관로|{text}|900")[0].text == "900"


def test_figures_in_words_keep_their_labels_and_years() -> None:
    found = facts(
        "구분|현황|개선사항",
        "교육|참여자 감소('29년 63회 1,246명 ➔ '30년 20회 109명)|촬영비(100만원), 사용료(10만원)",
    )
    assert [(fact.column[-1], int(fact.value), fact.unit) for fact in found] == [
        ("'29년", 63, "회"),
        ("'29년", 1246, "명"),
        ("'30년", 20, "회"),
        ("'30년", 109, "명"),
        ("촬영비", 100, "만원"),
        ("사용료", 10, "만원"),
    ]
    assert [fact.year for fact in found] == [2029, 2029, 2030, 2030, 2031, 2031]
    assert all(fact.confidence < 1 for fact in found)


def test_row_that_could_stand_elsewhere_has_less_confidence() -> None:
    parsed = table("구분|1분기|2분기|3분기", "관로|10|20|30", "누수|10|20|30", "수질|40|50")
    found = table_facts(parsed, 0, "a.txt", META)
    assert {fact.confidence for fact in found if fact.row == ("수질",)} == {0.5}
    assert {fact.confidence for fact in found if fact.row == ("관로",)} == {1.0}
    assert parsed.confidence < 1


def test_row_paths_by_columns_and_text_rows() -> None:
    parsed = table("부서|세부사업|예산|일정", "수 도 과|관로|900|연중", "|누수|100|3월", "합계||1,000|")
    assert [row.path for row in parsed.rows] == [("수도과", "관로"), ("수도과", "누수"), ("합계",)]
    assert parsed.row_header == ("부서", "세부사업")
    goes_on = table("사업명|1분기|2분기", "관로|900|100", "|설계|착공", "합계|900|100")
    assert [row.path for row in goes_on.rows] == [("관로",), ("관로",), ("합계",)]


def test_real_tables(shared: object) -> None:
    """Two rows of a real tab table, by place and figure only."""
    path = next((shared / "corpus").glob("003*"))  # type: ignore[operator]
    lines = path.read_text(encoding="utf-8").split("\n")
    found = [
        fact
        for at, grid in enumerate(find_tables(lines))
        for fact in table_facts(build_table(grid, (), ""), at, path.name, META)
    ]
    by_line = {fact.lines[0]: [] for fact in found}  # type: dict[int, list[Fact]]
    for fact in found:
        by_line[fact.lines[0]].append(fact)
    assert [str(fact.value) for fact in by_line[69]] == [
        "16710587",
        "13374638",
        "12763492",
        "3335949",
        "24.9",
    ]
    assert by_line[69][-1].unit == "%"
    assert {fact.row for fact in by_line[69]} == {("합계",)}


def test_a_range_gives_its_ends_where_the_column_says_its_unit() -> None:
    found = facts("(단위 : 천원)", "사업명|예산액|설명서 쪽수|기간", "숲길 조성|1,250|188~205|2~4")
    assert values(found)[1:] == [
        (("숲길 조성",), ("설명서 쪽수", "최소"), "188", "쪽"),
        (("숲길 조성",), ("설명서 쪽수", "최대"), "205", "쪽"),
    ]


def test_a_rate_that_says_what_it_is_per_is_no_percentage() -> None:
    found = facts("구분|회전율(회/대)|점유율", "나루 차고|2.7|41.5", "물길 차고|1.9|58.5")
    assert [fact.unit for fact in found] == ["", "%", "", "%"]


def test_a_year_of_a_count_in_a_title_is_not_the_tables() -> None:
    (grid,) = find_tables(["구분\t이용(명)", "윗말\t120", "아랫말\t80"])
    found = table_facts(build_table(grid, (), "모임방 4곳(’30년 3곳)"), 0, "a.txt", META)
    assert [fact.year for fact in found] == [2031, 2031]


@pytest.mark.parametrize(
    ("note", "head", "units"),
    [
        ("회, 톤, 명", "구분|출동|모래|소금|동원인력", ["회", "", "", "명"]),
        (
            "명, 개소",
            "유형|'30년 실적|'31년 목표|'31.7월 참여|달성률|수행기관",
            ["명", "명", "명", "%", "개소"],
        ),
        ("명, %, 개소", "구|인구|65세 이상|노인비율|등록장애인|쉼터", ["명", "명", "%", "명", "개소"]),
        ("팀, 명", "과|팀|정원|일반직|공무직|과부족", ["팀", "명", "명", "명", "명"]),
        ("명, 회", "위원회|위원수|위촉직|여성비율|'30년 회의|'31년 회의", ["명", "명", "%", "회", "회"]),
        ("억원, 개소", "연도|목표|판매액|가맹점|국비지원", ["억원", "억원", "개소", "억원"]),
        ("백만원, 천명, 점", "행사명|예산|방문객|만족도|효과(억원)", ["백만원", "천명", "점", "억원"]),
        ("천명, 천원", "시설|방문자수|증감|사용료", ["천명", "천명", "천원"]),
        ("백만원, %", "공사명|사업비|계획공정|실적공정", ["백만원", "%", "%"]),
        ("명, 천원", "센터|계|남|여|운영비", ["명", "명", "명", "천원"]),
        ("천원, 건", "과목|부과|징수|체납", ["천원", "", "건"]),
    ],
)
def test_units_go_by_names_in_their_order(note: str, head: str, units: list[str]) -> None:
    """Each unit of a caption is of names side by side; what could be of two units has none."""
    values = ["12", "13", "14.5", "15", "16", "17"][: head.count("|")]
    found = facts(f"(단위 : {note})", head, "|".join(["가람", *values]), "|".join(["나루", *values]))
    assert [fact.unit for fact in found][: len(units)] == units


def test_units_go_by_rows_under_years() -> None:
    found = facts("(단위 : 대, 세대)", "구분|2030년|2031년", "종량기|612|748", "이용세대|37,140|44,905")
    assert [fact.unit for fact in found] == ["대", "대", "세대", "세대"]


def test_progress_is_a_rate_beside_money() -> None:
    found = facts(
        "□ 공사 현황 (단위 : 백만원, %)", "공사명|사업비|계획공정|실적공정", "물결교 보수|1,240|62|58"
    )
    assert [fact.unit for fact in found] == ["백만원", "%", "%"]


def test_a_line_of_a_drawn_chart_is_no_caption() -> None:
    lines = (
        "2. 조직 및 인력",
        "                이사장",
        "   경영팀    시설팀    고객팀",
        "",
        "구분|정원|현원",
        "계|52|49",
        "일반직|40|38",
    )
    assert "시설팀" not in table(*lines).caption


@pytest.mark.parametrize(
    ("caption", "head", "units"),
    [
        ("부서별 정·현원", "부서|정원|과부족|휴직", ["명", "명", "명"]),
        ("이주학생 출신 배경", "나라|초|중", ["명", "명"]),
        ("급식 현황", "구분|급식교 단독|급식교|학생", ["", "교", "명"]),
    ],
)
def test_people_and_schools_that_no_unit_counts(caption: str, head: str, units: list[str]) -> None:
    found = facts(f"□ {caption}", head, "|".join(["가람", *("12", "3", "4")[: len(units)]]))
    assert [fact.unit for fact in found] == units


def test_numbers_under_a_name_of_months_are_months() -> None:
    found = facts("월|방문(명)|대관(건)", "1|120|3", "2|140|4", "3|155|6")
    assert [fact.row for fact in found] == [("1월",)] * 2 + [("2월",)] * 2 + [("3월",)] * 2


def test_the_unit_column_says_what_a_rate_of_so_many_is_in() -> None:
    rows = ("지표|단위|2030|달성률", "사고율(인구 10만명당)|명|25.3|98.0", "보급률|%|88.1|101.2")
    assert [unit for _, _, _, unit in values(facts(*rows))] == ["명", "%", "%", "%"]


def test_the_unit_in_the_next_tables_title_is_not_of_this_one() -> None:
    text = (
        "□ 사람 단위 : 명\n구분|정원|현원\n나루과|12|11\n\n□ 부서별 예산 단위 : 천원\n구분|예산액\n나루과|310"
    )
    first, second = find_tables(text.replace("|", "\t").split("\n"))
    assert (first.unit, second.unit) == ("명", "천원")


def test_units_in_the_order_of_the_groups_whose_names_come_again() -> None:
    rows = ["(단위 : 개, 건, 백만원)", "구분|기관|요구||조치|", "||소계|고침|소계|회수", "계|6|30|10|944|94"]
    assert [unit for _, _, _, unit in values(facts(*rows))] == ["개", "건", "건", "백만원", "백만원"]


def test_the_year_of_a_row_goes_before_the_year_before() -> None:
    found = facts("연도|전년도말 쌓은 돈|쓴 돈", "2029년|61|20", "2030년|78|28")
    assert [fact.year for fact in found] == [2029, 2029, 2030, 2030]
