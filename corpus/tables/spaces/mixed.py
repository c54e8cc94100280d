"""Flattened tables whose rows are a line each, with words or days between or behind their figures.

    사업명 구분 예산 계약 기간 상태           시설 등급 지적 조치
    서고 넓히기 공사 41 38 2031. 4.~6. 준공   물빛관 다동 B 19 17
    안내판 정비 용역 14 13 2031. 5. 진행 중   솔바람관 A 9 9
    책장 물품 7 7 2031. 2. 완료               - 2개소 C 12 11

Counted from the end, the pieces of all rows are of the same kinds. What is left in front is the label, or
the label with the words of the columns between: these are parted where each row has as many words as there
are names, where a few words come again and again, or behind '〃'; else they are one label under all names.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from corpus.markers import read_mark
from corpus.model import Cell
from corpus.tables.spaces.header import (
    REMARKS,
    TERMS,
    header_words,
    is_address_word,
    is_known_word,
    is_label_word,
    is_letter,
    is_rate_word,
    segmentations,
)
from corpus.tables.spaces.lines import Line, starts_table
from corpus.tables.spaces.typed import head_kind
from corpus.tables.spaces.words import GLUE, is_caption, is_furniture, kind_of, letters_joined, words_of
from corpus.tables.sums import is_total

Rows = list[tuple[Cell, ...]]
_Kind = Literal["F", "D", "T", "M", "-"]

_FEWEST_ROWS: Final = 3
_FEWEST_NAMES: Final = 3
_MOST_NAMES: Final = 9
_MOST_HEADS: Final = 3  # names over what stands in front of the figures
_LONGEST: Final = 110
_MOST_RESTS: Final = 2
_LONGEST_REST: Final = 6
_DEAREST: Final = 1.3  # what the reading of a header line may cost
_SAME: Final = "〃"
_YEARS: Final = re.compile(r"^(?:학년도|[연년]도)")
_BELOW: Final = frozenset({"이하", "이상", "미만", "초과", "이내"})
_MONTH = r"\d{1,2}(?:월|\.)(?:\s?\d{1,2}\.)?"
_YEARED = rf"(?:(?:19|20)\d{{2}}|[‘’'`]\d{{2}})\.\s?{_MONTH}"
_PERIOD: Final = re.compile(rf"{_YEARED}(?:\s?[~∼～]\s?(?:{_YEARED}|{_MONTH})?)?(?!\S)")
# '5. 8.', '7. 21.~22.' under '일자'
_TO: Final = r"\s?[~∼～]\s?(?:[‘’'`]\d{2}\.\s?)?(?:\d{1,2}\.\s?)?\d{1,2}\."  # '~ 5. 12.', '~’25. 1. 5.'
_DAY: Final = re.compile(rf"\d{{1,2}}\.\s?\d{{1,2}}\.(?:{_TO})?(?!\S)")
_DAY_HEAD: Final = re.compile(r"(?:일자|일시|날짜|기간|기한|시기|일정)(?:\(.*\))?$")
_STREET: Final = re.compile(r"[로길](?:\s?\d[\d-]*)?$")  # '강변로', behind which the number of a house stands
_TEAM: Final = re.compile(r"\d{1,2}인\s\d{1,2}조(?:\([^()]*\))?(?!\S)")  # '3인 1조'
# of the known heads those that stand over words
_WORD_HEADS: Final = """
구분 내용 내역 사유 근거 방법 대상 위치 장소 기간 시기 담당 담당부서 부서 부서명 기관 기관명 유형 분야 분류
종류 지역 직급 직렬 직종 성명 규격 명칭 시설명 과목 항목 비고 처리 처리방법
"""
_WORDED: Final = frozenset(_WORD_HEADS.split())
_OF_WORDS: Final = re.compile(
    r"^(?:위치|주소|소재지|장소|(?:주요)?내용|방법|담당.*|근거|사유|상태|비고|참고)$"
)
# what surely stands over words: '처리방법', '위탁처', '업체명'
_OVER_WORDS: Final = re.compile(
    r"(?:방법|내용|내역|[가-힣]처|업체|기관|장소|위치|주소|소재지|대상|근거|곳|명)$"
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of a row: a figure (F), a day or period (D), words (T), words and a figure (M), a dash (-)."""

    kind: _Kind
    text: str


