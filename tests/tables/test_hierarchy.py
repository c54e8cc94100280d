"""Row paths from label columns, sums and indentation."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Path
from corpus.tables.hierarchy import row_paths
from corpus.tables.sums import is_named_total, is_total, sum_groups

Row = tuple[str, list[int | None]]


def paths(rows: list[Row], indents: list[int] | None = None) -> list[Path]:
    return row_paths([[name] for name, _ in rows], figures(rows), indents or [0] * len(rows))


def figures(rows: list[Row]) -> list[list[Decimal | None]]:
    return [[None if v is None else Decimal(v) for v in values] for _, values in rows]


def test_three_levels_by_sums_alone() -> None:
    rows: list[Row] = [
        ("계", [91_250, 84_310]),
        ("자 체 수 입", [71_250, 69_310]),
        ("경상수입", [51_130, 48_270]),
        ("임대료", [40_020, 38_150]),
        ("수수료", [11_110, 10_120]),
        ("임시수입", [20_120, 21_040]),
        ("매각대", [20_120, 21_040]),
        ("보조금", [20_000, 15_000]),
    ]
    assert paths(rows) == [
        ("계",),
        ("자 체 수 입",),
        ("자 체 수 입", "경상수입"),
        ("자 체 수 입", "경상수입", "임대료"),
        ("자 체 수 입", "경상수입", "수수료"),
        ("자 체 수 입", "임시수입"),
        ("자 체 수 입", "임시수입", "매각대"),
        ("보조금",),
    ]


def test_a_share_in_brackets_is_of_the_row_above_it() -> None:
    found = paths(
        [
            ("마을 수", [60]),
            ("작은 마을", [15]),
            ("(비율)", [25]),
            ("(순위)", [3]),
            ("합계", [80]),
            ("(구성비)", [100]),
        ]
    )
    assert found[1:4] == [("작은 마을",), ("작은 마을", "(비율)"), ("작은 마을", "(순위)")]
    assert found[5] == ("(구성비)",)


def test_one_column_with_a_slip_of_the_source() -> None:
    rows: list[Row] = [
        ("가람과", [812_345, 704_112, 51_003]),
        ("도서 구입", [512_340, 404_100, 30_000]),
        ("전산 운영", [300_005, 300_012, 22_003]),
        ("나루과", [95_310, 81_204, 7_411]),
    ]
    assert [len(p) for p in paths(rows)] == [1, 2, 2, 1]


def test_total_below_its_rows_and_a_grand_total_of_subtotals() -> None:
    rows: list[Row] = [
        ("동부", [1_204, 33]),
        ("서부", [2_310, 41]),
        ("소 계", [3_514, 74]),
        ("남부", [7_015, 52]),
        ("북부", [1_400, 11]),
        ("소 계", [8_415, 63]),
        ("합 계", [11_929, 137]),
    ]
    assert [p[-1] for p in paths(rows)] == [name for name, _ in rows]
    groups = {g.parent: g.parts for g in sum_groups([r[0] for r in rows], figures(rows))}
    assert groups == {2: (0, 1), 5: (3, 4), 6: (2, 5)}


def test_group_that_stands_after_a_total_by_name() -> None:
    rows: list[Row] = [("사업예산(계)", [1_540, 903]), ("시설", [1_040, 803]), ("전산", [500, 100])]
    assert paths(rows)[1:] == [("사업예산", "시설"), ("사업예산", "전산")]


def test_label_columns_blank_is_the_same_as_above() -> None:
    labels = [["계", "계"], ["", "시정요구"], ["", "건의"], ["도서과", "구입"], ["", "대출"]]
    none: list[list[Decimal | None]] = [[None]] * 5
    assert row_paths(labels, none, [0] * 5) == [
        ("계",),
        ("시정요구",),
        ("건의",),
        ("도서과", "구입"),
        ("도서과", "대출"),
    ]


def test_row_numbers_are_no_labels() -> None:
    labels = [["1", "누리집 개편"], ["2", "자료실 확충"], ["합계", ""]]
    assert row_paths(labels, [[None]] * 3, [0] * 3) == [("누리집 개편",), ("자료실 확충",), ("합계",)]


def test_indentation_where_nothing_adds_up() -> None:
    rows: list[Row] = [("시설", [31]), ("강당", [12]), ("도서실", [None]), ("장비", [8])]
    assert paths(rows, [0, 2, 2, 0]) == [("시설",), ("시설", "강당"), ("시설", "도서실"), ("장비",)]


def test_sums_win_over_a_misplaced_indent() -> None:
    rows: list[Row] = [
        ("세외수입", [9_431, 8_220]),
        ("이자", [5_120, 4_110]),
        ("과년도", [4_311, 4_110]),
        ("교부세", [777, 612]),
    ]
    assert [len(p) for p in paths(rows, [0, 2, 0, 0])] == [1, 2, 2, 1]


def test_small_counts_do_not_make_a_tree_by_chance() -> None:
    rows: list[Row] = [("가", [3]), ("나", [1]), ("다", [2]), ("라", [6])]
    assert all(len(path) == 1 for path in paths(rows))


@pytest.mark.parametrize("label", ["계", "합 계", "총 계", "소계", "계(승용차)", "합계 (A+B)", "전 체"])
def test_totals(label: str) -> None:
    assert is_total(label)


@pytest.mark.parametrize("label", ["통계", "회계", "사업예산(계)", "설계비", "기계", "계약"])
def test_names_that_only_look_like_totals(label: str) -> None:
    assert not is_total(label)


def test_named_totals() -> None:
    assert is_named_total("시설비(계)")
    assert not is_named_total("합계")


@given(st.integers(0, 10_000))
def test_random_trees_read_back(seed: int) -> None:
    random = Random(seed)
    rows: list[tuple[Path, list[int]]] = []

    def grow(path: Path, depth: int) -> list[int]:
        place = len(rows)
        rows.append((path, []))
        if depth == 0 or random.random() < 0.25:
            values = [random.randint(10_000, 9_999_999) for _ in range(3)]
        else:
            parts = [grow((*path, f"{path[-1]}{k}"), depth - 1) for k in range(random.randint(2, 4))]
            values = [sum(column) for column in zip(*parts, strict=True)]
        rows[place] = (path, values)
        return values

    for k in range(random.randint(1, 3)):
        grow((f"부서{k}",), 3)
    assert paths([(path[-1], list(values)) for path, values in rows]) == [path for path, _ in rows]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["계", "", "가", "소계", "나(계)", "1"]),
            st.lists(st.one_of(st.none(), st.decimals(allow_nan=True, allow_infinity=True)), max_size=4),
            st.integers(0, 9),
        ),
        max_size=30,
    )
)
def test_any_input_gives_one_path_a_row(rows: list[tuple[str, list[Decimal | None], int]]) -> None:
    found = row_paths([[name] for name, _, _ in rows], [v for _, v, _ in rows], [d for _, _, d in rows])
    assert len(found) == len(rows)


def test_five_thousand_rows() -> None:
    rows: list[Row] = [(f"항목{i}", [i * 37 % 1009, 5, None, i * i % 9973]) for i in range(5000)]
    assert len(paths(rows)) == 5000


def test_posts_are_no_total_of_those_held_and_those_vacant() -> None:
    rows = [[Decimal(86), Decimal(4)], [Decimal(83), Decimal(4)], [Decimal(3), None]]
    assert row_paths([["정원"], ["현원"], ["결원"]], rows, [0, 0, 0]) == [("정원",), ("현원",), ("결원",)]


def test_how_many_rows_a_total_sums_up_is_no_label() -> None:
    labels = [["합계", "3개 과제"], ["나루과", "산책로"], ["", "쉼터"], ["물길과", "수문"]]
    values = [[Decimal(60)], [Decimal(10)], [Decimal(20)], [Decimal(30)]]
    assert row_paths(labels, values, [0] * 4)[0] == ("합계",)


def test_who_pays_stands_beside_who_else_does() -> None:
    """국비 is as much as 시비 and 구비 here, and no sum of them."""
    values = [[Decimal(value)] for value in (8400, 4200, 2900, 1300)]
    found = row_paths([["계"], ["국비"], ["시비"], ["구비"]], values, [0, 0, 0, 0])
    assert found == [("계",), ("국비",), ("시비",), ("구비",)]
