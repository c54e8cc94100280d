"""Raw rows of cells, as a layout reader cut them, become a Grid: its header laid out, its merges filled."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from corpus.dates import find_as_of
from corpus.model import Cell, Grid, Layout, Lines
from corpus.tables.cell_kinds import NUMBERS, WORDS, compact, is_value, kind_of
from corpus.tables.centred_groups import spread_groups
from corpus.tables.group_ends import part_from_groups
from corpus.tables.headers import count_header, fill_header, group_starts, label_columns, merged_slots
from corpus.tables.merged_heads import lay_merged
from corpus.tables.ragged import SUSPECT, Profile, clashes, place, profiles, row_cost
from corpus.tables.sums import is_total
from corpus.units import caption_units

MAX_WIDTH: Final = 64
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_ARROW = re.compile(r"^[➔⇒→⇨➡➜▶►⇛➞>]+$")
_RULE = re.compile(r"^[-=─━—_]{2,}$")
_DRAWN = re.compile(r"^[─━┌┐├┤]+\s*(?=\S)|(?<=\S)\s*[─━┌┐├┤]+$")
_UNIT_HEAD: Final = "단위"
GROUPED: Final = 2  # columns of labels, the first of which may be of groups


@dataclass(slots=True)
class Raw:
    """A table as cut from the lines: rows of cells of any length, and where it stands.

    `header` is given where the layout says it (HTML `<thead>`); `merged` False where a blank cell is
    really empty, because the layout writes spans out itself. `centred` says that names of groups stand in
    the middle of their rows in other tables; `assemble` sets it where they do in this one.
    """

    rows: list[list[Cell]]
    layout: Layout
    lines: Lines
    header: int | None = None
    merged: bool = True
    centred: bool = False
    unit: str = ""
    caption: str = ""
    doubts: set[int] = field(default_factory=set)


def numbers(ranges: Sequence[Lines]) -> set[int]:
    """The numbers of the lines in the ranges."""
    return {number for first, last in ranges for number in range(first, last + 1)}


def cell_text(raw: str) -> str:
    """A cell's text without tags, tables inside it left out, white space normalised.

    Spaces before the text stay where there is no tag: they show how deep a label stands.
    """
    raw = raw.replace("**", "")
    if "<" in raw and _TAG.search(raw):
        tree = LexborHTMLParser(raw)
        for node in tree.css("table"):
            node.decompose()
        body = tree.body
        return " ".join(body.text(separator=" ").split()) if body else ""
    raw = html.unescape(raw) if "&" in raw else raw
    words = without_rules(" ".join(raw.split()))
    indent = len(raw) - len(raw.lstrip(" \u3000\xa0"))
    return " " * indent + words if words else ""


def without_rules(text: str) -> str:
    """A text without the rules drawn to both sides of it: '┌─── 누계 ───┐'."""
    return _DRAWN.sub("", text) if text.strip("─━┌┐├┤ ") else text


def assemble(raw: Raw) -> Grid | None:
    """The Grid of a raw table; None for what holds no table (one column, no cells)."""
    _drop_rules(raw)
    _take_titles(raw)
    _drop_fillers(raw)
    _take_merged(raw)
    if not raw.rows:
        return None
    width = min(MAX_WIDTH, max(_last(row) for row in raw.rows))
    if width < 2:
        return None
    rows = [row[:width] for row in raw.rows]
    header = count_header(_texts(rows)) if raw.header is None else raw.header
    head = _lay_header(_texts(rows[:header]), width, raw)
    heads = [" ".join(column) for column in zip(*head, strict=True)] if head else [""] * width
    body = _texts(rows[header:])
    full = _full_rows(body, width)
    labels = label_columns(head + (full or [_pad(row, width) for row in body]), header)
    columns = profiles(full, heads, labels, width)
    stripped = _is_stripped(_texts(rows))
    placed = [_place(row, columns, stripped, raw, at) for at, row in enumerate(rows[header:], header)]
    labels = label_columns(head + _texts(placed), header)
    top = _cells(rows[:header], head)
    if raw.merged:
        top = _cells(rows[:header], fill_header(head))
        placed = part_from_groups(_fill_labels(_spread(placed, labels, raw), labels, heads), labels)
    return Grid(
        rows=tuple(tuple(row) for row in top + placed),
        header=header,
        layout=raw.layout,
        lines=raw.lines,
        unit=raw.unit,
        as_of=find_as_of(raw.caption),
        caption=raw.caption,
        doubts=frozenset(raw.doubts),
    )


def _full_rows(body: list[list[str]], width: int) -> list[list[str]]:
    """The rows to learn the columns' kinds from: those with all cells, with a figure in the last if any.

    Others may have been shifted to the left and filled up with blanks; a total has labels of its own.
    """
    full = [row for row in body if len(row) == width]
    ended = [row for row in full if is_value(row[-1])]
    return [row for row in ended if not is_total(row[0])] or ended or full


def _is_stripped(rows: list[list[str]]) -> bool:
    """True where the writer wrote blank cells, but none at the end of a row."""
    blanks = any(not text.strip() for row in rows for text in row)
    return blanks and all(row[-1].strip() for row in rows)


def _texts(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    return [[cell.text for cell in row] for row in rows]


def _pad(row: list[str], width: int) -> list[str]:
    return row + [""] * (width - len(row))


def _last(row: Sequence[Cell]) -> int:
    """How many cells the row has up to its last one with text."""
    return max((at + 1 for at, cell in enumerate(row) if cell.text.strip()), default=0)


def _drop_rules(raw: Raw) -> None:
    """Leave out rows of dashes ('-----⇥---'), which Markdown has under its header."""
    raw.rows = [
        row
        for row in raw.rows
        if _last(row) and not all(_RULE.match(cell.text.strip()) for cell in row if cell.text.strip())
    ]


def _take_titles(raw: Raw) -> None:
    """A first row of one cell over a wider table is its title or its unit line, not a row of it."""
    while len(raw.rows) > 2 and _last(raw.rows[1]) > 1:
        filled = [cell.text.strip() for cell in raw.rows[0] if cell.text.strip()]
        first = raw.rows[0][0].text.strip()
        if len(set(filled)) != 1 or not first or kind_of(first) not in WORDS or raw.header == 1:
            return
        units = caption_units(filled[0])
        raw.unit = raw.unit or ",".join(units)
        raw.caption = " ".join(part for part in (raw.caption, filled[0]) if part)
        raw.rows = raw.rows[1:]
        raw.header = raw.header - 1 if raw.header else raw.header


def _drop_fillers(raw: Raw) -> None:
    """Leave out blank columns, those of arrows and of dashes; a before -> after pair gets its header.

    '기존⇥한 곳에서 접수⇥➔⇥개선⇥세 곳에서 접수' becomes the columns 기존 and 개선 of one row;
    '▶ 면적⇥-----⇥12.3㎢' becomes '▶ 면적⇥12.3㎢'.
    """
    width = max((len(row) for row in raw.rows), default=0)
    blank = {c for c in range(width) if not any(row[c].text.strip() for row in raw.rows if c < len(row))}
    if blank and max(blank) < width - 1:  # two tabs between cells
        raw.rows = [[cell for c, cell in enumerate(row) if c not in blank] for row in raw.rows]
        width -= len(blank)
    arrows = {c for c in range(width) if _all_match(raw.rows, c, _ARROW)}
    fillers = arrows | {c for c in range(width) if _all_match(raw.rows, c, _RULE)}
    if not fillers or len(fillers) > width - 2:
        return
    raw.rows = [[cell for c, cell in enumerate(row) if c not in fillers] for row in raw.rows]
    if len(arrows) == 1 and all(len(row) == 4 for row in raw.rows):
        before, after = raw.rows[0][0], raw.rows[0][2]
        if max(len(compact(before.text)), len(compact(after.text))) <= 12 and raw.rows[0][1].text:
            raw.rows = [[before, after], *([row[1], row[3]] for row in raw.rows)]
            raw.header = 1


def _take_merged(raw: Raw) -> None:
    """Write out the names over several columns or rows of a header that left fewer cells behind."""
    laid = lay_merged(raw.rows) if raw.merged else []
    if laid:
        raw.rows = [*laid, *raw.rows[len(laid) :]]
        raw.header = len(laid)


def _all_match(rows: Sequence[Sequence[Cell]], column: int, pattern: re.Pattern[str]) -> bool:
    texts = [row[column].text.strip() for row in rows if column < len(row)]
    filled = [text for text in texts if text]
    return bool(filled) and all(pattern.match(text) for text in filled)


def _lay_header(rows: list[list[str]], width: int, raw: Raw) -> list[list[str]]:
    """The header rows at the table's width, each name over its columns.

    A second row that was shifted left ('증감액⇥증감률' under '구분⇥예산⇥증감⇥') goes under the merged
    names, and a first row that lost the blanks of its merged names ('구분⇥증감⇥집행') is spread.
    """
    out: list[list[str]] = []
    for at, full in enumerate(rows):
        row = _trimmed(full)
        above = out[at - 1] if at else None
        if above is not None and len(row) < width and row[0].strip():
            slots = merged_slots(above)
            laid = [""] * width
            for slot, name in zip(slots, row, strict=False):
                laid[slot] = name
            out.append(laid)
        elif not at and all(row) and len(row) < width and _lost_blanks(rows, width):
            out.append(_spread_names(row, _pad(rows[1], width), len(full) < width, raw))
        else:
            out.append(_pad(row, width))
    return out


def _lost_blanks(rows: list[list[str]], width: int) -> bool:
    """Whether the first of several rows may have lost the blanks of its merged names.

    Of more than two it has not where it has all its cells: names with blanks behind them stand below it too.
    """
    levels = len(rows)
    return levels > 1 and not rows[1][0].strip() and (levels == GROUPED or len(rows[0]) < width)


def _trimmed(row: list[str]) -> list[str]:
    """The row without the blank cells at its end."""
    end = len(row)
    while end and not row[end - 1].strip():
        end -= 1
    return row[:end]


def _spread_names(row: list[str], below: list[str], short: bool, raw: Raw) -> list[str]:
    """Names without blanks between them, laid over the row below: single columns, then groups.

    Where nothing tells how wide the groups are, a row that has all its cells (not `short`) stands as it is
    written and another one has equal shares; then the header is doubted.
    """
    width = len(below)
    single = [column for column, text in enumerate(below) if not text.strip()]
    shared = [column for column, text in enumerate(below) if text.strip()]
    alone = len([column for column in single if column < shared[0]]) if shared else len(single)
    groups = len(row) - len(single)
    if groups < 2:
        return _laid(row, single, shared[:groups], alone, width)
    names = [compact(below[column]) for column in shared]
    starts, sure = _group_starts(names, groups)
    if not sure:
        raw.doubts.add(0)
    if not starts:
        if not short or len(shared) % groups:
            return _pad(row, width)
        starts = list(range(0, len(shared), len(shared) // groups))
    return _laid(row, single, [shared[start] for start in starts], alone, width)


def _group_starts(names: list[str], groups: int) -> tuple[list[int], bool]:
    """Where the groups of names start, and whether that is sure; no starts where nothing tells.

    (액, 률 | 액, 률) starts again with its first name, and so does (액, 률, 잔액 | 액, 률), less surely;
    equal shares need names that end in turn alike (증감액, 증감률 | 집행액, 집행률).
    """
    starts = group_starts(names)
    if len(starts) == groups:
        return starts, len({end - start for start, end in pairwise([*starts, len(names)])}) == 1
    share = len(names) // groups
    alike = all(name[-1] == later[-1] for name, later in zip(names, names[share:], strict=False))
    if alike and len(names) % groups == 0 and len({name[-1] for name in names[:share]}) > 1:
        return list(range(0, len(names), share)), True
    return [], False


def _laid(row: list[str], single: list[int], groups: list[int], alone: int, width: int) -> list[str]:
    """The names in their columns: those before the groups, one at each group's start, those after."""
    laid = [""] * width
    for column, name in zip([*single[:alone], *groups], row, strict=False):
        laid[column] = name
    for column, name in zip(reversed(single[alone:]), reversed(row), strict=False):
        laid[column] = name
    return laid


