"""The squashed texts of facts and documents, and how well they explain what a question names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.model import Fact, Metadata, Path
from qa.understanding.query import Term, squash
from qa.understanding.words.measures import ASKS
from qa.understanding.words.operations import LEFT

# How much of a whole a total label speaks for; a sub-total for less.
TOTALS = dict.fromkeys(("계", "합계", "총계", "총합계", "전체", "총괄", "합", "총"), 1.0) | {"소계": 0.6}
OF_SO_MANY = re.compile(r"(?<=계)\d+[가-힣]{0,3}$")
NUMBERS = re.compile(r"\d+")
IN_PARENTHESES = re.compile(r"\([^)]*\)")
MEANT = 0.8  # how well what a question describes explains a term of the description
# a whole label that is a measure, though the word alone means more: '징수 528백만원'
BARE_MEASURES = {"징수": "collected", "지출": "spent", "현액": "budget"}
# '2031 지출', '지출 [백만원]'
OF_LABEL = re.compile(r"[\[(][^\])]*[\])]|(?:(?:19|20)|['’‘])\d\d\s?년?도?")
# '서울특별시' is said '서울시', '부산광역시' '부산시'
SHORTENED = re.compile(r"특별자치(?=[시도])|특별(?=시)|광역(?=시)")
# '서울특별시' is said '서울' too
CITY = re.compile(r"(?:특별자치|특별|광역)?[시도]$")
# '미르시시설관리공단' is of 미르시, and said so
BODY_OF = re.compile(r"^([가-힣]{2,}?(?<!도)[시군])(?=[가-힣]{2,}(?:공단|공사|재단|센터|진흥원|연구원)$)")
# '한빛광역시교육청' is said '한빛교육청'
OF_CITY = re.compile(r"(?:특별자치|특별|광역)?[시도](?=교육청|의회|소방)")

# '동들소방서' is the row '동들' of a table of 소방서, or '동들서'
OF_KIND = re.compile(
    r"(?<=[가-힣]{2})(?:교육지원청|소방서|경찰서|보건소|보건지소|도서관|어린이집|유치원|초등학교|중학교|고등학교"
    r"|복지관|체육관|수영장|주차장|캠핑장|전통시장|센터|출장소|행정복지센터|주민센터|직렬"
    r"|지점|지사|지소|분원|지구대|파출소)$"
)
BY_KIND = 0.95  # how well a label that lacks the kind explains such a name
# and '교육청'; a '구청' is a building too
KINDS = ("교육청", "교육지원청")


@lru_cache(maxsize=16384)
def bigrams(text: str) -> frozenset[str]:
    """Character bigrams of a squashed text; a single character is its own."""
    return frozenset(text[i : i + 2] for i in range(len(text) - 1)) or frozenset([text] if text else [])


@lru_cache(maxsize=65536)
def measure_of(label: str) -> str:
    """The measure that a label prints: '집행률(%)' -> 'spent_rate', '2020 최종예산' -> 'final_budget'."""
    flat, alone = squash(label), squash(OF_LABEL.sub("", label))
    if alone in BARE_MEASURES:
        return BARE_MEASURES[alone]
    return next((ask.name for ask in ASKS if any(squash(word) in flat for word in ask.printed)), "")


def contained(part: str, whole: str) -> float:
    """How much of `part` stands in `whole` (both squashed): 1 as it is, else the share of its bigrams.

    '3년초과' is nothing like '1년초과'.
    """
    if not part:
        return 0.0
    if part in whole:
        return 1.0
    if len(part) < 3 or not whole:
        return 0.0
    mine = bigrams(part)
    share = len(mine & bigrams(whole)) / len(mine)
    if share < 0.5 or any(number not in whole for number in NUMBERS.findall(part)):
        return 0.0
    return 0.9 * share


def explain(term: Term, field: str, labels: Sequence[str] = ()) -> float:
    """How well a field (squashed) explains a term, 0 to 1.

    A compound that is not there as written is explained by its parts ('임대아파트운영' by
    '공무원임대아파트'), or by a shorter label of the field that it begins with ('승합차' by '승합').
    """
    whole = explain_whole(term, field, labels)
    return max(whole, explain_parts(term, field)) if whole < 1 else whole


def explain_whole(term: Term, field: str, labels: Sequence[str] = ()) -> float:
    """How well a field explains a term other than by the parts of a compound."""
    best = max([contained(word, field) if len(word) > 1 else float(word in labels) for word in term.words])
    if best == 1:
        return best
    starts = [len(label) for label in labels if len(label) > 1 and term.words[0].startswith(label)]
    if starts:
        best = max(best, 0.9 * max(starts) / len(term.words[0]))
    if best < BY_KIND and is_short_for(labels, term.words[0]):
        best = BY_KIND
    if best < MEANT and term.meant:
        best = max(best, MEANT * max(contained(word, field) for word in term.meant))
    return best


def explain_parts(term: Term, field: str) -> float:
    """How well a field explains a compound by its parts; 0 where less than half of it is there."""
    if len(term.parts) < 2:
        return 0.0
    share = sum([len(part) for part in term.parts if part in field]) / sum(map(len, term.parts))
    return 0.9 * share if share >= 0.5 else 0.0


def is_short_for(labels: Sequence[str], name: str) -> bool:
    """Tell whether a label is a name less the kind of place that it is of: '동들' for '동들소방서'.

    So are '동들서', and '가람동들서' of 가람시.
    """
    short = _without_kind(name)
    return short != name and (short in labels or any(one.endswith(short + name[-1]) for one in labels))


@lru_cache(maxsize=4096)
def _without_kind(name: str) -> str:
    """A name less the kind of place that it is of; most have none."""
    return OF_KIND.sub("", name)


@lru_cache(maxsize=16384)
def letters(text: str) -> frozenset[str]:
    """The characters of a squashed text, and its bigrams."""
    return bigrams(text) | frozenset(text)


def letters_of(term: Term) -> frozenset[str]:
    """Those of the `letters` of a field one of which it must have to explain a term."""
    return frozenset().union(*map(bigrams, (*term.words, *term.parts, *term.meant)))


@lru_cache(maxsize=65536)
def figure_letters(text: str) -> frozenset[str]:
    """The letters of a figure as it is written, as one of several labels."""
    return letters(f"/{squash(text)}/")


class Field(NamedTuple):
    """A squashed text that terms are looked up in, and the short labels that it is made of."""

    text: str
    labels: Path = ()


def fits(terms: Sequence[Term], wanted: Sequence[frozenset[str] | None], field: Field) -> list[float]:
    """How well a field explains each term.

    Args:
        terms: the terms.
        wanted: their `letters_of`; None for a term that no field explains.
        field: most fields have nothing of most terms.
    """
    mine = letters(field.text)
    return [
        0.0 if some is None or some.isdisjoint(mine) else explain(term, *field)
        for term, some in zip(terms, wanted, strict=True)
    ]


class Explainer:
    """How well fields explain terms; a field that comes again is looked at once."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._terms = terms
        self._letters = [letters_of(term) for term in terms]
        self._known: dict[Field, int] = {}  # rows of
        self._fits = np.zeros((0, len(terms)), dtype=np.float32)

    def __call__(self, fields: Iterable[Field]) -> NDArray[np.float32]:
        """How well each of some fields explains each term, shape [fields, terms]."""
        known, places, new = self._known, [], []
        for field in fields:
            place = known.get(field)
            if place is None:
                place = known[field] = len(known)
                new.append(fits(self._terms, self._letters, field))
            places.append(place)
        if new:
            self._fits = np.concatenate([self._fits, np.array(new, dtype=np.float32)])
        found: NDArray[np.float32] = self._fits[places]
        return found


