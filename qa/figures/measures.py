"""What a figure measures: the measure that its column prints, and its unit."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from corpus.model import Fact, Path
from corpus.units import is_money
from qa.figures.fields import measure_of, own_label
from qa.understanding.query import Term, squash
from qa.understanding.words.measures import ASKS, CHANGE_MEASURES
from qa.understanding.words.rows import EXTREMES

RATE = re.compile(r"비률|%|률")  # alone, squashed, under what it is the rate of: '집행 › 비율'
THOUSANDS = re.compile(r"^[십백천만]+\s?(?=[가-힣㎡㎢])")
AREAS = frozenset(["㎡", "㎢", "ha", "평", "m²", "km²"])
PIECES = frozenset(
    ["개소", "과", "팀", "실", "국", "부", "동", "통", "반", "종", "과정", "과제", "사업", "기관", "교",
     "학급", "센터", "항목", "곳", "건", "세대", "대", "자치구", "석", "면", "점포", "필지"]
)  # fmt: skip
# what is asked for in one word and printed in several units: '몇 집', '몇 군데', '몇 번'
LIKE: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "household": frozenset(["세대", "가구", "농가", "어가", "호", "가족"]),
        "place": frozenset(
            ["개소", "곳", "개", "개교", "교", "단지", "동", "시설", "지구", "구간", "업체", "기관", "점포"]
        ),
        "building": frozenset(["채", "동", "호", "세대", "가구"]),
        "school": frozenset(["교", "개교", "학교"]),
        "kilo": frozenset(["kg", "㎞"]),
        "그루": frozenset(["그루", "주"]),
        "times": frozenset(["회", "건", "번"]),
        "분": frozenset(["명", "분"]),
        "tree": frozenset(["그루", "주", "본"]),
    }
)
OFFICE = re.compile(r"(?:[과국실팀단관원청서부]|소|센터|본부|위원회|읍|면|동)$")  # no '사서직'
OF_STAFF = re.compile(r"(?:조직|기구)(?:및?(?:인력|인원|정원))?")  # '조직 및 인력 : 7과 361명'
MEASURE_WORDS = {ask.name: tuple(squash(word) for word in ask.printed) for ask in ASKS}
PLANNED = re.compile(r"목\s*표|계\s*획|예\s*정|예\s*상|분\s*기")
SPENT = re.compile(r"집행|지출")  # names a measure; '나갔', '썼' only say that it is paid
PAID = 0.7  # how well money that was paid, and is not called so, is what was spent
SPENT_OF_RATE = ("spent", "spent_rate")  # the column ('집행률', '지출액'), innermost first
# Which printed measures answer to a more general one: '예산' may be printed as '2020 최종예산'.
KINDRED = {
    "budget": ("original_budget", "final_budget", "supplementary"),
    "spent": ("obligated",),
    "planned": ("expected", "budget"),
}  # fmt: skip


def is_change(fact: Fact) -> bool:
    """Tell whether a figure is printed as a change: '증감액', '증감률'."""
    return not CHANGE_MEASURES.isdisjoint(measures_of(fact))


def same_unit(wanted: str, unit: str) -> bool:
    """Tell whether a unit is the wanted one: '%', 'money', 'area', one of `LIKE` or a counter ('만명': 명).

    '개' is any of PIECES.
    """
    if wanted == "%":
        return "%" in unit
    if wanted == "money":
        return is_money(unit)
    unit = THOUSANDS.sub("", unit)
    if wanted in LIKE:
        return unit in LIKE[wanted]
    if wanted == "area":
        return unit in AREAS
    if wanted == "개":
        return unit == wanted or unit in PIECES or unit.removeprefix("개") in PIECES
    # '11' under '(단위 : 개)' for '몇 개 동'
    pieces = unit == "개" == wanted[:1] and wanted != "개월"
    return (
        pieces
        or unit == wanted
        or ("개" in (unit[:1], wanted[:1]) and unit.removeprefix("개") == wanted.removeprefix("개"))
    )


def same_kind(unit: str, other: str) -> bool:
    """Tell whether two units are the same, or both of money."""
    return unit == other or (is_money(unit) and is_money(other))


def counts_alike(unit: str, other: str) -> bool:
    """Tell whether two units are the same, or pieces of which one is told more closely: '개' and '개동'."""
    return unit == other or (unit[:1] == other[:1] == "개" and "개" in (unit, other))


def in_units(units: Sequence[str], unit: str) -> bool:
    """Tell whether a unit is one of those wanted, or any where none is."""
    return not units or any(same_unit(wanted, unit) for wanted in units)


def may_be_in(unit: str, fact: Fact) -> bool:
    """Tell whether a figure is in a unit that is asked for; tables of counts or scores may print none."""
    unprinted = not fact.unit and fact.table is not None and unit not in ("money", "%")
    return same_unit(unit, fact.unit) or unprinted


def measure_fit(term: Term, fact: Fact) -> float:
    """How well a fact's column (or row) prints the measure that a term asks for."""
    if term.measure in EXTREMES:
        return float(any(word in label for label in fact.row for word in EXTREMES[term.measure]))
    printed = measures_of(fact)
    if term.measure in printed:
        # ('집행률', '원인행위') is an obligated one, but first of all a rate, and no '지출액'
        return 1.0 if printed[0] == term.measure else 0.9
    if measure_of(own_label(fact.column)) == term.measure:  # '실적(집행)' is a result too
        return 0.9
    if any(kin in printed for kin in KINDRED.get(term.measure, ())):
        return 0.8
    if term.measure == "spent" and not (printed or SPENT.search(term.text)) and _is_paid(fact):
        return PAID
    flat = squash("/".join((*fact.column, *fact.row, fact.caption)))
    return 0.6 if not printed and any(word in flat for word in term.words) else 0.0


