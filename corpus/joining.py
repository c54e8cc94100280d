"""Wrapped lines become one unit again: a bullet or a paragraph that PDF extraction broke over lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import lru_cache

from corpus.long_lines import pieces
from corpus.markers import HEADINGS, Mark, indent_of, is_page_number, lone_number, read_mark
from corpus.model import Lines

TABLE_GAP = 9  # what a table between two lines counts as, in blank lines

_NEITHER = re.compile(r"[\W_ㆍ]+")  # letters nor digits; "ㆍ" is written for a dot
# Endings that only an unfinished sentence has, whatever the width of its line.
_OPEN_END = re.compile(
    r"(?:[,·ㆍ‧+~→⇒&]|및|또는|위한|위해|위하여|통한|통해|통하여|대한|관한|따른|의한|인한|하는|되는|있는|없는|"
    r"하고|하며|하여|하지|되어|하도록|있도록|되도록|않도록|으로|에서|에게|[을를의])$"
)
# Endings that may be a particle or the last syllable of a noun: they count on a line that is wide enough.
_MAYBE_OPEN_END = re.compile(
    r"(?:[에와은는이가로도고며한된할인적써]|(?<![결성효경초])과|\s(?:시|후|등|각|내|외|중|수|것|간|별))$"
)
_OPEN_START = re.compile(r"(?:및|등|또는|있는|없는)\s")
# What a finished line ends with where a blank line follows: '(3개소)', '[실적] 2회, 27명'.
_CLOSED_END = re.compile(r"[)）]$|\d[가-힣%]{1,3}$")
_FIGURE_END = re.compile(r"\d(?:[가-힣%㎡㎞]{1,3})?$")
# '이월액 106억' over '5천 4백만원을 합한'
_AMOUNT_END = re.compile(r"\d\s?[십백천]?[만억조]$")
_AMOUNT_START = re.compile(r"\d[\d,\s십백천만억]{0,20}원")
# '나래군의 이행률은' over '46.59%로 나타났습니다.': words of a picture, a few on each line
_ASKING_END = re.compile(r"[가-힣]{2}(?:은|는|이|가|을|를|의|보다|비해)$|(?:올해|지난해|월)\s.{0,9}기준$")
_TELLING = re.compile(r"(?:(?:약|총)\s?)?[△▲-]?\d[\d,.]*\S.*[가-힣][.,]?$|(?:올해|지난해|작년)\s")
# One-syllable words: any other syllable alone at the end of a line is half a word.
WORDS_OF_ONE = frozenset(
    "수등및그이할한될된갈올줄볼시중후더잘각전내외간약총것곳바데때점속앞뒤안못큰새타본동구군도명개년월일현구제또즉단매첫두세네"
)
_TAIL = re.compile(r"(?:[도는은을를이의에로와과면며고]|으로|에서|에게|하고|하며|하여|되어|까지|부터)[,.)]?")
_BRACKETS = {")": "(", "」": "「", "』": "『", "）": "（", "》": "《"}
_OPENING = frozenset(_BRACKETS.values())
_NEVER_JOINED = re.compile(
    r"[(（]\s*(?:단위|기준|’|'|‘|\d)|[(（].{0,20}(?:기준|단위)|\||<|[가-힣][가-힣·\s]{1,19}\s[▸▶►]\s|붙\s?임(?:\s?\d{1,2})?(?:\s?[:：]|\s)"
)
# 총무과 ◦ 청사 관리: a line with a label of its own goes on no other
_LABELLED = re.compile(r"\s*([가-힣][가-힣 ·‧]{0,14}[가-힣])\s+(?=[○◦ㅇ]\s*\S)")
# '위치 : 나루면 강변로 31', a line of a list of keys and values
_KEYED = re.compile(
    r"[가-힣](?:[가-힣·]|\s{1,4}(?=[가-힣]\s)|\s(?!\s)){0,11}(?:[(（][^()（）]{1,20}[)）])?[:：]\s"
    r"|[가-힣A-Z](?:(?!\s\s)[^:：,]){0,24}\s[:：]\s"
)
# '7월 새 일꾼 배치(15일)', '2031.07 봉투 만들기 끝냄', '10. 21.(토) 걷기대회': a line of a calendar
_CALENDAR = re.compile(
    r"(?:\d{1,2}월|(?:19|20)\d{2}\.\s?\d{1,2}\.?|\d{1,2}\.\s?\d{1,2}\.\s?\([월화수목금토일]\))\s+[가-힣\d「『(‘“]"
)
_UNIT_END = re.compile(r"[(（]\s?단\s?위\s?[:：][^()（）]*[)）]$")  # a title with its unit is whole
_NEXT_KEY = re.compile(r"\s{2,3}(?:[-·]\s)?(?=[가-힣][가-힣·]{1,10}\s?[:：]\s)")
# '사 업 명   경로당 고치기', '2024예산   312백만원, 26세대': a key and, behind a wide gap, its value
_KEY_GAP = re.compile(
    r"\s{0,4}(?P<key>(?:\d{4}\s?)?[가-힣](?:[가-힣·]{1,9}|(?:\s{1,4}[가-힣]){1,5}))\s{3,}(?P<value>\S(?:(?!\s{3}).)*)$"
)
# behind a title and no part of it: '(’24. 6. 30. 기준, 단위 : 천원)', '담당 : 체육팀(031-000-2210)'
_NOTES = re.compile(
    r"[(（][^()（）]*(?:기\s?준|현\s?재|단\s?위|\d\.\s?[~∼)）])[^()（）]*[)）]?|\s(?:담당|소관|주관)\s?[:：].*$"
)
# '2  골목 돌봄                         복지과': a title with its office at the margin is whole
_OFFICE_AT_END = re.compile(r"\S\s{4,}[가-힣\d·]{1,12}(?:과|팀|실|국|관|단|소|센터)\s*$")
# '2 골목 돌봄 복지과' with a blank line below
_OFFICE_LAST = re.compile(r"\s[가-힣]{2,10}(?:과|팀|실|국|담당관|센터|사업소|본부)\s*$")
# ' 예산 현황' behind a blank line, set in: a title whose mark was lost
_LONE_TITLE = re.compile(r"[가-힣][가-힣·‧\s]{2,18}(?:현황|계획|실적|개요|총괄|일정|내역|업무)\s*$")
_LONGEST = 4000  # characters of a unit: a longer one is a text without structure, cut here
_LONGEST_KEYED = 400
_VALUE_INDENT = 6
_WRAPPED_TITLE = 0.6  # of the margin: a title that goes on below is as wide
_WRAPPED_MARGIN = 120  # columns; a text without line wrapping has longer lines


@dataclass(slots=True)
class Unit:
    """Lines that belong together, as the outline reads them. `gap` counts the blank lines before."""

    style: str
    sign: str
    text: str
    first: int
    last: int
    gap: int
    indent: int = 0
    number: int = 0
    level: int = 0
    before_table: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    raw: str
    mark: Mark
    gap: int


def join(text: str, rest: str) -> str:
    """Joins a text with the line that goes on it, without a space where a word was cut.

    >>> join("운영 방", "안을 마련")
    '운영 방안을 마련'
    >>> join("교육과정의 만족", "도 평균")
    '교육과정의 만족도 평균'
    >>> join("2031년 상반", "기")
    '2031년 상반기'
    """
    words = text.rsplit(maxsplit=2)
    head = words[-1] if words else ""
    tail = rest.split(maxsplit=1)[0] if rest else ""
    spaced = len(words) > 1 and len(words[-2]) == 1  # 총 괄: no half word
    half = len(head) == 1 and "가" <= head <= "힣" and head not in WORDS_OF_ONE and not spaced
    lone = len(rest) == 1 and "가" <= rest <= "힣" and rest not in WORDS_OF_ONE
    cut = half or lone or _TAIL.fullmatch(tail)
    closed = text[-1:] not in _OPENING and not (cut and text[-1:].isalpha())
    return f"{text}{' ' if closed else ''}{rest}"


def is_open(text: str) -> bool:
    """Whether a text ends as only an unfinished one does: '골목을 위한', '새봄 시장 및'."""
    return bool(_OPEN_END.search(text))


@lru_cache(maxsize=4096)
def squeeze(text: str) -> str:
    """Gives the letters and digits of a text only: what two writings of a title have in common."""
    return _NEITHER.sub("", text)


def width(text: str) -> int:
    """Columns that a text takes: a Hangul syllable or a wide character two, any other one."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def read_units(lines: Sequence[str], taken: Sequence[Lines]) -> list[Unit]:
    """Gives the units of a text outside its tables; page numbers and lone bullets give none."""
    kept, table_after = _kept_lines(lines, taken)
    margin = _margin(kept)
    dense = sum(line.gap == 0 for line in kept) > len(kept) / 2  # a blank line ends a paragraph
    seen: set[tuple[str, int]] = set()
    units: list[Unit] = []
    place = 0
    while place < len(kept):
        line = kept[place]
        title = _numbered_title(kept, place, seen)
        if title is not None:
            units.append(title)
            seen.add((title.style, title.number))
            place += 2
        else:
            mark = _checked(line, seen)
            apart = dense and line.gap > 0 and _is_whole(units[-1]) if units else True
            if not apart and _continues(units[-1], kept[place - 1], line, mark, margin):
                units[-1].text = join(units[-1].text, line.raw.strip())
                units[-1].last = line.number
            else:
                units += _labelled(line, mark)
            place += 1
        units[-1].before_table = units[-1].last in table_after
    return units


