"""Where what was told stands, and as of when: '그건 어디 나와?', '출처는?', '언제 기준이야?'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.units import format_amount
from qa.answer import Answer, Citation
from qa.followups.fit import NO_THING
from qa.understanding.query import Query, Term
from qa.wording.citing import lines_named
from qa.wording.compose import day

PLACE = re.compile(
    r"어디(?:에|서|에서)?\s?(?:나[오와온]|적[혀힌]|쓰여|써\s?있|실[려린])|출처|근거\s?(?:자료|문서|는|가)"
    r"|(?:무슨|어느|어떤)\s?(?:문서|자료|보고서)|몇\s?(?:쪽|페이지|번째\s?줄)"
    r"|(?:언제|몇\s?[년월]|며칠)\s?(?:자\s?)?(?:기준|현재|자료|시점)|기준(?:일|시점)|\d년도?\s?[이가은]?\s?맞[아나는지죠]"
)
SURE = 0.9


def asks_place(query: Query, new: Sequence[Term]) -> bool:
    """Tell whether a follow-up asks in which document, and where in it, what was told stands.

    `new` are the things that it names: '예산 출처는' asks something of what was told before.
    """
    asked = PLACE.search(query.text)
    if asked is None:
        return False
    first, last = asked.span()
    return all(first <= term.start < last or NO_THING.fullmatch(term.text) for term in new)


def place_of(text: str, answer: Answer) -> Answer:
    """The document, section, table and lines of each place that an answer cites, and what it has there."""
    told = []
    for cited in answer.citations:
        here = [figure for figure in answer.figures if figure.citations == (cited.id,)]
        as_of = next((f" ({day(figure.as_of)} 기준)" for figure in here if figure.as_of), "")
        amounts = ", ".join(dict.fromkeys(format_amount(figure.value, figure.unit) for figure in here))
        told.append(f"- {_named(cited)}{as_of}{amounts and f': {amounts}'} [{cited.id}]")
    body = "\n".join(["앞에서 답한 내용은 다음 자리에 있습니다.", *told])
    return replace(answer, question=text, answer=body, confidence=SURE)


def _named(cited: Citation) -> str:
    where = [cited.title, *(f"'{heading}'" for heading in cited.section[-2:])]
    if cited.table and cited.table.caption and cited.table.caption not in cited.section:
        where.append(f"'{cited.table.caption}' 표")
    return " ".join([*where, lines_named(cited.lines)])
