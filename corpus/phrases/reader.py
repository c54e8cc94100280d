"""What each figure of a bullet is about: its labels, the name before it, its period, its pair.

'투표소(2,259개), 사무원(53,457명)'   투표소 2,259개, 사무원 53,457명
'정원 26,740명 (평균 1,069명)'        정원 26,740명, 정원 > 평균 1,069명
'지원 확대 (월 2회 → 4회)'            지원 확대: 2회 (변경 전), 4회 (변경 후)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Final

from corpus.clauses import BY_WAY, change_told, is_changed, year_told
from corpus.dates import DateMention, find_dates
from corpus.figures import RANGE_MARKS, Figure, parse_figures
from corpus.labels import clean_lead, rate_before, tail_noun
from corpus.model import Path
from corpus.phrases.marks import MARK, read_mark
from corpus.phrases.naming import (
    CHANGE,
    ends_name,
    goes_from,
    name_changes,
    name_unnamed,
    named_before,
    named_behind,
    names_of,
    of_series,
    partner_of,
    turn_column,
)
from corpus.phrases.parentheses import close_parenthesis
from corpus.phrases.phrase import AFTER, BEFORE, Phrase, Reading
from corpus.units import MULTIPLIERS, is_money

_GOAL: Final = ("목표",)  # is the end of an arrow, and not what it starts from
_RANGE: Final = re.compile(rf"\s?(?:[{RANGE_MARKS}]|내지)\s?(?:최대\s?)?")
_DATE_PARTICLE: Final = re.compile(r"(?:에는|에|은|는|의|도)(?=\s)")
_NOT_ITS_DATE: Final = re.compile(
    r"\s?(?:이후|이전|부터|까지|[~∼～]\s?(?!\d)|시행|도입|설립|신설|개최|개관|제정|개정)"
)
# '1994년 준공, 관람석 8,600석', '솔빛학교 2031년 9월 개교 예정, 24학급': when it began, whose all behind is
_BEGUN: Final = re.compile(
    r"\s?(?:준공|완공|건립|신축|착공|개관|개교|개원|개소|개장|개통|설립|설치|창립|창단|출범|발족|지정)"
    r"(?:\s?(?:예정|완료|됨|함))?\s?(?=[,，)）]|$)"
)
_QUOTES: Final = re.compile(r"[\"'‘’“”]")
_LONGEST_NAME: Final = 3  # words
_NO_NAME: Final = re.compile(r"(?:후|전|뒤|완료|확보|거쳐|및)$")
_AGES: Final = re.compile(
    r"(?:\d{1,3}\s?[~∼～-]\s?)?\d{1,3}세(?:\s?(?:이상|이하|미만|초과))?\s(?=(?:약\s?)?\d[\d,]*\s?[명%])"
)
# '40대 이하 12명, 50대 29명': ages where two such stand in a text
_DECADE: Final = re.compile(
    r"[1-9]0대(?:\s?(?:이상|이하|미만|초반|중반|후반))?\s(?=(?:약\s?)?\d[\d,.]*\s?[명%])"
)
# '1인 320천원, 2인 543천원': how many live together
_HOUSEHOLD: Final = re.compile(
    r"[2-9]인(?:\s?이상)?\s(?=(?:약\s?)?\d[\d,.]*\s?(?:[천만]?원|백만원|가구|세대|%))"
)
# '신청 800명 중 선정 120명': a part of the figure before
_PART_OF: Final = re.compile(r"\s?(?:중|가운데)(?:에서|에)?\s+(?P<name>\S.*)", re.DOTALL)
# '3,402개 중 1,905개(56.0%)', '19개 시장 중 16개 시장': what the figure behind is a part of
_OF_ALL: Final = re.compile(r"\s?(?:[가-힣]{1,8}\s)?(?:중|가운데)(?:에서?)?\s*")
_WHOLE: Final = "대상"
_FUNDS: Final = {letter: f"{letter}비" for letter in "국도시군구"} | {"자": "자부담"}
_ROUNDED: Final = Decimal("0.1")
_FEWEST: Final = 2  # labels, one of which may go
_SEGMENT: Final = 40  # figures are kept in mind


@lru_cache(maxsize=4096)
def read_phrases(text: str) -> Sequence[Phrase]:
    """The figures of a bullet or paragraph, each with what it is about.

    Example:
        >>> [(p.row, p.column, p.text) for p in read_phrases("기준 상향 : 4억원('20년) ⇨ 5억원('21년)")]
        [(('기준 상향',), ("'20년",), '4억원'), (('기준 상향',), ("'21년",), '5억원')]
    """
    figures = parse_figures(text)
    return tuple(_read(Reading(text), figures)) if figures else ()


def _read(reading: Reading, figures: Sequence[Figure]) -> list[Phrase]:
    """All figures of the text, each with what it is about."""
    spans: dict[int, Figure | DateMention] = {mention.start: mention for mention in find_dates(reading.text)}
    spans |= {figure.start: figure for figure in figures}
    marks = {found.start(): found for found in MARK.finditer(reading.text)}
    aged = len(_DECADE.findall(reading.text)) > 1
    pos = 0
    for start in sorted(spans.keys() | marks.keys()):
        if start < pos:
            continue
        reading.scope.lead += reading.text[pos:start]
        span = spans.get(start)
        band = _AGES.match(reading.text, start) or _HOUSEHOLD.match(reading.text, start)
        band = band or (_DECADE.match(reading.text, start) if aged else None)
        if band:  # 65~74세 2,310명: a name of those counted
            reading.scope.lead += band[0]
            pos = band.end()
        elif isinstance(span, Figure):
            pos = _read_figure(reading, span)
        elif span is not None:
            pos = _read_date(reading, span)
        else:
            pos = marks[start].end()
            read_mark(reading, marks[start][0], start)
    reading.skipped = 0
    while len(reading.scopes) > 1:
        close_parenthesis(reading, len(reading.text))
    return _finished(reading)


def _read_date(reading: Reading, mention: DateMention) -> int:
    """A date: it counts for the figures behind it in this scope."""
    if _BEGUN.match(reading.text, mention.end):
        _name_begun(reading)
    elif not _NOT_ITS_DATE.match(reading.text, mention.end):
        reading.scope.date = mention
    reading.scope.dates.append(mention)
    particle = _DATE_PARTICLE.match(reading.text, mention.end)
    return particle.end() if particle else mention.end


def _name_begun(reading: Reading) -> None:
    """Figures are of what a line says the beginning of: '솔빛학교 2031년 9월 개교 예정, 24학급'."""
    scope = reading.scope
    name = _QUOTES.sub("", clean_lead(scope.lead))
    if scope.figures or scope.labels or scope.base or scope.listed or not name:
        return
    if len(name.split()) <= _LONGEST_NAME and not _NO_NAME.search(name):
        scope.labels = [name]


def _read_figure(reading: Reading, figure: Figure) -> int:
    """A figure: named by what stands before it, else as the one before it. Returns where it ends."""
    scope = reading.scope
    previous = reading.phrases[-1] if reading.phrases else None
    ranged = previous and _RANGE.fullmatch(reading.text, previous.figure.end, figure.start)
    rate = "" if ranged else rate_before(scope.lead)
    words = "" if ranged else scope.lead[: len(scope.lead) - len(rate)]
    part = _PART_OF.fullmatch(words) if scope.behind and scope.segment else None
    whole = reading.phrases[scope.segment[-1]].row if part else ()
    changed = bool(scope.segment) and is_changed(words)
    if previous and scope.date and scope.date.start < previous.figure.end:
        scope.date = year_told(words, scope.date)
    lead, column = ("", "") if ranged or changed else named_before(reading, words, figure)
    if part:
        lead = clean_lead(part["name"])
    if ranged:
        reading.ranges.append((len(reading.phrases) - 1, len(reading.phrases)))
    elif scope.segment and goes_from(reading, scope.segment[-1], figure):
        lead, scope.left = "", [scope.segment[-1]]  # 6시간에서 10시간으로
    if changed:
        name_changes(reading, change_told(words))
        lead = scope.topic if scope.by_way else ""  # 예산안은 ... 조정을 거쳐 6억원 감액한 48억원
    if not (lead or ranged) and ends_name(scope, words, figure):
        scope.name = ""
    named = bool(lead) and not CHANGE.match(reading.text, figure.end)
    turn_column(reading, column, ended=changed or named or "반면" in words)
    partner = partner_of(reading, figure, lead)
    scope.name = lead or scope.name
    scope.topic = scope.topic or scope.name
    scope.by_way = BY_WAY.search(words) is not None if lead else scope.by_way
    leaf, end = tail_noun(reading.text, figure)
    leaf = leaf or named_behind(reading, figure, lead, words, changed=changed)
    if leaf and not (scope.base or scope.labels or scope.name):
        name_unnamed(reading, leaf)
    names = names_of(reading, lead, words)
    whole = whole or of_series(scope, figure, words if lead else "", names)
    scope.series = (*whole, *names[:-1]), figure.unit
    row = [*(whole or (*_base_of(reading, figure, lead), *scope.labels)), *names, leaf]
    row = [name for i, name in enumerate(row) if name and name not in row[:i]]
    if scope.anchor is not None and (not figure.unit or figure.unit in MULTIPLIERS):
        whole_unit = reading.phrases[scope.anchor].figure.unit  # 1,260만 달러(일본 610만)
        one = whole_unit.lstrip("".join(MULTIPLIERS)) if figure.unit else whole_unit
        figure = replace(figure, unit=figure.unit + one)
    state = (scope.column,) if scope.column else ()
    text = reading.text[figure.start - len(rate) : figure.end]
    sure = bool(scope.labels or scope.base) or len(scope.name) <= 12
    _add(reading, Phrase(figure, text, tuple(row), state, scope.date, sure), partner)
    return end


def _base_of(reading: Reading, figure: Figure, lead: str) -> Path:
    """The labels over a parenthesis; of '131개 과정 (451회)' not what only the figure before it counts."""
    scope = reading.scope
    if scope.anchor is None or lead or figure.unit in {"", "%"} or len(scope.base) < _FEWEST:
        return scope.base
    noun, _ = tail_noun(reading.text, reading.phrases[scope.anchor].figure)
    return scope.base[:-1] if noun == scope.base[-1] else scope.base


def _add(reading: Reading, phrase: Phrase, partner: int | None) -> None:
    """The next phrase; `partner` is the number of the one before an arrow that it follows on."""
    scope, number = reading.scope, len(reading.phrases)
    reading.phrases.append(phrase)
    if partner is not None:
        reading.pairs.append((partner, number))
        reading.paired.add(partner)
    reading.anchors[number] = scope.anchor
    scope.lead = scope.held = scope.listed = ""
    scope.segment = [*scope.segment[-_SEGMENT:], number]
    scope.figures, scope.behind = scope.figures + 1, True


def _finished(reading: Reading) -> list[Phrase]:
    """The phrases with the columns that pairs, ranges and periods give."""
    _name_by_tags(reading)
    for first, last in reading.ranges:
        for number in (first, last):
            phrase = reading.phrases[number]
            if phrase.row[-1:] == ("최소",):  # '최소 2명~최대 5명'
                reading.phrases[number] = replace(phrase, row=phrase.row[:-1])
        _set_column(reading, first, "최소")
        _set_column(reading, last, "최대")
    _tell_sides(reading)
    _tell_wholes(reading)
    _name_funds(reading)
    for number, anchor in reading.anchors.items():
        column = reading.phrases[anchor].column if anchor is not None else ()
        if column and not reading.phrases[number].column and reading.phrases[number].date is None:
            reading.phrases[number] = replace(reading.phrases[number], column=column)
    return [_with_period(phrase) for n, phrase in enumerate(reading.phrases) if n not in reading.classes]


def _name_by_tags(reading: Reading) -> None:
    """Names figures by the words behind each in brackets: '3억원(국비), 1억원(시비)', '2일~3일(직위별)'."""
    rows = {number: reading.phrases[number].row for number in reading.tags}
    for number, tag in reading.tags.items():
        others = {reading.tags[other] for other, row in rows.items() if row == rows[number]} - {tag}
        for each in (number, *(first for first, last in reading.ranges if last == number)) if others else ():
            reading.phrases[each] = replace(reading.phrases[each], row=(*rows[number], tag))


def _tell_sides(reading: Reading) -> None:
    """Marks the two sides of each arrow, but where years tell them apart."""
    for before, after in reading.pairs:
        one, other = reading.phrases[before], reading.phrases[after]
        if one.column == _GOAL and not other.column and one.row == other.row:  # '목표 : 수지율 40% → 55%'
            reading.phrases[before] = replace(one, column=())
            _set_column(reading, after, one.column[-1])
        dated = one.date != other.date and other.date is not None
        if not dated or one.date is None:
            _set_column(reading, before, BEFORE)  # also of '수지율 40% → 55%(2031년)'
        if dated:
            continue
        _set_column(reading, after, AFTER)


def _tell_wholes(reading: Reading) -> None:
    """Marks what a figure is a part of, where the percentage behind bears it out."""
    for number, anchor in reading.anchors.items():
        rate = reading.phrases[number].figure
        if not anchor or rate.unit != "%":
            continue
        whole, part = reading.phrases[anchor - 1], reading.phrases[anchor]
        between = reading.text[whole.figure.end : part.figure.start]
        alike = whole.row == part.row and whole.figure.unit == part.figure.unit
        if not (alike and whole.figure.value and _OF_ALL.fullmatch(between)):
            continue
        if abs(100 * part.figure.value / whole.figure.value - rate.value) <= _ROUNDED:
            _set_column(reading, anchor - 1, _WHOLE)


def _name_funds(reading: Reading) -> None:
    """Writes out whose money each part of an amount is: '사업비 900백만원(국 450, 시 450)' -> 국비, 시비."""
    of_letter: dict[int, list[int]] = {}
    for number, anchor in reading.anchors.items():
        phrase = reading.phrases[number]
        own = phrase.row[-1] if phrase.row and is_money(phrase.figure.unit) else ""
        if anchor is not None and own in _FUNDS:
            of_letter.setdefault(anchor, []).append(number)
    for number in (number for parts in of_letter.values() if len(parts) > 1 for number in parts):
        phrase = reading.phrases[number]
        reading.phrases[number] = replace(phrase, row=(*phrase.row[:-1], _FUNDS[phrase.row[-1]]))


def _set_column(reading: Reading, number: int, word: str) -> None:
    """Sets a phrase's column where it has none."""
    if not reading.phrases[number].column:
        reading.phrases[number] = replace(reading.phrases[number], column=(word,))


def _with_period(phrase: Phrase) -> Phrase:
    """The phrase with its year or month as its column: "'20년", not the day of a meeting."""
    if phrase.date is None or phrase.date.precision == "day":
        return phrase
    return replace(phrase, column=(phrase.date.text.strip(), *phrase.column))
