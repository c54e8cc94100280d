"""Audit items in columns of a page: request, answer and status side by side, their cells wrapped.

    소관부서    지적내용                   조치결과                      구분

    공원과      골목 가로등이 어두우니     ○ 등 40개를 바꾸고 전기요금   추진중
                밝게 할 것                   12백만원을 더 확보

    관광과      안내판을 고칠 것           ○ 12개를 바꿈                 완료

Where the cells of whole rows begin tells the columns, in columns of the page or in characters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Final

from corpus.audits.item import Line, make_item, offices, status_of
from corpus.audits.names import roles_of
from corpus.joining import join, squeeze, width
from corpus.markers import is_page_number, read_mark
from corpus.model import AuditItem, Path

_GAP: Final = re.compile(r"\s{2,}")
_PIECE: Final = re.compile(r"\S+(?:\s\S+)*")
_BULLET: Final = re.compile(r"^[○◦ㅇ●•▪](?=\s\S)")
_NUMBERED: Final = re.compile(r"^\s*(\d{1,3})[.)]?(?=\s|$)")
_NAMES: Final = range(3, 8)
_NEAR: Final = 2  # columns of the page
_KNOWN: Final = 0.6  # share of the statuses that must be known ones, the others short words: '장기과제'
_LONGEST_STATE: Final = 8
_OFFICE: Final = re.compile(r"[,，、/·\s]+")

Measure = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class _Columns:
    """What the columns of a table tell, its number left out, and where each begins by a measure of text."""

    roles: tuple[str, ...]
    numbered: bool
    measure: Measure
    starts: tuple[int, ...]


@dataclass(slots=True)
class _Row:
    """A line of a table in its cells by role, with the number that opens it (0 for none)."""

    line: int
    number: int
    cells: dict[str, str]
    whole: bool  # no word stands across two columns


@dataclass(slots=True)
class _Entry:
    """The lines of an item."""

    rows: list[_Row] = field(default_factory=list)

    def text(self, role: str) -> str:
        """A cell's lines as one text."""
        return reduce(join, (row.cells[role] for row in self.rows if row.cells.get(role)), "")

    def lines(self, role: str) -> list[Line]:
        """A cell's lines with their numbers."""
        return [Line(row.line, row.cells[role]) for row in self.rows if row.cells.get(role)]

    def state(self) -> str:
        """The status, which may be cut over two lines: '장기' above '검토'."""
        return "".join(squeeze(row.cells.get("state", "")) for row in self.rows)


def column_items(
    lines: Sequence[str], kind_of: Callable[[str], str], section_at: Callable[[int, str], Path]
) -> Iterator[AuditItem]:
    """The items below names of columns such as '소관부서   요구사항   처리상황   구분', in any order.

    Args:
        lines: the raw lines of the file.
        kind_of: what a request is called by the name of its column.
        section_at: the section of a line and kind.

    Yields:
        Items that state a request, an answer and a status; none of a table whose columns or rows cannot be
        told apart.
    """
    for head, line in enumerate(lines, 1):
        names = _GAP.split(line.strip())
        if len(names) not in _NAMES:
            continue
        roles = roles_of(names)
        if not all(roles) or not {"asked", "done", "state"} <= set(roles) or len(set(roles)) < len(roles):
            continue
        kind = kind_of(squeeze(names[roles.index("asked")]))
        entries = _entries(lines, head, roles)
        if _are_states([entry.state() for entry in entries]):
            for entry in entries:
                if all(row.whole for row in entry.rows):
                    yield _item(entry, kind, section_at(head, kind))


def _are_states(states: Sequence[str]) -> bool:
    known = sum(bool(status_of(state)) for state in states)
    short = all(state.isalpha() and len(state) <= _LONGEST_STATE for state in states)
    return bool(states) and short and known >= _KNOWN * len(states)


