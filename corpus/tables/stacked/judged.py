"""Whether what was read of cells one below the other can be so: the figures themselves tell.

A converter that writes a cell a line puts names before or behind the figures of their row, and whole columns
out of their order: '구분', '합계', '예산현액', '집행액', '집행률', '잔액' over '3,176', '1,560', '49.1', '1,616'
is no row '잔액' of '합계', '예산현액' and so on. What adds up, the rates, and what names are of must agree
with the place of the figures; a table in which they do not is left unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations, permutations, takewhile
from typing import Final

from corpus.dates import find_year
from corpus.model import Grid
from corpus.tables.headers import ATTRIBUTE_HEADS, SUB_LABEL_HEADS, compact, label_columns
from corpus.tables.spaces.header import TERMS, is_label_word, is_rate_word
from corpus.tables.spaces.words import is_furniture, is_stop, kind_of, number_of
from corpus.tables.sums import is_total
from corpus.units import decimals

Value = Decimal | None
Values = Sequence[Sequence[Value]]

_SHARE: Final = Decimal("0.8")  # of the rows in which something holds that is no chance
_LONGEST_CELL: Final = 30
_LEAST_ROWS: Final = 3
_LEAST_SUMMED: Final = 2  # columns in which a row adds up
_MIXED: Final = 0.25  # of a column
_MOST_RATE: Final = 300
_NEAR: Final = Decimal("0.06")
_HUNDRED: Final = Decimal(100)
_CHANGE: Final = re.compile(r"증감|과부족|결원|잔액|차액|미처리|미수납|순증")
_GROWTH: Final = re.compile(r"증감|과부족")
_WHOLE: Final = re.compile(r"목표|계획|예산|정원|대상|재적|접수|발생|전체|부과|합계|^계$|총")
_PART: Final = re.compile(r"실적|집행|현원|참여|처리|접종|검거|징수|수납|지출")
_BRACKETS: Final = re.compile(r"[(（\[][^()（）\[\]]*[)）\]]")
_FIGURE: Final = re.compile(r"^[△▲]?\d[\d,.]*%?$")
_YEAR: Final = re.compile(r"^[‘’'`]?(?:19|20)\d\d")
_COUNTED: Final = re.compile(r"^(?:19|20)\d\d|(?:과정|인원|사업)$")  # what labels are counted by too
_WORDS: Final = frozenset({"비고", "상태", "단위", "설립", "위치", "기간", "사업기간"}) | ATTRIBUTE_HEADS - {"대상", "규모", "물량"}


def is_stacked(grid: Grid) -> bool:
    """Whether the cells of most rows stand on lines of their own."""
    body = [[cell for cell in row if cell.text] for row in grid.rows[grid.header :]]
    apart = sum(len({cell.lines for cell in row}) > 0.6 * len(row) for row in body if len(row) > 1)
    return grid.layout == "spaces" and 2 * apart > len(body)


def is_cut(grid: Grid, lines: Sequence[str]) -> bool:
    """Whether cells of the same table stand above its header or below its last row.

    A name of labels over a header that has none ('부서명', then '예산액', '집행액'), figures on either side,
    or a total and names of columns behind the last row.
    """
    named = bool(grid.rows[0]) and is_label_word(compact(grid.rows[0][0].text))
    above = next(_cells(reversed(lines[: grid.lines[0] - 1])), "")
    if not named and above and (_is_number(above) or is_label_word(compact(above))):
        return True
    below = list(_cells(lines[grid.lines[1] :]))
    if below and _is_number(below[0]):
        return True
    before = takewhile(lambda text: not is_label_word(compact(text)), below)
    return any(is_total(text) or _BRACKETS.sub("", compact(text)) in TERMS for text in before)


def _cells(lines: Iterable[str]) -> Iterator[str]:
    """The lines that may be cells, up to a bullet, a title or a sentence; what is of the page is left out."""
    for line in lines:
        text = line.strip()
        if not text or is_furniture(line):
            continue
        if len(text) > _LONGEST_CELL or is_stop(line) or "\t" in line or text[0] in "<|":
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
    joined = first.lines[0] < first.lines[1] and " " in first.text and is_total(first.text.split()[-1])
    heads = [row[labels - 1] for row in body] if labels else []
    return (bool(labels) and joined) or contradicts(names, leaves, heads, values)


def contradicts(names: Sequence[str], leaves: Sequence[str], labels: Sequence[str], values: Values) -> bool:
    """Whether the names of columns (`leaves` the lowest of each) and rows deny what their figures say.

    Args:
        names: the whole name of each column of figures.
        leaves: the lowest name of each.
        labels: the label of each row, none for a table without labels.
        values: the figures of each row, None for what is none.
    """
    if not values or not names:
        return False
    figured = [sum(row[at] is not None for row in values) * 2 > len(values) for at in range(len(names))]
    names = [compact(name) for name in names]
    plain = [_BRACKETS.sub("", compact(leaf)) or compact(leaf) for leaf in leaves]
    return (
        any(figured[at] and _is_of_words(leaf) for at, leaf in enumerate(plain))
        or _years_jump(names, plain)
        or _is_shifted(values)
        or (bool(labels) and not all(map(_YEAR.match, names)) and _label_is_name(labels))
        or _sums_deny(plain, names, values)
        or _rates_deny(plain, names, values)
        or (bool(labels) and _total_denies(labels, values))
    )


def _is_of_words(name: str) -> bool:
    """Whether no figures stand under a name: '비고', '세부사업명', '단위'."""
    labels = name in SUB_LABEL_HEADS or is_label_word(name)
    return name in _WORDS or (len(name) > 1 and labels and not _COUNTED.search(name))


def _years_jump(names: Sequence[str], leaves: Sequence[str]) -> bool:
    """Whether the years of columns of one name neither rise nor fall."""
    years = [(find_year(name), _rest(name)) for name in names]
    for rest in {rest for year, rest in years if year}:
        own = [year for year, other in years if year and other == rest]
        if own not in (sorted(own), sorted(own, reverse=True)):
            return True
    all_years = [year for year, _ in years if year]
    bare = len(all_years) > 2 and len(set(all_years)) == len(all_years)
    return bare and all_years not in (sorted(all_years), sorted(all_years, reverse=True))


def _rest(name: str) -> str:
    return re.sub(r"\d", "", name)


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


def _share(flags: Sequence[bool]) -> bool:
    return len(flags) >= _LEAST_ROWS and sum(flags) >= _SHARE * len(flags)


def _sums(values: Values, width: int) -> list[tuple[int, int, int]]:
    """The columns x, y, z with x = y + z in most rows, none of them blank."""
    found = []
    for x, y, z in permutations(range(width), 3):
        if y > z:
            continue
        rows = [row for row in values if row[x] is not None and row[y] is not None and row[z] is not None]
        telling = [row for row in rows if row[y] and row[z]]
        if len(telling) >= 2 and _share([row[x] == row[y] + row[z] for row in rows]):  # type: ignore[operator]
            found.append((x, y, z))
    return found


def _whole(values: Values, width: int) -> list[tuple[int, tuple[int, ...]]]:
    """The columns that are the sum of three or more beside each other."""
    found = []
    for first, last in combinations(range(width + 1), 2):
        if last - first < 3:
            continue
        parts = tuple(range(first, last))
        for total in range(width):
            if total in parts:
                continue
            rows = [row for row in values if row[total] is not None]
            right = [sum((row[at] or Decimal(0) for at in parts), Decimal(0)) == row[total] for row in rows]
            if _share(right) and all(any(row[at] for row in rows) for at in parts):
                found.append((total, parts))
    return found


def _sums_deny(leaves: Sequence[str], names: Sequence[str], values: Values) -> bool:
    width = len(leaves)
    triples, wholes = _sums(values, width), _whole(values, width)
    changes = [at for at, leaf in enumerate(leaves) if _CHANGE.search(leaf) and not is_rate_word(leaf)]
    totals = [at for at, leaf in enumerate(leaves) if is_total(leaf)]
    sums = {x for x, _, _ in triples} | {x for x, _ in wholes}
    members = {at for _, y, z in triples for at in (y, z)}
    if triples and changes and not any(at in members for at in changes):
        return True
    if totals and sums and not any(at in sums for at in totals) and not changes:
        return True
    return any(_grows_back(names, x, y, z) for x, y, z in triples if len(changes) == 1 and changes[0] in (y, z))


def _grows_back(names: Sequence[str], x: int, y: int, z: int) -> bool:
    """Whether '증감' would be what an earlier year has more than a later one."""
    change, base = (y, z) if _GROWTH.search(names[y]) else (z, y)
    new, old = find_year(names[x]), find_year(names[base])
    return bool(_GROWTH.search(names[change])) and bool(new) and bool(old) and new < old  # type: ignore[operator]


def _rates_deny(leaves: Sequence[str], names: Sequence[str], values: Values) -> bool:
    """Whether rates stand elsewhere than under the name of a rate, or are of a part that is the whole."""
    width = len(leaves)
    named = {at for at, leaf in enumerate(names) if is_rate_word(leaf) or is_rate_word(leaves[at])}
    if not named:
        return False
    fine = {at for at in range(width) if _has_decimals([row[at] for row in values])}
    if fine and any(_is_no_rate([row[at] for row in values]) for at in named):
        return True
    for r, a, b in permutations(range(width), 3):
        rows = [row for row in values if row[r] and row[a] and row[b]]
        if not _share([abs(_HUNDRED * row[b] / row[a] - row[r]) <= _NEAR for row in rows]):  # type: ignore[operator]
            continue
        if r not in named or (_PART.search(leaves[a]) and _WHOLE.search(leaves[b]) and not _PART.search(leaves[b])):
            return True
    return False


def _is_no_rate(column: Sequence[Value]) -> bool:
    """Whether figures are too large for rates, and whole."""
    told = [value for value in column if value]
    return len(told) > 1 and 2 * sum(not decimals(value) and abs(value) > _MOST_RATE for value in told) > len(told)


def _has_decimals(column: Sequence[Value]) -> bool:
    told = [value for value in column if value]
    return len(told) >= 2 and sum(decimals(value) > 0 for value in told) > 0.5 * len(told)


def _total_denies(labels: Sequence[str], values: Values) -> bool:
    """Whether a row that is no total is the sum of all others: its label is another row's."""
    if len(values) < _LEAST_ROWS + 1:
        return False
    for at in (0, len(values) - 1):
        rest = [row for place, row in enumerate(values) if place != at]
        held = 0
        tried = 0
        for column, own in enumerate(values[at]):
            parts = [row[column] for row in rest if row[column] is not None]
            if own is None or decimals(own) or len(parts) < _LEAST_ROWS or abs(own) < 10:
                continue
            tried += 1
            held += sum(parts, Decimal(0)) == own
        if held >= _LEAST_SUMMED and held * 2 > tried and not is_total(labels[at]) and "계" not in labels[at] and "체" not in labels[at]:
            return True
    return False
