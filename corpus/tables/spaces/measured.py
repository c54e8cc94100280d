"""Flattened headers each of whose names ends with what is measured: '민원 건수', '지원액', '만족도'.

    연 도 접수 건수 민원 만족도        one line, cut behind each measure
    2031년 1,204 88.1

    등 급 지원                         three lines or more, each of which ends within a name
    개소 개소당
    지원액 지원
    총액
    계 93 2,400 222,800

There are as many such words as figures in each row; where a name could be a group's nothing is read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from corpus.tables.spaces.columns import Arrangement
from corpus.tables.spaces.header import (
    HeadCell,
    head_cell,
    header_words,
    is_address_word,
    is_label_word,
    is_letter,
)
from corpus.tables.spaces.kinds import Columns, kind_cost
from corpus.tables.spaces.lines import YEAR, Line, Region, is_row

_FEWEST_ROWS: Final = 3
_FEWEST_BROKEN: Final = 3  # lines; of two the first may have the names of groups
_MOST_WORDS: Final = 3  # of a name
_DEAREST: Final = 1.0
_MEASURE: Final = re.compile(
    r"^(?:(?![징접특회보이]수$)[가-힣]+수|[가-힣]*(?:액|[가-힣][률율]|인원|면적|점수|시간|개소|예산|인구|연장)"
    r"|[가-힣]+(?<!차)(?<!역)량|[가-힣]+(?:사업|운영|보수|공사|인건|국|시|도|구|군)비|[가-힣]+(?:만족|인지|청렴|달성)도"
    r"|만족도)(?:\(.*\))?$"
)
_GRADES: Final = frozenset({"등급", "급별", "학교급"})  # over labels where they stand first
# what stands over others at the end of a line: '추진 실적' over '건수 금액'
_SURVEY: Final = re.compile(r"(?:현황|상황|실적|계획|내역|결과|추이|증감|대비|[가-힣]별)$")


def lay_measured(region: Region, columns: Columns) -> tuple[Arrangement, int, int] | None:
    """Such a header laid over the columns, with the places of its first and last line in the region's head.

    Args:
        region: the lines that may be a table.
        columns: the kinds of its columns, as many as the figures of each row.
    """
    width = len(columns)
    if not are_even(region, width):
        return None
    for start in range(len(region.head)):
        head = region.head[start:]
        label = label_of(header_words(head[0].text))
        names = _names(head, label, width) if label and not any(map(is_row, head)) else []
        if names and sum(map(kind_cost, columns.kinds, ([name] for name in names))) <= _DEAREST:
            words, here = header_words(head[0].text), (head[0].number, head[0].number)
            over = head_cell(" ".join(words[:label]), here, starts_line=True)
            group = [head_cell(words[-1], here, starts_line=False)] if _is_of_year(head, label) else []
            paths = tuple((*group, name) for name in names)
            return Arrangement((over,), paths, None, 0.0), start, len(region.head)
    return None


def are_even(region: Region, width: int) -> bool:
    """Whether all rows, three or more, have a label on their line and a figure for each column."""
    rows = [line for line in region.body if line.values]
    even = all(len(line.values) == width and not line.tail and line.label for line in rows)
    return even and width > 1 and len(rows) >= _FEWEST_ROWS and rows[0] is region.body[0]


def label_of(words: Sequence[str]) -> int:
    """How many of a line's first words stand over the labels: 1 of '연도', 2 of '연 도', 0 for none."""
    letters = next((at for at, word in enumerate(words) if not is_letter(word)), len(words))
    if letters > 1:
        return letters if _is_label("".join(words[:letters])) else 0
    return int(bool(words) and _is_label(words[0]))


def _is_label(key: str) -> bool:
    return is_label_word(key) or key in _GRADES


def _is_of_year(head: Sequence[Line], label: int) -> bool:
    """Whether the upper of two lines has nothing but a year behind the name of the labels."""
    words = header_words(head[0].text)[label:]
    return len(head) == 2 and len(words) == 1 and bool(YEAR.match(words[0]))


def _names(head: Sequence[Line], label: int, width: int) -> list[HeadCell]:
    """The names behind that of the labels, none where they are not as many or may be read otherwise."""
    lines = [header_words(line.text) for line in head]
    lines[0] = lines[0][label:]
    if _is_of_year(head, label):  # '등급 2031년' over '시설 수 시설당 금액'
        head, lines = head[1:], lines[1:]
    broken = len(lines) > 1
    if not all(lines) or (broken and len(lines) < _FEWEST_BROKEN):
        return []
    if any(_MEASURE.match(line[-1]) or _SURVEY.search(line[-1]) for line in lines[:-1]):
        return []
    names: list[HeadCell] = []
    run: list[tuple[str, int]] = []
    for line, words in zip(head, lines, strict=True):
        for word in words:
            run.append((word, line.number))
            if _MEASURE.match(word):
                names.append(head_cell(" ".join(text for text, _ in run), (run[0][1], run[-1][1]), False))
                run = []
    sizes = [len(name.text.split()) for name in names]
    inner = [word for name in names for word in name.text.split()[:-1]]
    labels = any(is_label_word(word) or is_address_word(word) for word in inner)  # '사업명 예산액' are two
    dated = labels or any(YEAR.match(word) for name in names for word in name.text.split()[1:])
    whole = not run and len(names) == width == len({name.key for name in names})
    return names if whole and max(sizes) <= _MOST_WORDS and max(sizes) > 1 and not dated else []
