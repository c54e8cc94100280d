"""The rows that a flattened table's lines make: wrapped labels joined, group labels kept with their rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from corpus.model import Cell
from corpus.tables.spaces.group_lines import group_lines
from corpus.tables.spaces.header import is_letter
from corpus.tables.spaces.kinds import TOTALS
from corpus.tables.spaces.lines import Line, is_row, is_sparse
from corpus.tables.spaces.vertical import without_letters
from corpus.tables.spaces.words import kind_of, words_of

_COUNT: Final = re.compile(r"[(（]\s*\d[\d,]*\s*[^()\d\s]{0,3}[)）]$")
_CONNECTS: Final = re.compile(r"(?:및|[·‧․ㆍ,∙/]|위한|대한|따른|통한|관한|[을를의과와])$")

_FEWEST_BELOW: Final = 3  # rows that tell that labels go on below their figures
_LONGEST_REST: Final = 12
_GRADE: Final = re.compile(r"^(?:\d{1,2}|[A-S]\+{0,2})등급$")
_TOTAL: Final = "계"  # of all where it stands once
_GRAND_TOTAL: Final = re.compile(r"^(?:합|총)\s*계$")


_Block = tuple[list[Line], Line]  # lines without values, and the row below them


@dataclass(slots=True)
class RawRow:
    """A row before its columns are known: group labels (outermost first), label, values, remark.

    `parts` are the two cells of a label whose first one has a line of its own behind a blank line.
    """

    label: Cell
    values: list[Cell]
    groups: tuple[Cell, ...] = field(default=())
    tail: Cell | None = None
    parts: tuple[Cell, ...] = ()

    @property
    def lines(self) -> tuple[int, int]:
        """The raw lines that the row stands on, its groups left out."""
        spans = [cell.lines for cell in (self.label, *self.values) if cell.text] or [self.label.lines]
        return min(span[0] for span in spans), max(span[1] for span in spans)


@dataclass(frozen=True, slots=True)
class _Fragment:
    """Lines of a label without values: joined text, raw lines, what it looks like."""

    text: str
    lines: tuple[int, int]
    vertical: bool

    @property
    def counted(self) -> bool:
        """Whether it ends with a count, as group labels do: '기본역량 (18)'."""
        return bool(_COUNT.search(self.text))


def _fragments(lines: Sequence[Line]) -> list[_Fragment]:
    """Label lines joined to labels; one-letter lines and a count in parentheses end one.

    '집', '합', '(31)', '기본', '(18)' gives '집합 (31)' (vertical) and '기본 (18)'.
    """
    found: list[_Fragment] = []
    run: list[Line] = []
    letters = 0

    def close() -> None:
        nonlocal run, letters
        if not run:
            return
        vertical = letters > 1
        pieces = [line.bare for line in run]
        if vertical:
            pieces = ["".join(pieces[:letters]), *pieces[letters:]]
        found.append(_Fragment(" ".join(pieces), (run[0].number, run[-1].number), vertical))
        run, letters = [], 0

    for line in lines:
        single = len(line.bare) == 1 and (is_letter(line.bare) or line.bare.isalpha())
        if run and letters > 1 and not single and not line.bare.startswith(("(", "（")):
            close()
        if single and letters == len(run):
            letters += 1
        run.append(line)
        if _COUNT.search(line.bare):
            close()
    close()
    return found


def raw_rows(
    lead: Sequence[Line], body: Sequence[Line], below: Sequence[Line] = (), *, beside: bool = False
) -> list[RawRow]:
    """The rows of a region, wrapped labels joined, group labels kept with the rows below them.

    Args:
        lead: the lines between the header and the first values.
        body: the lines from the first values on.
        below: the lines without values right below those.
        beside: whether a word of another cell stands behind each label.

    Example:
        '역량 향상', '과정 운영 1,000 900' is one row '역량 향상 과정 운영'; '역량 (2)', a blank line and
        '기초 10 9' is the row '기초' in the group '역량 (2)'.
    """
    rows: list[RawRow] = []
    outer: Cell | None = None
    inner: Cell | None = None
    blocks = without_letters(list(_blocks(lead, body)))
    rests = _rests_below(blocks, below)
    if rests:
        return [
            RawRow(_with_rest(line, rest, beside=beside), list(line.values), tail=line.tail)
            for (_, line), rest in zip(blocks, rests, strict=True)
        ]
    blocks = _with_rests(blocks, below)
    heads = _repeated(blocks) | group_lines(blocks)
    totals = [line for _, line in blocks if "".join(line.label_text.split()) == _TOTAL]
    whole = totals[0] if len(totals) == 1 else None
    for pending, line in blocks:
        groups, label = _share(pending, line, heads)
        for fragment in groups:
            cell = Cell(fragment.text, fragment.lines)
            if fragment.vertical:
                outer, inner = cell, None
            else:
                inner = cell
        if not groups and (_GRAND_TOTAL.match(label.text.strip()) or line is whole):
            outer, inner = None, None
        levels = tuple(group for group in (outer, inner) if group)
        rows.append(
            RawRow(label, list(line.values), levels, line.tail, _parts(pending, line, first=not rows))
        )
    return rows


def with_tail(row: RawRow, width: int) -> RawRow:
    """The row with the marks that stand behind its last column put to the words there: '12 48 - 미정'."""
    values, behind = row.values[:width], row.values[width:]
    if not behind or any(kind_of(value.text) == "figure" for value in behind):
        return row
    parts = [*behind, *([row.tail] if row.tail else [])]
    tail = Cell(" ".join(part.text for part in parts), (parts[0].lines[0], parts[-1].lines[1]))
    return replace(row, values=values, tail=tail)


def _parts(pending: Sequence[Line], line: Line, *, first: bool) -> tuple[Cell, ...]:
    """The two cells in front of a row that stand on two lines, the first of them behind a blank line.

    Above the first row the header's last line may end with none.
    """
    if len(pending) not in {1, 2} or line.gap or not line.label or not (first or pending[0].gap):
        return ()
    name = Cell(" ".join(part.bare for part in pending), (pending[0].number, pending[-1].number))
    return name, Cell(line.label_text.strip(), (line.number, line.number))


def _blocks(lead: Sequence[Line], body: Sequence[Line]) -> Iterator[_Block]:
    """Each line of values with the lines without values above it, those with figures in them left out."""
    pending = [line for line in lead if not _is_graded(line)]
    for line in body:
        if is_row(line) or is_sparse(line):
            yield pending, line
            pending = []
        elif sum(kind_of(word.text) == "figure" for word in words_of(line.text)) < 2 and not _is_graded(line):
            pending.append(line)


def _is_graded(line: Line) -> bool:
    """Whether a line is a row of grades, which are no figures: '종합 3등급 4등급 2등급'."""
    return sum(bool(_GRADE.match(word)) for word in line.text.split()) > 1


def _with_rests(blocks: list[_Block], last: Sequence[Line]) -> list[_Block]:
    """The blocks, the lower half of a label put to the row in whose middle the figures stand.

    '골목 상가', '12 6', '지원', '전통', '9 3', '시장', '축제 4 1' are '골목 상가 지원', '전통 시장', '축제':
    as many lines of a label stand below its figures as above. `last` are lines below all blocks.
    """
    out = list(blocks)
    start = 0
    above = [lines for lines, _ in blocks[1:]]
    unlabelled = not any(line.label for _, line in blocks)
    if unlabelled and above and all(above) and last and not blocks[0][0]:
        above.append(list(last[: len(above[-1])]))  # each label stands below its figures
        return [(lines, line) for lines, (_, line) in zip(above, blocks, strict=True)]
    while start < len(blocks):
        end = start
        while end < len(blocks) and not blocks[end][1].label and blocks[end][0]:
            end += 1
        run = [list(pending) for pending, _ in blocks[start:end]]
        if end == len(blocks):
            run.append(list(last[: _lower(run)]) if len(run) > 1 else [])
        elif run:
            run.append(list(blocks[end][0]))
        whole = _halves(run) if len(run) > 1 and run[-1] else []
        if whole:
            rows = (line for _, line in blocks[start:end])
            out[start : end + 1] = [
                *zip(whole, rows, strict=True),
                *(([], line) for _, line in blocks[end : end + 1]),
            ]
        start = end + 1
    return out


def _rests_below(blocks: Sequence[_Block], last: Sequence[Line]) -> list[Sequence[Line]]:
    """The lines on which each label goes on below its figures; none where they are not known to.

    '골목 12 6', '상가', '전통 9 3', '시장': no line stands above the first row, one stands below the last and
    below most others.
    """
    if len(blocks) < _FEWEST_BELOW or blocks[0][0] or not last:
        return []
    rests: list[Sequence[Line]] = [*(pending for pending, _ in blocks[1:]), last[:1]]
    plain = all(line.label for _, line in blocks) and not any(line.gap for rest in rests for line in rest)
    short = all(len(rest) < 2 and len(line.key) <= _LONGEST_REST for rest in rests for line in rest)
    counted = any(_COUNT.search(line.bare) for rest in rests for line in rest)
    most = sum(map(bool, rests)) > 0.5 * len(rests)
    return rests if plain and short and most and not counted else []


def _with_rest(line: Line, rest: Sequence[Line], *, beside: bool) -> Cell:
    """The label of a row with the line below on which it goes on, before the word `beside` the label."""
    label, _, word = line.label_text.rpartition(" ") if beside else (line.label_text, "", "")
    text = " ".join(filter(None, [label, *(below.bare for below in rest), word]))
    return Cell(text, (line.number, rest[-1].number if rest else line.number))


def _lower(run: Sequence[Sequence[Line]]) -> int:
    """How many lines of the last label of a run stand above its figures."""
    size = 0
    for lines in run:
        size = len(lines) - size
    return size


def _halves(run: Sequence[list[Line]]) -> list[list[Line]]:
    """The lines of each label, those above and as many below its figures; none where they are not as many."""
    found: list[list[Line]] = []
    rest = run[0]
    for lines in run[1:]:
        size = len(rest)
        if not size or len(lines) < size or any(line.gap for line in lines):
            return []
        found.append([*rest, *lines[:size]])
        rest = lines[size:]
    return [] if rest else found


def _repeated(blocks: Sequence[_Block]) -> set[str]:
    """The label lines over rows with the same labels each time: '2023년' and '2024년' over 본예산, 추경."""
    series: dict[str, list[str]] = {}
    head = ""
    for pending, line in blocks:
        if pending:
            head = "".join(other.key for other in pending)
        series.setdefault(head, []).append("".join(line.label_text.split()))
    counts = Counter(tuple(labels) for head, labels in series.items() if head and len(labels) > 1)
    return {head for head, labels in series.items() if counts[tuple(labels)] > 1}


def _share(pending: Sequence[Line], line: Line, heads: set[str]) -> tuple[list[_Fragment], Cell]:
    """Which of the label lines above a row are groups, and the row's own label.

    Without a label on the row's own line, the last label above is the row's. Else it is a group where it
    stands in a column of letters, ends with a count ('기본역량 (18)'), is one of several over the same rows
    (`heads`) or stands over a total; any other is the first part of the row's label.
    """
    own = line.label
    here = (line.number, line.number)
    fragments = _fragments(pending)
    if not fragments:
        return [], Cell(line.label_text, here)
    last = fragments[-1]
    if len(own) > 1 and _COUNT.fullmatch(own[0].text):
        text = line.text[own[1].start : own[-1].end]
        joined = _Fragment(f"{last.text} {own[0].text}", (last.lines[0], line.number), last.vertical)
        return [*fragments[:-1], joined], Cell(text, here)
    if not own:
        return fragments[:-1], Cell(last.text, last.lines)
    own_key = "".join(line.label_text.split())
    if "".join(last.text.split()) == own_key:
        # a merged cell whose text stands once more on its first row: '계', then '계 27 23 2 2'
        return fragments[:-1], Cell(line.label_text, (last.lines[0], line.number))
    over = "".join(other.key for other in pending) in heads or (line.gap and own_key in TOTALS)
    if last.vertical or last.counted or (over and not _CONNECTS.search(last.text)):
        return fragments, Cell(line.label_text, here)
    indent = pending[-1].text[: len(pending[-1].text) - len(pending[-1].text.lstrip())]
    text = f"{indent if len(fragments) == 1 else ''}{last.text} {line.label_text.strip()}"
    return fragments[:-1], Cell(text, (last.lines[0], line.number))
