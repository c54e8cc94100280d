"""Row paths: the labels above each body row and its own.

What stands above a row is known from label columns (blank = same as above), from sums (the rows that
add up to a row are its parts), and where sums say nothing, from indentation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from corpus.model import Path
from corpus.tables.sums import Group, is_named_total, is_total, squeeze, sum_groups

# '1', '①', '2)', '3.': the number of a row, in a column of its own
_NUMBER = re.compile(r"(?:\d{1,3}|[①-⑳➀-➉❶-❿])[.)]?")
# '2회', '14개소', '9개 과제': how many rows a total sums up, in the column of their labels
_COUNT = re.compile(r"(?!(?:19|20)\d\d년)\d[\d,]{0,8}\s?[가-힣]{1,3}(?:\s[가-힣]{1,4})?")
# who pays stands beside who else does, though the half of one may be what two others pay
_FUNDS = frozenset(("국비", "도비", "시비", "군비", "구비", "시군비", "자부담", "민자", "특교세", "기금"))
# what stands beside what it is the sum of: the posts and those held, what comes in and what goes out
_INCOME = frozenset(("수입", "세입", "수입액", "세입액", "총수입"))
_SPENT = frozenset(("지출", "세출", "지출액", "세출액", "비용", "총지출"))
# '(비율)' under '60명 이하': the share, rate or rank of the row right above it
_OF_ABOVE = re.compile(
    r"[(（\[](?:[가-힣]{0,4}(?:비율|비중|구성비|점유율|증감률|증가율|집행률|달성률|이수율|순위)|%)[)）\]]"
)
_POSTS, _HELD = frozenset(("정원",)), frozenset(("현원",))


def row_paths(
    labels: Sequence[Sequence[str]],
    values: Sequence[Sequence[Decimal | None]],
    indents: Sequence[int],
) -> list[Path]:
    """The path of each row, outermost label first.

    Args:
        labels: each row's label cells, outermost column first; a blank is the same as above.
        values: each row's figures, None where a cell holds none.
        indents: the indentation of each row's own label (0 where the layout has none).

    Returns:
        One path a row. A row that only says 'total' ('합계', '소계') stands in the path of no other.

    Example:
        >>> D = Decimal
        >>> row_paths([['합계'], ['이자수입'], ['정기'], ['보통']],
        ...           [[D(9000)], [D(9000)], [D(7500)], [D(1500)]], [0, 0, 1, 1])
        [('합계',), ('이자수입',), ('이자수입', '정기'), ('이자수입', '보통')]
    """
    columns = label_paths(labels)
    names = [path[-1] if path else "" for path in columns]
    groups = [
        group
        for group in sum_groups(names, values, indents)
        if not _is_beside(squeeze(names[group.parent]), {squeeze(names[part]) for part in group.parts})
        and not {squeeze(names[row]) for row in (group.parent, *group.parts)} <= _FUNDS
    ]
    parents = _parents(groups, len(names))
    _add_indented(parents, groups, names, values, indents)
    _add_shares(parents, names)
    paths: dict[int, Path] = {}
    for row in range(len(names)):
        _path(row, parents, columns, paths)
    return [paths[row] for row in range(len(names))]


def _is_beside(name: str, parts: set[str]) -> bool:
    """Whether what adds up to a row stands beside it: '지출' and '잔액' are no parts of '수입'."""
    return any(name in whole and parts & beside for whole, beside in ((_POSTS, _HELD), (_INCOME, _SPENT)))


def label_paths(labels: Sequence[Sequence[str]]) -> list[Path]:
    """Each row's path by its label columns alone: blanks filled from above, row numbers left out."""
    width = max((len(row) for row in labels), default=0)
    skip = {c for c in range(width) if width > 1 and _is_numbering(labels, c)}
    above: list[str] = []
    paths: list[Path] = []
    for row in labels:
        cells = [_label(cell.strip(), column in skip) for column, cell in enumerate(row)]
        filled = [c for c, cell in enumerate(cells) if cell]
        if filled:
            first = filled[0]
            carried = [a if not is_total(a) else "" for a in above[:first]]
            cells = carried + [""] * (first - len(carried)) + cells[first : filled[-1] + 1]
            above = cells
            paths.append(_without_repeats(cells))
        else:
            paths.append(tuple(a for a in above[:-1] if a and not is_total(a)))
    return paths


