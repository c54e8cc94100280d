"""Whether what was read of cells one below the other can be so: the figures themselves tell.

A converter that writes a cell a line puts names before or behind the figures of their row, and columns out
of their order: '구분', '합계', '예산현액', '집행액', '잔액' over '3,176', '1,560', '1,616' is no row '잔액'
of '합계', '예산현액' and '집행액'. What adds up, rates and what names are of must agree with the place of
the figures; a table in which they do not is left unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations, groupby, permutations, product, takewhile
from typing import Final

from corpus.dates import find_year
from corpus.markers import read_mark
from corpus.model import Grid
from corpus.tables.cell_kinds import compact
from corpus.tables.headers import ATTRIBUTE_HEADS, LABEL_HEADS, SUB_LABEL_HEADS, label_columns
from corpus.tables.spaces.header import REMARKS, TERMS, is_label_word, is_rate_word
from corpus.tables.spaces.words import is_caption, is_furniture, is_stop, kind_of, number_of
from corpus.tables.sums import is_total
from corpus.units import decimals

Value = Decimal | None
Values = Sequence[Sequence[Value]]

_SHARE: Final = Decimal("0.8")  # of the rows in which something holds that is no chance
_LONGEST_CELL: Final = 30
_LEAST_ROWS: Final = 3
_LEAST_SUMMED: Final = 2  # columns in which a row adds up
_APART: Final = 0.7  # of the cells of a row that stand on lines of their own
_MIXED: Final = 0.25  # of a column
_MOST_RATE: Final = 300
_NEAR: Final = Decimal("0.06")
_TELLING: Final = 10
_DIGITS: Final = re.compile(r"\d")
_SUMMED: Final = re.compile(r"계|체")  # what may name a row that is the sum of all others
_HUNDRED: Final = Decimal(100)
_CHANGE: Final = re.compile(r"증감|과부족|결원|잔액|차액|미처리|미수납|순증")
_GROWTH: Final = re.compile(r"증감|과부족")
_WHOLE: Final = re.compile(r"목표|계획|예산|정원|대상|재적|접수|발생|전체|부과|합계|^계$|총")
_PART: Final = re.compile(r"실적|집행|현원|참여|처리|접종|검거|징수|수납|지출")
_EACH: Final = re.compile(r"당(?=[가-힣])")  # '학급당학생수'
_BRACKETS: Final = re.compile(r"[(（\[][^()（）\[\]]*[)）\]]")
_FIGURE: Final = re.compile(r"^[△▲]?\d[\d,.]*%?$")
_YEAR: Final = re.compile(r"^[‘’'`]?(?:19|20)\d\d")
_COUNTED: Final = re.compile(r"^(?:19|20)\d\d|(?:과정|인원|사업)$")  # what labels are counted by too
_DATED: Final = re.compile(r"^(?:19|20)\d\d년도?(?:[상하]반기)?(?=.)")  # '2031년 금액' is not beside '금액'
_PAGE: Final = re.compile(r"^\d{1,3}\s?/\s?\d{1,3}$")
_YEAR_NAME: Final = re.compile(r"^[‘’'`]?(?:(?:19|20)\d\d|(?<=[‘’'`])\d\d)(?:년도?)?$")
_WORDS: Final = frozenset({"비고", "상태", "단위", "설립", "위치", "기간", "사업기간"}) | ATTRIBUTE_HEADS - {
    "대상",
    "규모",
    "물량",
}


def is_stacked(grid: Grid) -> bool:
    """Whether the cells of most rows stand on lines of their own."""
    body = [[cell for cell in row if cell.text] for row in grid.rows[grid.header :]]
    apart = sum(len({cell.lines for cell in row}) > _APART * len(row) for row in body if len(row) > 1)
    return grid.layout == "spaces" and 2 * apart > len(body)


def is_cut(grid: Grid, lines: Sequence[str]) -> bool:
    """Whether cells of the same table stand above its header or below its last row.

    A name of labels over a header that has none ('부서명', then '예산액', '집행액'), figures on either side,
    or a total and names of columns behind the last row.
    """
    named = bool(grid.rows[0]) and is_label_word(compact(grid.rows[0][0].text))
    before = list(reversed(lines[: grid.lines[0] - 1]))
    above = list(_cells(before))
    if above:
        near = compact(above[0])
        over = next((line for line in before if line.strip() and line.strip() not in above), "")
        titled = named and near.endswith("별")  # '직종별' over '직종'
        headed = _YEAR_NAME.match(near) or (is_label_word(near) and not titled) or is_caption(over)
        if headed or (not named and _is_number(above[0])):
            return True
    below = list(_cells(lines[grid.lines[1] :]))
    if below and (_is_number(below[0]) or is_label_word(compact(below[-1]))):
        return True
    rest = takewhile(lambda text: not is_label_word(compact(text)), below)
    return any(is_total(text) or _BRACKETS.sub("", compact(text)) in TERMS for text in rest)


def _cells(lines: Iterable[str]) -> Iterator[str]:
    """The lines that may be cells, up to a bullet, a title or a sentence; what is of the page is left out."""
    for line in lines:
        text = line.strip()
        if not text or is_furniture(line) or _PAGE.match(text):
            continue
        headed = read_mark(line).style and kind_of(text) == "text"
        if len(text) > _LONGEST_CELL or headed or is_stop(line) or "\t" in line or text[0] in "<|":
            return
        yield text


def _is_number(text: str) -> bool:
    return kind_of(text) in {"figure", "dash"} and not _YEAR.match(text)


def contradicts_itself(grid: Grid) -> bool:
    """Whether names and figures of a table of cells one below the other cannot belong together so."""
    texts = [[cell.text for cell in row] for row in grid.rows]
    labels = 1 if grid.paths else label_columns(texts, grid.header)
    body = texts[grid.header :]
    columns = range(labels, grid.width)
    names = [" ".join(row[at] for row in texts[: grid.header]) for at in columns]
    leaves = [texts[grid.header - 1][at] if grid.header else "" for at in columns]
    values = [[number_of(text) if kind_of(text) != "text" else None for text in row[labels:]] for row in body]
    first = grid.rows[grid.header][max(labels - 1, 0)]
    last = first.text.split()[-1] if first.lines[0] < first.lines[1] and " " in first.text else ""
    others = [row[labels - 1] for row in grid.rows[grid.header + 1 :]] if labels else []
    told = any(value is not None for row in values for value in row)
    alone = bool(last) and told and all(cell.lines[0] == cell.lines[1] for cell in others)
    joined = bool(last) and (alone or is_total(last) or last in TERMS)
    heads = [row[labels - 1] for row in body] if labels else []
    upper = [compact(texts[at][column]) for at in range(grid.header - 1) for column in columns]
    if any(name in LABEL_HEADS for name in upper):
        return True
    return (bool(labels) and joined) or contradicts(names, leaves, heads, values)


def contradicts(names: Sequence[str], leaves: Sequence[str], labels: Sequence[str], values: Values) -> bool:
    """Whether the names of columns and of rows deny what their figures say.

    Args:
        names: the whole name of each column of figures.
        leaves: the lowest name of each.
        labels: the label of each row, none for a table without labels.
        values: the figures of each row, None for what is none.
    """
    if not values or not names:
        return False
    named = bool(labels) and not all(map(_YEAR.match, names)) and _label_is_name(labels)
    said = Evidence(values)
    return (
        named or said.shifted or said.denies(names, leaves) or (bool(labels) and said.denies_labels(labels))
    )


def _is_of_words(name: str) -> bool:
    """Whether no figures stand under a name: '비고', '세부사업명', '단위'."""
    labels = name in SUB_LABEL_HEADS or is_label_word(name)
    return name in _WORDS or (len(name) > 1 and labels and not _COUNTED.search(name))


def _years_fall(names: Sequence[str]) -> bool:
    """Whether the years of columns do not rise: those of one name, or all where each is another year."""
    years = [(year, _DIGITS.sub("", name)) for name in names if (year := find_year(name))]
    lists = [[year for year, rest in years if rest == own] for own in {rest for _, rest in years}]
    parts = [year for year, _ in groupby(year for year, _ in years)]
    if len(set(parts)) == len(parts):
        lists.append(parts)
    return any(own != sorted(own) for own in lists)


def _is_shifted(values: Values) -> bool:
    """Whether figures with decimals stand among those without in several columns, and not by rows."""
    rows = [tuple(None if value is None else decimals(value) > 0 for value in row) for row in values]
    mixed = []
    for at, column in enumerate(zip(*rows, strict=True)):
        own = [fine for fine in column if fine is not None]
        if len(own) > _LEAST_ROWS and _MIXED < sum(own) / len(own) < 1 - _MIXED:
            mixed.append(at)
    kinds = [{row[at] for at in mixed} - {None} for row in rows]
    return len(mixed) > 1 and 2 * sum(len(kind) > 1 for kind in kinds) > len(rows)


def _label_is_name(labels: Sequence[str]) -> bool:
    """Whether the first row has for its label what names a column, and no other has; a figure is none either.

    '잔액' over '총무과', '인사과'; '88' over '71'.
    """
    bare = [_BRACKETS.sub("", compact(label)) for label in labels]
    if any(map(_FIGURE.match, bare)) and not all(label.isdigit() for label in bare):
        return any(_FIGURE.match(label) and not _YEAR.match(label) for label in bare)
    named = [label in TERMS and not is_total(label) for label in bare]
    return len(named) > 2 and named[0] and not any(named[1:])


def _holds(flags: Sequence[bool]) -> bool:
    return len(flags) >= _LEAST_ROWS and sum(flags) >= _SHARE * len(flags)


class Evidence:
    """What the figures of rows say of their columns: which is the sum of which, and which are rates.

    Args:
        values: the figures of each row, None for what is none; as many in each.
    """

    def __init__(self, values: Values) -> None:
        self.values = values
        self.width = len(values[0])
        self.columns = list(zip(*values, strict=True))
        self.figured = [2 * sum(value is not None for value in own) > len(values) for own in self.columns]
        self.tops = [
            max((abs(value) for value in own if value is not None), default=0) for own in self.columns
        ]
        self.fine = {at for at, own in enumerate(self.columns) if _has_decimals(own)}
        self.large = {at for at, own in enumerate(self.columns) if _is_no_rate(own)}
        self.shifted = _is_shifted(values)
        self.sums = self._sums()
        self.wholes = self._wholes()
        self.rates = self._rates()
        self.shares = self._shares()

    def _sums(self) -> list[tuple[int, int, int]]:
        """The columns x, y, z with x = y + z in most rows, none of them blank."""
        found = []
        for x, y, z in permutations(range(self.width), 3):
            rows = [(row[x], row[y], row[z]) for row in self.values] if y < z else []
            full = [(a, b, c) for a, b, c in rows if a is not None and b is not None and c is not None]
            if sum(bool(b and c) for _, b, c in full) > 1 and _holds([a == b + c for a, b, c in full]):
                found.append((x, y, z))
        return found

    def _wholes(self) -> list[tuple[int, tuple[int, ...]]]:
        """The columns that are the sum of three or more beside each other."""
        found = []
        for first, last in combinations(range(self.width + 1), 2):
            parts = tuple(range(first, last))
            for total in range(self.width) if len(parts) > 2 else ():
                rows = [row for row in self.values if row[total] is not None and total not in parts]
                summed = [sum((row[at] or Decimal(0) for at in parts), Decimal(0)) for row in rows]
                told = all(any(row[at] for row in rows) for at in parts)
                if told and _holds([own == row[total] for own, row in zip(summed, rows, strict=True)]):
                    found.append((total, parts))
        return found

    def _rates(self) -> list[tuple[int, int, int]]:
        """The columns r, a, b with r = 100 b / a, or what b has grown from a, in most rows."""
        found = []
        for r, a, b in permutations(range(self.width), 3):
            rows = [(x, y, z) for row in self.values if (x := row[r]) and (y := row[a]) and (z := row[b])]
            if any(
                _holds([abs(_HUNDRED * (z - less * y) / y - x) <= _NEAR for x, y, z in rows])
                for less in (0, 1)
            ):
                found.append((r, a, b))
        return found

    def _shares(self) -> set[int]:
        """The columns with decimals that are one column of whole figures in parts of another."""
        found = set()
        whole = [at for at in range(self.width) if at not in self.fine]
        for r, (a, b) in product(self.fine, permutations(whole, 2)):
            rows = [(x, y, z) for row in self.values if (x := row[r]) and (y := row[a]) and (z := row[b])]
            if _holds([abs(z / y - x) <= _NEAR for x, y, z in rows]):
                found.add(r)
        return found

    def denies(self, names: Sequence[str], leaves: Sequence[str]) -> bool:
        """Whether the columns cannot have these names (`leaves` are the lowest of each)."""
        whole = [compact(name) for name in names]
        plain = [_BRACKETS.sub("", compact(leaf)) or compact(leaf) for leaf in leaves]
        words = any(self.figured[at] and _is_of_words(leaf) for at, leaf in enumerate(plain))
        words = words or any(leaf in REMARKS and self.tops[at] > _MOST_RATE for at, leaf in enumerate(plain))
        falls = _years_fall(whole) and not set(_changes(plain)) & {
            at for _, y, z in self.sums for at in (y, z)
        }
        halved = bool({_DATED.sub("", name) for name in whole if _DATED.match(name)} & set(whole))
        return words or falls or halved or self._sums_deny(plain, whole) or self._rates_deny(plain, whole)

    def _sums_deny(self, leaves: Sequence[str], names: Sequence[str]) -> bool:
        changes = _changes(leaves)
        totals = [at for at, leaf in enumerate(leaves) if is_total(leaf)]
        wholes = {x for x, _, _ in self.sums} | {x for x, _ in self.wholes}
        members = {at for _, y, z in self.sums for at in (y, z)}
        if self.sums and changes and not members & set(changes):
            return True
        if totals and wholes and not wholes & set(totals) and not changes:
            return True
        own = [(x, y, z) for x, y, z in self.sums if len(changes) == 1 and changes[0] in (y, z)]
        return any(_grows_back(names, x, y, z) for x, y, z in own)

    def _rates_deny(self, leaves: Sequence[str], names: Sequence[str]) -> bool:
        """Whether rates stand elsewhere than under the name of a rate, or are of a part that is the whole."""
        named = {at for at in range(self.width) if is_rate_word(names[at]) or is_rate_word(leaves[at])}
        if not named:
            return False
        if self.fine and self.large & named:
            return True
        for r, a, b in self.rates:
            turned = _PART.search(leaves[a]) and _WHOLE.search(leaves[b]) and not _PART.search(leaves[b])
            turned_about = r not in self.fine and {a, b} & self.fine  # 700 = 100 * 350 / 50.0
            if (r not in named and not turned_about) or turned:
                return True
        return False

    def denies_labels(self, labels: Sequence[str]) -> bool:
        """Whether a row that is no total is the sum of all others: its label is another row's."""
        return any(
            self.adds_up(at) and not _SUMMED.search(compact(labels[at])) for at in (0, len(labels) - 1)
        )

    def adds_up(self, at: int) -> bool:
        """Whether a row is the sum of all others."""
        tried = held = 0
        for own, column in zip(self.values[at], self.columns, strict=True):
            parts = [value for place, value in enumerate(column) if place != at and value is not None]
            if own is not None and not decimals(own) and len(parts) >= _LEAST_ROWS and abs(own) >= _TELLING:
                tried += 1
                held += sum(parts, Decimal(0)) == own
        return held >= min(_LEAST_SUMMED, self.width) and 2 * held > tried

    def agreement(self, names: Sequence[str], leaves: Sequence[str]) -> int:
        """In how many columns figures say what names say (totals, changes, rates), less those where not.

        What adds up though no name says so is against them too.
        """
        whole = [compact(name) for name in names]
        plain = [_BRACKETS.sub("", compact(leaf)) or compact(leaf) for leaf in leaves]
        sums = {x for x, _, _ in self.sums} | {x for x, _ in self.wholes}
        members = {at for _, y, z in self.sums for at in (y, z)}
        rated = {r for r, _, _ in self.rates} | self.fine
        totals = {at for at, leaf in enumerate(plain) if is_total(leaf)}
        changes = set(_changes(plain))
        named = {at for at in range(self.width) if is_rate_word(whole[at]) or is_rate_word(plain[at])}
        told = totals & sums, changes & members, named & rated
        untold = totals - sums, changes - members, named - rated
        loose = bool(self.wholes) and not any(x in totals or _WHOLE.search(whole[x]) for x, _ in self.wholes)
        named_so = any(x in totals or _WHOLE.search(whole[x]) for x, _, _ in self.sums)
        apart = bool(self.sums) and not (changes & members or named_so)
        each = any(_EACH.search(whole[r]) for r in self.shares)
        return sum(map(len, told)) - sum(map(len, untold)) - loose - apart + each

    def is_whole(self, total: int, parts: Sequence[int]) -> bool:
        """Whether a column is the sum of just these others."""
        return (total, tuple(parts)) in self.wholes or (total, *parts) in self.sums


def _changes(leaves: Sequence[str]) -> list[int]:
    return [at for at, leaf in enumerate(leaves) if _CHANGE.search(leaf) and not is_rate_word(leaf)]


def _grows_back(names: Sequence[str], x: int, y: int, z: int) -> bool:
    """Whether '증감' would be what an earlier year has more than a later one."""
    change, base = (y, z) if _GROWTH.search(names[y]) else (z, y)
    new, old = find_year(names[x]), find_year(names[base])
    return bool(_GROWTH.search(names[change]) and new and old and new < old)


def _is_no_rate(column: Sequence[Value]) -> bool:
    """Whether figures are too large for rates, and whole."""
    told = [value for value in column if value]
    large = sum(not decimals(value) and abs(value) > _MOST_RATE for value in told)
    return len(told) > 1 and 2 * large > len(told)


def _has_decimals(column: Sequence[Value]) -> bool:
    told = [value for value in column if value]
    return len(told) > 1 and 2 * sum(decimals(value) > 0 for value in told) > len(told)
