"""Lines as a flattened table has them, and the runs of lines that may be one.

Values stand at the end of a line, with at most a short remark behind them; what is before them, and lines
without values, are labels or the header.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from corpus.model import Cell
from corpus.tables.spaces.header import is_known_word, is_label_word
from corpus.tables.spaces.words import Word, is_caption, is_furniture, is_stop, kind_of, value_span, words_of
from corpus.units import caption_units

_MOST_BETWEEN: Final = 12
_MOST_ABOVE: Final = 40
_LONGEST_FRAGMENT: Final = 40
_LONGEST_LABEL: Final = 60
_FEWEST_HEADS: Final = 3
# '2022년', '’22년', '2022.9.' head a column or a row; '1회', '20대', '3월' head columns in a series
YEAR: Final = re.compile(r"^(?:[‘’'`]?\d{2}년도?|(?:19|20)\d{2}(?:년도?)?(?:\.\d{1,2}[.월]?)?)$")
_ORDINAL: Final = re.compile(
    r"^제?(\d{1,2})(?:회차?|차|대|월|급|기|단계|호|층|과|팀|일|주차?|분기|학년|년차)$"
)
# '구 분 단위 2031년 2032년': the units of the rows stand behind their labels
_UNITS: Final = "단위"
# what goes on a header's cell behind a line break: '연구직', a blank line, '·공무직'
_GOES_ON: Final = re.compile(r"^[·‧․ㆍ/]\s?[가-힣]{1,8}$")
_COUNTS: Final = re.compile(r"\d,\d{3}|\d%")
_HEADS: Final = frozenset({"구분", "연번", "순번", "번호"})


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a region: its number (1-based), text, label words, values, whether a blank is above.

    Values that stand one below the other make one line: its text is the first's. `tail` is text behind the
    values: '나루 정비 1,200 600 50.0% 3월 준공'. `apart` says that blank lines stood between the values.
    """

    number: int
    text: str
    label: tuple[Word, ...]
    values: tuple[Cell, ...]
    gap: bool
    tail: Cell | None = None
    apart: bool = False

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
    """Lines that may be a table: those before the first values (`head`) and those from there on.

    `below` are the lines without values right below the last row.
    """

    head: tuple[Line, ...]
    body: tuple[Line, ...]
    below: tuple[Line, ...] = ()

    @property
    def first(self) -> int:
        """The first line's number."""
        return (self.head or self.body)[0].number

    @property
    def doubled(self) -> bool:
        """Whether the rows stand on lines of two cells: words behind a blank line, then words and figures."""
        pairs = list(pairwise(self.body))
        found = sum(
            is_row(then) and bool(then.label) and not (line.values or then.gap) for line, then in pairs
        )
        return found > 1 and 2 * found >= sum(map(is_row, self.body)) and any(line.gap for line, _ in pairs)

    @property
    def apart(self) -> bool:
        """Whether most rows had a paragraph for each cell: then the order of the header's is lost."""
        rows = [line for line in self.body if len(line.values) > 1]
        return 2 * sum(line.apart for line in rows) > len(rows)

    @property
    def named_above(self) -> bool:
        """Whether no row has a label on its line and all but the first have one above: so has that too."""
        pairs = [(line, then) for line, then in pairwise(self.body) if then.values]
        return (
            not (self.body[0].label or self.below)
            and bool(pairs)
            and not any(line.values or then.label for line, then in pairs)
        )

    @property
    def most_above(self) -> int:
        """How many lines without values stand at most between two rows: as many may above the first."""
        counts = [0]
        for line in self.body[1:]:
            counts = [*counts, 0] if line.values else [*counts[:-1], counts[-1] + 1]
        return max(counts)

    @property
    def broken(self) -> frozenset[int]:
        """The numbers of the header's lines that likely go on the last cell of the line before.

        HWP writes a line break in a cell as a blank line, and what follows on that cell on a line of its own:
        '구 분 계 기투자', a blank line, '(~’30)', '2031 2032', a blank line, '이후', then the first row.
        """
        rows = [line for line in self.body if len(line.values) > 1]
        if 2 * sum(line.gap for line in rows) > len(rows):  # lines stand apart, broken or not
            return frozenset()
        after = (*self.head[1:], *self.body[:1])
        pairs = zip(self.head, after, strict=False)
        found = [line for line, then in pairs if line.gap and not then.gap and not _COUNTS.search(line.text)]
        # the last line may be the first part of a row's label, unless other lines are broken too
        alone = found[:1] == [self.head[-1]] and not _GOES_ON.match(found[0].bare)
        return frozenset() if alone else frozenset(line.number for line in found)


@lru_cache(maxsize=8192)
def split_line(number: int, text: str, gap: bool) -> Line:
    """A line's label, values and tail: '총 무 과 40,388 3.2% -' has three values, '’22년 증감' none.

    A year before other figures is a label.
    """
    words = words_of(text)
    start, end = value_span(words)
    if start == 0 and end > 2 and YEAR.match(words[0].text) and not YEAR.match(words[1].text):
        start = 1
    here = (number, number)
    tail = Cell(text[words[end].start :].strip(), here) if end < len(words) else None
    values = tuple(Cell(word.text, here) for word in words[start:end])
    return Line(number, text, tuple(words[:start]), values, gap, tail)


def is_row(line: Line) -> bool:
    """Whether a line has the shape of a row: two values or more after a short label."""
    kinds = [kind_of(value.text) for value in line.values]
    if "".join(line.label_text.split()) in _HEADS or len(kinds) < 2:
        return False
    if "figure" not in kinds and kinds[-2:] != ["dash", "dash"]:
        return False
    return len(line.label_text.strip()) <= _LONGEST_LABEL and not _is_head(line)


