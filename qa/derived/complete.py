"""Whether all that is named side by side, and each of the years, is told: A alone is no 'A와 B'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from corpus.model import Fact
from qa.context import Context
from qa.figures.fields import TOTALS, document_field, explain, is_total, own_label
from qa.figures.measures import is_change
from qa.passages.text import years_named
from qa.understanding.items import items
from qa.understanding.query import Query, Term, squash

TOLD = 0.7  # how well labels must explain one of several things for the others to be looked for
LEAST = 0.4  # and how well those must: '행정' tells of 행정소송
OF_BOTH_YEARS = re.compile(r"\d{2,4}\s?년?\s?[~∼\-/·]\s?['’]?\d{2,4}")  # '2031-2032절기' is one
# '본소·갈매·물안', '플라스틱, 종이': joined without a word between
ENUMERATED = re.compile(r"\s*[·ㆍ・,]\s*")
OF_WHOLE = frozenset(["share", "complement", "rest"])  # a part and its whole, which is told otherwise
ALL_OF_THEM = re.compile(r"(?<![가-힣])(?:모두|총|다\s?해서|통틀어|합쳐)\s?(?:몇|얼마)")
LEAST_ROWS = 2  # that a total is of
LEAST_WORD = 2  # characters of what is looked for


def tells_all(context: Context, facts: Sequence[Fact]) -> bool:
    """False where figures are of one of the things, or of the years, alone that a question names."""
    return _tells_years(context, facts) and _tells_sides(context, facts) and _tells_total(context, facts)


def _tells_years(context: Context, facts: Sequence[Fact]) -> bool:
    """Tell whether each year of several that are named is one of the figures' own, or said beside them."""
    query = context.query
    years = {year for year, _ in query.year_places}
    if len(years) < 2 or query.of_report or query.operation == "changed" or any(map(is_change, facts)):
        return True
    if OF_BOTH_YEARS.search(query.text):
        return True
    told = {fact.year for fact in facts}
    told |= {fact.as_of.year for fact in facts if fact.as_of}
    told |= {context.metadata[fact.document].year for fact in facts}
    told |= set(years_named([label for fact in facts for label in (*fact.row, *fact.column, fact.caption)]))
    return years <= told


def _tells_total(context: Context, facts: Sequence[Fact]) -> bool:
    """Tell whether no row of a table is told for all of them: '안전사고는 모두 몇 건' is none of '낙상'."""
    query, mine = context.query, facts[0]
    if len(facts) > 1 or mine.cell is None or is_total(mine) or not ALL_OF_THEM.search(query.text):
        return True
    names = [squash(label) for label in (*mine.row, *mine.column)]
    if any(name in TOTALS for name in names):
        return True
    own = squash(own_label(mine.row))
    beside = [f for f in context.beside(mine) if f.cell and f.cell[1] == mine.cell[1] and f.unit == mine.unit]
    return len(beside) < LEAST_ROWS or any(explain(term, own, (own,)) >= LEAST for term in query.terms)


def _tells_sides(context: Context, facts: Sequence[Fact]) -> bool:
    """Tell whether none of the things that are joined is left out where another is told by its own label."""
    if facts[0].table is None and len({(fact.document, fact.lines, fact.row) for fact in facts}) == 1:
        return True  # of one thing that prose tells of, whatever else is said of it
    of_each = [[squash(label) for label in (*fact.row, *fact.column)] for fact in facts]
    field = squash("/".join(label for fact in facts for label in (fact.caption, *fact.section)))
    field += "".join({document_field(context.metadata[fact.document]).text for fact in facts})
    sides, run = _sides(context.query), _enumerated(context.query)
    told = [[_told(side, labels) for labels in of_each] for side in sides]
    # what tells one of them more is not of another
    best = [max(some) for some in zip(*told, strict=True)]
    own = [max((n for n, m in zip(some, best, strict=True) if n == m), default=0.0) for some in told]
    all_of = all(map(partial(_is_met, field=field, best=max(own, default=0.0)), sides, own))
    told = [[_told(side, labels) for labels in of_each] for side in run]
    own = [max(some) for some in told]
    return all_of and all(map(partial(_is_met, field=field, best=max(own, default=0.0)), run, own))


def _is_met(side: Sequence[Term], own: float, *, field: str, best: float) -> bool:
    """Tell whether a thing is told by labels or by what they stand under, as far as another is."""
    return own >= LEAST or best < TOLD or any(word in field for term in side for word in term.words)


def _told(side: Sequence[Term], labels: Sequence[str]) -> float:
    """How well labels explain a thing: by the term of it that they explain best."""
    return max(explain(term, "/".join(labels), labels) for term in side)


def _sides(query: Query) -> list[list[Term]]:
    """The things that are joined, each by the terms that it alone has."""
    sides = items(query) if query.joins and query.operation not in OF_WHOLE else []
    if len(sides) < 2:
        return []
    shared = [term for term in sides[0].terms if all(term in other.terms for other in sides)]
    own = [[term for term in side.terms if term not in shared and _is_name(term)] for side in sides]
    return own if all(own) else []


def _enumerated(query: Query) -> list[list[Term]]:
    """The names that stand in a row with nothing but a point or a comma between."""
    named = sorted(filter(_is_name, query.terms), key=lambda term: term.start)
    run: list[Term] = []
    for term in named:
        between = query.text[run[-1].start + len(run[-1].text) : term.start] if run else ""
        if run and ENUMERATED.fullmatch(between):
            run.append(term)
        elif len(run) > 1:
            break
        else:
            run = [term]
    return [[term] for term in run] if len(run) > 1 else []


def _is_name(term: Term) -> bool:
    return not term.measure and len(term.words[0]) >= LEAST_WORD
