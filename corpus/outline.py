"""Lines become blocks: headings, bullets, notes and paragraphs, each knowing what it stands under."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.joining import Unit, read_units, squeeze
from corpus.markers import HEADINGS, NUMBERED, PARENS, RANKS, has_leaders, is_row_of_boxes
from corpus.model import Block, BlockKind, Lines, Path

# Words that stand as a section's title in every such report, also where the mark before them was lost.
_SECTION_WORDS = """
추진계획 추진일정 추진목표 추진방향 추진현황 추진실적 추진경과 추진배경 추진내용 추진성과
추진개요 향후계획 향후일정 향후추진계획 사업개요 사업내용 사업현황 주요내용 주요실적
주요추진실적 주요성과 기대효과 예산현황 예산집행계획 예산집행현황 예산집행및추진일정
세부추진계획 운영현황 운영계획 문제점 개선방안 개선방향 개선내용 필요성 목표 주요기능
조직 인력 일반현황 현황
"""
SECTION_WORDS = frozenset(_SECTION_WORDS.split())
_ORDERED = ("square", "private", "circled", *PARENS, "circle", "diamond", "dash", "arrow", "dot")
# marks of a summary that may stand before the first □ without □ standing under them
_LEAVES = frozenset({"diamond", "dash", "arrow", "dot"})
_INDENTED = frozenset({"dash", "circle", "arrow", "dot", "diamond"})
_SENTENCE = re.compile(r"(?:다|음|임|함|됨|요)\s*\.?\s*$|\.\s*$")
_FIGURES = re.compile(r"\d[\d,.]*")
_LABEL_END = re.compile(
    # a title that is a table's head too: '◇ 민원 접수(건)        2023년  2024년'
    r"\t|(?<=[가-힣)]{2})\s{3,}(?=[(（‘’']?\d)|\s{2,}(?:담당|소관|주관)\b|\s*(?:[:：※]|\s[-―–]\s|\s{2,}[(（]|[(（\[〔][^()（）]*단위)"
)
# the offices behind a title: '골목 돌봄 복지정책팀', '골목 돌봄 (복지과 복지정책팀, 돌봄팀)'
_OFFICE_END = re.compile(
    r"\s+(?:[가-힣\d]{1,10}(?:과|팀|실|국|센터)|[(（][^()（）]{2,40}[)）]|(?:담당|소관|주관)\s?[:：].*)\s*$"
)
_NUMBER = re.compile(r"[0-9Ⅰ-ⅫIVX가-하①-⑳❶-➓㉮-㉻]")
_SPACED = re.compile(r"[가-힣](?:\s+[가-힣]){1,7}")
_ARROW = re.compile(r"[→⇒⇨➡➔➜▶►⇔↔]")
_BRACKETED = re.compile(r"^[<〈【\[]([^<>〈〉【】\[\]]+)[>〉】\]]$")
_NOTE = re.compile(r"[(（]|[\[<〈〔【]\s?단\s?위")
_KEYED_LINE = re.compile(r"[가-힣][가-힣\s]{1,9}\s?[:：]\s?\S")
_NAMED_TITLE = re.compile(
    r"(?:.*\s)?(?:(?:세부|단위|정책|내역)\s?)?(?:사업|과제)명?\s?[:：]\s?(?P<name>[^\s:：][^:：]*)$"
)
_FORM_LINES = 2
_TITLE_LENGTH = 40
_HEADING_LENGTH = 80


@dataclass(slots=True)
class _Entry:
    """One step of the path from the top of the outline to the present line."""

    style: str
    rank: float
    number: int
    level: int
    indent: int  # among the indents that the document uses for this style
    column: int
    label: str
    heading: bool


def read_outline(lines: Sequence[str], taken: Sequence[Lines]) -> tuple[Block, ...]:
    """Reads the outline of a document.

    Args:
        lines: the raw lines of the file.
        taken: the lines (1-based, inclusive) that are tables; they give no block.

    Returns:
        The blocks in the order of their lines. Wrapped lines are joined; a table of contents gives
        paragraphs, which are no one's section.
    """
    units = read_units(lines, taken)
    _join_forms(units)
    _find_titles(units)
    contents = _find_contents(units)
    return tuple(_Walk(units).blocks(contents))


def _find_titles(units: list[Unit]) -> None:
    """Makes headings of the short unmarked lines that stand over others (backward: one may lead to one)."""
    captions = [_is_caption(unit) for unit in units]
    for place, unit in enumerate(units):
        if captions[place] and any(captions[max(0, place - 1) : place] + captions[place + 1 : place + 2]):
            unit.style = ""  # pictures stand side by side: <1층 로비> <2층 식당>
    for place in _group_names(units):
        units[place].style = "label"
    following: Unit | None = None
    for place in range(len(units) - 1, -1, -1):
        unit = units[place]
        before = units[place - 1] if place else None
        if not unit.style and _may_be_title(unit) and not _leads_nothing(before, unit):
            if squeeze(unit.text) in SECTION_WORDS:
                unit.style = "square"
            elif following is not None and (
                following.style in {"square", "private", "title"}
                or (following.style, following.sign) == ("label", "")
            ):
                unit.style = "title"
            elif unit.before_table or (
                following is not None and following.style in {"circle", "label", "arrow", "diamond"}
            ):
                unit.style = "label"
        if not (unit.style == "" and unit.text.startswith("(")):
            following = unit


def _join_forms(units: list[Unit]) -> None:
    """Makes one title of the lines over a form: '부서 : 체육과', '세부사업 : 빙상장 보수', then □."""
    for place in range(len(units) - 1, _FORM_LINES - 1, -1):
        if units[place].style not in {"square", "private"} or not _NAMED_TITLE.match(units[place - 1].text):
            continue
        first = place
        while first and not units[first - 1].style and _KEYED_LINE.match(units[first - 1].text):
            first -= 1
        if place - first >= _FORM_LINES:
            text = " ".join(unit.text for unit in units[first:place])
            units[first:place] = [replace(units[first], style="title", text=text, last=units[place - 1].last)]


def _group_names(units: Sequence[Unit]) -> list[int]:
    """The places of names that stand alone over lines without marks, a blank line before each, two or more.

    '시립도서관' over '개관 2016.5.' and '연면적 1,204㎡', then '온빛문화관' over its own.
    """
    names: list[int] = []
    group: list[int] = []
    rank = 0.0  # of the last mark: a name under 1) or ○ heads nothing beside those
    for place, (unit, following) in enumerate(pairwise(units)):
        rank = RANKS.get(unit.style, rank)
        over = not following.style and following.gap == 0 and len(following.text) > len(unit.text)
        named = not unit.style and _may_be_title(unit) and not _FIGURES.search(unit.text)
        if over and named and rank < RANKS["label"] and not following.text.startswith("("):
            group.append(place)
        elif unit.style or unit.gap:
            names += group if len(group) > 1 else []
            group = []
    return names + (group if len(group) > 1 else [])


def _is_caption(unit: Unit) -> bool:
    return unit.text[:1] in "<〈" and unit.text[-1:] in ">〉"


def _leads_nothing(before: Unit | None, unit: Unit) -> bool:
    """Says whether a line only looks like a title: the first words of a chapter, a step of a flow chart."""
    if before is None:
        return False
    opening = before.style in NUMBERED and unit.gap <= 2 and len(unit.text) > 20
    return opening or bool(_ARROW.search(before.text[-3:]))


def _may_be_title(unit: Unit) -> bool:
    text = unit.text
    return (
        unit.gap > 0
        and 2 <= len(text) <= _TITLE_LENGTH
        and unit.last - unit.first <= 2
        and "\t" not in text
        and not re.match(r"[(（※*<〈]|[▲△↑]\s?(?:표|그림)\s?\d", text)
        and not _SENTENCE.search(text)
        and len(_FIGURES.findall(text)) <= 1
        and not re.search(r"[:,―]|\s[-–]\s", text)
        and not _ARROW.search(text)
        and not is_row_of_boxes(text)
        and not (_SPACED.fullmatch(text) and re.search(r"\S\s\S", text) and re.search(r"\s{2}", text))
        and bool(re.search(r"[가-힣]{2}|[가-힣] +[가-힣]", text))
    )


def _find_contents(units: Sequence[Unit]) -> set[int]:
    """Finds the units of tables of contents: titles that are listed once before they head their text.

    A listed title has dot leaders, or stands in a run of headings without text between them and comes
    again as a heading later (`② 청사 방역 강화` ... `2 청사 방역 강화`).
    """
    contents = {place for place, unit in enumerate(units) if has_leaders(unit.text)}
    keys = [squeeze(unit.text) if unit.style in HEADINGS else "" for unit in units]
    later: Counter[str] = Counter()
    again = [False] * len(units)
    for place in range(len(units) - 1, -1, -1):
        if len(keys[place]) >= 5:
            again[place] = 1 <= later[keys[place]] <= 2
            later.update({keys[place], _without_office(units[place].text)})
    for first, last in _runs(units):
        if last - first < 1:
            continue
        by_style: dict[str, list[int]] = {}
        for place in range(first, last + 1):
            if units[place].style not in {"markdown", "label", "title"}:
                by_style.setdefault(units[place].style, []).append(place)
        for places in by_style.values():
            listed = [again[place] for place in places]
            contents.update(place for place in places if again[place])
            inner = range(1, len(places) - 1)
            contents.update(places[k] for k in inner if listed[k - 1] and listed[k + 1])
    return contents


def _without_office(text: str) -> str:
    """What is left of a title's letters and digits without the office behind it: '골목 돌봄 복지정책팀'."""
    return squeeze(_OFFICE_END.sub("", text)) if _OFFICE_END.search(text) else squeeze(text)


