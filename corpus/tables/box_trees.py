"""Drawn budget tables whose first column is a tree: each level draws a line of its own before the label.

    ┃ 과      목  │ 예 산 액 │ 산 출 기 초              ┃
    ┣━━━━━━━━━━━━━┿━━━━━━━━━━┿━━━━━━━━━━━━━━━━━━━━━━━━━━┫
    ┃│││120       │          │                          ┃      the code of an object stands over its name
    ┃│││경상적경비│    9,000 │                          ┃
    ┃││├┬─────────┼──────────┼──────────────────────────┨
    ┃││││일반운영비│   1,200 │                          ┃
    ┃││││         │          │ ○ 소식지 발간 = 1,200    ┃      a basis is a row of its own

Without these lines read as depth they would be taken for edges of cells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from corpus.joining import join
from corpus.model import Cell, Grid, Lines, Path
from corpus.tables.assemble import cell_text
from corpus.tables.boxes import drawn_blocks, is_rule
from corpus.tables.cell_kinds import clean_name, is_value
from corpus.tables.headers import without_repeats

_TREE = re.compile(r"^\s*[┃│║|]([│├┬┴└┼┤]{2,})(?![│├┬┴└┼┤])(.*)$")
_EDGES = re.compile(r"[│┃║]")
_DRAWN = re.compile(r"[─━═]{2}")
_CODE = re.compile(r"^\d{2,4}$")
_PART = re.compile(r"^\d{2}\s+(?=[가-힣])")  # '01 일반운영비', in the column of bases
_GROUP = re.compile(r"^\[\s*(.+?)\s*\]$")  # '[ 공공요금및제세 ]'
_BULLET = re.compile(r"^[○ㅇ◦●□▷·ㆍ∙•*-]\s*")
_SUM = re.compile(r"^(?P<name>.*?)\s*=\s*(?P<amount>[△▲-]?\s?\d[\d,]*)\s*$")
_FORMULA = re.compile(r"\d[\d,]*\s?원?\s?[*×xX]\s?\d")
_EITHER_WAY = re.compile(r"증\s*△\s*감")
_FEWEST: Final = 2
_FEWEST_COLUMNS: Final = 3
_OWN, _UNDER, _BASIS = 0, 1, 2  # levels below the label of a row


@dataclass(slots=True)
class _Row:
    """A row: its depth (of the tree, then below its label), label, amounts and basis."""

    depth: tuple[int, int]
    label: str
    values: list[str]
    basis: str
    lines: Lines


@dataclass(slots=True)
class _Tree:
    """The rows so far, and what waits: a name for its amount ('○ 사업장용 봉투'), the level of bases."""

    width: int
    rows: list[_Row] = field(default_factory=list)
    waiting: str = ""
    since: int = 0
    level: int = _UNDER

    def add(self, depth: int, cells: Sequence[str], number: int) -> None:
        """Takes a line: a label with its amounts, amounts that go with the row above, or a basis."""
        label, values, basis = cells[0], list(cells[1:-1]), cells[-1]
        if label and not _CODE.match(label):
            self.rows.append(_Row((depth, _OWN), label, values, "", (number, number)))
            self.level, self.waiting = _UNDER, ""
        elif any(values) and self.rows and not any(self.rows[-1].values):
            self.rows[-1].values, self.rows[-1].lines = values, (self.rows[-1].lines[0], number)
        if basis and self.rows:
            self._explain(depth, basis, number)

    def _explain(self, depth: int, text: str, number: int) -> None:
        group, part, found = _GROUP.match(text), _PART.match(text), _SUM.match(text)
        blank = [""] * (self.width - 2)
        if group or part:
            label = clean_name(group[1]) if group else text[part.end() :] if part else ""
            self.rows.append(_Row((depth, _UNDER), label, blank, "", (number, number)))
            self.level, self.waiting = _BASIS, ""
        elif not found:
            name = _BULLET.sub("", text)
            self.since = number if _BULLET.match(text) or not self.waiting else self.since
            self.waiting = name if _BULLET.match(text) or not self.waiting else join(self.waiting, name)
        else:
            self._amount(depth, found, number)

    def _amount(self, depth: int, found: re.Match[str], number: int) -> None:
        """A basis with its amount; a formula under a row that has its amount already explains that."""
        name = _BULLET.sub("", found["name"])
        formula = name if _FORMULA.search(name) else ""
        first = self.since if self.waiting else number
        label = self.waiting if formula else join(self.waiting, name) if self.waiting else name
        self.waiting = ""
        if not label:
            own = self.rows[-1]
            own.basis, own.lines = f"{own.basis} {formula}".strip(), (own.lines[0], number)
            return
        values = [found["amount"].replace(" ", ""), *[""] * (self.width - 3)]
        self.rows.append(_Row((depth, self.level), label, values, formula, (first, number)))


def find_grids(lines: Sequence[str], taken: Sequence[Lines]) -> list[Grid]:
    """The drawn tables of a document whose first column is a tree, in order.

    Args:
        lines: the document's lines.
        taken: ranges of lines (1-based, inclusive) that belong to other tables.

    Returns:
        Grids with the path of every row: the labels of the tree, parts, bases.
    """
    grids = (
        _grid(lines, first, last)
        for first, last in drawn_blocks(lines, taken)
        if sum(bool(_TREE.match(line)) for line in lines[first - 1 : last]) >= _FEWEST
    )
    return [grid for grid in grids if grid]


def _grid(lines: Sequence[str], first: int, last: int) -> Grid | None:
    under = next((at for at in range(first + 1, last + 1) if is_rule(lines[at - 1])), last)
    head = [_cells(lines[at - 1]) for at in range(first + 1, under)]
    width = max((len(cells) for cells in head), default=0)
    if width < _FEWEST_COLUMNS or any(len(cells) != width for cells in head):
        return None
    tree = _Tree(width)
    for number in range(under + 1, last + 1):
        found = _TREE.match(lines[number - 1])
        if not found or _DRAWN.search(lines[number - 1]):
            continue
        cells = _cells(f"┃{found[2]}")
        if len(cells) != width:
            return None
        tree.add(len(found[1]), cells, number)
    if sum(any(is_value(value) for value in row.values) for row in tree.rows) < _FEWEST:
        return None
    names = [_name([cells[at] for cells in head]) for at in range(width)]
    top = tuple(Cell(name, (first, under)) for name in names)
    body = [tuple(Cell(text, row.lines) for text in (row.label, *row.values, row.basis)) for row in tree.rows]
    return Grid((top, *body), 1, "pipes", (first, last), paths=_paths(tree.rows))


def _name(parts: Sequence[str]) -> str:
    """The name of a column from its lines: '비 교', '증 △ 감' gives '비교 증감'."""
    return " ".join(clean_name(_EITHER_WAY.sub("증감", part)) for part in parts if part)


def _cells(line: str) -> list[str]:
    return [cell_text(part).strip() for part in _EDGES.split(line.strip())[1:-1]]


def _paths(rows: Sequence[_Row]) -> tuple[Path, ...]:
    above: dict[tuple[int, int], str] = {}
    paths: list[Path] = []
    for row in rows:
        above = {have: label for have, label in above.items() if have < row.depth} | {row.depth: row.label}
        paths.append(without_repeats([above[depth] for depth in sorted(above)]))
    return tuple(paths)