def _item(entry: _Entry, kind: str, section: Path) -> AuditItem:
    asked, planned = entry.lines("asked"), entry.lines("planned")
    at = next(row.line for row in entry.rows if row.cells.get("state"))
    answer = [Line(at, f"□ 추진상황 : {entry.state()}"), *entry.lines("done")]
    if "".join(line.text for line in planned).strip("-– "):
        answer += [Line(planned[0].number, "□ 향후계획"), *planned]
    item = make_item(asked, answer, kind, section)
    office = entry.text("office")
    named = offices(office) or tuple(filter(None, _OFFICE.split(office)))
    return replace(
        item, departments=named or item.departments, lines=(entry.rows[0].line, entry.rows[-1].line)
    )


# --- the rows of a table -------------------------------------------------------------------------------


def _entries(lines: Sequence[str], head: int, roles: Sequence[str]) -> list[_Entry]:
    """The items below a header, their lines together; none where nothing tells where one begins."""
    blocks = list(_blocks(lines, head))
    columns = _columns(lines[head - 1], [line for block in blocks for line in block], roles)
    entries: list[_Entry] = []
    count = 0
    for block in blocks:
        rows = []
        for line in block:
            row = _row(line, columns, count + 1)
            count += bool(row.number)
            rows.append(row)
        parts = _apart(rows, columns)
        if not parts:
            return []
        if entries and not _is_whole(parts[0]):
            entries[-1].rows += parts.pop(0).rows
        entries += parts
    if not all(_is_whole(entry) for entry in entries):
        return []
    if columns.numbered and count != len(entries):
        return []
    return _with_offices(entries)


def _is_whole(entry: _Entry) -> bool:
    return bool(entry.text("asked") and entry.text("done") and entry.state())


def _apart(rows: Sequence[_Row], columns: _Columns) -> list[_Entry]:
    """The items of lines that no blank one parts: the number, else the status on its first line opens one."""
    opens = [k for k, row in enumerate(rows) if row.number] if columns.numbered else _stated(rows)
    if len(opens) <= 1:
        return [_Entry(list(rows))]
    if opens[0] != 0:
        return []
    return [_Entry(list(rows[a:b])) for a, b in zip(opens, [*opens[1:], len(rows)], strict=True)]


def _stated(rows: Sequence[_Row]) -> list[int]:
    """The lines with a status that is not the rest of the one above: '장기' above '검토'."""
    opens: list[int] = []
    state = ""
    for k, row in enumerate(rows):
        own = squeeze(row.cells.get("state", ""))
        if own and state and not status_of(state) and status_of(state + own):
            state += own
        elif own:
            opens.append(k)
            state = own
    return opens


def _with_offices(entries: list[_Entry]) -> list[_Entry]:
    """The entries, an office that stands once for those below put to each of them."""
    if not entries or not entries[0].rows[0].cells.get("office"):
        for entry in entries if entries and any(not entry.text("office") for entry in entries) else []:
            for row in entry.rows:
                row.cells.pop("office", None)
        return entries
    office = ""
    for entry in entries:
        office = entry.text("office") or office
        entry.rows[0].cells["office"], rest = office, entry.rows[1:]
        for row in rest:
            row.cells.pop("office", None)
    return entries


def _blocks(lines: Sequence[str], head: int) -> Iterator[list[Line]]:
    """The lines below a header that no blank line parts, up to the next heading."""
    block: list[Line] = []
    for number in range(head + 1, len(lines) + 2):
        line = lines[number - 1] if number <= len(lines) else ""
        if read_mark(line).style in {"roman", "square", "markdown", "note"} or squeeze(line) == "끝":
            break
        if line.strip() and not is_page_number(line) and squeeze(line) != squeeze(lines[head - 1]):
            block.append(Line(number, line))
        elif block:
            yield block
            block = []
    if block:
        yield block


# --- the columns of a table ----------------------------------------------------------------------------


