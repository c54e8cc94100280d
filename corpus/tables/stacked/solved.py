"""Tables of a cell a line whose names may stand out of their order, laid out by what the figures say.

    구분        예산현액    a converter that follows the blocks of a page writes the label of the first
    합계        집행액      row among the names of the columns ('합계'), or behind the last row; a name
    1,200       900         on two lines is two cells ('2025년', '최종예산'), and names over others
    75.0        300         stand before or after them. Each way to lay the names over the columns is
    총무과      800         tried: the one whose totals, differences and rates hold is taken, where no
    ...                     other one is as good.

Rows are labels and as many figures as there are columns; one that has more or fewer keeps its label alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Final

from corpus.model import Cell, Grid, Lines
from corpus.tables.cell_kinds import compact
from corpus.tables.spaces.header import REMARKS, cell_cost, header_words, is_label_word
from corpus.tables.spaces.words import is_furniture, is_stop, number_of, taken_lines
from corpus.tables.stacked.even_rows import is_figure, is_year
from corpus.tables.stacked.judged import Evidence, contradicts
from corpus.tables.sums import is_total

_LONGEST_CELL: Final = 30
_FEWEST_COLUMNS: Final = 2
_MOST_COLUMNS: Final = 12
_FEWEST_ROWS: Final = 3
_LEAST_FULL: Final = 0.6  # of the rows
_MOST_LABELS: Final = 2
_MOST_JOINS: Final = 3
_MOST_NAMES: Final = 16
_LETTER: Final = 0.1  # what a letter of the longer part of a name on two lines costs
_MARGIN: Final = 0.15
_DEAREST: Final = 3.0
_FREE: Final = 0.5  # what the names on two lines may cost where another one stands out of its order
_LEVEL: Final = 0.2  # what names of two levels cost
_LOOSE: Final = 0.6  # what it costs that nothing tells that a name is over others
_AGAIN: Final = 0.3  # what it costs that the total next to the figures is not the label of their row
_LEAST: Final = -0.05  # what a way must come to
_TURNED: Final = 0.01
_MOVED: Final = 0.5  # what it costs that a name stands out of its order

Row = list[Cell]
Path = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """Words and the figures behind them."""

    labels: tuple[Cell, ...]
    figures: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class _Way:
    """A way to lay names out: those over labels, the path of each column, the first row's labels."""

    over: tuple[Cell, ...]
    paths: tuple[Path, ...]
    first: tuple[Cell, ...]
    cost: float

    @property
    def key(self) -> tuple[tuple[str, ...], ...]:
        """What tells it from others."""
        texts = [tuple(cell.text for cell in path) for path in (self.over, *self.paths, self.first)]
        return tuple(texts)


def find_grids(lines: Sequence[str], taken: Sequence[Lines]) -> list[Grid]:
    """The tables with a cell a line that can be laid out in one way only, in document order.

    Args:
        lines: the document's lines.
        taken: ranges of lines (1-based, inclusive) that belong to other tables.
    """
    grids = (_solved(cells) for cells in _regions(lines, taken_lines(taken)))
    return [grid for grid in grids if grid]


def _regions(lines: Sequence[str], elsewhere: set[int]) -> Iterator[Row]:
    """The runs of lines each of which may be a cell, blank ones and those of the page left out."""
    run: Row = []
    for number, line in enumerate([*lines, "<"], 1):
        text = line.strip()
        if not text or is_furniture(line):
            continue
        if (
            number in elsewhere
            or len(text) > _LONGEST_CELL
            or is_stop(line)
            or "\t" in line
            or text[0] in "<|"
        ):
            yield run
            run = []
        else:
            run.append(Cell(text, (number, number)))


