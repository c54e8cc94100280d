"""Audit items each under a tag of its own with the kind of the request and its number in that kind.

【시정 1】 안내판 관리 소홀
 지적 : 낡은 안내판 12개를 그대로 둠
 조치 : 안내판 12개를 바꿈
 상태 : 완료
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from corpus.audits.item import Line, make_item
from corpus.model import AuditItem, Path
from corpus.tables.find import is_unit_line
from corpus.tables.paged import next_page

_TAG: Final = re.compile(
    r"^\s*[【\[〔<〈(]\s?(?P<kind>시정|개선|건의|주의|권고|지적|처리|요구|통보|질의|제안)(?:\s?(?:요구|사항)){0,2}\s?(?P<number>\d{1,3})\s?[】\]〕>〉)]"
    r"\s*(?P<title>\S.*)$"
    # '1. 시정요구 | 안내판 관리 소홀'
    r"|^\s*(?P<count>\d{1,3})\.\s(?P<own>시정|개선|건의|주의|권고|지적|처리|요구)(?:요구|사항){0,2}\s?[|:]\s?(?P<name>\S.*)$"
)
_PART: Final = re.compile(
    r"^\s*(?:[○◦ㅇ•·▪>⇒→☞▶▷-]\s*)?"
    r"(?P<name>[가-힣]{2}(?:\s?(?:사항|내용|결과|요지|상황|부서|계획|의견|여부|상태|현황))?)\s*[:：]\s*(?P<text>\S.*)$"
)
_ASKED: Final = re.compile(r"^(?:지적|건의|요구|권고|주의|시정|개선)")
_STATE: Final = re.compile(r"^(?:상태|구분)|(?:상황|상태|여부)$")
_FUTURE: Final = re.compile(r"^향후|계획$")
_OFFICE: Final = re.compile(r"부서$|^(?:소관|담당|주관)")
_FEWEST: Final = 2


def tagged_items(
    lines: Sequence[str], kind_of: Callable[[str], str], section_at: Callable[[int, str], Path]
) -> Iterator[AuditItem]:
    """The items under tags, where two or more stand in a document, one with a status.

    Args:
        lines: the raw lines of the file.
        kind_of: what a request is called by the word in its tag.
        section_at: the section of a line and kind.

    Yields:
        Items whose request is the title behind the tag and what follows '지적 :'. An item ends with the next
        tag or with a blank line, save where a page ends and a further part ('⇒ 상태 : 완료') follows.
    """
    tags = [(number, found) for number, line in enumerate(lines, 1) if (found := _TAG.match(line))]
    items = list(_items(lines, tags, kind_of, section_at)) if len(tags) >= _FEWEST else []
    # '[요구 6] 도로 개설 현황' over a table is of what a council asks to be shown
    yield from items if any(item.status for item in items) else ()


def _items(
    lines: Sequence[str],
    tags: Sequence[tuple[int, re.Match[str]]],
    kind_of: Callable[[str], str],
    section_at: Callable[[int, str], Path],
) -> Iterator[AuditItem]:
    for number, found in tags:
        parts = list(_parts(lines, number + 1))
        answer = [line for asked, line in parts if not asked]
        if not answer or _is_table(answer):
            continue
        title = " ".join((found["title"] or found["name"]).split())
        asked = [line for asks, line in parts if asks]
        first = Line(number, f"{title} :" if asked else title)
        kind = kind_of(found["kind"] or found["own"])
        item = make_item([first, *asked], answer, kind, section_at(number, kind))
        yield replace(item, lines=(number, max(line.number for _, line in parts)))


def _is_table(answer: Sequence[Line]) -> bool:
    """Whether the figures that were asked for stand under a tag, no answer: '[요구 3] 우물 현황', a table."""
    texts = [line.text for line in answer]
    rows = sum(text.count("\t") > 1 or text.startswith("|") for text in texts)
    return not any(map(_PART.match, texts)) and (rows > 1 or is_unit_line(texts[0]))


def _next_part(lines: Sequence[str], number: int) -> int:
    """The line of a further part on the next page, where blank line `number` ends one; 0 for none."""
    below = next_page(lines, number - 1)
    return below if below and _PART.match(lines[below - 1]) else 0


def _parts(lines: Sequence[str], first: int) -> Iterator[tuple[bool, Line]]:
    """The lines of an item behind its tag, each with whether it is of the request."""
    asks = planned = False
    resume = first
    for number in range(first, len(lines) + 1):
        text = lines[number - 1].strip()
        if number < resume:
            continue
        resume = number if text else _next_part(lines, number)
        if not resume or _TAG.match(text):
            return
        if not text:
            continue
        part = _PART.match(text)
        if not part:
            yield asks, Line(number, text)
            continue
        name = part["name"]
        asks = bool(_ASKED.match(name))
        if _STATE.search(name):
            yield False, Line(number, f"□ 추진상황 : {part['text']}")
        elif _OFFICE.search(name):
            yield True, Line(number, f"({part['text']})")
        else:
            planned, before = bool(_FUTURE.search(name)), planned
            if planned != before:
                yield False, Line(number, "□ 향후계획" if planned else "□ 추진내용")
            yield asks, Line(number, part["text"] if asks else f"○ {part['text']}")
