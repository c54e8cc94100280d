"""Flattened tables whose units stand on a line between the names of the columns and the rows.

    병원체 2031년 2032년 9월 말             사업 2031년 2032년 전년 대비
    검사 양성 양성률 검사 양성 양성률          예산 예산 증감액 증감률
    건 건 % 건 건 %                        (단위: 백만원, %)
    홍역 40 4 10.0 50 10 20.0              뱃길 1,200 1,500 300 25.0

The units or the rows tell how many columns there are; the names are read only where they can be laid over so
many in one way: a name a column, groups over names that repeat, '대비' over an amount and its rate.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from corpus.model import Cell, Grid
from corpus.tables.spaces.header import TERMS, cell_cost, header_words, is_rate_word
from corpus.tables.spaces.kinds import NUMBERS, TOTALS
from corpus.tables.spaces.lines import YEAR, Line, starts_table
from corpus.tables.spaces.words import is_caption, is_furniture, is_stop, number_of, words_of
from corpus.units import is_known, stated_units

_MOST_LINES: Final = 2  # of names
_FEWEST_ROWS: Final = 3
_NOTES: Final = ("*", "※")
_LONGEST_LABEL: Final = 40
_MOST_WORDS: Final = 24
_MOST_GROUPS: Final = 7
_SURE: Final = 0.25  # by how much the best way must be cheaper than the next
_DEAREST: Final = 2.5
_WHOLE: Final = NUMBERS | {"구분"}  # names of all labels
_TERM_JOINED: Final = 0.3
_ALONE: Final = 1.0  # what it costs that a word stands alone or last that goes before others
_LONG: Final = 0.3
_PARTS: Final = 2
_MOST_READINGS: Final = 2000
_BEFORE: Final = frozenset({"첫", "주요", "총", "각", "전체"})
_SYMBOL: Final = re.compile(r"^[^가-힣%]+$")
_MONTH: Final = re.compile(r"\d월$")
_OF_MONTH: Final = frozenset({"말", "초", "현재"})
_AMOUNT: Final = re.compile(r"^증감액?$")
_RATE: Final = re.compile(r"^(?:증감[률율]|[%％]|비율)$")
_RATIO: Final = re.compile(r"[률율](?:\(.*\))?$")
_AGAIN: Final = re.compile(r"\s*[(（<\[]\s?계\s?속\s?[)）>\]]\s*$")

_Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row: its line's number, its label, its figures, and the words behind them."""

    number: int
    label: str
    values: tuple[str, ...]
    tail: str


@dataclass(frozen=True, slots=True)
class _Way:
    """The names over the columns, those of the labels first and of the remarks last, one tuple a level."""

    cost: float
    levels: tuple[_Names, ...]


def laid_grids(told: Sequence[Line], lines: Sequence[str], elsewhere: set[int]) -> Iterator[Grid]:
    """The tables with a line of units between their header and rows.

    Args:
        told: the lines that are not blank and not of the page.
        lines: the document's lines.
        elsewhere: the numbers of lines that belong to other tables.
    """
    running = _running(lines)
    free = [line for line in told if line.number not in elsewhere and line.bare not in running]
    last = 0
    for place, line in enumerate(free):
        units = _units(line) if line.number > last else ()
        grid = _table(free, place, units, lines) if units else None
        if grid:
            last = grid.lines[1]
            yield grid


def _running(lines: Sequence[str]) -> set[str]:
    """The texts that stand right above or right below the numbers of several pages."""
    texts = [line.strip() for line in lines if line.strip()]
    beside = [
        text
        for place, line in enumerate(texts)
        if is_furniture(line)
        for text in {*texts[max(0, place - 1) : place], *texts[place + 1 : place + 2]}
    ]
    return {text for text, count in Counter(beside).items() if count > 1}


def _units(line: Line) -> tuple[str, ...]:
    """The units of a line that says no more: '건 (백만원)', '연평균 ㎎/L', '(단위: 명, %)'; else none."""
    if is_caption(line.text):
        return stated_units(line.text) if re.match(r"\s*[(（\[<]?\s*단\s?위", line.text) else ()
    words = tuple(word.strip("()") for word in line.text.split())
    if len(words) == _PARTS and _SYMBOL.search(words[1]) and is_known(words[1]) and not is_known(words[0]):
        return words[1:]
    return words if all(is_known(word) for word in words) else ()


