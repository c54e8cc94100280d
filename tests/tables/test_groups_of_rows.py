"""Names of groups of rows: on a line of their own, before the first label, in the middle of their group."""

from __future__ import annotations

import pytest

from corpus.document import parse_document

ROWS = (
    ("물길국", "강변과", "19", "18", "1"),
    ("물길국", "샘터과", "14", "12", "2"),
    ("숲길국", "나무과", "23", "20", "3"),
    ("숲길국", "들꽃과", "11", "11", "0"),
    ("숲길국", "새싹과", "17", "13", "4"),
)
SUMS = {"물길국": ("소계", "33", "30", "3"), "숲길국": ("소계", "51", "44", "7")}
WHOLE = ("계", "84", "74", "10")
NAMES = ("정원", "현원", "결원")


def facts(text: str) -> dict[tuple[tuple[str, ...], tuple[str, ...]], str]:
    document = parse_document("a.txt", "a.txt", text.encode(), None, lambda word: [word])
    return {
        (tuple("".join(name.split()) for name in fact.row), fact.column): fact.text for fact in document.facts
    }


def wanted(*, sums: bool = False, whole: bool = False) -> dict[tuple[tuple[str, ...], tuple[str, ...]], str]:
    rows = [((group, label), values) for group, label, *values in ROWS]
    rows += [((group, name), values) for group, (name, *values) in SUMS.items()] if sums else []
    rows += [((WHOLE[0],), WHOLE[1:])] if whole else []
    return {
        (path, (name,)): value for path, values in rows for name, value in zip(NAMES, values, strict=True)
    }


def lines(*, own: bool, sums: bool, whole: str) -> list[tuple[str, ...]]:
    """The rows of one label each; the group stands on its `own` line or before the first label."""
    out: list[tuple[str, ...]] = [WHOLE] if whole == "first" else []
    last = ""
    for group, *row in ROWS:
        opened = [SUMS[group]] if sums and group != last else []
        for cells in [*opened, tuple(row)]:
            if group == last:
                out.append(tuple(cells))
            elif own:
                out += [(group,), tuple(cells)]
            else:
                out.append((f"{group} {cells[0]}", *cells[1:]))
            last = group
    return [*out, WHOLE] if whole == "last" else out


def page(head: str, rows: list[str]) -> str:
    return "\n".join(["□ 국별 인원", "", "(단위: 명)", head, *rows, "", "□ 앞으로 할 일"])


@pytest.mark.parametrize("sums", [False, True])
@pytest.mark.parametrize("whole", ["", "first", "last"])
@pytest.mark.parametrize("layout", ["tabs", "pipes", "spaces"])
def test_a_name_alone_in_its_row_is_over_the_rows_below(layout: str, whole: str, sums: bool) -> None:
    rows = lines(own=True, sums=sums, whole=whole)
    cells = [[*row, *[""] * (4 - len(row))] for row in rows]
    if layout == "tabs":
        text = page("구분\t정원\t현원\t결원", ["\t".join(row) for row in cells])
    elif layout == "pipes":
        text = page("| 구분 | 정원 | 현원 | 결원 |", [f"| {' | '.join(row)} |" for row in cells])
    else:
        text = page("구분 정원 현원 결원", [" ".join(row) for row in rows])
    assert facts(text) == wanted(sums=sums, whole=bool(whole))


def test_a_row_without_figures_is_no_group() -> None:
    rows = ["강변과\t19\t18\t1", "샘터과\t\t\t", "나무과\t23\t20\t3", "들꽃과\t11\t11\t0"]
    found = facts(page("구분\t정원\t현원\t결원", rows))
    assert found[("나무과",), ("정원",)] == "23"


@pytest.mark.parametrize("whole", ["", "first", "last"])
def test_the_first_of_two_words_under_two_heads_is_a_group(whole: str) -> None:
    rows = [" ".join(row) for row in lines(own=False, sums=False, whole=whole)]
    assert facts(page("국 부서명 정원 현원 결원", rows)) == wanted(whole=bool(whole))


def test_a_name_in_the_middle_of_its_rows_is_of_those_from_their_total_on() -> None:
    rows = ["계 84 74 10", "소계 33 30 3", "물길국 강변과 19 18 1", "샘터과 14 12 2"]
    rows += ["소계 51 44 7", "나무과 23 20 3", "숲길국 들꽃과 11 11 0", "새싹과 17 13 4"]
    assert facts(page("구분 부서 정원 현원 결원", rows)) == wanted(sums=True, whole=True)


def test_groups_of_rows_of_the_same_names_need_no_second_head() -> None:
    rows = ["2030년 본예산 90 80 10", "추경 19 12 7", "2031년 본예산 95 70 25", "추경 12 3 9"]
    found = facts(page("구분 예산 집행 잔액", rows))
    assert found[("2030년", "추경"), ("예산",)] == "19"
    assert found[("2031년", "추경"), ("예산",)] == "12"


def test_words_of_one_label_are_no_group() -> None:
    rows = ["골목 축제 90 80 10", "야시장 19 12 7", "강변 음악회 95 70 25", "마을 소풍 12 3 9"]
    found = facts(page("행사 종목 예산 집행 잔액", rows))
    assert all(len(row) == 1 for row, _ in found)


def test_a_label_on_two_lines_is_no_group() -> None:
    rows = [
        "어린이 보호",
        "구역 정비 90 80 10",
        "야시장 19 12 7",
        "노인 안심",
        "구간 조성 95 70 25",
        "소풍 12 3 9",
    ]
    found = facts(page("구분 예산 집행 잔액", rows))
    assert (("어린이보호구역정비",), ("예산",)) in found


@pytest.mark.parametrize("heads", [("구분",), ("국", "부서명")])
@pytest.mark.parametrize("blank", [False, True])
@pytest.mark.parametrize("whole", ["", "first", "last"])
def test_groups_with_a_cell_a_line(heads: tuple[str, ...], whole: str, blank: bool) -> None:
    rows = lines(own=True, sums=False, whole=whole)
    cells = [*heads, *NAMES, *(cell for row in rows for cell in row)]
    text = [part for cell in cells for part in ((cell, "") if blank else (cell,))]
    assert facts(page(text[0], text[1:])) == wanted(whole=bool(whole))


def test_a_year_written_downwards_is_over_its_rows() -> None:
    rows = [*"2030년", "재산세 12 31 64", "주민세 15 22 81", *"2031년", "재산세 19 27 33", "주민세 8 14 45"]
    found = facts(page("연도 세목 부과 징수 체납", rows))
    assert found[("2031년", "재산세"), ("부과",)] == "19"
    assert found[("2030년", "주민세"), ("징수",)] == "22"


def test_letters_of_a_name_among_its_rows_are_of_no_label() -> None:
    rows = ["물", "강변과 12 31 64", "길", "샘터과 15 22 81", "국", "나무과 19 27 33"]
    found = facts(page("구분 부과 징수 체납", rows))
    assert {row for row, _ in found} == {("강변과",), ("샘터과",), ("나무과",)}
