"""Regions of lines that may be a flattened table, and the rows that their lines make.

Values stand at the end of a line; what is before them, and lines without values, are labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from corpus.model import Cell
from corpus.tables.spaces_header import is_letter
from corpus.tables.spaces_words import Word, is_caption, is_furniture, is_stop, kind_of, words_of
from corpus.units import caption_units

_MOST_BETWEEN: Final = 12
_MOST_ABOVE: Final = 40
_LONGEST_FRAGMENT: Final = 40
_LONGEST_LABEL: Final = 60
_COUNT: Final = re.compile(r"[(（]\s*\d[\d,]*\s*[^()\d\s]{0,3}[)）]$")
_CONNECTS: Final = re.compile(r"(?:및|[·‧․ㆍ,∙/]|위한|대한|따른|통한|관한|[을를의과와])$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a region: its number (1-based), text, label words, values, whether a blank is above.

    Values that stand one below the other make one line: its text is the first's.
    """

    number: int
    text: str
    label: tuple[Word, ...]
    values: tuple[Cell, ...]
    gap: bool

    @property
    def label_text(self) -> str:
        """The label as written, its indentation kept: '　 기 타 수 입'."""
        return self.text[: self.label[-1].end].replace("\t", " ") if self.label else ""

    @property
    def bare(self) -> str:
        """The line without white space around it."""
        return self.text.strip()

    @property
    def key(self) -> str:
        """The line without white space."""
        return "".join(self.text.split())


@dataclass(frozen=True, slots=True)
class Region:
    """Lines that may be a table: those before the first values (`head`) and those from there on."""

    head: tuple[Line, ...]
    body: tuple[Line, ...]

    @property
    def first(self) -> int:
        """The first line's number."""
        return (self.head or self.body)[0].number


@dataclass(slots=True)
class RawRow:
    """A row before its columns are known: group labels (outermost first), label and value cells."""

    label: Cell
    values: list[Cell]
    groups: tuple[Cell, ...] = field(default=())

    @property
    def lines(self) -> tuple[int, int]:
        """The raw lines that the row stands on, its groups left out."""
        spans = [cell.lines for cell in (self.label, *self.values) if cell.text] or [self.label.lines]
        return min(span[0] for span in spans), max(span[1] for span in spans)


def split_line(number: int, text: str, gap: bool) -> Line:
    """A line's label and values: '총 무 과 40,388 3.2% -' has three values, '’22년 증감' none.

    The values are the longest run at the end of figures, dashes and marks that starts with a figure, a dash
    or, where nothing is before it, a mark.
    """
    words = words_of(text)
    start = len(words)
    while start and words[start - 1].kind != "text":
        start -= 1
    while 0 < start < len(words) and words[start].kind == "mark":
        start += 1
    values = tuple(Cell(word.text, (number, number)) for word in words[start:])
    return Line(number, text, tuple(words[:start]), values, gap)


def _is_row(line: Line) -> bool:
    """Whether a line has the shape of a row: two values or more after a short label."""
    kinds = [kind_of(value.text) for value in line.values]
    if len(kinds) < 2 or ("figure" not in kinds and kinds[-2:] != ["dash", "dash"]):
        return False
    return len(line.label_text.strip()) <= _LONGEST_LABEL