def _runs(units: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    """Gives the runs (first and last place) of headings with no text and no table between them."""
    first = 0
    for place, unit in enumerate(units):
        if unit.style not in HEADINGS:
            first = place + 1
        elif unit.before_table or place + 1 == len(units) or units[place + 1].style not in HEADINGS:
            yield first, place
            first = place + 1


def learn_ranks(units: Sequence[Unit]) -> dict[str, float]:
    """Gives the rank of each style, the usual one unless this document clearly nests them otherwise.

    Between two headings the mark that comes first stands above the one that comes after it; where three
    or more places say so and hardly any the contrary, that order is the document's own.
    """
    ranks: dict[str, float] = dict(RANKS)
    first: Counter[tuple[str, str]] = Counter()
    seen: list[str] = []
    for unit in units:
        if RANKS.get(unit.style, 99) <= RANKS["bare"]:
            seen = []
        elif unit.style in _ORDERED and unit.style not in seen:
            outer = unit.style in {"square", "private"}
            first.update((above, unit.style) for above in seen if not (outer and above in _LEAVES))
            seen.append(unit.style)
    present = [style for style in _ORDERED if any(style in pair for pair in first)]
    order: list[str] = []
    for style in present:
        under = (k for k, other in enumerate(order) if _stands_above(style, other, first))
        order.insert(next(under, len(order)), style)
    ranks.update(zip(order, [ranks[style] for style in present], strict=True))
    if _goes_on_after(units, "syllable", "task"):
        ranks["task"] = RANKS["syllable"] + 0.5
    if _are_parts(units):
        ranks["decimal part"] = RANKS["bare"] + 0.5
    return ranks


def _goes_on_after(units: Sequence[Unit], outer: str, inner: str) -> bool:
    """Says whether a series goes on behind headings of another style: 다., [사업 1], [사업 2], 라."""
    last = open_at = 0
    for unit in units:
        if unit.style == inner:
            open_at = last
        elif unit.style == outer:
            if open_at and unit.number == open_at + 1:
                return True
            last, open_at = unit.number, 0
    return False


def _are_parts(units: Sequence[Unit]) -> bool:
    """Says whether 3-1, 3-2 are the parts of a title '3 주요업무', whose number has no dot."""
    last = 0
    outer: Counter[bool] = Counter()
    for unit in units:
        if unit.style == "bare":
            last = unit.number
        elif unit.style == "decimal part" and unit.sign[:1].isdigit():
            outer[int(re.split(r"[-.]", unit.sign)[0]) == last] += 1
    return outer[True] > 1 and not outer[False]


def _stands_above(style: str, other: str, first: Mapping[tuple[str, str], int]) -> bool:
    count = first.get((style, other), 0)
    return count >= 3 and count >= 4 * first.get((other, style), 0)


def _learn_indents(units: Sequence[Unit]) -> dict[str, list[int]]:
    """Gives, for each bullet style, the indents that this document uses to nest it, narrowest first."""
    counts: dict[str, Counter[int]] = {}
    for unit in units:
        if unit.style in _INDENTED:
            counts.setdefault(unit.style, Counter())[unit.indent] += 1
    return {style: _levels(found) for style, found in counts.items()}


def _levels(counts: Counter[int]) -> list[int]:
    """The indents that are meant: the frequent ones, and of the rest those that stand well apart."""
    levels: list[int] = []
    for indent, count in counts.most_common():
        frequent = count >= max(2, counts.total() // 20)
        if frequent or all(abs(indent - level) >= 2 for level in levels):
            levels.append(indent)
    return sorted(levels)


class _Walk:
    """Goes through the units with the path of headings and bullets above them."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = units
        self.ranks = learn_ranks(units)
        self.indents = _learn_indents(units)
        # converters may put one '##' before each heading; then its own mark tells how deep it is
        levels = {unit.level for unit in units if unit.level}
        marked = {unit.style for unit in units if unit.level and unit.style != "markdown"}
        self.flat = len(levels) == 1 and len(marked) > 1
        self.top = min(marked, key=lambda style: self.ranks[style]) if self.flat else ""
        self.stack: list[_Entry] = []

    def blocks(self, contents: set[int]) -> Iterator[Block]:
        """Gives a block for each unit; `contents` are the places of tables of contents."""
        for place, unit in enumerate(self.units):
            style = unit.style
            if place in contents:
                yield self._block("paragraph", unit, parents=())
            elif style == "note":
                yield self._block("note", unit, parents=self._note_parents(unit))
            elif not style:
                kind: BlockKind = "note" if _NOTE.match(unit.text) else "paragraph"
                yield self._block(kind, unit, parents=self._label_parents())
            else:
                heading = style in HEADINGS and _is_heading(unit)
                self._enter(place, unit)
                yield self._block("heading" if heading else "bullet", unit, parents=self._parents())
                self.stack.append(self._entry(unit, heading=heading))

    def _block(self, kind: BlockKind, unit: Unit, parents: Path) -> Block:
        section = tuple(entry.label for entry in self.stack if entry.heading)
        return Block(
            kind=kind,
            text=unit.text,
            lines=(unit.first, unit.last),
            marker=unit.sign,
            depth=len(self.stack),
            section=section,
            parents=parents,
        )

    def _parents(self) -> Path:
        return tuple(entry.label for entry in self.stack if not entry.heading)

    def _note_parents(self, unit: Unit) -> Path:
        """The bullets above a note: not those that stand further to the right."""
        own = (entry for entry in self.stack if entry.heading or entry.column <= unit.indent + 1)
        return tuple(entry.label for entry in own if not entry.heading)

    def _label_parents(self) -> Path:
        """The bullets above an unmarked paragraph: down to the last that only names what follows."""
        bullets = [entry.label for entry in self.stack if not entry.heading]
        while bullets and (len(bullets[-1]) > 20 or _FIGURES.search(bullets[-1]) or ":" in bullets[-1]):
            bullets.pop()
        return tuple(bullets)

    def _entry(self, unit: Unit, *, heading: bool) -> _Entry:
        rank = self.ranks[unit.style]
        if self.stack and self.stack[-1].rank >= rank:
            rank = self.stack[-1].rank + 0.25
        label = _title_label(unit.text, unit.sign if unit.number else "") if heading else unit.text
        return _Entry(
            unit.style, rank, unit.number, self._level(unit), self._indent(unit), unit.indent, label, heading
        )

    def _level(self, unit: Unit) -> int:
        """The level of a Markdown heading, 0 where it tells nothing."""
        return 0 if self.flat and unit.style != "markdown" else unit.level

    def _indent(self, unit: Unit) -> int:
        """The place of a bullet's indent among those that the document uses for its style."""
        return sum(indent <= unit.indent for indent in self.indents.get(unit.style, ()))

    def _enter(self, place: int, unit: Unit) -> None:
        """Takes off the stack what the unit does not stand under."""
        stack = self.stack
        if unit.style == "markdown":
            _cut(stack, lambda e: e.level >= unit.level or (e.level == 0 and e.rank > RANKS["roman"]))
            return
        if unit.style == self.top and unit.level:
            stack.clear()  # also of '## 목차'
            return
        sibling = self._sibling(place, unit)
        if sibling is not None:
            del stack[sibling:]
            return
        rank = self.ranks[unit.style]
        if level := self._level(unit):
            _cut(stack, lambda e: e.level >= level or (e.level == 0 and e.rank >= rank))
        else:
            while stack and stack[-1].rank >= rank and not _is_outer(stack[-1], unit):
                stack.pop()

    def _sibling(self, place: int, unit: Unit) -> int | None:
        """Gives the place on the stack of the entry that the unit follows as its like; None for none."""
        same = [k for k, entry in enumerate(self.stack) if entry.style == unit.style]
        if not same:
            return None
        if unit.style in {"bare", "decimal", "decimal part"}:
            return self._numbered_sibling(place, unit, same)
        if unit.style not in _INDENTED:
            return same[-1]
        indent = self._indent(unit)
        outer = [k for k in same if self.stack[k].indent <= indent]
        if not outer:
            return same[0]
        if self.stack[outer[-1]].indent == indent:
            return outer[-1]
        del self.stack[outer[-1] + 1 :]
        return None

    def _numbered_sibling(self, place: int, unit: Unit, same: list[int]) -> int | None:
        for k in reversed(same):
            if 1 <= unit.number - self.stack[k].number <= 2:
                return k
        if unit.number == 1 and self._opens_nested(place, unit, same[-1]):
            while not self.stack[-1].heading:
                self.stack.pop()
            return len(self.stack)
        return same[0]

    def _opens_nested(self, place: int, unit: Unit, outer: int) -> bool:
        """Says whether a 1 opens a list inside its like (`2 청사` > `□ 추진계획` > `1 사무실`).

        It does when its 2 comes before the next heading of the kind that stands between them.
        """
        between = [entry for entry in self.stack[outer + 1 :] if entry.heading]
        if not between:
            return False
        for later in self.units[place + 1 :]:
            if later.style == unit.style:
                return later.number == 2
            if later.style == between[0].style or RANKS.get(later.style, 99) < RANKS[unit.style]:
                return False
        return False


def heading_label(block: Block) -> str:
    """Gives the name by which a heading stands in the `section` of what is under it.

    That is its number and its text, up to a value, a note or a unit behind it; any other block's text up
    to there.
    """
    heading = block.kind == "heading"
    numbered = heading and _NUMBER.match(block.marker)
    number = block.marker if numbered else ""
    return _title_label(block.text, number) if heading and not block.marker else _label(block.text, number)


def _title_label(text: str, number: str) -> str:
    """A heading's label; of the title of a form the name in it: '세부사업 : 빙상장 보수'."""
    named = _NAMED_TITLE.match(text) if not number else None
    return named["name"] if named else _label(text, number)


def _label(text: str, number: str) -> str:
    cut = _LABEL_END.search(text, 2)
    label = text[: cut.start()].strip() if cut else text
    label = _BRACKETED.sub(r"\1", label).strip()
    if _SPACED.fullmatch(label):
        label = re.sub(r"\s+", "", label)  # 총 괄
    return f"{number} {label}" if number else label


def _is_outer(entry: _Entry, unit: Unit) -> bool:
    """Says whether an entry of no lower rank stays above a unit: it is less indented, or a nested list's."""
    if entry.style == unit.style:
        return unit.style in _INDENTED or unit.number == 1
    step = 1 if unit.style == "dash" else 2
    return not entry.heading and unit.style in _INDENTED and unit.indent >= entry.column + step


def _is_heading(unit: Unit) -> bool:
    """Says whether a unit in a heading's style is one: not a whole sentence or a long text."""
    if unit.style in {"markdown", "roman", "title", "label"}:
        return True
    head = _LABEL_END.split(unit.text, maxsplit=1)[0]
    return len(head) <= _HEADING_LENGTH and not (len(head) > 25 and unit.text.rstrip().endswith("."))


def _cut(stack: list[_Entry], ends: Callable[[_Entry], bool]) -> None:
    """Shortens the stack to the entries before the first that `ends` says the new heading closes."""
    for k, entry in enumerate(stack):
        if ends(entry):
            del stack[k:]
            return
