"""A question understood: the terms that it names, and what it asks of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

Operation = Literal[
    "sum",
    "difference",
    "share",
    "ratio",
    "per_head",
    "largest",
    "smallest",
    "count",
    "growth",
    "agreement",
    "complement",
    "fill",
    "changed",
    "changes",
    "matching",
    "average",
    "rest",
    "place",
]
QuestionKind = Literal["figure", "list", "passage", "audit"]
DROPPED = re.compile(r"[\s·ㆍ‧․・,'’‘`\"“”「」『』<>〈〉\[\]]+")


@dataclass(frozen=True, slots=True)
class Term:
    """A thing that the question names, to be explained by a label, a heading or a document's name.

    `words` are the texts (white space removed) any of which explains it: the term itself, or for a
    measure the labels under which it is printed. `parts` are the nouns that a compound is made of, `meant`
    the texts that explain what the question describes with the term, less surely than the term itself.
    """

    text: str
    words: tuple[str, ...]
    parts: tuple[str, ...]
    measure: str = ""
    start: int = 0
    meant: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meaning:
    """What words of a question may describe (see `qa.understanding.reverse`).

    `start` and `end` are the place of those words, `words` the texts (squashed) in which documents print the
    term, `score` what the words weigh together.
    """

    start: int
    end: int
    words: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Query:
    """A question understood.

    `units` has what is named of '%', 'money' and counters ('명', '대'); `year_places` has (year, offset);
    `joins` says that several things are joined or compared ('와', '이랑', '각각'); where a question is split
    into one for each thing, `aside` has the spans of the text that name the other things. `denied` terms are
    named to be left out ('공무직 아닌', '인건비 제외'). `actions` are what is done, as nouns ('지연');
    they help to find a passage, but an answer need not name them. `described` is what its words may
    describe, `meant` the same where it is read so, `printed` the words that documents may have for what is
    said or clearly described. `counted` are the things whose numbers are
    asked for ('몇 개 실국 몇 개 부서'). `of_report` says that the years are those of reports ('2022년
    보고에서'); where others are wanted, `report_years` are those of the reports that tell them. `value`
    is the figure itself where it is known and what it is of is asked.
    """

    text: str
    terms: tuple[Term, ...]
    years: tuple[int, ...]
    year_places: tuple[tuple[int, int], ...]
    relative_years: tuple[int, ...]
    months: tuple[int, ...]
    units: tuple[str, ...]
    operation: Operation | None
    kind: QuestionKind
    joins: bool = False
    aside: tuple[tuple[int, int], ...] = ()
    denied: tuple[Term, ...] = ()
    actions: tuple[Term, ...] = ()
    described: tuple[Meaning, ...] = ()
    meant: tuple[Meaning, ...] = ()
    printed: str = ""
    counted: tuple[str, ...] = ()
    of_report: bool = False
    report_years: tuple[int, ...] = ()
    value: tuple[Decimal, str] | None = None

    @property
    def said(self) -> str:
        """The text less what is said `aside` of other things: what labels are looked up in."""
        text = self.text
        for start, end in self.aside:
            text = text[:start] + " " * (end - start) + text[end:]
        return text

    @property
    def also(self) -> str:
        """What search is to look for as well: what is printed for what is said, described or done."""
        done = " ".join(word for term in self.actions for word in term.words)
        return f"{self.printed} {done}"

    def as_meant(self) -> Query:
        """The question read as a description: its terms may be printed as what they help to describe."""
        terms = tuple(_with_meanings(term, self.described) for term in self.terms)
        return replace(self, terms=terms, meant=self.described)

    @property
    def measures(self) -> tuple[str, ...]:
        """The names of the measures asked for, in the order of the question."""
        return tuple(term.measure for term in self.terms if term.measure)


def _with_meanings(term: Term, meant: Sequence[Meaning]) -> Term:
    """A term that may be printed as what it is part of the description of: 책 as 택배대출.

    What is called by its name is not described: 이월 is no 예산현액.
    """
    if term.measure:
        return term
    own = [one for one in meant if one.start <= term.start < one.end and term.words[0] not in one.words]
    words = [word for one in own for word in one.words]
    return replace(term, meant=tuple(words)) if words else term


@lru_cache(maxsize=262144)
def squash(text: str) -> str:
    """Drop what layout and habit vary: white space, separators and quotes, 율/률, letter case."""
    return DROPPED.sub("", text).replace("율", "률").lower()
