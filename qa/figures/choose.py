"""The facts of one scope, or of one of several things in it, chosen among the candidates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

import numpy as np

from corpus.model import Fact
from qa.context import Context
from qa.derived import operands
from qa.derived.each import is_told_for_each
from qa.derived.groups import by_group, group_asked, no_rivals
from qa.derived.ranks import of_rows_first
from qa.figures.actual import done_first
from qa.figures.alike import row_key
from qa.figures.cells import cells_asked
from qa.figures.confidence import signals
from qa.figures.elsewhere import best_of_each, elsewhere, newest_first
from qa.figures.fields import is_left
from qa.figures.heads import bare_first, with_head
from qa.figures.measures import in_units, is_change, measures_of, same_unit
from qa.figures.of_whole import Pick, nearness
from qa.figures.places import with_place
from qa.figures.quarters import quarter_first
from qa.figures.said import SaidLabels
from qa.figures.select import (
    AHEAD,
    MEASURE_FITS,
    Candidates,
    is_side,
    select_facts,
    telling_more_first,
)
from qa.figures.sureness import FULL, sureness
from qa.understanding.query import Query, squash
from qa.understanding.words.changes import CALLED_CHANGE, TO_WHAT
from qa.understanding.words.operations import ASKS_REST

REST_FIRST = 1.0  # by how much what is printed as left comes before what there is
SIDES_FIRST = 1.0  # and a side of a change before what is told alone
LEAN, NEAR_LEAN = 0.9, 0.5  # what a figure is worth that is like the first one, or told near it
CALLED, CALLED_ANEW = 0.8, 0.4  # how well a term must be explained, and how much better than by the others


def choose(
    context: Context,
    first: Pick | None,
    taken: Sequence[Fact] = (),
    *,
    near: bool = False,
    own: Sequence[int] = (),
) -> Pick | None:
    """Choose the facts of one scope, or of one of several things in it.

    A later scope leans towards the same row and unit as the `first`, a further thing of one scope towards
    what is told `near` it. What is named by terms of its `own` (indexes) must be called so where anything is.
    """
    if first is None and not taken and not own:
        return context.once("chosen", lambda: _choose(context, None, (), near=near, own=()))
    return _choose(context, first, taken, near=near, own=own)


def _choose(
    context: Context, first: Pick | None, taken: Sequence[Fact], *, near: bool, own: Sequence[int]
) -> Pick | None:
    candidates = _ranked(context, first, taken, near=near, own=own)
    if candidates is None:
        return None
    kind = group_asked(context.query)
    grouped = by_group(context.query, candidates)
    together, candidates = operands.with_operands(context.query, candidates)
    chosen = grouped or together or _as_found(context, candidates)
    if not together:
        chosen = _undivided(context.query, candidates, chosen)
    candidates = with_place(context.query, candidates, chosen, context.library)
    told_first = _as_asked(context.query, candidates, chosen) if context.query.operation is None else chosen
    picked = tuple(candidates.facts[n] for n in told_first)
    beside = "/".join(squash("".join(said.column)) for said in cells_asked(context, picked))
    sure = sureness(context.query, candidates, chosen, beside)
    in_order = chosen in (grouped, together)
    best_first = sorted(chosen, key=lambda n: -float(candidates.scores[n])) if in_order else chosen
    same = {n: elsewhere(context.query, candidates, n, context.metadata) for n in best_first}
    aside = {*chain(*same.values()), *(no_rivals(kind, grouped, candidates) if grouped else ())}
    if together and chosen == together:
        aside.update(operands.no_rivals(context.query, candidates, chosen))
    told = signals(context, candidates, best_first, sure, aside)
    score = float(candidates.scores[chosen[0]])
    summed = bool(kind) and context.query.operation == "sum"
    as_operands = summed or (bool(together) and chosen == together)
    pick = Pick(picked, sure, score, told, beside, together=as_operands)
    if len(chosen) > 1:
        return pick
    others = best_of_each([candidates.facts[n] for n in same[chosen[0]]])
    newest, *rest = newest_first(context.query, [*picked, *others], context.metadata)
    return replace(pick, facts=(newest,), elsewhere=tuple(rest))


def _ranked(
    context: Context, first: Pick | None, taken: Sequence[Fact], *, near: bool, own: Sequence[int]
) -> Candidates | None:
    """The candidates as `choose` is to take them, None where there is none."""
    query, value = context.query, context.query.value
    if not context.facts[0]:
        return None
    candidates = context.ranked
    if taken or value:
        gone = {(fact.document, fact.id) for fact in taken}
        kept = [
            n
            for n, fact in enumerate(candidates.facts)
            if (fact.document, fact.id) not in gone and value in (None, (fact.value, fact.unit))
        ]
        candidates = candidates.only(query, kept)
    if not candidates.facts:
        return None
    candidates = done_first(query, _of_rest(query, _of_change(query, quarter_first(query, candidates))))
    if first:
        likeness, weight = (nearness, NEAR_LEAN) if near else (_alike, LEAN)
        lean = [weight * likeness(fact, first.facts[0]) for fact in candidates.facts]
        candidates = replace(candidates, scores=candidates.scores + np.array(lean, dtype=np.float32))
    candidates = of_rows_first(context, with_head(query, _called_so(candidates, own)))
    said = SaidLabels(query, context.library.names)
    return bare_first(query, telling_more_first(query, _of_newest(context, candidates), said))


def _as_found(context: Context, candidates: Candidates) -> list[int]:
    """The facts that are neither told by kind nor operands."""
    found = select_facts(context.query, candidates, context.metadata)
    return _with_item(context.query, candidates, found)


def _undivided(query: Query, candidates: Candidates, chosen: list[int]) -> list[int]:
    """The first fact alone where what is for each is asked for and none is: several would be divided."""
    divides = query.operation == "per_head" and not any(is_told_for_each(candidates.facts[n]) for n in chosen)
    return chosen[:1] if divides else chosen


def _of_newest(context: Context, candidates: Candidates) -> Candidates:
    """The candidates with those of the newest report ahead where it tells the best thing too."""
    query, facts = context.query, candidates.facts
    best = int(np.argmax(candidates.scores))
    same = [] if query.years else elsewhere(query, candidates, best, context.metadata)
    if not same:
        return candidates
    newest = newest_first(query, [facts[best], *(facts[n] for n in same)], context.metadata)[0]
    behind = max(float(candidates.scores[best] - candidates.scores[facts.index(newest)]), 0.0)
    document = candidates.alike.like(facts.index(newest), "document")
    lead = behind + AHEAD if newest.document != facts[best].document else 0.0
    return replace(candidates, scores=np.where(document, candidates.scores + lead, candidates.scores))


def _called_so(candidates: Candidates, own: Sequence[int]) -> Candidates:
    """The candidates with one ahead that some of these terms name, where the best is not named so.

    'A 축제의 불꽃놀이와 음악회 예산': not that of the festival, which explains more of the question.
    """
    called = np.asarray((candidates.explained[:, list(own)] >= FULL).any(axis=1), dtype=bool)
    scores = candidates.scores
    if not called.any() or called[int(np.argmax(scores))]:
        return candidates
    behind = float(scores.max() - scores[called].max()) + AHEAD
    return replace(candidates, scores=np.where(called, scores, scores - behind))


def _with_item(query: Query, candidates: Candidates, chosen: list[int]) -> list[int]:
    """The chosen facts with those that are asked for in other units and told of the same thing in prose.

    '사업비는 얼마고 연면적은 몇 ㎡': two bullets under one heading, each called as the question calls it.
    """
    facts = candidates.facts
    if not chosen or facts[chosen[0]].table is not None or query.operation is not None:
        return chosen
    found = list(chosen)
    content = np.array([not term.measure for term in query.terms], dtype=bool)
    for unit in query.units:
        if any(same_unit(unit, facts[n].unit) for n in found):
            continue
        anew = candidates.explained - candidates.explained[found].max(axis=0)
        called = ((candidates.explained >= CALLED) & (anew >= CALLED_ANEW) & content).any(axis=1)
        mine = [
            n
            for n in candidates.order()
            if same_unit(unit, facts[n].unit)
            and facts[n].table is None
            and called[n]
            and nearness(facts[n], facts[chosen[0]])
        ]
        found += mine[:1]
    return found


def _as_asked(query: Query, candidates: Candidates, chosen: Sequence[int]) -> list[int]:
    """The chosen facts of one row in the order in which the question names their measures."""
    if len({row_key(candidates.facts[n]) for n in chosen}) > 1:
        return list(chosen)
    places = [n for n, term in enumerate(query.terms) if term.measure not in ("", "total")]
    first = {
        n: next(
            (place for place in places if candidates.explained[n, place] >= MEASURE_FITS), len(query.terms)
        )
        for n in chosen
    }
    return sorted(chosen, key=lambda n: first[n])


def _of_rest(query: Query, candidates: Candidates) -> Candidates:
    """For '몇 면이나 남았나': what is printed as left comes before what there is."""
    if query.operation not in (None, "complement") or not ASKS_REST.search(query.text):
        return candidates
    rests = np.array([is_left(fact) for fact in candidates.facts])
    return replace(candidates, scores=candidates.scores + REST_FIRST * rests)


def _of_change(query: Query, candidates: Candidates) -> Candidates:
    """Candidates with what is printed of a change first.

    For '몇 %로 바뀌나' what is told as one side of it, for '몇 건 늘었나' what prose calls so:
    '문의 4,300건(전년 대비 120건 증가)'.
    """
    since = query.operation == "difference" and query.relative_years
    if query.operation == "growth" or since:
        return _called_change_first(query, candidates)
    if query.operation is not None or not TO_WHAT.search(query.text):
        return candidates
    changes = np.array([is_change(fact) for fact in candidates.facts])  # by how much is not asked
    sides = np.array([is_side(fact) and in_units(query.units, fact.unit) for fact in candidates.facts])
    return replace(candidates, scores=candidates.scores + SIDES_FIRST * np.where(changes, -1, sides))


def _called_change_first(query: Query, candidates: Candidates) -> Candidates:
    """The candidates with a change that prose tells of a figure ahead of that figure."""
    facts, scores = candidates.facts, candidates.scores.copy()
    told = {(row_key(fact), fact.row): n for n, fact in enumerate(facts) if fact.table is None}
    for n, fact in enumerate(facts):
        if not (fact.row and squash(fact.row[-1]) in CALLED_CHANGE and in_units(query.units, fact.unit)):
            continue
        if (whole := told.get((row_key(fact), fact.row[:-1]))) is not None:
            scores[n] = max(scores[n], scores[whole] + AHEAD)
    return replace(candidates, scores=scores)


def _alike(fact: Fact, other: Fact) -> float:
    """How alike two facts of different documents are, 0..1: the same labels, unit and measure."""
    mine, others = (tuple(map(squash, one.row)) for one in (fact, other))
    label = 0.25 * (mine[-1:] == others[-1:] != ()) + 0.75 * (mine == others)
    return (label + (fact.unit == other.unit) + (measures_of(fact) == measures_of(other))) / 3
