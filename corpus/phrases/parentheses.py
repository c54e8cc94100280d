"""What parentheses say: of the figure right before them, else of the words before them or behind them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from corpus.labels import CHANGE_WORDS, clean_label, clean_lead, split_column, split_topic
from corpus.model import Path
from corpus.phrases.naming import first_of_rank
from corpus.phrases.phrase import Reading, Scope
from corpus.units import MULTIPLIERS

_ONLY_DATE: Final = re.compile(r"[\s,.]*(?:말|기준|현재|예상|계획|누적|실적)*[\s,.]*")
_BAND: Final = re.compile(r"이상|이하|미만|초과|이내")
_TALLY: Final = re.compile(r"[(（](?P<count>\d{1,2})개?[)）]")
_WEEKDAYS: Final = frozenset("월화수목금토일")
_FIGURE_FIRST: Final = re.compile(r"\s?(?:약\s?|총\s?|[△▲-]\s?)?\d")
# a deed is no name of a part: '성인 20명 어린이(5명)'
_DEED: Final = re.compile(
    r"(?:[을를]?\s(?:신규|추가|정비|공사)?\s?[가-힣]{0,4}(?:배치|소요|투입|정비|설치|신축|건립|조성|확보|구축|교체|철거|보수|점검|적발|단속|부과|징수|지급|지원"
    r"|교부|집행|편성|선발|채용|모집|선정|위촉|운영|개최|실시|추진|참여|참석|수료|이수|양성|교육|상담|접수|처리|발굴|보급|설립|지정|공급|수거|매입|제작|배부"
    r"|발생|완료|시행)(?:\s?(?:완료|예정|중))?)\s?"
)
_LONGEST_TAG: Final = 8
_DEPTH: Final = 8  # levels of parentheses are read
# '48억원(증액)': what is added to the state of a figure
_REMARKS: Final = CHANGE_WORDS | {"누적", "추정", "잠정", "예정", "최종예산"}


def open_parenthesis(reading: Reading, start: int) -> None:
    """A parenthesis: about the figure right before it, else about the words before it."""
    if len(reading.scopes) > _DEPTH:
        reading.skipped += 1
        return
    scope = reading.scope
    tally = _TALLY.match(reading.text, start)
    counted = tally and scope.listed.count(",") + 1 == int(tally["count"])  # 가, 나, 다(3개)
    lead = "" if counted else first_of_rank(scope, scope.lead) or clean_lead(scope.lead, behind=scope.behind)
    last = scope.segment[-1] if scope.segment else None
    tag = reading.text[start] in "[［【〔"
    if last is not None and not lead and not tag:
        phrase = reading.phrases[last]
        base = phrase.row
        if phrase.figure.unit in MULTIPLIERS or _BAND.search(scope.lead):
            first = reading.ranges[-1][0] if reading.ranges and reading.ranges[-1][1] == last else last
            base = (*base, reading.text[reading.phrases[first].figure.start : start].strip())
        child = Scope(base=base, anchor=last, column=scope.column)
    elif last is not None and not tag and is_deed(reading, last, start):
        base = reading.phrases[last].row
        child = Scope(base=base if lead in base else (*base, lead), anchor=last, column=scope.column)
    else:
        base = (*scope.base, *scope.labels, *_with_subject(scope, split_topic(lead)))
        child = Scope(base=base, column=scope.column)
    child.start, child.date = start + 1, scope.date
    reading.scopes.append(child)


def is_deed(reading: Reading, number: int, end: int) -> bool:
    """Whether the words between a figure and a parenthesis only say what was done: '24명 배치(야간 10명)'."""
    return _DEED.fullmatch(reading.text, reading.phrases[number].figure.end, end) is not None


def close_parenthesis(reading: Reading, end: int) -> None:
    """The end of a parenthesis: what it says goes to the figure or the words before it."""
    if len(reading.scopes) == 1 or reading.skipped:
        reading.skipped = max(0, reading.skipped - 1)
        reading.scope.lead += " "
        return
    child = reading.scopes.pop()
    scope = reading.scope
    content = reading.text[child.start : end].strip()
    if content in _WEEKDAYS:  # '10. 21.(토) 걷기대회'
        scope.lead += " "
    elif child.figures:
        _note_class(reading, child)
        scope.figures += child.figures
        scope.held, scope.lead = (scope.lead, "") if scope.lead.strip() else (scope.held, "")
    elif child.dates and _ONLY_DATE.fullmatch(_without_dates(reading, child, end)):
        _read_dated(reading, child, end)
    elif child.anchor is not None:
        if content in _REMARKS:
            phrase = reading.phrases[child.anchor]
            reading.phrases[child.anchor] = replace(phrase, column=(*phrase.column, content))
        elif len(content) <= _LONGEST_TAG and "," not in content:
            reading.tags[child.anchor] = content
    elif not scope.lead.strip() and len(content) > 1:
        _read_tag(reading, content)
    else:
        scope.lead += f"({content})"


def _with_subject(scope: Scope, names: Path) -> Path:
    """The names before a parenthesis under the subject of the first of a list: '성적은 수(20%), 우(40%)'."""
    if len(names) > 1:
        scope.subject = names[0] if " " not in names[0] else ""
        return names
    return (scope.subject, *names) if scope.subject else names


def _note_class(reading: Reading, child: Scope) -> None:
    """An unnamed figure that only names a class is none: '2만 미만(161개동)', '2~3만(179개동)'."""
    if child.anchor is None or len(child.base) != 1 or reading.phrases[child.anchor].row:
        return
    reading.classes |= {child.anchor, *(one for one, last in reading.ranges if last == child.anchor)}
    reading.ranges = [pair for pair in reading.ranges if pair[1] != child.anchor]


def _without_dates(reading: Reading, child: Scope, end: int) -> str:
    """A scope's text without its dates."""
    text, at = "", child.start
    for mention in child.dates:
        text, at = text + reading.text[at : mention.start], mention.end
    return text + reading.text[at:end]


def _read_dated(reading: Reading, child: Scope, end: int) -> None:
    """A date in parentheses: of the figures before it, of what a colon opens, or of those behind it."""
    scope = reading.scope
    behind = reading.text[end + 1 :].lstrip()[:1]
    mention = child.dates[-1]
    if _is_of_next(reading, child.start - 1, end):
        scope.date = mention
        return
    ends = behind in {"", *",/)→⇒⇨➔➡▶·"} and mention.first is not None
    if scope.segment and (child.anchor is not None or ends):
        near = child.anchor if child.anchor is not None else scope.segment[-1]
        free = {None, scope.date} if child.anchor is not None else {None}
        for number in (
            n for n in scope.segment if reading.phrases[n].date in (free if n == near else {None})
        ):
            reading.phrases[number] = replace(reading.phrases[number], date=mention)
    elif not scope.lead.strip() or behind in {":", "："}:
        scope.date = mention


def _is_of_next(reading: Reading, start: int, end: int) -> bool:
    """Whether what stands in a parenthesis is of the figure right behind it, and of none before it.

    "('30) 2건, ('31) 1건", '관람객 (’30) 410명': a comma or a name is between it and the last figure.
    """
    last = reading.phrases[-1].figure.end if reading.phrases else 0
    return bool(reading.text[last:start].strip()) and bool(_FIGURE_FIRST.match(reading.text, end + 1))


def _read_tag(reading: Reading, content: str) -> None:
    """Words in parentheses before anything else: '(당초) 3개', '(면접) 2회'."""
    scope = reading.scope
    label, column = split_column(clean_label(content))
    if column and not label:
        scope.column = column
    elif label:
        scope.labels, scope.name, scope.fresh = [label], "", False
