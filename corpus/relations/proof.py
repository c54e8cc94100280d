"""Which tables should prove themselves by their sums and rates, and do not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.model import Fact, Relation, Table
from corpus.relations.labels import says_difference, says_growth
from corpus.relations.matrix import Matrix, matrices
from corpus.tables.sums import is_total

UNPROVEN = 0.6  # what is left of the confidence of a table that proves nothing
_FEWEST = 6  # figures; smaller tables have too little to prove


def unproven_tables(
    tables: Sequence[Table], facts: Sequence[Fact], relations: Iterable[Relation]
) -> set[int]:
    """The tables that promise arithmetic by their labels, none of which holds: likely misread.

    A total row or column, a difference or a growth rate promises it; a table of text or of unrelated
    counts does not.

    Returns:
        Indexes into `tables`.
    """
    place = {fact.id: fact.table for fact in facts}
    proven = {
        place[relation.result]
        for relation in relations
        if relation.holds != "no" and relation.kind != "same_item"
    }
    return {
        matrix.table
        for matrix in matrices(tables, (fact for fact in facts if fact.table not in proven))
        if len(matrix.cells) >= _FEWEST and _promises(matrix)
    }


def _promises(matrix: Matrix) -> bool:
    labels = [path for path in (*matrix.names, *matrix.heads) if path]
    named = any(is_total(path[-1]) or says_difference(path) or says_growth(path) for path in labels)
    return named and matrix.rows * matrix.columns > 3 and min(matrix.rows, matrix.columns) > 0


def lower_confidence(
    tables: Sequence[Table], facts: Sequence[Fact], relations: Iterable[Relation]
) -> tuple[tuple[Table, ...], tuple[Fact, ...]]:
    """The tables and facts, those of unproven tables less sure than they were read."""
    doubted = unproven_tables(tables, facts, relations)
    return (
        tuple(
            replace(table, confidence=table.confidence * UNPROVEN) if index in doubted else table
            for index, table in enumerate(tables)
        ),
        tuple(
            replace(fact, confidence=fact.confidence * UNPROVEN) if fact.table in doubted else fact
            for fact in facts
        ),
    )
