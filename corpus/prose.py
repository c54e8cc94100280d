"""Facts from headings, bullets, paragraphs and notes: one for each figure, with what it is about."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import accumulate

from corpus.dates import find_as_of, find_dates, find_year
from corpus.figures import ARROWS, parse_figures
from corpus.formulas import parted, with_results, with_units_of_whole
from corpus.labels import MAX_LABEL, clean_label, label_of
from corpus.model import Block, Fact, Lines, Metadata, Path
from corpus.phrases.phrase import AFTER, Phrase
from corpus.phrases.reader import read_phrases
from corpus.titles import heading_label
from corpus.units import bracket_units, caption_units

_SHORT_NAME = 15
_LONGEST_ROW = 200  # characters
_LONGEST = 50_000  # characters; a longer block is a dump or a binary, not a paragraph
_CELL_END = " | "  # a row of a table in an audit's cell, which gives facts as a table: '68 | 30 | 6'
_NEAR = 2  # lines between a name and its figure in an organisation chart
_OF_YEAR = re.compile(r"(?:19|20)\d{2}(?:년도?)?\s?[가-힣]")
_GAP = re.compile(r"\s{2,}")
_BARE = re.compile(r"[△▲-]?\d[\d,.]*%?(?=\s|$)")
_FEWEST_CELLS = 2
_NUMBER = r"(?:[△▲-]?\d{1,3}(?:,\d{3})*(?:\.\d+)?%?|-)"
_ROW = re.compile(rf"\s{_NUMBER}(?:\s{_NUMBER}){{2,}}$")  # '나루관 강변로 31 4,210 48,210 120,400'
_ROW_OF_FOUR = re.compile(
    rf"(?:^\d{{4}}|(?:^|\s){_NUMBER})(?:\s{_NUMBER}){{3,}}\s"
)  # '2031 1 3,906 8,244 집중호우'
_TOLD = re.compile(r"[:：(（=+/→➔⇒⇨]|,(?!\d)")  # what tells that a figure is of a sentence
_NONE = re.compile(r"\s?도\s?없")  # behind a figure
_NAME_GAP = re.compile(
    r"(?P<name>[가-힣·]{3,20}(?:\([가-힣·]{1,12}\))?)(?P<gap>\s{2,3})(?P<rest>(?=[^:：]*\d)(?![^:：]{0,12}[:：]).*)$"
)
_TAG = (
    r"\((?![당변개종현기목계예]|\d{2}\))[가-힣A-Z\d][가-힣A-Z\d·]{0,7}\)\s?(?:약\s)?\d[\d,.]*\s?[가-힣%]{1,4}"
)
_TAGGED = re.compile(rf"(?<![\s:：,])\s{_TAG}(?:\s?[,/]\s?{_TAG})+")
_SURE, _WORDED, _PLACED = 1.0, 0.8, 0.6


@dataclass(slots=True)
class _Days:
    """The days to which the figures of each section are counted, as the text says on the way."""

    found: dict[Path, dt.date] = field(default_factory=dict)

    def read(self, block: Block, year: int | None) -> dt.date | None:
        """The day of a block: its own, else that of its section or one above it."""
        own = find_as_of(block.text, year)
        if own is not None and block.kind in {"heading", "note"}:
            inner = (*block.section, label_of(block.text)) if block.kind == "heading" else block.section
            self.found[inner] = own
        if own is not None:
            return own
        paths = (block.section[:depth] for depth in range(len(block.section), 0, -1))
        return next((self.found[path] for path in paths if path in self.found), None)


@dataclass(slots=True)
class _Units:
    """The units that notes and titles state for bare amounts below them: '(단위 : 백만원)', '(천원, %)'."""

    found: dict[Path, str] = field(default_factory=dict)

    def note(self, block: Block) -> None:
        """Takes the unit that a heading or a note states."""
        if block.kind in {"heading", "note"} and (own := _stated(block.text)):
            inner = (*block.section, heading_label(block)) if block.kind == "heading" else block.section
            self.found[inner] = own

    def of(self, block: Block) -> str:
        """The unit of a block's bare amounts: of a bullet above it, else of its section; '' for none."""
        above = next((unit for parent in reversed(block.parents) if (unit := _stated(parent))), "")
        own = _stated(block.text) if block.kind == "heading" else ""
        return above or own or self.found.get(block.section, "")


@lru_cache(maxsize=4096)
def _stated(text: str) -> str:
    units = caption_units(text) or bracket_units(text)
    return units[0] if units else ""


class _RawPlaces:
    """Finds the raw lines of a figure inside a block that was joined from several."""

    def __init__(self, block: Block, lines: Sequence[str]) -> None:
        self.block = block
        first, last = block.lines
        raw = ["".join(line.split()) for line in lines[first - 1 : last]] if first < last else []
        self.ends = list(accumulate(len(line) for line in raw))
        self.before = list(accumulate((not char.isspace() for char in block.text), initial=0)) if raw else []
        self.offset = "".join(raw).find("".join(block.text.split())) if raw else -1

    def lines(self, start: int, end: int) -> Lines:
        """The lines of `block.text[start:end]`; the whole block's where it cannot be told."""
        if self.offset < 0 or start >= end:
            return self.block.lines
        first = bisect_right(self.ends, self.offset + self.before[start])
        last = bisect_left(self.ends, self.offset + self.before[end])
        return self.block.lines[0] + first, self.block.lines[0] + last


