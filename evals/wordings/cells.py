"""The figures of a store by the names that a question gives them, and what stands beside them.

What is asked is taken from here and computed from here; how questions are answered has no part in it.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from typing import Any, TypeAlias

from corpus.model import Fact, Lines, Metadata, Path
from corpus.units import is_money
from evals.probes import LONGEST, SURE, can_be_typed, how_many, is_same, office_of, without_own_year
from index.store import Store
from qa.figures.fields import TOTALS
from qa.understanding.query import squash

# what a column tells, by its label: the first that fits
_KINDS = {
    "change": re.compile(r"증감|대비|비교|과부족"),
    "rate": re.compile(r"(?:집행|지출)률"),
    "collected_rate": re.compile(r"(?:징수|수납)률"),
    "left": re.compile(r"잔액|이월|미집행"),
    "period": re.compile(r"[1-4]/?4?분기|[상하]반기|\d{1,2}월"),
    "spent": re.compile(r"(?:집행|지출|원인행위)(?:액|현황)?$"),
    "collected": re.compile(r"(?:징수|수납|수입)액"),
    "budget": re.compile(r"예산|현액"),
    "posts": re.compile(r"정원"),
    "present": re.compile(r"현원"),
    "vacant": re.compile(r"결원"),
    "target": re.compile(r"목표"),
    "achieved": re.compile(r"실적"),
}
_UNADDED = re.compile(r"[율률]$|비율|비중|평균|%")  # by its label, what no sums are made of
_REMARK = re.compile(r"\s*[(\[][^()\[\]]*[)\]]|[①-⑳ⓐ-ⓩ]")
_UNSAID = re.compile(r"[:→⇒※○<>|$?]|비고")  # in a label that nobody would type
# headings that every project has, under which its own name does not stand
_COMMON = re.compile(
    r".*(?:개요|현황|실적|계획|배경|내용|방향|성과|과제|총괄|업무보고|처리결과|주요업무|추진사항)|목차|일반"
)
_NUMBER = re.compile(
    r"^\s*(?:[ⅠⅡⅢⅣⅤIV]+\.?|\d+(?:-\d+)?\.?|[①-⑳]|[가-하]\.)\s*|\s*[(【〔\[][^)】〕\]]*[)】〕\]]\s*$"
)
_SAY_YEAR = {"year", "earlier", "later", "other_year"}
_SAY_MEASURE = {"measure", "what", "other_measure"}
_SHORTEST = 4  # letters of a name that may stand for one that holds it
_VAGUE = 2  # letters of a label that is said with the one above it: '목표 건수'
_FEWEST = 4  # rows of a table that are ranked
_NEAR = 2  # rows before and after one with which it is compared
Key: TypeAlias = tuple[object, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """A figure and its names: the label of its row, those above, that of its column, its table's.

    `measure` is '' where the column tells no more than a year.
    """

    fact: Fact
    office: str
    year: int | None
    path: Path
    item: str
    measure: str
    caption: str

    @property
    def kind(self) -> str:
        """What its column tells: 'budget', 'spent'; '' where that has no name here."""
        return _kind_of(self.measure)

    @property
    def group(self) -> str:
        """The label above its row's own; '' where there is none that differs."""
        return "".join(label for label in self.path[-1:] if squash(label) != squash(self.item))

    @property
    def adds(self) -> bool:
        """Whether sums and shares of it mean anything."""
        unadded = self.fact.unit in {"%", "%p", "점", ""} or _UNADDED.search(self.measure)
        return not unadded and self.kind != "change" and self.fact.value > 0

    def is_before(self, other: Cell) -> bool:
        """Whether it is of an earlier year."""
        return (self.year or 0) < (other.year or 0)

    @property
    def is_money(self) -> bool:
        """Whether it is an amount of money."""
        return is_money(self.fact.unit)

    @property
    def is_total(self) -> bool:
        """Whether its row sums up others."""
        return squash(self.item) in TOTALS

    @property
    def row(self) -> Key:
        """Its row, or its sentence."""
        place = self.fact.lines if self.fact.table is None else self.item
        return self.fact.document, self.fact.table, self.path, place

    @property
    def column(self) -> Key:
        """Its column."""
        return self.fact.document, self.fact.table, self.year, self.measure, self.fact.unit


