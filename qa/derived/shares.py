"""A number and the share that it is: '대상 인원의 몇 %이고 몇 명', '몇 명이며 계획 대비 몇 %'.

What the share is of is told beside both: '신청 800명 중 선정 120명(15.0%)'. Which of the numbers is
asked for is proved by arithmetic: it is the one that has this share of another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from corpus.model import Fact
from corpus.units import decimals
from qa.figures.alike import column_key, row_key
from qa.figures.measures import measures_of, same_unit
from qa.figures.select import MARGIN, Candidates
from qa.understanding.query import Query

# '정원의 몇 %', '계획 대비 비율', '전체 직원 중에 몇 프로'
SHARE_OF = re.compile(
    r"[가-힣](?:의|\s?(?:중|가운데)(?:에서?)?|\s?대비)\s(?:약\s)?(?:몇\s?(?:%|퍼센트|프로)(?!p)|비율|비중)|차지하는\s(?:비율|비중|구성비)"
)
MOST_APART = 3  # lines between what a sentence that is broken over lines tells
BOND = 0.5


def part_and_share(query: Query, candidates: Candidates) -> tuple[list[int], float]:
    """The number and its share that are asked for together, as indexes, and what speaks for the two.

    Nothing where no number near a share has that share of another one.
    """
    counted = [unit for unit in query.units if unit != "%"]
    if "%" not in query.units or not counted or not SHARE_OF.search(query.text):
        return [], 0.0
    facts, scores = candidates.facts, candidates.scores
    leading = [n for n in candidates.order() if scores[n] >= scores.max() - 2 * MARGIN]
    # '집행률' is of what is spent
    rates = [n for n in leading if facts[n].unit == "%" and {*measures_of(facts[n])} <= {*query.measures}]
    parts = [n for n in leading if any(same_unit(unit, facts[n].unit) for unit in counted)]
    found = [
        (float(scores[n] + scores[m]), m, n)
        for n in rates
        for m in parts
        if _is_near(facts[n], facts[m]) and _is_share(facts, n, m)
    ]
    if not found:
        return [], 0.0
    _, part, rate = max(found)
    return [part, rate], BOND


def is_told(query: Query, facts: Sequence[Fact]) -> bool:
    """Tell whether a share that is asked for with its number is printed beside it: '12명(15.0%)'."""
    counted = [unit for unit in query.units if unit != "%"]
    rates = [fact for fact in facts if fact.unit == "%"]
    numbers = [fact for fact in facts if any(same_unit(unit, fact.unit) for unit in counted)]
    beside = any(row_key(rate) == row_key(number) for rate in rates for number in numbers)
    return beside or (len(rates) * 3 == len(facts) and all(_is_borne_out(rate, facts) for rate in rates))


def _is_borne_out(rate: Fact, facts: Sequence[Fact]) -> bool:
    """Tell whether a share is that of one of two numbers of its row in the other: '120 | 800 | 15.0%'."""
    row = [fact for fact in facts if fact != rate and row_key(fact) == row_key(rate)]
    if len(row) != 2 or not all(fact.value > 0 for fact in row):
        return False
    less, more = sorted(fact.value for fact in row)
    return abs(less / more * 100 - rate.value) < Decimal(1).scaleb(-decimals(rate.value))


def _is_near(fact: Fact, other: Fact) -> bool:
    """Tell whether two figures are told in one row of a table or in one breath."""
    if fact.table is not None or other.table is not None:
        return row_key(fact) == row_key(other)
    apart = abs(fact.lines[0] - other.lines[0])
    return fact.document == other.document and fact.section == other.section and apart <= MOST_APART


def _is_share(facts: Sequence[Fact], rate: int, part: int) -> bool:
    """Tell whether a number has a share of another one that is told near it."""
    share, mine = facts[rate], facts[part]
    slack = Decimal(1).scaleb(-decimals(share.value))  # rounded or cut off
    return any(
        other.unit == mine.unit
        and other.value not in (0, mine.value)
        and (_is_near(mine, other) or column_key(mine) == column_key(other))
        and abs(mine.value / other.value * 100 - share.value) < slack
        for other in facts
    )
