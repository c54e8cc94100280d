"""Flattened tables whose columns are of several kinds: '구 분 대지(㎡) 건물(㎡) 규 모 준공일자 비 고'.

The heads say what stands under them (figures, days, words), so the pieces below are told apart by what they
are: words before figures are a label, words before a day are of the column before it, '- 1층: 민원실' is a
remark. Only tables whose columns of words stand behind those of figures are read: else a label has no end.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from corpus.markers import read_mark
from corpus.model import Cell
from corpus.tables.spaces.align import align, certain
from corpus.tables.spaces.header import REMARKS, header_words, is_label_word, segmentations
from corpus.tables.spaces.lines import Line, starts_table
from corpus.tables.spaces.words import is_caption, kind_of, number_of, words_of
from corpus.units import is_known

Kind = Literal["figure", "day", "words", "note"]

_FIGURE_HEAD: Final = re.compile(r"(?:액|사업비|예산|면적|인원|건수|대수|정원|현원|수량|단가)$")
_DAY_HEAD: Final = re.compile(r"일자|일시|연월일|날짜|준공|착공|개관|개원|기한|발표")
_DAY: Final = re.compile(r"(?:[‘’'`]\d{2}|\d{4})\.\s?\d{1,2}\.\s?\d{1,2}\.?")
_CONNECTS: Final = (",", "·", "및", "~", "∼", "‧")
_MOST_LINES: Final = 120
_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the lines below a header: a figure, a day, words or a remark.

    `opens` says whether it is the first of its line, `gap` whether that line stands below a blank one.
    """

    kind: Kind
    cell: Cell
    gap: bool
    opens: bool


@dataclass(slots=True)
class TypedRow:
    """A row: its group ('' for none) and label, and its pieces by kind in their order."""

    group: Cell
    label: Cell
    pieces: dict[Kind, list[Cell]] = field(
        default_factory=lambda: {"figure": [], "day": [], "words": [], "note": []}
    )


@dataclass(frozen=True, slots=True)
class TypedTable:
    """The header's cells (the label's first), the kinds of the columns behind it, and the rows.

    `end` is the place behind the last line.
    """

    header: tuple[Cell, ...]
    kinds: tuple[Kind, ...]
    rows: tuple[TypedRow, ...]
    end: int

    def cells(self) -> tuple[list[tuple[Cell, ...]], set[int]]:
        """The rows of cells, the header first, and the places of those whose columns are not certain.

        A column of groups stands before the labels where there are groups.
        """
        grouped = any(row.group.text for row in self.rows)
        ways = align(
            [row.label.text for row in self.rows],
            [[cell.text for cell in row.pieces["figure"]] for row in self.rows],
            self.kinds.count("figure"),
        )
        found = [(self.header[0], *self.header) if grouped else self.header]
        doubts: set[int] = set()
        for row, places in zip(self.rows, ways, strict=True):
            columns = certain(places)
            if len(columns) < len(row.pieces["figure"]):
                doubts.add(len(found))
            values = {column: row.pieces["figure"][place] for place, column in columns.items()}
            group = (row.group if row.group.text else row.label,) if grouped else ()
            found.append((*group, row.label, *self._values(row, values)))
            for label, column, value in _shares(row, values):
                empty = [Cell("", label.lines)] * len(self.kinds)
                empty[column] = value
                found.append((*group, label, *empty))
        return found, doubts

    def _values(self, row: TypedRow, figures: Mapping[int, Cell]) -> Iterator[Cell]:
        """The cells of a row behind its label, one a column."""
        place = 0
        for kind in self.kinds:
            pieces = row.pieces[kind]
            if kind == "figure":
                yield figures.get(place, Cell("", row.label.lines))
                place += 1
            elif pieces and self.kinds.count(kind) == 1:
                lines = (pieces[0].lines[0], pieces[-1].lines[1])
                yield Cell(" ".join(piece.text for piece in pieces), lines)
            else:
                yield Cell("", row.label.lines)


