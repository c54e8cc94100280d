"""What a wording may ask of a figure of a store, with the right answer computed from the figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, TypeAlias

from evals.gold import Evidence
from evals.probes import how_many
from evals.wordings.cells import Cell, Cells, project_of

_MOST = 3  # of a ranking that is asked for
_BIG = 3 * 10**8  # 원, from which on amounts are told in 억원
_FACTORS = {"천원": 10**3, "백만원": 10**6}
_UNCOUNTED = {"년", "월", "일", "회", "쪽", "점", "%"}  # units of which there is no average for one
_LONG_AGO = 5  # years before the first that the documents tell
_BEFORE, _AFTER = ("변경 전",), ("변경 후",)  # columns of a change that a sentence tells

Slots: TypeAlias = dict[str, str]
Figure: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """What fills the slots of a wording, and what its right answer must hold.

    `named` are the cells that the question calls by their names, which must be those of no other figure.
    """

    slots: Slots
    kind: str
    figures: tuple[Figure, ...]
    evidence: tuple[Evidence, ...]
    named: tuple[Cell, ...] = ()
    keywords: tuple[tuple[str, ...], ...] = ()


Cases: TypeAlias = Iterator[tuple[str, Case]]
"""Cases with the names of what they ask, as the TOML files have them."""
Pair: TypeAlias = tuple[str, Cell, Slots]
"""How another cell is related, that cell, and what a question says of it."""


def cases(cell: Cell, cells: Cells) -> Cases:
    """All that can be asked about one cell."""
    if cell.fact.table is None:
        yield from _of_pairs(cell, _in_sentence(cell, cells))
        if cell.path and cell.fact.unit and not cell.fact.column:
            yield "fact", _case([cell], {"subject": cell.path[-1]})
    elif cell.is_total:
        if cells.has_own_caption(cell):  # and summed up from the rows it is as right
            column = [cell, *cells.column(cell)]
            yield "total", replace(_case([cell]), evidence=_evidence(column))
    elif cell.kind != "change" and cell.fact.unit:
        yield from _lookups(cell, cells)
        yield from _of_pairs(cell, _beside(cell, cells))
        yield from _of_several(cell, cells)
        if ranking := cells.ranking(cell):
            yield from _of_table(cell, ranking)


def _case(
    told: Sequence[Cell], slots: Slots | None = None, kind: str = "figure", figures: Sequence[Figure] = ()
) -> Case:
    """A case about cells, the first of which is called by its own names; without figures it is theirs."""
    cell = told[0]
    own = {
        "agency": cell.office,
        "year": str(cell.year or ""),
        "item": cell.item,
        "measure": cell.measure,
        "what": f"{cell.item} {cell.measure}".strip(),
        "group": cell.group,
        "table": cell.caption,
        "project": project_of(cell.fact.section),
        "how_many": how_many(cell.fact.unit),
        "more": "높" if cell.fact.unit == "%" else "많",
    }
    return Case(
        {name: text for name, text in (own | (slots or {})).items() if text},
        kind,
        tuple(figures or (_amount(one.fact.value, one.fact.unit) for one in told)),
        _evidence(told),
        tuple(told),
    )


def _evidence(cells: Sequence[Cell]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(Evidence(one.fact.document, one.fact.lines) for one in cells))


def _amount(value: Decimal, unit: str) -> Figure:
    """A figure of a gold answer, rounded as people round."""
    tenths = value.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return {"value": int(value) if value == int(value) else float(tenths), "unit": unit}


def _lookups(cell: Cell, cells: Cells) -> Cases:
    """What one cell says."""
    one, kind, unit = _case([cell]), cell.kind, cell.fact.unit
    unknown = {**one.slots, "unknown_year": str(cells.first_year - _LONG_AGO)}
    yield "no_answer", Case(unknown, "unanswerable", (), ())
    yield "after_no_answer", replace(one, slots=unknown)
    for asks, fits in (
        (kind or ("people" if unit == "명" else "figure"), True),
        ("amount", cell.is_money),
        ("big_amount", cell.fact.value * _FACTORS.get(unit, 0) >= _BIG),
        ("staff", kind in {"posts", "present", "vacant"}),
        ("result", kind in {"target", "achieved"}),
        ("group", cell.group),
    ):
        if fits:
            yield asks, one


def _beside(cell: Cell, cells: Cells) -> Iterator[Pair]:
    """What stands beside a cell of a table: in other years, rows, columns, offices, groups and parts."""
    for other in cells.over_years(cell):
        yield ("years" if cell.is_before(other) else "years_back"), other, _years_of(cell, other)
    near = [(other, {"other": other.item}) for other in cells.near(cell)]
    yield from (("rows", other, slots) for other, slots in near)
    kinds = [one.kind for one in cells.beside(cell)]
    for other in cells.beside(cell):
        slots = {"other_measure": other.measure} | (near[0][1] if near else {})
        if other.kind != "change":
            yield "columns", other, slots
        if cell.kind and (kinds.count(other.kind) == 1 or cell.kind == other.kind):
            yield f"{cell.kind}_{other.kind}", other, slots
    yield from (("offices", other, {"other_agency": other.office}) for other in cells.elsewhere(cell))
    yield from (("groups", other, {"other_group": other.group}) for other in cells.namesakes(cell))
    parts = sorted(cells.under(cell, (*cell.path, cell.item)), key=lambda one: one.fact.value)
    if cell.adds and len(parts) > 2 and len({one.fact.value for one in parts}) == len(parts):
        yield from (("smallest", parts[0], {}), ("largest", parts[-1], {}))


def _years_of(cell: Cell, other: Cell) -> Slots:
    early, late = (cell, other) if cell.is_before(other) else (other, cell)
    moved = ("올랐", "떨어졌") if cell.fact.unit == "%" else ("늘었", "줄었")
    return {
        "earlier": str(early.year),
        "later": str(late.year),
        "other_year": str(other.year),
        "moved": moved[late.fact.value < early.fact.value],
    }


def _in_sentence(cell: Cell, cells: Cells) -> Iterator[Pair]:
    """What a sentence says beside a cell: what it was changed to, and what else it counts."""
    for other in cells.beside(cell):
        if (cell.fact.column, other.fact.column) == (_BEFORE, _AFTER) and cell.item == other.item:
            yield "changed", other, {"subject": cell.item}
        elif cell.path and not (cell.fact.column or other.fact.column):
            yield "sentence", other, {"subject": cell.path[-1], "other": other.item}


def _of_pairs(cell: Cell, pairs: Iterator[Pair]) -> Cases:
    """What is asked of two cells: both, the other after the first, and what is computed from them."""
    for relation, other, said in pairs:
        slots = {**said, "counted": other.fact.unit, "unit": cell.fact.unit}
        slots |= {"other_how_many": how_many(other.fact.unit)}
        after = replace(_case([other]), slots=_case([cell], slots).slots, named=(cell, other))
        yield f"{relation}_other", after
        if relation == "columns":
            yield "columns_both", _case([cell, other], slots)
        alike = cell.fact.unit == other.fact.unit
        if (alike and cell.fact.value != other.fact.value) or (not alike and relation != "columns"):
            yield relation, _case([cell, other], slots, "compare")
        for computed, figure in _computed(cell, other, either=relation == "years"):
            yield f"{relation}_{computed}", _case([cell, other], slots, "derive", [figure])


def _computed(cell: Cell, other: Cell, *, either: bool) -> Iterator[tuple[str, Figure]]:
    """What comes of a figure and a smaller one; of years, either may be the smaller."""
    mine, told, unit = cell.fact.value, other.fact.value, cell.fact.unit
    if unit != other.fact.unit:
        counts = how_many(other.fact.unit) != "얼마" and other.fact.unit not in _UNCOUNTED
        if counts and cell.adds and mine > told > 1:
            yield "each", _amount(mine / told, unit)
    elif mine > told or (either and mine != told):
        yield "difference", _difference(cell, other)
        if cell.adds and other.adds:
            yield "sum", _amount(mine + told, unit)
            yield "average", _amount((mine + told) / 2, unit)
            yield "times", _amount(mine / told, "배")
            yield "share", _amount(told / mine * 100, "%")
            yield "percent", _amount(abs(told - mine) / mine * 100, "%")


def _difference(cell: Cell, other: Cell) -> Figure:
    unit = cell.fact.unit
    return _amount(abs(cell.fact.value - other.fact.value), "%p" if unit == "%" else unit)


def _of_several(cell: Cell, cells: Cells) -> Cases:
    """Three rows, shares of a total, and what a table prints of a change."""
    unit, near, whole = cell.fact.unit, [one for one in cells.near(cell) if one.adds], cells.whole(cell)
    if cell.adds and len(near) > 1:
        three, slots = [cell, *near[:2]], {"other": near[0].item, "third": near[1].item}
        yield "three_rows", _case(three, slots, "compare")
        yield "three_sum", _case(three, slots, "derive", [_amount(_sum(three), unit)])
    for asks, parts in {"share": [cell], **({"two_share": [cell, near[0]]} if near else {})}.items():
        if cell.adds and whole and _sum(parts) < whole.fact.value:
            share = _amount(_sum(parts) / whole.fact.value * 100, "%")
            found = _case([*parts, whole], {"other": parts[-1].item}, "derive", [share])
            yield asks, replace(found, named=tuple(parts))
    printed = [one for one in cells.beside(cell) if one.kind == "change"]
    early = [one for one in cells.over_years(cell) if one.is_before(cell)]
    if early and len(printed) == 2 and {one.fact.unit for one in printed} == {"%", unit}:
        figures = [_amount(one.fact.value, one.fact.unit) for one in printed]
        yield "printed", _case([cell], _years_of(cell, early[0]), "compare", figures)


def _sum(cells: Sequence[Cell]) -> Decimal:
    return sum((one.fact.value for one in cells), Decimal(0))


def _of_table(cell: Cell, ranking: Sequence[Cell]) -> Cases:
    """The largest and the smallest of a column, ranks, counts and averages; the largest comes first."""
    unit, rank, top = cell.fact.unit, ranking.index(cell), ranking[:_MOST]
    for asks, found in (("max", ranking[0]), ("second", ranking[1]), ("min", ranking[-1])):
        yield asks, replace(_case([found]), keywords=((found.item,),))
    yield "top", _case(top, {"count": str(_MOST)}, "compare")
    places = tuple(f"{rank + 1}{word}" for word in ("위", "번째", "등"))
    yield "rank", replace(_case([cell]), figures=(), keywords=(places,))
    for asks, count in (("at_least", rank + 1), ("above", rank), ("under", len(ranking) - rank - 1)):
        told = tuple(f"{count}{word}" for word in ("개", "곳", "건", "명"))
        case = _case(ranking, {"threshold": f"{cell.fact.text}{unit}"}, "list")
        yield asks, replace(case, figures=(), keywords=(told,))
    figures = {"range": _difference(ranking[0], ranking[-1])}
    if cell.adds:
        figures["top_sum"] = _amount(_sum(top), unit)
        figures["average"] = _amount(_sum(ranking) / len(ranking), unit)
    for asks, figure in figures.items():
        yield asks, _case(ranking, {"count": str(_MOST)}, "derive", [figure])
