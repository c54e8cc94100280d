"""All tables of a document, whatever their layout, each with the unit, day and caption that stand by it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from corpus.dates import find_as_of, find_dates
from corpus.figures import parse_figures
from corpus.markers import NUMBERED, SIGNS, is_row_of_boxes, read_mark
from corpus.model import Cell, Grid, Lines
from corpus.tables import (
    beside,
    box_trees,
    boxes,
    budget,
    charts,
    commas,
    gapped,
    halves,
    html,
    marked,
    pipes,
    pipes_broken,
    pipes_web,
    separated,
    shares,
    tabs,
)
from corpus.tables.aligned import columns as aligned
from corpus.tables.aligned import middles
from corpus.tables.cell_kinds import clean_name, compact
from corpus.tables.lettered import denies
from corpus.tables.measures import AMBIGUOUS
from corpus.tables.other_units import has_other_units
from corpus.tables.printed import tables as printed
from corpus.tables.spaces import flattened as spaces
from corpus.tables.spaces.words import is_furniture
from corpus.tables.stacked import blocks, exact, line_cells, paragraphs, records, solved
from corpus.tables.stacked import columns as stacked
from corpus.tables.stacked.judged import contradicts_itself, is_cut, is_stacked
from corpus.tables.sums import is_total
from corpus.units import bracket_units, stated_units

REACH: Final = 4
# a smaller number over a table equals one in it by chance
SMALL_TOTAL: Final = 10
LONG_CAPTION: Final = 70
# a line of nothing but the unit and the day: "('21.1.31. 기준, 단위 : 천원, %)", '(기준: 2021. 1. 10.)'
_UNIT_LINE = re.compile(
    r"^\s*[※*]?\s*[(\[<〔【]?[^()\[\]]{0,40}(?:단\s?위|기\s?준|현\s?재)[^()\[\]]{0,60}[)\]>〕】]?\s*$"
)
_UNIT_NOTE = re.compile(r"[(\[<〔]\s?(?:[^()\[\]<>]{0,40}[,:]\s?)?단\s?위\s?[:：]?[^()\[\]<>]{0,40}[)\]>〕]")
_TITLED_UNIT = re.compile(r"[^(（\[]*[가-힣].*단\s?위")
_WORDED = re.compile(r"(?!단\s?위)[가-힣‘’'`\d][^(<〈\[【]*[가-힣]{2}[^(<〈\[【]*[\s(<〈\[【]\s?단\s?위")
_ONLY_NOTE = re.compile(r"^[(（\[〔][^()（）]*[)）\]〕]$")
_DAY_NOTE = re.compile(
    r"[(（\[〔]\s?((?:[‘’'`]\s?\d{2}|\d{4})\.\s?\d{1,2}\.\s?\d{1,2}\.?)\s?(?:[,，][^()\d]{1,20})?[)）\]〕]\s*$"
)
# '▲ 표 3. 시설 현황', '[표 2-1] 직원 수', '<표 4> 예산'
_NUMBERED_CAPTION = re.compile(
    r"^[▲△↑]?\s?[<〈\[【(]?\s?(?:표|그림|Table)\s?\d{1,3}(?:-\d{1,3})?\s?[>〉\]】)]?\s?[.:．]?\s+(?P<name>\S.{1,60})$"
)
_POINTED = re.compile(r"^\s*[▲△↑]\s?[<〈\[【(]?\s?(?:표|그림)\s?\d")
_SAME = re.compile(r"\s*(?:[〃″]|상\s?동)\s*")
_PART_NAME = re.compile(r"^[<〈《\[【(（][^<>〈〉()\[\]]{1,20}[>〉》\]】)）]$")  # '〈수입〉', '<지출>'
_AMOUNT = re.compile(r"[△▲-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_CLAUSES = re.compile(r"\s[-○●※□■▶]\s(?=\S)")
_INDENTED_TAGS: Final = 2
_BETWEEN_TAGS = re.compile(r">\s+<")
# in the order in which they are read
_LAYOUTS: Final = (
    box_trees,
    boxes,
    pipes_web,
    pipes_broken,
    pipes,
    tabs,
    budget,
    commas,
    beside,
    gapped,
    printed,
    aligned,
    shares,
    separated,
    exact,
    paragraphs,
    records,
    line_cells,
    blocks,
    stacked,
    solved,
    charts,
    middles,
    spaces,
)
_MARKS: Final = f"{SIGNS}#-–*<>[]【】〔〕 \t"


def find_tables(lines: Sequence[str]) -> list[Grid]:
    """The tables of a document in the order of their first lines.

    HTML, drawn lines, pipes, tabs and commas are read first, and what is single-space text is read from the
    lines that are left.
    Only a table inside another one's cell shares its lines.

    Args:
        lines: the document's lines.

    Returns:
        Grids with `unit`, `as_of` and `caption` from the lines above and below where the table has none.
    """
    nested = html.find_grids(lines, ())
    whole = [grid for grid in nested if not _in_tab_cell(grid, lines)]
    taken: list[Lines] = [grid.lines for grid in whole]
    grids = [*nested, *_laid_out(lines, taken)]
    below = _captions_below(grids, lines)
    read: list[Grid] = []
    cut = (part for grid in grids for half in halves.cut(grid) for part in marked.cut(half, lines))
    for grid in sorted(cut, key=lambda grid: grid.lines):
        before = _end(read[-1], lines) if read else 0
        named = _named_below(_written_again(grid), lines) if below else _written_again(grid)
        own = _captioned(named, lines, before if before < grid.lines[0] else 0)
        if read and _is_next(read[-1], own, lines):
            own = replace(own, unit=own.unit or read[-1].unit, as_of=own.as_of or read[-1].as_of)
        read.append(own)
    return read


def _laid_out(lines: Sequence[str], taken: Sequence[Lines]) -> list[Grid]:
    """The tables of all layouts but HTML; of a cell a line those that do not contradict themselves.

    Lines of one that does are tried by `solved` and then left.
    """
    grids: list[Grid] = []
    held, denied = list(taken), list[Lines]()
    for layout in _LAYOUTS:
        for grid in layout.find_grids(lines, held):
            if _is_headless(grid):
                continue
            if len(grid.rows) == grid.header:  # a table whose rows are not certain
                held.append(grid.lines)
                continue
            cells = layout is not charts and is_stacked(grid)
            unsound = cells and (is_cut(grid, lines) or contradicts_itself(grid))
            unsound = unsound or (grid.layout == "spaces" and _is_denied(grid))
            grids += [] if unsound else [grid]
            (denied if unsound else held).append(grid.lines)
        held += denied if layout is solved else []
    return grids


def _is_denied(grid: Grid) -> bool:
    """Whether the figures are not what the names over them say, by letters ('증감(A-B)') or units."""
    texts = [[cell.text for cell in row] for row in grid.rows]
    names = [" ".join(dict.fromkeys(column)) for column in zip(*texts[: grid.header], strict=True)]
    rows = texts[grid.header :]
    return bool(grid.header) and (denies(names, rows) or has_other_units(names, rows))


def _is_headless(grid: Grid) -> bool:
    """Whether a row of figures was taken for the header of a table in spaces: '1,204' names no column."""
    names = (cell.text for row in grid.rows[: grid.header] for cell in row)
    return grid.layout == "spaces" and any(_AMOUNT.fullmatch(name) for name in names)


def _captions_below(grids: Sequence[Grid], lines: Sequence[str]) -> bool:
    """Whether the captions of a document's tables stand below them: '▲ 표 3. 시설 현황', '[표 2] 직원 수'."""
    below = sum(bool(_caption_line(lines[grid.lines[1] : grid.lines[1] + 2])) for grid in grids)
    over = (lines[max(0, grid.lines[0] - REACH) : grid.lines[0] - 1] for grid in grids)
    above = sum(any(_NUMBERED_CAPTION.match(line.strip()) for line in near) for near in over)
    pointed = any(_POINTED.match(line) for line in lines)
    return below > 0 and (pointed or below > above)


