"""Shares and rates that are asked for as if they were to be computed, and that the documents print.

'합격자 중 거주자 비율' as such, the share behind a number ('현장직 312명(전체 직원의 41.6%)'), one of shares
that make up a whole ('상 20%, 중 50%, 하 30%'), '계획 대비 몇 %씩 이수했나' as 이수율.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.model import Fact
from qa.context import Context
from qa.derived import derive
from qa.derived.each import BOUND, Each, each_asked
from qa.figures.choose import choose
from qa.figures.fields import contained
from qa.figures.measures import in_units
from qa.figures.of_whole import Pick
from qa.figures.picks import choose_all
from qa.understanding.asked_figures import figures_asked
from qa.understanding.per_unit import PER_ONE, each_noun
from qa.understanding.query import Query, squash
from qa.understanding.scope import scopes

SAID, SAID_OF_BOTH = 0.7, 0.6  # how much of a printed label, or of each of two, a question must say
BASE = re.compile(r"정원|정수|적정\s?인원|목표|계획")  # what something is filled of
LEAST_SHARES = 3  # that make up a whole


def printed(context: Context) -> tuple[Query, list[Pick]] | None:
    """The printed figures that answer, with the question that they answer; None where none are printed."""
    if context.query.operation == "share":
        return _share(context)
    if context.query.operation == "per_head":
        return _each(context)
    return _rate(context) if context.query.operation == "fill" else None


def _each(context: Context) -> tuple[Query, list[Pick]] | None:
    """The amount that a sentence tells for each: '개소당 얼마' of '사업비 : 6,540만원(개소당 30만원)'."""
    each = each_asked(context.query.text)
    if each is None or figures_asked(context.query.text) > 1:
        return None
    query = replace(context.query, operation=None, units=tuple(each.others(context.query.units)), joins=False)
    one = scopes(query, context.metadata)[0]
    pick = choose(context.narrowed(one.query, one.documents or context.documents), None)
    if pick is None or len(pick.facts) > 1 or pick.facts[0].table is not None:
        return None
    first = pick.facts[0]
    beside = (fact for fact in context.beside(first) if fact.lines == first.lines and fact.row == first.row)
    fact = next((fact for fact in (first, *beside) if _is_for(fact, each, query)), None)
    return (query, [replace(pick, facts=(fact,))]) if fact else None


def _is_for(fact: Fact, each: Each, query: Query) -> bool:
    """Tell whether a figure is written as one for each of what is asked, no bound that is not asked for."""
    bound, told = BOUND.search(fact.text), PER_ONE.search(fact.text)
    of = told is not None and each_noun(told)[1] == each.units
    return of and in_units(query.units, fact.unit) and (bound is None or bound[0][0] in query.text)


def _share(context: Context) -> tuple[Query, list[Pick]] | None:
    """The printed share that is asked for, alone or with the number that it is of."""
    query = replace(context.query, operation=None, units=("%",))
    if context.query.units and figures_asked(query.text) > 1:
        # '선정된 사람은 몇 명이고 신청자 중 몇 %': with its number
        both = replace(query, units=(*context.query.units, "%"))
        one = scopes(both, context.metadata)[0]
        pick = choose(context.narrowed(one.query, one.documents or context.documents), None)
        if pick and pick.together:
            return both, [pick]
    found = []
    for scope in scopes(query, context.metadata):
        narrowed = context.narrowed(scope.query, scope.documents or context.documents)
        # most questions say no printed share, so that the facts need not be ranked
        if not any(derive.is_rate(fact) and _may_be_said(fact, query) for fact in narrowed.facts[0]):
            return None
        pick = choose(narrowed, None)
        if pick is None or not derive.is_rate(pick.facts[0]):
            return None
        if not _is_said(pick.facts[0], query, context.beside(pick.facts[0])):
            return None
        found.append(pick)
    return query, found


def _may_be_said(fact: Fact, query: Query) -> bool:
    """Tell whether a question says of a printed share's own label what it must at least (see `_is_said`)."""
    label = squash(fact.row[-1]) if fact.row else ""
    said = contained(label, squash(query.said)) >= min(SAID, SAID_OF_BOTH)
    return said or any(label in term.words for term in query.terms)


def _is_said(fact: Fact, query: Query, beside: Sequence[Fact]) -> bool:
    """Tell whether a printed share is the one that a question asks for; white space does not count.

    The question says all of the label that names a share; or both the part and the whole of a share that is
    told behind the part's number; or the name of one of shares that make up a whole.
    """
    labels, said = [squash(label) for label in fact.row] or [""], squash(query.said)
    if re.search(r"비율|비중|[률율]", labels[-1]):
        return contained(labels[-1], said) >= SAID
    mine = [other for other in beside if other.lines == fact.lines and other != fact]
    numbers = [other.row for other in mine if other.unit != "%"]
    behind = fact.table is None and bool(fact.row[:-1]) and fact.row[:-1] in numbers
    if behind and min(contained(label, said) for label in labels[-2:]) >= SAID_OF_BOTH:
        return True
    shares = [fact.value, *(other.value for other in mine if other.unit == "%")]
    whole = len(shares) >= LEAST_SHARES and sum(shares) == derive.ALL
    return whole and any(labels[-1] in term.words for term in query.terms)


def _rate(context: Context) -> tuple[Query, list[Pick]] | None:
    """The printed rates at which what is asked for is filled, one for each thing."""
    terms = tuple(term for term in context.query.terms if not BASE.fullmatch(term.text))
    query = replace(context.query, operation=None, units=("%",), terms=terms)
    picks = [pick for group in choose_all(context, scopes(query, context.metadata)) for pick in group]
    facts = [fact for pick in picks for fact in pick.facts]
    called = all(derive.is_rate(fact) and _is_rate_of(fact, query) for fact in facts)
    return (query, picks) if facts and called else None


def _is_rate_of(fact: Fact, query: Query) -> bool:
    """Tell whether a figure is called the rate of what a question names: 이수율, '계획 대비' as asked."""
    labels = squash("/".join((*fact.row[-1:], *fact.column)))
    if any(label.endswith("대비") and squash(label) in squash(query.said) for label in fact.column):
        return True
    return any(f"{word}률" in labels for term in query.terms for word in term.words)
