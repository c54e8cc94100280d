"""Names of groups that stand on lines of their own above the first row of each group.

구분 정원 현원
행정국                 no first part of '행정국 총무과': all such lines end alike and no label does,
총무과 19 18           or each would have had room on the line of the label behind it
인사과 12 12
복지국
노인과 11 10
장애과 9 9
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from corpus.joining import width
from corpus.tables.spaces.kinds import TOTALS
from corpus.tables.spaces.lines import YEAR, Line

_FEWEST: Final = 2  # groups, and rows of each
_LONGEST: Final = 24
_GRAND: Final = frozenset({"합계", "총계"})

_Block = tuple[list[Line], Line]  # lines without values, and the row below them


def group_lines(blocks: Sequence[_Block]) -> set[str]:
    """The keys of the lines that name groups; none where they may be first parts of labels.

    Args:
        blocks: each row of a table with the lines without values above it.
    """
    above = [pending for pending, _ in blocks if pending]
    plain = all(len(pending) == 1 for pending in above) and all(line.label for _, line in blocks)
    labels = [[*(line.bare for line in pending), line.label_text.strip()] for pending, line in blocks]
    return {pending[0].key for pending in above} if plain and are_groups(labels) else set()


def are_groups(labels: Sequence[Sequence[str]]) -> bool:
    """Whether the first of two lines of labels names a group, of that row and those of one line below it.

    Args:
        labels: the lines of the label of each row.

    Example:
        >>> are_groups([["물길국", "강변과"], ["샘터과"], ["숲길국", "나무과"], ["들꽃과"]])
        True
    """
    keys = [["".join(line.split()) for line in lines] for lines in labels]
    places = [at for at, lines in enumerate(keys) if len(lines) > 1]
    first = next((at for at, lines in enumerate(keys) if not set(lines) <= TOTALS), 0)
    if len(places) < _FEWEST or places[0] != first or any(len(lines) > _FEWEST for lines in keys):
        return False
    names, under = [keys[at][0] for at in places], [keys[at][1] for at in places]
    sizes = [
        sum(lines[0] not in _GRAND for lines in keys[start:end])
        for start, end in pairwise([*places, len(keys)])
    ]
    if min(sizes) < _FEWEST or len(set(names)) < len(names) or not all(map(_may_name, names)):
        return False
    own = Counter(lines[-1] for lines in keys if lines[-1] not in TOTALS)
    ends = {name[-1] for name in names}
    alike = len(ends) == 1 and not any(key[-1] in ends for key in own)
    widest = max(width(lines[-1]) for lines in labels)
    room = all(
        width(labels[at][0]) + 1 + width(labels[at][1].split()[0]) <= widest for at in places
    )  # the label would have stood on the line of the name
    told = TOTALS.issuperset(under) or all(map(YEAR.match, names))
    return told or (all(own[key] == 1 for key in under) and (alike or room))


def _may_name(key: str) -> bool:
    return 1 < len(key) <= _LONGEST and not key.startswith(("(", "（"))
