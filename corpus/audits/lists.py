"""Audit items that are no rows of cells: lists of requests with their answers, and summary lines by number.

Two writings. In the first each request is a line and its answers are bullets that say what they are
(`1. 조명을 늘릴 것`, `◦ 처리결과 : 45개 교체`, `◦ 향후계획 : ...`); the status may stand in the answer or
in a list before (` 1  조명 부족  완 료  공원과`). In the second the three cells of a row stand one under the
other, and the line of a status alone (`처리완료`) ends an item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Final

from corpus.audits.item import Line, make_item, offices, status_of, with_offices
from corpus.joining import squeeze
from corpus.markers import read_mark
from corpus.model import AuditItem, Block, Lines, Path

CHAPTER: Final = re.compile(
    r"감사.{0,12}(?:처리|조치|지적|시정|요구|건의)|(?:지적|시정|처리\s?요구)\s?사항.{0,8}(?:처리|조치)"
)
# '추진상황 : ...', '조치결과 : ...' open the answers; '향후계획 : ...' goes on with them
_LABEL: Final = re.compile(
    r"^(?P<name>(?:추\s?진|조\s?치|처\s?리|이행|진행|검토|반영|개선)\s?(?:상황|현황|결과|내용|사항|실적|계획|여부|상태)"
    r"|(?:지금|현재)\s?(?:상태|상황)|향후\s?(?:추진\s?|조치\s?)?(?:계획|방향)|(?:소관|담당|주관)\s?부서"
    r"|(?:조\s?치|계\s?획)(?=\s*[:：]))\s*(?:[:：]\s*(?P<text>.*))?$"
)
# '지적사항 : 조명이 부족함', '지적 3. 조명이 부족함'
_ASK_LABEL: Final = re.compile(
    r"^(?:지적|요구|건의|시정|권고)(?:\s?(?:사항|내용)\s?\d{0,2}\s*[:：.]|\s?\d{1,2}\s*[:：.])\s*"
)
# '처분요구 : 시정', '처분 : 조명을 늘릴 것' under '지적사항 : 조명이 부족함'
_MEASURE_LABEL: Final = re.compile(
    r"^(?:처분|조치)\s?(?:요구|구분|종류)(?:\s?사항)?\s*[:：]\s*|^처분\s*[:：]\s*"
)
_MEASURE: Final = re.compile(
    r"(?:시정|주의|개선|권고|통보|경고|건의|훈계)(?:\s?[·,]\s?(?:시정|주의|개선|권고|통보))?"
)
# '제3호 [시정 / 공원과]' over the parts of an item
_TAGGED: Final = re.compile(r"[\[(【]\s?([^\[\]()【】]{2,40})\s?[\])】]\s*$")
# '... 40면 확보 [완료]', '... 40면 확보 (완료, 2031. 5. 2.)'
_STATE_BEHIND: Final = re.compile(
    r"\s*[\[(（【〔<〈]\s*(?P<state>[가-힣 ]{2,10})(?:[,，]\s*(?P<note>[^()（）]{1,30}))?"
    r"\s*[\])）】〕>〉]\s*$"
)
# '지적 4. 조명이 어두움 → 조명 45개를 바꿈 (완료)': request and answer in one line
_ANSWERED: Final = re.compile(r"\s(?:→|⇒|⇨|➔|➡)\s")
_STATE_NAME: Final = re.compile(r"(?:상황|현황|결과|여부|상태)$")
_OFFICE_NAME: Final = re.compile(r"부서$")
_FUTURE_NAME: Final = re.compile(r"^향후|계획$")
_OFFICE_TITLE: Final = re.compile(
    r"(?!.*결과$)[가-힣·\s]{2,16}"
)  # '[ 건설과 ]' over the items of that office
_ASKS: Final = re.compile(r"(?:것|바람|바랍니다|요망|필요|음|함|됨|임)\s*[.]?\s*(?:[(（][^()（）]*[)）])?$")
_NUMBERED: Final = re.compile(r"^\s*(\d{1,3})[.)]?\s+(\S.*)$")
_LIST_HEAD: Final = re.compile(r"지적|요구|건의|권고")
_STATE_HEAD: Final = re.compile(r"(?:추진|처리|조치|진행|이행)(?:상황|상태|여부|결과|현황|구분)")
_CLOSING: Final = re.compile("끝")
_MOST_HEAD: Final = 60
_TITLE_BLOCKS: Final = 4
# '주요업무계획 및 행정사무감사 처리결과' is a title of more than the audit
_MORE: Final = re.compile("업무|계획|예산")


@dataclass(frozen=True, slots=True)
class _Summed:
    """A line of the list before the items: request, status, office and the line's number."""

    request: str
    status: str
    departments: Path
    line: int


