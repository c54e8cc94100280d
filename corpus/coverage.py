"""Which lines with digits the reading of a document accounts for, and which nothing accounts for.

A line is accounted for when each number on it is: it is a fact's figure, stands in the names of a fact or
table (a header's year, '7급' in a row's name), in a date, or is no figure at all: an outline, page, article
or telephone number, a grade, a time of day, a part of a name ('가람1동', '9층').
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from corpus.amounts import NUMBER
from corpus.dates import find_year
from corpus.figures import name_spans
from corpus.markers import has_leaders, is_page_number, lone_number, read_mark
from corpus.model import Document, Fact, Lines

_DIGITS: Final = re.compile(r"\d+")
_TAG: Final = re.compile(r"<[^<>]{0,400}>")
_LONGEST: Final = 20_000  # characters of a line that are looked at
_REACH: Final = 400  # lines of one fact or item; one over more is no evidence for each of them
_IN_NAME: Final = re.compile(r"(?:동|층|호|호선|번지|리|통|반)(?![가-힣]{3})")
_BEHIND_NAME: Final = re.compile(r"[가-힣A-Za-z]")


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many lines of a document hold digits, how many of them are accounted for, and the rest."""

    total: int
    accounted: int
    missing: tuple[int, ...]

    @property
    def share(self) -> float:
        """The accounted part, from 0 to 1; 1 for a document without digits."""
        return self.accounted / self.total if self.total else 1.0


def coverage(document: Document) -> Coverage:
    """The lines with digits of a document, and those with a number that nothing accounts for.

    Args:
        document: as read.

    Returns:
        Counts of lines, and the 1-based lines that are not accounted for.
    """
    figures, names = _figures(document.facts), _names(document)
    total = 0
    missing: list[int] = []
    for number, line in enumerate(document.lines, 1):
        text = _TAG.sub(" ", line[:_LONGEST]) if "<" in line else line[:_LONGEST]
        if not _DIGITS.search(text):
            continue
        total += 1
        if any(_left(text, Counter(figures.get(number, ())), names.get(number, frozenset()))):
            missing.append(number)
    return Coverage(total, total - len(missing), tuple(missing))


def _runs(text: str) -> list[str]:
    """The numbers of a text without separators: '△2,227.5천원' gives '2227.5'."""
    return [found[0].replace(",", "") for found in NUMBER.finditer(text)]


def _each(lines: Lines) -> range:
    first, last = lines
    return range(first, min(last, first + _REACH) + 1)


def _figures(facts: Iterable[Fact]) -> dict[int, list[str]]:
    """The numbers of the facts by line."""
    found: dict[int, list[str]] = defaultdict(list)
    for fact in facts:
        runs = _runs(fact.text)
        for number in _each(fact.lines):
            found[number] += runs
    return found


def _names(document: Document) -> dict[int, set[str]]:
    """The numbers in names by line: of rows, columns and captions, in the labels of facts, of audit items."""
    found: dict[int, set[str]] = defaultdict(set)
    for table in document.tables:
        body = table.rows[0].lines[0] if table.rows else table.lines[1]
        _put(
            found,
            (table.lines[0], body),
            (name for path in (*table.columns, table.row_header) for name in path),
        )
        for row in table.rows:
            _put(found, row.lines, row.path)
    for fact in document.facts:
        if fact.table is None:
            _put(found, fact.lines, (*fact.row, *fact.column))
    for item in document.audits:
        _put(found, item.lines, [str(item.number)])
    return found


def _put(found: dict[int, set[str]], lines: Lines, names: Iterable[str]) -> None:
    runs = {run for name in names for run in _DIGITS.findall(name)}
    for number in _each(lines) if runs else ():
        found[number] |= runs


def _left(text: str, figures: Counter[str], names: Container[str]) -> Iterator[str]:
    """The numbers of a line that are no figure of a fact, no name, no date."""
    if is_page_number(text) or has_leaders(text) or lone_number(text.lstrip("# "))[0]:
        return
    taken = name_spans(text)
    opening = _opening(text)
    for found in NUMBER.finditer(text):
        value = found[0].replace(",", "")
        if figures[value] > 0:
            figures[value] -= 1
        elif not (taken[found.start()] or found.start() < opening or value in names or _is_part(text, found)):
            yield value


def _is_part(text: str, found: re.Match[str]) -> bool:
    """True for a year, or a number inside a name: '가람1동', '본관 3층', '207호'."""
    before = text[max(0, found.start() - 1) : found.start()]
    behind_name = _BEHIND_NAME.search(before) or _IN_NAME.match(text, found.end())
    return found[0].isdigit() and bool(behind_name or find_year(text[found.start() : found.end() + 2]))


def _opening(text: str) -> int:
    """Where the text behind an outline number starts, 0 for a line without one."""
    mark = read_mark(text)
    return text.find(mark.sign) + len(mark.sign) if mark.number else 0
