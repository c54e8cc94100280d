"""The staff of a whole agency, where nothing but the agency is named: no sub-total of one of its tables.

'가람시 총무국과 나래시 총무국의 정원 비교': of several totals of 정원 it is the one of the organisation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.model import Fact
from qa.context import Context
from qa.figures.fields import TOTALS, document_field, explain, own_label
from qa.figures.measures import measures_of
from qa.figures.of_whole import Pick
from qa.understanding.query import squash

STAFF = frozenset(["quota", "staff"])
# what tells of the organisation: '조직 및 인력', '직급별 정·현원'
ORGANISATION = re.compile(r"조직|인력|기구|정[·ㆍ・.]?현원|[직계]급별|정원")
KNOWN = 0.7  # how well the names of a document must explain what is asked of it
PEOPLE = "명"
COMPARED = frozenset(["difference", "growth", "ratio"])
NO_NAME = re.compile(r"\d|인원|^총$")  # '인원(현원)은 214명이었는데'


def of_whole_agency(context: Context, groups: Sequence[Sequence[Pick]]) -> list[list[Pick]]:
    """The picks with the staff of the whole agency, where nothing but agencies is named."""
    picks = [pick for group in groups for pick in group]
    if context.query.operation not in COMPARED or not (picks and STAFF.intersection(context.query.measures)):
        return [list(group) for group in groups]
    fields = [document_field(context.metadata[pick.facts[0].document]) for pick in picks]
    names = [term for term in context.query.terms if not (term.measure or NO_NAME.search(term.text))]
    if not names or any(max(explain(term, *field) for field in fields) < KNOWN for term in names):
        return [list(group) for group in groups]
    return [[_with_whole(context, pick) for pick in group] for group in groups]


def _with_whole(context: Context, pick: Pick) -> Pick:
    mine = pick.facts[0]
    measures = STAFF.intersection(measures_of(mine))
    if len(pick.facts) > 1 or mine.unit != PEOPLE or len(measures) != 1:
        return pick
    alike = [
        fact
        for fact in context.library.facts(mine.document)
        if fact.unit == PEOPLE and measures.intersection(measures_of(fact)) and _is_of_all(fact)
        and fact.year == mine.year and ORGANISATION.search(squash(f"{fact.caption or fact.section[-1:]}"))
    ]  # fmt: skip
    if not alike or mine in alike:
        return pick
    return replace(pick, facts=(max(alike, key=lambda fact: fact.value),))


def _is_of_all(fact: Fact) -> bool:
    """Tell whether a figure is that of all rows, or columns, of a table, or of prose: '인력 › 정원'."""
    labels = [*fact.row, *fact.column]
    if fact.table is None:
        return len(fact.row) > 0 and bool(ORGANISATION.search(squash(fact.row[0])))
    own = [squash(own_label(path)) for path in (fact.row, fact.column)]
    return len(labels) <= len(own) and any(TOTALS.get(name) == 1 for name in own)
