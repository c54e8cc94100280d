"""Quantities in cells and in running text: '△2,227,431,027', '18조 6,696억원', '월 2회 → 4회'.

A quantity is what a reader would call one. Dates, articles (제7조의3), grades (7~9급), phone numbers,
outline numbers and names with digits in them (코로나19) are not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from corpus.amounts import NEGATIVE_MARKS, NUMBER, Amount, follows, read_amount, sign_start, unit_near
from corpus.dates import find_dates
from corpus.units import MULTIPLIERS, normalise_unit

ARROWS: Final = "→⇒⇨➔➡➜➝▶▷►⟶"
RANGE_MARKS: Final = "~∼～∽"
_LONGEST: Final = 30
_CACHED: Final = 1000  # characters
_BLANKS: Final = "-–—―－−‐─·.…"

_JOINER: Final = re.compile(rf"\s?[{RANGE_MARKS}{ARROWS}\-–]\s?")
_RATE: Final = re.compile(
    r"\s?(?:(?:평균|최대|최소|연간|연|월)?\s?\d|(?!이내|이상|이하|미만|초과|간|동안|전|후|범위|한도|내외|소요|씩)[가-힣])"
)
_APPROX_BEFORE: Final = re.compile(r"(?:약|대략|거의)\s?$")
_APPROX_AFTER: Final = re.compile(r"\s?(?:내외|정도|가량|안팎|남짓|여$)")
_FALL: Final = re.compile(r"\s?[↓⇩▼]")
_CELL_REST: Final = re.compile(
    r"\s*(?:[(（\[↑↓▲▼⇧⇩※*]|여?$|이상|이하|이내|미만|초과|내외|정도|한도|예정|포함|[증감](?!\w))"
)
_MINUS: Final = NEGATIVE_MARKS + "-−–－감"  # '감 5'
# '120주1)', '1,284¹⁾', '35 주2'
_FOOTNOTE: Final = re.compile(r"(?<=[\d%가-힣])\s?(?:[¹²³⁴⁵]+[)⁾]?|주\s?\d{1,2}\))$")

# counters that are as often a name or a place: 둔촌1동, 본관 9층, 101호; they count only in company
_WEAK: Final = frozenset("과부실국구동통반읍면리호번층표본식") | {"담당"}
# but no name has as many: '주차장 40면', '안내서 500부', '느티나무 60본', '생활관 60실'; '차량 10부제' does
_COUNTS_MANY: Final = frozenset("면부본실")
_MANY: Final = 10
_SYSTEM: Final = re.compile(r"\s?제(?![가-힣])")
# a rate's base is no quantity of its own: 1일 4회, 1인 평균 1,800P, 1일 교육시간
_BASES: Final = ("1일", "1인", "1주")
_SPELT: Final = re.compile(r"(?:^|[\s(=])[백천]$")  # 징계 백39명: a part of a number in words
_COMPANY: Final = re.compile(r"(?:총|계|평균|모두|전체|각|약|합계|[:：―\-])\s*$")
_STOREYS: Final = re.compile(r"(?:지하|지상)\s?$")
_STOREYS_END: Final = re.compile(r"\s?(?:[~∼～,，()（）/]|$)")
# '보트 4대, 오두막 9동, 텐트터 30면'
_COUNTS: Final = re.compile(
    r"(?<![^\s(（:：·])[가-힣]{2,10}\s\d[\d,]{0,8}[가-힣]{1,3}(?:,\s?[가-힣]{2,10}\s\d[\d,]{0,8}[가-힣]{1,3}){2,12}(?![^\s)）,])"
)
# counters that side by side are an address: 1동 13층
_ADDRESS: Final = frozenset("동층호번리면읍")
# 구의회(25), 평일5: a bare number that counts what is named before it
_COUNTED: Final = re.compile(r"[가-힣\w」』’”'\")\]][(（]$")
_LISTED_BEFORE: Final = re.compile(r"[가-힣)][ \t]$")
_LISTED_AFTER: Final = re.compile(r"\s?(?:[,(（)）]|$|/\s)")

_ORDINAL: Final = "(?:급|단계|차(?!례|시|량)|학년|호선|등급|회차|년차|주년|번째|순위|세기|번지|번길|번출구)"
_COHORT: Final = (
    r"(?<![\d,.])(?<![→⇒➔]\s)(?<![→⇒➔])(?:\d{1,2}\s?[~∼·,]\s?)?\d{1,2}\s?기(?![가-힣])"
    r"(?!\s?(?:[→⇒➔]|설치|구축|증설|추가|보급|교체|확충|조성))"
)
_DAY: Final = r"(?:[1-9]|[12]\d|3[01])일"
# what looks like a number and is none
_NO_QUANTITY: Final = re.compile(
    "|".join(
        (
            # 제7조의3, 제1·2회, 제3국
            r"(?<![가-힣)])제(?!\s?\d{1,5}(?:[,.]\d{1,4}){0,4}\s?[십백천]?[만억])\s?\d{1,5}(?:\s?[·,~∼]\s?\d{1,5}){0,9}(?:\s?조의?\s?\d{0,3}|[가-힣])?",
            # 7~9급, 4 5급, 2.5단계, 1·2차, 3기
            r"(?<![\d,])\d{1,3}(?:\.\d)?(?:\s?[~∼·,.․‧]\s?\d{1,2}|\s\d){0,4}\s?" + _ORDINAL,
            # 4, 5층
            r"(?<![\d,])\d{1,3}(?:(?:,\s|\s?·\s?)\d{1,3}){1,5}\s?[층호번](?![가-힣])",
            # 3기 of a course, not 4기 → 10기, 12기 설치, 240기
            _COHORT,
            r"민선\s?\d{1,2}\s?기|(?<!\d)\d{1,2}\s?회\s?(?:추경|추가경정|정례회|임시회|본회의)",
            # 3분의 2
            r"(?<!\d)\d{1,3}분의\s?\d{1,3}",
            # ☎215, 02)1396, 02-120-0000
            r"☎\s?[\d)\-~,]{1,40}|\b0\d{1,2}\)\s?\d{3,4}(?:-\d{4})?|\b\d{2,4}-\d{3,4}-\d{4}",
            # 10시 30분, 15:00, 06:00, 08시
            r"(?<!\d)\d{1,2}\s?시\s?\d{1,2}\s?분(?!\s?(?:간|소요))",
            r"\d{1,2}:\d{2}(?!\d)|(?<!\d)\d{1,2}\s?시(?![가-힣])|(?<!\d)\d{1,2}시(?=출근|퇴근|부터|까지|이후|이전|\s?\d)",
            # 25일 밝혔다, 23일 제2차 본회의, not 25일간
            rf"(?<![\d,.]){_DAY}(?:\s?[{RANGE_MARKS}·과와]\s?{_DAY})?(?=\s?(?:밝|발표[했하]|말했|전했|알렸|오전|오후|부터|제\s?\d|자로|자\s))",
            # 결산서 103쪽
            r"(?:[산정]서|산안|명세서|설명서|조서|먼저,?|다음은?,?)\s?\d{1,4}\s?(?:쪽|페이지)",
            # 부분공개(5), (표 1)
            r"공개\s?\(\d(?:,\s?\d){0,5}\)|(?<![가-힣])표\s?\d{1,2}(?:-\d{1,2})?(?=\s?[)>〉\]:.])",
            # COVID-19, PM2.5, CO2, 코로나19
            r"[A-Za-z]-?\d{1,6}(?:\.\d)?(?![\d%,])|코로나[\s\-]?\d{1,2}",
            r"(?:별표|붙임|별지|부록|그림|서식|안건|참고|의안)\s?\d{1,5}(?!\d|,\d|\s?[가-힣%])",
            # 45-6 일대
            r"(?<!\d)\d{1,5}-\d{1,5}(?:-\d{1,5})?(?=\s?(?:번지|일대|일원|호))",
            # a table of contents: 사업개요 ······ 5
            r"[·․.…‥]{3}\s?\d{1,4}\s?$",
            # an outline number at the start of a line: 1. / 2) / (3)
            r"^[ \t]{0,40}(?:\d{1,2}[.)][ \t]|[(（]\d{1,2}[)）][ \t])",
        )
    ),
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity as written at `text[start:end]`; `value` is in `unit` ('' where none is known)."""

    value: Decimal
    unit: str
    text: str
    start: int
    end: int
    approx: bool = False


