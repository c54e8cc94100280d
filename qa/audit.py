"""Answers about audits: what became of a request, and how many requests there are."""

from __future__ import annotations

import re

from qa.answer import Answer
from qa.audit_counts import count_items, wants_items
from qa.audit_items import find_audits, tell_item
from qa.clauses import clauses
from qa.context import Context
from qa.scope import scopes
from qa.text import Part, find_text, tell_text

LEAST_ITEM = 0.45  # share of a question that an item must explain to be told rather than another passage
COUNT_SURE = 0.9
YEAR = re.compile(r"(?<!\d)(?:((?:19|20)\d\d)|['’‘](\d\d))(?!\d)")


def answer_audit(context: Context) -> tuple[Answer, float] | None:
    """Say what became of the request asked about, or count requests; None where no item is near."""
    if wants_items(context.query):
        parts = _counts(context)
    else:
        parts = [part for clause in clauses(context) for one in _scoped(clause) if (part := _tell(one))]
    if not parts:
        return None
    sure = sum(part.sure for part in parts) / len(parts)
    answer = Answer(
        question=context.query.text,
        status="answered",
        kind="audit",
        answer="\n".join(part.text for part in parts),
        figures=tuple(figure for part in parts for figure in part.figures),
        citations=context.citations.all,
        confidence=sure,
    )
    return answer, sure


def _scoped(context: Context) -> list[Context]:
    found = scopes(context.query, context.metadata)
    return [context.narrowed(scope.query, scope.documents or context.documents) for scope in found]


def _tell(context: Context) -> Part | None:
    """The best item; another passage where the question (or this clause of it) is not about an item."""
    found = find_audits(context)
    covered = context.hits[0].parts["coverage"] if context.hits else 0.0
    sure = (found[0].explained + covered) / 2 if found else 0.0
    if not found or found[0].explained < LEAST_ITEM or context.query.kind != "audit":
        other = find_text(context)
        if other and other.sure > sure:
            return tell_text(other)
    if not found:
        return None
    return Part(*tell_item(context, found[0].document, found[0].item), sure)


def _counts(context: Context) -> list[Part]:
    """Counts for each document of each scope; of the nearest alone where none is named."""
    found = []
    for scope in scopes(context.query, context.metadata):
        part = context.narrowed(scope.query, scope.documents or context.documents)
        names = [name for name in scope.documents or part.line_ranks if part.library.audits(name)]
        names = [name for name in names if _speaks_of(part, name)]
        for name in names[: None if scope.documents else 1]:
            counted = count_items(part, name)
            if counted:
                found.append(Part(counted.text, counted.figures, COUNT_SURE))
    return found


def _speaks_of(context: Context, document: str) -> bool:
    """Tell whether a document's audit is of the year asked for: named in its headings, or its own year.

    '2020 행정사무감사 처리결과' in the report of 2021 is asked for by 2020 and by 2021.
    """
    if not context.query.years:
        return True
    own = context.metadata[document].year
    told = {own} if own else set()
    for block in context.library.blocks(document):
        if block.kind == "heading" and "감사" in block.text:
            told |= {int(match[1] or 2000 + int(match[2])) for match in YEAR.finditer(block.text)}
    if len(told) == 1 and own:
        told.add(own - 1)
    return not told or bool(told & set(context.query.years))
