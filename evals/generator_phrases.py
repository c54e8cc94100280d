"""How generated questions are worded: measures as asked for, other words for things, typing errors."""

# ruff: noqa: E501 (a list of sayings reads best on its lines)
from __future__ import annotations

from collections.abc import Mapping
from random import Random

from evals.generator_page import Truth
from qa.synonyms import LEXICON

# measure: (as an official asks, as staff say it); {unit} is the counter of the figure
ASKS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "budget": (("예산현액은 얼마입니까?", "예산은 얼마인가요?", "예산액은 얼마입니까?"),
               ("예산 얼마야?", "얼마 잡혔어?", "예산이 몇 억이야?", "예산 얼마나 배정됐어?")),
    "original_budget": (("본예산은 얼마입니까?", "본예산액은 얼마인가요?"), ("본예산 얼마야?", "본예산으로 얼마 잡혔어?")),
    "supplementary": (("추경예산은 얼마입니까?",), ("추경 얼마였어?", "추경예산 얼마야?")),
    "final_budget": (("최종예산은 얼마였습니까?",), ("최종예산 얼마였지?", "최종예산 얼마야?")),
    "change": (("전년 대비 증감액은 얼마입니까?", "증감액은 얼마인가요?"),
               ("작년보다 얼마나 {moved}어?", "전년보다 예산이 얼마 {moved}어?")),
    "change_rate": (("전년 대비 증감률은 몇 %입니까?", "증감률은 얼마인가요?"), ("작년보다 몇 프로 {moved}어?",)),
    "spent": (("집행액은 얼마입니까?", "집행한 금액은 얼마인가요?"), ("얼마 썼어?", "지금까지 얼마나 썼지?", "얼마 집행했어?")),
    "spent_rate": (("집행률은 몇 %입니까?", "집행률은 얼마인가요?"), ("몇 프로 썼어?", "집행률 몇 프로야?")),
    "collected": (("징수액은 얼마입니까?",), ("얼마 걷었어?", "징수액 얼마야?")),
    "collected_rate": (("징수율은 몇 %입니까?",), ("징수율 몇 프로야?", "몇 % 걷혔어?")),
    "quota": (("정원은 몇 명입니까?",), ("정원 몇 명이야?",)),
    "staff": (("현원은 몇 명입니까?",), ("현원 몇 명이야?",)),
    "shortage": (("과부족은 몇 명입니까?",), ("과부족 몇 명이야?",)),
    "heads": (("현원은 몇 명입니까?", "직원은 몇 명인가요?"), ("몇 명이 일해?", "직원 몇 명이야?")),
    "count": (("몇 {unit}입니까?", "몇 {unit}인가요?"), ("몇 {unit}이야?", "몇 {unit}이었지?")),
    "cost": (("사업비는 얼마입니까?",), ("사업비 얼마 들어?", "사업비 얼마야?")),
    "plan": (("집행 계획은 얼마입니까?", "집행계획액은 얼마인가요?"), ("얼마 쓸 계획이야?", "얼마 쓰기로 했어?")),
    "target": (("목표는 몇 {unit}입니까?",), ("목표가 몇 {unit}이야?", "목표 몇 {unit}이지?")),
    "result": (("실적은 몇 {unit}입니까?",), ("실적 몇 {unit}이야?",)),
    "계획": (("계획은 몇 {unit}입니까?",), ("계획 몇 {unit}이야?",)),
    "실적": (("실적은 몇 {unit}입니까?",), ("실적이 몇 {unit}이야?",)),
    "win_rate": (("승소율은 몇 %입니까?",), ("승소율 몇 프로야?", "이긴 비율이 몇 %야?")),
}  # fmt: skip
NAMES = {
    "budget": "예산현액", "original_budget": "본예산", "supplementary": "추경예산", "final_budget": "최종예산",
    "change": "증감액", "change_rate": "증감률", "spent": "집행액", "spent_rate": "집행률", "collected": "징수액",
    "collected_rate": "징수율", "quota": "정원", "staff": "현원", "shortage": "과부족", "heads": "현원",
    "cost": "사업비", "plan": "집행계획", "target": "목표", "result": "실적", "계획": "계획", "실적": "실적",
    "win_rate": "승소율", "count": "",
}  # fmt: skip
MEASURED = {"%": "%", "점": "점", "㎡": "㎡", "kg": "kg", "시간": "시간"}

SLIPS = (
    ("썼어", "썻어"), ("했어", "햇어"), ("됐어", "됬어"), ("었어", "엇어"), ("였어", "였어여"), ("입니까?", "임"), ("인가요?", "인가여"),
    ("얼마", "얼마 "), ("예산", "에산"), ("집행률", "집행율"), ("집행액", "집행엑"), ("몇 ", "몇"), ("몇", "몃"), ("이야?", "이에요"), ("야?", "야"),
    ("의 ", " "), ("은 ", " "), ("는 ", " "), ("현액", "현엑"), ("증감", "증감 "), ("운영", "운영 "), ("지원", "지윈"),
    ("개선", "게선"), ("관리", "관리 "),
)  # fmt: skip


def _inverse() -> dict[str, tuple[str, ...]]:
    """Each printed word with what is said for it: '공용차량' -> ('관용차', '업무차', ...)."""
    found: dict[str, list[str]] = {}
    for said, printed in LEXICON.items():
        for word in printed:
            found.setdefault(word, []).append(said)
    return {word: tuple(said) for word, said in found.items()}


SAID = _inverse()


def said_for(name: str, rng: Random) -> str:
    """A name with one of its words said otherwise; the name itself where no other word is known."""
    parts = name.split()
    known = [n for n, part in enumerate(parts) if part in SAID]
    if not known:
        return name
    place = rng.choice(known)
    parts[place] = rng.choice(SAID[parts[place]])
    return " ".join(parts)


def asked(truth: Truth, rng: Random, *, spoken: bool) -> str:
    """How a figure is asked for: '집행률은 몇 %입니까?'."""
    text = rng.choice(ASKS[truth.measure][spoken])
    moved = "줄었" if truth.value < 0 else "늘었"
    if truth.unit in MEASURED and truth.unit != "시간":
        text = text.replace("몇 {unit}", "얼마" if rng.random() < 0.5 and truth.unit != "%" else "몇 {unit}")
    text = text.format(unit="프로" if spoken and truth.unit == "%" else truth.unit, moved=moved)
    return text.replace("얼마이야", "얼마야").replace("프로이", "프로").replace("얼마이었", "얼마였")


def year_said(year: int, rng: Random, *, spoken: bool) -> str:
    """A year as typed: '2023년', '23년', "'23년", '2023년도'."""
    short = f"{year % 100}년"
    if spoken:
        return rng.choice([f"{year}년", f"{year}년", short, f"{year}"])
    return rng.choice([f"{year}년", f"{year}년", f"{year}년도", f"'{short}"])


def noisy(text: str, rng: Random) -> str:
    """A text with typing errors: a slip or two, a space lost or put in."""
    slips = [slip for slip in SLIPS if slip[0] in text]
    for wrong in rng.sample(slips, min(2, len(slips))):
        text = text.replace(*wrong, 1)
    spaces = [n for n, character in enumerate(text) if character == " "]
    if spaces and rng.random() < 0.8:
        place = rng.choice(spaces)
        text = text[:place] + text[place + 1 :]
    return text.rstrip("?. ") if rng.random() < 0.5 else text
