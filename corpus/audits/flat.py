"""Audit items whose cells extraction has put one under the other, or the status beside the request.

○ 골목이 어두우므로 등을            □ 추진상황 : 완료
늘릴 것. (공원과)
□ 추진내용
○ 등 40개를 바꿈
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from corpus.audits.item import REQUEST_SIGNS, STATUS_LINE, Line, make_item
from corpus.joining import squeeze
from corpus.markers import is_page_number, read_mark
from corpus.model import AuditItem, Lines, Path

_KIND_LINE: Final = re.compile(
    r"(?:시정및?처리요구사항|시정요구사항|처리요구사항|건의사항|기타사항|자료제출등기타사항)"
)
_BESIDE: Final = re.compile(r"^(?P<asked>\S.*?\S)\s{2,}(?P<state>[□❑❒☐▣]\s?\S.*)$")


def flat_items(lines: Sequence[str], span: Lines, kind: str, section: Path) -> list[AuditItem]:
    """The items on lines `span` of a file; each answer opens with its status ('□ 추진상황 : 추진완료')."""
    kept = _states_apart(
        [
            Line(number, lines[number - 1].strip())
            for number in range(span[0], span[1] + 1)
            if squeeze(lines[number - 1]) and not is_page_number(lines[number - 1])
        ]
    )
    while kept and _KIND_LINE.fullmatch(squeeze(kept[-1].text)):
        kept.pop()
    anchors = [k for k, line in enumerate(kept) if _is_anchor(line.text)]
    if not anchors:
        return []
    starts: list[int] = []
    for place, anchor in enumerate(anchors):
        after = anchors[place - 1] + 1 if place else 0
        opened = [k for k in range(after, anchor) if kept[k].text[0] in REQUEST_SIGNS]
        starts.append(opened[-1] if opened else max(after, anchor - 1))
    return [
        make_item(kept[first:anchor], kept[anchor:last], kind, section)
        for first, anchor, last in zip(starts, anchors, [*starts[1:], len(kept)], strict=True)
    ]


def _states_apart(lines: Sequence[Line]) -> list[Line]:
    """The lines, a status that stands beside the request put behind all of that."""
    told: list[Line] = []
    beside: Line | None = None
    for line in lines:
        if beside and read_mark(line.text).style:
            told.append(beside)
            beside = None
        found = _BESIDE.match(line.text)
        if found and _is_anchor(found["state"]):
            told.append(Line(line.number, found["asked"]))
            beside = Line(line.number, found["state"])
        else:
            told.append(line)
    return [*told, *([beside] if beside else [])]


def _is_anchor(text: str) -> bool:
    """Says whether a line opens an answer: `□ 추진상황 : 추진완료`."""
    mark = read_mark(text)
    return mark.style in {"", "square", "private"} and bool(STATUS_LINE.match(mark.text))
