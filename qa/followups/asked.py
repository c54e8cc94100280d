"""What a follow-up says by itself: the things and measures that it names, the unit and the year asked for."""

from __future__ import annotations

import re

from qa.followups.cues import END, PARTICLE
from qa.understanding.query import Query, Term
from qa.understanding.words.times import RELATIVE

# what asks by itself: nothing of the earlier question's end is needed
ASKING = re.compile(
    r"몇|얼마|왜|이유|까닭|언제|어디|어떻|어떤|누[구가]|무엇|무슨|뭐|뭔|뭘|나눠|나누|방법|절차|목적|차이|합치|합하|"
    r"알려|설명|[줘봐](?=[\s?.!]|$)|주세요|주십|보여|말해|(?:^|\s)(?:규모|위치|장소|시기|기간|대상|일정|인원|비용|면적|횟수|담당|소관|주관|효과|근거|결과|현황|"
    r"비율|건수|사업비)"
    + PARTICLE + "?" + END
)  # fmt: skip
# '그 전해에는', '이듬해에는'
YEARS_AGO = re.compile(r"(?<!\d)(\d{1,2}|한|두|세|네)\s?(?:년|해)\s?전(?:에는|에|엔|은|의)?(?=[\s?,]|$)")
AGO = {"한": 1, "두": 2, "세": 3, "네": 4}
NEXT_YEARS = (*RELATIVE, (re.compile(r"(?:그\s*)?(?:전\s?해|직전\s*연도|이전\s*해)"), -1),
              (re.compile(r"(?:그\s*)?(?:다음\s*해|후년)"), 1))  # fmt: skip
THIS_YEAR = re.compile(r"올해|금년|이번\s*해")
# '전년보다', '작년 본예산 대비', '지난해에 비해': what is compared with, while the year asked for stays
AGAINST = re.compile(
    r"(?:재작년|작년|전년도?|지난\s*해|(?:그\s*)?전\s?해)(?:도|의)?(?:\s?[가-힣]{1,6}){0,2}?"
    r"\s?(?:보다는?|대비|에\s?비[해하]\S*|(?:이?랑|[와과]|하고)\s*비교\S*)"
)
COUNTED = re.compile(r"몇\s*$")
# '강사료', '사업비', '지원금'
MONEY = re.compile(r"(?:[가-힣]료|[가-힣]비|[가-힣]{2}금|금액|예산|수당|요금|가격|대금|지출|[가-힣]액)$")


def content(query: Query) -> list[Term]:
    """The terms of a question that name things: no measures, no '기' of '몇 기가 있나'."""
    return [term for term in query.terms if not term.measure and not COUNTED.search(query.text[: term.start])]


def units_of(query: Query) -> set[str]:
    """The units that a question asks for, or that the kind of thing has: '강사료는?' asks for money."""
    return set(query.units) or ({"money"} if MONEY.search(noun_of(query.text)) else set())


def asks_otherwise(query: Query, base: Query) -> bool:
    """Tell whether a question asks for another unit than the one of before: '강사료는?' after '몇 명'."""
    mine, before = units_of(query), units_of(base)
    return bool(mine and before) and not mine & before


def measures(query: Query) -> list[Term]:
    """The measures of a question that say what is asked; '모두' says little by itself."""
    return [term for term in query.terms if term.measure and term.measure != "total"]


def asks(query: Query) -> bool:
    """Tell whether a question says what it wants to know, not only of what."""
    return bool(measures(query) or query.operation or ASKING.search(query.text))


def named_year(query: Query, base: Query, document_year: int | None) -> int | None:
    """The year meant by '작년', '이듬해' beside an earlier question's year or its document's.

    '작년보다 얼마나 늘었어' asks of the same year; '올해' is always that of the document.
    """
    known = base.years[-1] if base.years else document_year
    if query.years or known is None:
        return None
    text = AGAINST.sub(" ", query.text)
    if document_year and THIS_YEAR.search(text):
        return document_year
    if ago := YEARS_AGO.search(text):
        return known - int(AGO.get(ago[1], 0) or ago[1])
    return next((known + offset for pattern, offset in NEXT_YEARS if pattern.search(text)), None)


def noun_of(text: str) -> str:
    """A short question less its ending: '행정소송만 보면?' -> '행정소송'."""
    return re.sub(rf"(?:\s*(?:것|거|경우))?(?:{PARTICLE}|만\s*(?:보면|따로))?[\s?.!,]*$", "", text)
