"""What there is, beside what there should be: 정원 and 목표 are no answer to how many there are.

>>> with_actual(query, facts, library)  # '시설과는 몇 명이야': 정원 41명, and 현원 40명 of the same row
>>> done_first(query, candidates)  # '9월까지 몇 명을 가르쳤나': '추진실적 : 310명' before '규모 : 500명'
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.model import Fact
from qa.figures.measures import in_units, measures_of
from qa.figures.select import Candidates
from qa.library import Library
from qa.understanding.query import Query, squash

ACTUAL = {"quota": "staff", "target": "result"}
# '9월 말까지 몇 명 교육했어', '실제로는 몇 명 갔어'; not '언제까지 하기로 했어'
_PAST = "".join(chr(code) for code in range(ord("갔"), ord("힣") + 1, 28) if chr(code) not in "있겠")
DONE = re.compile(
    rf"(?<![가-힣])(?:실제로?는?|(?:\d월|[상하]반기|지금|현재|여태)\s?(?:말|초|중순)?까지는?)\s(?!.*기로)(?=.{{0,14}}?[{_PAST}])"
)
PLAN = re.compile(r"계획|목표|예산|예정")
RESULT = re.compile(r"실적(?!대비)|완료$|^이수|수료")
SCALE = re.compile(r"규모$|정원$|정수$")  # what is planned for
NUMBER = re.compile(r"\d")
NEAR = 5  # candidates among which the plan must be
NAMED = 0.4  # by how much better a word is explained by what it names
AHEAD = 0.3  # by which what was done comes before all else
NAMES = re.compile(r"정원|현원|목표[치값]?|(?:추진)?실적")


def with_actual(query: Query, facts: Sequence[Fact], library: Library) -> list[Fact]:
    """Figures of what should be, each with what there is, where a question names neither."""
    found: list[Fact] = []
    for fact in facts:
        found.append(fact)
        for should, actual in ACTUAL.items():
            named = {should, actual}.intersection(query.measures)
            if fact.table is None or named or should not in measures_of(fact):
                continue
            beside = library.table_facts(fact.document, fact.table)
            own = [one for one in beside if actual in measures_of(one) and _place(one) == _place(fact)]
            found += own if len(own) == 1 and own[0] not in facts else []
    return found


def done_first(query: Query, candidates: Candidates) -> Candidates:
    """The candidates with what prose tells as done ahead of the plan of its program, where that is asked."""
    facts, scores = candidates.facts, candidates.scores
    if query.operation is not None or "target" in query.measures or not DONE.search(query.text):
        return candidates
    near = [n for n in candidates.order()[:NEAR] if in_units(query.units, facts[n].unit)]
    place = next((n for n in near if facts[n].table is None and is_planned(facts[n])), None)
    if place is None or (candidates.explained[near[0]] - candidates.explained[place]).max() >= NAMED:
        return candidates  # what the question names is no plan
    plan = facts[place]
    done = [
        n
        for n, fact in enumerate(facts)
        if fact.table is None
        and (fact.document, fact.unit, project(fact)) == (plan.document, plan.unit, project(plan))
        and is_done(fact)
    ]
    if not done:
        return candidates
    first = max(done, key=lambda n: float(scores[n]))
    raised = scores.copy()
    raised[first] = scores.max() + AHEAD
    return replace(candidates, scores=raised)


def project(fact: Fact) -> str:
    """The heading of a figure's project ('3. 외국어 교육 운영'); the last one where none is numbered."""
    return next((one for one in reversed(fact.section) if NUMBER.match(one)), "".join(fact.section[-1:]))


def is_done(fact: Fact) -> bool:
    """Tell whether a figure is printed as what was done: '추진실적', '2025년 실적 › 인원'."""
    return bool(RESULT.search(own_name(fact)))


def is_planned(fact: Fact) -> bool:
    """Tell whether a figure is printed as what was to be done: '선발계획', '교육규모'."""
    own = squash("/".join((*fact.row[-1:], *fact.column)))
    return bool(PLAN.search(own) or SCALE.search(own)) and not is_done(fact)


def own_name(fact: Fact) -> str:
    """What a figure is called by itself: its column, else its row."""
    return squash("/".join(fact.column or fact.row[-1:]))


def _place(fact: Fact) -> tuple[object, ...]:
    """Where a figure stands, but for which of the two it is: '2031년 목표' is where '2031년 실적' is."""
    labels = (tuple(squash(NAMES.sub("", label)) for label in path) for path in (fact.row, fact.column))
    return (*labels, fact.unit)