def _shares(row: TypedRow, figures: Mapping[int, Cell]) -> Iterator[tuple[Cell, int, Cell]]:
    """Remarks that share out one of a row's figures, as rows of their own: label, column, figure.

    '- 사무실 255', '- 회의실 145' behind 1,800 and 400 share out the 400.
    """
    parts = [(note, words_of(note.text)) for note in row.pieces["note"]]
    if len(parts) < 2 or any(len(words) < 3 or words[-1].kind != "figure" for _, words in parts):
        return
    total = sum(number_of(words[-1].text) or 0 for _, words in parts)
    columns = [column for column, cell in figures.items() if number_of(cell.text) == total]
    for note, words in parts if len(columns) == 1 else []:
        name = note.text[words[1].start : words[-2].end]
        yield Cell(f"　{name}", note.lines), columns[0], Cell(words[-1].text, note.lines)


def typed_table(lines: Sequence[Line], start: int) -> TypedTable | None:
    """The table whose header is line `start`, None where it is no such header or the pieces do not fit.

    Args:
        lines: lines that are not blank.
        start: the place of the would-be header; `end` of what comes back is the place behind the last line.
    """
    found = _header(lines[start])
    if not found:
        return None
    header, kinds, grouped = found
    end = start + 1
    while end < len(lines) and end - start < _MOST_LINES and not _ends(lines[end], kinds):
        end += 1
    rows = _rows(list(_pieces(lines[start + 1 : end], kinds)), grouped=grouped)
    figures = sum(len(row.pieces["figure"]) > 0 for row in rows)
    filled = all(kind == "note" or any(row.pieces[kind] for row in rows) for kind in kinds)
    if figures < 2 or not filled or not all(_fits(row, kinds) for row in rows):
        return None
    return TypedTable(header, kinds, tuple(rows), end)


def _header(line: Line) -> tuple[tuple[Cell, ...], tuple[Kind, ...], bool] | None:
    """A header's cells, the kinds of its columns (figures, then words and days), whether rows have groups."""
    words = line.text.split()
    labelled = any(is_label_word("".join(words[:count])) for count in (1, 2, 3))
    if len(line.text) > 2 * _LONGEST or line.values or not labelled:
        return None
    cost, cells = segmentations(header_words(line.text))[0]
    keys = ["".join(cell.split()) for cell in cells]
    if cost > 0.4 or len(cells) < 4 or not is_label_word(keys[0]):
        return None
    kinds = tuple(head_kind(key) for key in keys[1:])
    found = re.fullmatch(r"(w?)f+[wd]+n?", "".join(kind[0] for kind in kinds))
    named = sum(is_known(key.partition("(")[2].rstrip(")")) for key in keys)
    if not found or kinds.count("words") - len(found[1]) > 1 or (found[1] and not named):
        return None
    here = (line.number, line.number)
    if found[1]:
        # words before the figures are a part of the label: '구분 회차(시행시기) 선발계획(명) 채용직렬'
        cells, kinds = (f"{cells[0]} {cells[1]}", *cells[2:]), kinds[1:]
    return tuple(Cell(cell, here) for cell in cells), kinds, not found[1]


def head_kind(key: str) -> Kind:
    """What stands under a head: '대지(㎡)' figures, '준공일자' days, '비고' remarks, '규모' words."""
    bare, _, unit = key.partition("(")
    if bare in REMARKS:
        return "note"
    if _DAY_HEAD.search(bare):
        return "day"
    return "figure" if is_known(unit.rstrip(")")) or _FIGURE_HEAD.search(bare) else "words"


def _ends(line: Line, kinds: Sequence[Kind]) -> bool:
    """Whether the table ends before a line: a caption, a header, a heading or a bullet that is no remark."""
    style = read_mark(line.text).style
    if is_caption(line.text) or starts_table(line) or len(line.bare) > _LONGEST:
        return True
    return style not in {"", "dash", "dot"} or (style != "" and "note" not in kinds)


def _pieces(lines: Sequence[Line], kinds: Sequence[Kind]) -> Iterator[Piece]:
    """The pieces of lines; '(2018.06.02' and what follows to ')' belongs to the piece before it."""
    last: Piece | None = None
    for line in lines:
        text = line.bare
        if last and (last.cell.text.count("(") > last.cell.text.count(")") or text.startswith("(")):
            end = text.find(")") + 1 or len(text)
            last = _longer(last, text[:end], line.number)
            text = text[end:]
        elif last and last.kind == "note" and last.cell.text.endswith(_CONNECTS) and not line.values:
            last = _longer(last, text, line.number)
            text = ""
        noted = tuple(kinds[-2:]) == ("day", "note")
        for piece in _line_pieces(text, line, noted=noted):
            if last:
                yield last
            last = piece
    if last:
        yield last


