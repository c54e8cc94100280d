"""What was planned is what was done and what is still to do: '12회 3,292명 = 8회 1,895명 + 4회 1,397명'."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, product
from typing import Final

from corpus.model import Path, Relation
from corpus.relations.judge import is_counted, judge_sum, relation, sum_formula
from corpus.relations.passages import Mention, Passage

_STAGES: Final = (
    ("rest", re.compile(r"향후|잔여|남은|하반기\s?계획")),
    ("done", re.compile(r"실적|성과|완료")),
    ("plan", re.compile(r"개요|규모|목표|계획")),
)
_FORMER: Final = re.compile(r"당초|종전|기존|’\d\d년\s?[:：]|※")
_NAME: Final = re.compile(r"([0-9]?[가-힣A-Za-z]{1,12})\s{0,2}(?:\(연|연|총)?\s{0,2}$")
_FEWEST: Final = 10  # smaller counts add up by chance


@dataclass(frozen=True, slots=True)
class _Pair:
    """'8회 1,895명': how often and how many, and the clause in front of it."""

    times: Mention
    heads: Mention
    clause: str


def progress_totals(passages: Sequence[Passage]) -> Iterator[Relation]:
    """Plans that are the sum of results and what is left, task by task.

    A pair of figures ('회' and '명') is taken as one statement: where the times add up under one name
    ('4급', '5급') and the heads do not, the heads are a relation that fails.
    """
    tasks: dict[Path, dict[str, list[_Pair]]] = defaultdict(lambda: defaultdict(list))
    for passage in passages:
        stage, task = _stage(passage)
        if stage:
            tasks[task][stage] += _pairs(passage)
    for stages in tasks.values():
        for rest in stages["rest"]:
            for plan, done in product(reversed(stages["plan"]), reversed(stages["done"])):
                if plan.times.value == done.times.value + rest.times.value:
                    made = _sums(plan, done, rest)
                    if made:
                        yield from made
                        break


def _stage(passage: Passage) -> tuple[str, Path]:
    """The stage that a passage tells of, by its own heading or the one over it, and the task."""
    if passage.kind == "heading":
        own, task = passage.text[:12], passage.section
    elif passage.section:
        own, task = passage.section[-1], passage.section[:-1]
    else:
        return "", ()
    return next((stage for stage, pattern in _STAGES if pattern.search(own)), ""), task


def _pairs(passage: Passage) -> list[_Pair]:
    found: list[_Pair] = []
    start = 0
    for times, heads in pairwise(passage.mentions):
        near = re.fullmatch(r"[\s,]{0,3}", passage.between(times, heads))
        if not near or times.unit == heads.unit or not (is_counted(times.unit) and is_counted(heads.unit)):
            continue
        clause = passage.text[start : times.start]
        start = heads.end
        if times.fact is not None and heads.fact is not None and not _FORMER.search(clause[-14:]):
            found.append(_Pair(times, heads, clause))
    return found


def _sums(plan: _Pair, done: _Pair, rest: _Pair) -> list[Relation]:
    """The sums of both figures; a sum of heads that fails only between statements of one name."""
    if (plan.times.unit, plan.heads.unit) != (done.times.unit, done.heads.unit):
        return []
    if (done.times.unit, done.heads.unit) != (rest.times.unit, rest.heads.unit):
        return []
    made = [_sum(plan.times, done.times, rest.times), _sum(plan.heads, done.heads, rest.heads)]
    if made[1].holds == "exact":
        return made if plan.heads.value >= _FEWEST else []
    name = _NAME.search(done.clause)
    other = _NAME.search(rest.clause)
    named = name is not None and other is not None and name[1] == other[1] and name[1] in plan.clause
    return made if named and plan.times.value > rest.times.value > 1 else []


def _sum(whole: Mention, *parts: Mention) -> Relation:
    facts = [mention.fact for mention in (whole, *parts) if mention.fact is not None]
    expected = sum((part.value for part in parts), Decimal(0))
    holds = judge_sum(expected, whole.value, [part.value for part in parts], whole.unit)
    return relation("total", facts, sum_formula("계획", facts[1:]), (expected, holds))
