"""The words right beside a figure that limit or qualify it: '주 1회 이상', '최대 5명까지', '1인당 약 30만원'.

They are read from the line that is cited, as they stand there; what was counted how often, up to how many
or for each of what is no part of the figure's value, but an answer without it says something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from corpus.model import Fact
from corpus.units import format_number
from qa.understanding.per_unit import COUNTER

REACH = 24  # characters before a figure that are looked at
_EACH = rf"{COUNTER}|단체|농가|마을|학생|시간|개월|[일주월년]|㎡|㎥|㎞|kg|ha|t|톤"
# '1인당', '회당', '1일', '연', '매 분기', '한 달에', '월평균', '최대', '상위'
_WORD = (
    rf"(?:(?:(?:1개?|한)[ ]?)?(?:{_EACH})당|1(?:일|주|회|인|명|가구|세대|개소)"
    r"|일일|하루에?|일주일에?|한[ ]?(?:달|주|해|번)에"
    r"|(?:매[ ]?)?(?:분기|반기|학기|[일주월년])(?:별|마다)?|매[ ]?회|격[주월]|연간?|[월주]간"
    r"|총|약|대략|거의|평균|각각?|누적|최[대소고저장단]|[상하]위)"
)
_WORDS = rf"(?:{_WORD}[ ]?){{1,4}}"
_BEFORE = re.compile(rf"(?<![가-힣A-Za-z\d,.]){_WORDS}$")
_RATE = re.compile(rf"{_WORDS}(?=[△▲Δ∆\-−–－]?\d)")
# '전국 2위': among whom
_AMONG = re.compile(r"(?<![가-힣])(?:전국|전[ ]?세계|세계|국내|도내|시내|수도권)[ ]?$")
_LIMIT = r"(?:이상|이하|미만|초과|이내|내외|정도|가량|안팎|남짓|까지|한도)"
# not '5시간 초과근무', '3년 이상자'
_AFTER = re.compile(
    rf"[ ]?{_LIMIT}(?:[ ]?씩)?(?=$|[^가-힣]|[의인을를은는이가으로에도만하되된할])|[ ]?씩(?=$|[^가-힣]|[만의])"
)
_BREAK = re.compile(r"[ \t]*\n[ \t]*")


class Beside(NamedTuple):
    """The words right before and right behind a figure, with the blanks between, '' for none."""

    before: str = ""
    behind: str = ""


def beside(fact: Fact, raw: str) -> Beside:
    """The words that belong to a figure on its line.

    Nothing where the figure stands on the line more than once, each time beside other words, and the name
    of the figure does not tell which it is.

    Args:
        fact: the figure.
        raw: the lines that it is cited with.

    Example:
        >>> beside(fact, "- 점검 : 주 1회 이상 의무 실시")
        Beside(before='주 ', behind=' 이상')
    """
    text = raw if fact.table is not None else _BREAK.sub(" ", raw)
    found = list(_places(fact, text))
    if len({words for _, words in found}) < 2:
        return found[0][1] if found else Beside()
    if fact.table is not None or not fact.row:
        return Beside()
    ends = [match.end() for match in re.finditer(re.escape(fact.row[-1]), text)]
    gaps = [(start - end, words) for start, words in found for end in ends if start >= end]
    return min(gaps, default=(0, Beside()))[1]


def _places(fact: Fact, text: str) -> Iterator[tuple[int, Beside]]:
    """Where a figure stands in a text, each place with the words beside it."""
    rate = _RATE.match(fact.text)
    written = fact.text[rate.end() :] if rate else fact.text
    if not written:
        return
    for found in re.finditer(rf"(?<![\d,.]){re.escape(written)}(?!\d|[,.]\d)", text):
        start, end = found.span()
        near = text[max(0, start - REACH) : start]
        before = _BEFORE.search(near) or (_AMONG.search(near) if fact.unit == "위" else None)
        behind = _AFTER.match(text, end)
        yield start, Beside(before[0] if before else "", behind[0] if behind else "")


def qualified(fact: Fact, raw: str, number: str, named: str = "") -> str:
    """A figure as it is told, with the words that belong to it on its line.

    Args:
        fact: the figure.
        raw: the lines that it is cited with.
        number: the figure with its unit: '1회'.
        named: what the sentence says before it; a word that ends there is not said twice ('평균은 평균 3명').
    """
    before, behind = beside(fact, raw)
    if set(before.split()) <= set(re.split(r"[\s·()]+", named)):
        before = ""
    bare = format_number(fact.value)
    if number.startswith(bare) and f"{bare}여" in fact.text:  # '250여명'
        number = f"{bare}여{number[len(bare) :]}"
    return f"{before}{number}{behind}"
