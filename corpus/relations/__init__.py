"""Arithmetic relations between the facts of a document: found from labels, tried on the values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from corpus.model import Block, Fact, Relation, Table
from corpus.relations.lists import bullet_totals, hundreds, list_totals, run_totals
from corpus.relations.matrix import Matrix, matrices
from corpus.relations.passages import Mention, Passage, block_passages, cell_passages
from corpus.relations.progress import progress_totals
from corpus.relations.prose import (
    averages_in,
    changes_in,
    conversions_in,
    distribution_shares,
    distributions,
    shares_in,
)
from corpus.relations.rates import averages, column_rates, shares
from corpus.relations.same import same_rows
from corpus.relations.same_text import same_in_text
from corpus.relations.totals import totals

__all__ = ["find_relations"]


def find_relations(
    tables: Sequence[Table], facts: Sequence[Fact], blocks: Sequence[Block] = ()
) -> list[Relation]:
    """The relations between a document's facts, each with its operands and whether it holds.

    A relation that only a guess at the labels would give is kept when it holds; one that fails is kept
    only when the labels leave no doubt: it is a contradiction of the source.

    Args:
        tables: the document's tables; `Fact.table` is an index into them.
        facts: all facts, of tables and of running text.
        blocks: the running text, in which the words between figures tell how they belong together.

    Returns:
        Relations in the order of their results; at most one of a kind a result, or two of a total that
        is checked along its row and along its column.
    """
    by_id = {fact.id: fact for fact in facts}
    found: dict[tuple[str, int, bool], Relation] = {}
    for relation in _all(tables, facts, blocks):
        key = (relation.kind, relation.result, _is_along_row(relation, by_id))
        held = found.get(key)
        if held is None or (held.holds == "no" and relation.holds != "no"):
            found[key] = relation
    return sorted(found.values(), key=lambda r: (r.result, r.kind))


def _is_along_row(relation: Relation, facts: dict[int, Fact]) -> bool:
    """Whether the operands stand in the row of the result."""
    places = [facts[fact].cell for fact in (relation.result, *relation.operands)]
    return None not in places and len({place[0] for place in places if place}) == 1


def _all(tables: Sequence[Table], facts: Sequence[Fact], blocks: Sequence[Block]) -> Iterator[Relation]:
    grids = matrices(tables, facts)
    for matrix in grids:
        yield from _in_table(matrix)
    yield from same_rows(grids)
    yield from same_in_text(facts)
    text = block_passages(blocks, facts)
    cells = list(cell_passages(tables, facts))
    yield from _in_text(text, facts)
    for passage in cells:
        yield from list_totals(passage)
        yield from changes_in(passage)
    yield from shares_in(cells, [_rest_of_row(grids, passage) for passage in cells])


def _in_table(matrix: Matrix) -> Iterator[Relation]:
    turned = matrix.transposed()
    yield from totals(matrix)
    for either in (matrix, turned):
        yield from column_rates(either)
        yield from averages(either)
    yield from shares(matrix)


def _in_text(passages: Sequence[Passage], facts: Iterable[Fact]) -> Iterator[Relation]:
    yield from bullet_totals(passages)
    yield from progress_totals(passages)
    yield from run_totals(passages)
    for passage in passages:
        yield from hundreds(passage)
        yield from list_totals(passage)
        yield from changes_in(passage)
        yield from conversions_in(passage)
    yield from averages_in(passages, facts)
    yield from shares_in(passages, [() for _ in passages])
    yield from distribution_shares(distributions(passages))


def _rest_of_row(grids: Sequence[Matrix], passage: Passage) -> list[Mention]:
    """The figures of the other cells in the row of a cell."""
    fact = next((m.fact for m in passage.mentions if m.fact is not None), None)
    if fact is None or fact.cell is None:
        return []
    matrix = next(m for m in grids if m.table == fact.table)
    row, column = fact.cell
    others = [matrix.cells[row, c] for c in range(matrix.columns) if c != column and (row, c) in matrix.cells]
    return [Mention(0, 0, other.value, other.unit, other) for other in others]
