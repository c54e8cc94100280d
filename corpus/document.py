"""A file becomes a Document: text, outline, tables, audit items, facts, relations, passages."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.audits.items import read_audits, with_chapter
from corpus.check import find_contradictions
from corpus.chunks import SplitSentences, make_chunks
from corpus.dates import find_as_of
from corpus.errors import UnreadableFile
from corpus.figures import parse_figures
from corpus.glued_numbers import with_numbers_apart
from corpus.joining import squeeze
from corpus.key_lines import with_keys
from corpus.markdown import without_conversion
from corpus.markers import is_row_of_boxes
from corpus.markup import with_plain_digits, without_markup
from corpus.metadata import guess_metadata
from corpus.model import AuditItem, Block, Document, Fact, Grid, Lines, Metadata, Relation, Table
from corpus.model import Path as Names
from corpus.outline import read_outline
from corpus.pages import without_running_heads
from corpus.prose import prose_facts
from corpus.reading import MAX_BYTES, decode
from corpus.relations import find_relations
from corpus.relations.proof import lower_confidence
from corpus.relations.units import with_units_of_sums
from corpus.saved_pages import without_steering
from corpus.slides import with_titles
from corpus.tables.build import build_table
from corpus.tables.facts import table_facts
from corpus.tables.find import find_tables, is_unit_line
from corpus.titles import heading_label
from corpus.units import stated_units
from corpus.web_pages import without_tags

_CONTENTS = frozenset(["목차", "차례", "순서", "보고순서"])  # a table of headings and pages
_REACH = 8  # lines between a table and the line that names it
_CHART = 30  # where an organisation chart is between
_MOST_ABOVE = 12  # blocks
_LIST_MARKS = frozenset("-•·▪∙‧")
_MANY = 3  # figures of a bullet that tells them and heads no table
_NEXT = 3  # lines between two tables under one title, blank ones
_UNIT_NOTE = re.compile(r"단\s*위|기\s*준|현\s*재")
_ATTACHED = re.compile(r"^붙\s?임\s?\d{0,2}(?:\s?[:：]\s?|\s+)(?=\S)")  # '붙임 2 : 분기별 계획'
_BRACKETED = re.compile(r"^[(（<〈【]([^()（）<>〈〉【】]+)[)）>〉】]$")
_CAPTION_LENGTH = 60
# '○ 조사기간 : 5. 7. ~ 5. 24.', '○ 총 18건 : 완료 9, 지연 2': what a heading tells more of names no table
_ATTRIBUTE = re.compile(
    r"^(?:[가-힣]{0,6}(?:기간|시기|일시|일자|대상|방법|근거|장소|위치|용도|기관)|총\s?\d[\d,]*[가-힣]{1,3})\s?[:：]\s\S"
)
_TOTAL = re.compile(r"^[(（]?\s?(?:총|계|전체)\s?\d[\d,]*\s?[가-힣]{1,3}$")
_KEY = re.compile(r"[^:：]{1,20}[:：]\s?\S")
_OFFICE = re.compile(r"^[가-힣·]{2,12}(?:과|팀|실|국|담당관|센터|소)$")
_IN_CHARGE = re.compile(
    r"^(?:[가-힣·]{2,12}(?:과|실|국|관|소)\s)?[(（][가-힣·]{2,12}(?:과|팀|실|담당관|센터)[)）]$"
)


def read_document(path: Path, catalog: Mapping[str, Metadata], split_sentences: SplitSentences) -> Document:
    """Reads a file; `catalog` says by file name what it is, where someone wrote that down.

    Raises:
        UnreadableFile: the file is missing, too large, or not a text.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            size = f"{path.stat().st_size:,}바이트"
            raise UnreadableFile(
                f"{path}: 파일이 너무 큽니다({size}). {MAX_BYTES // 2**20}MB 이하로 나누어 주세요."
            )
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{path}: 파일을 열 수 없습니다. 경로와 읽기 권한을 확인해 주세요.") from error
    return parse_document(path.name, str(path), data, catalog.get(path.name), split_sentences)


