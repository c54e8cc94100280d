"""What is left of a whole without what is named: 'A와 B를 뺀 나머지 예산은', '총무과 말고 다 합치면'.

The parts must stand in one column of a table, or in one row, and the whole with them: the row above them that
the question names, or the total.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import pairwise

from corpus.model import Fact
from qa.derived import derive
from qa.derived.named import NAMED, is_of_other_column
from qa.derived.steps import Step, steps_of
from qa.figures.alike import column_key, row_key
from qa.figures.fields import TOTALS, bare, is_left, own_label
from qa.figures.measures import in_units, is_change
from qa.figures.select import Candidates
from qa.figures.weighing import FEATURES
from qa.understanding.asked_operation import asks_rest
from qa.understanding.items import items
from qa.understanding.query import Query, squash
from qa.understanding.words.operations import COLLECTED, LEFT_OUT

YEAR = FEATURES.index("year")
JOINED = re.compile(r"\s?(?:[와과,·]|이?랑|하고|및)\s?")
JOINS = ("와", "과", "하고", "이랑", "랑", "및", "+")
UNSURE = ("과",)  # the end of a name, too: '행정국 총무과 인건비 말고'
ASKS_SHARE = re.compile(r"몇\s?(?:%|퍼센트|프로)|비율|비중|구성비")
Labels = Callable[[Fact], Sequence[str]]


def less_named(query: Query, candidates: Candidates) -> tuple[list[int], float]:
    """The whole and the parts that are taken from it, as indexes; none where they stand apart."""
    match = LEFT_OUT.search(query.text)
    if match is None or _joins(query, match.end()):
        return [], 0.0
    said, text = squash(query.text[: match.start()]), squash(query.text)
    facts, lines = candidates.facts, defaultdict[tuple[tuple[object, ...], str], list[int]](list)
    fits = [
        n
        for n in candidates.order()
        if facts[n].table is not None
        and candidates.features[n, YEAR] >= 0
        and in_units(query.units, facts[n].unit)
        and not (derive.is_rate(facts[n]) or is_change(facts[n]))
    ]
    for n in fits:
        for key_of in (column_key, row_key):
            lines[key_of(facts[n]), facts[n].unit].append(n)
    for (key, _), line in lines.items():
        labels = _down if key == column_key(facts[line[0]]) else _across
        found = _of_line(said, text, [facts[m] for m in line], labels)
        if found and not (labels is _down and is_of_other_column(text, line[0], candidates.alike)):
            return [line[place] for place in found], NAMED
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
    return alike[:1], NAMED


def _joins(query: Query, start: int) -> bool:
    """Tell whether things are joined behind a place of the question: 'A를 제외하고 B와 C를 합하면'."""
    terms = [term for term in query.terms if term.start >= start and not term.measure]
    gaps = [query.text[one.start + len(one.text) : other.start] for one, other in pairwise(terms)]
    return any(map(JOINED.fullmatch, gaps))


def left_over(query: Query, facts: list[Fact], _: Sequence[Fact]) -> tuple[list[Step], list[Fact]]:
    """A whole less the parts that are named, or what share of the whole that is."""
    whole, *parts = facts
    if not parts or not _are_taken(query, parts):
        return [], []
    rest, name = derive.rest(whole, parts), "나머지"
    if rest and ASKS_SHARE.search(query.text):
        rest, name = derive.share_left(rest, derive.digits_asked(query.text)), "나머지 비중"
    return steps_of([(rest, name)]), facts


def _are_taken(query: Query, parts: Sequence[Fact]) -> bool:
    """Tell whether some figures are just of what a question leaves out."""
    match = LEFT_OUT.search(query.text)
    if match is None or _joins(query, match.end()):
        return False
    called = {squash(bare(label)) for fact in parts for label in (*_down(fact), *_across(fact))}
    names = _ends_in(squash(query.text[: match.start()]), [name for name in called if name not in TOTALS])
    return len(names) == len(parts)


def _of_line(said: str, text: str, line: Sequence[Fact], labels: Labels) -> list[int]:
    """The places of the whole and of the parts that a text ends in, where one column or row has them all."""
    called = {
        squash(name): m
        for m, fact in enumerate(line)
        for label in labels(fact)
        for name in (label, bare(label))
    }
    names = _ends_in(said, [name for name in called if name not in TOTALS and len(name) > 1])
    parts = [called[name] for name in names]
    if not parts:
        return []
    part = line[parts[0]]
    if labels is _down:
        others = [fact for fact in line if fact not in [line[m] for m in parts]]
        whole = derive.row_named(part, others, said) or derive.whole_of(part, others, text)
    else:
        totals = [fact for fact in line if len(fact.column) == 1 and squash(fact.column[0]) in TOTALS]
        whole = totals[0] if totals else None
    return [line.index(whole), *parts] if whole else []


def _ends_in(said: str, names: Sequence[str]) -> list[str]:
    """The names that a text ends in, the last first: '…에서총무과와세정과'; none where one is unknown."""
    found: list[str] = []
    before = joined = ""
    while name := max((n for n in names if said.endswith(n)), key=len, default=""):
        found.append(name)
        before = said = said.removesuffix(name)
        joined = next((word for word in JOINS if said.endswith(word)), "")
        if not any(said.endswith(n) for n in names):
            said = said.removesuffix(joined)
    unknown = before != said and joined not in UNSURE
    return [] if unknown else found


def _down(fact: Fact) -> Sequence[str]:
    return fact.row[-1:]


def _across(fact: Fact) -> Sequence[str]:
    """The last label of a column, and the one above it where it is a total's: '승용 › 소계'."""
    total = squash(own_label(fact.column)) in TOTALS
    return fact.column[-2:] if total else fact.column[-1:]
