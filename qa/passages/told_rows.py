"""Rows of a table among the bullets, told by themselves: the row that is named, or all where none is.

'해오름 배달의 1회 단가와 이용 한도' asks for one row of a table of services and two of its columns;
'업체 세 곳의 평가점수를 비교' for one column of all rows. What stands around the table is told to neither.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.dates import find_year
from corpus.figures import is_blank, parse_figures
from corpus.model import Block, Fact, Path, Row, Table
from qa.answer import StatedFigure
from qa.context import Context
from qa.figures.fields import (
    TOTALS,
    Field,
    bare,
    document_field,
    explain,
    is_total_label,
    measure_of,
    text_field,
)
from qa.figures.measures import same_unit
from qa.passages.extent import EXPLAINED
from qa.passages.outline import ROW
from qa.understanding.intents import count_asked
from qa.understanding.query import Query, Term, squash
from qa.wording.compose import clean, state

MOST_ROWS = 25
BARE = re.compile(r"[△▲-]?[\d,.]+")
# '세 곳을 비교해', '모두 알려', '각각 몇 점': of all rows
ALL_ASKED = re.compile(r"비교|견주|견줘|각각|모두|전부|별로|마다")
FOR_WHOM = re.compile(r"대상\s?(?:으로|인)")  # '초등학생 대상으로는 뭐 해' asks for no column 대상


@dataclass(frozen=True, slots=True)
class _Place:
    """A row of a table: the document, the number of the table in it, the table and the row's number."""

    document: str
    number: int
    table: Table
    row: int

    @property
    def label(self) -> str:
        """The row's own label, squashed, without what stands in parentheses."""
        path = self.table.rows[self.row].path
        return squash(bare(path[-1])) if path else ""


@dataclass(frozen=True, slots=True)
class Alone:
    """Rows that answer by themselves: the bullets to show, and what stands in them."""

    blocks: tuple[Block, ...]
    rows: tuple[_Place, ...]

    def figures(self, context: Context) -> list[StatedFigure]:
        """The figures of what is shown, those of the units asked for where a column is not named."""
        return [figure for place in self.rows for figure in _figures(context, place)]


def rows_alone(context: Context, document: str, blocks: Sequence[Block]) -> Alone | None:
    """The rows among shown blocks that answer by themselves, under what stands above them.

    None where the blocks have no rows, where none is named and not all are asked for, where no column is
    asked for, or where the other blocks tell something that is asked and the rows do not.
    """
    places = [place for block in blocks if block.marker == ROW for place in _places(context, document, block)]
    if not places:
        return None
    rows = _named(places, context.query.text)
    whole = bool(rows) and context.query.kind == "list"  # what such a row tells is asked for
    if not rows and _all_asked(context.query):
        rows = _undivided(context, places)
    elif not rows and len(blocks) == 1 and context.query.kind != "list":
        rows = places
    if not rows or len({place.number for place in rows}) > 1:
        return None
    if not (whole or _named_columns(context.query, rows[0].table)) or _leaves_out(context, blocks, rows):
        return None
    first = next(n for n, block in enumerate(blocks) if block.marker == ROW)
    above = [block for block in blocks[:first] if block.depth < blocks[first].depth]
    shown = [_block(context, place, blocks[first].depth) for place in rows]
    return Alone((*above[-1:], *shown), tuple(rows))


def _places(context: Context, document: str, block: Block) -> list[_Place]:
    """The row of a table that a block tells, as a list of one; empty where it is not found."""
    return [
        _Place(document, number, table, n)
        for number, table in enumerate(context.library.tables(document))
        if table.lines[0] <= block.lines[0] <= table.lines[1]
        for n, row in enumerate(table.rows)
        if row.lines == block.lines and block.text.startswith(row.path[-1] if row.path else "")
    ][:1]


def _named(places: Sequence[_Place], question: str) -> list[_Place]:
    """The rows that a question names by their whole labels: '복지포인트는', not '계는'."""
    asked = squash(re.sub(r"\([^)]*\)", "", question))
    return [p for p in places if len(p.label) > 1 and p.label not in TOTALS and p.label in asked]


def _all_asked(query: Query) -> bool:
    """Tell whether a question asks for a thing of all rows."""
    return bool(ALL_ASKED.search(query.text)) or (
        query.kind == "list" and count_asked(query.text) is not None
    )


def _undivided(context: Context, places: Sequence[_Place]) -> list[_Place]:
    """All rows of the first row's table; none where a word of the question stands in some of them only.

    None either where as many rows as are asked for are not there.
    """
    first = places[0]
    table = first.table
    rows = [
        _Place(first.document, first.number, table, n)
        for n, row in enumerate(table.rows)
        if row.path and not is_total(row)
    ]
    count = count_asked(context.query.text)
    if len(rows) > MOST_ROWS or (count is not None and count != len(rows)):
        return []
    texts = [_own_text(place) for place in rows]
    for term in context.query.terms:
        told = [explain(term, text) > EXPLAINED for text in texts]
        if any(told) and not all(told):
            return []
    return rows


