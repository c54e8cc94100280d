"""How many audit items there are, and which: by status, kind, department or the date of the reply.

'아직 검토 중인 것은 무엇무엇', '인사과 소관은 몇 건', '11월 3일에 제출을 완료한 것은 몇 건'.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.model import AuditItem, Fact
from qa.answer import StatedFigure
from qa.compose import state
from qa.context import Context
from qa.derive import digits_asked, round_to
from qa.fields import TOTALS, contained
from qa.parts import Part
from qa.question import squash
from qa.scope import scopes

COUNTED = re.compile(r"몇\s*(?:건|개|가지)|건수")
LISTED = re.compile(
    r"무엇\s*무엇|뭐\s*뭐|어떤\s*것들?|어떤\s*거|목록|나열|무엇인지|뭔지|뭐가\s*있|무엇이\s*있|모두|각각\s*(?:무엇|뭐|어떤)|(?:것|사항|항목|건)(?:은|이)?\s*(?:무엇|뭐|어떤|뭔|\?|$)"
)  # fmt: skip
RATE = re.compile(r"비율|퍼센트|%|완료\s*[률율]")  # of a status
EACH = re.compile(r"각각|별로|나눠|나누어")
# what is asked for and what is printed: '완료된' = '추진완료', '추진중' = '추진 중'
STATUSES = (
    ("완료", re.compile(r"완료(?!되지|하지|\s*안|\s*못)"), re.compile(r"완료|반영(?<!미반영)")),
    ("추진 중", re.compile(r"추진\s*중|진행\s*중"), re.compile(r"(?:추진|진행)중")),
    ("검토 중", re.compile(r"검토\s*중"), re.compile(r"검토")),
    ("미반영", re.compile(r"미반영|반영되지"), re.compile(r"미반영|불가|곤란")),
)
KNOWN = frozenset(
    ["완료", "추진완료", "추진중", "진행중", "검토중", "미반영"]
)  # statuses that STATUSES tells apart
UNFINISHED = re.compile(
    r"(?:완료|끝|처리|마무리)[가-힣]*\s*(?:되지|하지|나지|지)\s*(?:않|못)|미완료|안\s*(?:끝|된)|못\s*(?:끝|마)|남아"
)
KINDS = (
    ("시정·처리요구", re.compile(r"시정")),
    ("건의", re.compile(r"건의\s*(?:사항)?")),
    ("자료제출", re.compile(r"자료\s*제출|기타\s*(?:사항)?")),
)
ALL_KINDS = re.compile(r"처리\s*요구\s*사항|지적\s*사항|요구\s*사항")
# '2020. 11. 3.', "'20.11.3.", '11월 3일'
DATE = re.compile(r"(?<![\d.])(?:(?:\d{4}|['’‘]?\d\d)\s*[.년]\s*)?(\d{1,2})\s*[월.]\s*(\d{1,2})\s*[일.]")
COMPARED = re.compile(r"차이|보다\s")
OWNED = re.compile(r"소관|담당|행정\s*사무\s*감사|감사")
# words of the asking: '처리요구사항 가운데 완료된 것'
ABOUT = re.compile(
    r"(?:행정|사무|감사|행감|지적|사항|요구|처리|시정|건의|조치|결과|수감|내용|상황|추진|상태|계획|답변|보고|업무|주요|완료|검토|향후|"
    r"[시도군구]?의회|비율|[률율]|제출|자료|기타|소관|공동|단독|포함|과|팀|국|미반영|진행|목록|이름|남|\d+건|\d+개)+"
)
YEAR = re.compile(r"(?<!\d)(?:((?:19|20)\d\d)|['’‘](\d\d))(?!\d)")
NAMED = 0.7  # how much of a topic a request must name
SURE = 0.9  # of a count: the items are all read
SHORT = 70
MOST_LISTED = 25
DETAILED = 6  # up to so many items are named where only their number is asked


@dataclass(frozen=True, slots=True)
class Filter:
    """What counted items must be; an empty part asks for nothing."""

    statuses: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    date: tuple[int, int] | None = None
    topics: tuple[str, ...] = ()

    def passes(self, item: AuditItem) -> bool:
        """Tell whether an item is counted."""
        if self.statuses and not {status_of(item), squash(item.status)} & set(self.statuses):
            return False
        if self.kinds and not any(squash(kind)[:2] == squash(item.kind)[:2] for kind in self.kinds):
            return False
        if self.departments and not set(self.departments) & {squash(name) for name in item.departments}:
            return False
        if not all(contained(topic, squash(item.request)) >= NAMED for topic in self.topics):
            return False
        return self.date is None or self.date in _dates(item)

    def label(self) -> str:
        """The filter in words: "인사과 소관, '검토 중'"."""
        parts = [*self.kinds, *(f"'{topic}' 관련" for topic in self.topics)]
        parts += [f"{name} 소관" for name in self.departments]
        if self.date:
            parts.append(f"{self.date[0]}월 {self.date[1]}일에 처리한 것")
        parts += [", ".join(f"'{status}'" for status in self.statuses)] if self.statuses else []
        return " · ".join(parts)


def wants_items(context: Context) -> bool:
    """Tell whether audit items are to be counted or listed, rather than one of them told."""
    query, text = context.query, context.query.text
    if query.kind == "audit" and RATE.search(text) and _statuses(text) and not topics(context):
        return True
    asked = COUNTED.search(text) or LISTED.search(text)
    if not asked or query.operation in ("share", "ratio", "growth") or COMPARED.search(text):
        return False
    kinds = any(pattern.search(text) for _, pattern in KINDS)
    if query.kind != "audit" and not ALL_KINDS.search(text) and not kinds:
        return False
    if topics(context):
        # '3건은 무엇인가' of a topic is about one item; a status or a department makes it a count
        told = ALL_KINDS.search(text) or _statuses(text) or OWNED.search(text)
        return bool(COUNTED.search(text) and told)
    return bool(kinds or ALL_KINDS.search(text) or _statuses(text) or OWNED.search(text))


def topics(context: Context) -> list[str]:
    """The words of the question that are not of audits, agencies, departments, statuses, numbers or dates."""
    found, statuses = [], _own_statuses(context)
    for term in context.query.terms:
        word = term.words[0]
        agency = context.metadata.is_said(word)
        named = context.library.is_audited(word)
        if not (term.measure or agency or named or word in statuses or ABOUT.fullmatch(word)):
            found.append(word)
    return found


def _own_statuses(context: Context) -> set[str]:
    """The statuses that audits near the question print and STATUSES does not name: '장기검토', '추진불가'."""
    items = [item for name in context.line_ranks for item in context.library.audits(name)]
    return {squash(item.status) for item in items} - KNOWN


def status_of(item: AuditItem) -> str:
    """The status of an item in the words of STATUSES; its own where it is another."""
    flat = squash(item.status)
    return next((name for name, _, printed in STATUSES if printed.search(flat)), item.status)


def _statuses(text: str) -> tuple[str, ...]:
    if UNFINISHED.search(text):
        named = tuple(name for name, asked, _ in STATUSES[1:3] if asked.search(text))
        return named or ("추진 중", "검토 중", "미반영")
    return tuple(name for name, asked, _ in STATUSES if asked.search(text))


def _dates(item: AuditItem) -> set[tuple[int, int]]:
    text = " ".join(block.text for block in (*item.done, *item.planned))
    return {(int(match[1]), int(match[2])) for match in DATE.finditer(text)}


def read_filter(context: Context, items: Sequence[AuditItem]) -> Filter:
    """What the question asks of the items of one document."""
    text = context.query.text
    flat = squash(text)
    names = {squash(name) for item in items for name in item.departments}
    dates = [(int(match[1]), int(match[2])) for match in DATE.finditer(text)]
    day = dates[0] if dates else None
    own = {squash(item.status) for item in items} - KNOWN
    statuses = tuple(sorted(name for name in own if name in flat)) or _statuses(text)
    if day and any(day in _dates(item) for item in items):
        statuses = ()  # '3일에 완료한' tells the date, not the status
    kinds = tuple(kind for kind, asked in KINDS if asked.search(text))
    if COUNTED.search(text) and len(kinds) > 1:
        kinds = kinds[:1] if not EACH.search(text) else ()
    departments = tuple(sorted(name for name in names if len(name) > 1 and name in flat))
    return Filter(statuses, kinds, departments, day, tuple(topics(context)))


def count_parts(context: Context) -> list[Part]:
    """Counts for each document of each scope; of the nearest alone where none is named."""
    found = []
    for scope in scopes(context.query, context.metadata):
        part = context.narrowed(scope.query, scope.documents)
        names = [name for name in scope.documents or part.line_ranks if part.library.audits(name)]
        names = [name for name in names if _speaks_of(part, name)]
        names = [name for name in names if _audited(part, name) & set(part.query.years)] or names
        for name in names[: None if scope.documents else 1]:
            counted = count_items(part, name)
            if counted:
                found.append(counted)
    if len(found) == 2 and RATE.search(context.query.text) and COMPARED.search(context.query.text):
        found.append(_difference(*(part.figures[0] for part in found)))
    return found


def _difference(first: StatedFigure, second: StatedFigure) -> Part:
    """How much the higher one of two rates is above the other, in percentage points."""
    high, low = sorted((first, second), key=lambda figure: -figure.value)
    gap, formula = high.value - low.value, f"{high.text} - {low.text}"
    citations = tuple(dict.fromkeys((*high.citations, *low.citations)))
    figure = StatedFigure(gap, "%p", f"{gap}%p", "차이", citations, derivation=formula)
    return Part(f"{high.label}이 {gap}%p 높습니다({formula}).", (figure,), SURE)


def _speaks_of(context: Context, document: str) -> bool:
    """Tell whether a document's audit is of the year asked for: named in its headings, or its own year.

    '2020 행정사무감사 처리결과' in the report of 2021 is asked for by 2020 and by 2021.
    """
    if not context.query.years:
        return True
    own, named = context.metadata[document].year, _audited(context, document)
    told = named | ({own} if own else set())
    if not named and own:
        told.add(own - 1)
    return not told or bool(told & set(context.query.years))


def _audited(context: Context, document: str) -> set[int]:
    """The years that a document's headings name with its audits."""
    texts = [
        block.text
        for block in context.library.blocks(document)
        if block.kind == "heading" and "감사" in block.text
    ]
    return {int(match[1] or 2000 + int(match[2])) for text in texts for match in YEAR.finditer(text)}


