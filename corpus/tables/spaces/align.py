"""Rows with fewer figures than columns: under which columns they stand.

Extraction drops empty cells, so '소 계 148 180,060 172.4%' may stand under any three of seven columns.
The shapes of the figures (rates, '279/218'), the arithmetic of the complete rows (rate = C / B) and of the
columns (소계 = the sum of the rows below) leave one way, or several: then only what they agree on is certain.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import comb, log10, prod
from typing import Final, Literal, NamedTuple

from corpus.tables.spaces.kinds import ColumnKind, column_kind
from corpus.tables.spaces.words import kind_of, number_of

Shape = Literal["rate", "pair", "mark", "dash", "number"]
Places = tuple[int, ...]

_MOST_WAYS: Final = 3000
_MOST_TOGETHER: Final = 20_000
# digits that have to come out right before it is not taken for chance
_DIGITS: Final = 4
_SURE_DIGITS: Final = 1.5
_TOTAL_LABEL: Final = re.compile(r"^(?:총|소|합|전|누)?\s*(?:계|체)$")


class Formula(NamedTuple):
    """An arithmetic relation between columns that the complete rows keep.

    `rate` is first / second x 100, `growth` (first - second) / second x 100, `sum` adds the parts,
    `difference` is the first less the second.
    """

    kind: Literal["rate", "growth", "sum", "difference"]
    result: int
    parts: Places

    def holds(self, values: Mapping[int, Decimal]) -> bool | None:
        """Whether figures by column keep it; None where one is missing or nothing can be told."""
        if self.result not in values or any(part not in values for part in self.parts):
            return None
        found, parts = values[self.result], [values[part] for part in self.parts]
        if self.kind == "sum":
            return found == sum(parts) if any(parts) else None
        if self.kind == "difference":
            return found == parts[0] - parts[1] if any(parts) else None
        if not parts[1]:
            return None
        top = parts[0] if self.kind == "rate" else parts[0] - parts[1]
        exact = top * 100 / parts[1]
        exponent = found.as_tuple().exponent
        step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
        return abs(exact - found) <= step


def shape_of(text: str) -> Shape:
    """The shape of a figure: '172.4%' a rate, '131/ 70' a pair, '상시' a mark, '-' a dash, else a number."""
    kind = kind_of(text)
    if kind in {"dash", "mark"}:
        return "dash" if kind == "dash" else "mark"
    compact = "".join(text.split())
    outside = compact.strip("()（）").partition("(")[0]
    return "rate" if outside.endswith(("%", "％")) else "pair" if "/" in outside else "number"


def find_formulas(rows: Sequence[Sequence[str]], width: int) -> list[Formula]:
    """The relations that complete rows keep: [['9', '8', '1', '12.5%'], ...] a difference and a growth.

    A relation counts where it fails in one row of ten at most and holds for figures so long that chance is
    out of the question: three small counts often add up, 1,284,196 does not.
    """
    table = [
        {place: value for place, text in enumerate(row) if (value := number_of(text)) is not None}
        for row in rows
    ]
    kinds = [column_kind([row[place] for row in rows]) for place in range(width)]
    candidates: list[Formula] = []
    for result in range(width):
        if kinds[result] in {"rate", "decimal"}:
            amounts = [place for place in range(width) if kinds[place] in {"amount", "any"}]
            for first, second in itertools.permutations(amounts, 2):
                candidates.append(Formula("rate", result, (first, second)))
                candidates.append(Formula("growth", result, (first, second)))
            continue
        pairs = itertools.permutations([place for place in range(width) if place != result], 2)
        candidates.extend(Formula("difference", result, pair) for pair in pairs)
        spans = (tuple(range(result + 1, end)) for end in range(result + 3, width + 1))
        candidates.extend(Formula("sum", result, span) for span in spans)
    needed = _DIGITS + len(str(len(candidates)))
    return [formula for formula in candidates if _kept(formula, table, needed)]


def _kept(formula: Formula, table: Sequence[Mapping[int, Decimal]], digits: float) -> bool:
    kept: list[Decimal] = []
    failed = 0
    for values in table:
        holds = formula.holds(values)
        if holds:
            kept.append(values[formula.result])
        elif holds is not None:
            failed += 1
            if 10 * failed > len(table):
                return False
    return sum(map(_weight, kept)) >= digits and 10 * failed <= len(kept) + failed


def _weight(value: Decimal) -> float:
    """How many digits a figure has: that it comes out right by chance has odds of ten to that power."""
    return log10(1 + int("".join(map(str, value.as_tuple().digits))))


@dataclass(frozen=True, slots=True)
class Aligner:
    """Places rows under columns by what the complete rows show.

    `shapes` are those seen in each column, `kinds` its kind, `formulas` what the columns keep, `total_first`
    whether the first column is headed as the total of the others.
    """

    width: int
    shapes: tuple[frozenset[Shape], ...]
    kinds: tuple[ColumnKind, ...]
    formulas: tuple[Formula, ...]
    total_first: bool = False

    def fits(self, text: str, column: int) -> bool:
        """Whether a figure of this shape may stand in the column."""
        shape, seen = shape_of(text), self.shapes[column]
        if shape == "dash" or not seen - {"dash"}:
            return True
        if shape == "mark":
            return "mark" in seen or not any("mark" in other for other in self.shapes)
        if shape == "number":
            return bool(seen & {"number", "mark"}) or self.kinds[column] == "decimal"
        return shape in seen

    def _shifted(self, texts: Sequence[str]) -> bool:
        """Whether a row's rates stand under amounts and its amounts under rates: a cell less, one more."""
        shapes = [shape_of(text) for text in texts]
        kinds = zip(shapes, self.kinds, texts, strict=True)
        wrong = [
            (shape == "rate" and kind == "amount") or (kind == "rate" and shape == "number" and "," in text)
            for shape, kind, text in kinds
        ]
        return sum(wrong) > 1

    def ways(self, texts: Sequence[str]) -> list[Places]:
        """The columns under which a row's figures may stand; those that keep the most relations."""
        count = len(texts)
        if count == self.width:
            return [] if self._shifted(texts) else [tuple(range(count))]
        if count > self.width or comb(self.width, count) > _MOST_WAYS:
            return []
        found: list[tuple[int, Places]] = []
        values = [number_of(text) for text in texts]
        known_values = [value for value in values if value is not None]
        leads = self.total_first and len(known_values) > 1 and 2 * known_values[0] == sum(known_values)
        for places in itertools.combinations(range(self.width), count):
            if leads and places[0]:
                break
            if not all(self.fits(text, place) for text, place in zip(texts, places, strict=True)):
                continue
            known = {place: value for place, value in zip(places, values, strict=True) if value is not None}
            results = [holds for formula in self.formulas if (holds := formula.holds(known)) is not None]
            if False not in results:
                found.append((len(results), places))
        most = max((score for score, _ in found), default=0)
        return [places for score, places in found if score == most]


