"""The answer to a question that a program over one table tells."""

from __future__ import annotations

from dataclasses import replace

from corpus.model import Fact
from qa.context import Context
from qa.derived.agency import of_whole_agency
from qa.derived.changes import measure_kind
from qa.derived.compared import asks_apart
from qa.derived.derive import scaled
from qa.derived.named import SHARE_ASKED
from qa.derived.operations import compare_two
from qa.derived.portions import is_printed_otherwise
from qa.derived.steps import Step, which_is_more
from qa.figures.measures import same_kind
from qa.figures.picks import choose_each
from qa.figures.select import year_of
from qa.programs.binding import bind
from qa.programs.reading import COMPARED, NOT_TOLD_EACH, ONE_BY_ONE, Reading, readings
from qa.programs.running import Result, run
from qa.understanding.query import Query
from qa.understanding.scope import scopes
from qa.understanding.words.comparing import EACH, WHICH_IS_MORE
from qa.understanding.words.operations import REMAINS

SURE = 0.95  # all that is named is explained, and nothing else is as well
CLOSE = 0.5  # characters that one binding must explain more than another
TWO, ONE = 2, (Reading("plain", "one"),)
BY_YEAR = frozenset(["each", "share"])  # forms that are told of each year


def carried_out(context: Context) -> Result | None:
    """What a program over one table comes to; None where none fits alone."""
    query = context.query
    if found := _of_each_scope(context):
        return found
    asked = readings(query)
    if not asked:
        return None
    if asked[0].form == "share" and len(SHARE_ASKED.findall(query.text)) > 1 and not EACH.search(query.text):
        return None  # 'A의 몇 %이고 B의 몇 %'
    if asked[0].form in BY_YEAR and asked[0].shape == "told" and len(query.years) > 1:
        result = _of_each_year(context, asked)
        return None if result and _is_printed_otherwise(context, result) else result
    result = _result(context, asked, query)
    if result is None or _is_printed_otherwise(context, result):
        return None
    return result if _are_of_years_said(context, result) else None


def _is_printed_otherwise(context: Context, result: Result) -> bool:
    """Tell whether a table prints a share of its own beside one that is computed."""
    shares = [step.derived for step in result[0]]
    return any(is_printed_otherwise(one, context.beside(one.operands[0])) for one in shares if one.operands)


def _of_each_scope(context: Context) -> Result | None:
    """One measure as each of two offices, or the reports of two years, tell it; how they differ if asked."""
    query = context.query
    apart = query.operation in COMPARED or WHICH_IS_MORE.search(query.text) or asks_apart(query)
    each = query.operation in (None, "count") and ONE_BY_ONE.search(query.text)
    if not (apart or each) or REMAINS.search(query.text) or (NOT_TOLD_EACH.search(query.text) and not apart):
        return None
    found = scopes(query, context.metadata)
    if len(found) != TWO or found[0].documents == found[1].documents:
        return None
    groups = of_whole_agency(context, choose_each(context, found))
    if [len(group) for group in groups] != [1, 1]:
        return None
    names: dict[Fact, str] = {}
    for scope, (pick,) in zip(found, groups, strict=True):
        if not _is_bound(context.narrowed(scope.query, scope.documents), pick.facts[0]):
            return None
        names[pick.facts[0]] = scope.name
    facts = list(names)
    measured = {kind for kind in map(measure_kind, facts) if kind}  # no 징수액 beside 예산현액
    if len(facts) != TWO or len(measured) > 1 or not same_kind(facts[0].unit, facts[1].unit):
        return None
    steps = compare_two(query, facts, ())[0] if apart else []
    if steps and all(names.values()) and WHICH_IS_MORE.search(query.text):
        less, more = sorted(facts, key=scaled)
        steps[0] = which_is_more(query.text, steps[0], names[more], names[less])
    return steps, facts


def _is_bound(context: Context, fact: Fact) -> bool:
    """Tell whether a figure that ranks first is one that tables tell best of all that is asked."""
    bound = bind(context, ONE, context.query)
    best = [facts[0] for one in bound if one.worth >= bound[0].worth - CLOSE for _, facts in one.items]
    return _value(fact) in map(_value, best)


def _are_of_years_said(context: Context, result: Result) -> bool:
    """Tell whether each of several years that are said is that of a figure: '2021년에 2020년보다 얼마나'."""
    said = {year for year, _ in context.query.year_places}
    steps, facts = result
    told = [*facts, *(fact for step in steps for fact in step.derived.operands)]
    return len(said) < 2 or said <= {year_of(fact, context.metadata) for fact in told}


def _result(context: Context, asked: tuple[Reading, ...], query: Query) -> Result | None:
    """What the program that fits best comes to; None where another that fits as well comes to another."""
    found = bind(context, asked, query)
    result = run(query, found[0]) if found else None
    if result is None:
        return None
    for other in found[1:]:
        if other.worth < found[0].worth - CLOSE:
            break
        again = run(query, other)
        if again is None or _values(again) != _values(result):
            return None
    return result


def _of_each_year(context: Context, asked: tuple[Reading, ...]) -> Result | None:
    """A measure of one item in each of the years that are asked for, each named by its year."""
    steps: list[Step] = []
    for year in context.query.years:
        result = _result(context, asked, replace(context.query, years=(year,)))
        if result is None or len(result[0]) != 1:
            return None
        step = result[0][0]
        steps.append(replace(step, name=f"{year}년", text=f"{year}년 {step.text}"))
    return steps, []


def _values(result: Result) -> list[object]:
    steps, facts = result
    return [*(step.derived.value for step in steps), *map(_value, facts)]


def _value(fact: Fact) -> object:
    return fact.value, fact.unit