def parse_document(
    name: str, path: str, data: bytes, metadata: Metadata | None, split_sentences: SplitSentences
) -> Document:
    """Makes a Document of a file's content.

    Args:
        name: the file's name, by which it is cited.
        path: where it was.
        data: its bytes.
        metadata: what it is; what is None or empty here is taken from its text.
        split_sentences: cuts a text into sentences.

    Raises:
        UnreadableFile: the content is not a text.
    """
    lines = decode(data, name)
    plain = with_plain_digits(without_conversion(without_tags(lines)))
    known = _completed(metadata, guess_metadata(plain, name))
    plain = with_numbers_apart(without_running_heads(plain))
    text = without_markup(with_keys(without_steering(with_titles(plain))))
    grids = find_tables(text)
    blocks = read_outline(text, [grid.lines for grid in grids])
    audits = read_audits(text, blocks, grids)
    grids = [grid for grid in grids if grid.layout == "html" or not _overlaps(grid.lines, audits)]
    blocks = _with_audit_blocks(with_chapter(blocks, audits), audits)
    tables = _tables(grids, blocks)
    facts = _facts(tables, blocks, lines, name, known)
    relations = find_relations(tables, facts, blocks)
    tables, facts = lower_confidence(tables, with_units_of_sums(facts, relations), relations)
    document = Document(
        name=name,
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        metadata=known,
        lines=lines,
        blocks=blocks,
        tables=tables,
        audits=audits,
        facts=_checked(facts, relations),
        relations=tuple(relations),
        warnings=tuple(_warnings(tables)),
    )
    return replace(
        document,
        findings=tuple(find_contradictions(document)),
        chunks=make_chunks(document, split_sentences),
    )


def _completed(given: Metadata | None, guessed: Metadata) -> Metadata:
    if given is None:
        return guessed
    return Metadata(
        title=given.title or guessed.title,
        agency=given.agency or guessed.agency,
        department=given.department or guessed.department,
        as_of=given.as_of or guessed.as_of,
    )


def _overlaps(lines: Lines, audits: Iterable[AuditItem]) -> bool:
    return any(item.lines[0] <= lines[1] and lines[0] <= item.lines[1] for item in audits)


def _with_audit_blocks(blocks: Sequence[Block], audits: Sequence[AuditItem]) -> tuple[Block, ...]:
    """Puts the requests and answers of audit items in place of what the outline made of their lines."""
    if not audits:
        return tuple(blocks)
    held = {number for item in audits for number in range(item.lines[0], item.lines[1] + 1)}
    first, last = audits[0].lines[0], max(item.lines[1] for item in audits)
    chapter = next((b.section[:-1] for item in audits for b in (*item.done, *item.planned)), ())
    kept = [
        # header rows between the items: no one's section
        replace(block, kind="paragraph", section=chapter, parents=())
        if first < block.lines[0] <= last
        else block
        for block in blocks
        if block.lines[0] not in held
    ]
    for item in audits:
        section = next((block.section for block in (*item.done, *item.planned)), ())
        kept.append(Block("paragraph", item.request, item.request_lines, "○", len(section), section))
        status = f"추진상황 : {item.status}" + (f"({item.status_note})" if item.status_note else "")
        if item.status:
            kept.append(
                Block("bullet", status, item.status_lines, "□", len(section) + 1, section, (item.request,))
            )
        for part in (*item.done, *item.planned):
            depth = part.depth + len(section) + 1
            kept.append(replace(part, depth=depth, parents=(item.request, *part.parents)))
    return tuple(sorted(kept, key=lambda block: block.lines[0]))


def _tables(grids: Sequence[Grid], blocks: Sequence[Block]) -> tuple[Table, ...]:
    starts = [block.lines[0] for block in blocks]
    stated = {
        _section([block]): (",".join(stated_units(block.text)), find_as_of(block.text))
        for block in blocks
        if block.kind == "heading"
    }
    tables: list[Table] = []
    last = 0
    for found in grids:
        place = bisect_left(starts, found.lines[0])
        above = blocks[max(0, place - _MOST_ABOVE) : place]
        section = _section(above)
        grid = _in_section(found, section, stated)
        named = _caption([block for block in above if block.lines[0] > last], grid)
        # in a cell, where no block stands over it
        within = grid.lines[0] <= last or grid.lines[0] in starts[place : place + 1]
        inside = grid.layout == "html" and grid.caption and within
        shared = grid.layout == "spaces" and sum(other.lines == grid.lines for other in grids) > 1
        beside = shared or grid.beside or grid.titled
        caption = grid.caption if inside or (beside and grid.caption) else named or grid.caption
        if not caption and tables and grid.lines[0] - last <= _NEXT:  # two tables under one title
            caption = tables[-1].caption
        tables.append(build_table(grid, section, caption))
        last = max(last, grid.lines[1])
    return tuple(tables)


def _in_section(grid: Grid, section: Names, stated: Mapping[Names, tuple[str, dt.date | None]]) -> Grid:
    """The grid with the unit and the day that the headings over it state, where it has none of its own.

    '3. 예산 (단위 : 백만원, %)' is said of the tables under '가. 수입예산' and '나. 지출예산' too.
    """
    for depth in range(len(section), 0, -1):
        unit, as_of = stated.get(section[:depth], ("", None))
        grid = replace(grid, unit=grid.unit or unit, as_of=grid.as_of or as_of)
    return grid


def _section(above: Sequence[Block]) -> Names:
    """The headings over the line after these blocks."""
    if not above:
        return ()
    block = above[-1]
    return (*block.section, heading_label(block)) if block.kind == "heading" else block.section


