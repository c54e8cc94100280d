"""Flattened tables in which an office stands behind the label: '사업명 주관 총사업비 국비'.

The label is words, the office one word ('환경부'), and what is behind is figures, dashes and periods, a word
each. So the columns are counted from the right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from corpus.model import Cell
from corpus.tables.spaces.header import is_label_word
from corpus.tables.spaces.lines import Line
from corpus.tables.spaces.words import kind_of

_AGENCY: Final = re.compile(
    r"^(?:(?:주관|소관|수탁|위탁|수행|시행|관리|운영|추진|담당|발주)(?:기관|부처|부서|단체|업체)?|기관|부처|부서|업체)$"
)
_PERIOD: Final = re.compile(r"^[‘’'`]?(?:\d{4}|\d{2})\.[\d.]*[~∼～][‘’'`]?[\d.]*(?:월|년)?$")
_HEAD: Final = re.compile(r"[가-힣]{2}")
_LEAST_HEADS: Final = 3
_LEAST_ROWS: Final = 3
_LONGEST: Final = 80


def with_agencies(lines: Sequence[Line], place: int) -> list[tuple[Cell, ...]]:
    """The rows of cells of the table whose header is at `place`, the header first; none where there is none.

    Example:
        '사업명 주관 사업비', '골목 정원 환경부 1,200', '빗물 저금통 환경부 300', '숲 산림청 60' give four
        rows of three cells.
    """
    heads = lines[place].text.split()
    if len(heads) < _LEAST_HEADS or not _AGENCY.match(heads[1]) or not all(map(_HEAD.search, heads)):
        return []
    width = len(heads) - 2
    rows: list[tuple[Cell, ...]] = []
    for line in lines[place + 1 :]:
        words = line.text.split()
        here = (line.number, line.number)
        if len(words) < width + 2 or len(line.text) > _LONGEST or not all(map(_is_value, words[-width:])):
            break
        if _is_value(words[-width - 1]) or (line.gap and rows):
            break
        texts = (" ".join(words[: -width - 1]), *words[-width - 1 :])
        rows.append(tuple(Cell(text, here) for text in texts))
    label = width > 1 or is_label_word(heads[0]) or len({row[1].text for row in rows}) < len(rows)
    figures = any(kind_of(row[-1].text) == "figure" for row in rows)
    if len(rows) < _LEAST_ROWS or not label or not figures:
        return []
    number = lines[place].number
    return [tuple(Cell(head, (number, number)) for head in heads), *rows]


def _is_value(word: str) -> bool:
    return kind_of(word) in {"figure", "dash", "mark"} or bool(_PERIOD.match(word))
