"""Items of an audit (행정사무감사 처리결과): what was asked for, and what came of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.audits.cells import cell_lines
from corpus.audits.columns import column_items
from corpus.audits.fields import field_items
from corpus.audits.flat import flat_items
from corpus.audits.headed import headed_items
from corpus.audits.item import ANSWER_LINE, Line, make_item, status_of
from corpus.audits.lists import listed_items, stacked_items, with_listed
from corpus.audits.numbered import numbered_items
from corpus.audits.records import numbered_rows, stacked_rows
from corpus.audits.rows import Places, whole_rows
from corpus.audits.spaced import spaced_items
from corpus.audits.tagged import tagged_items
from corpus.joining import squeeze
from corpus.markers import read_mark
from corpus.model import AuditItem, Block, Cell, Grid, Lines, Path
from corpus.tables.headers import COUNTER_HEADS
from corpus.tables.wrapped import unwrap
from corpus.titles import heading_label

_ASKED = r"[가-힣]{0,8}(?:요구|건의|지적|제출|기타|요청|권고)[가-힣]{0,8}"
# the words over the column of answers: 조치결과 및 향후 추진계획
_DONE = r"(?:(?:조치|처리|추진)(?:결과|내용|계획|사항|현황)|검토(?:의견|결과|내용))[가-힣]{0,14}"
# '처리상황' says what was done where no other column does, and the status else
_DONE_COLUMNS = (re.compile(_DONE), re.compile(r"(?:조치|처리|추진)상황"), re.compile(r"조치|처리|답변"))
_ASKED_COLUMN = re.compile(
    r"[가-힣]{0,8}(?:요구|건의|지적|제출|요청|권고|기타)[가-힣]{0,6}(?:사항|내용|자료|요지)|자료제출"
    # '지적 및 요구', '지적', '건의·요구'
    r"|(?:지적|시정|요구|건의|권고)(?:(?:및|등)?(?:지적|시정|요구|건의|권고))?"
)
_STATUS_COLUMN = re.compile(r"(?:추진|진행|조치|처리)(?:상황|상태|여부)|상태")
_OFFICE_COLUMN = re.compile(r"(?:담당|소관|주관|관련|해당|처리|조치)?(?:부서명?|과|팀)|소관|담당")
# over the cells of statuses, the last of three columns: 요구사항 / 처리결과 / 비고
_LAST_COLUMN = re.compile(r"비고|구분|(?:추진|처리|조치|진행)(?:상황|상태|여부|구분)|상태|완료여부")
_HEADER = re.compile(rf"(?P<asked>{_ASKED}?)(?P<done>{_DONE})")
_STATUS = re.compile(r"(?:추진상황|추진현황|조치상황|조치결과|처리상황|처리결과)")

_CHAPTER = "행정사무감사 처리결과"
_CHAPTER_NAME = re.compile(r"감사|지적|(?:조치|처리)\s*결과|(?:요구|건의)\s?사항\s?(?:조치|처리)")
_SUMMARY = re.compile(r"수감|감사\s*결과|처리\s*요구|조치\s*내역")
_SUMMARY_LINES = 60
_MOST_STATES = 0.6  # the share of a column's cells that must be known statuses, where the others are words
_LONGEST_STATE = 8
_LONGEST_NAME = 20
_SAID = re.compile(r"[가-힣]+")
_WORDS = 3  # of a request, and of an answer under '처리결과' that states no status
_KINDS = (
    ("지적", "시정·처리요구"),
    ("시정", "시정·처리요구"),
    ("건의", "건의"),
    ("자료", "자료제출"),
    ("기타", "자료제출"),
    ("제출", "자료제출"),
)


_NEXT_PART = re.compile(r"^\s*[〔\[【<〈]?\s*(?:붙\s*임|참\s*고\s*자\s*료|별\s*첨)(?![가-힣])")

_PLANNED_COLUMN = re.compile(r"^향후(?:추진|조치)?(?:계획|방향)$")


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the parts of an item stand in a row: places among the cells, -1 for a part without one."""

    separator: str
    asked: int
    done: int
    status: int
    office: int
    count: int = 0
    planned: int = -1
    number: int = -1