def listed_items(
    lines: Sequence[str], blocks: Sequence[Block], done: AbstractSet[int], kind: str
) -> Iterator[AuditItem]:
    """The items of the chapters of an audit that are written as lists.

    Args:
        lines: the raw lines of the file.
        blocks: the outline.
        done: the numbers of the lines that are of items already.
        kind: what the requests are called.
    """
    chapter: list[Block] = []
    name, start = "", 0
    title = _title(blocks)
    for block in [*blocks, None]:
        own = _chapter_of(block) or title if block else ""
        if chapter and own != name:
            span = [number for number in range(start, chapter[-1].lines[1] + 1) if number not in done]
            yield from _chapter_items(lines, chapter, span, kind)
            chapter = []
        if block and own and block.lines[0] not in done and not _CLOSING.fullmatch(squeeze(block.text)):
            chapter.append(block)
        elif block and not chapter:
            start = block.lines[0] + 1
        name = own


def _title(blocks: Sequence[Block]) -> str:
    """The document's title where that says that all of it is such a chapter, and no heading does."""
    head = next((block.text for block in blocks[:_TITLE_BLOCKS] if CHAPTER.search(block.text)), "")
    if not head or _MORE.search(head):
        return ""
    named = any(b.kind == "heading" and b.text != head and CHAPTER.search(b.text) for b in blocks)
    return "" if named else head


def _chapter_of(block: Block) -> str:
    return next((name for name in block.section if CHAPTER.search(name)), "")


def _chapter_items(
    lines: Sequence[str], blocks: Sequence[Block], span: Sequence[int], kind: str
) -> Iterator[AuditItem]:
    summed = _summary(lines, span)
    starts = _starts(blocks)
    if not starts:
        yield from (_from_line(number, row, kind, blocks[0].section) for number, row in summed.items())
        return
    for count, (first, last) in enumerate(zip(starts, [*starts[1:], len(blocks)], strict=True), 1):
        item = _item(blocks[first : _end(blocks, first, last)], kind)
        number = read_mark(lines[blocks[first].lines[0] - 1]).number or count
        row = summed.get(number) or summed.get(count)
        if row:
            item = replace(
                item,
                status=item.status or row.status,
                departments=item.departments or row.departments,
                status_lines=item.status_lines if item.status else (row.line, row.line),
            )
        yield item


def _label(block: Block) -> re.Match[str] | None:
    """The words that say what part of an answer a block is; without a colon only behind a bullet."""
    found = _LABEL.match(block.text)
    return found if found and (block.marker or found["text"]) else None


def _starts(blocks: Sequence[Block]) -> list[int]:
    """The places of the requests: what stands right before a bullet that opens an answer.

    The first one shows how they are marked and what their answers open with.
    """
    labels = [_label(block) for block in blocks]
    starts: list[int] = []
    states = style = ""
    for answer in range(len(blocks)):
        if _is_whole(blocks[answer]):
            starts.append(answer)
            continue
        place = answer - 1
        label = labels[answer] if answer else None
        if labels[place] or not label or blocks[place].kind == "note":
            continue
        name = squeeze(label["name"])
        if _FUTURE_NAME.search(name):
            continue
        while place and _MEASURE_LABEL.match(blocks[place].text):
            place -= 1
        mark = read_mark(blocks[place].marker + " " + blocks[place].text).style
        if not starts:
            style, states = mark, "state" if _STATE_NAME.search(name) else ""
        elif mark != style or (states and not _STATE_NAME.search(name)):
            continue
        starts.append(place)
    return starts


def _is_whole(block: Block) -> bool:
    """Whether a block is a request with its answer: '지적 4. 조명이 어두움 → 45개를 바꿈 (완료)'."""
    state = _STATE_BEHIND.search(block.text)
    asked = bool(_ASK_LABEL.match(block.text)) and bool(_ANSWERED.search(block.text))
    return asked and bool(state and status_of(state["state"]))


def _end(blocks: Sequence[Block], first: int, last: int) -> int:
    """The place behind the last block of an item: before what stands no deeper than its request."""
    place = first + 1
    while place < last and (
        blocks[place].depth > blocks[first].depth
        or _label(blocks[place])
        or _MEASURE_LABEL.match(blocks[place].text)
    ):
        place += 1
    return place


