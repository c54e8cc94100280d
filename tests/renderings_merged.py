"""More layouts of one table: merged cells printed in the middle, labels and names over several lines."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from tests.renderings import Rows, Sheet, body, columns_of_spaces, head, padded, tabs, wide


def _groups(sheet: Sheet) -> list[tuple[int, int]]:
    """The rows of each group: from the first to before the last."""
    names = [labels[0] for labels, _ in sheet.rows]
    starts = [at for at, name in enumerate(names) if not at or names[at - 1] != name]
    return list(pairwise([*starts, len(names)]))


def _in_columns(rows: Rows, labels: int) -> list[str]:
    widths = [max(wide(row[at]) for row in rows) for at in range(len(rows[0]))]
    return [
        "  "
        + "   ".join(padded(text, widths[at], right=at >= labels) for at, text in enumerate(row)).rstrip()
        for row in rows
    ]


def _middle(sheet: Sheet, negative: str, *, between: bool = False) -> Rows:
    """The rows, the name of a group in its middle one; `between` rows on a line of its own, where even."""
    rows = body(sheet, negative, merged=False)
    if len(sheet.labels) < 2:
        return rows
    out: Rows = []
    for start, end in _groups(sheet):
        size, name = end - start, rows[start][0]
        for at in range(size):
            if between and size % 2 == 0 and at == size // 2:
                out.append([name, *[""] * (len(rows[0]) - 1)])
            middle = at == (size - 1) // 2 and not (between and size % 2 == 0)
            out.append([name if middle else "", *rows[start + at][1:]])
    return out


def tabs_with_groups_in_the_middle(sheet: Sheet, negative: str) -> list[str]:
    return ["\t".join(row) for row in [*head(sheet), *_middle(sheet, negative)]]


def tabs_with_groups_between(sheet: Sheet, negative: str) -> list[str]:
    """A name between two rows stands alone on its line."""
    rows = [*head(sheet), *_middle(sheet, negative, between=True)]
    return [row[0] if row[0] and not any(row[1:]) else "\t".join(row) for row in rows]


def columns_with_groups_in_the_middle(sheet: Sheet, negative: str) -> list[str]:
    return _in_columns([*head(sheet), *_middle(sheet, negative)], len(sheet.labels))


def columns_with_groups_between(sheet: Sheet, negative: str) -> list[str]:
    return _in_columns([*head(sheet), *_middle(sheet, negative, between=True)], len(sheet.labels))


def tabs_a_line_apart(sheet: Sheet, negative: str) -> list[str]:
    return [text for line in tabs(sheet, negative) for text in (line, "")]


def _broken(sheet: Sheet, negative: str) -> list[tuple[list[str], str, bool]]:
    """Each row with the first word of its label, the rest of that, and whether it is of the header."""
    place, heads = len(sheet.labels) - 1, head(sheet)
    out: list[tuple[list[str], str, bool]] = []
    for at, row in enumerate([*heads, *body(sheet, negative)]):
        first, _, rest = row[place].partition(" ") if at >= len(heads) else (row[place], "", "")
        out.append(([*row[:place], first, *row[place + 1 :]], rest, at < len(heads)))
    return out


def labels_around_figures(sheet: Sheet, negative: str) -> list[str]:
    """Single spaces; of a label of two words one stands on the line above its figures and one below."""
    place, lines = len(sheet.labels) - 1, []
    for row, rest, _ in _broken(sheet, negative):
        plain = [row[place], " ".join(filter(None, [*row[:place], *row[place + 1 :]])), rest]
        lines += plain if rest else [" ".join(filter(None, row))]
    return lines


def labels_going_on_below(sheet: Sheet, negative: str) -> list[str]:
    """Columns of spaces; the second word of a label stands on the line below its figures."""
    place, rows = len(sheet.labels) - 1, []
    for row, rest, _ in _broken(sheet, negative):
        rows += [row, *([[*[""] * place, rest, *[""] * (len(row) - place - 1)]] if rest else [])]
    return _in_columns(rows, len(sheet.labels))


def figures_below_names(sheet: Sheet, negative: str) -> list[str]:
    return _apart(sheet, negative, above=False)


def figures_above_names(sheet: Sheet, negative: str) -> list[str]:
    return _apart(sheet, negative, above=True)


def _apart(sheet: Sheet, negative: str, *, above: bool) -> list[str]:
    size, rows = len(sheet.labels), head(sheet)
    for row in body(sheet, negative):
        lines = [[*row[:size], *[""] * (len(row) - size)], [*[""] * size, *row[size:]]]
        rows += lines[::-1] if above else lines
    return _in_columns(rows, size)


def units_below_names(sheet: Sheet, negative: str) -> list[str]:
    """Columns of spaces; each column's unit on a line of its own below the names."""
    units = [each for each in sheet.unit.split(", ") if each != "%"]
    own = ["(%)" if path[-1].endswith("률") else f"({units[-1]})" for path in sheet.columns]
    blank = [""] * len(sheet.labels)
    return _in_columns([*head(sheet), [*blank, *own], *body(sheet, negative)], len(sheet.labels))


def bare_pipes(sheet: Sheet, negative: str) -> list[str]:
    return [" | ".join(row) for row in [*head(sheet), *body(sheet, negative)]]


def names_below_years(sheet: Sheet, negative: str) -> list[str]:
    """Tabs; what follows a year in a name stands in a row of its own: '2030', '예산액'."""
    if any(len(path) > 1 or path[0][-1] == "." for path in sheet.columns):
        return tabs(sheet, negative)
    names = [path[0].partition(" ") for path in sheet.columns]
    top = [*sheet.labels, *(name[0] for name in names)]
    under = [*[""] * len(sheet.labels), *(name[2] for name in names)]
    return ["\t".join(row) for row in [top, *([under] if any(under) else []), *body(sheet, negative)]]


def quoted_cells(sheet: Sheet, negative: str) -> list[str]:
    """Tabs; a cell of two words stands between quotes and on two lines."""
    rows = [*head(sheet), *body(sheet, negative)]
    broken = [[f'"{text.replace(" ", chr(10), 1)}"' if " " in text else text for text in row] for row in rows]
    return "\n".join("\t".join(row) for row in broken).split("\n")


def two_tabs_between(sheet: Sheet, negative: str) -> list[str]:
    return ["\t\t".join(row) for row in [*head(sheet), *body(sheet, negative)]]


def two_pages_that_say_so(sheet: Sheet, negative: str) -> list[str]:
    """Columns of spaces that go on under their title with '(계속)' and their header once more."""
    lines, size = columns_of_spaces(sheet, negative), len(head(sheet))
    cut = size + len(sheet.rows) // 2
    page = ["", "                  - 7 -", "", f"□ {sheet.title} (계속)", "", f"(단위 : {sheet.unit})"]
    return [*lines[:cut], *page, *lines[:size], *lines[cut:]]


MERGED: tuple[Callable[[Sheet, str], list[str]], ...] = (
    tabs_with_groups_in_the_middle,
    tabs_with_groups_between,
    columns_with_groups_in_the_middle,
    columns_with_groups_between,
)
BROKEN: tuple[Callable[[Sheet, str], list[str]], ...] = (
    tabs_a_line_apart,
    labels_around_figures,
    labels_going_on_below,
    figures_below_names,
    figures_above_names,
    units_below_names,
    bare_pipes,
    names_below_years,
    quoted_cells,
    two_tabs_between,
    two_pages_that_say_so,
)
