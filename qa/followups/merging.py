"""The earlier question less what a follow-up replaces, with the follow-up in its place.

>>> merged(parse("집행률은?"), parse("2023년 인사과 예산현액은 얼마야?"), [], ()).text
'2023년 인사과 집행률은?'
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.followups.asked import AGAINST, NEXT_YEARS, asks, asks_otherwise, content, measures, noun_of
from qa.followups.cues import END, PARTICLE
from qa.understanding.query import Query, Term
from qa.understanding.terms import is_unit_noun
from qa.understanding.words.measures import CHANGE_MEASURES
from qa.understanding.words.rows import EXTREMES
from qa.understanding.words.times import YEAR
from qa.wording.korean import with_particle

MOST_TERMS = 8  # taken over at most, the nearest to the end of the earlier question
MOST_GLUE = 14  # characters between two terms that are taken over with them
# '2021년에 몇 명', '21년엔'
YEAR_SAID = re.compile(rf"{YEAR.pattern}(?:{PARTICLE}(?=\s))?")
AS_OF = re.compile(r"(?<!\d)\d{1,2}월\s?(?:\d{1,2}일|말|초)?\s?(?:기준|현재)(?:으로|에)?(?=\s)")
# '몇 프로야?' after the amount
RATES = {"spent": "집행률", "collected": "징수율", "change": "증감률", "won": "승소율"}
OFFICES = frozenset("과국실팀")
CLOSED = {"는": "은", "가": "이", "를": "을", "와": "과"}  # particles after a consonant
ASKED = re.compile(r"얼마|[?!]")  # '얼마를 발행할': that is not asked again
OF_EACH = re.compile(r"각각|[두세네]\s?(?:해|연도|개년)")
WHOSE = re.compile(r"어느\s*(?:과|팀|부서|국|실|기관)|누가|어디")


@dataclass(frozen=True, slots=True)
class Reading:
    """A complete question.

    `taken` is what it has from before, `cost` (0..1) what speaks against what was left out; `stays` is
    whether it names no other agency or year, so that the same document is likely to answer. `years` are
    those that it is about, where it names others beside.
    """

    text: str
    taken: tuple[str, ...]
    cost: float = 0.0
    stays: bool = False
    years: tuple[int, ...] = ()


def merged(
    query: Query, base: Query, dropped: Sequence[Term], years: Sequence[int], *, keep_year: bool = True
) -> Reading:
    """The earlier question less what is dropped, with the new one in its place; `years` where they change."""
    if years:  # '2023년에는', '2023년 3월에는' after '2021년 1월 기준'
        base = replace(base, text=AS_OF.sub(lambda said: " " * len(said[0]), base.text))
    if asks_otherwise(query, base):  # '예산은?' after '횟수와 인원'
        dropped = [*dropped, *(term for term in content(base) if is_unit_noun(term.text))]
    kept = [term for term in content(base) if term not in dropped][-MOST_TERMS:]
    elliptic = not asks(query) and not asks_otherwise(query, base)
    carried = measures(base) if elliptic or _lacks_measure(query, base) else []
    if not elliptic:  # '구축은 21년에 얼마야' asks for no change
        carried = [term for term in carried if term.measure not in CHANGE_MEASURES]
    core = without_years(query.text)
    spoken = years or (base.years if keep_year and keeps_years(query, base) else ())
    prefix = "과 ".join(f"{year}년" for year in spoken)
    if elliptic:
        body = _replaced(base, dropped, kept, core)
    else:
        rate = next((RATES[term.measure] for term in measures(base) if term.measure in RATES), "")
        asked = rate if "%" in query.units and not measures(query) and not carried else ""
        if not content(query) and measures(query) and "total" in base.measures:
            asked = "전체"  # '모두 몇 건이야?', '승소율은?'
        body = f"{phrase(base, sorted([*kept, *carried], key=lambda term: term.start))} {asked} {core}"
    taken = [] if years else [f"{year}년" for year in spoken]
    taken += [term.text for term in base.terms if term in kept or term in carried]
    return Reading(" ".join(f"{prefix} {body}".split()), tuple(dict.fromkeys(taken)))


def keeps_years(query: Query, base: Query) -> bool:
    """Tell whether the years of before are taken over.

    '부스는 몇 개야' after a change over two years is of neither; '두 해 참가자는' is of both.
    """
    leaves = len(base.years) > 1 and content(query) and asks(query) and not OF_EACH.search(query.text)
    return bool(base.years) and not leaves


def _lacks_measure(query: Query, base: Query) -> bool:
    """'2021년에는 얼마였어' asks for the measure of before; '위원은 몇 명이야' after a budget does not."""
    if query.operation in EXTREMES:  # '제일 높은 건' after rates
        return not query.units and all(term.measure in EXTREMES for term in measures(query))
    if measures(query) or query.kind != "figure" or query.operation or WHOSE.search(query.text):
        return False
    return not query.units or bool(set(query.units) & set(base.units))


def without_years(text: str) -> str:
    """A question less the years that it names: '2021년에는 얼마야' -> '얼마야'."""
    text = YEAR_SAID.sub(" ", text)
    for pattern, _ in NEXT_YEARS if not AGAINST.search(text) else ():
        text = pattern.sub(" ", text)
    text = re.sub(rf"^\s*(?:년도?)?{PARTICLE}{END}|^\s*{PARTICLE}\s", " ", text)
    return " ".join(text.split())


def _replaced(base: Query, dropped: Sequence[Term], kept: Sequence[Term], core: str) -> str:
    """The earlier question with the new thing in the place of what it stands in for."""
    noun = noun_of(core)
    text = base.text
    spans = sorted((term.start, term.start + len(term.text)) for term in dropped)
    if not spans and noun:
        end = max((term.start + len(term.text) for term in kept), default=0)
        cut = re.match(rf"\s?{PARTICLE}(?=\s)", text[end:])
        after = end + (cut.end() if cut else 0)
        text = f"{text[:end]} {noun} {text[after:]}" if end else f"{noun} {text}"
    for start, end in reversed(spans):
        # '인사과' may be understood as '인사' and a particle
        rest = text[end:].removeprefix(noun[-1:] if noun[-1:] in OFFICES else "")
        put = noun if start == spans[-1][0] else ""
        if put and (particle := re.match(rf"[은는이가을를과와]{END}", rest)):
            put, rest = with_particle(put, CLOSED.get(particle[0], particle[0])), rest[1:]
        text = f"{text[:start]} {put}{rest}"
    return _without_base_years(text)


def _without_base_years(text: str) -> str:
    return " ".join(re.sub(rf"\s{PARTICLE}\s", " ", YEAR.sub(" ", text)).split())


def phrase(query: Query, terms: Sequence[Term]) -> str:
    """Terms of a question in its own words: '행정국이 확보하려는 자체청사'."""
    order = list(query.terms)
    out, end, last = "", -1, -1
    for term in terms:
        place = order.index(term)
        if term.start < end:
            continue
        glue = YEAR.sub(" ", query.text[end : term.start]) if last >= 0 and place == last + 1 else " "
        plain = 0 < len(glue) <= MOST_GLUE and not ASKED.search(glue)
        out += (glue if plain else " ") + term.text
        end, last = term.start + len(term.text), place
    return " ".join(out.split())
