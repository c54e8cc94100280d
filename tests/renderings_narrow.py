"""One table as prints of word processors and slides write it: narrow columns, groups set in."""

from __future__ import annotations

from collections.abc import Callable
from itertools import zip_longest

from tests.renderings import Sheet, body, head, wide

NARROW = 10  # columns of text of a label


def broken(text: str, room: int) -> list[str]:
    """The lines of a cell that is broken wherever it is full, in the middle of words too."""
    lines = [""]
    for char in text:
        if wide(lines[-1] + char) > room:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += char if lines[-1] or char != " " else ""
    return lines


def uprights(sheet: Sheet, negative: str) -> list[str]:
    """Upright lines between the cells and none around them; labels are broken where their column ends."""
    lines: list[str] = []
    size = len(sheet.labels)
    rows = [*head(sheet), *body(sheet, negative)]
    for at, row in enumerate(rows):
        heads = at < len(rows) - len(sheet.rows)
        cells = [
            broken(text, NARROW) if not heads and column < size else [text] for column, text in enumerate(row)
        ]
        lines += ["│".join(parts) for parts in zip_longest(*cells, fillvalue="")]
    return lines


def uprights_under_broken_names(sheet: Sheet, negative: str) -> list[str]:
    """The names of the columns stand on two lines too, where they have one level."""
    lines = uprights(sheet, negative)
    if any(len(path) > 1 for path in sheet.columns):
        return lines
    names = [name.split(" ", 1) for row in head(sheet) for name in row]
    return ["│".join(parts) for parts in zip_longest(*names, fillvalue="")] + lines[1:]


def two_spaces(sheet: Sheet, negative: str) -> list[str]:
    """Two spaces between the cells, as slides have them; what stands under a label is set in."""
    names = [*sheet.labels, *(" ".join(path) for path in sheet.columns)]
    lines = ["  ".join(names)]
    for row in body(sheet, negative):
        filled = "  ".join(text for text in row if text)
        lines.append(filled if row[0] else f"  {filled}")
    return lines


def labels_below(sheet: Sheet, negative: str) -> list[str]:
    """Single spaces; the second word of a label stands on the line below its figures."""
    place, lines = len(sheet.labels) - 1, [" ".join(filter(None, row)) for row in head(sheet)]
    for row in body(sheet, negative):
        first, _, rest = row[place].partition(" ")
        lines.append(" ".join(filter(None, [*row[:place], first, *row[place + 1 :]])))
        lines += [rest] if rest else []
    return lines


def pipes_without_blanks(sheet: Sheet, negative: str) -> list[str]:
    """Pipes between the cells and nothing beside them: '수도과|누수 탐사|1,200'."""
    return ["|".join(row) for row in [*head(sheet), *body(sheet, negative)]]


NARROW_LAYOUTS: tuple[Callable[[Sheet, str], list[str]], ...] = (
    uprights,
    uprights_under_broken_names,
    two_spaces,
    pipes_without_blanks,
)
