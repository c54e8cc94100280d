"""The header of a run of flattened lines: which lines are of it, and how its words lie over the columns."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from corpus.tables.spaces.centred import is_centred, lay_centred
from corpus.tables.spaces.columns import Arrangement, arrange, is_told
from corpus.tables.spaces.dated_group import lay_dated_group
from corpus.tables.spaces.header import (
    TERMS,
    HeadCell,
    Reading,
    head_cell,
    header_words,
    is_known_word,
    is_label_word,
    is_letter,
    is_rate_word,
    streams,
)
from corpus.tables.spaces.kinds import NUMBERS, TOTALS, Columns, Work, column_kinds, units_again
from corpus.tables.spaces.lines import Line, Region, is_row, is_sparse
from corpus.tables.spaces.measured import lay_measured
from corpus.tables.spaces.names import is_tied, names_one_a_line
from corpus.tables.spaces.sums import breaks_sums
from corpus.tables.spaces.upper_first import lay_upper_first, split_rows
from corpus.tables.spaces.words import kind_of, number_of

_IN_BRACKETS: Final = re.compile(r"[(（][^()（）]*[)）]")
# '(%)', '(B-C)', '(천원)'
_MEASURE: Final = re.compile(r"[(（](?:[^가-힣()]{1,8}|[천백십만억]{0,2}원|[명건개회대])[)）]")
_AMOUNT_NAME: Final = re.compile(r"^[가-힣]{1,5}액(?:\(.*\))?$")
_DEAREST: Final = 1.5
# what a reading of the header costs that takes words as one cell which seldom are, and how many rows allow it
_FORCED: Final = 0.7
_MANY_ROWS: Final = 5
# what it costs that all rows have more values than columns
_TOO_MANY: Final = 5.0
# what it costs that a line like a header's stands above it, and where it may be a title
_CUT: Final = 1.2
_TITLE: Final = 0.3
# what it costs to believe in columns that no row fills
_NO_COMPLETE_ROW: Final = 0.8
_MOST_STARTS: Final = 8
_MOST_CENTRED: Final = 5  # lines of a header whose cells stood in the middle of their height
# rows that are all complete, under a line of as many words
_FEWEST_EXACT: Final = 3
_LONGEST_WORD: Final = 14
_LEVELS: Final = 2
_BONUS: Final = 0.5  # what sums and groups that start again may take off
_GRAND_TOTALS: Final = frozenset({"계", "합계", "총계"})
_TOTAL_NAMED: Final = 0.8  # what it costs that words of the header would be of the label of the total
_RATED: Final = 1.0  # what it costs that the name of a rate, or what is in brackets, is a label's first line
_PART_TOTAL: Final = "소계"
_SUBTOTAL: Final = "계"  # '소 계' and '합 계' are labels, other words with it are of a header


@dataclass(frozen=True, slots=True)
class _Case:
    """A region taken to have so many columns; `missing` is what it costs that rows have not.

    `leading[i]` is what it costs that the head's lines from i on are labels and not of the header. `units`
    are those of the figures under each head where it has several: '2031년' over '120건 3,400천원'.
    """

    region: Region
    columns: Columns
    missing: float
    leading: tuple[float, ...]
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Solution:
    """A header found for a region: how it lies over the columns, where it starts and ends in `head`."""

    arrangement: Arrangement
    start: int
    end: int
    width: int
    cost: float


def header_of(region: Region, *, untold: bool) -> Solution | None:
    """The header of a region; None for none, or where it could as well be read as other names.

    `untold` says that it is one whose cells stood in the middle of their height and cannot be told.
    """
    if untold:
        return None
    if told := _told_by_words(region):
        return told
    upper_first, glued = _upper_first(region)
    found = upper_first or _one_a_line(region)
    found = found or (None if region.apart or glued else _solve(region))
    if not found or _is_tied(region, found) or _is_loose(region, found):
        return None
    if _is_stacked(region) and not _is_told(region, found):
        return None
    broken = breaks_sums(found.arrangement.paths, _columns(region, found.width, Work()).values)
    return None if broken else found


def _widths(region: Region) -> list[int]:
    """The numbers of columns that the rows speak for, the commonest first.

    Where rows differ much, each may lack cells, so a column or two more are thought of as well.
    """
    counts = Counter(len(line.values) for line in region.body if len(line.values) > 1)
    common = counts.most_common(3)
    widths = [width for width, _ in common]
    settled = common[0][1] >= 0.75 * counts.total()
    return widths if settled else [*widths, max(counts) + 1, max(counts) + 2]


def _columns(region: Region, width: int, work: Work) -> Columns:
    """The kinds and figures of the columns, from the rows that have all of them."""
    full = [[value.text for value in line.values] for line in region.body if len(line.values) == width]
    kinds = column_kinds([[row[place] for row in full] for place in range(width)])
    return Columns(kinds, tuple(tuple(number_of(text) for text in row) for row in full), work)


def _cases(region: Region, leading: tuple[float, ...], work: Work) -> Iterator[_Case]:
    """The numbers of columns that the region may have; under each head one, or one for each unit."""
    for width in _widths(region):
        columns = _columns(region, width, work)
        rows = [len(line.values) for line in region.body if is_row(line) or is_sparse(line)]
        missing = 1 - len(columns.values) / len(rows)
        missing += _TOO_MANY * sum(count > width for count in rows) / len(rows)
        case = _Case(region, columns, 0.6 * missing if columns.values else _NO_COMPLETE_ROW, leading)
        yield case
        units = units_again([[value.text for value in line.values] for line in region.body], width)
        if units:
            firsts = tuple(row[:: len(units)] for row in columns.values)
            yield replace(case, columns=Columns(columns.kinds[:: len(units)], firsts, work), units=units)


def _told_by_words(region: Region) -> Solution | None:
    """The header whose names end with what is measured, or whose one group is of a year; None for others."""
    width = _widths(region)[0]
    if region.apart or _is_stacked(region):
        return None
    columns = _columns(region, width, Work())
    laid = lay_measured(region, columns) or lay_dated_group(region, columns)
    return Solution(laid[0], *laid[1:], width, 0.0) if laid else None


def _one_a_line(region: Region) -> Solution | None:
    """The header whose names stand one a line, each over its column; None for no such header."""
    names = names_one_a_line(region)
    if not names:
        return None
    found = Arrangement(names[:1], tuple((cell,) for cell in names[1:]), None, 0.0)
    end = next(at for at, line in enumerate(region.head, 1) if line.number == names[-1].lines[1])
    return Solution(found, end - len(names), end, len(names) - 1, 0.0)


def _upper_first(region: Region) -> tuple[Solution | None, bool]:
    """The header whose upper names all stand before the lower ones, and whether there is one."""
    tails = any(line.tail for line in region.body)
    head = list(region.head)
    while head and is_letter(head[-1].bare):  # '교', '량': a label
        head.pop()
    for start in _starts(head):
        upper, lower = split_rows(head[start:])
        for width in _widths(region)[:1] if upper else ():
            found = lay_upper_first(upper, lower, _columns(region, width, Work()), tails=tails)
            if found:
                end = next(at for at, line in enumerate(region.head, 1) if line.number >= lower[-1][0])
                return Solution(found, start, end, width, found.cost), True
    return None, bool(split_rows(head)[0])


def centred_header(region: Region) -> tuple[Solution | None, bool]:
    """The header whose cells stood in the middle of their height, and whether there likely is one."""
    likely = False
    for start in range(max(0, len(region.head) - _MOST_CENTRED), len(region.head) - 2):
        head = region.head[start:]
        tails = any(line.tail for line in region.body)
        for width in _widths(region)[:1] if is_centred(head) else ():
            found, may_be = lay_centred(head, _columns(region, width, Work()), tails=tails)
            likely = likely or may_be
            if found:
                return Solution(found, start, len(region.head), width, found.cost), True
    return None, likely


def _solve(region: Region) -> Solution | None:
    """The header that fits the region's columns best, None where none does."""
    best: Solution | None = None
    costs = itertools.accumulate((_leading_cost(line) for line in reversed(region.head)), initial=0.0)
    leading = tuple(costs)[::-1]
    if _is_set_apart(region):
        near = (cost if line.gap else _DEAREST for line, cost in zip(region.head, leading, strict=False))
        leading = (*near, 0.0)
    work = Work()
    for case in _cases(region, leading, work):
        most = _most_cells(len(case.columns))
        for start in _starts(region.head):
            found = streams([(line.number, line.text) for line in region.head[start:]], most, region.broken)
            for readings in reversed(found):
                for reading in readings:
                    if not reading.cells:  # nothing but rules and brackets over the columns
                        continue
                    if not work.spend(0):
                        return best
                    limit = best.cost if best else _DEAREST
                    best = _fitted(case, start, reading, limit) or best
    return best


