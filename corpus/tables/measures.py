"""The unit of a cell: by its column, its row, a unit column or the table's caption, as data and one order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from corpus.figures import parse_cell
from corpus.model import Cell, Path, Row, Table
from corpus.tables.cell_kinds import compact, kind_of
from corpus.tables.counted_names import BRACKETS, bare_name, counted_name, is_of_people
from corpus.tables.shared_units import MONEY_OF_SEVERAL, between_told, share_units
from corpus.tables.sums import is_total
from corpus.tables.unit_parts import Parts, find_parts
from corpus.units import (
    MULTIPLIERS,
    caption_units,
    count_words,
    is_known,
    is_measured,
    is_money,
    normalise_unit,
)

PERCENT: Final = "%"
LONGEST: Final = 5
# not in the middle of a word: '학교(원)수'
_PER = re.compile(r"[(（][가-힣]{1,3}/[가-힣\d]{1,3}[)）]")  # '회전율(회/대)' is no percentage
_VITAL_RATE = re.compile(r"(?:자살|사망|출생|출산)[률율]$")
_COUNT_END = re.compile(r"\d[가-힣]{1,2}$")
_PARENTHESES = re.compile(r"[(（\[]([^()（）\[\]]{1,20})[)）\]](?![가-힣])")
# a formula behind it may have brackets of its own: '포장률 (A/(B-C))'
_RATE = re.compile(
    r"(?:^%p?|율|률|비율|비중|구성비|점유비|백분율|퍼센트|(?:계획|실적|진행)공정)"
    r"(?:\((?:[^()]|\([^()]*\))*\))?$"
)
# in parentheses behind a name these are as often words: '보조금(국)', '편성(과)'
_AMBIGUOUS_WORDS: Final = """
과 국 실 부 시 구 면 리 표 식 본 판 편 점 장 반 좌 기관 단체 센터 팀 위
"""
AMBIGUOUS: Final = frozenset(_AMBIGUOUS_WORDS.split())
# of those, what counts where other names beside it state units too: '주차(면)' beside '연면적(㎡)'
_COUNTING: Final = frozenset(["면", "점", "표", "본", "좌", "장", "리", "석"])
_FEWEST_BESIDE: Final = 2
# units that other nouns end with: '동아리', '쓰레기', '일자리'
_SYLLABLES: Final = frozenset(["리", "기", "장", "표", "본", "좌", "식", "위", "편"])
# '민원 담당(현원)' counts people
_STAFF = re.compile(r"[(（](?:정원|현원|인원)[)）]$")
# '대출금 회수', '빈 병 회수' is no number of times
_BROUGHT_BACK = re.compile(r"(?:권|금|액|품|병|물|기)회수$")
# how much is meant to be done, and was
_PLANNED = re.compile(r"^(?:당초|변경|최종)?(?:계획|목표|실적|성과)(?:량|치)?$")
# by how much something changed, under two names or one: '전년 동기' over '대비'
_CHANGED = re.compile(r"^(?:전[년월기분]도?|작년|지난해|동[기월]|비교|같은기간|대비|증감|증가|감소)+$")
# '만족도(점)', '감점(점)': of these '점' is the unit
_SCORED = re.compile(r"(?:[가-힣]도|점수|[평감가]점|지수|평가|성적)\s?[(（]점[)）]$")
# what a name counts, by its last word
_COUNTED: Final = {
    "명": [
        "정원",
        "현원",
        "결원",
        "과원",
        "과부족",
        "인원",
        "인원수",
        "인력",
        "자수",
        "교육생수",
        "직원수",
        "인구",
        "인구수",
        "사망",
        "부상",
        "사상",
        "인명피해",
    ],
    "개소": ["시설수", "기관수", "개소"],
    "농가": ["농가"],
    "업체": ["업체"],
    "쪽": ["쪽수", "쪽", "페이지"],
    "면": ["면수"],
    "시간": ["활동시간", "근무시간", "교육시간", "이수시간", "봉사시간"],
    "교": ["학교수"],
    "회": ["횟수"],
}
_COUNTED_WORDS: Final = {word: unit for unit, words in _COUNTED.items() for word in words}
# '학생 수', '교원수', '체납자 수': people; '공원 수', '학원 수' are places
_PEOPLE = re.compile(r"(?:[자생객민]|(?:교|직|회|의|사|단|요|대|임|조합|종사|연구|위)원)수$")
_MONEY_WORD = re.compile(
    r"(?:액|비|금|단가|가격|요금|(?<![자완의진치원재종식])료|예산|예산현액|수입|지출|세입|세출|집행|재원|기금|현액"
    r"|소요)$"
)
_AREA_WORD = re.compile(r"면적$")
_LENGTH_WORD = re.compile(r"(?:연장|길이|거리|폭)$")
# what units of one letter count: '일반도서' under '(단위 : 석, 권)'
_ONE_LETTER = re.compile(r"(?:(?P<석>석)|(?<!비)(?P<권>도서))$")
_AGED = re.compile(r"^(?:만\s?)?\d{1,3}세?(?:이상|이하|미만|초과|[~∼]\d{1,3}세?)(?:인구)?$")
_MEAN = re.compile(r"평균|당(?:$|[가-힣])")  # decimals of what is counted
_AREAS: Final = frozenset(["㎡", "㎢", "ha", "천㎡", "평"])
# what ends as a count does ('역 수') and is none
_NO_COUNT: Final = re.compile(r"(?:징|접|특|회|보|이)수$")
_LENGTHS: Final = frozenset(["㎞", "m"])
_PRICE = re.compile(r"(?:단가|가격|금액|요금)$")
_PRICE_OF_ONE = re.compile(r"(?:단가|가격)$")
# what is spent of a budget is in its unit
_SPENT = re.compile(r"(?:집행|지출|잔)액$")
_BUDGET = re.compile(r"(?:예산|현|집행|지출)액?$")
_EACH: Final = "원"
_UNIT_HEAD: Final = "단위"
_PERIOD = re.compile(r"^(?:[‘’'`]?\d{2}(?:년|\.)|[‘’'`]?(?:19|20)\d{2})|^\d{1,2}(?:월|분기|학기)|^[상하]반기")
# money by who pays it: '국비 지원', '재원 › 구비'
_FUNDS = re.compile(r"^(?:국비|도비|시비|군비|구비|시군비|지방비|자부담)(?:지원|보조|매칭)?$")
_LIMIT = re.compile(r"(?:이하|이상|이내|미만|초과)$")  # '분 이하', '% 이상' under '단위'
# years that something was done in: '준공연도'
_BUILT = re.compile(r"(?:준공|설립|설치|개교|폐교|개관|건립|건축|제작|구입|도입|지정|조성|취득)[연년]도$")
# how far something has come or what share it is, in a table whose caption states '%'
_PROGRESS = re.compile(r"(?:공정|진도|진척도?|달성도|보급도|(?:이상|이하|인구|전체|정원|계획|목표)대비)$")
_EVENTS = re.compile(r"(?:민원|출동|접수|신고|(?<!물)처리)$")
_POSTS = re.compile(r"(?:일반|별정|정무|기능|공무|위촉|운영|계약|전문|연구)직$|임기제$|과부족$")


@lru_cache(maxsize=8192)
def unit_in_name(name: str) -> str:
    """The unit that a header or label states in parentheses, '' where it states none.

    Example:
        >>> [unit_in_name(n) for n in ("월평균(kg)", "건물(㎡)", "증감(A-B)", "지원 인원 (총인원 대비 %)")]
        ['kg', '㎡', '', '%']
    """
    if _SCORED.search(name):
        return "점"
    for part in reversed(_PARENTHESES.findall(name)):
        stated = caption_units(part)
        if stated:
            return stated[0]
        word = part.removeprefix("단위").lstrip(" :")
        if is_known(word) and (compact(word) not in AMBIGUOUS or f"[{part}]" in name):
            return normalise_unit(word)
        if word.endswith(PERCENT):
            return PERCENT
        each = word.partition("/")[0] if "/" in word else ""
        if is_money(each):  # '단가(원/식)'
            return normalise_unit(each)
    return ""


@lru_cache(maxsize=8192)
def unit_of_word(name: str) -> str:
    """The unit that a name counts in by its last word: '집행률' -> '%', '정원' -> '명', '대수' -> '대'."""
    bare = bare_name(name)
    if is_rate(name):
        return PERCENT
    if _COUNT_END.search(bare) or _BROUGHT_BACK.search(bare):  # '합계 4개소' tells how many there are
        return ""
    if _STAFF.search(name):
        return "명"
    tails = [bare[-size:] for size in range(min(len(bare), LONGEST), 0, -1)]
    found = next((_COUNTED_WORDS[tail] for tail in tails if tail in _COUNTED_WORDS), "")
    if found or not bare.endswith("수"):
        return found
    if _PEOPLE.search(bare):
        return "명"
    # '과정수', '세대수', '학급수': the unit that is counted, before '수'
    spaced = BRACKETS.sub("", name).rstrip("수 ").rpartition(" ")[2]
    # not '동아리수', which counts no villages ('리')
    parts = (tail[:-1] for tail in tails if tail[:-1] not in _SYLLABLES or tail[:-1] == spaced)
    # nor '구조건수', which counts no billions ('조' '건')
    plain = (part for part in parts if part[:1] not in MULTIPLIERS or not is_known(part[1:]))
    counted = next(filter(is_known, plain), "")
    return normalise_unit(counted) if counted and not is_money(counted) else ""


@lru_cache(maxsize=4096)
def is_rate(name: str) -> bool:
    """True for the name of a rate: '증감률', '구성비', '증감율 (%)'; '배율' and '경쟁률' are none."""
    bare = compact(name)
    return bool(_RATE.search(bare)) and not bare.endswith(("배율", "환율", "회전율", "경쟁률", "세율표"))


def _people_of_table(table: Table) -> str:
    """'명' in a table of people by its caption all of whose columns count nothing else by their names."""
    if table.unit or not is_of_people(table.caption):
        return ""
    return "" if any(_counts_other(name) for path in table.columns for name in path) else "명"


@lru_cache(maxsize=2048)
def _counts_other(name: str) -> bool:
    unit = unit_in_name(name) or unit_of_word(name)
    return unit not in {"", "명", PERCENT} or is_of_money(name)


def is_of_money(name: str) -> bool:
    """True for a name of money: '예산액', '사업비(국비 포함)', '사용료'."""
    return bool(_MONEY_WORD.search(bare_name(name)))


def is_price(name: str) -> bool:
    """True for the name of what one costs: '단가', '판매단가(원)', '가격'; '단가 인상률' is a rate."""
    return bool(_PRICE.search(bare_name(name)))


def counted_in(table: Table, row: Row, column: Path) -> str:
    """The unit of a count that nothing states: '대기학생' -> '명', '운영교' -> '교'; '' for another name.

    It is the column's, the row's, or that of a table of people.
    """
    names = (*reversed(column), row.path[-1] if row.path else "")
    return next((unit for name in names if (unit := counted_name(name))), "") or _people_of_table(table)


def _of_people(table: Table, rate: str) -> str:
    """'명' for a rate of deaths or births in a table of people: of so many ('인구 10만 명당'), not of 100."""
    return "명" if table.unit == "명" and _VITAL_RATE.search(compact(rate)) else ""


def unit_of_cell(table: Table, row: Row, column: Path) -> str:
    """The unit of a figure that is written without one, '' where nothing tells.

    In order: a rate by name, the column's stated unit, the row's stated unit or unit column, what the
    column or the row counts by its name, the caption's unit.
    """
    own_row = row.path[-1] if row.path else ""
    own_column = column[-1] if column else ""
    stated_row = unit_in_name(own_row)
    if stated_row == PERCENT:
        return PERCENT
    if is_rate(own_row) and not unit_in_name(own_column):
        told = "" if is_rate(own_column) else _unit_column(table, row, own_column)
        told = told if is_known(told) else _of_people(table, own_row)
        return told or PERCENT  # '사고율(인구 10만명당) | 명 | 25.3'
    stated = next((unit for name in reversed(column) if (unit := unit_in_name(name))), "")
    stated = stated or (_money_of_row(table, own_column) if stated_row else "")
    if _BUILT.search(compact(own_column)):
        return ""
    measured = _telling(column)
    if is_rate(measured):
        told = unit_in_name(measured) or _of_people(table, measured)
        return told or ("" if _PER.search(measured) else PERCENT)
    if _is_quotient(table, column):
        return PERCENT
    worded = "" if _is_taken_back(table, own_column) else unit_of_word(own_column)
    rows = tuple(each.path[-1] for each in table.rows if each.path)
    columns = tuple(path[-1] for path in table.columns if path)
    over = (*reversed(column[:-1]), *reversed(row.path[:-1]))  # '중학교' under '심의 건수'
    return (
        stated
        or stated_row
        or _unit_beside(own_column, columns)
        or _unit_beside(own_row, rows)
        or _unit_column(table, row, own_column)
        or _in_caption(table, worded)
        or _in_caption(table, _told_by_row(table, own_row, rows))
        or next(
            (unit for name in (*reversed(row.path), *table.row_header) if (unit := unit_in_name(name))), ""
        )
        or _counting_unit(own_column, _undivided(table, row, column, _caption_unit(table, column, row.path)))
        or _money_beside(table.columns, own_column)
        or next((unit for name in over if (unit := unit_of_word(name)) not in {"", PERCENT}), "")
    )


def _money_of_row(table: Table, name: str) -> str:
    """The caption's unit of money for a column of it, whatever its rows count: '숲길(km) | 12.4 | 730'."""
    money = [unit for unit in _stated(table) if is_money(unit)]
    named = is_of_money(name) or _FUNDS.match(bare_name(name))
    return money[0] if len(money) == 1 and named else ""


