"""Budget books in lines ('세출예산 사업명세서'): offices, policies, programmes, objects, with their amounts.

Such a book has no columns but of amounts: on which level a row stands is told by the code before its name
(three digits an object of expenditure, two digits a part of it), by the sign of a basis, and by how many
rows without a code follow each other: over an object stands its programme, then unit, policy, office.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from corpus.joining import join, squeeze
from corpus.model import Cell, Grid, Lines, Path
from corpus.tables.assemble import numbers
from corpus.tables.budget_lines import Kind, Line, adds_up, read_head, read_line, starts_head
from corpus.tables.headers import without_repeats

_HEAD_LINES: Final = 3  # a head is wrapped over as many
_ABOVE: Final = 8  # lines of a page's head above the names of its columns
_FEWEST: Final = 2  # rows whose change is the difference
_MOST_ADD_UP: Final = 0.8
_LEVELS: Final = {"부서": 0, "조직": 0, "정책": 1, "단위": 2}
_PROGRAMME, _OBJECT, _PART, _BASIS, _DETAIL = 3, 4, 5, 6, 7
_LABEL_HEAD: Final = "과목"
_BASIS_HEAD: Final = "산출근거"
_OUTER: Final = "○ㅇ◦●□▷"


@dataclass(slots=True)
class _Row:
    """A row as it grows line by line; `source` for one that tells whence a part of the row above comes."""

    line: Line
    last: int
    level: int = -1
    source: bool = False


@dataclass(slots=True)
class _Book:
    """The rows of a book so far, what the heads of its pages say, and a name that waits for its figures."""

    columns: tuple[str, str, str]
    first: int
    last: int = 0
    rows: list[_Row] = field(default_factory=list)
    contexts: dict[int, dict[int, str]] = field(default_factory=dict)  # by the number of rows above
    unit: str = ""
    title: str = ""
    waiting: list[Line] = field(default_factory=list)

    def take_head(self, line: Line) -> None:
        """Keeps what a line of a page's head says."""
        self.unit = self.unit or line.unit
        if line.code == "제목":
            self.title = self.title or line.name
        elif line.code in _LEVELS:
            self.contexts.setdefault(len(self.rows), {})[_LEVELS[line.code]] = line.name


def find_grids(lines: Sequence[str], taken: Sequence[Lines]) -> list[Grid]:
    """The budget books of a document, each one Grid with the path of every row.

    Args:
        lines: the document's lines.
        taken: ranges of lines (1-based, inclusive) that belong to other tables.

    Returns:
        Grids of a label column, three columns of amounts and one of how they come about. Where the changes of
        the rows are not the differences of their amounts there is none.
    """
    held = numbers(taken)
    grids: list[Grid] = []
    number = 1
    while number <= len(lines):
        head = _head_at(lines, number, held)
        if head is None:
            number += 1
            continue
        book = _read(lines, number, head, held)
        if _is_book(book):
            grids.append(_grid(book))
        number = max(book.last, number) + 1
    return grids


def _head_at(lines: Sequence[str], number: int, held: set[int]) -> tuple[int, tuple[str, str, str]] | None:
    """How many lines the head takes that starts here, and the names of its columns."""
    if number in held or not starts_head(lines[number - 1]):
        return None
    text, used = "", 0
    for at in range(number, min(len(lines), number + 2 * _HEAD_LINES) + 1):
        if not lines[at - 1].strip():
            continue
        text, used = f"{text} {lines[at - 1]}", used + 1
        columns = read_head(text)
        if columns and (used > 1 or _is_labelled(lines, at)):
            return at - number + 1, columns
        if used == _HEAD_LINES:
            break
    return None


def _is_labelled(lines: Sequence[str], at: int) -> bool:
    """Whether a head of one line names the objects, itself or in the line below."""
    return any("목" in line for line in lines[at - 1 : at + 1])


def _read(lines: Sequence[str], number: int, head: tuple[int, tuple[str, str, str]], held: set[int]) -> _Book:
    """The book whose first head starts in a line, up to the line that belongs to no book."""
    book = _Book(head[1], number)
    _look_above(book, lines, number, held)
    at, book.last = number + head[0], number + head[0] - 1
    while at <= len(lines) and at not in held:
        again = _head_at(lines, at, held)
        if again:
            at += again[0]
            continue
        line = read_line(lines[at - 1], at)
        if not _take(book, line):
            break
        at += 1
    return book