def _is_tied(region: Region, solution: Solution) -> bool:
    """Whether a header of one line and one level could as well be read as other names."""
    paths = solution.arrangement.paths
    if solution.end - solution.start != 1 or any(len(path) > 1 for path in paths):
        return False
    names = (*solution.arrangement.labels, *(path[0] for path in paths))
    kinds = _columns(region, solution.width, Work()).kinds
    return is_tied(region.head[solution.start], names, kinds)


def _is_stacked(region: Region) -> bool:
    """Whether most rows have a line for each value: so has the header for each cell, level by level."""
    rows = [line for line in region.body if len(line.values) > 1]
    return 2 * sum(line.values[0].lines != line.values[-1].lines for line in rows) > len(rows)


def _is_told(region: Region, solution: Solution) -> bool:
    """Whether the figures tell which of the columns are in groups, where some are in one level of them."""
    above = itertools.dropwhile(lambda line: not is_label_word(line.key), region.head[: solution.start])
    if not all(is_label_word(line.key) or is_letter(line.key) for line in above):
        return False  # more names than columns
    deep = max(len(path) for path in solution.arrangement.paths)
    return deep != _LEVELS or is_told(solution.arrangement, _columns(region, solution.width, Work()))


def _is_loose(region: Region, solution: Solution) -> bool:
    """Whether a name that is written over each of its columns was put together with the next.

    '재원 재원 집행액' over '국비 시비' read as '재원' and '재원 집행액'.
    """
    lines = [line.text.split() for line in region.head[solution.start : solution.end]]
    pairs = (pair for words in lines for pair in itertools.pairwise(words))
    again = {one for one, other in pairs if one == other and not _IN_BRACKETS.match(one)}
    paths = solution.arrangement.paths
    over = again & {path[0].key for path in paths if len(path) > 1}
    return any(word in cell.key != word for word in over for path in paths for cell in path)


