"""Units of Korean public-sector figures: one table, their factors, and amounts written out for staff.

A unit is a base unit (`명`, `원`, `㎡`) with or without a Korean multiplier before it: `천명`, `만 건`,
`백만원`, `천세대`. A value stays in the unit in which it was written; `convert` goes between them.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final

MONEY: Final = "원"

MULTIPLIERS: Final[dict[str, int]] = {
    "십": 10, "백": 100, "천": 1_000, "만": 10_000, "십만": 100_000, "백만": 1_000_000,
    "천만": 10_000_000, "억": 10**8, "십억": 10**9, "백억": 10**10, "천억": 10**11, "조": 10**12,
}  # fmt: skip

# a line: what it measures, then unit=how many of the smallest; units of one line convert
_MEASURES: Final = """
원: 원=1 원/kg=1 원/t=1 원/L=1 원/㎥=1 원/㎡=1 원/m=1 원/㎞=1 원/kWh=1
달러: 달러=1
유로: 유로=1
엔: 엔=1
위안: 위안=1
%: %=1 ‰=0.1
%p: %p=1
배: 배=1
대일: :1=1
무게: mg=0.001 g=1 kg=1000 t=1000000
부피: mL=0.001 L=1 kL=1000 ㎥=1000
길이: ㎜=0.001 ㎝=0.01 m=1 ㎞=1000
넓이: ㎡=1 ha=10000 ㎢=1000000
평: 평=1
시각: 초=1 분=60 시간=3600
날: 일=1 주=7
달: 개월=1 년=12
박: 박=1
일률: W=1 kW=1000 MW=1000000
열량: cal=1 kcal=1000 Mcal=1000000 Gcal=1000000000
전력량: Wh=1 kWh=1000 MWh=1000000
자료: KB=1 MB=1000 GB=1000000 TB=1000000000
주행배출: g/km=1
유량: ㎥/일=1 ㎥/시간=24 ㎥/분=1440 ㎥/초=86400
농도: ㎍/㎥=1
수질: mg/L=1
배출: mg/S㎥=1
ppm: ppm=1
온도: ℃=1
소리: dB=1
복지점수: P=1
에너지: TOE=1
탄소: tCO2=1
"""

# what is only counted: 정원 43명, 14필지, 25자치구 425동(12,793통), 36개소
_COUNTS: Final = """
명 건 대 회 개 개소 개동 개교 개구 개국 개사 개년 개층 개반 과정 과목 팀 과 담당 실 국 부 본부 사업소 기관
부서 자치구 구 동 통 반 읍 면 리 세대 가구 호 구좌 좌 매 쪽 페이지 학급 학교 점 세 종 권 부스 필지 그루 마리
병 벌 켤레 상자 박스 세트 식 본 편 곡 컷 장 통화 콜 차례 번 표 석 좌석 병상 인분 경간 척 채 층 칸 위 강좌
관 개원 농가 어가 전 쌍 가족 점포
레인 타석 객실
교 기 프로그램 단체 업체 기업 위원회 센터 노선 정류소 투표소 학기 교시 차시
"""

# a line: a unit, then other ways to write it (compared after NFKC, case folding and without spaces)
_ALIASES: Final = r"""
명: 인 사람 名 人 인원
건: 件 건수
회: 횟수 차례
대: 대수
개: 가지 個
개소: 곳 군데 個所
마리: 두 頭
과정: 개과정
과: 개과
팀: 개팀
부서: 개부서
%: 퍼센트 프로 백분율
%p: 퍼센트포인트 %포인트 %point
P: 포인트
g: 그램
kg: 킬로그램 킬로 ㎏
mg: ㎎
kL: ㎘ 킬로리터
kW: ㎾
MW: ㎿
kWh: ㎾h
MWh: ㎿h
t: 톤 ton M/T
원/t: 원/톤
원/L: 원/리터
L: 리터 l(리터)
㎥: 세제곱미터 m^3 입방미터
㎡: m^2 제곱미터 평방미터
㎢: km^2 제곱킬로미터
ha: 헥타르 ㏊
m: 미터
㎞: 킬로미터 km
㎝: 센티미터 cm
㎜: 밀리미터 mm
개월: 달
일: 일간
주: 주일 주간
년: 년간
시간: hr
㎍/㎥: ug/m3
mg/L: 밀리그램/리터 ㎎/L ㎎/ℓ
mg/S㎥: ㎎/S㎥ mg/sm3
℃: °c
tCO2: tco2eq
달러: 불 $
원: ￦ ₩ krw
억원: 억
조원: 조
십억원: 십억
백억원: 백억
천억원: 천억
"""

_PREFIX: Final = re.compile(r"^(십만|백만|천만|십억|백억|천억|십|백|천|만|억|조)(.+)$")
# '톤/년', '건/월': how much a time, not two units; '㎥/일' is a unit of its own
_PER_TIME: Final = re.compile(r"(?<=\S)\s?/\s?(?:년|월|일|주|시간|분|초)\s*$")
# '단위: 천원', '단위 : 교(원), 학급, 명'
_CAPTION: Final = re.compile(r"단\s?위\s?[:：]?\s?((?:\([^()\n]{1,8}\)|[^()\]】>\n]){1,60})")
# as a unit of a caption; '(단위 : 명, 누계)' says more than units
_COUNTER: Final = re.compile(r"(?!기준|현재|누계|제외|포함|별도|매년|연간|월간|이상|이하|잠정)[가-힣]{1,2}$")

_BRACKETS: Final = re.compile(r"[(（\[〔]([^()（）\[\]〔〕]{1,40})[)）\]〕]\s*$")
_DAY_ONLY: Final = re.compile(
    r"(?:[‘’'`]?\s?\d{2,4}\s?[.년]|매년)\s?\d{1,2}\s?[.월]?(?:\s?\d{1,2}\s?[.일]?)?\s?(?:말|현재|기준|시행|적용|(?:[가-힣]{1,6}\s?)?부터)?"
)
# units of one letter that are seldom anything else behind a title
_PLAIN_UNITS: Final = frozenset("명건회개대원%㎡㎞호필톤점동")


def _key(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _lines(table: str) -> list[tuple[str, list[str]]]:
    rows = (line.partition(": ") for line in table.split("\n") if line)
    return [(first, rest.split()) for first, _, rest in rows]


_BASE: Final = {name: (name, Decimal(1)) for name in _COUNTS.split()} | {
    name: (dimension, Decimal(factor))
    for dimension, units in _lines(_MEASURES)
    for name, _, factor in (unit.rpartition("=") for unit in units)
}
_NAMES: Final = {_key(name): name for name in _BASE} | {
    _key(word): name for name, words in _lines(_ALIASES) for word in words
}


@lru_cache(maxsize=4096)
def _resolve(unit: str) -> tuple[str, str, Decimal] | None:
    """The unit's name, dimension and factor, or None for an unknown one."""
    key = _key(unit).rstrip(".")
    if key[:1] in {"(", "["} and key[-1:] in {")", "]"}:
        key = key[1:-1]
    name = _NAMES.get(key, key)
    if name in _BASE:
        return name, *_BASE[name]
    found = _PREFIX.match(name)
    base = _NAMES.get(found[2], found[2]) if found else ""
    if not found or base not in _BASE:
        return None
    dimension, factor = _BASE[base]
    return found[1] + base, dimension, factor * MULTIPLIERS[found[1]]


