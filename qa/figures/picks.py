"""The facts that a question about figures is answered from, chosen scope by scope and thing by thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

import numpy as np

from corpus.model import Fact, Path
from qa.context import Context
from qa.derived import operands
from qa.derived.each import is_told_for_each
from qa.derived.groups import by_group, group_asked, no_rivals
from qa.derived.ranks import of_rows_first
from qa.figures.alike import row_key
from qa.figures.cells import cells_asked
from qa.figures.confidence import signals
from qa.figures.elsewhere import best_of_each, elsewhere, newest_first
from qa.figures.fields import explain, is_left, labels_of, own_label
from qa.figures.heads import with_head
from qa.figures.measures import in_units, is_change, measures_of, same_unit
from qa.figures.of_whole import (
    Pick,
    as_operands,
    in_row_of,
    nearness,
    told_with,
    whole_near,
    with_proved_whole,
)
from qa.figures.places import with_place
from qa.figures.quarters import quarter_first
from qa.figures.said import SaidLabels
from qa.figures.select import (
    AHEAD,
    MEASURE_FITS,
    Candidates,
    bare_first,
    is_side,
    select_facts,
    telling_more_first,
)
from qa.figures.weighing import FEATURES, term_weights
from qa.understanding.query import Query, Term, squash
from qa.understanding.scope import PART_OF, Scope, items
from qa.understanding.sides import RATE_OF, is_stated
from qa.understanding.words.asking import WEAK
from qa.understanding.words.changes import TO_WHAT
from qa.understanding.words.comparing import EACH
from qa.understanding.words.operations import ASKS_REST

FULL = 0.7  # what explains a term so well explains it fully
YEAR, UNIT, MEASURE = (FEATURES.index(name) for name in ("year", "unit", "measure"))
REST_FIRST = 1.0
SIDES_FIRST = 1.0
STRICT = frozenset(
    [
        "spent",
        "spent_rate",
        "collected",
        "collected_rate",
        "quota",
        "staff",
        "shortage",
        "obligated",
        "expected",
    ]
)
MET = 0.55
LOOSE = frozenset(["total", "largest", "smallest", "target", "result", "budget"])  # said in passing too
LEAN, NEAR_LEAN = 0.9, 0.5
CALLED, CALLED_ANEW = 0.8, 0.4  # how well a term must be explained, and how much better than by the others
EACH_OF = re.compile(r"각각|씩|비교|견[주줘]")
# what is done with a thing, or who does it, behind which a number is named
DOING = re.compile(
    r"운영|참여|참석|개최|이용|신청|접수|지원|실시|수료|선정|설치|방문|관람|상담|교육|제공|보급|출동|발생|횟수|인원|건수|금액|학교|학생|총"
)
JOINED_LABEL = re.compile(r"및|[·ㆍ‧,&/+]|[와과]\s")
ITEM_SURE = 0.5  # how sure a further one of several things must be


def choose_all(context: Context, found: Sequence[Scope]) -> list[list[Pick]]:
    """The facts of each scope, of each thing in it; one row that has all the years is better than scopes."""
    years_only = not any(scope.name for scope in found)
    if len(found) > 1 and years_only and context.query.operation != "share":
        documents = dict.fromkeys(name for scope in found for name in scope.documents or ())
        years = tuple(dict.fromkeys(year for scope in found for year in scope.query.years))
        query = replace(found[0].query, years=years)
        # what a year was is told by reports of later years too
        for where in dict.fromkeys((tuple(documents) or None, context.documents)):
            whole = choose(context.narrowed(query, where), None)
            alone = whole is not None and whole.together and len(items(query)) == 1
            if whole and (alone or _is_one_row(whole.facts, years)) and whole.sure >= ITEM_SURE:
                return [[whole]]
    groups: list[list[Pick]] = []
    first: Pick | None = None
    for scope in found:
        ranks = scope.query.operation in ("largest", "smallest")
        parts = items(scope.query) if years_only and not ranks else [scope.query]
        if _is_one_name(context.narrowed(scope.query, scope.documents), parts):
            parts = [scope.query]
        if len(parts) > 1 and (whole := _told_at_once(context, scope, parts)):
            groups.append([whole])
            continue
        group = _group(context, parts, scope.documents, first)
        # '각각 몇 % 변했나': each has both its years
        each = len(group) == len(parts) and all(pick.together for pick in group)
        each = each and bool(EACH.search(scope.query.text))
        summed = len(parts) > 1 and scope.query.operation == "sum"
        each = each or (summed and any(pick.together for pick in group))
        if len(parts) > 1 and not each and (both := _operands_of(context, scope, parts)):
            group = [both]
        if group:
            first = first or group[0]
            groups.append(group)
    return groups


def _is_one_name(context: Context, parts: Sequence[Query]) -> bool:
    """Tell whether joined things are one row's name: '선착장 및 등대 관리'."""
    if len(parts) < 2 or not context.facts[0]:
        return False
    shared = set.intersection(*(set(part.terms) for part in parts))
    own = [[term for term in part.terms if not (term.measure or term in shared)] for part in parts]
    said, each = squash(context.query.said), bool(EACH_OF.search(context.query.text))

    def names_all(row: Path) -> bool:
        label = own_label(row)
        if not JOINED_LABEL.search(label) or (each and squash(label) not in said):
            return False
        return all(any(explain(term, squash(label)) >= CALLED for term in mine) for mine in own)

    # few questions have such a row, so that the facts need not be ranked
    if not any(map(names_all, {fact.row for fact in context.facts[0]})):
        return False
    return names_all(context.ranked.facts[context.ranked.order()[0]].row)


