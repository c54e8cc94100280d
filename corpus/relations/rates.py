"""Differences, growth rates, rates, shares and averages between the columns (or rows) of a table.

Labels say which columns hold results; which columns these come from is tried on the values: the pair
that explains the most rows is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from corpus.model import Fact, Holds, Relation
from corpus.relations.judge import (
    digits,
    growth,
    is_rate_unit,
    judge_ratio,
    judge_sum,
    ratio,
    relation,
    step,
)
from corpus.relations.labels import (
    average_per,
    lettered_formula,
    letters,
    rate_fit,
    says_difference,
    says_growth,
    says_rate,
)
from corpus.relations.matrix import Matrix
from corpus.tables.sums import is_total, squeeze
from corpus.units import format_number

_MOST_COLUMNS: Final = 14  # wider tables are tried on the nearest columns only
_NEAR: Final = 10
_SAMPLE: Final = 60  # rows tried to find the pair

Compute = Callable[[Decimal, Decimal], Decimal | None]
Judge = Callable[[Decimal, Fact, Decimal, Decimal], Holds]


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of relation between a result and two operands."""

    name: str
    compute: Compute
    judge: Judge


def _minus(a: Decimal, b: Decimal) -> Decimal | None:
    return a - b


def _percent(a: Decimal, b: Decimal) -> Decimal | None:
    return ratio(a, b)


def _judge_difference(expected: Decimal, found: Fact, a: Decimal, b: Decimal) -> Holds:
    return judge_sum(expected, found.value, (a, b), found.unit)


def _judge_rate(expected: Decimal, found: Fact, _a: Decimal, _b: Decimal) -> Holds:
    return judge_ratio(expected, found.value)


_DIFFERENCE: Final = _Kind("difference", _minus, _judge_difference)
_GROWTH: Final = _Kind("growth_rate", growth, _judge_rate)
_RATE: Final = _Kind("rate", _percent, _judge_rate)


def column_rates(matrix: Matrix) -> Iterator[Relation]:
    """All relations whose result and operands stand in one row."""
    amounts = [c for c in range(matrix.columns) if not matrix.is_rate(c) and matrix.column(c)]
    marked = letters(matrix.heads)
    for result, head in enumerate(matrix.heads):
        facts = matrix.column(result)
        if not facts:
            continue
        kind = _kind_of(matrix, result)
        if kind is None:
            continue
        stated = _stated(lettered_formula(head), marked, kind)
        pair = stated or _best_pair(matrix, result, amounts, kind)
        if pair is not None:
            yield from _along(matrix, result, pair, kind)


def _kind_of(matrix: Matrix, column: int) -> _Kind | None:
    head = matrix.heads[column]
    if says_growth(head):
        return _GROWTH
    if says_difference(head) and not matrix.is_rate(column):
        return _DIFFERENCE
    if matrix.is_rate(column) and (says_rate(head) or matrix.units[column] == "%"):
        return _RATE
    return None


def _stated(formula: str, marked: dict[str, int], kind: _Kind) -> tuple[int, int] | None:
    """The operands that the header names itself: '증감액(B-A)' beside '(A)' and '(B)'."""
    if len(formula) != 3 or formula[0] not in marked or formula[2] not in marked:
        return None
    fits = {"difference": "-", "rate": "/", "growth_rate": "-"}[kind.name] == formula[1]
    return (marked[formula[0]], marked[formula[2]]) if fits else None


def _candidates(result: int, amounts: list[int]) -> list[int]:
    others = [c for c in amounts if c != result]
    if len(others) <= _MOST_COLUMNS:
        return others
    return sorted(others, key=lambda c: abs(c - result))[:_NEAR]