def is_blank(text: str) -> bool:
    """True for an empty cell, written as '', '-', '–', '―' and the like ('0' is not blank)."""
    return not "".join(text.split()).strip(_BLANKS)


def _figure(text: str, amount: Amount, unit: str) -> Figure:
    """The figure of an amount: its sign, its text and whether it is only about right."""
    start = sign_start(text, amount.start)
    fall = _FALL.match(text, amount.end)
    end = fall.end() if fall else amount.end
    negative = start != amount.start or fall is not None
    approx = (
        amount.vague
        or _APPROX_BEFORE.search(text, max(0, start - 4), start) is not None
        or _APPROX_AFTER.match(text, end) is not None
    )
    value = -amount.value if negative else amount.value
    return Figure(value, amount.unit or unit, text[start:end], start, end, approx)


@lru_cache(maxsize=8192)
def parse_cell(text: str, unit: str = "") -> Figure | None:
    """The one figure of a whole table cell; None for a blank, words, a date, a range or several.

    `unit` is the column's; a unit in the cell goes before it. A note may follow: '13,265(60%)' is
    13,265. Parentheses around the whole ('(30,000)') do not change the value.

    Example:
        >>> parse_cell("△2,227,431,027", "천원").value
        Decimal('-2227431027')
    """
    plain = NUMBER.match(text)
    if plain and plain.end() == len(text) <= _LONGEST:  # most cells: a figure and nothing else
        return Figure(Decimal(text.replace(",", "")), unit, text, 0, len(text))
    body = _FOOTNOTE.sub("", text.strip())
    if body[:1] in {"(", "（"} and body[-1:] in {")", "）"} and NUMBER.match(body.lstrip("(（ △▲Δ∆-−–")):
        body = body[1:-1].strip()
    found = NUMBER.search(body)
    if found is None or found.start() > 8 or len(found[0]) > _LONGEST:
        return None
    head = body[: found.start()].replace(" ", "")
    head = head.removeprefix("약").removeprefix("총").removeprefix("+").removeprefix("증")
    if head and (len(head) > 1 or head not in _MINUS):
        return None
    amount = read_amount(body, found)
    if not _CELL_REST.match(body, amount.end) and not _noted(body, amount):
        return None
    if amount.unit == "년" and amount.value >= 1900:
        return None
    figure = _figure(body, amount, unit)
    sign = body.find(head, 0, found.start()) if head else found.start()
    offset = text.find(body)
    start, end = offset + sign, offset + figure.end
    value = -amount.value if sign != found.start() else figure.value
    return Figure(value, figure.unit, text[start:end], start, end, figure.approx)


