"""Facts side by side: what follows from a part of a fact is worked out once for all that are alike in it.

The candidates of a question are some hundreds of cells of a few tables and share their rows, columns and
captions. Their parts are numbered, so that facts are told apart by numbers and not label by label.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import count
from types import MappingProxyType
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from corpus.model import Fact
from qa.measures import measure_key

Ints: TypeAlias = NDArray[np.int64]
Value = TypeVar("Value", float, Sequence[float])


PARTS: Mapping[str, Callable[[Fact], Hashable]] = MappingProxyType(
    {
        "row": lambda fact: fact.row,
        "column": lambda fact: fact.column,
        "caption": lambda fact: fact.caption,
        "section": lambda fact: fact.section,
        "document": lambda fact: fact.document,
        "unit": lambda fact: fact.unit,
        "year": lambda fact: fact.year,
        "as_of": lambda fact: fact.as_of,
        "measure": measure_key,
    }
)
_PLACES = {name: place for place, name in enumerate(PARTS)}


def row_key(fact: Fact) -> tuple[object, ...]:
    """What facts of one row share: its table row, or in prose the lines."""
    if fact.table is not None and fact.cell:
        return (fact.document, fact.table, fact.cell[0])
    return (fact.document, fact.lines)


def column_key(fact: Fact) -> tuple[object, ...]:
    """What facts of one column share; a fact in prose stands alone."""
    if fact.table is not None and fact.cell:
        return (fact.document, fact.table, "column", fact.cell[1])
    return (fact.document, fact.id)


class Numbers:
    """The parts of facts as numbers, equal ones for equal parts; kept for facts that come up again.

    Args:
        kept: facts whose numbers are kept.
    """

    def __init__(self, kept: int) -> None:
        self._kept = kept
        self._free = count()
        self._numbers: dict[Hashable, int] = {}
        self._facts: dict[tuple[str, int], bytes] = {}

    def of(self, facts: Sequence[Fact]) -> Ints:
        """The numbers of the facts' `PARTS`, shape [facts, parts]."""
        if len(self._facts) > self._kept:
            # no number is given twice, so what is numbered from here on is at worst not seen to be alike
            self._facts.clear()
            self._numbers.clear()
        known = self._facts
        rows = [known.get((fact.document, fact.id)) or self._add(fact) for fact in facts]
        return np.frombuffer(b"".join(rows), dtype=np.int64).reshape(-1, len(PARTS))

    def _add(self, fact: Fact) -> bytes:
        row = [self._numbers.setdefault(part(fact), next(self._free)) for part in PARTS.values()]
        return self._facts.setdefault((fact.document, fact.id), np.array(row, dtype=np.int64).tobytes())


class Alike:
    """Some facts, and which of them are alike in what.

    Args:
        facts: the facts.
        numbers: those of their parts, shape [facts, parts].
    """

    def __init__(self, facts: Sequence[Fact], numbers: Ints) -> None:
        self.facts = facts
        self._numbers = numbers
        self._groups: dict[tuple[str, ...], tuple[Ints, Ints]] = {}

    @cached_property
    def rows(self) -> Ints:
        """Each fact's row, table row or line, numbered from 0."""
        return _numbered(map(row_key, self.facts))

    @cached_property
    def columns(self) -> Ints:
        """Each fact's column, numbered from 0; a fact in prose has one of its own."""
        return _numbered(map(column_key, self.facts))

    def in_row_of(self, place: int) -> list[int]:
        """Places of the facts of one fact's row, its own too."""
        return np.flatnonzero(self.rows == self.rows[place]).tolist()

    def beside(self, place: int) -> NDArray[np.bool_]:
        """Which facts are of one fact's row or of its column, shape [facts]."""
        found: NDArray[np.bool_] = (self.rows == self.rows[place]) | (self.columns == self.columns[place])
        return found

    def in_column_of(self, place: int) -> list[int]:
        """Places of the facts of one fact's column, its own too."""
        return np.flatnonzero(self.columns == self.columns[place]).tolist()

    def groups(self, *parts: str) -> tuple[Ints, Ints]:
        """The place of the first fact of each group alike in all of these parts, and each fact's group."""
        if parts not in self._groups:
            keys = self.groups(parts[0])[1] if parts[1:] else self._numbers[:, _PLACES[parts[0]]]
            for part in parts[1:]:
                others, more = self.groups(part)
                keys = keys * len(others) + more
            _, firsts, places = np.unique(keys, return_index=True, return_inverse=True)
            self._groups[parts] = firsts, places
        return self._groups[parts]

    def each(self, rule: Callable[[Fact], Value], *parts: str) -> NDArray[np.float64]:
        """What a rule says of each fact, the same for facts that are alike: [facts], or [facts, numbers].

        Args:
            rule: gives a number, or always as many.
            parts: all of a fact that it looks at.
        """
        firsts, places = self.groups(*parts)
        values = np.array([rule(self.facts[first]) for first in firsts.tolist()], dtype=np.float64)
        found: NDArray[np.float64] = values[places]
        return found


def _numbered(keys: Iterable[Hashable]) -> Ints:
    """Numbers from 0 for keys, equal ones for equal keys."""
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.int64)
