"""How well the labels of a fact explain each term of a question.

Every fact has five fields: its own row label, the labels above it, its column path, the caption with
the headings, and the document's name. A term is explained by the field that holds it best.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.model import Fact, Path
from qa.figures.alike import Alike, Floats
from qa.figures.fields import (
    TOTALS,
    Field,
    above_field,
    bare,
    column_field,
    document_field,
    figure_letters,
    fits,
    letters,
    letters_of,
    measure_of,
    own_field,
    own_label,
    text_field,
)
from qa.figures.measures import measure_fit, tells_people
from qa.understanding.labels import row_label
from qa.understanding.query import Query, Term, squash
from qa.understanding.words.rows import EXTREMES

if TYPE_CHECKING:
    from qa.understanding.catalog import Catalog

# own, above, column, caption, headings, document
FIELD_WEIGHTS = np.array([1.0, 0.95, 1.0, 0.9, 0.7, 0.7], dtype=np.float32)
OF_FIGURE = 3  # the first fields are the labels of the figure itself
OTHER_GROUP = 0.85  # of a rate that is not under the measure that is asked for with it
# how well a fact is told by another word than the one that is said, beside one that is called so
BESIDE_SAID = 0.85


class FactExplainer:
    """Tells how well facts explain the terms of one question.

    Args:
        query: the question.
        metadata: of each document, by name.
        found: what fields have of these terms, looked up before for the same.
    """

    def __init__(self, query: Query, metadata: Catalog, found: dict[Field, Sequence[float]]) -> None:
        self.query = query
        self._metadata = metadata
        self._said = frozenset(word for term in query.terms for word in term.words)
        # most fields have nothing of a term
        self._letters = [None if term.measure else letters_of(term) for term in query.terms]
        self._all_letters = frozenset[str]().union(*filter(None, self._letters))
        self._parts = [part for term in query.terms if is_compound(term) for part in term.parts]
        self._nothing = [0.0] * (len(self._letters) + 2 * len(self._parts))
        self._found = found

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
        return frozenset(["expected", "obligated", "planned"]) & frozenset(self.query.measures)

    def _of_group(self, fact: Fact) -> float:
        """1 for a column under a measure that is asked for, less for another."""
        return 1.0 if any(measure_of(label) in self._grouped for label in fact.column) else OTHER_GROUP


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
    said = _have(facts, partial(_are, word), "row", "column")
    if not said.any():
        return said
    tables, lines = facts.groups("table")[1], facts.groups("line")[1]
    in_table = np.array([fact.table is not None for fact in facts.facts])
    beside = np.where(
        in_table, np.isin(tables, tables[said & in_table]), np.isin(lines, lines[said & ~in_table])
    )
    if word in TOTALS:
        return beside & ~said
    return beside & ~_have(facts, partial(_hold, word), "row", "column", "caption", "section")


def _have(facts: Alike, test: Callable[[Path], bool], *parts: str) -> NDArray[np.bool_]:
    """Which facts have labels (squashed) that pass a test in one of these parts; shape [facts]."""
    found = np.zeros(len(facts.facts), dtype=np.bool_)
    for part in parts:
        firsts, places = facts.groups(part)
        labels = map(_labels_in, [getattr(facts.facts[first], part) for first in firsts.tolist()])
        found |= np.array(list(map(test, labels)), dtype=np.bool_)[places]
    return found


def _are(word: str, labels: Path) -> bool:
    """Tell whether one of some labels is a word."""
    return word in labels


def _hold(word: str, labels: Path) -> bool:
    """Tell whether a word stands in one of some labels."""
    return any(word in label for label in labels)


@lru_cache(maxsize=16384)
def _labels_in(part: Path | str) -> Path:
    """The labels (squashed) that a part of a fact has."""
    return tuple(map(squash, (part,) if isinstance(part, str) else part))


@lru_cache(maxsize=16384)
def _bare_labels(path: Path) -> Path:
    """The labels of a path (squashed) without what stands in parentheses."""
    return tuple(squash(bare(label)) for label in path)


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
    *above, own = _bare_labels(fact.row) or ("",)
    if not own or not name.endswith(own):
        return 0.0
    left = name.removesuffix(own)
    for label in above:
        left = left.removeprefix(label)
    return float(not left)