def _noted(body: str, amount: Amount) -> bool:
    """True for an amount with words behind it in one cell: '330,000 운영비, 멘토링 지급 등'."""
    rest = body[amount.end :]
    return (amount.grouped or bool(amount.unit)) and rest[:1].isspace() and not NUMBER.search(rest)


def name_spans(text: str) -> bytearray:
    """One byte a character, 1 where a number is no quantity: a date, an article, a grade, a telephone."""
    taken = bytearray(len(text))
    for mention in find_dates(text):
        taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    for found in _NO_QUANTITY.finditer(text):
        taken[found.start() : found.end()] = b"\1" * (found.end() - found.start())
    return taken


def _amounts(text: str) -> list[Amount]:
    """All numbers of the text that are no date or name, with their units."""
    if not NUMBER.search(text):
        return []
    taken = name_spans(text)
    amounts: list[Amount] = []
    end = 0
    for number in NUMBER.finditer(text):
        if number.start() < end or taken[number.start()] or len(number[0]) > _LONGEST:
            continue
        amount = read_amount(text, number)
        end = amount.end
        amounts.append(amount)
    return amounts


def _inherit(text: str, amounts: list[Amount]) -> list[Amount]:
    """Give the first of a pair the unit of the second: '40~50분', '2,060→6,902건', '50→100만원'."""
    done = list(amounts)
    for i in range(len(done) - 2, -1, -1):
        one, other = done[i], done[i + 1]
        if one.unit or not other.unit or not _JOINER.fullmatch(text, one.end, other.start):
            continue
        unit = other.unit
        if one.value > other.value and not one.grouped and text[one.end : one.end + 1] not in ARROWS:
            continue
        done[i] = one._replace(unit=unit)
    return done


