"""Audit items below the names of their columns, each under its number alone on a line.

Below '연번 요구사항 처리결과 상태' there follow '1', a blank line, '가로등이 어두우니', '밝은 등으로', a
blank line and '가로등 40개를 바꿈 완료'. Where the names have '부서' the office may stand behind the number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from corpus.audits.item import Line, make_item, offices, status_of
from corpus.joining import squeeze
from corpus.markers import lone_number
from corpus.model import AuditItem, Lines, Path

# '연번 요 구 사 항 처 리 결 과 상태' over items that each start with their number
_NUMBERED_HEAD: Final = re.compile(
    r"(?:연번|순번|번호)(?:(?:담당|소관)?부서)?"
    r"(?P<asked>(?:시정|지적|건의|처리|요구|권고|및|등){0,4}(?:요구|지적|건의|권고)(?:사항|내용)?)"
    r"(?:조치|처리|추진|검토)(?:결과|내용|사항|계획)(?:(?:추진|처리|조치|진행)?(?:상태|상황|여부|구분)|비고)"
)
_BULLET: Final = re.compile(r"^(?:[○◦ㅇ●•▪·※⇒☞▶]|-\s)")
_VERBS: Final = frozenset(["마침", "끝냄"])  # '설계를 마침' is no status
_NUMBERED_PARTS: Final = 2
_LONGEST_ITEM: Final = 60
_MOST_HEAD: Final = 60


def numbered_items(
    lines: Sequence[str], kind_of: Callable[[str], str], section_at: Callable[[int, str], Path]
) -> Iterator[AuditItem]:
    """The items below '연번 요구사항 처리결과 상태', each under its number alone on a line.

    '1', the request over a line or more, a blank line, the answer; its last words or its last line say the
    status: '가로등 40개를 바꿈 완료'. The numbers go on from 1, and an item ends with its status.

    Args:
        lines: the raw lines of the file.
        kind_of: what a request is called by the name of its column.
        section_at: the section of a line and kind.
    """
    for head, line in enumerate(lines, 1):
        found = _NUMBERED_HEAD.fullmatch(squeeze(line)) if len(line) < _MOST_HEAD else None
        if not found:
            continue
        kind = kind_of(found["asked"])
        number, count = head + 1, 0
        while number <= len(lines):
            if _number(lines[number - 1])[0] == count + 1:
                end = _numbered_end(lines, number, count + 2)
                item = _numbered(lines, (number, end), kind, section_at(head, kind))
                if not item:
                    break
                yield item
                number, count = end, count + 1
            elif lines[number - 1].strip():
                break
            number += 1


def _number(line: str) -> tuple[int, str]:
    """The number that a line is, and the office behind it: '7 공원과'; 0 for any other line."""
    number, _, office = line.strip().partition(" ")
    style, count = lone_number(number)
    fits = style == "bare" and (not office or offices(office))
    return (count, office) if fits else (0, "")


def _numbered_end(lines: Sequence[str], first: int, following: int) -> int:
    """The last line of an item that starts with its number: before the next one, or the one of its status."""
    end = first
    asked = answered = False
    for number in range(first + 1, min(first + _LONGEST_ITEM, len(lines) + 1)):
        line = lines[number - 1]
        if _number(line)[0] == following:
            return number - 1
        if end == first and answered and _status_behind(line)[1]:
            end = number
        answered = answered or (asked and not line.strip())
        asked = asked or bool(line.strip())
    return end


def _numbered(lines: Sequence[str], span: Lines, kind: str, section: Path) -> AuditItem | None:
    """The item of lines whose first is its number and whose last text ends with its status."""
    parts: list[list[Line]] = [[]]
    for number in range(span[0] + 1, span[1] + 1):
        text = lines[number - 1].strip()
        if text:
            parts[-1].append(Line(number, text))
        elif parts[-1]:
            parts.append([])
    parts = [part for part in parts if part]
    if len(parts) < _NUMBERED_PARTS:
        return None
    # a request may have blank lines between its own, where a bullet opens the answer
    opens = next((place for place, part in enumerate(parts) if place and _BULLET.match(part[0].text)), 1)
    asked, answer = ([line for part in some for line in part] for some in (parts[:opens], parts[opens:]))
    if office := _number(lines[span[0] - 1])[1]:
        asked.append(Line(asked[-1].number, f"({office})"))
    rest, status = _status_behind(answer[-1].text)
    if not status:
        return None
    told = [*answer[:-1], *([Line(answer[-1].number, rest)] if rest else [])]
    state = Line(answer[-1].number, f"□ 추진상황 : {status}")
    return replace(make_item(asked, [state, *told], kind, section), lines=span)


def _status_behind(text: str) -> tuple[str, str]:
    """A text without the status at its end, and that: '40개를 바꿈 추진 중' -> ('40개를 바꿈', '추진 중')."""
    words = text.split()
    for size in (2, 1):
        status = status_of(" ".join(words[-size:])) if len(words) >= size else ""
        if status and not (len(words) > size and words[-1] in _VERBS):
            return " ".join(words[:-size]), status
    return text, ""
