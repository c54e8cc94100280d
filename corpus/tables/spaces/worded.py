"""Flattened tables whose rows are a label, a few figures or days, and words to the end of the line.

    연번 관 명 개관 면적(㎡) 시설 휴관일               과 명
    1 물빛관 2031. 4. 1,842 열람실 2, 강당 월요일       인원
    2 솔바람관 2028. 11. 960 수장고, 뜰 설날            맡은 일
                                                        총무과 11 ◦ 회계, 계약
                                                        나루과 9 ◦ 뱃길 관리

Each row is one line and has all its figures. Where several columns of words follow, nothing tells where one
ends, so they are one cell under all their names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from corpus.markers import read_mark
from corpus.model import Cell
from corpus.tables.spaces.header import header_words, is_label_word, segmentations
from corpus.tables.spaces.kinds import NUMBERS
from corpus.tables.spaces.lines import Line
from corpus.tables.spaces.names import is_name
from corpus.tables.spaces.typed import Kind, head_kind
from corpus.tables.spaces.words import is_caption, words_of

_FEWEST_ROWS: Final = 3
_MOST_NAMES: Final = 9
_LONGEST_LABEL: Final = 24
_SURE: Final = 0.4  # what the reading of a header line may cost
_DAY: Final = re.compile(r"(?:(?:19|20)\d{2}|[‘’'`]\d{2})\.\s?\d{1,2}\.(?:\s?\d{1,2}\.?)?(?!\S)")
_BULLET: Final = re.compile(r"^[◦○ㅇ•·-]\s+")

Rows = list[tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class _Row:
    """The pieces of a line: its number or '', the label, the figures and days behind it, what is left.

    `rest[i]` is what stands behind the first i values.
    """

    number: str
    label: str
    values: tuple[tuple[Kind, str], ...]
    rest: tuple[str, ...]


def worded_table(lines: Sequence[Line], start: int) -> Rows:
    """The rows of such a table whose header is, or starts with, line `start`; none for no such header.

    Args:
        lines: lines that are not blank.
        start: the place of the would-be header.

    Returns:
        The header and rows of as many cells.
    """
    for names, below in _headers(lines, start):
        numbered = "".join(names[0].text.split()) in NUMBERS
        labels = 2 if numbered else 1
        kinds = [head_kind("".join(name.text.split())) for name in names[labels:]]
        count = next((at for at, kind in enumerate(kinds) if kind not in {"figure", "day"}), len(kinds))
        if not 0 < count < len(kinds) or not is_label_word("".join(names[labels - 1].text.split())):
            continue
        found = list(_body(lines, below, kinds[:count], numbered=numbered))
        # a further figure in each row could be of one of the columns of words
        further = all(len(row.values) > count for _, row in found) and len(kinds) > count + 1
        words = sum(any(word.kind == "text" for word in words_of(row.rest[count])) for _, row in found)
        if len(found) >= _FEWEST_ROWS <= words and not further:
            return [_header(names, labels + count), *(_cells(line, row, count) for line, row in found)]
    return []


def _headers(lines: Sequence[Line], start: int) -> Iterator[tuple[list[Cell], int]]:
    """The names of a header at a line, and the place of the line below: on the line, or one a line."""
    first = lines[start]
    if first.values or read_mark(first.text).style or is_caption(first.text):
        return
    here = (first.number, first.number)
    # few lines have a row with values right below, and reading names takes long
    below = lines[start + 1 : start + 2]
    if any(_row(line, numbered=numbered).values for line in below for numbered in (False, True)):
        cost, cells = next(iter(segmentations(header_words(first.text))), (_SURE, ()))
        if cost < _SURE and len(cells) > _MOST_NAMES // _FEWEST_ROWS - 1:
            yield [Cell(text, here) for text in cells], start + 1
    if not is_label_word(first.key):
        return
    end = start + 1
    while end < len(lines) and end - start < _MOST_NAMES and is_name(lines[end]):
        end += 1
    if end - start >= _FEWEST_ROWS:
        yield [Cell(line.bare, (line.number, line.number)) for line in lines[start:end]], end


def _body(
    lines: Sequence[Line], first: int, kinds: Sequence[Kind], *, numbered: bool
) -> Iterator[tuple[Line, _Row]]:
    """The lines from place `first` on that are rows with values of these kinds and words behind them."""
    for place, line in enumerate(lines[first:], 1):
        row = _row(line, numbered=numbered)
        values = row.values[: len(kinds)]
        fits = len(values) == len(kinds) and all(
            kind in {"note", wanted} for (kind, _), wanted in zip(values, kinds, strict=True)
        )
        counted = not numbered or row.number == str(place)
        if not fits or not row.label or not counted or not _is_words(row.rest[len(kinds)]):
            return
        yield line, row


def _is_words(text: str) -> bool:
    """Whether what is behind the values is words, or a dash for none."""
    kinds = {word.kind for word in words_of(text)}
    return "text" in kinds or kinds == {"dash"}


def _row(line: Line, *, numbered: bool) -> _Row:
    """The pieces of a line; a dash is of the kind 'note', as it stands for a figure or a day."""
    words = list(words_of(line.text))
    number = words.pop(0).text.rstrip(".)") if numbered and words else ""
    label: list[str] = []
    while words and words[0].kind in {"text", "mark"} and not _DAY.match(line.text, words[0].start):
        label.append(words.pop(0).text)
    values: list[tuple[Kind, str]] = []
    rest = [line.text[words[0].start :].strip() if words else ""]
    while words:
        day = _DAY.match(line.text, words[0].start)
        if not day and words[0].kind not in {"figure", "dash"}:
            break
        kind: Kind = "day" if day else "figure" if words[0].kind == "figure" else "note"
        values.append((kind, day[0] if day else words[0].text))
        end = day.end() if day else words[0].end
        words = [word for word in words if word.start >= end]
        rest.append(line.text[end:].strip())
    text = " ".join(label)
    return _Row(number, text if len(text) <= _LONGEST_LABEL else "", tuple(values), tuple(rest))


def _header(names: Sequence[Cell], typed: int) -> tuple[Cell, ...]:
    """The header's cells; the names over the columns of words in one."""
    words = names[typed:]
    joined = Cell(" / ".join(name.text for name in words), (words[0].lines[0], words[-1].lines[1]))
    return (*names[:typed], joined)


def _cells(line: Line, row: _Row, count: int) -> tuple[Cell, ...]:
    """A row's cells: its number, its label, the values and the words behind them."""
    here = (line.number, line.number)
    texts = [row.label, *(text for _, text in row.values[:count]), _BULLET.sub("", row.rest[count])]
    return tuple(Cell(text, here) for text in ([row.number, *texts] if row.number else texts))
