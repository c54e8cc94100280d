"""What a question asks of one thing in several measures, found together: in one row, column or section.

'새들소방서는 정원이 몇 명이고 안전센터가 몇 개야': of all rows the one whose cells tell most of all that is
asked, each in its own unit. What fits one part alone may be of another thing; cells that stand together and
tell a part each bear each other out. `WEIGHTS` are a logistic regression over such questions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from statistics import fmean
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from corpus.model import Fact
from qa.context import Context
from qa.figures.alike import Floats, column_key, row_key
from qa.figures.confidence import (
    LONG,
    UNEXPLAINED,
    WHOLE,
    chance,
    is_to_be_computed,
    lacks_office,
    whole_signals,
)
from qa.figures.elsewhere import newest_first
from qa.figures.fields import is_total
from qa.figures.measures import may_be_in
from qa.figures.select import MEASURE_FITS, Candidates, rank_facts
from qa.figures.weighing import FEATURES
from qa.understanding.asked_units import is_how_much_of
from qa.understanding.query import Query, squash
from qa.understanding.several import Part, readings
from qa.understanding.words.asking import WEAK

NEAREST, MOST_ROWS = 80, 30  # candidates of the question, and rows of them that are looked at
LIKELIEST = 3  # cells of a row that may tell a part
APART = 2.0  # scores no further apart tell anything
LOOKED_UP = (None, "count", "growth")  # operations that need not be carried out
YEAR = FEATURES.index("year")
# what no such answer may be (`qa.figures.confidence.WHOLE`)
NONE_OF = ("undone", "single", "short", "measure_unmet")
BIAS = -5.13
WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "ahead": 1.04, "words": 2.91, "kin": 1.98, "row": 0.56, "parts": -0.66, "office": -1.3,
        "least_own": 1.03, "mean_own": 1.22, "within": 1.28, "unmet": -2.36, "unit_missing": -1.74,
    }
)  # fmt: skip
# what facts that are told of one thing share, the closest first: a row, a column, a section of prose
KINDS: Sequence[Callable[[Fact], object]] = (
    row_key,
    column_key,
    lambda fact: (fact.document, fact.section, fact.id if fact.cell else None),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A part understood: as a whole question, which of its terms are its own, the units it is asked in."""

    query: Query
    own: tuple[int, ...]
    units: tuple[str, ...]

    def may_be(self, fact: Fact) -> bool:
        """Tell whether a figure is in the unit that is asked for."""
        return not self.units or any(may_be_in(unit, fact) for unit in self.units)


@dataclass(frozen=True, slots=True)
class _Pool:
    """Facts near the question, those of each row, column and section, the parts and how each ranks them."""

    facts: Sequence[Fact]
    groups: Sequence[Sequence[Sequence[int]]]
    asked: Sequence[Asked]
    ranked: Sequence[Candidates]


class _Place(NamedTuple):
    """A place that tells all parts: their total score, its kind, the facts chosen and all that are there."""

    total: float
    kind: int
    chosen: tuple[int, ...]
    group: Sequence[int]


class Joint(NamedTuple):
    """The facts that tell a question's parts, one each, and what speaks for them, as in `WEIGHTS`."""

    facts: tuple[Fact, ...]
    signals: Floats


def told_jointly(context: Context) -> tuple[tuple[Fact, ...], float] | None:
    """The facts that tell a question's parts in its likeliest reading, and how sure they are (0..1)."""
    told = [(joint.facts, chance(WEIGHTS, BIAS, joint.signals)) for joint in joints(context)]
    return max(told, key=lambda one: one[1], default=None)


def joints(context: Context) -> list[Joint]:
    """What tells the parts of a question in each of its readings that has such a place."""
    query = context.query
    if query.kind != "figure" or query.operation not in LOOKED_UP or not context.facts[0]:
        return []
    if is_to_be_computed(query):  # '2031년에서 2033년 사이에 몇 명, 몇 % 늘었나'
        return []
    some = readings(query.text)
    if not some:
        return []
    near = _near(context)
    # readings have parts in common
    rank = lru_cache(maxsize=None)(lambda query: rank_facts(query, *near, context.library))
    groups = [[*_together(near[0], key).values()] for key in KINDS]
    found = []
    for parts in some:
        asked = [_asked(context, part) for part in parts]
        if all(one.query.operation in LOOKED_UP for one in asked):
            pool = _Pool(near[0], groups, asked, [rank(one.query) for one in asked])
            found.append(_joint(context, parts, pool))
    return [joint for joint in found if joint]