@lru_cache(maxsize=16384)
def own_field(row: Path) -> Field:
    """A row's own label."""
    own = squash(row[-1]) if row else ""
    return Field(own, (own,))


@lru_cache(maxsize=16384)
def above_field(row: Path) -> Field:
    """The labels above a row's own; one letter is looked up as a label of its own: '김 > 생산량'."""
    above = tuple(map(squash, row[:-1]))
    return Field("/".join(above), tuple(label for label in above if len(label) == 1))


@lru_cache(maxsize=16384)
def column_field(column: Path, unit: str, text: str = "") -> Field:
    """The labels of a column, with and without what stands in parentheses, its unit, and a figure's text."""
    labels = tuple(squash(label) for label in (*column, unit, text) if label)
    labels += tuple(short for label in column if (short := squash(bare(label))) not in labels)
    return Field("/".join(labels), labels)


@lru_cache(maxsize=16384)
def text_field(*texts: str) -> Field:
    """Texts as they are: a caption, the headings."""
    return Field(squash("/".join(texts)))


@lru_cache(maxsize=4096)
def document_field(metadata: Metadata) -> Field:
    """What a document may be called by: its title, agency and department, and how staff shorten them."""
    names = [squash(name) for name in (metadata.agency, metadata.department) if name]
    if len(names) == 2 and (shared := _overlap(*names)):
        names.append(names[0] + names[1][shared:])
    names += [short for name in names if (short := SHORTENED.sub("", name)) != name]
    names += [city for name in names if len(city := CITY.sub("", name)) > 1 and city != name]
    names += [short for name in names if (short := OF_CITY.sub("", name)) != name]
    names += [of[1] for name in names if (of := BODY_OF.match(name))]
    names += [kind for kind in KINDS if squash(metadata.agency).endswith(kind)]
    names += [part for part in (squash(word) for word in metadata.agency.split()) if part not in names]
    return Field("/".join((squash(metadata.title), *names)), tuple(names))


