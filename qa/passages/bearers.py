"""Whose name is asked for ('관장 이름이 뭐야', '어느 업체가 맡았나'), and whether a passage tells one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa.context import Context
from qa.understanding.query import squash

# '관장 이름이 뭐야', '단장은 누구', '공사를 맡은 업체가 어디야': whose name is asked for
NAME_OF = re.compile(
    r"([가-힣]{2,12}?)(?:의)?\s*(?:이름|성명|성함)[이은을는]?\s*(?:뭐|무엇|알려|누구|어떻게|[?]|$)"
    r"|([가-힣]{0,11}(?:장|감독|대표|담당자|책임자|증인))[은는이가]?\s*누구"
    r"|(업체|회사|시공사|법인|기업)[이가은는]?\s*(?:어디|어느|뭐|누구)"
    r"|어느\s*(업체|회사|시공사|법인|기업)"
)
# '누가 처음 제안했나요': what was done must be told
BY_WHOM = re.compile(
    r"누가\s(?:[가-힣]{1,4}\s)?([가-힣]{2,4}?)(?:했|하[나는고]|한\s?(?:거|것|건)|합니|할|해[?])"
)
PERSON = re.compile(r"(?:장|감독|대표|담당자|책임자|증인)$")
COMPANY = re.compile(r"업체|회사|시공사|법인|기업")
FIRM = re.compile(r"㈜|\(주\)|주식회사|유한회사|법인\s[가-힣]")
MASKED = re.compile(r"[가-힣][○◯OX*]{1,2}")  # '김○○'
NEAR = 12  # characters between a title and who has it
# '총무과', '도비': names of offices and of what a budget is made of, not of people or firms
OFFICE = re.compile(r"(?:과|부|팀|국|실|비|시|군|구|동|읍|면|관|원|청|센터)$")


def tells_bearer(context: Context, texts: Sequence[str]) -> bool:
    """False where a name is asked for and texts do not speak of who has it or did it, or name nobody."""
    if (deed := BY_WHOM.search(context.query.text)) and not any(deed[1] in text for text in texts):
        return False
    asked = NAME_OF.search(context.query.text)
    if asked is None:
        return True
    word = next(filter(None, asked.groups()))
    title = word[-2:] if word.endswith("장") else word  # '총무과장' may stand as '과장' beside the office
    title_said = re.compile(rf"(?<![가-힣])(?:{word}|{title})")
    places = [(text, place) for text in texts for place in title_said.finditer(text)]
    if COMPANY.fullmatch(word):
        return bool(places) and any(FIRM.search(text) or any(_names(context, text)) for text in texts)
    if not PERSON.search(word):
        return bool(places)
    beside = [text[max(place.start() - NEAR, 0) : place.end() + NEAR] for text, place in places]
    return any(MASKED.search(text) or any(_names(context, text)) for text in beside)


def _names(context: Context, text: str) -> Iterator[str]:
    """The proper names in a text that neither the question nor a document's title says."""
    said, own = squash(context.query.text), _titles(context)
    for morpheme in context.library.analyzer.analyze(text):
        name = squash(morpheme.form)
        if (
            morpheme.tag == "NNP"
            and len(name) > 1
            and name not in said
            and not any(name in one for one in own)
        ):
            yield name


def _titles(context: Context) -> Sequence[str]:
    return [squash(f"{one.agency}{one.department}{one.title}") for one in context.metadata.values()]
