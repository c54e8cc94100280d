"""How each of several things changed: 'A와 B 중 예산이 더 많이 깎인 것은', 'A와 B는 각각 얼마나 늘었나'.

Each thing is looked up by itself, so that they may stand in other tables or documents. How it changed lies
between the figures of two years in its row, or is printed there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Fact
from corpus.units import convert
from qa.context import Context
from qa.derived import derive
from qa.derived.changes import (
    Change,
    change_told,
    column_kind,
    compared_years,
    is_by_rows,
    measure_kind,
    name_of,
)
from qa.derived.steps import Step, steps_of
from qa.figures.alike import row_key
from qa.figures.measures import is_change
from qa.understanding.asked_years import asks_how_changed
from qa.understanding.query import Query

ASKS_RATE = re.compile(r"%|퍼센트|프로|비율|증감(?!\s?액)|(?:증가|감소)\s?[률율]")
# '작년보다 얼마나 늘었나': by how many and by how many in a hundred
HOW_FAR = re.compile(r"얼마나\s?(?:더\s)?(?:늘|줄|증가|감소|변|커졌|많아|적어)")
# '두 해의 인원을 비교해 줘'
COMPARED = re.compile(r"비교(?:해|하)")
# '두 해의 인원을 견주어 늘어난 인원까지', '증가분과 함께'
CHANGE_TOO = re.compile(
    r"(?:늘어난|줄어든)\s?(?:금액|인원|건수|액수|만큼|폭)|(?:증가|감소|증감)한?\s?(?:금액|인원|건수|액|분|폭|량)(?:[과와도까을를]|이랑|하고)"
)
# '얼마 차이 나나' of two that are told, whatever else is asked
APART_TOO = re.compile(r"차이(?![는은]?\s?(?:왜|이유|까닭))|격차|차액")
# '2031년보다 2033년에 늘었나요'
GREW_OR_NOT = re.compile(
    r"(?:늘었|늘어났|줄었|줄어들었|증가했|증가하였|감소했|감소하였|커졌|올랐|내렸|많아졌|적어졌)(?:나요?|어요?|습니까|는지|을까요?|던가요?)"
)


def asks_apart(query: Query) -> bool:
    """Tell whether two figures are to be told with what lies between them."""
    said = any(said.search(query.text) for said in (COMPARED, CHANGE_TOO, APART_TOO))
    grew = len(query.years) > 1 and GREW_OR_NOT.search(query.text)
    return said or bool(grew) or asks_how_changed(query.text, query.years)


def changes_of_each(context: Context, facts: Sequence[Fact]) -> tuple[list[Step], list[Fact]]:
    """How each of the things that some figures are of changed, the most first; none where one tells none."""
    first = {(row_key(fact), fact.row): fact for fact in reversed(facts)}
    found = [_change_in(context, fact) for fact in reversed(first.values())]
    changes = [one for one in found if one]
    if len(changes) < max(len(found), 2):
        return [], []
    changes.sort(key=lambda one: -abs(convert(one.by, one.new.unit, "원") or one.by))
    steps = [step for one in changes for step in _steps(context.query, one)]
    # what was computed with is told by the formulas
    printed = any(one.old is None for one in changes)
    return steps, [fact for one in changes for fact in (one.new, one.old) if fact and printed]


def _steps(query: Query, change: Change) -> list[Step]:
    """What is computed of a change: by how much it is, and its rate where that is asked for."""
    told = change_told(change) if query.units != ("%",) or derive.is_rate(change.new) else None
    rated = change.old and ASKS_RATE.search(query.text) and not derive.is_rate(change.new)
    digits = derive.digits_asked(query.text)
    rate = derive.growth_rate(change.new, change.old, digits) if rated and change.old else None
    return [*([told] if told else []), *steps_of([(rate, f"{change.name} 증감률")])]


def _change_in(context: Context, fact: Fact) -> Change | None:
    """How the row of a figure changed, or the column where there is a row for each year."""
    by_rows = is_by_rows(fact)
    beside = [other for other in context.beside(fact) if other.unit == fact.unit]
    if by_rows:
        beside = [other for other in beside if other.column == fact.column]
    else:
        beside = [other for other in beside if (row_key(other), other.row) == (row_key(fact), fact.row)]
    name = name_of(fact, by_rows=by_rows)
    for kind_of in (column_kind, measure_kind):
        alike = [one for one in beside if kind_of(one) == kind_of(fact) and not is_change(one)]
        years = compared_years(context.query, alike)
        both = [[one for one in alike if one.year == year] for year in years or ()]
        if both and all(len(some) == 1 for some in both):
            return Change(name, both[0][0], both[1][0])
    printed = [one for one in beside if is_change(one)]
    return Change(name, printed[0]) if len(printed) == 1 else None
