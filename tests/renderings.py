"""One table written in the layouts in which tables come out of office files, PDFs, web pages and scans."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

Value = Decimal | int | str | None
Rows = list[list[str]]


@dataclass(frozen=True)
class Sheet:
    """A table: the names over labels, the paths of the columns, each row's labels and values."""

    title: str
    unit: str
    labels: tuple[str, ...]
    columns: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[tuple[str, ...], tuple[Value, ...]], ...]

    def figures(self) -> set[tuple[str, str, Decimal]]:
        """The innermost label, the innermost name and the value of each figure, without white space."""
        return {
            (squeeze(labels[-1] or labels[0]), squeeze(path[-1]), Decimal(value))
            for labels, values in self.rows
            for path, value in zip(self.columns, values, strict=True)
            if isinstance(value, int | Decimal)
        }


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


NEGATIVES: dict[str, Callable[[str], str]] = {
    "△1": lambda text: f"△{text}",
    "▲1": lambda text: f"▲{text}",
    "△ 1": lambda text: f"△ {text}",
    "(1)": lambda text: f"({text})",
    "-1": lambda text: f"-{text}",
}


def cell(value: Value, negative: str) -> str:
    if value is None or isinstance(value, str):
        return value or "-"
    text = f"{abs(value):,}"
    return NEGATIVES[negative](text) if value < 0 else text


def body(sheet: Sheet, negative: str, *, merged: bool = True) -> Rows:
    """The rows as text; with `merged` a label over several rows stands in the first of them only."""
    rows = [[*labels, *(cell(value, negative) for value in values)] for labels, values in sheet.rows]
    if not merged or len(sheet.labels) < 2:
        return rows
    firsts = [row[0] for row in rows]
    return [["" if at and firsts[at - 1] == row[0] else row[0], *row[1:]] for at, row in enumerate(rows)]


def head(sheet: Sheet, *, merged: bool = True) -> Rows:
    """The header rows; with `merged` a name over several columns stands over the first of them only."""
    rows: Rows = []
    for level in range(max(map(len, sheet.columns))):
        row = [*sheet.labels] if not level else [""] * len(sheet.labels)
        for at, path in enumerate(sheet.columns):
            again = (
                bool(at) and len(path) > level + 1 and sheet.columns[at - 1][: level + 1] == path[: level + 1]
            )
            row.append("" if len(path) <= level or (merged and again) else path[level])
        rows.append(row)
    return rows


def wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def padded(text: str, width: int, *, right: bool = False) -> str:
    blank = " " * (width - wide(text))
    return blank + text if right else text + blank


def tabs(sheet: Sheet, negative: str) -> list[str]:
    return ["\t".join(row) for row in [*head(sheet), *body(sheet, negative)]]


def tabs_written_out(sheet: Sheet, negative: str) -> list[str]:
    return ["\t".join(row) for row in [*head(sheet, merged=False), *body(sheet, negative, merged=False)]]


def tabs_without_blanks(sheet: Sheet, negative: str) -> list[str]:
    """Merged cells leave no blank cells behind, neither in the header nor in the rows."""
    return ["\t".join(filter(None, row)) for row in [*head(sheet), *body(sheet, negative)]]


def tabs_with_broken_labels(sheet: Sheet, negative: str) -> list[str]:
    lines = ["\t".join(row) for row in head(sheet)]
    for row in body(sheet, negative):
        place = next(at for at, text in enumerate(row) if text)
        broken = [*row[:place], row[place].replace(" ", "\n", 1), *row[place + 1 :]]
        lines += "\t".join(broken).split("\n")
    return lines


def tabs_with_broken_heads(sheet: Sheet, negative: str) -> list[str]:
    lines: list[str] = []
    for row in head(sheet):
        names = [re.sub(r"(?<=\S)(?: (?=\D)|(?=\())", "\n", name, count=1) for name in row]
        lines += "\t".join(names).split("\n")
    return [*lines, *("\t".join(row) for row in body(sheet, negative))]


