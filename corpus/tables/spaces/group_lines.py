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
from corpus.tables.spaces.lines import Line

_FEWEST: Final = 2  # groups, and rows of each
_LONGEST: Final = 24

_Block = tuple[list[Line], Line]  # lines without values, and the row below them


def group_lines(blocks: Sequence[_Block]) -> set[str]:
    """The keys of the lines that name groups; none where they may be first parts of labels.

    Args:
        blocks: each row of a table with the lines without values above it.
    """
    totals = [_is_total(line) and not pending for pending, line in blocks]
    first = totals.index(False) if False in totals else 0
    places = [at for at, (pending, _) in enumerate(blocks) if pending]
    if len(places) < _FEWEST or places[0] != first or any(len(blocks[at][0]) > 1 for at in places):
        return set()
    names = [blocks[at][0][0] for at in places]
    under = [blocks[at][1] for at in places]
    sizes = [
        sum(not (_is_grand(line) and not pending) for pending, line in blocks[start:end])
        for start, end in pairwise([*places, len(blocks)])
    ]
    labels = Counter("".join(line.label_text.split()) for _, line in blocks)
    if min(sizes) < _FEWEST or not all(line.label for line in under):
        return set()
    if not all(_may_name(line) for line in names) or len({line.key for line in names}) < len(names):
        return set()
    told = all(_is_total(line) for line in under)
    ends = {line.key[-1] for line in names}
    own = [key for key in labels if key not in TOTALS]
    alike = len(ends) == 1 and not any(key[-1:] in ends for key in own)
    plain = not any(labels["".join(line.label_text.split())] > 1 for line in under)
    widest = max(width(line.label_text.strip()) for _, line in blocks)
    room = all(
        width(name.bare) + 1 + width(line.label[0].text) <= widest
        for name, line in zip(names, under, strict=True)
    )
    return {line.key for line in names} if told or (plain and (alike or room)) else set()


def _may_name(line: Line) -> bool:
    return len(line.key) > 1 and len(line.bare) <= _LONGEST and not line.key.startswith(("(", "（"))


def _is_total(line: Line) -> bool:
    return "".join(line.label_text.split()) in TOTALS


def _is_grand(line: Line) -> bool:
    return "".join(line.label_text.split()) in {"합계", "총계"}
