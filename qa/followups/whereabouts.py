"""Where what was told stands, as of when and in what unit: '그건 어디 나와?', '언제 기준이야?', '단위는?'."""

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
# '단위가 뭐야?', '무슨 단위야?'
UNIT = re.compile(
    r"(?:금액\s)?단위(?:가|는|은)?(?:\s?(?:뭐|뭔|무엇|어떻게|어떤)\S*(?:\s\S{1,3})?|요)?[\s?.!]*|(?:무슨|어떤)\s단위\S*[\s?.!]*"
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


def unit_of(text: str, query: Query, answer: Answer) -> Answer | None:
    """The unit of the figures told, where a follow-up asks for it and they have one."""
    told = [figure for figure in answer.figures if figure.unit and not figure.derivation]
    if not (UNIT.fullmatch(query.text) and told):
        return None
    units = dict.fromkeys(figure.unit for figure in told)
    marks = "".join(f"[{number}]" for number in dict.fromkeys(n for f in told for n in f.citations))
    said = f"단위는 {', '.join(units)}입니다. {marks}"
    return replace(answer, question=text, answer=said, confidence=SURE)


def _named(cited: Citation) -> str:
    where = [cited.title, *(f"'{heading}'" for heading in cited.section[-2:])]
    if cited.table and cited.table.caption and cited.table.caption not in cited.section:
        where.append(f"'{cited.table.caption}' 표")
    return " ".join([*where, lines_named(cited.lines)])
