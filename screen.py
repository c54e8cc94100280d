"""What the commands draw on a terminal, with rich: answers with their table rows, tables, places, bars.

Colour follows `NO_COLOR` and the terminal's abilities, as rich finds them. Text from documents is never
read as markup.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.bar import Bar
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from rich.table import Table as Drawn
from rich.text import Text

from terminal import by_section, cell_text, checks_of, place_text, table_title
from views import cited_cells, cited_table, clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.model import Lines, Row, Table
    from index.build import Progress as Told
    from index.schema import Entry
    from index.store import Store
    from qa.answer import Answer, Citation, StatedFigure

console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)

MARK = "bold black on yellow"
MOST_ROWS = 8  # of a cited table
LABEL_WIDTH = 24  # characters kept for row labels
WIDEST = 20  # characters; a longer cell is running text


@contextmanager
def progress_bar() -> Iterator[Told]:
    """Draw a bar on standard error while documents are read."""
    name = TextColumn("{task.description}", markup=False)
    columns = (SpinnerColumn(), BarColumn(), MofNCompleteColumn(), name)
    with Progress(*columns, console=errors, transient=True) as bar:
        task = bar.add_task("", total=None)

        def told(done: int, total: int, name: str) -> None:
            bar.update(task, completed=done, total=total, description=clean(name))

        yield told


@contextmanager
def spinner(text: str) -> Iterator[None]:
    """Draw a spinner on standard error."""
    with errors.status(Text(text)):
        yield


def draw_answer(answer: Answer, store: Store) -> None:
    """Draw an answer: its text in a frame, a bar chart where figures are compared, then its citations."""
    answered = answer.status == "answered"
    console.print(Panel(_text(answer.answer), border_style="green" if answered else "yellow"))
    chart = bars(answer.figures) if answer.kind in {"compare", "derive", "list"} else None
    if chart:
        console.print(Padding(chart, (0, 2)))
    for head, citations in by_section(answer.citations):
        console.print()
        console.print(_text(head, "bold"))
        for drawn in _citations(citations, store):
            console.print(Padding(drawn, (0, 2)))
    console.print()
    for check in checks_of(answer):
        console.print(Text.assemble(("✓ 검산 ", "green"), clean(check)))
    for warning in answer.warnings:
        console.print(Text.assemble(("! 주의 ", "bold red"), clean(warning)))


def _citations(citations: Sequence[Citation], store: Store) -> Iterator[RenderableType]:
    """Citations of one section; those into one row of a table are drawn as one table."""
    tables: dict[tuple[str, Lines], tuple[Table, set[tuple[int, int]]]] = {}
    for citation in citations:
        place = (clean(place_text(citation.document, citation.lines)), "dim")
        head = Text.assemble((f"[{citation.id}] ", "bold cyan"), place)
        cited = cited_table(store, citation)
        if not cited:
            yield Group(head, Padding(_text(citation.quote.strip("\n")), (0, 4)))
            continue
        yield head.append_text(_text(f" · {cell_text(citation)}"))
        table, cells = tables.setdefault((citation.document, cited[0].lines), (cited[0], set()))
        cells |= cited[1]
    for table, cells in tables.values():
        yield Padding(draw_table(table, cells), (0, 2))


def draw_table(table: Table, cells: set[tuple[int, int]], title: Text | str = "") -> Drawn:
    """Draw the rows of a table that hold cited cells, the cells marked, their columns' headers over them."""
    rows = [(number, table.rows[number]) for number in sorted({row for row, _ in cells})[:MOST_ROWS]]
    columns = _columns_that_fit(table, [row for _, row in rows], {column for _, column in cells})
    drawn = Drawn(title=title, title_justify="left", caption=_about(table), caption_justify="left")
    drawn.add_column(_text(" › ".join(table.row_header)), overflow="fold")
    for column in columns:
        short = all(len(row.cells[column].text) <= WIDEST for _, row in rows)
        head = _text("\n".join(table.columns[column]))
        drawn.add_column(head, justify="right" if short else "left", no_wrap=short, overflow="fold")
    for number, row in rows:
        marked = (_text(row.cells[at].text, MARK if (number, at) in cells else "") for at in columns)
        drawn.add_row(_text(" › ".join(row.path)), *marked)
    return drawn


def _columns_that_fit(table: Table, rows: Sequence[Row], wanted: set[int]) -> list[int]:
    """The wanted columns, the first of them always, and as many neighbours as the terminal has room for."""
    room = console.width - LABEL_WIDTH
    near = {at: min((abs(at - one) for one in wanted), default=0) for at in range(len(table.columns))}
    chosen: list[int] = []
    for column in sorted(near, key=near.__getitem__):
        texts = [*table.columns[column], *(row.cells[column].text for row in rows)]
        room -= min(max(map(cell_len, texts), default=0), WIDEST) + 3
        if room < 0 and chosen:
            break
        chosen.append(column)
    return sorted(chosen)


def _about(table: Table) -> Text:
    about = [f"단위: {table.unit}"] if table.unit else []
    about += [f"{table.as_of} 기준"] if table.as_of else []
    return _text(" · ".join(about), "dim")


def bars(figures: Sequence[StatedFigure]) -> Drawn | None:
    """Draw figures of one unit, two or more of them and none below zero, as bars."""
    looked_up = [figure for figure in figures if not figure.derivation]
    if len(looked_up) < 2 or len({figure.unit for figure in looked_up}) > 1:
        return None
    if any(figure.value < 0 for figure in looked_up) or not any(figure.value for figure in looked_up):
        return None
    most = float(max(figure.value for figure in looked_up))
    drawn = Drawn.grid(padding=(0, 1))
    for figure in looked_up:
        bar = Bar(most, 0, float(figure.value), width=30, color="cyan")
        drawn.add_row(_text(figure.label), bar, _text(f"{figure.text}{figure.unit}"))
    return drawn


def draw_rows(heads: Sequence[str], rows: Sequence[Sequence[str]], numbers: int, title: str) -> None:
    """Draw a table whose last `numbers` columns are figures."""
    drawn = Drawn(title=_text(title) if title else None, title_justify="left")
    for place, head in enumerate(heads):
        drawn.add_column(_text(head), justify="right" if place >= len(heads) - numbers else "left")
    for row in rows:
        drawn.add_row(*map(_text, row))
    console.print(drawn)


def draw_place(entry: Entry, text: Sequence[str], start: int, lines: Lines, tables: Sequence[Table]) -> None:
    """Draw lines of a document with their numbers, those of the place marked, and its table rows."""
    console.print(_text(f"{entry.metadata.title} · {place_text(entry.name, lines)}", "bold"))
    for number, line in enumerate(text, start):
        inside = lines[0] <= number <= lines[1]
        shown = (clean(line).expandtabs(4), "bold" if inside else "")
        mark = ("▶" if inside else " ", "bold yellow")
        console.print(Text.assemble(mark, (f"{number:6} ", "dim"), shown), soft_wrap=True)
    for table in tables:
        drawn = draw_table(table, cited_cells(table, lines), _text(table_title(entry.name, table)))
        console.print()
        console.print(drawn)


def _text(text: str, style: str = "") -> Text:
    return Text(clean(text).expandtabs(4), style=style)
