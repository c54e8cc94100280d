"""Follow-ups over the quarters of the row told: '나머지 세 분기를 합치면?', '제일 많이 쓰는 분기는?'.

A plan for a year stands in one row, a column for each quarter. Once a figure of that row was told, the
others need no search.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from corpus.model import Fact
from qa.derived import derive
from qa.derived.steps import steps_of
from qa.figures.alike import row_key
from qa.followups.direct import Direct, stated_of
from qa.followups.moves import Wanted, moved
from qa.followups.pairs import COUNTS
from qa.followups.told_tables import totals_of_line
from qa.library import Library
from qa.understanding.query import Query, Term, squash
from qa.understanding.words.rows import EXTREMES

OF_QUARTER = re.compile(r"([1-4])(?:/4)?분기")  # squashed
# '나머지 분기는', '그 외 분기를', '남은 두 개 분기'
REST = re.compile(r"(?:나머지|남은|다른|그\s?외의?)\s?(?:([두세])\s?(?:개\s?)?)?분기")
# '1분기', '1·2분기', '3, 4분기'
SAID = re.compile(r"([1-4])\s?(?:/\s?4\s?)?(?:분기|(?=[·,~∼와과]\s?[1-4]\s?(?:/\s?4\s?)?분기))")
WHOLE_YEAR = re.compile(r"(?<!\d)1년|일\s?년|연간|한\s?해")
HALF = {"상반기": (1, 2), "하반기": (3, 4)}
QUARTER_WORD = re.compile(r"(?:[1-4]\s?)?분기|[상하]반기|외")


def of_quarters(
    query: Query,
    things: Sequence[Term],
    told: Sequence[Sequence[Fact]],
    whose: Sequence[str],
    library: Library,
) -> Direct | None:
    """The quarters but those told, some that are named, or the largest; None where none is asked for."""
    quarters = _quarters(told[0], library) if told else {}
    if quarters and WHOLE_YEAR.search(query.text):
        year = _whole_year(things, next(iter(quarters.values())), library)
        return stated_of(query, year, [], whose, library) if year else None
    if not quarters or not all(QUARTER_WORD.fullmatch(term.text) for term in things):
        return None
    summed = query.operation == "sum" or "total" in query.measures
    if (query.operation in EXTREMES) and "분기" in query.text:
        best = derive.extreme(list(quarters.values()), largest=query.operation == "largest")
        alike = [fact for fact in quarters.values() if best and fact.value == best.value]
        return stated_of(query, alike, [], whose, library)
    if query.operation and not summed:
        return None
    chosen = _rest(query, quarters, told) or _named(query, quarters)
    rows = len({row_key(fact) for fact in told[0]})
    if not chosen or (len(chosen) == 1 and (rows > 1 or len(told[0]) == 1)):
        return None  # '4분기는?' after another: the usual way
    steps = steps_of([(derive.total(chosen), "합계")]) if summed and chosen[1:] else []
    return stated_of(query, chosen, steps, whose, library)


def _whole_year(things: Sequence[Term], quarter: Fact, library: Library) -> list[Fact]:
    """The total of a row's quarters, of the row that is named where one is: '다음 사업은 1년에 얼마야'."""
    found = moved(Wanted(things), [quarter], library) if things else [quarter]
    table = [other for other in library.facts(quarter.document) if other.table == quarter.table]
    totals = [total for fact in found if fact.cell for total in totals_of_line(fact, fact.cell, table, 0)]
    return totals if len(totals) == 1 else []


def _quarters(told: Sequence[Fact], library: Library) -> Mapping[int, Fact]:
    """The quarters of the row of what was told, by number; none where one is printed twice."""
    fact = next((fact for fact in told if _number(fact)), next(iter(told), None))
    if fact is None or fact.table is None:
        return {}
    row = [other for other in library.facts(fact.document) if row_key(other) == row_key(fact)]
    row = [other for other in row if _number(other) and (not _number(fact) or other.unit == fact.unit)]
    found = {_number(other): other for other in row}
    return found if len(found) == len(row) > 1 else {}


def _number(fact: Fact) -> int:
    """The quarter that a figure's column names; 0 where it names none."""
    match = OF_QUARTER.match(squash(fact.column[-1])) if fact.column else None
    return int(match[1]) if match else 0


def _rest(query: Query, quarters: Mapping[int, Fact], told: Sequence[Sequence[Fact]]) -> list[Fact]:
    """The quarters but those told; but the last where so many are said to be left."""
    said = REST.search(query.text)
    if said is None:
        return []
    known = [[fact for fact in turn if fact in quarters.values()] for turn in told]
    gone = [known[0], [fact for turn in known for fact in turn]]
    left = [[fact for fact in quarters.values() if fact not in some] for some in gone if some]
    if not said[1]:
        return left[-1] if left else []
    return next((some for some in left if len(some) == COUNTS[said[1]]), [])


def _named(query: Query, quarters: Mapping[int, Fact]) -> list[Fact]:
    """The quarters that are named, all of them: '3분기랑 4분기', '상반기'."""
    numbers = [int(match[1]) for match in SAID.finditer(query.text)]
    numbers += [number for half, some in HALF.items() if half in query.text for number in some]
    return [quarters[number] for number in numbers] if all(number in quarters for number in numbers) else []
