"""The labels and figures of a chart, as extraction writes them: under its title a label, its figure, a label.

    [차트] 연령별 회원(명)
    19세 이하                 each label a row, the title the name of the one column
    1,204
    20~39세
    3,880

Two figures in a line stand under two names in the title: '차종 → 대수 / 노후' over '승용차' and '12 / 3'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from corpus.figures import parse_cell
from corpus.markers import read_mark
from corpus.model import Cell, Grid, Lines
from corpus.tables.cell_kinds import clean_name
from corpus.tables.measures import unit_in_name
from corpus.tables.spaces.words import is_furniture, taken_lines
from corpus.units import bracket_units, stated_units

_FIGURE: Final = re.compile(
    r"[△▲-]?\d[\d,]*(?:\.\d+)?\s?(?:%p?|[가-힣㎡㎞㎏]{1,4})?(?:\s?[(（]\d[\d.,]*\s?%[)）])?"
)
_LARGE: Final = re.compile(r"[△▲-]?(?:\d{1,3}(?:,\d{3})+|\d+\.\d+)")
_LABELLED: Final = re.compile(r"[가-힣A-Za-z]|^[‘’'`]?(?:19|20)?\d{2}$")
_SLASH: Final = re.compile(r"\s?/\s?")
_NAMES: Final = re.compile(r"(?P<label>[^→:：/]{1,15}?)\s?[→:：]\s?(?P<columns>[^→:：]{2,40})")
_MARK: Final = re.compile(
    r"^[\[〔【<〈(]\s?(?:차트|그래프|도표|그림|표|막대|원형)[^\]〕】>〉)]{0,8}[\]〕】>〉)]\s*"
)
_TITLE: Final = "구분"
_NOTE: Final = re.compile(r"[(（\[][^()（）]*[)）\]]")
_LONGEST_LABEL: Final = 20
_LONGEST_TITLE: Final = 40
_FEWEST: Final = 3
_PAIR: Final = 2
_CONTENTS: Final = 100  # a smaller number may be a page

_Pair = tuple[Cell, Cell]


def find_grids(lines: Sequence[str], taken: Sequence[Lines]) -> list[Grid]:
    """The charts of a document, in order; `taken` holds the lines of other tables."""
    grids: list[Grid] = []
    for run in _runs(lines, taken_lines(taken)):
        for start in range(len(run)):
            if grid := _grid(run[start:]):
                grids.append(grid)
                break
    return grids


def _runs(lines: Sequence[str], elsewhere: set[int]) -> Iterator[list[Cell]]:
    """The runs of lines without a blank one between them."""
    run: list[Cell] = []
    for number, line in enumerate([*lines, ""], 1):
        pair = bool(run) and _is_label(run[-1].text) and _is_value(line)  # '16 / 5' is no page here
        if line.strip() and number not in elsewhere and (pair or not is_furniture(line)):
            run.append(Cell(line.strip(), (number, number)))
        elif run:
            yield run
            run = []


def _grid(run: Sequence[Cell]) -> Grid | None:
    """The chart whose title, or else first label, is the first line of a run."""
    title, *rest = run
    unit = stated_units(rest[0].text) if rest and _NOTE.fullmatch(rest[0].text) else ()
    titled = _pairs(rest[1:] if unit else rest)
    if len(titled) < _FEWEST or _is_figure(title.text) or len(title.text) > _LONGEST_TITLE:
        return None
    grid = _table(titled, _names(title.text), title)
    return replace(grid, unit=",".join(unit)) if grid else None


def _pairs(cells: Sequence[Cell]) -> list[_Pair]:
    """The labels and figures at the start of a run, in turns."""
    pairs: list[_Pair] = []
    for label, value in zip(cells[::2], cells[1::2], strict=False):
        if not _is_label(label.text) or not _is_value(value.text):
            break
        pairs.append((label, value))
    return pairs


def _is_label(text: str) -> bool:
    own = not _LARGE.match(text) and bool(_LABELLED.search(text))
    return own and len(text) <= _LONGEST_LABEL and not read_mark(text).style


def _is_value(text: str) -> bool:
    return all(map(_is_figure, _SLASH.split(text)))


def _is_figure(text: str) -> bool:
    return bool(_FIGURE.fullmatch(text.strip()))


def _names(title: str) -> list[str]:
    """The name over the labels and those over the figures that a title has: '차종 → 대수 / 노후'."""
    found = _NAMES.fullmatch(title)
    if found:
        return [found["label"], *_SLASH.split(found["columns"])]
    return [_TITLE, _MARK.sub("", title)]


def _table(pairs: Sequence[_Pair], names: Sequence[str], title: Cell) -> Grid | None:
    rows = [(label, *_values(value)) for label, value in pairs]
    if {len(row) for row in rows} != {len(names)} or not _is_told(pairs, title.text):
        return None
    head = tuple(Cell(name, title.lines) for name in names)
    span = (title.lines[0], pairs[-1][1].lines[1])
    if len(rows[0]) > _PAIR:  # '차종 → 대수 / 노후': names of columns
        return Grid((head, *rows), 1, "spaces", span)
    return Grid((head, *rows), 1, "spaces", span, caption=clean_name(names[1]), titled=True)


def _values(value: Cell) -> list[Cell]:
    return [Cell(text, value.lines) for text in _SLASH.split(value.text)]


def _is_told(pairs: Sequence[_Pair], title: str) -> bool:
    """Whether labels differ, and the figures are no numbers of pages: '개요', '3', '현황', '7'."""
    labels = [label.text for label, _ in pairs]
    numbers = sum(label.isdigit() for label in labels)
    if 0 < numbers < len(labels):  # figures of wider rows
        return False
    if len(set(labels)) < len(labels) or any(value.text.startswith("0") for _, value in pairs[1:]):
        return False
    counted = bracket_units(title) or unit_in_name(title) or any("," in value.text for _, value in pairs)
    values = [figure.value if (figure := parse_cell(value.text, "")) else 0 for _, value in pairs]
    grows = all(one < other for one, other in pairwise(values)) and values[-1] < _CONTENTS
    return bool(counted) or not grows
