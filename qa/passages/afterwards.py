"""What comes after a trial: '시범운영이 끝나면 어떻게 되나' is told where the trial is gone beyond.

'시범운영 결과를 보아 내년부터 모든 동으로 확대' stands among the plans, not where the trial is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Block
from qa.passages.extent import around
from qa.passages.passages import Passage

_TRIAL = r"(?:시범|시험|체험)\s?(?:운영|실시|시행|사업|적용|가동|기간|서비스|개방)?"
_ASKED = re.compile(
    rf"{_TRIAL}[은는이가을를]?\s?(?:다\s|모두\s)?(?:끝[나난낸]|마[치친]|지나|종료|[뒤후]에?[는엔]?\s)"
)
_FOLLOWS = re.compile(
    rf"{_TRIAL}.*?(?:[후뒤]|거쳐|결과|바탕|토대|보아|따라|→|⇒|~).*?(?:확대|본격|정식|전면|도입|시행|결정|전환|추진|개[원소관장통])"
)


def asks_afterwards(text: str) -> bool:
    """Tell whether a question asks what follows a trial."""
    return bool(_ASKED.search(text))


def afterwards(blocks: Sequence[Block], best: Passage, ranked: Sequence[Passage]) -> list[Passage]:
    """The passages that tell what follows the trial of the best one, by the nearest heading over both.

    Args:
        blocks: the outline of the best one's document.
        best: the passage that is about the trial.
        ranked: all that were found, the best first.
    """
    mine = [one for one in ranked if one.document == best.document and _FOLLOWS.search(one.blocks[0].text)]
    for places in around(blocks, best.start):
        if found := [one for one in mine if one.start in places]:
            return found[:1]
    return []