def _told_by_row(table: Table, own: str, rows: Path) -> str:
    """The unit that the name of a row counts in, '' where the caption states one unit for things of a kind.

    '예산', '인원' and '집행률' count in their own; among '도로 정비', '하천 준설' '돌봄 인력' is paid for.
    """
    unit = unit_of_word(own)
    if not unit or len(_stated(table)) != 1:
        return unit
    told = sum(bool(unit_of_word(name)) or is_of_money(name) or is_rate(name) for name in rows)
    return unit if 2 * told >= len(rows) else ""


def _is_taken_back(table: Table, name: str) -> bool:
    """Whether '회수' is of what was taken back, by the units of the caption, and no number of times."""
    units = _stated(table)
    return bare_name(name) == "회수" and bool(units) and "회" not in units


def _is_quotient(table: Table, column: Path) -> bool:
    """Whether a column is of shares by its name and decimals: '인구 대비' under '(단위 : 명, %)'."""
    if not column or not compact(column[-1]).endswith("대비") or PERCENT not in _stated(table):
        return False
    place = table.columns.index(column)
    texts = _texts(row.cells[place] for row in table.rows)
    return bool(texts) and all("." in text for text in texts)


def _texts(cells: Iterable[Cell]) -> list[str]:
    """What stands in the cells that are neither blank nor dashes."""
    return [cell.text for cell in cells if kind_of(cell.text) not in {"blank", "dash"}]