def _label(cell: str, numbering: bool) -> str:
    return "" if numbering and _NUMBER.fullmatch(cell) else cell


def _is_numbering(labels: Sequence[Sequence[str]], column: int) -> bool:
    """Whether a label column only counts the rows ('연번' 1, 2, 3)."""
    cells = [row[column].strip() for row in labels if column < len(row) and row[column].strip()]
    numbers = [cell for cell in cells if _NUMBER.fullmatch(cell)]
    return bool(numbers) and all(_NUMBER.fullmatch(c) or is_total(c) for c in cells) and len(numbers) > 1


def _without_repeats(cells: Sequence[str]) -> Path:
    """Labels without blanks and repeats, and without the total that only heads another label.

    ('계', '계') is ('계',), and ('계', '건의사항') is ('건의사항',); ('계', '2회') counts the rows: ('계',).
    """
    kept: list[str] = []
    for cell in cells:
        if cell and not (kept and squeeze(kept[-1]) == squeeze(cell)):
            kept.append(cell)
    if len(kept) > 1 and is_total(kept[0]) and _COUNT.fullmatch(kept[-1]):
        return tuple(kept[:1])
    return tuple(c for c in kept[:-1] if not is_total(c)) + tuple(kept[-1:])


def _parents(groups: Sequence[Group], count: int) -> list[int | None]:
    parents: list[int | None] = [None] * count
    for group in groups:
        for part in group.parts:
            parents[part] = group.parent
    return parents


def _add_indented(
    parents: list[int | None],
    groups: Sequence[Group],
    names: Sequence[str],
    values: Sequence[Sequence[Decimal | None]],
    indents: Sequence[int],
) -> None:
    """Place rows that no sum places under the last row that is indented less.

    A row whose parts add up already takes no more, save rows without figures.
    """
    full = {group.parent for group in groups}
    stack: list[int] = []
    for row, depth in enumerate(indents[: len(names)]):
        while stack and indents[stack[-1]] >= depth:
            stack.pop()
        if parents[row] is None and stack:
            above = stack[-1]
            if (above not in full or not any(values[row])) and not is_total(names[row]):
                parents[row] = above
        stack.append(row)


def _add_shares(parents: list[int | None], names: Sequence[str]) -> None:
    """Place the rows that tell a share, in brackets, under the row that it is of."""
    above: int | None = None
    for row, name in enumerate(names):
        if not _OF_ABOVE.fullmatch(squeeze(name)):
            above = row
        elif above is not None and not is_total(names[above]):
            parents[row] = above


def _path(row: int, parents: Sequence[int | None], columns: Sequence[Path], paths: dict[int, Path]) -> Path:
    """The row's path: its parent's, then its own labels that do not stand there already."""
    chain = [row]
    while chain[-1] not in paths and (parent := parents[chain[-1]]) is not None and parent not in chain:
        chain.append(parent)
    for place in reversed(chain):
        if place not in paths:
            parent = parents[place]
            above = paths.get(parent, ()) if parent is not None else ()
            paths[place] = _join(_as_group(above), columns[place])
    return paths[row]


def _as_group(path: Path) -> Path:
    """The path as a prefix for the rows below: a bare total names no group."""
    if path and is_total(path[-1]):
        return path[:-1]
    if path and is_named_total(path[-1]):
        return (
            *path[:-1],
            re.sub(r"\s*(?:\((?:소|합)?계\)|소\s*계|합\s*계|(?<=[가-힣)]{2})\s+계)\s*$", "", path[-1]),
        )
    return path


def _join(above: Path, own: Path) -> Path:
    """`own` below `above`, without the labels that both have: (A, B) + (A, c) is (A, B, c)."""
    have = {squeeze(label) for label in above}
    return (*above, *(label for label in own[:-1] if squeeze(label) not in have), *own[-1:])
