"""The answer to a question that a program over one table tells."""

from __future__ import annotations

from dataclasses import replace

from corpus.model import Fact
from qa.context import Context
from qa.derived.named import SHARE_ASKED
from qa.derived.steps import Step
from qa.figures.select import year_of
from qa.programs.binding import bind
from qa.programs.reading import Reading, readings
from qa.programs.running import Result, run
from qa.understanding.query import Query
from qa.understanding.words.comparing import EACH

SURE = 0.95  # all that is named is explained, and nothing else is as well
CLOSE = 0.5  # characters that one binding must explain more than another
BY_YEAR = frozenset(["each", "share"])  # forms that are told of each year


def carried_out(context: Context) -> Result | None:
    """What a program over one table comes to; None where none fits alone."""
    query = context.query
    asked = readings(query)
    if not asked:
        return None
    if asked[0].form == "share" and len(SHARE_ASKED.findall(query.text)) > 1 and not EACH.search(query.text):
        return None  # 'A의 몇 %이고 B의 몇 %'
    if asked[0].form in BY_YEAR and asked[0].shape == "told" and len(query.years) > 1:
        return _of_each_year(context, asked)
    result = _result(context, asked, query)
    return result if result and _are_of_years_said(context, result) else None


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
