"""A document becomes passages for search, cut along its own structure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from corpus.model import AuditItem, Block, Chunk, Document, Lines, Metadata, Path, Row, Table

TARGET = 500  # characters of a passage; a bullet with what stands under it is not cut below this
LIMIT = 700  # a longer bullet is cut at its sub-bullets, then at its sentences
SMALL = 200  # a shorter section goes into one passage with the next
ROWS = 8  # rows of a table in one passage
ROW_LIMIT = 1200

SplitSentences = Callable[[str], list[str]]

_TAG = re.compile(r"<[^<>]{0,400}>")
_SPACES = re.compile(r"[ \u3000]{2,}")


@dataclass(slots=True)
class _Piece:
    """A passage before its number is known."""

    text: str
    context: list[str]
    lines: Lines
    section: Path
    kind: Literal["text", "table", "audit"]
    table: int | None = None


def _size(blocks: Sequence[Block]) -> int:
    return sum(len(block.text) + len(block.marker) + 2 for block in blocks)


@dataclass(slots=True)
class _Group:
    """Blocks that make one passage."""

    blocks: list[Block] = field(default_factory=list)

    @property
    def size(self) -> int:
        return _size(self.blocks)


def make_chunks(document: Document, split_sentences: SplitSentences) -> tuple[Chunk, ...]:
    """Cuts a document, as read so far, into passages.

    A bullet stays with its sub-bullets up to some 500 characters, a table is cut between rows, an audit
    item into the request and the answer. Every line that says something lies in some passage.

    Args:
        document: its blocks, tables and audit items; its metadata goes into each passage's context.
        split_sentences: cuts a text into its sentences (used for bullets above the limit).
    """
    lines = document.lines
    held = _held_lines(
        len(lines), [part.lines for part in document.tables] + [item.lines for item in document.audits]
    )
    pieces = [
        *_text_pieces(document.blocks, held, split_sentences),
        *(
            piece
            for index, table in enumerate(document.tables)
            for piece in _table_pieces(index, table, lines)
        ),
        *(piece for item in document.audits for piece in _audit_pieces(item, split_sentences)),
    ]
    pieces.sort(key=lambda piece: (piece.lines, piece.kind != "text"))
    _cover(pieces, lines)
    about = _about(document.metadata)
    return tuple(
        Chunk(
            id=number,
            document=document.name,
            text=piece.text,
            context=_context(about, piece.context),
            lines=piece.lines,
            section=piece.section,
            kind=piece.kind,
            table=piece.table,
        )
        for number, piece in enumerate(pieces)
    )


def _about(metadata: Metadata) -> list[str]:
    year = f"{metadata.year}년" if metadata.year and str(metadata.year) not in metadata.title else ""
    return [metadata.title, metadata.agency, metadata.department, year]


def _context(about: Sequence[str], names: Sequence[str]) -> str:
    """What the document is on a line, and each name that a passage stands under on one of its own.

    An agency that no dictionary has is cut into its parts only beside other words.
    """
    document = " ".join(dict.fromkeys(part for part in about if part))
    return "\n".join([document, *(dict.fromkeys(name for name in names if name and name not in about))])


def _held_lines(count: int, ranges: Sequence[Lines]) -> bytearray:
    """Marks the lines that tables and audit items hold."""
    held = bytearray(count + 2)
    for first, last in ranges:
        held[first : last + 1] = b"\1" * (last - first + 1)
    return held


def _cover(pieces: list[_Piece], lines: Sequence[str]) -> None:
    """Gives the lines that no passage holds (page numbers, lone marks) to the passage before them."""
    if not pieces:
        return
    covered = _held_lines(len(lines), [piece.lines for piece in pieces])
    at = 0
    for number, line in enumerate(lines, 1):
        while at + 1 < len(pieces) and pieces[at + 1].lines[0] <= number:
            at += 1
        if covered[number] or not line.strip():
            continue
        first, last = pieces[at].lines
        pieces[at].lines = (min(first, number), max(last, number))


# --- text ---------------------------------------------------------------------------------------------


def _text_pieces(blocks: Sequence[Block], held: bytearray, split: SplitSentences) -> Iterator[_Piece]:
    free = [block for block in blocks if not held[block.lines[0]]]
    for run in _runs(free, held):
        for group in _packed(list(_trees(run))):
            yield from _group_pieces(group, split)


def _runs(blocks: Sequence[Block], held: bytearray) -> Iterator[list[Block]]:
    """Gives the blocks of a section, or of some short ones, headings first; a table ends a run."""
    run: list[Block] = []
    for block in blocks:
        opens = block.kind == "heading" and any(other.kind != "heading" for other in run)
        opens = opens and (_size(run) >= SMALL or block.depth < run[0].depth)
        if run and (opens or any(held[run[-1].lines[1] + 1 : block.lines[0]])):
            yield run
            run = []
        run.append(block)
    if run:
        yield run


def _trees(run: Sequence[Block]) -> Iterator[_Group]:
    """Gives each bullet of a run with what stands under it."""
    group = _Group()
    top: int | None = None
    for block in run:
        if block.kind == "heading":
            if top is not None:
                yield group
                group, top = _Group(), None
            group.blocks.append(block)
            continue
        if top is not None and (block.depth <= top and block.kind != "note"):
            yield group
            group = _Group()
            top = None
        group.blocks.append(block)
        top = block.depth if top is None else min(top, block.depth)
    if group.blocks:
        yield group


def _packed(groups: Sequence[_Group]) -> Iterator[_Group]:
    """Puts small groups together up to the target, and cuts groups above the limit at their bullets."""
    packed = _Group()
    for group in groups:
        if packed.blocks and packed.size + group.size > TARGET:
            yield packed
            packed = _Group()
        if group.size <= LIMIT:
            packed.blocks += group.blocks
            continue
        for block in group.blocks:
            if packed.blocks and packed.size + len(block.text) > TARGET:
                yield packed
                packed = _Group()
            packed.blocks.append(block)
    if packed.blocks:
        yield packed


def _group_pieces(group: _Group, split: SplitSentences) -> Iterator[_Piece]:
    first = next((block for block in group.blocks if block.kind != "heading"), group.blocks[0])
    section = first.section
    context = [*section, *first.parents]
    lines = (min(b.lines[0] for b in group.blocks), max(b.lines[1] for b in group.blocks))
    parts = [f"{block.marker} {block.text}".strip() for block in group.blocks]
    if sum(map(len, parts)) <= 2 * LIMIT:
        yield _Piece("\n".join(parts), context, lines, section, "text")
        return
    for part in _sentences("\n".join(parts), split):
        yield _Piece(part, context, lines, section, "text")


def _sentences(text: str, split: SplitSentences) -> Iterator[str]:
    """Gives the sentences of a long text, put together up to the target."""
    part = ""
    for sentence in split(text):
        for start in range(0, len(sentence), 2 * LIMIT):
            piece = sentence[start : start + 2 * LIMIT]
            if part and len(part) + len(piece) > TARGET:
                yield part
                part = ""
            part = f"{part} {piece}".strip()
    if part:
        yield part


# --- tables -------------------------------------------------------------------------------------------


def _table_pieces(index: int, table: Table, lines: Sequence[str]) -> Iterator[_Piece]:
    columns = list(dict.fromkeys(name for path in table.columns for name in path))
    columns += [name for name in table.row_header if name not in columns]
    groups = list(_row_groups(table))
    start = table.lines[0]
    for place, rows in enumerate(groups):
        last = max((row.lines[1] for row in rows), default=table.lines[1])
        last = table.lines[1] if place == len(groups) - 1 else last
        above = list(dict.fromkeys(name for row in rows for name in row.path[:-1]))
        text = "\n".join(_plain(line) for line in lines[start - 1 : last] if line.strip())
        context = [*table.section, table.caption, table.unit, *columns, *above]
        yield _Piece(text, context, (start, last), table.section, "table", index)
        start = last + 1


def _row_groups(table: Table) -> Iterator[list[Row]]:
    """Gives the rows of a table in groups, cut only where no row reaches over the cut."""
    rows = sorted(table.rows, key=lambda row: row.lines)
    group: list[Row] = []
    size = 0
    reach = table.lines[0] - 1
    for row in rows:
        full = len(group) >= ROWS or size > ROW_LIMIT
        if group and full and row.lines[0] > reach and len(rows) > ROWS + 3:
            yield group
            group, size = [], 0
        group.append(row)
        size += sum(len(cell.text) for cell in row.cells) + sum(map(len, row.path))
        reach = max(reach, row.lines[1])
    yield group


def _plain(line: str) -> str:
    return _SPACES.sub(" ", _TAG.sub(" ", line) if "<" in line else line).strip()


# --- audit items --------------------------------------------------------------------------------------


def _audit_pieces(item: AuditItem, split: SplitSentences) -> Iterator[_Piece]:
    head = f"○ {item.request} ({', '.join(item.departments)})" if item.departments else f"○ {item.request}"
    status = f"{item.status} {item.status_note}".strip()
    section = (item.done or item.planned)[0].section if item.done or item.planned else ()
    answers = [(block, f"{block.marker} {block.text}".strip()) for block in (*item.done, *item.planned)]
    context = [*section[:1], "행정사무감사 처리결과", item.kind, status]
    whole = "\n".join([head, f"□ 추진상황 : {status}", *(text for _, text in answers)])
    if len(whole) <= LIMIT:
        yield _Piece(whole, context, item.lines, section, "audit")
        return
    first = _Piece(f"{head}\n□ 추진상황 : {status}", context, item.request_lines, section, "audit")
    first.lines = (item.request_lines[0], max(item.request_lines[1], item.status_lines[1]))
    yield first
    context = [*context, *item.departments, item.request[:120]]
    group: list[tuple[Block, str]] = []
    for block, text in answers:
        if group and sum(len(part) for _, part in group) + len(text) > TARGET:
            yield from _answer_pieces(group, context, section, split)
            group = []
        group.append((block, text))
    yield from _answer_pieces(group, context, section, split)


def _answer_pieces(
    group: Sequence[tuple[Block, str]], context: list[str], section: Path, split: SplitSentences
) -> Iterator[_Piece]:
    if not group:
        return
    lines = (min(block.lines[0] for block, _ in group), max(block.lines[1] for block, _ in group))
    text = "\n".join(part for _, part in group)
    piece = _Piece(text, context, lines, section, "audit")
    if len(text) <= 2 * LIMIT:
        yield piece
    else:
        yield from (replace(piece, text=part) for part in _sentences(text, split))
