"""How well the labels of a fact explain each term of a question.

Every fact has five fields: its own row label, the labels above it, its column path, the caption with
the headings, and the document's name. A term is explained by the field that holds it best.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.model import Fact, Path
from qa.figures.alike import Alike, Floats, Ints
from qa.figures.fields import (
    TOTALS,
    Field,
    above_field,
    bare,
    column_field,
    document_field,
    explain_parts,
    explain_whole,
    figure_letters,
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
LAST_ALONE = 0.25  # what the parts of a compound are worth without its first


# between things of a kind that are named together
JOINED = re.compile(r"\s?(?:[·‧ㆍ,]|[와과]|이?랑|하고|및)\s?")

Lettered = tuple[Field, frozenset[str]]
"""A field with its letters, one of which it must have to tell anything of a term."""


class Told(NamedTuple):
    """What the fields of facts have of a term.

    `best` is how well the best of them explains it, `some` how well by parts of a compound, shape [facts].
    For each part, `begun` says whether a label of the figure itself begins it, `held` whether any field has
    it, shape [facts, parts].
    """

    best: Floats
    some: Floats
    begun: Floats
    held: Floats


class FactExplainer:
    """Tells how well facts explain the terms of one question.

    Args:
        query: the question.
        metadata: of each document, by name.
    """

    def __init__(self, query: Query, metadata: Catalog) -> None:
        self.query = query
        self._metadata = metadata
        self._said = frozenset(word for term in query.terms for word in term.words)
        self._letters = frozenset[str]().union(*(letters_of(t) for t in query.terms if not t.measure))

    def explanations(self, facts: Alike) -> Floats:
        """How well each fact explains each term, shape [facts, terms], 0 to 1."""
        terms = self.query.terms
        written = self._written(facts)
        out = np.zeros((len(facts.facts), len(terms)), dtype=np.float32)
        for place, term in enumerate(terms):
            if term.measure == "total":
                out[:, place] = totals(facts)
            elif term.measure:
                out[:, place] = self._measured(term, facts)
            else:
                out[:, place] = self._named(term, facts, written, of_office=place in self._offices)
            if term.measure == "total" or (len(term.words) > 1 and not term.measure):
                beside = facts.once(("beside", term), partial(_beside_said, term, facts))
                if beside.any():
                    out[:, place] *= np.where(beside, BESIDE_SAID, 1.0)
        return out

    def _written(self, facts: Alike) -> frozenset[str]:
        """The figures that have letters of some term as they are written: '6건'."""
        texts = facts.once("written", lambda: frozenset(fact.text for fact in facts.facts))
        joined = facts.once("joined", lambda: f"/{'/'.join(map(squash, texts))}/")
        if not any(letter in joined for letter in self._letters):
            return frozenset()
        return frozenset(text for text in texts if not self._letters.isdisjoint(figure_letters(text)))

    def _named(
        self, term: Term, facts: Alike, written: frozenset[str], *, of_office: bool
    ) -> NDArray[np.floating[Any]]:
        """How well the fields of each fact explain a thing, [facts]."""
        told = facts.once((term, written), lambda: self._told(term, facts, written))
        best: NDArray[np.floating[Any]] = told.best
        if of_office:
            # '기본경비(총무과)' is one of the figures of 총무과
            best = np.minimum(best, facts.each(partial(_is_row_of, term.words[0]), "row"))
        if is_compound(term):
            alone = 1.0 if self._is_joined(term) else LAST_ALONE
            best = np.maximum(best, _in_parts(term, told, alone))
            made = facts.once(("made", term), lambda: facts.each(partial(_made_of, term.words[0]), "row"))
            best = np.maximum(best, made)
        return best

    def _is_joined(self, term: Term) -> bool:
        """Tell whether a compound is joined with another thing, as each is told of one: '민사·행정소송'."""
        others = (one for one in self.query.terms if one is not term)
        pairs = [sorted((term, other), key=lambda one: one.start) for other in others]
        between = ((first.start + len(first.text), second.start) for first, second in pairs)
        return any(JOINED.fullmatch(self.query.text, *place) for place in between)

    def _measured(self, term: Term, facts: Alike) -> NDArray[np.float64]:
        """How well each fact is of a measure, [facts]."""
        by = "row" if term.measure in EXTREMES else "measure"
        found = facts.once(("measure", term), lambda: facts.each(partial(measure_fit, term), by))
        if term.measure == "staff":
            found = np.maximum(found, facts.each(partial(tells_people, self._said), "row", "column", "unit"))
        if term.measure.endswith("rate") and self._grouped:
            found = found.astype(np.float32) * facts.each(self._of_group, "column")
        return found

    def _told(self, term: Term, facts: Alike, written: frozenset[str]) -> Told:
        """What the fields of each fact have of a term.

        Args:
            term: the term.
            facts: the facts.
            written: figures that are labels of their columns, too, as they are written: '6건'.
        """
        wanted, parts = letters_of(term), term.parts if is_compound(term) else ()
        told = np.zeros((2 + 2 * len(parts), len(facts.facts)), dtype=np.float32)
        begun, held = told[2 : 2 + len(parts)], told[2 + len(parts) :]
        every = facts.once(("fields", written), lambda: self._fields(facts, written))
        near = facts.once(("near", self._letters, written), lambda: self._near(every))
        for number, (weight, some, (fields, places)) in enumerate(
            zip(FIELD_WEIGHTS, near, every, strict=True)
        ):
            mine = [(n, field) for n, field, letters in some if not wanted.isdisjoint(letters)]
            if not mine:
                continue  # most fields have nothing of most terms
            fits = np.zeros((len(told), len(fields)), dtype=np.float32)
            fits[:, [n for n, _ in mine]] = np.array([_fit(term, parts, field) for _, field in mine]).T
            fits[:2] *= weight
            fits = fits[:, places] if parts else fits[:1, places]
            np.maximum(told[: len(fits)][:2], fits[:2], out=told[: len(fits)][:2])
            if parts and number < OF_FIGURE:
                np.maximum(begun, fits[2 : 2 + len(parts)], out=begun)
            if parts:
                np.maximum(held, fits[2 + len(parts) :], out=held)
        return Told(told[0], told[1], begun.T, held.T)

    def _near(
        self, every: Sequence[tuple[Sequence[Lettered], Ints]]
    ) -> list[list[tuple[int, Field, frozenset[str]]]]:
        """The fields of each kind that have letters of any term, with their places."""
        return [
            [(n, field, mine) for n, (field, mine) in enumerate(fields) if not self._letters.isdisjoint(mine)]
            for fields, _ in every
        ]

    def _fields(self, facts: Alike, written: frozenset[str]) -> list[tuple[list[Lettered], Ints]]:
        """The fields of each kind (`FIELD_WEIGHTS`), each once, and which of them is each fact's; [facts]."""

        def each(field_of: Callable[[Fact], Lettered], *parts: str) -> tuple[list[Lettered], Ints]:
            firsts, places = facts.groups(*parts)
            return [field_of(facts.facts[first]) for first in firsts.tolist()], places

        columns, of_facts = each(lambda fact: _of_column(fact.column, fact.unit), "column", "unit")
        if written:
            of_facts = of_facts.copy()
            for place, fact in enumerate(facts.facts):
                if fact.text in written:
                    of_facts[place] = len(columns)
                    columns.append(_lettered(column_field(fact.column, fact.unit, fact.text)))
        return [
            each(lambda fact: _of_own(fact.row), "row"),
            each(lambda fact: _of_above(fact.row), "above"),
            (columns, of_facts),
            each(lambda fact: _lettered(text_field(fact.caption)), "caption"),
            each(lambda fact: _lettered(text_field(*fact.section)), "section"),
            each(lambda fact: _lettered(document_field(self._metadata[fact.document])), "document"),
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


def _lettered(field: Field) -> Lettered:
    return field, letters(field.text)


@lru_cache(maxsize=16384)
def _of_own(row: Path) -> Lettered:
    return _lettered(own_field(row))


@lru_cache(maxsize=16384)
def _of_above(row: Path) -> Lettered:
    return _lettered(above_field(row))


@lru_cache(maxsize=16384)
def _of_column(column: Path, unit: str) -> Lettered:
    return _lettered(column_field(column, unit))


def _fit(term: Term, parts: Sequence[str], field: Field) -> list[float]:
    """How well a field explains a term, as a whole and by its parts.

    Then for each part whether a label of the field begins it, and for each whether the field has it.
    """
    whole = explain_whole(term, *field)
    if not parts:
        return [whole, 0.0]
    labels = tuple([label for label in field.labels if len(label) > 1])
    begun = [float(part.startswith(labels)) for part in parts]
    held = [float(part in field.text) for part in parts]
    return [whole, explain_parts(term, field.text), *begun, *held]


def _is_row_of(name: str, fact: Fact) -> float:
    """1 for a row that has the name of an office as a whole, or none of it; else what documents are worth."""
    labels = [squash(label) for label in fact.row]
    within = any(name in label and name != label for label in labels) and name not in labels
    return float(FIELD_WEIGHTS[-1]) if within else 1.0


def totals(facts: Alike) -> NDArray[np.float64]:
    """Whether each fact is of a total, by its row or its column; less for a sub-total; shape [facts]."""
    return facts.once("totals", lambda: _totals(facts))


def _totals(facts: Alike) -> NDArray[np.float64]:
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
        _, places = facts.groups(part)
        labels = facts.once(("labels", part), partial(_each_labels, facts, part))
        found |= np.array(list(map(test, labels)), dtype=np.bool_)[places]
    return found


def _each_labels(facts: Alike, part: str) -> list[Path]:
    """The labels (squashed) of each group of facts that are alike in a part."""
    firsts, _ = facts.groups(part)
    return [_labels_in(getattr(facts.facts[first], part)) for first in firsts.tolist()]


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


def _in_parts(term: Term, told: Told, alone: float) -> NDArray[np.float64]:
    """How well a compound is explained by its parts, shape [facts]: those of one field, or of several.

    '행정소송' is the row '행정' of a table of '소송 현황', '화물차' the row '화물'. Its first part should be
    one of them: '정보공개' explains little of '부분공개'.

    Args:
        term: the compound.
        told: what the facts have of it.
        alone: what its other parts are worth without the first.
    """
    lengths = np.array([len(part) for part in term.parts])
    told_parts = np.maximum(told.begun, told.held)
    share = 0.9 * (told_parts @ lengths) / lengths.sum()
    best = np.maximum(told.some, np.where(told.begun.any(axis=1), share, 0.0))
    return np.where(told_parts[:, 0] > 0, best, alone * best)


def _made_of(name: str, fact: Fact) -> float:
    """1 where a row's own label and labels above it, written together, are a name: '세외수입사용료'."""
    *above, own = _bare_labels(fact.row) or ("",)
    if not own or not name.endswith(own):
        return 0.0
    left = name.removesuffix(own)
    for label in above:
        left = left.removeprefix(label)
    return float(not left)
