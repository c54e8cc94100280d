"""The things that a question asks the same of, each with a question of its own: 'A와 B의 예산은'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.figures import parse_figures
from qa.understanding.asked_figures import figures_asked
from qa.understanding.joining import JOINS, are_in_row, gap_between, in_one_name, run_after, run_before
from qa.understanding.query import Query, Term, squash
from qa.understanding.scope import MOST_SCOPES
from qa.understanding.sides import LEAST_QUOTED, sides
from qa.understanding.terms import is_unit_noun
from qa.understanding.words.comparing import EACH, SEVERAL
from qa.understanding.words.units import TOLD_UNITS

# '모두 몇 대이고, 그중 전기차는 몇 대', '총사업비와 그중 도비': the whole, then a part of it
PART_OF = re.compile(r"^(.+?(?:(?:몇|얼마).*?|[와과]))[,.?]?\s*그\s*(?:중|가운데)")
# '과정은 모두 몇 개이고 원격교육, 집합교육은 각각 몇 개': the whole, then its parts
# '버스는 몇 대야? 직영과 임차로 나눠 알려줘'
THEN_PARTS = re.compile(
    r"^(.+?(?:모두|총|전체)\s*(?:몇|얼마).{0,8}?[고며]),?\s+(?=.*각각)|"
    r"^([^?]+?(?:몇|얼마)[^?]{0,12}\?)\s+(?=[^?]*(?:[와과]|이?랑|하고)\s[^?]*(?:나눠|나누어|따로|각각))"
)
DIFFER = re.compile(r"다[르른]|차이|왜|뭐가\s*맞")
OF_BOTH = re.compile(r"(?:의|은|는|에서|에서의)\s+")  # 'A와 B의 C와 D'
UNIT_WITHIN = 6  # characters behind the last thing in which its kind may be told: '도비 비율은'
# '등록자 수와 성공률': no %
NUMBER_OF = re.compile(r"(?<![징보특우접준필이급하상회])수\s?(?:[와과,·]|이?랑|하고|및)\s?$")


def items(query: Query) -> list[Query]:
    """The questions that a question over two things is made of, each without the other thing's terms.

    '공무직 교육과 공무원 교육 예산은 각각': one with the terms up to '과', one with those after it. The
    question alone where it joins nothing.
    """
    if query.operation == "rest":  # what is taken away is found beside its whole
        return [query]
    part = PART_OF.search(query.text)
    if part:
        whole = tuple(term for term in query.terms if term.start < part.end(1))
        rest = tuple(term for term in query.terms if term.measure != "total")
        aside = ((part.end(1), len(query.text)),)
        return [replace(query, terms=whole, aside=aside), replace(query, terms=rest)]
    then = THEN_PARTS.search(query.text)
    if then:
        end = max(then.end(1), then.end(2))
        whole = tuple(term for term in query.terms if term.start < end)
        shared = [term for term in whole if term.measure != "total"]
        after = tuple(term for term in query.terms if term.start >= end)
        first = replace(query, terms=whole, joins=False, aside=((end, len(query.text)),))
        return [first, *_joined(query, after, shared)][: MOST_SCOPES + 1]
    return _by_value(query) or sides(query) or _joined(query, query.terms)


def _by_value(query: Query) -> list[Query]:
    """One question for each figure that is quoted: '312명도 있고 290명도 있던데 뭐가 다른가'."""
    values = [figure for figure in parse_figures(query.text) if figure.unit and figure.value >= LEAST_QUOTED]
    if len(values) < 2 or query.measures or not DIFFER.search(query.text):
        return []
    numbers = {squash(figure.text) for figure in values}
    terms = tuple(term for term in query.terms if squash(term.text) not in numbers)
    return [replace(query, terms=terms, joins=False, value=(f.value, f.unit)) for f in values[:MOST_SCOPES]]


def _joined(query: Query, terms: Sequence[Term], shared: Sequence[Term] = ()) -> list[Query]:
    """One question for each of the joined things among `terms`, with the `shared` terms in each."""
    if query.operation == "sum":  # 'A와 B를 합하면 모두': not the total of a table
        terms = [term for term in terms if term.measure != "total"]
    named = sorted((*terms, *query.denied), key=lambda term: term.start)
    content = [term for term in named if not term.measure and not is_unit_noun(term.text)]
    gaps = [gap_between(query, left, right) for left, right in pairwise(content)]
    joined = _places_joined(query, content, gaps)
    if not joined:
        return [query]
    if crossed := _crossed(query, (*shared, *terms), content, joined):
        return crossed
    runs = [run_before(query, content, n) for n in joined]
    last = joined[-1] + 1
    bare = not gaps[last - 1]  # '동부센터 서부센터 정원 각각': what follows is asked of each
    runs.append([content[last]] if bare else run_after(query, content, last))
    ends = [run[0].start for run in runs[1:]] + [runs[-1][-1].start + len(runs[-1][-1].text) + UNIT_WITHIN]
    texts = [query.text[run[0].start : end] for run, end in zip(runs, ends, strict=True)]
    told = [_units_told(text) for text in texts]
    shares = not any(told[:-1]) and not any(map(NUMBER_OF.search, texts[:-1]))
    if runs[-1][1:] and told[-1] and shares and _units_told(f"{runs[-1][-1].text} "):
        runs[-1].pop()  # '본관과 보건소의 건물면적': of both
    found = []
    for mine, text, wanted in zip(runs, texts, _units_of_each(query, told), strict=True):
        # '약국 점검 개소 수와 위반 건수': both are of what stands before the number
        others = [
            term
            for run, other in zip(runs, texts, strict=True)
            if run is not mine
            for term in (run[-1:] if NUMBER_OF.search(other) else run)
        ]
        # '소송과 심판을 행정, 심판으로 나눠': what is said of all, and is one of the others
        repeated = {term.text for term in others} - {term.text for term in mine}
        others += [term for term in terms if term.text in repeated and term not in others]
        part = _without(query, (*shared, *terms), others)
        of_last = told[-1] if mine is not runs[-1] and NUMBER_OF.search(text) else ()
        units = tuple(unit for unit in wanted if unit not in of_last)
        found.append(replace(part, joins=False, units=units))
    return found


def _places_joined(query: Query, content: Sequence[Term], gaps: Sequence[str]) -> list[int]:
    """The terms, as indexes, that are joined with the next one; none where too many are."""
    # '기본구상 및 타당성 조사에 든 비용은': one figure, of one thing
    one = query.operation is None and not EACH.search(query.text) and figures_asked(query.text) == 1
    joined = [
        n
        for n, gap in enumerate(gaps)
        if (
            JOINS.fullmatch(gap)
            and (query.joins or not gap.startswith("하고"))  # '친절하고 바른 민원처리'
            and not in_one_name(query, content[n], content[n + 1])
            and not (gap.strip() == "및" and one)
        )
        or are_in_row(query, content[n], content[n + 1])
    ]
    # '책임보험, 1인당 얼마': a comma alone joins no two things
    if not SEVERAL.search(query.text) and all("," in gaps[n] for n in joined):
        return []
    return joined if len(joined) < MOST_SCOPES else []


def _crossed(
    query: Query, terms: Sequence[Term], content: Sequence[Term], joined: Sequence[int]
) -> list[Query]:
    """One question for each of some things and each that is asked of them: 'A구와 B구의 인구와 면적'."""
    split = next((n for n in joined[1:] if n - 1 not in joined), None)
    if split is None:
        return []
    before, after = [[n for n in joined if (n >= split) is behind] for behind in (False, True)]
    if not OF_BOTH.fullmatch(
        gap_between(query, content[before[-1] + 1], run_before(query, content, split)[0])
    ):
        return []
    things, asked = ([[content[n]] for n in (*some, some[-1] + 1)] for some in (before, after))
    asked[-1] = run_after(query, content, after[-1] + 1)
    ends = [some[-1].start + len(some[-1].text) + UNIT_WITHIN for some in asked]
    told = [_units_told(query.text[some[0].start : end]) for some, end in zip(asked, ends, strict=True)]
    units = _units_of_each(query, told)
    found = []
    for thing in things:
        for mine, wanted in zip(asked, units, strict=True):
            others = [term for some in (*things, *asked) if some not in (thing, mine) for term in some]
            found.append(replace(_without(query, terms, others), joins=False, units=wanted))
    return found


def _without(query: Query, terms: Sequence[Term], others: Sequence[Term]) -> Query:
    """The question with those of the terms that are not the other things'."""
    starts = {term.start for term in others}
    return replace(
        query,
        terms=tuple(term for term in terms if term.start not in starts or term.measure),
        aside=tuple((term.start, term.start + len(term.text)) for term in others),
        denied=tuple(term for term in query.denied if term.start not in starts),
    )


def _units_of_each(query: Query, told: Sequence[tuple[str, ...]]) -> Sequence[tuple[str, ...]]:
    """The units that each of several things is asked for in.

    Its own where every one tells some, else those of the question that another does not have for itself;
    '공사와 용역의 계약률': what the last is measured in, the others are too.
    """
    if all(told):
        return told
    found = []
    for place, own in enumerate(told):
        others = {unit for n, units in enumerate(told[:-1]) if n != place for unit in units}
        found.append(tuple(unit for unit in query.units if unit in own or unit not in others))
    return found


def _units_told(text: str) -> tuple[str, ...]:
    """What a thing is measured in by its own words: '도비 비율' -> ('%',)."""
    return tuple(dict.fromkeys(unit for pattern, unit in TOLD_UNITS if pattern.search(text)))
