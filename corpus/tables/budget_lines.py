"""What the lines of a budget book say one by one: heads of pages, amounts, sources of money, bases.

What the budget system of local government prints ('세출예산 사업명세서') reaches a text file line by line:

    부서: 새봄과 / 정책: 주민 자치 / 단위: 자치 기반 (단위:천원)
    부서ㆍ정책ㆍ단위(회계)ㆍ세부사업ㆍ편성목 예산액 전년도예산액 비교증감
    새봄과 9,000 8,500 500
    국 3,000
    201 일반운영비 1,200 1,000 200
    ○소식지 발간 500원*400부*6회 1,200
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from corpus.joining import squeeze
from corpus.tables.spaces.words import number_of

Kind = Literal["head", "row", "source", "basis", "name", "values", "formula", "skip", "end"]

FIGURE: Final = r"(?:[△▲-]\s?)?(?:\d{1,3}(?:,\d{3})+|\d+)"
# '예산액 전년도예산액 비교증감', '경정예산액 기정 비교 증감 산출기초(원)', without their blanks
_HEAD = re.compile(
    r"(?P<now>(?:경정|추경|최종|금년도?|당해연도)?예산액)"
    r"(?P<before>(?:전년도?|기정|당초|본)(?:최종)?(?:예산)?액?)"
    r"(?P<change>(?:비교)?증△?감액?)(?:산출(?:기초|근거|내역).{0,6})?$"
)
_LABELS = re.compile(r"편성목|통계비?목|세부항목")
_CONTEXT = re.compile(
    r"^\s*(부서|정책|단위|회계|조직|예산구분|발행일)\s?[:：]\s*(.*?)\s*"
    r"(?:[(（]\s?단위\s?[:：]\s?(\S+?)\s?[)）])?\s*$"
)
_ONLY_UNIT = re.compile(r"^\s*[(（]\s?단위\s?[:：]\s?(\S+?)\s?[)）]\s*$")
_BOOK = re.compile(r"^(?:(?:19|20)\d{2}(?:학|회계)?년도?)?세출예산(?:사업)?명세서(?P<rest>\S*)$")
_YEAR = re.compile(r"^(?:19|20)\d{2}(?:년|회계|학년)도?.{0,12}(?:회계|예산|추경)")
_PAGE = re.compile(r"^\s*[-–—]?\s?\d{1,4}\s?[-–—]?\s*$")
_AMOUNTS = re.compile(rf"^\s*(?P<name>\S.*?)\s+(?P<figures>{FIGURE}(?:\s+{FIGURE}){{0,2}})\s*$")
_BARE = re.compile(rf"^\s*(?P<figures>{FIGURE}(?:\s+{FIGURE}){{2}})\s*$")
_SOURCE = re.compile(r"^\s*(?P<name>[국도시군구균기분특조]|[가-힣]{1,4}(?:비|기금|교부세|교부금|특회|균특))$")
_CODED = re.compile(r"^\s*(\d{2,3})(?:-\d{2})?\s+(?=[가-힣])")
_BULLET = re.compile(r"^\s*(?P<mark>[○ㅇ◦●□▷·ㆍ∙•*-]|\d{1,2}\))\s*(?=[^\d\s])")
_FORMULA = re.compile(r"\d[\d,]*\s?(?:천|만|백만)?원?\s?[*×xX]\s?\d|\d[\d,]*\s?(?:천|만|백만)?원")
_BASIS_ONLY = re.compile(
    r"^\s*(?:[(（]?\d[\d,.]*\s?(?:천|만|백만)?원|경정\s|기정\s|=\s)"
    # '가족수당 (86,000원×8명×12월)- 8,600,000원= -344,000': in won, under the amount that it explains
    r"|^\s*[^\d(]{2,30}\(\s?\d[\d,]*\s?원\s?[*×xX].*=\s?[△▲-]?[\d,]+\s*$"
)
# '4,4804,480,000원': the amount in thousands and the same in won, run together
_GLUED = re.compile(r"(?P<run>\d[\d,]*,000)\s?원\s*$")
_THOUSAND: Final = 1000
_SOURCES: Final = {**{place: f"{place}비" for place in "국도시군구"}, "기": "기금", "균": "균특"}
_LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a budget book: what it is, its name, its figures as written, and how they come about.

    `code` is the number before the name of an object of expenditure ('201', '01'); `formula` is
    '500원*400부*6회'; of a head `figures` are the names of its columns, of a line of context ('부서: 새봄과')
    `code` is what it tells and `name` of what; `unit` is what a head says all is counted in.
    """

    kind: Kind
    number: int
    name: str = ""
    figures: tuple[str, ...] = ()
    code: str = ""
    formula: str = ""
    unit: str = ""


