"""The header lines of a flattened table: which words are one cell.

Extraction writes a header of several rows as a stream of words; `streams` gives the readings of it, the
likeliest first. How the cells of a reading cover the columns is decided in `columns`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Final, NamedTuple

from corpus.model import Cell, Lines
from corpus.tables.spaces.words import words_of
from corpus.units import is_known

# the words of headers, without white space; they tell '예 산 액 집 행 액' apart as two cells
_TERMS: Final = """
구분 계 소계 합계 총계 누계 평균 비고 규모 금액 수량 단가 면적 대지 건물 위치 기간 일자 준공일자
내용 내역 사유 근거 방법 대상 인원 예산 예산액 예산현액 본예산 추경 추경예산 최종예산 당초 변경 결산
결산액 집행 집행액 집행률 집행율 집행현황 집행잔액 지출 지출액 원인행위 원인행위액 잔액 이월 이월액
불용 불용액 예상액 집행예상액 배정액 교부액 정산액 징수 징수액 징수율 징수현황 처분요구 부과 부과액 결정액
미수납 미수납액 수납 수납액 수입 세입 세출 증감 증감액 증감률 증감율 증가 감소 증가율 전년 전년도
금년 비율 비중 구성비 점유율 달성률 달성율 이수율 합격률 응시율 참여율 만족도 승소율 추진율 진도율
공정률 계획 실적 목표 성과 누적 현황 추진현황 정원 현원 결원 과부족 초과 정수 보유 보유대수 대수
건수 횟수 회수 명수 과정수 개소 개소수 인구 인구수 세대 세대수 가구 가구수 국비 시비 구비 도비 군비
특별교부세 지방비 자부담 기타 완료 추진중 검토중 미반영 불가 처리 접수 신규 진행중 확정 종결 승소
패소 일부승소 취하 계류 계류중 남 여 남자 여자 남성 여성 승용 승합 화물 특수 특수차 임차 소형 중형
대형 경형 일반직 별정직 정무직 기능직 관리운영직 임기제 공무직 연번 순번 번호 사업명 세부사업
세부사업명 단위사업 단위사업명 과정명 과목 항목 부서 부서명 기관 기관명 시설명 명칭 유형 유형별 분야
분류 종류 지역 자치구 연도 연도별 월별 분기 상반기 하반기 과 팀 직급 직렬 직종 성명 시기 장소 담당
담당부서 예산과목 관내 관외 성인 청소년 어린이 개인 단체 평일 주말 휴일 성수기 비수기 주간 야간 학년도
학교수 학급수 학생수 교원수 유치원 초등학교 중학교 고등학교 특수학교 규격 용량
"""
TERMS: Final = frozenset(_TERMS.split())
# what stands over the column of labels
_LABELS: Final = re.compile(
    r"^(?:구분|단위|규격|용량|시설|학년도|[세비품종]목|연말|[연년]도말?|연번|순번|번호|no\.?|항목|과목|유형|분야|분류|종류|부서|기관|시설|명칭|자치구|지역|연도|직급|직종|직렬|월|과|팀"
    r"|읍[·‧]?면(?:[·‧]?동)?|시[·‧]?(?:도|군)(?:[·‧]?구)?|구[·‧]?군|(?:행정|법정)동|국가|노선|품목|축종|어종|작물|업종"
    r"|.*(?:명|별|과정|부서|기관|구분|과목|항목|내용|분야|사업|지표))(?:\(.*\))?$",
    re.IGNORECASE,
)
# '기 금 명', '재 원 별', '사 업 내 용': what such words end with, letter by letter
_NAMES: Final = re.compile(r"^(?!계)[가-힣]{2}(?:명|별|내용|기간|현황|내역)$")
# what stands over rates; '징수율(C/B)', '집행률(%)', '점유비', '구성비'
_ADDRESSES: Final = frozenset(["위치", "소재지", "주소"])
_RATES: Final = re.compile(
    r"(?:율|률|비중|구성비|점유비|증감비|대비|%p?)(?:\s*\(.*\))?$|[(（](?:[^()（）]*[율률]|\s*%\s*)[)）]"
)
_KNOWN_TAIL: Final = re.compile(
    r"(?:율|률|액|수|비|계|현황|실적|계획|예산|금액|인원|대상|면적|증감|결과|내역|년|년도|월|분기|급|제|직|팀|과|기간|이후|이전|이하|이상|미만)(?:\(.*\))?$"
)
_YEAR: Final = re.compile(r"^[‘’'`]?(?:\d{2}|\d{4})(?:년도?|년말|년초|\.|\.\s?\d{1,2}[.월])?$")
_NUMBERING: Final = frozenset({"구분", "연번", "순번"})  # cells of their own
# '’30년수입', '2031년목표': what a year stands before
_YEAR_BEFORE: Final = re.compile(r"^[‘’'`]?(?:\d{2}|\d{4})년(?:도|말|초)?(?=[가-힣])")
# '2031. 6월', "'31. 6.", '2031. 상': one word of a header
_MONTH: Final = re.compile(r"^(?:\d{1,2}[.월]|[상하](?:반기)?)$")
_YEAR_DOT: Final = re.compile(r"^(?:[‘’'`]\d{2}|(?:19|20)\d{2})\.$")
# what a year stands over in one cell of two lines: '2023년', '결산액(A)'
_OF_A_YEAR: Final = re.compile(
    r"^(?:(?:본|최종|추경|당초)?예산|추경|결산|실적|계획|목표|지출|집행|수입|(?!증감)[가-힣]{1,5}액)(?:\(.*\))?$"
)
_LEADING: Final = re.compile(
    r"^(?:[‘’'`]?\d{2,4}(?:년도?|년말|년초|\.|\.\d{1,2}(?:월|분기))?|제?\d+[차회기분기월]+|1일|1인당?|당초|변경|최종|전년도?|전년동기|금년도?|상반기|하반기|누적|기준|전체|총"
    r"|(?:[전당금]|당해|해당)?(?:연도?|년도?|월|분기|반기)[말초])$"  # '전년도말 조성액', '연말 집행예상액'
)
# '추진 실적', '이용 현황': one cell; '계획 실적': two
_CLOSING: Final = frozenset({"현황", "실적", "내역", "결과", "추이", "조치"})
_ACTIONS: Final = frozenset(
    {"추진", "이용", "운영", "집행", "처리", "교육", "지원", "징수"}
    | {"발급", "참여", "활동", "점검", "관리", "접수", "조치", "개최"}
)
# '평균 점수': one cell, though '평균' is one by itself too
_AVERAGE: Final = "평균"
# '총 면적': one letter that is no part of a word set apart
_WHOLE: Final = "총"
_LEADING_ENDS: Final = ("대비", "도말")  # '전년 대비', '증감률'; '해당연도말', '조성액'
# '이자 등': never the first word of a cell
_MEASURES: Final = frozenset("수액률율량")  # '이용자 수'
_AND_OTHERS: Final = "등"
# '7급 이하', '10억 미만'
_BOUNDS: Final = frozenset({"이하", "이상", "미만", "초과자", "이내"})
REMARKS: Final = frozenset({"비고", "참고", "기타사항", "참고사항"})
_CONNECTS: Final = ("및", "·", "‧", "․", "ㆍ", "/", ",", "∙", "-")
_PARENTHESIS: Final = re.compile(r"^[(（](?:[^()（）]|[(（][^()（）]*[)）])*[)）]$")
# '(당초 + 추경)', '(본예산+이월)': what '예산현액' is made up of
_OF_BUDGET: Final = re.compile(r"^[(（](?:당초|본예산|예산액)\+")
_BUDGET: Final = re.compile(r"예산(?:현?액)?$")
_GLUED: Final = re.compile(r"^([(（][^()（）]*[)）])([^\s()（）].*)$")
_LETTER_AND_NOTE: Final = re.compile(r"^[가-힣][(（]")
_ALONE: Final = frozenset("계남여")
_LONGEST_CELL: Final = 7
_KEPT: Final = 3
_AGAIN: Final = 0.2  # what it costs that a word goes with the next one that stands before it too
_KEPT_IN_ALL: Final = 24


class HeadCell(NamedTuple):
    """A header cell: as written, whether it is the first of its line, and its text without white space."""

    text: str
    lines: Lines
    starts_line: bool
    key: str

    @property
    def cell(self) -> Cell:
        """The cell as it goes into a grid."""
        return Cell(self.text, self.lines)


def head_cell(text: str, lines: tuple[int, int], starts_line: bool) -> HeadCell:
    """A header cell; its key is the text without white space."""
    return HeadCell(text, lines, starts_line, "".join(text.split()))


class Reading(NamedTuple):
    """One reading of header lines as cells; the lower the cost, the likelier."""

    cells: tuple[HeadCell, ...]
    cost: float


@lru_cache(maxsize=4096)
def is_label_word(key: str) -> bool:
    """Whether a header word stands over labels: '구분', '사업명', '유형별', '교육훈련과정'."""
    return bool(_LABELS.match(key))


def is_address_word(key: str) -> bool:
    """Whether a header word stands over addresses."""
    return key in _ADDRESSES


@lru_cache(maxsize=4096)
def is_rate_word(key: str) -> bool:
    """Whether a header word stands over rates: '집행률(%)', '징수율(C/B)', '증감률'."""
    return bool(_RATES.search(key))


@lru_cache(maxsize=4096)
def is_known_word(key: str) -> bool:
    """Whether a header word is one that tables use, or has a unit: '대출권수', '쉼터(㎡)'."""
    bare, _, note = _YEAR_BEFORE.sub("", key).partition("(")
    known = bare in TERMS or bool(_KNOWN_TAIL.search(key)) or bool(_YEAR.match(bare))
    return known or is_known(note.rstrip(")"))


def is_letter(text: str) -> bool:
    """Whether a word is one Hangul letter, as in '예 산 액'."""
    return len(text) == 1 and "가" <= text <= "힣"


def _letters_cost(joined: str) -> float:
    """What it costs to take letters as one word; '계', '남' and '여' are mostly cells of their own."""
    if joined in TERMS:
        return 0.0
    if len(joined) > 2 and _NAMES.match(joined):
        return 0.1
    if _ALONE.issuperset(joined) and len(joined) > 1:
        return 2.0
    swallowed = 0.5 if {joined[0], joined[-1]} & _ALONE else 0.0
    return swallowed + {1: 1.5, 2: 0.3, 3: 0.35, 4: 0.7}.get(len(joined), 1.5)


@lru_cache(maxsize=8192)
def _join_cost(left: str, right: str) -> float:
    """What it costs to take two words side by side as one cell; nothing inside brackets: '(시설 3곳)'."""
    if left.count("(") > left.count(")") or right.count(")") > right.count("("):
        return 0.0
    related = right == "대비" or left.endswith("대비") or (right in _CLOSING and left in _ACTIONS)
    related = related or (right in _CLOSING and left.endswith("상"))  # '재정상 조치'
    connected = left.endswith(_CONNECTS) or right in _BOUNDS or right.startswith((*_CONNECTS, "(", "（"))
    leads = _LEADING.match(left) and not _YEAR.match(right) and right not in REMARKS
    if related or connected or leads:
        return 0.1
    if left in _NUMBERING or (
        left.endswith((")", "）")) and "(" in left[1:]
    ):  # '이용(명)' is whole: '이용(명) 수거(㎏)'
        return 2.0
    if left == _AVERAGE and right not in REMARKS and not _LEADING.match(right):
        return 0.3
    if _LEADING.match(right) or right in REMARKS or (left in TERMS and right in TERMS):
        return 2.0
    return 0.4 if right in _CLOSING else 0.9


def _split_cost(text: str) -> float:
    """What it costs that a word is a cell of its own: '대비' and '및' are seldom."""
    return 2.0 if text in {"대비", "및", "등"} else 0.0


def border_cost(left: str, right: str) -> float:
    """What it costs that a cell ends between two words: '1차 | 접종실적' is dearer than '정원 | 현원'."""
    if right == "대비" or right in _BOUNDS:
        return 2.0
    leads = _LEADING.match(left) and not _LEADING.match(right) and right not in REMARKS
    if left == "대비" or leads or (left in _ACTIONS and right in _CLOSING):
        return 0.3
    return 0.0


@lru_cache(maxsize=8192)
def cell_cost(words: tuple[str, ...]) -> float:
    """What it costs to take words as one header cell: ('예', '산', '액') little, ('정원', '현원') much."""
    if len(words) > 1 and "".join(words) in TERMS and not TERMS.issuperset(words):  # '추진 중'
        return 0.0
    pieces: list[tuple[str, float]] = []
    run = ""
    for word in [*words, ""]:
        if is_letter(word):
            run += word
            continue
        tail = word if run and _LETTER_AND_NOTE.match(word) else ""
        if run:
            over = len(run) == 1 and run not in _ALONE and is_label_word(word)  # '국 부서명'
            leads = (run == _WHOLE or over) and word and not tail
            pieces.append((run + tail, 0.0 if leads else _letters_cost(run + tail[:1])))
            run = ""
        if word and not tail:
            pieces.append((word, 0.0))
    cost = sum(piece[1] for piece in pieces)
    if len(pieces) == 1:
        return cost + _split_cost(pieces[0][0])
    return cost + sum(_join_cost(a[0], b[0]) for a, b in itertools.pairwise(pieces))


@lru_cache(maxsize=4096)
def header_words(line: str) -> tuple[str, ...]:
    """A header line's words; what is glued to a closed parenthesis is set free: '(이수율)과정수'.

    The last letter of a name stands with it: '이용자 수'.
    """
    words: list[str] = []
    found = words_of(line)
    for at, word in enumerate(found):
        glued = _GLUED.match(word.text)
        month = words and _YEAR_DOT.match(words[-1]) and _MONTH.match(word.text)
        alone = word.text in _MEASURES and not any(is_letter(other.text) for other in found[at + 1 : at + 2])
        measure = alone and words and not is_letter(words[-1].rpartition(" ")[2])
        if month or measure or (words and word.text == _AND_OTHERS):
            words[-1] += f" {word.text}"
        else:
            words.extend([glued[1], glued[2]] if glued else [word.text])
    return tuple(words)


@lru_cache(maxsize=1024)
def segmentations(words: tuple[str, ...]) -> Sequence[tuple[float, tuple[str, ...]]]:
    """The readings of one header line as cells, the cheapest `_KEPT` of each number of cells.

    Example:
        >>> min(segmentations(tuple("예 산 액 집 행 액 집행률(%)".split())))[1]
        ('예 산 액', '집 행 액', '집행률(%)')
    """
    best: list[dict[int, list[tuple[float, tuple[str, ...]]]]] = [{0: [(0.0, ())]}]
    for end in range(1, len(words) + 1):
        here: dict[int, list[tuple[float, tuple[str, ...]]]] = {}
        for start in range(max(0, end - _LONGEST_CELL), end):
            cost = cell_cost(words[start:end])
            if start and end - start == 2 and words[start] == words[start - 1]:
                cost = min(cost, _AGAIN)  # '금액 | 금액 점유율'
            if start:
                # '2022년 2023년 증감액': years side by side are cells of their own
                several = end - start > 1 and _YEAR.match(words[start - 1]) and _YEAR.match(words[start])
                # "'30년 '31.6월 '31년 목표" ends with one cell
                years = several and not _OF_A_YEAR.match(words[start + 1])
                cost += border_cost(words[start - 1], words[start]) + 0.6 * bool(years)
            text = " ".join(words[start:end])
            for count, before in best[start].items():
                here.setdefault(count + 1, []).extend((c + cost, (*cells, text)) for c, cells in before)
        best.append({count: sorted(found)[:_KEPT] for count, found in here.items()})
    return sorted(item for found in best[-1].values() for item in found)[:_KEPT_IN_ALL]


def merge_letters(lines: Sequence[tuple[int, str]]) -> list[tuple[int, int, str]]:
    """Lines of one letter each become one: '소', '계' -> '소 계', with first and last line number."""
    merged: list[tuple[int, int, str]] = []
    run = False
    for number, line in lines:
        text = line.strip()
        if run and is_letter(text):
            merged[-1] = (merged[-1][0], number, f"{merged[-1][2]} {text}")
        else:
            merged.append((number, number, text))
        run = is_letter(text)
    return merged


def _append(
    reading: Reading, cells: Sequence[HeadCell], lines: tuple[int, int], cost: float, *, broken: bool
) -> list[Reading]:
    """A reading with one more line: its '(A)' goes to the cell before, its first word may go on that cell.

    It likely does where it is `broken` off.
    A line of nothing but '(천원) (명) (%)', one for each cell behind the label's, says their units; so do
    several before the names under the last of the cells: '(개소) (명) 2030 2031'.
    """
    known = list(reading.cells)
    rest = list(cells)
    units = list(itertools.takewhile(lambda cell: _PARENTHESIS.match(cell.text), rest))
    under = [place for place, cell in enumerate(known) if place and cell.key not in REMARKS]
    if len(units) > 1 and len(under) >= len(units) + (len(rest) > len(units)):
        if len(units) == len(rest) < len(under):
            units = []
        for place, unit in zip(under, units, strict=False):
            known[place] = _extended(known[place], unit.text, lines)
        rest = rest[len(units) :]
        if not rest:
            return [Reading(tuple(known), reading.cost + cost)]
    while rest and known and _PARENTHESIS.match(rest[0].text):
        place = _noted(known, rest[0]) if len(rest) == 1 else -1
        known[place] = _extended(known[place], rest.pop(0).text, lines)
    rest[:1] = [cell._replace(starts_line=True) for cell in rest[:1]]
    total = reading.cost + cost
    found = [Reading((*known, *rest), total)]
    # '2031년' at the end of a line, '예산 2032년' on the next; so may the next year be, on the last line
    dated = bool(rest and known and _YEAR.match(known[-1].key) and _OF_A_YEAR.search(rest[0].key))
    chained = any(_YEAR.match(cell.key) for cell in rest[1:2]) or any(
        _YEAR_BEFORE.match(cell.key) and cell.lines[0] < cell.lines[1] for cell in known[-2:-1]
    )
    resumed = dated and (len(rest) == 1 or chained)
    alone = len(rest) == 1 or resumed or (known and known[-1].starts_line)
    if rest and known and alone:
        connected = known[-1].key.endswith(_CONNECTS) or rest[0].key in _BOUNDS  # '30년', '이상'
        joined = [*known[:-1], _extended(known[-1], rest[0].text, lines), *rest[1:]]
        # '집행', '잔액': a known word over two lines; '2023년', '결산액(A)': the year of what is under it
        word = known[-1].key + rest[0].key in TERMS
        year = resumed and (len(rest) == 1 or not known[-1].starts_line)
        broken = broken and len(rest) == 1 and rest[0].key.partition("(")[0] not in TERMS
        leads = len(rest) == 1 and known[-1].key.endswith(_LEADING_ENDS)
        dear = 0.0 if connected else 0.05 if word or broken else 0.1 if year or leads else 0.8
        if year:
            found = [Reading(found[0].cells, total + 0.5)]
        dear += 0.8 * (is_label_word(known[-1].key) and not (connected or broken))
        found.append(Reading(tuple(joined), total + dear))
        if connected:
            found = found[1:]
    return found


def _noted(cells: Sequence[HeadCell], note: HeadCell) -> int:
    """The place of the cell that a note on the next line is of: the last, or the budget for its parts."""
    budgets = [place for place, cell in enumerate(cells) if _BUDGET.search(cell.key)]
    return budgets[0] if len(budgets) == 1 and _OF_BUDGET.search(note.key) else -1


def _extended(cell: HeadCell, text: str, lines: tuple[int, int]) -> HeadCell:
    return head_cell(f"{cell.text} {text}", (cell.lines[0], lines[1]), cell.starts_line)


def streams(
    lines: Sequence[tuple[int, str]], most: int, broken: AbstractSet[int] = frozenset()
) -> list[list[Reading]]:
    """The readings of the first 1, 2, ... header lines, each the likeliest of every number of cells.

    Args:
        lines: (line number, text) of the lines that are not blank, one-letter lines already merged or not.
        most: readings of more cells than that are not looked for.
        broken: the numbers of lines that likely go on the last cell of the line before.

    Returns:
        One list a merged line: entry i holds the readings of the lines up to and with that one. Fewer
        lists than lines where all readings have too many cells.
    """
    found: list[list[Reading]] = []
    current = [Reading((), 0.0)]
    for first, last, text in merge_letters(lines):
        options = [
            (cost, [head_cell(cell, (first, last), place == 0) for place, cell in enumerate(cells)])
            for cost, cells in segmentations(header_words(text))
        ]
        following: dict[int, list[Reading]] = {}
        for reading in current:
            for cost, cells in options:
                if len(reading.cells) + len(cells) > most + 1:
                    continue
                for longer in _append(reading, cells, (first, last), cost, broken=first in broken):
                    following.setdefault(len(longer.cells), []).append(longer)
        current = [
            reading
            for group in following.values()
            for reading in sorted(group, key=lambda item: item.cost)[:_KEPT]
        ]
        current = sorted(current, key=lambda item: item.cost)[:_KEPT_IN_ALL]
        if not current:
            break
        found.append(current)
    return found
