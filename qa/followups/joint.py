"""What is computed with the figures of the last answers: '둘이 합치면 몇 명이야?', '차이는?'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.model import Fact, Path
from qa.context import Context
from qa.derived import derive
from qa.derived.compared import changes_of_each
from qa.derived.operations import carried_out
from qa.derived.steps import Step, steps_of, which_is_more
from qa.figures.alike import column_key, row_key
from qa.figures.fields import bare, labels_of
from qa.figures.measures import in_units, is_change, measure_fit, measures_of
from qa.followups.asked import AGAINST
from qa.followups.direct import Direct, is_in, stated_of
from qa.followups.fit import COMPUTED
from qa.followups.moves import MEASURED, Wanted, moved, wanted_of
from qa.followups.pairs import BOTH, COUNTS, WHICH
from qa.followups.told_shares import OF_WHOLE, Told, whole_of
from qa.library import Library
from qa.passages.text import years_named
from qa.understanding.asked_figures import figures_asked
from qa.understanding.query import Query, Term, squash
from qa.understanding.words.measures import CHANGE_MEASURES
from qa.understanding.words.rows import EXTREMES
from qa.wording.compose import clean

# '총무과보다', '작년 것과 비교해', '인사과까지 합치면', '인사과도 더하면'
AGAINST_THING = re.compile(
    r"보다|(?:이?랑|하고|[와과])\s.*(?:차이|비교)|대비|(?:이?랑|하고|[와과를을도]|까지)\s(?:모두\s|다\s)?(?:합[치쳐하해]|더[하해])"
)
ALL = re.compile(r"모두|전부|전체|총|(?:^|\s)다\s")
BEFORE = re.compile(r"변경전|개선전|당초|기존")  # squashed
LEAST_ASKED = 2  # figures: '얼마나, 몇 % 줄었어'
CHANGED = frozenset(["growth", "changes"])  # operations: '둘 중에 뭐가 더 많이 늘었어'
EACH = re.compile(r"각각|각자")
LEAST = re.compile(r"적|낮|작|덜|싼|짧")


def jointly(
    query: Query,
    things: Sequence[Term],
    told: Sequence[Sequence[Fact]],
    whose: Sequence[str],
    library: Library,
) -> Direct | None:
    """What is computed of the figures that the last answers told, the last first; None where it is not plain.

    These are the two of the last answer, or one of each of the last ones, as many as are said; where
    `things` are named ('총무과보다 얼마나 많아') the last one and the one of those. '두 곳 집행률은?' tells
    both and computes nothing.
    """
    query = _with_operation(query, things, told)
    operands, named = _operands(query, things, told, library)
    return _computed(query, operands, whose, library) if _go_together(query, operands, named) else None


def _operands(
    query: Query, things: Sequence[Term], told: Sequence[Sequence[Fact]], library: Library
) -> tuple[Sequence[Fact], Sequence[Term]]:
    """The figures that are computed with, as many as are said, and what names them; none where not plain."""
    said = WHICH.search(query.text) or BOTH.search(query.text)
    named = [term for term in things if not said or term.start >= said.end()]
    if not (told and (said or query.operation in COMPUTED)):
        return [], named
    count = COUNTS[(said[1] or "")[:1]] if said else 2
    wanted = wanted_of(query, named if said else (), (), next((fact.unit for fact in told[0]), ""))
    computed = ("total", *EXTREMES, *CHANGE_MEASURES) if query.operation else ()
    measures = [term for term in wanted.measures if term.measure not in computed]
    wanted = wanted._replace(measures=measures)
    own = [_of_measures(some, wanted, library) for some in told]
    if said and query.years:  # '2021년 걸로 두 사업을 합치면'
        own = [mine for some in own if (mine := [fact for fact in some if fact.year in query.years])]
    # '인구는 몇 % 줄었어' after two figures of 인구: that names none of them
    named = [
        term for term in named if said or not (own and all(is_in(term, _labels(fact)) for fact in own[0]))
    ]
    operands: Sequence[Fact] = []
    if own and named and not said:
        operands = _with_named(named, query.years, own, library) if AGAINST_THING.search(query.text) else []
    elif own and (said or may_join(query)):
        of_one = query.operation == "growth"
        if query.operation in CHANGED and WHICH.search(
            query.text
        ):  # '둘 중에 뭐가 더 늘었어': each with its own years
            return _last_rows(own, count), named
        if said and _tells_rows(own):  # '둘 중 뭐가 커' after the quarters of two rows: of which?
            return [], named
        last = len(own[0]) == count and (len(own) < 2 or said or (of_one and are_of_one(own[0])))
        operands = own[0] if last else _last_alike(own, count, of_one=of_one)
    return operands if len(set(operands)) == count else [], named


def share_of_both(
    query: Query, things: Sequence[Term], told: Sequence[Told], whose: Sequence[str], library: Library
) -> Direct | None:
    """'둘이 합치면 전체 정원의 몇 %야?': what was told of several, added up, as a share of their whole."""
    said, asked = BOTH.search(query.text), OF_WHOLE.search(query.text)
    if not (said and asked and asked.end() > said.end()):
        return None
    # what the whole is called by names no part
    above = [term for term in things if said.end() <= term.start and query.text[: term.start].count("전체")]
    facts = [list(one.facts) for one in told]
    parts, _ = _operands(query, [term for term in things if term not in above], facts, library)
    if not parts or any(map(derive.is_rate, parts)) or any(map(is_change, parts)):
        return None
    whole = whole_of(parts, told, query, above, library)
    share = derive.share_of_sum(parts, whole, derive.digits_asked(query.text)) if whole else None
    if whole is None or share is None:
        return None
    return stated_of(query, [*parts, whole], steps_of([(share, "비중")]), whose, library)


def each_of_last(
    query: Query, wanted: Wanted, told: Sequence[Sequence[Fact]], whose: Sequence[str], library: Library
) -> Direct | None:
    """'2021년에는 각각 얼마였어?', '집행률은 각각?': the last two figures told, in another year or column."""
    if not EACH.search(query.text) or query.operation or not told:
        return None
    last = list(told[0]) if told[0][1:] else [fact for some in told[1::-1] for fact in some]
    mine = wanted_of(query, wanted.things, wanted.years, next((fact.unit for fact in last), ""))
    found = moved(mine, last, library) if len(last) == COUNTS[""] else []
    return stated_of(query, found, [], whose, library) if found[1:] else None


def _with_operation(query: Query, things: Sequence[Term], told: Sequence[Sequence[Fact]]) -> Query:
    """A question with the operation that it implies, where it names none."""
    said = WHICH.search(query.text) or BOTH.search(query.text)
    if query.operation:
        return query
    if said and "total" in query.measures:
        return replace(query, operation="sum")  # '두 곳 합계는?'
    if things and not said and AGAINST_THING.search(query.text):
        return replace(query, operation="difference")  # '총무과랑 집행률 비교해 줘'
    rate = query.units == ("%",) and not query.measures
    if rate and not (things or said) and told and len(told[0]) == COUNTS[""] and _are_years(told):
        return replace(query, operation="growth")  # '그건 몇 %야' after how much it changed
    changes = bool(query.measures) and set(query.measures) <= CHANGE_MEASURES
    if changes and not (things or said) and told and _are_years(told):
        return replace(query, operation="growth")  # '증감률은?' after the figures of two years
    return query


def _go_together(query: Query, operands: Sequence[Fact], named: Sequence[Term]) -> bool:
    """Tell whether figures can be computed with together."""
    if not operands or derive.same_scale(operands) is None:
        return False
    if query.operation and any(map(is_change, operands)):
        return False
    return query.operation != "growth" or bool(named) or are_of_one(operands)


def _are_years(told: Sequence[Sequence[Fact]]) -> bool:
    """Tell whether the last two figures told are of one thing in two years."""
    last = list(told[0]) if len(told[0]) > 1 else [fact for some in told[:2] for fact in some]
    return len(last) == 2 and last[0].year != last[1].year and are_of_one(last)


def _computed(
    query: Query, operands: Sequence[Fact], whose: Sequence[str], library: Library
) -> Direct | None:
    years = tuple(sorted({fact.year for fact in operands if fact.year}))
    if query.operation == "growth" and len(years) == len(operands):
        query = replace(query, years=years)  # from the earlier to the later one
    context = Context(query, library)
    if WHICH.search(query.text) and query.operation in CHANGED:
        steps, facts = changes_of_each(context, operands)
        if not steps:
            return None
    elif WHICH.search(query.text):  # the one that is asked for comes first
        least = LEAST.search(query.text)
        facts = sorted(operands, key=derive.scaled, reverse=not least)
        steps = [] if facts[2:] else _named_first(query, facts)
    elif query.operation == "sum":
        steps, facts = steps_of([(derive.total(operands), "합계")]), list(operands)
    elif query.operation == "ratio" and len(operands) == 2:
        facts = _over(operands)
        steps = steps_of([(derive.ratio(facts[0], facts[1], derive.digits_asked(query.text)), "배수")])
    elif not query.operation:
        steps, facts = [], list(operands)
    else:
        steps, facts = carried_out(context, operands)
        if "%" in query.units and figures_asked(query.text) < LEAST_ASKED:  # '몇 % 줄었어': no amount
            steps = [step for step in steps if "%" in step.derived.unit] or steps
    if query.operation and not (steps or WHICH.search(query.text)):
        return None
    return stated_of(query, facts, steps, whose, library)


def _named_first(query: Query, facts: Sequence[Fact]) -> list[Step]:
    """What lies between two figures, with the name of the one that is asked for: '주차가 더 높습니다'."""
    names = [
        clean("".join((fact.column if one else fact.row)[-1:])) for one in (False, True) for fact in facts
    ]
    named = names[:2] if names[0] != names[1] else names[2:]
    steps = steps_of([(derive.difference(*sorted(facts, key=derive.scaled, reverse=True)), "차이")])
    if not steps or not steps[0].derived.value or named[0] == named[1] or not all(named):
        return []
    first, other = named
    less = LEAST.search(query.text)
    return [which_is_more(query.text, steps[0], *((other, first) if less else (first, other)))]


def _over(operands: Sequence[Fact]) -> list[Fact]:
    """What is divided by what, if not said: the later by the earlier, else the larger by the less."""
    if len({fact.year for fact in operands}) == len(operands) and are_of_one(operands):
        return sorted(operands, key=lambda fact: fact.year or 0, reverse=True)
    changed = [fact for fact in operands if BEFORE.search(labels_of(fact))]
    if len(changed) == 1:
        return sorted(operands, key=lambda fact: fact in changed)
    return sorted(operands, key=lambda fact: fact.value, reverse=True)


def _with_named(
    things: Sequence[Term], years: tuple[int, ...], own: Sequence[Sequence[Fact]], library: Library
) -> list[Fact]:
    """The last figure told, and the one of what is named: told before it, or in the same table."""
    if len(own[0]) != 1:
        return []
    last = own[0][0]
    across = moved(Wanted(things[-1:]), [last], library) if things[1:] else []
    if across and across[0].row == last.row:  # '카페랑 회수율 비교해 줘': of another column than before
        last, things = across[0], things[:-1]
    before = [f for some in own[1:] for f in some if f.unit == last.unit and not is_change(f)]
    before = [fact for fact in before if all(is_in(term, _labels(fact)) for term in things)]
    before = [fact for fact in before if not years or fact.year in years]
    alike = [fact for fact in before if column_key(fact) == column_key(last)]
    other = alike[:1] or moved(Wanted(things, years), [last], library) or before[:1]
    return [last, *other]


def _last_alike(own: Sequence[Sequence[Fact]], count: int, *, of_one: bool) -> list[Fact]:
    """The last figures told that are of one measure: '인사과는?' and, some turns before, that of 총무과.

    Those of one thing (`of_one`) are of several years: in one row they may be of several budgets. The last
    two may be of two measures that are rows: '정원은?' after the '현원' of an office.
    """
    if len(own[0]) != 1:
        return []
    last = own[0][0]
    found = [last]
    for turn, some in enumerate(own[1:]):
        alike = [
            fact
            for fact in some
            if fact.unit == last.unit
            and is_change(fact) == is_change(last)
            and (
                (are_of_one([fact, last]) and (row_key(fact) == row_key(last) or _are_alike(fact, last)))
                or (not of_one and _are_alike(fact, last) and (not turn or fact.year == last.year))
                or (not of_one and not turn and column_key(fact) == column_key(last))
            )
        ]
        if len(alike) == 1 and alike[0] not in found and len(found) < count:
            found.insert(0, alike[0])
    return found


def _tells_rows(told: Sequence[Sequence[Fact]]) -> bool:
    """Tell whether each of the last two answers told several columns of one row, and not of the same."""
    rows = [{row_key(fact) for fact in some} for some in told[:2] if some[1:]]
    return len(rows) == 2 and len(rows[0]) == len(rows[1]) == 1 and rows[0] != rows[1]


def _last_rows(told: Sequence[Sequence[Fact]], count: int) -> list[Fact]:
    """The last figure told of each of the last rows that were told."""
    rows: dict[Path, Fact] = {}
    for some in told:
        if some and are_of_one(some):
            rows.setdefault(some[0].row, max(some, key=lambda fact: fact.year or 0))
    return list(reversed(list(rows.values())[:count]))


def _are_alike(fact: Fact, other: Fact) -> bool:
    """Tell whether two figures are of one measure, or in prose one of no other than the name says: '기금'."""
    mine, its = measures_of(fact), measures_of(other)
    plain = not (fact.cell or other.cell or (mine and its))
    return mine == its or (plain and are_of_one([fact, other]))


def _labels(fact: Fact) -> set[str]:
    return {squash("/".join((*fact.row, *fact.column, fact.caption)))}


def may_join(query: Query) -> bool:
    """Tell whether a question can be one over the last two answers, though it does not say '둘'.

    '모두 합치면' may be over a whole table, '작년보다 얼마나 늘었어' is over the year before.
    """
    return not (query.relative_years or query.years or ALL.search(query.text) or AGAINST.search(query.text))


def are_of_one(facts: Sequence[Fact]) -> bool:
    """Tell whether figures are of one thing at several times: of one row, of rows called alike, or years."""
    if len({fact.row for fact in facts}) == 1:
        return True
    names = {squash(bare("/".join(fact.row[-1:]))) for fact in facts}
    of_years = all(years_named(fact.row) for fact in facts)
    return len({fact.year for fact in facts}) == len(facts) and (len(names) == 1 or of_years)


def _of_measures(facts: Sequence[Fact], wanted: Wanted, library: Library) -> list[Fact]:
    """The figures of an answer in the units asked for, of the measures and things asked for, or beside."""
    measured = all(measure_fit(term, fact) >= MEASURED for term in wanted.measures for fact in facts)
    if not (measured and all(is_in(term, _labels(fact)) for term in wanted.things for fact in facts)):
        return moved(wanted, facts, library)
    units = tuple(unit for unit in wanted.units if unit != "%")
    return [fact for fact in facts if in_units(units, fact.unit)]
