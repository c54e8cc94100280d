"""When something is done in the program that was told: '언제 착공해?', '언제 문 열어?'.

The line of the same program that has the deed beside a date tells it; where several do, or none, nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Block
from qa.answer import Answer, Citation
from qa.context import Context
from qa.followups.fit import NO_THING, OPENED, OPENS
from qa.followups.told_parts import around, heading_of
from qa.passages.asked_part import end_of
from qa.passages.text import bullets
from qa.understanding.query import Query, Term, squash
from qa.understanding.words.times import DATED, WHEN

SURE = 0.85
MOST = 300  # characters of a line that tells it
# behind what is done: '착공해', '착공된대', '착공은 언제야'
DEED = re.compile(r"\s?(?:하|한|해|합|했|할|되|된|돼|됩|됐|될)|[은는이가]?\s?언제\S*(?:\s예정\S*)?[\s?.!]*$")
NEAR = 24  # characters between a deed and its date


def date_told(context: Context, cited: Citation, new: Sequence[Term], row: str) -> tuple[str, Answer] | None:
    """The line that tells when what is asked for is done, and the heading of its program.

    `row` is the row of the figure told, if any: where a line names it, that is the one.
    """
    deed = deed_asked(context.query, new)
    blocks, _ = context.library.outline(cited.document)
    start = max((n for n, block in enumerate(blocks) if block.lines[0] <= cited.lines[0]), default=None)
    if start is None or deed is None:
        return None
    for above in around(blocks, start):
        found = [n for n in range(above, end_of(blocks, above)) if tells_day(blocks[n], deed)]
        found = [n for n in found if row and row in squash(blocks[n].text)] or found
        if len(found) == 1:
            text = bullets(cited.document, [blocks[found[0]]], context)
            answer = Answer(context.query.text, "answered", "passage", text, (), context.citations.all, SURE)
            return heading_of(blocks[found[0]]), answer
        if found:
            return None
    return None


def deed_asked(query: Query, new: Sequence[Term]) -> re.Pattern[str] | None:
    """What is asked to be dated: the one thing that is named; None where it is more or less than that."""
    if not WHEN.search(query.text) or query.years or query.operation or query.measures:
        return None
    if OPENS.search(query.text):
        return OPENED
    named = [term for term in new if not NO_THING.fullmatch(term.text)]
    if len(named) != 1 or not DEED.match(query.text, named[0].start + len(named[0].text)):
        return None
    return re.compile(re.escape(named[0].words[0]))


def tells_day(block: Block, deed: re.Pattern[str]) -> bool:
    """Tell whether a line has the deed beside a date: '착공('27.4월)', '7월 착공'."""
    if len(block.text) > MOST:
        return False
    spans = [match.span() for match in deed.finditer(block.text)]
    return any(DATED.search(block.text[max(a - NEAR, 0) : b + NEAR]) for a, b in spans)
