"""The total of two things that are named side by side: '방문·온라인 접수는 모두 몇 건'.

The rows of such a table may be other things (kinds, departments), and the two its columns, its tables or
its headings. Then a figure of one of them alone is no answer: those of both are added up, or none is given.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from corpus.model import Fact
from qa.figures.fields import TOTALS, explain
from qa.figures.measures import counts_alike, is_change, same_kind
from qa.library import Library
from qa.passages.text import years_named
from qa.understanding.query import Query, Term, squash

NAMED = 0.8  # how well a label must explain the thing that it is of
GLUE = re.compile(r"\s*·\s*|\s*및\s+|[와과]\s+|이?랑\s+|하고\s+")
# '총 몇 건', '합해서', '다 합치면'; '각각' asks for one after another
TOTAL = re.compile(r"(?:^|\s)(?:총|모두|전부|통틀어|도합|합계)(?=\s|$)|합[하한해쳐친치]|더[하한]")
APART = re.compile(r"각각|별로|따로|나란히|비교|차이|보다|중(?:에서?)?\s")


def summed_pair(query: Query) -> tuple[Term, Term] | None:
    """The two things whose total is asked for; None where it is that of one, of three or more, or of none."""
    text = query.text
    if query.operation not in (None, "count", "sum") or not TOTAL.search(text) or APART.search(text):
        return None
    terms = [term for term in query.terms if len(term.words[0]) > 1]
    pairs = [
        (one, two)
        for one, two in pairwise(terms)
        if not (one.measure or two.measure) and GLUE.fullmatch(text[one.start + len(one.text) : two.start])
    ]
    return pairs[0] if len(pairs) == 1 else None


def added_up(
    query: Query, pair: tuple[Term, Term], told: Sequence[Fact], library: Library
) -> list[Fact] | None:
    """The figures of both things where those told are of one of them only; empty where the other has none.

    None where those told are of both, or of neither.
    """
    named = [_of(fact, pair) for fact in told]
    if not told or any(len(some) != 1 for some in named) or len(set.union(*named)) > 1:
        return None
    if len(told) == 1 and not _is_meant(query, told[0]):
        return []
    place = next(iter(named[0]))
    mine, other = pair[place], pair[1 - place]
    found: list[Fact] = []
    for fact in told:
        like = [
            one
            for one in library.facts(fact.document)
            if _is_like(one, fact, other, mine) and _of(one, pair) == {1 - place}
        ]
        closeness = [(_is_called(one, other), one.table == fact.table) for one in like]
        best = [one for one, how in zip(like, closeness, strict=True) if how == max(closeness)]
        if len({(one.value, one.unit) for one in best}) != 1:
            return []
        found += best[:1]
    return [*told, *found]


def _is_meant(query: Query, fact: Fact) -> bool:
    """Tell whether a figure's row is that of the total, or one that the question names."""
    if fact.table is None or not fact.row or squash(fact.row[-1]) in TOTALS:
        return True
    label = squash(fact.row[-1])
    return any(explain(term, label, (label,)) >= NAMED for term in query.terms) or bool(
        years_named(fact.row) & set(query.years)
    )


def _is_like(one: Fact, fact: Fact, other: Term, mine: Term) -> bool:
    """Tell whether two figures are of the same but for the two things that they are of."""
    if is_change(one) or one.year != fact.year:
        return False
    if not (counts_alike(one.unit, fact.unit) or same_kind(one.unit, fact.unit)):
        return False
    return _rest(one, other) == _rest(fact, mine)


def _rest(fact: Fact, term: Term) -> Counter[str]:
    """The labels of a figure that do not name a thing."""
    labels = map(squash, (*fact.row, *fact.column))
    return Counter(label for label in labels if explain(term, label, (label,)) < NAMED)


def _is_called(fact: Fact, term: Term) -> bool:
    """Tell whether a label is a thing's name and no more: '자치구', not '자치구 평균'."""
    return any(squash(label) in term.words for label in (*fact.row, *fact.column))


def _of(fact: Fact, pair: tuple[Term, Term]) -> set[int]:
    """Which of two things the labels of a figure name, 0 and 1; where its own do not, those above them."""
    places = ((*fact.row[-1:], *fact.column), fact.row, (fact.caption, *fact.section[-1:]))
    for texts in places:
        labels = [squash(text) for text in texts]
        named = {n for n, term in enumerate(pair) if any(explain(term, x, (x,)) >= NAMED for x in labels)}
        if named:
            return named
    return set()
