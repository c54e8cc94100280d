"""Words that narrow what is counted to a part of it: women, a fund, an hour, a grade, an age.

'소방위는 여성이 몇 명', '도서관 예산 중 도비는': a figure that is told without such a word, in its labels,
its line, or above them, is that of the whole.
"""

from __future__ import annotations

import re

from qa.answer import Answer
from qa.context import Context
from qa.understanding.lexicon import NUMERIC

_ALONE = r"(?=[은는이가을를의도만]|\s|[?,]|$)"
_NOT = r"(?<![가-힣])"


def _fund(name: str, others: str) -> tuple[str, str]:
    """A fund as it is asked for, and as it is told: by its name, by its letter alone ('도 40'), by others."""
    letter = name[0]
    return (
        rf"{_NOT}{name}(?:만|로만)?{_ALONE}",
        rf"{name}|{letter}·|·{letter}|{_NOT}{letter}(?![가-힣])|{others}",
    )


# what a question narrows by, and what says so in a document
PARTS = tuple(
    (re.compile(asked), re.compile(told))
    for asked, told in (
        (rf"{_NOT}여(?:성(?!가족)|자|직원|학생)", rf"여성|여자|여직원|여학생|{_NOT}여(?![가-힣])|女|성별"),
        (rf"{_NOT}남(?:성|자|직원|학생)", rf"남성|남자|남직원|남학생|{_NOT}남(?![가-힣])|男|성별"),
        (rf"{_NOT}외국인", "외국|이주|다문화|유학생|국적"),
        _fund("국비", "국고|국가|기금|보조"),
        _fund("도비", "지방비"),
        _fund("시비", "지방비|자체"),
        _fund("군비", "지방비|자체"),
        _fund("구비", "지방비|자체"),
        (rf"{_NOT}(?:한\s?)?시간당(?![가-힣])", r"시간당|1시간|매시간|시급|시간\s?평균"),
        (
            r"(?:하루(?!\s?(?:만|이용|종일))|일\s?평균)[^?]{0,12}몇\s?(?:명|건|회|번)",
            r"하루|일일|매일|(?<![\d가-힣])1?일\s?(?:평균|최대|약|\d)|/\s?일",
        ),
    )
)
# '6급 현원', '65세 이상': the number must be told
NUMBERED = re.compile(
    r"(?<![\d.])(\d{1,3})\s?(급(?=\S{0,2}\s?(?:정원|현원|결원|직원|공무원|몇\s?명))|세(?=\s?(?:이상|이하|미만)))"
)


def tells_part(context: Context, answer: Answer) -> bool:
    """False where a number is asked of a part and what is told, as it is printed, does not say that part."""
    text = context.query.text
    if not (NUMERIC.search(text) or context.query.kind == "figure"):
        return True
    if any(figure.derivation for figure in answer.figures):  # the rest of a whole is of the other part
        return True
    wanted = [told for asked, told in PARTS if asked.search(text)]
    wanted += [
        re.compile(rf"(?<!\d){number}\s?(?:{kind}|[~∼\-·,])") for number, kind in NUMBERED.findall(text)
    ]
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