def count_items(context: Context, document: str) -> Part | None:
    """Count and list the items of one document that the question asks for; None where it has none."""
    items = context.library.audits(document)
    if not items:
        return None
    wanted = read_filter(context, items)
    text = context.query.text
    if RATE.search(text) and len(wanted.statuses) == 1:
        return _rate(context, document, items, wanted)
    # '모두 몇 건이고 완료는 몇 건', '총 건수와 완료 건수'
    several = len(COUNTED.findall(text)) > len(set(wanted.statuses)) > 0 or len(wanted.statuses) != 1
    narrowed = wanted.date or wanted.topics or (wanted.departments and not wanted.statuses)
    if COUNTED.search(text) and several and not narrowed and not UNFINISHED.search(text):
        return _summary(context, document, items, wanted)
    found = [item for item in items if wanted.passes(item)]
    if wanted.topics and not found:
        return None
    return _listed(context, document, found, wanted)


def _summary(context: Context, document: str, items: Sequence[AuditItem], wanted: Filter) -> Part:
    """The total and the number a status, from the summary table where it prints the same."""
    mine = [item for item in items if replace(wanted, statuses=()).passes(item)]
    groups = [("총", mine)]
    statuses = wanted.statuses or tuple(name for name, _, _ in STATUSES)
    groups += [(name, [item for item in mine if Filter((name,)).passes(item)]) for name in statuses]
    said, figures = [], []
    for name, group in groups:
        if not group and name not in wanted.statuses:
            continue
        figure = _figure(context, document, group, name, wanted)
        marks = "".join(f"[{n}]" for n in figure.citations)
        said.append(f"{name} {len(group)}건{marks}")
        figures.append(figure)
    what = replace(wanted, statuses=()).label() or "감사 처리요구사항"
    text = f"{context.metadata[document].title}의 {what}: {', '.join(said)}입니다."
    return Part(text, tuple(figures), SURE)