def make_aligner(rows: Sequence[Sequence[str]], width: int, total_first: bool) -> Aligner:
    """What the complete rows of `width` figures show of their columns, by which shorter ones are placed."""
    complete = [row for row in rows if len(row) == width]
    columns = [[row[place] for row in complete] for place in range(width)]
    return Aligner(
        width,
        tuple(frozenset(shape_of(text) for text in column) for column in columns),
        tuple(column_kind(column) for column in columns),
        tuple(find_formulas(complete, width)) if len(complete) < len(rows) else (),
        total_first,
    )


def is_total(label: str) -> bool:
    """Whether a label is that of a total: '소 계', '합계', '전 체'."""
    return bool(_TOTAL_LABEL.match(label.strip()))


def align(
    labels: Sequence[str],
    rows: Sequence[Sequence[str]],
    width: int,
    *,
    total_first: bool = False,
    tallies: Sequence[int] = (),
) -> list[list[Places]]:
    """The ways in which each row can stand under the columns; one way is certain, none unknown.

    Args:
        labels: the rows' own labels, to know the totals.
        rows: the figures of each row as written, as many as were extracted.
        width: the number of columns.
        total_first: whether the first column is headed as the total of the others ('구 분 계 완료 추진중').
        tallies: how often the document uses each column's head as the outcome of an item, where it does.

    Returns:
        A list a row of tuples of columns, one column a figure.
    """
    aligner = make_aligner(rows, width, total_first)
    ways = [aligner.ways(row) for row in rows]
    for place, label in enumerate(labels):
        if is_total(label) and len(ways[place]) > 1:
            ways[place] = _by_sums(place, labels, rows, ways)
    return _together(labels, rows, ways, tallies or [0] * width)