def _joint(context: Context, parts: Sequence[Part], pool: _Pool) -> Joint | None:
    """What tells the parts among the facts near the question."""
    found = sorted(_places(pool), key=lambda place: (-place.total, place.kind))
    found = _newest_first(context, pool, found)
    if not found or _is_part_for_whole(pool, parts, found[0].chosen) or _is_of_other_year(pool, found[0]):
        return None
    values = _signals(context, pool, found)
    # '참여자 몇 명이야? 보험료는?': what is called otherwise altogether is no 강사료
    if any(values[name] for name in NONE_OF) or not values["least_own"]:
        return None
    row = np.array([values[name] for name in WEIGHTS], dtype=np.float32)
    return Joint(tuple(pool.facts[n] for n in found[0].chosen), row)


def _newest_first(context: Context, pool: _Pool, found: list[_Place]) -> list[_Place]:
    """The places with that of the newest report ahead, less those of others that are called the same."""
    if not found:
        return []
    called = [tuple((pool.facts[n].row, pool.facts[n].column) for n in place.chosen) for place in found]
    same = [place for place, names in zip(found, called, strict=True) if names == called[0]]
    firsts = [pool.facts[place.chosen[0]] for place in same]
    newest = newest_first(context.query, firsts, context.metadata)[0]
    others = [place for place, fact in zip(same, firsts, strict=True) if fact.document != newest.document]
    ahead = same[firsts.index(newest)]
    return [ahead, *(place for place in found if place not in (ahead, *others))]


def _is_of_other_year(pool: _Pool, place: _Place) -> bool:
    """Tell whether a figure is of another year than its part asks for: '2033년 실적' for '올해는 몇 건'."""
    told = zip(pool.asked, pool.ranked, place.chosen, strict=True)
    return any(
        one.query.relative_years
        and not one.query.years
        and pool.facts[n].year
        and ranked.features[n, YEAR] <= 0
        for one, ranked, n in told
    )


def _places(pool: _Pool) -> Iterator[_Place]:
    """The rows, columns and sections that have a figure for each part."""
    for kind, groups in enumerate(pool.groups):
        for group in groups:
            if len(group) >= len(pool.asked) and (chosen := _likeliest(pool, group)):
                yield _Place(_total(pool, chosen), kind, chosen, group)


def _is_part_for_whole(pool: _Pool, parts: Sequence[Part], chosen: Sequence[int]) -> bool:
    """Tell whether another part is told for the whole of '모두 몇 건이고 그중 전화는', if unnamed."""
    if not any(part.within for part in parts):
        return False
    first, *others = (pool.facts[n] for n in chosen)
    one, told = pool.asked[0], pool.ranked[0].explained[chosen[0]]
    named = any(told[t] >= MEASURE_FITS for t in one.own if one.query.terms[t].measure != "total")
    beside = any(
        (first.row[:-1], first.column) == (fact.row[:-1], fact.column) and first.row != fact.row
        for fact in others
    )
    return beside and not named and not is_total(first)


def _asked(context: Context, part: Part) -> Asked:
    query, own = map(context.library.parse_corrected, (part.text, part.own))
    units = tuple(unit for unit in own.units if unit != "money" or not is_how_much_of(part.own))
    said, before = squash(part.own), squash(part.before)
    mine = tuple(
        n
        for n, term in enumerate(query.terms)
        if squash(term.text) in said and squash(term.text) not in before
    )
    return Asked(replace(query, units=units), mine, units)


def _near(context: Context) -> tuple[list[Fact], Floats]:
    """The candidates of the question with all of their rows, and how search ranks each."""
    facts, ranks = context.facts
    found: dict[tuple[str, int], tuple[Fact, np.float32]] = {}
    rows: set[object] = set()
    tables: dict[object, Mapping[object, Sequence[int]]] = {}
    for n in context.ranked.order()[:NEAREST]:
        fact = facts[n]
        found.setdefault((fact.document, fact.id), (fact, ranks[n]))
        key = row_key(fact)
        if key in rows or len(rows) >= MOST_ROWS:
            continue
        rows.add(key)
        if fact.table is not None:
            beside, table = context.table_facts(fact), (fact.document, fact.table)
            if table not in tables:
                tables[table] = _together(beside, row_key)
            for other in (beside[place] for place in tables[table][key]):
                found.setdefault((other.document, other.id), (other, ranks[n]))
    some, rank = zip(*found.values(), strict=True)
    return list(some), np.array(rank, dtype=np.float32)