def _fitted(case: _Case, start: int, reading: Reading, limit: float) -> Solution | None:
    """A reading of the head's lines from `start` laid over the columns, None where it costs too much."""
    if case.missing + reading.cost >= limit + _BONUS:
        return None
    last = max(cell.lines[1] for cell in reading.cells)
    head = case.region.head
    end = next(place for place, line in enumerate(head, 1) if line.number >= last)
    if end == len(head) and case.region.named_above:
        return None
    if _is_left_over(head[end:], case.region):
        return None
    width = len(case.columns)
    cost = case.missing + case.leading[end] + _TOTAL_NAMED * _names_total(case.region, end)
    if reading.cost > _FORCED and (case.missing or len(case.columns.values) < _MANY_ROWS):
        # '순찰건수 봉사자' may be two columns, one of them without a figure in any row
        cost += _FORCED
    above = start > 0 and _is_head_line(head[start - 1])
    cost += (_TITLE if _is_whole(case, reading, width) else _CUT) * above
    exact = not case.missing and len(case.columns.values) >= _FEWEST_EXACT and end - start == 1
    known = _is_header(reading, width) or (exact and _is_exact(reading, width))
    if cost + reading.cost >= limit + _BONUS or not known:
        return None
    labelled = end < len(head) or any(line.label for line in case.region.body)
    tails = any(line.tail for line in case.region.body)
    labels = 2 if case.region.doubled else int(labelled)
    found = arrange(reading, case.columns, limit - cost, labels=labels, tails=tails)
    if found and case.units:
        named = ((path, unit) for path in found.paths for unit in case.units)
        found = replace(found, paths=tuple((*path[:-1], _in_unit(path[-1], unit)) for path, unit in named))
    return Solution(found, start, end, len(found.paths), found.cost + cost) if found else None


def _is_left_over(lines: Sequence[Line], region: Region) -> bool:
    """Whether lines below a header are more than a label has in other rows: names of columns more likely."""
    rows = sum(len(line.values) > 1 for line in region.body)
    letters = sum(is_letter(line.bare) for line in lines)
    more = len(lines) - (letters if letters > 1 else 0) > max(1, region.most_above)
    return more and rows >= _FEWEST_EXACT and not _IN_BRACKETS.fullmatch("".join(line.key for line in lines))


def _names_total(region: Region, end: int) -> bool:
    """Whether words that are left of the header would be a part of the label of the total: '조치액', '계'."""
    left = [line.key for line in region.head[end:] if not is_letter(line.key) and line.key not in TOTALS]
    return bool(left) and "".join(region.body[0].label_text.split()) in _GRAND_TOTALS


