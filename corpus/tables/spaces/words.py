"""Lines of a flattened table: their words, what each word can be, and which lines can be of no table.

A word is what stands between white space, put together again where extraction broke it: `131/ 70`,
`(국 28,000, 시 12,000)`, `△ 1,234`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from corpus.figures import parse_cell
from corpus.markers import has_leaders, is_page_number, read_mark
from corpus.model import Lines
from corpus.units import is_known

Kind = Literal["figure", "dash", "mark", "text"]
Role = Literal["blank", "rows", "stop", "furniture"]

# written where a figure could not be: '순증' for a growth rate from nothing, '상시' for how often
_MARKS: Final = """
순증 순감 신규 신설 폐지 통합 이관 감액 증액 미정 없음 해당없음 비예산 무료 미실시 완납 상시 수시 매월 연중
"""
MARKS: Final = frozenset(_MARKS.split())

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_PLAIN = rf"[△▲Δ▽▼+−–-]?{_DIGITS}"
_UNIT = r"([^\d\s,.()/]{0,5}(?:/[^\d\s,.()/]{1,3})?)"  # '명', '㎎/L'
_FIGURE = re.compile(rf"^({_PLAIN}){_UNIT}(?:/({_PLAIN}){_UNIT})?(\([^()]*\))?$")
_IN_PARENTHESES = re.compile(rf"^[(（]({_PLAIN}){_UNIT}[)）]$")
_DASHES = frozenset("-–—−―─·…－~〃")
_UNITS_ALONE = frozenset({"%", "％", "원", "천원", "백만원", "억원", "조원"})
_TERM = "학기"
_SIGNS = frozenset("△▲Δ▽▼")
_WORD = re.compile(r"\S+")
_LONGEST = 400
_MANY = 4  # figures before a remark with a figure in it
_LONGEST_REMARK = 30


class Word(NamedTuple):
    """A word of a line: its text as written, its place in the line and what it can be."""

    text: str
    start: int
    end: int
    kind: Kind


@lru_cache(maxsize=16_384)
def kind_of(text: str) -> Kind:
    """What a word can be: '40,388', '△3.2%', '279/218', '13,265(60%)' are figures, '-' is a dash.

    A unit may follow (`39명`), nothing else: `6급`, `’20.`, `1997.03.26` and `3.31.` are text.
    """
    compact = "".join(text.split())
    if compact in _DASHES:
        return "dash"
    if compact in MARKS:
        return "mark"
    found = _FIGURE.match(compact) or _IN_PARENTHESES.match(compact)
    if not found:
        return "text"
    units = (found[2], found[4]) if found.re is _FIGURE else (found[2],)
    if _TERM in units:  # '1학기' is the first term, not one
        return "text"
    return "figure" if all(not unit or is_known(unit) for unit in units) else "text"


def _belongs(left: str, right: str) -> bool:
    """Whether two words side by side are one: '131/' and '70', '△' and '1,234', '(국' and '28,000)'.

    A unit of money and '%' go with the figure before them.
    """
    if "(" in left and left.count("(") > left.count(")"):
        return True
    if left in _SIGNS:
        return right[:1].isdigit()
    if right in _UNITS_ALONE:
        return left[-1:].isdigit() and kind_of(left) == "figure"
    slash = (left.endswith("/") and right[:1].isdigit()) or (right.startswith("/") and left[-1:].isdigit())
    return slash and not left.startswith("/")


@lru_cache(maxsize=4096)
def words_of(line: str) -> tuple[Word, ...]:
    """A line's words: '소 계 131/ 70 29,901' gives 소, 계, '131/ 70' (figure) and 29,901 (figure)."""
    if len(line) > _LONGEST:
        return ()
    words: list[Word] = []
    spans = [found.span() for found in _WORD.finditer(line)]
    for place, (start, end) in enumerate(spans):
        last = words[-1] if words else None
        if last and _belongs(last.text, line[start:end]) and _closes(line, spans, place, last.text):
            text = line[last.start : end]
            words[-1] = Word(text, last.start, end, kind_of(text))
        else:
            words.append(Word(line[start:end], start, end, kind_of(line[start:end])))
    return tuple(_spelt_marks(line, words))


def _spelt_marks(line: str, words: list[Word]) -> list[Word]:
    """Marks that are written letter by letter become one word: '16 상 시 54,650' has three."""
    if sum(word.end - word.start == 1 for word in words) < 2:
        return words
    found: list[Word] = []
    for word in words:
        found.append(word)
        for size in (2, 3):
            tail = found[-size:]
            if len(tail) == size and all(len(each.text) == 1 for each in tail):
                text = line[tail[0].start : tail[-1].end]
                if kind_of(text) == "mark":
                    found[-size:] = [Word(text, tail[0].start, tail[-1].end, "mark")]
                    break
    return found


def _closes(line: str, spans: Sequence[tuple[int, int]], place: int, before: str) -> bool:
    """Whether the parenthesis open in `before` is closed later in the line (true where none is open)."""
    if before.count("(") <= before.count(")"):
        return True
    return line.find(")", spans[place][0]) >= 0


@lru_cache(maxsize=16_384)
def number_of(text: str) -> Decimal | None:
    """The value by which a cell is checked: '△1,234' -> -1234, '(30,000)' -> 30000, '-' -> 0.

    Of '131/ 70' (planned and changed) it is the last, of '13,265(60%)' the first; text gives None.
    """
    kind = kind_of(text)
    if kind == "dash":
        return Decimal(0)
    if kind != "figure":
        return None
    compact = "".join(text.split())
    if not compact.startswith(("(", "（")):
        compact = compact.partition("(")[0].rpartition("/")[2]
    figure = parse_cell(compact)
    return figure.value if figure else None


