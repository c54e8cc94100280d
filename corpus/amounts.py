"""One number with its Korean multipliers and its unit, read at a given place of a text."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from corpus.units import MULTIPLIERS, is_known, normalise_unit, unit_words

NUMBER: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?")
NEGATIVE_MARKS: Final = "△▲Δ∆▵▽▼"

# '4천만', '9천 만 원', '3천4백여만원'
_MULTIPLIER: Final = re.compile(
    r"\s?(?P<small>[십백천])?(?:(?:여|(?<=[십백천])\s(?=[만억]\s?(?:원|명|건|톤|달러|불)))?(?P<big>[만억조]))?"
)
_UNIT: Final = re.compile("|".join(re.escape(word) for word in unit_words()), re.IGNORECASE)
# what optical character recognition leaves of ㎡ and ㎢: 605.25km ², 34,897 m^2
_POWER: Final = re.compile(r"(?P<kilo>k?)m\s?(?:\^\s?)?(?P<power>[2²3³])(?![\d.])", re.IGNORECASE)
# '경쟁률 2.5대 1', not '버스 2대 1명'
_RATIO: Final = re.compile(r"대\s?1(?![\d,.:%가-힣]|\s?[명인건개대회])")

# '14개 동', '3개 과에서': one counter, not '4개 과정'
_PIECES: Final = re.compile(
    r"개\s(?P<of>[동구국과팀교사층반])(?=(?:으로|[은는이가을를에의와과도로])(?![가-힣]{2})|[^가-힣]|$)"
)

# what may stand right behind a counter: 2회씩, 30명으로, 3분포함; not 2회의실, 10대뉴스
_PARTICLE: Final = re.compile(
    r"(?:의|을|를|이|가|은|는|로|에|만|당|간|중|내|등|및|과|와|도|나|인|후|전|임|증|감|분|총|짜리)(?![가-힣])"
    r"|이상|이하|이내|미만|초과|내외|정도|가량|규모|한도|범위|증가|감소|증액|감액|확대|축소|까지|부터|으로|에서|에는|마다|"
    r"기준|수준|예정|포함|제외|별도|입니다|이다|이었|이라|였|이야|인가|이고|이며|이나|인데|씩|만큼|보다|에게|"
    r"운영|선발|채용|실시|지원|교육|추진|대상|상담|이수|설치|개최|남짓|안팎|이용|선정|모집|배치"
)
# '4,300전', '14관' count; '2031 관내', '60 전후' do not
_TIGHT: Final = frozenset(["전", "관"])
_AFTER_TIGHT: Final = frozenset("내후임외")
# '예산 2조' is money, '2인 1조', '선별기 2조' count sets
_MONEY_BEFORE: Final = re.compile(
    r"(?:^|[가-힣](?:산|비|액|금|세|입|출|모)|총|약|대|[~→])\s?(?:은|는|이|가|약|총)?\s?$"
)
# '전년 대비 -3.2%', not '10 -20%'
_FALLEN: Final = re.compile(r"(?<=[가-힣)])\s.\d[\d,.]{0,10}\s?(?:%|％|퍼센트|프로)")
_BELOW: Final = {"억": "만", "조": "억"}
# '$3,000', 'US$ 2억', '￦3,000'
_CURRENCY: Final = re.compile(r"(?:(?P<dollar>[$＄]|미화)|(?P<won>[￦₩]))\s?$")
# counters after which any noun may follow: 6개 분야, 3명의
_OPEN: Final = frozenset(["개", "명", "%", "%p"])


class Amount(NamedTuple):
    """A number at `text[start:end]`: `unit` holds the multiplier that it was written with ('천명', '만').

    `grouped`: written with separators, decimals or multipliers, so hardly a name or a label.
    `vague`: 40여 년, 2천여 편.
    """

    value: Decimal
    unit: str
    start: int
    end: int
    grouped: bool = False
    vague: bool = False


def follows(text: str, end: int, unit: str, *, spaced: bool = False) -> bool:
    """True when what stands behind a counter lets it be one: '2회씩', '15명)', not '2회의실'.

    `spaced`: a space stands between the number and the counter ('2 회'), which asks for more care.
    """
    after = text[end : end + 1]
    if unit[-1].isascii() and unit[-1].isalpha():
        return not (after.isascii() and after.isalnum())
    if not "가" <= after <= "힣" or unit.endswith("원") or (unit in _OPEN and not spaced):
        return True
    found = _PARTICLE.match(text, end)
    return found is not None and not (spaced and found[0] == "의")


def _unit_at(text: str, pos: int) -> tuple[str, int] | None:
    """The unit word at a place, the longest that its surroundings allow, and its end."""
    power = _POWER.match(text, pos)
    if power:
        square = power["power"] in "2²"
        return ("㎢" if power["kilo"] else "㎡") if square else "㎥", power.end()
    if ratio := _RATIO.match(text, pos):
        return ":1", ratio.end()
    if pieces := _PIECES.match(text, pos):
        return normalise_unit("개" + pieces["of"]), pieces.end()
    found = _UNIT.match(text, pos)
    word = found[0] if found else ""
    spaced = pos > 0 and text[pos - 1].isspace()
    while word:
        end = pos + len(word)
        tight = word in _TIGHT and (spaced or text[end : end + 1] in _AFTER_TIGHT)
        if is_known(word) and not tight and follows(text, end, word, spaced=spaced):
            return normalise_unit(word), end
        word = word[:-1]
    return None


@lru_cache(maxsize=8192)
def unit_near(text: str, pos: int) -> tuple[str, int, bool] | None:
    """The unit behind a number, '여' and one space between them or not: (unit, end, vague)."""
    vague = text[pos : pos + 1] == "여"
    place = pos + vague
    places = (place, place + 1) if text[place : place + 1].isspace() else (place,)
    found = next((unit for at in places if (unit := _unit_at(text, at))), None)
    return (*found, vague) if found else None


def _number(found: re.Match[str]) -> Decimal:
    return Decimal(found[0].replace(",", ""))


def _compound(text: str, number: re.Match[str]) -> tuple[Decimal, str, int]:
    """The number at a match with the parts that belong to it: value, multiplier of its unit, end.

    '18조 6,696억' -> (186696, '억'), '9천만' -> (9, '천만'), '1천5백' -> (1500, ''), '6,696' -> (6696, '').
    """
    first = _MULTIPLIER.match(text, number.end())
    if not (first and (first["small"] or first["big"])):
        return _number(number), "", number.end()
    total = section = Decimal(0)
    marks: list[str] = []
    # each part is smaller than the one before it: '4천5백만' is (4천 + 5백) 만
    small_limit = big_limit = Decimal("Infinity")
    end = number.end()
    found: re.Match[str] | None = number
    while found is not None:
        mark = _MULTIPLIER.match(text, found.end())
        small, big = (mark["small"] or "", mark["big"] or "") if mark else ("", "")
        value, factor = _number(found) * MULTIPLIERS.get(small, 1), Decimal(MULTIPLIERS.get(big, 1))
        plain = not (small or big)
        apart = plain and value < 1000 and text[found.start() - 1].isspace()  # 18조 12명, not 1천89건
        if marks and (value >= small_limit or factor >= big_limit or apart):
            break
        end = found.end() if plain or not mark else mark.end()
        marks.append(small + big)
        section += value
        small_limit = Decimal(MULTIPLIERS[small]) if small and not big else Decimal("Infinity")
        if big:
            total, section, big_limit = total + section * factor, Decimal(0), factor
        if plain:
            break
        found = NUMBER.match(text, end + (text[end : end + 1] == " "))
    if len(marks) == 1:
        return _number(number), marks[0], end
    last = next((mark[-1] for mark in reversed(marks) if mark[-1:] in {"만", "억", "조"}), "")
    if marks[-1] and last in _BELOW and section and unit_near(text, end) is None:  # 3억 2천 as it is said
        last, section = _BELOW[last], section * MULTIPLIERS[_BELOW[last]]
        return (total + section) / MULTIPLIERS[last], last, end
    if last and not section:
        return total / MULTIPLIERS[last], last, end
    return total + section, "", end


def read_amount(text: str, number: re.Match[str]) -> Amount:
    """The amount that starts with a match of `NUMBER`, with as much unit as its surroundings allow.

    Example:
        >>> text = "예산 18조 6,696억원"
        >>> read_amount(text, NUMBER.search(text)).value, read_amount(text, NUMBER.search(text)).unit
        (Decimal('186696'), '억원')
    """
    grouped = "," in number[0] or "." in number[0]
    value, multiplier, end = _compound(text, number)
    if end != number.end():
        unit = unit_near(text, end)
        vague = "여" in text[number.end() : end]
        if unit:
            scaled = multiplier if normalise_unit(multiplier + unit[0]) != unit[0] else ""
            return Amount(value, scaled + unit[0], number.start(), unit[1], True, vague or unit[2])
        team = (
            multiplier == "조"
            and not grouped
            and not _MONEY_BEFORE.search(text, max(0, number.start() - 8), number.start())
        )
        if multiplier[-1:] in {"만", "억", "조"} and follows(text, end, "십") and not team:
            base = "" if multiplier.endswith("만") and value < MULTIPLIERS["만"] else "원"
            base = _currency(text, number.start()) or base
            return Amount(value, multiplier + base, number.start(), end, grouped=True, vague=vague)
        value, end = _number(number), number.end()
    unit = unit_near(text, end)
    if unit:
        return Amount(value, unit[0], number.start(), unit[1], grouped=grouped, vague=unit[2])
    return Amount(value, _currency(text, number.start()), number.start(), end, grouped=grouped)


def _currency(text: str, start: int) -> str:
    """The unit that a sign before a number tells: '$3,000' -> '달러'; '' for none."""
    found = _CURRENCY.search(text, max(0, start - 3), start)
    return ("달러" if found["dollar"] else "원") if found else ""


def sign_start(text: str, start: int) -> int:
    """Where a minus before the number starts, or `start`: '△2,545', '(-3.2%)', not '10-20' or '- 5'."""
    before = text[start - 1 : start]
    if before and before in NEGATIVE_MARKS:
        return start - 1
    if before and before in "-−–－" and (start == 1 or text[start - 2] in "([（:："):
        return start - 1
    if before and before in "-−－" and _FALLEN.match(text, start - 2):
        return start - 1
    return start
