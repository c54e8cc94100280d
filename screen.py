"""What the commands draw on a terminal, with rich: answers with their table rows, tables, places, bars.

Colour follows `NO_COLOR` and the terminal's abilities, as rich finds them. Text from documents is never
read as markup.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.bar import Bar
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from rich.table import Table as Drawn
from rich.text import Text

from terminal import cell_text, path_text, place_text, table_title
from views import cited_cells, cited_table, clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.model import Lines, Table
    from index.build import Progress as Told
    from index.schema import Entry
    from index.store import Store
    from qa.answer import Answer, Citation, StatedFigure

console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)

MARK = "bold black on yellow"
MOST_COLUMNS = 7  # of a cited table: the cited one and its neighbours
MOST_ROWS = 8


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
    for citation in answer.citations:
        console.print(_citation(citation, store))
    for check in dict.fromkeys(figure.checked for figure in answer.figures if figure.checked):
        console.print(Text("✓ 검산 ", style="green").append_text(_text(check)))
    for warning in answer.warnings:
        console.print(Text("! 주의 ", style="bold red").append_text(_text(warning)))


def _citation(citation: Citation, store: Store) -> RenderableType:
    head = Text(f"[{citation.id}] ", style="bold cyan")
    head.append_text(_text(" · ".join([citation.title, *path_text(citation.section)])))
    parts: list[RenderableType] = [head]
    cited = cited_table(store, citation)
    if cited:
        parts.append(Padding(draw_table(*cited, title=_text(cell_text(citation))), (0, 4)))
    else:
        parts.append(Padding(_text(citation.quote), (0, 4)))
    parts.append(Padding(Text(place_text(citation.document, citation.lines), style="dim"), (0, 4)))
    return Group(*parts, Text())


def draw_table(table: Table, cells: set[tuple[int, int]], title: Text | str = "") -> Drawn:
    """Draw the rows of a table that hold cited cells, the cells marked, their columns' headers over them."""
    columns = _columns_near(sorted({column for _, column in cells}), len(table.columns))
    drawn = Drawn(title=title, title_justify="left", caption=_about(table), caption_justify="left")
    drawn.add_column(_text(" › ".join(table.row_header)))
    for column in columns:
        drawn.add_column(_text("\n".join(table.columns[column])), justify="right")
    for number in sorted({row for row, _ in cells})[:MOST_ROWS]:
        row = table.rows[number]
        drawn.add_row(
            _text(" › ".join(row.path)),
            *(_text(row.cells[at].text, MARK if (number, at) in cells else "") for at in columns),
        )
    return drawn


def _columns_near(wanted: Sequence[int], count: int) -> list[int]:
    """The wanted columns and as many of their neighbours as there is room for, in order."""
    nearness = sorted(range(count), key=lambda column: min((abs(column - one) for one in wanted), default=0))
    return sorted(nearness[: max(MOST_COLUMNS, len(wanted))])


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
        mark = Text("▶" if inside else " ", style="bold yellow").append(f"{number:6} ", style="dim")
        console.print(mark.append_text(_text(line, "bold" if inside else "dim")), soft_wrap=True)
    for table in tables:
        drawn = draw_table(table, cited_cells(table, lines), _text(table_title(entry.name, table)))
        console.print(Text(), drawn)


def _text(text: str, style: str = "") -> Text:
    return Text(clean(text).expandtabs(4), style=style)
