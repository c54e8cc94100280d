"""The facts that a question about figures is answered from, chosen scope by scope and thing by thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.model import Fact, Path
from qa.context import Context
from qa.figures.alike import row_key
from qa.figures.cells import OF_BOTH
from qa.figures.choose import CALLED, LEAN, choose
from qa.figures.fields import explain, labels_of, own_label
from qa.figures.measures import same_unit
from qa.figures.of_whole import (
    Pick,
    as_operands,
    in_row_of,
    nearness,
    told_with,
    under_same_name,
    whole_near,
    with_proved_whole,
)
from qa.figures.select import MARGIN
from qa.understanding.items import PART_OF, items
from qa.understanding.query import Query, Term, squash
from qa.understanding.scope import Scope
from qa.understanding.sides import RATE_OF, is_stated
from qa.understanding.words.comparing import COMPARES, EACH

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
    if len(found) > 1 and years_only and (whole := _of_one_row(context, found)):
        return [[whole]]
    return choose_each(context, found)


def choose_each(context: Context, found: Sequence[Scope]) -> list[list[Pick]]:
    """The facts of each scope; of two those that are told alike, whichever of them is looked at first.

    'A과 예산은 2031년보다 2033년에': the row 'A과' of one table of both, whatever fits one better.
    """
    groups = _of_each(context, found)
    if len(found) == len(groups) == 2 and all(len(group) == 1 for group in groups):
        turned = _of_each(context, found[::-1])
        if all(len(group) == 1 for group in turned) and _total(turned) > _total(groups):
            return turned[::-1]
    return groups


def _total(groups: Sequence[Sequence[Pick]]) -> float:
    """How well two figures fit, and better where their rows are called the same from the top on."""
    (one,), (other,) = groups
    alike = [tuple(map(squash, pick.facts[0].row)) for pick in (one, other)]
    return one.score + other.score + LEAN * (alike[0] == alike[1])


def _of_each(context: Context, found: Sequence[Scope]) -> list[list[Pick]]:
    """The facts of each scope; those of a later one lean towards what is like the first."""
    years_only = not any(scope.name for scope in found)
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


def _of_one_row(context: Context, found: Sequence[Scope]) -> Pick | None:
    """What one row tells of all the years that are asked for; later reports tell what a year was too."""
    if context.query.operation == "share":
        return None
    documents = dict.fromkeys(name for scope in found for name in scope.documents or ())
    years = tuple(dict.fromkeys(year for scope in found for year in scope.query.years))
    query = replace(found[0].query, years=years)
    for where in dict.fromkeys((tuple(documents) or None, context.documents)):
        whole = choose(context.narrowed(query, where), None)
        alone = whole is not None and whole.together and len(items(query)) == 1
        if whole and (alone or _is_one_row(whole.facts, years)) and whole.sure >= ITEM_SURE:
            return whole
    return None


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
        picks = _of_one_report(contexts, picks)
        picks[1] = under_same_name(contexts[1], picks[0], in_row_of(contexts[1], *picks))
    if len(picks) == 2 and of_whole:
        picks[0] = whole_near(contexts[0], picks[0], picks[1])
    if len(picks) == 2 and parts[0].operation == "share" and (pair := _part_near(contexts, picks)):
        picks = pair
    if parts[0].operation != "share" or (len(picks) == 2 and RATE_OF.search(parts[0].text)):
        return picks
    if len(picks) == 2:
        picks[0] = _beside_whole(contexts[0], *picks)
    return as_operands(contexts[0].query, with_proved_whole(contexts[0], picks))


def _of_one_report(contexts: Sequence[Context], picks: list[Pick]) -> list[Pick]:
    """Two things that are compared as one report tells both, where one does: no 2031 beside a 2033."""
    reports = [pick.facts[0].document for pick in picks]
    query = contexts[0].query
    if reports[0] == reports[1] or query.years or not COMPARES.search(query.text):
        return picks
    found = []
    for place, other in ((0, 1), (1, 0)):
        context = contexts[place].narrowed(contexts[place].query, (reports[other],))
        pick = choose(context, None, picks[other].facts) if context.facts[0] else None
        if pick and pick.score >= picks[place].score - MARGIN:
            pair = [pick, picks[other]]
            found.append(pair if place == 0 else pair[::-1])
    return max(found, key=lambda pair: sum(pick.score for pick in pair), default=picks)


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
    """Tell whether a further thing was told beside one before it: '손익과 수지율' of one row.

    So are both that are the head of one column: '집행예정액 / 집행내용'.
    """
    if any(_heads_column(context.query.terms[n], pick.facts[0]) for pick in picks for n in own):
        return True
    beside = [fact for pick in picks for fact in pick.facts[1:] if _is_other_measure(fact, pick.facts[0])]
    wanted = choose(context, picks[0], near=True, own=own) if beside else None
    return wanted is not None and wanted.facts[0] in beside


def _heads_column(term: Term, fact: Fact) -> bool:
    """Tell whether a term is a further one of several heads of the column of a figure."""
    heads = [squash(part) for label in fact.column for part in OF_BOTH.split(label)[1:]]
    return any(explain(term, head) >= CALLED for head in heads)


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
