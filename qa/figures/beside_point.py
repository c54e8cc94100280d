"""Figures as they are printed that cannot be what is asked: one of two that are compared, another rate."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.figures import parse_figures
from corpus.model import Fact
from corpus.units import is_money
from qa.derived import derive
from qa.derived.wholes import is_left
from qa.figures.fields import TOTALS, explain, own_label, place_of
from qa.figures.measures import is_change, measures_of
from qa.understanding.lexicon import BECAME, COMPARES
from qa.understanding.query import Query, squash
from qa.understanding.scope import items

OF_PLACES = frozenset(["층", "호", "호선", "단계", "차", "기", "급"])  # what such numbers say which
ASKS_CHANGE = re.compile(
    rf"{BECAME}|증가|감소|증감|등락|신장|변[하해동화했]|달라|차이|전년|대비|보다|추이|\s[더덜]\s"
)
ASKS_REST = re.compile(r"(?:얼마|몇\s?[가-힣]{1,3})[가이나도]?\s?(?:더\s)?(?:남[았는아은]|모자[라란]|부족)")
# '작년보다 줄었어?', '2031년보다 늘었나요'
YES_OR_NO = re.compile(
    rf"(?:보다|대비|비해서?|견[주줘]어?)\s(?!.*(?:얼마|몇))[^?]{{0,8}}?{BECAME}[가-힣]{{0,6}}\s*[?.]*$"
)
# '조치 중 전학은 몇 건': the part that is counted
OF_PART = re.compile(
    r"(?:중에서?|중|가운데에?서?)\s(?:[^,.?]{1,12}\s)?([가-힣A-Za-z\d]{2,}?)[은는이가]\s(?:모두\s|총\s|전부\s|각각\s)?몇\s?[가-힣]"
)
UNCALLED = 0.3  # how well a label must explain it
NAMED_RATE = re.compile(r"[가-힣]{2}률$|[가-힣]{2}률\(")


def is_beside_point(query: Query, facts: Sequence[Fact]) -> bool:
    """Tell whether figures as they are printed cannot be what is asked.

    They tell what the question says itself, or leaves out; nothing that is left or missing, though that is
    asked ('몇 명이 모자라나'); no share, though one is; changes alone, though none is; one of rows that were
    to be counted.
    """
    if ASKS_REST.search(query.text) and not any(map(is_left, facts)):
        return True
    if query.operation == "matching" or _is_of_other_kind(query, facts):
        return True
    if _is_one_side(query, facts) or _is_unspent(query, facts) or _is_uncalled(query, facts):
        return True
    own = [squash(own_label(path)) for fact in facts for path in (fact.row, fact.column)]
    # what several words name together ('재정과 건물 제외') no label has alone
    if len(query.denied) == 1 and any(word in own for word in query.denied[0].words):
        return True
    rates = [fact for fact in facts if derive.is_rate(fact)] if "%" in query.units else []
    if all(map(is_change, rates or facts)) and not ASKS_CHANGE.search(query.text):
        return True
    return _only_stated(query, facts) or _is_other_rate(query, facts) or _is_no_average(query, facts)


def _is_no_average(query: Query, facts: Sequence[Fact]) -> bool:
    """Tell whether an average over rows is asked for, and nothing but what they come to is told."""
    if "평균" not in query.text or any("평균" in place_of(fact) for fact in facts):
        return False
    return all(fact.cell and squash(own_label(fact.row)) in TOTALS for fact in facts)


def _only_stated(query: Query, facts: Sequence[Fact]) -> bool:
    """Tell whether figures tell no more than the question: '출동 280회의 내역은', '1층이랑 2층에 뭐 있어'."""
    said = {(figure.value, figure.unit) for figure in parse_figures(query.text) if figure.unit}
    if len(facts) == 1 and query.value is None and (facts[0].value, facts[0].unit) in said:
        return True
    text = squash(query.text)
    return all(fact.unit in OF_PLACES and f"{fact.value}{fact.unit}" in text for fact in facts)


def _is_one_side(query: Query, facts: Sequence[Fact]) -> bool:
    """Tell whether one figure alone is told where two are compared: '작년보다 줄었어', 'A와 B를 비교'."""
    if len(facts) != 1 or is_change(facts[0]):
        return False
    compared = COMPARES.search(query.text) and len(items(query)) > 1
    return bool(compared) or YES_OR_NO.search(query.text) is not None


def _is_unspent(query: Query, facts: Sequence[Fact]) -> bool:
    """Tell whether the money told is what there was to spend, though what is spent is asked for alone."""
    asked = {"spent", "collected"}.intersection(query.measures)
    if not asked or "budget" in query.measures:
        return False
    told = [set(measures_of(fact)) for fact in facts if is_money(fact.unit)]
    return bool(told) and all("budget" in names and not names & asked for names in told)


def _is_uncalled(query: Query, facts: Sequence[Fact]) -> bool:
    """Tell whether no figure is called at all by what is counted: 따돌림 for '조치 중 전학은 몇 건'."""
    counted = OF_PART.search(query.text)
    if counted is None or query.operation not in (None, "count") or query.meant:
        return False
    fields = list(map(place_of, facts))
    of = [t for t in query.terms if not t.measure and t.start + len(t.text) == counted.end(1)]
    return any(max(explain(term, field) for field in fields) < UNCALLED for term in of)


def _is_of_other_kind(query: Query, facts: Sequence[Fact]) -> bool:
    """Tell whether a share alone is asked for and none is told, or a number and only money is."""
    if query.units == ("%",):
        return not any(map(derive.is_rate, facts)) or any(map(_is_all, facts))
    return bool(query.units) and "money" not in query.units and all(is_money(fact.unit) for fact in facts)


def _is_all(fact: Fact) -> bool:
    """Tell whether a figure is the 100 % that shares come to."""
    labels = {squash(own_label(path)) for path in (fact.row, fact.column)}
    return fact.unit == "%" and fact.value == derive.ALL and not labels.isdisjoint(TOTALS)


def _is_other_rate(query: Query, facts: Sequence[Fact]) -> bool:
    """Tell whether a rate is asked for by its name, and only others are told: 집행률 for '투표율은 몇 %'."""
    asked = [term for term in query.terms if not term.measure and NAMED_RATE.search(term.words[0])]
    told = [squash("/".join((*f.row, *f.column, f.caption, *f.section[-1:]))) for f in facts]
    words = [word for term in asked for word in (*term.words, *term.meant) if NAMED_RATE.search(word)]
    rates = all(NAMED_RATE.search(squash(own_label(fact.column) or own_label(fact.row))) for fact in facts)
    return bool(asked) and rates and not any(word in place for place in told for word in words)
