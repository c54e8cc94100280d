"""How well a fact fits a question: each term of the question explained by the fact's labels.

Every fact has five fields: its own row label, the labels above it, its column path, the caption with
the headings, and the document's name. A term is explained by the field that holds it best. The score is
a weighted sum of features (`FEATURES`), so that the weights can be learnt.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.dates import find_year
from corpus.figures import parse_figures
from corpus.model import Fact, Path
from qa.understanding.query import Query, Term, squash
from qa.understanding.words.measures import ASKS, CHANGE_MEASURES
from qa.understanding.words.rows import EXTREMES

if TYPE_CHECKING:
    from qa.understanding.catalog import Catalog
from qa.figures.alike import Alike
from qa.figures.fields import (
    TOTALS,
    Field,
    above_field,
    bare,
    bigrams,
    column_field,
    contained,
    document_field,
    explain,
    figure_letters,
    fits,
    is_short_for,
    letters,
    letters_of,
    measure_of,
    member_of,
    own_field,
    own_label,
    text_field,
)
from qa.figures.measures import measure_fit, measures_of, same_unit, tells_people
from qa.understanding.labels import row_label, ways_to_say

Floats = NDArray[np.float32]
# own, above, column, caption, headings, document
FIELD_WEIGHTS = np.array([1.0, 0.95, 1.0, 0.9, 0.7, 0.7], dtype=np.float32)
OF_FIGURE = 3  # the first fields are the labels of the figure itself
WEIGHTS: Mapping[str, float] = {
    "coverage": 3.0, "own_label": 1.2, "column_label": 0.5, "year": 1.0, "unit": 0.9, "measure": 1.0,
    "row_measures": 0.8, "total": 0.6, "as_of": 0.3, "plan": 1.0, "confidence": 0.3, "rank": 0.5,
    "contrast": 1.0, "denied": 2.0, "stated": 2.0, "done": 0.8,
}  # fmt: skip
FEATURES = tuple(WEIGHTS)
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
OTHER_GROUP = 0.85  # of a rate that is not under the measure that is asked for with it
BOUND = re.compile(r"\d.*(?:이상|이하|미만|초과)")  # '65세 이상' says which, if anything does
BOUND_WORTH = 1.5
PART_OF_NAME = 0.75  # what '긴급지원' is worth as the label for '긴급지원금'
SAID_OF_MUCH = re.compile(r"[\d,.]+[가-힣%]?|사업|업무|과제|항목|현황|내역|사항|부분")
FOR_EACH = re.compile(r"^(?:1인|1?[가-힣]{1,3})당\s")
FOR_EACH_ASKED = re.compile(r"당(?![가-힣]{2})|1인|(?<![가-힣])한\s|씩|마다|단가|꼴|까지|한도|최대")
PLANNED = re.compile(r"목\s*표|계\s*획|예\s*정|예\s*상|분\s*기")
MEASURE_WORDS = {ask.name: tuple(squash(word) for word in ask.printed) for ask in ASKS}
# one is never the other: a figure of 세입 answers no question about 세출
CONTRASTS = (
    ("세입", "세출"), ("국내", "국외"), ("상반기", "하반기"), ("1분기", "2분기", "3분기", "4분기"),
    ("국비", "시비", "도비", "구비"), ("남성", "여성"), ("승소", "패소"), ("일반회계", "특별회계"),
    ("유치원", "초등", "중학", "고등학"), ("중앙", "지방"), ("유료", "무료"), ("정규", "임시"),
)  # fmt: skip

# how well a fact is told by another word than the one that is said, beside one that is called so
BESIDE_SAID = 0.85


class Matcher:
    """Scores facts against one question.

    Args:
        query: the question.
        metadata: of each document, by name.
        found: what fields have of these terms, looked up before for the same.
    """

    def __init__(
        self, query: Query, metadata: Catalog, found: dict[Field, Sequence[float]] | None = None
    ) -> None:
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
        # most fields have nothing of a term
        self._letters = [None if term.measure else letters_of(term) for term in query.terms]
        self._all_letters = frozenset[str]().union(*filter(None, self._letters))
        self._parts = [part for term in query.terms if is_compound(term) for part in term.parts]
        self._nothing = [0.0] * (len(self._letters) + 2 * len(self._parts))
        self._found = {} if found is None else found

    def _look_up(self, field: Field) -> Sequence[float]:
        """What a field has of the question.

        That is how well it explains each term, then for each part of a compound whether a label of the field
        begins it, then whether the field has it.
        """
        known = self._found.get(field)
        if known is not None:
            return known
        if self._all_letters.isdisjoint(letters(field.text)):
            told = self._nothing
        else:
            told = fits(self.query.terms, self._letters, field)
            if self._parts:
                labels = tuple([label for label in field.labels if len(label) > 1])
                told += [float(part.startswith(labels)) for part in self._parts]
                told += [float(part in field.text) for part in self._parts]
        self._found[field] = told
        return told

    def _look_up_each(self, facts: Alike, field_of: Callable[[Fact], Field], *parts: str) -> Floats:
        """What a field that these parts make has of the question (see `_look_up`), for each fact."""
        firsts, places = facts.groups(*parts)
        told = [self._look_up(field_of(facts.facts[first])) for first in firsts.tolist()]
        found: Floats = np.array(told, dtype=np.float32).reshape(len(firsts), len(self._nothing))[places]
        return found

    def _looked_up(self, facts: Alike) -> list[Floats]:
        """What each of its fields has of the question, for each fact (see `_look_up`)."""
        columns = self._look_up_each(
            facts, lambda fact: column_field(fact.column, fact.unit), "column", "unit"
        )
        texts = {fact.text for fact in facts.facts}
        texts = {text for text in texts if not self._all_letters.isdisjoint(figure_letters(text))}
        for place, fact in enumerate(facts.facts):
            # the figure as it is written is one of the column's labels: '6건'
            if fact.text in texts:
                columns[place] = self._look_up(column_field(fact.column, fact.unit, fact.text))
        return [
            self._look_up_each(facts, lambda fact: own_field(fact.row), "row"),
            self._look_up_each(facts, lambda fact: above_field(fact.row), "above"),
            columns,
            self._look_up_each(facts, lambda fact: text_field(fact.caption), "caption"),
            self._look_up_each(facts, lambda fact: text_field(*fact.section), "section"),
            self._look_up_each(facts, lambda fact: document_field(self._metadata[fact.document]), "document"),
        ]

    def explanations(self, facts: Alike) -> Floats:
        """How well each fact explains each term, shape [facts, terms], 0 to 1."""
        terms = self.query.terms
        fields = self._looked_up(facts)
        out = np.zeros((len(facts.facts), len(terms)), dtype=np.float32)
        for field, weight in zip(fields, FIELD_WEIGHTS, strict=True):
            out = np.maximum(out, weight * field[:, : len(terms)])
        for place in self._offices:
            # '기본경비(총무과)' is one of the figures of 총무과
            name = terms[place].words[0]
            out[:, place] = np.minimum(out[:, place], facts.each(partial(_is_row_of, name), "row"))
        begun = np.maximum.reduce(fields[:OF_FIGURE])[:, len(terms) : len(terms) + len(self._parts)]
        held = np.maximum.reduce(fields)[:, len(terms) + len(self._parts) :]
        first = 0
        for place, term in enumerate(terms):
            if is_compound(term):
                last = first + len(term.parts)
                whole = _in_parts(term, begun[:, first:last], held[:, first:last])
                out[:, place] = np.maximum(out[:, place], whole)
                out[:, place] = np.maximum(out[:, place], facts.each(partial(_made_of, term.words[0]), "row"))
                first = last
            if term.measure == "total":
                out[:, place] = totals(facts)
            elif term.measure:
                by = "row" if term.measure in EXTREMES else "measure"
                out[:, place] = facts.each(partial(measure_fit, term), by)
                if term.measure == "staff":
                    people = facts.each(partial(tells_people, self._said), "row", "column", "unit")
                    out[:, place] = np.maximum(out[:, place], people)
                if term.measure.endswith("rate") and self._grouped:
                    out[:, place] *= facts.each(self._of_group, "column")
            if term.measure == "total" or (len(term.words) > 1 and not term.measure):
                out[:, place] *= np.where(_beside_said(term, facts), BESIDE_SAID, 1.0)
        return out

    @cached_property
    def _offices(self) -> list[int]:
        """Places of the terms that name agencies or departments, where nothing else but measures is named."""
        named = [term for term in self.query.terms if not term.measure]
        if not all(term.words[0] in self._metadata.labels for term in named):
            return []
        return [place for place, term in enumerate(self.query.terms) if not term.measure]

    @cached_property
    def _grouped(self) -> frozenset[str]:
        """The measures asked for that tables put rates under: '집행예상액 › 집행률', '원인행위 › 집행률'."""
        return frozenset(["expected", "obligated", "planned"]) & self._measures

    def _of_group(self, fact: Fact) -> float:
        """1 for a column under a measure that is asked for, less for another."""
        return 1.0 if any(measure_of(label) in self._grouped for label in fact.column) else OTHER_GROUP

    def features(self, facts: Alike, explained: Floats, rank: Floats) -> Floats:
        """The features of each fact, shape [facts, features]; `rank` is the search score in 0..1."""
        asked = _asked(self.query)
        nothing = np.zeros(len(facts.facts), dtype=np.float32)
        columns = {
            **among(self.query, facts, explained),
            "own_label": self._own_labels(facts),
            "column_label": facts.each(self._column_label, "column"),
            "year": self._years(facts),
            "unit": facts.each(self._unit, "unit"),
            "measure": _measure(explained[:, asked]) if asked.any() else facts.each(_first_told, "measure"),
            # where none is asked for, a total is the likelier default
            "total": (1.0 if self._wants_total else 0.4) * totals(facts),
            "as_of": facts.each(self._as_of, "as_of") if self.query.months else nothing,
            "plan": facts.each(self._plan, "caption", "column", "year"),
            "confidence": [fact.confidence for fact in facts.facts],
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
        each = np.array([fact.table is None and bool(FOR_EACH.search(fact.text)) for fact in facts.facts])
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
        longer = [name for name in self._agencies if name != label and name.startswith(label)]
        if len(label) < 2 or not any(fact.document in self._metadata.named(name) for name in longer):
            return False
        return label not in re.sub("|".join(map(re.escape, longer)), "/", self._asked)

    @cached_property
    def _agencies(self) -> list[str]:
        """The names of agencies and departments that the question says."""
        return [squash(match[0]) for match in self._metadata.names.finditer(self.query.said)]

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
        rest = re.sub("|".join((*MEASURE_WORDS[measure], r"\d+년?")), "", label)
        return 0.5 if not rest else 0.3 + 0.4 * contained(rest, self._asked)

    def _contrast(self, facts: Alike) -> Floats:
        """-1 for each group of CONTRASTS of which a fact is another member than the question says; [facts].

        Its row tells which it is, else its column, its caption, or the headings.
        """
        if not self._contrasts:
            return np.zeros(len(facts.facts), dtype=np.float32)
        told = facts.each(lambda fact: self._against(fact.row), "row")
        for more in (
            facts.each(lambda fact: self._against(fact.column), "column"),
            facts.each(lambda fact: self._against((fact.caption,)), "caption"),
            facts.each(lambda fact: self._against(fact.section), "section"),
        ):
            told = np.where(np.isnan(told), more, told)
        against: Floats = np.nan_to_num(told).sum(axis=1).astype(np.float32)
        return -against

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
        return [-float((fact.value, fact.unit) in self._given) for fact in facts.facts]

    def _plan(self, fact: Fact) -> float:
        """-1 for a target or plan that is not asked for: '2023년 목표 30대' is no number of cars."""
        planned = PLANNED.search("/".join((fact.caption, *fact.column)))
        if not planned or PLANNED.search(self.query.text):
            return 0.0
        if self.query.months:  # '2021년 1월': what is there then, not what is to be in that year
            return OF_MONTH_ASKED
        # what a report says of its own year is often a plan yet; '몇 명을 선발했나' asks for none
        return OF_YEAR_ASKED if fact.year in self.query.years and not DONE.search(self.query.text) else -1.0

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


def _unit_fit(wanted: str, unit: str) -> float:
    """1 for the unit that is asked for, less for other pieces where '몇 개' is, below 0 for no such one."""
    if wanted == "개" != unit:
        return OTHER_PIECES if same_unit(wanted, unit) else -0.5
    return 1.0 if same_unit(wanted, unit) else -0.5


def _is_row_of(name: str, fact: Fact) -> float:
    """1 for a row that has the name of an office as a whole, or none of it; else what documents are worth."""
    labels = [squash(label) for label in fact.row]
    within = any(name in label and name != label for label in labels) and name not in labels
    return float(FIELD_WEIGHTS[-1]) if within else 1.0


def totals(facts: Alike) -> NDArray[np.float64]:
    """Whether each fact is of a total, by its row or its column; less for a sub-total; shape [facts]."""
    rows = facts.each(lambda fact: TOTALS.get(row_label(fact.row).label, 0.0), "row")
    columns = facts.each(lambda fact: TOTALS.get(squash(own_label(fact.column)), 0.0), "column")
    return np.maximum(rows, columns)


def _beside_said(term: Term, facts: Alike) -> NDArray[np.bool_]:
    """Which facts stand beside one that is called as it is said, and have that name nowhere; [facts].

    Beside '규칙 9건' the '조례 31건' is none for '규칙', though in other reports one word stands for both;
    beside '총계' the '계' of a group is no 총계.
    """
    word = squash(term.text)
    said = _have(facts, word.__eq__, "row", "column")
    if not said.any():
        return said
    tables, lines = facts.groups("table")[1], facts.groups("line")[1]
    in_table = np.array([fact.table is not None for fact in facts.facts])
    beside = np.where(
        in_table, np.isin(tables, tables[said & in_table]), np.isin(lines, lines[said & ~in_table])
    )
    if word in TOTALS:
        return beside & ~said
    return beside & ~_have(facts, lambda label: word in label, "row", "column", "caption", "section")


def _have(facts: Alike, test: Callable[[str], bool], *parts: str) -> NDArray[np.bool_]:
    """Which facts have a label (squashed) that passes a test in one of these parts; shape [facts]."""
    found = np.zeros(len(facts.facts), dtype=np.bool_)
    for part in parts:
        found |= facts.each(partial(_has, test, part), part) > 0
    return found


def _has(test: Callable[[str], bool], part: str, fact: Fact) -> float:
    return float(any(map(test, _labels_in(getattr(fact, part)))))


@lru_cache(maxsize=16384)
def _labels_in(part: Path | str) -> Path:
    """The labels (squashed) that a part of a fact has."""
    return tuple(map(squash, (part,) if isinstance(part, str) else part))


def is_compound(term: Term) -> bool:
    """Tell whether a term is made of several nouns."""
    return len(term.parts) > 1 and not term.measure


def _in_parts(term: Term, begun: Floats, held: Floats) -> NDArray[np.float64]:
    """How well a compound is explained by a label of its own row or column and by what stands above that.

    '행정소송' is the row '행정' of a table of '소송 현황', '화물차' the row '화물'.

    Args:
        term: the compound.
        begun: which of its parts begin with a label of each figure itself, shape [facts, parts].
        held: which stand in any field, of the same shape.
    """
    lengths = np.array([len(part) for part in term.parts])
    share = 0.9 * (np.maximum(begun, held) @ lengths) / lengths.sum()
    return np.where(begun.any(axis=1), share, 0.0)


def _made_of(name: str, fact: Fact) -> float:
    """1 where a row's own label and labels above it, written together, are a name: '세외수입사용료'."""
    *above, own = [squash(bare(label)) for label in fact.row] or [""]
    if not own or not name.endswith(own):
        return 0.0
    left = name.removesuffix(own)
    for label in above:
        left = left.removeprefix(label)
    return float(not left)