def _caption_line(near: Sequence[str]) -> str:
    """The name of a table in a line that numbers it, the first with text of these; '' for none."""
    line = next((line.strip() for line in near if line.strip()), "")
    found = _NUMBERED_CAPTION.match(line)
    return found["name"] if found else ""


def _end(grid: Grid, lines: Sequence[str]) -> int:
    """The last line of a table, that of its caption where this stands below it."""
    last = grid.lines[1]
    below = (at for at in range(last + 1, min(last + 3, len(lines) + 1)) if lines[at - 1].strip())
    caption = next(below, last) if grid.titled else last
    return caption if caption > last and _caption_line(lines[caption - 1 : caption]) else last


def _named_below(grid: Grid, lines: Sequence[str]) -> Grid:
    """The grid with the caption, and the day and the units in it, that stand in the line below it."""
    name = _caption_line(lines[grid.lines[1] : grid.lines[1] + 2])
    if not name:
        return grid
    as_of = grid.as_of or find_as_of(name) or _lone_day(name)
    unit = grid.unit or ",".join(_units(name))
    return replace(grid, caption=clean_name(name), unit=unit, as_of=as_of, titled=True)


def _written_again(grid: Grid) -> Grid:
    """The grid with what stands above written out where '〃' says that it is the same."""
    if not any(_SAME.fullmatch(cell.text) for row in grid.rows for cell in row):
        return grid
    rows: list[tuple[Cell, ...]] = []
    for row in grid.rows:
        above = rows[-1] if len(rows) > grid.header else row
        pairs = zip(row, above, strict=True)
        rows.append(
            tuple(Cell(up.text, own.lines) if _SAME.fullmatch(own.text) else own for own, up in pairs)
        )
    return replace(grid, rows=tuple(rows))