def _unit_beside(name: str, names: Path) -> str:
    """The unit of one letter that a name states in brackets as others of its kind state theirs.

    '만족도(점)' among '수입(백만원)' and '이용객(명)'; '보조금(국)' states no unit.
    """
    found = _PARENTHESES.findall(name)
    if not found or compact(found[-1]) not in _COUNTING:
        return ""
    stated = sum(bool(unit_in_name(other)) for other in names)
    return compact(found[-1]) if stated >= _FEWEST_BESIDE else ""


def _in_caption(table: Table, unit: str) -> str:
    """A unit that a name counts in, as the caption states it: '방문자수' under '(단위 : 천명)' is in 천명."""
    units = _stated(table)
    return (_multiple(unit, units) if unit not in units else "") or unit


def _unit_column(table: Table, row: Row, own_column: str) -> str:
    """What the row has under a column headed '단위', where that is a unit: 'L(리터)' -> 'L'.

    Of '품명 | 단위 | 수량 | 단가', or '단위 | 실적 | 예산', it is the quantity's, and not that of the money.
    """
    place = _unit_place(table.columns)
    if place is None:
        return ""
    text = _LIMIT.sub("", compact(row.cells[place].text))
    bare = compact(_PARENTHESES.sub("", text))
    unit = next((normalise_unit(word) for word in (text, bare) if is_known(word)), text)
    of_money = is_price(own_column) or is_of_money(own_column)
    return "" if of_money and not is_money(unit) else unit