def value_span(words: Sequence[Word]) -> tuple[int, int]:
    """Where the values of a line start and end: the last run of figures, dashes and marks.

    It starts with a figure, a dash or, where nothing is before it, a mark. It ends with the line or before
    a short remark: '나루 정비 1,200 50.0% 3월 준공'. Figures that only count ('3개 과정') may be of a
    sentence, so before a remark there must be two without units, or one with a comma, a sign or '%'.
    """
    end = len(words)
    while end and words[end - 1].kind == "text":
        end -= 1
    start = end
    while start and words[start - 1].kind != "text":
        start -= 1
    while 0 < start < end and words[start].kind == "mark":
        start += 1
    if end < len(words):
        sure = any(re.search(r"\d,\d{3}$|\d%$|^[△▲]", word.text) for word in words[start:end])
        sure = sure or all(word.kind == "dash" or word.text[-1:].isdigit() for word in words[start:end])
        if end - start < 2 or not sure or words[-1].end - words[end].start > _LONGEST_REMARK:
            return _before_count(words, start) if end - start == 1 else (len(words), len(words))
    return start, end


def _before_count(words: Sequence[Word], count: int) -> tuple[int, int]:
    """The values before a remark that counts something: '현원 168 3 100 65 휴직 4명 포함'; none for none."""
    start, end = value_span(words[:count])
    figures = [word.text for word in words[start:end]]
    plain = all(
        text[-1:].isdigit() or word.kind == "dash"
        for text, word in zip(figures, words[start:end], strict=True)
    )
    near = start > 0 and end < count and words[-1].end - words[end].start <= _LONGEST_REMARK
    counted = not words[count].text[-1:].isdigit()
    return (start, end) if near and plain and counted and end - start >= _MANY else (len(words), len(words))


_APART: Final = re.compile(r"(?<!\S)[가-힣](?:\s{1,12}[가-힣])+(?!\S)")
_LETTER: Final = re.compile(r"[가-힣]")
# '합 계' is a word, '구 분  계  남  여' ends with three
_ALONE: Final = frozenset("계남여")
_SUMS: Final = frozenset("합소총누")
_GRADES: Final = frozenset("가나다라마")
GLUE: Final = "\ue000"


def letters_joined(line: str) -> str:
    """The line with what is between the letters of a word set apart filled with `GLUE`, as long as before.

    The letters of a word stand equally far apart: '구   분      인  원' are two words; grades
    ('나   가') are none.
    """
    return _APART.sub(_joined, line) if _APART.search(line) else line


def _joined(found: re.Match[str]) -> str:
    if _GRADES.issuperset(found[0].split()):
        return found[0]
    places = [letter.start() for letter in _LETTER.finditer(found[0])]
    text = list(found[0])
    gaps = [right - left for left, right in pairwise(places)]
    step = 0
    for at, (left, right) in enumerate(pairwise(places)):
        gap = gaps[at]
        alone = text[right] in _ALONE and not (text[right] == "계" and text[left] in _SUMS)
        nearer = not step and min(gaps[at + 1 : at + 2], default=gap) < gap  # '전      현  행'
        if alone or nearer or text[left] in _ALONE or (step and gap != step):
            step = 0
            continue
        text[left + 1 : right] = GLUE * (gap - 1)
        step = gap
    return "".join(text)


# marks that may open a row of figures: '1 총무과 1,200 600', '1. 세외수입 ...', '(12) 직 위 12 900'
_ROW_MARKS = frozenset({"bare", "decimal", "paren", "syllable", "roman", "circled", "dash"})
_CAPTION = re.compile(r"단\s?위\s?[:：)]|^\s*[(（][^()]*기\s?준[^()]*[)）]\s*$")
_FURNITURE = re.compile(r"^\s*(?:\d{1,4}\s+/\s*\d{1,4}|\d{1,3}\s*쪽|\x0c+)\s*$")
_SENTENCE = re.compile(
    r"(?:다|요|함|음|임|됨|것)[.]|(?<!\d\.\d)(?<!\d\.\d\d)(?<!\d\. \d)(?<!\d\. \d\d)[.:]\s*$|[→⇒➡:：]\s"
)


def is_caption(line: str) -> bool:
    """Whether a line says the unit or the date of a table: '(단위: 천원)', '(’23. 3. 31. 기준)'."""
    return bool(_CAPTION.search(line))


@lru_cache(maxsize=4096)
def is_stop(line: str) -> bool:
    """Whether a line can be of no table: a bullet, a heading, a caption or a sentence.

    A bullet or number before a row of figures does not make it one.

    Example:
        >>> is_stop('○ 추진기간 : 1월'), is_stop('총 무 과 40,388 41,673'), is_stop('(단위: 명)')
        (True, False, True)
    """
    if len(line) > _LONGEST or is_caption(line) or _SENTENCE.search(line) or has_leaders(line):
        return True
    mark = read_mark(line)
    if not mark.style:
        return False
    words = words_of(line)
    start, end = value_span(words)
    values = end - start
    plain = values and not re.search(r"\d[명건회개월일대팀차급]", line[: words[end - 1].end])
    return values < 2 if mark.style in _ROW_MARKS and plain else values < 3 or not plain


@lru_cache(maxsize=4096)
def is_furniture(line: str) -> bool:
    """Whether a line is of the page and not of the text: '- 12 -', '3 / 40', a form feed."""
    return is_page_number(line) or bool(_FURNITURE.match(line))


def taken_lines(taken: Sequence[Lines]) -> set[int]:
    """The line numbers (1-based) that ranges cover."""
    return {line for first, last in taken for line in range(first, last + 1)}
