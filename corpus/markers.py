"""The marks that open a line of a Korean official document: Ⅰ., 1., □, ○, -, ※ and their kin."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

# Style -> rank, 0 the outermost: the usual order of Korean official documents (행정업무운영 편람:
# 1. > 가. > 1) > 가) > (1) > (가) > ①, and □ > ○ > - > · in reports). A document that uses another order
# among these is read by its own (outline.py).
RANKS = {
    "markdown": 0,
    "roman": 1,  # Ⅰ. 일반현황 / 제1장 총칙
    "decimal": 2,  # 1. 주요업무
    "decimal part": 3,  # 1-1. 청사 관리
    "bare": 4,  # 1 주요업무, or 1 alone with the title on the next line
    "task": 4,  # [사업 1] 청사 관리
    "syllable": 5,  # 가.
    "title": 6,  # a short line without a mark that stands over □
    "square": 7,
    "private": 7,  # a symbol-font bullet that PDF extraction left as U+F000-F8FF
    "label": 8,  # 【예산집행 현황】, <집합교육>
    "circled": 8,
    "paren": 9,  # 1)
    "paren syllable": 10,  # 가)
    "bracket": 11,  # (1)
    "bracket syllable": 12,  # (가)
    "circle": 13,
    "diamond": 13,
    "dash": 14,
    "arrow": 15,
    "dot": 16,
    "note": 17,
}
PARENS = ("paren", "paren syllable", "bracket", "bracket syllable")
NUMBERED = frozenset({"roman", "decimal", "decimal part", "bare", "task", "syllable", "circled", *PARENS})
HEADINGS = frozenset({"markdown", "title", "square", "private", "label", *NUMBERED} - {*PARENS})

# Marks that need no space behind them (`□‘가’평정 제도 개요`); the rest need one.
_SYMBOLS = {
    "square": "□☐■❏❑❒▣▢◻◼◾ㅁ",
    "circle": "○◦ㅇᄋ●◯❍⚪⚫Ο∘⚬〇◎⊙◉",
    "diamond": "◆◇❖★☆◈",
    "arrow": "┌├└┣┗▶▷►▸‣➤➔➜➠⇒→➡☞✓✔",
    "dot": "·ㆍ‧•▪∙․⋅・⦁",
    "note": "※＊",
}
SIGNS = "".join(_SYMBOLS.values())
_SPACED = {"dash": "-－―–—−‐‑", "circle": "Oo", "note": "*"}
_NUMBERED_SIGNS = frozenset("▶▷►▸◆◇■□")
_STYLE_OF = {sign: style for style, signs in _SYMBOLS.items() for sign in signs}
_SPACED_STYLE_OF = {sign: style for style, signs in _SPACED.items() for sign in signs}

_ROMAN_SIGNS = {sign: number for number, sign in enumerate("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ", 1)}
_ROMAN_LETTERS = {
    word: number
    for number, word in enumerate(
        ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"), 1
    )
}
_SYLLABLES = "가나다라마바사아자차카타파하"

_MARKDOWN = re.compile(r"(#{1,6})\s+")
_ROMAN = re.compile(r"([Ⅰ-Ⅻ])\s*[.．]?\s*|([IVX]{1,4})[.．]\s+")
_CHAPTER = re.compile(r"제\s?(\d{1,2})\s?([장편부절])[.．]?\s+(?=\S)")
# '하나. 살림', '둘. 사람들'
_NATIVE_NUMBERS = ("하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉", "열")
_NATIVE = re.compile(rf"({'|'.join(_NATIVE_NUMBERS)})[.．]\s+(?=\S)")
# 'Part 2  주요 사업', 'PART 3. 현안'
_ENGLISH = re.compile(r"(?:Part|PART|Chapter|CHAPTER)[\s.]?(\d{1,2})[.．:]?\s+(?=\S)")
# '2-가. 조직'
_PART_SYLLABLE = re.compile(rf"\d{{1,2}}[-.]([{_SYLLABLES}])[.．)]\s*(?=\S)")
_PART = re.compile(
    r"\d{1,2}[-.](?:\d{1,2}[-.])?(\d{1,2})(?:[.．]\s*|\s+)(?=[가-힣A-Za-z「‘“(]|(?:19|20)\d\d년?\s?[가-힣])"
)
# '1. 현황', and with a year or a count first: '2. 2031년 운영성과', '1. 3개 분야 개선'
_DECIMAL = re.compile(
    r"(\d{1,2})[.．](?:\s*(?=[^\d\s.,%~])|\s+(?=(?:(?:19|20)\d\d|\d{1,2}(?!\s?[일월])|11[29])\s?[가-힣]))"
)
# '과제 1   걷기 좋은 골목', '추진과제 2. 나무 심기'
_TASK = re.compile(r"(?:[가-힣]{2}\s?)?(?:과제|전략|목표|사업)\s?(\d{1,2})(?:[.．:]\s*|\s+)(?=[가-힣])")
# '[사업 3] 경로당 고치기', '[요구 4] 우물 현황', '[요구자료 2] 직원 수'
_SHEET = re.compile(
    r"[\[〔【<〈](?:[가-힣]{2}\s?)?(?:과제|전략|목표|사업|요구|자료|안건|질의)\s?(\d{1,2})[\]〕】>〉]\s*(?=[가-힣])"
)
# '붙임. 재정 전망', '[참고 2] 시설 현황', '〔참고 3〕 2031년 예산', '붙 임  이용 요금',
# not '붙임 1. 계획서 1부.  끝.'
_ANNEX = re.compile(
    r"[\[〔【<〈]?(?:붙\s?임|별첨|부록|참고)\s?(\d{0,2})(?:\s?[.．\]〕】>〉]|(?<=\d)|(?=\s\s))\s+"
    r"(?=[가-힣「『]|(?:19|20)\d\d년?\s?[가-힣])(?!.*(?:부\.|끝))"
)
_BARE = re.compile(
    r"(\d{1,2})\s+(?=[^\d\s.,%~:)\]]|(?:19|20)\d\d\s?년|\d{1,2}(?:[~·‧]\d{1,2})?(?:급|차|대|년|단계|분기)"
    r"|\d{1,3}(?:인(?=\s?[가-힣])|회용|세\s[가-힣]))"  # '5 1인가구 돌봄', '3 1회용품 줄이기'
)
_LONE = re.compile(r"(\d{1,2})\s*$")
_SYLLABLE = re.compile(rf"([{_SYLLABLES}])[.．]\s+")
_PAREN = re.compile(rf"\(?(\d{{1,2}}|[{_SYLLABLES}])\)\s*(?=\S)")
_PLAIN_NUMBERS = (
    ("decimal part", _PART),
    ("decimal", _DECIMAL),
    ("bare", _BARE),
    ("bare", _TASK),
    ("task", _SHEET),
    ("syllable", _PART_SYLLABLE),
    ("syllable", _SYLLABLE),
    ("paren", _PAREN),
)
_LABEL = re.compile(
    r"[【<〈《](?!\s?단\s?위)[^【】<>〈〉《》]{1,40}[】>〉》]\s*(?:[(（][^()（）]{1,60}[)）])?\s*$"
)
# '[ 건설과 ]' over what is the office's
_OFFICE = re.compile(r"\[\s?[가-힣·\s]{1,16}(?:과|실|국|단|팀|관|센터|본부|사업소)\s?\]\s*$")
# '- 12 -', '(12쪽)', and in Markdown '<!-- 3/12 -->'
_PAGE = re.compile(
    r"[-－–―]\s*\d{1,3}\s*[-－–―]\s*$|[(（]?\d{1,3}\s?(?:쪽|페이지)[)）]?\s*$|<!--[\s\d/p쪽.-]{1,16}-->\s*$"
)
_LEADERS = re.compile(r"(?:[·․‥…．ㆍ・]{4,}|…{2,}|(?:\. ?){6,}|\.{4,}|-{6,}|_{6,})\s*\d{0,3}\s*$")
_LONGEST_ANNEX = 60
# the boxes of an organisation chart side by side: '기획팀   총무팀   시설팀'
_BOX = r"[가-힣·]{2,15}(?:\s[가-힣·]{2,15})?"
_BOXES = re.compile(rf"\s*{_BOX}(?:\s{{2,}}{_BOX}){{2,}}\s*$")
_BLANKS = re.compile(r"\s{4,}")
_BOLD = re.compile(r"\*\*(.+?)\*\*")


@dataclass(frozen=True, slots=True)
class Mark:
    """How a line opens. `style` is a key of RANKS, or '' for a line without a mark.

    `number` is the place in a numbered series, `level` the number of '#', `indent` the columns of white
    space before the mark.
    """

    style: str
    sign: str
    text: str
    indent: int = 0
    number: int = 0
    level: int = 0


@lru_cache(maxsize=4096)
def read_mark(line: str) -> Mark:
    """Reads the mark that a line opens with.

    >>> read_mark("  ○ 사업기간 : 2월~")
    Mark(style='circle', sign='○', text='사업기간 : 2월~', indent=2, number=0, level=0)
    >>> read_mark("- ※ 추경 제외").style
    'note'
    """
    bare = line.strip()
    indent = indent_of(line)
    found = _MARKDOWN.match(bare)
    if found:
        inner = _inner(plain(bare[found.end() :]))
        level = len(found.group(1))
        if inner.style in {"", "dash", "note"}:
            return Mark("markdown", found.group(1), plain(bare[found.end() :]), indent, 0, level)
        return replace(inner, indent=indent, level=level)
    mark = _inner(plain(bare))
    if mark.style == "dash" and mark.sign == "-":
        inner = _inner(mark.text)
        if inner.style in {"square", "circle", "diamond", "arrow", "dot", "note", "circled", "dash"}:
            return replace(inner, indent=indent + (inner.style == "dash"))
    return replace(mark, indent=indent) if indent else mark


def indent_of(line: str) -> int:
    """Columns of white space that a line opens with: a wide space is two, a tab is four."""
    indent = 0
    for char in line:
        if not char.isspace():
            break
        indent += 2 if char == "\u3000" else 4 if char == "\t" else char == " "
    return indent


def plain(text: str) -> str:
    """Gives a text without Markdown bold marks, its runs of white space cut to three."""
    text = _BLANKS.sub("   ", text)
    return _BOLD.sub(r"\1", text) if "**" in text else text


def lone_number(text: str) -> tuple[str, int]:
    """Gives the style and the number of a line that is a number only, ('', 0) for any other.

    >>> lone_number("3"), lone_number("Ⅱ.")
    (('bare', 3), ('roman', 2))
    """
    text = text.strip()
    found = _LONE.match(text)
    if found:
        return "bare", int(found.group(1))
    roman = text.rstrip(".． ")
    return ("roman", _ROMAN_SIGNS[roman]) if roman in _ROMAN_SIGNS else ("", 0)


def is_page_number(text: str) -> bool:
    """Says whether a line is the number at the foot of a page (`- 12 -`, `(12쪽)`)."""
    return bool(_PAGE.match(text.strip()))


def is_row_of_boxes(text: str) -> bool:
    """Says whether a line is of names side by side, as an organisation chart has them: no title."""
    return bool(_BOXES.match(text))


def has_leaders(text: str) -> bool:
    """Says whether a line is one of a table of contents (`신규사업 추진 ········ 7`)."""
    tail = text.rstrip()[-80:]
    return tail[-1:].isdigit() and bool(_LEADERS.search(tail))


def _inner(text: str) -> Mark:
    """The mark of a text without white space before it and without '#'."""
    if not text:
        return Mark("", "", "")
    return _numbered(text) or _signed_number(text) or _symbol(text) or Mark("", "", text)


def _signed_number(text: str) -> Mark | None:
    """The number of a heading behind a sign: '▷ 2-1  조직'."""
    rest = text[1:].strip()
    found = _PART.match(rest) if text[0] in _NUMBERED_SIGNS else None
    if not found:
        return None
    return Mark("decimal part", found[0].strip(), rest[found.end() :].strip(), number=int(found[1]))


def _symbol(text: str) -> Mark | None:
    sign = text[0]
    if unicodedata.category(sign) == "Co":
        return Mark("private", sign, text[1:].strip())
    if sign in _STYLE_OF:
        return Mark(_STYLE_OF[sign], sign, text[1:].strip())
    if sign in _SPACED_STYLE_OF:
        rest = text[1:]
        if rest[:1].isspace() or (sign not in "Oo*" and re.match(r"[가-힣(（‘“「'\"]", rest)):
            return Mark(_SPACED_STYLE_OF[sign], sign, rest.strip())
    if _OFFICE.match(text):
        return Mark("title", sign, text)
    if _LABEL.match(text):
        return Mark("label", sign, text)
    return None


def _numbered(text: str) -> Mark | None:
    number = circled_number(text[0])
    if number:
        return Mark("circled", text[0], text[1:].strip(), number=number)
    if chapter := _chapter(text):
        return chapter
    for kind, pattern in _PLAIN_NUMBERS:
        if found := pattern.match(text):
            sign = found.group(1)
            number = int(sign) if sign.isdigit() else _SYLLABLES.index(sign) + 1
            style = PARENS[2 * text.startswith("(") + (not sign.isdigit())] if kind == "paren" else kind
            return Mark(style, found.group().strip(), text[found.end() :].strip(), number=number)
    return None


def _chapter(text: str) -> Mark | None:
    """The mark of a part of the document: 'Ⅰ.', '제2장', '하나.', 'Part 3', '붙임.'."""
    if found := _ROMAN.match(text):
        sign = found.group(1) or found.group(2)
        number = _ROMAN_SIGNS.get(sign) or _ROMAN_LETTERS.get(sign, 0)
        if number:
            return Mark("roman", found.group().strip(), text[found.end() :].strip(), number=number)
    if found := _CHAPTER.match(text):  # 제2장 주요업무 > 제1절 청사 관리
        style = "decimal" if found.group(2) == "절" else "roman"
        return Mark(style, found.group().strip(), text[found.end() :].strip(), number=int(found.group(1)))
    if found := _NATIVE.match(text) or _ENGLISH.match(text):
        word = found.group(1)
        number = int(word) if word.isdigit() else _NATIVE_NUMBERS.index(word) + 1
        return Mark("roman", found.group().strip(), text[found.end() :].strip(), number=number)
    if (found := _ANNEX.match(text)) and len(text) <= _LONGEST_ANNEX:
        return Mark("roman", found.group().strip(), text[found.end() :].strip())
    return None


def circled_number(sign: str) -> int:
    """Gives the number in a circle or a like sign (①, ❶, ➁, ㉮), 0 for any other character."""
    code = ord(sign)
    for first, last in ((0x2460, 0x2473), (0x2474, 0x2487), (0x2776, 0x277F), (0x2780, 0x2789),
                        (0x278A, 0x2793), (0x3260, 0x326D), (0x326E, 0x327B), (0x24D0, 0x24E9)):  # fmt: skip
        if first <= code <= last:
            return code - first + 1
    return 0
