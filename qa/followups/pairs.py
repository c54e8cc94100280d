"""A follow-up over the last two answers: '몇 배가 된 거야?'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.followups.asked import content, measures
from qa.followups.merging import Reading, phrase
from qa.understanding.query import Query
from qa.wording.korean import with_particle

# '몇 명 모자란 거지', '결원은', '몇 명 초과야': 정원 less 현원
SHORT = re.compile(
    r"모자라|모자란|몇\s?\S{1,2}\s?비[어었]|부족|결원|빈\s*자리|빈자리|덜\s*찼|초과(?=[야인했한하]|이?[예에]요|(?:[는은]|된)?\s?(?:거|건|상태))"
)
_SEVERAL = (
    r"^(?:\d{2,4}년(?:에|에는)?\s)?([둘셋넷]|[두세네]\s?"
    r"(?:개|곳|과|팀|반|해|연도|달|동|구|군|시|역|사업|과정|기관|시설|센터|군데|가지|사람|금액|항목|것|값|수치"
    r"|부서|지역|학교|업체|종목|분야|유형))"
)
# '둘 예산 합치면', '두 사업 차이는'
BOTH = re.compile(rf"{_SEVERAL}(?:이|가|을|은|의|간|를|는|에서)?(?:\s?(?:다|모두))?\s+")
# '둘 중 어느 쪽 집행률이 더 높아', '두 과 중 어디가 많아', '어느 쪽이 더 높아'
WHICH = re.compile(
    rf"{_SEVERAL}\s?(?:중에?서?|가운데)\s+(?=.*(?:어느|어디|어떤|누가|뭐|무엇|더|제일|가장|젤))"
    r"|^(?=(?:어느\s?쪽[이가]?\s(?:더\s)?|(?:어느\s?(?:곳|데|것|게|과|팀|부서|구|동)|어디|누가|뭐)[이가]?\s더\s)"
    r"[많적높낮크큰커작길짧비싼])"
)
# '두 배수지의 용량을 비교해 줘': two of what was spoken of, by what both are
TWO_OF = re.compile(
    r"^(?:그\s)?(두)\s([가-힣]{1,6}?)(?:의|은|는|이|가|을|를|간)?\s(?=.*(?:비교|차이|합|더하|어느|어디|각각))"
)
TWO, MOST_NAMED = 2, 4
COUNTS = {"": 2, "둘": 2, "두": 2, "셋": 3, "세": 3, "넷": 4, "네": 4}
PAIRS = frozenset(["difference", "ratio", "growth", "sum"])


def both_named(query: Query, whose: Sequence[str], names: Sequence[str]) -> list[Reading]:
    """'두 배수지의 용량을 비교해 줘' of the last two that were spoken of, by their own names.

    `names` are of what was told before, the last first. Where two or more end as what both are called, those
    are meant; else the last one, with one of those before it that has what is asked for.
    """
    of = TWO_OF.search(query.text)
    said = of or WHICH.search(query.text) or BOTH.search(query.text)
    if said is None or COUNTS.get((said[1] or "")[:1]) != TWO:
        return []
    alike = [name for name in names if of and any(word.endswith(of[2]) for word in name.split())]
    last, *before = (alike[:TWO] if len(alike) >= TWO else names[:MOST_NAMED]) or [""]
    rest = query.text[said.end() :]
    return [
        Reading(" ".join([*whose, f"{with_particle(other, '과')} {last}의 {rest}"]), (*whose, other, last))
        for other in before
    ]


def pair(query: Query, base: Query, before: Query) -> Reading | None:
    """'몇 배가 된 거야?' over the last two answers, where they differ in one respect."""
    short = bool(SHORT.search(query.text))
    if query.operation not in PAIRS and not short:
        return None
    one, two = ({term.text for term in content(q)} for q in (before, base))
    first, second = ([term.text for term in measures(q)] for q in (before, base))
    if measures(query) and not short:
        first = second = []  # '둘 예산 합치면' after two rates
    years = [*before.years, *base.years]
    core = "차이는 몇 명인가요?" if short else BOTH.sub("", query.text)
    same = phrase(base, [term for term in content(base) if term.text in one])
    if one <= two | one and len(set(years)) == 2 and first == second and not short:
        things = [*base.terms] if not measures(query) else content(base)
        text = f"{years[0]}년과 {years[1]}년 {phrase(base, things)} {core}"
        return Reading(text, (f"{years[0]}년", f"{years[1]}년", *(t.text for t in things)))
    year = "".join(f"{y}년 " for y in base.years[:1])
    if first != second and first and second:
        text = f"{year}{phrase(base, content(base))} {first[0]}과 {second[0]}의 {core}"
        return Reading(text, (*(t.text for t in content(base)), first[0], second[0]))
    left, right = (phrase(q, [t for t in content(q) if t.text not in one & two]) for q in (before, base))
    if not short and query.operation != "growth" and left and right and first == second:
        text = f"{year}{same} {left}, {right} {' '.join(second)} {core}"
        return Reading(text, tuple(t for t in (same, left, right, *second) if t))
    return None