def _cells(row: Sequence[str], places: Places) -> dict[int, Decimal]:
    values = zip(places, (number_of(text) for text in row), strict=True)
    return {place: value for place, value in values if value is not None}


def _below(total: int, labels: Sequence[str]) -> range:
    """The rows that a total may add up: those below it to the next total."""
    end = total + 1
    while end < len(labels) and not is_total(labels[end]):
        end += 1
    return range(total + 1, end)


def _by_sums(
    total: int, labels: Sequence[str], rows: Sequence[Sequence[str]], ways: Sequence[Sequence[Places]]
) -> list[Places]:
    """Of a total's ways, those under whose columns the certain rows below add up most often."""
    below = [_cells(rows[row], ways[row][0]) for row in _below(total, labels) if len(ways[row]) == 1]
    scores: list[float] = []
    for places in ways[total]:
        cells = _cells(rows[total], places)
        parts = {place: [row[place] for row in below if place in row] for place in cells}
        right = [cells[c] for c, rest in parts.items() if len(rest) > 1 and sum(rest) == cells[c] != 0]
        scores.append(sum(_weight(value) for value in right))
    best = max(scores)
    return [places for places, score in zip(ways[total], scores, strict=True) if score > best - _SURE_DIGITS]


def _together(
    labels: Sequence[str], rows: Sequence[Sequence[str]], ways: list[list[Places]], tallies: Sequence[int]
) -> list[list[Places]]:
    """Narrows the rows under a first total down to the ways in which every column adds up.

    '계 27 23 2 2' over '가 14 11 2 1', '나 8 7 1' and '다 5 5': each column of the first is the sum below;
    where the document has '추진상황 : 검토중' twice, a column '검토중' has a total of 2. Where the rows below
    do not add up, the first of them may.
    """
    if not labels or not is_total(labels[0]) or any(map(is_total, labels[1:])):
        return ways
    for end in range(len(rows), 2, -1):
        part = ways[:end]
        if all(len(way) == 1 for way in part) or not all(part):
            continue
        good = _adding(rows[:end], part, tallies)
        known = sum(_weight(value) for value in _cells(rows[0], good[0][0]).values()) if good else 0.0
        if good and (end == len(rows) or (len(good) == 1 and known >= 1.5 * _DIGITS)):
            return [sorted({joint[place] for joint in good}) for place in range(end)] + ways[end:]
    return ways


def _adding(
    rows: Sequence[Sequence[str]], ways: Sequence[Sequence[Places]], tallies: Sequence[int]
) -> list[tuple[Places, ...]]:
    """The ways of all rows together in which the first is the sum of the others, column by column."""
    if prod(len(way) for way in ways) > _MOST_TOGETHER:
        return []
    width = len(tallies)
    good: list[tuple[Places, ...]] = []
    counted: list[tuple[Places, ...]] = []
    for joint in itertools.product(*ways):
        cells = [_cells(row, places) for row, places in zip(rows, joint, strict=True)]
        if _adds_up(cells, width):
            good.append(joint)
            if all(cells[0].get(column, 0) == tallies[column] for column in range(1, width)):
                counted.append(joint)
    return counted or good


def _adds_up(cells: Sequence[Mapping[int, Decimal]], width: int) -> bool:
    zero = Decimal(0)
    return all(
        cells[0].get(column, zero) == sum(row.get(column, zero) for row in cells[1:])
        for column in range(width)
    )


def certain(ways: Sequence[Places]) -> dict[int, int]:
    """The figures (by their place in the row) that stand under the same column in every way."""
    if not ways:
        return {}
    return {
        figure: places[0]
        for figure in range(len(ways[0]))
        if len(set(places := [way[figure] for way in ways])) == 1
    }