@dataclass(frozen=True, slots=True)
class _Row:
    """The pieces of a row, its line's number, and that of its remark's line where this is the next."""

    pieces: tuple[_Piece, ...]
    number: int
    noted: int = 0

    @property
    def is_same(self) -> bool:
        """Whether its first cell is that of the row above: '〃 소파 8,000원'."""
        return self.pieces[0].text.startswith(_SAME)


def mixed_table(lines: Sequence[Line], start: int) -> Rows:
    """The rows of such a table whose header is line `start`, the header first; none for no such header.

    Args:
        lines: lines that are not blank.
        start: the place of the would-be header.
    """
    head = lines[start]
    words = header_words(head.text)
    if head.values or len(words) < _FEWEST_NAMES or len(head.text) > _LONGEST:
        return []
    if read_mark(head.text).style or is_caption(head.text) or start + _FEWEST_ROWS >= len(lines):
        return []
    rest = list(itertools.takewhile(_is_rest, lines[start + 1 : start + 1 + _MOST_RESTS]))
    place = start + 1 + len(rest)
    first = lines[place]  # looked at before the header's readings, which take time
    if not any(map(str.isdigit, first.text)) or not _is_free(first):
        return []
    last = (" ".join(line.bare for line in rest),) if rest else ()
    for cost, told in segmentations(words):
        names = (*told, *last)
        if cost > _DEAREST or not _FEWEST_NAMES <= len(names) <= _MOST_NAMES or not _is_header(names):
            continue
        rows = list(_rows(lines, place, names))
        table = _table(names, rows) if len(rows) >= _FEWEST_ROWS else []
        if table:
            here = (head.number, head.number)
            return [
                tuple(Cell(text, here) for text in table[0]),
                *(_cells(texts, row) for texts, row in zip(table[1:], rows, strict=False)),
            ]
    return []


def _is_rest(line: Line) -> bool:
    """Whether a line below a header may be of its last name, one that stood on several: '직접', '효과'."""
    return len(line.bare) <= _LONGEST_REST and not any(map(str.isdigit, line.text)) and " " not in line.bare


def _cells(texts: Sequence[str], row: _Row) -> tuple[Cell, ...]:
    cells = [Cell(text, (row.number, row.number)) for text in texts]
    return (*cells[:-1], Cell(texts[-1], (row.noted, row.noted)) if row.noted else cells[-1])


def _is_header(names: Sequence[str]) -> bool:
    """Whether names are those of columns: the first of labels, and half of the others known."""
    keys = ["".join(name.split()) for name in names]
    known = sum(is_known_word(key) or is_label_word(key) for key in keys[1:])
    labelled = is_label_word(keys[0]) or known > 1
    few = known > 0 if is_label_word(keys[0]) else 3 * known >= len(keys) - 1
    return labelled and few and len(set(keys)) == len(keys)


def _rows(lines: Sequence[Line], first: int, names: Sequence[str]) -> Iterator[_Row]:
    """The rows below a header; under '비고' a line right below a row that stands apart is its remark."""
    days = any(_DAY_HEAD.search("".join(name.split())) for name in names)
    noted = "".join(names[-1].split()) in REMARKS
    place = first
    apart = any(line.gap for line in lines[first + 1 : first + _FEWEST_ROWS])
    while place < len(lines):
        line = lines[place]
        if is_furniture(line.text) or line.bare == lines[first - 1].bare:  # between two pages
            place += 1
            continue
        if line.gap and not apart and place >= first + _FEWEST_ROWS and not line.values:
            return
        if len(line.text) > _LONGEST or is_caption(line.text) or starts_table(line) or not _is_free(line):
            return
        pieces = tuple(_pieces(line.text.strip(), days=days))
        row = _Row(_with_year(pieces) if _YEARS.match(names[0]) else pieces, line.number)
        below = lines[place + 1] if place + 1 < len(lines) else None
        if noted and line.gap and below and not (below.gap or len(below.values) > 1) and _is_free(below):
            row = _Row((*row.pieces, _Piece("T", below.bare)), line.number, below.number)
            place += 1
        yield row
        place += 1


