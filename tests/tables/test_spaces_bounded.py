"""A damaged header does not make the reader try every way to cover the columns."""

from __future__ import annotations

from corpus.tables.spaces.columns import arrange
from corpus.tables.spaces.header import streams
from corpus.tables.spaces.kinds import Columns, Work


def test_the_ways_that_are_tried_are_bounded() -> None:
    lines = [(n, " ".join(f"갈래{n}{m}" for m in range(6))) for n in range(5)]
    work = Work(1_000)
    columns = Columns(("any",) * 20, ((None,) * 20,), work)
    for readings in streams(lines, 30):
        for reading in readings:
            arrange(reading, columns, 50.0, labels=1)
    assert not work.spend(0)


def test_work_is_spent_to_the_end() -> None:
    work = Work(3)
    assert work.spend(2)
    assert work.spend(1)
    assert not work.spend(1)