class _Stack:
    """Values that stand one below the other, with their notes: '906,247', '(구비)', '37.3'."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.values: list[Cell] = []

    def takes(self, line: Line) -> bool:
        """Adds a line that is one value, or a note in parentheses of the value before; else says no."""
        if self._note(line) and self.values:
            last = self.values[-1]
            self.values[-1] = Cell(f"{last.text} {line.bare}", (last.lines[0], line.number))
        elif not line.label and len(line.values) == 1 and not self._open():
            self.values.append(line.values[0])
        else:
            return False
        self.lines.append(line)
        return True

    def _open(self) -> bool:
        return bool(self.values) and self.values[-1].text.count("(") > self.values[-1].text.count(")")

    def _note(self, line: Line) -> bool:
        return self._open() or (line.bare.startswith("(") and not _is_row(line))

    def flush(self) -> list[Line]:
        """The lines taken: one line where they are two values or more, else as they were."""
        lines, values = self.lines, self.values
        self.lines, self.values = [], []
        if len(values) < 2:
            return lines
        return [Line(lines[0].number, lines[0].text, (), tuple(values), lines[0].gap)]


def _stops(line: Line, taken: set[int], inside: bool) -> bool:
    """Whether a run of lines ends here; inside a header '(5.31. 기준)' is a part of it and no caption."""
    if line.number in taken:
        return True
    if inside and is_caption(line.text) and not caption_units(line.text):
        return False
    return is_stop(line.text)


def regions(lines: Sequence[str], taken: set[int]) -> list[Region]:
    """The runs of lines that may be tables, in order; each has at least one line of two values.

    A run ends at a bullet, a heading, a caption, a sentence, a line of another table, or where more than
    `_MOST_BETWEEN` lines have no values.
    """
    found: list[Region] = []
    above: list[Line] = []
    body: list[Line] = []
    pending: list[Line] = []

    def close() -> None:
        nonlocal above, body, pending
        if body:
            found.append(Region(tuple(above[-_MOST_ABOVE:]), tuple(body)))
        above, body, pending = [], [], []

    for line in _stacked(_lines(lines), taken):
        again = bool(body) and line.key in {other.key for other in above}
        if _stops(line, taken, again or (bool(above) and not body)):
            close()
        elif _is_row(line):
            body.extend([*_without_header(pending, above), line])
            pending = []
        elif not body:
            above.append(line)
        elif again:
            pending.append(line)
        elif len(pending) >= _MOST_BETWEEN or len(line.bare) > _LONGEST_FRAGMENT:
            rest = [*pending, line]
            close()
            above = rest
        else:
            pending.append(line)
    close()
    return found


def _without_header(pending: Sequence[Line], above: Sequence[Line]) -> list[Line]:
    """Lines between rows without the header that a new page repeats."""
    keys, found = [line.key for line in above], [line.key for line in pending]
    size, start = 0, 0
    for place in range(len(pending)):
        while any(
            keys[other : other + size + 1] == found[place : place + size + 1]
            for other in range(len(keys) - size)
            if place + size < len(found)
        ):
            size, start = size + 1, place
    if not any(len(line.bare.split()) > 1 for line in pending[start : start + size]):
        return list(pending)
    return [*pending[:start], *pending[start + size :]]


def _lines(lines: Sequence[str]) -> Iterator[Line]:
    """The lines that are not blank and not of the page."""
    gap = False
    for number, text in enumerate(lines, start=1):
        if not text.strip():
            gap = True
        elif not is_furniture(text):
            yield split_line(number, text, gap)
            gap = False


def _stacked(lines: Iterable[Line], taken: set[int]) -> Iterator[Line]:
    """The lines, values one below the other put into one line."""
    stack = _Stack()
    for line in lines:
        if line.number not in taken and stack.takes(line):
            continue
        yield from stack.flush()
        if not stack.takes(line):
            yield line
    yield from stack.flush()


@dataclass(frozen=True, slots=True)
class _Fragment:
    """Lines of a label without values: joined text, raw lines, what it looks like."""

    text: str
    lines: tuple[int, int]
    vertical: bool

    @property
    def counted(self) -> bool:
        """Whether it ends with a count, as group labels do: '기본역량 (18)'."""
        return bool(_COUNT.search(self.text))


def _fragments(lines: Sequence[Line]) -> list[_Fragment]:
    """Label lines joined to labels; one-letter lines and a count in parentheses end one.

    '집', '합', '(31)', '기본', '(18)' gives '집합 (31)' (vertical) and '기본 (18)'.
    """
    found: list[_Fragment] = []
    run: list[Line] = []
    letters = 0

    def close() -> None:
        nonlocal run, letters
        if not run:
            return
        vertical = letters > 1
        pieces = [line.bare for line in run]
        if vertical:
            pieces = ["".join(pieces[:letters]), *pieces[letters:]]
        found.append(_Fragment(" ".join(pieces), (run[0].number, run[-1].number), vertical))
        run, letters = [], 0

    for line in lines:
        single = len(line.bare) == 1 and (is_letter(line.bare) or line.bare.isalpha())
        if run and letters > 1 and not single and not line.bare.startswith(("(", "（")):
            close()
        if single and letters == len(run):
            letters += 1
        run.append(line)
        if _COUNT.search(line.bare):
            close()
    close()
    return found


def raw_rows(lead: Sequence[Line], body: Sequence[Line]) -> list[RawRow]:
    """The rows of a region, wrapped labels joined, group labels kept with the rows below them.

    Args:
        lead: the lines between the header and the first values.
        body: the lines from the first values on.

    Example:
        '역량 향상', '과정 운영 1,000 900' is one row '역량 향상 과정 운영'; '역량 (2)', a blank line and
        '기초 10 9' is the row '기초' in the group '역량 (2)'.
    """
    rows: list[RawRow] = []
    pending = list(lead)
    outer: Cell | None = None
    inner: Cell | None = None
    for line in body:
        if not _is_row(line):
            pending.append(line)
            continue
        groups, label = _share(pending, line)
        for fragment in groups:
            cell = Cell(fragment.text, fragment.lines)
            if fragment.vertical:
                outer, inner = cell, None
            else:
                inner = cell
        pending = []
        rows.append(RawRow(label, list(line.values), tuple(group for group in (outer, inner) if group)))
    return rows


def _share(pending: Sequence[Line], line: Line) -> tuple[list[_Fragment], Cell]:
    """Which of the label lines above a row are groups, and the row's own label.

    Without a label on the row's own line, the last label above is the row's. A label right above (no blank
    line) or that ends in a connective ('및', '위한') is the first part of the row's.
    """
    own = line.label
    here = (line.number, line.number)
    fragments = _fragments(pending)
    if own and pending and re.fullmatch(r"[(（]\s*\d[\d,]*\s*[)）]", own[0].text) and len(own) > 1:
        text = line.text[own[1].start : own[-1].end]
        last = fragments[-1]
        joined = _Fragment(f"{last.text} {own[0].text}", (last.lines[0], line.number), last.vertical)
        return [*fragments[:-1], joined], Cell(text, here)
    if not fragments:
        return [], Cell(line.label_text, here)
    last = fragments[-1]
    if own and "".join(last.text.split()) == "".join(line.label_text.split()):
        # a merged cell whose text stands once more on its first row: '계', then '계 27 23 2 2'
        return fragments[:-1], Cell(line.label_text, (last.lines[0], line.number))
    wraps = not last.vertical and not last.counted and (not line.gap or bool(_CONNECTS.search(last.text)))
    if not own:
        return fragments[:-1], Cell(last.text, last.lines)
    if wraps:
        indent = pending[-1].text[: len(pending[-1].text) - len(pending[-1].text.lstrip())]
        text = f"{indent if len(fragments) == 1 else ''}{last.text} {line.label_text.strip()}"
        return fragments[:-1], Cell(text, (last.lines[0], line.number))
    return fragments, Cell(line.label_text, here)
