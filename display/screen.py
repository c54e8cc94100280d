"""What the commands draw on a terminal, with rich: answers with their table rows, tables, places, bars.

Colour follows `NO_COLOR` and the terminal's abilities, as rich finds them. Text from documents is never
read as markup.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich.bar import Bar
from rich.cells import cell_len
from rich.console import Console, Group, JustifyMethod, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from rich.table import Table as Drawn
from rich.text import Text

from display.answers import (
    amount,
    by_row,
    by_section,
    checks_of,
    citation_head,
    is_comparison,
    origin,
    place_text,
    shown_figures,
)
from display.shapes import cited_cells, cited_table, clean
from display.terminal import SEVERITIES, table_title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.model import Finding, Lines, Row, Table
    from index.build import Progress as Told
    from index.schema import Entry
    from index.store import Store
    from qa.answer import Answer, Citation

console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)

MARK = "bold black on yellow"
MOST_ROWS = 8  # of a cited table
LABEL_WIDTH = 24  # characters kept for row labels
_MARKER = re.compile(r"\s*(?:[-–·※○□]\s+)?")
_BULLET = re.compile(r"^\s*(?:[ㅇo]|\d{1,2}[.)]?)\s+")  # of letters: 'ㅇ 장소', '3  이웃갈등조정실'
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
    """Draw an answer: its text in a frame, what to beware of, its figures, then its citations."""
    answered = answer.status == "answered"
    text = Group(*map(_hanging, clean(answer.answer).expandtabs(4).split("\n")))
    console.print(Panel(text, border_style="green" if answered else "yellow"))
    if answer.warnings:
        beware = Group(*(_text(warning) for warning in answer.warnings))
        console.print(Panel(beware, title=Text("주의"), title_align="left", border_style="bold red"))
    figures = draw_figures(answer)
    if figures:
        console.print(Padding(figures, (0, 2)))
    for head, citations in by_section(answer.citations):
        console.print()
        console.print(_text(head, "bold"))
        for drawn in _citations(citations, store, answer.answer):
            console.print(Padding(drawn, (0, 2)))
    console.print()
    for check in checks_of(answer):
        console.print(Text.assemble(("✓ 검산 ", "green"), clean(check)))


def _hanging(line: str) -> RenderableType:
    """A line of an answer whose further lines begin under its first word: '  - 개소일: …'."""
    mark = _MARKER.match(line)
    if not mark or not mark[0]:
        return _said(line)
    drawn = Drawn.grid()
    drawn.add_column(width=cell_len(mark[0]), no_wrap=True)
    drawn.add_column(overflow="fold")
    drawn.add_row(Text(mark[0]), _said(line[mark.end() :]))
    return drawn


def _said(line: str) -> Text:
    """A line of an answer with its [1] marks in colour."""
    text = Text(line)
    text.highlight_regex(r"\[\d+\]", "bold cyan")
    return text


def draw_figures(answer: Answer) -> Drawn | None:
    """Draw the figures of an answer, a row each with its place or derivation; bars where they compare."""
    figures = shown_figures(answer)
    if not figures:
        return None
    compared = is_comparison(answer)
    most = max((float(figure.value) for figure in figures if not figure.derivation), default=0.0)
    drawn = Drawn.grid(padding=(0, 1))
    drawn.add_column(overflow="fold")
    if compared:
        drawn.add_column(overflow="fold")
    drawn.add_column(justify="right", overflow="fold")
    drawn.add_column(overflow="fold")
    for figure in figures:
        bar = "" if figure.derivation else Bar(most, 0, float(figure.value), width=_bar_width(), color="cyan")
        date = f"({figure.as_of} 기준) " if figure.as_of else ""
        cells = [_text(figure.label), *([bar] if compared else []), _text(amount(figure), "bold")]
        drawn.add_row(*cells, _text(f"{date}{origin(figure)}", "dim"))
    return drawn


def _bar_width() -> int:
    return max(8, min(30, console.width // 4))


def _citations(citations: Sequence[Citation], store: Store, said: str) -> Iterator[RenderableType]:
    """Citations of one section, those into one table drawn as one; words that were said are not repeated."""
    tables: dict[tuple[str, Lines], tuple[Table, set[tuple[int, int]]]] = {}
    for group in by_row(citations):
        numbers, place = citation_head(group)
        head = Text.assemble((f"{numbers} ", "bold cyan"), (clean(place), "dim"))
        found = [cited for cited in (cited_table(store, one) for one in group) if cited]
        if not found:
            quote = group[0].quote.strip("\n")
            repeated = _bare(quote) in _bare(said)
            yield head if repeated else Group(head, Padding(_text(quote), (0, 4)))
            continue
        yield head
        for table, marked in found:
            _, cells = tables.setdefault((group[0].document, table.lines), (table, set()))
            cells |= marked
    for table, cells in tables.values():
        yield Padding(draw_table(table, cells), (0, 2))


def _bare(text: str) -> str:
    """A text's letters and digits alone, without the bullet before them."""
    return "".join(filter(str.isalnum, _BULLET.sub("", text)))


