"""The duties of offices from tables of them and from names with their duties behind or under them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.model import Block, Lines, Table
from corpus.offices.offices import (
    FIRST,
    HANGUL,
    KINDS,
    LEAD,
    TAGS,
    WORD,
    Duty,
    Office,
    bare,
    duties_in,
    flat,
    is_name,
)

_DUTY = r"(?:담당|주요|소관|고유|분장|맡은)?(?:업무|사무|기능|임무|역할)(?:분장|내용|현황)?"
_OF_EACH = r"(?:과|팀|부서|실과|실·?국|국|담당관?|조직|기구|기관|반|센터)(?:별|명)(?:로)?"
# '농 정 과 ◦ 농지', '[농정과] 농지', '농정과 : 농지', '농정과   농지·수리', '농정팀(5명)'
_HEAD = re.compile(
    r"^\s*(?P<mark>[□■○◦ㅇ●◇◆▶▷►❍·•\-–※*]?)\s*(?P<open>[\[〔【<〈(]?)\s*"
    rf"(?P<name>{FIRST}[ ]?(?:{WORD}[ ]?){{0,11}}?(?:{KINDS}))(?P<many>\s*[(（][^()（）]{{1,12}}[)）])?\s*"
    r"(?P<end>[\]〕】>〉)]|[:：]|\s{2,}|\t|(?=\s*[○◦●•])|(?=\s+[ㅇ·](?:\s|$))|[-–―](?=\s)|$)(?P<rest>.*)$"
)
_BULLET = re.compile(r"^\s*(?:[○◦ㅇ●◇◆▶▷►❍·•▪‣]|[-–―*](?=\s)|[①-⑳])\s*")
# a heading over duties: '부서별 담당업무', '사무 분장', '과별로 맡은 일'
_ANCHOR = re.compile(
    rf"{_OF_EACH}(?:{_DUTY}|맡은일|하는일)|(?:사무|업무)분장(?:표|현황)?|분장(?:사무|업무)|(?:담당|소관)(?:업무|사무)|주요기능|맡은일|"
    r"(?:조직|기구)(?:및|·|과|와)(?:업무|기능|사무)"
)
# the first row of a table of duties: '부서 | 주요업무', '팀 명 담 당 업 무'
_HEADER = re.compile(rf"(?:구분|부서|팀|과|실과|조직|담당|기구|국)(?:명|별)?\|?{_DUTY}(?:\|?비고)?")
_DUTY_COLUMN = re.compile(rf"{_DUTY}|하는일|맡은일")
_NUMBERED = re.compile(r"^\s*(?:(?P<a>\d{1,2})(?P<as>[.)]?)|(?P<b>[가-하])(?P<bs>[.)]))\s+\S")
_STOP = re.compile(r"단위\s*[:：)]|^\s*[□■◎▣❏❑\ue000-\uf8ff󰀀-󿿽]")
# '주요 시설 현황' on a line of its own
_TITLE = re.compile(r"^(?!.*[,:：]).{2,20}(?:현황|계획|실적|총괄|개요)\s*$")
_PAGE = re.compile(r"^\s*[-–]\s*\d{1,3}\s*[-–]\s*$")
LONGEST = 120  # lines of a list of duties


def of_tables(tables: Sequence[Table], zones: Sequence[Lines]) -> Iterator[Office]:
    """The offices of tables with a column of duties, or with offices for columns and duties under them."""
    for table in tables:
        columns = [path[-1] if path else "" for path in table.columns]
        duty = [n for n, label in enumerate(columns) if _DUTY_COLUMN.fullmatch(flat(label))]
        inside = any(first <= table.lines[0] <= last for first, last in zones)
        if duty or inside:
            yield from _rows(table, duty)
        names = [flat(label) for label in (*table.row_header[-1:], *columns)]
        if len(names) > 1 and sum(map(is_name, names)) == len(names):
            yield from _columns(table, names)


def _rows(table: Table, duty: Sequence[int]) -> Iterator[Office]:
    """One office a row; a row of the same name goes on with its duties."""
    found: dict[str, Office] = {}
    for row in table.rows:
        name = bare(row.path[-1]) if row.path else ""
        cells = [
            cell for n, cell in enumerate(row.cells) if (n in duty or not duty) and HANGUL.search(cell.text)
        ]
        duties = [duty for cell in cells for duty in duties_in(cell.text, row.lines)]
        if not is_name(name) or not duties:
            continue
        old = found.get(name)
        if old:
            duties = [*_gone_on(old.duties, duties)]
        found[name] = Office(
            name, old.lines if old else row.lines, duties=tuple(duties), section=table.section
        )
    yield from found.values()


def _gone_on(before: Sequence[Duty], more: Sequence[Duty]) -> list[Duty]:
    """Duties with those of a row that goes on; what ended with a comma is one with what follows."""
    if before and more and before[-1].text.endswith((",", "·", "및")):
        last = Duty(f"{before[-1].text} {more[0].text}", (before[-1].lines[0], more[0].lines[1]))
        return [*before[:-1], last, *more[1:]]
    return [*before, *more]


def _columns(table: Table, names: Sequence[str]) -> Iterator[Office]:
    """One office a column, its duties in the cells under it."""
    for n, name in enumerate(names):
        cells = [
            (text, row.lines)
            for row in table.rows
            for text in ([*row.path[-1:], *(cell.text for cell in row.cells)][n : n + 1])
        ]
        duties = [one for text, lines in cells if HANGUL.search(text) for one in duties_in(text, lines)]
        if duties and not all(is_name(duty.text) for duty in duties):
            yield Office(name, table.lines, duties=tuple(duties), section=table.section)


def zones_of(lines: Sequence[str], blocks: Sequence[Block]) -> list[Lines]:
    """The lines (1-based, inclusive) behind each heading or table head that duties stand under."""
    headings = {block.lines[0] for block in blocks if block.kind == "heading" and not is_name(block.text)}
    found: list[Lines] = []
    for n, line in enumerate(lines, 1):
        text = LEAD.sub("", flat(line.replace("\t", "|").strip("| ")))
        if not (_ANCHOR.fullmatch(re.sub(r"[:：(（].*", "", text)) or _HEADER.fullmatch(text)):
            continue
        last = _end(lines, headings, n)
        if found and found[-1][1] >= n:
            found[-1] = (n + 1, max(last, found[-1][1]))
        elif last > n:
            found.append((n + 1, last))
    return found


def _end(lines: Sequence[str], headings: set[int], anchor: int) -> int:
    """The last line under an anchor: before the next heading, unit note or number of the anchor's kind."""
    own = _style(lines[anchor - 1])
    for n in range(anchor + 1, min(len(lines), anchor + LONGEST) + 1):
        line = lines[n - 1]
        text = LEAD.sub("", flat(line.replace("\t", "|").strip("| ")))
        if _HEADER.fullmatch(text) or _HEAD.match(line):
            continue
        if n in headings or _STOP.search(line) or _TITLE.match(line) or (own and _style(line) == own):
            return n - 1
    return min(len(lines), anchor + LONGEST)


