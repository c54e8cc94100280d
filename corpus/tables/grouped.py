"""Names of one header line the first of which, in each group of columns, says the group too.

'경쟁입찰 건수 | 금액 | 수의계약 건수 | 금액' are 건수 and 금액 of 경쟁입찰, then of 수의계약: a header of two
lines written as one, so that '금액' alone would not say of which. So are '2031년 | 구성비 | 2030년 | 구성비'.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from corpus.model import Path
from corpus.tables.cell_kinds import compact

_FEWEST_GROUPS: Final = 2
_LEAST_SIZE: Final = 2
_PERIOD: Final = re.compile(r"^(?:[‘’'`]\d{2}|(?:19|20)\d{2})(?:년|\.|$)")


def with_groups(columns: tuple[Path, ...]) -> tuple[Path, ...]:
    """The paths of columns, those of such groups under the group's name.

    Args:
        columns: paths of one name each.

    Example:
        >>> with_groups((("입찰 건수",), ("금액",), ("수의 건수",), ("금액",)))
        (('입찰', '건수'), ('입찰', '금액'), ('수의', '건수'), ('수의', '금액'))
    """
    if any(len(path) != 1 for path in columns):
        return columns
    names = [path[0] for path in columns]
    for size in range(_LEAST_SIZE, len(names) // _FEWEST_GROUPS + 1):
        for first in range(len(names) - _FEWEST_GROUPS * size + 1):
            groups = _groups(names, first, size) or _rated(names, first, size)
            if groups:
                own = [path for group in groups for path in group]
                return (*columns[:first], *own, *columns[first + len(own) :])
    return columns


def _groups(names: Sequence[str], first: int, size: int) -> list[list[Path]]:
    """The groups of `size` names from `first` on, as many as are alike; none where they are not two."""
    rest = [compact(name) for name in names[first + 1 : first + size]]
    head, _, told = names[first].rpartition(" ")
    if not head or not all(rest) or told in rest:
        return []
    groups: list[list[Path]] = []
    for start in range(first, len(names) - size + 1, size):
        group, _, own = names[start].rpartition(" ")
        if not group or own != told or [compact(name) for name in names[start + 1 : start + size]] != rest:
            break
        groups.append([(group, own), *((group, name) for name in names[start + 1 : start + size])])
    distinct = {group[0][0] for group in groups}
    return groups if len(distinct) == len(groups) >= _FEWEST_GROUPS else []


def _rated(names: Sequence[str], first: int, size: int) -> list[list[Path]]:
    """The groups of a period and the `size` - 1 names that come again behind each; none for no two."""
    rest = [compact(name) for name in names[first + 1 : first + size]]
    groups: list[list[Path]] = []
    for start in range(first, len(names) - size + 1, size):
        period, *own = names[start : start + size]
        if not _PERIOD.match(compact(period)) or [compact(name) for name in own] != rest:
            break
        groups.append([(period,), *((period, name) for name in own)])
    distinct = {group[0] for group in groups}
    named = all(rest) and not any(map(_PERIOD.match, rest))
    return groups if named and len(distinct) == len(groups) >= _FEWEST_GROUPS else []