def _bare(text: str, amount: Amount) -> bool:
    """True for a number with no unit that is still a quantity: '(국 28,000)', '구의회(25)', '소고기 27,'."""
    start = sign_start(text, amount.start)
    if amount.grouped or start != amount.start:
        return True
    after = text[amount.end : amount.end + 1]
    before = text[max(0, start - 2) : start]
    if (after in {")", "）"} and _COUNTED.search(before)) or (after in tuple(ARROWS)):
        return True
    if before[-1:] in tuple(ARROWS):
        return True
    if 1900 <= amount.value <= 2100 and amount.end - amount.start == 4:
        return False
    if _LISTED_BEFORE.search(before) and _LISTED_AFTER.match(text, amount.end):
        return True
    return len(text) < start + _LONGEST and text.strip() == text[start : amount.end]


def _in_company(text: str, amounts: list[Amount], i: int) -> bool:
    """True for a weak counter beside another figure or after a word of quantity: '25자치구 425동'."""
    amount = amounts[i]
    if amount.unit == "층" and _STOREYS.search(text, max(0, amount.start - 4), amount.start):
        return _STOREYS_END.match(text, amount.end) is not None
    if amount.grouped or _COMPANY.search(text, max(0, amount.start - 6), amount.start):
        return True
    before = i > 0 and _beside(text, amounts[i - 1], amount, amounts[i - 1])
    behind = i + 1 < len(amounts) and _beside(text, amount, amounts[i + 1], amounts[i + 1])
    return before or behind


def _beside(text: str, one: Amount, other: Amount, company: Amount) -> bool:
    """True when nothing but a space (a comma, where `company` is a sure counter) parts two amounts."""
    between = text[one.end : other.start].strip() if other.start - one.end <= 3 else "?"
    if not company.unit or {one.unit, other.unit} <= _ADDRESS:
        return False
    return not between or (between in ",·" and company.unit not in _WEAK)


def _is_quantity(text: str, amounts: list[Amount], i: int) -> bool:
    amount = amounts[i]
    if not amount.unit:
        return _bare(text, amount)
    if text[amount.end : amount.end + 1] == "당" or _SPELT.search(
        text, max(0, amount.start - 2), amount.start
    ):
        return False
    if text[amount.start : amount.end] in _BASES and _RATE.match(text, amount.end):
        return False
    if amount.unit == "년" and amount.value > 1000:
        return False
    if amount.unit not in _WEAK or _is_many(text, amount):
        return True
    return _in_company(text, amounts, i) or _in_list(text, amounts, amount)


def _is_many(text: str, amount: Amount) -> bool:
    """True for so many of a weak counter that it is no name: '40면', not '3부'."""
    return amount.unit in _COUNTS_MANY and amount.value >= _MANY and _SYSTEM.match(text, amount.end) is None


def _in_list(text: str, amounts: Sequence[Amount], amount: Amount) -> bool:
    """True for a weak counter in a list of three counts or more: '보트 4대, 오두막 9동, 텐트터 30면'.

    One of them has a sure counter.
    """
    for found in _COUNTS.finditer(text):
        if found.start() <= amount.start < found.end():
            return any(
                found.start() <= other.start < found.end() and other.unit and other.unit not in _WEAK
                for other in amounts
            )
    return False


