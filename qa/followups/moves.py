"""A follow-up that moves from the cells of the answer before to others beside them.

'취업알선형은?' after a figure of the row 시장형 asks for the same column of another row, '집행률은?' for
another column of the same row, '수입은?' for the same row and column of the table beside it. What was
answered before tells the row and the column exactly, so that nothing has to be searched for: the cell that
has all that is newly said, and in all else is like the one before, is meant, or none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from corpus.model import Fact, Path
from corpus.units import convert
from qa.answer import Answer
from qa.figures.alike import column_key, row_key
from qa.figures.fields import TOTALS, bare, explain, labels_of, measure_of, own_label
from qa.figures.measures import counts_alike, in_units, measure_fit
from qa.followups.asked import MONEY, units_of
from qa.followups.fit import NEAR_LINES, NO_THING, asks_same_unit
from qa.followups.stages import is_beside
from qa.library import Library
from qa.passages.text import years_named
from qa.understanding.query import Query, Term, squash
from qa.understanding.words.measures import ASKS

NAMED = 0.8  # how well a label must explain what names it
CAPTIONED = 0.6  # how well a cell must where the caption of the table of before says what it has
MEASURED = 0.8  # how well a column must print the measure that is asked for
_UNITS = {ask.name: {"count": "명"}.get(ask.unit, ask.unit) for ask in ASKS}  # of measures
UP_TO = re.compile(r"[~∼]\s?['’‘]?\d{2,4}\)?$|^총\s?사업비$")
SINCE = re.compile(r"대비$")
SPENT = re.compile(r"집행|지출")  # names a column; '썼', '나갔' only say that it is paid
GOING_ON = re.compile(r"\s?중(?:인|이|에)")
PAYS = re.compile(r"[국도시군구]비")
ELSEWHERE = "다른 문서에는"  # heads the same of other documents, which is not spoken of
MOST_TOLD = 6  # figures of the answer before: a follow-up moves from no list


class Wanted(NamedTuple):
    """What a follow-up newly says: the things that it names, its years and measures, and the units asked for.

    `units` are empty where '얼마' may be of any, and `implied` where the kind of thing tells: '인건비는?'.
    """

    things: Sequence[Term]
    years: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    measures: Sequence[Term] = ()
    units: tuple[str, ...] = ()
    implied: bool = False


def wanted_of(query: Query, things: Sequence[Term], years: tuple[int, ...], unit: str) -> Wanted:
    """What a question says that names `things`, asked after a figure in a unit."""
    measures = [term for term in query.terms if term.measure]
    if any(MONEY.search(term.text) for term in things):  # '보상금은 얼마 나갔어': what was paid is its name
        measures = [term for term in measures if term.measure != "spent" or SPENT.search(term.text)]
    things = [_going_on(term, query.text) for term in things]
    units = () if asks_same_unit(query, unit) else tuple(units_of(query))
    return Wanted(things, years, query.months, measures, units, implied=not query.units)


def _going_on(term: Term, text: str) -> Term:
    """'처리중인 건' names what is still going on, and not what is done."""
    if not GOING_ON.match(text, term.start + len(term.text)):
        return term
    return replace(term, words=(f"{term.words[0]}중",), parts=())


def told_facts(answer: Answer, library: Library) -> list[Fact]:
    """The facts whose figures an answer states as they are printed, in its order."""
    places = {cited.id: cited for cited in answer.citations}
    found: dict[Fact, None] = {}
    for figure in answer.figures:
        cited = places.get(figure.citations[0]) if figure.citations and not figure.derivation else None
        if cited is None or (ELSEWHERE in answer.answer and cited.document != answer.citations[0].document):
            continue
        for fact in library.facts(cited.document):
            mine = (fact.lines, fact.value, fact.unit) == (cited.lines, figure.value, figure.unit)
            if mine and (
                cited.table is None or (fact.row, fact.column) == (cited.table.row, cited.table.column)
            ):
                found[fact] = None
                break
    return list(found)


def moved(wanted: Wanted, told: Sequence[Fact], library: Library) -> list[Fact]:
    """The cells that a follow-up means after those of `told`, one for each; empty where one has none."""
    if not told or len(told) > MOST_TOLD or not (wanted.things or wanted.measures or wanted.years):
        return []
    found = [(fact, _moved_from(fact, wanted, library)) for fact in told]
    if wanted.measures and told[1:] and len({row_key(fact) for fact in told}) == 1:
        # '집행은 얼마나 했어' after the budgets of two years: of the later one, where the other has none
        latest = max(told, key=lambda fact: fact.year or 0)
        found = [(fact, mine) for fact, mine in found if mine or fact == latest]
    cells = [mine for _, mine in found if mine]
    if len(cells) != len(found) or (not wanted.measures and len(set(cells)) < len(cells)):
        return []  # '정원과 현원' of one row are no one figure of another
    return list(dict.fromkeys(cells))


def one_of_told(wanted: Wanted, told: Sequence[Fact]) -> list[Fact]:
    """The one of several figures told that is named: '도비는?' after '총 90억원(국 40, 도 30, 시 20)'."""
    if not (told[1:] and wanted.things) or wanted.measures or wanted.years:
        return []
    found = []
    for fact in told:
        own = [squash(label) for label in (*fact.row[-1:], *map(bare, fact.row[-1:]))]
        if all(_explained(term, "/".join(own), own) for term in wanted.things):
            found.append(fact)
    return found if len(found) == 1 and _is_of_unit(found[0], told[0], wanted) else []


def counted_otherwise(wanted: Wanted, told: Sequence[Fact], library: Library) -> list[Fact]:
    """What prose tells beside a figure in the unit that is named: '세대수는?' after '9만명(42천세대)'."""
    if len(told) != 1 or told[0].table is not None or len(wanted.things) != 1:
        return []
    place = (told[0].lines, told[0].row, told[0].column)
    name = wanted.things[0].text.removesuffix("수")
    line = [o for o in library.facts(told[0].document) if (o.lines, o.row, o.column) == place]
    return [o for o in line if name and o.unit.lstrip("십백천만억") == name]


def _moved_from(fact: Fact, wanted: Wanted, library: Library) -> Fact | None:
    """The one cell meant after a cell: of several the one most like it; None where two are as like."""
    found = [
        (_likeness(other, fact, wanted), other)
        for other in _beside(fact, library)
        if _is_meant(other, fact, wanted)
    ]
    if "%" in fact.unit and wanted.units and not (wanted.implied or "%" in wanted.units or wanted.measures):
        if not found and wanted.units == ("money",):  # nor is there any amount: '얼마' is the rate
            return _moved_from(fact, wanted._replace(units=()), library)
        # '꽃길 조성은 얼마야' after a rate: which amount is not plain where there are several
        return found[0][1] if len(found) == 1 else None
    best = max((key for key, _ in found), default=None)
    same = [other for key, other in found if key == best]
    return same[0] if len({(other.value, other.unit) for other in same}) == 1 else None


def _beside(fact: Fact, library: Library) -> Iterable[Fact]:
    """The cells of a fact's table and of those near it; in prose what stands under its heading."""
    facts = library.facts(fact.document)
    if fact.table is None:
        return [other for other in facts if is_beside(other, fact)]
    first, last = fact.lines[0] - NEAR_LINES, fact.lines[1] + NEAR_LINES
    return [
        other
        for other in facts
        if other.table == fact.table or (other.table is not None and first <= other.lines[0] <= last)
    ]


