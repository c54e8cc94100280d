"""Writes generated documents line by line, in the layouts that offices use, and keeps what each line says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby, zip_longest
from random import Random
from typing import Literal

Layout = Literal["tabs", "spaces", "pipes", "html"]
Value = Decimal | int | None

NEW = "순증"
LONGEST = 12  # characters; a longer label is sometimes broken over two lines


@dataclass(frozen=True, slots=True)
class Truth:
    """A figure as printed: where it stands and what it is of.

    `item` is the row ('인사과'), `noun` what is counted ('이용자', '' for money), `measure` what is
    printed of it ('budget', 'spent_rate', 'count', ...), `department` where it belongs, `group` the number
    of its table or list in the document, `total` whether it is the total there.
    """

    document: str
    line: int
    item: str
    noun: str
    measure: str
    year: int
    value: Decimal
    unit: str
    department: str = ""
    group: int = 0
    total: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its printed path, and the measure, year, unit and noun of its figures."""

    path: tuple[str, ...]
    measure: str
    year: int
    unit: str
    noun: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the label, what it is of ('' for a row nobody asks for) and its values.

    `measure` is the row's own where measures go down the rows ('정원', '현원'), '' for the columns'.
    """

    label: str
    item: str
    values: tuple[Value, ...]
    department: str = ""
    total: bool = False
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table before it is laid out; `note` is the line over it: (단위 : 천원, '23.2.28. 기준)."""

    stub: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""


def number(value: Decimal | int) -> str:
    """A figure as printed: 1234567 -> '1,234,567', -5 -> '△5', Decimal('3.0') -> '3.0'."""
    sign = "△" if value < 0 else ""
    return f"{sign}{abs(value):,}"


