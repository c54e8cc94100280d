"""One figure divided by another: how many times it is, in percent of which year, how much for each one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Fact
from qa.derived import derive
from qa.derived.each import each_asked, is_number, is_told_for_each
from qa.derived.steps import Step, steps_of
from qa.figures.alike import row_key
from qa.figures.measures import measures_of
from qa.understanding.per_unit import IN_DAYS
from qa.understanding.query import Query, squash
from qa.understanding.words.operations import OPERATIONS, SHARE_OF_NAMED, YEAR_OF_YEAR
from qa.understanding.words.units import PERCENT
from qa.wording.compose import label

# '2031년 12월의 몇 배', '작년 인원보다 몇 배', '2031년의 몇 %'
_TIMES = rf"(?:몇\s?배|{PERCENT})"
TIMES_OF = re.compile(
    r"['’]?\d{2,4}\s?년?(?:(?!\d{2,4}\s?년)[^,?]){0,16}?"
    rf"(?:(?:보다|에\s?비[해하]\S*|대비)(?=\s[^?]*{_TIMES})|의\s(?:약\s|대략\s)?{_TIMES})"
)
# '간호사가 의사의 몇 배', '의사보다 간호사가 몇 배': by whom is divided
TIMES_WHOM = re.compile(
    r"([가-힣A-Za-z]{2,}?)(?:(?:의|에)\s?(?:약\s?)?|(?:보다|에\s?비[해하]\S*|\s?대비)\s(?:[^?,]{0,24}\s)?)몇\s?배"
)
LEAST_EACH = 2  # rows that a rank by the amount for each one goes over


def divide(query: Query, facts: Sequence[Fact]) -> list[Step]:
    """'몇 배', '1인당': of two facts the first by the second, or an amount by a number of people."""
    budget, spent = (next((f for f in facts if name in measures_of(f)), None) for name in ("budget", "spent"))
    if query.operation == "ratio" and budget and spent and "배" not in query.text:
        return steps_of([(derive.share(spent, budget, derive.digits_asked(query.text)), "집행률")])
    if len(facts) > 1 and query.operation == "ratio":
        first, second = facts[:2]
        base = _base_year(query) or (min(first.year or 0, second.year or 0) * (first.row == second.row))
        whom = TIMES_WHOM.search(query.text)
        if (base and base == first.year != second.year) or (
            whom and whom[1] in squash(label(first)) and whom[1] not in squash(label(second))
        ):
            facts = (second, first)  # 'A년보다 몇 배': the later by the earlier
        if YEAR_OF_YEAR.search(query.text) or SHARE_OF_NAMED.search(query.text):
            of = f"{base}년" if base else label(facts[1])
            share = derive.share(facts[0], facts[1], derive.digits_asked(query.text))
            return steps_of([(share, f"{of} 대비 비율")])
        return steps_of([(derive.ratio(facts[0], facts[1], derive.digits_asked(query.text)), "배수")])
    return _each(query, facts) if query.operation == "per_head" else []


def _base_year(query: Query) -> int | None:
    """The year by whose figure another is divided: '2033년은 2031년의 몇 배'; None where none is said."""
    return next((year for year, start in query.year_places if TIMES_OF.match(query.text, start)), None)


def _each(query: Query, facts: Sequence[Fact]) -> list[Step]:
    """'1인당 얼마': an amount by the number beside it; none where it is printed so."""
    each = each_asked(query.text)
    if each is None or len(facts) < 2 or any(map(is_told_for_each, facts)):
        return []
    amount, heads = facts[:2]
    if not is_number(heads, each):
        return []
    name = f"한 {each.noun}당 평균" if each.units else f"{each.noun}당 평균"
    name = "1인당" if heads.unit == "명" else "하루 평균" if each.units == IN_DAYS else name
    return steps_of([(derive.per_head(amount, heads, query.text), name)])


def rank_each(
    query: Query, facts: Sequence[Fact], table: Sequence[Fact]
) -> tuple[list[Step], list[Fact]] | None:
    """'한 명당 지원액이 가장 큰 곳은': the row whose amount for each one is at the top, or at the bottom.

    None where no rank is asked for, or the two figures do not stand in one row of a table.
    """
    asked = [name for name, said in OPERATIONS if name in ("largest", "smallest") and said.search(query.text)]
    if len(asked) != 1 or not _each(query, facts):
        return None
    amount, heads = facts[:2]
    if not (amount.cell and heads.cell and row_key(amount) == row_key(heads)):
        return None
    beside = {row_key(other): other for other in table if other.cell and other.cell[1] == heads.cell[1]}
    over = derive.peers(amount, table, query)
    rows = [(one, other) for one in over if (other := beside.get(row_key(one))) and other.value]
    if len(rows) < LEAST_EACH:
        return None
    best = (max if asked == ["largest"] else min)(rows, key=lambda two: two[0].value / two[1].value)
    return _each(query, best), list(best)
