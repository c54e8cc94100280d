"""Which documents a question names: by agency and department, in any of the forms that staff write."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.model import Metadata

# '서울특별시교육청' is also 서울시교육청 and 서울교육청, '강원특별자치도' 강원도
_FORMAL = re.compile(r"(?:특별자치|특별|광역)(?=[시도])")
_TITLE = re.compile(r"(?:특별자치|특별|광역)[시도](?=\S)")
_SPACES = re.compile(r"\s+")
_SHORTEST = 2


def aliases(metadata: Metadata) -> frozenset[str]:
    """The names under which a document's agency and department go, without spaces.

    Example:
        >>> sorted(aliases(Metadata("", "가람광역시 누리구", "총무과")))
        ['가람광역시누리구', '가람시누리구', '누리구', '총무과']
    """
    agency = metadata.agency
    forms = {agency, _FORMAL.sub("", agency), _TITLE.sub("", agency), metadata.department}
    found = {_SPACES.sub("", form) for form in forms} | {form.split()[-1] for form in forms if form.split()}
    return frozenset(name for name in found if len(name) >= _SHORTEST)


def idf(count: int, size: int) -> float:
    """Inverse document frequency as in BM25 (Lucene's variant): how much a word tells apart."""
    return math.log(1 + (size - count + 0.5) / (count + 0.5))


class DocumentNames:
    """The names and years of a store's documents.

    Args:
        documents: the metadata of each, by its number in the store.

    Example:
        >>> names = DocumentNames([Metadata("", "가람시", "총무과"), Metadata("", "누리시", "총무과")])
        >>> names.scores(names.named("누리시 총무과 예산은?")).round(2).tolist()
        [0.21, 1.0]
    """

    def __init__(self, documents: Sequence[Metadata]) -> None:
        self._size = len(documents)
        self._documents: dict[str, list[int]] = {}
        for number, metadata in enumerate(documents):
            for name in aliases(metadata):
                self._documents.setdefault(name, []).append(number)
        self._lengths = sorted({len(name) for name in self._documents}, reverse=True)
        self._years = np.asarray([metadata.year or 0 for metadata in documents], dtype=np.int32)

    def named(self, question: str) -> set[str]:
        """The names that stand in a question, spaces aside; in '누리시교육청' nobody names 누리시."""
        text = _SPACES.sub("", question)
        found: set[str] = set()
        place = 0
        while place < len(text):
            ends = (place + n for n in self._lengths if text[place : place + n] in self._documents)
            end = next(ends, None)
            if end is not None:
                found.add(text[place:end])
            place = end or place + 1
        return found

    def scores(self, named: Iterable[str]) -> NDArray[np.float32]:
        """For each document, how much of what a question names (see `named`) is its own: 0 to 1."""
        found = np.zeros(self._size, dtype=np.float32)
        total = 0.0
        for name in named:
            numbers = self._documents[name]
            weight = idf(len(numbers), self._size)
            found[numbers] += weight
            total += weight
        return found / np.float32(total or 1)

    def year_scores(self, years: Sequence[int]) -> NDArray[np.float32]:
        """1 for documents of a year that is asked for, a half for those of the year after it."""
        found = np.zeros(self._size, dtype=np.float32)
        for year in years:
            found[(self._years == year + 1) & (found == 0)] = 0.5
        found[np.isin(self._years, list(years))] = 1
        return found