@lru_cache(maxsize=4096)
def _kind_of(measure: str) -> str:
    label = squash(measure)
    return next((kind for kind, pattern in _KINDS.items() if pattern.search(label)), "")


@lru_cache(maxsize=4096)
def project_of(section: Path) -> str:
    """The innermost heading that names a project: ('2. 걷기길 정비', '추진계획') -> '걷기길 정비'."""
    names = [_NUMBER.sub("", heading).strip() for heading in reversed(section)]
    return next((n for n in names if 4 <= len(n) <= LONGEST and not _COMMON.fullmatch(squash(n))), "")


class Cells:
    """The figures of a store, and those of them that can be asked for.

    Args:
        store: what is asked about.
    """

    def __init__(self, store: Store) -> None:
        entries = store.documents()
        every = [_cell(fact, entry.metadata) for entry in entries for fact in store.facts([entry.name])]
        self.first_year = min((cell.year for cell in every if cell.year), default=0)
        self._named = _grouped(every, lambda cell: squash(cell.item))
        self._captions = _grouped(every, lambda cell: (cell.office, squash(cell.caption)))
        audits = {entry.name: [item.lines for item in store.audits(entry.name)] for entry in entries}
        told = [one for one in every if not begins_within(one.fact.lines, audits[one.fact.document])]
        typed = _grouped(filter(_can_be_said, told), lambda cell: (cell.row, cell.item, cell.column[:-1]))
        self._asked = [cells[0] for cells in typed.values() if len(cells) == 1]
        self._rows = _grouped(self._asked, lambda cell: cell.row)
        self._columns = _grouped(self._asked, lambda cell: cell.column)

    def spread(self, dice: random.Random) -> Iterator[Cell]:
        """The cells that can be asked for, in any order, one of each table before a second of any."""
        tables = _grouped(self._asked, lambda cell: cell.row[:2] if cell.fact.table is not None else cell.row)
        shuffled = [dice.sample(cells, len(cells)) for cells in tables.values()]
        dice.shuffle(shuffled)
        return (cell for cells in zip_longest(*shuffled) for cell in cells if cell is not None)

    def beside(self, cell: Cell) -> list[Cell]:
        """The others of its row and year, or of its sentence."""
        return [one for one in self._rows[cell.row] if one is not cell and one.year == cell.year]

    def over_years(self, cell: Cell) -> list[Cell]:
        """Those of its row and measure a year earlier and later."""
        return [
            one
            for one in self._rows[cell.row]
            if one.measure == cell.measure and one.year and cell.year and abs(one.year - cell.year) == 1
        ]

    def under(self, cell: Cell, path: Path) -> list[Cell]:
        """Those of its column whose rows stand right under these labels, totals left out."""
        return [one for one in self.column(cell) if one.path == path]

    def near(self, cell: Cell) -> list[Cell]:
        """Those of its column in the rows after it and before it in its part of the table."""
        part = self.under(cell, cell.path)
        place = part.index(cell)
        return part[place + 1 : place + 1 + _NEAR] + part[max(place - _NEAR, 0) : place]

    def column(self, cell: Cell) -> list[Cell]:
        """Those of its column, totals left out."""
        return [one for one in self._columns[cell.column] if not one.is_total]

    def whole(self, cell: Cell) -> Cell | None:
        """The total of its part of the table; None where there is none, or where it stands in two tables."""
        found = [one for one in self._columns[cell.column] if one.path == cell.path and one.is_total]
        if len(found) != 1:
            return None
        tables = {one.row[:2] for one in self.called(cell, {"agency", "year", "measure"})}
        return found[0] if len(tables) == 1 else None

    def namesakes(self, cell: Cell) -> list[Cell]:
        """Those of its column that are called so under another label."""
        column = self._columns[cell.column]
        others = [one for one in column if one.item == cell.item and one.path[-1:] != cell.path[-1:]]
        return [one for one in others if one.group and cell.group]

    def elsewhere(self, cell: Cell) -> list[Cell]:
        """Those that are called so in other offices' documents, of the same year."""
        names = cell.measure, cell.year, cell.fact.unit
        return [
            one
            for one in self._named[squash(cell.item)]
            if one.office != cell.office
            and (one.measure, one.year, one.fact.unit) == names
            and _can_be_said(one)
        ]

    def ranking(self, cell: Cell) -> list[Cell]:
        """All of its column, the largest first, where it can be ranked by the caption of its table.

        None where another table is called so, rows have rows under them, or two rows tell the same.
        """
        rows = self.column(cell)
        flat = not any(one.path for one in rows) and len({one.fact.value for one in rows}) == len(rows)
        ranked = sorted(rows, key=lambda one: -one.fact.value)
        return ranked if flat and len(rows) >= _FEWEST and self.has_own_caption(cell) else []

    def has_own_caption(self, cell: Cell) -> bool:
        """Tell whether its table is called by something, and no other of the office is called so."""
        tables = {one.row[:2] for one in self._captions[cell.office, squash(cell.caption)]}
        return can_be_typed(cell.caption) and len(tables) == 1

    def called(self, cell: Cell, slots: Collection[str]) -> list[Cell]:
        """All places of a document that tell what a question with these slots asks of a cell.

        None where it may mean something else too, or where another document tells it as well.
        """
        mine, found = squash(cell.item), []
        for name, cells in self._named.items():
            if mine in name or (len(name) >= _SHORTEST and name in mine):
                for one in cells:
                    if one.row[0] == cell.row[0] and one.kind == cell.kind and is_same(cell.fact, one.fact):
                        found.append(one)
                    elif mine in name and _is_meant(one, cell, slots):
                        return []
        return found