def _table(free: Sequence[Line], place: int, units: tuple[str, ...], lines: Sequence[str]) -> Grid | None:
    """The table whose units stand on the line at `place`, None where it is none or its names are in doubt."""
    head = _head(free[:place])
    own = len(units) if len(units) > 1 and not is_caption(free[place].text) else 0
    keys = {_again_key(line) for line in (*head, free[place])}
    rows = _rows(free[place + 1 :], own, keys, lines) if head else []
    if len(rows) < _FEWEST_ROWS or starts_table(free[place + 1]) or _go_on(rows):
        return None
    tails = any(row.tail for row in rows)
    texts = [_AGAIN.sub("", line.bare) for line in head]
    ways = sorted(
        (way for way in _ways(texts, rows, tails=tails) if _suits(way, units[:own])), key=lambda way: way.cost
    )
    if not ways or ways[0].cost > _DEAREST or (ways[1:] and ways[1].cost - ways[0].cost < _SURE):
        return None
    levels = [list(level) for level in ways[0].levels]
    for at, unit in enumerate(units[:own], 1):
        levels[-1][at] += f"({unit})"
    return _grid(levels, head, rows, "" if own else ",".join(units), tails=tails)


def _go_on(rows: Sequence[_Row]) -> bool:
    """Whether what stands behind the columns is figures in all rows: the width is in doubt."""
    tails = [words_of(row.tail) for row in rows if row.tail]
    return bool(tails) and all(tail[0].kind == "figure" for tail in tails)


def _suits(way: _Way, units: Sequence[str]) -> bool:
    """Whether rates and nothing else stand over '%' where each column has its unit."""
    paths = list(zip(*way.levels, strict=True))[1:]
    return all(
        any(is_rate_word(name) for name in path) if unit == "%" else not _RATIO.search(path[-1])
        for path, unit in zip(paths, units, strict=False)
    )


def _grid(
    levels: Sequence[Sequence[str]], head: Sequence[Line], rows: Sequence[_Row], unit: str, *, tails: bool
) -> Grid:
    """The grid of names and rows."""
    numbers = [line.number for line in head]
    names = [
        tuple(Cell(text, (number, number)) for text in level)
        for level, number in zip(levels, numbers, strict=True)
    ]
    body = [
        tuple(
            Cell(text, (row.number, row.number))
            for text in (row.label, *row.values, *((row.tail,) if tails else ()))
        )
        for row in rows
    ]
    return Grid((*names, *body), len(names), "spaces", (numbers[0], rows[-1].number), unit=unit)


def _again_key(line: Line) -> str:
    """A line as it is told again on the next page: without white space and '(계속)'."""
    return "".join(_AGAIN.sub("", line.bare).split())


def _head(above: Sequence[Line]) -> list[Line]:
    """The lines of the names over a line of units; none where there are too many."""
    found = list(itertools.takewhile(lambda line: not (is_stop(line.text) or _values(line)), reversed(above)))
    fits = len(found) <= _MOST_LINES and all(len(line.text.split()) <= _MOST_WORDS for line in found)
    return found[::-1] if fits else []


def _values(line: Line) -> bool:
    """Whether a line has figures as rows have: '총무과 1,200 3.5'; years and '%' may be names."""
    return any(re.search(r"\d,\d{3}|\d\.\d", value.text) for value in line.values)


def _rows(below: Sequence[Line], own: int, keys: set[str], lines: Sequence[str]) -> list[_Row]:
    """The rows under a line of units; on a new page the header may stand again.

    `own` is the number of columns where the units tell it, else 0: then the first rows do.
    """
    found: list[Line] = []
    for line in below:
        again = found and _again_key(line) in keys
        if again and any(map(is_furniture, lines[found[-1].number : line.number - 1])):
            continue
        if not _figures(line) or is_stop(line.text) or line.bare.startswith(_NOTES):
            break
        found.append(line)
    width = own or min((len(_figures(line)) for line in found[:_FEWEST_ROWS]), default=0)
    rows = itertools.takewhile(lambda row: row is not None, (_row(line, width) for line in found))
    return [row for row in rows if row] if width > 1 else []


def _figures(line: Line) -> _Names:
    """The figures and dashes that stand side by side behind a line's label."""
    words = list(words_of(line.text))
    labels = _labels(line)
    run = itertools.takewhile(lambda word: word.kind in {"figure", "dash"}, words[labels:])
    return tuple(word.text for word in run) if labels else ()


def _labels(line: Line) -> int:
    """How many words the label of a line has; a year before figures is one."""
    words = words_of(line.text)
    count = sum(1 for _ in itertools.takewhile(lambda word: word.kind in {"text", "mark"}, words))
    return count or int(bool(YEAR.match(words[0].text)))


def _row(line: Line, width: int) -> _Row | None:
    """The row of a line with `width` figures; None where it has fewer or a long label."""
    words, labels, figures = words_of(line.text), _labels(line), _figures(line)
    label = line.text[: words[labels - 1].end].strip()
    if len(figures) < width or len(label) > _LONGEST_LABEL:
        return None
    tail = line.text[words[labels + width - 1].end :].strip()
    return _Row(line.number, label, figures[:width], tail)


def _ways(texts: Sequence[str], rows: Sequence[_Row], *, tails: bool) -> Iterator[_Way]:
    """The ways in which the lines of a header can be laid over the columns of rows."""
    width = len(rows[0].values)
    if len(texts) == 1:
        for cost, names in _upper(texts[0], width + tails, rows):
            yield _Way(cost, (names,))
        return
    for below, lower in _cells(texts[1], min(width, len(_words(texts[1])))):
        for sizes in _spreads(lower, rows):
            for cost, upper in _upper(texts[0], len(sizes) + tails, rows):
                yield _Way(cost + below, _laid(upper, lower, sizes))


