"""Passages: the bullets and table rows that answer, with what stands under them, in the document's order.

A candidate is a bullet (or paragraph, heading, row) with all that stands under it. The one is chosen whose
own text and place explain the question best for its length, near the best hits of the search, and which
tells what is wanted (a purpose, a plan, a date); it is then grown to the whole of which it is a part while
that stays short: a reader wants the other steps of the plan too.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Protocol

import numpy as np

from corpus.model import Block, Metadata
from qa.figures.alike import Floats
from qa.figures.fields import Explainer, Field, contained, document_field, explain, text_field
from qa.figures.weighing import term_weights
from qa.passages.asked_part import end_of
from qa.passages.conditions import conditions, met
from qa.passages.extent import (
    EXPLAINED,
    MAX_CHARACTERS,
    Tree,
    around,
    block_field,
    each_once,
    places_above,
    places_beside,
    rows_between,
    subtree,
)
from qa.understanding.intents import (
    asked_besides,
    asks_openly,
    bearing,
    count_asked,
    has_names,
    has_parts,
    intent_fit,
    intents,
    is_asking,
    is_brief,
    is_category,
    is_goal,
    kind_of_names,
    label_of,
    labelled,
    names_subject,
    tense_differs,
    tense_of,
)
from qa.understanding.query import Query, Term, squash

# how much an explanation counts by where it stands: the text, the bullets above, the headings, the document
PLACES = (1.0, 0.9, 0.85, 0.7)
# what a passage is ranked by, and how much each counts (training/passages.py)
WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "share": 1.0, "dense": 0.46, "near": 0.35, "brief": 0.13, "label": 1.05, "focus": 0.31,
        "intent": 0.32, "tense": 0.25, "goal": 0.24, "count": 0.98, "year": 0.16, "names": 0.79, "audit": 0.3,
        "meaning": 0.3, "translated": 0.5, "met": 0.3,
    }
)  # fmt: skip
FEATURES = tuple(WEIGHTS)
COMPARED = 30  # passages whose meaning is compared with the question's
MOST_PARTS = 6  # blocks of them that are
MOST_FITTING = 6  # first blocks of a passage of which one tells what is wanted
SHORT = 80  # characters up to which a passage is not long
AUDITED = re.compile(r"감사|지적|시정\s?요구")  # a heading under which requests and replies stand
CATEGORY_WORTH = 0.3  # of '재료' in '어떤 재료를', which an answer need not say
UNMET = 0.5  # what explains a term no better does not explain it
LONG = 6  # characters of a word that tells much
KIND = re.compile(r"\s?(?:입니까|인가|인지|이야|이에요|예요|일까|인데)")


class Comparer(Protocol):
    """Compares texts, each given in its parts, with a question, shape [texts] (see `qa.library.Library`)."""

    def meaning(self, question: str, texts: Sequence[Sequence[str]]) -> Floats:
        """The cosine of each text."""

    def told(self, question: str, texts: Sequence[Sequence[str]]) -> Floats:
        """The share of the question's words that each text tells in some words."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Blocks of one document that stand together.

    `explained` has for each term of the question how well it is explained (0..1), `share` their weighted
    mean, `score` what passages are ranked by, `features` what it is made of (FEATURES), `start` the place
    of the first block in the outline.
    """

    document: str
    start: int
    blocks: tuple[Block, ...]
    score: float
    share: float
    explained: Floats
    features: Floats

    def overlaps(self, other: Passage) -> bool:
        """Tell whether two passages have a block in common."""
        if self.document != other.document:
            return False
        ends = self.start + len(self.blocks), other.start + len(other.blocks)
        return self.start < ends[1] and other.start < ends[0]


def _is_kind(text: str, term: Term) -> bool:
    """Tell whether a word says what kind of thing is asked about: '... 보내 주는 제도입니까'."""
    return KIND.match(text, term.start + len(term.text)) is not None


def compared_parts(blocks: Sequence[Block]) -> list[str]:
    """The texts of blocks, with what stands right above them, whose meaning is compared with a question's."""
    head = blocks[0]
    return [*head.section[-1:], *head.parents[-2:], *(block.text for block in blocks[:MOST_PARTS])]