def _first_told(fact: Fact) -> float:
    """What a fact is worth where no measure is asked for: the amount itself before what became of it.

    '총무과 사업비는 얼마': 예산현액, not 집행액, 집행률 or 증감액 of the same row.
    """
    return 0.5 if SECONDARY.isdisjoint(measures_of(fact)) else 0.25


def _measure(explained: Floats) -> Floats:
    """How well the asked measures are met, shape [facts]: the best one, a little more for several."""
    met: Floats = 0.9 * explained.max(axis=1) + 0.1 * explained.mean(axis=1)
    return met


def among(query: Query, facts: Alike, explained: Floats) -> dict[str, Floats]:
    """The features of facts that depend on what else is a candidate, each of shape [facts]."""
    content = np.array([not term.measure for term in query.terms], dtype=bool)
    weights = term_weights(query.terms, explained)
    return {
        "coverage": _mean(explained, weights, content),
        "row_measures": row_measures(facts, explained[:, _asked(query)]),
    }


def _asked(query: Query) -> NDArray[np.bool_]:
    """Which terms are measures that are asked for, totals aside, shape [terms]."""
    return np.array([term.measure not in ("", "total") for term in query.terms], dtype=bool)


def row_measures(facts: Alike, explained: Floats) -> Floats:
    """Share of the asked measures that stand in each fact's row, shape [facts]; 0.5 where none is asked.

    `explained` has the columns of the asked measures alone.
    """
    if not explained.shape[1]:
        return np.full(len(explained), 0.5, dtype=np.float32)
    firsts, rows = facts.groups("line")
    best = np.zeros((len(firsts), explained.shape[1]), dtype=np.float32)
    np.maximum.at(best, rows, explained)
    shares: Floats = best.mean(axis=1)[rows]
    return shares


