"""How much of a question a table explains: by the labels that a program uses, or by what it stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.model import Fact
from qa.figures.fields import explain, is_short_for
from qa.figures.measures import measure_fit
from qa.understanding.asked_operation import is_ranked_kind
from qa.understanding.query import Query, Term, squash
from qa.understanding.saying import spans
from qa.understanding.words.asking import WEAK
from qa.understanding.words.measures import CHANGE_MEASURES
from qa.understanding.words.rows import EXTREMES

SO_MANY = re.compile(r"\d+\s?(?:개|곳|가지|군데)")  # '8개 부서 중', over how many a rank goes
# what tells only what kind of items there are, asks for their names, which are told with the figures, or for
# what is computed
ITEMS = frozenset(["이름", "명칭", "방법", "방식", "구분", "대상", "구간", "점유율"])
# what the end of a label only says is done: '어르신 돌봄 지원'
DEED = re.compile(r"(?:지원|사업|운영|추진|관리|조성|실시|구축|확대|정비|현황)+$")
LEAST_CORE = 4  # characters of a label without it
LEAST_LABEL = 2  # characters of a label that is looked for in a question
# what may stand right behind a label: no letter, or a particle
BEHIND = re.compile(
    r"(?![가-힣A-Za-z])|(?:[은는이가을를의도에와과로만]|에서|에게|하고|이?랑|보다|부터|까지|한테|[들씩수])+(?![가-힣])"
)
# '세 개 동(가온·나래·다솜)': each of them is called with the kind behind it, 가온동
OF_KIND = re.compile(r"개\s?([가-힣]{1,3})\s?\(([가-힣\d\s]+(?:[·ㆍ・,]\s?[가-힣\d\s]+)+)\)")
EXPLAINED = 0.6  # how well a label must explain a term
MEASURED = 0.75  # and a column a measure
PEOPLE, PEOPLE_WORDS = "명", frozenset(["사람", "인원", "명수", "직원", "인력"])
AROUND = 0.5  # what a term is worth that only headings explain


class Asked:
    """What a question names: its terms, and where it says labels; each label is looked for once."""

    def __init__(self, query: Query) -> None:
        self.query = query
        self.terms = _asked_terms(query)
        self._starts = {term.start for term in query.terms}
        self._spans: dict[str, list[tuple[int, int]]] = dict(_of_kind(query.text))
        self._called: dict[str, bool] = {}

    def spans(self, label: str) -> list[tuple[int, int]]:
        """Where it says a label, and not the beginning of a longer word: '응급' is no '응급실'."""
        if label not in self._spans:
            own = squash(label)
            core = DEED.sub("", own)
            self._spans[label] = self._find(own) or (self._find(core) if len(core) >= LEAST_CORE else [])
        return self._spans[label]

    def names(self, label: str) -> bool:
        """Tell whether it says a label."""
        return bool(self.spans(label))

    def calls(self, label: str) -> bool:
        """Tell whether it says a label, or its terms explain it."""
        if label not in self._called:
            self._called[label] = self.names(label) or explains(self.terms, label)
        return self._called[label]

    def _find(self, own: str) -> list[tuple[int, int]]:
        text = self.query.text
        if len(own) < LEAST_LABEL:  # '문자, 앱': a term of its own
            return [(term.start, term.start + 1) for term in self.terms if own in term.words]
        found = [
            (start, end) for start, end in spans(text, own) if end in self._starts or BEHIND.match(text, end)
        ]
        # '동들소방서' is the row '동들'
        short = [term for term in self.terms if not found and is_short_for([own], term.words[0])]
        return found or [(term.start, term.start + len(term.text)) for term in short]


def _of_kind(text: str) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """The labels, and their spans, of what is enumerated behind its kind."""
    for match in OF_KIND.finditer(text):
        for name in re.finditer(r"[가-힣\d][가-힣\d\s]*", match[2]):
            start = match.start(2) + name.start()
            yield f"{name[0].strip()}{match[1]}", [(start, start + len(name[0]))]


def _asked_terms(query: Query) -> list[Term]:
    """The terms that a table must explain: not what is ranked, or how it changed, which is computed."""
    return [
        term
        for term in query.terms
        if term.measure not in ("total", *EXTREMES, *CHANGE_MEASURES, "shortage")
        and term.text not in WEAK
        and not is_ranked_kind(term, query.text)
        and term.text not in ITEMS
        and not SO_MANY.fullmatch(term.text)
    ]


def worth(terms: Sequence[Term], labels: Sequence[str], facts: Sequence[Fact], around: str) -> float | None:
    """How much of some terms is explained, in characters; None where one is not.

    Args:
        terms: what is asked.
        labels: of the rows and columns in use, squashed.
        facts: figures under them.
        around: the caption, headings and names that the table stands under, squashed.
    """
    field, found = "/".join(labels), 0.0
    for term in terms:
        own = explain(term, field, labels)
        if term.measure and own < EXPLAINED:
            own = max((measure_fit(term, fact) for fact in facts), default=0.0)
            own = own if own >= MEASURED else 0.0
        own = max(own, float(any(_is_counted(term, fact) for fact in facts)))
        above = explain(term, around)
        if max(own, above) < EXPLAINED:
            return None
        found += len(term.words[0]) * (own if own >= EXPLAINED else AROUND * above)
    return found


def may_explain(terms: Sequence[Term], facts: Sequence[Fact], around: str) -> bool:
    """Tell whether all the labels of a table together, or what is around it, explain each of some terms.

    What they do not, no program over the table does; a measure, a unit or a figure may be told otherwise,
    and a single letter be part of a label that is cut in two: '층' of '층간 소음'.
    """
    labels = list(
        {
            squash(label)
            for path in {path for fact in facts for path in (fact.row, fact.column)}
            for label in path
        }
    )
    field, units = "/".join(labels), {fact.unit for fact in facts}
    return all(
        term.measure
        or len(term.text) < LEAST_LABEL
        or not units.isdisjoint(_units_of(term))
        or term.text[0].isdigit()
        or explain(term, around) >= EXPLAINED
        or explain(term, field, labels) >= EXPLAINED
        for term in terms
    )


def _is_counted(term: Term, fact: Fact) -> bool:
    """Tell whether a term is a figure's unit, or the figure itself: '사람', '587명'."""
    units = _units_of(term)
    return fact.unit in units or squash(term.text) in (squash(fact.text), squash(f"{fact.text}{fact.unit}"))


def _units_of(term: Term) -> Sequence[str]:
    """The units that a term may be told in: its words, and 명 of 직원 or 사람."""
    of_people = any(word in text for word in PEOPLE_WORDS for text in (*term.words, term.text))
    return (*term.words, PEOPLE) if of_people else term.words


def explains(terms: Sequence[Term], label: str) -> bool:
    """Tell whether some of the terms explain a label."""
    own = squash(label)
    return any(explain(term, own, (own,)) >= MEASURED for term in terms)
