"""Tables as text extraction leaves a page: columns of letters, centred headers, cells a line."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from corpus.document import parse_document
from corpus.joining import width
from corpus.model import Document, Metadata, Table

Measure = Callable[[str], int]

GROUPS = (("2033년", ("수입", "지출", "수지율")), ("2034년", ("수입", "지출", "수지율", "손익")))
PLACES = ("빙상장", "나루 체육센터", "수영장", "들꽃야영장", "강변주차장")


def read(text: str) -> Document:
    return parse_document("a.txt", "a.txt", text.encode(), Metadata(title="업무보고"), lambda s: [s])


def only(text: str) -> Table:
    (table,) = read(text).tables
    return table


def written(value: float) -> str:
    shown = f"{abs(value):,.1f}" if isinstance(value, float) else f"{abs(value):,}"
    return shown if value >= 0 else f"▲{shown}"


def centred(text: str, start: int, end: int, line: list[str], measure: Measure) -> None:
    """Puts a text in the middle of a stretch of a line of single columns."""
    at = (start + end - measure(text)) // 2
    line[at : at + measure(text)] = [text, *[""] * (measure(text) - 1)]


def page(seed: int, measure: Measure, *, middle: bool) -> tuple[list[str], list[tuple[str, list[float]]]]:
    """A table under two levels of names, names of one column on the first line or on one of their own."""
    chance = random.Random(seed)
    rows = []
    for place in PLACES:
        old, new = ([chance.randrange(90, 9_000), chance.randrange(90, 9_000)] for _ in range(2))
        rows.append((place, [*old, old[0] / old[1] * 100, *new, new[0] / new[1] * 100, new[0] - new[1]]))
    size = 11
    edges = [16 + size * at for at in range(9)]
    lines = [[" "] * 110 for _ in range(2 + middle)]
    single = lines[1] if middle else lines[0]
    centred("시 설", 2, 14, single, measure)
    centred("비고", edges[7], edges[8], single, measure)
    at = 0
    for name, parts in GROUPS:
        centred(name, edges[at], edges[at + len(parts)], lines[0], measure)
        for part in parts:
            centred(part, edges[at], edges[at + 1], lines[-1], measure)
            at += 1
    body = []
    for place, values in rows:
        line = place + " " * (edges[0] - measure(place))
        for value in values:
            text = written(value)
            line += " " * (size - 1 - measure(text)) + text + " "
        body.append(line.rstrip() + (" 민간위탁" if place == PLACES[seed % 5] else ""))
    return ["".join(line).rstrip() for line in lines] + [""] * (seed % 2) + body, rows


@pytest.mark.parametrize("measure", [width, len])
@pytest.mark.parametrize("middle", [False, True])
@pytest.mark.parametrize("seed", range(10))
def test_names_of_groups_over_names_of_columns(seed: int, measure: Measure, middle: bool) -> None:
    lines, rows = page(seed, measure, middle=middle)
    table = only("1. 시설별 수지   (단위 : 백만원, %)\n\n" + "\n".join(lines) + "\n* 위탁금 제외\n")
    expected = [(name, part) for name, parts in GROUPS for part in parts]
    assert table.columns == (*expected, ("비고",))
    for (place, values), row in zip(rows, table.rows, strict=True):
        assert row.path == (place,)
        assert [cell.text for cell in row.cells[:-1]] == [written(value) for value in values]
        assert row.cells[-1].text == ("민간위탁" if place == PLACES[seed % 5] else "")


def test_units_of_the_heading_over_the_headings_of_tables() -> None:
    rows = "  과목        2033년   2034년   증감률\n  합계        12,300   13,530     10.0\n"
    rows += "  사용료       8,200    9,020     10.0\n  위탁금       4,100    4,510     10.0\n"
    document = read(
        f"Ⅰ. 일반현황\n\n1. 예산     (단위 : 백만원, %)\n\n 가. 수입\n\n{rows}\n 나. 지출\n\n{rows}"
    )
    assert [table.unit for table in document.tables] == ["백만원,%"] * 2
    units = {fact.column[-1]: fact.unit for fact in document.facts if fact.table is not None}
    assert units == {"2033년": "백만원", "2034년": "백만원", "증감률": "%"}


def test_boxes_of_an_organisation_chart_are_no_title_of_a_table() -> None:
    table = only(
        "Ⅰ. 일반현황\n\n1. 조직 및 인력 : 1본부 3팀    (2033. 12. 31. 기준, 단위 : 명)\n\n"
        "               이사장\n                 │\n             본부장\n"
        "   기획팀   시설팀   주차팀\n\n"
        "   구    분      정원    현원    과부족     비고\n"
        "   계              41      38       ▲3\n   임원             2       2        -     이사장 1\n"
        "   일반직 7급      24      22       ▲2\n   공무직          15      14       ▲1     채용 중 1\n"
    )
    assert (table.caption, table.unit) == ("조직 및 인력", "명")


def test_units_of_one_letter_count_beside_other_units() -> None:
    document = read(
        "1. 시설\n\n시설명\t연면적(㎡)\t이용객(명)\t주차(면)\n빙상장\t8,120\t134,655\t210\n"
        "수영장\t4,310\t90,120\t85\n\n2. 재원\n\n과목\t2033년\t보조금(국)\n사용료\t310\t40\n수강료\t120\t20\n"
    )
    units = {fact.column[-1]: fact.unit for fact in document.facts}
    assert (units["주차(면)"], units["보조금(국)"]) == ("면", "")


def test_a_limit_behind_a_unit_is_none() -> None:
    document = read("지표\t단위\t목표\t실적\n대기시간\t분 이하\t25\t27\n산업재해\t건 이하\t3\t2\n")
    assert {fact.unit for fact in document.facts} == {"분", "건"}


@pytest.mark.parametrize("names", [("경쟁입찰", "수의계약", "계"), ("2033년", "2034년")])
def test_the_first_name_of_a_group_says_the_group(names: tuple[str, ...]) -> None:
    head = "\t".join(["구분", "감면율", *(f"{name} 건수\t금액" for name in names)])
    figures = [f"{number}\t{number * 1_210:,}" for number in range(7, 7 + len(names))]
    table = only(
        "계약 (단위 : 건, 천원)\n\n" + "\n".join([head, *("\t".join([row, "5", *figures]) for row in "가나")])
    )
    expected = [(name, part) for name in names for part in ("건수", "금액")]
    assert table.columns[1:] == tuple(expected)


def test_names_again_without_a_group_stay() -> None:
    table = only("구분\t예산\t금액\t집행\t금액\n가\t1\t2\t3\t4\n나\t5\t6\t7\t8\n")
    assert table.columns == (("예산",), ("금액",), ("집행",), ("금액",))


TEAMS = (
    ("기획팀", "21", "예산·계약, 경영평가"),
    ("안전팀", "13", "시설 점검 2회, 소방"),
    ("주차장 운영팀", "27", "노상주차장 31개소"),
    ("교통약자 이동지원센터", "52", "배차, 차량 관리"),
)
DEALS = (
    ("정수기 교체", "㈜맑은샘", "2단계경쟁", "318,500", "2033.05.13.~08.30."),
    ("냉동기 유지보수", "한빛㈜", "수의(유찰 2회)", "147,200", "2033.01.01.~12.31."),
    ("무인정산기 구매(18대)", "㈜나루", "일반경쟁", "86,740", "2033.03.04.~06.28."),
)


@pytest.mark.parametrize("spaced", ["", "\n- 3 -\n\f"])
def test_rows_of_words_and_figures_with_a_cell_a_line(spaced: str) -> None:
    cells = [cell for row in TEAMS for cell in row]
    cells[6] = f"{spaced}\n{cells[6]}" if spaced else cells[6]
    table = only("▷ 팀별 현원\n" + "\n".join(["팀 명", "현 원", "주 요 업 무", *cells]) + "\n* 임원 제외\n")
    assert table.columns == (("현원",), ("주요업무",))
    assert [(row.path[-1], *(cell.text for cell in row.cells)) for row in table.rows] == list(TEAMS)


def test_cells_a_line_that_do_not_come_out_even_are_no_table() -> None:
    cells = [cell for row in TEAMS for cell in row]
    for lost in (4, 5):
        text = "\n".join(["팀 명", "현 원", "주 요 업 무", *cells[:lost], *cells[lost + 1 :]])
        assert not read(f"▷ 팀별 현원\n{text}\n* 임원 제외\n").tables


@pytest.mark.parametrize("last", ["계약기간", "비고"])
def test_numbered_rows_under_a_header_between_slashes(last: str) -> None:
    rows = [[str(at), *row] for at, row in enumerate(DEALS, 1)]
    if last == "비고":
        rows[1].pop()
    head = f"번호 / 계약명 / 계약상대자 / 계약방법 / 금액(천원) / {last}"
    document = read("▷ 주요 계약\n" + "\n".join([head, *(cell for row in rows for cell in row)]) + "\n")
    (table,) = document.tables
    assert [row.path[-1] for row in table.rows] == [row[0] for row in DEALS]
    assert [row.cells[-2].text for row in table.rows] == [row[3] for row in DEALS]
    assert {fact.unit for fact in document.facts if fact.text == "318,500"} == {"천원"}
    assert table.rows[1].cells[-1].text == ("" if last == "비고" else DEALS[1][4])


@pytest.mark.parametrize("arrow", ["⇒", "→", "-", "▶"])
def test_parts_of_audit_items_under_tags_behind_arrows(arrow: str) -> None:
    document = read(
        "Ⅳ. 행정사무감사 요구사항 및 답변\n\n"
        f"[요구 1] 적자 해소 대책                      (김○○ 위원)\n  {arrow} 답변 : 야간 대관을 새로 두고\n"
        f"         수지율을 높임\n\n- 8 -\n\n  {arrow} 상태 : 추진중\n\n"
        f"[요구 2] 재고 부족 방지\n  {arrow} 검토의견 : 안전재고를 늘림\n  {arrow} 조치상태 : 수용곤란\n"
    )
    assert [item.status for item in document.audits] == ["추진 중", "수용곤란"]
    assert [item.request for item in document.audits] == ["적자 해소 대책", "재고 부족 방지"]
    done = [block.text for item in document.audits for block in item.done]
    assert done == ["야간 대관을 새로 두고 수지율을 높임", "안전재고를 늘림"]


def test_units_in_turn_of_the_names_of_groups() -> None:
    document = read(
        "1. 공연장 운영                        (단위 : 회, 명, 백만원)\n\n"
        "   구  분             2033년                   2034년\n"
        "              횟수    관객    수입       횟수    관객    수입     점유율\n"
        "   계           71   27,990     390        65   29,645     432      72.8\n"
        "   대공연장     31   18,870     308        29   20,012     341      74.5\n"
        "   소공연장     40    9,120      82        36    9,633      91      68.1\n"
    )
    units = {fact.column[-1]: fact.unit for fact in document.facts if fact.table is not None}
    assert units == {"횟수": "회", "관객": "명", "수입": "백만원", "점유율": "%"}


def test_what_is_planned_is_told_from_what_was_done() -> None:
    item, _ = read(
        "Ⅲ. 행정사무감사 지적사항 처리결과\n\n【지적 1】 요금 대책\n ▶ 조치내용 : 점검 4회\n"
        " ▶ 향후계획 : 2034년부터 협의제를 둠\n ▶ 진행상태 : 추진 중\n\n"
        "【지적 2】 야간 개방\n ▶ 조치내용 : 금요일에 엶\n ▶ 진행상태 : 일부반영\n"
    ).audits
    assert [block.text for block in item.done] == ["점검 4회"]
    assert [block.text for block in item.planned] == ["2034년부터 협의제를 둠"]


def test_a_table_goes_on_over_pages_under_running_heads() -> None:
    """The head's words stand farther apart on some pages; the header may be written again."""
    names = "   도서관            장서(권)    좌석(석)    대출(권)\n"
    rows = [
        f"   {name:<12}{books:>12,}{seats:>12,}{loans:>12,}\n"
        for name, books, seats, loans in (("가람", 84_210, 320, 112_480), ("나루", 41_785, 144, 48_902))
    ]
    text = "1. 도서관\n\n" + names + "".join(rows)
    for number in (1, 2, 3):
        text += f"\n\n - {number} -\n\x0c물안군 도서관{' ' * (10 + 7 * number)}2034 업무보고\n\n{names}"
        text += "".join(rows).replace("가람", f"가람{number}").replace("나루", f"나루{number}")
    (table,) = read(text).tables
    assert [row.path[-1] for row in table.rows][:4] == ["가람", "나루", "가람1", "나루1"]
    assert len(table.rows) == 2 * 4


