"""What each figure of a bullet is about: its labels, the name before it, its period, its pair.

'투표소(2,259개), 사무원(53,457명)'   투표소 2,259개, 사무원 53,457명
'정원 26,740명 (평균 1,069명)'        정원 26,740명, 정원 > 평균 1,069명
'지원 확대 (월 2회 → 4회)'            지원 확대: 2회 (변경 전), 4회 (변경 후)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from corpus.clauses import (
    BY_WAY,
    CLAUSE_END,
    RELATIVE,
    SENTENCE_END,
    change_told,
    compared_with,
    deed_behind,
    holder_of,
    is_changed,
    rate_behind,
    year_told,
)
from corpus.dates import DateMention, find_dates
from corpus.figures import ARROWS, RANGE_MARKS, Figure, parse_figures
from corpus.labels import (
    CHANGE_WORDS,
    MAX_LABEL,
    clean_label,
    clean_lead,
    rate_before,
    split_column,
    split_topic,
    tail_noun,
    tail_words,
)
from corpus.model import Path
from corpus.units import MULTIPLIERS, comparable

GOAL: Final = ("목표",)  # is the end of an arrow, and not what it starts from
BEFORE: Final = "변경 전"
AFTER: Final = "변경 후"

_OPEN: Final = "(（[［〔【〈<"
_CLOSE: Final = ")）]］〕】〉>"
_HARD: Final = "/;；‣▸▪•※□○◦\n\t|"
_TRIANGLES: Final = "△▲▽▼"  # before words: '▲교육 1,200억원 ▲문화 66억원'
_IN_ALL: Final = frozenset(("등", "등 모두", "등 총"))
_STOPS: Final = ".?!"
# a mark at which one thing ends: ( ) , / → : and a dash with spaces
_MARK: Final = re.compile(
    rf"[{re.escape(_OPEN + _CLOSE)}]|[,，、]|[{re.escape(_HARD)}]|[{ARROWS}]|[:：](?!\d)"
    r"|[ \t]-{1,40}[ \t]|-{3,40}|[ \t]?[―─–—]{1,40}[ \t]|·{3,40}|[ \t]및[ \t]"
    rf"|{SENTENCE_END}|[{_TRIANGLES}](?!\s?감)(?=\s?[가-힣「『‘“])"
)
_RANGE: Final = re.compile(rf"\s?[{RANGE_MARKS}]\s?(?:최대\s?)?")
_FROM: Final = re.compile(r"(?:\s?\([^()]{0,30}\))?에서\s?(?:약\s?|총\s?)?")
_ONLY_DATE: Final = re.compile(r"[\s,.]*(?:말|기준|현재|예상|계획|누적|실적)*[\s,.]*")
_DATE_PARTICLE: Final = re.compile(r"(?:에는|에|은|는|의|도)(?=\s)")
_NOT_ITS_DATE: Final = re.compile(
    r"\s?(?:이후|이전|부터|까지|[~∼～]\s?(?!\d)|시행|도입|설립|신설|개최|개관|제정|개정)"
)
_CHANGE: Final = re.compile(
    r"\s?(?:증가|감소|증액|감액|상승|하락|인상|인하|절감|초과|부족|[증감](?![가-힣]))"
)
_COMPARED: Final = re.compile(r"\s*(?:으?로\s+)?(?:에?\s?대비(?:하여|해)?|보다|에\s?비해|比)\s?")
_BAND: Final = re.compile(r"이상|이하|미만|초과|이내")
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
_TALLY: Final = re.compile(r"[(（](?P<count>\d{1,2})개?[)）]")
_WEEKDAYS: Final = frozenset("월화수목금토일")
_FIGURE_FIRST: Final = re.compile(r"\s?(?:약\s?|총\s?|[△▲-]\s?)?\d")
# schools by their level, side by side: '초 27교, 중 9교', '유 2, 초 5, 중 2'
_LEVEL: Final = re.compile(r"(?<![가-힣\d])[유초고특]\s?\d")
_LEVELS: Final = frozenset("유초중고특")
_AMONG: Final = re.compile(r"\s?(?:중|가운데)\s")
# '신청 800명 중 선정 120명': a part of the figure before
_OF_WHOLE: Final = re.compile(r"[가-힣]의\s$")  # '정원의 4% 추천': what is said behind tells which
_PART_OF: Final = re.compile(r"\s?(?:중|가운데)(?:에서|에)?\s+(?P<name>\S.*)", re.DOTALL)
_DEPTH: Final = 8
_LISTED: Final = 200
_SEGMENT: Final = 40
_REMARKS: Final = CHANGE_WORDS | {"누적", "추정", "잠정", "예정", "최종예산"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A figure and what it is about; `text` is the figure as written, with its rate ('월 2회').

    `row` are the labels inside this text, outermost first; `column` the state or the period that tells
    it from its like; `date` what the text says of its time. `sure` is False where only the words of a
    sentence name it.
    """

    figure: Figure
    text: str
    row: Path
    column: Path = ()
    date: DateMention | None = None
    sure: bool = True


