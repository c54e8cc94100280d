"""The two sides of a question: a whole and its part, what is more and what is less, what is taken from what.

'사업비 중 인건비의 비율', '교육은 행사보다 얼마 더', '예산에서 집행액을 빼면'.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.figures import parse_figures
from qa.understanding.query import Query, Term, squash

LEAST_QUOTED = 10  # smaller numbers are said of too much
LESS = re.compile(r"^(.+?)에서\s(.+?)(?:을|를)?\s*(?:빼면|뺀|빼고|제외하면)")
SHARE = re.compile(
    r"^(.+?)\s*(?:중(?:에서?)?|가운데|에서(?!.*\s?(?:중(?:에서?)?|가운데|대비)\s))\s(.+?)(?:[이가은는]|의)?\s*(?:차지|비중|비율|구성비|몇\s*(?:%|퍼센트|프로))"
)
# '접수 건수 대비 완료 건수 비율', '1차를 맞은 사람에 견주어 2차를 맞은 사람은 몇 %': the part is named last
RATE_OF = re.compile(
    r"^(.+?)(?:(?:의)?(?<!전체)(?<!전체\s)\s*대비|(?:\s수)?에\s견[주줘]어?)\s+(.+?)(?:의)?\s*(?:비율|비중|구성비|몇\s*(?:%|퍼센트|프로))"
)
# '재무과 예산은 본청 세출 총액의 몇 %', '재무과 예산이 본청 전체에서 몇 % 차지하나'
SHARE_OF = re.compile(
    r"^((?:(?!\s?(?:중|가운데|에서)\s).)+?)[은는이가]\s(.+?)"
    r"(?:의\s(?:약\s|대략\s)?(?:몇\s*(?:%|퍼센트|프로)|얼마를\s차지)|에서\s(?:약\s)?(?:(?:몇\s*(?:%|퍼센트|프로)|얼마)\S*\s)?차지)"
)
SIDES = (
    SHARE_OF,
    SHARE,
    RATE_OF,
    re.compile(r"^(.+?)(?:은|는|이|가)\s(.+?)보다\s(?:[가-힣]+[이가은는]?\s)?(?:얼마|몇|더)"),
    LESS,
)


def sides(query: Query) -> list[Query]:
    """The two sides of 'A는 B보다 얼마 더' and 'A에서 B를 빼면', where both name something."""
    said = [match for pattern in SIDES if (match := pattern.search(query.text))]
    match = next((match for match in said if _is_asked(query, match)), None)
    if not match:
        return []
    if match.re is RATE_OF:
        return _rate_of(query, match)
    found: list[Query] = []
    if match.re is LESS and (taken := _within(query, match.span(2))) and all(term.measure for term in taken):
        return []  # '예산현액에서 집행액을 뺀': two measures of one row
    if match.re in (LESS, SHARE) and (whole := [term for term in query.terms if term.start < match.end(2)]):
        # '사업 예산에서 국고보조금을 빼면', '사업비에서 총무과가 차지하는': the part is of the same thing
        rest = _within(query, match.span(1))
        if match.re is SHARE and not any(term.measure == "total" for term in rest):
            rest += (Term("총", ("계",), (), "total", match.end(1)),)
        if match.re is SHARE:  # '재원 214억원 중 지방채': that is the whole
            whole = [term for term in whole if not is_stated(term)]
        part = (match.span(2),)
        found = [replace(query, terms=tuple(whole)), replace(query, terms=rest, aside=part)]
        years = _years_of_sides(query, (match.span(2), match.span(1)))
        return [replace(side, joins=False, years=own) for side, own in zip(found, years, strict=True)]
    years = _years_of_sides(query, (match.span(1), match.span(2)))
    for group in (1, 2):
        terms = _within(query, match.span(group))
        if not any(not term.measure for term in terms):
            return []
        if group == 2:
            terms = _with_subject(query, match, terms)
        terms += tuple(term for term in query.terms if term.measure and term.start >= match.end(2))
        aside = (match.span(3 - group),)
        found.append(replace(query, terms=terms, aside=aside, joins=False, years=years[group - 1]))
    return found


def _is_asked(query: Query, match: re.Match[str]) -> bool:
    """Tell whether a pattern of a share is of a question of one; '예산의 몇 %' is of the row above."""
    if match.re is SHARE_OF and not any(term.measure == "total" for term in _within(query, match.span(2))):
        return False
    return query.operation == "share" or match.re not in (SHARE, RATE_OF, SHARE_OF)


def whole_said(query: Query) -> str:
    """What a question says of the whole of a share, its measure left out: '사업비 예산현액 중' -> 사업비."""
    match = SHARE.search(query.text)
    terms = [term for term in _within(query, match.span(1)) if not term.measure] if match else []
    return query.text[: terms[-1].start + len(terms[-1].text)] if terms else ""


def is_stated(term: Term) -> bool:
    """Tell whether a term is nothing but a figure: '21,400백만원', '68명'."""
    figures = parse_figures(term.text)
    return len(figures) == 1 and figures[0].text == term.text and figures[0].value >= LEAST_QUOTED


def _years_of_sides(query: Query, spans: Sequence[tuple[int, int]]) -> list[tuple[int, ...]]:
    """The years of each side: its own where every one names some, else those of the question."""
    told = [
        tuple(dict.fromkeys(year for year, place in query.year_places if start <= place < end))
        for start, end in spans
    ]
    return told if all(told) else [query.years] * len(told)


def _with_subject(query: Query, match: re.Match[str], terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """The second side, which is of the same thing where it ends in the same word.

    '소각장 다이옥신 배출량 목표는 작년 배출량보다': both are of 소각장 다이옥신.
    """
    first = [term for term in _within(query, match.span(1)) if not term.measure]
    last = [term for term in terms if not term.measure][-1]
    same = any(squash(term.text) == squash(last.text) for term in first)
    rest = tuple(term for term in first if all(term.words[0] != mine.words[0] for mine in terms))
    return (*rest, *terms) if same else terms


def _rate_of(query: Query, match: re.Match[str]) -> list[Query]:
    """Whole and part of 'A 대비 B 비율': what stands before the word next to 대비 is said of both."""
    whole, part = _within(query, match.span(1)), _within(query, match.span(2))
    if not whole or not part:
        return []
    shared, last = whole[:-1], whole[-1]
    last_span = ((last.start, match.end(1)),)
    sides = [replace(query, terms=(*shared, *part), aside=last_span)]
    sides.append(replace(query, terms=whole, aside=(match.span(2),)))
    return [replace(side, joins=False) for side in sides]


def _within(query: Query, span: tuple[int, int]) -> tuple[Term, ...]:
    return tuple(term for term in query.terms if span[0] <= term.start < span[1])
