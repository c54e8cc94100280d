"""Facts side by side: the same rule, worked out once a group, says the same of each fact."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Fact
from qa.figures.alike import PARTS, Alike, Numbers, column_key, row_key
from qa.understanding.labels import row_label


def fact(number: int, row: str, column: str, table: int | None) -> Fact:
    """A figure of an invented report: '총무과 | 예산 | 12' in a table, or on a line of its own."""
    place = None if table is None else (len(row), len(column))
    return Fact(
        id=number,
        document="가람시.txt",
        lines=(number // 2 + 1, number // 2 + 1),
        section=("일반 현황",),
        caption=f"표 {table}",
        row=(row,),
        column=(column,),
        value=Decimal(number),
        unit="명",
        as_of=None,
        text=str(number),
        table=table,
        cell=place,
    )


FACTS = st.lists(
    st.tuples(
        st.sampled_from("가나다"), st.sampled_from(["예산", "정원", "집행률"]), st.sampled_from([None, 0, 1])
    ),
    min_size=1,
    max_size=30,
).map(lambda rows: [fact(number, *row) for number, row in enumerate(rows)])


@given(FACTS)
def test_rows_and_columns_are_those_of_the_keys(facts: Sequence[Fact]) -> None:
    alike = Alike(facts, Numbers(100).of(facts))
    for place, one in enumerate(facts):
        rows = [n for n, other in enumerate(facts) if row_key(other) == row_key(one)]
        columns = [n for n, other in enumerate(facts) if column_key(other) == column_key(one)]
        assert alike.in_row_of(place) == np.flatnonzero(alike.like(place, "line")).tolist() == rows
        assert np.flatnonzero(alike.like(place, "file")).tolist() == columns
        if place in rows[1:]:
            assert alike.only(rows).in_row_of(rows.index(place)) == list(range(len(rows)))


@pytest.mark.parametrize("kept", [0, 5, 100])
@given(facts=FACTS)
def test_a_rule_says_of_each_fact_what_it_says_of_it_alone(kept: int, facts: Sequence[Fact]) -> None:
    numbers = Numbers(kept)
    for _ in range(2):  # numbered anew, or known
        alike = Alike(facts, numbers.of(facts))
        for part, value in PARTS.items():
            told = alike.each(lambda one, value=value: float(len(repr(value(one)))), part)
            assert told.tolist() == [float(len(repr(value(one)))) for one in facts]


@given(FACTS)
def test_groups_are_those_of_equal_parts(facts: Sequence[Fact]) -> None:
    alike = Alike(facts, Numbers(100).of(facts))
    for parts in (("row",), ("column", "unit"), ("line", "row", "column")):
        keys = [tuple(PARTS[part](one) for part in parts) for one in facts]
        first, groups = alike.groups(*parts)
        assert first.tolist() == [n for n, key in enumerate(keys) if key not in keys[:n]]
        assert [keys[first[group]] for group in groups.tolist()] == keys


def test_a_row_is_narrowed_by_what_its_label_says_of_it() -> None:
    assert row_label(("현황", "평균 나이(세)")).label == "평균나이"
    assert row_label(("현황", "평균 나이(세)")).qualifiers == ("평균",)
    assert row_label(("가구당",)).qualifiers == ("당",)
    assert row_label(()).label == ""
