"""Which audit items a question asks for: by status, kind, department, topic or the date of the reply."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import AuditItem
from qa.context import Context
from qa.figures.fields import contained
from qa.understanding.query import squash

# '지적은 몇 건', '요구사항은 모두 몇 개', not '공동활용하는 과정은 몇 개'
COUNTED = re.compile(
    r"몇\s*(?:건|가지)|건수|(?:감사|지적|요구|건의|사항|것|거|완료|반영|중)[은는이가]?\s(?:모두\s|총\s|전부\s|각각\s)?몇\s*개"
)
ONE_BY_ONE = re.compile(r"각각|별로|나눠|나누어|건씩")
# what is asked for and what is printed: '완료된' = '추진완료', '추진중' = '추진 중'
STATUSES = (
    ("완료", re.compile(r"완료(?!되지|하지|\s*안|\s*못)"), re.compile(r"완료|반영(?<!미반영)")),
    ("추진 중", re.compile(r"추진\s*중|진행\s*중"), re.compile(r"(?:추진|진행|처리)중|^추진$")),
    ("검토 중", re.compile(r"검토\s*중"), re.compile(r"검토")),
    (
        "미반영",
        re.compile(
            r"미반영|불가|불수용|(?:반영|수용)(?:되지|하지|\s*안|\s*못)|받아들이지|받아들일\s*수\s*없|거절"
        ),
        re.compile(r"미반영|불가|곤란|불수용"),
    ),
)
KNOWN = frozenset(
    ["", "완료", "추진완료", "추진중", "진행중", "검토중", "미반영"]
)  # statuses that STATUSES tells apart; '' is none
UNFINISHED = re.compile(
    r"(?:완료|끝|처리|마무리)[가-힣]*\s*(?:되지|하지|나지|지)\s*(?:않|못)|미완료|안\s*(?:끝|된)|못\s*(?:끝|마)|남아"
)
KINDS = (
    ("시정·처리요구", re.compile(r"시정")),
    ("건의", re.compile(r"(?<![가-힣\d])(?<!\d\s)건의(?!료)")),  # no 보건의료원, no "12건의 완료율"
    ("자료제출", re.compile(r"자료\s*제출|기타\s*(?:사항)?")),
)
# '2020. 11. 3.', "'20.11.3.", '11월 3일'
DATE = re.compile(r"(?<![\d.])(?:(?:\d{4}|['’‘]?\d\d)\s*[.년]\s*)?(\d{1,2})\s*[월.]\s*(\d{1,2})\s*[일.]")
# words of the asking: '처리요구사항 가운데 완료된 것'
ABOUT = re.compile(
    r"(?:행정|사무|감사|행감|지적|사항|요구|처리|시정|건의|조치|결과|수감|내용|상황|현황|실적|이행|추진|상태|계획|답변|보고|업무|주요|완료|검토|향후|"
    r"[시도군구]?의회|비율|[률율]|제출|자료|기타|소관|공동|단독|포함|과|팀|국|미반영|진행|목록|이름|남|구분|분류|표시|마무리|담당|부서|앞|명단|\d+건|\d+개)+"
)
NAMED = 0.7  # how much of a topic a request must name


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


def topics(context: Context) -> list[str]:
    """The words of the question that are not of audits, agencies, departments, statuses, numbers or dates."""
    flat = squash(context.query.text)
    # '장기 검토' is one status of two words
    statuses = "/".join(status for status in _own_statuses(context) if status in flat)
    found = []
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
    return named_status(item.status)


def named_status(status: str) -> str:
    """A status in the words of STATUSES; itself where it is another."""
    flat = squash(status)
    return next((name for name, _, printed in STATUSES if printed.search(flat)), status)


def statuses_in(text: str) -> tuple[str, ...]:
    """The statuses that a question asks for, in the words of STATUSES."""
    if UNFINISHED.search(text):
        named = tuple(name for name, asked, _ in STATUSES[1:3] if asked.search(text))
        return named or ("추진 중", "검토 중", "미반영")
    return tuple(name for name, asked, _ in STATUSES if asked.search(text))


def _dates(item: AuditItem) -> set[tuple[int, int]]:
    text = " ".join(block.text for block in (*item.done, *item.planned))
    return {(int(match[1]), int(match[2])) for match in DATE.finditer(text)}


def _kinds_said(text: str) -> tuple[str, ...]:
    return tuple(kind for kind, asked in KINDS if asked.search(text))


def kinds_apart(text: str) -> tuple[str, ...]:
    """The kinds of items that a question asks for one by one: '건의사항과 시정사항은 각각 몇 건'."""
    kinds = _kinds_said(text)
    return kinds if len(kinds) > 1 and COUNTED.search(text) and ONE_BY_ONE.search(text) else ()


def read_filter(context: Context, items: Sequence[AuditItem]) -> Filter:
    """What the question asks of the items of one document."""
    text = context.query.text
    flat = squash(text)
    names = {squash(name) for item in items for name in item.departments}
    dates = [(int(match[1]), int(match[2])) for match in DATE.finditer(text)]
    day = dates[0] if dates else None
    own = sorted({name for item in items if (name := squash(item.status)) and name in flat} - KNOWN)
    # '완료, 추진 중, 장기 검토가 각각': each of them, '추진불가' by its own name alone
    rest = re.sub("|".join(r"\s?".join(name) for name in own), " ", text) if own else text
    statuses = tuple(dict.fromkeys((*statuses_in(rest), *own)))
    if day and any(day in _dates(item) for item in items):
        statuses = ()  # '3일에 완료한' tells the date, not the status
    elif UNFINISHED.search(text) and len(statuses) > 1:  # all others than 완료, however they are called
        left = dict.fromkeys(name for item in items if (name := status_of(item)) not in {"", STATUSES[0][0]})
        statuses = tuple(left) or statuses
    kinds = _kinds_said(text)
    if COUNTED.search(text) and len(kinds) > 1:
        kinds = kinds[:1] if not kinds_apart(text) else ()
    departments = tuple(sorted(name for name in names if len(name) > 1 and name in flat))
    return Filter(statuses, kinds, departments, day, tuple(topics(context)))