def _together(facts: Sequence[Fact], key: Callable[[Fact], object]) -> dict[object, list[int]]:
    """The places of facts that share what `key` tells."""
    groups: dict[object, list[int]] = {}
    for n, fact in enumerate(facts):
        groups.setdefault(key(fact), []).append(n)
    return groups


def _likeliest(pool: _Pool, group: Sequence[int]) -> tuple[int, ...]:
    """The facts of a group that tell the parts best, each another one; none where a part has none."""
    tops = [
        sorted((n for n in group if one.may_be(pool.facts[n])), key=lambda n: -ranked.scores[n])[:LIKELIEST]
        for one, ranked in zip(pool.asked, pool.ranked, strict=True)
    ]
    every = (some for some in product(*tops) if len(set(some)) == len(some))
    return max(every, key=lambda some: _total(pool, some), default=())


def _total(pool: _Pool, chosen: Sequence[int]) -> float:
    return sum(float(ranked.scores[n]) for ranked, n in zip(pool.ranked, chosen, strict=True))


def _signals(context: Context, pool: _Pool, found: Sequence[_Place]) -> dict[str, float]:
    """What speaks for and against the facts of the first place, by the names in `WEIGHTS` and `NONE_OF`."""
    first, chosen = found[0], found[0].chosen
    parts = [_of_part(pool, place, first) for place in range(len(chosen))]
    facts = [pool.facts[n] for n in chosen]
    told = {(fact.value, fact.unit) for fact in facts}
    rivals = (
        place.total
        for place in found
        if {(pool.facts[n].value, pool.facts[n].unit) for n in place.chosen} != told
    )
    hit = context.hit_on(facts[0].document, facts[0].lines)
    best = context.ranked.facts[context.ranked.order()[0]]
    return {
        "ahead": min((first.total - next(rivals, 0.0)) / len(parts), APART),
        "words": hit[1].parts["words"] if hit else 0.0,
        "kin": float(row_key(best) in map(row_key, facts)),
        "row": float(first.kind == 0),
        "parts": float(len(chosen)),
        "office": float(lacks_office(context, facts[0])),
        "least_own": min(part.own for part in parts),
        "mean_own": fmean(part.own for part in parts),
        "within": fmean(part.within for part in parts),
        "unmet": max(part.unmet for part in parts),
        **dict(zip(WHOLE, whole_signals(context.query, [facts], ()).tolist(), strict=True)),
    }


class _Told(NamedTuple):
    """What speaks for and against the fact that tells one part.

    `own` is how well its least explained own word is, `within` by how much it is ahead of others in the same
    place, `unmet` the longest word said of all parts that nothing explains.
    """

    own: float
    within: float
    unmet: float


def _of_part(pool: _Pool, place: int, found: _Place) -> _Told:
    chosen = found.chosen
    one, ranked, n = pool.asked[place], pool.ranked[place], chosen[place]
    facts, scores, explained, terms = pool.facts, ranked.scores, ranked.explained, one.query.terms
    told = (facts[n].value, facts[n].unit)
    rivals = [m for m in found.group if m not in chosen and one.may_be(facts[m])]
    rivals = [m for m in rivals if (facts[m].value, facts[m].unit) != told]
    own = [float(explained[n, t]) for t in one.own if terms[t].text not in WEAK]
    missed = [
        len(term.words[0])
        for t, term in enumerate(terms)
        if not (t in one.own or term.measure or term.text in WEAK)
        and explained[list(chosen), t].max() < UNEXPLAINED
    ]
    return _Told(
        own=min(own, default=1.0),
        within=min(float(scores[n]) - max((float(scores[m]) for m in rivals), default=-np.inf), APART),
        unmet=min(max(missed, default=0) / LONG, 2.0),
    )
