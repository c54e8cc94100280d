"""The share that one figure has of another: of what is named, or stated, else of its total."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from corpus.model import Fact
from corpus.units import decimals
from qa.derived import derive
from qa.derived.derive import Derived
from qa.derived.steps import Step, steps_of
from qa.derived.wholes import stand_together, whole_stated
from qa.figures.alike import column_key, row_key
from qa.figures.fields import is_total, measure_of
from qa.figures.measures import is_change, measures_of
from qa.understanding.query import Query, squash
from qa.understanding.sides import RATE_OF, whole_said
from qa.understanding.words.measures import ASKS_TOTAL
from qa.understanding.words.operations import SHARE_OF_NAMED
from qa.wording.compose import label

WHOLE_GROUP = re.compile(r"총|계$|합계|소계|전체")  # what heads the columns of a whole: '총사업비'
ALL = 100  # percent
ALL_OF_IT = re.compile(r"전체")  # 'A는 전체의 몇 %': not of the group that A stands in


def _are_siblings(one: Fact, other: Fact) -> bool:
    """Tell whether no figure of two of a row is the whole of the other: 금액 under 일반 and under 긴급.

    So are those of columns that nothing tells apart.
    """
    if one.table is None or (one.document, one.table, one.row) != (other.document, other.table, other.row):
        return False
    groups = (*one.column[:-1], *other.column[:-1])
    return one.column[-1:] == other.column[-1:] and not any(map(WHOLE_GROUP.match, map(squash, groups)))


def _is_whole_said(query: Query, whole: Fact) -> bool:
    """Tell whether the whole of a share is what a question says that it is: no total for '정원의 몇 %'."""
    match = SHARE_OF_NAMED.search(query.text)
    said = squash(match["whole"]) if match else ""
    labels = squash("/".join((*whole.row, *whole.column, whole.caption)))
    return ASKS_TOTAL.search(said) is not None or said in labels or measure_of(said) in measures_of(whole)


def _in_column_of(whole: Fact, part: Fact, table: Sequence[Fact]) -> Fact:
    """The figure of a part's row under its whole's column, where they share neither: '총 수납액 대비 A'."""
    if not (whole.cell and part.cell) or (whole.document, whole.table) != (part.document, part.table):
        return part
    if whole.cell[0] == part.cell[0] or whole.cell[1] == part.cell[1]:
        return part
    return next((fact for fact in table if fact.cell == (part.cell[0], whole.cell[1])), part)


def _are_of_two_years(query: Query, one: Fact, other: Fact) -> bool:
    """Tell whether two figures are of two years, though no year is asked of another: '2031년 대비'."""
    return None not in (one.year, other.year) and one.year != other.year and not RATE_OF.search(query.text)


def _of_each_year(
    query: Query, facts: Sequence[Fact], table: Sequence[Fact]
) -> tuple[list[Step], list[Fact]] | None:
    """'A 중 B의 비율은 2031년과 2033년에 각각': of each year the share of its own whole."""
    if len(query.years) < 2 or RATE_OF.search(query.text):
        return None
    of_years = [[fact for fact in facts if fact.year == year] for year in query.years]
    if sum(map(len, of_years)) < len(facts) or any(len(some) < 2 for some in of_years):
        return None
    told = [
        (year, share(replace(query, years=(year,)), some, table))
        for year, some in zip(query.years, of_years, strict=True)
    ]
    if not all(steps for _, (steps, _) in told):
        rates = [_printed(some[-2], table) if len(some) > 1 else None for _, (_, some) in told]
        shown = [fact for _, (_, some) in told for fact in some[-2:]]
        return ([], [*filter(None, rates), *shown]) if all(rates) else None
    steps = [
        replace(step, name=f"{year}년 {step.name}", text=f"{year}년 {step.text}")
        for year, (some, _) in told
        for step in some
    ]
    return steps, [fact for _, (_, some) in told for fact in some]


def _part_and_whole(query: Query, facts: Sequence[Fact], table: Sequence[Fact]) -> tuple[Fact, Fact] | None:
    """The part and the whole of a share among some facts, or around the first; None where there are none."""

    def in_column(fact: Fact) -> Fact:
        return derive.in_named_column(fact, table, query)

    amounts = [fact for fact in facts if not derive.is_rate(fact)]
    every = [
        (a, b)
        for n, a in enumerate(amounts)
        for b in amounts[n + 1 :]
        if derive.same_scale((a, b)) and derive.scaled(a) != derive.scaled(b)
    ]
    pairs = [pair for pair in every if not _are_of_two_years(query, *pair)]
    # one is no part of the other
    apart = any(a.document != b.document for a, b in pairs) or (every and not pairs)
    if not amounts or apart or any(_are_siblings(*pair) for pair in pairs):
        return None
    pairs = [(in_column(a), in_column(b)) if a.column == b.column else (a, b) for a, b in pairs]
    if not pairs:
        part = in_column(amounts[0])
        above = derive.whole_of(part, table, query.text)
        return (part, above) if above else None
    # 'A 대비 B': as is said, though B be more than A
    ordered = bool(RATE_OF.search(query.text)) and len(amounts) == 2
    part, whole = pairs[0] if ordered else sorted(pairs[0], key=derive.scaled)
    named = derive.row_named(part, table, whole_said(query))
    group = None if ordered else derive.group_of(part, table, query.text)
    whole = group or named or whole
    if (
        is_total(whole)
        and column_key(whole) == column_key(part)
        and whole.row[:-1] != part.row[: len(whole.row) - 1]
    ):
        whole = derive.whole_of(part, table, query.text) or whole  # the total of another group
    return _in_column_of(whole, part, table), whole


def share(query: Query, facts: list[Fact], table: Sequence[Fact]) -> tuple[list[Step], list[Fact]]:
    """'차지하는 비중은': of two facts the smaller in the larger; of one, in the row above it."""
    if each := _of_each_year(query, facts, table):
        return each
    operands = _part_and_whole(query, facts, table)
    if operands is None:
        return [], facts
    part, whole = operands
    if ALL_OF_IT.search(query.text):
        whole = derive.all_of(part, whole, table, query.text)
    stated = whole_stated(query)
    if stated not in (None, whole.value):
        whole = next(
            (other for other in table if stand_together(other, part) and other.value == stated), whole
        )
    if not _is_whole_said(query, whole) or stated not in (None, whole.value):
        return [], facts
    of_whole = derive.share(part, whole, derive.digits_asked(query.text))
    if of_whole and of_whole.value > ALL and not RATE_OF.search(query.text):
        return [], []  # no part is more than its whole
    printed = _printed(part, table)
    if of_whole and printed and _is_cut_off(of_whole.value, printed):
        return [], [printed, part, whole]
    steps = steps_of([(of_whole, f"{label(part)} 비중")])
    return steps, [part, whole] if steps else facts


def is_printed_otherwise(derived: Derived, table: Sequence[Fact]) -> bool:
    """Tell whether the row of a part prints its share less the last digits."""
    printed = _printed(derived.operands[0], table) if derived.unit == "%" else None
    return printed is not None and _is_cut_off(derived.value, printed)


def _printed(part: Fact, table: Sequence[Fact]) -> Fact | None:
    """The one share that the row of a figure prints; None where it prints none, or several."""
    row = [other for other in table if row_key(other) == row_key(part) and other.unit == "%"]
    return row[0] if len(row) == 1 and part.table is not None and not is_change(row[0]) else None


def _is_cut_off(share: Decimal, printed: Fact) -> bool:
    """Tell whether a share is printed less its last digits, not rounded: 9.8 % for 9.86 %."""
    return 0 < share - printed.value <= Decimal(1).scaleb(-decimals(printed.value))
