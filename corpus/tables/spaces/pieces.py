"""The pieces of a row of a flattened table: words that are figures, dashes, days or text, some together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from corpus.tables.spaces.lines import YEAR
from corpus.tables.spaces.words import GLUE, letters_joined, words_of

_Kind = Literal["F", "-", "D", "T"]

_NUMBER: Final = r"[△▲▽▼+−–-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_UNIT: Final = r"(?:%p|[^\d\s,.()~→/:*¹²³⁴⁵]{0,4})"
# '28→40', '10~20', '3:1', '12/15', '12(3)', '120주1)', '1,284¹⁾', '35*'
_FIGURE: Final = re.compile(
    rf"{_NUMBER}{_UNIT}(?:[~∼～→/:]{_NUMBER}{_UNIT})?(?:[(（][^()（）]*[)）])?"
    r"(?:\*{1,3}|[¹²³⁴⁵]+[)⁾]?|주\d{1,2}\)|(?<=\d{3})[1-9]\))?"
)
_YEAR: Final = r"(?:(?:19|20)\d{2}|['’‘`]\d{2})"
# '2026. 4.', '2026.4.30', '2026. 4. 30.', '2026-4-30', '2026년 4월'
_DATED: Final = (
    rf"{_YEAR}(?:\.\s?\d{{1,2}}(?:\.\s?\d{{1,2}}\.|\.\d{{1,2}}|월|\.)|-\d{{1,2}}-\d{{1,2}}"
    r"|년(?:도|말)?(?:\s\d{1,2}월)?)"
)
DAYS: Final = re.compile(
    rf"(?:{_DATED}|['’‘`]\d{{2}}|{_YEAR}(?=\s?[~∼～]))"
    rf"(?:\s?[~∼～]\s?(?:{_DATED}|{_YEAR}|\d{{1,2}}[.월](?:\s?\d{{1,2}}\.)?)?)?(?!\S)"
)
_BEFORE: Final = frozenset({"증", "감", "약", "총"})
_BOUNDS: Final = frozenset({"이하", "이상", "미만", "초과", "이내", "내외"})
_NOTE: Final = re.compile(r"[(（][^()（）]*[)）]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A word of a row, or some that go together: a figure (F), a dash (-), a day (D) or else text (T)."""

    kind: _Kind
    text: str

    @property
    def is_value(self) -> bool:
        """Whether it is a figure or stands for one."""
        return self.kind in {"F", "-"}


Pieces = tuple[Piece, ...]


@lru_cache(maxsize=4096)  # a line is looked at as a head, a row, a cell by one layout after another
def pieces_of(text: str) -> Pieces:
    """The pieces of a row: '2026. 4월 약 20 28→40 12 (3) 없음' gives a day, three figures and a dash."""
    found: list[Piece] = []
    end = 0
    text = letters_joined(text)  # '직 영 22': a label and its figure
    for word in words_of(text):
        if word.start < end:
            continue
        last = found[-1] if found else None
        day = DAYS.match(text, word.start)
        if day or (not found and YEAR.match(word.text)):
            end = day.end() if day else word.end
            found.append(Piece("D", text[word.start : end]))
        elif last and last.kind == "F" and (_NOTE.fullmatch(word.text) or word.text in _BOUNDS):
            found[-1] = Piece("F", f"{last.text} {word.text}")
        elif word.kind in {"dash", "mark"}:
            found.append(Piece("-", word.text))
        elif word.kind == "figure" or _FIGURE.fullmatch("".join(word.text.split())):
            before = len(found) > 1 and last and last.text in _BEFORE
            if before and last:
                found[-1] = Piece("F", f"{last.text} {word.text}")
            else:
                found.append(Piece("F", word.text))
        else:
            found.append(Piece("T", word.text.replace(GLUE, " ")))
    return tuple(found)


def are_names(pieces: Sequence[Piece], below: Sequence[Pieces]) -> bool:
    """Whether none of the pieces of a header is a figure, save classes of one kind: '10대', '20대'.

    The figures below are written otherwise.
    """
    classes = [piece.text for piece in pieces if piece.is_value]
    if any(piece.text.endswith(",") for piece in pieces) or any(re.search(r"[,.()-]", c) for c in classes):
        return False
    kinds = set(map(_style, classes))
    others = {_style(piece.text) for row in below for piece in row[1:]}
    return not classes or (len(kinds) == 1 < len(classes) and kinds.isdisjoint({"", "%"} | others))


def _style(text: str) -> str:
    """What is written around the number of a figure: '12건' -> '건'."""
    return re.sub(r"\d+", "", text)
