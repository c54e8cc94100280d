"""Facts from a Table: one a figure, with its unit, year and day, and how sure its place is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from corpus.dates import find_as_of, find_dates, find_year, parse_date
from corpus.figures import Figure, is_blank, parse_cell, parse_figures
from corpus.model import Fact, Metadata, Path, Row, Table
from corpus.tables.cell_kinds import LONG_FIGURE, compact, kind_of
from corpus.tables.headers import BEFORE_HEADS
from corpus.tables.measures import PERCENT, counted_in, unit_in_name, unit_of_cell, unit_of_word

# a longer cell of words is prose
LONG_CELL: Final = 150
LONG_LABEL: Final = 24
WORDS_CONFIDENCE: Final = 0.8
_PAIR = re.compile(r"^\s?[△▲-]?[\d,.]+\s?([/→➔⇒⇨➡])\s?[△▲-]?[\d,.]+\s?$")
_RANGE = re.compile(r"^\s?([\d,.]{1,20})\s?[~∼～]\s?([\d,.]{1,20})\s?$")
_PAIR_MARK = re.compile(r"[/→➔⇒⇨➡]")
# '모임방 4곳('31년 3곳)': the year is of the count beside it
_ASIDE = re.compile(r"[(（][‘’'`]?(?:\d{2}|\d{4})년?\s\d[\d,]{0,8}[가-힣]{1,3}[)）]")
_COMPARED = re.compile(r"대비|대\s?비$|전년도?비")
_EDGES: Final = " \t,;:·(（[)）]/→➔⇒⇨×x*=+~∼～"
_CLAUSE = re.compile(r"[,;:()（）\[\]→➔⇒⇨➡○●◦▪▶▸·※]|\s-\s")
_COUNT = r"(?P<name>[^\d\s,/][^\d,/]{0,20}?)\s?(?P<count>\d{1,3}(?:,\d{3})*|\d+)"
_NAMED_COUNT = re.compile(rf"{_COUNT}(?=[\s,/]|$)")
_NAMED_COUNTS = re.compile(r"(?:[^\d\s,/][^\d,/]{0,20}?\s?\d[\d,]{0,9}(?:\s?[,/]\s?|\s|$)){1,6}")
_KEYED = re.compile(r"[^\s,;:()（）→]\s?[:：]\s[^,;:()（）→○●◦▪▶▸※]*$")
_COUNT_WORD = re.compile(r"(?:^|\s)(?:총|약|연|각|계)$")
# '▼20' beside '▲130': there ▲ is no minus
# whose count it is: '65세 이상 1,284', '50~64세 730'
_AGED = re.compile(r"^\s*(?:만\s?)?\d{1,3}(?:\s?[~∼～]\s?\d{1,3})?\s?세\s?(?:이상|이하|미만|초과)?\s+(?=\d)")
_IN_BRACKETS = re.compile(r"\s*[(（]\s?\d[\d,.]*\s?%?p?\s?[)）]\s*")
_CHANGE = re.compile(r"증감|과부족|차액|차이|수지|손익|순이익|(?:증가|성장)[율률액]")
_FALLS = re.compile(r"\s*[▼▽]\s?\d")
_RISES: Final = "▲△"
_ARROWS = re.compile(r"[→➔⇒⇨➡]")
_YEAR_CELL = re.compile(r"(?:19|20)\d\d")
_YEARS_CELL = re.compile(r"(?:['’‘`]\d\d|(?:19|20)\d\d)\s?[~∼～]\s?(?:['’‘`]\d\d|(?:19|20)\d\d)?")
_DIGIT = re.compile(r"\d")
_YEAR_FIRST = re.compile(r"^['’‘`]?\s?(?:\d{2}|\d{4})(?:년|\.)")
_YEAR_LABEL = re.compile(r"^['’‘`]?\s?(?:\d{2}|\d{4})\s?(?:년도?)?(?:\D.{0,8})?$")


@dataclass(frozen=True, slots=True)
class _Part:
    """A figure of a cell, the label that tells it from the others there, and how sure it is."""

    figure: Figure
    label: str
    confidence: float = 1.0


def table_facts(table: Table, index: int, document: str, metadata: Metadata) -> list[Fact]:
    """The facts of a table, row by row; a blank cell or '-' gives none.

    Args:
        table: the table as built.
        index: its place among the document's tables.
        document: the document's name.
        metadata: gives the year and the day where the table names none.

    Returns:
        Facts with `id` counted from 0 in this table. Of several figures in a cell each is a fact, with
        its own label at the end of the column path: '2,427 (국비 28, 시비 12)' gives 2,427 and, under
        (…, '국비'), 28.
    """
    facts: list[Fact] = []
    rises = any(_FALLS.match(cell.text) for row in table.rows for cell in row.cells)
    years = _of_years(table)
    for at, row in enumerate(table.rows):
        for column, cell in enumerate(row.cells):
            if row.path and compact(cell.text) == compact(row.path[-1]):  # a label over several columns
                continue
            path = table.columns[column]
            unit = "" if column in years else unit_of_cell(table, row, path)
            if not unit and "." not in cell.text and column not in years:
                unit = counted_in(table, row, path)
            stated = not row.path and _compares(table)
            rated, change = PERCENT in table.unit, _is_change(row, path)
            for part in _parts(cell.text, unit, path, rates=rated, change=change):
                year = _year(table, row, path, part, metadata)
                facts.append(
                    Fact(
                        id=len(facts),
                        document=document,
                        lines=cell.lines,
                        section=table.section,
                        caption=table.caption,
                        row=(part.label,) if part.label and stated else row.path,
                        column=(*path, part.label) if part.label and not stated else path,
                        value=abs(part.figure.value)
                        if rises and part.figure.text[0] in _RISES
                        else part.figure.value,
                        unit=part.figure.unit,
                        text=part.figure.text,
                        as_of=_as_of(table, row, path, year, metadata),
                        year=year,
                        table=index,
                        cell=(at, column),
                        confidence=row.confidence * part.confidence,
                    )
                )
    return facts


def _compares(table: Table) -> bool:
    """Whether the columns are what was and what will be, told in words: '현행', '개정안'."""
    first = table.columns[0] if table.columns else ()
    return bool(first) and compact(first[-1]).startswith(BEFORE_HEADS)


def _of_years(table: Table) -> set[int]:
    """The columns of nothing but years, which are in no unit: '2019', '2022~2024' under '발행'."""
    found: set[int] = set()
    for column, path in enumerate(table.columns):
        cells = [row.cells[column].text for row in table.rows]
        years = sum(bool(_YEAR_CELL.fullmatch(text) or _YEARS_CELL.fullmatch(text)) for text in cells)
        if years > 1 and years == sum(not is_blank(text) for text in cells) and not _counts(path):
            found.add(column)
    return found


def _counts(path: Path) -> bool:
    """Whether the name of a column says what it counts: '인원', '금액(천원)'."""
    return any(unit_in_name(name) or unit_of_word(name) for name in path)


def _is_change(row: Row, column: Path) -> bool:
    """Whether a figure is of how much something changed or lacks, by the name of its column or row."""
    return any(_CHANGE.search(compact(name)) for name in (*column[-2:], *row.path[-1:]))


def _parts(text: str, unit: str, column: Path, *, rates: bool, change: bool) -> list[_Part]:
    """The figures of a cell: one amount, an amount with parts behind it, a pair 'a/b', or words."""
    if len(text) > LONG_FIGURE or not text.strip() or is_blank(text):
        return []
    if mark := _PAIR.match(text):
        return _pair(text.split(mark[1]), unit, column)
    if ends := _RANGE.match(text):
        return [_Part(end, label) for end, label in _ends(ends, column)]
    aged = _AGED.match(text)
    main = parse_cell(text[aged.end() if aged else 0 :], unit)
    if main is not None and change and _IN_BRACKETS.fullmatch(text):  # '(1,234)' among changes: a fall
        return [_Part(Figure(-main.value, main.unit, text.strip(), main.start, main.end, main.approx), "")]
    if main is None:
        stated = bool(column) and bool(unit) and column[-1].endswith(f"({unit})")
        return list(_in_words(text, unit, stated=stated)) if len(text) <= LONG_CELL else []
    return (
        [_Part(main, aged[0].strip())] if aged else [_Part(main, ""), *_behind(text, main, unit, rates=rates)]
    )


def _ends(ends: re.Match[str], column: Path) -> Iterator[tuple[Figure, str]]:
    """The lowest and the highest of a range under a column that says its unit: '195~208' under '쪽수'.

    Under another one it is as likely a period.
    """
    unit = (unit_in_name(column[-1]) or unit_of_word(column[-1])) if column else ""
    if not unit or find_dates(ends[0]):
        return
    for text, label in ((ends[1], "최소"), (ends[2], "최대")):
        figure = parse_cell(text, unit)
        if figure is not None:
            yield figure, label


def _pair(texts: list[str], unit: str, column: Path) -> list[_Part]:
    """'279/218' under '계획/변경계획': two figures, each with its part of the header's name."""
    halves = [parse_cell(half, unit) for half in texts]
    names = _split_name(column)
    labels = names if len(names) == 2 else ["", ""]
    confidence = 1.0 if len(names) == 2 else WORDS_CONFIDENCE
    return [
        _Part(half, label, confidence) for half, label in zip(halves, labels, strict=True) if half is not None
    ]