def _rate(context: Context, document: str, items: Sequence[AuditItem], wanted: Filter) -> Part | None:
    """The share of the items that have the status asked for, in percent."""
    mine = [item for item in items if replace(wanted, statuses=()).passes(item)]
    if not mine:
        return None
    (status,) = wanted.statuses
    group = [item for item in mine if wanted.passes(item)]
    operands = [
        _figure(context, document, some, name, wanted) for name, some in ((status, group), ("총", mine))
    ]
    digits = digits_asked(context.query.text)
    rate = round_to(Decimal(100 * len(group)) / len(mine), digits)
    formula = f"{status} {len(group)}건 ÷ 총 {len(mine)}건 × 100"
    citations = tuple(dict.fromkeys(number for figure in operands for number in figure.citations))
    title = context.metadata[document].title
    figure = StatedFigure(rate, "%", f"{rate}%", f"{title}의 {status} 비율", citations, derivation=formula)
    marks = "".join(f"[{number}]" for number in citations)
    return Part(f"{figure.label}은 {rate}%입니다({formula}). {marks}", (figure, *operands), SURE)


def _figure(
    context: Context, document: str, group: Sequence[AuditItem], status: str, wanted: Filter
) -> StatedFigure:
    """The number of a group: the printed one, with its cell, where the counted one is the same."""
    printed = None if wanted.departments else _printed(context, document, len(group), status, wanted)
    if printed:
        return state(printed, context.citations)
    return _counted(context, document, group, status)


