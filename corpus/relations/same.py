"""The same item in two places: rows of two tables, a table and the text, two places of the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from corpus.model import Fact, Holds, Path, Relation
from corpus.relations.judge import digits, is_rate_unit, relation, step
from corpus.relations.matrix import Matrix
from corpus.tables.sums import squeeze
from corpus.units import convert, format_amount

_TELLING: Final = 5  # significant digits from which two equal figures are the same figure
_SPEAKING: Final = 3  # and from which they say a little
_FEW: Final = 8  # more rows than this with one figure are no evidence
_PAREN: Final = re.compile(r"\([^)]*\)|[·․ㆍ‧,\s'‘’`()]")


class _Place(NamedTuple):
    """A row of a matrix."""

    matrix: int
    row: int


def same_rows(matrices: Sequence[Matrix]) -> Iterator[Relation]:
    """Rows of two tables that are one row: the same figures, or the same name and nearly the same figures.

    Where such rows agree in most of the columns of the same name, a column in which they differ is a
    relation that does not hold.
    """
    first = [m for k, m in enumerate(matrices) if k == 0 or matrices[k - 1].table != m.table]
    for one, other in _pairs(first):
        made = list(_compare(first[one.matrix], one.row, first[other.matrix], other.row))
        held = sum(1 for r in made if r.holds != "no")
        for found in made:
            if found.holds != "no" or held >= 2 or _is_slip(found):
                yield found


def _pairs(matrices: Sequence[Matrix]) -> list[tuple[_Place, _Place]]:
    """Rows of different tables that share two telling figures (or more, shorter ones), or a long name."""
    by_value: dict[tuple[Decimal, str], list[_Place]] = defaultdict(list)
    by_name: dict[str, list[_Place]] = defaultdict(list)
    for k, matrix in enumerate(matrices):
        for (row, _), fact in matrix.cells.items():
            if digits(fact.value) >= _SPEAKING and not is_rate_unit(fact.unit):
                by_value[abs(fact.value), fact.unit].append(_Place(k, row))
        for row, path in enumerate(matrix.names):
            if path:
                by_name[_key(path[-1])].append(_Place(k, row))
    shared: dict[tuple[_Place, _Place], int] = defaultdict(int)
    for (value, _), places in by_value.items():
        _count_pairs(list(dict.fromkeys(places)), shared, 2 if digits(value) >= _TELLING else 1)
    for name, places in by_name.items():
        if len(name) >= 4:
            _count_pairs(places, shared, 4)
    return _nearest([pair for pair, votes in shared.items() if votes >= 4], matrices, shared)


def _count_pairs(places: Sequence[_Place], shared: dict[tuple[_Place, _Place], int], votes: int) -> None:
    if len(places) > _FEW:
        return
    for k, one in enumerate(places):
        for other in places[k + 1 :]:
            if one.matrix != other.matrix:
                pair = (one, other) if one.matrix < other.matrix else (other, one)
                shared[pair] += votes


def _nearest(
    pairs: Sequence[tuple[_Place, _Place]],
    matrices: Sequence[Matrix],
    shared: dict[tuple[_Place, _Place], int],
) -> list[tuple[_Place, _Place]]:
    """Each row with its best partner in each other table: by figures shared, then by name."""

    def rank(pair: tuple[_Place, _Place]) -> tuple[int, bool, int]:
        one, other = (matrices[p.matrix].names[p.row] for p in pair)
        named = bool(one and other and _key(one[-1]) == _key(other[-1]))
        return shared[pair], named, -abs(len(one) - len(other))

    taken: set[tuple[_Place, int]] = set()
    best: list[tuple[_Place, _Place]] = []
    for pair in sorted(pairs, key=rank, reverse=True):
        one, other = pair
        if (one, other.matrix) in taken or (other, one.matrix) in taken:
            continue
        taken |= {(one, other.matrix), (other, one.matrix)}
        best.append(pair)
    return best


def _compare(a: Matrix, row_a: int, b: Matrix, row_b: int) -> Iterator[Relation]:
    """The figures of two rows in the columns that both have."""
    columns = {_measure(path): c for c, path in reversed(list(enumerate(b.heads))) if (row_b, c) in b.cells}
    used: set[int] = set()
    for c in range(a.columns):
        one = a.cells.get((row_a, c))
        if one is None:
            continue
        match = columns.get(_measure(a.heads[c]))
        other = b.cells.get((row_b, match)) if match is not None else None
        if other is None or match in used or not _comparable(one, other, a.heads[c], b.heads[match or 0]):
            match = _equal_in(b, row_b, one, used)
        if match is None and _key("".join(a.names[row_a][-1:])) == _key("".join(b.names[row_b][-1:])):
            match = _nearly_in(b, row_b, one, used)
        if match is None:
            continue
        other = b.cells[row_b, match]
        used.add(match)
        made = _same(one, other)
        if made is not None:
            yield made


def _row(matrix: Matrix, row: int) -> list[tuple[int, Fact]]:
    return [(c, matrix.cells[row, c]) for c in range(matrix.columns) if (row, c) in matrix.cells]


def _comparable(one: Fact, other: Fact, head: Path, other_head: Path) -> bool:
    if is_rate_unit(one.unit) and _key("".join(head)) != _key("".join(other_head)):
        return False  # '집행현황 > 집행률' and '연말 예상 > 집행률'
    years = one.year is None or other.year is None or one.year == other.year
    days = one.as_of is None or other.as_of is None or one.as_of == other.as_of
    return years and days and convert(one.value, one.unit, other.unit) is not None


def _equal_in(matrix: Matrix, row: int, one: Fact, used: set[int]) -> int | None:
    """The column in which a row has the same telling figure."""
    if digits(one.value) < _TELLING:
        return None
    return next((c for c, fact in _row(matrix, row) if c not in used and _equal(one, fact)), None)


def _nearly_in(matrix: Matrix, row: int, one: Fact, used: set[int]) -> int | None:
    """The column in which a row of the same name has nearly the same long figure, whatever it is called."""
    if digits(one.value) < _TELLING or is_rate_unit(one.unit):
        return None
    for column, fact in _row(matrix, row):
        year = one.year is None or fact.year is None or one.year == fact.year
        close = fact.unit == one.unit and abs(fact.value - one.value) <= 3 * step(one.value)
        if column not in used and year and close:
            return column
    return None


def _equal(one: Fact, other: Fact) -> bool:
    return one.unit == other.unit and one.value == other.value and not is_rate_unit(one.unit)


def _same(one: Fact, other: Fact) -> Relation | None:
    """The later figure as the same as the earlier one."""
    first, second = (one, other) if one.id < other.id else (other, one)
    expected = convert(first.value, first.unit, second.unit)
    if expected is None:
        return None
    label = " ".join((second.row or second.column)[-1:]) or "값"
    formula = f"{label} = {format_amount(first.value, first.unit)}({first.lines[0]}행)"
    slack = (step(second.value) + step(first.value)) / 2 if first.unit != second.unit else Decimal(0)
    gap = abs(expected - second.value)
    holds: Holds = "exact" if gap == 0 else "rounding" if gap <= slack else "no"
    return relation("same_item", (second, first), formula, (expected, holds))


def _is_slip(found: Relation) -> bool:
    """Nearly the same long figure: a slip of the pen, not another item."""
    if digits(found.found) < _TELLING or digits(found.expected) < _TELLING:
        return False
    return abs(found.expected - found.found) * 1000 < abs(found.found)


def _key(label: str) -> str:
    return _PAREN.sub("", squeeze(label))


def _measure(path: Path) -> str:
    """What a column measures, years and dates kept, spaces and marks left out."""
    return _key("".join(path[-2:] if len(path) > 1 and len(path[-1]) < 4 else path[-1:]))