def _place(row: list[Cell], columns: Sequence[Profile], stripped: bool, raw: Raw, at: int) -> list[Cell]:
    """A body row at the table's width; the row is doubted where its cells could stand otherwise."""
    width, lines = len(columns), row[0].lines
    texts = [cell.text for cell in row]
    figures = any(kind_of(text) in NUMBERS for text in texts)
    if len(row) == width and (not figures or row_cost(texts, columns) < SUSPECT):
        return row
    blank = Cell("", lines)
    filled = row[: _last(row)]
    found = place([cell.text for cell in filled], columns, stripped=stripped)
    laid = [blank] * width
    for cell, column in zip(filled, found.columns, strict=True):
        laid[column] = cell
    if len(row) == width:
        better = row_cost([cell.text for cell in laid], columns) < row_cost(texts, columns)
        if not better:
            return row
    if not found.certain or (len(row) == width and not clashes(texts, columns)):
        raw.doubts.add(at)
    return laid


def _cells(rows: list[list[Cell]], texts: list[list[str]]) -> list[list[Cell]]:
    return [
        [Cell(text.strip(), row[0].lines) for text in line] for row, line in zip(rows, texts, strict=True)
    ]


def _spread(body: list[list[Cell]], labels: int, raw: Raw) -> list[list[Cell]]:
    """The rows with names that stand in the middle of their groups written out in each."""
    found = spread_groups(body, known=raw.centred) if raw.centred or labels == GROUPED else None
    raw.centred = raw.centred or found is not None
    return found or body


