"""Facts side by side: what follows from a part of a fact is worked out once for all that are alike in it.

The candidates of a question are some hundreds of cells of a few tables and share their rows, columns and
captions. Their parts are numbered, so that facts are told apart by numbers and not label by label.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from itertools import count
from types import MappingProxyType
from typing import NamedTuple, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from corpus.model import Fact
from qa.figures.measures import measure_key
from qa.once import Once

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float32]
Value = TypeVar("Value", float, Sequence[float])


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


PARTS: Mapping[str, Callable[[Fact], Hashable]] = MappingProxyType(
    {
        "row": lambda fact: fact.row,
        "above": lambda fact: fact.row[:-1],
        "column": lambda fact: fact.column,
        "caption": lambda fact: fact.caption,
        "section": lambda fact: fact.section,
        "document": lambda fact: fact.document,
        "unit": lambda fact: fact.unit,
        "year": lambda fact: fact.year,
        "as_of": lambda fact: fact.as_of,
        "measure": measure_key,
        "line": row_key,
        "file": column_key,
        "table": lambda fact: (fact.document, fact.table),
    }
)
_PLACES = {name: place for place, name in enumerate(PARTS)}


class _Known(NamedTuple):
    """The next free number, those of parts, and for facts those of their `PARTS`."""

    free: Iterator[int]
    numbers: dict[Hashable, int]
    facts: dict[tuple[str, int], bytes]


class Numbers:
    """The parts of facts as numbers, equal ones for equal parts; kept for facts that come up again.

    Args:
        kept: facts whose numbers are kept.
    """

    def __init__(self, kept: int) -> None:
        self._kept = kept
        self._known = _Known(count(), {}, {})

    def of(self, facts: Sequence[Fact]) -> Ints:
        """The numbers of the facts' `PARTS`, shape [facts, parts]."""
        known = self._known  # other threads may begin another one
        if len(known.facts) > self._kept:
            known = self._known = _Known(count(), {}, {})
        rows = [known.facts.get((fact.document, fact.id)) or _numbered(fact, known) for fact in facts]
        return np.frombuffer(b"".join(rows), dtype=np.int64).reshape(-1, len(PARTS))


def _numbered(fact: Fact, known: _Known) -> bytes:
    row = [known.numbers.setdefault(part(fact), next(known.free)) for part in PARTS.values()]
    return known.facts.setdefault((fact.document, fact.id), np.array(row, dtype=np.int64).tobytes())


class Alike(Once):
    """Some facts, and which of them are alike in what.

    Args:
        facts: the facts.
        numbers: those of their parts, shape [facts, parts].
    """

    def __init__(self, facts: Sequence[Fact], numbers: Ints) -> None:
        super().__init__()
        self.facts = facts
        self._numbers = numbers
        self._groups: dict[tuple[str, ...], tuple[Ints, Ints]] = {}

    def only(self, kept: Sequence[int]) -> Alike:
        """Some of the facts, by their places."""
        return Alike([self.facts[n] for n in kept], self._numbers[kept])

    def like(self, place: int, part: str) -> NDArray[np.bool_]:
        """Which facts are alike in a part with one of them, itself too; shape [facts].

        Of one 'line' are those of a row of a table, in prose of a line; of one 'file' those of a column.
        """
        numbers = self._numbers[:, _PLACES[part]]
        found: NDArray[np.bool_] = numbers == numbers[place]
        return found

    def in_row_of(self, place: int) -> list[int]:
        """Places of the facts of one fact's row, its own too."""
        return [int(n) for n in np.flatnonzero(self.like(place, "line"))]

    def groups(self, *parts: str) -> tuple[Ints, Ints]:
        """The place of the first fact of each group alike in all of these parts, and each fact's group."""
        if parts not in self._groups:
            keys = self.groups(parts[0])[1] if parts[1:] else self._numbers[:, _PLACES[parts[0]]]
            for part in parts[1:]:
                others, more = self.groups(part)
                keys = keys * len(others) + more
            self._groups[parts] = _grouped(keys)
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


def _grouped(keys: Ints) -> tuple[Ints, Ints]:
    """The place of the first of each group of equal numbers (0 or more), and the group of each number."""
    places = np.arange(len(keys))
    first = np.empty(int(keys.max(initial=0)) + 1, dtype=np.int64)
    first[keys[::-1]] = places[::-1]  # of equal keys the last that is written stays
    firsts = first[keys]
    begins = firsts == places
    return begins.nonzero()[0], (begins.cumsum() - 1)[firsts]
