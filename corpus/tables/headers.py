"""Header rows, label columns and the header path of every column, from the kinds of the cells alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Final

from corpus.model import Grid, Path
from corpus.tables.cell_kinds import LONG_NAME, NUMBERS, VALUES, WORDS, clean_name, compact, is_value, kind_of
from corpus.tables.steps import is_step, restarts
from corpus.tables.sums import is_total

Texts = Sequence[Sequence[str]]

MAX_HEADER: Final = 3
# a first column headed so holds labels, even where they are numbers ('연 도' over '2020년', '번호' over '1')
_LABEL_HEADS_WORDS: Final = """
구분 연도 년도 연도별 번호 연번 순번 순위 부서 부서명 과명 과별 사업명 세부사업 과제명 항목 과목 분야
기관 기관명 자치구 지역 직급 직렬 월 분기 시기 회차 차수 단계
NO No 호봉 등급 급수 규격 용량 정책사업 단위사업 세부사업명 내역 지표 지표명
"""
LABEL_HEADS: Final = frozenset(_LABEL_HEADS_WORDS.split())
# names of things, not of who has to do with them
_NAME_HEAD: Final = re.compile(
    r"(?:구간|노선|시설|단지|도로|하천|공원|축제|행사|대회|품목|과정|강좌|작품|건물|시장)명$"
)
_COUNTER_HEADS_WORDS: Final = """
번호 연번 순번 NO No no 순위 번 호
"""
COUNTER_HEADS: Final = frozenset(_COUNTER_HEADS_WORDS.split())
# '부서 | 세부사업 | 2021년도': a second text column headed so names the row too
_SUB_LABEL_HEADS_WORDS: Final = """
세부사업 세부사업명 사업명 과제명 단위사업 세부항목 세부과제 세부내역 항목 과목 품목 팀 팀명 목 세목
"""
SUB_LABEL_HEADS: Final = frozenset(_SUB_LABEL_HEADS_WORDS.split())
# text beside the label that tells about the row and does not name it
_ATTRIBUTE_HEADS_WORDS: Final = """
단위 비고 기간 사업기간 내용 주요내용 담당 담당자 담당부서 위치 대상 일정 추진시기 시기 근거 방법 장소
규모 물량 산출근거 주요업무 담당업무 조치결과 추진현황 연락처
전화번호 예산과목 소관 소관부서 주관부서
"""
ATTRIBUTE_HEADS: Final = frozenset(_ATTRIBUTE_HEADS_WORDS.split())

# '현행 | 개선': columns of one thing before and after, no labels
BEFORE_HEADS: Final = (
    "기존",
    "현행",
    "당초",
    "종전",
    "개정전",
    "변경전",
    "개선전",
    "조정전",
    "이전",
    "AS-IS",
)
# '예산액 | 집행액 | 집행률' over '비예산 | - | -': a measure, though words may stand under it
_MEASURE_HEAD = re.compile(r"(?:액|율|률|^[총합소]?계)(?:\(.{1,8}\))?$")
# '지원액 구간' over '1백만원 미만', '재직기간별' over '5년 이하'
_LABEL_TAIL = re.compile(r"(?:구간|구분|[가-힣]별|유형|종류|범위|연령대?|계층)$")
LONG_CELLS: Final = 60
LEAST_HEADED: Final = 3
LONG_KEY: Final = 10
LONG_VALUE: Final = 15
MANY_WORDS: Final = 4
_SIZE = re.compile(
    r"^(\d[\d,]*(?:\.\d+)?)\s?([A-Za-z㎏ℓ㎖㎡㎥㎜㎝]{1,3}|리터|평형|인승|인용|톤급?)(?:급|짜리|용|들이)?$"
)
_UNIT = re.compile(r"^[(（][^()（）\d]{1,8}[)）]$")
_MONTH = re.compile(
    r"^(?:\d{1,2}월|\d(?:/4)?분기|[상하]반기|(?:['’‘`]\d{2}|(?:19|20)\d{2})\.\d{1,2}\.(?:\d{1,2}\.)?)$"
)
_IN_UNIT = re.compile(r"[가-힣][(（](?:[가-힣%㎡㎥㎢]{1,4}|[A-Za-z]{1,3})[)）]$")  # '신청(명)'
_PERIOD_CELL = re.compile(r"^(?:19|20)\d\d년?(?:\s?[~∼～-]\s?(?:(?:19|20)?\d\d년?)?)?(?:\([가-힣]{1,4}\))?$")
_DIGITS = re.compile(r"\d[\d,.]*")
_LETTER = re.compile(r"[^\W\d_]|[㎡㎥㎢㎏ℓ㎖㎜㎝]")
_BOUNDED = re.compile(r"(?:이상|이하|미만|초과|이내|이전|이후)$")

_IN_BRACKETS = re.compile(r"^[(（][^()（）]*[)）]$")
_NEW: Final = frozenset(["신규", "신설"])
_BULLETED = re.compile(r"^[○●◦▶▷▸■□▪◆◇※·•①-⑳☐<]\s?\S")


def is_header_row(row: Sequence[str]) -> bool:
    """True where no cell is a figure, a bullet or a long text and at least two cells are names."""
    filled = [text.strip() for text in row if text.strip()]
    if len(filled) < 2:
        return False
    return all(
        kind_of(text) in WORDS and len(text) <= LONG_NAME and not _BULLETED.match(text) for text in filled
    )


def _is_headed(rows: Texts) -> bool:
    """True for a row of names some of which open with a number, over rows of figures.

    '연도 | 급수인구 | 1인 1일 사용량(L)', '구분 | 65세 이상 | 80세 이상': the first says that labels follow,
    names say units ('모임방 | 신청(명) | 3개월 이용자(명)') or classes ('시설 | 1인실 | 2인실'), or most are
    words over figures; and under each that looks like a figure stand figures that are written otherwise.
    """
    head = [text.strip() for text in rows[0]]
    if len(head) < LEAST_HEADED or kind_of(head[0]) not in WORDS or is_total(head[0]):
        return False
    if any(len(text) > LONG_NAME or _BULLETED.match(text) for text in head):
        return False
    first = compact(head[0])
    mixed = [column for column, text in enumerate(head) if text and kind_of(text) not in WORDS]
    units = sum(bool(_IN_UNIT.search(text)) for text in head[1:])
    styles = [_style(head[column]) for column in mixed]
    classes = len(set(styles)) < len(styles) or any(map(_BOUNDED.search, styles))
    data = next((row for row in rows[1:] if has_figures(row)), [])
    told = (
        bool(data) and len(mixed) * 2 < len(head) and all(is_value(cell) for cell in data[1:] if cell.strip())
    )
    labelled = first in LABEL_HEADS or _LABEL_TAIL.search(first) or units > 1 or classes or told
    return bool(labelled) and all(
        _is_class(head[c], [row[c] for row in rows[1:] if c < len(row)]) for c in mixed
    )


def _is_class(head: str, below: Sequence[str]) -> bool:
    """True for what opens with a number and names a column: '1인실', '10대', '5년 미만' over '12', '3', '-'.

    The figures below are written otherwise.
    """
    filled = [text.strip() for text in below if text.strip()]
    style = _style(head)
    named = bool(_LETTER.search(style)) and all(_style(text) != style for text in filled)
    return named and any(kind_of(text) in NUMBERS for text in filled)


def _style(text: str) -> str:
    """What is written around the numbers of a text: '1인실' -> '인실', '5~10년' -> '~년', '1,234' -> ''."""
    return compact(_DIGITS.sub("", text))


def has_figures(row: Sequence[str]) -> bool:
    """True where a cell of the row is a figure."""
    return any(kind_of(text) in NUMBERS for text in row)


def has_column_of_figures(body: Texts) -> bool:
    """True where a column behind the first holds nothing but figures, dashes and blanks.

    Args:
        body: rows of as many cells each, at least one.
    """
    columns = list(zip(*body, strict=True))[1:]
    return any(all(kind_of(text) in {*VALUES, "blank"} for text in column) for column in columns)


def merged_slots(row: Sequence[str]) -> list[int]:
    """The columns under names of a header row that span several: a name followed by blanks, and those."""
    slots: list[int] = []
    for column, text in enumerate(row):
        if text.strip() or not column:
            continue
        if row[column - 1].strip():
            slots.append(column - 1)
        slots.append(column)
    return slots


def _is_subheader(rows: Texts, at: int) -> bool:
    """True where the row `at` goes on with the header of the row above it.

    The kinds, under '구분 | 예산 | 증감 | ' with a blank where a name spans two columns:
    ' | | 증감액 | 증감률' (full), '증감액 | 증감률' (shifted left), and a row longer than the one above,
    which then lost its blanks.
    """
    above, row = rows[at - 1], rows[at]
    filled = [column for column, text in enumerate(row) if text.strip()]
    body = rows[at + 1 :]
    if not filled or any(
        not _is_name(row[c], [later[c] for later in body if c < len(later)])
        or len(row[c]) > LONG_NAME
        or _BULLETED.match(row[c])
        for c in filled
    ):
        return False
    below = any(has_figures(later) for later in body)
    if below and _names_repeated(above, row, filled):
        return True
    if filled[0] > 0 and below and all(_UNIT.match(compact(row[c])) for c in filled):
        return True  # '(천원)', '(%)' under the names
    if filled[0] > 0 and _stand_over_figures(body, filled):
        return True  # '예산액', '예산액' under '2030' and '2031'
    if filled[0] > 0:
        fills = any(column >= len(above) or not above[column].strip() for column in filled)
        return fills and (below or len(rows[at + 1]) >= len(above))
    # the blanks at the end of the row above may have been left out
    whole = [*above, *[""] * (max(len(later) for later in rows) - len(above))]
    shifted = filled[-1] + 1 == len(filled) < len(whole) and len(filled) == len(merged_slots(whole))
    return below and shifted and any(map(is_value, rows[at + 1]))


def _is_name(text: str, below: Sequence[str]) -> bool:
    """True for a word or a class; '신규' is one among names, though it stands for a figure too."""
    return kind_of(text) in WORDS or text.strip() in _NEW or _is_class(text, below)


def _stand_over_figures(body: Texts, columns: Sequence[int]) -> bool:
    """True where the cells below in all of the columns are figures, or dashes."""
    cells = [row[c] for row in body for c in columns if c < len(row) and row[c].strip()]
    return bool(cells) and all(map(is_value, cells)) and any(kind_of(cell) != "dash" for cell in cells)


def _names_repeated(above: Sequence[str], row: Sequence[str], filled: Sequence[int]) -> bool:
    """True where a name over several columns stands over each: '구분 | 재원 | 재원' over ' | 국비 | 시비'.

    The names of other columns may be written again below them.
    """
    names = [compact(name) for name in above]
    spans = {c for at, name in enumerate(names[1:]) if name and name == names[at] for c in (at, at + 1)}
    own = [c for c in filled if c >= len(names) or compact(row[c]) != names[c]]
    return bool(own) and spans.issuperset(own)


def count_header(rows: Texts) -> int:
    """How many of the first rows are header rows: 0 for a list of keys and values, at most three."""
    if len(rows) < 2 or _is_calendar(rows) or not (is_header_row(rows[0]) or _is_headed(rows)):
        return 0
    if _is_keyed(rows):
        return 0
    if not any(has_figures(row) for row in rows) and (_same_style(rows) or _is_listed(rows)):
        return 0
    count = 1
    while count < min(MAX_HEADER, len(rows) - 1) and _is_subheader(rows, count):
        count += 1
    return count


def _is_calendar(rows: Texts) -> bool:
    """True for what is done from month to month or was on days, without a header.

    '3월 | 모집', '4월 | 개강, 안내'; "'98. 4. | 개관", "'07. 9. | 분관 개관(2층)".
    """
    return all(len(row) == 2 and _MONTH.match(compact(row[0])) for row in rows)


def _same_style(rows: Texts) -> bool:
    """True for a text table whose first row is one more row: '위 치 | 본관 2층', '규 모 | 지상 3층'."""
    first = rows[0][0].strip()
    if compact(first) in LABEL_HEADS or not first:
        return False
    return len(rows[0]) == 2 and all(_key_like(row) for row in rows) and len(rows) > 2


def _is_keyed(rows: Texts) -> bool:
    """True for keys and values, the first too long for a name: '구간 | 나루역 ~ 들역(본선 18㎞)'."""
    keys = [compact(row[0]) for row in rows]
    paired = all(len(row) == 2 for row in rows)
    short = all(0 < len(key) <= LONG_KEY and kind_of(key) in WORDS for key in keys)
    told = paired and short and len(set(keys)) == len(keys) and keys[0] not in LABEL_HEADS
    value = rows[0][1]
    worded = len(value.split()) >= MANY_WORDS or any(map(str.isdigit, value))
    return told and len(value) > LONG_VALUE and worded


def _is_listed(rows: Texts) -> bool:
    """True for a text table of two columns without a header: '총무과 | 인사, 서무, 청사 관리'."""
    first = rows[0][0].strip()
    alike = all(len(row) == 2 for row in rows) and len(rows) > 2
    return alike and compact(first) not in LABEL_HEADS and rows[0][1].count(",") > 1


def _key_like(row: Sequence[str]) -> bool:
    return bool(row[0].strip()) and len(compact(row[0])) <= 6 and " " in row[0].strip()


def group_starts(names: Sequence[str]) -> list[int]:
    """Where names start again with the first: [0, 2] for (액, 률, 액, 률), [0, 3] for (액, 률, 잔액, 액, 률).

    None where a part is not what the longest one starts with.
    """
    starts = [at for at, name in enumerate(names) if name == names[0]]
    parts = [names[start:end] for start, end in pairwise([*starts, len(names)])]
    longest = max(parts, key=len, default=[])
    return starts if all(list(part) == list(longest[: len(part)]) for part in parts) else []


def fill_header(rows: list[list[str]]) -> list[list[str]]:
    """Header rows with merged names written out in each place that they cover.

    A blank takes the name to its left where both are under one span, else the name above it.

    Example:
        >>> fill_header([["구분", "증감", "", "비고"], ["", "증감액", "증감률", ""]])
        [['구분', '증감', '증감', '비고'], ['구분', '증감액', '증감률', '비고']]
    """
    out: list[list[str]] = []
    for at, row in enumerate(rows):
        new = list(row)
        above = out[at - 1] if at else None
        named = False  # whether what stands to the left is of this row
        for column, text in enumerate(row):
            if text.strip():
                named = True
                continue
            below = at + 1 < len(rows) and bool(rows[at + 1][column].strip())
            one_span = column > 0 and (above is None or above[column] == above[column - 1])
            if one_span and (above is None or (below and named)):
                new[column] = new[column - 1]
            elif above is not None:
                new[column] = above[column]
                named = False
        out.append(new)
    return out


def label_columns(rows: Texts, header: int) -> int:
    """How many of the first columns name the row; 0 where every column holds figures.

    `rows` as written (blanks not filled); the last column is never a label column.
    """
    width = len(rows[0]) if rows else 0
    heads = [compact(rows[header - 1][c] or rows[0][c]) if header else "" for c in range(width)]
    tops = [compact(rows[0][c]) if header else "" for c in range(width)]
    body = rows[header:]
    named = any(tops) and not tops[0] and not heads[0]  # the other columns have names
    if width < 2 or not body or not (named or _names_rows(body, heads[0])):
        return 0
    count = 1
    while count < width - 1 and (
        _is_sub_label(body, heads, tops, count) or _are_periods_of_each(body, count)
    ):
        count += 1
    return count


def _names_rows(body: Texts, head: str) -> bool:
    """True where the first column is of labels: by its header, or as it is not of figures or long texts."""
    if head in LABEL_HEADS or _LABEL_TAIL.search(head):
        return True
    lengths = sorted(len(row[0]) for row in body)
    if head.partition("(")[0] in BEFORE_HEADS or lengths[len(lengths) // 2] > LONG_CELLS:
        return False
    if _MEASURE_HEAD.search(head):
        return 2 * sum(bool(_BOUNDED.search(row[0])) for row in body) >= len(body) > 1
    kinds = [kind_of(row[0]) for row in body if row[0].strip()]
    figures = sum(kind in NUMBERS for kind in kinds)
    named = figures * 2 < len(kinds) or any(is_total(row[0]) for row in body)
    return named or not kinds or _are_classes(body)


def _are_classes(body: Texts) -> bool:
    """True where the first cells tell classes apart: '10대', '5L', '1호기', '5인 미만', '3억원~10억원'.

    No two are the same, and they say what they count as no other figure does, or how far a class goes.
    """
    firsts = [compact(row[0]) for row in body]
    if not len(set(firsts)) == len(firsts) > 1 or not all(map(_LETTER.search, firsts)):
        return False
    others = any(kind_of(text) in NUMBERS and _LETTER.search(text) for row in body for text in row[1:])
    return not others or any(map(_BOUNDED.search, firsts))


def size_of(text: str) -> tuple[str, str] | None:
    """The number and the unit of a figure written with one: '20L' -> ('20', 'L'); None for another text."""
    found = _SIZE.match(text.strip())
    return (found[1], found[2]) if found else None


def _is_sub_label(body: Texts, heads: Sequence[str], tops: Sequence[str], column: int) -> bool:
    """True where a column after a label column names the row more closely."""
    head = heads[column]
    if head in ATTRIBUTE_HEADS and head != heads[column - 1]:  # '장소' over groups and the labels in them
        return False
    texts = [row[column] for row in body]
    stepped = len(restarts(texts)) > 1  # '1 ~ 20', '21 이상', '1 ~ 50'
    kinds = ["text" if stepped and is_step(text) else kind_of(text) for text in texts]
    words = sum(kind in WORDS for kind in kinds)
    numbers = sum(kind in NUMBERS or kind == "dash" for kind in kinds)
    figures_after = any(kind_of(text) in NUMBERS for row in body for text in row[column + 1 :])
    if not words or numbers * 2 > words or (numbers and not figures_after):
        return False
    if not tops[column] or (head and head == heads[column - 1]):
        return bool(tops[column - 1]) or not any(tops)
    if heads[column - 1] in COUNTER_HEADS or head in SUB_LABEL_HEADS:
        return True
    if _NAME_HEAD.search(head) and not _NAME_HEAD.search(heads[column - 1]):  # '동 | 구간명'
        return figures_after and len({compact(text) for text in texts if text.strip()}) > 1
    return figures_after and _spans_rows(body, column)


def _are_periods_of_each(body: Texts, column: int) -> bool:
    """True where the same periods come again under each label: '동부 | 2029', '동부 | 2030', '서부 | 2029'.

    They are written with more than years somewhere: '2021~2028', '2031(계획)'.
    """
    groups = [
        [row[column].strip() for row in rows]
        for _, rows in groupby(body, key=lambda row: row[column - 1].strip())
    ]
    alike = len(groups) > 1 and all(group == groups[0] for group in groups)
    told = len(set(groups[0])) == len(groups[0]) > 1 and not all(map(str.isdigit, groups[0]))
    return alike and told and all(map(_PERIOD_CELL.match, groups[0]))


def _spans_rows(body: Texts, column: int) -> bool:
    """True where the label left of `column` stands for several rows, written once or in each."""
    for above, row in pairwise(body):
        left = row[column - 1].strip()
        if row[column].strip() and (not left or left == above[column - 1].strip()):
            return True
    return False


def column_paths(grid: Grid, labels: int) -> tuple[Path, ...]:
    """The header path of every column after the label columns, outermost first, without repeats.

    Example: '증 감' over '증감액' gives ('증감', '증감액'); a name over two rows is there once, and what
    is in brackets goes on the name above: '가동률' over '(평균)' is '가동률 (평균)'.
    """
    paths: list[Path] = []
    for column in range(labels, grid.width):
        path = without_repeats([clean_name(row[column].text) for row in grid.rows[: grid.header]])
        if len(path) > 1 and _IN_BRACKETS.match(path[-1]):
            path = (*path[:-2], f"{path[-2]} {path[-1]}")
        paths.append(path)
    return tuple(paths)


def without_repeats(names: Sequence[str]) -> Path:
    """The names without blanks and without a name that is the one before it again."""
    out: list[str] = []
    for name in names:
        if name and (not out or compact(out[-1]) != compact(name)):
            out.append(name)
    return tuple(out)
