r"""Header rows whose merged cells left fewer cells behind than the table has columns.

Four writers ('구분', '총원' and '비고' over two rows, '본부' over two columns):

    | 구분 | 총원 | 본부 | | 비고 |    names over rows are left out below: '남' and '여' are under '본부' and
    | 남 | 여 |                          the blank behind it

    구분⇥총원⇥본부⇥비고               names over columns are there once, those over rows again in each row
    구분⇥총원⇥남⇥여⇥비고

    구분⇥소⇥돼지                       names are there once, those over rows over labels only; the others
    농가⇥두수⇥농가⇥수수              have as many columns each, the first of one name

    구분⇥총원⇥본부⇥비고               both are there once: only the figures tell (`tabs_stripped`)
    남⇥여
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from corpus.model import Cell
from corpus.tables.cell_kinds import LONG_NAME, WORDS, compact, is_value, kind_of
from corpus.tables.headers import has_figures

_MOST_ROWS: Final = 3
_LEVELS: Final = 2

Row = Sequence[Cell]


def lay_merged(rows: Sequence[Row]) -> list[list[Cell]]:
    """The header rows with a name in each place that it covers; [] for a header that is none of these.

    Args:
        rows: a table's rows as cut, the header's first.
    """
    heads = heads_of(rows)
    width = max((_end(row) for row in rows[len(heads) :]), default=0)
    if len(heads) < 2 or width < 2:
        return []
    return (
        _under_blanks(heads, width)
        or _over_repeats(heads, width)
        or _over_shares(heads, [row for row in rows[len(heads) :] if _end(row) == width])
    )


def heads_of(rows: Sequence[Row]) -> list[Row]:
    """The first rows, of nothing but names, over one that has figures; [] for too many."""
    count = next((at for at, row in enumerate(rows) if has_figures([cell.text for cell in row])), 0)
    heads = list(rows[:count])
    told = count <= _MOST_ROWS and all(_is_named(row) for row in heads)
    return heads if told else []


def _is_named(row: Row) -> bool:
    names = [cell.text.strip() for cell in row if cell.text.strip()]
    return bool(names) and all(kind_of(name) in WORDS and len(name) <= LONG_NAME for name in names)


def _end(row: Row) -> int:
    """How many cells the row has up to the last with text."""
    return max((at + 1 for at, cell in enumerate(row) if cell.text.strip()), default=0)


def _under_blanks(heads: Sequence[Row], width: int) -> list[list[Cell]]:
    """The header whose lower rows have a cell for each column under names with blanks behind them."""
    area = list(range(width))
    laid: list[list[Cell]] = []
    for at, row in enumerate(heads):
        if len(row) < len(area) and at == 1 and not area[0]:  # '구분' over several columns of labels
            area = area[next((place for place in range(1, len(area)) if area[place] > place), 0) :]
        if len(row) != len(area) or not row[0].text.strip():
            return []
        above = laid[-1] if laid else row
        new = list(above)
        for place, column in enumerate(area):
            new[column] = row[place] if row[place].text.strip() else new[area[place - 1]]
        laid.append(new)
        area = _merged(row, area)
        if not area and at + 1 < len(heads):
            return []
    return laid if not area else []


def _merged(row: Row, area: Sequence[int]) -> list[int]:
    """The columns among those of a row (`area`) that stand under a name with blanks behind it."""
    blank = [not cell.text.strip() for cell in row]
    return [
        column
        for place, column in enumerate(area)
        if blank[place] or (place + 1 < len(area) and blank[place + 1] and area[place + 1] == column + 1)
    ]


def _over_repeats(heads: Sequence[Row], width: int) -> list[list[Cell]]:
    """The header whose last row has a name for each column, and whose others have each name once."""
    laid = [list(heads[-1][: _end(heads[-1])])]
    if len(laid[0]) != width or any(not cell.text.strip() for row in heads for cell in row[: _end(row)]):
        return []
    for row in reversed(heads[:-1]):
        over = _over(row[: _end(row)], laid[0])
        if not over:
            return []
        laid.insert(0, over)
    return laid


def _over_shares(heads: Sequence[Row], full: Sequence[Row]) -> list[list[Cell]]:
    """The header of two rows whose names behind those of the labels have equal shares of the second row.

    Args:
        heads: the rows of the header.
        full: the rows of figures that have all cells.
    """
    top, under = heads[0][: _end(heads[0])], heads[-1][: _end(heads[-1])]
    labels = min((_first_value(row) for row in full), default=0)
    groups = len(top) - labels
    told = all(cell.text.strip() for cell in (*top, *under))
    if len(heads) > _LEVELS or not labels or not told or labels + len(under) != len(full[0]):
        return []
    if groups < 1 or len(under) % groups or len(under) == groups:
        return []
    size = len(under) // groups
    firsts = [at for at, cell in enumerate(under) if compact(cell.text) == compact(under[0].text)]
    if firsts != list(range(0, len(under), size)):
        return []
    stubs = list(top[:labels])
    return [[*stubs, *(name for name in top[labels:] for _ in range(size))], [*stubs, *under]]


def _first_value(row: Row) -> int:
    return next((at for at, cell in enumerate(row) if is_value(cell.text)), len(row))


def _over(names: Sequence[Cell], below: Sequence[Cell]) -> list[Cell]:
    """Names written out over those of the row below, among which names over both rows come again."""
    keys, under = [compact(cell.text) for cell in names], [compact(cell.text) for cell in below]
    if keys[0] != under[0] or len(keys) >= len(under):
        return []
    anchors: list[tuple[int, int]] = []
    start = 0
    for at, key in enumerate(keys):
        if key in under[start:]:
            start = under.index(key, start) + 1
            anchors.append((at, start - 1))
    out: list[Cell] = []
    for (one, first), (other, last) in pairwise([*anchors, (len(keys), len(under))]):
        out.append(names[one])
        shares = _shares(under[first + 1 : last], other - one - 1)
        if shares is None:
            return []
        for place, size in enumerate(shares, one + 1):
            out += [names[place]] * size
    return out


def _shares(names: Sequence[str], groups: int) -> list[int] | None:
    """How many of the names each of so many groups has; None where nothing tells.

    One group has all, and those over names that start again have what is between: (액, 률 | 액, 률).
    """
    if not groups:
        return None if names else []
    starts = [at for at, name in enumerate(names) if name == names[0]] if groups > 1 else [0]
    if not names or len(starts) != groups:
        return None
    return [end - start for start, end in pairwise([*starts, len(names)])]
