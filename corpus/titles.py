"""Which lines are titles though no mark says so, which are contents, and what titles are called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.joining import Unit, squeeze
from corpus.markers import HEADINGS, NUMBERED, RANKS, has_leaders, is_row_of_boxes
from corpus.model import Block

# Words that stand as a section's title in every such report, also where the mark before them was lost.
_SECTIONS = """
추진계획 추진일정 추진목표 추진방향 추진현황 추진실적 추진경과 추진배경 추진내용 추진성과
추진개요 향후계획 향후일정 향후추진계획 사업개요 사업내용 사업현황 주요내용 주요실적
주요추진실적 주요성과 기대효과 예산현황 예산집행계획 예산집행현황 예산집행및추진일정
세부추진계획 운영현황 운영계획 문제점 개선방안 개선방향 개선내용 필요성 목표 주요기능
조직 인력 일반현황 현황
"""
_SECTION_WORDS = frozenset(_SECTIONS.split())
_SENTENCE = re.compile(r"(?:다|음|임|함|됨|요)\s*\.?\s*$|\.\s*$")
FIGURES = re.compile(r"\d[\d,.]*")
LABEL_END = re.compile(
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
_KEYED_LINE = re.compile(r"[가-힣][가-힣\s]{1,9}\s?[:：]\s?\S")
_NAMED_TITLE = re.compile(
    r"(?:.*\s)?(?:(?:세부|단위|정책|내역)\s?)?(?:사업|과제)명?\s?[:：]\s?(?P<name>[^\s:：][^:：]*)$"
)
_FORM_LINES = 2
_TITLE_LENGTH = 40


def find_titles(units: list[Unit]) -> None:
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
            if squeeze(unit.text) in _SECTION_WORDS:
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
        named = not unit.style and _may_be_title(unit) and not FIGURES.search(unit.text)
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
        and len(FIGURES.findall(text)) <= 1
        and not re.search(r"[:,―]|\s[-–]\s", text)
        and not _ARROW.search(text)
        and not is_row_of_boxes(text)
        and not (_SPACED.fullmatch(text) and re.search(r"\S\s\S", text) and re.search(r"\s{2}", text))
        and bool(re.search(r"[가-힣]{2}|[가-힣] +[가-힣]", text))
    )


def join_forms(units: list[Unit]) -> None:
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


def find_contents(units: Sequence[Unit]) -> set[int]:
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


def heading_label(block: Block) -> str:
    """Gives the name by which a heading stands in the `section` of what is under it.

    That is its number and its text, up to a value, a note or a unit behind it; any other block's text up
    to there.
    """
    heading = block.kind == "heading"
    numbered = heading and _NUMBER.match(block.marker)
    number = block.marker if numbered else ""
    return title_label(block.text, number) if heading and not block.marker else _label(block.text, number)


def title_label(text: str, number: str) -> str:
    """A heading's label; of the title of a form the name in it: '세부사업 : 빙상장 보수'."""
    named = _NAMED_TITLE.match(text) if not number else None
    return named["name"] if named else _label(text, number)


def _label(text: str, number: str) -> str:
    cut = LABEL_END.search(text, 2)
    label = text[: cut.start()].strip() if cut else text
    label = _BRACKETED.sub(r"\1", label).strip()
    if _SPACED.fullmatch(label):
        label = re.sub(r"\s+", "", label)  # 총 괄
    return f"{number} {label}" if number else label
