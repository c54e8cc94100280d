"""Audit items written as fields, the name of each alone on a line or in the first of the two cells of a row.

지적사항                        | 지적사항 | 가로등이 어두움 |
가로등이 어두움                 | 처리상황 | 완료 |
처리상황                        | 조치결과 | ○ 등 40개를 바꿈 <br> ○ 5월에 점검 |
완료
조치결과
등 40개를 바꿈
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from corpus.audits.cells import cell_lines
from corpus.audits.item import Line, make_item, offices
from corpus.audits.names import role_of
from corpus.joining import squeeze
from corpus.markers import is_page_number, read_mark
from corpus.model import AuditItem, Path

_TOO_SHORT: Final = frozenset(["구분", "비고", "부서", "담당", "소관"])  # alone on a line of any table
_FEWEST: Final = 2  # items
_LONGEST: Final = 12  # lines of a field
_SAYS: Final = re.compile(r"\w")  # '|---|---|' does not

Field = tuple[str, list[Line]]


def field_items(
    lines: Sequence[str], kind_of: Callable[[str], str], section_at: Callable[[int, str], Path]
) -> Iterator[AuditItem]:
    """The items whose fields stand one under the other, where two or more follow each other.

    Args:
        lines: the raw lines of the file.
        kind_of: what a request is called by the name of its field.
        section_at: the section of a line and kind.

    Yields:
        Items that state a request, a status and what was done. A name that an item has already opens the
        next one; the last ends with the line that a heading or a number of a page follows.
    """
    for run in _runs(lines):
        items = list(_apart(run))
        told = [item for item in items if {"asked", "state", "done"} <= {name for name, _ in item}]
        if len(told) < _FEWEST:
            continue
        for item in told:
            first = next(part[0] for name, part in item if name == "asked")
            kind = kind_of(squeeze(first.text))
            yield _item(item, kind, section_at(first.number, kind))


def _name(line: str) -> str:
    """What the field that a line names tells, '' for any other line."""
    return "" if squeeze(line) in _TOO_SHORT else role_of(line)


def _runs(lines: Sequence[str]) -> Iterator[list[Field]]:
    """The runs of fields, each its name and its lines, that of the name first."""
    run: list[Field] = []
    in_rows = False
    for number, line in enumerate(lines, 1):
        label, *cells = _pair(line)
        name = _name(label)
        if name:
            in_rows = bool(cells)
            told = (Line(number, text) for cell in cells for text in cell_lines(cell))
            run.append((name, [Line(number, label.strip()), *told]))
        elif run and (_ends(line) or len(run[-1][1]) > _LONGEST or (in_rows and _SAYS.search(line))):
            yield run
            run = []
        elif run and line.strip() and not is_page_number(line):
            run[-1][1].append(Line(number, line.strip()))
    if run:
        yield run


def _pair(line: str) -> tuple[str, ...]:
    """A row of two cells apart, any other line whole: '| 처리상황 | 완료 |' is '처리상황' and '완료'."""
    cells = tuple(cell.strip() for cell in line.strip().strip("|").split("|" if "|" in line else "\t"))
    return cells if len(cells) == 2 and all(cells) else (line,)


def _ends(line: str) -> bool:
    return squeeze(line) == "끝" or read_mark(line).style in {"roman", "markdown", "square"}


def _apart(run: Sequence[Field]) -> Iterator[list[Field]]:
    """The fields of each item: that which the first opens with opens the others."""
    item: list[Field] = []
    for field in run:
        if item and squeeze(field[1][0].text) == squeeze(run[0][1][0].text):
            yield item
            item = []
        item.append(field)
    yield item


def _item(fields: Sequence[Field], kind: str, section: Path) -> AuditItem:
    """The item of its fields; '지적사항' and '요구내용' are both of the request."""
    asked: list[Line] = []
    office: list[Line] = []
    answer: list[Line] = []
    for name, (head, *told) in fields:
        if name == "asked":
            apart = [Line(head.number, "-")] if asked and told else []
            asked += [*apart, *told]
        elif name == "office" and offices(" ".join(line.text for line in told)):
            office = [Line(told[0].number, f"({' '.join(line.text for line in told)})")]
        elif name == "state" and told:
            answer.insert(0, Line(told[0].number, f"□ 추진상황 : {told[0].text}"))
        elif name in {"done", "planned"}:
            answer += [Line(head.number, f"□ {'추진내용' if name == 'done' else '향후계획'}"), *told]
    item = make_item([*asked, *office], answer, kind, section)
    numbers = [line.number for _, part in fields for line in part]
    lines = (numbers[0], max(numbers))
    return replace(item, lines=lines, request_lines=(asked[0].number, asked[-1].number))