def _columns(header: str, lines: Sequence[Line], roles: Sequence[str]) -> _Columns:
    """Where the columns begin: where the cells of whole rows do, else bullets and the names."""
    numbered = roles[0] == "number"
    own = tuple(roles[1:] if numbered else roles)
    rows, count = [], 0
    for line in lines:
        number, text = _numbered(line.text, count + 1) if numbered else (0, line.text)
        count += bool(number)
        rows.append((text, list(_PIECE.finditer(text))))
    whole = [(text, pieces) for text, pieces in rows if len(pieces) == len(own)]
    best: tuple[int, Measure, tuple[int, ...]] | None = None
    for measure in (width, len):
        starts, apart = _gutters(whole, measure, len(own))
        if whole and (best is None or apart > best[0]):
            best = (apart, measure, starts)
    if best:
        return _Columns(own, numbered, *best[1:])
    named = [width(header[: found.start()]) for found in _PIECE.finditer(header)][-len(own) :]
    bullets = Counter(
        width(text[: piece.start()]) for text, pieces in rows for piece in pieces if _BULLET.match(piece[0])
    )
    if bullets:
        named[own.index("done")] = bullets.most_common(1)[0][0]
    return _Columns(own, numbered, width, tuple(named))


def _gutters(
    rows: Sequence[tuple[str, list[re.Match[str]]]], measure: Measure, size: int
) -> tuple[tuple[int, ...], int]:
    """Where the columns of whole rows begin, and how many of them begin behind all cells before."""
    starts, apart = [0], 0
    for k in range(1, size):
        ends = max((measure(text[: pieces[k - 1].end()]) for text, pieces in rows), default=0)
        begins = [measure(text[: pieces[k].start()]) for text, pieces in rows]
        first = min(begins, default=0)
        if ends <= first:
            apart += 1
            starts.append(max(ends, first - _NEAR))
        else:
            starts.append(Counter(begins).most_common(1)[0][0])
    return tuple(starts), apart


def _numbered(text: str, expected: int) -> tuple[int, str]:
    """The number that opens a line where it is the expected one, and the line with blanks in its place."""
    found = _NUMBERED.match(text)
    if not found or int(found[1]) != expected:
        return 0, text
    return expected, " " * found.end() + text[found.end() :]


def _row(line: Line, columns: _Columns, expected: int) -> _Row:
    """A line in its cells."""
    number, text = _numbered(line.text, expected) if columns.numbered else (0, line.text)
    cells = dict.fromkeys(columns.roles, "")
    whole = True
    for piece in _PIECE.finditer(text):
        rest, at = piece[0], piece.start()
        while rest:
            place = max(
                (k for k, start in enumerate(columns.starts) if start <= columns.measure(text[:at])),
                default=0,
            )
            cut = _cut(text, at, piece.end(), columns, place)
            own, behind = text[at:cut], text[cut : piece.end()]
            if behind and not (own[-1].isspace() or behind[0].isspace()) and not status_of(behind):
                whole = False
            role = columns.roles[place]
            cells[role] = f"{cells[role]} {own.strip()}".strip()
            rest, at = behind.strip(), cut + len(behind) - len(behind.lstrip())
    return _Row(line.number, number, cells, whole)


def _cut(text: str, first: int, last: int, columns: _Columns, place: int) -> int:
    """The place in a text where the next column begins, or its end where none does: '정산기 교|완료'."""
    if place + 1 == len(columns.starts):
        return last
    edge = columns.starts[place + 1]
    near = [at for at in range(first + 1, last) if 0 <= columns.measure(text[:at]) - edge <= _NEAR]
    stated = (
        at
        for at in near
        if columns.roles[place + 1] == "state" and text[at].isalpha() and status_of(text[at:last].strip())
    )
    behind = next((at for at in range(first + 1, last) if columns.measure(text[:at]) >= edge), last)
    across = behind < last and not text[behind - 1].isspace() and not text[behind].isspace()
    return next(stated, last if across and columns.roles[place + 1] == "state" else behind)