def unit_words() -> tuple[str, ...]:
    """Every way to write a base unit (no multiplier), the longest first, for a pattern."""
    words = {*_BASE, *(word for name, others in _lines(_ALIASES) if name in _BASE for word in others)}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@lru_cache(maxsize=1)
def count_words() -> frozenset[str]:
    """The units of what is only counted: 명, 개소, 학급."""
    return frozenset(_COUNTS.split())


def is_known(unit: str) -> bool:
    """True for a unit of the table, a multiplier before it or not."""
    return bool(unit) and _resolve(unit) is not None


def normalise_unit(text: str) -> str:
    """The unit's one name: 'Kg' -> 'kg', 'm²' and 'm^2' -> '㎡', '만 건' -> '만건', '억' -> '억원'.

    An unknown unit comes back with its white space dropped.
    """
    found = _resolve(text)
    return found[0] if found else "".join(text.split())


def is_measured(unit: str) -> bool:
    """True for what is measured ('㎍/㎥', 't'), neither counted, money nor a share."""
    found = _resolve(unit)
    return found is not None and found[1] not in {MONEY, "%", "%p"} | count_words()


def is_money(unit: str) -> bool:
    """True for 원 and its multiples."""
    found = _resolve(unit)
    return found is not None and found[1] == MONEY