def _solved(cells: Row) -> Grid | None:
    """The table of a region's cells; None where no way to lay it out is better than all others."""
    rows, tail = _parted(cells)
    width = Counter(len(row.figures) for row in rows[1:]).most_common(1)[0][0] if len(rows) > 1 else 0
    rows = _with_first(rows, width)
    full = [row for row in rows if len(row.figures) == width]
    most = _FEWEST_COLUMNS <= width <= _MOST_COLUMNS and len(full) >= max(
        _FEWEST_ROWS, _LEAST_FULL * len(rows)
    )
    if not most or len(rows[0].figures) != width:
        return None
    head = list(rows[0].labels)
    if not width < len(head) + len(tail) <= _MOST_NAMES:
        return None
    said = Evidence([[number_of(cell.text) for cell in row.figures] for row in full])
    if said.shifted:
        return None
    ways = {way.key: way for way in _ways(head, tail, rows, said)}
    ranked = sorted(((_score(way, said), way) for way in ways.values()), key=lambda pair: -pair[0])
    if not ranked or ranked[0][0] < _LEAST or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _MARGIN):
        return None
    return _grid(ranked[0][1], rows, width)


def _parted(cells: Row) -> tuple[list[_Row], Row]:
    """The rows, words and the figures behind them, and the words behind the last row."""
    rows: list[_Row] = []
    labels: Row = []
    figures: Row = []
    for cell in cells:
        if is_figure(cell.text) and (labels or figures):
            figures.append(cell)
            continue
        if figures:
            rows.append(_Row(tuple(labels), tuple(figures)))
            labels, figures = [], []
        labels.append(cell)
    return ([*rows, _Row(tuple(labels), tuple(figures))], []) if figures else (rows, labels)


def _with_first(rows: Sequence[_Row], width: int) -> list[_Row]:
    """The rows, the figures of the first put together where they stand among the names of the columns."""
    count = 0
    for at, row in enumerate(rows):
        count += len(row.figures)
        if count >= width:
            if at and count == width:
                labels = tuple(cell for part in rows[: at + 1] for cell in part.labels)
                figures = tuple(cell for part in rows[: at + 1] for cell in part.figures)
                return [_Row(labels, figures), *rows[at + 1 :]]
            break
    return list(rows)


def _ways(head: Row, tail: Row, rows: Sequence[_Row], said: Evidence) -> Iterator[_Way]:
    """The ways to take the first row's labels out of the words over it and to lay the others over columns."""
    counts = Counter(len(row.labels) for row in rows[1:])
    levels = {1, 2} if counts[2] else {1}
    levels -= {1} if 2 * counts[2] > counts.total() else set()
    if max(counts) > _MOST_LABELS:
        return
    for labels in levels:
        sizes = {1, labels} if counts[1] else {labels}
        for first, names, cost in _firsts(head, tail, sizes, summed=said.adds_up(0)):
            for named, moved in _orders(names, labels):
                yield from (
                    way for way in _laid(named, labels, said, first, cost + moved) if _is_told(way, said)
                )


def _firsts(head: Row, tail: Row, sizes: set[int], *, summed: bool) -> Iterator[tuple[Row, Row, float]]:
    """The labels of the first row, the other words, and what it costs that they stand so."""
    whole = [*head, *tail]
    totals = [at for at, cell in enumerate(whole) if is_total(cell.text)]
    if summed:
        for at in totals:
            other = at != len(head) - 1 and len(head) - 1 in totals
            yield [whole[at]], [*whole[:at], *whole[at + 1 :]], _AGAIN * other
    elif not tail:
        for size in sizes:
            if len(head) > size:
                yield head[-size:], head[:-size], 0.0


def _orders(names: Row, labels: int) -> Iterator[tuple[Row, float]]:
    """The names as they stand, or with those over labels first, or with one name in another place."""
    worded = [at for at, cell in enumerate(names) if is_label_word(compact(cell.text))]
    turned = bool(worded) and worded[0] > 0 and len(worded) == labels
    if turned:
        names = [*(names[at] for at in worded), *(cell for at, cell in enumerate(names) if at not in worded)]
    yield names, _TURNED * turned
    if again := _again(names, labels):
        yield again, 0.0
    for at in range(labels, len(names)):
        for to in range(labels, len(names)):
            if to not in {at, at - 1}:
                rest = [*names[:at], *names[at + 1 :]]
                yield [*rest[:to], names[at], *rest[to:]], _MOVED