def is_total(row: Row) -> bool:
    """Tell whether a row sums up others: '계', '합계 4개소'."""
    return is_total_label(bare(clean(row.path[-1])))


def _own_text(place: _Place) -> str:
    row = place.table.rows[place.row]
    return squash("/".join((*row.path[-1:], *(cell.text for cell in row.cells))))


def _leaves_out(context: Context, blocks: Sequence[Block], rows: Sequence[_Place]) -> bool:
    """Tell whether blocks that are not told explain a term that the rows and their place do not."""
    table = rows[0].table
    names = (
        table.caption,
        *table.section,
        *table.row_header,
        *(label for path in table.columns for label in path),
    )
    headings = (block.text for block in blocks if block.kind == "heading")
    fields = [text_field(*names, *headings), document_field(context.metadata[rows[0].document])]
    fields += [Field(_own_text(place)) for place in rows]
    others = [Field(squash(block.text)) for block in blocks if block.marker != ROW]

    def told(term: Term, some: Sequence[Field]) -> float:
        return max([explain(term, *field) for field in some], default=0.0)

    return any(told(term, others) > EXPLAINED > told(term, fields) for term in context.query.terms)


def _asked_columns(query: Query, place: _Place, facts: Sequence[Fact]) -> list[int]:
    """The columns that a question asks for: by name, year or unit of figures; all where it names none."""
    of_units = [fact.cell[1] for fact in facts if fact.cell and _is_of(query, fact)]
    found = {*_named_columns(query, place.table), *of_units}
    return sorted(found) or [*range(len(place.table.columns))]


def _named_columns(query: Query, table: Table) -> list[int]:
    return [n for n, column in enumerate(table.columns) if column and _names(query, column)]


def _names(query: Query, column: Path) -> bool:
    """Tell whether a question asks for a column: by its year, its measure or the last word of its name."""
    name = clean(column[-1])
    year = find_year(" ".join(column))
    if query.years and year is not None:
        return year in query.years
    words = bare(name).split()
    last = squash(words[-1]).removesuffix("명") if words else ""
    said = len(last) > 1 and last in squash(FOR_WHOM.sub("", query.text))
    return said or measure_of(name) in query.measures


def _is_of(query: Query, fact: Fact) -> bool:
    """Tell whether a figure is of a unit that is asked for."""
    return any(same_unit(unit, fact.unit) for unit in query.units)


def _facts(context: Context, place: _Place) -> list[Fact]:
    facts = context.library.table_facts(place.document, place.number)
    return [fact for fact in facts if fact.cell and fact.cell[0] == place.row]


def _block(context: Context, place: _Place, depth: int) -> Block:
    """A row as a bullet that tells the columns asked for, its bare numbers with their units."""
    table, row, facts = place.table, place.table.rows[place.row], _facts(context, place)
    units = {fact.cell[1]: fact.unit for fact in facts if fact.cell}
    parts = []
    for n in _asked_columns(context.query, place, facts):
        cell = row.cells[n].text
        if not is_blank(cell):
            unit = units.get(n, "") if BARE.fullmatch(cell) else ""
            name = clean(table.columns[n][-1]) if table.columns[n] else ""
            parts.append(f"{name}: {cell}{unit}" if name else f"{cell}{unit}")
    text = " - ".join(part for part in (row.path[-1] if row.path else "", " / ".join(parts)) if part)
    return Block("bullet", text, row.lines, ROW, depth, table.section)


def _figures(context: Context, place: _Place) -> list[StatedFigure]:
    """The figures of a row's told cells; of a column that is not asked for by name those of asked units."""
    named, facts = _named_columns(context.query, place.table), _facts(context, place)
    found: list[StatedFigure] = []
    for n in _asked_columns(context.query, place, facts):
        cell, mine = place.table.rows[place.row].cells[n], [f for f in facts if f.cell and f.cell[1] == n]
        if n not in named:
            mine = [fact for fact in mine if _is_of(context.query, fact)]
        found += [state(fact, context.citations) for fact in mine]
        known = {(figure.value, figure.unit) for figure in found}
        for figure in parse_figures(cell.text) if n in named else ():
            if figure.unit and not mine and (figure.value, figure.unit) not in known:
                section = place.table.section
                number = context.citations.of_lines(place.document, section, cell.lines, around=cell.text)
                label = clean(place.table.rows[place.row].path[-1])
                found.append(StatedFigure(figure.value, figure.unit, figure.text, label, (number,)))
    return found