def _overlap(agency: str, department: str) -> int:
    """With how many characters an agency ends that its department begins with: '별구의회', '의회사무국'."""
    longest = min(len(agency), len(department) - 1)
    return next((n for n in range(longest, 1, -1) if agency.endswith(department[:n])), 0)


@lru_cache(maxsize=65536)
def member_of(group: Sequence[str], labels: Path) -> str | None:
    """The one of a group's words that the first label with any has; '' for several, None where none has."""
    for label in labels:
        told = [word for word in group if word in squash(label)]
        if told:
            return told[0] if len(told) == 1 else ""
    return None


@lru_cache(maxsize=65536)
def own_label(path: Path) -> str:
    """The last label of a path without what stands in parentheses."""
    return bare(path[-1]) if path else ""


def is_left(fact: Fact) -> bool:
    """Tell whether a figure is printed as what is left or is not: '미완료 13건', '잔여 20면'."""
    return any(LEFT.search(squash(name)) for name in (*fact.row[-1:], *fact.column[-1:]))


def is_total(fact: Fact) -> bool:
    """Tell whether a figure is of the row of a total, by its label."""
    return is_total_label(own_label(fact.row))


def is_total_label(label: str) -> bool:
    """Tell whether a label is that of a total, be it said of how many or not: '합계', '계 4개소'."""
    return OF_SO_MANY.sub("", squash(label)) in TOTALS


def labels_of(fact: Fact) -> str:
    """What a figure is called by its row and column, squashed."""
    return squash("/".join((*fact.row, *fact.column)))


def place_of(fact: Fact) -> str:
    """What a figure is called by its labels, its caption and its headings, squashed."""
    return squash("/".join((*fact.row, *fact.column, fact.caption, *fact.section)))


@lru_cache(maxsize=65536)
def bare(label: str) -> str:
    """A label without what stands in parentheses: '승소 (소취하 등)' -> '승소', '대지(㎡)' -> '대지'."""
    return IN_PARENTHESES.sub("", label).strip() or label
