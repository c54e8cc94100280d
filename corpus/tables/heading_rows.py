"""Rows of a name alone over the rows of their group.

구분      정원   현원
합계        31     30
행정국                      the rows below are of it, up to the next such row
총무과      19     18
인사과      12     12
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from corpus.model import Path
from corpus.tables.sums import is_total, squeeze

_FEWEST: Final = 2  # names, and rows under a name on average


def under_headings(paths: Sequence[Path], blank: Sequence[bool]) -> list[Path]:
    """The paths of rows, those in groups under the name of the group.

    A total is of a group where each group has one so named.

    Args:
        paths: the path of each row.
        blank: whether a row has nothing but its label.

    Example:
        >>> under_headings([("갑",), ("병",), ("정",), ("을",), ("무",), ("기",)],
        ...                [True, False, False, True, False, False])
        [('갑',), ('갑', '병'), ('갑', '정'), ('을',), ('을', '무'), ('을', '기')]
    """
    heads = [at for at, alone in enumerate(blank) if alone]
    if not _are_headings(paths, heads):
        return list(paths)
    totals = Counter(squeeze(path[-1]) for path in paths if path and is_total(path[-1]))
    out: list[Path] = []
    group: Path = ()
    for at, path in enumerate(paths):
        if blank[at]:
            group = path
        whole = bool(path) and is_total(path[-1]) and totals[squeeze(path[-1])] != len(heads)
        own = blank[at] or whole or path[: len(group)] == group
        out.append(path if own else (*group, *path))
    return out


def _are_headings(paths: Sequence[Path], heads: Sequence[int]) -> bool:
    """Whether rows of a label alone are two names or more, each over rows, and nothing but a total before."""
    if len(heads) < _FEWEST or len(paths) - len(heads) < _FEWEST * len(heads):
        return False
    names = [paths[at][-1] for at in heads if paths[at]]
    others = {path[-1] for at, path in enumerate(paths) if path and at not in set(heads)}
    before = paths[: heads[0]]
    followed = all(at + 1 < len(paths) and at + 1 not in heads for at in heads)
    apart = len(set(names)) == len(heads) and others.isdisjoint(names) and not any(map(is_total, names))
    return followed and apart and all(path and is_total(path[-1]) for path in before)