def _is_free(line: Line) -> bool:
    """Whether a line may be a row: it opens with no mark but that of '〃'."""
    return line.bare.startswith(_SAME) or not read_mark(line.text).style


def _pieces(text: str, *, days: bool) -> Iterator[_Piece]:
    """The pieces of a line; words side by side are one."""
    run: list[str] = []
    place = 0
    for word in [*words_of(text), None]:
        if word and word.start < place:
            continue
        found = _told(text, word.start, days=days) if word else None
        kind: _Kind = "T"
        if found:
            kind, end = found
            piece = text[word.start : end] if word else ""
        elif word:
            kind = (
                "F" if word.kind == "figure" else "-" if word.kind == "dash" and word.text != _SAME else "T"
            )
            piece, end = word.text, word.end
        if word and kind == "T" and not found:
            run.append(piece)
        else:
            if run:
                yield _Piece("T", " ".join(run))
            run = []
            if word:
                yield _Piece(kind, piece)
        place = end


def _with_year(pieces: tuple[_Piece, ...]) -> tuple[_Piece, ...]:
    """The pieces with the year that is a row's label put to the words behind it: '2031 나 84.7'."""
    if [piece.kind for piece in pieces[:2]] != ["F", "T"] or not pieces[0].text.isdigit():
        return pieces
    return (_Piece("T", f"{pieces[0].text} {pieces[1].text}"), *pieces[2:])


def _told(text: str, start: int, *, days: bool) -> tuple[_Kind, int] | None:
    """The kind and the end of what starts at a place and is more than a word: a period, '5% 이하'."""
    if team := _TEAM.match(text, start):
        return "T", team.end()
    if day := _PERIOD.match(text, start) or (_DAY.match(text, start) if days else None):
        return "D", day.end()
    bound = re.compile(r"(\d[\d,.]*\S{0,4})\s(\S+)(?!\S)").match(text, start)
    return ("F", bound.end()) if bound and bound[2] in _BELOW else None


def _table(names: Sequence[str], rows: list[_Row]) -> list[list[str]]:
    """The cells of the header and of the rows that fit it, none where they do not."""
    ways = [rows, [replace(row, pieces=tuple(_merged(row.pieces))) for row in rows]]
    if _is_address(names[1]):
        numbered = [replace(row, pieces=_with_number(row.pieces)) for row in rows]
        streets = all(_STREET.search(row.pieces[0].text) for row in rows if not is_total(row.pieces[0].text))
        ways = [numbered] if streets else [rows, numbered]
    for merged in ways:
        sizes = Counter(len(row.pieces) - 1 for row in merged if not is_total(row.pieces[0].text))
        tail = max(sizes, key=lambda size: (sizes[size], size)) if sizes else 0
        heads = len(names) - tail
        if not tail or not 1 <= heads <= _MOST_HEADS:
            continue
        kinds = _kinds([row for row in merged if len(row.pieces) == tail + 1], tail)
        told = [row if _fits(row, kinds) else _without_dashes(row, kinds.count("F")) for row in merged]
        fitting = list(itertools.takewhile(functools.partial(_fits, kinds=kinds), told))
        ends = len(fitting) == len(merged) or len(fitting) > _FEWEST_ROWS
        if len(fitting) < _FEWEST_ROWS or not ends or not _is_named(names, kinds):
            continue
        found = _parted(names[:heads], [_front(row, kinds) for row in fitting])
        if found and not any(_is_torn(front) for front in found[1:]):
            cells = [[*front, *_tail(row, kinds)] for front, row in zip(found[1:], fitting, strict=True)]
            return [[*found[0], *names[heads:]], *cells]
    return []


def _is_torn(front: Sequence[str]) -> bool:
    """Whether letters set apart were parted among the cells in front: '안골면 교', '육'."""
    return any(
        is_letter(one.split()[-1]) and is_letter(other)
        for one, other in itertools.pairwise(front)
        if one and other
    )