def term_weights(terms: Sequence[Term], explained: Floats) -> Floats:
    """How much each term tells, shape [terms]: the fewer candidates explain it, the more (at least 0.2).

    A bare number ('68명 중') is often of the sentence, not of the label, and counts for less; so does a
    word of any label, like '사업'.
    """
    total = max(len(explained), 1)
    hits = (explained > 0.7).sum(axis=0)
    weights = np.log1p(total / (1.0 + hits)) / np.log1p(total)
    weights = 0.2 + 0.8 * weights
    numeric = np.array([bool(SAID_OF_MUCH.fullmatch(term.words[0])) for term in terms], dtype=bool)
    bounded = np.array([bool(BOUND.fullmatch(term.text)) for term in terms], dtype=bool)
    told: Floats = np.where(numeric, 0.3 * weights, weights).astype(np.float32)
    told[bounded] *= BOUND_WORTH
    return told


def _mean(explained: Floats, weights: Floats, chosen: NDArray[np.bool_]) -> Floats:
    """Weighted mean over the chosen terms, shape [facts]; 0.5 where none is chosen."""
    if not chosen.any():
        return np.full(len(explained), 0.5, dtype=np.float32)
    part = weights[chosen]
    mean: Floats = (explained[:, chosen] @ part / part.sum()).astype(np.float32)
    return mean


def score(features: Floats) -> NDArray[np.float64]:
    """Weighted sum of the features, shape [facts]."""
    total: Floats = features @ np.array([WEIGHTS[name] for name in FEATURES], dtype=np.float32)
    return total.astype(np.float64)
