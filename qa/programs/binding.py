"""Where in the documents a program can be carried out: the items and the columns of a table that it is over.

A binding holds where all that the question names is explained: by the labels of the columns and items, or by
what the table stands under (its caption, headings, agency, year). Of several the one counts that explains
most by its own labels; where two that are as good come to something else, none does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.figures import parse_figures
from corpus.model import Fact, Metadata, Path
from qa.context import Context
from qa.derived import derive
from qa.derived.named import JOINED
from qa.derived.wholes import SHARED
from qa.figures.fields import MEANT, document_field, explain, is_total_label, text_field
from qa.programs.columns import Column, Operands, of_all_years, operands
from qa.programs.coverage import Asked, may_explain, worth
from qa.programs.grid import LEAST_ITEMS, Grid, Kinds, Level, Line
from qa.programs.items import ItemsMeant
from qa.programs.reading import OVER_ITEMS, PAIRED, TOGETHER, Reading
from qa.understanding.asked_years import since_year
from qa.understanding.query import Query, squash
from qa.understanding.sides import RATE_OF
from qa.understanding.words.comparing import EACH

MOST_TABLES = 16  # and sections of prose, near the question
AMONG = 40  # of the best figures, whose tables are looked at
FIRST = 1 / (1 + 3 / 5)  # the rank of the fourth hit; all figures of those before it are looked at
BEHIND = 0.1  # what a table loses by each that is nearer to the question
# what tells that a share is one of a whole
OF_WHOLE = re.compile(r"전체|총|합계|중(?=에|\s|,)|가운데|에서|차지|의\s|에\s?대한|몫|비중")
IN_WORDS = re.compile(r"[가-힣][가-힣·() ]{1,11}")  # a cell that tells of what kind a row is
ALL_OF = re.compile(r"(?<![가-힣])(?:전체|총|모든)\s?$")
Told = Sequence[tuple[Line, Sequence[Fact]]]
"""The items with the operands of each."""


@dataclass(frozen=True, slots=True)
class Place:
    """A table, as items and columns, with what it stands under (squashed); `rank`: of its nearness.

    So is the prose of a section seen, over all of which nothing is counted or added up.
    """

    grid: Grid
    columns: Sequence[Column]
    is_table: bool
    around: str
    metadata: Metadata
    rank: int


@dataclass(frozen=True, slots=True)
class Binding:
    """A program bound to a table; `worth` is how much of the question its labels explain, in characters.

    `of_years` says that the items are years.
    """

    reading: Reading
    items: Told
    worth: float
    of_years: bool = False


def bind(context: Context, readings: Sequence[Reading], query: Query) -> list[Binding]:
    """All bindings of programs to tables near a question, the best first; `query` is it, or of one year."""
    asked = Asked(query)
    found = [
        binding
        for place in _places(context, asked)
        for reading in readings
        for binding in _Binder(asked, reading, place).all()
    ]
    return sorted(found, key=lambda one: -one.worth)


def _places(context: Context, asked: Asked) -> Iterator[Place]:
    """The tables near a question, each seen by its rows and turned."""
    ranked = context.ranked if context.facts[0] else None
    near = [ranked.facts[n] for n in ranked.order()[:AMONG]] if ranked else []
    near += [fact for fact, rank in zip(*context.facts, strict=True) if rank >= FIRST]
    first: dict[object, Fact] = {}
    for fact in near:
        first.setdefault((fact.document, fact.table if fact.table is not None else fact.section), fact)
    for rank, fact in enumerate(list(first.values())[:MOST_TABLES]):
        facts = context.beside(fact)
        metadata = context.metadata[fact.document]
        kinds, heads = _in_words(context, fact)
        around = f"{text_field(*fact.section, fact.caption, *heads).text}/{document_field(metadata).text}"
        words = text_field(*(kind for some in kinds.values() for kind in some)).text
        if not may_explain(asked.terms, facts, f"{around}/{words}"):
            continue
        for turned in (False, True):
            grid = Grid.of(facts, turned=turned, kinds=kinds)
            columns = [Column(grid, line, asked) for line in grid.columns]
            yield Place(grid, columns, fact.table is not None, around, metadata, rank)


def _in_words(context: Context, fact: Fact) -> tuple[Kinds, Path]:
    """What the table of a figure tells in words of each row, and what heads the rows: '과 | 소재지'."""
    if fact.table is None:
        return {}, ()
    table = context.library.tables(fact.document)[fact.table]
    kinds = {
        n: [cell.text for cell in row.cells if IN_WORDS.fullmatch(cell.text)]
        for n, row in enumerate(table.rows)
    }
    return kinds, table.row_header


class _Binder:
    """Binds one program to one table.

    Args:
        asked: what the question names.
        reading: the program.
        place: the table.
    """

    def __init__(self, asked: Asked, reading: Reading, place: Place) -> None:
        self._asked, self._reading, self._place = asked, reading, place
        self._query = asked.query
        self._meant = ItemsMeant(asked, reading, place.grid, is_table=place.is_table)
        dated = place.metadata.as_of
        self._own_year = dated.year if dated else place.metadata.year

    def all(self) -> Iterator[Binding]:
        """The bindings that explain all that is asked."""
        reading, every = self._reading, self._place.columns
        if reading.form == "change" and reading.shape in OVER_ITEMS and not self._names_table():
            return
        levels = self._place.grid.levels
        if derive.DEEPEST.search(self._query.text) and reading.shape in OVER_ITEMS:
            levels = levels[:1]  # '가장 많이 줄어든 세부사업'
        for level in levels:
            of_years = self._of_years(level)
            items = of_years or self._meant.of(level)
            if not items or not (self._place.is_table or self._may_be_in_prose(level)):
                continue
            found = (
                of_all_years(every, self._query, reading)
                if of_years
                else operands(every, self._asked, reading, self._own_year)
            )
            for columns in found:
                told = self._told(level, items, columns)
                value = self._worth(level, items, columns, told) if told else None
                if value is not None:
                    yield Binding(reading, told, value, of_years=bool(of_years))

    def _names_table(self) -> bool:
        """Tell whether a question names more than whose report it is, which any table of it is of."""
        own = document_field(self._place.metadata)
        return any(explain(term, *own) < MEANT for term in self._asked.terms)

    def _may_be_in_prose(self, level: Level) -> bool:
        """Tell whether a program may go over items of prose: over all, or less some, where they add up."""
        return level.adds_up or self._reading.shape not in OVER_ITEMS | {"rest"}

    def _of_years(self, level: Level) -> list[Line]:
        """The items that are the years asked for, where each item is a year; the earliest first."""
        years, shape = self._years(), self._reading.shape
        if len(years) < LEAST_ITEMS or self._reading.form != "plain" or shape in OVER_ITEMS:
            return []
        if shape in PAIRED and len(years) != LEAST_ITEMS:
            return []
        of = {line: self._place.grid.year(line) for line in level.items}
        if len(set(of.values())) < len(of):
            return []
        found = [line for line in level.items if of[line] in years]
        return sorted(found, key=lambda line: of[line] or 0) if len(found) == len(years) else []

    def _years(self) -> tuple[int, ...]:
        """The years that a program is over: those asked for, and those of '전년' and 'N년보다'."""
        query, own = self._query, self._own_year
        if self._reading.shape not in PAIRED or not own:
            return query.years
        named = tuple(dict.fromkeys(year for year, _ in query.year_places))
        if -1 in query.relative_years and len(named) < LEAST_ITEMS:
            last = named[0] if named else own
            return last - 1, last
        return (*named, own) if since_year(query) and own not in named else named

    def _told(self, level: Level, items: Sequence[Line], columns: Operands) -> Told:
        """For each item its operands; nothing where one has none."""
        if self._reading.form == "share" and len(columns) == 1:
            return self._parts(level, items, columns)
        grid, plain = self._place.grid, self._reading.form == "plain"
        if self._reading.shape == "rest" and level.total:
            items = [level.total, *items]
        units = self._query.units if plain else ()
        found = []
        for item in items:
            facts = [grid.at(item, column.line, units) for column in columns]
            if facts[0] and not all(facts) and self._reading.way < 0:
                continue  # what is new did not fall
            if not all(facts):
                return []
            found.append((item, [fact for fact in facts if fact]))
        is_all = not level.of_kind and items == level.items
        if self._reading.shape in TOGETHER and level.total and is_all:
            whole = grid.at(level.total, columns[0].line, (found[0][1][0].unit,))
            if whole and whole.value != sum(facts[0].value for _, facts in found):
                return []  # the table contradicts itself, or the items are not all of it
        if self._reading.form == "share" and not RATE_OF.search(self._query.text):
            return found if all(part.value <= whole.value for _, (part, whole) in found) else []
        return found

    def _parts(self, level: Level, items: Sequence[Line], columns: Operands) -> Told:
        """Parts of one whole: those that are joined of what all come to, else the one of the other.

        'A와 B가 전체에서 차지하는 비율'; 'A 중 B의 비율'.
        """
        grid, column = self._place.grid, columns[0].line
        told = {item: fact for item in items if (fact := grid.at(item, column))}
        if EACH.search(self._query.text) and level.total and len(told) == len(items):
            each = ((item, fact, grid.at(level.total, column, (fact.unit,))) for item, fact in told.items())
            return [
                (item, [fact, whole]) for item, fact, whole in each if whole and whole.value >= fact.value > 0
            ]
        together = len(items) == 1 or level.of_kind or self._are_joined(items)
        if len(told) < len(items) or not (together or len(items) == LEAST_ITEMS):
            return []
        line = level.total if together else max(told, key=lambda item: told[item].value)
        mine = {item: fact for item, fact in told.items() if item != line}
        whole = self._whole_of(mine, line, column) if line and mine else None
        return [(next(iter(mine)), [*mine.values(), whole])] if whole else []

    def _whole_of(self, parts: Mapping[Line, Fact], line: Line, column: Line) -> Fact | None:
        """The figure that some are parts of, where they can be, and the question says so; None for none."""
        unit = next(iter(parts.values())).unit
        whole = self._place.grid.at(line, column, (unit,))
        if any(map(self._is_whole, parts)) or not OF_WHOLE.search(self._query.text):
            return None
        if whole is None or not whole.value:
            return None
        told = {part.value for part in parts.values()}
        stated = {figure.value for figure in parse_figures(self._query.text) if figure.unit == whole.unit}
        alike = all(part.unit == whole.unit for part in parts.values())
        return whole if alike and max(told) <= whole.value and stated <= {whole.value, *told} else None

    def _is_whole(self, item: Line) -> bool:
        """Tell whether the question says all of an item, or a part of it: '전체 이월액', '이월액 중 국비'."""
        text, spans = self._query.text, self._asked.spans(item.name)
        split = SHARED.search(text)
        before = split and spans and all(end <= split.start() for _, end in spans)
        of_part = before and any(term.start >= split.end() for term in self._asked.terms if split)
        return bool(of_part) or any(ALL_OF.search(text, 0, start) for start, _ in spans)

    def _are_joined(self, items: Sequence[Line]) -> bool:
        """Tell whether items are joined by words alone: 'A, B와 C'."""
        text = squash(self._query.text)
        names = sorted((squash(item.name) for item in items), key=text.find)
        between = (text[text.find(one) + len(one) : text.find(other)] for one, other in pairwise(names))
        return all(map(JOINED.fullmatch, between))

    def _worth(self, level: Level, items: Sequence[Line], columns: Operands, told: Told) -> float | None:
        """How much labels explain of what is asked, in characters; None where something is not explained."""
        used = [label for column in columns for label in column.line.path]
        used += level.shared
        if all(self._asked.names(item.name) for item in items) or items == self._meant.told_of(level.items):
            used += [label for item in items for label in item.path]
            used += [label for item in items for label in self._place.grid.kinds.get(item.place, ())]
        elif items == [level.total]:  # '북쪽과 남쪽 전체의': all that are added up
            used += [label for item in level.items for label in item.path if self._asked.names(item.name)]
        # '층간 소음' is cut in two, and is one label
        said = [span for label in used for span in self._asked.spans(label)]
        kind = "".join({squash(item.name)[-1:] for item in items})  # '지소 세 곳' is cut in two, too
        terms = [
            term
            for term in self._asked.terms
            if term.text != kind
            and not any(start <= term.start and term.start + len(term.text) <= end for start, end in said)
        ]
        found = worth(terms, [squash(label) for label in used], told[0][1], self._place.around)
        if found is None:
            return None
        found += sum(len(term.words[0]) for term in self._asked.terms if term not in terms)
        unsaid = sum(column.unsaid for column in columns)
        # 'A는 전체의 몇 %', '정원과 현원의 차이': not of the group that they stand in
        unsaid += sum(not (self._asked.calls(label) or is_total_label(label)) for label in level.shared)
        return found - unsaid - BEHIND * self._place.rank