def _without_dashes(row: _Row, figures: int) -> _Row:
    """A total's row without the dashes under names of words in front of its figures: '계 - 9 185'."""
    while is_total(row.pieces[0].text) and len(row.pieces) - 1 > figures and row.pieces[1].kind == "-":
        row = replace(row, pieces=(row.pieces[0], *row.pieces[2:]))
    return row


def _merged(pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """The pieces, one word between figures put to the figure behind it: '87.0 BOD 3.1㎎/L 10㎎/L'."""
    place = 0
    while place < len(pieces):
        piece = pieces[place]
        following = pieces[place + 1] if place + 1 < len(pieces) else None
        if place > 1 and piece.kind == "T" and " " not in piece.text and following and following.kind == "F":
            yield _Piece("M", f"{piece.text} {following.text}")
            place += 2
        else:
            yield piece
            place += 1


def _is_address(name: str) -> bool:
    """Whether a name of the header stands over addresses, which end with a number: '강변로 31'."""
    return is_address_word("".join(name.split()))


def _with_number(pieces: tuple[_Piece, ...]) -> tuple[_Piece, ...]:
    """The pieces with the number at the end of an address put to its words: '나루관 강변로 31', '4,210'."""
    if len(pieces) < 2 or [piece.kind for piece in pieces[:2]] != ["T", "F"] or is_total(pieces[0].text):
        return pieces
    return (_Piece("T", f"{pieces[0].text} {pieces[1].text}"), *pieces[2:])


def _kinds(rows: Sequence[_Row], tail: int) -> list[_Kind]:
    """The kind of each of the last `tail` pieces in most rows; a dash tells nothing."""
    kinds: list[_Kind] = []
    for place in range(-tail, 0):
        counts = Counter(row.pieces[place].kind for row in rows)
        told = Counter({kind: count for kind, count in counts.items() if kind != "-"})
        kinds.append(told.most_common(1)[0][0] if told else "-")
    return kinds


def _fits(row: _Row, kinds: Sequence[_Kind]) -> bool:
    """Whether the last pieces of a row are of the kinds, with words before them; a total may lack words."""
    if is_total(row.pieces[0].text) and len(row.pieces) - 1 == kinds.count("F"):
        return all(piece.kind in {"F", "-"} for piece in row.pieces[1:])
    if row.is_same and len(kinds) == 1:  # '〃 의자 무료'
        return len(row.pieces[0].text.split()) + len(row.pieces) > 3 - (row.pieces[-1].kind == "F")
    ends = row.pieces[-len(kinds) :]
    same = all(piece.kind in {kind, "-"} for piece, kind in zip(ends, kinds, strict=False))
    front = row.pieces[: -len(kinds)]  # '2층 배관 교체' opens with a figure
    return same and any(piece.kind in {"T", "M"} for piece in front)


def _is_named(names: Sequence[str], kinds: Sequence[_Kind]) -> bool:
    """Whether the names may stand over pieces of these kinds, and no reader of figures alone will do."""
    keys = ["".join(name.split()) for name in names]
    heads, over = keys[: -len(kinds)], keys[-len(kinds) :]
    if kinds[0] not in {"F", "D"} or "F" not in kinds or not ({"D", "T", "M"} & set(kinds) or len(heads) > 1):
        return False
    if any(_is_figures(key) or key[0].isdigit() for key in heads[1:]):  # '2030' is over figures
        return False
    for key, kind in zip(over, kinds, strict=True):
        worded = bool(_OF_WORDS.match(key))
        if (kind == "F" and worded) or (kind in {"T", "D"} and head_kind(key) == "figure"):
            return False
    return True


def _is_figures(key: str) -> bool:
    """Whether a name stands over figures: '정원', '예산액', '접수(건)', '집행률'."""
    return head_kind(key) == "figure" or is_rate_word(key) or (key in TERMS and key not in _WORDED)


def _front(row: _Row, kinds: Sequence[_Kind]) -> list[str]:
    """The texts in front of the last pieces of a row, a dash at their end apart."""
    if is_total(row.pieces[0].text) and len(row.pieces) - 1 < len(kinds):
        return [row.pieces[0].text]
    if row.is_same and len(kinds) == 1 and row.pieces[-1].kind != "F":
        text = " ".join(piece.text for piece in row.pieces)
        return [text.rpartition(" ")[0]]
    front = row.pieces[: -len(kinds)]
    dashes = len(list(itertools.takewhile(lambda piece: piece.kind == "-", reversed(front))))
    label = " ".join(piece.text for piece in front[: len(front) - dashes])
    return [label, *("-" for _ in range(dashes))]


def _tail(row: _Row, kinds: Sequence[_Kind]) -> list[str]:
    """The cells of the last columns of a row."""
    if is_total(row.pieces[0].text) and len(row.pieces) - 1 < len(kinds):
        figures = iter(row.pieces[1:])
        return [next(figures).text if kind == "F" else "" for kind in kinds]
    if row.is_same and len(kinds) == 1:
        return [row.pieces[-1].text.rpartition(" ")[2] if row.pieces[-1].kind != "F" else row.pieces[-1].text]
    return [piece.text for piece in row.pieces[-len(kinds) :]]


def _parted(names: Sequence[str], fronts: Sequence[list[str]]) -> list[list[str]]:
    """The names over what stands in front and the cells of each row under them, the label's first."""
    count = len(names)
    if count == 1:
        return [list(names), *([" ".join(front)] for front in fronts)] if _are_labels(fronts) else []
    whole = [front for front in fronts if len(front) == 1 and not is_total(front[0])]
    if any(front[0].startswith(_SAME) for front in whole) and count == 2:
        return [list(names), *_under_same([front[0] for front in fronts])]
    for part in (_by_words, _by_last):
        if all(len(part(front[0], count)) == count for front in whole) and whole:
            if part is _by_last and not _comes_again([part(front[0], count)[-1] for front in whole]):
                continue
            cells = [
                part(front[0], count) if front in whole else [*front, *[""] * (count - len(front))]
                for front in fronts
            ]
            return [list(names), *(row[:count] for row in cells)]
    worded = all(_OVER_WORDS.search("".join(name.split())) for name in names[1:])
    figures = any(kind_of(front[0].split()[-1]) == "figure" and front[0][-1].isdigit() for front in whole)
    if count == 2 and _is_address(names[1]) and figures and all(front[0].count(" ") > 1 for front in fronts):
        parts = [front[0].rsplit(maxsplit=2) for front in fronts]
        return [list(names), *([part[0], " ".join(part[1:])] for part in parts)]
    if not worded or figures or any(len(front[0].split()) < count for front in whole):
        return []
    return [[" / ".join(names)], *([front[0]] for front in fronts)]


def _are_labels(fronts: Sequence[list[str]]) -> bool:
    return all(front[0] and len(front) == 1 for front in fronts)


def _by_words(text: str, count: int) -> list[str]:
    """The words of a text where they are as many; letters set apart and lists are one: '가동, 나동'."""
    words: list[str] = []
    for word in letters_joined(text).split():
        if words and words[-1].endswith((",", "·", "및")):
            words[-1] += f" {word}"
        else:
            words.append(word.replace(GLUE, ""))
    return words if len(words) == count else []


def _by_last(text: str, count: int) -> list[str]:
    """A text parted before its last word."""
    label, _, last = text.rpartition(" ")
    return [label, last] if count == 2 and label else []


def _comes_again(words: Sequence[str]) -> bool:
    """Whether words are of few kinds: grades ('A', 'B'), or some that come again ('공사', '용역')."""
    return all(len(word) == 1 for word in words) or 2 * len(set(words)) <= len(words)


def _under_same(texts: Sequence[str]) -> Iterator[list[str]]:
    """The two cells of each row, the first written out where '〃' stands for that of the row above."""
    above = ""
    for text in texts:
        first, _, rest = text.partition(" ")
        above = above if first == _SAME else first
        yield [above, rest]
