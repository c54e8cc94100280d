r"""The types that a document is made of; every one knows the raw lines that it stands on.

`Lines` are 1-based and inclusive, counted by splitting the decoded file at `\n`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from corpus.dates import find_year

Lines = tuple[int, int]
Path = tuple[str, ...]

BlockKind = Literal["heading", "paragraph", "bullet", "note"]
Layout = Literal["tabs", "spaces", "html", "pipes"]
Holds = Literal["exact", "rounding", "no"]
Severity = Literal["certain", "likely", "rounding"]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document is, from `corpus.toml` or from its own first lines."""

    title: str
    agency: str = ""
    department: str = ""
    as_of: dt.date | None = None

    @property
    def year(self) -> int | None:
        """The year that the document speaks from: that of its date, else the one in its title."""
        return self.as_of.year if self.as_of else find_year(self.title)


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, a bullet or a note, its wrapped lines joined.

    `text` is without the marker, `marker` as written ('□', '1.', '①', '-', '※', '##'; '' for none).
    `depth` is the place in the outline, 0 for the top. `section` holds the headings above it, outermost
    first, and `parents` the bullets above it (for ` - ` under ` ○ `).
    """

    kind: BlockKind
    text: str
    lines: Lines
    marker: str = ""
    depth: int = 0
    section: Path = ()
    parents: Path = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as written: its text (wrapped lines joined by one space) and its raw lines."""

    text: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class Grid:
    """A table before its meaning is known: rows of cells, the first `header` of them header rows.

    What each layout reader (tabs, spaces, html, pipes) gives. Every row has `width` cells; a merged
    cell is written out in each place that it covers, an empty one is `Cell("", lines)`. A cell of a
    ragged row whose column is not certain makes `doubts` name that row's index. `paths` holds the path of
    every body row where the layout itself tells it, outermost label first; `beside` is true of the halves of
    a grid that held two tables, `titled` where the caption is the table's own, whatever stands above it.
    """

    rows: tuple[tuple[Cell, ...], ...]
    header: int
    layout: Layout
    lines: Lines
    unit: str = ""
    as_of: dt.date | None = None
    caption: str = ""
    doubts: frozenset[int] = frozenset()
    paths: tuple[Path, ...] = ()
    beside: bool = False
    titled: bool = False

    @property
    def width(self) -> int:
        """Cells in each row."""
        return len(self.rows[0]) if self.rows else 0


@dataclass(frozen=True, slots=True)
class Row:
    """A body row: its own label(s), the labels above it in the hierarchy, and its cells.

    `path` is outermost first and ends with the row's own label: ('세외수입', '경상적세외수입',
    '공유재산임대료'). `cells` has one entry a table column (label columns left out). `confidence` is
    below 1 where the row was ragged and its cells could stand in other columns.
    """

    path: Path
    cells: tuple[Cell, ...]
    lines: Lines
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Table:
    """A table as parsed. `columns[i]` is the header path of `rows[r].cells[i]`, outermost first.

    `told` says that the layout itself tells the paths of the rows, not what adds up.
    """

    caption: str
    section: Path
    columns: tuple[Path, ...]
    rows: tuple[Row, ...]
    lines: Lines
    layout: Layout
    unit: str = ""
    as_of: dt.date | None = None
    row_header: Path = ()
    confidence: float = 1.0
    told: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure in its context: what it is of, where it stands and what proves it.

    `unit` is normalised ('천원', '%', '명', '대', 'kg'); `value` is in that unit. `year` is the year
    that the figure is about ('20년 최종예산 -> 2020), `as_of` the day to which it is counted. `table` is
    the index of the table in the document, None for a figure in prose; `cell` its (row, column) there.
    `text` is the figure as written. `checked` names relations that hold for it.
    """

    id: int
    document: str
    lines: Lines
    section: Path
    caption: str
    row: Path
    column: Path
    value: Decimal
    unit: str
    text: str
    as_of: dt.date | None = None
    year: int | None = None
    table: int | None = None
    cell: tuple[int, int] | None = None
    checked: tuple[str, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Relation:
    """An arithmetic relation between facts of one document: `formula` with the values put in.

    `kind` is one of total, difference, growth_rate, rate, average, share, ratio, same_item, count.
    `result` and `operands` are fact ids. `expected` is recomputed from the operands with `decimal`.
    """

    kind: str
    result: int
    operands: tuple[int, ...]
    formula: str
    holds: Holds
    expected: Decimal
    found: Decimal


@dataclass(frozen=True, slots=True)
class Finding:
    """A place where a document contradicts itself; `message` is Korean, for staff."""

    document: str
    lines: Lines
    kind: str
    severity: Severity
    message: str
    expected: str
    found: str
    also: tuple[tuple[str, Lines], ...] = ()


@dataclass(frozen=True, slots=True)
class AuditItem:
    """A request of an audit (행정사무감사) and what came of it.

    `kind` is '시정·처리요구', '건의' or '자료제출' (or the document's own word); `status` '추진완료',
    '추진 중', '검토 중' ..., `status_note` what stands behind it. `done` and `planned` are the bullets.
    """

    number: int
    kind: str
    request: str
    departments: Path
    status: str
    status_note: str
    done: tuple[Block, ...]
    planned: tuple[Block, ...]
    lines: Lines
    request_lines: Lines
    status_lines: Lines


@dataclass(frozen=True, slots=True)
class Chunk:
    """A passage for search: `text` as in the document, `context` the words that say where it is from.

    `context` (a line for the document's title, agency and year, and one for each heading, caption or column)
    is indexed with the text but is not quoted.
    """

    id: int
    document: str
    text: str
    context: str
    lines: Lines
    section: Path
    kind: Literal["text", "table", "audit"]
    table: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read. `name` is the file's name, `lines` its raw text split at newlines."""

    name: str
    path: str
    sha256: str
    metadata: Metadata
    lines: tuple[str, ...]
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    facts: tuple[Fact, ...] = ()
    audits: tuple[AuditItem, ...] = ()
    relations: tuple[Relation, ...] = ()
    findings: tuple[Finding, ...] = ()
    chunks: tuple[Chunk, ...] = ()
    warnings: tuple[str, ...] = field(default=())
