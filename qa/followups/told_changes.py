"""Follow-ups that compare what was told with its year before, with a named year, or with what was planned.

'전년보다 늘었어?', '2021년하고 비교하면?', '남은 건 몇 대야?': the row of the figure told, or those
told before it, tell what it is compared with.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.model import Fact
from qa.context import Context
from qa.derived import derive
from qa.derived.operations import carried_out
from qa.derived.steps import Step, steps_of
from qa.figures.actual import is_done, is_planned
from qa.figures.alike import row_key
from qa.figures.fields import own_label
from qa.figures.measures import in_units, is_change, measures_of
from qa.followups.asked import AGAINST, content
from qa.followups.direct import Direct, of_thing, stated_of, stated_with
from qa.followups.fit import CHANGED
from qa.followups.joint import are_of_one
from qa.followups.moves import Wanted, moved
from qa.followups.pairs import SHORT
from qa.followups.stages import year_before
from qa.library import Library
from qa.understanding.asked_figures import figures_asked
from qa.understanding.query import Query, squash
from qa.understanding.words.times import YEAR
from qa.wording.compose import clean, column_name

# '2021년보다', '2020년하고 비교하면', '22년 12월에 비해', '2023년까지 몇 % 늘었어'
AGAINST_YEAR = re.compile(
    rf"{YEAR.pattern}(?:\s?(?:말|초|[상하]반기|\d{{1,2}}월\s?말?))?"
    r"\s?(?:보다|대비|까지|부터|이후|에\s?비[해하]|(?:하고|이?랑|[와과])\s?비교)"
)
# '작년하고 비교하면?', '전년 대비로는 얼마나 차이 나?'
COMPARED = re.compile(
    rf"(?:{AGAINST.pattern})(?:으?로)?(?:는|면)?(?:\s?(?:얼마나|얼마|어때|어떤가요?))?(?:\s?(?:차이|달라|다른|더|덜|많|적)\S*)?(?:\s?나\S*)?[\s?.!]*"
)
# a part of a year: figures of unlike ones are not compared
PERIOD = re.compile(r"[상하]반기|[1-4]/?4?분기|\d{1,2}월")
TO_GOAL = re.compile(r"(?:목표|계획)까지")
REACHED = re.compile(r"누계|합계$|^계$")
LEFT = re.compile(r"(?<![가-힣])남[은았]|나머지")  # '남은 인원은', '얼마나 남았어'

# '달성률은', '목표 대비 몇 %야', '몇 % 달성한 거야'
ACHIEVED = re.compile(
    r"(?:달성|이행)\s?[률율도]|(?:목표|계획)\s?대비|(?:%|퍼센트|프로)\S*\s(?:달성|이룬|이뤘)"
)


def since_before(query: Query, base: Query, told: Sequence[Fact], library: Library) -> Direct | None:
    """'전년보다 줄었어요?' of the one figure told: the change that its row prints, or its year before."""
    mine = [fact for fact in told if in_units(query.units, fact.unit)] if told[1:] else told
    compared = CHANGED.search(query.text) or COMPARED.fullmatch(query.text) or _asks_since(query)
    if compared and len(told) == 2 and are_of_one(told):  # '440원에서 480원으로' told both
        mine = [max(told, key=lambda fact: fact.year or 0)]
    if not compared or len(mine) != 1:
        return None
    fact = mine[0]
    if not fact.cell:
        return _since_told(query, base, fact, library)
    row = [other for other in library.facts(fact.document) if row_key(other) == row_key(fact)]
    changes = [other for other in row if is_change(other)]
    latest = fact.year is None or fact.year == max((other.year or 0) for other in row if not is_change(other))
    rate = "%" in query.units or "change_rate" in query.measures
    amount = not rate or figures_asked(query.text) > 1
    printed = [other for other in changes if (rate if "%" in other.unit else amount)]
    before = [
        o for o in row if o.year and o.year + 1 == fact.year and o.unit == fact.unit and not is_change(o)
    ]
    before = [o for o in before if _period(o) == _period(fact)]
    if printed and latest:
        facts, steps = printed, list[Step]()
    elif len(before) == 1:
        context = Context(replace(query, operation="growth", relative_years=()), library)
        steps, facts = carried_out(context, [fact, before[0]])
    else:
        return None
    if not (printed and latest) and not steps:
        return None
    names = tuple(filter(None, [*map(clean, fact.row[-1:]), column_name(fact)]))
    return stated_with(Context(query, library), facts, steps, names, on_top=True)


def _asks_since(query: Query) -> bool:
    """Tell whether a change since the year before is asked for of what was told: '전년보다 얼마나 늘었어'."""
    named = [term for term in content(query) if not PERIOD.fullmatch(squash(term.text))]
    return query.operation in ("difference", "growth") and bool(AGAINST.search(query.text)) and not named


def _period(fact: Fact) -> tuple[str, ...]:
    """The part of a year that a figure's column names: '2025년 상반기'."""
    return tuple(PERIOD.findall(squash("/".join(fact.column))))


def _since_told(query: Query, base: Query, fact: Fact, library: Library) -> Direct | None:
    """The change of a figure in prose with that of the year before behind it: '384건(전년 동기 297건)'."""
    before = year_before(fact, library)
    asked = replace(query, operation="growth", relative_years=())
    steps, facts = carried_out(Context(asked, library), [fact, *before]) if before else ([], [])
    return of_thing(query, base, facts, steps, library) if steps else None