@lru_cache(maxsize=256)
def _unit_place(columns: tuple[Path, ...]) -> int | None:
    """Which column is headed '단위'."""
    return next((at for at, path in enumerate(columns) if path and compact(path[-1]) == _UNIT_HEAD), None)


@lru_cache(maxsize=1024)
def _money_beside(columns: tuple[Path, ...], name: str) -> str:
    """The unit of a column of money that states none, by those that do: '증감액' beside '예산액(천원)'."""
    if not is_of_money(name):
        return ""
    stated = {unit for path in columns for part in path if is_money(unit := unit_in_name(part))}
    return stated.pop() if len(stated) == 1 else ""


def _counting_unit(name: str, unit: str) -> str:
    """The unit, '' where a name counts things of another kind: '역 수' under '(단위 : 천명)'."""
    bare = bare_name(name)
    counts = bare.endswith("수") and len(bare) > 1 and not (unit_of_word(name) or _NO_COUNT.search(bare))
    return "" if counts and (is_money(unit) or unit.endswith("명") or unit in _LENGTHS) else unit


def _undivided(table: Table, row: Row, column: Path, unit: str) -> str:
    """The unit, for figures with decimals another one of the caption than of what is counted whole.

    '2031년' over '91.4' under '(단위 : %, 명)', '연장' over '6.8' under '(단위 : 건, km)'.
    """
    others = [own for own in _stated(table) if own == PERCENT or is_measured(own)]
    if (
        unit not in count_words()
        or unit == "점"
        or not others
        or any(map(_MEAN.search, (*column, *row.path)))
    ):
        return unit
    place = table.columns.index(column)
    series = _is_series(*(path[-1] for path in table.columns if path and not is_rate(path[-1])))
    texts = _texts(row.cells if series else (each.cells[place] for each in table.rows))
    amounts = [text for text in texts if kind_of(text) == "figure"]
    divided = sum("." in text for text in amounts)
    if 2 * divided <= len(amounts) or "." not in row.cells[place].text:
        return unit
    return PERCENT if PERCENT in others else others[0] if len(others) == 1 else unit


