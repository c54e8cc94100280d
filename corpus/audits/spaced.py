"""Audit items as rows of cells that extraction wrote with blanks and line breaks only.

    연번 지적(요구)사항 추진상황 조치내용 및 향후계획
    1 가로등을 밝게 할 것
    (공원과)
    추진완료 ◦ 등 40개를 바꿈
    2 보도를 고칠 것(도로과)
    추 진 중 ◦ 설계를 마침

    ◦ 4월에 시작

The number opens an item, and the words of a status stand between its request and its answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from corpus.audits.item import Line, make_item, offices, status_of
from corpus.joining import squeeze
from corpus.markers import is_page_number, read_mark
from corpus.model import AuditItem, Lines, Path

_HEAD: Final = re.compile(
    r"(?:연번|순번|번호)(?P<asked>(?:시정|지적|건의|처리|요구|권고|및|등|·){1,5}(?:사항|내용|요지)?)"
    r"(?P<office>(?:담당|소관|주관|해당|처리)?부서명?|담당과|소관)?"
    r"(?:(?:추진|조치|처리|진행|이행)(?:상황|상태|여부|현황|구분)|상태|구분)"
    r"(?:조치|처리|추진|검토)(?:내용|결과|사항|계획|의견)(?:(?:및|·)?(?:향후)?(?:추진)?(?:계획|일정|조치))?"
)
_MOST_HEAD: Final = 60
_NUMBERED: Final = re.compile(r"^\s*(\d{1,3})[.)]?\s+(\S.*)$")
_NEXT_PART: Final = re.compile(r"^\s*[〔\[【<]?\s*(?:붙\s*임|참\s*고|별\s*첨)")
_BULLET: Final = re.compile(r"(?:^|(?<=\s))[◦○ㅇ●•▪‐\-–·☞⇒▶](?=\s?\S)")
_MOST_LINES: Final = 40  # of one item
_MOST_WORDS: Final = 5  # of a status: '추 진 완 료'


def spaced_items(
    lines: Sequence[str], kind_of: Callable[[str], str], section_at: Callable[[int, str], Path]
) -> Iterator[AuditItem]:
    """The items below '연번 지적사항 추진상황 조치내용', a line or more each.

    Args:
        lines: the raw lines of the file.
        kind_of: what a request is called by the name of its column.
        section_at: the section of a line and kind.
    """
    for head, line in enumerate(lines, 1):
        key = re.sub(r"[()（）]", "", squeeze(line)) if len(line) < _MOST_HEAD else ""
        found = _HEAD.fullmatch(key)
        if not found:
            continue
        kind = kind_of(found["asked"])
        for span in _spans(lines, head):
            item = _item(lines, span, kind, section_at(head, kind))
            if item is None:
                break
            yield item


def _spans(lines: Sequence[str], head: int) -> Iterator[Lines]:
    """The first and last line of each item below a header: from its number to before the next one."""
    starts: list[int] = []
    end = head
    for number in range(head + 1, len(lines) + 1):
        line = lines[number - 1]
        mark = read_mark(line)
        apart = not line.strip() and number < len(lines) and not lines[number].strip()
        if apart or mark.style in {"roman", "square", "markdown"} or _NEXT_PART.match(line):
            break
        found = _NUMBERED.match(line)
        if found and int(found[1]) == len(starts) + 1:
            starts.append(number)
        if starts and number - starts[-1] > _MOST_LINES:
            break
        end = number if line.strip() else end
    yield from zip(starts, [*(start - 1 for start in starts[1:]), end], strict=False)


def _item(lines: Sequence[str], span: Lines, kind: str, section: Path) -> AuditItem | None:
    """The item of its lines; None where no status stands between a request and an answer."""
    told = [
        Line(number, lines[number - 1].strip())
        for number in range(span[0], span[1] + 1)
        if lines[number - 1].strip() and not is_page_number(lines[number - 1])
    ]
    opened = _NUMBERED.match(told[0].text)
    told[0] = Line(told[0].number, opened[2] if opened else told[0].text)
    for place, line in enumerate(told):
        parts = _parted(line.text, first=not place)
        if not parts:
            continue
        before, status, rest = parts
        asked = [*told[:place], *([Line(line.number, before)] if before else [])]
        state = Line(line.number, f"□ 추진상황 : {status}")
        answer = [state, *([Line(line.number, rest)] if rest else []), *told[place + 1 :]]
        return replace(make_item(_with_office(asked), answer, kind, section), lines=span)
    return None


def _parted(text: str, *, first: bool) -> tuple[str, str, str] | None:
    """What stands before a status, that and what is behind it: '(공원과) 추 진 중 ◦ 설계를 마침'.

    Before a bullet it may stand behind words of the request, else it opens a line that is not the `first`.
    """
    bullet = _BULLET.search(text)
    words = text[: bullet.start()].split() if bullet else text.split()
    rest = text[bullet.start() :] if bullet else ""
    for size in range(min(_MOST_WORDS, len(words)), 0, -1):
        if bullet and status_of("".join(words[-size:])):
            return " ".join(words[:-size]), " ".join(words[-size:]), rest
        if not (first or bullet) and status_of("".join(words[:size])):
            return "", " ".join(words[:size]), " ".join(words[size:])
    return None


def _with_office(asked: Sequence[Line]) -> list[Line]:
    """The lines of a request, an office at its end put in brackets: '보도를 고칠 것 도로과'."""
    if not asked:
        return []
    *before, last = asked
    text, _, office = last.text.rpartition(" ")
    if offices(office) and not office.endswith(")") and (text or before):
        return [*before, Line(last.number, f"{text} ({office})".strip())]
    return list(asked)
