"""Whether units written in the cells of a column are not that of its name: '1,240㎡' under '좌석(석)'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from corpus.units import is_known, normalise_unit

_OF_NAME: Final = re.compile(r"[(（]([^()（）]{1,4})[)）]$")
_OF_CELL: Final = re.compile(r"\d([^\d\s,.()]{1,3})$")


def has_other_units(names: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether a column has cells with units and none of these is that of its name."""
    for name, *column in zip(names, *rows, strict=True):
        told = _OF_NAME.search(name)
        if not told or not is_known(told[1]):
            continue
        found = (_OF_CELL.search(text) for text in column)
        units = {normalise_unit(unit[1]) for unit in found if unit and is_known(unit[1])}
        if units and normalise_unit(told[1]) not in units:
            return True
    return False
