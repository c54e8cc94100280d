"""Follow-ups on other stages of what was told: '원래 계획 인원은?', '9월까지 몇 명 했어?', '연도별로 나눠줘'.

The row of the figure told, or in prose its section, tells what was planned at first, what was done, what is
still to come and what it was in other years, so that nothing has to be searched for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Fact
from qa.derived import derive
from qa.derived.steps import Step, steps_of
from qa.figures.actual import DONE, PLAN, RESULT, is_planned, own_name, project
from qa.figures.alike import row_key
from qa.figures.fields import labels_of
from qa.figures.measures import counts_alike, in_units, is_change, measures_of
from qa.followups.fit import COMING, NEAR_LINES, NO_THING
from qa.library import Library
from qa.passages.text import years_named
from qa.understanding.per_unit import PER_ONE
from qa.understanding.query import Query, Term, squash

# '원래는', '당초 계획은', '애초에 몇 명 하려고 했어'
FIRST = re.compile(r"(?<![가-힣])(?:원래|당초|애초)(?:에는|에|엔|는|의)?(?=[\s?]|$)")
# '앞으로 몇 명 더', '향후 계획은', '남은 건 몇 회'
AHEAD = re.compile(rf"{COMING.pattern}(?!.*(?:얼마나\s걸|언제))")
# '지금 어디까지 됐어', '얼마나 진행됐어', and what tells it
HOW_FAR = re.compile(r"어디까지\s?(?:됐|되|왔|갔|했|진행)|얼마(?:나|만큼)\s?(?:진행|진척)")
PROGRESS = re.compile(r"공정[률율]|진척[률도]|진도율|진행률")
# '지금 몇 명 들어가 있어' after the places there are
BEFORE = re.compile(r"당초|변경전|개선전|기존")  # squashed
NOW = re.compile(r"^(?:지금|현재|실제)(?:은|는|로는)?\s(?!.*까지)")
OF_NOW = re.compile(r"^현(?:재|원|인원|입[주소]|이용|수용)")
LAST_YEAR = re.compile(r"^(?:전년도?|작년|지난해)(?:동기|동월|같은기간|실적)?$")
LATER = re.compile(r"변경|수정|추경|최종|향후|대비|잔여|비율|[률율]$")
# says which stage, and no thing
STAGE_WORDS = re.compile(
    r"원래|당초|애초|앞|앞으로|향후|실제|상반기|하반기|계획|목표|예정|예산|인원|횟수|건수|금액|대수|추진|교육|운영"
)
OF_EACH = re.compile(r"[가-힣\d]당(?!초)")  # '1인당 지원액(만원)'
# '나머지는?': the other rows
REST = re.compile(r"^(?:나머지|다른\s?(?:데|곳|과|것)들?)(?:는|은)(?:요)?[\s?.!]*$")
MOST_REST = 8
BY_YEAR = re.compile(r"(?:연도|년도|해)\s?별(?:로|$|[\s?은는])")


def staged(query: Query, things: Sequence[Term], told: Sequence[Fact], library: Library) -> list[Fact]:
    """The figures told as first planned, as done, or as planned from now on, where these are asked for."""
    first, ahead, done = (how.search(query.text) for how in (FIRST, AHEAD, DONE))
    far, now = HOW_FAR.search(query.text), NOW.search(query.text) and query.units
    each = PER_ONE.search(query.text)
    if not told or names_a_thing(things) or not (first or ahead or done or far or now or each):
        return []
    around = _around(told[0], library)
    if far:
        rates = [o for o in around if PROGRESS.search(labels_of(o)) and not PLAN.search(labels_of(o))]
        return rates if len(rates) == 1 else []
    if each:
        found = [o for o in around if OF_EACH.search(own_name(o)) and o.unit not in ("", told[0].unit)]
        return _of_one_line(found, query, told)
    if now and not (first or ahead or done):
        found = [o for o in around if OF_NOW.search(own_name(o)) and (not o.unit or _is_wanted(o, query, ()))]
        return found if len(found) == 1 and is_planned(told[0]) else []
    if first and (before := _told_before(told, around)):
        return before
    if first:
        found = _first_planned(around)
        told = [fact for fact in told if fact not in found]  # which may have been told beside what it became
    elif done:
        found = _done(around, told[0], query.months)
    else:
        found = [other for other in around if "향후" in _headed(other)]
    found = [other for other in found if other.year == told[0].year or None in (other.year, told[0].year)]
    return _of_one_line(found, query, told)


def _told_before(told: Sequence[Fact], around: Sequence[Fact]) -> list[Fact]:
    """What was first planned, where that was told in part: '4회 57명 (당초 19회 293명)', '2% → 5%'.

    All that the line calls so, beside as many figures that it does not.
    """
    years = {fact.year for fact in told if fact.year}
    if len(told) == len(years) == 2 and len({(fact.lines, fact.row, fact.table) for fact in told}) == 1:
        return [min(told, key=lambda fact: fact.year or 0)]  # ''31년 20만원 → '32년 25만원'
    if not any(BEFORE.search(labels_of(fact)) for fact in told):
        return []
    line = [other for other in around if other.lines == told[0].lines]
    before = [other for other in line if BEFORE.search(labels_of(other))]
    now = [fact for fact in told if fact not in before and fact.lines == told[0].lines]
    return before if len(before) == len(now) else []


def names_a_thing(words: Sequence[Term]) -> bool:
    """Tell whether words name more than a stage: '원래 계획 인원은' does not."""
    return not all(STAGE_WORDS.fullmatch(word.text) or NO_THING.fullmatch(word.text) for word in words)


def the_rest(query: Query, told: Sequence[Fact], library: Library) -> list[Fact]:
    """The rows beside those told: '나머지는?' after some rows of a small table."""
    if not (REST.search(query.text) and told and told[0].cell):
        return []
    first = told[0]
    table = [other for other in library.facts(first.document) if other.table == first.table]
    found = [other for other in derive.peers(first, table, query) if other not in told]
    return found if len(found) <= MOST_REST and len({fact.column for fact in told}) == 1 else []


def in_year(
    query: Query, things: Sequence[Term], years: Sequence[int], told: Sequence[Fact], library: Library
) -> list[Fact]:
    """The figures that prose gives for another year beside those told: '’22년: 12회 918명'."""
    if len(years) != 1 or names_a_thing(things) or query.operation or not told or told[0].table is not None:
        return []
    around = [other for other in _around(told[0], library) if years_named(other.column) == set(years)]
    if not around and len(told) == 1 and told[0].year == years[0] + 1:
        return year_before(told[0], library)
    return _of_one_line(around, query, told)


def year_before(fact: Fact, library: Library) -> list[Fact]:
    """The figure of the year before told with one in prose: '상담 384건(전년 동기 297건)'."""
    line = [o for o in library.facts(fact.document) if o.lines == fact.lines and o.unit == fact.unit]
    behind = [
        other
        for other in line
        if other.row[: len(fact.row)] == fact.row
        and LAST_YEAR.match(squash("/".join((*other.row[len(fact.row) :], *other.column))))
    ]
    if not behind and fact.year:
        behind = [other for other in line if other.row == fact.row and other.year == fact.year - 1]
    return behind if len(behind) == 1 else []


def _of_one_line(around: Sequence[Fact], query: Query, told: Sequence[Fact]) -> list[Fact]:
    """Those in the units asked for, or told, that are of the whole, in one line, one of each unit."""
    units = list(dict.fromkeys(fact.unit for fact in told))
    found = [other for other in around if other not in told and _is_wanted(other, query, units)]
    found = [other for other in found if len(other.row) == min(len(one.row) for one in found)]
    alone = len({other.unit for other in found}) == len(found) or _are_of_each(found, told)
    return found if alone and len({o.lines for o in found}) == 1 else []


def _are_of_each(found: Sequence[Fact], told: Sequence[Fact]) -> bool:
    """Tell whether figures are of the things told, one of each: '심사 5일, 발급 2일' of both things."""
    of = {(fact.row, fact.unit) for fact in found}
    return len(of) == len(found) and of == {(fact.row, fact.unit) for fact in told}


def by_year(query: Query, told: Sequence[Fact], library: Library) -> tuple[list[Fact], list[Step]]:
    """The figures told in each of the years that their rows have, and their sums where several were told."""
    if not (BY_YEAR.search(query.text) and told):
        return [], []
    rows: list[list[Fact]] = []
    for fact in told:
        row = [other for other in _around(fact, library) if _is_of_other_year(other, fact)]
        if fact.table is None or len({other.year for other in row}) != len(row) or len(row) < 2:
            return [], []
        rows.append(sorted(row, key=lambda other: other.year or 0))
    years = [[other.year for other in row] for row in rows]
    if any(some != years[0] for some in years):
        return [], []
    columns = zip(*rows, strict=True) if rows[1:] else ()
    steps = steps_of([(derive.total(some), f"{some[0].year}년 합계") for some in columns])
    return [fact for row in rows for fact in row], steps


def _is_of_other_year(other: Fact, fact: Fact) -> bool:
    """Tell whether a figure of a row is the same measure in some year."""
    alike = other.unit == fact.unit and measures_of(other) == measures_of(fact) and not is_change(other)
    return alike and bool(years_named(other.column)) and row_key(other) == row_key(fact)


def _around(fact: Fact, library: Library) -> list[Fact]:
    """The row of a figure in a table, the figures in prose of its section around it."""
    facts = library.facts(fact.document)
    if fact.table is not None:
        return [other for other in facts if row_key(other) == row_key(fact)]
    return [other for other in facts if is_beside(other, fact)]


def is_beside(other: Fact, fact: Fact) -> bool:
    """Tell whether a figure in prose is under the same numbered heading as another, and near it."""
    same = project(other) == project(fact)
    return other.table is None and same and abs(other.lines[0] - fact.lines[0]) <= NEAR_LINES


def _first_planned(around: Sequence[Fact]) -> list[Fact]:
    """Those called 당초, else those of a plan that is not called a changed one."""
    named = [other for other in around if "당초" in labels_of(other)]
    plans = [
        other for other in around if PLAN.search(labels_of(other)) and not LATER.search(labels_of(other))
    ]
    return named or plans


def _done(around: Sequence[Fact], fact: Fact, months: Sequence[int]) -> list[Fact]:
    """Those called 실적 by their own labels, of the thing itself where it has any, by the month said."""
    found = [other for other in around if RESULT.search(own_name(other)) and _is_of_month(other, months)]
    return [other for other in found if other.row == fact.row and other.lines == fact.lines] or found


def _is_of_month(fact: Fact, months: Sequence[int]) -> bool:
    return not months or fact.as_of is None or fact.as_of.month in months


def _headed(fact: Fact) -> str:
    return squash("/".join((*fact.section[-1:], fact.caption, *fact.row, *fact.column)))


def _is_wanted(other: Fact, query: Query, units: Sequence[str]) -> bool:
    """Tell whether a figure has a unit asked for, or where none is one of those told."""
    if query.units:
        return in_units(query.units, other.unit)
    return any(counts_alike(unit, other.unit) for unit in units)
