"""Tables that text extraction has flattened to single spaces.

A PDF's table comes out as lines of words: the header as a stream of words over several lines, a row as its
label and its figures, long labels and merged cells as lines between them. `find_grids` puts the cells back
under their columns. The stages, each in a module of its own:

1. `words`: what each word can be (figure, dash, text) and which lines belong to no table;
2. `lines`: runs of lines that may be a table;
3. `header`: readings of the header's words as cells;
4. `columns`: the header cells laid over the columns, by the kinds and sums of the figures;
5. `solve`: the reading and the columns that go together best, if any do;
6. `rows`: the rows, wrapped labels joined and groups kept (`group_lines`, `group_words`, `vertical`);
7. `align`: the columns of rows with empty cells, by shapes and arithmetic;
8. `grids`: all of it put together.

`exact` reads tables none of whose rows lacks a cell, before all others, `typed` tables of figures, words and
days over several lines, `worded` those with a line a row, `mixed` those with words or days among the figures
of a row, `single` those of one column of figures,
`upper_first` headers whose lower names follow all the upper ones, `laid` those with a line of units between
header and rows. A region whose header does not come out right is left as text: a wrong column is worse than
no table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from corpus.model import Cell, Grid, Lines
from corpus.tables.paged import add_part
from corpus.tables.spaces.agencies import with_agencies
from corpus.tables.spaces.centred import has_centred
from corpus.tables.spaces.exact import exact_table
from corpus.tables.spaces.front import with_periods, with_words_in_front
from corpus.tables.spaces.grids import grid_of, made
from corpus.tables.spaces.laid import laid_grids
from corpus.tables.spaces.lines import Line, regions, text_lines
from corpus.tables.spaces.mixed import mixed_table
from corpus.tables.spaces.single import single_column
from corpus.tables.spaces.solve import centred_header, header_of
from corpus.tables.spaces.typed import typed_table
from corpus.tables.spaces.vertical import with_years, without_digits
from corpus.tables.spaces.worded import worded_table
from corpus.tables.spaces.words import taken_lines

_Reader = Callable[[Sequence[Line], int], Sequence[tuple[Cell, ...]]]


def find_grids(lines: Sequence[str], taken: Sequence[Lines]) -> list[Grid]:
    """The tables of lines whose cells stand apart by single spaces only.

    Args:
        lines: the document's lines.
        taken: ranges of lines (1-based, inclusive) that belong to other tables.

    Returns:
        Grids in document order, without what the lines around them say (`find` reads that). Labels keep
        their indentation; a label column more stands for each level of group labels. Rows in `doubts` hold
        only the cells whose column is certain.

    Example:
        '구 분 예 산 액 집 행 액', '총 무 과 1,200 600', '인 사 과 900 300' give a grid of three columns with
        one header row.
    """
    elsewhere = taken_lines(taken)
    told = list(text_lines(with_years(lines)))
    exact = _exact(told, lines, elsewhere)
    elsewhere |= taken_lines([grid.lines for grid in exact])
    laid = list(laid_grids(told, lines, elsewhere))
    elsewhere |= taken_lines([grid.lines for grid in laid])
    centred: list[Grid] = []
    untold: set[int] = set()  # the first rows of tables whose header cannot be told
    for region in regions(told, elsewhere) if has_centred(told) else ():
        solution, likely = centred_header(region)
        centred += [grid_of(region, solution, lines)] if solution else []
        untold |= {region.body[0].number} if likely and not solution else set()
    elsewhere |= taken_lines([grid.lines for grid in centred])
    typed = list(_typed(told, elsewhere))
    for reader in (with_agencies, worded_table, mixed_table):
        typed += _plain(reader, told, elsewhere | taken_lines([grid.lines for grid in typed]))
    elsewhere |= taken_lines([grid.lines for grid in typed])
    grids: list[Grid] = []
    found = map(without_digits, regions(told, elsewhere))
    for region in map(with_periods, map(with_words_in_front, found)):
        solution = header_of(region, untold=region.body[0].number in untold)
        if not solution:
            continue
        grid = grid_of(region, solution, lines)
        if len(grid.doubts) == len(grid.rows) - grid.header and not _has_values(grid, solution.width):
            continue
        add_part(grids, grid, lines)
    elsewhere |= taken_lines([grid.lines for grid in grids])
    return sorted(
        [*exact, *laid, *centred, *typed, *grids, *_plain(single_column, told, elsewhere)],
        key=lambda grid: grid.lines,
    )


def _exact(told: Sequence[Line], lines: Sequence[str], elsewhere: set[int]) -> list[Grid]:
    """The grids none of whose rows lacks a cell, those on two pages put together."""
    grids: list[Grid] = []
    for grid in _plain(exact_table, told, elsewhere):
        add_part(grids, grid, lines)
    return grids


def _typed(told: Sequence[Line], elsewhere: set[int]) -> Iterator[Grid]:
    """The grids whose columns are of figures, words and days, on lines that are of no other table."""
    free = [line for line in told if line.number not in elsewhere]
    end = 0
    for place in range(len(free)):
        table = typed_table(free, place) if place >= end else None
        if table:
            end = table.end
            rows, doubts = table.cells()
            yield made(rows, 1, doubts)


def _plain(read: _Reader, told: Sequence[Line], elsewhere: set[int]) -> Iterator[Grid]:
    """The grids of heads whose rows a reader gives, on lines that are of no other table."""
    free = [line for line in told if line.number not in elsewhere]
    last = 0
    for place, line in enumerate(free):
        rows = read(free, place) if line.number > last else []
        if rows:
            grid = made(rows, 1, ())
            last = grid.lines[1]
            yield grid


def _has_values(grid: Grid, width: int) -> bool:
    """Whether any cell under the header has a value, labels left out."""
    return any(cell.text for row in grid.rows[grid.header :] for cell in row[grid.width - width :])