def _printed(context: Context, document: str, count: int, status: str, wanted: Filter) -> Fact | None:
    """The cell of the summary table ('구분 | 계 | 완료 | 추진 중') that prints a count."""
    for fact in context.library.facts(document):
        if fact.value != count or "감사" not in "".join(fact.section) or (fact.unit not in ("건", "")):
            continue
        row, column = squash("".join(fact.row)), squash("".join(fact.column))
        if not column and fact.table is None and status == "총" and not wanted.kinds and "처리요구" in row:
            return fact
        if wanted.kinds and squash(wanted.kinds[0])[:2] not in row:
            continue
        if not wanted.kinds and row and not any(squash(part) in TOTALS for part in fact.row):
            continue
        total = status == "총" and (column in TOTALS or not column)
        if total or (status != "총" and squash(status) in column):
            return fact
    return None


def _counted(context: Context, document: str, group: Sequence[AuditItem], label: str) -> StatedFigure:
    numbers = tuple(_cite(context, document, item) for item in group)
    return StatedFigure(
        value=Decimal(len(group)),
        unit="건",
        text=f"{len(group)}",
        label=label or "건수",
        citations=numbers,
        derivation=f"해당하는 항목 {len(group)}건을 셈",
    )


def _cite(context: Context, document: str, item: AuditItem) -> int:
    first, last = item.request_lines
    return context.citations.of_lines(
        document, ("감사 처리결과", item.kind), (first, min(last, first + 1)), around=item.request[:20]
    )


def _listed(context: Context, document: str, found: Sequence[AuditItem], wanted: Filter) -> Part:
    """The items, one a line, under their number."""
    title, label = context.metadata[document].title, wanted.label()
    figure = _counted(context, document, found, label)
    together = sum(len(item.departments) > 1 for item in found) if wanted.departments else 0
    joint = f"(단독 {len(found) - together}건, 공동 {together}건)" if together else ""
    listed = bool(LISTED.search(context.query.text)) or len(found) <= DETAILED
    marks = "" if listed else " " + "".join(f"[{n}]" for n in figure.citations)
    lines = [f"{title}의 감사 처리요구사항 가운데 {label}: {len(found)}건입니다{joint}.{marks}"]
    if listed:
        for item, number in zip(found[:MOST_LISTED], figure.citations, strict=False):
            who = f", {'·'.join(item.departments)}" if item.departments else ""
            note = f"({item.status_note})" if item.status_note else ""
            lines.append(f"- {shortened(item.request)} ({item.kind}{who}, {item.status}{note}) [{number}]")
    return Part("\n".join(lines), (figure,), SURE)


def shortened(text: str, limit: int = SHORT) -> str:
    """A text cut at a word: '... 거주지 제한하는 것을 …'."""
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0] + " …"