def convert(value: Decimal, unit: str, to: str) -> Decimal | None:
    """The same quantity in another unit, exact; None where the two do not measure the same.

    Example:
        >>> convert(Decimal(8553429), "천원", "억원")
        Decimal('85.53429')
    """
    source, target = _resolve(unit), _resolve(to)
    if source is None or target is None:
        return value if unit == to else None
    if source[1] != target[1]:
        return None
    return value * source[2] / target[2]


def comparable(unit: str, other: str) -> bool:
    """True when values of both units can be compared: '천만원' and '억원', '명' and '만명'."""
    if unit == other:
        return True
    one, two = _resolve(unit), _resolve(other)
    return one is not None and two is not None and one[1] == two[1]


def caption_units(text: str) -> tuple[str, ...]:
    """The units that a caption declares: "('21.1.31. 기준, 단위 : 천원, %)" -> ('천원', '%')."""
    return tuple(dict.fromkeys(stated_units(text)))


def stated_units(text: str) -> tuple[str, ...]:
    """The units that a caption declares, each as often as it does: '(단위 : 개소, 명, 명)'."""
    found = _CAPTION.search(text)
    if not found:
        return ()
    units: list[str] = []
    for stated in re.split(r"[,，、·;]", found[1]):
        part = stated if is_known(stated) else _PER_TIME.sub("", stated)
        pieces = [part] if is_known(part) else re.sub(r"\([^()]*\)", "", part).split("/")
        if normalise_unit(pieces[0]) == MONEY:  # '원/식': how much each
            pieces = pieces[:1]
        for piece in pieces:
            words = piece.split()
            whole = piece if is_known(piece) or not words else words[0]
            if is_known(whole) or _is_counter(piece, found[0]):
                units.append(normalise_unit(whole))
    return tuple(units)


def _is_counter(word: str, stated: str) -> bool:
    """Whether a word that is no known unit is one where a caption states it: '(단위 : 등, %)' over lamps."""
    return bool(_COUNTER.match(word.strip())) and bool(re.match(r"단\s?위\s?[:：]", stated))


def bracket_units(text: str) -> tuple[str, ...]:
    """The units in the brackets at the end of a title that hold nothing but units and a day.

    Example:
        >>> bracket_units("인력 (’23. 6. 30., 명)"), bracket_units("(천원, %)"), bracket_units("지원(국, 시)")
        (('명',), ('천원', '%'), ())
    """
    found = _BRACKETS.search(text)
    parts = [part.strip() for part in re.split(r"[,，、;]", found[1])] if found else []
    words = [part for part in parts if part and not _DAY_ONLY.fullmatch(part)]
    if not words or not all(is_known(word) and (len(word) > 1 or word in _PLAIN_UNITS) for word in words):
        return ()
    return tuple(normalise_unit(word) for word in words)


def decimals(value: Decimal) -> int:
    """The digits behind the point, as written: 1 for 12.0, 0 for 1,234."""
    text = str(value)  # quicker than `as_tuple`, which makes a tuple of all digits
    if "E" in text:
        exponent = value.as_tuple().exponent
        return -exponent if isinstance(exponent, int) and exponent < 0 else 0
    point = text.find(".")
    return len(text) - point - 1 if point >= 0 else 0


def format_number(value: Decimal) -> str:
    """The value with thousands separators, △ before a negative one: '△2,545', '12.0'."""
    sign = "△" if value < 0 else ""
    return f"{sign}{abs(value):,f}"


def format_amount(value: Decimal, unit: str) -> str:
    """The value with its unit as staff write it: '8,553,429천원', '△19.5%', '67만명'."""
    return format_number(value) + unit


def in_eok(value: Decimal, unit: str) -> str | None:
    """A long amount in 억원, to one digit: '약 85.5억원', '약 2조 2,172억원', '107억원' where it is exact.

    None for what is not money, for less than 1억원 and for what is written in 억원 or 조원 already.
    """
    if not is_money(unit) or normalise_unit(unit) in {"억원", "조원", "십억원", "백억원", "천억원"}:
        return None
    exact = convert(abs(value), unit, "억원")
    if exact is None or exact < 1:
        return None
    long = exact >= 10_000
    shown = exact.quantize(Decimal(1) if long else Decimal("0.1"), ROUND_HALF_UP)
    about = "" if shown == exact else "약 "
    sign = "△" if value < 0 else ""
    if not long:
        text = f"{shown:,f}".removesuffix(".0") if shown == exact else f"{shown:,f}"
        return f"{about}{sign}{text}억원"
    trillions, rest = divmod(int(shown), 10_000)
    return f"{about}{sign}{trillions:,}조" + (f" {rest:,}억원" if rest else "원")
