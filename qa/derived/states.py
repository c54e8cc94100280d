"""The states of a thing before and after it changed: '가로등 310개를 402개로 늘림', '기정액 | 변경액'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Fact
from qa.figures.alike import row_key
from qa.figures.fields import own_label
from qa.figures.select import Candidates
from qa.library import Library
from qa.passages.text import years_named
from qa.understanding.query import Query, squash
from qa.understanding.words.changes import BECAME, FELL, GREW, TO_WHAT

SIDES = 0.5  # what speaks for the two states of a thing, before and after
# '몇 대 늘었나', '전달보다 몇 건 많아졌나', '몇 면 더'
BECAME_OTHER = re.compile(rf"{BECAME}|{GREW.pattern}|{FELL.pattern}|더|덜")
# the columns of what was first planned and of what it became
BEFORE, AFTER = re.compile(r"당초|기정|기존|종전|변경전|개선전|조정전"), re.compile(r"변경|수정|조정|개선")
STATES = re.compile(r"당초|기정|기존|종전|변경|수정|조정|바뀌|바꾸|바뀐")  # a question of both
# asks for the state before
OF_BEFORE = re.compile(
    r"당초|원래|애초|기존|종전|(?<![가-힣])전에|이전|[작전]년|전월|지난|처음|에서(?:\s|$)|바뀌기|\s전[은엔]?"
)
STATE_BEFORE = re.compile(r"(?<=\s)전(?=\s|$)")  # '변경 전', '개편 전 정원'


def sides(query: Query, candidates: Candidates) -> tuple[list[int], float]:
    """Both figures of a line that tells of one thing what it became: '가로등 310개를 402개로 늘림'."""
    facts = candidates.facts
    if not BECAME_OTHER.search(query.text) or TO_WHAT.search(query.text):
        return [], 0.0
    best = facts[candidates.order()[0]]
    mine = [
        n
        for n, fact in enumerate(facts)
        if (fact.document, fact.table, fact.lines, fact.row) == (best.document, None, best.lines, best.row)
        and fact.unit == best.unit
    ]  # fmt: skip
    if best.column and STATES.search(query.text):
        return _states(facts, best)
    states = all(_is_state(facts[n]) for n in mine)
    if len(mine) != 2 or ((query.years or query.relative_years) and not states):
        return [], 0.0
    return sorted(mine, key=lambda n: -facts[n].id), SIDES * states


def _states(facts: Sequence[Fact], best: Fact) -> tuple[list[int], float]:
    """The state after and the one before of a row of a table: '기정액 | 변경액', '계획 | 변경계획'."""
    row = [
        n
        for n, fact in enumerate(facts)
        if row_key(fact) == row_key(best) and fact.row == best.row and fact.unit == best.unit and fact.column
    ]
    pairs = [
        [n, m]
        for n in row
        for m in row
        if facts[n].column[:-1] == facts[m].column[:-1] and _became(facts[m].column[-1], facts[n].column[-1])
    ]
    mine = [pair for pair in pairs if any(facts[n] == best for n in pair)]
    return (mine[0], SIDES) if len(mine) == 1 else ([], 0.0)


def _became(old: str, new: str) -> bool:
    """Tell whether a column is what another became: 기정액 -> 변경액, 계획 -> 변경계획."""
    bare = squash(old)
    told = bool(BEFORE.search(bare)) or AFTER.sub("", squash(new)) == bare
    return told and bool(AFTER.search(squash(new))) and not AFTER.search(BEFORE.sub("", bare))


def _is_state(fact: Fact) -> bool:
    """Tell whether a figure is printed as one state of a thing, before or after it was changed."""
    return fact.column[-1:] in (("변경 전",), ("변경 후",))


def with_state_after(query: Query, facts: Sequence[Fact], library: Library) -> list[Fact]:
    """A figure as it was before it changed, with what it became: '신청자 1,200명 → 1,950명(2031년)'.

    Only a question that asks for what was before ('당초', '작년') is answered by that alone.
    """
    if len(facts) != 1 or OF_BEFORE.search(query.text):
        return list(facts)
    mine = facts[0]
    label = own_label(mine.column)
    if STATE_BEFORE.search(label) is None:
        return [mine]
    became = STATE_BEFORE.sub("후", label)
    after = [
        other
        for other in library.facts(mine.document)
        if (other.lines, other.row, other.unit) == (mine.lines, mine.row, mine.unit) and other.id > mine.id
        and (own_label(other.column) == became or (label == "변경 전" and years_named(other.column)))
    ]  # fmt: skip
    return [mine, *after] if len(after) == 1 else list(facts)
