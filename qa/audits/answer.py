"""Answers about audits: what became of a request, and how many requests there are."""

from __future__ import annotations

from qa.answer import Answer
from qa.audits.counts import count_parts, wants_items
from qa.audits.filter import topics
from qa.audits.items import Found, find_audits, tell_item
from qa.context import Context
from qa.figures.confidence import LEAST as LEAST_FIGURE
from qa.figures.figure import answer_figure
from qa.passages.passage_confidence import LEAST
from qa.passages.text import find_text, tell_text
from qa.understanding.clauses import clauses
from qa.understanding.scope import scopes
from qa.understanding.words.kinds import NUMERIC
from qa.wording.parts import Part, joined

LEAST_ITEM = 0.45  # share of a question that an item must explain to be told rather than another passage
LEAST_TOLD = 0.1  # an item that explains less of it is about something else


def answer_audit(context: Context) -> tuple[Answer, float] | None:
    """Say what became of the request asked about, or count requests; None where no item is near."""
    if wants_items(context):
        parts = count_parts(context)
        sure = min((part.sure for part in parts), default=0.0)
    else:
        asked = clauses(context)
        tell = _tell_clause if asked[1:] else _tell
        told = [tell(one) for clause in asked for one in _scoped(clause)]
        parts = [part for part in told if part]
        if tell is _tell_clause and len(parts) < len(told):
            return None
        sure = sum(part.sure for part in parts) / max(len(parts), 1)
    if not parts:
        return None
    return joined(context, "audit", parts, sure), sure


def _tell_clause(context: Context) -> Part | None:
    """What a clause beside others asks: a figure that is asked for is told as one, or not at all."""
    query = context.query
    if query.kind == "audit" or not NUMERIC.search(query.text):
        return _tell(context)
    found = answer_figure(context)
    if found is None or found[1] < LEAST_FIGURE:
        return None
    return Part(found[0].answer, found[0].figures, found[1])


def _scoped(context: Context) -> list[Context]:
    found = scopes(context.query, context.metadata)
    return [context.narrowed(scope.query, scope.documents or context.documents) for scope in found]


def _covered(context: Context, found: Found) -> float:
    """The share of a question in the passages of an item: others may be of one that was not read."""
    first, last = found.item.lines
    own = (
        hit.parts["coverage"]
        for hit in context.hits
        if hit.chunk.document == found.document and hit.chunk.lines[0] <= last and first <= hit.chunk.lines[1]
    )
    return max(own, default=0.0)


def _tell(context: Context) -> Part | None:
    """The best item; another passage where the question (or this clause of it) is not about an item."""
    of_one = topics(context) or not context.query.operation  # '완료된 비율' is of all of them
    found = find_audits(context) if of_one else []
    covered = context.hits[0].parts["coverage"] if context.hits else 0.0
    sure = (found[0].explained + covered) / 2 if found else 0.0
    if not found or found[0].explained < LEAST_ITEM or context.query.kind != "audit":
        other = find_text(context)
        if other and other.sure > max(sure, LEAST):
            return tell_text(other)
    if not found or found[0].explained < LEAST_TOLD:
        return None
    sure = (found[0].explained + _covered(context, found[0])) / 2
    return Part(*tell_item(context, found[0].document, found[0].item), sure)
