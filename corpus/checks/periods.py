"""Dates and periods that cannot be: an end before its start, a stated length that is another, a weekday."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from corpus.checks.wording import place
from corpus.dates import DateMention, find_dates
from corpus.model import Block, Document, Finding

_WEEKDAYS: Final = "월화수목금토일"
_WEEKDAY: Final = re.compile(r"\s?[.]?\s?[(（]([월화수목금토일])(?:요일)?[)）]")
# "(60개월)", ', 107일', '총 3년간'; the words that a length may have before it
_LENGTH: Final = re.compile(
    r"\s?[.]?\s?[)）]?\s?[,(（]?\s?(?:총\s?)?(\d{1,4})\s?(개월|일|년|주)(?:간)?(?![가-힣\d])"
)
_LENGTH_BEFORE: Final = re.compile(r"(\d{1,4})\s?(개월|일|개년|년|주)간?\s?[)）]?\s?[:(（]\s?$")
_YEAR_SPAN: Final = re.compile(
    r"(\d{1,2})\s?개년\s?(?:간)?\s?[(（]\s?['’‘]?(\d{2,4})년?\s?[~∼～\-–]\s?['’‘]?(\d{2,4})"
)
_DAY: Final = re.compile(
    r"(?:['’‘`]\s?(?=\d{2}\s?\.)|(?<![\d.])(?=(?:19|20)\d{2}\s?\.))"
    r"(\d{2,4})\s?\.\s?(\d{1,2})\s?\.\s?(\d{1,2})(?![\d.,]*\d|\s?[%가-힣])"
)
_YEAR_DIGITS: Final = 4
_SEPARATOR: Final = re.compile(r"[~∼～∽]")
_OWN_YEAR: Final = re.compile(r"['’‘`]\s?\d{2}|(?:19|20)\d{2}|\d{2}\s?[.년]\s?\d{1,2}\s?[.월]\s?\d{1,2}")


def impossible_dates(document: Document) -> Iterator[Finding]:
    """Findings over the periods and days of the running text."""
    base = document.metadata.year
    for block in document.blocks:
        text = block.text[:4000]
        for mention in find_dates(text, base):
            yield from _backwards(document, block, mention)
            yield from _length(document, block, text, mention)
            yield from _weekday(document, block, text, mention)
        yield from _year_spans(document, block, text)
        yield from _no_such_day(document, block, text)


def _finding(document: Document, block: Block, message: str, expected: str, found: str) -> Finding:
    return Finding(
        document=document.name,
        lines=block.lines,
        kind="기간 오류",
        severity="certain",
        message=f"{place(block.lines)} {message}",
        expected=expected,
        found=found,
    )


def _backwards(document: Document, block: Block, mention: DateMention) -> Iterator[Finding]:
    """A period that ends before it starts, where its end tells its own year."""
    parts = _SEPARATOR.split(mention.text, maxsplit=1)
    if mention.first is None or mention.last is None or len(parts) < 2 or not _OWN_YEAR.search(parts[1]):
        return
    if mention.last < mention.first:
        message = f"기간 '{mention.text.strip()}'의 끝이 시작보다 앞섭니다."
        yield _finding(document, block, message, f"{mention.first} 이후", str(mention.last))


def _length(document: Document, block: Block, text: str, mention: DateMention) -> Iterator[Finding]:
    """'’23.4.1~’29.8.30(60개월)': a period and its stated length."""
    if mention.first is None or mention.last is None or not _SEPARATOR.search(mention.text):
        return
    stated = _LENGTH.match(text, mention.end) or _LENGTH_BEFORE.search(text[: mention.start][-24:])
    if stated is None or mention.last < mention.first or not _told(mention):
        return
    number, unit = int(stated[1]), stated[2]
    if unit == "년" and len(stated[1]) == _YEAR_DIGITS:  # '2023년(1~10월)'
        return
    least, most = _lengths(mention.first, mention.last, unit)
    if not least <= number <= most:
        found = f"{number}{unit}"
        expected = f"{most}{unit}" if least == most else f"{least}~{most}{unit}"
        message = f"기간 '{mention.text.strip()}'은(는) {expected}인데 {found}로 적혀 있습니다."
        yield _finding(document, block, message, expected, found)


def _told(mention: DateMention) -> bool:
    """Whether both ends are days, or months, with a year that the text tells."""
    parts = _SEPARATOR.split(mention.text, maxsplit=1)
    return mention.precision in {"day", "month"} and bool(_OWN_YEAR.search(parts[0]) or len(parts[0]) < 8)


def _lengths(first: dt.date, last: dt.date, unit: str) -> tuple[int, int]:
    """The least and the most that a period may be called, its last day counted or not."""
    days = (last - first).days
    if unit == "일":
        return days, days + 1
    if unit == "주":
        return days // 7, -(-(days + 1) // 7)
    months = (last.year - first.year) * 12 + last.month - first.month
    if unit == "개월":
        return months - (last.day < first.day), months + 1
    return months // 12, -(-(months + 1) // 12)


def _weekday(document: Document, block: Block, text: str, mention: DateMention) -> Iterator[Finding]:
    """'2030. 4. 7.(수)' that is another day of the week."""
    stated = _WEEKDAY.match(text, mention.end)
    if stated is None or mention.last is None or mention.precision != "day":
        return
    if mention.first != mention.last or not _OWN_YEAR.search(mention.text):
        return
    real = _WEEKDAYS[mention.last.weekday()]
    if real != stated[1]:
        message = f"{mention.last}은 {real}요일인데 {stated[1]}요일로 적혀 있습니다."
        yield _finding(document, block, message, f"{real}요일", f"{stated[1]}요일")


def _no_such_day(document: Document, block: Block, text: str) -> Iterator[Finding]:
    """'’30. 6. 31.', '2030.13.1.': a day that the calendar does not have."""
    for found in _DAY.finditer(text):
        year, month, day = (int(part) for part in found.groups())
        known = year + 2000 if year < 100 else year
        last = calendar.monthrange(known, month)[1] if 1 <= month <= 12 else 0
        if day > last or day == 0:
            expected = f"{month}월 {last}일까지" if last else "1월~12월"
            message = f"'{found[0].strip()}'은 달력에 없는 날입니다."
            yield _finding(document, block, message, expected, found[0].strip())


def _year_spans(document: Document, block: Block, text: str) -> Iterator[Finding]:
    """Spans of years: 5개년('21~'26) is six years."""
    for found in _YEAR_SPAN.finditer(text):
        first, last = (int(year) % 100 for year in found.group(2, 3))
        years = last - first + 1
        if years != int(found[1]) and 0 < years < 60:
            yield Finding(
                document=document.name,
                lines=block.lines,
                kind="기간 오류",
                severity="likely",
                message=(
                    f"{place(block.lines)} '{found[0].strip()}'에서 '{first:02d}년부터 '{last:02d}년까지는 "
                    f"{years}개년인데 {found[1]}개년으로 적혀 있습니다."
                ),
                expected=f"{years}개년",
                found=f"{found[1]}개년",
            )
