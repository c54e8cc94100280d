"""One total over things that are joined: 'A·B가 총 몇 건이야?' where each has a figure of its own.

A table whose rows or columns are the two things prints a figure for each; one of them alone is no answer.
They are added up where they stand alike (in one row, in one column, or in one place of two tables). What is
one name, as of a program or a table ('임신·출산 지원'), is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.model import Fact
from qa.asked import figures_asked
from qa.context import Context
from qa.fields import TOTALS, bare, explain
from qa.moves import Wanted, moved
from qa.picks import CALLED, Pick, choose_all
from qa.query import Query, Term, squash
from qa.scope import items, scopes

DOTTED = re.compile(r"(?<=[가-힣])\s*[·ㆍ‧]\s*(?=[가-힣])")
EACH = re.compile(r"각각|씩|비교|별로|차이|견[주줘]|중\s")


def joined_in(context: Context, query: Query) -> Query:
    """A question that asks one total of 'A·B' with both as things of their own, to be added up."""
    if asks_total(query) and DOTTED.search(query.text):
        query = context.library.parse(DOTTED.sub(" 및 ", query.text))
    return replace(query, operation="sum")


def asks_total(query: Query) -> bool:
    """Tell whether a question asks one total, and nothing else."""
    if query.operation not in (None, "count") or "total" not in query.measures or len(query.years) > 1:
        return False
    return not EACH.search(query.text) and figures_asked(query.text) < 2


def things_of(query: Query) -> list[list[Term]]:
    """The terms of each of the joined things that are to be added up; empty where one thing is named."""
    parts = items(query)
    shared = set.intersection(*(set(part.terms) for part in parts))
    own = [[t for t in part.terms if t not in shared and not t.measure] for part in parts]
    behind = max((term.start for terms in own for term in terms), default=0)
    total = max((term.start for term in query.terms if term.measure == "total"), default=0)
    return own if len(own) > 1 and all(own) and total > behind else []


def one_sided(picks: Sequence[Pick], things: Sequence[Sequence[Term]]) -> bool:
    """Tell whether each figure chosen is of some of the joined things, and not of all of them."""
    for fact in (fact for pick in picks for fact in pick.facts[:1]):
        labels = [squash(bare(label)) for label in (*fact.row, *fact.column)]
        of = [_is_of(terms, labels) or _is_of(terms, [squash(fact.caption)]) for terms in things]
        own = [_is_of(terms, labels) for terms in things]
        if all(own) or (all(of) and not any(own)) or not any(of):
            return False
    return True


def operands(context: Context, query: Query, things: Sequence[Sequence[Term]]) -> list[Pick]:
    """The figure of each of the joined things, all alike; empty where they are not to be found."""
    found = choose_all(context, scopes(query, context.metadata))
    picks = [replace(pick, facts=pick.facts[:1]) for group in found for pick in group]
    if picks and (len(picks) != len(things) or not _are_alike([pick.facts[0] for pick in picks])):
        first = picks[0]
        others = [moved(Wanted(terms), first.facts, context.library) for terms in things[1:]]
        picks = [first, *(replace(first, facts=tuple(facts)) for facts in others if facts)]
    facts = [pick.facts[0] for pick in picks]
    return picks if len(set(facts)) == len(things) and _are_alike(facts) else []


def _are_alike(facts: Sequence[Fact]) -> bool:
    """Tell whether figures are of one unit and stand in one row, in one column, or so in two tables."""
    if len({fact.unit for fact in facts}) > 1 or len({fact.document for fact in facts}) > 1:
        return False
    rows, columns = (
        {tuple(squash(label) for label in path[-1:]) for path in paths}
        for paths in ([fact.row for fact in facts], [fact.column for fact in facts])
    )
    one_table = len({fact.table for fact in facts}) == 1
    if one_table and len(rows) > 1 and any(row and row[0] in TOTALS for row in rows):
        return False  # a whole and a part of it
    return (len(rows) == 1) != (len(columns) == 1) if one_table else len(columns) == 1


def _is_of(terms: Sequence[Term], labels: Sequence[str]) -> bool:
    return any(explain(term, label) >= CALLED for term in terms for label in labels)
