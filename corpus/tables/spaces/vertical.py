"""Names written from top to bottom beside their rows, which extraction leaves as a letter a line.

행                          all before the first row of the group: a line '행정국'
정
국
총무과 19 18
복                          among the rows: which letters are one name is lost
노인과 11 10
지
장애과 9 9
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from corpus.tables.spaces.header import is_letter
from corpus.tables.spaces.lines import Line, Region

_YEAR: Final = re.compile(r"(?:19|20)\d\d년")
_SIZE: Final = 5  # letters of a year
_FEWEST: Final = 2

_Block = tuple[list[Line], Line]


def with_years(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The numbered lines, a year written a letter a line as one: '2', '0', '3', '1', '년'."""
    place = 0
    while place < len(lines):
        letters = [line.strip() for line in lines[place : place + _SIZE]]
        year = all(len(letter) == 1 for letter in letters) and _YEAR.fullmatch("".join(letters))
        yield place + 1, "".join(letters) if year else lines[place]
        place += _SIZE if year else 1


def without_letters(blocks: Sequence[_Block]) -> list[_Block]:
    """The rows with the lines above them, without letters of names that stand among the rows of their groups.

    Args:
        blocks: each row with the lines without values above it.
    """
    runs = [sum(is_letter(line.bare) for line in pending) for pending, row in blocks if row.label]
    scattered = sum(runs) >= _FEWEST and 1 in runs
    if not scattered:
        return list(blocks)
    return [
        ([line for line in pending if not (row.label and is_letter(line.bare))], row)
        for pending, row in blocks
    ]


def without_digits(region: Region) -> Region:
    """The region without letters of years among rows of a line each: '2', '0', then '취득세 5,075 1,438'."""
    whole = [line for line in region.body if line.label and len(line.values) > 1]
    loose = [
        line
        for line in region.body
        if not line.label
        and len(line.values) > 0
        and all(len(value.text) == 1 and value.lines[0] == value.lines[1] for value in line.values)
        and (len(line.values) == 1 or line.values[0].lines != line.values[-1].lines)
    ]
    if not loose or len(whole) <= len(loose):
        return region
    return replace(region, body=tuple(line for line in region.body if line not in loose))