def _upper(text: str, count: int, rows: Sequence[_Row]) -> Iterator[tuple[float, _Names]]:
    """The readings of a first line as the name of the labels and `count` more.

    Two names may stand over labels that all have two words: '하천 지점 2031년' over '물빛강 나루교 1.2'.
    """
    yield from _cells(text, 1 + count)
    if all(len(row.label.split()) == _PARTS for row in rows):
        for cost, names in _cells(text, _PARTS + count):
            if names[0] not in _WHOLE:
                yield cost, (" ".join(names[:_PARTS]), *names[_PARTS:])


def _words(text: str) -> _Names:
    """The words of a line, '9월 말' as one."""
    found: list[str] = []
    for word in header_words(text):
        if found and word in _OF_MONTH and _MONTH.search(found[-1]):
            found[-1] += f" {word}"
        else:
            found.append(word)
    return tuple(found)


def _cells(text: str, count: int) -> Iterator[tuple[float, _Names]]:
    """All readings of a line as so many names, each with its cost."""
    words = _words(text)
    if not 0 < count <= len(words) or math.comb(len(words) - 1, count - 1) > _MOST_READINGS:
        return
    for cuts in itertools.combinations(range(1, len(words)), count - 1):
        parts = [words[start:end] for start, end in itertools.pairwise((0, *cuts, len(words)))]
        yield sum(map(_cost, parts)), tuple(" ".join(part) for part in parts)


def _cost(words: _Names) -> float:
    """What it costs that words are one name: more where one of them mostly is a name of its own."""
    if len(words) == 1:
        return _ALONE if words[0] in _BEFORE | {"대비"} else 0.0
    terms = sum(word in TERMS for word in words)
    ends = any(is_rate_word(word) for word in words[:-1]) or words[-1] in _BEFORE
    known = words[0] not in _BEFORE
    joins = sum(cell_cost(pair) for pair in itertools.pairwise(words[1 - known :]))
    return joins + _TERM_JOINED * terms + _ALONE * ends + _LONG * (len(words) > _PARTS)


def _spreads(lower: _Names, rows: Sequence[_Row]) -> Iterator[tuple[int, ...]]:
    """How many of the lower names may stand under each of the upper ones; 0 for one that is alone."""
    width = len(rows[0].values)
    size = next(n for n in range(1, len(lower) + 1) if lower == lower[:n] * (len(lower) // n))
    groups = len(lower) // size
    if len(lower) < width:
        alone = width - len(lower)
        orders = (
            set(itertools.permutations([size] * groups + [0] * alone))
            if groups + alone < _MOST_GROUPS
            else ()
        )
        fits = [order for order in orders if size > 1 and _adds_up(order, lower, rows)]
        yield from fits if len(fits) == 1 else ()
        return
    changes = [at for at in range(2, width - 1) if _is_change(lower, at, rows)]
    yield tuple(2 if at in changes else 1 for at in range(width) if at - 1 not in changes)
    if 1 < size < width:
        yield (size,) * groups


def _is_change(lower: _Names, at: int, rows: Sequence[_Row]) -> bool:
    """Whether a name and the next are the change between the two columns before, and its rate."""
    named = _AMOUNT.match(lower[at]) and _RATE.match(lower[at + 1])
    figures = [[number_of(value) or Decimal() for value in row.values[at - 2 : at + 1]] for row in rows]
    return bool(named) and all(abs(a - b) == abs(change) for a, b, change in figures)


def _adds_up(sizes: tuple[int, ...], lower: _Names, rows: Sequence[_Row]) -> bool:
    """Whether '계 남 여' under each group has a first figure that is the sum of the others in all rows."""
    if lower[0] not in TOTALS:
        return False
    starts = itertools.accumulate((max(size, 1) for size in sizes), initial=0)
    figures = [[number_of(value) or Decimal() for value in row.values] for row in rows]
    groups = [(start, size) for start, size in zip(starts, sizes, strict=False) if size]
    return all(row[start] == sum(row[start + 1 : start + size]) for row in figures for start, size in groups)


def _laid(upper: _Names, lower: _Names, sizes: tuple[int, ...]) -> tuple[_Names, _Names]:
    """The two levels of names: the label's first, a group over each of its names, the remark's last."""
    rest = iter(lower)
    label, groups, remark = upper[:1], upper[1 : len(sizes) + 1], upper[len(sizes) + 1 :]
    pairs = [
        (name, under)
        for name, size in zip(groups, sizes, strict=True)
        for under in (itertools.islice(rest, size) if size else (name,))
    ]
    return (*label, *(name for name, _ in pairs), *remark), (*label, *(under for _, under in pairs), *remark)