def _told_at_once(context: Context, scope: Scope, parts: Sequence[Query]) -> Pick | None:
    """What is told of one thing in one row or breath, in as many units: '운영 횟수와 참여 인원은'.

    None where what is asked is joined by more than words of what is done, as things are.
    """
    query = scope.query
    own = [part.terms[n].text for place, part in enumerate(parts) for n in _own(parts, place)]
    if query.operation is not None or len(query.units) != len(parts) or not all(map(DOING.fullmatch, own)):
        return None
    whole = choose(context.narrowed(query, scope.documents), None)
    if whole is None or len({row_key(fact) for fact in whole.facts}) > 1:
        return None
    told = [next((f for f in whole.facts if same_unit(unit, f.unit)), None) for unit in query.units]
    found = [fact for fact in whole.facts if fact in told]
    return replace(whole, facts=tuple(found)) if len(found) == len(parts) else None


def _operands_of(context: Context, scope: Scope, parts: Sequence[Query]) -> Pick | None:
    """The operands that stand together: '선발은 계획보다 몇 명 적었나', 'A와 B를 합하면' of one column.

    So does what is told one by one of rows that are named as they are printed.
    """
    operation = scope.query.operation
    if operation not in (None, "count", "difference", "sum", "ratio", "average", "share", "fill", "changes"):
        return None
    pick = choose(context.narrowed(scope.query, scope.documents), None)
    if pick is None or not pick.together:
        return None
    # of two things there may be more, which a comma joins; of more just these
    many = operation == "sum" and len(pick.facts) != len(parts) > 2
    one_by_one = operation in (None, "count")
    few = one_by_one and len(pick.facts) < len(parts) and not _names_each(parts, pick.facts)
    return None if many or few else pick


def _names_each(parts: Sequence[Query], facts: Sequence[Fact]) -> bool:
    """Tell whether the labels of some figures name each of several things."""
    labels = [labels_of(fact) for fact in facts]
    own = {term for part in parts for term in part.terms if any(term not in other.terms for other in parts)}
    told = (any(explain(term, label) >= CALLED for label in labels) for term in own if not term.measure)
    return all(told)


