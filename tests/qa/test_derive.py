"""Arithmetic over facts, worked by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from corpus.model import Fact
from qa.derived import derive


def fact(
    value: str, unit: str = "천원", row: tuple[str, ...] = ("가",), cell: tuple[int, int] = (0, 0)
) -> Fact:
    return Fact(
        id=0, document="d", lines=(1, 1), section=(), caption="", row=row, column=("예산액",),
        value=Decimal(value), unit=unit, text=value, table=0, cell=cell,
    )  # fmt: skip


def test_a_sum_is_in_the_first_unit() -> None:
    result = derive.total([fact("13", "억원"), fact("0.9", "억원"), fact("500", "백만원")])
    assert result
    assert (result.value, result.unit) == (Decimal("18.9"), "억원")


def test_units_that_do_not_go_together_give_nothing() -> None:
    assert derive.total([fact("1", "명"), fact("1", "천원")]) is None
    assert derive.difference(fact("1", "명"), fact("1", "%")) is None


def test_a_difference_of_rates_is_in_points() -> None:
    result = derive.difference(fact("85.2", "%"), fact("61.1", "%"))
    assert result
    assert (result.value, result.unit) == (Decimal("24.1"), "%p")


def test_growth_share_and_ratio_round_half_up() -> None:
    growth = derive.growth_rate(fact("140799168"), fact("182140647"), 1)
    share = derive.share(fact("178", "명"), fact("361", "명"), 1)
    ratio = derive.ratio(fact("114954430"), fact("16710587"), 1)
    assert growth
    assert share
    assert ratio
    assert [growth.value, share.value, ratio.value] == [Decimal("-22.7"), Decimal("49.3"), Decimal("6.9")]


def test_nothing_is_divided_by_zero() -> None:
    assert derive.share(fact("1"), fact("0"), 1) is None
    assert derive.growth_rate(fact("1"), fact("0"), 1) is None
    assert derive.ratio(fact("1"), fact("0"), 1) is None


def test_per_head_is_in_won() -> None:
    result = derive.per_head(fact("49379"), fact("7043", "명"))
    assert result
    assert (result.value, result.unit) == (Decimal(7011), "원")


@pytest.mark.parametrize(("text", "digits"), [("소수 둘째 자리까지", 2), ("소수 첫째 자리", 1), ("몇 %?", 1)])
def test_digits_asked(text: str, digits: int) -> None:
    assert derive.digits_asked(text) == digits


def test_the_whole_is_the_row_above_that_is_named() -> None:
    total = fact("100", row=("계",), cell=(0, 0))
    group = fact("60", row=("사업비",), cell=(1, 0))
    part = fact("15", row=("사업비", "달빛과"), cell=(2, 0))
    table = [total, group, part]
    assert derive.whole_of(part, table, "사업비에서 달빛과 비중") == group
    assert derive.whole_of(part, table, "달빛과 비중") == total