def _caption_unit(table: Table, column: Path, row: Path) -> str:
    """The caption's unit for what is no rate; of several the one that the names and their order tell.

    As many units as columns go by column: '(단위 : 개소, 명, 명)' over '시설수 | 직원 | 이용자'.
    """
    units = _stated(table)
    each = len(units) == len(table.columns) > 1 and not _is_series(
        *(path[-1] for path in table.columns if path)
    )
    planned = sum(bool(path) and bool(_PLANNED.match(compact(path[-1]))) for path in table.columns) > 1
    if each and not planned and (own := units[table.columns.index(column)]) != PERCENT:
        return own
    if PERCENT in units and column and _PROGRESS.search(bare_name(column[-1])):
        return PERCENT
    plain = tuple(dict.fromkeys(unit for unit in units if unit != PERCENT))
    if len(plain) < 2:
        return (plain or units or ("",))[0]
    return _shared(table, plain, column, row)


@lru_cache(maxsize=1024)
def _stated_units(unit: str, caption: str) -> tuple[str, ...]:
    return tuple(part for each in unit.split(",") if (part := each.strip())) or caption_units(caption)


def _stated(table: Table) -> tuple[str, ...]:
    """The units that a table's caption states, in their order."""
    return _stated_units(table.unit, table.caption)


