"""Days, months, years and periods in Korean running text and column labels."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

Precision = Literal["day", "month", "quarter", "half", "year"]

QUOTES: Final = "'’‘`＇´′ʼ"

_Y: Final = rf"(?:[{QUOTES}]\s?(?P<y>\d{{2}})|(?:[{QUOTES}]\s?)?(?<!\d)(?P<yyyy>(?:19|20)\d{{2}}))"
_YY: Final = rf"(?:{_Y}|(?<![\d.,])(?P<yy>\d{{2}}))"
_DOT: Final = r"\s?[.\-/]\s?"
_PART: Final = r"(?:\s?(?:말|초|중순|상순|하순)(?=일|현재|기준|까지|[\s,.)~∼～/]|$))?"
_LASTS: Final = (
    r"(?!\s?(?:간|이상|이하|이내|미만|초과|마다|동안|차|경과|넘|여|연속|째|지난|된|주기|거치|상환|만에|"
    r"[,(]\s?(?:최대\s)?\d{1,2}\s?회(?:에\s한해|까지)?\s?연장))"
)
# '지은 지 17년', '준공 후 15년', '사용연한 12년': so long, not a year
_NO_AGE: Final = "".join(
    rf"(?<!{before}\s)"
    for before in (
        r"[은된한난]\s지",
        "[은된한난]지",
        r"\s후",
        "연한",
        "수명",
        "경력",
        "근속",
        "수령",
        "최근",
        r"\s약",
        "봉안",
        "안치",
        "자연장",
        "최초",
    )
)
_RANGE: Final = "~∼～∽"
# '2022년 7월 9.5% 인상', '2021년 5.3시간': a figure behind a month or a year, no day
_COUNTED: Final = (
    r"(?!\d{0,2}(?:\.\d{1,3})?\s?"
    r"(?:%|[㎡㎞㎥℃]|[급층위팀]|단계|시간|명|건|회|개|대(?![가-힣])|[십백천만억조]|원|톤|점|배|세대|가구|ha|k[mgW]))"
)

# (precision, characters one of which every match has, pattern), the longer forms first: what one has taken
# the next ones leave alone
_FORMS: Final[tuple[tuple[Precision, str, re.Pattern[str]], ...]] = (
    # 2021. 1. 31. / '21.1.31 / 2020년 12월 31일 / 2020-11-11 / 20.10.16
    (
        "day",
        ".-/년",
        re.compile(
            rf"{_YY}(?:{_DOT}|\s?년\s?)(?P<m>\d{{1,2}})(?:{_DOT}|\s?월\s?){_COUNTED}(?P<d>\d{{1,2}})(?![\d,])"
            rf"(?:\s?[{_RANGE}]\s?\d{{1,2}}(?=\s?일))?(?:\s?[.일])?"
        ),
    ),
    # '21.3월 / 2020년 12월말 / 20.10월말 / 21년1월말 / '21.3~9월
    (
        "month",
        "월",
        re.compile(
            rf"{_YY}(?:\s?\.\s?|\s?년(?:도)?\s?)(?P<m>\d{{1,2}})(?:\s?[,·{_RANGE}]\s?(?P<m2>\d{{1,2}}))?\s?월{_PART}"
        ),
    ),
    # 2021. 2. / ’19. 8) / ’18.11~’19.6
    ("month", ".", re.compile(rf"{_Y}\s?\.\s?(?P<m>\d{{1,2}})(?:\s?\.(?!\d)|(?![\d,.%월]|\s?[가-힣%]))")),
    # 2021년 1분기 / ’21.1분기 / 2/4분기
    ("quarter", "분", re.compile(rf"(?:{_YY}\s?(?:년도?|\.)\s?)?(?<!\d)(?P<q>[1-4])(?:\s?[/·]\s?4)?\s?분기")),
    # '21년 상반기 / 하반기
    ("half", "반", re.compile(rf"(?:{_YY}\s?년(?:도)?\s?)?(?P<h>[상하])반기")),
    # 2021년도 / ’21년말 / '80년대
    ("year", "년", re.compile(rf"{_Y}\s?년(?:도|대)?{_LASTS}{_PART}")),
    # 2024학년도, 2015회계연도
    ("year", "년연", re.compile(rf"{_Y}\s?(?:학년도|회계\s?[연년]도)")),
    # 19년 63회 (not 10년 경과)
    ("year", "년", re.compile(rf"{_NO_AGE}(?<![\d.,])(?P<yy>\d{{2}})\s?년(?:도)?{_LASTS}{_PART}")),
    # '21 / ’17: / (not '10명')
    ("year", QUOTES, re.compile(rf"[{QUOTES}]\s?(?P<y>\d{{2}})(?![\d,%]|\.\d|\s?[가-힣]{{1,2}}[{QUOTES}])")),
    # 2021~2025
    (
        "year",
        _RANGE,
        re.compile(rf"(?<![\d.,])(?P<yyyy>(?:19|20)\d{{2}})(?=\s?[{_RANGE}]\s?(?:19|20)\d{{2}}(?!\d))"),
    ),
    ("year", _RANGE, re.compile(rf"(?<=[{_RANGE}])\s?(?P<yyyy>(?:19|20)\d{{2}})(?![\d,%]|\.\d|\s?[가-힣])")),
    # 12월 31일 / 1월 7~10일
    (
        "day",
        "월",
        re.compile(
            rf"(?<![\d.])(?P<m>\d{{1,2}})\s?월\s?(?P<d>\d{{1,2}})(?:\s?일?\s?[{_RANGE}·]\s?\d{{1,2}})?\s?일"
        ),
    ),
    # 3.16. / 4.7(수) / 2.8~5.24
    (
        "day",
        ".",
        re.compile(
            r"(?<![\d.,])(?P<m>\d{1,2})\s?\.\s?(?P<d>\d{1,2})(?:\.(?!\d)"
            rf"|(?=\s?[(（][월화수목금토일][)）])|(?=\s?[{_RANGE}]\s?\d{{1,2}}\s?\.\s?\d{{1,2}}(?!\d|\s?%)))"
        ),
    ),
    # (6.13) / ~5.24, / (~7.3)
    (
        "day",
        ".",
        re.compile(
            rf"(?<=[({_RANGE}])\s?(?P<m>\d{{1,2}})\.(?P<d>\d{{1,2}})(?=\s?(?:[),{_RANGE}]|까지|부터|현재|기준|$))"
        ),
    ),
    # 3월 / 6,12월 / 4~5월 / 12월말
    (
        "month",
        "월",
        re.compile(rf"(?<![\d.])(?P<m>\d{{1,2}})(?:\s?[,·{_RANGE}]\s?(?P<m2>\d{{1,2}}))?\s?월{_PART}"),
    ),
)
_MAY_BE_DATE: Final = re.compile(r"\d|[상하]반기")
_CACHED: Final = 500
_JOIN: Final = re.compile(rf"\s{{0,3}}[{_RANGE}\-–]\s{{0,3}}")
_BASED_BEFORE: Final = re.compile(r"(?:기준일?|현재)\s{0,2}[:：]?\s{0,2}$")
_BASED_AFTER: Final = re.compile(r"[\s.,]{0,3}(?:[(（][월화수목금토일][)）]\s?)?(?:기준|현재)")
_BARE_YEAR: Final = re.compile(
    r"(?<![\d.,제])(?:19|20)\d{2}(?=$|[\s년(（).\-~/_·]|[가-힣])(?![명건대회개원호번면쪽점]|\.\d)"
)
_RELATIVE: Final = (
    (re.compile(r"재작년|전전년|지지난해"), -2),
    (re.compile(r"전년|작년|지난\s?해|직전\s?연도"), -1),
    (re.compile(r"내년|익년|다음\s?해|차년도"), 1),
    (re.compile(r"올해|금년|당해|이번\s?연도|당년|현년도"), 0),
)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A day or a period as written at `text[start:end]`: its first and last day.

    Both days are None where the text gives no year and none was handed over.
    """

    start: int
    end: int
    text: str
    first: dt.date | None
    last: dt.date | None
    precision: Precision


