"""What stands under plans ahead: '향후계획' tells nothing of what was done.

>>> asks_done("작년에 교육을 몇 번 했어?")
True
"""

from __future__ import annotations

import re

from corpus.model import Fact

DONE_AT_LAST = re.compile(
    r"(?:[했됐았었였갔렸]|되었|하였)(?:어|나|니|지|는가|는지|습니까|을까|대|던가)?요?\s*[?.]?\s*$"
)
OF_PLAN = re.compile(r"향후|앞으로|계획|목표|하기로")
AHEAD = re.compile(r"향후|앞으로")


def asks_done(text: str) -> bool:
    """Tell whether a question asks what was done, and of no plan."""
    return DONE_AT_LAST.search(text) is not None and not OF_PLAN.search(text)


def is_ahead(fact: Fact) -> bool:
    """Tell whether a figure stands under plans ahead."""
    return AHEAD.search("".join(fact.section[-1:])) is not None
