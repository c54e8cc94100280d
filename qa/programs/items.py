"""Which items of a table a program goes over: those that are named, else all, or what they come to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.derived.named import JOINED
from qa.figures.fields import measure_of
from qa.figures.match import YEAR_TOLD
from qa.programs.coverage import Asked
from qa.programs.grid import LEAST_ITEMS, Grid, Level, Line, is_over
from qa.programs.reading import OVER_ITEMS, PAIRED, TOGETHER, Reading
from qa.understanding.asked_figures import how_many
from qa.understanding.query import squash
from qa.understanding.words.measures import CHANGE_MEASURES
from qa.understanding.words.operations import LEFT_OUT
from qa.understanding.words.rows import OF_SO_MANY

LEAST_RANKED = 3  # items that a rank or a condition goes over
MOST_NAMED = 4  # items that are told one by one
WHOLE_TOO = frozenset(["each", "gap"])  # forms that are told of what all items come to, too
ALL_TOGETHER = re.compile(r"전체|통틀어|합[쳐친해]|모두")
AMONG_NAMED = re.compile(r"(?<=[가-힣\s])중(?:에서?|\s|의)|가운데")  # 'A와 B 중에'


class ItemsMeant:
    """The items of a level of a table that a program goes over.

    Args:
        asked: what the question names.
        reading: the program.
        grid: the table, or the prose of a section.
        is_table: whether it is a table.
    """

    def __init__(self, asked: Asked, reading: Reading, grid: Grid, *, is_table: bool) -> None:
        self._asked, self._reading, self._grid, self._is_table = asked, reading, grid, is_table
        self._query = asked.query

    def of(self, level: Level) -> list[Line]:
        """The items of a level that are meant; none where the program is not one over it."""
        denied = [term.words[0] for term in self._query.denied]
        items = [line for line in level.items if self._is_asked(line, level)]
        shape = self._reading.shape
        if shape == "rest":
            return self._left_out([line for line in items if self._asked.names(line.name)], level)
        items = [line for line in items if not any(word in squash(line.name) for word in denied)]
        named = [line for line in items if self._asked.names(line.name)] or self.told_of(items)
        longer = [squash(line.name) for line in named]
        named = [line for line in named if not any(squash(line.name) in one[:-1] for one in longer)]
        named = [line for line in named if not self._is_of_longer(line, named)]
        if shape == "one":
            return named if len(named) == 1 else [level.total] if level.total and not named else []
        if shape in OVER_ITEMS:
            return self._over(level, items, named)
        if shape in PAIRED:  # what grew, or is so many times as much, did so between years
            apart = shape == "apart" and self._query.operation != "growth"
            names = {squash(line.name) for line in named}
            return named if apart and len(named) == len(names) == LEAST_ITEMS else []
        if shape in TOGETHER:
            return self._put_together(level, items, named)
        return self._told(level, items, named)

    def _is_of_longer(self, line: Line, named: Sequence[Line]) -> bool:
        """Tell whether all that says an item says others with longer names: no '복지관' of '복지회관'."""
        others = [one for one in named if len(squash(one.name)) > len(squash(line.name))]
        said = {span for one in others for span in self._asked.spans(one.name)}
        return bool(mine := self._asked.spans(line.name)) and said.issuperset(mine)

    def _over(self, level: Level, items: list[Line], named: list[Line]) -> list[Line]:
        """The items that a rank or a condition goes over."""
        if not all(map(self._asked.calls, level.shared)):
            return []  # a part of the table of which nothing is said
        change = self._reading.form == "change"
        if change and len(named) == LEAST_ITEMS and AMONG_NAMED.search(self._query.text):
            return named  # 'A와 B 중에 늘어난 쪽'
        over = named if len(named) >= LEAST_RANKED else items
        is_whole = how_many(self._query, OF_SO_MANY) in (0, len(over))  # '세 과 중'
        return over if is_whole and len(over) >= LEAST_RANKED else []

    def _told(self, level: Level, items: list[Line], named: list[Line]) -> list[Line]:
        """The items that something is told of."""
        form = self._reading.form
        if form in ("plain", "change"):
            return self._one_by_one(level, named)
        if level.of_kind and self._asked.names(level.shared[0]) and form == "share":
            return items if how_many(self._query) in (0, len(items)) else []
        whole = [level.total] if level.total and form in WHOLE_TOO else []
        if form == "each" and whole and named == items and ALL_TOGETHER.search(self._query.text):
            return whole  # 'A, B, C 세 곳 전체의 한 건당'
        return named or whole

    def _one_by_one(self, level: Level, named: list[Line]) -> list[Line]:
        """The items that something is told of one by one: two and more that are named, or one over years."""
        over_years = len(self._query.years) >= LEAST_ITEMS
        if not named and level.total and over_years and self._reading.form == "plain":
            return [level.total]
        names = {squash(line.name) for line in named}
        alone = self._reading.form == "plain" or "%" not in self._query.units  # a rate may be printed
        least = 1 if over_years and alone else LEAST_ITEMS
        return named if least <= len(named) == len(names) <= MOST_NAMED else []

    def told_of(self, items: Sequence[Line]) -> list[Line]:
        """The one item that something is told of in words that the question says: '가온동 | 시장길'."""
        kinds = self._grid.kinds
        found = [line for line in items if any(map(self._asked.names, kinds.get(line.place, ())))]
        return found if len(found) == 1 else []

    def _left_out(self, named: Sequence[Line], level: Level) -> list[Line]:
        """The items that are taken from what all come to: those named, the last right before it is said."""
        match = LEFT_OUT.search(self._query.text)
        ends = [end for line in named for _, end in self._asked.spans(line.name)]
        between = self._query.text[max(ends) : match.start()] if match and ends else "-"
        return list(named) if level.total and not between.strip() else []

    def _is_asked(self, line: Line, level: Level) -> bool:
        """Tell whether an item may be of the years asked for, and no change: no '2031년' where 2032 is."""
        labels, query = (line.name, *level.shared), self._query
        year = self._grid.year(line) if any(map(YEAR_TOLD.search, labels)) else None
        changes = CHANGE_MEASURES.intersection(map(measure_of, level.shared))
        of_years = year is None or not query.years or year in query.years
        return of_years and (not changes or not changes.isdisjoint(query.measures))

    def _put_together(self, level: Level, items: list[Line], named: Sequence[Line]) -> list[Line]:
        """The items that are named, else all of a kind that is, or of as many as are said; not for years."""
        if len(self._query.years) >= LEAST_ITEMS:
            return []
        above = [line for line in named for one in named if one != line and is_over(line, one)]
        lowest = [line for line in named if line not in above]
        if not (self._is_table or level.adds_up):
            lowest = self._joined(lowest)
        over = lowest if len(lowest) >= LEAST_ITEMS else items
        if over is items and not (self._is_table or level.adds_up):
            return []
        if over is items and self._query.operation in (None, "count") and level.total:
            return []  # '모두 몇 명': what is printed
        of_kind = level.of_kind and self._asked.names(level.shared[0])
        counts = (0, len(over)) if over is lowest or of_kind else (len(over),)
        return over if how_many(self._query) in counts else []

    def _joined(self, named: Sequence[Line]) -> list[Line]:
        """The last of some that are named joined by words alone: no 축제 of '축제 예산에서 A랑 B'."""
        run: list[tuple[Line, tuple[int, int]]] = []
        said = [(line, self._asked.spans(line.name)[0]) for line in named if self._asked.spans(line.name)]
        for line, span in sorted(said, key=lambda one: one[1]):
            between = self._query.text[run[-1][1][1] : span[0]] if run else ""
            run = [*run, (line, span)] if run and JOINED.fullmatch(squash(between)) else [(line, span)]
        return [line for line, _ in run]
