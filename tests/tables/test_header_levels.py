"""Headers of three levels, units shared out over groups of columns, tables one after the other."""

from __future__ import annotations

import pytest

from corpus.document import parse_document
from corpus.model import Fact

COLUMNS = (
    ("총원",),
    *(("직원", kind, part) for kind in ("정규직", "기간제") for part in ("계", "남", "여")),
)
ROWS = (
    ("물길국", "76", "43", "20", "23", "33", "14", "19"),
    ("숲길국", "97", "51", "30", "21", "46", "29", "17"),
    ("들길국", "77", "37", "18", "19", "40", "15", "25"),
)


def facts(*lines: str) -> tuple[Fact, ...]:
    text = "\n".join([*lines, "", "□ 앞으로 할 일"])
    return parse_document("a.txt", "a.txt", text.encode(), None, lambda word: [word]).facts


def read(*lines: str) -> dict[tuple[str, tuple[str, ...]], str]:
    return {(fact.row[-1], fact.column): fact.text for fact in facts("□ 인원", "", "(단위: 명)", *lines)}


WANTED = {(row[0], path): text for row in ROWS for path, text in zip(COLUMNS, row[1:], strict=True)}


@pytest.mark.parametrize("layout", ["tabs", "pipes", "aligned"])
def test_three_levels(layout: str) -> None:
    heads = (
        ("구분", "총원", "직원", "", "", "", "", ""),
        ("", "", "정규직", "", "", "기간제", "", ""),
        ("", "", "계", "남", "여", "계", "남", "여"),
    )
    if layout == "aligned":
        lines = [
            "구분      총원                  직원",
            "                     정규직          기간제",
            "                  계   남   여    계   남   여",
            *("   ".join([row[0], row[1].rjust(5), *row[2:]]) for row in ROWS),
        ]
        lines[3:] = [
            f"{row[0]}    {row[1]}    {'   '.join(row[2:5])}    {'   '.join(row[5:])}" for row in ROWS
        ]
    else:
        sign = "\t" if layout == "tabs" else " | "
        lines = [sign.join(row) for row in (*heads, *ROWS)]
        lines = lines if layout == "tabs" else [f"| {line} |" for line in lines]
    assert read(*lines) == WANTED


def test_three_units_are_of_three_groups() -> None:
    found = facts(
        "□ 마을",
        "",
        "(단위: 명, 개소, 대)",
        "구분\t주민\t터\t\t탈것\t\t",
        "\t\t쉼터\t놀이터\t큰차\t작은차\t짐차",
        "물길동\t1,204\t12\t31\t64\t201\t77",
        "숲길동\t2,310\t15\t22\t81\t145\t90",
    )
    units = {fact.column: fact.unit for fact in found}
    assert units["주민",] == "명"
    assert {units["터", name] for name in ("쉼터", "놀이터")} == {"개소"}
    assert {units["탈것", name] for name in ("큰차", "작은차", "짐차")} == {"대"}


def test_a_unit_over_the_title() -> None:
    found = facts("(단위: 백만원)", "□ 살림", "구분\t예산액\t집행액", "물길동\t1,204\t310", "숲길동\t902\t77")
    assert {fact.unit for fact in found} == {"백만원"}


def test_what_is_collected_is_no_count() -> None:
    found = facts("□ 세금", "(단위: 천원)", "구분\t부과\t징수", "물길동\t1,204\t310", "숲길동\t902\t77")
    assert {fact.unit for fact in found} == {"천원"}


def test_a_header_below_a_blank_line_is_the_next_tables() -> None:
    found = facts(
        "□ 터",
        "  구분     쉼터    놀이터    공원",
        "  물길동      12        31      64",
        "  숲길동      15        22      81",
        "  들길동      19        27      33",
        "",
        "  구분     예산    집행      잔액",
        "  물길동     312       131     181",
        "  숲길동     215       122      93",
        "  들길동     119        27      92",
    )
    assert {(fact.row[-1], *fact.column): fact.text for fact in found}["숲길동", "집행"] == "122"
    assert len(found) == 18


def cells(*rows: str) -> dict[tuple[str, tuple[str, ...]], str]:
    """What is read from a table with a cell a line, given with the cells of its lines between bars."""
    found = facts("□ 살림", "(단위: 백만원)", *(cell for row in rows for cell in row.split("|")))
    return {("/".join(fact.row), fact.column): fact.text for fact in found}


def test_upper_names_before_lower_ones_are_told_by_sums() -> None:
    found = cells(
        "사업명|사업비|재원|집행액|국비|시비|군비",
        "골목 축제|93|41|32|20|75",
        "강변 산책|120|55|40|25|61",
        "마을 밥상|87|30|29|28|44",
        "빛 거리|64|20|13|31|52",
    )
    assert found["골목 축제", ("재원", "국비")] == "41"
    assert found["마을 밥상", ("집행액",)] == "44"


def test_upper_names_before_lower_ones_are_not_guessed() -> None:
    found = cells(
        "구분|주민|터|탈것|쉼터|놀이터|큰차|작은차",
        "물길동|1,204|12|31|64|201",
        "숲길동|2,310|15|22|81|145",
        "들길동|1,877|19|27|33|118",
        "샘터동|1,902|11|24|47|163",
    )
    assert not found


def test_a_name_over_two_lines_is_told_by_rates() -> None:
    found = cells(
        "동 명|호 수|변동률|의견",
        "제출",
        *("물길동|1,204|1.8|12", "숲길동|2,310|2.1|9", "들길동|1,877|△0.4|3", "샘터동|902|1.1|7"),
    )
    assert found["물길동", ("의견 제출",)] == "12"
    assert found["들길동", ("변동률",)] == "△0.4"


def test_remarks_behind_rows_are_no_labels() -> None:
    found = cells(
        "부서|정원|현원|비고|남|여|남|여",
        "물길과|19|18|17|16|새로 둠",
        "숲길과|24|23|22|21",
        "들길과|14|13|12|11|곧 합침",
        "샘터과|9|8|7|6",
    )
    assert found["숲길과", ("현원", "남")] == "22"
    assert not any("둠" in row or "합침" in row for row, _ in found)


def test_names_in_the_middle_of_the_header_are_not_put_first() -> None:
    found = read(
        "일반직",
        "구분 계 공무직",
        "6급 7급 8급",
        "정원 90 21 32 26 11",
        "현원 83 20 29 25 9",
        "과부족 △7 △1 △3 △1 △2",
    )
    assert not found


def test_lines_left_over_from_a_header_are_no_label() -> None:
    found = read(
        "구분",
        "어린이",
        "안심구역",
        "무인 지킴이 사진기",
        "어르신",
        "안심구역",
        "물길동 12 31 64",
        "숲길동 15 22 81",
        "들길동 19 27 33",
    )
    assert not found
