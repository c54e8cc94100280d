"""The offices of a document, from all the places that tell of them."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import Block, Table
from corpus.offices.charts import called, charts_of
from corpus.offices.duties import of_lines, of_tables, zones_of
from corpus.offices.offices import Office, merged


def read_offices(
    lines: Sequence[str], blocks: Sequence[Block], tables: Sequence[Table]
) -> tuple[Office, ...]:
    """The offices that a document names in tables and lists of duties and in charts, each once.

    Args:
        lines: the raw lines.
        blocks: the outline.
        tables: the tables as parsed.
    """
    zones = zones_of(lines, blocks)
    found = [*charts_of(lines, blocks), *of_tables(tables, zones), *of_lines(lines, zones, tables, blocks)]
    if any(not office.duties for office in found):  # told nowhere surely
        found += charts_of(lines, blocks, called)
    return tuple(merged(found))