def _grouped(cells: Iterable[Cell], key: Callable[[Cell], Any]) -> defaultdict[Any, list[Cell]]:
    groups = defaultdict[Any, list[Cell]](list)
    for cell in cells:
        groups[key(cell)].append(cell)
    return groups


def begins_within(lines: Lines, spans: Iterable[Lines]) -> bool:
    """Tell whether lines begin within any of these."""
    return any(first <= lines[0] <= last for first, last in spans)


def _is_meant(one: Cell, cell: Cell, slots: Collection[str]) -> bool:
    """Tell whether a figure fits what a question with these slots says of a cell."""
    above = {*one.path, *one.fact.section, one.caption}
    unlike = (
        "agency" in slots and one.office != cell.office,
        _SAY_YEAR.intersection(slots) and one.year and cell.year and one.year != cell.year,
        {"group", "subject"}.intersection(slots) and not above.issuperset(cell.path[-1:]),
        "table" in slots and one.caption != cell.caption,
        how_many(one.fact.unit) != how_many(cell.fact.unit),
    )
    if any(unlike):
        return False
    if _SAY_MEASURE.intersection(slots):
        mine, others = squash(cell.measure), squash("".join(one.fact.column) + one.fact.caption)
        return mine in others or squash(one.measure) in mine
    return not cell.kind or one.kind in {"", cell.kind}


def _cell(fact: Fact, metadata: Metadata) -> Cell:
    """A figure with its names: years are no names, and a row without others is of what its caption names."""
    year = metadata.year if fact.year is None else fact.year
    caption = _REMARK.sub("", fact.caption).strip()
    row, column = (
        [bare for label in path if (bare := without_own_year(_REMARK.sub("", label).strip(), fact.year))]
        for path in (fact.row, fact.column)
    )
    *path, item = row or [caption]
    measure = " ".join(column[-2:] if column and len(squash(column[-1])) <= _VAGUE else column[-1:])
    return Cell(fact, office_of(metadata), year, tuple(path), item, measure, caption)


def _can_be_said(cell: Cell) -> bool:
    """Tell whether a figure was read with certainty and its labels are such as one types."""
    said = [*([] if cell.is_total else [cell.item]), *([cell.measure] if cell.measure else [])]
    typed = all(can_be_typed(label) and not _UNSAID.search(label) for label in said)
    return typed and bool(cell.item) and cell.fact.confidence >= SURE
