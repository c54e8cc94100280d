"""Citations: places in documents, numbered in the order in which an answer first needs them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from corpus.model import Fact, Lines, Metadata, Path
from qa.answer import Citation, TablePlace

MAX_QUOTE = 400
MAX_CITED_LINES = 60

ReadLines = Callable[[str, int, int], Sequence[str]]


class Citations:
    """Collects citations; the same place gets the same number.

    Args:
        read_lines: gives raw lines of a document: (name, first, last), 1-based and inclusive.
        metadata: of each document, by name.
    """

    def __init__(self, read_lines: ReadLines, metadata: Mapping[str, Metadata]) -> None:
        self._read_lines = read_lines
        self._metadata = metadata
        self._found: dict[tuple[object, ...], Citation] = {}

    @property
    def all(self) -> tuple[Citation, ...]:
        """The citations so far, by number."""
        return tuple(self._found.values())

    def raw(self, document: str, lines: Lines) -> str:
        """The raw lines of a place."""
        return "\n".join(self._read_lines(document, *lines))

    def of_fact(self, fact: Fact) -> int:
        """Cite a fact's cell (or its place in the text); gives the citation's number."""
        place = TablePlace(fact.caption, fact.row, fact.column) if fact.table is not None else None
        return self.of_lines(fact.document, fact.section, fact.lines, around=fact.text, table=place)

    def of_lines(
        self, document: str, section: Path, lines: Lines, *, around: str = "", table: TablePlace | None = None
    ) -> int:
        """Cite lines; a long line is quoted `around` a text that stands in it."""
        key = (document, lines, table)
        if key not in self._found:
            room = MAX_CITED_LINES - sum(c.lines[1] - c.lines[0] + 1 for c in self.all)
            lines = (lines[0], min(lines[1], lines[0] + max(room, 1) - 1))
            raw = self.raw(document, lines)
            self._found[key] = Citation(
                id=len(self._found) + 1,
                document=document,
                title=self._metadata[document].title,
                section=section,
                lines=lines,
                quote=cut_quote(raw, around),
                table=table,
            )
        return self._found[key].id


def lines_named(lines: Lines) -> str:
    """Lines as a person names them: '17번째 줄', '17~19번째 줄'."""
    first, last = lines
    return f"{first}번째 줄" if first == last else f"{first}~{last}번째 줄"


def cut_quote(raw: str, around: str = "", limit: int = MAX_QUOTE) -> str:
    """Cut a verbatim quote of at most about `limit` characters out of raw lines, never inside a tag."""
    text = raw.strip("\r\n")
    if len(text) <= limit:
        return text
    at = max(text.find(around), 0) if around else 0
    first = max(0, at - limit // 3)
    last = min(len(text), first + limit)
    for tag in re.finditer(r"<[^>]*>", text):
        if tag.start() < first < tag.end():
            first = tag.end()
        if tag.start() < last < tag.end():
            last = tag.start()
    return text[first:last]