def _again(names: Row, labels: int) -> Row:
    """The names with those that come once before those that come again under each of them; [] for others."""
    own = names[labels:]
    times = Counter(compact(cell.text) for cell in own)
    upper = [cell for cell in own if times[compact(cell.text)] == 1]
    lower = [cell for cell in own if times[compact(cell.text)] > 1]
    alike = bool(lower) and all(count in {1, len(upper)} for count in times.values())
    return [*names[:labels], *upper, *lower] if alike else []


def _laid(names: Row, labels: int, said: Evidence, first: Row, cost: float) -> Iterator[_Way]:
    """The ways to lay names in an order over labels and columns: on several lines, of two levels."""
    spare = len(names) - labels - said.width
    for count in range(min(_MOST_JOINS, spare) + 1):
        if count < spare and cost:
            continue  # names of two levels stand in their order
        for places in combinations(range(labels + 1, len(names)), count):
            cells, dear = _joined(names, places)
            if dear > (_FREE if cost else _DEAREST):
                continue
            if count == spare:
                yield _Way(
                    tuple(cells[:labels]),
                    tuple((cell,) for cell in cells[labels:]),
                    tuple(first),
                    cost + dear,
                )
            else:
                for over, paths in _two_levels(cells, labels, said.width):
                    yield _Way(tuple(over), tuple(paths), tuple(first), cost + dear + _LEVEL)


def _joined(names: Row, places: Iterable[int]) -> tuple[Row, float]:
    """The names with those at `places` put to the one before, and what that costs."""
    cells: Row = []
    cost = 0.0
    for at, cell in enumerate(names):
        if at in places:
            above = cells[-1]
            words = (*header_words(above.text), *header_words(cell.text))
            longer = max(len(compact(above.text)), len(compact(cell.text)))
            leads = is_year(above.text) or above.text.endswith("당")  # '2031년', '예산액'; '학급당', '학생수'
            cost += 0 if above.text.endswith("당") else cell_cost(words) + (0 if leads else _LETTER * longer)
            cells[-1] = Cell(f"{above.text} {cell.text}", (above.lines[0], cell.lines[1]))
        else:
            cells.append(cell)
    return cells, cost