def _is_next(grid: Grid, following: Grid, lines: Sequence[str]) -> bool:
    """Whether a table is the next part of one report: nothing but its name in brackets is between, if that.

    '(단위 : 천원)' over '〈수입〉' and its table is said of '〈지출〉' and the table under that too.
    """
    heads = (each.rows[: each.header] for each in (grid, following))
    if marked.marker_of(lines[following.lines[0] - 1]) and len(set(heads)) == 1:
        return True  # under the header of the rows before, on the next page
    names = [line.strip() for line in lines[grid.lines[1] : following.lines[0] - 1] if line.strip()]
    if not names:
        return following.lines[0] > grid.lines[1] or following.lines == grid.lines
    parts = [line for line in names if _PART_NAME.match(line)]
    before = [line.strip() for line in lines[max(0, grid.lines[0] - REACH) : grid.lines[0] - 1]]
    return len(names) == len(parts) == 1 and any(_PART_NAME.match(line) for line in before)


def _in_tab_cell(grid: Grid, lines: Sequence[str]) -> bool:
    """Whether a table stands in a cell between tabs; those that indent the lines of its tags are none."""
    first, last = grid.lines
    own = lines[first - 1 : last]
    if sum(line.lstrip().startswith("<") for line in own) > _INDENTED_TAGS:
        own = [_BETWEEN_TAGS.sub("><", line.strip()) for line in own]
    return any("\t" in line for line in own)


def _captioned(grid: Grid, lines: Sequence[str], after: int) -> Grid:
    """The grid with what the lines by it say of it, below the last table's (`after`): unit, day, caption."""
    if grid.layout == "html" and _in_tab_cell(grid, lines):
        return replace(
            grid, unit=grid.unit or _counted(grid, [grid.caption]), caption=caption_of(grid.caption)
        )
    above, title = _above(lines, grid.lines[0], after)
    notes = [*above, _below(lines, grid.lines[1])]
    says = [*notes, title]
    if _PART_NAME.match(title):
        says += _near(lines, grid.lines[0])[1:]
    unit = grid.unit or next((",".join(units) for note in says if (units := _units(note))), "")
    as_of = grid.as_of or next((day for note in says if (day := find_as_of(note) or _lone_day(note))), None)
    own, over = caption_of(grid.caption), caption_of(title)
    same = own and (compact(over) in compact(own) or compact(own) in compact(over))
    caption = own if same or grid.titled else f"{over.partition(' : ')[0]} {own}" if own else over
    unit = unit or _counted(grid, _near(lines, grid.lines[0]))
    return replace(grid, unit=unit, as_of=as_of, caption=caption)


