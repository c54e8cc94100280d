"""Pages of the web saved as plain text: what only steers a reader is left out, titles are marked.

본문 바로가기
홈 > 시설안내 > 체육시설
체육시설                   # 체육시설
인쇄
최종수정일 2031-05-02
이용 안내                  □ 이용 안내
평일 6시부터 22시까지, 주말 20시까지
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from corpus.audits.item import status_of
from corpus.joining import squeeze
from corpus.key_lines import KEYS
from corpus.markers import read_mark

# '홈 > 시설안내 > 체육시설', 'HOME › 정보공개'
_PATH: Final = re.compile(
    r"^\s*(?:현재\s?위치\s?[:：]?\s?)?(?:홈|메인|처음|처음으로|HOME|Home|Main)\s?[>›»▶]\s?(?P<rest>\S.{0,80})$"
)
_STEP: Final = re.compile(r"\s?[>›»▶]\s?")
_STEERING_WORDS: Final = """
본문바로가기 주메뉴바로가기 메뉴바로가기 하위메뉴바로가기 인쇄 인쇄하기 프린트 공유 공유하기
스크랩 목록 목록보기 이전글 다음글 이전 다음 맨위로 위로 TOP 글자크게 글자작게 글자크기
로그인 로그아웃 회원가입 사이트맵 전체메뉴 메뉴열기 메뉴닫기 닫기 열기 검색 더보기
페이스북 트위터 카카오톡 카카오스토리 네이버블로그 밴드 URL복사 주소복사
만족도조사 매우만족 만족 보통 불만족 매우불만족 의견남기기 확인
이페이지에서제공하는정보에만족하십니까?
"""
_STEERING: Final = frozenset(_STEERING_WORDS.split())
_STAMP: Final = re.compile(
    r"^\s*(?:(?:최종\s?)?(?:수정|갱신|업데이트)\s?(?:일자?|일시)|작성일|등록일|조회수?)"
    r"\s?[:：]?\s?[\d.\-/: ]{1,20}$"
    r"|^\s*(?:Copyright|COPYRIGHT|ⓒ|©).{0,80}$",
)
_FEWEST: Final = 2  # paths of pages
_REACH: Final = 3  # lines between a path and the title below it
_TITLE: Final = re.compile(r"(?![-※*○□•·|<#(])[^\t|:：]{2,40}(?<![.다요])$")
_LONGEST_NAME: Final = 15
_LONG: Final = 18  # a line that tells something
_WORDS: Final = 2  # a line of more is no cell of a table
_TELLS: Final = re.compile(r"\d|,\s|\.$")


def without_steering(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines of saved pages, what steers blank, titles and names over text marked; others as they are.

    Args:
        lines: the lines of a file.

    Returns:
        As many lines.
    """
    paths = [at for at, line in enumerate(lines) if _PATH.match(line)]
    if len(paths) < _FEWEST:
        return tuple(lines)
    text = ["" if _steers(line) else line for line in lines]
    for at in paths:
        near = [place for place in range(at + 1, min(at + 1 + _REACH, len(text))) if text[place].strip()]
        text[at] = ""
        if near and _TITLE.match(text[near[0]].strip()):
            text[near[0]] = f"# {text[near[0]].strip()}"
        else:
            text[at] = f"# {_STEP.split(lines[at].strip())[-1]}"
    names = [at for at in range(len(text) - 1) if _is_over_text(text, at)]
    for at in names:
        text[at] = f"□ {text[at].strip()}"
    return tuple(text)


def _steers(line: str) -> bool:
    return "".join(line.split()) in _STEERING or bool(_STAMP.match(line))


def _is_name(line: str) -> bool:
    text = line.strip()
    plain = text and not read_mark(text).style and not re.search(r"[\d\t|,:：\[\]]", text)
    own = len(text) <= _LONGEST_NAME and not status_of(text) and squeeze(text) not in KEYS
    return bool(plain) and own and not text.endswith((".", "다", "요"))


def _is_over_text(text: Sequence[str], at: int) -> bool:
    """Whether a line is a name over a line that tells something, with a blank line or another such above."""
    above = text[at - 1].strip() if at else ""
    below = text[at + 1].strip()
    tells = len(below) >= _LONG and bool(_TELLS.search(below)) and not read_mark(below).style
    apart = not above or (len(above.split()) > _WORDS and bool(_TELLS.search(above)))
    return tells and apart and "\t" not in below and "|" not in below and _is_name(text[at])
