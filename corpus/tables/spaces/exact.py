"""Flattened tables of one line of names over rows none of which lacks a cell.

    연번 시설명 정원 현원              구분 계획 실적              시설명 정원 위치 현원
    1 나루관 120 98                    배수지 1 1,200 900          나루관 120 강변로 31 98
    2 물빛 쉼터 40 41                  배수지 2 800 28→40          들꽃관 40 산 12 41
    합계 160 139                       합계 2,000 940              합계 160 139

The words of each row are cells of figures, one a word, save those of the label and of at most one column of
words: so there is one way to part a row. Where several columns hold words, each cell must be one word.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Final

from corpus.markers import read_mark
from corpus.model import Cell
from corpus.tables.spaces.group_words import groups_of
from corpus.tables.spaces.header import (
    REMARKS,
    TERMS,
    head_cell,
    header_words,
    is_known_word,
    is_label_word,
    is_letter,
    segmentations,
)
from corpus.tables.spaces.kinds import NUMBERS, column_kinds, is_measure, kind_cost
from corpus.tables.spaces.lines import YEAR, Line, starts_table
from corpus.tables.spaces.pieces import DAYS, Piece, Pieces, are_names, pieces_of
from corpus.tables.spaces.typed import head_kind
from corpus.tables.spaces.words import is_caption, kind_of
from corpus.tables.sums import is_total
from corpus.units import is_known

Rows = list[tuple[Cell, ...]]

_FEWEST_ROWS: Final = 2
_MOST_AFTER: Final = 3
_FEWEST_NAMES: Final = 3
_MOST_NAMES: Final = 12
_LONGEST: Final = 120
_DEAREST: Final = 0.9  # what the reading of a line of names may cost
_SURE: Final = 0.15  # by how much it must be cheaper than another
_JOINED: Final = 0.4  # what it costs that two words are one name
_UNLIKE: Final = 1.5  # what it costs that figures stand under names of others
_VALUES: Final = frozenset({"figure", "dash", "mark"})
_STREET: Final = re.compile(r"[로길]$")
_OFFICE: Final = re.compile(r"[가-힣]{2}(?:과|팀|실|국|단|담당관|사업소|센터)$")
_ENDS: Final = re.compile(r"[.:]$|[→⇒➡]|[:：]\s")


_Texts = tuple[str, ...]


def exact_table(lines: Sequence[Line], start: int) -> Rows:
    """The rows of such a table whose header is line `start`, the header first; none for no such header.

    Args:
        lines: lines that are not blank.
        start: the place of the would-be header.
    """
    head = lines[start]
    if not _may_head(lines, start):
        return []
    body = list(_body(lines, start + 1))
    rows = [pieces_of(line.bare) for line in body]
    after = lines[start + 1 + len(body) : start + 1 + len(body) + _MOST_AFTER]
    if len(rows) < _FEWEST_ROWS or _goes_on(head, after):
        return []
    words = _words(head)
    labels = [[word.text for word in line.label] for line in body]
    over = list(words[: max(len(words) - max(len(line.values) for line in body), 1)])
    names, cells = _read(words, rows) if not groups_of(over, labels) else ((), [])
    if not names:
        return []
    here = (head.number, head.number)
    return [
        tuple(Cell(name, here) for name in names),
        *(
            tuple(Cell(text, (line.number, line.number)) for text in texts)
            for line, texts in zip(body, cells, strict=True)
        ),
    ]


def _words(head: Line) -> _Texts:
    """The words of a header, those of a day as one: '2026년 9월'."""
    words: list[str] = []
    for word in header_words(head.text):
        day = DAYS.fullmatch(f"{words[-1]} {word}") if words else None
        words = [*words[:-1], day[0]] if day else [*words, word]
    return tuple(words)


def _read(words: _Texts, rows: Sequence[Pieces]) -> tuple[_Texts, list[_Texts]]:
    """The names of a header and the cells of the rows; none where two readings do as well."""
    told = len(words) <= _MOST_NAMES and not _are_spelt(words)
    if told and all(len(row) == len(words) for row in rows if not _total_end(row)):
        cells = _table(words, rows)
        if cells:
            return words, cells
    found: list[tuple[float, _Texts, list[_Texts]]] = []
    for cost, names in segmentations(words):
        fits = _FEWEST_NAMES <= len(names) <= _MOST_NAMES and not any(map(_is_two, names))
        if cost <= _DEAREST and fits:
            cells = _table(names, rows)
            found += [(cost + _JOINED * (len(words) - len(names)), names, cells)] if cells else []
    found.sort(key=lambda way: way[0])
    if not found or (len(found) > 1 and found[1][0] - found[0][0] < _SURE):
        return (), []
    return found[0][1:]


def _are_spelt(words: _Texts) -> bool:
    """Whether letters among the words of a header make a name that tables use: '구', '분'."""
    runs = itertools.groupby(words, key=is_letter)
    joined = ["".join(run) for letters, run in runs if letters]
    return any(len(name) > 1 and (name in TERMS or is_label_word(name)) for name in joined)


def _is_two(name: str) -> bool:
    """Whether a name holds one that stands over words or days, and more: '근거 위원수', '개관 휴관일'."""
    cells = [head_cell(word, (0, 0), starts_line=False) for word in name.split()]
    return len(cells) > 1 and any(
        kind_cost("any", (cell,)) > _UNLIKE or head_kind(cell.key) == "day" for cell in cells
    )


def _may_head(lines: Sequence[Line], start: int) -> bool:
    """Whether a line may be all of a header: of names, with none of the header above it and a row below."""
    head = lines[start]
    pieces = pieces_of(head.bare) if len(head.text) <= _LONGEST else ()
    below = lines[start + 1 : start + 1 + _FEWEST_ROWS]
    if len(pieces) < _FEWEST_NAMES or len(below) < _FEWEST_ROWS or _ENDS.search(head.bare):
        return False
    rows = [pieces_of(line.bare) for line in below]
    if not any(piece.kind == "F" for row in rows for piece in row[1:]):
        return False
    if read_mark(head.text).style or is_caption(head.text):
        return False
    if not are_names(pieces, rows):
        return False
    return not _is_under_names(lines, start)


def _is_under_names(lines: Sequence[Line], start: int) -> bool:
    """Whether the line above a would-be header is of the header too: '등급 2031년' over '시설 수 금액'."""
    above = lines[start - 1] if start else None
    if above is None or is_caption(above.text) or read_mark(above.text).style:
        return False
    words = header_words(above.text)
    if lines[start].gap:  # where all lines stand apart a blank one tells nothing
        apart = lines[start + 1].gap and len(words) > 1
        return apart and (is_label_word(words[0]) or bool(YEAR.match(words[-1])))
    return any(map(is_known_word, words)) or any(map(is_label_word, words)) or bool(above.values)


def _body(lines: Sequence[Line], first: int) -> Iterator[Line]:
    """The lines below a header to the end of its table.

    A table ends at a caption, at another header, at a mark that its first row has not, and at a mark or below
    a blank line where no figures follow.
    """
    own = read_mark(lines[first].text).style
    for place, line in enumerate(lines[first:], first):
        figures = any(piece.kind == "F" for piece in pieces_of(line.bare))
        if len(line.text) > _LONGEST or is_caption(line.text) or starts_table(line):
            return
        style = read_mark(line.text).style
        if (style or line.gap) and (not figures or style != own):
            return
        if place > first and line.number != lines[place - 1].number + 1 and not line.gap:
            return
        yield line


def _goes_on(head: Line, after: Sequence[Line]) -> bool:
    """Whether the lines behind rows go on with their table: a figure before any mark or the header again."""
    free = itertools.takewhile(lambda line: not _is_apart(line) and line.bare != head.bare, after)
    return any(piece.kind == "F" for line in free for piece in pieces_of(line.bare))


def _is_apart(line: Line) -> bool:
    """Whether a line is of no table: a heading, a bullet, a caption or a sentence."""
    marked = read_mark(line.text).style or is_caption(line.text) or starts_table(line)
    return bool(marked or _ENDS.search(line.bare))


def _table(names: _Texts, rows: Sequence[Pieces]) -> list[_Texts]:
    """The cells of the rows under names, none where they do not fit in one way."""
    keys = ["".join(name.split()) for name in names]
    numbered = keys[0] in NUMBERS
    even = all(len(row) == len(names) for row in rows if not _total_end(row))
    if len(set(keys)) < len(keys) or not (is_label_word(keys[0]) or numbered or even):
        return []
    if numbered:
        plain = [row for row in rows if not is_total(row[0].text)]
        if [row[0].text.rstrip(".") for row in plain] != [str(at) for at in range(1, len(plain) + 1)]:
            return []
        rows = [row if is_total(row[0].text) else row[1:] for row in rows]
        names, keys = names[1:], keys[1:]
    cells = _by_words(len(names), rows) or _by_kinds(len(names), rows, noted=keys[-1] in REMARKS)
    if not cells or not _is_named(keys, cells):
        return []
    if not numbered:
        return cells
    count = itertools.count(1)
    return [(row[0], *row) if is_total(row[0]) else (str(next(count)), *row) for row in cells]


def _by_words(width: int, rows: Sequence[Pieces]) -> list[_Texts]:
    """The cells of rows that have a word for each name, each column of words or of figures."""
    whole = [row for row in rows if not is_total(row[0].text)]
    if len(whole) < _FEWEST_ROWS or any(len(row) != width for row in whole):
        return []
    columns = list(zip(*whole, strict=True))[1:]
    figures = [all(piece.is_value for piece in column) for column in columns]
    words = [all(piece.kind != "F" for piece in column) for column in columns]
    if not any(figures) or not all(map(max, figures, words)):
        return []
    return _with_totals(rows, [None if row not in whole else _texts(row) for row in rows], figures)


def _by_kinds(width: int, rows: Sequence[Pieces], *, noted: bool) -> list[_Texts]:
    """The cells of rows with a column of words behind the labels, or with none.

    Where the last column is of remarks (`noted`) rows may lack that.
    """
    whole = [row for row in rows if not _total_end(row)]
    if len(whole) < _FEWEST_ROWS:
        return []
    found: list[list[_Texts]] = []
    for worded in (0, *range(2, width), 1):
        lacking = noted and worded == width - 1
        parted = [_parted(row, width, worded, lacking=lacking) for row in whole]
        if worded == 1 and (found or not all(parted) or not _are_kinds([row[1][-1].text for row in parted])):
            break
        if all(parted) and _are_labels([row[0] for row in parted]):
            rest = iter(parted)
            own = [None if _total_end(row) else tuple(_joined(cell) for cell in next(rest)) for row in rows]
            figures = [at != worded for at in range(1, width)]
            cells = _with_totals(rows, own, figures)
            found += [cells] if cells else []
        if found and not worded:
            break
    return found[0] if len(found) == 1 else []


def _are_kinds(words: Sequence[str]) -> bool:
    """Whether the last words before the figures of rows are no part of their labels: units, offices."""
    return all(map(is_known, words)) or all(map(_OFFICE.search, words)) or 2 * len(set(words)) <= len(words)


def _total_end(row: Pieces) -> int:
    """Behind which pieces the label of a total ends, 0 for another row: '합', '계', '160'."""
    labels = list(itertools.takewhile(lambda piece: piece.kind == "T", row))
    return len(labels) if is_total("".join(piece.text for piece in labels)) else 0


def _with_totals(
    rows: Sequence[Pieces], cells: Sequence[_Texts | None], figures: Sequence[bool]
) -> list[_Texts]:
    """The cells of all rows; a total has figures, and under names of words dashes or nothing."""
    out: list[_Texts] = []
    for row, own in zip(rows, cells, strict=True):
        if own is not None:
            out.append(own)
            continue
        end = _total_end(row) or 1
        label, values = _joined(row[:end]), row[end:]
        if not all(piece.is_value for piece in values):
            return []
        if len(values) == len(figures):
            out.append((label, *_texts(values)))
        elif len(values) == sum(figures):
            rest = iter(_texts(values))
            out.append((label, *(next(rest) if figure else "" for figure in figures)))
        else:
            return []
    return out


def _texts(pieces: Sequence[Piece]) -> _Texts:
    return tuple(piece.text for piece in pieces)


def _joined(pieces: Sequence[Piece]) -> str:
    return " ".join(piece.text for piece in pieces)


def _parted(row: Pieces, width: int, worded: int, *, lacking: bool) -> list[Pieces]:
    """A row's pieces as the cells of its columns; those of column `worded` are words, 0 for none.

    It may have none of those where `lacking`. Empty where there is no way, or more than one.
    """
    if not worded:
        label, values = row[: 1 - width], row[1 - width :]
        fits = bool(label) and all(piece.is_value for piece in values)
        return [label, *((piece,) for piece in values)] if fits else []
    behind, between = width - 1 - worded, worded - 1
    inner, last = (row[:-behind], row[-behind:]) if behind else (row, ())
    if not all(piece.is_value for piece in last):
        return []
    if worded == 1:
        return [inner[:-1], inner[-1:], *((p,) for p in last)] if len(inner) > 1 else []
    starts = [
        start
        for start in range(between + 1, len(inner))
        if all(piece.is_value for piece in inner[start - between : start]) and _are_words(inner[start:])
    ]
    if lacking and not starts and len(inner) > between:
        starts = [len(inner)] if all(piece.is_value for piece in inner[-between:]) else []
    if len(starts) != 1:
        return []
    start = starts[0]
    middle = inner[start - between : start]
    return [inner[: start - between], *((piece,) for piece in middle), inner[start:], *((p,) for p in last)]


def _are_words(pieces: Pieces) -> bool:
    """Whether pieces may be one cell of words: it opens with none of figures, or is a dash."""
    return pieces[0].kind in {"T", "D"} or (len(pieces) == 1 and pieces[0].kind == "-")


def _are_labels(labels: Sequence[Pieces]) -> bool:
    """Whether pieces may be labels; figures at the end tell things of one name apart, or are of a place.

    '배수지 1' and '배수지 2', '주차장 2층', '강변로 31'; not '나루관 120' beside '물빛관 40'.
    """
    inner = [any(piece.is_value and _is_plain(piece) for piece in label[:-1]) for label in labels]
    dated = [any(piece.kind == "D" for piece in label[1:]) for label in labels]
    if 2 * max(sum(inner), sum(dated)) >= len(labels):
        return False
    ended = [label for label in labels if label[-1].is_value and (len(label) > 1 or _is_plain(label[-1]))]
    names = {_joined(label[:-1]) for label in labels if len(label) > 1}
    apart = len(ended) == len(labels) and len(names) == 1 and len({label[-1].text for label in ended}) > 1
    return apart or not any(_is_plain(label[-1]) and not _is_street(label) for label in ended)


def _is_plain(piece: Piece) -> bool:
    """Whether a figure is a number alone: '120', not '2층'."""
    return piece.text[-1:].isdigit() or piece.kind == "-"


def _is_street(label: Pieces) -> bool:
    return len(label) > 1 and bool(_STREET.search(label[-2].text))


def _is_named(keys: Sequence[str], cells: Sequence[_Texts]) -> bool:
    """Whether the names may stand over what is in the columns."""
    columns = [[text for text in column if text] for column in list(zip(*cells, strict=True))[1:]]
    plain = [column and all(kind_of(text) in _VALUES for text in column) for column in columns]
    kinds = iter(column_kinds([column for column, figures in zip(columns, plain, strict=True) if figures]))
    cost = 0.0
    for key, column, figures in zip(keys[1:], columns, plain, strict=True):
        measure = len(key) > 1 and is_measure(key)
        if measure and not figures and not re.search(r"\d", "".join(column)):
            return False
        if figures:
            own = kind_cost(next(kinds), (head_cell(key, (0, 0), starts_line=False),))
            united = all(text[-1] not in "%)" and not text[-1].isdigit() for text in column)
            cost += 0.0 if united else own + _UNLIKE * (is_label_word(key) and len(key) > 1)
    return cost < _UNLIKE