def _group(
    context: Context, parts: Sequence[Query], documents: Sequence[str] | None, first: Pick | None
) -> list[Pick]:
    """The facts of each thing that a question is over; no fact stands for two of them."""
    contexts = [context.narrowed(part, documents) for part in parts]
    picks: list[Pick] = []
    of_whole = bool(PART_OF.search(parts[0].text))
    for place, part in enumerate(contexts):
        taken = [fact for pick in picks for fact in pick.facts]
        near = bool(picks) and not of_whole
        own = _own(parts, place) if parts[1:] and not of_whole else []
        if _is_told(part, picks, own):
            continue
        pick = choose(part, picks[0] if picks else first, taken, near=near, own=own)
        if place == 1 and pick:
            picks, pick = _apart(contexts, picks, pick)
        if pick and (not picks or pick.sure >= min(ITEM_SURE, picks[0].sure)):
            picks.append(pick)
    if len(picks) == 2 and not of_whole:
        picks[1] = in_row_of(contexts[1], *picks)
    if len(picks) == 2 and of_whole:
        picks[0] = whole_near(contexts[0], picks[0], picks[1])
    if len(picks) == 2 and parts[0].operation == "share" and (pair := _part_near(contexts, picks)):
        picks = pair
    if parts[0].operation != "share" or (len(picks) == 2 and RATE_OF.search(parts[0].text)):
        return picks
    if len(picks) == 2:
        picks[0] = _beside_whole(contexts[0], *picks)
    return as_operands(contexts[0].query, with_proved_whole(contexts[0], picks))


def _part_near(contexts: Sequence[Context], picks: Sequence[Pick]) -> list[Pick] | None:
    """The best whole with the part near it, where both fit better than the best part with one near that."""
    first, *beside = picks[0].facts
    if any(fact.value > first.value for fact in beside):
        return None  # told with its whole
    whole = choose(contexts[1], None)
    part = choose(contexts[0], whole, whole.facts, near=True) if whole else None
    if not (whole and part) or part.score + whole.score <= sum(pick.score for pick in picks):
        return None
    return [part, whole]


def _beside_whole(context: Context, part: Pick, whole: Pick) -> Pick:
    """The part of a share, of which the whole that stands beside it is no rival.

    '버스 대수 중 전기버스의 비중': the row '그중 전기버스' under '버스 대수'.
    """
    alone = choose(context, None, whole.facts[:1])
    if not nearness(part.facts[0], whole.facts[0]) or alone is None or alone.facts != part.facts:
        return part
    return told_with(context, alone, whole)


def _own(parts: Sequence[Query], place: int) -> list[int]:
    """The words, as indexes of terms, that one of several things is named by and the others are not."""
    others = {term.words[0] for n, part in enumerate(parts) if n != place for term in part.terms}
    own = [(n, term) for n, term in enumerate(parts[place].terms) if term.words[0] not in others]
    return [n for n, term in own if not (term.measure or is_stated(term))]


def _is_told(context: Context, picks: Sequence[Pick], own: Sequence[int]) -> bool:
    """Tell whether a further thing was told beside one before it: '손익과 수지율' of one row."""
    beside = [fact for pick in picks for fact in pick.facts[1:] if _is_other_measure(fact, pick.facts[0])]
    wanted = choose(context, picks[0], near=True, own=own) if beside else None
    return wanted is not None and wanted.facts[0] in beside


def _is_other_measure(fact: Fact, other: Fact) -> bool:
    """Tell whether two figures of one row and year stand under other columns."""
    return row_key(fact) == row_key(other) and fact.year == other.year and fact.column != other.column


def _apart(contexts: Sequence[Context], picks: list[Pick], second: Pick) -> tuple[list[Pick], Pick]:
    """Where two things want the same fact, the one that loses more by another keeps it."""
    wanted = choose(contexts[1], None)
    if not picks or not wanted or wanted.facts[0] != picks[0].facts[0]:
        return picks, second
    other = choose(contexts[0], None, wanted.facts)
    if other and other.score + wanted.score > picks[0].score + second.score:
        return [other], wanted
    return picks, second