def _is_meant(other: Fact, fact: Fact, wanted: Wanted) -> bool:
    """Tell whether a cell has all that is newly said, and moves only along what is said."""
    elsewhere = fact.table is None and other.lines != fact.lines
    up = _named_above(wanted, fact)
    if other.id == fact.id or not _is_of_unit(other, fact, wanted):
        return False
    if not (
        _has_things(other, fact, wanted)
        and _has_measures(other, fact, wanted)
        and _is_of_time(other, fact, wanted)
        and (not elsewhere or _is_called(other, wanted))
        and (not up or up == squash("".join(other.row[-1:])))
    ):
        return False
    across = other.table != fact.table
    row, column = _is_same(other.row, fact.row), _is_same(other.column, fact.column)
    newly = _names(wanted, other.row[-1:], fact.row) or _is_of_other_group(wanted, other.row, fact.row)
    if not (row or up) and not (newly or (column and _measured(other, fact, wanted))):
        return False
    if not column and not (_names(wanted, other.column, fact.column) or _measured(other, fact, wanted)):
        return False
    if across:
        kept = other.row if row else other.column if column else ()
        return _is_named(kept) and _names(wanted, (other.caption,), (fact.caption,))
    return not (row and column) or row_key(other) != row_key(fact)


def _named_above(wanted: Wanted, fact: Fact) -> str:
    """The row above a figure's own that alone is named, squashed: '사업비는?' after one of its parts."""
    above = [squash(label) for label in fact.row[:-1]]
    named = [next((word for word in term.words if word in above), "") for term in wanted.things]
    return named[-1] if named and all(named) else ""


def _is_called(other: Fact, wanted: Wanted) -> bool:
    """Tell whether a figure on another line is called by the very words of what is newly named."""
    labels = labels_of(other)
    return all(term.words[0] in labels for term in wanted.things)


def _is_of_unit(other: Fact, fact: Fact, wanted: Wanted) -> bool:
    """Tell whether a cell has a unit asked for, by name or by a measure; where none is, that of before."""
    units = (*wanted.units, *(_UNITS.get(term.measure, "") for term in wanted.measures))
    if wanted.implied and column_key(other) == column_key(fact):
        return True  # '경상경비는?' after the rate of another cost asks for that of this
    if any(units):  # a count may be printed without its unit
        fits = in_units(tuple(filter(None, units)), other.unit) or not (other.unit or wanted.measures)
        return fits or ({"%", "money"}.isdisjoint(units) and _is_column_called(other, wanted))
    if column_key(other) == column_key(fact):
        return True  # each indicator of a column has a unit of its own
    if convert(other.value, other.unit, fact.unit) is not None or counts_alike(other.unit, fact.unit):
        return True
    if "%" in other.unit and SINCE.search(squash("/".join(other.column))):
        return False  # '전월에는' after a number asks for no change since then
    named = (*other.column, other.caption) if other.table != fact.table else other.column
    return _names(Wanted(wanted.things), named, (*fact.column, fact.caption))