def _item(blocks: Sequence[Block], kind: str) -> AuditItem:
    """The item of a request's block and the blocks of its answer."""
    asked, *answers = (
        _ANSWERED.split(blocks[0].text, maxsplit=1) if _is_whole(blocks[0]) else [blocks[0].text]
    )
    request, departments = with_offices(_ASK_LABEL.sub("", asked))
    over = blocks[0].section[-1] if blocks[0].section else ""
    tag = _TAGGED.search(over)
    for word in tag[1].split("/") if tag else ():
        departments = departments or offices(word.strip())
    if not departments and _OFFICE_TITLE.fullmatch(over):
        departments = offices(over)
    status, note, status_lines = "", "", blocks[0].lines
    done: list[Block] = []
    planned: list[Block] = []
    part = done
    told = [replace(blocks[0], text=answer, kind="paragraph", marker="") for answer in answers]
    for block in [*told, *blocks[1:]]:
        label = _label(block)
        text = (label["text"] or "").strip() if label else block.text
        if measure := _MEASURE_LABEL.match(text):
            asked = text[measure.end() :].strip()
            request += "" if _MEASURE.fullmatch(asked) else f" {asked}"
            continue
        if label:
            name = squeeze(label["name"])
            if _OFFICE_NAME.search(name):
                departments = offices(text) or departments
                continue
            part = planned if _FUTURE_NAME.search(name) else done
            word, _, behind = text.partition("(")
            if _STATE_NAME.search(name) and status_of(word):
                status, note, status_lines = status_of(word), behind.rstrip(" )").strip(), block.lines
                continue
        behind_it = _STATE_BEHIND.search(text)
        if behind_it and not status and status_of(behind_it["state"]):
            status, status_lines = status_of(behind_it["state"]), block.lines
            note = behind_it["note"] or ""
            text = text[: behind_it.start()]
        if text:
            part.append(
                replace(block, text=text, kind="bullet" if label else block.kind, depth=0, parents=())
            )
    return AuditItem(
        number=0,
        kind=kind,
        request=request,
        departments=departments,
        status=status,
        status_note=note,
        done=tuple(done),
        planned=tuple(planned),
        lines=(blocks[0].lines[0], max(block.lines[1] for block in blocks)),
        request_lines=blocks[0].lines,
        status_lines=status_lines,
    )


def _summary(lines: Sequence[str], span: Sequence[int]) -> dict[int, _Summed]:
    """The lines of the chapter's list of requests with a status behind each, by their numbers."""
    found: dict[int, _Summed] = {}
    head = False
    for number in span:
        line = lines[number - 1].replace("|", " ")
        key = squeeze(line)
        if len(line.strip()) <= 2 * _MOST_HEAD and _LIST_HEAD.search(key) and _STATE_HEAD.search(key):
            head = head or not _NUMBERED.match(line)
            continue
        row = _NUMBERED.match(line) if head and len(line) < 400 else None
        parts = _states(row[2]) if row else None
        if row and parts:
            found.setdefault(int(row[1]), _Summed(*parts, number))
    return found


def _states(text: str) -> tuple[str, str, Path] | None:
    """Request, status and offices of '현수막 관리 미흡  추 진 중  도시과', in either order of the last."""
    words = text.split()
    for last in range(len(words), max(1, len(words) - 3), -1):
        for first in range(last - 1, max(0, last - 6), -1):
            status = status_of("".join(words[first:last]))
            letters = last - first == 1 or all(len(word) <= 2 for word in words[first:last])
            if not status or not letters:
                continue
            behind = offices(" ".join(words[last:]))
            if last < len(words) and not behind:
                continue
            before = offices(words[first - 1]) if not behind and first > 1 else ()
            return " ".join(words[: first - len(before[:1])]), status, behind or before
    return None


def _from_line(number: int, row: _Summed, kind: str, section: Path) -> AuditItem:
    """The item of a line of the list where nothing more is said of it."""
    here = (row.line, row.line)
    item = make_item([Line(row.line, row.request)], [], kind, section)
    return replace(
        item, number=number, departments=row.departments, status=row.status, lines=here, status_lines=here
    )


def with_listed(items: Sequence[AuditItem], listed: Sequence[AuditItem]) -> list[AuditItem]:
    """Both in the order of the text; rows that only sum up the listed items give these their status.

    A table '연번 | 지적사항 | 처리결과' with '완료' in its last column says no more than that.
    """
    bare = [item for item in items if not item.done and not item.planned]
    if listed and len(bare) == len(items) == len(listed):
        pairs = zip(listed, items, strict=True)
        return [
            replace(
                item,
                kind=row.kind,
                status=item.status or row.status,
                departments=item.departments or row.departments,
                status_lines=item.status_lines if item.status else row.status_lines,
            )
            for item, row in pairs
        ]
    return sorted([*items, *listed], key=lambda item: item.lines)


def stacked_items(lines: Sequence[str], span: Lines, kind: str, section: Path) -> list[AuditItem]:
    """The items whose cells stand one under the other, each ended by the line of its status.

    The request goes on until a line that ends as requests do ('... 마련할 것').
    """
    items: list[AuditItem] = []
    run: list[Line] = []
    for number in range(span[0], span[1] + 1):
        text = lines[number - 1].strip()
        if not text:
            continue
        run.append(Line(number, text))
        if status_of(text) and len(run) > 1:
            items.append(_stacked(run, kind, section))
            run = []
    return items


def _stacked(run: Sequence[Line], kind: str, section: Path) -> AuditItem:
    asked = next((k for k, line in enumerate(run[:-2], 1) if _ASKS.search(line.text)), 1)
    state = run[-1]
    answer = [Line(state.number, f"□ 추진상황 : {state.text}"), *run[asked:-1]]
    item = make_item(run[:asked], answer, kind, section)
    return replace(item, lines=(run[0].number, state.number))
