"""Conditions that a question sets on what it asks for, and the words by which a document meets them.

'올해 새로 시작한 사업은', '3월에 방문한 기관은': of what stands near, only what is new, or of March, is
asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from qa.understanding.query import Query, Term
from qa.understanding.terms import NEW

# '4월 7일 선거': a day names what was then
MONTH = re.compile(r"(?<![\d.])(1[0-2]|[1-9])\s?월(?!\s?\d{1,2}\s?일)")
NEW_PRINTED = re.compile(r"신규|신설|새로|새롭게|새\s|추가|도입|최초|처음")


def newly(query: Query) -> list[Term]:
    """The words by which a question asks for what is new: '새로 도입한'."""
    return [term for term in query.actions if term.words == NEW]


def conditions(query: Query) -> tuple[re.Pattern[str], ...]:
    """What must be printed where the answer stands: of something new, of each month that is asked for."""
    new = [NEW_PRINTED] * len(newly(query))
    return (*new, *(re.compile(month_printed(int(month))) for month in MONTH.findall(query.text)))


def month_printed(month: int) -> str:
    """A pattern of how a month is printed: '6월', "'24.6", '(6.13)', '6. 13.'."""
    return (
        rf"(?<!\d)0?{month}\s?월|\d\d\s?[./]\s?0?{month}(?!\d)|(?<=\()0?{month}\s?\.\s?\d\d?(?!\d)"
        rf"|(?<![\d.])(?<![\d.]\s)0?{month}\s?\.\s?\d\d?\s?\."
    )


def met(wanted: Sequence[re.Pattern[str]], texts: Iterable[str]) -> float:
    """The share of conditions that some text meets; 0 where there are none."""
    told = list(texts)
    return sum(any(one.search(text) for text in told) for one in wanted) / max(len(wanted), 1)