def _kept_lines(lines: Sequence[str], taken: Sequence[Lines]) -> tuple[list[_Line], set[int]]:
    """Gives the lines that say something outside tables, and those whose next line is a table's."""
    in_table = bytearray(len(lines) + 2)
    for first, last in taken:
        in_table[first : last + 1] = b"\1" * (min(last, len(lines)) - first + 1)
    kept: list[_Line] = []
    table_after: set[int] = set()
    gap = 1
    for number, raw in enumerate(lines, 1):
        if in_table[number]:
            if gap < TABLE_GAP and kept:
                table_after.add(kept[-1].number)
            gap = TABLE_GAP
        elif not raw.strip() or not squeeze(raw.replace("ㅇ", "").replace("ᄋ", "")) or is_page_number(raw):
            gap += 1
        else:
            for piece in pieces(raw):
                kept.append(_Line(number, piece, read_mark(piece), gap))
                gap = 0
    return kept, table_after


def _margin(kept: Sequence[_Line]) -> int:
    """Gives the column at which this text is wrapped, 0 for a text that is not."""
    if len(kept) < 10 or any(len(line.raw) >= 2 * _WRAPPED_MARGIN for line in kept):
        return 0
    widths = sorted(width(line.raw.rstrip()) for line in kept)
    margin = widths[len(widths) * 95 // 100]
    return margin if widths[-1] <= _WRAPPED_MARGIN else 0


def _checked(line: _Line, seen: set[tuple[str, int]]) -> Mark:
    """Takes a number at the start of a line for a heading's only where it goes on a series."""
    mark = line.mark
    if mark.style == "roman":
        seen.add((mark.style, mark.number))
    if mark.style not in {"bare", "decimal", "decimal part"}:
        return mark
    figures = len(re.findall(r"\d[\d,.]*", _NOTES.sub("", mark.text)))
    if mark.style == "decimal part":
        follows = _is_seen(int(re.split(r"[-.]", mark.sign)[0]), seen, ("bare", "decimal", "roman"))
    else:
        follows = mark.number == 1 or _is_next(mark.number, seen, ("bare", "decimal"))
    if follows and len(mark.text) <= 80 and (mark.style == "decimal" or figures <= 2):
        seen.add((mark.style, mark.number))
        return mark
    return Mark("", "", line.raw.strip(), mark.indent)


def _is_seen(number: int, seen: AbstractSet[tuple[str, int]], styles: Sequence[str]) -> bool:
    return any((style, number) in seen for style in styles)


def _is_next(number: int, seen: AbstractSet[tuple[str, int]], styles: Sequence[str]) -> bool:
    """Says whether a number follows one that was seen, one that was lost between them allowed for."""
    return _is_seen(number - 1, seen, styles) or _is_seen(number - 2, seen, styles)


def is_keyed(raw: str) -> bool:
    """Says whether a line is a key and its value behind a wide gap: '근    거   지방자치법 제13조'."""
    return len(raw) <= _LONGEST_KEYED and bool(_KEY_GAP.match(raw.rstrip()))


def _numbered_title(kept: Sequence[_Line], place: int, seen: AbstractSet[tuple[str, int]]) -> Unit | None:
    """Reads a number alone on its line with the title on the next (`3`, then `직원식당 개선`)."""
    line = kept[place]
    style, number = lone_number(_plain(line))
    if not number or place + 1 >= len(kept) or (line.gap < 1 and not _opens_close(kept, place, number, seen)):
        return None
    title = kept[place + 1]
    if title.mark.style not in {"", "markdown"} or title.gap > 4 or len(title.mark.text) > 60:
        return None
    if style == "bare" and number != 1 and not _is_next(number, seen, ("bare",)):
        return None
    if not re.search(r"[가-힣]{2}|[가-힣] +[가-힣]", title.mark.text) or title.mark.text[0] in "(（":
        return None
    return Unit(
        style=style,
        sign=_plain(line),
        text=title.mark.text,
        first=line.number,
        last=title.number,
        gap=line.gap,
        number=number,
        level=title.mark.level or line.mark.level,
    )


def _opens_close(kept: Sequence[_Line], place: int, number: int, seen: AbstractSet[tuple[str, int]]) -> bool:
    """Says whether a number right below another line opens a title: the first below a heading, or the next.

    Below its title a blank line or a bullet follows.
    """
    if place + 2 >= len(kept):
        return False
    follows = kept[place + 2].gap > 0 or bool(kept[place + 2].mark.style)
    first = number == 1 and place > 0 and kept[place - 1].mark.style in HEADINGS
    return follows and (first or ("bare", number - 1) in seen)


def _plain(line: _Line) -> str:
    return line.mark.text if line.mark.style == "markdown" else line.raw.strip()


def _labelled(line: _Line, mark: Mark) -> list[Unit]:
    """Gives a line's unit, or two for a label before the first bullet (`총무과 ◦ 청사 관리`).

    A line of several keys and values (`위치 : 강변로 310   규모 : 75,000㎥`) gives one for each.
    """
    keyed = _KEY_GAP.match(line.raw.rstrip()) if not mark.style and is_keyed(line.raw) else None
    if keyed:
        return [_unit(line, replace(mark, text=f"{squeeze(keyed['key'])} : {keyed['value']}"))]
    if _KEYED.match(mark.text):
        return [_unit(line, replace(mark, text=text)) for text in _NEXT_KEY.split(mark.text)]
    found = _LABELLED.match(mark.text) if not mark.style else None
    if not found:
        return [_unit(line, mark)]
    bullet = read_mark(mark.text[found.end(1) :])
    label = _unit(line, Mark("label", "", found.group(1).strip(), mark.indent))
    return [label, _unit(line, bullet)]


def _unit(line: _Line, mark: Mark) -> Unit:
    return Unit(
        style=mark.style,
        sign=mark.sign,
        text=mark.text,
        first=line.number,
        last=line.number,
        gap=line.gap,
        indent=mark.indent,
        number=mark.number,
        level=mark.level,
    )


def _continues(unit: Unit, before: _Line, line: _Line, mark: Mark, margin: int) -> bool:
    """Says whether a line goes on the unit before it."""
    text = line.raw.strip()
    if mark.style or line.gap > 1 or unit.style in {"label", "markdown"} or before.number != unit.last:
        return False
    own = _NEVER_JOINED.match(text) or _LABELLED.match(text) or _is_next_key(before.raw, line.raw)
    dated = _CALENDAR.match(text) and _CALENDAR.match(unit.text)
    numbered = line.gap > 0 and unit.style in {"bare", "decimal"}
    ends = _OFFICE_AT_END.search(before.raw) or (numbered and _OFFICE_LAST.search(before.raw))
    titled = unit.style in HEADINGS and ends
    lone = line.gap > 0 and line.raw[:1].isspace() and _LONE_TITLE.fullmatch(text)
    if len(unit.text) > _LONGEST or own or titled or dated or lone:
        return False
    asks = line.gap == 0 and unit.style and unit.text.endswith((" :", " ："))  # '○ 위치 :'
    unfinished = asks or _is_open(unit.text, before.raw, margin) or _is_cut(unit.text[-20:], text, line.gap)
    if unfinished or _OPEN_START.match(text):
        return True
    opens = _KEYED.match(text) or is_keyed(line.raw) or _UNIT_END.search(unit.text[-60:])
    if opens or not margin:
        whole = not unit.style and _FIGURE_END.search(unit.text[-40:])  # '... 수두 186, 기타 60'
        return not opens and not whole and line.gap == 0 and unit.style not in HEADINGS
    indent = indent_of(line.raw)
    valued = indent >= _VALUE_INDENT and _KEYED.match(unit.text)  # under the value of a key
    # '2-나. 공원' over lines that are set in is a whole title
    wrapped = unit.style not in HEADINGS or width(before.raw.strip()) >= _WRAPPED_TITLE * margin
    hanging = line.gap == 0 and (valued or (unit.style and wrapped and indent > unit.indent))
    if hanging or (not unit.style and _goes_on(before.raw, text, margin)):
        return True
    closed = line.gap > 0 and _CLOSED_END.search(unit.text[-40:])
    return _is_full(before.raw, text, margin) and not closed and ":" not in text[:20]


def _is_cut(end: str, text: str, gap: int) -> bool:
    """Says whether a line ends inside an amount, or before the figure that its sentence is about."""
    amount = _AMOUNT_END.search(end) and _AMOUNT_START.match(text)
    return bool(amount or (gap == 0 and _ASKING_END.search(end) and _TELLING.match(text)))


def _is_whole(unit: Unit) -> bool:
    """Says whether a paragraph without a mark may end where it does."""
    return (
        not unit.style and not _OPEN_END.search(unit.text[-40:]) and not _has_open_bracket(unit.text[-400:])
    )


def _is_next_key(raw: str, following: str) -> bool:
    """Says whether two lines are a list of keys and values: '처분 : 주의', then '조치결과 : 고침'."""
    keyed = [is_keyed(line) or bool(_KEYED.match(line.strip())) for line in (raw, following)]
    return all(keyed) and indent_of(raw) == indent_of(following)


def _goes_on(raw: str, text: str, margin: int) -> bool:
    """Says whether a long line of a paragraph without a mark is followed by its last words."""
    return (
        width(raw.rstrip()) + 1 + width(text.split(maxsplit=1)[0]) >= 0.85 * margin
        and not re.search(r"[.)]$|(?:함|음|임|때문)$", raw.strip())
        and not re.search(r"\d[\d,.]*%?\s+\S*\d", raw)
        and bool(re.match(r"[가-힣]{2,}(?:[을를은는이가의에로]|으로)?\s", text))
    )


def _is_open(text: str, last_line: str, margin: int) -> bool:
    """Says whether a text is plainly unfinished: an open bracket, a particle, a comma at its end."""
    end = text[-400:].rstrip()
    if _OPEN_END.search(end) or _has_open_bracket(end):
        return True
    return bool(_MAYBE_OPEN_END.search(end)) and width(last_line.strip()) >= max(30, 0.6 * margin)


def _has_open_bracket(text: str) -> bool:
    depth = 0
    for char in text:
        if char in _OPENING:
            depth += 1
        elif char in _BRACKETS:
            depth = max(0, depth - 1)
    return depth > 0


def _is_full(raw: str, following: str, margin: int) -> bool:
    """Says whether the first word of the next line had no room on this one."""
    if not margin or raw.rstrip().endswith("때문"):
        return False
    used = width(raw.rstrip())
    return used >= 0.75 * margin and used + 1 + width(following.split(maxsplit=1)[0]) > 0.97 * margin
