"""Of which years figures are wanted: those named, those between them, and what a change goes from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.understanding.query import Operation, Query, Term
from qa.understanding.taking import take
from qa.understanding.words.changes import HOW_CHANGED
from qa.understanding.words.measures import CHANGE_MEASURES
from qa.understanding.words.times import LAST_YEAR_TOO, YEAR, YEARS_FROM_TO

Places = Sequence[tuple[int, int]]  # the years that a text names, with their offsets
# '2021년부터 2024년까지의 추이', '... 어떻게 변했나': of each year
COURSE = re.compile(r"추이|흐름|해마다|매년|연도별|년도별|(?:어떻게|어케)\s?(?:변|바뀌|바뀐|달라)")
# '2031년부터 3년 동안'
YEARS_LONG = re.compile(r"\d\d년부터\s([2-9])(?:개\s?)?년\s?(?:치|간|동안)")
MOST_YEARS = 12  # a sum goes over
REACH = 12  # characters of a year and what says that it is the last one: '2018년 12월 말까지'
# '2031년 대비', '2031년 최종예산에 비해'
BASE_YEAR = re.compile(
    r"['’‘]?\d{2,4}\s*년?도?\s*(?:(?:최종\s?예산|본\s?예산|예산\s?현액|예산액?|결산액?)(?=\s?대비|보다|에\s?비)\s?)?(?:대비|보다|에\s?비[해하])"
)


def take_years(text: str) -> tuple[list[tuple[int, int]], str]:
    """Take the years out of a text, with their offsets: "21년 1월" -> ([(2021, 0)], "    1월")."""
    matches, rest = take(YEAR, text)
    return [(int(match[1] or 2000 + int(match[2])), match.start()) for match in matches], rest


def asked_years(
    text: str, years: Places, operation: Operation | None, measures: Sequence[Term]
) -> tuple[int, ...]:
    """The years that figures are wanted of; a measure of change is of the year that it goes to."""
    whole = any(term.measure == "total" for term in measures)
    asked = _told_years(text, years, operation, whole=whole)
    return _without_base(asked, text, years, operation) if _of_change(measures) else asked


def _told_years(text: str, years: Places, operation: Operation | None, *, whole: bool) -> tuple[int, ...]:
    """Those named, those between them, and the one before.

    A sum 'from 2016 to 2018' is over three years; '2019년 예산은? 전년도도' asks for two.
    """
    named = list(dict.fromkeys(year for year, _ in years))
    over = operation in ("sum", "average") or (
        operation in (None, "count") and (whole or COURSE.search(text))
    )
    if len(years) == 2 and over:
        (first, start), (last, end) = years
        if YEARS_FROM_TO.search(text, start, end + REACH) and 1 < last - first < MOST_YEARS:
            return tuple(range(first, last + 1))
    if len(named) == 1 and operation == "sum" and (span := YEARS_LONG.search(text)):
        return tuple(range(named[0], named[0] + int(span[1])))
    if len(named) == 1 and LAST_YEAR_TOO.search(text):
        named.append(named[0] - 1)
    return tuple(named)


def _without_base(
    asked: tuple[int, ...], text: str, years: Places, operation: Operation | None
) -> tuple[int, ...]:
    """The years less the one before that a change goes from: '2023년 예산과 2022년 대비 증감률'.

    That year alone says which is asked for: "'22년 대비 증감률" is printed for the year after.
    """
    base = {year for year, start in years if BASE_YEAR.match(text, start)}
    left = tuple(year for year in asked if year not in base)
    if len(asked) == 1 and not left and operation is None:
        return (asked[0] + 1,)
    return left if len(asked) == 2 and left and abs(asked[0] - asked[1]) == 1 else asked


def _of_change(measures: Sequence[Term]) -> bool:
    return any(term.measure in CHANGE_MEASURES for term in measures)


def less_base(measures: list[Term], text: str, years: Places, asked: Sequence[int]) -> list[Term]:
    """The measures without what a change goes from: '2031년 최종예산에 비해 얼마 줄었나'."""
    if len(asked) >= len(years) or not _of_change(measures):
        return measures
    base = [match.span() for _, start in years if (match := BASE_YEAR.match(text, start))]
    return [term for term in measures if not any(first <= term.start < last for first, last in base)]


def since_year(query: Query) -> bool:
    """Tell whether a change goes from the one year that is named: '2031년보다 얼마나 늘었나'."""
    years = {year for year, _ in query.year_places}
    return len(years) == 1 and any(BASE_YEAR.match(query.text, start) for _, start in query.year_places)


def asks_how_changed(text: str, years: Sequence[int]) -> bool:
    """Tell whether a question asks what became of something between two years that it names."""
    return len(years) > 1 and HOW_CHANGED.search(text) is not None
