"""The offices that a document names in its chart or table of duties: teams, what each does, how many people.

Reports print them as a table ('팀 | 담당 업무'), as names with their duties behind or under it ('농정과 :
농지', '[축산과] 가축 방역'), as columns (names in one row, duties under them; see `office_duties`), and as
a chart whose names stand on one line and whose duties follow in lists (see `office_charts`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from corpus.model import Lines, Path

KINDS = (
    "담당관|센터|본부|과|팀|실|국|관|(?:사업|보건|보건지|연구|출장|관리|상담|검사|시험|사무)소|지소|분소|"
    "(?:지원|추진|사업|기획|운영|관리|조사)단|(?:연구|교육|수련|기록|개발|의료|진흥|복지|휴양|보육)원"
)
WORD = r"[가-힣A-Za-z0-9·‧ㆍ․]"
FIRST = r"[가-힣A-Za-z]"
NAME = re.compile(rf"{FIRST}{WORD}{{0,11}}?(?:{KINDS})")
_SPLIT = re.compile(r"(?:^|\s)(?:[○◦ㅇ●❍·•▪](?=\s)|[-–](?=\s)|[①-⑳])\s*|<br\s*/?>|\n")
TAGS = re.compile(r"<[^>]*>")
LEAD = re.compile(r"^(?:[^\w]|[\dㅁㅇ]|[가나다라마바사아자차카타파하][.)]|_)+")
HANGUL = re.compile(r"[가-힣]{2}")


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that an office does, as written, and its lines."""

    text: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class Office:
    """A team or department: its name (white space removed), the office above it ('' for the document's own).

    `lines` are those of its name; `staff` is how many people it has as written ('7팀 78명'), on
    `staff_lines`.
    """

    name: str
    lines: Lines
    above: str = ""
    duties: tuple[Duty, ...] = ()
    staff: str = ""
    staff_lines: Lines | None = None
    section: Path = ()


def flat(text: str) -> str:
    """A text without tags and white space."""
    return re.sub(r"\s+", "", TAGS.sub(" ", text))


def is_name(text: str) -> bool:
    """Tell whether a text names an office, with a note behind or not: '농 정 과', '농정과(3팀)'."""
    return bool(NAME.fullmatch(bare(text)))


def bare(text: str) -> str:
    """A name without white space and what stands in parentheses behind it."""
    return re.sub(r"[(（].*", "", flat(text))


def duties_in(text: str, lines: Lines) -> list[Duty]:
    """The duties that a cell or a line lists, one a bullet; the whole text where it has no bullets."""
    parts = [" ".join(part.split()) for part in _SPLIT.split(TAGS.sub("\n", text))]
    return [Duty(part, lines) for part in parts if HANGUL.search(part) or len(part) > 1]


def merged(found: Iterable[Office]) -> list[Office]:
    """Offices of one name and place as one: what each tells of duties, staff and the office above."""
    kept: list[Office] = []
    for one in found:
        place = next((n for n, old in enumerate(kept) if _is_same(old, one)), None)
        if place is None:
            kept.append(one)
            continue
        old = kept[place]
        kept[place] = replace(
            old,
            above=old.above or one.above,
            duties=old.duties or one.duties,
            staff=old.staff or one.staff,
            staff_lines=old.staff_lines or one.staff_lines,
        )
    return kept


def _is_same(one: Office, other: Office) -> bool:
    return one.name == other.name and (not one.above or not other.above or one.above == other.above)
