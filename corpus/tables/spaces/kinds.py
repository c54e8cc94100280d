"""What the figures of a flattened table say of its columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal

from corpus.figures import parse_cell
from corpus.tables.measures import PERCENT, is_of_money, unit_in_name, unit_of_word
from corpus.tables.spaces.header import HeadCell, is_rate_word
from corpus.tables.spaces.words import kind_of, number_of
from corpus.units import MONEY, is_known, is_money, normalise_unit

ColumnKind = Literal["rate", "decimal", "amount", "any", "period", "words"]
Values = tuple[Decimal | None, ...]

TOTALS: Final = frozenset({"계", "소계", "합계", "총계", "전체", "총합계"})
# what stands over a column that only counts the rows
NUMBERS: Final = frozenset({"연번", "순번", "번호", "순위"})
# heads of words: the figures under '위치' are of an address
_WORDS: Final = re.compile(
    r"^(?:구분|위치|주소|소재지|장소|(?:주요|사업)?내용|(?:사업|추진)?기간|(?:추진)?시기|대상|방법|담당(?!인원|건수).*|근거|사유"
    r"|(?:세부|단위|정책)사업명?)$"
)
_NOTE_ALONE: Final = re.compile(r"^[(（][^()（）]*[)）]$")  # '(A)': the rest of a name
_COUNTED: Final = 0.4  # what it costs that those whom something is for are counted under '대상'
_WHOLE: Final = 100
# '’31~’33', '2031.3.~2033.12.'
PERIODS: Final = re.compile(
    r"^[‘’'`]?\d{2,4}[.년]?(?:\d{1,2}[.월]?)?[~∼～][‘’'`]?\d{2,4}[.년]?(?:\d{1,2}[.월]?)?$"
)
_IN_UNIT: Final = re.compile(r"[(（]([^()（）]{1,6})[)）]$")
_PERIOD_HEAD: Final = "기간"
_EITHER: Final = re.compile(r"증감|대비|비고")


class Work:
    """How much more may be tried on a region: a damaged header allows millions of ways.

    The widest header seen takes 8,232 (18 columns of vehicles in two levels).
    """

    def __init__(self, left: int = 30_000) -> None:
        self._left = left

    def spend(self, amount: int) -> bool:
        """Take an amount; False where it is used up."""
        self._left -= amount
        return self._left >= 0


@dataclass(frozen=True, slots=True)
class Columns:
    """What the rows say of the columns: their kinds and the figures of the complete rows.

    `work` bounds what is tried on the region that they are of.
    """

    kinds: tuple[ColumnKind, ...]
    values: tuple[Values, ...]
    work: Work = field(default_factory=Work, compare=False)

    def __len__(self) -> int:
        """How many columns there are."""
        return len(self.kinds)


def column_kind(texts: Sequence[str]) -> ColumnKind:
    """What a column holds: ['3.2%', '-'] rates, ['24.4', '9.0'] decimals, ['1,284,196'] amounts."""
    figures = ["".join(text.split()) for text in texts if kind_of(text) == "figure"]
    if 2 * sum(bool(PERIODS.match(text)) for text in texts) > len(texts):
        return "period"
    if not figures:
        return "any"
    heads = [figure if figure.startswith("(") else figure.partition("(")[0] for figure in figures]
    if 2 * sum("%" in head or "％" in head for head in heads) > len(heads):
        return "rate"
    # '1,204.5' is a rate too among '8.3' and '12.0'
    if any(("," in head or re.search(r"\d{4}", head)) and "." not in head for head in heads):
        return "amount"
    return "decimal" if 2 * sum("." in head for head in heads) > len(heads) else "any"


def column_kinds(columns: Sequence[Sequence[str]]) -> tuple[ColumnKind, ...]:
    """The kinds of a table's columns; where all are decimals they are tonnes or points and no rates.

    Decimals that add up to the first of them are no rates either: '29.1' over '12.4' and '16.7'.
    """
    kinds = [column_kind(texts) for texts in columns]
    kinds = [
        "any" if kind == "decimal" and _add_up(texts) else kind
        for kind, texts in zip(kinds, columns, strict=True)
    ]
    if len(kinds) > 1 and set(kinds) == {"decimal"}:
        kinds = ["any"] * len(kinds)
    return tuple(kinds)


def _add_up(texts: Sequence[str]) -> bool:
    """Whether figures are the parts of the first of them, which is not the whole of shares, 100."""
    total, *parts = [number_of(text) or Decimal(0) for text in texts]
    return sum(map(bool, parts)) > 1 and total == sum(parts) and total != _WHOLE


@lru_cache(maxsize=4096)
def unit_told(key: str) -> str:
    """The unit that a name of a header tells, '원' for any of money: '정원' -> '명', '지원액' -> '원'."""
    if is_rate_word(key):
        return PERCENT
    unit = unit_in_name(key) or unit_of_word(key) or (normalise_unit(key) if is_known(key) else "")
    return MONEY if is_of_money(key) or is_money(unit) else unit


def is_measure(key: str) -> bool:
    """Whether a name stands over figures, not over labels or words: '2031예산', '정원'."""
    return bool(unit_told(key)) or key[0].isdigit()


def kind_cost(kind: ColumnKind, path: Sequence[HeadCell]) -> float:
    """What it costs that a column of this kind stands under this header path."""
    if kind == "words":
        return _words_cost(path[-1].key)
    return _kind_cost(kind, tuple([cell.key for cell in path]))


def _words_cost(key: str) -> float:
    """What it costs that words stand under a name: '위치' nothing, '정원' and '2031년' much."""
    return 0.0 if _WORDS.match(key) else 1.5 if is_measure(key) else 0.3


@lru_cache(maxsize=8192)
def _kind_cost(kind: ColumnKind, path: tuple[str, ...]) -> float:
    if kind == "period" or path[-1].endswith(_PERIOD_HEAD):
        return 0.0 if kind == "period" and path[-1].endswith(_PERIOD_HEAD) else 2.0
    if _WORDS.match(path[-1]):
        return _COUNTED if path[-1] == "대상" else 2.0
    if len(path) == 1 and _NOTE_ALONE.match(path[0]):
        return 0.7
    rate = any(is_rate_word(key) for key in path)
    if kind == "rate":
        either = any(_EITHER.search(key) for key in path)
        return 0.0 if rate else 0.7 if either else 3.0
    if kind == "amount":
        # '전년 대비' is over an amount and a rate
        over = any(is_rate_word(key) and not _EITHER.search(key) for key in path[:-1])
        return 3.0 if over or is_rate_word(path[-1]) else 0.0
    unit = _IN_UNIT.search(path[-1])  # '연장(㎞)' stands over decimals as well as rates do
    return 0.7 if kind == "decimal" and not (rate or (unit and is_known(unit[1]))) else 0.0


def units_again(rows: Sequence[Sequence[str]], width: int) -> tuple[str, ...]:
    """The units that the figures of all rows of `width` repeat; () where they do not.

    Each head stands over one figure of each unit: '2031년 2032년' over '120건 3,400천원 131건 3,610천원'.
    """
    units = [[_unit(text) for text in row] for row in rows if len(row) == width]
    for size in range(2, width // 2 + 1):
        first = units[0][:size] if units else []
        if len(set(first)) == size and all(first) and all(row == first * (width // size) for row in units):
            return tuple(first)
    return ()


def _unit(text: str) -> str:
    """The unit written behind a figure, '' for none."""
    figure = parse_cell(text)
    return figure.unit if figure else ""