def read_audits(
    lines: Sequence[str], blocks: Sequence[Block], grids: Sequence[Grid] = ()
) -> tuple[AuditItem, ...]:
    """Reads the audit items of a document: rows of cells, flattened cells, and lists (`audit_lists`).

    In the first a row of cells (tabs, pipes or an HTML table) holds an item, mostly as HTML: the request
    with the offices in brackets, and the answer (`□ 추진상황 : 검토 중`, `□ 추진내용`, `□ 향후계획`). In the
    second PDF extraction has put the cells one under the other, over many lines.

    Args:
        lines: the raw lines of the file.
        blocks: the outline, for the sections that the items stand in.
        grids: its tables.

    Returns:
        The items in the order of the text, numbered from 1. A bullet whose own line is not known has
        the line of its cell.
    """
    headings = [b for b in blocks if b.kind == "heading" and _header(lines[b.lines[0] - 1]) is None]
    starts = [block.lines[0] for block in headings]
    chapters = {start for start in starts if read_mark(lines[start - 1]).style in {"roman", "markdown"}}
    items: list[AuditItem] = []

    def section_at(number: int, kind: str) -> Path:
        at = bisect_right(starts, number)
        return _section(headings[max(0, at - 1) : at], kind)

    items += column_items(lines, _kind, section_at)
    held = {number for item in items for number in range(item.lines[0] - 1, item.lines[1] + 1)}
    free = [grid for grid in grids if held.isdisjoint(range(grid.lines[0], grid.lines[1] + 1))]
    for grid in free:
        heads = [_header(lines[number - 1]) for number in _head_lines(grid)]
        if all(head is None or head[1] is None for head in heads):
            rows = [list(row) for row in grid.rows]
            found = list(_read_grid(rows[: grid.header], rows[grid.header :], section_at))
            items += found
            held.update(range(grid.lines[0], grid.lines[1] + 1) if found else ())
    items += _stacked_cells(lines, section_at, held)
    for read in (headed_items, tagged_items, numbered_items, field_items, spaced_items):
        found = _free(read(lines, _kind, section_at), items)
        items += found
        if read is spaced_items:
            held.update(number for item in found for number in range(item.lines[0] - 1, item.lines[1] + 1))
    number = 1
    stacked = {first: last for first, last in _stacked_headers(lines).items() if first not in held}
    parted = {last: head for last, head in _parted_headers(lines).items() if last not in held}
    while number <= len(lines):
        header = _header(lines[number - 1]) if number not in held else None
        header = header or parted.get(number)
        if header is None and number not in stacked:
            number += 1
            continue
        kind, columns = header or (_kind(squeeze(lines[number - 1])), None)
        end = _region_end(lines, number, chapters, cells=columns is not None)
        section = section_at(number, kind)
        if header is None:
            found = stacked_items(lines, (stacked[number] + 1, end), kind, section)
        elif columns is None:
            found = flat_items(lines, (number + 1, end), kind, section)
        else:
            found = _read_rows(lines, (number + 1, end), columns, kind, section)
        items += _free(found, items)
        number = end + 1
    known = {number for item in items for number in range(item.lines[0], item.lines[1] + 1)}
    items = with_listed(items, list(listed_items(lines, blocks, known, _kind(""))))
    return tuple(replace(item, number=place) for place, item in enumerate(items, 1))


def _free(found: Iterable[AuditItem], items: Sequence[AuditItem]) -> list[AuditItem]:
    """The items found that have no line in common with those that another reader found before."""
    taken = {number for item in items for number in range(item.lines[0], item.lines[1] + 1)}
    return [item for item in found if taken.isdisjoint(range(item.lines[0], item.lines[1] + 1))]


def _stacked_cells(
    lines: Sequence[str], section_at: Callable[[int, str], Path], held: set[int]
) -> list[AuditItem]:
    """The items of rows with a cell a line; adds their lines to those that are `held`."""
    items: list[AuditItem] = []
    for stack in (*stacked_rows(lines), *numbered_rows(lines)):
        span = range(stack[0][0].lines[0], stack[-1][-1].lines[1] + 1)
        found = list(_read_grid(stack[:1], stack[1:], section_at)) if held.isdisjoint(span) else []
        items += found
        held.update(span if found else ())
    return items


def _stacked_headers(lines: Sequence[str]) -> dict[int, int]:
    """The headers whose names stand one under the other, first line and last: 요구사항, 처리결과, 비고."""
    short = [(number, squeeze(line)) for number, line in enumerate(lines, 1) if line.strip()]
    return {
        first: last
        for (first, asked), (_, done), (last, state) in zip(short, short[1:], short[2:], strict=False)
        if len(asked) <= _LONGEST_NAME
        and _ASKED_COLUMN.fullmatch(asked)
        and re.fullmatch(_DONE, done)
        and _LAST_COLUMN.fullmatch(state)
    }


def _parted_headers(lines: Sequence[str]) -> dict[int, tuple[str, None]]:
    """The headers whose two names stand one under the other, by their last lines: 요구사항, 처리결과."""
    short = [(number, squeeze(line)) for number, line in enumerate(lines, 1) if line.strip()]
    return {
        last: (_kind(asked), None)
        for (_, asked), (last, done) in pairwise(short)
        if len(asked) <= _LONGEST_NAME and _ASKED_COLUMN.fullmatch(asked) and re.fullmatch(_DONE, done)
    }


