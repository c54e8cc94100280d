"""Why a figure told before is as it is: '왜 줄었어?'."""

from __future__ import annotations

from collections.abc import Callable

from qa.answer import Answer
from qa.context import Context
from qa.followups.asked import content, measures
from qa.followups.meant import role_of
from qa.followups.placing import place_told
from qa.followups.turns import Turn
from qa.library import Library
from qa.passages.causes import answer_cause
from qa.passages.reasons import answer_reason, cause_beside
from qa.understanding.query import Query, squash
from qa.understanding.words.measures import CHANGE_MEASURES


def cause_told(library: Library, parse: Callable[[str], Query], text: str, query: Query, base: Turn) -> Turn:
    """What the document of a figure told before gives as its cause, or an honest no."""
    cited = base.answer.citations[0]
    row = squash("/".join(cited.table.row)) if cited.table else place_told(library, cited, base.answer).row
    items = [term for term in content(base.query) if role_of(library, term) != "agency"]
    own = [term for term in items if term.words[0] in row] or items
    labels = (*cited.table.row, *cited.table.column) if cited.table else ()
    named = [cited.table.row[-1]] if cited.table and cited.table.row else [term.text for term in own]
    of = [term.text for term in measures(base.query) if term.measure not in CHANGE_MEASURES]
    # '집행률이 낮은 것은' where the rate was told, and what is said of the thing itself
    asked = [parse(" ".join([*named, *some, query.text])) for some in ([of, []] if of else [[]])]
    contexts = [Context(one, library, (cited.document,)) for one in asked]
    found = next((stated for one in contexts if (stated := answer_cause(one))), None)
    context = contexts[-1]
    answer = found[0] if found else answer_reason(context, own)
    answer = answer or cause_beside(context, cited.lines, labels)
    if answer is None:
        told = f"물으신 까닭은 {cited.title}에 적혀 있지 않아 답하지 않습니다."
        answer = Answer(text, "abstained", "unanswerable", told, citations=(cited,))
    return Turn(text, context.query, tuple(term.text for term in own), answer, base)