def _look_above(book: _Book, lines: Sequence[str], number: int, held: set[int]) -> None:
    """Takes the lines of the page's head that stand above the names of the columns."""
    at = number - 1
    while at > 0 and number - at <= _ABOVE and at not in held:
        line = read_line(lines[at - 1], at)
        if line.kind not in {"head", "skip"}:
            break
        if line.kind == "head" or lines[at - 1].strip():
            book.first = at
        book.take_head(line)
        at -= 1


def _take(book: _Book, line: Line) -> bool:
    """Adds a line to the book; False for one that ends it."""
    if line.kind in {"skip", "head"}:
        book.take_head(line)
        return True
    if line.kind in {"name", "basis"} and not line.figures:
        return _wait(book, line)
    if line.kind == "formula" and not line.figures and not book.waiting:
        return _explain(book, line)
    if not line.figures:
        return False
    row = _with_name(book, line)
    if row is None:
        return False
    book.rows.append(_Row(row, line.number, source=line.kind == "source"))
    book.last = line.number
    return True


def _wait(book: _Book, line: Line) -> bool:
    """Keeps a name until its figures come; False for one line too many."""
    if line.kind == "name" and len(book.waiting) > 1:
        return False
    book.waiting = [*book.waiting, line] if line.kind == "name" else [line]
    return True


def _explain(book: _Book, line: Line) -> bool:
    """Adds a basis to the row above it."""
    if not book.rows:
        return False
    row = book.rows[-1]
    row.line = replace(row.line, formula=f"{row.line.formula} {line.formula}".strip())
    row.last = book.last = line.number
    return True


def _with_name(book: _Book, line: Line) -> Line | None:
    """A line of figures with the name that waits above it; None for figures without any."""
    waiting, book.waiting = book.waiting, []
    if not waiting or line.kind in {"source", "basis"} or line.code:
        return line if line.name else None
    name = waiting[0].name
    for more in [*waiting[1:], line]:
        name = join(name, more.name) if more.name else name
    opened = waiting[0]
    kind: Kind = "basis" if opened.kind == "basis" else "row"
    return Line(kind, opened.number, name, line.figures, opened.code, line.formula)


def _is_book(book: _Book) -> bool:
    """Whether the amounts of the rows prove the reading: each change is the difference."""
    full = [row.line.figures for row in book.rows if len(row.line.figures) == len(book.columns)]
    right = sum(adds_up(figures) for figures in full)
    return right >= _FEWEST and right >= _MOST_ADD_UP * len(full)


def _grid(book: _Book) -> Grid:
    span = (book.first, book.last)
    head = tuple(Cell(name, (book.first, book.first)) for name in (_LABEL_HEAD, *book.columns, _BASIS_HEAD))
    body: list[tuple[Cell, ...]] = []
    for row in book.rows:
        own = (row.line.number, row.last)
        figures = (*row.line.figures, "", "")[:3]
        body.append(tuple(Cell(text, own) for text in (row.line.name, *figures, row.line.formula)))
    return Grid(
        rows=(head, *body),
        header=1,
        layout="spaces",
        lines=span,
        unit=book.unit,
        caption=book.title
        if "명세서" in squeeze(book.title)
        else f"세출예산 사업명세서 {book.title}".strip(),
        paths=_paths(book) if any(row.line.code.isdigit() for row in book.rows) else (),
    )


def _paths(book: _Book) -> tuple[Path, ...]:
    """The path of each row: office, policy, unit, programme, object, part, basis, source."""
    _set_levels(book)
    above: dict[int, str] = {}
    paths: list[Path] = []
    for at, row in enumerate(book.rows):
        for level, name in sorted(book.contexts.get(at, {}).items()):
            if above.get(level) != name:
                above = {have: own for have, own in above.items() if have < level} | {level: name}
        if row.source:
            paths.append((*(paths[-1] if not book.rows[at - 1].source else paths[-1][:-1]), row.line.name))
            continue
        above = {have: own for have, own in above.items() if have < row.level} | {row.level: row.line.name}
        paths.append(without_repeats([above[level] for level in sorted(above)]))
    return tuple(paths)


def _set_levels(book: _Book) -> None:
    """Sets each row's level; rows without a code that follow each other stand one under the other."""
    chain: list[_Row] = []
    for row in [row for row in book.rows if not row.source]:
        line = row.line
        if line.kind == "basis":
            row.level = _BASIS if line.code in _OUTER or line.code.endswith(")") else _DETAIL
        elif line.code:
            row.level = _OBJECT if len(line.code) > 2 else _PART
        else:
            chain.append(row)
            continue
        _close(chain)
        chain = []
    _close(chain)


def _close(chain: Sequence[_Row]) -> None:
    for at, row in enumerate(chain):
        row.level = max(0, _PROGRAMME - (len(chain) - 1 - at))