def _header(line: str) -> tuple[str, _Columns | None] | None:
    """Gives the kind of the items under a header row, and its columns where it has any; None for none."""
    if "\t" in line or line.count("|") >= 2:
        separator = "\t" if "\t" in line else "|"
        names = [squeeze(cell) for cell in _cells(line, separator)]
        if len(line) > 400 or sum(map(bool, names)) > 12:
            return None
        asked = _place(_ASKED_COLUMN, names)
        done = _done_place(names, asked)
        if asked < 0 or done < 0:
            return None
        return _kind(names[asked]), _columns(separator, names, asked, done)
    if line.strip() and len(line) < 80 and not read_mark(line).style:
        found = _HEADER.fullmatch(squeeze(line))
        if found and found["asked"]:
            return _kind(found["asked"]), None
    return None


def _done_place(names: Sequence[str], asked: int) -> int:
    """The column that says what was done, -1 for none."""
    places = (k for column in _DONE_COLUMNS for k, name in enumerate(names) if column.fullmatch(name))
    return next((k for k in places if k != asked), -1)


def _columns(separator: str, names: Sequence[str], asked: int, done: int) -> _Columns:
    """Where the parts of an item stand; '처리상황' beside '구분' tells what was done."""
    status = _place(_STATUS_COLUMN, names)
    office = _place(_OFFICE_COLUMN, [name.strip("()") for name in names])
    planned = next((k for k, name in enumerate(names) if k != done and _PLANNED_COLUMN.match(name)), -1)
    number = next((k for k, name in enumerate(names) if name in COUNTER_HEADS), -1)
    status = -1 if status == done else status
    return _Columns(separator, asked, done, status, office, len(names), planned, number)


def _head_lines(grid: Grid) -> range:
    """The lines of a table from its first one to its header's."""
    return range(
        grid.lines[0], max(cell.lines[0] for row in grid.rows[: grid.header or 1] for cell in row) + 1
    )


def _read_grid(
    head: Sequence[Sequence[Cell]], body: Sequence[Sequence[Cell]], section_at: Callable[[int, str], Path]
) -> Iterator[AuditItem]:
    """The items of a table: '지적사항 | 조치내용 | 상태'; `section_at` gives the section of a line."""
    width = len(body[0]) if body else 0
    names = [squeeze(" ".join(dict.fromkeys(row[k].text for row in head))) for k in range(width)]
    asked = _place(_ASKED_COLUMN, names)
    done = _done_place(names, asked)
    if asked < 0 or done < 0:
        return
    columns = _with_status([[cell.text for cell in row] for row in body], _columns("", names, asked, done))
    kind = _kind(names[asked])
    section = section_at(body[0][0].lines[0], kind)
    yield from (item for _, item in _items_of(body, columns, (kind, section)) if item)


def _cells(line: str, separator: str) -> list[str]:
    return (line.strip().strip("|") if separator == "|" else line).split(separator)


def _place(pattern: re.Pattern[str], names: Sequence[str]) -> int:
    return next((k for k, name in enumerate(names) if pattern.fullmatch(name)), -1)


def _kind(asked: str) -> str:
    return next((kind for word, kind in _KINDS if word in asked), "시정·처리요구")


def _region_end(lines: Sequence[str], start: int, chapters: AbstractSet[int], *, cells: bool) -> int:
    """Gives the last line of the items under the header at `start`."""
    for number in range(start + 1, len(lines) + 1):
        line = lines[number - 1]
        ends = not line.strip() if cells else _NEXT_PART.match(line)
        if number in chapters or ends or _header(line) is not None:
            return number - 1
    return len(lines)


def _section(above: Sequence[Block], kind: str) -> Path:
    """Gives the headings above items; a made one where the chapter's own was lost."""
    section = (*above[-1].section, heading_label(above[-1])) if above else ()
    for place, name in enumerate(section):
        if _CHAPTER_NAME.search(name):
            return (*section[: place + 1], kind)
    return (_CHAPTER, kind)


def with_chapter(blocks: Sequence[Block], audits: Sequence[AuditItem]) -> tuple[Block, ...]:
    """Puts the summary before the items under their chapter, where the chapter's heading was lost.

    `□ 총괄`, `○ 수감결과 처리요구사항 등 : 27건` stand on a page whose title was a picture; without it they
    would belong to the chapter before.
    """
    sections = [block.section for item in audits for block in (*item.done, *item.planned)]
    if not sections or sections[0][0] != _CHAPTER:
        return tuple(blocks)
    end = audits[0].lines[0]
    near = [k for k, block in enumerate(blocks) if end - _SUMMARY_LINES <= block.lines[0] < end]
    named = next((k for k in near if _SUMMARY.search(blocks[k].text)), None)
    if named is None:
        return tuple(blocks)
    first = next((k for k in reversed(near) if k <= named and blocks[k].kind == "heading"), named)
    above = len(blocks[first].section)
    return tuple(
        replace(block, section=(_CHAPTER, *block.section[above:])) if first <= k <= near[-1] else block
        for k, block in enumerate(blocks)
    )