def _is_one_row(facts: Sequence[Fact], years: Sequence[int]) -> bool:
    """Tell whether facts are of one row and of all the years."""
    return len({row_key(fact) for fact in facts}) == 1 and {fact.year for fact in facts} >= set(years)


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
    if not context.facts[0]:
        return None
    candidates, value = context.ranked, context.query.value
    if taken or value:
        kept = [
            n
            for n, fact in enumerate(candidates.facts)
            if fact not in taken and value in (None, (fact.value, fact.unit))
        ]
        candidates = candidates.only(context.query, kept)
    facts = candidates.facts
    if not facts:
        return None
    candidates = _of_rest(context.query, _of_change(context.query, quarter_first(context.query, candidates)))
    if first:
        likeness, weight = (nearness, NEAR_LEAN) if near else (_alike, LEAN)
        lean = np.array([weight * likeness(fact, first.facts[0]) for fact in facts], dtype=np.float32)
        candidates = replace(candidates, scores=candidates.scores + lean)
    said = SaidLabels(context.query, context.library.names)
    candidates = of_rows_first(context.query, with_head(context.query, _called_so(candidates, own)))
    candidates = telling_more_first(context.query, _of_newest(context, candidates), said)
    candidates = bare_first(context.query, candidates)
    kind = group_asked(context.query)
    grouped = by_group(context.query, candidates)
    together, candidates = operands.with_operands(context.query, candidates)
    chosen = (
        grouped
        or together
        or _with_item(context.query, candidates, select_facts(context.query, candidates, context.metadata))
    )
    undivided = context.query.operation == "per_head" and not together
    if undivided and not any(is_told_for_each(facts[n]) for n in chosen):  # else they would be divided
        chosen = chosen[:1]
    candidates = with_place(context.query, candidates, chosen, context.library)
    told_first = _as_asked(context.query, candidates, chosen) if context.query.operation is None else chosen
    picked = tuple(facts[n] for n in told_first)
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
    others = best_of_each([facts[n] for n in same[chosen[0]]])
    newest, *rest = newest_first(context.query, [*picked, *others], context.metadata)
    return replace(pick, facts=(newest,), elsewhere=tuple(rest))


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
    """For '몇 %로 바뀌나': what is told as one side of a change comes before what is told alone."""
    if query.operation is not None or not TO_WHAT.search(query.text):
        return candidates
    changes = np.array([is_change(fact) for fact in candidates.facts])  # by how much is not asked
    sides = np.array([is_side(fact) and in_units(query.units, fact.unit) for fact in candidates.facts])
    return replace(candidates, scores=candidates.scores + SIDES_FIRST * np.where(changes, -1, sides))


def _alike(fact: Fact, other: Fact) -> float:
    """How alike two facts of different documents are, 0..1: the same labels, unit and measure."""
    mine, others = (tuple(map(squash, one.row)) for one in (fact, other))
    label = 0.5 * (mine[-1:] == others[-1:] != ()) + 0.5 * (mine == others)
    return (label + (fact.unit == other.unit) + (measures_of(fact) == measures_of(other))) / 3


def sureness(query: Query, candidates: Candidates, chosen: Sequence[int], beside: str = "") -> float:
    """How much of the question the chosen facts explain together, less what speaks against them; 0..1.

    `beside` are the columns (squashed) of the cells without a figure that are asked for too.
    """
    content = np.array([_must_explain(query, term) for term in query.terms], dtype=bool)
    weights = term_weights(query.terms, candidates.explained)[content]
    union = candidates.explained[list(chosen)].max(axis=0)
    union = np.maximum(union, [explain(term, beside) for term in query.terms] if beside else 0)
    union = np.minimum(union[content] / FULL, 1.0)
    value = float(union @ weights / weights.sum()) if content.any() else 0.6
    fits = candidates.features[chosen[0]]
    asked = any(term.measure and term.measure not in LOOSE for term in query.terms)
    strict = np.array([term.measure in STRICT for term in query.terms], dtype=bool)
    met = candidates.explained[list(chosen)][:, strict].max(axis=0)
    unmet = bool(strict.any()) and float((met < MET).mean())
    dated = bool(query.years or query.relative_years)
    against = 0.6 * (dated and fits[YEAR] < 0) + 0.4 * (fits[UNIT] < 0)
    against += 0.4 * (asked and fits[MEASURE] < 0.5) + 0.4 * unmet
    return min(max(value - float(against), 0.0), 1.0)


def _must_explain(query: Query, term: Term) -> bool:
    """Tell whether facts must explain a term: no measure, no weak word, nothing said in parentheses."""
    inside = query.text.count("(", 0, term.start) > query.text.count(")", 0, term.start)
    return not (term.measure or term.text in WEAK or inside)