def _split_name(column: Path) -> list[str]:
    """The names of a pair in a header: '2020년 계획/변경계획' -> ['계획', '변경계획']."""
    for name in reversed(column):
        if len(_PAIR_MARK.findall(name)) == 1:
            first, second = (part.strip(" ()") for part in _PAIR_MARK.split(name))
            return [first.split(" ")[-1], second]
    return []


def _behind(text: str, main: Figure, unit: str, *, rates: bool) -> Iterator[_Part]:
    """The labelled figures behind a cell's amount: '(국 28,000, 시 12,000)', '(집행률 12.0%)'.

    One without a unit counts what the amount counts; with decimals behind an amount without any ('1,234
    (5.6)') it is a rate where the table has rates (`rates`), else its unit is not sure.
    """
    rest = text[main.end :]
    if not rest.strip():
        return
    for figure, label in _labelled(rest):
        other = "." in figure.text and "." not in main.text and not label and not figure.unit
        named = label.endswith(("율", "률", "비율", "비중"))
        own = PERCENT if named or (other and rates) else main.unit or unit
        yield _Part(_with_unit(figure, figure.unit or own), label, 0.5 if other and not rates else 1.0)


def _with_unit(figure: Figure, unit: str) -> Figure:
    return Figure(figure.value, unit, figure.text, figure.start, figure.end, figure.approx)


