"""Whose figures are asked for: the agencies and departments that a question names, and their years.

'구청 총무과와 교육청 총무과의 정원을 비교해' has two scopes, '행정국 2021년과 2023년' two as well: each is
answered on its own documents, as one question of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.figures import parse_figures
from qa.understanding.asked_figures import figures_asked
from qa.understanding.asked_measures import QUOTED
from qa.understanding.catalog import Catalog
from qa.understanding.query import Query, Term, squash
from qa.understanding.sides import LEAST_QUOTED, sides
from qa.understanding.terms import is_unit_noun
from qa.understanding.words.comparing import EACH, MORE_OR_NOT, SEVERAL
from qa.understanding.words.units import TOLD_UNITS

MOST_SCOPES = 4
# '승합차와', '계획표랑', '업무보고에는 1층, '
JOINS = re.compile(
    r"(?:별\s?)?(?:표|자료)?(?:에서?는?|에는)?(?:[와과]|이?랑|하고|,)\s+(?:(?:그|실제|전체|현재)\s+|총\s?)?|\s*및\s*|\s(?:vs|VS)\.?\s|\s*아닌\s?(?:거|것|쪽)?\s?(?:[와과]|이?랑|하고)\s+|"
    # '더 많은 곳은 동부입니까 서부입니까', '동부인가요 아니면 서부인가요'
    rf"(?:입니까|인가요?|이?야|이?에요|예요|인지|일까요?),?\s(?:아니면\s)?|,?\s?아니면\s|{MORE_OR_NOT}"
)
# '모두 몇 대이고, 그중 전기차는 몇 대', '총사업비와 그중 도비': the whole, then a part of it
PART_OF = re.compile(r"^(.+?(?:(?:몇|얼마).*?|[와과]))[,.?]?\s*그\s*(?:중|가운데)")
# '과정은 모두 몇 개이고 원격교육, 집합교육은 각각 몇 개': the whole, then its parts
# '버스는 몇 대야? 직영과 임차로 나눠 알려줘'
THEN_PARTS = re.compile(
    r"^(.+?(?:모두|총|전체)\s*(?:몇|얼마).{0,8}?[고며]),?\s+(?=.*각각)|"
    r"^([^?]+?(?:몇|얼마)[^?]{0,12}\?)\s+(?=[^?]*(?:[와과]|이?랑|하고)\s[^?]*(?:나눠|나누어|따로|각각))"
)
YEAR_OF_NAME = re.compile(r"\(['’‘]?\d{2,4}년?(?:\s*[가-힣]+)?\)")  # '복지과(22년)'
DIFFER = re.compile(r"다[르른]|차이|왜|뭐가\s*맞")
OF_BOTH = re.compile(r"(?:의|은|는|에서|에서의)\s+")  # 'A와 B의 C와 D'
UNIT_WITHIN = 6  # characters behind the last thing in which its kind may be told: '도비 비율은'
NUMBER_OF = re.compile(
    r"(?<![징보특우접준필이급하상회])수\s?(?:[와과,·]|이?랑|하고|및)\s?$"
)  # '등록자 수와 성공률': no %
COUNT = re.compile(
    r"^(?:건|횟|개소|면|대|권|명|팀|세대|가구)?수\s?(?=[와과이랑하고,·및])"
)  # '등록자 수와 성공률'
DOT = re.compile(r"\s?[·ㆍ]\s?")
# '원격+e러닝', '분기별 계획표', '안전을 위한 시설'
GLUE = re.compile(r"별?[\s+·/&-]*|[을를]\s위한\s")


@dataclass(frozen=True, slots=True)
class Scope:
    """One reading of the question: `query` with the terms and years of this scope, on `documents`.

    `documents` is None where the question names no agency of the store; `name` is that of the agency
    where it names several.
    """

    query: Query
    documents: tuple[str, ...] | None
    name: str = ""


def scopes(query: Query, metadata: Catalog) -> list[Scope]:
    """The scopes of a question, in its order; always at least one."""
    named = _named(query, metadata)
    groups = _groups(named)
    if len(groups) < 2:
        documents = groups[0][1] if groups else None
        return _by_year(_without_names(query, documents, metadata), documents, metadata)
    found = []
    for place, (term, documents) in enumerate(groups):
        runs = [_name_run(query, other, metadata) for other, _ in groups if other != term]
        others = {start for run in runs for start in run} | _others_things(query, term, groups)
        terms = tuple(t for t in query.terms if t.start not in others or t.measure)
        terms = _own_measures(terms, term, [other for other, _ in groups])
        years = _own_year(query, [other for other, _ in groups], place, metadata)
        part = replace(query, terms=terms, years=years)
        of_name = _by_year(_without_names(part, documents, metadata), documents, metadata)
        found += [replace(scope, name=term.text) for scope in of_name]
    return found[:MOST_SCOPES]


def _name_run(query: Query, name: Term, metadata: Catalog) -> list[int]:
    """The offsets of a name and of the names right behind it: '새별구 총무과'."""
    content = [term for term in query.terms if not term.measure]
    run = _run_after(query, content, content.index(name))
    named = [term for term in run[1:] if metadata.named(term.words[0])]
    return [name.start, *(term.start for term in named)]


def _others_things(query: Query, name: Term, groups: Sequence[tuple[Term, tuple[str, ...]]]) -> set[int]:
    """The offsets of what is asked of another name alone: 'A군 콜택시와 B시 이동지원의 이용 횟수'.

    Each name must have things of its own: the first up to the joining word, the last written behind it.
    """
    if len(groups) != 2:
        return set()
    first, last = sorted((term for term, _ in groups), key=lambda term: term.start)
    content = [term for term in query.terms if not term.measure]
    between = [term for term in content if first.start < term.start < last.start]
    behind = _run_after(query, content, content.index(last))[1:]
    if not between or not behind or not JOINS.search(query.text[between[-1].start : last.start]):
        return set()
    return {term.start for term in (behind if name == first else between)}


def _own_measures(terms: tuple[Term, ...], name: Term, names: Sequence[Term]) -> tuple[Term, ...]:
    """Where each name has measures behind it ('구청 예산은 교육청 본예산의'), only those behind this one."""
    starts = sorted(other.start for other in names)
    ends = dict(zip(starts, [*starts[1:], 10**6], strict=True))
    measures = [term for term in terms if term.measure]
    of = {start: [m for m in measures if start < m.start < end] for start, end in ends.items()}
    if not all(of.values()):
        return terms
    return tuple(term for term in terms if not term.measure or term in of[name.start])


def _without_names(query: Query, documents: tuple[str, ...] | None, metadata: Catalog) -> Query:
    """A question without the names that its documents bear out, unless it asks of nothing else."""
    if documents is None:
        return query
    mine = frozenset(documents)
    borne = [term for term in query.terms if not term.measure and mine <= metadata.named(term.words[0])]
    if all(term in borne or term.measure for term in query.terms):
        return query
    return replace(query, terms=tuple(term for term in query.terms if term not in borne))


def _named(query: Query, metadata: Catalog) -> list[tuple[Term, frozenset[str]]]:
    """The terms that name an agency or department, with the documents that are of it.

    A department that several agencies have ('총무과') is no name; it narrows what agencies have told.
    """
    found: list[tuple[Term, frozenset[str]]] = []
    shared: list[tuple[Term, frozenset[str]]] = []
    for term in query.terms:
        documents = frozenset[str]() if term.measure else metadata.named(term.words[0])
        if documents:
            (shared if metadata.offices(term.words[0]) > 1 else found).append((term, documents))
    told = frozenset[str]().union(*(documents for _, documents in found))
    alone = [
        pair
        for pair in found
        if not _is_within(query, *pair, found) or not metadata.offices(pair[0].words[0])
    ]
    return alone + [
        (term, documents)
        for term, documents in shared
        if documents & told and not _is_within(query, term, documents, found, far=True)
    ]


def _is_within(
    query: Query,
    term: Term,
    documents: frozenset[str],
    names: Sequence[tuple[Term, frozenset[str]]],
    *,
    far: bool = False,
) -> bool:
    """Tell whether a department is told in the documents of the office before it: '행정국 총무과'.

    Another agency may have a document of its own 총무과, which is not this one. `far`: something else may
    stand between them ('행정국 사업비 총무과'), but nothing that joins them.
    """
    before = [(name, told) for name, told in names if name.start < term.start]
    if not before:
        return False
    name, told = max(before, key=lambda pair: pair[0].start)
    between = query.text[name.start + len(name.text) : term.start]
    beside = not (JOINS.search(between) or "," in between) if far else between.isspace() and not query.joins
    return beside and not told & documents


def _groups(
    named: Sequence[tuple[Term, frozenset[str]]],
) -> list[tuple[Term, tuple[str, ...]]]:
    """Names that go together are one: '서울시 행정국' narrows, '행정국과 인재개발원' are two."""
    groups: list[tuple[Term, frozenset[str]]] = []
    for term, documents in named:
        places = [n for n, (_, mine) in enumerate(groups) if mine & documents]
        if not places:
            groups.append((term, documents))
        for place in places:
            first, mine = groups[place]
            groups[place] = (first if mine <= documents else term, mine & documents)
    return [(term, tuple(sorted(documents))) for term, documents in groups]


def items(query: Query) -> list[Query]:
    """The questions that a question over two things is made of, each without the other thing's terms.

    '공무직 교육과 공무원 교육 예산은 각각': one with the terms up to '과', one with those after it. The
    question alone where it joins nothing.
    """
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
    gaps = [_gap(query, left, right) for left, right in pairwise(content)]
    # '기본구상 및 타당성 조사에 든 비용은': one figure, of one thing
    one = query.operation is None and not EACH.search(query.text) and figures_asked(query.text) == 1
    joined = [
        n
        for n, gap in enumerate(gaps)
        if (
            JOINS.fullmatch(gap)
            and (query.joins or not gap.startswith("하고"))  # '친절하고 바른 민원처리'
            and not _in_one_name(query, content[n], content[n + 1])
            and not (gap.strip() == "및" and one)
        )
        or _are_in_row(query, content[n], content[n + 1])
    ]
    # '책임보험, 1인당 얼마': a comma alone joins no two things
    if not SEVERAL.search(query.text) and all("," in gaps[n] for n in joined):
        return [query]
    if not joined or len(joined) > MOST_SCOPES - 1:
        return [query]
    if crossed := _crossed(query, (*shared, *terms), content, joined):
        return crossed
    runs = [_run(query, content, n) for n in joined]
    last = joined[-1] + 1
    bare = not gaps[last - 1]  # '동부센터 서부센터 정원 각각': what follows is asked of each
    runs.append([content[last]] if bare else _run_after(query, content, last))
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


def _crossed(
    query: Query, terms: Sequence[Term], content: Sequence[Term], joined: Sequence[int]
) -> list[Query]:
    """One question for each of some things and each that is asked of them: 'A구와 B구의 인구와 면적'."""
    split = next((n for n in joined[1:] if n - 1 not in joined), None)
    if split is None:
        return []
    before, after = [[n for n in joined if (n >= split) is behind] for behind in (False, True)]
    if not OF_BOTH.fullmatch(_gap(query, content[before[-1] + 1], _run(query, content, split)[0])):
        return []
    things, asked = ([[content[n]] for n in (*some, some[-1] + 1)] for some in (before, after))
    asked[-1] = _run_after(query, content, after[-1] + 1)
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


def _gap(query: Query, left: Term, right: Term) -> str:
    """What stands between two terms but measures and words as 인원: '세출 예산과 국고' -> '과 '."""
    first = left.start + len(left.text)
    gap = query.text[first : right.start]
    for term in query.terms:
        if (term.measure or is_unit_noun(term.text)) and first <= term.start < right.start:
            gap = gap.replace(term.text, "", 1)
    return COUNT.sub("", re.sub(r"['‘’“”\"「」『』]", "", gap).lstrip())


def _run(query: Query, content: Sequence[Term], last: int) -> list[Term]:
    """The terms that stand together up to a joining word: '외벽 리모델링' of '... 외벽 리모델링과'."""
    first = last
    while first and _adjacent(query, content[first - 1], content[first]):
        first -= 1
    return list(content[first : last + 1])


def _run_after(query: Query, content: Sequence[Term], first: int) -> list[Term]:
    last = first
    while last + 1 < len(content) and _adjacent(query, content[last], content[last + 1]):
        last += 1
    return list(content[first : last + 1])


def _adjacent(query: Query, left: Term, right: Term) -> bool:
    if _are_in_row(query, left, right):
        return False
    return GLUE.fullmatch(_gap(query, left, right)) is not None or _in_one_name(query, left, right)


def _are_in_row(query: Query, left: Term, right: Term) -> bool:
    """Tell whether two things of one kind are set in a row to be told of each: '4급·5급을 비교해'."""
    same_kind = left.text[-1] == right.text[-1] and left.text != right.text
    if not same_kind or not (SEVERAL.search(query.text) or query.operation == "sum"):
        return False
    gap = _gap(query, left, right)
    alike = len(left.text) == len(right.text) and (len(left.text) > 2 or left.text[0].isdigit())
    return bool(DOT.fullmatch(gap)) or (alike and not gap)


def _in_one_name(query: Query, left: Term, right: Term) -> bool:
    """Tell whether two terms are of one name between quotation marks: "'보건 및 안전 관리' 사업"."""
    return any(m.start() <= left.start and right.start < m.end() for m in QUOTED.finditer(query.text))


def _own_year(query: Query, names: Sequence[Term], place: int, metadata: Catalog) -> tuple[int, ...]:
    """The years of one of several names: of as many years as names each has its own.

    They are told in the same order: '행정국(2021)과 인재개발원(2020)', '2021년 행정국과 2020년 인재개발원'.
    """
    if len(query.year_places) == 1 and (behind := YEAR_OF_NAME.search(query.text)):
        # 'A군 복지과(22년)와 B시 세정과': of the first alone
        run = _name_run(query, names[place], metadata)
        end = max(term.start + len(term.text) for term in query.terms if term.start in run)
        return query.years if behind.start() == end else ()
    if len(query.years) < 2 or len(query.year_places) != len(names):
        return query.years
    order = sorted(names, key=lambda name: name.start).index(names[place])
    return (sorted(query.year_places, key=lambda told: told[1])[order][0],)


def _by_year(query: Query, documents: tuple[str, ...] | None, metadata: Catalog) -> list[Scope]:
    """One scope a year, where the years are told by different documents: '2021년과 2023년을 비교'."""
    if len(query.years) < 2:
        return [Scope(query, documents)]
    by_year = {year: metadata.of_year(year) for year in query.years}
    if documents is not None:
        mine = frozenset(documents)
        by_year = {year: tuple(sorted(mine.intersection(names))) for year, names in by_year.items()}
    if sum(bool(names) for names in by_year.values()) < 2:
        return [Scope(query, documents)]
    return [Scope(replace(query, years=(year,)), by_year[year] or documents) for year in query.years]