def prose_facts(
    blocks: Sequence[Block], document: str, metadata: Metadata, lines: Sequence[str] = ()
) -> list[Fact]:
    """One fact for each figure in a heading, bullet, paragraph or note.

    Args:
        blocks: the document's outline, in order.
        document: its file name.
        metadata: its year and day, for figures that the text gives none.
        lines: its raw lines, to tell on which of a block's lines a figure stands.

    Returns:
        Facts with ids from 0. `row` holds the bullets above, the bullet's own label and the words that
        name the figure; `column` the state ('변경 전', '당초') or period ("'20년") that tells it from its
        like; `confidence` is lower where only the words of a sentence name it.
    """
    names = dict(_chart_names(blocks))
    days, units = _Days(), _Units()
    facts: list[Fact] = []
    for place, block in enumerate(blocks):
        as_of = days.read(block, metadata.year)
        units.note(block)
        text = parted(_keyed(block)[:_LONGEST])
        phrases = read_phrases(text)
        if not phrases or block.text.count(_CELL_END) > 1 or _is_cells(blocks, place, lines):
            continue
        phrases = with_units_of_whole(with_results(text, _revised(block, phrases)))
        phrases = [phrase for phrase in phrases if not (_is_page(block, phrase) or _is_none(block, phrase))]
        places = _RawPlaces(block, lines)
        phrases = [phrase for phrase in phrases if not _is_cell(block, phrase, places, lines)]
        parents = (parent for parent in block.parents if parent.count(_CELL_END) < 2)
        above = tuple(label for parent in parents if (label := label_of(parent)))
        for phrase in phrases:
            row, confidence = _row(phrase, above, names.get(place, ""), block)
            year, day = _time(phrase, block, metadata, as_of)
            facts.append(
                Fact(
                    id=len(facts),
                    document=document,
                    lines=places.lines(phrase.figure.start, phrase.figure.end),
                    section=block.section,
                    caption=_caption(block),
                    row=row,
                    column=phrase.column,
                    value=phrase.figure.value,
                    unit=phrase.figure.unit or (units.of(block) if "," in phrase.figure.text else ""),
                    text=phrase.text,
                    as_of=day,
                    year=year,
                    confidence=confidence,
                )
            )
    return facts


def _keyed(block: Block) -> str:
    """A bullet's text with a colon behind the name that a wide gap parts from the rest, as long as before.

    '▷ 추모공원  봉안당 24,600기 / 자연장지 6,200기': all of it is said of the name.
    """
    found = _NAME_GAP.match(block.text) if block.kind == "bullet" else None
    text = f"{found['name']}{':':<{len(found['gap'])}}{found['rest']}" if found else block.text
    return _TAGGED.sub(_named_by_tags, text)


def _named_by_tags(found: re.Match[str]) -> str:
    """Names in brackets before each of some figures without them: '강습 (1기) 42명, (2기) 46명'."""
    first, rest = found[0][:1], found[0][1:]
    return (":" if first.isspace() else first) + rest.replace("(", " ").replace(")", " ")


def _is_cells(blocks: Sequence[Block], place: int, lines: Sequence[str]) -> bool:
    """Whether a text is of cells of a table that could not be read: nothing names its figures.

    '솔밭동   12   31   58', '솔밭동 12 31 58', or '12' alone on a line with other lines or
    figures above it or below.
    """
    block = blocks[place]
    if block.kind not in {"paragraph", "note"}:
        return False
    first, last = block.lines
    for line in lines[first - 1 : last] or [block.text]:
        if _ROW.search(line.rstrip()[-_LONGEST_ROW:]) or _ROW_OF_FOUR.search(line[:_LONGEST_ROW]):
            return True
        if sum(bool(_BARE.match(piece)) for piece in _GAP.split(line.strip()[:_LONGEST])) >= _FEWEST_CELLS:
            return True
    around = (*blocks[max(0, place - 1) : place], *blocks[place + 1 : place + 2])
    near = (first - 1, last + 1)
    listed = any(
        each.kind == "paragraph" and ({*each.lines} & {*near} or _BARE.fullmatch(each.text.strip()))
        for each in around
    )
    return listed and bool(_BARE.fullmatch(block.text.strip()))


def _is_cell(block: Block, phrase: Phrase, places: _RawPlaces, lines: Sequence[str]) -> bool:
    """Whether an amount stands bare among words, as in a row of a table: '빈터 정비 4,510 2월~10월 녹지과'.

    Not in the line of a bullet, which may leave the unit out, nor where a sign tells what is said of it.
    """
    figure = phrase.figure
    first, last = places.lines(figure.start, figure.end)
    begun = block.kind not in {"paragraph", "note"} and first == block.lines[0]
    if figure.unit or "," not in figure.text or begun or first != last or first > len(lines):
        return False
    line = lines[first - 1]
    text = re.escape(figure.text)  # '1분기 3,200  2분기 5,600': each has its name
    amid = re.search(rf"(?:(?:^|\s){text}\s|(?:^|\s\s){text}\s+)\S", line)
    return not _TOLD.search(line) and bool(amid or line.strip() == figure.text)


