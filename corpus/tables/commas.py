r"""Tables exported as comma-separated values: '구분,학교수,학생수', '초등학교,38,"17,925"' (RFC 4180).

Each line has as many fields as the header; a field with a comma, a quote or a line break in it is quoted.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from typing import Final

from corpus.model import Cell, Grid, Lines
from corpus.tables.assemble import Raw, assemble, cell_text, numbers
from corpus.tables.cell_kinds import LONG_NAME, compact, kind_of
from corpus.tables.headers import LABEL_HEADS, count_header, has_column_of_figures
from corpus.tables.paged import next_page

LONGEST: Final = 2000
MOST_FIELDS: Final = 64
# lines that one record may stand on, where a quoted field holds line breaks
MOST_LINES: Final = 8
LEAST_ROWS: Final = 3
LEAST_FIELDS: Final = 3

_GAP = re.compile(r"\S\s{3,}\S")  # cells between wide gaps: '총무과    1,200    900'
# what commas of thousands leave: '1,200천원 3,400천원' has a field '200천원 3'
_TWO_FIGURES = re.compile(r"\d\S*\s+[△▲-]?\d")
_NAMED = re.compile(r"[가-힣A-Za-z]|^(?:(?:19|20)\d\d(?:\.\s?\d{1,2}\.?)?)?$")

Record = tuple[int, int, list[str]]


def find_grids(lines: Sequence[str], taken: Sequence[Lines]) -> list[Grid]:
    """The tables of comma-separated values of a document, in order; `taken` holds the lines of others."""
    grids: list[Grid] = []
    held = numbers(taken)
    run: list[Record] = []
    for record in [*_records(lines, held), (0, 0, [])]:
        below = run and record[0] in {run[-1][1] + 1, next_page(lines, run[-1][1])}
        if not below or len(record[2]) != len(run[-1][2]):
            if _is_table(run):
                rows = [[Cell(cell_text(text), (a, b)) for text in fields] for a, b, fields in _once(run)]
                grid = assemble(Raw(rows, "tabs", (run[0][0], run[-1][1]), header=_header(run)))
                grids += [grid] if grid else []
            run = []
        run.append(record)
    return grids


def _once(run: Sequence[Record]) -> list[Record]:
    """The records without the header that each page repeats."""
    head = [fields for _, _, fields in run[: _header(run)]]
    return [*run[: len(head)], *(record for record in run[len(head) :] if record[2] not in head)]


def _header(run: Sequence[Record]) -> int:
    """How many records are of the header: ',2030,2031,2030,2031' under '구분,학교수,,학생수,' is a second."""
    return max(1, count_header([fields for _, _, fields in run]))


def _records(lines: Sequence[str], held: set[int]) -> Iterator[Record]:
    """The lines with commas, each as its fields: first line, last line, fields."""
    number = 0
    while number < len(lines):
        number += 1
        line = lines[number - 1].strip()
        if number in held or "," not in line or len(line) > LONGEST or _GAP.search(line):
            continue
        first = number
        while line.count('"') % 2 and number < min(len(lines), first + MOST_LINES - 1):
            number += 1
            line = f"{line}\n{lines[number - 1]}"
        if line.count('"') % 2:  # an inch, or a quotation that is never closed
            number = first
            line = lines[number - 1].strip()
        try:
            yield first, number, next(csv.reader([line]), [])
        except csv.Error:  # a line break in a field without quotes
            number = first


def _is_table(run: Sequence[Record]) -> bool:
    """Whether lines with as many fields each are a table: names over columns of which one is of figures.

    Words between commas in a sentence have a space behind each comma; a value has none.
    """
    if len(run) < LEAST_ROWS or not LEAST_FIELDS <= len(run[0][2]) <= MOST_FIELDS:
        return False
    head, body = run[0][2], [fields for _, _, fields in run[_header(run) :]]
    named = all(
        len(name) <= LONG_NAME and _NAMED.search(name) and kind_of(name) not in {"figure", "rate", "dash"}
        for name in head
    )
    spaced = sum(text.startswith(" ") for fields in [head, *body] for text in fields[1:])
    if not named or not any(head) or spaced * 2 > (len(head) - 1) * len(run):
        return False
    if sum(any(map(_TWO_FIGURES.search, fields)) for fields in body) * 2 > len(body):
        return False
    return has_column_of_figures(body) or compact(head[0]) in LABEL_HEADS