@dataclass(slots=True)
class _Scope:
    """The state of one level of parentheses while a text is read."""

    base: Path = ()
    name: str = ""
    labels: list[str] = field(default_factory=list)
    column: str = ""
    lead: str = ""
    held: str = ""
    listed: str = ""
    behind: bool = False
    date: DateMention | None = None
    anchor: int | None = None
    start: int = 0
    segment: list[int] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    fresh: bool = True
    figures: int = 0
    dates: list[DateMention] = field(default_factory=list)
    holder: str = ""
    topic: str = ""
    by_way: bool = False


class _Reader:
    """Reads one text from left to right; see the module's examples."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.phrases: list[Phrase] = []
        self.pairs: list[tuple[int, int]] = []
        self.ranges: list[tuple[int, int]] = []
        self.paired: set[int] = set()
        self.skipped = 0
        self.anchors: dict[int, int | None] = {}
        self.classes: set[int] = set()
        self.scopes = [_Scope()]

    @property
    def scope(self) -> _Scope:
        return self.scopes[-1]

    def read(self) -> list[Phrase]:
        """All figures of the text, each with what it is about."""
        figures = parse_figures(self.text)
        if not figures:
            return []
        spans: dict[int, Figure | DateMention] = {mention.start: mention for mention in find_dates(self.text)}
        spans |= {figure.start: figure for figure in figures}
        marks = {found.start(): found for found in _MARK.finditer(self.text)}
        aged = len(_DECADE.findall(self.text)) > 1
        pos = 0
        for start in sorted(spans.keys() | marks.keys()):
            if start < pos:
                continue
            self.scope.lead += self.text[pos:start]
            span = spans.get(start)
            band = _AGES.match(self.text, start) or _HOUSEHOLD.match(self.text, start)
            band = band or (_DECADE.match(self.text, start) if aged else None)
            if band:  # 65~74세 2,310명: a name of those counted
                self.scope.lead += band[0]
                pos = band.end()
            elif isinstance(span, Figure):
                pos = self.figure(span)
            elif span is not None:
                pos = self.mention(span)
            else:
                pos = marks[start].end()
                self.mark(marks[start][0], start)
        self.skipped = 0
        while len(self.scopes) > 1:
            self.close(len(self.text))
        return self.finished()

    def mention(self, mention: DateMention) -> int:
        """A date: it counts for the figures behind it in this scope."""
        if not _NOT_ITS_DATE.match(self.text, mention.end):
            self.scope.date = mention
        self.scope.dates.append(mention)
        particle = _DATE_PARTICLE.match(self.text, mention.end)
        return particle.end() if particle else mention.end

    def figure(self, figure: Figure) -> int:
        """A figure: named by what stands before it, else as the one before it. Returns where it ends."""
        scope = self.scope
        number = len(self.phrases)
        previous = self.phrases[-1] if self.phrases else None
        ranged = previous and _RANGE.fullmatch(self.text, previous.figure.end, figure.start)
        rate = "" if ranged else rate_before(scope.lead)
        words = "" if ranged else scope.lead[: len(scope.lead) - len(rate)]
        part = _PART_OF.fullmatch(words) if scope.behind and scope.segment else None
        whole = self.phrases[scope.segment[-1]].row if part else ()
        changed = bool(scope.segment) and is_changed(words)
        if previous and scope.date and scope.date.start < previous.figure.end:
            scope.date = year_told(words, scope.date)
        lead, column = ("", "") if ranged or changed else self.lead(words)
        if part:
            lead = clean_lead(part["name"])
        if ranged:
            self.ranges.append((number - 1, number))
        elif scope.segment and self.goes_from(scope.segment[-1], figure):
            lead, scope.left = "", [scope.segment[-1]]  # 6시간에서 10시간으로
        if changed:
            self.changed(change_told(words))
            lead = scope.topic if scope.by_way else ""  # 예산안은 ... 조정을 거쳐 6억원 감액한 48억원
        named = bool(lead) and not _CHANGE.match(self.text, figure.end)
        self.turn(column, ended=changed or named or "반면" in words)
        partner = self.partner(figure, lead)
        scope.name = lead or scope.name
        scope.topic = scope.topic or scope.name
        scope.by_way = BY_WAY.search(words) is not None if lead else scope.by_way
        leaf, end = tail_noun(self.text, figure)
        leaf = leaf or self.said(figure, lead, words, changed=changed)
        if leaf and not (scope.base or scope.labels or scope.name):
            self.unnamed(leaf)
        names = self.names(lead, words)
        row = [*(whole or (*scope.base, *scope.labels)), *names, leaf]
        row = [name for i, name in enumerate(row) if name and name not in row[:i]]
        if scope.anchor is not None and not figure.unit:
            figure = replace(figure, unit=self.phrases[scope.anchor].figure.unit)
        state = (scope.column,) if scope.column else ()
        text = self.text[figure.start - len(rate) : figure.end]
        sure = bool(scope.labels or scope.base) or len(scope.name) <= 12
        self.phrases.append(Phrase(figure, text, tuple(row), state, scope.date, sure))
        if partner is not None:
            self.pairs.append((partner, number))
            self.paired.add(partner)
        self.anchors[number] = scope.anchor
        scope.lead = scope.held = scope.listed = ""
        scope.segment = [*scope.segment[-_SEGMENT:], number]
        scope.figures, scope.behind = scope.figures + 1, True
        return end

    def names(self, lead: str, words: str) -> Path:
        """Whose a figure is and what it is: '다솜군이 경고 14건과 시정 28건 등 42건'."""
        scope = self.scope
        if (held := holder_of(scope.name)) is not None:
            scope.holder = held[0]
            return held
        if scope.holder and words.strip() in _IN_ALL:
            return (scope.holder,)
        own = split_topic(scope.name)
        joined = scope.holder and lead and words[:1] in "과와"
        return (scope.holder, *own) if joined else own

    def goes_from(self, number: int, figure: Figure) -> bool:
        """Whether a figure is what an earlier one went to: '2030년 18만㏊(9위)에서 17만㏊로', not in 2030."""
        first = self.phrases[number]
        if not _FROM.fullmatch(self.text, first.figure.end, figure.start):
            return False
        if self.scope.date and not self.text[self.scope.date.end : first.figure.start].strip():
            self.scope.date = None
        return True

    def changed(self, noun: str) -> None:
        """Names the figures before what they came to: '전년보다 2억원(5%) 증가한 9억원': 2억원 증가."""
        for number in range(self.scope.segment[-1], len(self.phrases)):
            phrase = self.phrases[number]
            if noun and noun not in phrase.row and phrase.column[-1:] and phrase.column[-1].endswith("대비"):
                self.phrases[number] = replace(phrase, row=(*phrase.row, noun))

    def turn(self, column: str, *, ended: bool) -> None:
        """Sets the state of the figures from here on; a new name or what it came to ends a comparison."""
        scope = self.scope
        if column and not (scope.date and column == scope.date.text):  # '’23년 160건, 전년 151건'
            scope.column = column
        elif ended and scope.column.endswith("대비"):
            scope.column = ""

    def said(self, figure: Figure, lead: str, words: str, *, changed: bool) -> str:
        """What words behind a figure name it: what was done with it, or what it is a part of a whole for."""
        deed = rate_behind(self.text, figure.end) if figure.unit == "%" else ""
        if self.scope.column.endswith("대비"):
            deed = deed or change_told(self.text[figure.end : figure.end + 8])
        deed = deed or ("" if lead or changed else deed_behind(self.text, figure.end))
        if deed or (lead and not _OF_WHOLE.search(words) and not _CHANGE.match(self.text, figure.end)):
            return deed
        return tail_words(self.text, figure.end)

    def unnamed(self, leaf: str) -> None:
        """Gives the figures right before the one that words name the same name: '22개구 236개동 개편'."""
        for number in self.scope.segment:
            among = _AMONG.match(self.text, self.phrases[number].figure.end)  # 37개소 중 34개소 설치
            if not self.phrases[number].row and not among:
                self.phrases[number] = replace(self.phrases[number], row=(leaf,))

    def lead(self, words: str) -> tuple[str, str]:
        """The name and the state that the words before a figure give."""
        scope = self.scope
        compared = _COMPARED.match(words)
        if compared and (scope.date or scope.segment):
            return clean_lead(words[compared.end() :], behind=True), f"{self.base()} 대비".strip()
        if (than := compared_with(words)) is not None:
            return clean_lead(than[0], behind=scope.behind), than[1]
        if (level := words.strip()) in _LEVELS and not scope.behind and _LEVEL.search(self.text):
            # '활동비 초 487천원, 중 679천원': the second one is of the same too
            before, _, last = scope.name.rpartition(" ")
            return (f"{before} {level}" if before and last in _LEVELS else level), ""
        if words.strip() == "외" and scope.name:
            return f"{scope.name} 외", ""
        if scope.listed and words.rstrip(" 총약").endswith("등"):
            words = (scope.listed + words)[-60:]
            return clean_label(words if len(words) < 60 else words.partition(" ")[2]), ""
        lead, column = split_column(clean_lead(words, behind=scope.behind))
        return lead or clean_lead(scope.held), column

    def base(self) -> str:
        """What the next figure is compared with: a year, or what the last figure was of; '' for its name."""
        scope, since = self.scope, ""
        last = self.phrases[-1].figure.end if self.phrases else 0
        told = scope.date is not None and scope.date.start >= last  # 13,400명으로 2023년 대비 4,000명
        # 예산안을 2030년 912억원보다 176억원: the year alone
        told = told or (scope.date is not None and self.is_of(scope.date))
        if scope.date:
            since, scope.date = scope.date.text.strip(), None
        elif RELATIVE.fullmatch(scope.column):
            since = scope.column
        topic = () if told else split_topic(scope.name)
        if len(topic) > 1:  # 자체수입은 다른 시 평균액 4조원보다 15조원
            scope.name = topic[0]
            since = f"{since} {topic[1]}".strip()
        return since

    def is_of(self, date: DateMention) -> bool:
        """Whether the last figure stands right behind a date."""
        return bool(self.phrases) and not self.text[date.end : self.phrases[-1].figure.start].strip()

    def partner(self, figure: Figure, lead: str) -> int | None:
        """The figure before the last arrow that this one follows on: same unit, no other name."""
        if lead and lead != self.scope.name:
            return None
        after = {second for _, second in self.pairs}  # of 'A 3 → 4, B 5 → 6' 6 follows on 5
        left = sorted((i for i in self.scope.left if i not in self.paired), key=after.__contains__)
        return next((i for i in left if comparable(self.phrases[i].figure.unit, figure.unit)), None)

    def mark(self, mark: str, start: int) -> None:
        """A mark that ends, opens, closes or labels something."""
        char = mark.strip()[:1] or mark[:1]
        if char in _OPEN:
            self.open(start)
        elif char in _CLOSE:
            self.close(start)
        elif char in ARROWS:
            self.arrow()
        elif (char == "/" and self.inside_word(start)) or (
            char == "및" and clean_lead(self.scope.lead, behind=self.scope.behind)
        ):
            self.scope.lead += mark
        elif char in ",，、및":
            self.part(mark, hard=False)
        elif char in _HARD or char in _TRIANGLES:
            self.part(char, hard=True)
        elif char in _STOPS:
            self.sentence()
        else:
            self.label()

    def inside_word(self, start: int) -> bool:
        """True for a slash between two words: '공개/경력경쟁', not '3건/5건'."""
        around = self.text[start - 1 : start + 2]
        return bool(self.scope.lead) and len(around) == 3 and not set(around) & set(" \t()（）")

    def open(self, start: int) -> None:
        """A parenthesis: about the figure right before it, else about the words before it."""
        if len(self.scopes) > _DEPTH:
            self.skipped += 1
            return
        scope = self.scope
        tally = _TALLY.match(self.text, start)
        counted = tally and scope.listed.count(",") + 1 == int(tally["count"])  # 가, 나, 다(3개)
        lead = "" if counted else clean_lead(scope.lead, behind=scope.behind)
        last = scope.segment[-1] if scope.segment else None
        tag = self.text[start] in "[［【〔"
        if last is not None and not lead and not tag:
            phrase = self.phrases[last]
            base = phrase.row
            if phrase.figure.unit in MULTIPLIERS or _BAND.search(scope.lead):
                first = self.ranges[-1][0] if self.ranges and self.ranges[-1][1] == last else last
                base = (*base, self.text[self.phrases[first].figure.start : start].strip())
            child = _Scope(base=base, anchor=last, column=scope.column)
        else:
            base = (*scope.base, *scope.labels, *split_topic(lead))
            child = _Scope(base=base, column=scope.column)
        child.start, child.date = start + 1, scope.date
        self.scopes.append(child)

    def close(self, end: int) -> None:
        """The end of a parenthesis: what it says goes to the figure or the words before it."""
        if len(self.scopes) == 1 or self.skipped:
            self.skipped = max(0, self.skipped - 1)
            self.scope.lead += " "
            return
        child = self.scopes.pop()
        scope = self.scope
        content = self.text[child.start : end].strip()
        if content in _WEEKDAYS:  # '10. 21.(토) 걷기대회'
            scope.lead += " "
        elif child.figures:
            self.classed(child)
            scope.figures += child.figures
            scope.held, scope.lead = (scope.lead, "") if scope.lead.strip() else (scope.held, "")
        elif child.dates and _ONLY_DATE.fullmatch(self.without_dates(child, end)):
            self.dated(child, end)
        elif child.anchor is not None:
            if content in _REMARKS:
                phrase = self.phrases[child.anchor]
                self.phrases[child.anchor] = replace(phrase, column=(*phrase.column, content))
        elif not scope.lead.strip() and len(content) > 1:
            self.tag(content)
        else:
            scope.lead += f"({content})"

    def classed(self, child: _Scope) -> None:
        """An unnamed figure that only names a class is none: '2만 미만(161개동)', '2~3만(179개동)'."""
        if child.anchor is None or len(child.base) != 1 or self.phrases[child.anchor].row:
            return
        self.classes |= {child.anchor, *(one for one, last in self.ranges if last == child.anchor)}
        self.ranges = [pair for pair in self.ranges if pair[1] != child.anchor]

    def without_dates(self, child: _Scope, end: int) -> str:
        """A scope's text without its dates."""
        text, at = "", child.start
        for mention in child.dates:
            text, at = text + self.text[at : mention.start], mention.end
        return text + self.text[at:end]

    def dated(self, child: _Scope, end: int) -> None:
        """A date in parentheses: of the figures before it, of what a colon opens, or of those behind it."""
        scope = self.scope
        behind = self.text[end + 1 :].lstrip()[:1]
        mention = child.dates[-1]
        if self.heads(child.start - 1, end):
            scope.date = mention
            return
        ends = behind in {"", *",/)→⇒⇨➔➡▶·"} and mention.first is not None
        if scope.segment and (child.anchor is not None or ends):
            near = child.anchor if child.anchor is not None else scope.segment[-1]
            free = {None, scope.date} if child.anchor is not None else {None}
            for number in (
                n for n in scope.segment if self.phrases[n].date in (free if n == near else {None})
            ):
                self.phrases[number] = replace(self.phrases[number], date=mention)
        elif not scope.lead.strip() or behind in {":", "："}:
            scope.date = mention

    def heads(self, start: int, end: int) -> bool:
        """Whether what stands in a parenthesis is of the figure right behind it, and of none before it.

        "('30) 2건, ('31) 1건", '관람객 (’30) 410명': a comma or a name is between it and the last figure.
        """
        last = self.phrases[-1].figure.end if self.phrases else 0
        return bool(self.text[last:start].strip()) and bool(_FIGURE_FIRST.match(self.text, end + 1))

    def tag(self, content: str) -> None:
        """Words in parentheses before anything else: '(당초) 3개', '(면접) 2회'."""
        scope = self.scope
        label, column = split_column(clean_label(content))
        if column and not label:
            scope.column = column
        elif label:
            scope.labels, scope.name, scope.fresh = [label], "", False

    def arrow(self) -> None:
        """From one state to the next."""
        scope = self.scope
        scope.left, scope.segment = scope.segment, []
        scope.lead = scope.held = scope.column = ""
        scope.behind = False

    def part(self, mark: str, *, hard: bool) -> None:
        """A comma or a stronger mark: the words so far name no figure behind it."""
        scope = self.scope
        if mark == "※" and not scope.figures and not scope.labels:
            scope.labels = [label] if (label := clean_label(scope.lead)) else []
        if scope.column.endswith("대비") and CLAUSE_END.search(scope.lead):
            scope.column = ""
        scope.listed = "" if hard else (scope.listed + scope.lead + mark)[-_LISTED:]
        scope.lead = scope.held = ""
        scope.fresh, scope.behind = True, False
        if hard:
            scope.holder = scope.topic = ""
            scope.name, scope.date, scope.segment, scope.left, scope.column = "", None, [], [], ""
            if len(self.scopes) == 1 and scope.figures:
                scope.labels = scope.labels[:1]

    def sentence(self) -> None:
        """The end of a sentence: the next one is of no comparison and of none of several years in it."""
        scope = self.scope
        if len({mention.text for mention in scope.dates}) > 1:
            scope.date = None
        if scope.column.endswith("대비"):
            scope.column = ""
        scope.lead = scope.held = scope.listed = ""
        scope.dates, scope.segment, scope.left = [], [], []
        scope.fresh, scope.behind, scope.holder, scope.topic = True, False, "", ""

    def label(self) -> None:
        """A colon or a dash: the words before it name what follows."""
        scope = self.scope
        words = scope.lead if scope.lead.strip() else scope.held
        if not scope.figures and not scope.labels and len(scope.listed) + len(words) <= MAX_LABEL:
            words = scope.listed + words
        label, column = split_column(clean_label(words))
        scope.lead = scope.held = ""
        scope.behind = False
        if column and not label:
            scope.column = column
        if not label:
            return
        nested = not scope.fresh or not scope.labels
        scope.labels = [*scope.labels, label] if nested and not scope.figures else [label]
        scope.name, scope.segment, scope.left, scope.fresh = "", [], [], False

    def finished(self) -> list[Phrase]:
        """The phrases with the columns that pairs, ranges and periods give."""
        for first, last in self.ranges:
            self.state(first, "최소")
            self.state(last, "최대")
        self.set_pairs()
        for number, anchor in self.anchors.items():
            column = self.phrases[anchor].column if anchor is not None else ()
            if column and not self.phrases[number].column and self.phrases[number].date is None:
                self.phrases[number] = replace(self.phrases[number], column=column)
        return [_with_period(phrase) for n, phrase in enumerate(self.phrases) if n not in self.classes]

    def set_pairs(self) -> None:
        """Marks the two sides of each arrow, but where years tell them apart."""
        for before, after in self.pairs:
            one, other = self.phrases[before], self.phrases[after]
            if one.column == GOAL and not other.column and one.row == other.row:  # '목표 : 수지율 40% → 55%'
                self.phrases[before] = replace(one, column=())
                self.state(after, one.column[-1])
            dated = one.date != other.date and other.date is not None
            if not dated or one.date is None:
                self.state(before, BEFORE)  # also of '수지율 40% → 55%(2031년)'
            if dated:
                continue
            self.state(after, AFTER)

    def state(self, number: int, word: str) -> None:
        """Sets a phrase's column where it has none."""
        if not self.phrases[number].column:
            self.phrases[number] = replace(self.phrases[number], column=(word,))


def _with_period(phrase: Phrase) -> Phrase:
    """The phrase with its year or month as its column: "'20년", not the day of a meeting."""
    if phrase.date is None or phrase.date.precision == "day":
        return phrase
    return replace(phrase, column=(phrase.date.text.strip(), *phrase.column))


@lru_cache(maxsize=4096)
def read_phrases(text: str) -> Sequence[Phrase]:
    """The figures of a bullet or paragraph, each with what it is about.

    Example:
        >>> [(p.row, p.column, p.text) for p in read_phrases("기준 상향 : 4억원('20년) ⇨ 5억원('21년)")]
        [(('기준 상향',), ("'20년",), '4억원'), (('기준 상향',), ("'21년",), '5억원')]
    """
    return tuple(_Reader(text).read())