def _style(line: str) -> str:
    """The kind of number that a line begins with: '1.', '가)', ''."""
    match = _NUMBERED.match(line)
    if not match:
        return ""
    return f"1{match['as']}" if match["a"] else f"가{match['bs']}"


def of_lines(
    lines: Sequence[str], zones: Sequence[Lines], tables: Sequence[Table], blocks: Sequence[Block]
) -> Iterator[Office]:
    """The offices of zones that are no tables: a name, and its duties behind it or on the lines under it."""
    taken = {n for table in tables for n in range(table.lines[0], table.lines[1] + 1)}
    for first, last in zones:
        found: list[Office] = []
        section = next((b.section for b in reversed(blocks) if b.lines[0] < first), ())
        for n in range(first, last + 1):
            line = lines[n - 1]
            if (
                n in taken
                or not line.strip()
                or _PAGE.match(line)
                or _HEADER.fullmatch(flat(line.replace("\t", "|")))
            ):
                continue
            head = _HEAD.match(line)
            if head and _opens(head):
                office = Office(flat(head["name"]), (n, n), section=section)
                rest = head["rest"].strip()
                found.append(replace(office, duties=tuple(duties_in(rest, (n, n))) if rest else ()))
            elif found:
                found[-1] = _with_line(found[-1], line, n)
        if sum(bool(one.duties) for one in found) > 1:
            yield from (one for one in found if one.duties)


def _opens(head: re.Match[str]) -> bool:
    """Tell whether a line opens an office: its name stands alone, in brackets, or before what sets it off."""
    if head["mark"] and not head["open"]:
        return head["end"] in ":：" or not head["rest"].strip()
    return True


def _with_line(office: Office, line: str, n: int) -> Office:
    """An office with a further line of its duties: a new one, or the rest of the last."""
    text = " ".join(TAGS.sub(" ", line).split())
    if _BULLET.match(line) or not office.duties:
        return replace(office, duties=(*office.duties, *duties_in(text, (n, n))))
    last = office.duties[-1]
    whole = Duty(f"{last.text} {text}", (last.lines[0], n))
    return replace(office, duties=(*office.duties[:-1], whole))