def _two_levels(cells: Row, labels: int, width: int) -> Iterator[tuple[Row, list[Path]]]:
    """The names over labels and the path of each column, the names of the lower level behind all others."""
    for lower in range(2, len(cells) - labels):
        top, bottom = cells[labels : len(cells) - lower], cells[len(cells) - lower :]
        groups = len(top) + lower - width
        if not 0 < groups <= min(len(top), lower // 2):
            continue
        for over in combinations(range(len(top)), groups):
            for sizes in _sizes(lower, groups):
                paths: list[Path] = []
                rest, own = list(bottom), list(sizes)
                for at, cell in enumerate(top):
                    size = own.pop(0) if at in over else 0
                    paths += [(cell, below) for below in rest[:size]] or [(cell,)]
                    rest = rest[size:]
                yield cells[:labels], paths


def _sizes(count: int, groups: int) -> Iterator[tuple[int, ...]]:
    """The ways to cut `count` columns into groups of two or more."""
    for cuts in combinations(range(2, count - 1), groups - 1):
        edges = (0, *cuts, count)
        sizes = tuple(end - start for start, end in pairwise(edges))
        if min(sizes) > 1:
            yield sizes


def _is_told(way: _Way, said: Evidence) -> bool:
    """Whether names differ, none is a figure, and neither names nor labels deny the figures."""
    keys = [tuple(compact(cell.text) for cell in path) for path in way.paths]
    over = [compact(cell.text) for cell in way.over]
    flat = {key[-1] for key in keys}
    texts = [*over, *(name for key in keys for name in key)]
    if len(set(keys)) < len(keys) or set(over) & flat or len(set(over)) < len(over) or not all(texts):
        return False
    upper = [key[0] for key in keys if len(key) > 1]
    if (
        any(map(is_total, (*over, *upper)))
        or any(map(is_year, over))
        or any(name in REMARKS for name in flat)
    ):
        return False
    if _halved(keys):
        return False
    names = [" ".join(cell.text for cell in path) for path in way.paths]
    return not said.denies(names, [path[-1].text for path in way.paths])


def _halved(keys: Sequence[tuple[str, ...]]) -> bool:
    """Whether a name is there with and without one over it: '계' beside '진료건수', '계'."""
    alone = {key[0] for key in keys if len(key) == 1}
    under = {key[-1] for key in keys if len(key) > 1}
    return bool(under & alone)


def _score(way: _Way, said: Evidence) -> float:
    """How well names and figures agree, less what the way costs."""
    names = [" ".join(cell.text for cell in path) for path in way.paths]
    score = said.agreement(names, [path[-1].text for path in way.paths]) - way.cost
    groups: dict[int, list[int]] = {}
    for at, path in enumerate(way.paths):
        if len(path) > 1:
            groups.setdefault(path[0].lines[0], []).append(at)
    lower = [tuple(way.paths[at][-1].text for at in group) for group in groups.values()]
    within = [at for at, path in enumerate(way.paths) if len(path) == 1 and is_total(path[0].text)]
    score -= any(0 < at < len(way.paths) - 1 for at in within)  # over its parts a name must stand
    alike = len(lower) > 1 and len(set(lower)) == 1
    for group in groups.values():
        if is_total(way.paths[group[0]][-1].text):
            score += 1 if said.is_whole(group[0], group[1:]) else -2
        elif not alike and not any(r in group or {a, b} == set(group) for r, a, b in said.rates):
            score -= _LOOSE
    return score + alike


def _grid(way: _Way, rows: Sequence[_Row], width: int) -> Grid | None:
    """The table of a way; None where its labels cannot be told."""
    labels = len(way.over)
    deep = max(map(len, way.paths))
    head = [(*way.over, *(path[min(level, len(path) - 1)] for path in way.paths)) for level in range(deep)]
    body: list[Row] = []
    doubts: set[int] = set()
    for at, row in enumerate(rows):
        own = list(way.first if not at else row.labels)
        figures = list(row.figures) if len(row.figures) == width else [Cell("", own[-1].lines)] * width
        doubts |= {at + deep} if len(row.figures) != width else set()
        body.append([*_labels(own, labels, body[-1][0] if body else None), *figures])
    numbers = [number for line in [*head, *body] for cell in line for number in cell.lines]
    names = [" ".join(cell.text for cell in path) for path in way.paths]
    values = [
        [number_of(cell.text) for cell in row[labels:]]
        for at, row in enumerate(body, deep)
        if at not in doubts
    ]
    told = [row[labels - 1].text for at, row in enumerate(body, deep) if at not in doubts]
    if contradicts(names, [path[-1].text for path in way.paths], told, values):
        return None
    table = (*head, *map(tuple, body))
    return Grid(table, deep, "spaces", (min(numbers), max(numbers)), doubts=frozenset(doubts))


def _labels(own: Row, labels: int, above: Cell | None) -> Row:
    """The label cells of a row: the group's label above goes on, a total is all of them."""
    if labels == 1 or is_total(own[0].text):
        text = " ".join(cell.text for cell in own)
        return [Cell(text, (own[0].lines[0], own[-1].lines[1]))] * labels
    if len(own) < labels:
        text = above.text if above and not is_total(above.text) else ""
        return [Cell(text, own[0].lines), *own]
    return own
