"""What a cell is by its own text, a figure or a name, and its name as it is compared."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal

Kind = Literal["blank", "dash", "figure", "rate", "mixed", "range", "name", "text"]

LONG_NAME: Final = 45
# an amount with its parts or words behind it is not longer
LONG_FIGURE: Final = 400
# a longer label is a sentence, in which '될 수' and '할 것' stay apart
LONG_LABEL: Final = 24
NUMBERS: Final[frozenset[Kind]] = frozenset({"figure", "rate", "mixed"})
VALUES: Final[frozenset[Kind]] = NUMBERS | {"dash"}
WORDS: Final[frozenset[Kind]] = frozenset({"text", "name"})

_SIGN = r"[△▲Δ▽∆+\-−–－]?\s?"
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_FIGURE = re.compile(rf"^\(?{_SIGN}{_NUMBER}\)?\s?(?:[^\s\d()~,/]{{1,8}})?$")
_RATE = re.compile(rf"^\(?{_SIGN}{_NUMBER}\s?(?:%p?|퍼센트|프로)\)?$")
_RANGE = re.compile(rf"^{_NUMBER}\s?[~∼～]\s?{_NUMBER}[^\s\d]{{0,4}}$")
_MIXED = re.compile(rf"^(?:총|약|연|계|각)?\s?{_SIGN}(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?)")
_DASH = re.compile(r"^(?:[-−–—―－─ㅡ‐⁻․·.]|순증|순감|신설|신규|(?:해당\s?)?없음)$")
# what is numbered, not counted: '2021년' "'21" '1분기' '3급' '2.5단계' '1월~3월' '제1회' '65세 이상'
_NAME = re.compile(
    r"^(?:제\s?\d+\S{0,6}"
    r"|['’‘`]\s?\d{2}(?:\D.{0,20})?"
    r"|(?:19|20)\d\d(?:\s?[가-힣(\[][^\d,]{1,20})?"  # '2021 최종예산', '2021 [백만원]'
    r"|(?:19|20)\d\d\.\s?\d{1,2}(?:\s?[~∼～]\s?\d{1,2})?\.?\s?월(?:\s?[말초])?"  # '2031. 6월'
    r"|(?:19|20)\d\d\.\s?\d{1,2}\.(?:\s?\d{1,2}\.?)?(?:\s?[가-힣]{1,3})?"  # '2031. 6.', '2031. 6. 30. 현재'
    r"|\d{1,2}\s?(?:인|회|일|건|가구|세대|명|개|대|톤|인분)당.{0,20}"  # '1인당 지원액'
    r"|1\s?(?:인|회|일|건|가구|세대|주|월|년)\s?평균\D{0,10}"  # '1일 평균'
    r"|\(?['’‘`]?\d{1,4}(?:\.\d{1,2})*\.?\s?"
    r"(?:년도?|월말?|분기|사분기|/4분기|급|단계|차|호|반기|학년|층|기|위|주차|번|종|세|학기|월초|급지|순위|등급)"
    r"(?:이상|이하|미만|초과|상당)?(?![가-힣%])"
    r".{0,20})$"
)  # fmt: skip
# '2020개소' is a figure, '2020 최종예산' a name
_COUNTED_YEAR = re.compile(
    r"^(?:19|20)\d\d\s?(?:개소|개교|세대|천원|만원|억원|백만원|시간|가구|구좌|[명건회개대원동통])$"
)
_RULES: Final[tuple[tuple[re.Pattern[str], Kind], ...]] = (
    (_RATE, "rate"),
    (_COUNTED_YEAR, "figure"),
    (_NAME, "name"),
    (_FIGURE, "figure"),
    (_RANGE, "range"),
    (_MIXED, "mixed"),
)
_LONE_SYLLABLES = re.compile(r"(?<![가-힣\d])(?:[가-힣] ){1,}[가-힣](?![가-힣])")
_BLANKS = re.compile(r"\s+")


@lru_cache(maxsize=16384)
def kind_of(text: str) -> Kind:
    """What a cell is by its own text.

    Example:
        >>> [kind_of(t) for t in ("△1,234", "12.0%", "1분기", "총 80회", "-", "195~208", "총무과", "")]
        ['figure', 'rate', 'name', 'mixed', 'dash', 'range', 'text', 'blank']
    """
    text = text.strip()
    if not text:
        return "blank"
    if _DASH.match(text):
        return "dash"
    if len(text) > LONG_NAME and (len(text) > LONG_FIGURE or not text[:1].isdigit()):
        return "text"
    for rule, kind in _RULES:
        if rule.match(text):
            return kind
    return "text"


def clean_name(text: str) -> str:
    """A label or header name with its spaced-out syllables joined, a real multiword name kept.

    Example:
        >>> [clean_name(t) for t in ("총 무 과", "증 감", "추진 중", "외 벽 리모델링", " 불용품  매각대")]
        ['총무과', '증감', '추진 중', '외벽 리모델링', '불용품 매각대']
    """
    text = _BLANKS.sub(" ", text).strip()
    if len(text) > LONG_LABEL:
        return text
    return _LONE_SYLLABLES.sub(lambda found: found[0].replace(" ", ""), text)


def compact(text: str) -> str:
    """A name without white space, for comparing."""
    return "".join(text.split())


def is_value(text: str) -> bool:
    """True for a figure, and for the dash that stands for none."""
    return kind_of(text) in VALUES
