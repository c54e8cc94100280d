"""What the documents have that is like what was asked: names of rows, tables and headings, with their places.

'시장 가게 중 불 공제에 든 곳은' -> '화재공제 가입 점포'. A refusal names them, so that it can be asked again
in the documents' own words; it tells no figure of them, because none was asked for by its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from corpus.markers import read_mark
from corpus.model import Lines, Path
from corpus.tables.sums import is_total
from qa.context import Context
from qa.understanding.query import Query, squash

MOST = 3
DEPTH = 20  # hits whose names are looked at
LEAST = 0.8  # how alike a name must be: its share of the question's words and the cosine with them, 0 to 2
LONGEST = 30  # letters of a name; what is longer is a sentence
# '... 것', '... 바람', '... 함': an audit's request that is the heading of its answer
SENTENCE = re.compile(r"[.?!]|(?:것|바람|[가-힣]음|[가-힣]함|[고며])$")
LETTER = re.compile(r"[가-힣A-Za-z]")


class Name(NamedTuple):
    """A name in the documents, and where it stands."""

    text: str
    document: str
    section: Path
    lines: Lines


def suggestions(query: Query, context: Context) -> list[Name]:
    """The names that are most like what a question asks for, the likest first."""
    things = [
        term.text for term in query.terms if not term.measure and not context.metadata.named(term.words[0])
    ]
    asked = " ".join(things)
    names = list(_names(context)) if things else []
    if not names:
        return []
    parts = [[name.text] for name in names]
    alike = context.library.told(asked, parts) + context.library.meaning(asked, parts)
    ordered = sorted(zip(alike.tolist(), names, strict=True), key=lambda pair: -pair[0])
    return _distinct(name for score, name in ordered if score >= LEAST)


def _names(context: Context) -> Iterator[Name]:
    """The names on the lines of the best hits: of headings, tables and their rows, each once."""
    seen: set[str] = set()
    chunks = [hit.chunk for hit in context.hits[:DEPTH]]
    told = context.library.facts_on([(chunk.document, chunk.lines) for chunk in chunks])
    for chunk, facts in zip(chunks, told, strict=True):
        found = [(text, chunk.lines[0]) for text in chunk.section[-1:]]
        found += [(text, fact.lines[0]) for fact in facts for text in (*fact.row[-2:], fact.caption)]
        for text, line in found:
            name = _cleaned(text)
            if name and squash(name) not in seen:
                seen.add(squash(name))
                yield Name(name, chunk.document, chunk.section, (line, line))


@lru_cache(maxsize=16384)
def _cleaned(text: str) -> str:
    """A name without the mark before it; '' for what is no name of a thing: a total, a number, a sentence."""
    name = read_mark(text).text.strip()
    is_name = len(LETTER.findall(name)) > 1 and len(name) <= LONGEST
    return name if is_name and not is_total(name) and not SENTENCE.search(name) else ""


def _distinct(names: Iterable[Name]) -> list[Name]:
    """The first names of which none says another one again: '3 통장 운영' beside '통장 운영'."""
    kept: list[Name] = []
    for name in names:
        said = squash(name.text)
        if all(said not in squash(other.text) and squash(other.text) not in said for other in kept):
            kept.append(name)
        if len(kept) == MOST:
            break
    return kept
