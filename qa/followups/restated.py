"""What was told once more: where it stands, as of when, in what unit, and in another unit of money.

'그건 어디 나와?', '언제 기준이야?', '단위는?', '억원으로 하면?', '몇 억이야?'.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.model import Fact
from corpus.units import convert, format_amount, format_number
from qa.answer import Answer, Citation
from qa.derived.derive import Derived
from qa.derived.steps import steps_of
from qa.followups.direct import Direct, of_thing
from qa.followups.fit import NO_THING
from qa.library import Library
from qa.understanding.query import Query, Term
from qa.wording.citing import lines_named
from qa.wording.compose import day

PLACE = re.compile(
    r"어디(?:에|서|에서)?\s?(?:나[오와온]|적[혀힌]|쓰여|써\s?있|실[려린])|출처|근거\s?(?:자료|문서|는|가)"
    r"|(?:무슨|어느|어떤)\s?(?:문서|자료|보고서|표(?=[야에인]))|몇\s?(?:쪽|페이지|번째\s?(?:줄|표))|표로는?\s?몇\s?번째"
    r"|(?:언제|몇\s?[년월]|며칠)\s?(?:자\s?)?(?:기준|현재|자료|시점)|기준(?:일|시점)|\d년도?\s?[이가은]?\s?맞[아나는지죠]"
)
# '단위가 뭐야?', '무슨 단위야?'
UNIT = re.compile(
    r"(?:금액\s)?단위(?:가|는|은)?(?:\s?(?:뭐|뭔|무엇|어떻게|어떤)\S*(?:\s\S{1,3})?|요)?[\s?.!]*|(?:무슨|어떤)\s단위\S*[\s?.!]*"
)
_UNIT = r"(천|백만|만|억|조)\s?원?"
# says nothing but a unit: '단위를 억원으로 알려줘', '억 단위로는?', '만원으로 치면?', '몇 억원인 거야?'
IN_UNIT = re.compile(
    rf"(?:단위를?\s)?{_UNIT}\s?(?:단위)?(?:으로|로)(?:는|만|도)?(?:\s(?:하|치|바꾸|바꿔|환산|말|계산|표시|따지)\S*)?"
    r"(?:\s?(?:얼[마만]|몇)\S*(?:\s거\S*)?)?(?:\s?(?:알려|보여))?(?:\s?(?:줘|주세요|줄래))?[\s요?.!]*"
    rf"|몇\s?{_UNIT}\s?(?:정도|쯤)?(?:이?야|이?지|이?에요|예요|입니까|인가요?|인\s?거\S*|이?나\s돼\S*)?[\s?.!]*"
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


def in_unit(query: Query, base: Query, told: Sequence[Fact], library: Library) -> Direct | None:
    """The one amount told last in the unit of money that is asked for; None where several were told."""
    match = IN_UNIT.fullmatch(query.text)
    if match is None or len(told) != 1:
        return None
    fact, unit = told[0], f"{match[1] or match[2]}원"
    value = convert(fact.value, fact.unit, unit)
    if not value or unit == fact.unit:
        return None
    times = max(fact.value / value, value / fact.value)
    sign = "÷" if fact.value > value else "×"
    formula = f"{format_amount(fact.value, fact.unit)} {sign} {format_number(times)}"
    steps = steps_of([(Derived(value, unit, formula, (fact,)), f"{unit} 환산액")])
    return of_thing(query, base, told, steps, library)


def _named(cited: Citation) -> str:
    where = [cited.title, *(f"'{heading}'" for heading in cited.section[-2:])]
    if cited.table and cited.table.caption and cited.table.caption not in cited.section:
        where.append(f"'{cited.table.caption}' 표")
    return " ".join([*where, lines_named(cited.lines)])