@pytest.mark.parametrize("line", ["솔밭동   12   31   58", "가\n12\n나"])
def test_cells_of_no_table_give_no_facts(line: str) -> None:
    assert not read(f"1. 민원\n\n{line}\n").facts


def test_a_total_that_misses_its_parts_by_little_where_another_column_adds_up() -> None:
    rows = (("요금", 412, 385), ("시설 고장", 366, 391), ("강좌 신청", 241, 298), ("기타", 95, 84))
    lines = ["1. 민원 처리    (단위 : 건, 일)", "", "   유   형        2033     2034    증감    평균 처리일"]
    lines += [f"   {name:<10}{old:>8}{new:>8}{written(new - old):>8}        2.4" for name, old, new in rows]
    document = read("\n".join([*lines, "   계            1,114   1,168      54        2.6"]) + "\n")
    units = {fact.column[-1]: fact.unit for fact in document.facts if fact.table is not None}
    assert units == {"2033": "건", "2034": "건", "증감": "건", "평균 처리일": "일"}
    (finding,) = document.findings
    assert (finding.found, finding.expected) == ("1,168건", "1,158건")


def test_of_how_many_they_are_is_no_part() -> None:
    assert not read("1. 주차장\n\n▪ 무인정산 : 15개소 → 24개소(31개소 중 77.4%)\n").findings
    assert read("1. 주차장\n\n▪ 무인정산 : 24개소(31개소, 2,846면)\n").findings


