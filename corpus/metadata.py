"""What a document says about itself on its first page: title, agency, department and date."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import PurePath

from corpus.dates import find_as_of, find_dates, find_year
from corpus.joining import squeeze
from corpus.markers import read_mark
from corpus.model import Metadata

_READ = 5000  # lines in which the document's own words are sought
_TITLE = 60  # characters of a line that may be an office over a chart
_FIRST_PAGE = 40  # lines with text that may be a title page
_TITLE_WORDS = re.compile(
    r"업무보고|업무계획|추진실적|추진계획|운영계획|사업계획|실적보고|결과보고|현황보고|성과보고|시행계획|업무현황|업무추진"
    r"|사업명세서|예산명세서|예산서|예산안|예산개요|결산서|결산개요|재정공시|결산공시|공통공시|성과계획서|백서|통계연보"
    r"|검토보고|처리결과|조치결과|추진상황"
)
# '보고는 다음과 같습니다.', '업무추진비 | 5 | 5 |': a line of text, and a row of a table
_NO_TITLE = re.compile(r"[|\t]|[.다요]$|\d[\d,]*\s+\d|[:：]")
_NAMED = re.compile(r"[가-힣]{2}")
# 한빛광역시 새별구, 한빛광역시교육청, 가온도 나래시
_FULL_AGENCY = re.compile(
    r"(?:[가-힣]{2}(?:특별자치시|특별자치도|특별시|광역시)|(?<![가-힣])[가-힣]{2,3}도(?=\s?[가-힣]{2,3}[시군](?![가-힣])|교육청|\s?[가-힣]{2,3}교육지원청))"
    r"(?:교육청|\s?[가-힣]{2,3}교육지원청|\s?[가-힣]{1,4}[시군구](?![가-힣]))?"
)
# 도담시는, 도담시의회, 도담시청: not 상시, 참석시, 자치구; '전통시장' is no mayor
_SHORT_AGENCY = re.compile(
    r"(?<![가-힣])(?!자치구|시군구|[가-힣]{1,2}(?:인구|가구|기구|지구|연구|요구|선거구))([가-힣]{2,3}[시군구])"
    r"(?=(?:의회(?:사무[국과])?|보건소|청|민|(?<!시)장)(?![가-힣])|(?<!군)는\s|(?<=군)은\s|의\s|에서)"
)
_AGENCY_WORD = re.compile(r"[가-힣]{2,10}(?:시|도|군|구|청)")
_CITY = re.compile(r"[가-힣]{2,7}[시군구]")
_OFFICE = re.compile(
    r"(?:보건소|도서관)|[가-힣]{1,12}(?:국|실|과|본부|사업소|개발원|연구원|센터|담당관|추진단|기획관|교육지원청|보건소|도서관)"
)
# '공무원 정원', '추진 결과', '유관기관': no office, though they end like one
_NO_OFFICE = re.compile(
    r"(?:[정현인직결의회위증감민지자공]원|[결성효경초부]과|[기소주유이]관|[교사현내부]실|[전외한중]국|[수진중집무하상]단)$"
)
_PARTICLE = re.compile(r"[가-힣](?:은|는|을|를|에|의)$")
_SETTLED = re.compile(r"(?<!\d)((?:19|20)\d{2})\s?(?:회계\s?연도|년도?\s?(?:세입\s?세출\s?)?결산)")
# a line that is only the year of the title below it
_YEAR_LINE = re.compile(r"(?:19|20)\d{2}\s?(?:회계\s?연도|학년도)")
_PROVINCES = {
    "서울": "서울특별시", "부산": "부산광역시", "대구": "대구광역시", "인천": "인천광역시",
    "광주": "광주광역시", "대전": "대전광역시", "울산": "울산광역시", "세종": "세종특별자치시",
    "경기": "경기도", "강원": "강원특별자치도", "충북": "충청북도", "충남": "충청남도",
    "전북": "전북특별자치도", "전남": "전라남도", "경북": "경상북도", "경남": "경상남도",
    "제주": "제주특별자치도",
}  # fmt: skip
# a part of a file's name that is an agency: '부산북구', '나래군청', '서울시', '가온교육지원청'
_NAME_PART = re.compile(
    rf"(?P<province>{'|'.join(_PROVINCES)})?(?P<rest>(?!(?:시|군|구)+$)[가-힣]{{1,4}}[시군구](?=청?$|의회$|보건소$))?"
    r"(?P<body>청|의회|보건소)?"
)
_NAME_BODY = re.compile(r"[가-힣]{2,12}(?:특별자치시|특별자치도|특별시|광역시|교육청|교육지원청|공단|공사)")
# no city though they end like one: 전시, 공시, 인구, 연구
_NO_CITY = re.compile(
    r"(?:[전일상임표게고공실지수즉동도제개]시|[인연기요지청가도입출창]구|선거구|투표구|구군|시군|[학장]군)$"
)
# an office that is an agency of its own
_OWN_AGENCY = re.compile(r"[가-힣]+(?:교육지원청|교육청|공단|공사|재단)")
_REPORT = "주요업무보고"
_ROMAN_RANK = ("roman", "decimal")
_RIVALS = 1  # agencies named as often as the one that is named most
_PRECISE = ("day", "month", "quarter", "half")  # what tells to which day a report counts


def guess_metadata(lines: Sequence[str], name: str) -> Metadata:
    """Reads what a document is from its title page, its captions and its own words.

    Args:
        lines: the raw lines of the file.
        name: the file's name, the title where the text has none.
    """
    lines = lines[:_READ]
    page = _first_page(lines)
    year = next((year for line in page if len(line) <= 40 and (year := find_year(line))), None)
    as_of = _as_of(page, lines, year) or _as_of(page, lines, _usual_year(lines))
    title = _title(page)
    settled = _SETTLED.search(title)
    if settled and as_of and int(settled[1]) == as_of.year - 1:
        as_of = None  # its figures are of the year that is settled, not of the day of the report
    department = _department(page, lines)
    stem = PurePath(name).stem
    own = department if _OWN_AGENCY.fullmatch(department) else ""
    agency = _agency(page, lines) or own or _agency_of_name(stem)
    if title and all(len(word) == 1 for word in title.split()):  # '사 업 명 세 서'
        title = "".join(title.split())
    if not title and (department or agency) and not _NAMED.search(stem):
        title = _REPORT
    if not title:
        return Metadata(stem, agency, department, as_of)
    spoken = year or (as_of.year if as_of else _year_of_name(stem))
    missing = [f"{spoken}년"] if spoken and str(spoken) not in title and not find_year(title) else []
    if department and squeeze(department) not in squeeze(title):
        missing.append(department)
    return Metadata(" ".join([*missing, title]), agency, department, as_of)


def _first_page(lines: Sequence[str]) -> list[str]:
    """Gives the lines before the first chapter, without '#', at most a page of them."""
    page: list[str] = []
    for line in lines[: 5 * _FIRST_PAGE]:
        if not line.strip():
            continue
        mark = read_mark(line)
        if mark.style in _ROMAN_RANK or len(page) == _FIRST_PAGE:
            break
        page.append(mark.text if mark.style == "markdown" else line.strip())
    return page


def _is_title(line: str) -> bool:
    if len(line) > 40 or _NO_TITLE.search(line) or read_mark(line).style:
        return False
    return bool(_TITLE_WORDS.search(squeeze(line)))


def _title(page: Sequence[str]) -> str:
    """The title of a title page, with the year that stands alone on the line above it; '' for none."""
    place = next((n for n, line in enumerate(page) if _is_title(line)), None)
    if place is None:
        return ""
    dated = place > 0 and not find_year(page[place]) and _YEAR_LINE.fullmatch(page[place - 1])
    return f"{page[place - 1]} {page[place]}" if dated else page[place]


def _usual_year(lines: Sequence[str]) -> int | None:
    """The year of which the dates in the text speak most."""
    counts: Counter[int] = Counter()
    for line in lines:
        if re.search(r"['’‘]\d|20\d", line):
            counts.update(mention.last.year for mention in find_dates(line[:400]) if mention.last)
    return counts.most_common(1)[0][0] if counts else None


def _as_of(page: Sequence[str], lines: Sequence[str], year: int | None) -> dt.date | None:
    """The day to which most captions count their figures, else the date on the title page."""
    counts: Counter[dt.date] = Counter()
    for line in lines:
        if "기준" in line or "현재" in line:
            date = find_as_of(line[:400], year)
            if date and (year is None or abs(date.year - year) <= 1):
                counts[date] += 1
    if counts:
        return max(counts, key=lambda date: (counts[date], date))
    told = [mention for line in page if len(line) <= 20 for mention in find_dates(line) if mention.last]
    # '2025년 업무보고' above '2025. 2.': the nearer one; a year alone tells no day
    return next((mention.last for kind in _PRECISE for mention in told if mention.precision == kind), None)


def _department(page: Sequence[str], lines: Sequence[str]) -> str:
    """The office that stands alone on a line of the first page, else that opens the chart of posts."""
    for line in page:
        words = line.split()
        if len(words) > 1 and (_AGENCY_WORD.fullmatch(words[0]) or _TITLE_WORDS.search(words[0])):
            words = words[1:]
        name = "".join(words)
        said = any(_PARTICLE.search(word) for word in words[:-1])  # 군은 문화센터 운영과
        if _OFFICE.fullmatch(name) and not (said or _TITLE_WORDS.search(name) or _NO_OFFICE.search(name)):
            return name
    for line in [line for line in lines if line.strip()][:30]:
        # '총 무 과 - (4)개팀'; '정 원 - 21명' is none
        found = re.match(
            r"\s*(?![정현인직결]\s*원)((?:[가-힣] {0,6}){1,10}[국실과원관단])\s*(?:$|[-―(])", line[:_TITLE]
        )
        words = found[1].split() if found and len(line) <= _TITLE else []
        name = "".join(words)
        spread = len(words) <= 2 or all(len(word) == 1 for word in words)
        if name and spread and not _NO_OFFICE.search(name):
            return name
    return ""


def _agency(page: Sequence[str], lines: Sequence[str]) -> str:
    """The city, district or education office that the first page names, else the one named most."""
    for line in page:
        words = line.split()
        if len(words) > 1 and _AGENCY_WORD.fullmatch(words[0]) and _OFFICE.fullmatch("".join(words[1:])):
            return words[0]
    for above, line in pairwise(page):  # '달 솔 군' over '농업기술센터'
        if _CITY.fullmatch(squeeze(above)) and _OFFICE.fullmatch(squeeze(line)):
            words = above.split()
            return " ".join(words) if any(word[1:] for word in words) else "".join(words)
    for pattern in (_FULL_AGENCY, _SHORT_AGENCY):
        for part in (page, lines):
            names = Counter(
                re.sub(r"\s+", " ", found.group()) for line in part for found in pattern.finditer(line[:2000])
            )
            best = max(names, key=lambda name: (names[name], len(name)), default="")
            rivals = [name for name in names if names[name] == names.get(best) and name not in best]
            if len(rivals) > _RIVALS:  # a text about several
                continue
            if best and (part is page or pattern is _SHORT_AGENCY or names[best] > 1):
                return best
    return ""


def _agency_of_name(stem: str) -> str:
    """The agency that a file's name tells: '2024_부산북구_업무보고' -> '부산광역시 북구'; '' for none."""
    for part in re.split(r"[^가-힣]+", stem):
        if _NAME_BODY.fullmatch(part):
            return part
        found = _NAME_PART.fullmatch(part)
        if not found or not (found["rest"] or found["province"]) or _NO_CITY.search(found["rest"] or ""):
            continue
        province, rest = _PROVINCES.get(found["province"] or "", ""), found["rest"] or ""
        if rest and rest not in {"시", "도"}:
            return f"{province} {rest}".strip()
        if province:
            return province
    return ""


def _year_of_name(stem: str) -> int | None:
    """The one year that a file's name tells: '교육청_2031예산' -> 2031; None for none or several."""
    years = set(re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", stem))
    return int(years.pop()) if len(years) == 1 else None
