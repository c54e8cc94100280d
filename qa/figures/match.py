"""How well a fact fits a question: its labels, its year and unit, what speaks against it."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.dates import find_year
from corpus.figures import parse_figures
from corpus.model import Fact, Path
from qa.figures.ahead import asks_done, is_ahead
from qa.figures.alike import Alike, Floats
from qa.figures.explained import totals
from qa.figures.fields import (
    TOTALS,
    bigrams,
    contained,
    explain,
    is_short_for,
    letters,
    letters_of,
    measure_of,
    member_of,
    own_label,
)
from qa.figures.measures import PLANNED, is_planned, less_measure, measures_of, same_unit
from qa.figures.weighing import FEATURES, among, asked_measures
from qa.understanding.labels import row_label, ways_to_say
from qa.understanding.query import Query, squash
from qa.understanding.words.measures import CHANGE_MEASURES
from qa.understanding.words.rows import EXTREMES

if TYPE_CHECKING:
    from qa.understanding.catalog import Catalog

# said of a thing only where it is asked for: the average is not the number
SECONDARY = frozenset(
    ["spent", "spent_rate", "collected", "collected_rate", "obligated", "expected", "change", "change_rate"]
)
OF_OFFICE = re.compile(r"\(([^()]*[가-힣](?:과|팀|실|소|원|센터|지소))\)\s*$")
CHANGED = re.compile(r"증\s?감|대비")
YEAR_TOLD = re.compile(r"\d\d\s*년|['’‘]\d\d|(?:19|20)\d\d")
YEAR_ALONE = re.compile(r"(?:19|20)?\d\d년?도?")
DONE = re.compile(r"[했됐]|되었|하였")
OF_MONTH_ASKED = -1.5
OF_YEAR_ASKED = -0.8  # for a plan of the very year that is asked for
STAFF = frozenset(["quota", "staff", "shortage"])
OF_STAFF = re.compile(r"조직|인력|기구|직원|[정현]\s?원")
OF_YEARS = 0.5  # what a column '계' beside those of years is further from a year that is asked for
OTHER_PIECES = 0.5
PART_OF_NAME = 0.75  # what '긴급지원' is worth as the label for '긴급지원금'
FOR_EACH = re.compile(r"^(?:1인|1?[가-힣]{1,3})당\s")
FOR_EACH_ASKED = re.compile(r"당(?![가-힣]{2})|1인|(?<![가-힣])한\s|씩|마다|단가|꼴|까지|한도|최대")
PLACES = "시군구읍면동리"
FIRSTS = [word for words in EXTREMES.values() for word in words]
# '주민이 제일 적은 동은'
OF_KIND_RANKED = re.compile(rf"(?:가장|제일|젤)\s[가-힣]+\s[가-힣]{{0,4}}?([{PLACES}])(?=[은는이가]|\s|[?])")
# one is never the other: a figure of 세입 answers no question about 세출
CONTRASTS = (
    ("세입", "세출"), ("국내", "국외"), ("상반기", "하반기"), ("1분기", "2분기", "3분기", "4분기"),
    ("국비", "시비", "도비", "구비"), ("남성", "여성"), ("승소", "패소"), ("일반회계", "특별회계"),
    ("유치원", "초등", "중학", "고등학"), ("중앙", "지방"), ("유료", "무료"), ("정규", "임시"),
)  # fmt: skip


class Matcher:
    """Gives the features of facts for one question.

    Args:
        query: the question.
        metadata: of each document, by name.
    """

    def __init__(self, query: Query, metadata: Catalog) -> None:
        self.query = query
        self._metadata = metadata
        # what is said, and what is printed for it: '기간을 정해 뽑는' -> 임기제
        printed = (word for term in query.terms if not term.measure for word in (*term.words, *term.meant))
        self._asked = "/".join((squash(query.said), *printed))
        # '개발' is not said with '인재개발원'
        names = [term.words[0] for term in query.terms if metadata.named(term.words[0])]
        self._asked_things = (
            re.sub("|".join(map(re.escape, names)), "/", self._asked) if names else self._asked
        )
        self._asked_letters = letters(self._asked)
        self._measures = frozenset(query.measures)
        self._asks_change = not self._measures.isdisjoint(CHANGE_MEASURES)
        self._said = frozenset(word for term in query.terms for word in term.words)
        self._whole = [term.words[0] for term in query.terms if not term.measure]

    def features(self, facts: Alike, explained: Floats, rank: Floats) -> Floats:
        """The features of each fact, shape [facts, features]; `rank` is the search score in 0..1."""
        asked = asked_measures(self.query)
        nothing = np.zeros(len(facts.facts), dtype=np.float32)
        columns = {
            **among(self.query, facts, explained),
            "own_label": self._own_labels(facts),
            "column_label": facts.each(self._column_label, "column"),
            "year": self._years(facts),
            "unit": facts.each(self._unit, "unit"),
            "measure": _measure(explained[:, asked])
            if asked.any()
            else facts.once("first told", lambda: facts.each(_first_told, "measure")),
            # where none is asked for, a total is the likelier default
            "total": (1.0 if self._wants_total else 0.4) * totals(facts),
            "as_of": facts.each(self._as_of, "as_of") if self.query.months else nothing,
            "plan": facts.each(self._plan, "caption", "column", "year")
            - (facts.each(is_ahead, "section") if asks_done(self.query.text) else nothing),
            "confidence": facts.once(
                "confidence", lambda: np.array([fact.confidence for fact in facts.facts], dtype=np.float32)
            ),
            "rank": rank,
            "contrast": self._contrast(facts),
            "denied": facts.each(self._denied, "row") if self.query.denied else nothing,
            "stated": self._stated(facts) if self._given else nothing,
            "done": self._done(facts),
        }
        return np.stack([np.asarray(columns[name], dtype=np.float32) for name in FEATURES], axis=1)

    def _own_labels(self, facts: Alike) -> NDArray[np.float64]:
        """How each fact's own label is of what is asked, [facts]; '가구당 30만원' is of each alone."""
        found = facts.each(self._own_label, "row")
        if self._agencies:
            only = facts.each(self._is_name_of_agency, "row", "document")
            found = np.where(only > 0, 0.0, found)
        if FOR_EACH_ASKED.search(self.query.text):
            return found
        each = facts.once("for each", lambda: np.array(list(map(_is_for_each, facts.facts)), dtype=np.bool_))
        return np.where(each, -0.5, found)

    def _own_label(self, fact: Fact) -> float:
        own = row_label(fact.row)
        if own.label in TOTALS and fact.row[1:] and squash(fact.row[-2]) in self._said:
            return 1.0  # '시설팀 › 소계' is that of 시설팀
        if not own.label or own.label in TOTALS:
            return 0.5
        if own.qualifiers and any(word not in self._asked for word in own.qualifiers):
            return -0.5
        if self._of_staff and own.measure in STAFF and fact.row[1:] and not OF_STAFF.search(fact.row[-2]):
            return -0.5  # '어린이집 › 정원' is none of the office's
        known = 0.0
        if not self._asked_letters.isdisjoint(own.letters):
            known = max(self._called(own.label), self._words_asked(fact.row[-1]))
        if known == 1 and any(own.label in word and own.label != word for word in self._whole):
            known = 1 if any(is_short_for((own.label,), word) for word in self._whole) else PART_OF_NAME
        if known and self._is_of_office(fact.row[-1]):
            known *= PART_OF_NAME
        return known or 0.3 * (own.measure in self._measures)

    def _is_name_of_agency(self, fact: Fact) -> bool:
        """Tell whether a row is said only with the name of the report's agency: '달무리' with '달무리도'."""
        label = squash(fact.row[-1]) if fact.row else ""
        if len(label) < 2 or label[:2] not in self._agencies_begin:
            return False
        longer = [name for name in self._agencies if name != label and name.startswith(label)]
        if not any(fact.document in self._metadata.named(name) for name in longer):
            return False
        return label not in re.sub("|".join(map(re.escape, longer)), "/", self._asked)

    @cached_property
    def _agencies(self) -> list[str]:
        """The names of agencies and departments that the question says."""
        return [squash(match[0]) for match in self._metadata.names.finditer(self.query.said)]

    @cached_property
    def _agencies_begin(self) -> frozenset[str]:
        return frozenset(name[:2] for name in self._agencies)

    def _called(self, label: str) -> float:
        """How much of a label the question says; one letter ('중') is said as a word, not in another one."""
        return contained(label, self._asked) if len(label) > 1 else float(label in self._said)

    def _is_of_office(self, label: str) -> bool:
        """Tell a part that is of one office ('행정운영경비(총무과)'), where the question does not name it."""
        office = OF_OFFICE.search(label)
        return office is not None and squash(office[1]) not in self._asked

    def _words_asked(self, label: str) -> float:
        """Share of a label's words that the question says, in these words or others: '조직·인력'.

        Of long words and short ones ('공무원주택자금상환 수입') no more than twice the letters of those.
        """
        words = ways_to_say(label)
        told = [some[0] for some in words if any(one in self._asked_things for one in some)]
        if not told:
            return 0.0
        letters_told = sum(map(len, told)) / sum(len(some[0]) for some in words)
        return min(len(told) / len(words), 2 * letters_told)

    def _column_label(self, fact: Fact) -> float:
        label = squash(own_label(fact.column))
        if not label or label in TOTALS:
            return 0.5
        if fact.year in self.query.years and YEAR_ALONE.fullmatch(label):
            return 1.0  # '2031' for '31년'
        measure = measure_of(label)
        if not measure or (len(label) > 2 and label in self._asked):
            return self._called(label)
        # '임기제 정원' and '전체 정원' print one measure of different things
        rest = less_measure(label, measure)
        return 0.5 if not rest else 0.3 + 0.4 * contained(rest, self._asked)

    def _contrast(self, facts: Alike) -> Floats:
        """-1 for each group of CONTRASTS of which a fact is another member than the question says; [facts].

        Its row tells which it is, else its column, its caption, or the headings.
        """
        if not self._contrasts:
            return -self._other_ranks(facts)
        told = facts.each(lambda fact: self._against(fact.row), "row")
        for more in (
            facts.each(lambda fact: self._against(fact.column), "column"),
            facts.each(lambda fact: self._against((fact.caption,)), "caption"),
            facts.each(lambda fact: self._against(fact.section), "section"),
        ):
            told = np.where(np.isnan(told), more, told)
        against: Floats = np.nan_to_num(told).sum(axis=1).astype(np.float32)
        return -against - self._other_ranks(facts)

    def _other_ranks(self, facts: Alike) -> Floats:
        """1 for each first of a rank of another kind than is asked for: '최소 : 새터구' for a 동; [facts]."""
        kind = OF_KIND_RANKED.search(self.query.text) if self.query.operation in EXTREMES else None
        if kind is None:
            return np.zeros(len(facts.facts), dtype=np.float32)

        def other(fact: Fact) -> float:
            first = len(fact.row) > 1 and any(word in fact.row[-2] for word in FIRSTS)
            own = squash(own_label(fact.row))[-1:]
            return float(first and own in PLACES and own != kind[1])

        return facts.each(other, "row").astype(np.float32)

    def _against(self, labels: Path) -> list[float]:
        """For each of the contrasts: 1 where labels tell another member, 0 for one said, NaN for none."""
        told = [(member_of(group, labels[::-1]), others) for group, others in self._contrasts]
        return [np.nan if member is None else float(member in others) for member, others in told]

    @cached_property
    def _contrasts(self) -> list[tuple[tuple[str, ...], frozenset[str]]]:
        """The groups of which the question says some members, each with the others."""
        said = [(group, {word for word in group if word in self._asked}) for group in CONTRASTS]
        return [(group, frozenset(group) - mine) for group, mine in said if mine]

    def _denied(self, fact: Fact) -> float:
        """-1 for a row that the question names to be left out: '공무직 아닌'."""
        row = squash("/".join(fact.row))
        return -max(explain(term, row) for term in self.query.denied)

    def _done(self, facts: Alike) -> NDArray[np.float64]:
        """How much of what is done or described the labels of each fact name, shape [facts].

        '몇 명 다쳤어' is of the row '부상'.
        """
        done, meant = self.query.actions, self.query.meant
        if not done and not meant:
            return np.zeros(len(facts.facts))
        printed = (word for one in meant for word in one.words)
        wanted = frozenset[str]().union(*map(letters_of, done), *map(bigrams, printed))

        def named(labels: str) -> float:
            if wanted.isdisjoint(letters(labels)):
                return 0.0
            share = sum(explain(term, labels) for term in done) / max(len(done), 1)
            return share + max((contained(word, labels) for one in meant for word in one.words), default=0.0)

        fields = (
            facts.each(lambda fact: named(squash(fact.row[-1] if fact.row else "")), "row"),
            facts.each(lambda fact: named(squash("/".join(fact.column))), "column"),
            facts.each(lambda fact: named(squash(fact.caption)), "caption"),
        )
        told: NDArray[np.float64] = np.maximum.reduce(fields)
        return told

    @cached_property
    def _given(self) -> frozenset[tuple[Decimal, str]]:
        """The figures that the question states itself: '2,959명 중 여성은 몇 명'.

        None where they are what is asked about, or a whole.
        """
        if self.query.value or self.query.operation in ("share", "complement", "per_head"):
            return frozenset()
        return frozenset(
            (figure.value, figure.unit) for figure in parse_figures(self.query.text) if figure.unit
        )

    def _stated(self, facts: Alike) -> list[float]:
        """-1 for each figure that the question states itself, [facts]."""
        units = {unit for _, unit in self._given}
        return [-float(fact.unit in units and (fact.value, fact.unit) in self._given) for fact in facts.facts]

    def _plan(self, fact: Fact) -> float:
        """-1 for a target or plan that is not asked for: '2023년 목표 30대' is no number of cars."""
        if self._asks_plan or not is_planned(fact.caption, fact.column, fact.cell is None):
            return 0.0
        if self.query.months:  # '2021년 1월': what is there then, not what is to be in that year
            return OF_MONTH_ASKED
        # what a report says of its own year is often a plan yet; '몇 명을 선발했나' asks for none
        return OF_YEAR_ASKED if fact.year in self.query.years and not DONE.search(self.query.text) else -1.0

    @cached_property
    def _asks_plan(self) -> bool:
        return PLANNED.search(self.query.text) is not None

    @cached_property
    def _of_staff(self) -> bool:
        """Whether nothing but the people of offices is asked for: '총무과와 재무과의 정원과 현원'."""
        named = [term for term in self.query.terms if not term.measure]
        return (
            bool(self._measures)
            and self._measures <= STAFF
            and all(self._metadata.named(term.words[0]) for term in named)
        )

    @cached_property
    def _wants_total(self) -> bool:
        """Whether a total is asked for, in words or because nothing but the agency is named."""
        named = [term for term in self.query.terms if not term.measure]
        return "total" in self._measures or all(term.words[0] in self._metadata.labels for term in named)

    def _years(self, facts: Alike) -> NDArray[np.float64]:
        """How well the year of each fact fits, [facts]; the total of several years is of none of them."""
        found = facts.each(self._year, "document", "year", "column")
        if not self.query.years or self._wants_total:
            return found
        total = facts.each(lambda fact: float(squash(own_label(fact.column)) in TOTALS), "column") > 0
        if not total.any():
            return found
        dated = facts.each(lambda fact: float(bool(fact.column and find_year(fact.column[-1]))), "column")
        firsts, rows = facts.groups("line")
        years = np.zeros(len(firsts))
        np.add.at(years, rows, dated)
        return np.where(total & (years[rows] > 1), found - OF_YEARS, found)

    def _year(self, fact: Fact) -> float:
        value = self._plain_year(fact)
        if (
            self._asks_change
            and fact.column
            and CHANGED.search(fact.column[-1])
            and not YEAR_TOLD.search("".join(fact.column))
        ):
            return max(value, 0.3)  # '증감' between the years that stand before it
        return value

    def _plain_year(self, fact: Fact) -> float:
        own = self._metadata[fact.document].year
        year = fact.year or own
        if self.query.years:
            if year in self.query.years:
                return 1.0
            # the report of the year that is asked for speaks of other years too
            of_report = own in self.query.years and (self.query.of_report or not fact.column)
            # a budget of a year is told the year before
            of_report |= year == own and find_year(self._metadata[fact.document].title) in self.query.years
            return 0.0 if year is None or of_report else -1.0
        if self.query.relative_years and own and year:
            return 1.0 if year - own in self.query.relative_years else 0.0
        return 0.3 if year == own else -0.3

    def _unit(self, fact: Fact) -> float:
        if not self.query.units or not fact.unit:
            return 0.0
        # '통이랑 반이 몇 개': the thing that is counted is the unit
        if any(fact.unit == term.text for term in self.query.terms):
            return 1.0
        return max(_unit_fit(wanted, fact.unit) for wanted in self.query.units)

    def _as_of(self, fact: Fact) -> float:
        return float(fact.as_of is not None and fact.as_of.month in self.query.months)


def _is_for_each(fact: Fact) -> bool:
    """Tell whether a figure of prose is said of each alone: '가구당 30만원'."""
    return fact.table is None and FOR_EACH.search(fact.text) is not None


def _unit_fit(wanted: str, unit: str) -> float:
    """1 for the unit that is asked for, less for other pieces where '몇 개' is, below 0 for no such one."""
    if wanted == "개" != unit:
        return OTHER_PIECES if same_unit(wanted, unit) else -0.5
    return 1.0 if same_unit(wanted, unit) else -0.5


def _first_told(fact: Fact) -> float:
    """What a fact is worth where no measure is asked for: the amount itself before what became of it.

    '총무과 사업비는 얼마': 예산현액, not 집행액, 집행률 or 증감액 of the same row.
    """
    return 0.5 if SECONDARY.isdisjoint(measures_of(fact)) else 0.25


def _measure(explained: Floats) -> Floats:
    """How well the asked measures are met, shape [facts]: the best one, a little more for several."""
    met: Floats = 0.9 * explained.max(axis=1) + 0.1 * explained.mean(axis=1)
    return met