def _units(note: str) -> tuple[str, ...]:
    return stated_units(note) or bracket_units(note)


def _lone_day(note: str) -> dt.date | None:
    """The day in the brackets at the end of a title, alone or with units: '인력 (2023. 6. 30., 명)'."""
    found = _DAY_NOTE.search(note)
    days = find_dates(found[1]) if found else []
    return days[0].last if len(days) == 1 and days[0].precision == "day" else None


def _near(lines: Sequence[str], first: int) -> list[str]:
    """The last few lines of text before a table, the nearest first."""
    before = [line for line in lines[max(0, first - 9) : first - 1] if line.strip()]
    return [line for line in reversed(before[-3:]) if "\t" not in line and len(line) < 200]


def _counted(grid: Grid, texts: Sequence[str]) -> str:
    """The unit in which the words over a table count its total: '예외대상(68명)' over a cell of 68."""
    totals = {cell.text.replace(",", "") for cell in _totals(grid)}
    for text in texts:
        for figure in reversed(parse_figures(text)):
            known = figure.unit and figure.unit != "%" and figure.unit not in AMBIGUOUS
            if known and figure.value >= SMALL_TOTAL and str(figure.value) in totals:
                return figure.unit
    return ""


def _totals(grid: Grid) -> Iterator[Cell]:
    """The cells in a row or under a column named a total, without those whose column tells its unit."""
    for row in grid.rows[grid.header :]:
        for column, cell in enumerate(row):
            heads = [grid.rows[h][column].text for h in range(grid.header)]
            total = any(is_total(name) for name in (row[0].text, *heads))
            if total and not any(bracket_units(head) for head in heads):
                yield cell


def _above(lines: Sequence[str], first: int, after: int) -> tuple[list[str], str]:
    """The unit lines just above a table, the nearest first, and the line above those as its title."""
    notes: list[str] = []
    number, seen = first - 1, 0
    while number > after and first - number <= 8 and seen < REACH:
        line = lines[number - 1].strip()
        number -= 1
        if not line:
            continue
        seen += 1
        if len(line) > 200 or "\t" in line or line.startswith("</") or is_furniture(line):
            break
        if is_unit_line(line):
            notes.append(line)
            continue
        over = lines[number - 1].strip() if number > after + bool(after) else ""
        # '(단위 : 명)', then '□ 시설 현황', then the table
        return [*notes, over] if over and not notes and is_unit_line(over) else notes, line
    return notes, ""


def _below(lines: Sequence[str], last: int) -> str:
    """A unit line just below a table."""
    following = [line.strip() for line in lines[last : last + 2] if line.strip()]
    line = following[0] if following else ""
    return line if len(line) < 80 and is_unit_line(line) and following_is_free(lines, last) else ""


def is_unit_line(line: str) -> bool:
    """True for a line that only says a table's unit or day: '(단위 : 천원)', '단위: 명 / 2031. 3. 1.'.

    Not for a title that says it too: '□ 정원 및 현원 <단위 : 명>', '3. 부서별 예산 단위 : 천원'.
    """
    if _TITLED_UNIT.match(line) and (mark := read_mark(line)).style and _WORDED.match(mark.text):
        return False
    return bool(_UNIT_LINE.match(line) or (_ONLY_NOTE.match(line) and bracket_units(line)))


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
    if is_row_of_boxes(line):
        return ""
    last = _CLAUSES.split(_UNIT_NOTE.sub("", line))[-1]
    mark = read_mark(last)
    text = clean_name(mark.text if mark.style in NUMBERED else last).strip(_MARKS)
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        text = text[1:-1].strip()
    return text if 0 < len(text) <= LONG_CAPTION else ""
