"""What the rows of tables and the bullets are called: their labels, whatever is asked."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from corpus.model import Path
from qa.figures.fields import bigrams, measure_of, own_label
from qa.understanding.query import squash
from qa.understanding.synonyms import alternatives

ENDS_PER_ONE = re.compile(
    r"(?:[1일한]인|가구|세대|건|회|기|팀|개소|곳|명|학교|학급|대|교|과정|업체|사업장)당$"
)
QUALIFIERS = ("평균", "1인당", "누계", "누적")
WORD = re.compile(r"[가-힣A-Za-z0-9]+")


@lru_cache(maxsize=16384)
def ways_to_say(label: str) -> list[tuple[str, ...]]:
    """Each word of a label, what stands in parentheses left out, with the others that are said for it."""
    words = [squash(word) for word in WORD.findall(re.sub(r"\([^)]*\)", "", label))]
    return [(word, *alternatives(word)) for word in words if len(word) > 1]


class RowLabel(NamedTuple):
    """A row's own label (squashed, without parentheses), what narrows it, and the measure that it prints.

    `letters` are those one of which a question must have to say the label, or a word of it.
    """

    label: str
    qualifiers: tuple[str, ...]
    letters: frozenset[str]
    measure: str


@lru_cache(maxsize=16384)
def row_label(row: Path) -> RowLabel:
    """What a row is called: '평균 나이' is narrowed by 평균, the amount for each ('가구당') by 당."""
    label = squash(own_label(row))
    said = [one for some in ways_to_say(row[-1]) for one in some] if row else []
    each = ("당",) if ENDS_PER_ONE.search(label) else ()
    qualifiers: tuple[str, ...] = (*(word for word in QUALIFIERS if word in label), *each)
    if len(row) > 1 and (above := squash(row[-2])) in QUALIFIERS:
        qualifiers += (above,)  # '누계 > 물청소' is as narrow
    return RowLabel(
        label, qualifiers, frozenset[str]().union(*map(bigrams, (label, *said))), measure_of(label)
    )