def _year(found: re.Match[str]) -> int | None:
    """The year in the match: '’21' -> 2021, '2021' -> 2021, "'99" -> 1999; None where it has none."""
    groups = found.groupdict()
    if groups.get("yyyy"):
        return int(groups["yyyy"])
    short = groups.get("y") or groups.get("yy")
    if not short:
        return None
    return int(short) + (2000 if int(short) < 60 else 1900)


def _months(found: re.Match[str]) -> tuple[int, int]:
    """The first and the last month of the match; (0, 0) for a 13th month."""
    groups = found.groupdict()
    if groups.get("q"):
        return 3 * int(groups["q"]) - 2, 3 * int(groups["q"])
    if groups.get("h"):
        return (1, 6) if groups["h"] == "상" else (7, 12)
    if not groups.get("m"):
        return 1, 12
    first = int(groups["m"])
    last = int(groups.get("m2") or first)
    return (first, last) if 1 <= first <= last <= 12 else (0, 0)


def _days(year: int | None, months: tuple[int, int], day: int | None) -> tuple[dt.date, dt.date] | None:
    """First and last day; of a leap year where no year is known; None where there is no such day."""
    known = year or 2000
    if months == (0, 0) or day == 0:
        return None
    first = dt.date(known, months[0], 1)
    last = dt.date(known, months[1], calendar.monthrange(known, months[1])[1])
    if day is None:
        return first, last
    return None if day > last.day else (first.replace(day=day), first.replace(day=day))