def _shared(table: Table, units: tuple[str, ...], column: Path, row: Path) -> str:
    """Which of several units a name has, '' where that is not sure.

    Under years the names are those of the rows, and where nothing tells, the first unit is that of all.
    """
    columns = tuple(path for path in table.columns if not _CHANGED.search(compact("".join(path))))
    heads = tuple(path[-1] if path else "" for path in columns)
    told = _told(column, units)
    if told and any(len(path) > 1 for path in columns):
        return told  # '이용 학생' over '2031년' beside '차량'
    if _is_series(*(head for head in heads if not is_rate(head))):
        names = tuple(line.path for line in table.rows)
        lasts = Counter(path[-1:] for path in names)
        if len(lasts) > 1 and min(lasts.values()) > 1:  # '생산량 | 생산금액' under each of several names
            names, row = tuple(lasts), row[-1:]
        if any(path and is_total(path[-1]) for path in names):
            return _told(row, units) or units[0]
        found = _by_order(names, units)
        alike = next(path for path in names if _last(path) == _last(row))
        by_name, by_order = found.get(alike, ""), found.get(row, "")
        # '방문 신고' is in the unit of '전화 신고', '재산피해' not in that of '인명피해'
        return by_order if is_money(by_order) else by_name or by_order
    if told := told or _told(row[-1:], units):
        return told
    paths = _counting(table)
    again = tuple(dict.fromkeys(path[-1:] for path in paths))
    tops = tuple(dict.fromkeys(path[:1] for path in paths if path and not _is_told_rate(path)))
    lower = {path[-1:] for path in paths if path[1:]}
    plain = not any(_told(name, units) for name in lower)
    each = len(tops) == len(units)
    parts = _parts(table, paths)
    # '인구 | 시설 | 차량' have a unit each, and so have '도서관 | 공원' under '시설'
    if len(again) < len(paths) or (each and plain and len(tops) < len(paths)):
        timed = _is_series(*(top[0] for top in tops if top))
        upper = (each and (plain or not timed)) or (plain and any(_told(top, units) for top in tops))
        # '팀 수 | 선수' over '초 | 중 | 고' each; '횟수 | 관객' under each of two years
        names, part = (tops, column[:1]) if upper else (again, column[-1:])
        return _by_order(names, units).get(part, "")
    adjoined = frozenset(paths[at] for found in parts if found.adjoin for at in found.places)
    own = _by_order(paths, units, adjoined)
    wholes = (paths[found.whole] for found in parts if column in [paths[at] for at in found.places])
    whole = next(wholes, None)
    first = next((paths[found.first] for found in parts if found.adjoin and paths[found.whole] == column), ())
    told = _told(whole, units) or own.get(whole, "") if whole else ""
    return told or own.get(column, "") or _told(first, units)


def _parts(table: Table, paths: Sequence[Path]) -> tuple[Parts, ...]:
    """Which of the columns with these names are parts of which by their figures; rates are of none."""
    places = [table.columns.index(path) for path in paths]
    cells = tuple(tuple(row.cells[at].text for row in table.rows) for at in places)
    return find_parts(cells)


def _last(path: Path) -> str:
    """The last two letters of a name: those that end alike count alike."""
    return bare_name(path[-1])[-2:] if path else ""


def _counting(table: Table) -> tuple[Path, ...]:
    """The columns of amounts: not those of words, periods or rates."""
    columns = zip(table.columns, zip(*(row.cells for row in table.rows), strict=True), strict=True)
    return tuple(path for path, cells in columns if _are_amounts(cells))


def _are_amounts(cells: Sequence[Cell]) -> bool:
    texts = _texts(cells)
    amounts = sum(kind_of(text) in {"figure", "mixed"} and bool(parse_cell(text)) for text in texts)
    return 2 * amounts > len(texts)


@lru_cache(maxsize=256)
def _by_order(
    paths: tuple[Path, ...], units: tuple[str, ...], parts: frozenset[Path] = frozenset()
) -> dict[Path, str]:
    """The units of names that come out the same in all ways to share them out in order.

    '(단위 : 회, 톤, 명)' over '출동 | 모래 | 소금 | 동원인력': the first name has the first unit and the last
    one the last. Where that is not sure, a name that is not of money has the other one of two units. `parts`
    are names that have the unit of the one before them.
    """
    counts = [path for path in paths if path and unit_in_name(path[-1]) in {"", *units}]
    counts = [path for path in counts if not _is_told_rate(path)]
    told = tuple(_told(path, units) or _money_of_several(path, units) for path in counts)
    same = frozenset(at for at, (one, other) in enumerate(pairwise(counts), 1) if _are_alike(one, other))
    first = "" if any(told) else units[0]
    plain = (own if own != MONEY_OF_SEVERAL else "" for own in told)
    planned = all(_PLANNED.match(compact(path[-1])) for path in counts)
    first = "" if planned and len(counts) > 1 else first  # each row counts something else
    alike = same | {at for at, path in enumerate(counts) if at and path in parts}
    found = (
        share_units(told, units, alike)
        or share_units(told, units, same)
        or tuple(own or first for own in plain)
    )
    found = between_told(told, found, units, tuple(path[:-1] for path in counts))
    money = [unit for unit in units if is_money(unit)]
    others = [unit for unit in units if not is_money(unit)]
    rest = others[0] if len(money) == len(others) == 1 and any(told) else ""
    return {path: own or rest for path, own in zip(counts, found, strict=True)}


