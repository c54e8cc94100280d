"""What the label of a row or column says about how its figures come about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from corpus.model import Path
from corpus.tables.sums import squeeze

# '증감률', '전년 대비 증가율(%)', '신장률'
_GROWTH: Final = re.compile(r"(?:증감|증가|감소|신장|성장|상승|인상)[율률]")
# '증 감', '증감액', '과부족', '집행잔액', "'20년 대비 증감"
_DIFFERENCE: Final = re.compile(
    r"(?:증감|증가|감소)(?![율률])|과부족|(?:부족|초과|차액|차이|잔액|잔여|결원|미수납)(?:액|분|인원)?(?:\(|$)"
)
_RATE: Final = re.compile(r"[율률]|비율|비중|구성비|점유|퍼센트|%")
_AVERAGE: Final = re.compile(r"(?P<per>월|일|연|년|분기)?평균")
# '예산액(A)', '(B-A)', '증감율(C/B)', '소계(A+B)'
_LETTER: Final = re.compile(r"\(([A-Z])\)")
_FORMULA: Final = re.compile(r"\(([A-Z](?:[-+/÷][A-Z])+)(?:[*×]?100)?\)|=\(?([A-Z](?:[-+/÷][A-Z])+)\)?")
# the numerator of a rate by its name: '징수율' of '징수액', '승소율' of '승소'
_STEM: Final = re.compile(r"([가-힣a-zA-Z]{2,})[율률]")

PER: Final = {"월": 12, "일": 365, "연": 1, "년": 1, "분기": 4}
_NUMERATORS: Final = ("집행", "징수", "지출", "실적", "승소", "완료", "이수", "합격", "응시", "원인행위")
# what a rate is of, best first
_WHOLES: Final = ("예산", "계획", "목표", "정원", "대상", "전체", "계", "확정")


def says_growth(path: Path) -> bool:
    """'증감률' and the like."""
    return any(_GROWTH.search(squeeze(label)) for label in path)


def says_difference(path: Path) -> bool:
    """'증감액', '과부족', '집행잔액' and the like, in the last label or, for bare '액', above it."""
    text = squeeze(path[-1]) if path else ""
    return bool(_DIFFERENCE.search(text)) and not _RATE.search(text)


def says_rate(path: Path) -> bool:
    """'집행률', '비율', '(%)'."""
    return any(_RATE.search(squeeze(label)) for label in path) and not says_growth(path)


def average_per(path: Path) -> int | None:
    """In how many parts an average divides its total: '월평균' 12, '평균' 0, no average None."""
    found = _AVERAGE.search(squeeze(path[-1])) if path else None
    if not found:
        return None
    return PER.get(found["per"] or "", 0)


def letters(paths: Iterable[Path]) -> dict[str, int]:
    """The columns that carry a letter: ('예산액(A)', '집행액(B)') gives {'A': 0, 'B': 1}."""
    found: dict[str, int] = {}
    for place, path in enumerate(paths):
        for label in path[-1:]:
            match = _LETTER.search(squeeze(label))
            if match:
                found.setdefault(match[1], place)
    return found


def lettered_formula(path: Path) -> str:
    """The formula that a label states: '증감액(B-A)' gives 'B-A', '' for none."""
    for label in reversed(path):
        match = _FORMULA.search(squeeze(label).replace("÷", "/"))
        if match:
            return match[1] or match[2] or ""
    return ""


def rate_fit(rate: Path, numerator: Path, denominator: Path) -> int:
    """How well names say that `rate` is `numerator` in percent of `denominator`; 0 for not at all."""
    rate_text = squeeze("".join(rate))
    stem = _STEM.search(rate_text)
    name = squeeze("".join(numerator))
    fit = 0
    if stem and (stem[1][:2] in name or any(word in stem[1] and word in name for word in _NUMERATORS)):
        fit += 2
    # '집행률(%) > 원인행위' of '집행액 > 원인행위', not of '집행액 > 지출액'
    shared = {squeeze(label) for label in rate} & {squeeze(label) for label in numerator}
    fit += 2 * sum(len(label) > 1 for label in shared)
    whole = squeeze(denominator[-1]) if denominator else ""
    if fit and any(word in whole for word in _WHOLES):
        fit += 1
    return fit