@dataclass(slots=True)
class Page:
    """A document being written.

    Args:
        document: the file's name.
        layout: of its tables.
        rng: for the habits that vary within a document.
        gaps: whether an empty line stands between lines, as in text taken out of a PDF.
        one_a_line: whether the names of flattened columns stand one a line, an empty line below.
    """

    document: str
    layout: Layout
    rng: Random
    gaps: bool = False
    one_a_line: bool = False
    lines: list[str] = field(default_factory=list)
    truths: list[Truth] = field(default_factory=list)
    groups: int = 0

    def write(self, text: str = "") -> int:
        """Write a line; gives its 1-based number."""
        self.lines.append(text)
        place = len(self.lines)
        if self.gaps and text:
            self.lines.append("")
        return place

    def group(self) -> int:
        """A new number for the figures that belong together."""
        self.groups += 1
        return self.groups

    def tell(self, line: int, item: str, column: Column, value: Decimal | int, department: str = "") -> None:
        """Keep a figure that a line of text states; the column says what it is (its path is not used)."""
        self._keep(Row("", item, (value,), department), (column,), line, self.groups)

    def table(self, sheet: Sheet) -> int:
        """Write a table in the document's layout; gives its group."""
        group = self.group()
        if sheet.note:
            self.write(sheet.note)
        writers = {"tabs": self._tabs, "spaces": self._spaces, "pipes": self._pipes, "html": self._html}
        for row, line in zip(sheet.rows, writers[self.layout](sheet), strict=True):
            self._keep(row, sheet.columns, line, group)
        self.write()
        return group

    def beside(self, sheets: tuple[Sheet, Sheet], titles: tuple[str, str]) -> None:
        """Write two tables side by side on the same lines, a wide gap between them and a title over each."""
        sides = [
            [[sheet.stub, *(column.path[-1] for column in sheet.columns)]]
            + [[row.label, *self._cells(row, sheet.columns)] for row in sheet.rows]
            for sheet in sheets
        ]
        halves = [[title, *map(" ".join, side)] for title, side in zip(titles, sides, strict=True)]
        wide = max(map(len, halves[0])) + self.rng.randint(4, 9)
        ragged = self.rng.random() < 0.5  # the right half follows on the left one
        first = len(self.lines) + 1
        for left, right in zip_longest(*halves, fillvalue=""):
            gap = " " * (6 if ragged and left and right else wide - len(left))
            self.lines.append(f"{left}{gap}{right}".rstrip())
        self.lines.append("")
        for sheet in sheets:
            group = self.group()
            for line, row in enumerate(sheet.rows, first + 2):
                self._keep(row, sheet.columns, line, group)

    def _keep(self, row: Row, columns: Sequence[Column], line: int, group: int) -> None:
        for column, value in zip(columns, row.values, strict=True):
            if value is None or not row.item:
                continue
            measure = row.measure or column.measure
            self.truths.append(
                Truth(self.document, line, row.item, column.noun, measure, column.year, Decimal(value),
                      column.unit, row.department, group, row.total)
            )  # fmt: skip

    def _cells(self, row: Row, columns: Sequence[Column]) -> list[str]:
        cells = []
        for column, value in zip(columns, row.values, strict=True):
            percent = "%" if column.unit == "%" and "%" not in column.path[-1] else ""
            new = column.measure == "change_rate" and value is None and row.values[0] is not None
            cells.append(NEW if new else "-" if value is None else number(value) + percent)
        return cells

    def _tabs(self, sheet: Sheet) -> list[int]:
        """Two ragged header rows: a merged cell is written once, the cells that it covers are empty."""
        deep = max(len(column.path) for column in sheet.columns)
        for level in range(deep):
            shown = [sheet.stub if not level else ""]
            last: tuple[str, ...] = ("",)
            for column in sheet.columns:
                here = column.path[: level + 1]
                new = len(column.path) > level and here != last
                shown.append(column.path[level] if new else "")
                last = here
            self.write("\t".join(shown))
        return [self.write("\t".join([row.label, *self._cells(row, sheet.columns)])) for row in sheet.rows]

    def _spaces(self, sheet: Sheet) -> list[int]:
        """Cells one space apart, the upper labels of the header in a line of their own."""
        uppers = [key for key, _ in groupby(c.path[0] for c in sheet.columns if len(c.path) > 1)]
        if uppers:
            self.write(sheet.stub)
            self.write(" ".join(uppers))
            self.write(" ".join(column.path[-1] for column in sheet.columns))
        elif self.one_a_line:
            for name in (sheet.stub, *(column.path[-1] for column in sheet.columns)):
                self.lines.append(name)
            self.lines.append("")
        else:
            self.write(" ".join([sheet.stub, *(column.path[-1] for column in sheet.columns)]))
        lines = []
        for row in sheet.rows:
            first, label = "", row.label
            if len(label) > LONGEST and " " in label and self.rng.random() < 0.4:
                first, label = label.split(" ", 1)
                self.write(first)
            lines.append(self.write(" ".join([label, *self._cells(row, sheet.columns)])))
        return lines

    def _pipes(self, sheet: Sheet) -> list[int]:
        header = [sheet.stub, *(" ".join(column.path) for column in sheet.columns)]
        self.lines.append("| " + " | ".join(header) + " |")
        self.lines.append("| " + " | ".join("---" for _ in header) + " |")
        lines = []
        for row in sheet.rows:
            self.lines.append("| " + " | ".join([row.label, *self._cells(row, sheet.columns)]) + " |")
            lines.append(len(self.lines))
        return lines

    def _html(self, sheet: Sheet) -> list[int]:
        """A table with merged header cells, a row a line."""
        deep = max(len(column.path) for column in sheet.columns)
        whole = {column.path for column in sheet.columns if len(column.path) == 1}
        self.lines.append("<table>")
        for level in range(deep):
            cells = [f'<th rowspan="{deep}">{sheet.stub}</th>'] if not level else []
            for path, same in groupby(column.path[: level + 1] for column in sheet.columns):
                wide = len(list(same))
                if len(path) <= level:
                    continue
                tall = f' rowspan="{deep}"' if not level and deep > 1 and path in whole else ""
                cells.append(f'<th colspan="{wide}"{tall}>{path[level]}</th>')
            self.lines.append(f"<tr>{''.join(cells)}</tr>")
        lines = []
        for row in sheet.rows:
            shown = "".join(f"<td>{cell}</td>" for cell in [row.label, *self._cells(row, sheet.columns)])
            self.lines.append(f"<tr>{shown}</tr>")
            lines.append(len(self.lines))
        self.lines.append("</table>")
        return lines
