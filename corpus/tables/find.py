"""All tables of a document, whatever their layout, each with the unit, day and caption that stand by it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from corpus.dates import find_as_of
from corpus.model import Grid, Lines
from corpus.tables import html, pipes, spaces, tabs
from corpus.tables.headers import clean_name
from corpus.units import caption_units

REACH: Final = 4
LONG_CAPTION: Final = 70
# a line of nothing but the unit and the day: "('21.1.31. 기준, 단위 : 천원, %)", '(기준: 2021. 1. 10.)'
_UNIT_LINE = re.compile(
    r"^\s*[※*]?\s*[(\[<〔【]?[^()\[\]]{0,40}(?:단\s?위|기\s?준|현\s?재)[^()\[\]]{0,60}[)\]>〕】]?\s*$"
)
_UNIT_NOTE = re.compile(r"[(\[<〔]\s?(?:[^()\[\]<>]{0,40}[,:]\s?)?단\s?위\s?[:：]?[^()\[\]<>]{0,40}[)\]>〕]")
_MARKS: Final = "#□■○●◇◆▶▷ㅇ-–·ㆍ•※*☐❏<>[]【】〔〕 \t"


def find_tables(lines: Sequence[str]) -> list[Grid]:
    """The tables of a document in the order of their first lines.

    HTML, pipes and tabs are read first, and what is single-space text is read from the lines that are left.
    Only a table inside another one's cell shares its lines.

    Args:
        lines: the document's lines.

    Returns:
        Grids with `unit`, `as_of` and `caption` from the lines above and below where the table has none.
    """
    nested = html.find_grids(lines, ())
    whole = [grid for grid in nested if not _in_tab_cell(grid, lines)]
    taken: list[Lines] = [grid.lines for grid in whole]
    grids = list(nested)
    for layout in (pipes, tabs, spaces):
        found = layout.find_grids(lines, taken)
        grids += found
        taken += [grid.lines for grid in found]
    return [_captioned(grid, lines) for grid in sorted(grids, key=lambda grid: grid.lines)]


def _in_tab_cell(grid: Grid, lines: Sequence[str]) -> bool:
    first, last = grid.lines
    return any("\t" in line for line in lines[first - 1 : last])


def _captioned(grid: Grid, lines: Sequence[str]) -> Grid:
    """The grid with what the lines by it say of it: unit, day, caption."""
    if grid.layout == "html" and _in_tab_cell(grid, lines):
        return grid
    above, title = _above(lines, grid.lines[0])
    below = _below(lines, grid.lines[1])
    notes = [*above, below]
    unit = grid.unit or next((",".join(units) for note in notes if (units := caption_units(note))), "")
    as_of = grid.as_of or next((day for note in [*notes, title] if (day := find_as_of(note))), None)
    caption = " ".join(part for part in (caption_of(title), grid.caption) if part)
    if not unit:
        unit = ",".join(caption_units(title))
    return replace(grid, unit=unit, as_of=as_of, caption=caption)


def _above(lines: Sequence[str], first: int) -> tuple[list[str], str]:
    """The unit lines just above a table, the nearest first, and the line above those as its title."""
    notes: list[str] = []
    number, seen = first - 1, 0
    while number >= 1 and first - number <= 8 and seen < REACH:
        line = lines[number - 1].strip()
        number -= 1
        if not line:
            continue
        seen += 1
        if len(line) > 200 or "\t" in line:
            break
        if _UNIT_LINE.match(line):
            notes.append(line)
            continue
        return notes, line
    return notes, ""


def _below(lines: Sequence[str], last: int) -> str:
    """A unit line just below a table."""
    following = [line.strip() for line in lines[last : last + 2] if line.strip()]
    line = following[0] if following else ""
    return line if len(line) < 80 and _UNIT_LINE.match(line) and following_is_free(lines, last) else ""


def following_is_free(lines: Sequence[str], last: int) -> bool:
    """True where no other table follows so near that the unit line would be its own."""
    later = [line for line in lines[last : last + 5] if line.strip()][1:]
    return not any("\t" in line or line.lstrip().startswith("|") for line in later)


def caption_of(line: str) -> str:
    """The title that stands over a table, without its bullet and its unit note; '' for a sentence.

    Example:
        >>> caption_of("□ 세입 총괄 (단위 : 천원)")
        '세입 총괄'
    """
    text = clean_name(_UNIT_NOTE.sub("", line)).strip(_MARKS)
    return text if 0 < len(text) <= LONG_CAPTION else ""
