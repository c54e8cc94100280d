"""Rows by how they changed: the one that grew most between two years, those that fell, how many they are.

'2021년부터 2023년까지 가장 크게 늘어난 유형은', '전년보다 줄어든 사업은 몇 개', '유일하게 늘어난 곳은'. Years
stand in the columns of a table, in its rows, or on the lines of a section ('상담 : 2021년 112 / 2022년 138').
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.model import Fact
from qa.context import Context
from qa.derived import derive
from qa.derived.derive import Derived
from qa.derived.steps import Step, moved
from qa.figures.alike import row_key
from qa.figures.fields import TOTALS
from qa.figures.match import YEAR_TOLD
from qa.figures.measures import is_change, may_be_in, measures_of, same_unit
from qa.figures.select import Candidates
from qa.understanding.asked_figures import how_many, joined_quantities
from qa.understanding.asked_years import since_year
from qa.understanding.query import Query, squash
from qa.understanding.words.changes import CHANGED, CHANGED_LEAST, CHANGED_MOST, FELL, GREW
from qa.understanding.words.comparing import EACH
from qa.understanding.words.measures import CHANGE_MEASURES
from qa.understanding.words.rows import COUNTS_ROWS, TOP_MANY
from qa.wording.compose import clean
from qa.wording.korean import with_particle

BUDGETS = (("budget",), ("original_budget",), ("final_budget",))
BETWEEN = 0.3  # what speaks for two figures of one row that are of the two years
TOTAL_OF = re.compile(r"\s(?:합\s?계|총\s?계|소\s?계|계)$")  # '지출 계'
TELLS_YEARS = 0.5  # what speaks for a figure whose row tells how it changed
PRINTS_CHANGE = 0.5  # and for one beside which the change is printed
OF_MONTH = re.compile(r"(?:['’]?\d{2,4}[년.])?(1[0-2]|[1-9])월(?:말|중)?")
# '2031. 1~6월', '2031.9월', '2031년 상반기'; the end of December is that of the year
PART_OF_YEAR = re.compile(
    r"\d\d(?:년|\.)\s?(?:1\s?[~∼-]\s?)?(?:1[01]|[1-9])\s?(?:월|\.)|[상하]\s?반기|\d\s?분기"
)
PLANNED = re.compile(r"계획|목표|예정|전망")
# what a part of a year comes to at most, of the year before, where deeds are counted
NOT_OVER = Decimal("0.9")
LEAST_ROWS = 3  # that a table has whose rows are compared
MOST_TOLD = 6  # rows whose changes are told one by one
# what a column is of, its years, letters and units aside: "'22년 예산(A)" -> 예산
ASIDE = re.compile(r"\([^)]*\)|(?<!\d)\d{1,2}월(?:\s?말)?|['’‘]?\d+|학?년도?|[\s.A-Z~∼-]")


@dataclass(frozen=True, slots=True)
class Change:
    """How the figure of one row changed: `old` is None where the document prints the change itself."""

    name: str
    new: Fact
    old: Fact | None = None

    @property
    def by(self) -> Decimal:
        """The change, in the unit of `new`."""
        return self.new.value - self.old.value if self.old else self.new.value

    def derived(self) -> Derived | None:
        """The change as it is computed; None where it is printed."""
        return derive.difference(self.new, self.old) if self.old else None


def changed_rows(context: Context, facts: Sequence[Fact]) -> tuple[list[Step], list[Fact]]:
    """Tell which rows changed as is asked, by how much or how many they are; nothing where none did."""
    query = context.query
    way = way_asked(query)
    found = [one for one in _changes(context, facts[0]) if one.by * way > 0]
    if not found:
        return [], list(facts)
    found.sort(key=lambda one: -one.by * way)
    if CHANGED_MOST.search(query.text):
        found = found[-1:] if CHANGED_LEAST.search(query.text) else found[: how_many(query, TOP_MANY) or 1]
    elif COUNTS_ROWS.search(query.text):
        return [_counted(found, way)], []
    if len(found) > MOST_TOLD:
        return [_counted(found, way)], []
    steps = [change_told(one) for one in found]
    shown = [fact for one in found for fact in (one.new, one.old) if fact]
    return [step for step in steps if step], shown


def way_asked(query: Query) -> int:
    """Whether those that grew (1) or those that fell (-1) are asked for: '다 느는데 하나만 준 것' fell."""
    asked = CHANGED.search(query.text)
    start = asked.start() if asked else 0
    grew, fell = GREW.search(query.text, start), FELL.search(query.text, start)
    return -1 if fell and (grew is None or fell.start() < grew.start()) else 1


def anchor(query: Query, candidates: Candidates) -> tuple[list[int], float]:
    """The best figure of a row that tells two years, or a change, and that the question does not name.

    '세출에서 가장 많이 는 과목' is neither of two rows 세입 and 세출, but a row of a table of 세출.
    """
    asked = squash(query.text)
    facts = candidates.facts
    years: dict[tuple[object, ...], set[int | None]] = {}
    for fact in facts:
        if _tells_year(fact) or "change" in measures_of(fact):
            told = None if "change" in measures_of(fact) else fact.year
            years.setdefault(_place(fact), set()).add(told)
    rows = Counter(place[:3] for place, told in years.items() if len(told) > 1)
    best: list[tuple[float, int]] = []
    for n in candidates.leading():
        place = _place(facts[n])
        if squash(name_of(facts[n], by_rows=is_by_rows(facts[n]))) in asked:
            continue
        if len(years.get(place, ())) > 1 and rows[place[:3]] >= LEAST_ROWS and not derive.is_rate(facts[n]):
            printed = PRINTS_CHANGE * (None in years[place])
            best.append((float(candidates.scores[n]) + printed, -n))
    return ([-max(best)[1]], TELLS_YEARS) if best else ([], 0.0)


def between_years(query: Query, candidates: Candidates) -> tuple[list[int], float]:
    """The figures of the two years that are named, of one row or of one column with a row for each year."""
    if len(query.years) != 2 or "change_rate" in query.measures:
        return [], 0.0
    return _of_years(query, candidates, sorted(query.years, reverse=True))


def in_years(query: Query, candidates: Candidates) -> tuple[list[int], float]:
    """One figure for each of the years that are named, of one row or column: '2021년과 2023년에 각각'.

    Nothing where more than one thing is asked of each year.
    """
    named = [measure for measure in query.measures if measure != "total"]
    if len(query.years) < 2 or len(query.units) > 1 or len(named) > 1:
        return [], 0.0
    if CHANGE_MEASURES.intersection(named) or joined_quantities(query.text) > 1:
        return [], 0.0
    return _of_years(query, candidates, query.years)


def in_months(query: Query, candidates: Candidates) -> tuple[list[int], float]:
    """One figure for each of the months that are named, of one row or column: '3월과 12월에 각각'."""
    if not EACH.search(query.text):
        return [], 0.0
    return _of_months(query, candidates, query.months)


def between_months(query: Query, candidates: Candidates) -> tuple[list[int], float]:
    """The figures of the two months that are named: '2월보다 5월에 몇 건 늘었나'."""
    return _of_months(query, candidates, sorted(query.months, reverse=True)[:2])


def _of_months(query: Query, candidates: Candidates, months: Sequence[int]) -> tuple[list[int], float]:
    """One figure for each month, in that order, of the best row or column that has just one for each."""
    if len(months) < 2 or len(query.years) > 1:
        return [], 0.0
    facts = candidates.facts
    for n in candidates.leading():
        first = facts[n]
        if _month_of(first) not in months or not _is_wanted(query, first) or is_change(first):
            continue
        place = _month_key(first)
        same = [
            [m for m, fact in enumerate(facts) if _month_of(fact) == month and _month_key(fact) == place]
            for month in months
        ]
        if all(len(some) == 1 for some in same):
            return [some[0] for some in same], BETWEEN
    return [], 0.0


def _month_of(fact: Fact) -> int | None:
    """The month that the row or the column of a figure in a table is called by: '3월', '9월 말'."""
    labels = (*fact.row[-1:], *fact.column[-1:]) if fact.table is not None else ()
    months = [match for label in labels if (match := OF_MONTH.fullmatch(squash(label)))]
    return int(months[0][1]) if len(months) == 1 else None


def _month_key(fact: Fact) -> tuple[object, ...]:
    """What the figures of several months share: the column, or the row, and the labels above."""
    by_row = bool(fact.row and OF_MONTH.fullmatch(squash(fact.row[-1])))
    labels = (fact.row[:-1], fact.column) if by_row else (fact.row, fact.column[:-1])
    return (fact.document, fact.table, fact.unit, fact.year, *labels)


def _of_years(query: Query, candidates: Candidates, years: Sequence[int]) -> tuple[list[int], float]:
    """One figure for each year, in that order, of the best row or column that has just one for each."""
    facts = candidates.facts
    of_years = [n for n, fact in enumerate(facts) if fact.year in years]
    told: dict[object, dict[tuple[object, ...], list[int]]] = {}
    for n in candidates.leading():
        first = facts[n]
        if not _tells_year(first) or first.year not in years or not _is_wanted(query, first):
            continue
        for key_of in (_period_key, _year_key):
            kind = key_of, _table_and_unit(first)
            if kind not in told:
                places = told[kind] = {}
                for m in of_years:
                    if _table_and_unit(facts[m]) == kind[1]:
                        places.setdefault((facts[m].year, key_of(facts[m])), []).append(m)
            same = [told[kind].get((year, key_of(first)), []) for year in years]
            if all(len(some) == 1 for some in same) and not is_change(first):
                return [some[0] for some in same], BETWEEN
    return [], 0.0


def no_rivals(query: Query, candidates: Candidates) -> list[int]:
    """The figures beside which there is none of another of the years that are named, as indexes."""
    facts = candidates.facts
    keys: dict[tuple[object, ...], set[int | None]] = {}
    for fact in facts:
        keys.setdefault(_year_key(fact), set()).add(fact.year)
    years = set(query.years)
    return [n for n in candidates.leading() if not years <= keys[_year_key(facts[n])]]


def _is_wanted(query: Query, fact: Fact) -> bool:
    """Tell whether a figure is in one of the units that are asked for, as far as its table prints any."""
    return not query.units or any(may_be_in(unit, fact) for unit in query.units)


def _period_key(fact: Fact) -> tuple[object, ...]:
    """What the figures of one part of several years share: '2031.상반기' and '2032.상반기'."""
    part = squash(ASIDE.sub("", fact.row[-1])) if is_by_rows(fact) else ""
    return (*_year_key(fact), part)


def _year_key(fact: Fact) -> tuple[object, ...]:
    """What the figures of several years share: the row, and the column but its year; or the column."""
    place = _table_and_unit(fact)
    if is_by_rows(fact):
        return (*place, fact.row[:-1], fact.column)
    return (*place, row_key(fact), fact.row, column_kind(fact))


def _table_and_unit(fact: Fact) -> tuple[object, ...]:
    return (fact.document, fact.table, fact.unit)


def is_by_rows(fact: Fact) -> bool:
    """Tell whether a figure stands in a table with a row for each year."""
    return bool(fact.row and YEAR_TOLD.search(fact.row[-1]))


def _place(fact: Fact) -> tuple[object, ...]:
    """What the figures of one row, or of one column of years, share."""
    if is_by_rows(fact):
        return (fact.document, fact.table, fact.section, fact.column)
    return (fact.document, fact.table, fact.section, fact.lines, fact.row[:1])


def change_told(change: Change) -> Step | None:
    """A change in words: '총무과는 12명 늘었습니다. (계산: 62명 - 50명)'; None where it is printed."""
    derived = change.derived()
    if derived is None:
        return None
    step = moved(Step(derived, f"{change.name} 증감", ""))
    return replace(step, text=f"{with_particle(change.name, '은')} {step.text}")


def _counted(found: Sequence[Change], way: int) -> Step:
    names = ", ".join(one.name for one in found)
    became = "늘어난" if way > 0 else "줄어든"
    derived = Derived(Decimal(len(found)), "개", names, tuple(one.new for one in found))
    return Step(derived, f"{became} 것", f"{became} 것은 {len(found)}개입니다: {names}")


def _changes(context: Context, anchor: Fact) -> list[Change]:
    """The changes of the rows beside a figure, between the years asked for, else those that are printed."""
    query = context.query
    pool = context.beside(anchor)
    amounts = [fact for fact in pool if not derive.is_rate(fact) and "change" not in measures_of(fact)]
    wanted = [fact for fact in amounts if any(same_unit(unit, fact.unit) for unit in query.units)]
    by_rows = is_by_rows(anchor)
    years = compared_years(query, wanted or amounts)
    pairs = _pairs(query, wanted or amounts, years, by_rows=by_rows) if years else []
    changes = [fact for fact in pool if measures_of(fact)[:1] == ("change",) and "%" not in fact.unit]
    printed = [Change(name_of(fact), fact) for fact in changes if fact.row]
    if pairs and years and years[0] - years[1] == 1:
        # a new row has no figure of the year before: '선거 관리 | 3,700 | - | 3,700'
        told = {one.new.row for one in pairs}
        pairs += [one for one in printed if one.new.row not in told]
    return _of_level(query, anchor, pool, pairs or printed)


def compared_years(query: Query, facts: Sequence[Fact]) -> tuple[int, int] | None:
    """The later and the earlier year that are compared."""
    if len(query.years) > 1:
        return max(query.years), min(query.years)
    if not PLANNED.search(query.text):  # '2033년 | 2034년 | 2035년 계획'
        facts = [fact for fact in facts if not PLANNED.search("/".join(fact.column))] or facts
    told = _years_told(facts)
    if query.years and not since_year(query):
        return query.years[0], query.years[0] - 1
    if query.years:
        return (told[-1], query.years[0]) if told and told[-1] > query.years[0] else None
    return (told[-1], told[-2]) if len(told) > 1 else None


def _years_told(facts: Sequence[Fact]) -> list[int]:
    """The years of some figures, the last one not where it is not over and its figures come to less."""
    by_year: dict[int, list[Fact]] = {}
    for fact in facts:
        if fact.year and _tells_year(fact):
            by_year.setdefault(fact.year, []).append(fact)
    told = sorted(by_year)
    if len(told) > 2:
        last, before = (by_year[year] for year in reversed(told[-2:]))
        rows = {row_key(fact) for fact in last} & {row_key(fact) for fact in before}
        now, then = (sum(fact.value for fact in some if row_key(fact) in rows) for some in (last, before))
        if all(map(_is_of_part, last)) and now < NOT_OVER * then:
            told.pop()  # nine months of deeds are no year of them
    return told


def _is_of_part(fact: Fact) -> bool:
    """Tell whether a figure is of a part of a year."""
    return bool(PART_OF_YEAR.search("/".join((*fact.row[-1:], *fact.column))))


def _tells_year(fact: Fact) -> bool:
    return bool(YEAR_TOLD.search("/".join((*fact.row[-1:], *fact.column))))


def _pairs(query: Query, facts: Sequence[Fact], years: tuple[int, int], *, by_rows: bool) -> list[Change]:
    """The figures of both years for each row, of the kind that the question names or most rows have both of.

    The kind is told by the column ("'22년 예산(A)" and "'21년 예산(B)"), else by what the column measures
    ('2022 예산현액' and '2021 최종예산').
    """
    new, old = years
    for kind_of in (column_kind, measure_kind):
        found: dict[str, dict[tuple[object, ...], dict[int, Fact]]] = {}
        for fact in facts:
            if fact.year in years and fact.row:
                labels = fact.column if by_rows else fact.row
                item = labels[:-1] if by_rows and labels[1:] else labels
                found.setdefault(kind_of(fact), {}).setdefault(item, {}).setdefault(fact.year, fact)
        both = {
            kind: [told for told in items.values() if len(told) == 2 and told[new].unit == told[old].unit]
            for kind, items in found.items()
        }
        asked = squash(query.text)
        best = max(
            both,
            default="",
            key=lambda kind: (len(both[kind]) > 1, bool(kind) and kind in asked, len(both[kind])),
        )
        if both.get(best):
            return [Change(name_of(told[new], by_rows=by_rows), told[new], told[old]) for told in both[best]]
    return []


def column_kind(fact: Fact) -> str:
    """What a column is of but its years; of years down the rows, what stands under each name."""
    labels = fact.column[1:] if is_by_rows(fact) else fact.column
    return squash(ASIDE.sub("", "/".join(labels)))


def measure_kind(fact: Fact) -> str:
    """What a figure measures, all that a budget is called being one: 예산현액, 본예산, 최종예산."""
    measure = measures_of(fact)[:1]
    return "예산" if measure in BUDGETS else "".join(measure)


def name_of(fact: Fact, *, by_rows: bool = False) -> str:
    """What a change is called by: the row, of years down the rows the column above its own."""
    labels = fact.column[: max(len(fact.column) - 1, 1)] if by_rows else fact.row
    return clean(labels[-1]) if labels else ""


def _of_level(query: Query, anchor: Fact, pool: Sequence[Fact], found: Sequence[Change]) -> list[Change]:
    """Those of the rows that a rank goes over (see `qa.derived.derive.peers`), totals left out."""
    rows = [one for one in found if squash(one.name) not in TOTALS and not TOTAL_OF.search(one.name)]
    named = [one for one in rows if squash(one.name) in squash(query.text)]
    if len(named) == 1:  # '세출에서 가장 많이 는 과목': not 세출 itself
        rows.remove(named[0])
        if len(rows) < LEAST_ROWS - 1:
            return []
    if anchor.table is None or not rows:
        return rows
    mine = next((one.new for one in found if row_key(one.new) == row_key(anchor)), rows[0].new)
    peers = derive.peers(mine, pool, query)
    level, above = {row_key(fact) for fact in peers}, {fact.row[:-1] for fact in peers}
    # of what is no more there the change alone is printed: '선거 관리 | - | 3,700 | △3,700'
    gone = [one for one in rows if one.old is None and one.new.row[:-1] in above]
    return [one for one in rows if row_key(one.new) in level or one in gone] or rows