def _is_page(block: Block, phrase: Phrase) -> bool:
    """Whether a figure is the page at the end of a heading in a table of contents: 'Ⅰ. 일반 현황 1'."""
    bare = not phrase.figure.unit and phrase.text.isdigit()
    return block.kind == "heading" and bare and block.text.endswith(f" {phrase.text}")


def _is_none(block: Block, phrase: Phrase) -> bool:
    """Whether a figure says that there is none: '별도 지급은 1건도 없음'."""
    return _NONE.match(_keyed(block), phrase.figure.end) is not None


def _revised(block: Block, phrases: Sequence[Phrase]) -> list[Phrase]:
    """A line under an arrow is what became of the figures above it: '계획 : 9회' over '⇒ 7회'."""
    if block.marker not in ARROWS or not block.marker or not block.parents:
        return list(phrases)
    units = {figure.unit for figure in parse_figures(block.parents[-1][:_LONGEST])}
    return [
        replace(phrase, column=(AFTER,)) if phrase.figure.unit in units and not phrase.column else phrase
        for phrase in phrases
    ]


def _caption(block: Block) -> str:
    """The innermost heading over a block; of a heading itself its own words."""
    if block.kind == "heading":
        return label_of(block.text)
    return block.section[-1] if block.section else ""


def _row(phrase: Phrase, above: Path, name: str, block: Block) -> tuple[Path, float]:
    """The labels of a figure, outermost first, and how sure they are."""
    labels = (*above, name, *phrase.row)
    row = tuple(label for i, label in enumerate(labels) if label and label not in labels[:i])
    if name or (phrase.row and phrase.sure):
        return row, _SURE
    if row:
        return row, _WORDED
    caption = _caption(block) or clean_label(block.text[:MAX_LABEL])
    return ((caption,) if caption else ()), _PLACED


def _time(
    phrase: Phrase, block: Block, metadata: Metadata, as_of: dt.date | None
) -> tuple[int | None, dt.date | None]:
    """The year that a figure is about and the day to which it is counted."""
    date = phrase.date
    if date is not None and date.first and date.last and date.first.year == date.last.year:
        year = date.last.year
        if date.text.rstrip().endswith(("말", "현재", "기준")):
            return year, date.last
        if year != metadata.year:
            return year, as_of if as_of and as_of.year == year else None
        return year, as_of or metadata.as_of
    parents = (parent for parent in reversed(block.parents) if len(parent) <= MAX_LABEL)
    dated = (name for name in phrase.row if _OF_YEAR.match(name))  # '2024예산 : 312백만원'
    titles = (*dated, *parents, *reversed(block.section))
    named = next((found for title in titles if (found := _title_year(title)) is not None), None)
    if named is None or named == metadata.year:
        return (as_of.year if as_of else metadata.year), as_of or metadata.as_of
    return named, as_of if as_of and as_of.year == named else None


def _title_year(title: str) -> int | None:
    """The year that a title is about: "'20년 추진 실적".

    Not the days of a period in it, nor one of the years that it compares: "화재 : '30년 2건, '31년 1건".
    """
    mentions = find_dates(title)
    years = {mention.last.year for mention in mentions if mention.last}
    compared = len(years) > 1 and len(parse_figures(title)) > 1
    if compared or any(mention.precision == "day" for mention in mentions):
        return None
    return find_year(title)


def _chart_names(blocks: Sequence[Block]) -> Iterator[tuple[int, str]]:
    """The names of figures that stand alone in an organisation chart, from the line next to them.

    '기획과' over '(47명)', or '7팀 178명' over '총 무 과': the nearer line is the name.
    """
    for place, block in enumerate(blocks):
        if block.kind not in {"paragraph", "note"} or not _is_bare(block):
            continue
        best = (_NEAR + 1, "")
        for other in (place - 1, place + 1):
            if not 0 <= other < len(blocks):
                continue
            gap = max(block.lines[0] - blocks[other].lines[1], blocks[other].lines[0] - block.lines[1])
            if gap < best[0] and _is_name(blocks[other]):
                best = (gap, clean_label(blocks[other].text))
        if best[1]:
            yield place, best[1]


def _is_bare(block: Block) -> bool:
    """True for a block of nothing but figures with units: '7팀 178명', '(47명)'."""
    phrases = read_phrases(block.text) if len(block.text) <= 2 * _SHORT_NAME else []
    rest = block.text
    for phrase in phrases:
        rest = rest.replace(phrase.text, "", 1)
    return bool(phrases) and all(phrase.figure.unit for phrase in phrases) and not rest.strip(" ,()·")


def _is_name(block: Block) -> bool:
    return (
        block.kind in {"paragraph", "heading"}
        and len("".join(block.text.split())) <= _SHORT_NAME
        and not any(char.isdigit() for char in block.text)
    )
