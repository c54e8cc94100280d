"""The text of slides: the first line of each is its title, though no mark says so.

시정보고 | 2031년 상반기
7
                               □ 도서관
도서관                          • 회원 12,400명
• 회원 12,400명
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Final

from corpus.markers import HEADINGS, is_page_number, read_mark

_SLIDE: Final = re.compile(r"^[\s\-=<\[#(*]*(?:슬라이드|Slide|SLIDE)\s?[#:]?\s?\d{1,3}\b.{0,20}$|^\f$")
_FIGURE: Final = re.compile(r"\d[\d,.]*\s?(?:[%㎡건명원개대억]|천원|만원|백만원)")
_WORD: Final = re.compile(r"[가-힣]{2}")
_SENTENCE: Final = re.compile(r"(?:다|음|임|함|됨|요|중|예정|완료)\s*\.?\s*$|[.,·:：]\s*$")
_GAP: Final = re.compile(r"\S\s{2,}(?=\S)")
_FEWEST: Final = 5  # slides
_TITLED: Final = 0.8  # the share of them whose first line reads as a title
_UNMARKED: Final = 0.3
_MOST_LINES: Final = 30  # of half of the slides
_LONGEST: Final = 30


def with_titles(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines of slides with their titles marked by □; other documents as they are.

    Args:
        lines: the lines of a file in which numbers of pages stand as '- 7 -'.

    Returns:
        As many lines.
    """
    slides = list(_slides(lines))
    if len(slides) < _FEWEST or median(map(len, slides)) > _MOST_LINES:
        return tuple(lines)
    firsts = [lines[slide[0]] for slide in slides]
    titled = sum(_is_title(line) or read_mark(line).style in HEADINGS for line in firsts)
    bare = sum(map(_is_title, firsts))
    if titled < _TITLED * len(slides) or bare < _UNMARKED * len(slides):
        return tuple(lines)
    titles = {place for slide in slides[1:] if (place := _title(lines, slide)) is not None}
    return tuple(f"□ {line.strip()}" if at in titles else line for at, line in enumerate(lines))


def _slides(lines: Sequence[str]) -> Iterator[list[int]]:
    """The places of the lines with text of each slide."""
    slide: list[int] = []
    for at, line in enumerate([*lines, "\f"]):
        if is_page_number(line) or _SLIDE.match(line):
            if slide:
                yield slide
            slide = []
        elif line.strip():
            slide.append(at)


def _title(lines: Sequence[str], slide: Sequence[int]) -> int | None:
    """The place of a slide's title: its first line, or the one right below the number of a chapter."""
    for place in slide[:2]:
        if _is_title(lines[place]):
            return place
        if read_mark(lines[place]).style not in {"roman", "decimal", "bare"}:
            return None
    return None


def _is_title(line: str) -> bool:
    text = line.strip()
    return (
        0 < len(text) <= _LONGEST
        and not read_mark(line).style
        and bool(_WORD.search(text))
        and "\t" not in text
        and text[0] not in "([（"
        and not _SENTENCE.search(text)
        and not re.search(r"[:：]\s", text)
        and not _FIGURE.search(text)
        and len(_GAP.findall(text)) <= 1
    )
