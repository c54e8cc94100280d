"""Names and what is said of them, a line each: keys over their values, questions over their answers.

빙상장 보수                □ 빙상장 보수
위치                       ○ 위치 :
강변로 310                 강변로 310
사업기간                   ○ 사업기간 :
2031 ~ 2032                2031 ~ 2032

Q. 환불되나요?             □ 환불되나요?
A. 사흘 안에 됩니다.       ○ 사흘 안에 됩니다.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from corpus.joining import squeeze
from corpus.markers import read_mark

_KEY_WORDS: Final = """
위치 소재지 주소 장소 면적 부지면적 연면적 건축면적 규모 총사업비 사업비 예산 재원 사업기간 기간
사업량 대상 내용 사업내용 주요내용 주요시설 시설 공정률 추진율 준공 착공 개관 개소 설립
계획인구 인구 분양 보상 운영 운영시간 이용시간 휴관일 이용료 요금 정원 담당 담당부서 문의 전화
근거 목적 시행자 사업자 사업시행자 추진상황 향후계획 기대효과
"""
KEYS: Final = frozenset(_KEY_WORDS.split())
_ASKED: Final = re.compile(r"^\s*(?:Q|문|질문)\s?\d{0,2}\s?[.:)．]\s*(?P<text>\S.*)$")
_ANSWERED: Final = re.compile(r"^\s*(?:A|답|답변)\s?\d{0,2}\s?[.:)．]\s*(?P<text>\S.*)$")
_FEWEST: Final = 3  # pairs of a list
_KNOWN: Final = 0.5  # of its keys
_LONGEST_KEY: Final = 10
_LONGEST_TITLE: Final = 30


def with_keys(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines with keys, questions and answers marked, as many as there were."""
    text = list(lines)
    for first, last in _runs(lines):
        if _is_list(lines, first, last):
            text[first] = f"□ {lines[first].strip()}"
            for at in range(first + 1, last, 2):
                text[at] = f"○ {lines[at].strip()} :"
    told = [at for at, line in enumerate(lines) if line.strip()]
    for at, below in pairwise(told):
        asked, answered = _ASKED.match(lines[at]), _ANSWERED.match(lines[below])
        if asked and answered:
            text[at], text[below] = f"□ {asked['text']}", f"○ {answered['text']}"
    return tuple(text)


def _runs(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The first and the last place of each run of lines between blank ones."""
    first = -1
    for at, line in enumerate([*lines, ""]):
        if line.strip():
            first = at if first < 0 else first
        elif first >= 0:
            yield first, at - 1
            first = -1


def _is_list(lines: Sequence[str], first: int, last: int) -> bool:
    """Whether a run of lines is a title and below it keys over their values in turns."""
    count = last - first
    if count % 2 or count < 2 * _FEWEST or "\t" in lines[first] or read_mark(lines[first]).style:
        return False
    keys = [lines[at].strip() for at in range(first + 1, last, 2)]
    short = all(len(key) <= _LONGEST_KEY and re.fullmatch(r"[가-힣][가-힣\s·]*", key) for key in keys)
    known = sum(squeeze(key) in KEYS for key in keys)
    titled = len(lines[first].strip()) <= _LONGEST_TITLE and squeeze(lines[first]) not in KEYS
    values = [lines[at] for at in range(first + 2, last + 1, 2)]
    told = not any(read_mark(value).style for value in values) and len(set(keys)) == len(keys)
    return short and titled and told and known >= max(2, _KNOWN * len(keys))
