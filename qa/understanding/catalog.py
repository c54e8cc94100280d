"""The documents' metadata, and the names in them looked up without going through all documents."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property, lru_cache

from corpus.model import Metadata
from qa.figures.fields import Field, contained, document_field

ENDINGS = ("청", "본청", "")
_SPACE = re.compile(r"\s")
_SHORTEST = 3
KEPT = 64  # texts whose names are kept: a question is looked at again and again


class Names:
    """Matches any of many names in a text, the longest first; a space may stand between any two letters.

    Only those names are compiled into a pattern that stand in the text at all, so that the cost is that of
    the text.

    Example:
        >>> [match[0] for match in Names(["가람시", "가람시청"]).finditer("가람 시청 예산")]
        ['가람 시청']
    """

    def __init__(self, names: Collection[str]) -> None:
        self._names = frozenset(names)
        self._lengths = sorted({len(name) for name in self._names}, reverse=True)
        self._pattern = lru_cache(maxsize=KEPT)(self._compiled)

    def _compiled(self, text: str) -> re.Pattern[str] | None:
        flat = _SPACE.sub("", text)
        found = {flat[start : start + n] for n in self._lengths for start in range(len(flat) - n + 1)}
        names = sorted(found & self._names, key=lambda name: (-len(name), name))
        return re.compile("|".join(r"\s?".join(map(re.escape, name)) for name in names)) if names else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """The names in a text, from left to right."""
        pattern = self._pattern(text)
        return pattern.finditer(text) if pattern else iter(())

    def fullmatch(self, text: str) -> bool:
        """Tell whether a text is one of the names."""
        pattern = self._pattern(text)
        return pattern is not None and pattern.fullmatch(text) is not None


class Catalog(Mapping[str, Metadata]):
    """What each document is, by its name; which documents a word names is looked up, not searched for."""

    def __init__(self, documents: Mapping[str, Metadata]) -> None:
        self._documents = documents
        self._agencies: dict[str, int] = {}

    def __getitem__(self, name: str) -> Metadata:
        """The metadata of a document."""
        return self._documents[name]

    def __iter__(self) -> Iterator[str]:
        """Names of the documents."""
        return iter(self._documents)

    def __len__(self) -> int:
        """How many documents there are."""
        return len(self._documents)

    @cached_property
    def _fields(self) -> Mapping[str, Field]:
        return {name: document_field(of) for name, of in self._documents.items()}

    @cached_property
    def _named(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for name, field in self._fields.items():
            for label in field.labels:
                for ending in ENDINGS:
                    found.setdefault(label + ending, set()).add(name)
        return {label: frozenset(names) for label, names in found.items()}

    def named(self, word: str) -> frozenset[str]:
        """The documents whose agency or department a word (squashed) names: '서울시' of '서울특별시'."""
        return self._named.get(word, frozenset())

    def offices(self, word: str) -> int:
        """How many agencies have a department that a word names: several have a '총무과'."""
        if word not in self._agencies:
            of = [self._documents[name] for name in self.named(word)]
            agencies = {metadata.agency for metadata in of}
            own = {name for name in agencies if _is_agency(word, name)}
            self._agencies[word] = len(agencies - own)
        return self._agencies[word]

    @cached_property
    def labels(self) -> frozenset[str]:
        """What agencies and departments are called, squashed."""
        return frozenset(label for field in self._fields.values() for label in field.labels)

    @cached_property
    def names(self) -> Names:
        """Finds the agencies and departments in a text."""
        return Names([label for label in self.labels if len(label) >= _SHORTEST])

    @cached_property
    def _text(self) -> str:
        return "\n".join(dict.fromkeys(field.text for field in self._fields.values()))

    def is_said(self, word: str) -> bool:
        """Tell whether a word (squashed) stands in the title or the names of any document."""
        return contained(word, self._text) >= 1

    @cached_property
    def _years(self) -> Mapping[int | None, tuple[str, ...]]:
        found: dict[int | None, list[str]] = {}
        for name, metadata in self._documents.items():
            found.setdefault(metadata.year, []).append(name)
        return {year: tuple(names) for year, names in found.items()}

    def of_year(self, year: int, among: Collection[str] | None = None) -> tuple[str, ...]:
        """The documents of a year, in their order; those `among` some where given."""
        names = self._years.get(year, ())
        return names if among is None else tuple(name for name in names if name in among)

    def of_one_office(self, name: str, other: str) -> bool:
        """Tell whether two documents are of one department of an agency, or of one within the other."""
        one, two = self._documents[name], self._documents[other]
        within = one.department.startswith(two.department) or two.department.startswith(one.department)
        return one.agency == two.agency and within


def _is_agency(word: str, agency: str) -> bool:
    labels = document_field(Metadata("", agency, "", None)).labels
    return any(word == label + ending for label in labels for ending in ENDINGS)