def parse_figures(text: str, unit: str = "") -> Sequence[Figure]:
    """All quantities of a running text in order, each with the unit that it is written with.

    `unit` is what figures without one get. A pair shares its unit ('월 2→4회'); an amount in parts is one
    figure ('18조 6,696억원' is 186,696억원); '85%↓' and '△3' are negative.

    Example:
        >>> [(f.value, f.unit) for f in parse_figures("(제1회) 채용 3기: 6명→10명, 약 1.37억")]
        [(Decimal('6'), '명'), (Decimal('10'), '명'), (Decimal('1.37'), '억원')]
    """
    return _known_figures(text, unit) if len(text) <= _CACHED else _all_figures(text, unit)


def _all_figures(text: str, unit: str) -> Sequence[Figure]:
    amounts = _inherit(text, _amounts(text))
    return tuple(
        _figure(text, amount, normalise_unit(unit))
        for i, amount in enumerate(amounts)
        if _is_quantity(text, amounts, i)
    )


# a line is read for its facts, its relations and the units of tables below it
_known_figures = lru_cache(maxsize=4096)(_all_figures)


_DIGITS: Final = {char: i for i, char in enumerate("영일이삼사오육칠팔구")}
_NATIVE_ORDER: Final = ("한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열", "열한", "열두")
_NATIVE: Final = {word: i + 1 for i, word in enumerate(_NATIVE_ORDER)} | {"스무": 20, "서른": 30, "마흔": 40}
_NATIVE_COUNTERS: Final = frozenset(["명", "개", "건", "대", "개소", "팀", "배", "시간", "개월", "과"])
_SPOKEN: Final = re.compile(
    r"(?<![가-힣\d])(?P<run>[일이삼사오육칠팔구십백천만억조]{1,24}(?:\s[일이삼사오육칠팔구십백천만]{1,12})?)"
    r"|(?<![가-힣])(?P<native>" + "|".join(sorted(_NATIVE, key=len, reverse=True)) + r")(?=\s?[가-힣])"
)
_NAMES_A_UNIT: Final = re.compile(r"\s?(?:단위|으?로\s)")
_UNSURE_BEFORE: Final = re.compile(r"(?:몇|수|단위\s?[:：]?|\d)\s?$")


def _spoken_value(word: str) -> Decimal | None:
    """'삼백이십오만' -> 3250000, '천이백' -> 1200; None for what is no numeral ('이사', '일이')."""
    total = section = digit = Decimal(0)
    for char in word:
        if char in _DIGITS:
            if digit:
                return None
            digit = Decimal(_DIGITS[char])
            continue
        if char in "십백천":
            section += (digit or 1) * MULTIPLIERS[char]
        elif char != " ":
            total += (section + digit or 1) * MULTIPLIERS[char]
            section = Decimal(0)
        digit = digit if char == " " else Decimal(0)
    return total + section + digit


def _spoken_run(text: str, start: int, run: str) -> Figure | None:
    """The longest numeral at the start of a run that a unit follows: '이억 오천만' + '원'."""
    for length in range(len(run), 1, -1):
        word, end = run[:length], start + length
        value = _spoken_value(word)
        pure = not set(word) & set(_DIGITS)
        if value is None or not set(word) & set(MULTIPLIERS):
            continue
        unit = unit_near(text, end)
        if unit and not (pure and _NAMES_A_UNIT.match(text, unit[1])):
            return Figure(value, unit[0], text[start : unit[1]], start, unit[1])
        if word[-1] in "억조" and not pure and follows(text, end, "십"):
            return Figure(value, "원", word, start, end)
    return None


def parse_spoken(text: str) -> list[Figure]:
    """Quantities in Korean words: '삼백만원' -> 3,000,000원, '백이십명', '이억 오천만원', '다섯 팀'.

    Words that only name a unit ('천원 단위로', '몇 억') are none. The value is in the plain unit.
    """
    figures: list[Figure] = []
    for found in _SPOKEN.finditer(text):
        start = found.start()
        if _UNSURE_BEFORE.search(text, max(0, start - 6), start):
            continue
        if found["run"]:
            figure = _spoken_run(text, start, found["run"])
            figures += [figure] if figure else []
            continue
        unit = unit_near(text, found.end())
        if unit and unit[0] in _NATIVE_COUNTERS:
            value = Decimal(_NATIVE[found["native"]])
            figures.append(Figure(value, unit[0], text[start : unit[1]], start, unit[1]))
    return figures
