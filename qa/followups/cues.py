"""The cues of a follow-up: what opens it, what it points back at, and whether it leaves the topic."""

from __future__ import annotations

import re
from dataclasses import dataclass

PARTICLE = (
    r"(?:에서는|에서|에는|에게|까지|부터|이랑|하고|으로|은요|는요"
    r"|은|는|이|가|을|를|의|에|도|요|로|와|과|랑|만|엔|서)"
)
END = r"(?=[\s?.,!]|$)"
# '그럼 인사과는?', '아니 집행률', '고마워요. 그럼 정원은?'
OPENERS = re.compile(
    r"^(?:(?:(?:(?:아주|정말|너무)\s)?(?:고마워|고맙|감사(?:합|해|드)|알겠|알았|그렇[군구]|잘\s?(?:봤|알))[가-힣]*"
    r"(?=[,.!]|\s(?:그럼|그러면|그런데|근데|그리고)\s)|(?:네|넵|예|응|좋아요?|오케이|잠깐만?요?|잠시만요?)(?=[,.!])"
    r"|(?:아니){1,2}(?:요|야)?|미안(?:해요?|합니다|하지만|한데)?|죄송(?:해요|합니다|하지만|한데)"
    r"|확실[해한하]\S{0,3}\?|이번에는|이번엔|그럼|그러면|그렇다면|그래서|엥|오|ㅇㅋ|ㅇㅇ|ㄱㅅ|그리고|그런데|근데|반대로|또|음|아|참|자)[\s,.!]+)+"
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
_FIRST = r"(?:맨\s?)?처음"
FIRST = re.compile(_FIRST)
# '아까 그 교부금은', '방금 말한 센터', '처음에 물어본 예산'
BACK = re.compile(
    rf"(?:아까|방금|앞서|{_FIRST}에?|위에서|먼저)"
    r"(?:\s*(?:말한|말씀하신|말했던|물은|물어본|나온|얘기한|이야기한|본)(?:\s?[거것](?:의|은|는)?)?)?(?=\s)"
)
# '다시 폐기물로 가서', '폐기물 건으로 다시 돌아와서,', '다시 폐기물 얘기인데', '다시 폐기물로,'
_NAMED = r"([가-힣A-Za-z0-9·()%\s]{1,24}?)\s?"
_TO = r"(?:얘기|이야기|주제|건|쪽|것)?(?:으로|로)\s*"
_GOING = r"(?:가서|가면|와서|오면|가자\S*|갈게\S*|가보\S*)"
RETURN = re.compile(
    rf"^(?:다시|아까)\s+{_NAMED}{_TO}(?:돌아)?{_GOING}[\s,]+"
    rf"|^{_NAMED}{_TO}(?:다시\s*(?:돌아)?|돌아){_GOING}[\s,]+"
    rf"|^다시\s+{_NAMED}(?:(?:(?:얘기|이야기)(?:인데|로|[은는])?|(?:쪽|건|거)(?:인데|으?로)|말인데)[,.\s]|(?:[은는]|으?로)?,)\s*"
)
# '다시 아까 그 두 과로 돌아가서': several of what was told, by no name
POINTED = re.compile(r"^(?:아까\s)?(?:그|이)\s")
SEVERAL = re.compile(r"(둘|셋|[두세네]\s?[가-힣]{1,4})")
# '아까 그 총무과는?'
AGAIN = re.compile(r"(?:그|이)\s+([가-힣A-Za-z0-9]{2,12}[은는]요?[\s?.!]*)")
# '같은 부서의 자치법규 정비는': another thing of the same office
SAME_OFFICE = re.compile(r"^같은\s(?:부서|과|국|실|기관|구|시)(?:의|에서(?:는)?)?\s")
POINTS = re.compile(
    rf"(?:^|(?<=\s))(?:거기|거긴|여기|여긴|그곳|이곳|그거|그것|그건|그게|그걸|이거|이것|이건|이게|그쪽|그때){PARTICLE}?{END}"
)
HERE = re.compile(r"(?:^|(?<=\s))(?:거기|거긴|여기|여긴|그곳|이곳)")  # a place that was told, and no program
PART = re.compile(
    r"(?:^|(?<=\s))(?:(?:그|이)\s?|(?:하위|세부|그)\s(?:항목|사업|과목|내역)\s)(?:중|가운데|안)(?:에서는|에서|에는|에)?(?=\s)"
)
# '그 교부금은', '이 사업', '해당 부서의'
THAT = re.compile(
    r"(?:^|(?<=\s))(?:그|이|해당|그런|이런|같은(?=\s(?:항목|사업|과제|시설|표)))\s+"
    rf"(?!몇|외\s|(?:전|다음)\s해|다음[은는으\s]|[두세네]\s)([가-힣A-Za-z0-9]{{1,12}}?){PARTICLE}?{END}"
)
GENERIC = re.compile(
    r"사업|계획|예산|과제|행사|센터|기관|부서|과|곳|건|제도|시설|교육|회의|돈|금액|사람|내용|업무|지역|해|년도|항목|표"
)
# '인사과는여'
HURRIED = re.compile(r"(?<=[은는])여(?=[\s?.!]*$)")
PERCENT = re.compile(r"몇\s?퍼(?!센)")  # '몇퍼야'
ONLY = re.compile(r"(?<=[가-힣])만이라도(?=\s)")  # '예산만이라도 알려 줘'
FILLERS = re.compile(
    r"(?:그렇게|이렇게|그리)\s|(?:^|(?<=\s))(?:그|같은)\s?해(?:에는|에도|엔|에|의)?\s"
    r"|(?<!(?:기준|방법|절차|조건|자격|순서|일정)[은는])(?<=[은는])\s*(?:어때|어떤가|어떻게\s*(?:돼|되나|됩니까|되는데|되는지|되지|되죠|되))요?[\s?.!]*$"
    # '인사과도 알려 줘'
    r"|(?<=[가-힣]도)\s(?:같은\s기준으로\s)?(?:좀\s)?(?:(?:알려|보여|말해)\s?(?:줘|주세요|주십시오|줄래|봐)요?|부탁\S*)[\s?.!]*$"
    # '인사과도 거기 있어?'
    r"|(?<=[가-힣]도)\s(?:거기|여기|같은\s?표|그\s?표)(?:에도?)?\s?(?:있[어나지는]|나[오와])\S*[\s?.!]*$"
    # '아니 집행률을 물은 거야', '미안, 집행률이 궁금했어요', '집행률 말이야'
    r"|(?<=[가-힣])[을를이가]?\s(?:물은|물어본|말한|궁금한)\s(?:거|것)\S*[\s?.!]*$"
    r"|(?<=[가-힣])[을를이가]?\s(?:궁금(?:해|했|합|하)\S*|말이(?:야|에요|예요|었어\S*)|말입니다)[\s?.!]*$"
    # '세부적으로 보면', '구체적으로는'
    r"|^(?:세부|구체)적으로(?:는|\s보면)?\s"
)
# '앞의 것과 합치면', '그 두 사업을 합치면'
WITH_BEFORE = re.compile(r"^(?:앞|이전)(?:의|에)?\s?(?:[것거]|금액)?(?:[와과]|이?랑|하고)는?\s")
# '합치면 전체의 몇 %야': what was told last, and before that
TOGETHER = re.compile(r"^(?=(?:합[치하]|더하)면\s.*전체)")
BOTH_OF = re.compile(r"(?:^|(?<=\s))(?:그|이)\s(?=[두세네]\s?[가-힣])")
# '2021년 걸로', '2021년 기준으로는'
BY_YEAR = re.compile(r"(?<=\d년)도?\s?(?:[걸거]로|것으로|기준(?:으로)?)(?:는|만)?(?=\s)")
# '작년 같은 기간엔', '전년 동기보다': the year tells it
# '그 과의 같은 시기 접수 건수는': of the time that is spoken of
SAME_PERIOD = re.compile(r"(?:^|(?<=\s))같은\s(?:시기|기간|때|시점)(?:의|에)?\s")
SAME_TIME = re.compile(r"(?<=[년해도])(?:의|에)?\s?(?:같은\s?(?:기간|때|시기|시점|달)|동기|동월)")
# '얼마나 준 거야', '몇 명 는 거야', '얼마나 느는 거지', '몇 퍼센트 줄은거야', '몇 점 올리는 거야'
_IS = r"\s*(?:거|건)(?:야|예요|에요|지|죠|인가요?)"
FELL = re.compile(
    rf"((?:얼마나?|몇\s*\S{{1,3}})\s*)(?:준|줄은|줄이는|줄인|낮추는|낮춘|깎은|(?:줄이|낮추|깎)겠다는){_IS}"
)
ROSE = re.compile(
    rf"((?:얼마나?|몇\s*\S{{1,3}})\s*)(?:는|느는|늘은|올[린리]는?|늘[린리]는?|높인|높이는"
    rf"|(?:올리|늘리|높이)겠다는){_IS}"
)


@dataclass(frozen=True, slots=True)
class Cues:
    """The new question without its cues, and what they say.

    `back` is whether an earlier topic is meant, `nouns` the words by which it is called, `away` whether
    the topic changes, `points` whether something is pointed at ('거기', '그중', '그 사업'), `part`
    whether a part of it is asked for ('그중'), `same_time` whether another year's same months ('전년 동기').
    `said` is the question less what only opens it, `first` whether the first topic is meant ('맨 처음 것').
    """

    core: str
    said: str
    back: bool
    away: bool
    points: bool
    nouns: tuple[str, ...]
    part: bool = False
    same_time: bool = False
    first: bool = False


def cues_of(text: str) -> Cues:
    """Read the cues of a question: '아까 그 교부금은 집행률이 얼마였지?' has core '집행률이 얼마였지?'."""
    text = PERCENT.sub("몇 퍼센트", ONLY.sub("은", HURRIED.sub("요", text)))
    core = OPENERS.sub("", text)
    away = any((AWAY.search(text), INSTEAD.search(text), OTHER.search(core), SAME_OFFICE.search(core)))
    core = SAME_OFFICE.sub("", OTHER.sub("", INSTEAD.sub("", core)))
    returned, called = RETURN.search(core), BACK.search(core)
    back = bool(called or returned)
    topic = next(filter(None, returned.groups()), "") if returned else ""
    first = FIRST.search(topic or (called[0] if called else ""))
    core = BACK.sub(" ", RETURN.sub("", core))
    topic = POINTED.sub("", topic)
    if several := SEVERAL.fullmatch(topic):
        core, topic = f"{several[1]} {core}", ""
    if again := AGAIN.fullmatch(core.strip()):  # what was asked last is asked of it
        core, back = again[1], False
    said = " ".join(core.split())
    part = bool(PART.search(core))
    core = PART.sub(" ", core)
    nouns = tuple(match[1] for match in THAT.finditer(core))
    nouns += (topic,) if topic and not first else ()
    points = bool(nouns or part or POINTS.search(core))
    core = THAT.sub(lambda match: " " if back or GENERIC.fullmatch(match[1]) else f" {match[1]} ", core)
    core = POINTS.sub(
        " ", BOTH_OF.sub("", TOGETHER.sub("둘을 ", WITH_BEFORE.sub("둘을 ", BY_YEAR.sub("", core))))
    )
    core = ROSE.sub(
        r"\1늘었어", FELL.sub(r"\1줄었어", FILLERS.sub("", SAME_PERIOD.sub("", SAME_TIME.sub("", core))))
    )
    core = " ".join(core.split())
    return Cues(core, said, back, away, points, nouns, part, bool(SAME_TIME.search(text)), bool(first))