def _money_of_several(path: Path, units: tuple[str, ...]) -> str:
    """What a name of money tells where several units are of money: '예산액' under '(명, 천원, 백만원)'."""
    several = sum(map(is_money, units)) > 1 and not any(map(_is_of_one, units))
    return MONEY_OF_SEVERAL if several and is_of_money(path[-1]) else ""


def _are_alike(path: Path, following: Path) -> bool:
    """Whether a name is of what the name before it is of: at another time, or how much that changed."""
    name = bare_name(following[-1])
    spent = _SPENT.match(name) and _BUDGET.search(bare_name(path[-1]))
    planned = _PLANNED.match(name) and _PLANNED.match(compact(path[-1]))
    change = name.startswith("증감") or bool(spent) or bool(planned)
    return change or (path[:-1] == following[:-1] and _is_series(path[-1], following[-1]))


def _is_told_rate(path: Path) -> bool:
    return is_rate(_telling(path)) or path[-1].endswith((PERCENT, "(%)"))


def _telling(path: Path) -> str:
    """The name that says what is measured: the last one that tells a unit, '집행률' of '집행률 › 상반기'."""
    names = [name for name in reversed(path) if unit_in_name(name) or unit_of_word(name) or is_of_money(name)]
    return (names or path[-1:] or ("",))[0]


def _is_series(*names: str) -> bool:
    """Whether names are of one measure at several times: "'30년 목표", "'31.7월 참여"."""
    return all(_PERIOD.match(compact(name)) for name in names)


@lru_cache(maxsize=4096)
def _told(path: Path, units: tuple[str, ...]) -> str:
    """The one of the units that a name, or one over it, says: '이용세대' -> '세대', '재원›국비' -> '억원'.

    Under what counts otherwise people are those of whom it is: '대출 권수 › 아동' are books.
    """
    told = [unit for name in reversed(path) if (unit := _told_by(name, units))]
    over = [unit for name in reversed(path[:-1]) if (unit := unit_of_word(name)) in units]
    if over and path and counted_name(path[-1]) and not unit_of_word(path[-1]):
        return over[0]
    return told[0] if told else ""


def _told_by(name: str, units: tuple[str, ...]) -> str:
    bare = bare_name(name)
    own = (
        unit_in_name(name)
        or unit_of_word(name)
        or counted_name(name)
        or ("명" if _POSTS.search(bare) or _AGED.match(bare) else "건" if _EVENTS.search(bare) else "")
    )
    own = own if own in units else _multiple(own, units)
    ends = next((unit for unit in units if len(unit) > 1 and bare.endswith(unit)), "")
    money = [unit for unit in units if is_money(unit)]
    if len(money) > 1 and any(map(_is_of_one, money)):  # '(단위 : 백만원, 원/kg)': of one, and amounts
        money = [unit for unit in money if _is_of_one(unit) == bool(_PRICE_OF_ONE.search(bare))]
    named = money[0] if len(money) == 1 and (is_of_money(name) or _FUNDS.match(bare)) else ""
    sizes = _AREAS if _AREA_WORD.search(bare) else _LENGTHS if _LENGTH_WORD.search(bare) else frozenset()
    sized = [unit for unit in units if unit in sizes]
    letter = _ONE_LETTER.search(bare)
    ends = ends or (letter.lastgroup if letter and letter.lastgroup in units else "") or ""
    return own or ends or named or (sized[0] if len(sized) == 1 else "")


def _is_of_one(unit: str) -> bool:
    """Whether money is what one costs, or a measure of it: '원', '원/kg'."""
    return unit == _EACH or "/" in unit


def _multiple(unit: str, units: Sequence[str]) -> str:
    """The one of the units that is so many times a unit: '천명' of '천명, 회' for '명'; '' for none."""
    return next((own for own in units if unit and own[1:] == unit and own[0] in MULTIPLIERS), "")
