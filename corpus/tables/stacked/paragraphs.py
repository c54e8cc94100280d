"""Tables whose cells are paragraphs: `pdftotext` without its layout writes a blank line between two cells.

부서명                 A cell may take several lines ('시설', '관리과'), figures that nearly touch are on
                       one ('1,200 900 75.0'), and so are names of columns ('예산액 집행액 집행률').
예산액 집행액          A page's end stands between cells, and the names come again below it.

시설
관리과

1,200 900
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import Final

from corpus.joining import join
from corpus.markers import lone_number, read_mark
from corpus.model import Cell, Grid, Lines
from corpus.tables.cell_kinds import compact
from corpus.tables.spaces.header import is_label_word
from corpus.tables.spaces.lines import YEAR
from corpus.tables.spaces.words import is_caption, is_furniture, kind_of, taken_lines, value_span, words_of
from corpus.tables.stacked.even_rows import even_rows
from corpus.tables.stacked.uneven_rows import uneven_rows
from corpus.tables.sums import is_total

_LONGEST_CELL: Final = 300
_LONGEST_NAME: Final = 15
_MOST_NAMES: Final = 12
_FEWEST_CELLS: Final = 6
_MOST_ROWS: Final = 0.1  # of the paragraphs: a row of cells each is another layout
_LEAST_PARTED: Final = 0.7  # of the lines between cells that are blank

_Paragraph = list[tuple[int, str]]


def find_grids(lines: Sequence[str], taken: Sequence[Lines]) -> list[Grid]:
    """The tables with a paragraph a cell, in document order.

    Args:
        lines: the document's lines.
        taken: ranges of lines (1-based, inclusive) that belong to other tables.
    """
    grids: list[Grid] = []
    for region in _regions(lines, taken_lines(taken)):
        named = bool(region) and is_label_word(compact(region[0][0][1]))  # '구분' is no title over the names
        grid = _grid(region) or (None if named else _grid(region[1:]))
        if grid:
            grids.append(grid)
    return grids


def _grid(paragraphs: Sequence[_Paragraph]) -> Grid | None:
    """The table of paragraphs, a cell or more in each; None where they do not come out as rows."""
    count = sum(map(len, paragraphs))
    if not paragraphs or len(paragraphs) < _LEAST_PARTED * count:
        return None
    parts = [_cells(paragraph) for paragraph in paragraphs]
    rows = sum(map(_is_row, paragraphs))
    cells = [cell for part in parts for cell in part]
    if len(cells) < _FEWEST_CELLS or rows > _MOST_ROWS * len(parts):
        return None
    return even_rows(cells) or uneven_rows(cells)


def _is_row(paragraph: _Paragraph) -> bool:
    """Whether a paragraph is a label and the figures of its row: '청사 임대수입 349,530 62.0%'.

    The label may be a year: '2030년 6,361 3,480'.
    """
    words = words_of(paragraph[0][1])
    start, end = value_span(words)
    if start == 0 and end > 0 and YEAR.match(words[0].text):
        start = 1
    return len(paragraph) == 1 and 0 < start < end - 1


def _regions(lines: Sequence[str], elsewhere: set[int]) -> Iterator[list[_Paragraph]]:
    """The runs of paragraphs between bullets, headings and captions."""
    region: list[_Paragraph] = []
    paragraph: _Paragraph = []
    for number, line in enumerate([*lines, ""], 1):
        text = line.strip()
        if not text or number in elsewhere:
            if paragraph:
                yield from _ended(region, paragraph)
            paragraph = []
        elif not is_furniture(line):
            paragraph.append((number, text))
    yield region


def _ended(region: list[_Paragraph], paragraph: _Paragraph) -> Iterator[list[_Paragraph]]:
    """Puts a paragraph to the region; one with a mark ends it.

    A figure over the mark is the last cell, and a name on the last line opens the next region.
    """
    if not _is_text(paragraph):
        region.extend(_without_names(paragraph, region))
        return
    if kind_of(paragraph[0][1]) != "text":
        region.append(paragraph[:1])
    yield list(region)
    region.clear()
    last = paragraph[-1]
    if len(paragraph) > 1 and not _is_text([last]) and _may_be_name(last[1]):
        region.append([last])


def _is_text(paragraph: _Paragraph) -> bool:
    """Whether a paragraph is of no table: it has a mark, says a unit, or is long."""
    marked = any(
        (read_mark(text).style and kind_of(text) == "text" and not lone_number(text)[0]) or is_caption(text)
        for _, text in paragraph
    )
    return marked or sum(len(text) for _, text in paragraph) > _LONGEST_CELL or "\t" in paragraph[0][1]


def _may_be_name(text: str) -> bool:
    return is_label_word(compact(text)) or (len(text) <= _LONGEST_NAME and not any(map(str.isdigit, text)))


def _without_names(paragraph: _Paragraph, region: Sequence[_Paragraph]) -> list[_Paragraph]:
    """The paragraph; the name of its column, which comes again above it on a next page, is another one."""
    names = {known[0][1] for known in region[:_MOST_NAMES] if len(known) == 1}
    if len(paragraph) > 1 and paragraph[0][1] in names:
        return [paragraph[:1], paragraph[1:]]
    return [paragraph]


def _cells(paragraph: _Paragraph) -> list[Cell]:
    """The cells of a paragraph: its figures each, a label and the figures behind it, or one of its words."""
    found = [
        (number, word.text, word.kind in {"figure", "dash"})
        for number, text in paragraph
        for word in words_of(text)
    ]
    if all(figure for _, _, figure in found):
        return [Cell(text, (number, number)) for number, text, _ in found]
    first, last = paragraph[0], paragraph[-1]
    if len(paragraph) == 2 and is_total(last[1]) and not is_total(first[1]):  # over the first row, its name
        return [Cell(text, (number, number)) for number, text in paragraph]
    if len(paragraph) == 1:
        words = words_of(first[1])
        start, end = value_span(words)
        plain = all(word.text[-1:].isdigit() or word.kind == "dash" for word in words[start:end])
        if 0 < start < end - 1 and end == len(words) and plain:
            here = (first[0], first[0])
            label = Cell(first[1][: words[start - 1].end].strip(), here)
            return [label, *(Cell(word.text, here) for word in words[start:])]
    return [Cell(reduce(join, (text for _, text in paragraph)), (first[0], last[0]))]