def _matches(text: str) -> Sequence[tuple[Precision, re.Match[str]]]:
    """The matches of all forms that do not overlap, in the order of the text."""
    if not _MAY_BE_DATE.search(text):
        return ()
    return _known_matches(text) if len(text) <= _CACHED else _all_matches(text)


def _all_matches(text: str) -> Sequence[tuple[Precision, re.Match[str]]]:
    taken = bytearray(len(text))
    matches: list[tuple[Precision, re.Match[str]]] = []
    present = frozenset(text)
    for precision, needed, pattern in _FORMS:
        if present.isdisjoint(needed):
            continue
        for found in pattern.finditer(text):
            start, end = found.span()
            day = found.groupdict().get("d")
            if any(taken[start:end]) or not _days(_year(found), _months(found), int(day) if day else None):
                continue
            taken[start:end] = b"\1" * (end - start)
            matches.append((precision, found))
    return sorted(matches, key=lambda match: match[1].start())


# headings and bullets are asked for again with each figure below them
_known_matches = lru_cache(maxsize=4096)(_all_matches)


def _join(one: DateMention, other: DateMention, text: str) -> DateMention:
    return DateMention(
        one.start, other.end, text[one.start : other.end], one.first, other.last, other.precision
    )


def find_dates(text: str, base_year: int | None = None) -> Sequence[DateMention]:
    """Days, months, quarters, years and periods in running text, in order.

    A date with no year takes it from the date before it in the text ("'21.3.16. ~ 3.20."), else from
    `base_year`. Durations ('10년 경과', '6개월') are not dates.

    Example:
        >>> [m.last.isoformat() for m in find_dates("’20.9월말 기준, 3.16.~3.20.") if m.last]
        ['2020-09-30', '2020-03-20']
    """
    return _known_dates(text, base_year) if len(text) <= _CACHED else _all_dates(text, base_year)


def _all_dates(text: str, base_year: int | None) -> Sequence[DateMention]:
    mentions: list[DateMention] = []
    year = base_year
    for precision, found in _matches(text):
        year = _year(found) or year
        day = found.groupdict().get("d")
        days = _days(year, _months(found), int(day) if day else None)
        if days is None:
            continue
        first, last = days if year is not None else (None, None)
        mention = DateMention(found.start(), found.end(), found[0], first, last, precision)
        if mentions and _JOIN.fullmatch(text, mentions[-1].end, mention.start):
            mentions[-1] = _join(mentions[-1], mention, text)
        else:
            mentions.append(mention)
    return tuple(mentions)


_known_dates = lru_cache(maxsize=8192)(_all_dates)


def parse_date(text: str) -> dt.date | None:
    """The first date of the text; of a month or a year its last day: '2020년 12월말' -> 2020-12-31."""
    return next((mention.last for mention in find_dates(text) if mention.last), None)


@lru_cache(maxsize=4096)
def find_as_of(text: str, base_year: int | None = None) -> dt.date | None:
    """The day to which a caption's figures are counted, the last day of a month or year.

    "('21.1.31. 기준, 단위 : 천원, %)", '(기준 : ’23. 3. 31.)', '5.31.기준' with a `base_year`,
    '’20.9월말 기준', '2021. 3. 1. 현재'.
    """
    for mention in find_dates(text, base_year):
        before = text[max(0, mention.start - 10) : mention.start]
        if _BASED_AFTER.match(text, mention.end) or _BASED_BEFORE.search(before):
            return mention.last
    return None


@lru_cache(maxsize=4096)
def find_year(text: str, base_year: int | None = None) -> int | None:
    """The year that a column label speaks of: '2021 예산현액', "'20년 최종예산", '’22년 대비', '전년'.

    Relative years ('전년', '작년', '올해') need `base_year`, the document's year; else None.
    """
    own = next((year for _, found in _matches(text) if (year := _year(found)) is not None), None)
    if own is not None:
        return own
    bare = _BARE_YEAR.search(text)
    if bare:
        return int(bare[0])
    if base_year is None:
        return None
    return next((base_year + step for pattern, step in _RELATIVE if pattern.search(text)), None)


def says_year(text: str, year: int) -> bool:
    """Tell whether a text says a year: 2031, 31년, 31.3., '31, 31~33년."""
    short = f"{year % 100:02d}"
    printed = rf"(?<!\d){year}|(?<!\d){short}\s?(?:년|학년도|[./~∼]|[상하]반기)|['’‘`]{short}(?!\d)"
    return re.search(printed, text) is not None
