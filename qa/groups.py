"""Figures told one by one: '과별로 몇 팀', '연도별로 나눠 줘', '분기별 집행예정액'.

The best fact with a label of the asked kind ('총무과' for '과별') is found, and with it those that stand
beside it: down its column or along its row in a table, in prose on its line or in its section.
"""

from __future__ import annotations

import re

from corpus.model import Fact
from qa.fields import TOTALS
from qa.lexicon import GROUPS
from qa.match import row_key
from qa.query import Query, squash
from qa.select import Candidates

MOST = 25
# '과별로 몇 팀', '연도별 이용인원은?'; not '과제별 예산 내역' or '분기별 계획표', which are names
ASKED = re.compile(
    rf"({'|'.join(GROUPS)})\s?별(?:로|\s(?=[^\s]+[은는이가을를]?\s*(?:\?|$|몇|얼마|알려|어떻|각각|비교|나눠)))"
)


def group_asked(query: Query) -> str:
    """The kind of label that figures are asked by: '과' for '과별로'; '' for none, or a rank."""
    match = ASKED.search(query.text)
    return match[1] if match and query.operation not in ("largest", "smallest") else ""


def by_group(kind: str, candidates: Candidates) -> list[int]:
    """The facts of each label of a kind, as indexes in document order; empty for fewer than two."""
    facts = candidates.facts
    named = re.compile(GROUPS[kind])
    for place in candidates.order():
        first = facts[place]
        for mine in (_across, _down) if kind in ("연도", "년도", "분기", "월") else (_down, _across):
            label, key = mine(first)
            if not _is_told(label, named):
                continue
            found = [
                n
                for n, fact in enumerate(facts)
                if fact.unit == first.unit and mine(fact)[1] == key and _is_told(mine(fact)[0], named)
            ]
            if 1 < len(found) <= MOST:
                return sorted(found, key=lambda n: (facts[n].lines, facts[n].cell or (0, 0), facts[n].id))
        if not GROUPS[kind]:
            break
    return []


def _is_told(label: str, named: re.Pattern[str]) -> bool:
    bare = re.sub(r"\([^)]*\)", "", label).strip()
    return bool(bare) and squash(bare) not in TOTALS and bool(named.search(bare))


def _down(fact: Fact) -> tuple[str, tuple[object, ...]]:
    """The row label of a fact, and what those below and above it share with it."""
    label = fact.row[-1] if fact.row else ""
    if fact.table is not None and fact.cell:
        return label, (fact.document, fact.table, fact.cell[1], fact.row[:-1])
    return label, (fact.document, fact.section, fact.column)


def _across(fact: Fact) -> tuple[str, tuple[object, ...]]:
    """The column label of a fact, and what those beside it in its row, or on its line, share with it."""
    label = fact.column[-1] if fact.column else ""
    return label, (*row_key(fact), fact.row)