def is_sparse(line: Line) -> bool:
    """Whether a line is a row of which only one cell is filled: '물길과 1,200'."""
    if len(line.values) != 1 or not line.label or line.tail:
        return False
    return bool(re.search(r"\d,\d{3}|\d\.\d|%$|^[△▲]", line.values[0].text))


def _is_head(line: Line) -> bool:
    """Whether what look like figures are the heads of columns: '구 분 2021 2022 2023', '구분 1회 2회 계'."""
    texts = ["".join(value.text.split()) for value in line.values]
    label = "".join(line.label_text.split())
    if not texts or (label and not is_label_word(label.removesuffix(_UNITS))):
        return False
    if len(texts) > 1 and all(YEAR.match(text) for text in texts):
        return True
    numbers = [int(found[1]) for text in texts if (found := _ORDINAL.match(text))]
    return bool(label) and len(numbers) == len(texts) and numbers == sorted(set(numbers))


def starts_table(line: Line) -> bool:
    """Whether a line without values is a new header: '구 분 정 원 현 원'."""
    words = line.text.split()
    return len(words) > 2 and ("".join(words[:2]) in _HEADS or words[0] in _HEADS)


def _heads(line: Line, following: Line | None) -> bool:
    """Whether a line between rows heads those below: '학교별 학교수 학급수' over '유치원 94 385'.

    Its first word stands over labels, and there is a word that tables use over each value of the next line.
    """
    words = line.text.split()
    if following is None or line.values or len(words) < _FEWEST_HEADS or not is_row(following):
        return False
    known = all(is_known_word(word) for word in words[1:])
    return known and is_label_word(words[0]) and len(following.values) == len(words) - 1


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
        return self._open() or (line.bare.startswith("(") and not is_row(line))

    def flush(self) -> list[Line]:
        """The lines taken: one line where they are two values or more, else as they were.

        Years one below the other head columns: '구 분', '2031년', '2032년'.
        """
        lines, values = self.lines, self.values
        self.lines, self.values = [], []
        if len(values) < 2 or all(YEAR.match(value.text) for value in values):
            return lines
        apart = all(line.gap for line in lines[1:])
        return [Line(lines[0].number, lines[0].text, (), tuple(values), lines[0].gap, apart=apart)]


def _stops(line: Line, taken: set[int], inside: bool) -> bool:
    """Whether a run of lines ends here; inside a header '(5.31. 기준)' is a part of it and no caption."""
    if line.number in taken:
        return True
    if inside and is_caption(line.text) and not caption_units(line.text):
        return False
    if inside and line.gap and _GOES_ON.match(line.bare):
        return False
    return is_stop(line.text)


def regions(lines: Iterable[Line], taken: set[int]) -> list[Region]:
    """The runs of lines that may be tables, in order; each has at least one line of two values.

    A run ends at a bullet, a heading, a caption, a sentence, a line of another table, another header, or
    where more than `_MOST_BETWEEN` lines have no values.
    """
    collector = _Collector()
    stacked = list(_stacked(lines, taken))
    for line, following in zip(stacked, [*stacked[1:], None], strict=False):
        again = line.key in collector.keys
        if _stops(line, taken, again or (bool(collector.above) and not collector.body)):
            collector.close([])
        elif is_row(line):
            collector.add_row(line)
        elif not again and collector.is_full(line):
            collector.close([*collector.pending, line])
        elif (
            collector.body and not again and (_is_head(line) or starts_table(line) or _heads(line, following))
        ):
            collector.close([line])
        else:
            collector.add_text(line)
    collector.close([])
    return collector.found


class _Collector:
    """Gathers lines into regions: those above the first row, the rows, those since the last row."""

    def __init__(self) -> None:
        self.found: list[Region] = []
        self.above: list[Line] = []
        self.body: list[Line] = []
        self.pending: list[Line] = []
        self.keys: set[str] = set()

    def close(self, above: list[Line]) -> None:
        """Ends a region; `above` are the first lines of what comes next."""
        if self.body:
            below = itertools.takewhile(lambda line: not line.gap, self.pending)
            self.found.append(Region(tuple(self.above), tuple(self.body), tuple(below)))
        self.above, self.body, self.pending, self.keys = above, [], [], set()

    def add_row(self, line: Line) -> None:
        """Takes a row, and the lines since the last one that are not the header once more."""
        if not self.body:
            self.above = self.above[-_MOST_ABOVE:]
            self.keys = {other.key for other in self.above}
        self.body.extend([*_without_header(self.pending, self.above), line])
        self.pending = []

    def add_text(self, line: Line) -> None:
        """Takes a line without values."""
        (self.pending if self.body else self.above).append(line)

    def is_full(self, line: Line) -> bool:
        """Whether a line without values cannot belong to the rows before it."""
        return bool(self.body) and (len(self.pending) >= _MOST_BETWEEN or len(line.bare) > _LONGEST_FRAGMENT)


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
    words = pending[start].text.split() if size else []
    first = any(is_label_word("".join(words[:count])) for count in (1, 2, 3))
    if size == 0 or (size == 1 and (len(words) < 2 or not first)):
        return list(pending)
    return [*pending[:start], *pending[start + size :]]


def text_lines(lines: Iterable[tuple[int, str]]) -> Iterator[Line]:
    """The numbered lines that are not blank and not of the page."""
    gap = False
    for number, text in lines:
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