def read_head(text: str) -> tuple[str, str, str] | None:
    """The names of the three columns of amounts in a head, its wrapped lines joined; None for other text.

    Example:
        >>> read_head("부서ㆍ정책ㆍ단위(회계)ㆍ세부사업ㆍ편성목 예산액 기 정 액 비교증감")
        ('예산액', '기정액', '비교증감')
    """
    bare = squeeze(text)
    found = _HEAD.search(bare)
    if not found or not starts_head(text):
        return None
    return found["now"], found["before"], found["change"]


def starts_head(text: str) -> bool:
    """Whether a line opens with what the rows of a book are: '부서ㆍ정책ㆍ단위ㆍ세부사업ㆍ편성목', '사업'."""
    bare = squeeze(text)
    return bool(_LABELS.search(bare) or bare.startswith("사업")) and not _CONTEXT.match(text)


def read_line(text: str, number: int) -> Line:
    """What a line of a budget book is, by itself; 'end' for one that no book has."""
    return _furniture(text, number) or _basis(text, number) or _amounts(text, number)


def _furniture(text: str, number: int) -> Line | None:
    """A line of a page's head or number, of the names of columns, or a blank one."""
    bare = squeeze(text)
    context, only, book = _CONTEXT.match(text), _ONLY_UNIT.match(text), _BOOK.match(bare)
    plain = book is not None and bare.startswith("세출") and not book["rest"]
    line: Line | None = None
    if not bare or _PAGE.match(text) or plain:
        line = Line("skip", number)
    elif context and context[2]:
        line = Line("head", number, context[2], code=context[1], unit=context[3] or "")
    elif only:
        line = Line("head", number, unit=only[1])
    elif book or _YEAR.match(bare):
        line = Line("head", number, re.sub(r"^.*?(?=(?:19|20)\d{2})", "", text).strip(), code="제목")
    elif _LABELS.search(bare) and not any(map(str.isdigit, bare)):
        line = Line("skip", number)
    return line


def _amounts(text: str, number: int) -> Line:
    """A row of amounts, of a source of money, a line of figures alone, or a name that goes on below."""
    if bare := _BARE.match(text):
        return Line("values", number, figures=figures_of(bare["figures"]))
    if _BASIS_ONLY.match(text):
        return _formula(text, number)
    found = _AMOUNTS.match(text)
    if not found:
        named = len(text.strip()) <= _LONGEST_NAME and not text.rstrip().endswith((".", "다", "음", "함"))
        return Line("name" if named else "end", number, text.strip())
    figures = figures_of(found["figures"])
    name = found["name"].strip()
    if _SOURCE.match(name):
        return Line("source", number, _SOURCES.get(name, name), figures)
    code = _CODED.match(name)
    return Line("row", number, _CODED.sub("", name), figures, code[1] if code else "")


def _basis(text: str, number: int) -> Line | None:
    """A line that tells how an amount comes about: '○소식지 발간 500원*400부*6회 1,200'."""
    mark = _BULLET.match(text)
    if not mark:
        return None
    rest = text[mark.end() :].strip()
    if glued := _unglued(rest):
        return Line("basis", number, glued[0], (glued[1],), mark["mark"], glued[2])
    found = _AMOUNTS.match(rest)
    if not found:
        return Line("basis", number, rest, code=mark["mark"])
    name, figures = found["name"].strip(), figures_of(found["figures"])
    formula = _FORMULA.search(name)
    if formula:
        own, basis = name[: formula.start()].strip(" (="), name[formula.start() :]
        return Line("basis", number, own, figures, mark["mark"], basis)
    return Line("basis", number, name.rstrip(" ="), figures, mark["mark"])


def _formula(text: str, number: int) -> Line:
    """A line of nothing but a basis, with the amount that may be run together with it."""
    glued = _unglued(text.strip())
    if glued and not glued[0]:
        return Line("formula", number, figures=(glued[1],), formula=glued[2])
    return Line("formula", number, formula=text.strip())


def _unglued(text: str) -> tuple[str, str, str] | None:
    """The name, amount and basis of '난청 조기진단 4,4804,480,000원'; None where nothing is run together."""
    found = _GLUED.search(text)
    if not found:
        return None
    run = found["run"]
    if _fits(run):
        return None
    for at in range(1, len(run)):
        amount, won = number_of(run[:at]), number_of(run[at:])
        if amount is not None and won is not None and _fits(run[:at], run[at:]) and amount * _THOUSAND == won:
            return text[: found.start()].strip(), run[:at], f"{run[at:]}원"
    return None


def _fits(*texts: str) -> bool:
    return all(re.fullmatch(r"\d{1,3}(?:,\d{3})*", text) for text in texts)


def figures_of(text: str) -> tuple[str, ...]:
    """The figures of a line's end as written: '1,200 1,300 △ 100' gives three."""
    return tuple(re.sub(r"\s", "", found[0]) for found in re.finditer(FIGURE, text))


def adds_up(figures: tuple[str, ...]) -> bool:
    """Whether three amounts are this year's, last year's and the change."""
    values: list[Decimal | None] = [number_of(figure) for figure in figures]
    if len(values) != 3:
        return False
    now, before, change = values
    return None not in values and now - before == change  # type: ignore[operator]