def _longer(tree: Tree) -> float:
    """How often a passage is twice as long as a short one; 0 for a short one."""
    return max(0.0, math.log2(max(sum(len(block.text) for block in tree[2]), 1) / SHORT))


class PassageFinder:
    """Scores passages of documents against one question."""

    def __init__(
        self, query: Query, metadata: Mapping[str, Metadata], comparer: Comparer | None = None
    ) -> None:
        text = query.text
        self._comparer = comparer
        terms = tuple(term for term in query.terms if not is_asking(term.text) and not _is_kind(text, term))
        terms = terms or query.terms
        self._query = replace(query, terms=(*terms, *query.actions))
        subject = [names_subject(text, term.text, term.start) for term in terms]
        subject += [False] * len(query.actions)
        self._subject = np.array(subject, dtype=bool)
        kinds = [is_category(text, term.start) for term in terms] + [False] * len(query.actions)
        self._worth = np.where(kinds, np.float32(CATEGORY_WORTH), np.float32(1))
        self._metadata = metadata
        self._wanted = intents(query.text)
        self._conditions = conditions(query)
        self._tense = tense_of(query.text)
        self._count = count_asked(query.text)
        self._kind = kind_of_names(text)
        self._is_brief = is_brief(text) and query.kind != "list"
        self._explain_all = Explainer(self._query.terms)

    def _of_documents(self, names: Iterable[str]) -> Floats:
        """How well the document of each name explains each term, shape [names, terms]."""
        numbers: dict[str, int] = {}
        places = [numbers.setdefault(name, len(numbers)) for name in names]
        found: Floats = self._explain_all(document_field(self._metadata[name]) for name in numbers)[places]
        return found

    def find(self, candidates: Sequence[tuple[str, Sequence[Block], int, float]]) -> list[Passage]:
        """Rank passages, the best first.

        Args:
            candidates: (document, its outline, the place of the first block, search score less that of
                the best hit: 0 or below).
        """
        if not candidates or not self._query.terms:
            return []
        trees = [(name, start, subtree(blocks, start)) for name, blocks, start, _ in candidates]
        explained = self._explained(trees)
        weights = term_weights(self._query.terms, explained) * self._worth
        total = max(float(weights.sum()), 1e-6)
        shares = explained @ weights / total
        names, blocks, firsts = each_once(trees)
        dense = self._dense(names, blocks, weights / total)
        fit = [intent_fit(self._wanted, block) for block in blocks]
        ends = [first + len(tree) for first, (*_, tree) in zip(firsts, trees, strict=True)]
        labels = [squash(label_of(tree[0])) for _, _, tree in trees]
        named = self._explain_all(map(Field, labels)) @ weights / total
        own = {label: contained(label, squash(self._query.text)) for label in dict.fromkeys(labels)}
        told = {
            "share": shares.tolist(),
            "dense": [max(dense[first:end]) for first, end in zip(firsts, ends, strict=True)],
            "near": [near for *_, near in candidates],
            "label": [(told + own[label]) / 2 for told, label in zip(named.tolist(), labels, strict=True)],
            "focus": list(map({label: self._names_focus(label) for label in own}.__getitem__, labels)),
            "intent": [
                max(fit[first : min(end, first + MOST_FITTING)])
                for first, end in zip(firsts, ends, strict=True)
            ],
            "meaning": [0.0] * len(trees),  # told by _by_meaning
            "translated": [0.0] * len(trees),
            **self._told_alone(trees),
        }
        features = np.stack([np.asarray(told[name], dtype=np.float32) for name in FEATURES], axis=1)
        scores = features @ np.array(list(WEIGHTS.values()), dtype=np.float32)
        found = [
            Passage(name, start, tree, float(score), float(share), fits, own)
            for (name, start, tree), score, share, fits, own in zip(
                trees, scores, shares, explained, features, strict=True
            )
        ]
        return self._by_meaning(sorted(found, key=lambda passage: -passage.score))

    def _by_meaning(self, ranked: list[Passage]) -> list[Passage]:
        """The passages with what the first of them mean to the question added to their scores."""
        if self._comparer is None:
            return ranked
        first, question = ranked[:COMPARED], self._query.text
        texts = [compared_parts(passage.blocks) for passage in first]
        names = [self._names_of(passage) for passage in first]
        compared = {
            "meaning": self._comparer.meaning(question, texts),
            "translated": self._comparer.told(
                question, [[*a, *b] for a, b in zip(names, texts, strict=True)]
            ),
        }
        found = []
        for place, passage in enumerate(first):
            features = passage.features.copy()
            for name, values in compared.items():
                features[FEATURES.index(name)] = values[place]
            score = passage.score + sum(
                WEIGHTS[name] * float(values[place]) for name, values in compared.items()
            )
            found.append(replace(passage, score=score, features=features))
        return [*sorted(found, key=lambda passage: -passage.score), *ranked[COMPARED:]]

    def _names_of(self, passage: Passage) -> list[str]:
        """The names of a passage's document, and the headings that it stands under."""
        metadata = self._metadata[passage.document]
        return [metadata.title, metadata.agency, metadata.department, *passage.blocks[0].section[:-1]]

    def labelled(self, blocks: Sequence[Block], places: range) -> list[int]:
        """The places of the bullets whose labels tell all that is wanted, with what stands under them."""
        if asks_openly(self._query.text):
            return []
        found = labelled(self._query.text, self._wanted, [blocks[n] for n in places])
        return [n for first in found for n in range(places[first], end_of(blocks, places[first]))]

    def beside(self, blocks: Sequence[Block], places: range, part: Sequence[int]) -> set[int]:
        """The places of who, where and when beside a part that tells how: '누구를 대상으로 어떤 방법으로'."""
        found: set[int] = set()
        for intent in asked_besides(self._query.text, self._wanted):
            if not bearing(intent, [blocks[n] for n in part]):
                first = bearing(intent, [blocks[n] for n in places])[:1]
                found |= {m for n in first for m in range(places[n], end_of(blocks, places[n]))}
        return found

    @property
    def named(self) -> list[Term]:
        """The terms that name what the question is about."""
        mine = zip(self._query.terms, self._subject, strict=True)
        return [term for term, subject in mine if subject and not term.measure]

    def purpose(self, blocks: Sequence[Block], passage: Passage) -> list[int]:
        """The places of the only '(도입취지) ...' under the headings over a passage that tells no cause.

        Empty where it is not asked why alone, where several things have one there, and where it is that of
        more than the thing that the passage names: the goal of a program is none of moving its office.
        """
        if [intent.name for intent in self._wanted] != ["purpose"]:
            return []
        if any(intent_fit(self._wanted, block) for block in passage.blocks):
            return []
        for places in around(blocks, passage.start):
            if found := bearing(self._wanted[0], [blocks[n] for n in places]):
                first = places[found[0]]
                own = self._explained([(passage.document, first, subtree(blocks, first))])[0]
                known = (passage.explained > EXPLAINED) <= (own > EXPLAINED)
                alone = len(found) == 1 and bool(known.all())
                return list(range(first, end_of(blocks, first))) if alone else []
        return []

    def meets(self, blocks: Iterable[Block]) -> bool:
        """Tell whether blocks meet all conditions that the question sets."""
        return not self._conditions or met(self._conditions, (block.text for block in blocks)) == 1

    def told(self, passages: Sequence[Passage]) -> float:
        """The share of the subject's terms that some passage explains, 0 to 1."""
        explained = np.max([passage.explained for passage in passages], axis=0)
        subject = self._subject if self._subject.any() else np.ones_like(self._subject)
        return float((explained[subject] > EXPLAINED).mean())

    def longest_unmet(self, passages: Sequence[Passage]) -> float:
        """The length of the longest word that no passage explains, in words of LONG characters, 2 at most."""
        explained = np.max([passage.explained for passage in passages], axis=0)
        unmet = [
            len(term.words[0])
            for term, told in zip(self._query.terms, explained.tolist(), strict=True)
            if told < UNMET and not term.measure
        ]
        return min(max(unmet, default=0) / LONG, 2.0)

    def _told_alone(self, trees: Sequence[Tree]) -> dict[str, Sequence[float]]:
        """The FEATURES that each passage has by itself; what speaks against it is below 0."""
        heads = [tree[0] for *_, tree in trees]
        nothing = [0.0] * len(trees)
        own = [[block.text for block in tree[:MOST_FITTING]] for *_, tree in trees]
        years = {name: self._year(name) for name, *_ in trees}
        sections = dict.fromkeys(head.section for head in heads)
        audited = {section: any(map(AUDITED.search, section)) for section in sections}
        return {
            "brief": [-_longer(tree) for tree in trees] if self._is_brief else nothing,
            "tense": [-tense_differs(self._tense, head) for head in heads] if self._tense else nothing,
            "goal": [-is_goal(self._wanted, head) for head in heads],
            "count": [has_parts(tree, self._count) for *_, tree in trees]
            if self._count is not None
            else nothing,
            "year": [years[name] for name, *_ in trees],
            "names": [has_names(tree, self._kind, self._count) for *_, tree in trees]
            if self._kind
            else nothing,
            "met": [met(self._conditions, texts) for texts in own] if self._conditions else nothing,
            "audit": [-audited[head.section] for head in heads] if self._query.kind != "audit" else nothing,
        }

    def _names_focus(self, label: str) -> bool:
        """Tell whether a label names the last thing of the question, which is most often what is asked."""
        return bool(label) and explain(self._query.terms[-1], label) >= EXPLAINED

    def best_of(self, blocks: Sequence[Block], places: range, limit: int = MAX_CHARACTERS) -> list[int]:
        """The places among a whole's that explain the question best, in order, `limit` characters of them.

        The first block and what stands above a chosen one are kept.
        """
        if sum(len(blocks[n].text) for n in places) <= limit:
            return list(places)
        explained = self._own([blocks[n] for n in places])
        weights = term_weights(self._query.terms, explained)
        scores = explained @ weights / max(float(weights.sum()), 1e-6)
        scores += [WEIGHTS["intent"] * intent_fit(self._wanted, blocks[n]) for n in places]
        scores += [WEIGHTS["met"] * met(self._conditions, [blocks[n].text]) for n in places]
        kept = {places[0]}
        for choice in np.argsort(-scores, kind="stable"):
            place = places[int(choice)]
            more = {place, *places_above(blocks, place, places[0])} - kept
            beside, under = (
                places_beside(blocks, place, places),
                {*range(place, end_of(blocks, place))} & {*places},
            )
            for some in (more | under | beside, more | under, more | beside, more):
                if sum(len(blocks[n].text) for n in kept | some) <= limit:
                    kept |= some
                    break
        return sorted(kept | rows_between(blocks, kept, limit // 2))

    def _own(self, blocks: Sequence[Block]) -> Floats:
        """How well each block explains each term by its text and the bullets above it, [blocks, terms]."""
        texts = self._explain_all(block_field(block.text, block.kind == "heading") for block in blocks)
        above = self._explain_all(text_field(*block.parents) for block in blocks)
        own: Floats = np.maximum(texts, np.float32(PLACES[1]) * above)
        return own

    def _dense(self, names: Sequence[str], blocks: Sequence[Block], weights: Floats) -> list[float]:
        """How well each block, of the document of each name, explains the question, with where it stands.

        `weights` are those of the terms, of sum 1.
        """
        above = self._explain_all(text_field(*block.section) for block in blocks)
        document = self._of_documents(names)
        place, whole = np.float32(PLACES[2]), np.float32(PLACES[3])
        alone = np.maximum.reduce([self._own(blocks), place * above, whole * document])
        found: list[float] = (alone @ weights).tolist()
        return found

    def _explained(self, trees: Sequence[Tree]) -> Floats:
        """How well each passage explains each term, shape [passages, terms]."""
        heads = [tree[0] for _, _, tree in trees]
        fields = (
            (Field("".join([squash(block.text) for block in tree])) for _, _, tree in trees),
            (text_field(*head.parents) for head in heads),
            (text_field(*head.section) for head in heads),
        )
        told = [*map(self._explain_all, fields), self._of_documents(name for name, _, _ in trees)]
        best: Floats = np.maximum.reduce([np.float32(w) * some for w, some in zip(PLACES, told, strict=True)])
        return best

    def _year(self, name: str) -> float:
        year = self._metadata[name].year
        if not self._query.years or year is None:
            return 0.0
        return 1.0 if year in self._query.years else -0.5
