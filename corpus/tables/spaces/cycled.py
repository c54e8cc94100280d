"""Labels in one piece of which some name their group too: those of each group come again.

지 역 구 분 개 소 면 수
안골면 일 반 5 463,850           A converter that writes a line for each line of the page leaves the name
교 육 24 471,439                 of a merged cell where it stands, in the first row of its group or in
다솜동 일 반 19 418,854          the middle one. Each group has one name and each label once.
교 육 12 821,176
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from corpus.model import Cell
from corpus.tables.cell_kinds import compact
from corpus.tables.spaces.rows import RawRow
from corpus.tables.sums import is_total

_FEWEST: Final = 2  # groups, labels of each


def with_groups(rows: Sequence[RawRow]) -> list[tuple[Cell, Cell]] | None:
    """Each label as the name of its group and its own, a total as both; None where they do not come again.

    A name on a line of its own is read as if it stood in the row below.
    """
    labels = list(_named(rows))
    own = _repeated([label.text for label in labels])
    if len(own) < _FEWEST:
        return None
    parts = [_parted(label, own) for label in labels]
    out: list[tuple[Cell, Cell]] = []
    while len(out) < len(parts):
        start, size = len(out), len(own)
        if compact(parts[start][1].text) not in own:
            if not is_total(labels[start].text):
                return None
            out.append((labels[start], labels[start]))
            continue
        group = parts[start : start + size]
        names = [name for name, _ in group if name.text]
        if len(names) != 1 or {compact(label.text) for _, label in group} != own:
            return None
        out += [(Cell(names[0].text, label.lines), label) for _, label in group]
    return out if sum(bool(name.text) for name, _ in parts) >= _FEWEST else None


def _named(rows: Sequence[RawRow]) -> Iterator[Cell]:
    """The labels, behind the name of their group in the first row under it."""
    before = ""
    for row in rows:
        group = row.groups[0].text if row.groups else ""
        yield Cell(f"{group if group != before else ''} {row.label.text}".strip(), row.label.lines)
        before = group


def _repeated(labels: Sequence[str]) -> frozenset[str]:
    """What comes again as a label or at the end of one, whole words; of one within another the longer one."""
    counts = Counter(
        "".join(words[at:]) for label in labels if (words := label.split()) for at in range(len(words))
    )
    again = {end for end, times in counts.items() if times > 1 and not is_total(end)}
    within = {
        end
        for end in again
        for other in again
        if other != end and other.endswith(end) and counts[other] == counts[end]
    }
    return frozenset(again - within)


def _parted(label: Cell, own: frozenset[str]) -> tuple[Cell, Cell]:
    """The name of a group in front of a label, blank where there is none, and the label."""
    words = label.text.split()
    at = next((at for at in range(len(words)) if "".join(words[at:]) in own), 0)
    return Cell(" ".join(words[:at]), label.lines), Cell(" ".join(words[at:]), label.lines)
