"""Whose figures are asked for: the agencies and departments that a question names, and their years.

'구청 총무과와 교육청 총무과의 정원을 비교해' has two scopes, '행정국 2021년과 2023년' two as well: each is
answered on its own documents, as one question of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.model import Metadata
from qa.match import document_field
from qa.question import Query, Term, squash

MOST_SCOPES = 4
ENDINGS = ("청", "본청", "")


@dataclass(frozen=True, slots=True)
class Scope:
    """One reading of the question: `query` with the terms and years of this scope, on `documents`.

    `documents` is None where the question names no agency of the store.
    """

    query: Query
    documents: tuple[str, ...] | None


def names(term: Term, metadata: Metadata) -> bool:
    """Tell whether a term is a name of the document's agency or department: '서울시' of '서울특별시'."""
    word = term.words[0]
    return any(word == name + ending for name in document_field(metadata).labels for ending in ENDINGS)


def scopes(query: Query, metadata: Mapping[str, Metadata]) -> list[Scope]:
    """The scopes of a question, in its order; always at least one."""
    named = _named(query.terms, metadata)
    groups = _groups(named, metadata)
    if len(groups) < 2:
        documents = groups[0][1] if groups else None
        return _by_year(query, documents, metadata)
    found = []
    for term, documents in groups:
        others = {other.start for other, _ in groups} - {term.start}
        terms = tuple(t for t in query.terms if t.start not in others or t.measure)
        years = _nearest_year(query, term, len(groups))
        part = replace(query, terms=terms, years=years)
        found += _by_year(part, documents, metadata)
    return found[:MOST_SCOPES]


def _named(terms: Sequence[Term], metadata: Mapping[str, Metadata]) -> list[tuple[Term, frozenset[str]]]:
    """The terms that name an agency or department, with the documents that are of it."""
    found = []
    for term in terms:
        documents = frozenset(name for name, of in metadata.items() if not term.measure and names(term, of))
        if documents:
            found.append((term, documents))
    return found


def _groups(
    named: Sequence[tuple[Term, frozenset[str]]], metadata: Mapping[str, Metadata]
) -> list[tuple[Term, tuple[str, ...]]]:
    """Names that go together are one: '서울시 행정국' narrows, '행정국과 인재개발원' are two."""
    groups: list[tuple[Term, frozenset[str]]] = []
    for term, documents in named:
        place = next((n for n, (_, mine) in enumerate(groups) if mine & documents), None)
        if place is None:
            groups.append((term, documents))
        else:
            first, mine = groups[place]
            groups[place] = (first if mine <= documents else term, mine & documents)
    kept = [(term, tuple(sorted(documents))) for term, documents in groups]
    # a department that is also a row of another agency's table ('총무과') is no scope beside that agency
    agencies = [group for group in kept if any(_is_agency(group[0], metadata[name]) for name in group[1])]
    return agencies or kept


def _is_agency(term: Term, metadata: Metadata) -> bool:
    """Tell whether a term names the agency, or the only department of the documents at hand."""
    return names(term, replace(metadata, department="")) or squash(metadata.department) == term.words[0]


def _nearest_year(query: Query, term: Term, groups: int) -> tuple[int, ...]:
    """The year written beside a name where each has its own: '행정국(2021)과 인재개발원(2020)'."""
    if len(query.years) < 2 or len(query.years) != groups:
        return query.years
    distances = [(abs(start - term.start), year) for year, start in query.year_places]
    return (min(distances)[1],) if distances else query.years


def _by_year(
    query: Query, documents: tuple[str, ...] | None, metadata: Mapping[str, Metadata]
) -> list[Scope]:
    """One scope a year, where the years are told by different documents: '2021년과 2023년을 비교'."""
    if len(query.years) < 2:
        return [Scope(query, documents)]
    mine = documents if documents is not None else tuple(metadata)
    by_year = {year: tuple(name for name in mine if metadata[name].year == year) for year in query.years}
    if sum(bool(names) for names in by_year.values()) < 2:
        return [Scope(query, documents)]
    return [Scope(replace(query, years=(year,)), by_year[year] or documents) for year in query.years]
