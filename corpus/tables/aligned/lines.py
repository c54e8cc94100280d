"""Lines in columns of spaces: the runs of them that may be a table, and where their pieces of text stand.

The columns of a page are counted as a terminal shows them, a Hangul syllable as two, or as letters, each as
one: what text extraction from a PDF gives.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Final

from corpus.joining import join
from corpus.markers import read_mark
from corpus.tables.assemble import cell_text
from corpus.tables.cell_kinds import is_value, kind_of
from corpus.tables.marked import marker_of
from corpus.tables.paged import next_page
from corpus.tables.spaces.words import GLUE, is_caption, letters_joined

_LONGEST: Final = 200
FEWEST_COLUMNS: Final = 3
FEWEST_ROWS: Final = 3
LEAST_FIGURES: Final = 2  # columns of figures
_MOST_BLANK: Final = 2  # lines
_NEAR: Final = 1  # columns of the page by which figures written to the right end apart
_FEWEST_ENDS: Final = 2
_MOST_LABEL: Final = 3  # lines of a label above the figures of its row
_INDENT: Final = 2  # columns of the page by which lines of one label begin apart
_ROW_MARKS: Final = frozenset(["dash", "dot", "circle", "arrow"])
_RULES: Final = "-=─━_"
_RULE = re.compile(r"^[-=─━_]{5,}[-=─━_\s]*$")
OPEN = re.compile(r"[·‧ㆍ,]$|\s및$")  # '윗마을·': the first part of a label
# a piece between gaps of two columns or more
_PIECE = re.compile(r"\S+(?:\s\S+)*")
_YEAR = re.compile(r"^(?:19|20)\d\d년?$")

Span = tuple[int, int]
Measure = Callable[[str], int]
Block = list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Line:
    """A line's pieces of text, each with the columns of the page in which it stands.

    `joined` says that words of its label stand on the lines above and below.
    """

    number: int
    pieces: tuple[tuple[Span, str], ...]
    joined: bool = False

    @property
    def figures(self) -> int:
        """How many of the pieces are figures."""
        return sum(is_value(text) for _, text in self.pieces)


def runs_of(lines: Sequence[str], may_be: Callable[[int, str], bool], least: int) -> Iterator[Block]:
    """The runs of at least so many lines each of which may be of a table; blank ones are none.

    Args:
        lines: of a document.
        may_be: tells of a line, by its number and text, whether it may.
        least: how many lines a run has at least.
    """
    run: Block = []
    for number, line in enumerate([*lines, ""], 1):
        if line.strip() and may_be(number, line):
            run.append((number, line))
            continue
        if len(run) >= least:
            yield run
        run = []


def find_blocks(lines: Sequence[str], taken: set[int]) -> list[Block]:
    """The runs of lines with gaps in them; rules between are left out, bullets and captions end a run.

    A run goes on on the next page, and behind a blank line where a row of figures follows.
    """
    blocks: list[Block] = [[]]
    resume = 0  # the first line from which rows go on
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if number < resume or (number == resume and _is_repeated(line, blocks[-1])):
            resume += number == resume  # the next line may be of the header too
            continue
        if text[:1] in _RULES and _RULE.match(text):
            continue
        if marker_of(text) and number not in taken and blocks[-1] and _spaced_row(lines, number, taken):
            blocks[-1].append((number, line))
            continue
        if not text or number in taken or len(line) > _LONGEST or "\t" in line or "<" in line:
            resume = (
                _next_rows(lines, number, taken, blocks[-1]) or _spaced_row(lines, number, taken)
                if blocks[-1]
                else 0
            )
            if not resume:
                blocks.append([])
        else:
            blocks[-1].append((number, line))
    return [
        part
        for block in blocks
        if sum("  " in line.strip() for _, line in block) >= FEWEST_ROWS
        for part in _parts(block)
    ]


def _next_rows(lines: Sequence[str], number: int, taken: set[int], block: Block) -> int:
    """The first line of the next page, where the page ends at blank line `number` and rows follow; else 0.

    The rows may have the header over them once more, of whose lines the first may be one name.
    """
    if lines[number - 1].strip():
        return 0
    below = next_page(lines, number - 1)
    if not below or below in taken:
        return 0
    line = lines[below - 1]
    marked = marker_of(line) and _spaced_row(lines, below, taken)
    return below if "  " in line.strip() or marked or _is_repeated(line, block) else 0


def _spaced_row(lines: Sequence[str], number: int, taken: set[int]) -> int:
    """The line of a row of figures behind line `number`, or of the name over such a row; 0 for none.

    Line `number` is blank or such a name; the row is of no other table.
    """
    following = number + bool(lines[number - 1].strip())
    while following <= len(lines) and not lines[following - 1].strip():
        following += 1
    if following - number > _MOST_BLANK or following > len(lines) or following in taken:
        return 0
    if marker_of(lines[following - 1]) and not marker_of(lines[number - 1]):
        return following if _spaced_row(lines, following, taken) else 0
    pieces = _PIECE.findall(letters_joined(lines[following - 1]))
    values = [piece for piece in pieces if is_value(piece.replace(GLUE, ""))]
    if marker_of(lines[number - 1]) and all(map(_YEAR.match, values)):
        return 0  # the header of another table
    figures = len(values)
    return following if figures >= LEAST_FIGURES and len(pieces) >= FEWEST_COLUMNS else 0


def _is_repeated(line: str, block: Block) -> bool:
    """Whether a line on the next page is one that stood above the rows: the header once more."""
    return any(line.split() == known.split() for _, known in block)


def _parts(block: Block) -> list[Block]:
    """The parts of a block between its bullets and captions."""
    parts: list[Block] = [[]]
    for number, line in block:
        style = read_mark(line).style
        if is_caption(line) or (style and not _is_row(line, style) and not _is_marker(line, parts[-1])):
            parts.append([])
        else:
            parts[-1].append((number, line))
    return [part for part in parts if len(part) > FEWEST_ROWS]


def _is_marker(line: str, part: Block) -> bool:
    """Whether a line gives a name to rows under a header that stands above."""
    return bool(marker_of(line) and part)


def _is_row(line: str, style: str) -> bool:
    """Whether a line with a mark is a row: '3      가로등 정비      준공', '- 어린이     1,204     988'."""
    pieces = _PIECE.findall(line)
    figures = style in _ROW_MARKS and all(map(is_value, pieces[1:]))
    return len(pieces) >= FEWEST_COLUMNS and (style == "bare" or figures)


def measured(block: Block, measure: Measure) -> list[Line]:
    """The lines with their pieces, the lines of a label put together with the figures between."""
    return _centred(split_lines(block, measure))


def split_lines(block: Block, measure: Measure) -> list[Line]:
    """The lines with their pieces, places counted by `measure`; a figure and a remark behind it are two.

    '1,200 위탁' is, where figures of other lines end at the same column: extraction leaves one space
    between cells that nearly touch, as it does between a long label and the figure behind.
    """
    lines = [Line(number, pieces_of(line, measure)) for number, line in block]
    ends = Counter(
        end + apart
        for line in lines
        for (_, end), text in line.pieces[1:]
        if is_value(text)
        for apart in range(-_NEAR, _NEAR + 1)
    )
    return [Line(line.number, tuple(_split(line, ends, measure))) for line in lines]


def _centred(lines: Sequence[Line]) -> list[Line]:
    """The lines with a label put together whose words stand above and below the figures of its row.

    가로수
                  14,000      7,000
    심기 및 관리
    """
    out: list[Line] = []
    at = 0
    while at < len(lines):
        above = _label_lines(lines, at)
        row = at + above
        size = _below(lines, row, above) if above else 0
        if not size:
            out.append(lines[at])
            at += 1
            continue
        parts = [*lines[at:row], *lines[row + 1 : row + size]]
        spans = [span for part in parts for span, _ in part.pieces]
        label = (min(span[0] for span in spans), max(span[1] for span in spans))
        pieces = [
            (label, reduce(join, (text for part in parts for _, text in part.pieces))),
            *lines[row].pieces,
        ]
        out.append(Line(lines[row].number, tuple(sorted(pieces, key=lambda piece: piece[0])), joined=True))
        at = row + size
    return out


def _label_lines(lines: Sequence[Line], at: int) -> int:
    """How many lines from `at` on are of one piece of words each, under each other; at most `_MOST_LABEL`."""
    count = 0
    while at + count < len(lines) and count < _MOST_LABEL:
        line = lines[at + count]
        text = line.pieces[0][1]
        counted = line.figures and kind_of(text) != "mixed"  # '1인 1일 급수량' is a label
        if len(line.pieces) != 1 or counted or not _is_under(lines[at], line):
            break
        count += 1
    return count


def _below(lines: Sequence[Line], row: int, above: int) -> int:
    """How many lines the row of figures at `row` and the rest of its label below take; 0 for no such row.

    As many lines of the label stand below the figures as above, or one more or less; none may where it is
    one line and figures stand in each other column.
    """
    if row >= len(lines) or lines[row].figures < LEAST_FIGURES:
        return 0
    label = lines[row - 1]
    (start, _), _ = label.pieces[0]
    before = sum(is_value(text) and span[1] <= start for span, text in lines[row].pieces)
    if before > 1 or any(_touch(label.pieces[0][0], span) for span, _ in lines[row].pieces):
        return 0  # a label stands before its figures
    rest = _label_lines(lines, row + 1) if row + 1 < len(lines) and _is_under(label, lines[row + 1]) else 0
    below = [line.pieces[0][1] for line in lines[row + 1 : row + 1 + rest]]
    rest = next((at for at, text in enumerate(below) if OPEN.search(text)), rest)
    ahead = row + 1 + rest
    open_row = ahead < len(lines) and not any(
        _touch(label.pieces[0][0], span) for span, _ in lines[ahead].pieces
    )
    rest = min(rest, above) if open_row else rest
    lone = not rest and above == 1 and len(lines[row].pieces) >= max(len(line.pieces) for line in lines) - 1
    return 1 + rest if lone or 0 < rest <= above + 1 else 0


def _is_under(above: Line, line: Line) -> bool:
    """Whether the only piece of a line stands under that of another one, at its left or in its middle."""
    (start, end), (left, right) = above.pieces[0][0], line.pieces[0][0]
    near = abs(start - left) <= _INDENT or abs(start + end - left - right) <= _INDENT
    return len(line.pieces) == 1 and near


def _touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def edges(lines: Sequence[Line]) -> int:
    """At how many columns of the page figures end: few where they are written to the right."""
    return len({span[1] for line in lines for span, text in line.pieces if is_value(text)})


def names_off(lines: Sequence[Line]) -> int:
    """How many names behind the first of their line end where no figures do: few where counted rightly."""
    ends = {span[1] for line in lines for span, text in line.pieces if is_value(text)}
    return sum(span[1] not in ends for line in lines for span, text in line.pieces[1:] if not is_value(text))


def _split(line: Line, ends: Counter[int], measure: Measure) -> list[tuple[Span, str]]:
    pieces: list[tuple[Span, str]] = []
    for (start, end), text in line.pieces:
        first, _, rest = text.partition(" ")
        label, _, figure = text.rpartition(" ")
        cut = start + measure(first)
        named = kind_of(text) == "name"  # '2031. 6월'
        if rest and not named and is_value(first) and not is_value(rest) and ends[cut] >= _FEWEST_ENDS:
            pieces += [((start, cut), first), ((cut + 1, end), rest)]
        elif label and is_value(figure) and not is_value(label) and ends[end] >= _FEWEST_ENDS and not pieces:
            cut = end - measure(figure)
            pieces += [((start, cut - 1), label), ((cut, end), figure)]
        else:
            pieces.append(((start, end), text))
    return pieces


def pieces_of(line: str, measure: Measure) -> tuple[tuple[Span, str], ...]:
    """The pieces of text of a line between gaps of two columns or more, each with where it stands."""
    joined = letters_joined(line)
    found = [(match.start(), match.end(), match[0]) for match in _PIECE.finditer(joined)]
    return tuple(
        ((measure(line[:start]), measure(line[:end])), cell_text(text.replace(GLUE, "")).strip())
        for start, end, text in found
    )
