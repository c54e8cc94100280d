"""The labels of figures that a question says as they are printed, letter by letter."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.model import Fact
from qa.figures.fields import bare
from qa.understanding.query import Query, squash
from qa.understanding.taking import Finds

YEAR = re.compile(r"^\s*(?:(?:19|20)\d\d|['’‘]\d\d)\s?(?:년도?)?(?![\d.])\s*")
LETTERS = re.compile(r"[가-힣A-Za-z]{2}|\d[가-힣]")
OFFICE = re.compile(r"[시군구도청국실원단부과소]$")  # '안전국시설과': 시설과 of 안전국


class SaidLabels:
    """How much of a question the labels of figures are.

    Args:
        query: the question.
        names: finds the agencies and departments in a text; '달무리' is not said with '달무리도'.
    """

    def __init__(self, query: Query, names: Finds) -> None:
        self._said = squash(query.said)
        self._names = [squash(match[0]) for match in names.finditer(query.said)]

    def letters(self, fact: Fact) -> int:
        """How many letters of the question a figure's labels are, none counted twice.

        0 where neither its row's own label nor its column's is said.
        """
        own = {form for path in (fact.row, fact.column) for label in path[-1:] for form in _forms(label)}
        if not any(map(self._says, own)):
            return 0
        labels = {form for path in (fact.row, fact.column) for label in path for form in _forms(label)}
        said, count = self._said, 0
        for label in sorted(filter(self._says, labels), key=len, reverse=True):
            if label in said:
                said = said.replace(label, "/", 1)
                count += len(label)
        return count

    def _says(self, label: str) -> bool:
        """Tell whether the question says a label, and not only as the beginning or the end of a name."""
        return len(label) > 1 and self._said.count(label) > sum(_is_cut(label, name) for name in self._names)


def _is_cut(label: str, name: str) -> bool:
    """Tell whether a label is only a part of a name: '본부' of '하천사업본부'."""
    ends = name.endswith(label) and not OFFICE.search(name.removesuffix(label))
    return name != label and (name.startswith(label) or ends)


@lru_cache(maxsize=16384)
def _forms(label: str) -> tuple[str, ...]:
    """A label as it may be said, squashed: whole, without parentheses, without its year; a year is none."""
    whole = YEAR.sub("", label)
    if not LETTERS.search(whole):
        return ()
    return tuple(dict.fromkeys(map(squash, (label, whole, bare(whole)))))
