"""Lines become blocks: headings, bullets, notes and paragraphs, each knowing what it stands under."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from corpus.joining import Unit, read_units
from corpus.markers import HEADINGS, RANKS
from corpus.model import Block, BlockKind, Lines, Path
from corpus.nesting import INDENTED, learn_indents, learn_ranks
from corpus.titles import FIGURES, LABEL_END, find_contents, find_titles, join_forms, title_label

_NOTE = re.compile(r"[(（]|[\[<〈〔【]\s?단\s?위")
_HEADING_LENGTH = 80


@dataclass(slots=True)
class _Entry:
    """One step of the path from the top of the outline to the present line."""

    style: str
    rank: float
    number: int
    level: int
    indent: int  # among the indents that the document uses for this style
    column: int
    label: str
    heading: bool


def read_outline(lines: Sequence[str], taken: Sequence[Lines]) -> tuple[Block, ...]:
    """Reads the outline of a document.

    Args:
        lines: the raw lines of the file.
        taken: the lines (1-based, inclusive) that are tables; they give no block.

    Returns:
        The blocks in the order of their lines. Wrapped lines are joined; a table of contents gives
        paragraphs, which are no one's section.
    """
    units = read_units(lines, taken)
    join_forms(units)
    find_titles(units)
    contents = find_contents(units)
    return tuple(_Walk(units).blocks(contents))


class _Walk:
    """Goes through the units with the path of headings and bullets above them."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = units
        self.ranks = learn_ranks(units)
        self.indents = learn_indents(units)
        # converters may put one '##' before each heading; then its own mark tells how deep it is
        levels = {unit.level for unit in units if unit.level}
        marked = {unit.style for unit in units if unit.level and unit.style != "markdown"}
        self.flat = len(levels) == 1 and len(marked) > 1
        self.top = min(marked, key=lambda style: self.ranks[style]) if self.flat else ""
        self.stack: list[_Entry] = []

    def blocks(self, contents: set[int]) -> Iterator[Block]:
        """Gives a block for each unit; `contents` are the places of tables of contents."""
        for place, unit in enumerate(self.units):
            style = unit.style
            if place in contents:
                yield self._block("paragraph", unit, parents=())
            elif style == "note":
                yield self._block("note", unit, parents=self._note_parents(unit))
            elif not style:
                kind: BlockKind = "note" if _NOTE.match(unit.text) else "paragraph"
                yield self._block(kind, unit, parents=self._label_parents())
            else:
                heading = style in HEADINGS and _is_heading(unit)
                self._enter(place, unit)
                yield self._block("heading" if heading else "bullet", unit, parents=self._parents())
                self.stack.append(self._entry(unit, heading=heading))

    def _block(self, kind: BlockKind, unit: Unit, parents: Path) -> Block:
        section = tuple(entry.label for entry in self.stack if entry.heading)
        return Block(
            kind=kind,
            text=unit.text,
            lines=(unit.first, unit.last),
            marker=unit.sign,
            depth=len(self.stack),
            section=section,
            parents=parents,
        )

    def _parents(self) -> Path:
        return tuple(entry.label for entry in self.stack if not entry.heading)

    def _note_parents(self, unit: Unit) -> Path:
        """The bullets above a note: not those that stand further to the right."""
        own = (entry for entry in self.stack if entry.heading or entry.column <= unit.indent + 1)
        return tuple(entry.label for entry in own if not entry.heading)

    def _label_parents(self) -> Path:
        """The bullets above an unmarked paragraph: down to the last that only names what follows."""
        bullets = [entry.label for entry in self.stack if not entry.heading]
        while bullets and (len(bullets[-1]) > 20 or FIGURES.search(bullets[-1]) or ":" in bullets[-1]):
            bullets.pop()
        return tuple(bullets)

    def _entry(self, unit: Unit, *, heading: bool) -> _Entry:
        rank = self.ranks[unit.style]
        if self.stack and self.stack[-1].rank >= rank:
            rank = self.stack[-1].rank + 0.25
        label = title_label(unit.text, unit.sign if unit.number else "") if heading else unit.text
        return _Entry(
            unit.style, rank, unit.number, self._level(unit), self._indent(unit), unit.indent, label, heading
        )

    def _level(self, unit: Unit) -> int:
        """The level of a Markdown heading, 0 where it tells nothing."""
        return 0 if self.flat and unit.style != "markdown" else unit.level

    def _indent(self, unit: Unit) -> int:
        """The place of a bullet's indent among those that the document uses for its style."""
        return sum(indent <= unit.indent for indent in self.indents.get(unit.style, ()))

    def _enter(self, place: int, unit: Unit) -> None:
        """Takes off the stack what the unit does not stand under."""
        stack = self.stack
        if unit.style == "markdown":
            _cut(stack, lambda e: e.level >= unit.level or (e.level == 0 and e.rank > RANKS["roman"]))
            return
        if unit.style == self.top and unit.level:
            stack.clear()  # also of '## 목차'
            return
        sibling = self._sibling(place, unit)
        if sibling is not None:
            del stack[sibling:]
            return
        rank = self.ranks[unit.style]
        if level := self._level(unit):
            _cut(stack, lambda e: e.level >= level or (e.level == 0 and e.rank >= rank))
        else:
            while stack and stack[-1].rank >= rank and not _is_outer(stack[-1], unit):
                stack.pop()

    def _sibling(self, place: int, unit: Unit) -> int | None:
        """Gives the place on the stack of the entry that the unit follows as its like; None for none."""
        same = [k for k, entry in enumerate(self.stack) if entry.style == unit.style]
        if not same:
            return None
        if unit.style in {"bare", "decimal", "decimal part"}:
            return self._numbered_sibling(place, unit, same)
        if unit.style not in INDENTED:
            return same[-1]
        indent = self._indent(unit)
        outer = [k for k in same if self.stack[k].indent <= indent]
        if not outer:
            return same[0]
        if self.stack[outer[-1]].indent == indent:
            return outer[-1]
        del self.stack[outer[-1] + 1 :]
        return None

    def _numbered_sibling(self, place: int, unit: Unit, same: list[int]) -> int | None:
        for k in reversed(same):
            if 1 <= unit.number - self.stack[k].number <= 2:
                return k
        if unit.number == 1 and self._opens_nested(place, unit, same[-1]):
            while not self.stack[-1].heading:
                self.stack.pop()
            return len(self.stack)
        return same[0]

    def _opens_nested(self, place: int, unit: Unit, outer: int) -> bool:
        """Says whether a 1 opens a list inside its like (`2 청사` > `□ 추진계획` > `1 사무실`).

        It does when its 2 comes before the next heading of the kind that stands between them.
        """
        between = [entry for entry in self.stack[outer + 1 :] if entry.heading]
        if not between:
            return False
        for later in self.units[place + 1 :]:
            if later.style == unit.style:
                return later.number == 2
            if later.style == between[0].style or RANKS.get(later.style, 99) < RANKS[unit.style]:
                return False
        return False


def _is_outer(entry: _Entry, unit: Unit) -> bool:
    """Says whether an entry of no lower rank stays above a unit: it is less indented, or a nested list's."""
    if entry.style == unit.style:
        return unit.style in INDENTED or unit.number == 1
    step = 1 if unit.style == "dash" else 2
    return not entry.heading and unit.style in INDENTED and unit.indent >= entry.column + step


def _is_heading(unit: Unit) -> bool:
    """Says whether a unit in a heading's style is one: not a whole sentence or a long text."""
    if unit.style in {"markdown", "roman", "title", "label"}:
        return True
    head = LABEL_END.split(unit.text, maxsplit=1)[0]
    return len(head) <= _HEADING_LENGTH and not (len(head) > 25 and unit.text.rstrip().endswith("."))


def _cut(stack: list[_Entry], ends: Callable[[_Entry], bool]) -> None:
    """Shortens the stack to the entries before the first that `ends` says the new heading closes."""
    for k, entry in enumerate(stack):
        if ends(entry):
            del stack[k:]
            return