def test_all_of_a_bullet_is_said_of_the_name_before_a_wide_gap() -> None:
    facts = read(
        "1. 시설\n\n▷ 추모공원  봉안당 24,600기(사용 19,188기) / 자연장지 6,200기(사용 2,356기)\n"
    ).facts
    assert {fact.text: fact.row for fact in facts} == {
        "24,600기": ("추모공원", "봉안당"),
        "19,188기": ("추모공원", "봉안당", "사용"),
        "6,200기": ("추모공원", "자연장지"),
        "2,356기": ("추모공원", "자연장지", "사용"),
    }


def test_why_a_figure_changed_does_not_name_it() -> None:
    facts = read(
        "1. 예산\n\n* 동력비는 요금 인상으로 2033년 2,940백만원에서 2034년 3,255백만원으로 증액\n"
    ).facts
    assert {fact.row for fact in facts} == {("동력비",)}


def test_a_member_of_the_council_and_a_status_in_its_own_words() -> None:
    text = "Ⅳ. 행정사무감사 지적사항 처리결과\n\n[지적 1] 요금 대책   (김○○ 위원)\n"
    text += " ⇒ 답변 : 점검 4회\n ⇒ 상태 : 조치완료\n"
    item, _ = read(text + "\n[지적 2] 야간 개방\n ⇒ 답변 : 금요일에 엶\n ⇒ 상태 : 완료\n").audits
    assert (item.status, item.status_note, item.departments) == ("추진완료", "조치완료", ("김○○ 위원",))
