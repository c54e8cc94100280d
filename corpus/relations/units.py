"""Units that sums give: what adds up to 68개 is counted in 개."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import count, takewhile
from typing import Final

from corpus.model import Fact, Lines, Path, Relation
from corpus.relations.judge import is_rate_unit
from corpus.tables.sums import is_total

_LEAST: Final = 1000  # smaller sums are reached by chance
_FEWEST_ROWS: Final = 2


def with_units_of_sums(facts: Sequence[Fact], relations: Iterable[Relation]) -> tuple[Fact, ...]:
    """The facts, those without a unit in the unit of the total or the parts that they add up with.

    '교육 도입(68개 과정)' over '원격교육(33), 혼합(15), 대체교육(20)': 33, 15 and 20 are 개 too. Only sums
    that hold exactly and whose other figures have one unit tell.

    Args:
        facts: `facts[i].id` is i.
        relations: between these facts.
    """
    known = {fact.id: fact.unit for fact in facts} | _units_of_lines(facts) | _units_of_columns(facts)
    for relation in relations:
        members = (relation.result, *relation.operands)
        units = {known[member] for member in members} - {""}
        if relation.kind == "total" and relation.holds == "exact" and len(units) == 1:
            (unit,) = units
            if not is_rate_unit(unit):
                known.update(dict.fromkeys(members, unit))
    return tuple(
        fact if fact.unit == known[fact.id] else replace(fact, unit=known[fact.id]) for fact in facts
    )


def _units_of_lines(facts: Sequence[Fact]) -> dict[int, str]:
    """The units of the bare amounts on a line of text that make up an amount of their section.

    '2031예산 : 21,400백만원' and, further down, '집행계획 : 1분기 3,200  2분기 5,600  3분기 12,600'.
    """
    stated: dict[tuple[Path, Decimal], str] = {}
    lines: dict[tuple[Path, Lines], list[Fact]] = {}
    for fact in facts:
        if fact.unit and not is_rate_unit(fact.unit) and fact.value >= _LEAST:
            stated.setdefault((fact.section, fact.value), fact.unit)
        elif not fact.unit and fact.table is None and fact.section:
            lines.setdefault((fact.section, fact.lines), []).append(fact)
    found: dict[int, str] = {}
    for (section, _), parts in lines.items():
        unit = stated.get((section, sum((part.value for part in parts), Decimal(0))))
        if unit and len(parts) > 1:
            found.update(dict.fromkeys([part.id for part in parts], unit))
    return found


def _units_of_columns(facts: Sequence[Fact]) -> dict[int, str]:
    """The units of columns that state none and add up, in each row, to the column beside them that does.

    '위반(건) | 영업정지 | 과태료 | 고발' over '52 | 11 | 10 | 31': 11, 10 and 31 are 건 too.
    """
    cells: dict[int, dict[tuple[int, int], Fact]] = {}
    for fact in facts:
        if fact.table is not None and fact.cell is not None:
            cells.setdefault(fact.table, {}).setdefault(fact.cell, fact)
    found: dict[int, str] = {}
    for table in cells.values():
        columns = sorted({column for _, column in table})
        bare = {
            column
            for column in columns
            if not any(fact.unit for (_, place), fact in table.items() if place == column)
        }
        for total in (column for column in columns if column not in bare):
            for step in (1, -1):
                parts = list(takewhile(bare.__contains__, count(total + step, step)))
                found |= _units_of_parts(table, total, parts)
    return found


def _units_of_parts(
    table: Mapping[tuple[int, int], Fact], total: int, parts: Sequence[int]
) -> dict[int, str]:
    """The units of the facts in the columns `parts` where each row of them makes up its cell in `total`."""
    rows = sorted({row for row, column in table if column in parts})
    shared: dict[int, str] = {}
    mixed = False
    for row in rows:
        whole = table.get((row, total))
        held = [table[row, column] for column in parts if (row, column) in table]
        added = [part.value for part in held if not (part.column and is_total(part.column[-1]))]
        if whole is None or is_rate_unit(whole.unit) or sum(added) != whole.value:
            return {}
        mixed = mixed or len(added) > 1
        shared.update(dict.fromkeys([part.id for part in held], whole.unit))
    return shared if mixed and len(rows) >= _FEWEST_ROWS else {}
