"""Totals in tables: a row that is the sum of rows, a column that is the sum of columns."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from corpus.model import Fact, Path, Relation
from corpus.relations.judge import digits, judge_sum, relation, sum_formula
from corpus.relations.labels import says_difference
from corpus.relations.matrix import Matrix
from corpus.tables.sums import Group, is_named_total, is_total, squeeze, sum_groups

_GAP: Final = re.compile(r"증감액?|과부족|차이|차액|증가|감소")
_SHOWN: Final = 3  # parts that add up, and digits of their sum, where that is not by chance
_PERIOD: Final = re.compile(r"(?:[1-4]/4)?[1-4]?분기|[상하]반기|1?\d월|[1-4]/4")


def totals(matrix: Matrix) -> Iterator[Relation]:
    """Sub-totals and totals by rows ('세외수입' = its items) and by columns ('계' = quarters).

    A column where the group does not add up is a failed relation only when it holds figures of the
    kind of the columns that do.
    """
    yield from _by_told_paths(matrix) if matrix.told else _by_rows(matrix)
    turned = matrix.transposed()
    for unit in sorted({unit for unit in matrix.units if unit != "%"}):
        alike = {c for c in range(matrix.columns) if matrix.units[c] == unit and _adds(matrix, c)}
        if len(alike) > 2:
            yield from _by_rows(_only(turned, alike))
            yield from _over_parts(matrix, alike)


def _adds(matrix: Matrix, column: int) -> bool:
    """Whether a column may be a part: rates and differences are not ('2021 = 2020 + 증감' is no total)."""
    return not matrix.is_rate(column) and not says_difference(matrix.heads[column])


def _over_parts(matrix: Matrix, alike: set[int]) -> Iterator[Relation]:
    """A column that is the sum of columns elsewhere: "'21" of '1분기' ... '4분기', other years between."""
    for parts in _part_columns(matrix, alike):
        for result in sorted(alike - set(parts)):
            tried = (_row_sum(matrix, row, result, parts) for row in range(matrix.rows))
            made = [r for r in tried if r is not None]
            held = [r for r in made if r.holds != "no"]
            slips = {r for r in made if abs(r.expected - r.found) * 1000 < abs(r.found)}
            # the quarters of a year are its parts by name; other columns must show it
            most = 2 if _PERIOD.match(squeeze(matrix.heads[parts[0]][-1])) else 4
            if sum(digits(r.found) for r in held) >= 5 and len({*held, *slips}) * 5 >= len(made) * most:
                yield from made
                break


def _part_columns(matrix: Matrix, alike: set[int]) -> list[list[int]]:
    """Columns that are parts of a year by name, or that stand together under one heading."""
    periods = [c for c in sorted(alike) if matrix.heads[c] and _PERIOD.match(squeeze(matrix.heads[c][-1]))]
    under: dict[Path, list[int]] = defaultdict(list)
    for column in sorted(alike - set(periods)):
        if len(matrix.heads[column]) > 1:
            under[matrix.heads[column][:-1]].append(column)
    return [columns for columns in (periods, *under.values()) if 2 <= len(columns) < len(alike)]


def _row_sum(matrix: Matrix, row: int, result: int, parts: list[int]) -> Relation | None:
    whole = matrix.cells.get((row, result))
    held = [matrix.cells[row, c] for c in parts if (row, c) in matrix.cells]
    if whole is None or len(held) < 2 or any(fact.unit != whole.unit for fact in held):
        return None
    expected = sum((fact.value for fact in held), Decimal(0))
    holds = judge_sum(expected, whole.value, [fact.value for fact in held], whole.unit)
    label = "".join(matrix.heads[result][-1:]) or "계"
    return relation("total", (whole, *held), sum_formula(label, held), (expected, holds))


def _only(matrix: Matrix, rows: set[int]) -> Matrix:
    cells = {place: fact for place, fact in matrix.cells.items() if place[0] in rows}
    return Matrix(matrix.table, matrix.names, matrix.heads, cells, matrix.turned)


def _by_rows(matrix: Matrix) -> Iterator[Relation]:
    filled = {row for row, _ in matrix.cells}
    kept = [row for row in sorted(filled) if not _GAP.fullmatch(squeeze("".join(matrix.names[row][-1:])))]
    columns = [c for c in range(matrix.columns) if matrix.turned or not matrix.is_rate(c)]
    names = [_told(matrix.names[row], turned=matrix.turned) for row in kept]
    values = [[_amount(matrix, row, c) for c in columns] for row in kept]
    groups = sum_groups(names, values)
    changes = {k for k, c in enumerate(columns) if says_difference(matrix.heads[c])}
    groups += _near_total(names, values, groups, changes)
    adding = _adding(groups)
    for group in groups:
        for place in (*group.exact, *group.off):
            made = _one(matrix, kept, columns[place], group)
            if made is not None and (made.holds != "no" or _is_sure(group, place, adding, names)):
                yield made


def _told(path: Path, *, turned: bool) -> str:
    """The name that says whether a row or a column is a total: of '계' over '금액' the former."""
    over = next((name for name in path if is_total(name)), "") if turned else ""
    return over or "".join(path[-1:])


def _by_told_paths(matrix: Matrix) -> Iterator[Relation]:
    """The rows of a table whose layout tells their paths, each the sum of those just below it.

    Sources of money ('국비', '시비') come first and have nothing below; they add up by themselves. Where no
    column of amounts adds up to more than nothing, a part was not read or is not in the document: the change
    alone adds up as well where that part did not change.
    """
    for row, path in enumerate(matrix.names):
        for parts in _told_parts(matrix.names, row, path):
            sums = ((c, _told_sum(matrix, row, parts, c)) for c in range(matrix.columns))
            made = [(c, found) for c, found in sums if found is not None]
            amounts = [found for c, found in made if not says_difference(matrix.heads[c])]
            if any(found.holds != "no" and found.found for found in amounts):
                yield from (found for _, found in made)


def _told_sum(matrix: Matrix, row: int, parts: list[int], column: int) -> Relation | None:
    """A row as the sum of all of its parts in a column; None where one of them has no figure there."""
    whole = matrix.cells.get((row, column))
    held = [fact for part in parts if (fact := matrix.cells.get((part, column)))]
    if whole is None or len(held) < len(parts) or any(fact.unit != whole.unit for fact in held):
        return None
    expected = sum((fact.value for fact in held), Decimal(0))
    holds = judge_sum(expected, whole.value, [fact.value for fact in held], whole.unit)
    return relation("total", (whole, *held), sum_formula(matrix.names[row][-1], held), (expected, holds))


def _told_parts(names: tuple[Path, ...], row: int, path: Path) -> Iterator[list[int]]:
    """The rows right below a path: those at the front that have none below, and the others."""
    end = row + 1
    while end < len(names) and len(names[end]) > len(path) and names[end][: len(path)] == path:
        end += 1
    parts = [at for at in range(row + 1, end) if len(names[at]) == len(path) + 1]
    below = (n for n, at in enumerate(parts) if at + 1 < end and len(names[at + 1]) > len(names[at]))
    deep = next(below, len(parts))
    yield from (group for group in (parts[:deep], parts[deep:]) if len(group) > 1)


def _near_total(
    names: list[str], values: list[list[Decimal | None]], groups: list[Group], changes: set[int]
) -> list[Group]:
    """The first or last row that says 'total' and misses the sum of its parts by little.

    They are proven sub-totals: '총계 86 | 승용 소계 31 = ... | 승합 소계 12 = ... | 화물 소계 42 = ...'; or
    in another column they add up. A column of changes (`changes`) misses it as that does which it is of.
    """
    placed = {part for group in groups for part in group.parts}
    proven = {group.parent for group in groups}
    for row in sorted({0, len(names) - 1} - placed - proven if names else ()):
        parts = [k for k in range(len(names)) if k != row and k not in placed]
        whole = {c: value for c, value in enumerate(values[row]) if value and c not in changes}
        sums = {c: sum((values[k][c] or Decimal(0) for k in parts), Decimal(0)) for c in whole}
        exact = [value for c, value in whole.items() if sums[c] == value and digits(value) >= _SHOWN]
        shown = len(parts) >= _SHOWN and exact
        if not is_total(names[row]) or (len(proven & set(parts)) < 2 and not shown):
            continue
        if whole and all(abs(sums[c] - value) * 33 <= abs(value) for c, value in whole.items()):
            return [Group(row, tuple(parts), tuple(whole), ())]
    return []


def _amount(matrix: Matrix, row: int, column: int) -> Decimal | None:
    fact = matrix.cells.get((row, column))
    return None if fact is None or fact.unit in {"%", "%p"} else fact.value


def _adding(groups: list[Group]) -> set[int]:
    """Columns in which more groups add up than do not."""
    votes: dict[int, int] = defaultdict(int)
    for group in groups:
        for column in group.exact:
            votes[column] += 1
        for column in group.off:
            votes[column] -= 1
    return {column for column, vote in votes.items() if vote > 0}


def _is_sure(group: Group, column: int, adding: set[int], names: list[str]) -> bool:
    """Whether a sum that fails is the source's mistake and not a wrong reading of the group."""
    label = names[group.parent]
    if column in adding:
        return len(group.exact) >= 1
    return (is_total(label) or is_named_total(label)) and len(group.exact) > len(group.off)


def _one(matrix: Matrix, kept: list[int], column: int, group: Group) -> Relation | None:
    result = matrix.cells.get((kept[group.parent], column))
    operands: list[Fact] = []
    for part in group.parts:
        fact = matrix.cells.get((kept[part], column))
        if fact is not None:
            operands.append(fact)
    if result is None or not operands or any(fact.unit != result.unit for fact in operands):
        return None
    expected = sum((fact.value for fact in operands), Decimal(0))
    holds = judge_sum(expected, result.value, [fact.value for fact in operands], result.unit)
    far = abs(expected - result.value) * 100 > abs(result.value)
    if holds == "no" and far and len(operands) < len(group.parts):
        return None  # a part that was not read, or is not given
    label = matrix.names[kept[group.parent]][-1] if matrix.names[kept[group.parent]] else "계"
    return relation("total", (result, *operands), sum_formula(label, operands), (expected, holds))
