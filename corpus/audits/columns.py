"""Audit items in columns of a page: number, request, answer and status side by side, one blank line apart.

    연번          요구사항                        처리상황                    구분

                                        ○ 등 40개를 바꾸고 전기요금
     1   골목 가로등이 어두우니 밝게      12백만원을 더 확보            완료
         할 것                           ○ 남은 8곳은 봄에 바꿈

A bullet opens each answer, so the bullets tell where the column of answers begins; where there are none
each name of the header stands over the beginning of its column.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from corpus.audits.item import Line, make_item, status_of
from corpus.joining import squeeze, width
from corpus.markers import is_page_number, read_mark
from corpus.model import AuditItem, Path

_ASKED: Final = re.compile(r"(?:시정|지적|건의|처리|요구|권고|및|등|·){1,5}(?:사항|내용|요지)?")
_DONE: Final = re.compile(
    r"(?:조치|처리|추진|검토)(?:내용|결과|상황|사항|계획|현황)(?:(?:및|·)?향후(?:추진)?계획)?"
)
_STATE: Final = re.compile(r"비고|구분|상태|(?:추진|처리|조치|진행|이행)(?:상황|상태|여부|구분)|완료여부")
_GAP: Final = re.compile(r"\s{2,}")
_BULLET: Final = re.compile(r"(?:^|(?<=\s))[○◦ㅇ●•▪](?=\s\S)")
_NUMBERED: Final = re.compile(r"^\s*(\d{1,3})[.)]?(?:\s+(\S.*))?$")
_NAMES: Final = 4
_NEAR: Final = 2  # columns of the page


def column_items(
    lines: Sequence[str], kind_of: Callable[[str], str], section_at: Callable[[int, str], Path]
) -> Iterator[AuditItem]:
    """The items below '연번   요구사항   처리상황   구분', each number once and in order.

    Args:
        lines: the raw lines of the file.
        kind_of: what a request is called by the name of its column.
        section_at: the section of a line and kind.
    """
    for head, line in enumerate(lines, 1):
        names = [squeeze(name) for name in _GAP.split(line.strip())]
        if len(names) != _NAMES or names[0] not in {"연번", "순번", "번호"}:
            continue
        if not (_ASKED.fullmatch(names[1]) and _DONE.fullmatch(names[2]) and _STATE.fullmatch(names[3])):
            continue
        kind = kind_of(names[1])
        edges = [width(line[: found.end()]) for found in _GAP.finditer(line) if found.start()]
        blocks = list(_blocks(lines, head))
        yield from _items(blocks, (edges[-2], edges[-1]), (kind, section_at(head, kind)))


def _blocks(lines: Sequence[str], head: int) -> Iterator[list[Line]]:
    """The lines of each item below a header: what stands between blank lines, up to the next heading."""
    block: list[Line] = []
    for number in range(head + 1, len(lines) + 2):
        line = lines[number - 1] if number <= len(lines) else ""
        if read_mark(line).style in {"roman", "square", "markdown"}:
            break
        if line.strip() and not is_page_number(line) and squeeze(line) != squeeze(lines[head - 1]):
            block.append(Line(number, line))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _items(blocks: Sequence[list[Line]], names: tuple[int, int], of: tuple[str, Path]) -> list[AuditItem]:
    """The items of blocks of lines, none where the columns cannot be told apart.

    `names` are where the names over the answers and over the statuses begin.
    """
    starts = Counter(
        width(line.text[: found.start()])
        for block in blocks
        for line in block
        for found in _BULLET.finditer(line.text)
    )
    edges = (starts.most_common(1)[0][0], 0) if starts else names
    found: list[AuditItem] = []
    for block in blocks:
        item = _item(block, edges, len(found) + 1, of)
        if item is None:
            break
        found.append(item)
    return found


def _item(
    block: Sequence[Line], edges: tuple[int, int], number: int, of: tuple[str, Path]
) -> AuditItem | None:
    """The item of a block whose answers begin at a column of the page; None where a word stands across it.

    The second edge is that of the statuses, 0 where these stand behind a gap.
    """
    asked: list[Line] = []
    answer: list[Line] = []
    numbers: list[int] = []
    state = ""
    for line in block:
        parts = _cut(line.text, edges[0])
        if parts is None:
            return None
        left, right = parts
        opened = _NUMBERED.match(left)
        if opened:
            numbers.append(int(opened[1]))
            left = opened[2] or ""
        *rest, last = _GAP.split(right) if right else [""]
        ends = right.rpartition(" ")
        if status_of(last):
            state, right = last, " ".join(rest)
        elif edges[1] and status_of(ends[2]) and _stands_at(line.text, ends[2], edges[1]):
            state, right = ends[2], ends[0].rstrip()
        asked += [Line(line.number, left.strip())] if left.strip() else []
        answer += [Line(line.number, right.strip())] if right.strip() else []
    if numbers != [number] or not asked or not state:
        return None
    told = [Line(answer[0].number if answer else asked[0].number, f"□ 추진상황 : {state}"), *answer]
    return replace(make_item(asked, told, *of), lines=(block[0].number, block[-1].number))


def _stands_at(text: str, last: str, edge: int) -> bool:
    """Whether the last words of a line begin at a column of the page, or nearly so."""
    return abs(width(text.rstrip().removesuffix(last)) - edge) <= _NEAR


def _cut(text: str, edge: int) -> tuple[str, str] | None:
    """What stands before and behind a column of the page; None where a word stands across it."""
    place = next((at for at in range(len(text)) if width(text[:at]) >= edge), len(text))
    left, right = text[:place], text[place:]
    across = bool(left) and bool(right) and not left[-1].isspace() and not right[0].isspace()
    return None if across else (left.rstrip(), right.strip())