# --- rows of cells ------------------------------------------------------------------------------------


def _read_rows(
    lines: Sequence[str], span: Lines, columns: _Columns, kind: str, section: Path
) -> list[AuditItem]:
    items: list[AuditItem] = []
    rows = unwrap(
        [
            [Cell(text, (number, number)) for text in _cells(lines[number - 1], columns.separator)]
            for number in range(span[0], span[1] + 1)
            if squeeze(lines[number - 1])
        ],
        columns.count,
    )
    columns = _with_status([[cell.text for cell in row] for row in rows], columns)
    for row, item in _items_of(rows, columns, (kind, section)):
        if item:
            items.append(item)
        elif items:
            # a table inside the answer, its rows spilt over the lines that follow
            items[-1] = replace(items[-1], lines=(items[-1].lines[0], row[-1].lines[1]))
    return items


def _items_of(
    rows: Sequence[Sequence[Cell]], columns: _Columns, of: tuple[str, Path]
) -> list[tuple[Sequence[Cell], AuditItem | None]]:
    """The rows with their items; where no answer states a status or is headed, its words are enough."""
    places = Places(columns.number, columns.asked, columns.done, columns.planned, columns.status)
    rows = whole_rows(rows, places)
    strict = [(row, _item_of(row, columns, of)) for row in rows]
    if any(item for _, item in strict):
        return strict
    return [(row, _item_of(row, columns, of, in_words=True)) for row in rows]


def _item_of(
    row: Sequence[Cell], columns: _Columns, of: tuple[str, Path], *, in_words: bool = False
) -> AuditItem | None:
    """The item of the cells of a row, None for numbers and blanks; `of` has its kind and its section."""
    cells = [cell.text for cell in row]
    asked = _cell(cells, columns.asked)
    answer = _cell(cells, columns.done)
    status = _cell(cells, columns.status)[:1]
    told = in_words and all(len(_SAID.findall(" ".join(part))) >= _WORDS for part in (asked, answer))
    if not asked or not (status or told or _is_answer(answer)):
        return None
    office = ", ".join(_cell(cells, columns.office)).strip("()")
    if office and row[columns.office].lines[0] < row[columns.office].lines[1]:
        office = office.replace(" ", "")  # a name on two lines
    first = row[columns.asked].lines[0]
    at = row[min(columns.done, len(row) - 1)].lines[0]
    planned = [line for line in _cell(cells, columns.planned) if line.strip("-– ")]
    then = row[columns.planned].lines[0] if planned else at
    item = make_item(
        [Line(first, line) for line in [*asked, *([f"({office})"] if office else [])]],
        [
            *(Line(at, line) for line in [*(f"□ 추진상황 : {word}" for word in status), *answer]),
            *(Line(then, line) for line in (["□ 향후계획", *planned] if planned else [])),
        ],
        *of,
    )
    return replace(item, lines=(min(cell.lines[0] for cell in row), max(cell.lines[1] for cell in row)))


def _with_status(rows: Sequence[Sequence[str]], columns: _Columns) -> _Columns:
    """The columns, that of the statuses found by its cells where no name tells: '완료' under '구분'.

    Its cells are statuses, or mostly so and else short words: '장기과제'.
    """
    if columns.status >= 0:
        return columns
    for place in range(max(map(len, rows), default=0)):
        texts = [squeeze(row[place]) for row in rows if place < len(row) and squeeze(row[place]).strip("-:")]
        known = sum(bool(status_of(text)) for text in texts)
        short = all(len(text) <= _LONGEST_STATE and text.isalpha() for text in texts)
        if place not in {columns.asked, columns.done} and short and known > _MOST_STATES * len(texts):
            return replace(columns, status=place)
    return columns


def _cell(cells: Sequence[str], place: int) -> list[str]:
    return cell_lines(cells[place]) if 0 <= place < len(cells) else []


def _is_answer(answer: Sequence[str]) -> bool:
    """Says whether a cell tells what came of a request: a status, or a part headed as such."""
    keys = [squeeze(read_mark(line).text) for line in answer]
    return any(_STATUS.match(key) or ANSWER_LINE.match(key) or status_of(key) for key in keys)
