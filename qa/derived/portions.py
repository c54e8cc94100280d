"""The share that one figure has of another: of what is named, or stated, else of its total."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Fact
from qa.derived import derive
from qa.derived.steps import Step, steps_of
from qa.derived.wholes import stand_together, whole_stated
from qa.figures.alike import column_key
from qa.figures.fields import is_total, measure_of
from qa.figures.measures import measures_of
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


def _are_of_two_years(one: Fact, other: Fact) -> bool:
    """Tell whether two figures of a table are what one thing came to in two years."""
    down = one.table is not None and column_key(one) == column_key(other)
    return down and None not in (one.year, other.year) and one.year != other.year


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


def share(query: Query, facts: list[Fact], table: Sequence[Fact]) -> tuple[list[Step], list[Fact]]:
    """'차지하는 비중은': of two facts the smaller in the larger; of one, in the row above it."""

    def in_column(fact: Fact) -> Fact:
        return derive.in_named_column(fact, table, query)

    amounts = [fact for fact in facts if not derive.is_rate(fact)]
    pairs = [
        (a, b)
        for n, a in enumerate(amounts)
        for b in amounts[n + 1 :]
        if derive.same_scale((a, b)) and derive.scaled(a) != derive.scaled(b)
    ]
    # one is no part of the other, nor is what it was in another year
    apart = any(a.document != b.document or _are_of_two_years(a, b) for a, b in pairs)
    if not amounts or apart or any(_are_siblings(*pair) for pair in pairs):
        return [], facts
    pairs = [(in_column(a), in_column(b)) if a.column == b.column else (a, b) for a, b in pairs]
    if pairs:
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
        part = _in_column_of(whole, part, table)
    else:
        part = in_column(amounts[0])
        above = derive.whole_of(part, table, query.text)
        if above is None:
            return [], facts
        whole = above
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
    steps = steps_of([(of_whole, f"{label(part)} 비중")])
    return steps, [part, whole] if steps else facts
