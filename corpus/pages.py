"""What a page repeats and the text does not say: the report's name at the head of each page, its number.

가온시 도시과                    2023년 주요업무 추진상황
12

And what a page of the web tells those who cannot see its tables: '학교별 학급수, 학생수를 나타낸 표입니다.'
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from corpus.tables.headers import LABEL_HEADS

_NUMBER = re.compile(r"^\s*[-–—(]?\s?(\d{1,3})\s?[-–—)]?\s*$")
# "'결산 총괄' 정보를 제공하는 표. '구분, 예산현액, 결산'으로 구성된 표입니다.", '정원, 현원을 나타낸 표'
_SUMMARY = re.compile(
    r"(?:나타낸|나타내는|제공하는|안내하는|보여주는|설명하는|안내한)\s?(?:표|테이블)(?:\s?입니다)?\.?\s*$"
    r"|(?:으로|로)\s?(?:구성된|이루어진)\s?(?:표|목록|테이블)(?:\s?입니다)?\.?\s*$|[가-힣]\s테이블(?:\s?입니다)?\.?\s*$"
)
_LEAST_TIMES: Final = 3
_MOST_PAGES: Final = 0.6
_SHORTEST: Final = 10  # the label of a row may stand over a figure as often
_LONGEST: Final = 150


def without_running_heads(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines with those blank that stand, the same words each time, next to the numbers of pages.

    A line counts that comes at least three times right over or under a line of a number alone, the
    numbers growing; once is enough for the name of the report, the first line. The numbers stay, written as
    numbers of pages: there a table may go on. What stands behind the form feeds of most pages counts too, and
    so do lines that only describe a table of a page of the web.

    Args:
        lines: the raw lines of a file.

    Returns:
        As many lines.
    """
    told = [(at, line.strip()) for at, line in enumerate(lines) if line.strip()]
    pages: dict[tuple[str, bool], list[tuple[int, int, int]]] = {}
    for (at, text), (after, following) in pairwise(told):
        for head, number, page in ((at, after, following), (after, at, text)):
            found = _NUMBER.match(page)
            name = " ".join(lines[head].split())
            if found and _SHORTEST <= len(name) <= _LONGEST:
                pages.setdefault((name, head < number), []).append((head, number, int(found[1])))
    heads = {at for at, line in enumerate(lines) if _SUMMARY.search(line) and "\t" not in line}
    heads |= _first_lines(lines)
    numbers: dict[int, int] = {}
    title = " ".join(told[0][1].split()) if told else ""
    for (name, _), places in pages.items():
        least = 1 if name == title else _LEAST_TIMES
        if len(places) >= least and _grow([page for _, _, page in places]):
            whole = len(places) >= _LEAST_TIMES
            heads |= {head for head, _, _ in places if whole or head != told[0][0]}
            numbers |= {number: page for _, number, page in places}
    if numbers:
        numbers |= _last_page(told, *max(numbers.items()))
    written = (f"- {numbers[at]} -" if at in numbers else line for at, line in enumerate(lines))
    return tuple(line[: line.startswith("\f")] if at in heads else line for at, line in enumerate(written))


def _first_lines(lines: Sequence[str]) -> set[int]:
    """The lines behind a form feed that say the same on most pages: the head of a page, be it short."""
    firsts = {at: "".join(line.split()) for at, line in enumerate(lines) if line.startswith("\f")}
    text, times = max(Counter(firsts.values()).items(), key=lambda item: item[1], default=("", 0))
    most = times >= _LEAST_TIMES and _MOST_PAGES * len(firsts) < times
    named = text and text not in LABEL_HEADS  # a table begins with its header again
    return {at for at, first in firsts.items() if first == text} if named and most else set()


def _last_page(told: Sequence[tuple[int, str]], last: int, page: int) -> dict[int, int]:
    """The number at the end of the text, of the page behind the last that is known: no name is beside it."""
    at, text = told[-1]
    found = _NUMBER.match(text)
    return {at: page + 1} if at > last and found and int(found[1]) == page + 1 else {}


def _grow(numbers: Sequence[int]) -> bool:
    return all(one < other for one, other in pairwise(numbers))