def _caption(above: Sequence[Block], grid: Grid) -> str:
    """The nearest label over a table: a heading, a bullet or a short line that is not its unit."""
    listed = charted = False
    beside = -1  # the depth of a list over the table
    for place, block in reversed(list(enumerate(above))):
        charted = charted or (block.kind == "paragraph" and is_row_of_boxes(block.text))
        reach = _CHART if charted else _REACH * (1 + (beside >= 0 and block.kind == "heading"))
        if block.lines[1] < grid.lines[0] - reach:
            break
        listed = listed or charted or (block.kind == "bullet" and bool(_ATTRIBUTE.match(block.text)))
        if (listed and block.kind != "heading") or _names_none(block, above[place + 1 :]):
            continue
        if block.depth >= beside >= 0 or _is_of_list(block, above[:place]):
            beside = min(block.depth, beside) if beside >= 0 else block.depth
            continue
        if (block.kind == "note" and _UNIT_NOTE.search(block.text)) or (
            block.kind != "heading" and is_unit_line(block.text)
        ):
            continue
        titled = replace(block, marker="", text=_ATTACHED.sub("", block.text))
        label = _BRACKETED.sub(r"\1", heading_label(titled))
        return label if len(label) <= _CAPTION_LENGTH else ""
    return ""


def _is_of_list(block: Block, before: Sequence[Block]) -> bool:
    """Whether a bullet over a table is one of a list of keys and values, or tells what it counts.

    '- 지원국: 가과, 나과' over '- 센터: 다센터', '- 상담사 11명(2명 증원)': the table's title stands above.
    """
    if block.kind != "bullet" or block.marker not in _LIST_MARKS:
        return False
    last = before[-1] if before else None
    keyed = last is not None and last.kind == "bullet" and last.depth == block.depth
    counts = len(parse_figures(block.text))
    if keyed and last and _KEY.match(block.text) and _KEY.match(last.text):
        return counts != 1  # '- 총사업비 : 12억원' may head a table of it
    return counts > _MANY or (counts > 1 and not _KEY.match(block.text))


def _names_none(block: Block, below: Sequence[Block]) -> bool:
    """Whether a line over a table is of the text above it.

    '1국 4과', or who is in charge of it: '총무과' and below that '(서무팀)'.
    """
    if block.kind not in {"paragraph", "note"}:
        return False
    if _IN_CHARGE.match(block.text):
        return True
    charged = bool(below) and bool(_IN_CHARGE.match(below[0].text)) and bool(_OFFICE.match(block.text))
    label = heading_label(block)
    counts = len(parse_figures(label))
    return charged or (len(label) <= _CAPTION_LENGTH and counts > 1) or bool(counts and _TOTAL.match(label))


def _facts(
    tables: Sequence[Table], blocks: Sequence[Block], lines: Sequence[str], name: str, metadata: Metadata
) -> tuple[Fact, ...]:
    """The facts of tables and text in the order of their lines, each with its place as id."""
    facts = [
        fact
        for index, table in enumerate(tables)
        if squeeze(table.caption) not in _CONTENTS
        for fact in table_facts(table, index, name, metadata)
    ]
    facts += prose_facts(blocks, name, metadata, lines)
    facts.sort(key=lambda fact: (fact.lines, fact.table is None, fact.table or 0, fact.cell or (0, 0)))
    for number, fact in enumerate(facts):
        _told(fact, "id", number)
    return tuple(facts)


def _checked(facts: Sequence[Fact], relations: Iterable[Relation]) -> tuple[Fact, ...]:
    """Gives each fact the formulas that hold for it: first those that it is the result of."""
    proofs: dict[int, list[str]] = {}
    parts: dict[int, list[str]] = {}
    for relation in relations:
        if relation.holds != "no":
            proofs.setdefault(relation.result, []).append(relation.formula)
            for operand in relation.operands:
                parts.setdefault(operand, []).append(relation.formula)
    for fact in facts:
        if fact.id in proofs or fact.id in parts:
            formulas = dict.fromkeys([*proofs.get(fact.id, ()), *parts.get(fact.id, ())])
            _told(fact, "checked", tuple(formulas))
    return tuple(facts)


def _told(fact: Fact, what: str, value: object) -> None:
    """Tells something more of a fact that nobody but the reading of its document has yet.

    A new one each time would take a twentieth of all reading.
    """
    object.__setattr__(fact, what, value)


def _warnings(tables: Sequence[Table]) -> Iterable[str]:
    for table in tables:
        if table.confidence < 0.5:
            first, last = table.lines
            yield f"{first}-{last}행의 표({table.caption})는 열을 나누기 어려워 틀린 값이 있을 수 있습니다."