def since_year(query: Query, told: Sequence[Fact], library: Library) -> Direct | None:
    """'2021년보다 얼마나 늘었어?', '2020년하고 비교하면?': the figure told last and the one of that year."""
    if not (AGAINST_YEAR.search(query.text) and len(query.years) == 1 and told and are_of_one(told)):
        return None
    last = max(told, key=lambda fact: fact.year or 0)
    before = moved(Wanted((), query.years, query.months), [last], library)
    years = tuple(sorted({fact.year for fact in (last, *before) if fact.year}))
    asked = replace(query, operation=query.operation or "difference", years=years)
    steps, facts = carried_out(Context(asked, library), [last, *before]) if before else ([], [])
    return stated_of(query, facts, steps, (), library) if steps else None


def left_over(query: Query, base: Query, told: Sequence[Sequence[Fact]], library: Library) -> Direct | None:
    """'남은 건 몇 대야?', '몇 명 모자란 거야?' of what was told as planned and as done."""
    if not told or not (LEFT.search(query.text) or SHORT.search(query.text)):
        return None
    last = list(told[0])
    if len(told[0]) == 1 and is_planned(told[0][0]) and told[1:]:  # '목표는 얼마였는데' came last
        last = list(told[1])
    done = [fact for fact in last if is_done(fact) and "%" not in fact.unit]
    if len(done) != 1:
        return None
    planned = [fact for some in told for fact in some if is_planned(fact) and fact.unit == done[0].unit]
    if not planned or planned[0].document != done[0].document or planned[0].value < done[0].value:
        return None
    facts = [planned[0], *done]
    return of_thing(query, base, facts, steps_of([(derive.difference(*facts), "차이")]), library)


def to_goal(query: Query, base: Query, told: Sequence[Fact], library: Library) -> Direct | None:
    """'목표까지 몇 명 남았어' after a rate of a row: its goal less what it has as reached."""
    if not (TO_GOAL.search(query.text) and told and told[0].cell):
        return None
    row = [o for o in library.facts(told[0].document) if row_key(o) == row_key(told[0]) and "%" not in o.unit]
    goal = [fact for fact in row if is_planned(fact) and not is_change(fact)]
    reached = [fact for fact in row if is_done(fact) or REACHED.search(squash(own_label(fact.column)))]
    plain = len(goal) == len(reached) == 1 and goal[0].value >= reached[0].value
    steps = steps_of([(derive.difference(*goal, *reached), "차이")]) if plain else []
    return of_thing(query, base, [*goal, *reached], steps, library) if steps else None


def achieved(query: Query, base: Query, told: Sequence[Sequence[Fact]], library: Library) -> Direct | None:
    """'달성률은?' of what one row was told to have as planned and as done; None where it prints rates."""
    facts = [fact for some in told[:2] for fact in some]
    if ACHIEVED.search(query.text) and told and (printed := _rate_behind(told[0], library)):
        return of_thing(query, base, [printed], [], library)
    done, planned = list(filter(is_done, facts)), list(filter(is_planned, facts))
    if len(planned) == 1 and not done:  # '참여' beside '목표'
        done = [
            f for f in facts if f.unit == planned[0].unit and f.row == planned[0].row and f not in planned
        ]
    if not ACHIEVED.search(query.text) or len(done) != 1 or len(planned) != 1:
        return None
    row = [other for other in library.facts(done[0].document) if row_key(other) == row_key(done[0])]
    if planned[0] not in row or any(derive.is_rate(other) for other in row):
        return None
    steps = steps_of([(derive.share(done[0], planned[0], 1), "달성률")])
    return of_thing(query, base, [*done, *planned], steps, library) if steps else None


def _rate_behind(told: Sequence[Fact], library: Library) -> Fact | None:
    """The rate that prose gives behind what was done: '추진실적 : 10회 742명(75.7%)'."""
    if not told or told[0].table is not None or not all(map(is_done, told)):
        return None
    line = (told[0].lines, told[0].row, told[0].column)
    rates = [
        other
        for other in library.facts(told[0].document)
        if "%" in other.unit and (other.lines, other.row, other.column) == line
    ]
    return rates[0] if len(rates) == 1 else None


def shortage(query: Query, told: Sequence[Fact], whose: Sequence[str], library: Library) -> Direct | None:
    """'그래서 몇 명 모자라?' of the row or column told: its 정원 less its 현원, or the shortage printed."""
    if not (SHORT.search(query.text) and told and told[0].cell):
        return None
    fact, place = told[0], told[0].cell
    table = [o for o in library.facts(fact.document) if o.table == fact.table and o.year == fact.year]
    for axis in (0, 1):
        line = [other for other in table if other.cell and other.cell[axis] == place[axis]]
        printed, quota, staff = (
            [other for other in line if name in measures_of(other)] for name in ("shortage", "quota", "staff")
        )
        two = len(quota) == len(staff) == 1
        if two or len(printed) == 1:
            named = len(printed) == 1 and not query.units  # '아니 결원'
            facts = printed if named or not two else [*quota, *staff]
            steps = steps_of([(derive.difference(*facts), "차이")]) if facts[1:] else []
            taken = tuple(dict.fromkeys((*whose, *map(clean, fact.row[-1:]))))
            return stated_with(Context(query, library), facts, steps, taken)
    return None
