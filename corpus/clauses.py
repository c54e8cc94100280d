"""What sentences say around a figure: what it is compared with, what became of it, whose it is.

'인건비로 전년보다 292억원 증가한 5,216억원을 편성했다'   인건비 292억원 (전년 대비), 인건비 5,216억원
'이 중 61%인 146억원을 집행하였고 71억원을 이월하였다'      146억원 집행, 71억원 이월
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Final

from corpus.dates import DateMention

# where a sentence ends: '크게 늘었다. 또 국비는 5억원', '완료함. 예산 2억원'
SENTENCE_END: Final = r"(?<=[다음임함됨요])[.?!](?=[\s”’\"']|$)"
# a clause that goes on behind a comma: '15조원 많으며, 이전재원은', '편성됐으며, 국비는'
CLAUSE_END: Final = re.compile(
    r"[가-힣](?:으며|이며|하며|되며|으나|지만|했고|하고|되고|됐고|었고|였고|는데|인데)\s*$"
)
_YEARS: Final = r"재작년|전년도?|작년도?|지난\s?해|올해|금년도?|내년도?"
RELATIVE: Final = re.compile(rf"(?<![가-힣])(?:{_YEARS})(?![가-힣]*\s?(?:보다|대비|에\s?비|이월))")
_LAST_YEAR: Final = frozenset(("전년", "전년도", "작년", "지난해"))
# '인건비로 전년보다 ', '예산안은 기정예산 대비 ', '올해 예산에 비해 ', '지난해 같은 달 대비 완료율은 '
_COMPARED: Final = re.compile(
    rf"(?P<name>.*?)(?<![가-힣])(?P<base>(?:{_YEARS}|전월|전분기|기정|당초|본예산|직전)"
    r"(?:\s?(?:같은\s?(?:달|기간|분기)|동기|동월|동기간|말|최종|본|당초|예산액?|예산안|결산액?|계획))*)"
    r"\s?(?:보다는?|대비(?:하여|해)?|에\s?비해|에\s?비하여|比)(?P<rest>(?=[\s,]|$).*)",
    re.DOTALL,
)
_PARTICLE: Final = re.compile(r"(?<=[가-힣)） ])(?:으로|에서|은|는|을|를|이|가|에|로)$")
# '292억원 증가한 5,216억원', '1억원이 늘어난 5억원': what it came to
_CHANGED: Final = re.compile(
    r"(?:으?로\s|[이가을를]\s|보다\s)?(?:크게\s|대폭\s|소폭\s)?"
    r"(?:(?:증가|감소|증액|감액|증가|상승|하락|인상|인하|삭감|확대|축소|증원|감원)(?:한|된|하여|하여서|해)"
    r"|늘어난|늘린|줄어든|줄인|오른|내린|많은|적은|높은|낮은)\s*(?:총\s?|약\s?)?"
)
BY_WAY: Final = re.compile(r"[을를]\s(?:거쳐|통해|통하여)\s*$")  # '계수조정을 거쳐 6억원': how, not what
_CHANGE_WORD: Final = re.compile(
    r"(?P<noun>증가|감소|증액|감액|상승|하락|인상|인하|삭감|증원|감원)(?=[한된하했되됐])"
    r"|(?P<up>늘어?[난린었렸])|줄어?[든인었였]"
)
_RATE_BEHIND: Final = re.compile(r"의\s(?P<rate>[가-힣]{2,14}[률율])(?=[을를로이가])")
# '48명 중 6명이 중도 포기', '4개소는 설계 중'
_DEED_NOUN: Final = re.compile(
    r"\s?[이가은는]\s(?P<deed>[가-힣]{2,4}(?:\s[가-힣]{2,4})?)(?=(?:\s중)?\s?(?:$|[,.(（/]))(?<![다음임함됨])"
)
_DEED: Final = re.compile(
    r"\s?[을를이가]\s(?P<deed>[가-힣]{2,4}?(?:\s(?:또는|및)\s[가-힣]{2})?)(?:하|했|하였|되|됐|되었|할|될|한|된|함|됨)(?:[고여며]|였|었|으며|다|$|[\s,.)])"
)
# '진도군이 신분상 처분': the words before the particle are whose it is
_HOLDER: Final = re.compile(
    r"(?:.{0,40}\s)?(?P<who>[가-힣]{1,6}(?:시|군|구|청|도|공단|공사))[이가]\s(?P<rest>[가-힣].{1,30})"
)


def compared_with(words: str) -> tuple[str, str] | None:
    """The name and the base of a comparison at the end of the words before a figure, None for no comparison.

    >>> compared_with("인건비로 전년보다 ")
    ('인건비', '전년 대비')
    """
    found = _COMPARED.fullmatch(words[-120:])
    if found is None:
        return None
    name = found["rest"] if found["rest"].strip(" ,") else _PARTICLE.sub("", " " + found["name"].strip())
    return name, " ".join(found["base"].split()) + " 대비"


def year_told(words: str, date: DateMention | None) -> DateMention | None:
    """The date of a figure whose words speak of another year than `date`: '’23년 160건, 전년 151건'."""
    found = RELATIVE.search(words)
    if found is None or date is None:
        return date
    if date.precision != "year" or not date.first or not date.last or found[0] not in _LAST_YEAR:
        return None
    first, last = (day.replace(year=day.year - 1) for day in (date.first, date.last))
    return replace(date, text=found[0], first=first, last=last)


def is_changed(words: str) -> bool:
    """Whether words between two figures only say that the first one is how the second came about."""
    return _CHANGED.fullmatch(words.strip()) is not None


def change_told(words: str) -> str:
    """The noun of a change: '증가한' -> '증가', '이 줄었다' -> '감소'; '' for none."""
    found = _CHANGE_WORD.search(words)
    return (found["noun"] or ("증가" if found["up"] else "감소")) if found else ""


def rate_behind(text: str, end: int) -> str:
    """The rate that a percentage is, where that stands behind: '64.5%의 이행률을 보였다' -> '이행률'."""
    found = _RATE_BEHIND.match(text[end : end + 24])
    return found["rate"] if found else ""


@lru_cache(maxsize=4096)
def deed_behind(text: str, end: int) -> str:
    """What was done with a figure: '146억원을 집행하였고' -> '집행', '5명이 적발됐다' -> '적발'."""
    behind = text[end : end + 20]
    found = _DEED.match(behind) or _DEED_NOUN.match(behind)
    return found["deed"] if found else ""


def holder_of(lead: str) -> tuple[str, str] | None:
    """Whose figure it is: '진도군이 신분상 처분' -> ('진도군', '신분상 처분')."""
    found = _HOLDER.fullmatch(lead)
    return (found["who"], found["rest"]) if found else None
