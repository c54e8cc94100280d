"""Whose figures are asked for: the agencies and departments that a question names, and their years.

'구청 총무과와 교육청 총무과의 정원을 비교해' has two scopes, '행정국 2021년과 2023년' two as well: each is
answered on its own documents, as one question of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.understanding.catalog import Catalog
from qa.understanding.joining import JOINS, run_after
from qa.understanding.query import Query, Term

MOST_SCOPES = 4
YEAR_OF_NAME = re.compile(r"\(['’‘]?\d{2,4}년?(?:\s*[가-힣]+)?\)")  # '복지과(22년)'


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
        others |= {other.start for other, told in named if told.isdisjoint(documents)}
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
    run = run_after(query, content, content.index(name))
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
    behind = run_after(query, content, content.index(last))[1:]
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


def _own_year(query: Query, names: Sequence[Term], place: int, metadata: Catalog) -> tuple[int, ...]:
    """The years of one of several names: of as many years as names each has its own.

    They are told in the same order: '행정국(2021)과 인재개발원(2020)', '2021년 행정국과 2020년 인재개발원'.
    """
    if query.report_years:
        return query.years
    if len(query.year_places) == 1 and (behind := YEAR_OF_NAME.search(query.text)):
        # 'A군 복지과(22년)와 B시 세정과': of the first alone
        run = _name_run(query, names[place], metadata)
        end = max(term.start + len(term.text) for term in query.terms if term.start in run)
        return query.years if behind.start() == end else ()
    if len(query.years) < 2 or len(query.year_places) != len(names):
        return query.years
    order = sorted(names, key=lambda name: name.start).index(names[place])
    return (sorted(query.year_places, key=lambda told: told[1])[order][0],)


def _of_reports(
    query: Query, documents: tuple[str, ...] | None, metadata: Catalog
) -> list[tuple[str, ...] | None]:
    """The documents of each of the years whose reports are to tell what is asked; `documents` for none."""
    mine = None if documents is None else frozenset(documents)
    told = [metadata.of_year(year, mine) for year in query.report_years]
    return [names for names in told if names] or [documents]


def _by_year(query: Query, documents: tuple[str, ...] | None, metadata: Catalog) -> list[Scope]:
    """One scope a year, where one office has a report of each of several years: '2021년과 2023년을 비교'."""
    if query.report_years:
        return [Scope(query, names) for names in _of_reports(query, documents, metadata)]
    if len(query.years) < 2:
        return [Scope(query, documents)]
    mine = None if documents is None else frozenset(documents)
    by_year = {year: metadata.of_year(year, mine) for year in query.years}
    told = [names for names in by_year.values() if names]
    # the reports of another office tell nothing of how one thing changed
    by_year = {
        year: tuple(
            name for name in names if all(any(metadata.of_one_office(name, o) for o in some) for some in told)
        )
        for year, names in by_year.items()
    }
    if len(told) < 2 or not any(by_year.values()):
        return [Scope(query, documents)]
    return [Scope(replace(query, years=(year,)), by_year[year] or documents) for year in query.years]
