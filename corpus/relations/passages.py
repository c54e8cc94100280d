"""Running text with its figures in place: blocks, and table cells that hold several figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from corpus.figures import parse_figures
from corpus.model import Block, Fact, Lines, Path, Table
from corpus.units import convert

_LONGEST: Final = 2000  # of a longer text only so many characters are read


class Mention(NamedTuple):
    """A figure at `text[start:end]` of its passage, and the fact that it is."""

    start: int
    end: int
    value: Decimal
    unit: str
    fact: Fact | None


class Passage(NamedTuple):
    """A text with its figures. `section`, `depth` and the bullet `above` are its place."""

    text: str
    mentions: tuple[Mention, ...]
    lines: Lines
    section: Path = ()
    depth: int = 0
    above: str = ""
    kind: str = "cell"

    def between(self, a: Mention, b: Mention) -> str:
        """The text from the end of `a` to the start of `b`."""
        return self.text[a.end : b.start]

    def after(self, mention: Mention, length: int) -> str:
        """The text behind a figure."""
        return self.text[mention.end : mention.end + length]

    def before(self, mention: Mention, length: int) -> str:
        """The text before a figure."""
        return self.text[max(0, mention.start - length) : mention.start]


def in_unit(mention: Mention, unit: str) -> Decimal | None:
    """The figure in another unit, None where it measures something else."""
    return mention.value if mention.unit == unit else convert(mention.value, mention.unit, unit)


def block_passages(blocks: Sequence[Block], facts: Iterable[Fact]) -> list[Passage]:
    """A passage for each block, in order; its figures know the facts that they gave."""
    by_line: dict[int, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.table is None:
            by_line[fact.lines[0]].append(fact)
    found: list[Passage] = []
    for block in blocks:
        near = [
            fact
            for line in range(block.lines[0], min(block.lines[1], block.lines[0] + 40) + 1)
            for fact in by_line.get(line, ())
        ]
        mentions = _mentions(block.text, near)
        above = block.parents[-1] if block.parents else ""
        place = (block.lines, block.section, block.depth)
        found.append(Passage(block.text, mentions, *place, above, block.kind))
    return found


def cell_passages(tables: Sequence[Table], facts: Iterable[Fact]) -> Iterator[Passage]:
    """A passage for each table cell with more than one figure."""
    places: dict[tuple[int, tuple[int, int]], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.table is not None and fact.cell is not None:
            places[fact.table, fact.cell].append(fact)
    for (table, (row, column)), held in places.items():
        if len(held) < 2 or table >= len(tables) or row >= len(tables[table].rows):
            continue
        cells = tables[table].rows[row].cells
        if column < len(cells):
            mentions = _mentions(cells[column].text, held)
            yield Passage(cells[column].text, mentions, held[0].lines, tables[table].section)


def _mentions(text: str, near: Sequence[Fact]) -> tuple[Mention, ...]:
    """The figures of a text, each with the fact that has its value."""
    if not any(map(str.isdigit, text)):
        return ()
    left = list(near)
    mentions: list[Mention] = []
    for figure in parse_figures(text[:_LONGEST]):
        alike = (f for f in left if f.value == figure.value and figure.unit in {"", f.unit})
        fact = next(alike, None)
        if fact is not None:
            left.remove(fact)
        unit = fact.unit if fact is not None else figure.unit
        mentions.append(Mention(figure.start, figure.end, figure.value, unit, fact))
    return tuple(mentions)