def _is_paid(fact: Fact) -> bool:
    """Tell whether prose tells an amount as what was done: '납세자 시상: 12명, 600천원' under 추진실적."""
    done = any("실적" in heading for heading in fact.section[-1:])
    return fact.table is None and done and is_money(fact.unit) and not fact.column


def tells_people(named: Collection[str], fact: Fact) -> float:
    """1 for the people of an office that is named, or of the report's: '인사과 : 41명', '조직 : 353명'."""
    label = squash(fact.row[-1]) if fact.row else ""
    of_office = (label in named and OFFICE.search(label)) or OF_STAFF.fullmatch(label)
    return float(bool(label and of_office and fact.unit == "명" and not fact.column))


def measure_key(fact: Fact) -> tuple[Path, Path, str]:
    """What tells a fact's measure: its column alone where that prints one, else its row and caption too."""
    return (fact.column, fact.row, fact.caption) if not _printed(fact.column, ()) else (fact.column, (), "")


def measures_of(fact: Fact) -> tuple[str, ...]:
    """The measures that a fact's column path prints, innermost first; else that of its row label."""
    return _printed(fact.column, fact.row[-1:])


@lru_cache(maxsize=65536)
def _printed(column: Path, own: Path) -> tuple[str, ...]:
    if column[1:] and RATE.fullmatch(squash(column[-1])) and (rate := measure_of(f"{column[-2]}률")):
        return (rate,)
    printed = tuple(dict.fromkeys(m for label in reversed(column) if (m := measure_of(label))))
    if not printed and own and (measure := measure_of(own[0])):
        return (measure,)
    # ('집행률', '원인행위'), ('집행률', '지출액') are rates of these; ('증감', '증감률') a rate alone
    return printed if printed[:1] == ("obligated",) or printed == SPENT_OF_RATE else printed[:1]


@lru_cache(maxsize=16384)
def less_measure(label: str, measure: str) -> str:
    """What a label (squashed) says besides its measure and its year: '임기제' of '임기제정원'."""
    return re.sub("|".join((*MEASURE_WORDS[measure], r"\d+년?")), "", label)


@lru_cache(maxsize=16384)
def is_planned(caption: str, column: Path, in_prose: bool) -> bool:
    """Tell whether a figure is of a target or plan; '계획 대비 80%' in a sentence is of what was done."""
    columns = (label for label in column if not (in_prose and label.endswith("대비")))
    return PLANNED.search("/".join((caption, *columns))) is not None