def _best_pair(matrix: Matrix, result: int, amounts: list[int], kind: _Kind) -> tuple[int, int] | None:
    """The pair of columns that explains the most rows, by names where several do."""
    rows = list(matrix.column(result))[:_SAMPLE]
    best: tuple[int, int] | None = None
    rank: tuple[int, int, int, int] = (0, 0, 0, 0)
    others = _candidates(result, amounts)
    for a in others:
        for b in others:
            if a == b or not _units_fit(matrix, result, a, b, kind):
                continue
            most = min(len(rows) - rank[0], len(rows) * 2 // 5)
            held, tried, weight = _tally(matrix, rows, (result, a, b), kind, most)
            fit = rate_fit(matrix.heads[result], matrix.heads[a], matrix.heads[b]) if kind is _RATE else 0
            if not _convinces(held, tried, weight, fit, kind):
                continue
            score = (held, fit, weight, -abs(result - a) - abs(result - b))
            if score > rank:
                best, rank = (a, b), score
    return best


def _units_fit(matrix: Matrix, result: int, a: int, b: int, kind: _Kind) -> bool:
    same = matrix.units[a] == matrix.units[b]
    return same and (kind is not _DIFFERENCE or matrix.units[result] == matrix.units[a])


def _tally(
    matrix: Matrix, rows: list[int], places: tuple[int, int, int], kind: _Kind, most: int
) -> tuple[int, int, int]:
    """(rows that hold, rows tried, digits of the figures that hold), until more than `most` do not hold."""
    held = tried = weight = 0
    for row in rows:
        made = _holds_at(matrix, row, places, kind)
        if made is None:
            continue
        found, (expected, holds) = made
        tried += 1
        if holds != "no":
            held += 1
            weight += 0 if expected in {0, 100} else digits(found)
        elif tried - held > most:
            break
    return held, tried, weight


def _holds_at(
    matrix: Matrix, row: int, places: tuple[int, int, int], kind: _Kind
) -> tuple[Decimal, tuple[Decimal, Holds]] | None:
    result, a, b = (matrix.cells.get((row, place)) for place in places)
    if result is None or (a is None and b is None):
        return None
    if (b is None and kind is not _DIFFERENCE) or (a is None and kind is _RATE):
        return None  # '-' is zero in a difference, and as what is left after a fall of 100 %
    first = a.value if a is not None else Decimal(0)
    second = b.value if b is not None else Decimal(0)
    expected = kind.compute(first, second)
    if expected is None:
        return None
    return result.value, (expected, kind.judge(expected, result, first, second))


def _convinces(held: int, tried: int, weight: int, fit: int, kind: _Kind) -> bool:
    """Whether so many rows that hold are no chance."""
    if held == 0 or held * 5 < tried * 3:
        return False
    if kind is _RATE and fit:
        return weight >= 2
    return weight >= (3 if kind is not _RATE else 4) or (kind is _DIFFERENCE and held >= 3)


def _along(matrix: Matrix, result: int, pair: tuple[int, int], kind: _Kind) -> Iterator[Relation]:
    """The relation in each row."""
    for row, fact in matrix.column(result).items():
        made = _holds_at(matrix, row, (result, *pair), kind)
        operands = [matrix.cells[row, place] for place in pair if (row, place) in matrix.cells]
        if made is None or (kind is _RATE and fact.unit == "%p"):
            continue  # '2.8%p' under '전년대비' is the difference of two rates
        if kind is _DIFFERENCE and (is_rate_unit(fact.unit) or {f.unit for f in operands} != {fact.unit}):
            continue
        formula = _formula(matrix, (result, *pair), operands, kind)
        yield relation(kind.name, (fact, *operands), formula, made[1])


def _formula(matrix: Matrix, places: tuple[int, ...], operands: list[Fact], kind: _Kind) -> str:
    """'증감액 = 2021 - 2020 (1,203 - 3,792,320)'."""
    names = [_name(matrix, place) for place in places]
    values = [format_number(fact.value) for fact in operands]
    if kind is _GROWTH:
        return f"{names[0]} = ({names[1]} - {names[2]}) ÷ {names[2]} ({', '.join(values)})"
    sign = "-" if kind is _DIFFERENCE else "÷"
    return f"{names[0]} = {names[1]} {sign} {names[2]} ({f' {sign} '.join(values)})"


def _name(matrix: Matrix, column: int) -> str:
    path = matrix.heads[column]
    return path[-1] if path else f"{column + 1}열"


def shares(matrix: Matrix) -> Iterator[Relation]:
    """Rates that are a row's part of the total row: '비율', '구성비'."""
    total = next((r for r, path in enumerate(matrix.names) if path and is_total(path[-1])), None)
    if total is None:
        return
    amounts = [c for c in range(matrix.columns) if not matrix.is_rate(c)]
    for result in range(matrix.columns):
        if not matrix.is_rate(result) or says_growth(matrix.heads[result]):
            continue
        for amount in amounts:
            made = list(_shares_of(matrix, result, amount, total))
            held = [r for r in made if r.holds != "no"]
            if len(held) >= 2 and len(held) * 5 >= len(made) * 4:
                yield from made
                break


def _shares_of(matrix: Matrix, result: int, amount: int, total: int) -> Iterator[Relation]:
    whole = matrix.cells.get((total, amount))
    for row, fact in matrix.column(result).items():
        part = matrix.cells.get((row, amount))
        expected = ratio(part.value, whole.value) if part and whole and row != total else None
        if part is not None and whole is not None and expected is not None:
            formula = f"{_name(matrix, result)} = {format_number(part.value)} ÷ {format_number(whole.value)}"
            holds = judge_ratio(expected, fact.value)
            yield relation("share", (fact, part, whole), formula, (expected, holds))


def averages(matrix: Matrix) -> Iterator[Relation]:
    """'월평균' beside '합계' under the same heading, and a row '평균' below the rows."""
    for result, head in enumerate(matrix.heads):
        per = average_per(head)
        if per is None or not head:
            continue
        for whole in _wholes(matrix, result) if per else ():
            made = list(_averages_of(matrix, result, whole, per))
            if made and sum(r.holds != "no" for r in made) * 2 > len(made):
                yield from made
                break
    means = [row for row, path in enumerate(matrix.names) if average_per(path) == 0]
    turned = matrix.transposed() if means else matrix
    for row in means:
        yield from _mean_row(turned, row)


def _wholes(matrix: Matrix, result: int) -> list[int]:
    above = [squeeze(label) for label in matrix.heads[result][:-1]]
    return [
        c
        for c, path in enumerate(matrix.heads)
        if c != result and [squeeze(label) for label in path[:-1]] == above and not average_per(path)
    ]


def _averages_of(matrix: Matrix, result: int, whole: int, per: int) -> Iterator[Relation]:
    for row, fact in matrix.column(result).items():
        amount = matrix.cells.get((row, whole))
        expected = ratio(amount.value, Decimal(per), Decimal(1)) if amount else None
        if amount is not None and expected is not None:
            formula = f"{_name(matrix, result)} = {format_number(amount.value)} ÷ {per}"
            holds = judge_ratio(expected, fact.value)
            yield relation("average", (fact, amount), formula, (expected, holds))


def _mean_row(turned: Matrix, mean: int) -> Iterator[Relation]:
    """The row '평균' of a table given with its rows as columns."""
    others = [c for c, path in enumerate(turned.heads) if c != mean and path and not is_total(path[-1])]
    made: list[Relation] = []
    for row in range(turned.rows):
        fact = turned.cells.get((row, mean))
        parts = [turned.cells[row, c] for c in others if (row, c) in turned.cells]
        if fact is None or len(parts) < 2:
            continue
        total = sum((part.value for part in parts), Decimal(0))
        expected = ratio(total, Decimal(len(parts)), Decimal(1))
        if expected is not None and step(fact.value) <= 1:
            formula = f"평균 = {format_number(total)} ÷ {len(parts)}"
            holds = judge_ratio(expected, fact.value)
            made.append(relation("average", (fact, *parts), formula, (expected, holds)))
    if sum(r.holds != "no" for r in made) * 2 > len(made):
        yield from made
