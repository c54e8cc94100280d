"""What the row of a figure told says in words: '언제까지 해?' of a row with a column '기간', '꽃뫼는?'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.figures import is_blank
from corpus.model import Fact
from qa.answer import Answer, Citation
from qa.context import Context
from qa.figures.cells import MAX_TEXT, Said, cell_text
from qa.followups.asked import noun_of
from qa.followups.direct import is_in
from qa.followups.fit import OPENS
from qa.followups.told_parts import label_asked
from qa.understanding.query import Term, squash
from qa.wording.compose import clean

SURE = 0.85
AROUND = 9  # lines that a row may take


def cell_told(context: Context, fact: Fact, new: Sequence[Term]) -> Answer | None:
    """What is asked by a label, of the row of a figure; None where not just one cell in words has it."""
    if fact.table is None or fact.cell is None or OPENS.search(context.query.text):
        return None
    label = label_asked(context.query, new)
    if len(new) == 1 and not (context.query.units or context.query.operation):
        label = label or re.compile(re.escape(new[0].words[0]))  # '수탁자는 어디야': its very name
    if label is None:
        return None
    table = context.library.table(fact.document, fact.table)
    row = table.rows[fact.cell[0]]
    filled = {one.cell[1] for one in context.table_facts(fact) if one.cell and one.cell[0] == fact.cell[0]}
    named = [n for n, path in enumerate(table.columns) if path and label.fullmatch(squash(clean(path[-1])))]
    found = [n for n in named if n not in filled and not is_blank(row.cells[n].text.strip())]
    return _stated(context, fact, found[0]) if len(found) == 1 else None


def cell_of_other(context: Context, cited: Citation, new: Sequence[Term]) -> Answer | None:
    """The cell in words of another row, after that of one: '꽃뫼는?'; None where not one is called so."""
    fact, told = fact_beside(context, cited), cited.table
    if fact is None or fact.table is None or told is None or not new:
        return None
    facts = context.library.facts(cited.document)
    table = [one for one in facts if one.table == fact.table and one.row]
    name = squash(noun_of(context.query.text))
    called = [fact for fact in table if squash(fact.row[-1]) == name]
    called = called or [fact for fact in table if all(is_in(t, {squash(fact.row[-1])}) for t in new)]
    rows = {fact.cell[0]: fact for fact in called if fact.cell}
    columns = context.library.table(cited.document, fact.table).columns
    if len(rows) != 1 or told.column not in columns:
        return None
    return _stated(context, next(iter(rows.values())), columns.index(told.column))


def fact_beside(context: Context, cited: Citation) -> Fact | None:
    """A figure in the row of a cell in words that was told; None where it is no row of a table."""
    told = cited.table
    return next(
        (
            fact
            for fact in context.library.facts(cited.document)
            if told is not None
            and fact.cell
            and (fact.row, fact.caption) == (told.row, told.caption)
            and abs(fact.lines[0] - cited.lines[0]) <= AROUND
        ),
        None,
    )


def _stated(context: Context, fact: Fact, column: int) -> Answer | None:
    """The answer that tells what stands in words in a column of a fact's row."""
    if fact.table is None or fact.cell is None:
        return None
    table = context.library.table(fact.document, fact.table)
    row = table.rows[fact.cell[0]]
    cell = row.cells[column]
    if is_blank(cell.text.strip()) or len(cell.text) > MAX_TEXT:
        return None
    text = cell_text(Said(fact, table, row, table.columns[column], cell), context)
    return Answer(context.query.text, "answered", "figure", text, (), context.citations.all, SURE)