def _is_column_called(other: Fact, wanted: Wanted) -> bool:
    """Tell whether a column is called by what is named: '가구 수는?' of '가구(개소)'."""
    name = squash(bare("".join(other.column[-1:])))
    return any(name in term.words for term in wanted.things)


def _has_things(other: Fact, fact: Fact, wanted: Wanted) -> bool:
    labels = [*other.row, *other.column, *([other.caption] if other.table != fact.table else [])]
    own = [squash(label) for label in labels] + [squash(bare(label)) for label in labels]
    whole = "/".join(own)
    words = {word for label in labels for word in label.split()}  # '시' of '시 대행사업비'
    return all(
        _explained(term, whole, own) or term.text in words or NO_THING.fullmatch(term.text)
        for term in wanted.things
    )


def _has_measures(other: Fact, fact: Fact, wanted: Wanted) -> bool:
    return all(
        squash(other.row[-1]) in TOTALS
        if term.measure == "total" and other.row
        else measure_fit(term, other) >= (CAPTIONED if other.table == fact.table else MEASURED)
        for term in wanted.measures
    )


def _is_of_time(other: Fact, fact: Fact, wanted: Wanted) -> bool:
    """Tell whether a cell is of the year and month asked for, or where none is of the same year as before."""
    labels = (*other.row, *other.column)
    if wanted.years and any(UP_TO.search(label) for label in labels):
        return False  # "기투자(~'24)", '총사업비' are of no one year
    months = {int(month) for label in labels for month in re.findall(r"(\d+)월", label)}
    if other.as_of:
        months.add(other.as_of.month)
    if wanted.months and months.isdisjoint(wanted.months):
        return False
    if wanted.years:
        return bool(({other.year} | years_named(labels)) & set(wanted.years))
    return (
        other.year == fact.year
        or None in (other.year, fact.year)
        or _names(wanted, labels, (*fact.row, *fact.column))
    )


def _names(wanted: Wanted, labels: Path, before: Path) -> bool:
    """Tell whether one of the labels, which was not there before, is newly named: by a thing or its year."""
    known = {squash(label) for label in before}
    for label in labels:
        flat = squash(label)
        if flat in known:
            continue
        if years_named((label,)) & set(wanted.years):
            return True
        if any(_explained(term, flat, (flat, squash(bare(label)))) for term in wanted.things):
            return True
    return False


def _explained(term: Term, whole: str, labels: Sequence[str]) -> bool:
    """Tell whether labels explain a term: '도비' also where '(국 40, 도 30)' tells who pays how much."""
    return explain(term, whole, labels) >= NAMED or bool(PAYS.fullmatch(term.text) and term.text[0] in labels)


def _measured(other: Fact, fact: Fact, wanted: Wanted) -> bool:
    """Tell whether a column is another than before by the measure, the year or the unit that is asked for."""
    if any(measure_fit(term, other) > measure_fit(term, fact) for term in wanted.measures):
        return True
    if wanted.years and fact.year not in wanted.years and other.year in wanted.years:
        return True
    return bool(wanted.units) and not in_units(wanted.units, fact.unit)


def _is_named(path: Path) -> bool:
    """Tell whether a path's own label names a thing, so that it is the same thing in another table."""
    return bool(path) and squash(path[-1]) not in TOTALS and not measure_of(path[-1])


def _is_of_other_group(wanted: Wanted, row: Path, before: Path) -> bool:
    """Tell whether a row is called as the one before, under another that is newly named: '도서 › 소계'."""
    return [squash(one) for one in row[-1:]] == [squash(one) for one in before[-1:]] and _names(
        wanted, row[:-1], before
    )


def _is_same(labels: Path, before: Path) -> bool:
    return [squash(label) for label in labels[-1:]] == [squash(label) for label in before[-1:]] and (
        labels == before or not (labels[:-1] and before[:-1])
    )


def _likeness(other: Fact, fact: Fact, wanted: Wanted) -> tuple[float, ...]:
    """What tells the likelier of two cells: its table, what is said just so, and what it shares."""
    labels = {squash(bare(label)) for label in (*other.row, *other.column)}
    before = {squash(bare(label)) for label in (*fact.row, *fact.column)}
    along = _is_same(other.row, fact.row) or _is_same(other.column, fact.column)
    # '지출액 집행률은' where the rates of '원인행위' and of '지출액' stand side by side
    said = (*wanted.things, *wanted.measures)
    exact = sum(any(word in labels for word in (*term.words, squash(term.text))) for term in said)
    fit = sum(measure_fit(term, other) for term in wanted.measures)
    return (
        other.table == fact.table, along, exact, fit, other.unit == fact.unit, len(labels & before),
        len(set(other.column) & set(fact.column)), squash(own_label(other.column)) in TOTALS,
        -abs((other.table or 0) - (fact.table or 0)),
    )  # fmt: skip