def _fill_labels(body: list[list[Cell]], labels: int, heads: Sequence[str]) -> list[list[Cell]]:
    """Labels merged over rows or columns, and merged units, written out in each place that they cover."""
    above: list[Cell] | None = None
    out: list[list[Cell]] = []
    whole = labels > 1 and _is_whole(body, labels)
    for row in body:
        new = list(row)
        for column in range(labels):
            if new[column].text:
                continue
            if whole:  # ',합계,34' under '사회국,복지과,12': no one's part
                new[column] = row[labels - 1]
            elif column and new[column - 1].text and not any(cell.text for cell in row[column:labels]):
                new[column] = Cell(new[column - 1].text, row[column].lines)
            elif above is not None:
                new[column] = Cell(above[column].text, row[column].lines)
        for column, head in enumerate(heads):
            if compact(head) == _UNIT_HEAD and not new[column].text and above is not None:
                new[column] = Cell(above[column].text, row[column].lines)
        out.append(new)
        above = new
    return out


def _is_whole(body: list[list[Cell]], labels: int) -> bool:
    """True where each row has all its labels written out, save the total."""
    blank = [row for row in body if not all(cell.text for cell in row[:labels])]
    return 0 < len(blank) < len(body) and all(
        is_total(row[labels - 1].text) and not any(cell.text for cell in row[: labels - 1]) for row in blank
    )
