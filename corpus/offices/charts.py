"""Organisation charts as text extraction leaves them: names on a line, their numbers and duties around it.

Boxes become lines: '5팀 38명' over '농 정 과', or '축산과' over '(17명)'; teams side by side become one
line of names, and the lists under the boxes follow one after the other. Such lists are shared out only where
something tells their ends: '... 등', a wider gap, the columns themselves, or the names in them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from corpus.model import Block, Lines, Path
from corpus.offices.offices import KINDS, LEAD, Duty, Office, bare, flat, is_name

_ANCHOR = re.compile(
    r"(?:조직|기구)(?:도|표|현황|체계)?(?:(?:및|·|과|와)?(?:인력|정원|정?·?현원|인원|업무|기능|직원)(?:현황)?)?(?:[(:：―–-].*)?"
)
_ENDS = re.compile(r"단위\s*[:：]|^\s*[□■◎▣❏❑\ue000-\uf8ff󰀀-󿿽ㅁ]|^\s*(?:\d{1,2}|[가-하])\s?[.)]\s|^#+\s")
_COUNT = re.compile(r"[(（]?\s*(?:\d+\s*(?:팀|과|담당|계)[\s,·]*)?\d+\s*명\s*[)）]?")
_PARENT = re.compile(
    rf"(?P<name>[가-힣A-Za-z][가-힣A-Za-z0-9· ]{{0,15}}?(?:{KINDS}))\s*[-–―]?\s*"
    r"[(（]?\s*(?P<count>\d+)\s*[)）]?\s*개?\s*(?:팀|과|담당|실)\s*[)）]?"
)
_STAFFED = re.compile(
    rf"(?P<name>[가-힣A-Za-z][가-힣A-Za-z0-9· ]{{0,15}}?(?:{KINDS}))\s*(?P<staff>{_COUNT.pattern})"
)
_LIST = re.compile(
    rf"(?:(?P<above>[가-힣A-Za-z][가-힣A-Za-z0-9·]{{0,13}}(?:{KINDS}))\s*)?(?:\d+\s*개?\s*(?:팀|과|담당)\s*)?[:：(（]\s*(?P<list>[^()（）:：]+)"
)
_COMMAS = re.compile(r"\s*[,/、]\s*")
_CELLS = re.compile(r"\s*\|\s*|\t|\s{2,}")
_BULLET = re.compile(r"^\s*(?:[○◦ㅇ●◇▶▷❍·•▪‣](?=\s?\S)|[-–―*](?=\s))\s*")
_LAST_OF_LIST = re.compile(r"\s등\s?[.]?$")
_KIND = re.compile(rf"(?:{KINDS})$")
LONGEST = 140  # lines of a chart
_LEAST_CALLED = 2  # characters of a name that a duty says

Item = tuple[str, Lines, int]
"""A bullet, its lines and how many blank lines stand before it."""

Share = Callable[[Sequence[Item], Sequence[str]], list[list[Duty]]]
"""Shares out bullets to the names of offices."""


@dataclass(slots=True)
class _Chart:
    """What is read of a chart so far."""

    section: Path
    found: list[Office] = field(default_factory=list)
    parents: list[tuple[str, int]] = field(default_factory=list)  # offices that say how many teams they have
    alone: list[int] = field(default_factory=list)  # places in `found` of names that stand alone, in a row
    row: list[int] = field(default_factory=list)  # places of the last names that stand together
    starts: list[int] = field(default_factory=list)  # the columns of these
    tokens: list[tuple[str, int, str, Lines]] = field(default_factory=list)  # names and numbers, in order
    items: list[tuple[str, Lines, int]] = field(default_factory=list)  # bullets, with the gap before each
    columns: list[tuple[int, str, int]] = field(default_factory=list)  # column, text, line

    def add(self, name: str, n: int, above: str = "") -> int:
        self.found.append(Office(name, (n, n), above, section=self.section))
        return len(self.found) - 1


def charts_of(lines: Sequence[str], blocks: Sequence[Block], share: Share | None = None) -> Iterator[Office]:
    """The offices of all charts of a document, each chart's with the office above them where it is told.

    `share` says how the lists under names are shared out: by what tells their ends, or else `called`.
    """
    headings = {block.lines[0] for block in blocks if block.kind == "heading" and not is_name(block.text)}
    n = 1
    while n <= len(lines):
        text = LEAD.sub("", flat(lines[n - 1]))
        if not _ANCHOR.fullmatch(text):
            n += 1
            continue
        last = n
        while last < min(len(lines), n + LONGEST) and not (
            last + 1 in headings
            or (_ENDS.search(lines[last]) and not _ANCHOR.fullmatch(LEAD.sub("", flat(lines[last]))))
        ):
            last += 1
        section = next((block.section for block in reversed(blocks) if block.lines[0] <= n), ())
        yield from _read(lines, n, last, section, share or shared)
        n = last + 1


def _read(lines: Sequence[str], first: int, last: int, section: Path, share: Share) -> Iterator[Office]:
    chart, blank = _Chart(section), 0
    for n in range(first, last + 1):
        line = lines[n - 1]
        if not line.strip():
            blank += 1
            continue
        if not _listed(chart, line, n) and n > first:
            _line(chart, line, n, blank)
        blank = 0
    _share_out(chart, share)
    _pair(chart)
    yield from chart.found


def _listed(chart: _Chart, line: str, n: int) -> bool:
    """Take a line that lists teams behind an office: '농정과 2팀(농정팀, 축산팀)', '1국 2팀 (가팀, 나팀)'."""
    told = False
    for match in _LIST.finditer(line):
        parts = [part for part in _COMMAS.split(match["list"].strip()) if part]
        names = [bare(part) for part in parts if is_name(part)]
        if len(names) < 2 or 2 * len(names) < len(parts):
            continue
        above = flat(match["above"] or "")
        if above:
            chart.add(above, n)
        for name in names:
            chart.add(name, n, above)
        told = True
    return told


def _line(chart: _Chart, line: str, n: int, blank: int) -> None:
    """Take one line of a chart."""
    if _COUNT.fullmatch(line.strip()):
        chart.tokens.append(("count", -1, line.strip("()（） \t"), (n, n)))
        return
    staffed = _STAFFED.fullmatch(line.strip())
    if staffed:
        place = chart.add(flat(staffed["name"]), n)
        chart.found[place] = replace(
            chart.found[place], staff=staffed["staff"].strip("()（） "), staff_lines=(n, n)
        )
        return
    if chart.row and _columned(chart, line, n):
        return
    if _BULLET.match(line):
        chart.items.append((_BULLET.sub("", line).strip(), (n, n), blank))
        return
    if _names_line(chart, line, n):
        return
    if chart.items:
        text, where, gap = chart.items[-1]
        chart.items[-1] = (f"{text} {line.strip()}", (where[0], n), gap)


def _names_line(chart: _Chart, line: str, n: int) -> bool:
    """Take a line of names alone; False where it is none."""
    cells = [cell.strip() for cell in _CELLS.split(line.strip()) if re.search(r"\w", cell)]
    told = [_PARENT.fullmatch(cell) for cell in cells]
    if any(told) and all(match or is_name(cell) for match, cell in zip(told, cells, strict=True)):
        chart.parents = [
            (flat(match["name"]), int(match["count"])) if match else (bare(cell), 0)
            for match, cell in zip(told, cells, strict=True)
        ]
        chart.row = [chart.add(name, n) for name, _ in chart.parents]
        chart.starts, chart.alone = [], []
        return True
    lists = [[bare(part) for part in _COMMAS.split(cell)] for cell in cells]
    if len(lists) > 1 and len(lists) == len(chart.row) and any(len(one) > 1 for one in lists):
        for place, names in zip(chart.row, lists, strict=True):
            for name in names:
                if is_name(name):
                    chart.add(name, n, chart.found[place].name)
        return True
    names = _side_by_side(line) or ([bare(cell) for cell in cells] if all(map(is_name, cells)) else [])
    if not names or chart.items:
        return False
    if len(names) == 1:
        chart.alone.append(chart.add(names[0], n))
        chart.tokens.append(("name", chart.alone[-1], names[0], (n, n)))
        return True
    above = _above(chart, len(names))
    chart.row = [chart.add(name, n, above) for name in names]
    chart.starts = [_width(line[: match.start()]) for match in re.finditer(r"\S+(?: \S+)*", line)]
    chart.alone = []
    return True


def _above(chart: _Chart, count: int) -> str:
    """The office that a line of so many teams is of: the first that says so, or the name over the line."""
    for place, (name, said) in enumerate(chart.parents):
        if said == count:
            del chart.parents[place]
            return name
    return chart.found[chart.alone[-1]].name if chart.alone else ""


def _side_by_side(line: str) -> list[str]:
    """The names of a line of two or more, also where single spaces stand in names: '농 정 팀 축 산 팀'."""
    words = line.replace("|", " ").split()
    if len(words) > 1 and all(map(is_name, words)):
        return [bare(word) for word in words]
    text = flat(line)
    for kind in KINDS.split("|"):
        if text.count(kind) > 1 and re.fullmatch(rf"(?:[가-힣A-Za-z0-9·]{{1,9}}?{kind})+", text):
            found = re.findall(rf"[가-힣A-Za-z0-9·]{{1,9}}?{kind}", text)
            if all(len(name) > 1 for name in found):
                return found
    return []


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _columned(chart: _Chart, line: str, n: int) -> bool:
    """Take a line whose parts stand under the names of a row."""
    if len(chart.starts) != len(chart.row):
        return False
    parts = [(_width(line[: m.start()]), m[0]) for m in re.finditer(r"\S+(?: \S+)*", line)]
    if len(parts) < 2 and not chart.columns:
        return False
    if not any(_BULLET.match(part) for _, part in parts) and not chart.columns:
        return False
    for start, part in parts:
        column = min(range(len(chart.starts)), key=lambda place: abs(chart.starts[place] - start))
        chart.columns.append((column, part, n))
    return True


def _share_out(chart: _Chart, share: Share) -> None:
    """Give the lists under a row of names to the names."""
    places = chart.row if not chart.alone else chart.alone
    if chart.columns:
        for column, place in enumerate(chart.row):
            lists: list[Duty] = []
            for own, part, n in chart.columns:
                if own != column:
                    continue
                if _BULLET.match(part) or not lists:
                    lists.append(Duty(_BULLET.sub("", part), (n, n)))
                else:
                    lists[-1] = Duty(f"{lists[-1].text} {part}", (lists[-1].lines[0], n))
            chart.found[place] = replace(chart.found[place], duties=tuple(lists))
        return
    groups = share(chart.items, [chart.found[place].name for place in places])
    for place, group in zip(places, groups, strict=False):
        chart.found[place] = replace(chart.found[place], duties=tuple(group))


def shared(items: Sequence[Item], names: Sequence[str]) -> list[list[Duty]]:
    """Lists that follow one another, one for each name; [] where nothing tells their ends.

    Args:
        items: bullets, their lines and how many blank lines stand before each.
        names: of the offices.
    """
    count = len(names)
    if count < 2 or len(items) < count:
        return []
    ended = [n for n, (text, _, _) in enumerate(items, 1) if _LAST_OF_LIST.search(text)]
    ends = ended if ended[-1:] == [len(items)] else [*ended, len(items)]
    if len(ends) != count:
        gaps = [gap for _, _, gap in items[1:]]
        ends = [n for n, gap in enumerate(gaps, 1) if gap > min(gaps)] + [len(items)]
    if len(ends) != count:
        return []
    starts = [0, *ends[:-1]]
    return [
        [Duty(text, where) for text, where, _ in items[start:end]]
        for start, end in zip(starts, ends, strict=True)
    ]


def called(items: Sequence[Item], names: Sequence[str]) -> list[list[Duty]]:
    """The lists that begin with a duty that is called as its office is: '폐기물 수거' of the 폐기물관리팀.

    One list a name, empty where its beginning or the next one's is not told; none for one name alone.
    """
    if len(names) < 2:
        return []
    starts: list[int | None] = [0]
    for name in names[1:]:
        stem, after = _KIND.sub("", name), max(n for n in starts if n is not None) + 1
        word = stem[: max(_LEAST_CALLED, (len(stem) + 1) // 2)]
        said = [n for n, (text, _, _) in enumerate(items) if n >= after and word in flat(text)]
        starts.append(said[0] if said and len(word) >= _LEAST_CALLED else None)
    ends = [*starts[1:], len(items)]
    return [
        [Duty(text, where) for text, where, _ in items[start:end]] if None not in (start, end) else []
        for start, end in zip(starts, ends, strict=True)
    ]


def _pair(chart: _Chart) -> None:
    """Give the numbers that stand over or under names to them."""
    tokens = chart.tokens
    counts = [n for n, token in enumerate(tokens) if token[0] == "count"]
    if not counts:
        return
    before = tokens[-1][0] == "name" and counts[0] + 1 < len(tokens)
    if before and len(tokens) > 1 and _close(tokens, counts) > 0:
        before = False
    paired: list[int] = []
    for n in counts:
        other = n + 1 if before else n - 1
        if 0 <= other < len(tokens) and tokens[other][0] == "name":
            place = tokens[other][1]
            chart.found[place] = replace(chart.found[place], staff=tokens[n][2], staff_lines=tokens[n][3])
            paired.append(place)
    over = [token for token in tokens[: min(counts)] if token[0] == "name" and token[1] not in paired]
    if over:
        name = over[-1][2]
        for place in paired:
            chart.found[place] = replace(chart.found[place], above=name)


def _close(tokens: Sequence[tuple[str, int, str, Lines]], counts: Sequence[int]) -> int:
    """Above 0 where numbers stand nearer to the names before them than to those behind them."""
    nearer = 0
    for n in counts:
        line = tokens[n][3][0]
        back = line - tokens[n - 1][3][0] if n and tokens[n - 1][0] == "name" else 99
        ahead = tokens[n + 1][3][0] - line if n + 1 < len(tokens) and tokens[n + 1][0] == "name" else 99
        nearer += (back < ahead) - (ahead < back)
    return nearer