def _in_unit(name: HeadCell, unit: str) -> HeadCell:
    """The name of a column with its unit: '2031년' -> '2031년(건)'."""
    return head_cell(f"{name.text}({unit})", name.lines, name.starts_line)


def _is_whole(case: _Case, reading: Reading, width: int) -> bool:
    """Whether a reading has a cell over each column and '구분' first: the line above it is then a title."""
    first = reading.cells[0].key
    return not case.missing and len(reading.cells) == width + 1 and is_label_word(first)


def _is_head_line(line: Line) -> bool:
    """Whether a line above a would-be header is of the header: '구 분', '예산현액 증 감'."""
    words = [word for word in header_words(line.text) if not is_letter(word)]
    known = sum(is_known_word(word) for word in words)
    return is_label_word(line.key) or (len(words) > 1 and 2 * known >= len(words))


def _is_set_apart(region: Region) -> bool:
    """Whether a blank line parts the header from the rows, which have none between most of them."""
    rows = [line for line in region.body if line.values]
    return rows[0] is region.body[0] and rows[0].gap and 2 * sum(line.gap for line in rows) <= len(rows)


def _leading_cost(line: Line) -> float:
    """What it costs that a line under the header is a label: one of words over columns is seldom."""
    words = header_words(line.text)
    known = sum(is_known_word(word) for word in words)
    if len(words) > 2 and (sum(word in TERMS for word in words) > 2 or len(set(words)) < len(words) - 1):
        return _DEAREST
    if len(words) > 1 and (words[0] == _PART_TOTAL or (len(set(words)) == 1 and known)):
        return _DEAREST  # '소계 전입금 이자 등', '예산액 예산액'
    rated = any(map(is_rate_word, words)) or bool(_MEASURE.fullmatch(line.key))
    if rated and known > 1:  # '증감액 (B-C) 증감률 (%)'
        return _DEAREST
    if rated or _AMOUNT_NAME.search(line.key):  # '증감률', '(%)', '조치액'
        return _RATED
    if len(words) > 1 and _SUBTOTAL in words and not any(map(is_letter, words[:-1])):  # '지도직 공무직 계'
        return _DEAREST
    return 0.1 + (0.9 if 1 < known == len(words) else 0.6 if known > 1 else 0.0)


def _starts(head: Sequence[Line]) -> list[int]:
    """Where the header can start: its first line, below a blank line, or at a word over labels."""
    starts: list[int] = []
    for place, line in enumerate(head):
        words = header_words(line.text)
        keys = ("".join(words[:count]) for count in (1, 2, 3))
        if place == 0 or line.gap or any(is_label_word(key) for key in keys if len(key) > 1):
            starts.append(place)
    return sorted({*starts[:1], *starts[-_MOST_STARTS:]})


def _most_cells(width: int) -> int:
    """How many cells a header over so many columns may have: three levels, labels and a remark."""
    return 3 * width + 4


def _is_header(reading: Reading, width: int) -> bool:
    """Whether enough of a reading's cells are words which tables use, and none is an amount.

    A first cell that stands over labels ('구 분') makes a header likely; without one more must be known.
    """
    if len(reading.cells) > _most_cells(width) or any(_is_amount(cell) for cell in reading.cells):
        return False
    if reading.cells[0].text[0] in "(（":  # the rest of a cell above it
        return False
    known = sum(is_known_word(cell.key) for cell in reading.cells)
    numbered = reading.cells[0].key in NUMBERS
    labelled = numbered or is_label_word(reading.cells[0].key)
    return 3 * known >= (len(reading.cells) - 1 if labelled else 2 * len(reading.cells)) or (
        labelled and len(reading.cells) == width + 1 + numbered
    )


def _is_exact(reading: Reading, width: int) -> bool:
    """Whether each word of a reading stands over one column of rows that all have as many values.

    '품목 재고량 출고량' over '사과 12 7', '배 30 21', '감 4 2': no word need be known. Two may stand over
    labels, if the second is known to: '실국 부서명'.
    """
    words = [cell.text for cell in reading.cells]
    first, _, last = words[0].rpartition(" ")
    if first and " " not in first and is_label_word(last):
        words[0] = last
    return len(words) == width + 1 and all(
        " " not in word and len(word) <= _LONGEST_WORD and kind_of(word) == "text" for word in words
    )


def _is_amount(cell: HeadCell) -> bool:
    """Whether a would-be header cell is a figure: '2,935', '98.0'; '2020' and '1' may be headers."""
    return kind_of(cell.text) == "figure" and bool(re.search(r"[,.%]", cell.text))