def _longer(piece: Piece, text: str, number: int) -> Piece:
    return replace(piece, cell=Cell(f"{piece.cell.text} {text}", (piece.cell.lines[0], number)))


def _line_pieces(text: str, line: Line, *, noted: bool) -> Iterator[Piece]:
    """'부속동 385 지상2층 1997.03.26' gives words, a figure, words and a day.

    Where a column of remarks stands behind that of the days (`noted`), what follows a day is a remark.
    """
    here, opens = (line.number, line.number), text == line.bare
    if read_mark(text).style in {"dash", "dot"} and kind_of(text) == "text":
        yield Piece("note", Cell(text, here), line.gap, opens)
        return
    place = 0
    days = [found.end() for found in _DAY.finditer(text)] if noted else []
    rest = text[days[-1] :].strip() if days else ""
    for kind, start, end in _spans(text[: days[-1]] if rest else text):
        yield Piece(kind, Cell(text[start:end].strip(), here), line.gap and place == 0, opens and place == 0)
        place = end
    if rest:
        yield Piece("note", Cell(rest, here), gap=False, opens=False)


def _spans(text: str) -> Iterator[tuple[Kind, int, int]]:
    """Where the pieces of a line start and end."""
    days = [found.span() for found in _DAY.finditer(text)]
    for start, end in itertools.pairwise([0, *itertools.chain(*days), len(text)]):
        if (start, end) in days:
            yield "day", start, end
            continue
        words = words_of(text[start:end])
        kinds: list[Kind] = ["figure" if word.kind in {"figure", "dash"} else "words" for word in words]
        for kind, run in itertools.groupby(zip(kinds, words, strict=True), key=lambda pair: pair[0]):
            group = [word for _, word in run]
            parts = [[word] for word in group] if kind == "figure" else [group]
            for part in parts:
                yield kind, start + part[0].start, start + part[-1].end


def _rows(pieces: Sequence[Piece], *, grouped: bool) -> list[TypedRow]:
    """The rows of pieces: words before a figure start one, words before anything else are in one.

    `grouped` says whether what a blank line parts from a label is a group of rows. Words at the end are of
    what comes next.
    """
    rows: list[TypedRow] = []
    words: list[Piece] = []
    group = Cell("", (0, 0))
    for piece in pieces:
        if piece.kind == "words" and rows and not piece.opens:
            rows[-1].pieces["words"].append(piece.cell)
            continue
        if piece.kind == "words":
            words.append(piece)
            continue
        if piece.kind == "figure" and (words or not rows):
            over, label = _label(words) if grouped or not words else (None, _joined(words))
            group = over or group
            rows.append(TypedRow(group, label or piece.cell))
        elif words and rows:
            rows[-1].pieces["words"].append(_joined(words))
        words = []
        if rows:
            rows[-1].pieces[piece.kind].append(piece.cell)
    return rows


def _joined(pieces: Sequence[Piece]) -> Cell:
    lines = (pieces[0].cell.lines[0], pieces[-1].cell.lines[1])
    return Cell(" ".join(piece.cell.text for piece in pieces), lines)


def _label(words: Sequence[Piece]) -> tuple[Cell | None, Cell | None]:
    """The group and the label in words before figures: what a blank line parts from the label is a group."""
    if not words:
        return None, None
    border = max((place for place, piece in enumerate(words) if piece.gap), default=0)
    label = _joined(words[border:])
    return (_joined(words[:border]) if border else None), label


def _fits(row: TypedRow, kinds: Sequence[Kind]) -> bool:
    """Whether a row has no more pieces of a kind than there are columns of it, and a label."""
    counts = {kind: len(row.pieces[kind]) <= kinds.count(kind) for kind in ("figure", "day", "words")}
    notes = not row.pieces["note"] or "note" in kinds
    return all(counts.values()) and notes and kind_of(row.label.text) == "text"
