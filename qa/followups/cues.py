"""The cues of a follow-up: what opens it, what it points back at, and whether it leaves the topic."""

from __future__ import annotations

import re
from dataclasses import dataclass

PARTICLE = (
    r"(?:에서는|에서|에는|에게|까지|부터|이랑|하고|으로|은요|는요"
    r"|은|는|이|가|을|를|의|에|도|요|로|와|과|랑|만|엔|서)"
)
END = r"(?=[\s?.,!]|$)"
# '그럼 인사과는?', '아니 집행률'
OPENERS = re.compile(
    r"^(?:(?:아니(?:요|야)?|그럼|그러면|그렇다면|그래서|그리고|그런데|근데|또|음|아|참|자)[\s,.]+)+"
)
# '그거 말고 자체청사는 어디야', '근데 간담회는 언제 했어': something else is asked
_TOPIC = r"(?:얘[기긴]|이야[기긴]|질문|화제|주제)"
_SWITCH = (
    rf"(?:(?:다른|딴)\s*{_TOPIC}\S*|{_TOPIC}\S*\s*(?:좀\s*)?(?:바꾸어|바꿔|바꾸면|돌려|돌리면)\S*"
    r"|그건\s*그렇고)[\s,]+"
)
AWAY = re.compile(rf"^(?:(?:근데|그런데|한편)[\s,]+|{_SWITCH})")
OTHER = re.compile(rf"^{_SWITCH}")
INSTEAD = re.compile(r"^.{1,20}?\s*말고[\s,]+")
# '아까 그 교부금은', '방금 말한 센터', '처음에 물어본 예산'
BACK = re.compile(
    r"(?:아까|방금|앞서|처음에?|위에서|먼저)"
    r"(?:\s*(?:말한|말씀하신|말했던|물은|물어본|나온|얘기한|이야기한|본))?(?=\s)"
)
# '다시 폐기물로 돌아와서,', '다시 폐기물, '
RETURN = re.compile(
    r"^(?:다시\s*)?([가-힣A-Za-z0-9·\s]{1,20}?)\s?(?:얘기|이야기|주제)?(?:으로|로)\s*(?:다시\s*)?돌아[가와]\S*[\s,]+"
    r"|^다시\s+([가-힣A-Za-z0-9·\s]{1,20}?)\s?(?:얘기|이야기)?(?:(?:[은는]|말인데)?,)\s*"
)
POINTS = re.compile(
    rf"(?:^|(?<=\s))(?:거기|거긴|여기|여긴|그곳|이곳|그거|그것|그건|그게|그걸|이거|이것|이건|이게|그쪽|그때){PARTICLE}?{END}"
)
PART = re.compile(r"(?:^|(?<=\s))(?:그|이)\s?(?:중|가운데)(?:에서는|에서|에는|에)?(?=\s)")
# '그 교부금은', '이 사업', '해당 부서의'
THAT = re.compile(
    rf"(?:^|(?<=\s))(?:그|이|해당|그런|이런)\s+(?!몇)([가-힣A-Za-z0-9]{{1,12}}?){PARTICLE}?{END}"
)
GENERIC = re.compile(
    r"사업|계획|예산|과제|행사|센터|기관|부서|과|곳|건|제도|시설|교육|회의|돈|금액|사람|내용|업무|지역|해|년도"
)
FILLERS = re.compile(
    r"(?:그렇게|이렇게|그리)\s|(?:^|(?<=\s))그\s?해(?:에는|에도|엔|에|의)?\s"
    r"|(?<=[은는])\s*(?:어때|어떤가|어떻게\s*(?:돼|되나|됩니까|되는데|되는지|되지|되죠|되))요?[\s?.!]*$"
    # '인사과도 알려 줘'
    r"|(?<=[가-힣]도)\s(?:좀\s)?(?:알려|보여|말해)\s?(?:줘|주세요|주십시오|줄래|봐)요?[\s?.!]*$"
)
# '얼마나 준 거야', '몇 명 는 거야'
# '작년 같은 기간엔', '전년 동기보다': the year tells it
SAME_TIME = re.compile(r"(?<=[년해도])(?:의|에)?\s?(?:같은\s?(?:기간|때|시기|시점|달)|동기|동월)")
FELL = re.compile(r"((?:얼마나?|몇\s*\S{1,3})\s*)준\s*(?:거|건)(?:야|예요|에요|지|죠|인가요?)")
ROSE = re.compile(r"((?:얼마나?|몇\s*\S{1,3})\s*)는\s*거(?:야|예요|에요|지|죠|인가요?)")


@dataclass(frozen=True, slots=True)
class Cues:
    """The new question without its cues, and what they say.

    `back` is whether an earlier topic is meant, `nouns` the words by which it is called, `away` whether
    the topic changes, `points` whether something is pointed at ('거기', '그중', '그 사업'), `part`
    whether a part of it is asked for ('그중'), `same_time` whether another year's same months ('전년 동기').
    """

    core: str
    back: bool
    away: bool
    points: bool
    nouns: tuple[str, ...]
    part: bool = False
    same_time: bool = False


def cues_of(text: str) -> Cues:
    """Read the cues of a question: '아까 그 교부금은 집행률이 얼마였지?' has core '집행률이 얼마였지?'."""
    core = OPENERS.sub("", text)
    away = bool(AWAY.search(text) or INSTEAD.search(text) or OTHER.search(core))
    core = OTHER.sub("", INSTEAD.sub("", core))
    returned = RETURN.search(core)
    back = bool(BACK.search(core) or returned)
    core = BACK.sub(" ", RETURN.sub("", core))
    nouns = tuple(match[1] for match in THAT.finditer(core))
    nouns += (returned[1] or returned[2],) if returned else ()
    part = bool(PART.search(core))
    points = bool(nouns or part or POINTS.search(core))
    core = THAT.sub(lambda match: " " if back or GENERIC.fullmatch(match[1]) else f" {match[1]} ", core)
    core = PART.sub(" ", POINTS.sub(" ", core))
    core = ROSE.sub(r"\1늘었어", FELL.sub(r"\1줄었어", FILLERS.sub("", SAME_TIME.sub("", core))))
    core = " ".join(core.split())
    return Cues(core, back, away, points, nouns, part, bool(SAME_TIME.search(text)))
