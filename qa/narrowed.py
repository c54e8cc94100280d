"""Words that narrow what is counted to a part of it: women, foreigners, a fund, half a year, an hour.

'소방위는 여성이 몇 명', '도서관 예산 중 도비는': a figure that is told without such a word, in its labels, its
line, or above them, is that of the whole.
"""

from __future__ import annotations

import re

from qa.answer import Answer
from qa.context import Context
from qa.lexicon import NUMERIC

_ALONE = r"(?=[은는이가을를의도만]|\s|[?,]|$)"
# what a question narrows by, and what says so in a document
PARTS = tuple(
    (re.compile(asked), re.compile(told))
    for asked, told in (
        (r"(?<![가-힣])(?:여성|여자|여직원|여학생)(?!가족)", r"여성|여자|여직원|여학생|(?<![가-힣])여(?![가-힣])|女|성별"),
        (r"(?<![가-힣])(?:남성|남자|남직원|남학생)", r"남성|남자|남직원|남학생|(?<![가-힣])남(?![가-힣])|男|성별"),
        (r"(?<![가-힣])외국인", r"외국|이주|다문화|유학생|국적"),
        (rf"(?<![가-힣])국비(?:만|로만)?{_ALONE}", r"국비|국고|국가|(?<![가-힣])국(?![가-힣])|기금|보조"),
        (rf"(?<![가-힣])도비(?:만|로만)?{_ALONE}", r"도비|도·|·도|(?<![가-힣])도(?![가-힣])|지방비"),
        (rf"(?<![가-힣])시비(?:만|로만)?{_ALONE}", r"시비|시·|·시|(?<![가-힣])시(?![가-힣])|지방비|자체"),
        (rf"(?<![가-힣])군비(?:만|로만)?{_ALONE}", r"군비|(?<![가-힣])군(?![가-힣])|지방비|자체"),
        (rf"(?<![가-힣])구비(?:만|로만)?{_ALONE}", r"구비|(?<![가-힣])구(?![가-힣])|지방비|자체"),
        (r"(?<![가-힣])(?:한\s?)?시간당(?![가-힣])", r"시간당|1시간|매시간|시급|시간\s?평균"),
    )
)  # fmt: skip


def tells_part(context: Context, answer: Answer) -> bool:
    """False where a number is asked of a part and what is told, as it is printed, does not say that part."""
    text = context.query.text
    if not (NUMERIC.search(text) or context.query.kind == "figure"):
        return True
    if any(figure.derivation for figure in answer.figures):  # the rest of a whole is of the other part
        return True
    wanted = [told for asked, told in PARTS if asked.search(text)]
    if not wanted:
        return True
    places = "\n".join(_texts(context, answer))
    return all(told.search(places) for told in wanted)


def _texts(context: Context, answer: Answer) -> list[str]:
    """What an answer says, and what its places say: labels, headings, lines, and whose they are."""
    found = [answer.answer]
    for cited in answer.citations:
        own = context.metadata[cited.document]
        found += [own.agency, own.department, *cited.section, cited.quote]
        if cited.table:
            found += [cited.table.caption, *cited.table.row, *cited.table.column]
    return found
