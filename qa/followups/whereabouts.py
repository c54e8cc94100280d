"""Where what was told stands: '그건 어디 나와?', '출처는?', '근거 문서가 뭐야?'."""

from __future__ import annotations

import re

from qa.answer import Answer, Citation
from qa.wording.citing import lines_named

PLACE = re.compile(
    r"어디(?:에|서|에서)?\s?(?:나[오와온]|적[혀힌]|쓰여|써\s?있|실[려린])|출처|근거\s?(?:자료|문서|는|가)"
    r"|(?:무슨|어느|어떤)\s?(?:문서|자료|보고서)|몇\s?(?:쪽|페이지|번째\s?줄)"
)
SURE = 0.9


def asks_place(text: str) -> bool:
    """Tell whether a follow-up asks in which document, and where in it, what was told stands."""
    return bool(PLACE.search(text))


def place_of(text: str, answer: Answer) -> Answer:
    """The document, section, table and lines of each place that an answer cites."""
    told = [f"- {_named(cited)} [{cited.id}]" for cited in answer.citations]
    body = "\n".join(["앞에서 답한 내용은 다음 자리에 있습니다.", *told])
    return Answer(text, "answered", "passage", body, citations=answer.citations, confidence=SURE)


def _named(cited: Citation) -> str:
    where = [cited.title, *(f"'{heading}'" for heading in cited.section[-2:])]
    if cited.table and cited.table.caption and cited.table.caption not in cited.section:
        where.append(f"'{cited.table.caption}' 표")
    return " ".join([*where, lines_named(cited.lines)])
