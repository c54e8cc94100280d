"""What a figure is called: by the words before it or behind it, else as the one before it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from corpus.clauses import RELATIVE, change_told, compared_with, deed_behind, holder_of, rate_behind
from corpus.dates import DateMention
from corpus.figures import Figure
from corpus.labels import CHANGE_WORDS, clean_label, clean_lead, split_column, split_topic, tail_words
from corpus.model import Path
from corpus.phrases.phrase import Reading, Scope
from corpus.units import comparable

_IN_ALL: Final = frozenset(("등", "등 모두", "등 총"))
_FROM: Final = re.compile(r"(?:\s?\([^()]{0,30}\))?에서\s?(?:약\s?|총\s?)?")
CHANGE: Final = re.compile(r"\s?(?:증가|감소|증액|감액|상승|하락|인상|인하|절감|초과|부족|[증감](?![가-힣]))")
_COMPARED: Final = re.compile(r"\s*(?:으?로\s+)?(?:에?\s?대비(?:하여|해)?|보다|에\s?비해|比)\s?")
# schools by their level, side by side: '초 27교, 중 9교', '유 2, 초 5, 중 2'
_LEVEL: Final = re.compile(r"(?<![가-힣\d])[유초고특]\s?\d")
_LEVELS: Final = frozenset("유초중고특")
RANKS: Final = {
    **dict.fromkeys("많", "최다"), **dict.fromkeys("큰크길긴넓", "최대"), **dict.fromkeys("높빠", "최고"),
    **dict.fromkeys("적작짧좁", "최소"), **dict.fromkeys("낮", "최저"),
}  # fmt: skip
_FIRST_OF_RANK: Final = re.compile(
    rf"(?:(?P<what>[가-힣][가-힣A-Za-z·\s]{{1,20}}?)[이가은는]\s)?(?:가장|제일)\s(?P<how>[{''.join(RANKS)}])[가-힣]{{0,3}}\s"
    r"(?P<kind>[가-힣]{1,8})(?:은|는)\s(?P<name>[가-힣A-Za-z\d·\s]{2,30}?)(?:으로|로|이며)?\s*$"
)
# '1,938건(58.2%)으로 가장 많고'
_RANKED_BEHIND: Final = re.compile(
    rf"(?:\([^()]{{0,20}}\))?\s?(?:으로|로)\s(?:가장|제일)\s(?P<how>[{''.join(RANKS)}])"
)
_PAID: Final = re.compile(r"\s?[을를]\s(?:들여|들인|투입하여|투입해|투자해|투자하여|써서)(?=\s)")
_ITS_OWN: Final = re.compile(r"[가-힣][은는이가]\s*$")  # '회원은 남 12명, 직원은 5명'
_IS_RATE: Final = re.compile(r"[가-힣]{2}[율률]$")
_OF_RATES: Final = frozenset(("", "%", "%p", "‰", "배", ":1", "점", "위"))
# '3개반 12명의 점검반 편성'
_COUNTED: Final = re.compile(r"의\s(?P<noun>[가-힣]{2,8}?)(?:[을를이가은는]?(?=\s)|(?=[,.)(]|$))")
_COUNTS: Final = frozenset(("명", "개", "대", "건", "개소", "기", "종"))
_AMONG: Final = re.compile(r"\s?(?:중|가운데)\s")
_OF_WHOLE: Final = re.compile(r"[가-힣]의\s$")  # '정원의 4% 추천': what is said behind tells which


def names_of(reading: Reading, lead: str, words: str) -> Path:
    """Whose a figure is and what it is: '다솜군이 경고 14건과 시정 28건 등 42건'."""
    scope = reading.scope
    if (held := holder_of(scope.name)) is not None:
        scope.holder = held[0]
        return held
    if scope.holder and words.strip() in _IN_ALL:
        return (scope.holder,)
    own = split_topic(scope.name)
    joined = scope.holder and lead and words[:1] in "과와"
    return (scope.holder, *own) if joined else own


def first_of_rank(scope: Scope, words: str) -> str:
    """The name of the first of a rank as a topic: '주민이 가장 적은 동은 샘골동' -> '주민 최소 동은 샘골동'.

    By what the next one is ranked may be left out: '가장 많은 동은 들말동'. '' for any other words.
    """
    found = _FIRST_OF_RANK.search(words)
    if found is None:
        return ""
    scope.ranked = clean_lead(found["what"] or "") or scope.ranked
    return f"{scope.ranked} {RANKS[found['how']]} {found['kind']}은 {clean_label(found['name'])}".strip()


def of_series(scope: Scope, figure: Figure, words: str, names: Path) -> Path:
    """What a figure behind a comma is of, as the one before it in the same unit.

    '월 급여는 전일제 210만원, 시간제 105만원', '종사자 22명 가운데 간호사 14명, 조무사 8명'.
    """
    of, unit = scope.series
    listed = words.strip() and len(names) == 1 and scope.fresh and unit == figure.unit
    return of if listed and not _ITS_OWN.search(words) else ()


def ends_name(scope: Scope, words: str, figure: Figure) -> bool:
    """Whether an unnamed figure is not of what the last one is called.

    A rate is no amount ('보증료율 0.5%, 20,000백만원'), nor a price what it bought ('3억원을 들여 2개소').
    """
    return bool(_PAID.match(words)) or (
        _IS_RATE.search(scope.name) is not None and figure.unit not in _OF_RATES
    )


def named_before(reading: Reading, words: str, figure: Figure) -> tuple[str, str]:
    """The name and the state that the words before a figure give."""
    scope = reading.scope
    if (compared := _named_as_compared(reading, words, figure)) is not None:
        return compared
    if (level := words.strip()) in _LEVELS and not scope.behind and _LEVEL.search(reading.text):
        # '활동비 초 487천원, 중 679천원': the second one is of the same too
        before, _, last = scope.name.rpartition(" ")
        return (f"{before} {level}" if before and last in _LEVELS else level), ""
    if ranked := first_of_rank(scope, words):
        return ranked, ""
    if words.strip() == "외" and scope.name:
        return f"{scope.name} 외", ""
    return _named_last(scope, words)


def _named_as_compared(reading: Reading, words: str, figure: Figure) -> tuple[str, str] | None:
    """The name and what a figure is compared with: '목표 1,300대의 95.8%'; None for no comparison."""
    scope = reading.scope
    compared = _COMPARED.match(words)
    if compared and (scope.date or scope.segment):
        return clean_lead(words[compared.end() :], behind=True), f"{_base_of(reading)} 대비".strip()
    if figure.unit == "%" and scope.column in CHANGE_WORDS and words.strip() == "의":
        return "", f"{scope.column} 대비"
    than = compared_with(words)
    return (clean_lead(than[0], behind=scope.behind), than[1]) if than else None


def _named_last(scope: Scope, words: str) -> tuple[str, str]:
    """The name with which words end, of a list all of it, and the state that it tells."""
    if scope.listed and words.rstrip(" 총약").endswith("등"):
        words = (scope.listed + words)[-60:]
        return clean_label(words if len(words) < 60 else words.partition(" ")[2]), ""
    lead, column = split_column(clean_lead(words, behind=scope.behind))
    return lead or clean_lead(scope.held), column


def _base_of(reading: Reading) -> str:
    """What the next figure is compared with: a year, or what the last figure was of; '' for its name."""
    scope, since = reading.scope, ""
    last = reading.phrases[-1].figure.end if reading.phrases else 0
    told = scope.date is not None and scope.date.start >= last  # 13,400명으로 2023년 대비 4,000명
    # 예산안을 2030년 912억원보다 176억원: the year alone
    told = told or (scope.date is not None and _stands_behind(reading, scope.date))
    if scope.date:
        since, scope.date = scope.date.text.strip(), None
    elif RELATIVE.fullmatch(scope.column) or scope.column in CHANGE_WORDS:
        since = scope.column  # 1,344명(계획 1,680명 대비 80.0%)
    topic = () if told else split_topic(scope.name)
    if len(topic) > 1:  # 자체수입은 다른 시 평균액 4조원보다 15조원
        scope.name = topic[0]
        since = f"{since} {topic[1]}".strip()
    return since


def _stands_behind(reading: Reading, date: DateMention) -> bool:
    """Whether the last figure stands right behind a date."""
    return bool(reading.phrases) and not reading.text[date.end : reading.phrases[-1].figure.start].strip()


def named_behind(reading: Reading, figure: Figure, lead: str, words: str, *, changed: bool) -> str:
    """What words behind a figure name it: what was done with it, or what it is a part of a whole for."""
    if ranked := _RANKED_BEHIND.match(reading.text, figure.end):
        return RANKS[ranked["how"]]
    deed = rate_behind(reading.text, figure.end) if figure.unit == "%" else ""
    if reading.scope.column.endswith("대비"):
        deed = deed or change_told(reading.text[figure.end : figure.end + 8])
    deed = deed or ("" if lead or changed else deed_behind(reading.text, figure.end))
    if deed or (lead and not _OF_WHOLE.search(words) and not CHANGE.match(reading.text, figure.end)):
        return deed
    counted = _COUNTED.match(reading.text, figure.end) if not lead and figure.unit in _COUNTS else None
    return counted["noun"] if counted else tail_words(reading.text, figure.end)


def name_unnamed(reading: Reading, leaf: str) -> None:
    """Gives the figures right before the one that words name the same name: '22개구 236개동 개편'."""
    for number in reading.scope.segment:
        among = _AMONG.match(reading.text, reading.phrases[number].figure.end)  # 37개소 중 34개소 설치
        if not reading.phrases[number].row and not among:
            reading.phrases[number] = replace(reading.phrases[number], row=(leaf,))


def name_changes(reading: Reading, noun: str) -> None:
    """Names the figures before what they came to: '전년보다 2억원(5%) 증가한 9억원': 2억원 증가."""
    for number in range(reading.scope.segment[-1], len(reading.phrases)):
        phrase = reading.phrases[number]
        if noun and noun not in phrase.row and phrase.column[-1:] and phrase.column[-1].endswith("대비"):
            reading.phrases[number] = replace(phrase, row=(*phrase.row, noun))


def turn_column(reading: Reading, column: str, *, ended: bool) -> None:
    """Sets the state of the figures from here on; a new name or what it came to ends a comparison."""
    scope = reading.scope
    if column and not (scope.date and column == scope.date.text):  # '’23년 160건, 전년 151건'
        scope.column = column
    elif ended and scope.column.endswith("대비"):
        scope.column = ""


def goes_from(reading: Reading, number: int, figure: Figure) -> bool:
    """Whether a figure is what an earlier one went to: '2030년 18만㏊(9위)에서 17만㏊로', not in 2030."""
    first = reading.phrases[number]
    if not _FROM.fullmatch(reading.text, first.figure.end, figure.start):
        return False
    if reading.scope.date and not reading.text[reading.scope.date.end : first.figure.start].strip():
        reading.scope.date = None
    return True


def partner_of(reading: Reading, figure: Figure, lead: str) -> int | None:
    """The figure before the last arrow that this one follows on: same unit, no other name."""
    if lead and lead != reading.scope.name:
        return None
    after = {second for _, second in reading.pairs}  # of 'A 3 → 4, B 5 → 6' 6 follows on 5
    left = sorted((i for i in reading.scope.left if i not in reading.paired), key=after.__contains__)
    return next((i for i in left if comparable(reading.phrases[i].figure.unit, figure.unit)), None)