def draw_table(table: Table, cells: set[tuple[int, int]], title: Text | str = "") -> Drawn:
    """Draw the rows of a table that hold cited cells, the cells marked, their columns' headers over them."""
    rows = [(number, table.rows[number]) for number in sorted({row for row, _ in cells})[:MOST_ROWS]]
    columns = _columns_that_fit(table, [row for _, row in rows], {column for _, column in cells})
    above = _shared([row.path[:-1] for _, row in rows])
    about = _about(table, above)
    drawn = Drawn(title=title, title_justify="left", caption=about, caption_justify="left")
    drawn.add_column(_text(" › ".join(table.row_header)), overflow="fold")
    for column in columns:
        short = all(len(row.cells[column].text) <= WIDEST for _, row in rows)
        head = _text("\n".join(table.columns[column]))
        drawn.add_column(head, justify="right" if short else "left", no_wrap=short, overflow="fold")
    for number, row in rows:
        marked = (_text(row.cells[at].text, MARK if (number, at) in cells else "") for at in columns)
        drawn.add_row(_text(" › ".join(row.path[len(above) :])), *marked)
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


def _shared(paths: Sequence[Sequence[str]]) -> Sequence[str]:
    """What paths begin with: ('총무과', '청사'), ('총무과', '차량') -> ('총무과',)."""
    length = 0
    for parts in zip(*paths, strict=False):
        if len(set(parts)) > 1:
            break
        length += 1
    return paths[0][:length] if paths else ()


def _about(table: Table, above: Sequence[str]) -> Text:
    about = [f"{' › '.join(above)}의 행"] if above else []
    about += [f"단위: {table.unit}"] if table.unit else []
    about += [f"{table.as_of} 기준"] if table.as_of else []
    return _text(" · ".join(about), "dim")


def draw_documents(documents: Sequence[dict[str, Any]]) -> None:
    """Draw the documents of a store: what each is, and what was read of it."""
    drawn = Drawn()
    drawn.add_column("문서", overflow="fold")
    for head in ("줄", "표", "수치", "어긋난 곳"):
        drawn.add_column(head, justify="right", no_wrap=True)
    for one in documents:
        date = f"{one['as_of']} 기준" if one["as_of"] else ""
        about = " · ".join(filter(None, (one["agency"], one["department"], date)))
        told = [_text(one["id"], "dim"), *(_text(warning, "yellow") for warning in one["warnings"])]
        cells = (f"{one[key]:,}" for key in ("lines", "tables", "facts", "findings"))
        drawn.add_row(Group(_text(one["title"], "bold"), _text(about), *told), *cells)
    console.print(drawn)


def draw_findings(findings: Sequence[Finding]) -> None:
    """Draw the contradictions: place, what is wrong, the value in the document and the one expected."""
    for finding in findings:
        style = "bold red" if finding.severity == "certain" else "yellow"
        head = (f"[{SEVERITIES[finding.severity]}] ", style)
        console.print(Text.assemble(head, (clean(place_text(finding.document, finding.lines)), "bold")))
        console.print(Padding(_text(finding.message), (0, 0, 0, 2)))
        values = Text.assemble(("문서의 값 ", "dim"), clean(finding.found), ("  맞는 값 ", "dim"))
        console.print(Padding(values.append_text(_text(finding.expected)), (0, 0, 1, 2)))


def draw_rows(heads: Sequence[str], rows: Sequence[Sequence[str]], numbers: int, title: str) -> None:
    """Draw a table whose last `numbers` columns are figures."""
    drawn = Drawn(title=_text(title) if title else None, title_justify="left")
    for place, head in enumerate(heads):
        justify: JustifyMethod = "right" if place >= len(heads) - numbers else "left"
        drawn.add_column(_text(head), justify=justify, overflow="fold")
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
