"""Follow-ups that want what was told in another unit of money: '억원으로 하면?', '몇 억이야?'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Fact
from corpus.units import convert, format_amount, format_number
from qa.derived.derive import Derived
from qa.derived.steps import steps_of
from qa.followups.direct import Direct, of_thing
from qa.library import Library
from qa.understanding.query import Query

_UNIT = r"(천|백만|만|억|조)\s?원?"
# says nothing but a unit: '단위를 억원으로 알려줘', '억 단위로는?', '만원으로 치면?', '몇 억원인 거야?'
IN_UNIT = re.compile(
    rf"(?:단위를?\s)?{_UNIT}\s?(?:단위)?(?:으로|로)(?:는|만|도)?(?:\s(?:하|치|바꾸|바꿔|환산|말|계산|표시|따지)\S*)?"
    r"(?:\s?(?:얼[마만]|몇)\S*(?:\s거\S*)?)?(?:\s?(?:알려|보여))?(?:\s?(?:줘|주세요|줄래))?[\s요?.!]*"
    rf"|몇\s?{_UNIT}\s?(?:정도|쯤)?(?:이?야|이?지|이?에요|예요|입니까|인가요?|인\s?거\S*|이?나\s돼\S*)?[\s?.!]*"
)


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
