"""What is left of a whole without several named parts: '사업비에서 총무과와 세정과를 뺀 나머지는 얼마'.

The parts must stand in one column of a table, or in one row, and the whole with them: the row above them that
the question names, or the total.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Fact
from qa.derived import derive
from qa.figures.alike import column_key, row_key
from qa.figures.fields import TOTALS, is_left, own_label
from qa.figures.select import Candidates
from qa.understanding.asked_operation import asks_rest
from qa.understanding.items import items
from qa.understanding.query import Query, Term, squash
from qa.understanding.words.operations import COLLECTED

# the whole, then what is taken from it
LESS = re.compile(
    r"^(.+?)(?:에서|\s(?:중(?:에서?)?|가운데))\s(.+?)[을를]?\s(?:뺀|빼고|빼면|제외한|제외하[고면])(?=\s)"
)
# '동관과 서관을 뺀 나머지': never one of two less the other
OF_SEVERAL = re.compile(
    r"(?:[와과]|이?랑|하고)\s[^.?]{1,20}?[을를]?\s?(?:뺀|빼고|빼면|제외한|제외하[고면])\s(?:나머지|그\s?외)"
)
JOINS = re.compile(r"(?:[와과,·]|이?랑|하고)\s?")
LEAST = 2  # parts
STAND_TOGETHER = 0.5  # what speaks for parts in one column, or row, with their whole


def less_several(query: Query, candidates: Candidates) -> tuple[list[int], float]:
    """The whole and two or more parts that are taken from it, as indexes; nothing where there are no such."""
    match = LESS.search(query.text)
    names = _names(query, match.span(2)) if match else []
    if match is None or len(names) < LEAST:
        return [], 0.0
    facts = candidates.facts
    for n in candidates.leading():
        if derive.is_rate(facts[n]):
            continue
        for key_of, labels in ((column_key, _down), (row_key, _across)):
            beside = [
                m
                for m, fact in enumerate(facts)
                if fact.table is not None and key_of(fact) == key_of(facts[n]) and fact.unit == facts[n].unit
            ]
            parts = [next((m for m in beside if _is_called(labels(facts[m]), name)), None) for name in names]
            mine = [m for m in parts if m is not None]
            rows = [facts[m] for m in beside]
            whole = _whole(facts[mine[0]], rows, match[1], down=labels is _down) if mine else None
            if len(mine) == len(names) == len(set(mine)) and n in mine and whole:
                return [beside[rows.index(whole)], *mine], STAND_TOGETHER
    return [], 0.0


def printed(query: Query, candidates: Candidates) -> tuple[list[int], float]:
    """What the row that fits best prints as left, as an index: '교통과에서 못 거둔 돈은' -> its 미수납액."""
    beside = any(measure.endswith("rate") for measure in query.measures)  # '집행률과 잔액'
    if not asks_rest(query.text) or beside or len(items(query)) > 1:
        return [], 0.0
    facts, row = candidates.facts, candidates.alike.in_row_of(candidates.order()[0])
    collected, years = bool(COLLECTED.search(query.text)), query.years
    mine = [n for n in row if is_left(facts[n]) and (not years or facts[n].year in years)]
    alike = [n for n in mine if bool(COLLECTED.search("/".join(facts[n].column))) == collected]
    return alike[:1], STAND_TOGETHER


def _names(query: Query, span: tuple[int, int]) -> list[Term]:
    """The things that are taken away, where they are joined by nothing but joining words."""
    names = [term for term in query.terms if span[0] <= term.start < span[1]]
    ends = [term.start + len(term.text) for term in names]
    gaps = [query.text[end : term.start] for end, term in zip(ends, names[1:], strict=False)]
    return names if all(map(JOINS.fullmatch, gaps)) else []


def _down(fact: Fact) -> Sequence[str]:
    return fact.row[-1:]


def _across(fact: Fact) -> Sequence[str]:
    """The last label of a column, and the one above it where it is a total's: '승용 › 소계'."""
    total = squash(own_label(fact.column)) in TOTALS
    return fact.column[-2:] if total else fact.column[-1:]


def _is_called(labels: Sequence[str], name: Term) -> bool:
    return any(squash(label) in name.words for label in labels)


def _whole(part: Fact, beside: Sequence[Fact], said: str, *, down: bool) -> Fact | None:
    """What a part is taken from: a row above that is said of the whole, else the total of all."""
    if down:
        return derive.row_named(part, beside, said) or derive.whole_of(part, beside, said)
    totals = [fact for fact in beside if len(fact.column) == 1 and squash(fact.column[0]) in TOTALS]
    return totals[0] if totals else None