def columns_of_spaces(sheet: Sheet, negative: str) -> list[str]:
    rows = [*head(sheet), *body(sheet, negative)]
    widths = [max(wide(row[at]) for row in rows) for at in range(len(rows[0]))]
    labels = len(sheet.labels)
    return [
        "  "
        + "   ".join(padded(text, widths[at], right=at >= labels) for at, text in enumerate(row)).rstrip()
        for row in rows
    ]


def columns_under_rules(sheet: Sheet, negative: str) -> list[str]:
    """Columns of spaces; a rule over the names of a group, its own name above, other names in the middle."""
    if all(len(path) == 1 for path in sheet.columns):
        return columns_of_spaces(sheet, negative)
    lines = columns_of_spaces(sheet, negative)
    count = len(lines) - len(sheet.rows)
    rows = [*head(sheet), *body(sheet, negative)]
    widths = [max(wide(row[at]) for row in rows) for at in range(len(rows[0]))]
    places = [2 + sum(size + 3 for size in widths[:at]) for at in range(len(widths) + 1)]

    def over(first: int, last: int, text: str) -> tuple[int, str]:
        start, end = places[first], places[last + 1] - 3
        return max(0, (start + end - wide(text)) // 2), text

    middle = [(places[at], name) for at, name in enumerate(sheet.labels)]
    top: list[tuple[int, str]] = []
    under: list[tuple[int, str]] = []
    size = len(sheet.labels)
    for at, path in enumerate(sheet.columns):
        if len(path) == 1:
            middle.append(over(size + at, size + at, path[0]))
            continue
        under.append(over(size + at, size + at, path[1]))
        own = [other for other, each in enumerate(sheet.columns) if each[0] == path[0]]
        if own[0] == at:
            start, end = places[size + own[0]], places[size + own[-1] + 1] - 3
            middle.append((start, "─" * (end - start)))
            top.append(over(size + own[0], size + own[-1], path[0]))
    heads = []
    for names in (top, middle, under):
        line = ""
        for place, name in names:
            line += " " * max(2, place - wide(line)) + name
        heads.append(line)
    return [*heads, *lines[count:]]


def labels_in_the_middle(sheet: Sheet, negative: str) -> list[str]:
    """Columns of spaces; a label of two words stands on the lines above and below its figures."""
    heads, place = head(sheet), len(sheet.labels) - 1
    rows = [*heads, *body(sheet, negative)]
    short = [[*row[:place], max(row[place].split(" ", 1), key=wide), *row[place + 1 :]] for row in rows]
    widths = [max(wide(row[at]) for row in short) for at in range(len(rows[0]))]

    def line(row: list[str]) -> str:
        cells = (padded(text, widths[at], right=at > place) for at, text in enumerate(row))
        return "  " + "   ".join(cells).rstrip()

    lines: list[str] = []
    for at, row in enumerate(rows):
        first, _, rest = row[place].partition(" ")
        if at < len(heads) or not rest:
            lines.append(line(row))
            continue
        blank = [""] * len(row)
        lines += [
            line([*blank[:place], first, *blank[place + 1 :]]),
            line([*row[:place], "", *row[place + 1 :]]),
            line([*blank[:place], rest, *blank[place + 1 :]]),
        ]
    return lines


def single_spaces(sheet: Sheet, negative: str) -> list[str]:
    return [" ".join(filter(None, row)) for row in [*head(sheet), *body(sheet, negative)]]


def a_cell_a_line(sheet: Sheet, negative: str) -> list[str]:
    return [text for row in [*head(sheet), *body(sheet, negative)] for text in row if text]


def a_cell_a_line_apart(sheet: Sheet, negative: str) -> list[str]:
    return [line for text in a_cell_a_line(sheet, negative) for line in (text, "")]


def pipes(sheet: Sheet, negative: str) -> list[str]:
    lines = [f"| {' | '.join(row)} |" for row in [*head(sheet), *body(sheet, negative)]]
    return [lines[0], "|" + ":-:|" * (lines[0].count("|") - 1), *lines[1:]]


def pipes_written_out(sheet: Sheet, negative: str) -> list[str]:
    heads = head(sheet, merged=False)
    heads = [[text or heads[0][at] for at, text in enumerate(row)] for row in heads]
    rows = [*heads, *body(sheet, negative, merged=False)]
    rows = [[text.replace(" ", "<br>", 1) for text in row] for row in rows]
    lines = [f"|{'|'.join(row)}|" for row in rows]
    return [lines[0], "|" + "---|" * (lines[0].count("|") - 1), *lines[1:]]


def html(sheet: Sheet, negative: str) -> list[str]:
    """Merged cells with `rowspan` and `colspan`."""
    deep = max(map(len, sheet.columns))
    top = [f'<th rowspan="{deep}">{name}</th>' for name in sheet.labels]
    under: list[str] = []
    for at, path in enumerate(sheet.columns):
        if len(path) == 1:
            top.append(f'<th rowspan="{deep}">{path[0]}</th>')
            continue
        if not at or sheet.columns[at - 1][0] != path[0]:
            size = sum(other[0] == path[0] for other in sheet.columns)
            top.append(f'<th colspan="{size}">{path[0]}</th>')
        under.append(f"<th>{path[1]}</th>")
    lines = ["<table>", f"<tr>{''.join(top)}</tr>", *([f"<tr>{''.join(under)}</tr>"] if under else [])]
    firsts = [labels[0] for labels, _ in sheet.rows]
    for at, row in enumerate(body(sheet, negative, merged=False)):
        cells = [f"<td>{text}</td>" for text in row]
        if len(sheet.labels) > 1 and not row[1]:
            cells[:2] = [f'<td colspan="2">{row[0]}</td>']
        elif len(sheet.labels) > 1:
            new = not at or firsts[at - 1] != row[0]
            cells[:1] = [f'<td rowspan="{firsts.count(row[0])}">{row[0]}</td>'] if new else []
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return [*lines, "</table>"]


def html_with_blank_cells(sheet: Sheet, negative: str) -> list[str]:
    rows = [*head(sheet), *body(sheet, negative)]
    return [
        "<table>",
        *(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in rows),
        "</table>",
    ]


def drawn(sheet: Sheet, negative: str) -> list[str]:
    heads = head(sheet)
    rows = [*heads, *body(sheet, negative)]
    widths = [max(wide(row[at]) for row in rows) for at in range(len(rows[0]))]
    lines = [
        "│".join(["", *(f" {padded(text, widths[at])} " for at, text in enumerate(row)), ""]) for row in rows
    ]
    bars = ["─" * (size + 2) for size in widths]
    top, rule, bottom = f"┌{'┬'.join(bars)}┐", f"├{'┼'.join(bars)}┤", f"└{'┴'.join(bars)}┘"
    return [top, *lines[: len(heads)], rule, *lines[len(heads) :], bottom]


def commas(sheet: Sheet, negative: str) -> list[str]:
    rows = [*head(sheet), *body(sheet, negative)]
    return [",".join(f'"{text}"' if "," in text else text for text in row) for row in rows]


LAYOUTS: tuple[Callable[[Sheet, str], list[str]], ...] = (
    tabs,
    tabs_written_out,
    tabs_without_blanks,
    tabs_with_broken_labels,
    tabs_with_broken_heads,
    columns_of_spaces,
    columns_under_rules,
    labels_in_the_middle,
    single_spaces,
    a_cell_a_line,
    a_cell_a_line_apart,
    pipes,
    pipes_written_out,
    html,
    html_with_blank_cells,
    drawn,
    commas,
)
PAGED = (tabs, columns_of_spaces, single_spaces)