def _in_words(text: str, unit: str, *, stated: bool) -> Iterator[_Part]:
    """The figures in a cell of words: those written with a unit, and long amounts in the column's.

    Where the column's name states its unit, those of names too: '대극장 986 소극장 312' under '좌석(석)'.
    """
    if stated and _NAMED_COUNTS.fullmatch(text):
        for found in _NAMED_COUNT.finditer(text):
            figure = parse_cell(found["count"], unit)
            if figure is not None:
                yield _Part(_with_unit(figure, unit), found["name"].strip(_EDGES), WORDS_CONFIDENCE)
        return
    for figure, label in _labelled(text):
        if not figure.unit and not (unit and "," in figure.text):
            continue
        yield _Part(_with_unit(figure, figure.unit or unit), label, WORDS_CONFIDENCE)


def _labelled(text: str) -> Iterator[tuple[Figure, str]]:
    """The figures of a text, each with the last words before it: '(국 28,000)' gives '국'.

    A figure right behind another one has that one's label: '19년 63회 1,246명' gives '19년' twice.
    """
    end, label = 0, ""
    for figure in parse_figures(text):
        before = text[end : figure.start]
        end = figure.end
        clauses = [_plain(clause) for clause in _CLAUSE.split(before)]
        if clauses[-1]:
            # '운영비 : 개소당 12만원': the key too
            keyed = len(clauses) > 1 and clauses[-2] and _KEYED.search(before)
            label = f"{clauses[-2]} {clauses[-1]}" if keyed else clauses[-1]
        elif _ARROWS.search(before):
            label = ""
        elif not before.rstrip().endswith(",") and any(clauses):
            label = next(clause for clause in reversed(clauses) if clause)
        yield figure, label


def _plain(clause: str) -> str:
    """The words of a clause without its edges and without '총', '약'; of a long one the last words."""
    words = _COUNT_WORD.sub("", " ".join(clause.split()).strip(_EDGES))
    return words if len(words) <= LONG_LABEL else words[-LONG_LABEL:].partition(" ")[2]


def _year(table: Table, row: Row, column: Path, part: _Part, metadata: Metadata) -> int | None:
    """The year by the part's label, the column, a row that is a year, the day, the headings, the document.

    What is compared with a year ("'20년 대비 증감액") is not of that year.
    """
    base = metadata.year
    names = [part.label] if _YEAR_FIRST.match(part.label) else []
    labels = (*reversed(row.path), *table.row_header, *_corner(table))
    dated = (find_year(name, base) for name in labels if _YEAR_LABEL.match(name))
    told = next((year for year in dated if year), None)
    for name in (*names, *reversed(column)):
        relative = told and not _DIGIT.search(name)  # '전년도말 조성액' of the row '2031년'
        if not relative and not _COMPARED.search(name) and (found := find_year(name, base)):
            return found
    if told:
        return told
    if table.as_of:
        return table.as_of.year
    above = (name for name in (table.caption, *reversed(table.section)) if not _COMPARED.search(name))
    return next((found for name in above if (found := find_year(_ASIDE.sub("", name)))), base)


def _corner(table: Table) -> Path:
    """The first header of a table without label columns: "'20년 실적" stands for all of it.

    Not where another header has a year of its own: "'33년말 조성액", "'34년 수입", "현재액".
    """
    others = any(find_year(name) for column in table.columns[1:] for name in column)
    return table.columns[0][-1:] if table.columns and not (table.row_header or others) else ()


def _as_of(table: Table, row: Row, column: Path, year: int | None, metadata: Metadata) -> dt.date | None:
    """The day by the column, a row that is a day or month, the caption, the document's of the same year."""
    base = metadata.year
    near = table.as_of.year if table.as_of else base
    for name in (" ".join(column), " ".join(row.path)):
        if len(name) <= LONG_CELL and (found := find_as_of(name, near)):
            return found
    own = row.path[-1] if row.path else ""
    if kind_of(own) == "name" and ("월" in own or own.count(".") > 1) and find_year(own):
        return parse_date(own)
    if table.as_of:
        return table.as_of if not year or year <= table.as_of.year else None
    return metadata.as_of if year in {None, base} else None
