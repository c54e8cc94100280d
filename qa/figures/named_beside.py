"""Whether a question names another row or column of the table than a figure stands in: none is told then.

'방문자 › 회전율' for '대출 권수로 본 회전율', 시설과 for '총무과, 인사과 중 가장 높은 곳'.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Fact, Path
from qa.context import Context
from qa.figures.alike import row_key
from qa.figures.fields import TOTALS, bare, measure_of, own_label
from qa.figures.measures import same_kind
from qa.understanding.query import Query, squash
from qa.understanding.words.rows import EXTREMES

LEAST_NAME = 3  # characters of a label that is a name
DIGIT = re.compile(r"\d")  # of a year, a month or a size, which is said otherwise too
LEAST_NAMED = 2  # rows that are named to be ranked


def names_other_cell(context: Context, query: Query, facts: Sequence[Fact]) -> bool:
    """Tell whether rows or columns beside those of some figures are named, and theirs are not."""
    return _ranks_others(context, query, facts) or _names_other_group(context, query, facts)


def _ranks_others(context: Context, query: Query, facts: Sequence[Fact]) -> bool:
    """Tell whether the first of some rows that are named is asked for, and one beside them is told."""
    fact = facts[0]
    if query.operation not in EXTREMES or len(facts) > 1 or fact.cell is None:
        return False
    said, own = squash(query.said), _name(fact.row)
    column = [o for o in context.table_facts(fact) if o.cell and o.cell[1] == fact.cell[1] and o != fact]
    named = {name for o in column if (name := _name(o.row)) in said and len(name) >= LEAST_NAME}
    named = {name for name in named if not any(name != other and name in other for other in named)}
    return len(named - {own}) >= LEAST_NAMED and own not in said


def _names_other_group(context: Context, query: Query, facts: Sequence[Fact]) -> bool:
    """Tell whether another column of a figure's row is named, where nothing but that tells the two apart."""
    fact = facts[0]
    if len(facts) > 1 or fact.table is None or query.operation not in (None, "count"):
        return False
    said, own = squash(query.said), own_label(fact.column)
    if _bare(own) in said or measure_of(own) in query.measures:
        return False
    mine = squash("/".join((*fact.row, *fact.column, fact.caption)))
    return any(
        len(name) >= LEAST_NAME and name in said and name not in mine and not DIGIT.search(name)
        for other in context.table_facts(fact)
        if row_key(other) == row_key(fact) and same_kind(other.unit, fact.unit)
        for name in map(_bare, other.column)
    )


def _name(path: Path) -> str:
    return _bare(own_label(path))


def _bare(label: str) -> str:
    name = squash(bare(label))
    return "" if name in TOTALS else name
