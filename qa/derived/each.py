"""Amounts for each one of something: '한 업체당 평균 보조금', '한 반에 몇 명꼴', '교원 1인당 학생 수'.

The number that an amount is divided by is found by the noun of the question ('업체': 개, 개소) beside the
amount: in its row, on its line, or in its column of a table with one row a measure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.figures import parse_figures
from corpus.model import Fact
from corpus.units import is_money
from qa.figures.alike import row_key
from qa.figures.measures import THOUSANDS, in_units, is_change
from qa.figures.select import MARGIN, Candidates
from qa.understanding.per_unit import EACH, each_noun
from qa.understanding.query import Query, Term, squash

# 'A건을 신청받아 B건을 뽑았다': what is paid goes to those taken
BEFOREHAND = re.compile(r"신청|접수|모집|계획|목표|정원|대상")
BESIDE_WEIGHT = 0.5  # of the number's score, beside that of the amount
HINT = 0.5  # for a number that is called as the question calls it, against one told beforehand
ALONE = 0.3  # for a number that is the only one
STATED = 2.0  # for a number that the question states: '5회 열었다는데 한 번에'
CALLED = 0.6  # how well its labels must explain what it is called


@dataclass(frozen=True, slots=True)
class Each:
    """What an amount is asked for each of: its noun, the units that it is counted in, where it is said."""

    noun: str
    units: tuple[str, ...]
    start: int


def each_asked(text: str) -> Each | None:
    """What a question asks an amount for each of: '한 업체당 평균 얼마' -> 업체; None for nothing."""
    match = EACH.search(text)
    if match is None:
        return None
    return Each(*each_noun(match), match.start())


def is_told_for_each(fact: Fact) -> bool:
    """Tell whether a figure is printed as one for each: '학급당 학생 수', '1인당 연 2,100만원'."""
    return _told_for_each(fact) is not None


def _told_for_each(fact: Fact) -> re.Match[str] | None:
    return EACH.search("/".join((*fact.row[-1:], *fact.column, fact.text)))


def pair(query: Query, candidates: Candidates) -> tuple[list[int], float]:
    """The amount and the number that it is divided by, as indexes, and what speaks for the two.

    Nothing where no amount stands beside such a number, or one for each is printed.
    """
    each = each_asked(query.text)
    if each is None:
        return [], 0.0
    facts, scores = candidates.facts, candidates.scores
    amounts = [n for n in candidates.order() if _is_amount(query, each, facts[n])]
    stated = {(figure.value, figure.unit) for figure in parse_figures(query.text)}
    found: list[tuple[float, float, int, int]] = []
    for n in amounts:
        if scores[n] < scores[amounts[0]] - MARGIN:
            break
        beside = _numbers_beside(facts, n, each)
        for m in beside:
            if facts[m].unit == facts[n].unit and not _is_called(query, each, candidates, m, than=n):
                continue
            bond = _hint(query, each, candidates, m) + STATED * ((facts[m].value, facts[m].unit) in stated)
            bond += ALONE * (len(beside) == 1)
            found.append((float(scores[n]) + BESIDE_WEIGHT * float(scores[m]) + bond, bond, n, m))
    printed = next((n for n in amounts if is_told_for_each(facts[n]) and _is_of(facts[n], each)), None)
    best = max(found, default=None, key=lambda one: one[0])
    if printed is not None and (best is None or scores[printed] >= scores[best[2]]):
        return [], 0.0
    return ([best[2], best[3]], best[1]) if best else ([], 0.0)


def no_rivals(query: Query, candidates: Candidates) -> list[int]:
    """The amounts that can be divided by no number beside them, as indexes."""
    each = each_asked(query.text)
    leading = candidates.leading() if each else []
    return [n for n in leading if each and not _numbers_beside(candidates.facts, n, each)]


def _is_of(fact: Fact, each: Each) -> bool:
    said = _told_for_each(fact)
    return said is not None and each_noun(said)[1] == each.units


def _is_amount(query: Query, each: Each, fact: Fact) -> bool:
    """Tell whether a figure is of the kind that is asked for, and no rate or change."""
    wanted = [unit for unit in query.units if unit not in each.units]
    if "%" in fact.unit or is_change(fact) or not (each.units or each.noun not in _own_labels(fact)):
        return False
    return in_units(wanted, fact.unit)


def _numbers_beside(facts: Sequence[Fact], place: int, each: Each) -> list[int]:
    """The figures in the units of `each` that stand beside one: in its row, on its line, in its column."""
    mine = facts[place]
    return [
        n
        for n, fact in enumerate(facts)
        if n != place
        and is_number(fact, each)
        and fact.year == mine.year
        and not is_told_for_each(fact)
        and (row_key(fact) == row_key(mine) or _is_told_with(fact, mine))
    ]


def is_number(fact: Fact, each: Each) -> bool:
    """Tell whether a figure is a number of what an amount is asked for each of: by its unit, or its name."""
    if not fact.value or "%" in fact.unit or is_money(fact.unit):
        return False
    return THOUSANDS.sub("", fact.unit) in each.units or (
        not (fact.unit and each.units) and each.noun in _own_labels(fact)
    )


def _own_labels(fact: Fact) -> str:
    return squash("/".join((*fact.row[-1:], *fact.column)))


def _is_told_with(fact: Fact, mine: Fact) -> bool:
    if fact.document != mine.document:
        return False
    if fact.table is None or mine.table is None:
        return fact.table == mine.table and fact.lines == mine.lines and fact.row == mine.row
    same_column = fact.cell and mine.cell and fact.cell[1] == mine.cell[1]
    return fact.table == mine.table and bool(same_column) and fact.unit != mine.unit


def _hint(query: Query, each: Each, candidates: Candidates, place: int) -> float:
    """What speaks for a number by its labels: called as in the question, not one told beforehand."""
    fact = candidates.facts[place]
    label = _own_labels(fact)
    value = -HINT * bool(BEFOREHAND.search(label) and not BEFOREHAND.search(query.text))
    value += HINT * _is_called(query, each, candidates, place)
    return value + HINT * (each.noun in label)


def _is_called(
    query: Query, each: Each, candidates: Candidates, place: int, *, than: int | None = None
) -> bool:
    """Tell whether a number is what the question calls it, and another (`than`) is not."""
    called = _called(query, each)
    if called is None:
        return False
    told = candidates.explained[:, query.terms.index(called)]
    return bool(told[place] >= CALLED and (than is None or told[than] < told[place]))


def _called(query: Query, each: Each) -> Term | None:
    """The term right before '한 명당': '교사 한 명당' -> 교사."""
    before = [term for term in query.terms if term.start + len(term.text) <= each.start]
    last = max(before, key=lambda term: term.start, default=None)
    if last is None or query.text[last.start + len(last.text) : each.start].strip():
        return None
    return last
