"""What a question wants to know of its subject, and the labels under which reports tell it, as data.

'왜 바꿨나' wants the bullet '(도입취지) ...', '앞으로 뭐 하기로 했어' what stands under '향후계획'.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.model import Block


@dataclass(frozen=True, slots=True, eq=False)  # there is one of each, told apart by what it is
class Intent:
    """A thing to know: how it is asked for, the labels that tell it, and words of sentences that tell it."""

    name: str
    asked: re.Pattern[str]
    label: re.Pattern[str]
    cue: re.Pattern[str] | None = None


def _intent(name: str, asked: str, label: str, cue: str = "") -> Intent:
    return Intent(name, re.compile(asked), re.compile(label), re.compile(cue) if cue else None)


DATE = r"\d{2,4}\s*\.\s*\d{1,2}|\d{1,2}\s*월|\d\s*/\s*4\s*분기|\d\s*분기|[상하]\s*반기|연중|매월|매년|수시"
# '시공 업체는 어디': who it is, not where
FIRMS = ("업체", "회사", "시공사", "법인")
FIRM = rf"(?:{'|'.join(FIRMS)})[은는이가]\s"
NO_FIRM = "".join(rf"(?<!{word}[은는이가]\s)" for word in FIRMS)
INTENTS: tuple[Intent, ...] = (
    _intent("purpose", r"왜|이유|까닭|목적|취지|배경|무엇\s*때문|필요성", r"(?:추진|도입|개선|사업)?\s*(?:목적|취지|배경|필요성|이유|사유)",
            r"위해|위하여|위한|하고자|하기\s*위|때문|예방|방지|(?:으로|로)\s*인|에\s*따[라른]|해소"),
    _intent("problem", r"한계|어려[움운웠]|아쉬[운움웠]|문제점|미흡|애로|부족한\s*점", r"한계|문제점|애로|미흡|어려움|아쉬운"),
    _intent("plan", r"향후|앞으로|계획|예정|하기로|할\s*(?:거|것|건|계)|어떻게\s*되|뒤에는|다음에", r"향후|계획|추진\s*방향|개선\s*방향",
            r"예정|계획|하겠|추진|검토|할\s*것"),
    _intent("when", r"언제|일정|시기|며칠|몇\s*월|날짜|기간", r"(?:추진|사업|공사|교육|운영|개최)?\s*(?:일\s*시|기\s*간|일\s*정|시\s*기|일\s*자)", DATE),
    _intent("where", rf"{NO_FIRM}어디(?!까지)|장소|위치", r"장\s*소|위\s*치|개\s*소|이\s*전\s*지|소\s*재\s*지"),
    _intent("who", rf"누가|누구|대상|참석|누굴|{FIRM}어디", r"(?:참석|교육|지원|사업|선정|시공|수탁|감리)?\s*(?:대\s*상(?:자|기관)?|참석자?|주관|담당|수행|기\s*관|인\s*원|업\s*체|법\s*인|시공사)"),
    _intent("result", r"실적|결과|성과|뭐\s*했|무엇을\s*했|했[어나는습던지니]|됐[어나는지니]", r"실\s*적|결\s*과|성\s*과|추진\s*(?:내용|상황|현황)|조치"),
    _intent("law", r"근거|법적|어느\s*법|어떤\s*법|무슨\s*법|법령", r"(?:관련|추진|법적)?\s*(?:근\s*거|법\s*령|법\s*규)"),
    _intent("method", r"어떻게|어케|방법|방식|절차|순서|어떤\s*식", r"방\s*법|방\s*식|절\s*차|순\s*서|방\s*안|기\s*준|내\s*용"),
    # '지원 마을은 어떤 기준으로 고르나', not '6월 말 기준'
    _intent("criterion", r"(?:선정|선발|심사|평가|배정|고르는|뽑는|정하는)\s*기준|기준[은이]\s*(?:무엇|뭐|뭔|어떤|어떻)|어떤\s*기준",
            r"(?:선정|선발|심사|평가|배정|지원|자격)?\s*(?:기\s*준|요\s*건)"),
    _intent("effect", r"효과|기대", r"(?:기대)?\s*효\s*과"),
    _intent("change", r"바꾸|바뀌|바꿨|달라|개선|고[치친쳐]|변경|강화", r"개\s*선|변\s*경|조\s*정|확\s*대|강\s*화", r"→|⇒|➔|➡|▶|당초|기존|종전"),
    _intent("target", r"목표", r"목\s*표"),
    _intent("content", r"내용", r"내\s*용|개\s*요"),
    _intent("size", r"규모", r"(?:사업|교육|건립|시설)?\s*(?:규\s*모|면\s*적|인\s*원)"),
    _intent("problem_reply", r"대책|대응|조치", r"조\s*치|대\s*책|대\s*응|방\s*안"),
)  # fmt: skip
# words of the asking that no label need explain
ASKING = re.compile(
    r"까닭|이유|이름|나열|목록|종류|때문|자세|구체|상세|군데|모두|전부|스스로|\d+(?:가지|곳|개|건)|두|세|네|다섯|여섯|일곱|여덟|아홉|열"
)
# what stands before the kind of thing asked for
CATEGORY = re.compile(r"(?:어떤|무슨|어느)\s+(?:[가-힣]+[와과]\s+)?$")
COMMA = re.compile(r",(?!\d{3})")
SEPARATOR = re.compile(rf"{COMMA.pattern}|[·ㆍ․/、]")
ENUMERATION = re.compile(
    rf"(?:[가-힣A-Za-z0-9]{{1,12}}\s*(?:{SEPARATOR.pattern})\s*){{2,}}[가-힣A-Za-z0-9]{{1,12}}"
)
# '규정 정비(당직 기준 완화, 휴가 사유 확대, 출장비 상향)', '지원 분야 : 판로 개척, 시설 개선': things of more words
LISTED = re.compile(r"[(:：]\s*([^():：·ㆍ․/]*,[^():：·ㆍ․/]*?)\s*(?:\)|$)")
# what a bullet of its own label tells
LABELLED = frozenset(["when", "where", "who", "law", "size", "purpose", "effect", "criterion"])
WH = {
    "when": re.compile(r"언제|며칠|몇\s*월"), "where": re.compile(rf"{NO_FIRM}어디(?!까지)"), "who": re.compile(rf"누가|누구|누굴|{FIRM}어디"),
    "purpose": re.compile(r"왜|까닭|이유|무엇\s*때문"),
}  # fmt: skip
IN_WORD = re.compile(r"[가-힣]$")
OPEN = re.compile(r"어떻|어케|어떤|무엇|뭐|뭘|무슨")  # more is asked than a date or a place
JOINT = re.compile(r"(?:[고며]|으로),?\s")  # between what is asked and what else is
TOO = re.compile(r"[은는이가]?\s*(?:무엇|뭐|뭔|어떤|어떻게|\?|$)|[과와도두랑]|하고|,")
DID = re.compile(r"[했됐]")
GOAL = re.compile(r"(?:고자|기\s*위)\s*함\s*[.]?$")
BRIEF = frozenset(["when", "where", "who", "law", "size"])
# '목적 : 민원 만족도 제고', '(도입취지) 성실한 직원 보호', '협력기관(3개) : ...'
BARE = 40  # characters of a title
LABEL = re.compile(
    r"^\s*(?:[(\[<【〔]\s*([^)\]>】〕]{1,20})[)\]>】〕]|([^:：(]{1,16}?)\s*(?:\([^):：]*\)\s*)?[:：])"
)


def intents(question: str) -> tuple[Intent, ...]:
    """The intents of a question, in the order of INTENTS.

    Where a word like '언제' asks, a noun tells the subject, unless it is asked for too: '기본계획은 언제까지'
    is about a date alone, '목적은 무엇이고 언제 시작하나' about both.
    """
    found = [intent for intent in INTENTS if intent.asked.search(question)]
    said = {name for name, word in WH.items() if word.search(question)}
    if any(intent.name == "criterion" for intent in found):  # '대상을 고르는 기준' is no '대상'
        found = [intent for intent in found if intent.name not in {"who", "method"} - said]
    if said and not OPEN.search(question):
        found = [intent for intent in found if intent.name in said or _is_asked_too(intent, question)]
    asked = [intent for intent in found if _is_asked_too(intent, question)]
    return tuple(i for i in found if i in asked or not asked or not _is_of_name(i, question))


def _is_of_name(intent: Intent, question: str) -> bool:
    """Tell whether its words are only the ends of others: '환경개선 사업의 목적은' is about no change."""
    return all(IN_WORD.search(question[: match.start()]) for match in intent.asked.finditer(question))


def _is_asked_too(intent: Intent, question: str) -> bool:
    return any(TOO.match(question, match.end()) for match in intent.asked.finditer(question))


def is_asking(word: str) -> bool:
    """Tell whether a word of the question says what is wanted, not of what: '까닭', '이름'."""
    return bool(ASKING.fullmatch(word))


def labelled(question: str, wanted: Sequence[Intent], blocks: Sequence[Block]) -> list[int]:
    """The places of blocks that begin with a label for what is wanted: '위 치 : ...', '(도입취지) ...'.

    Empty where not each of the wanted things has one. '언제 어디서 했어' wants no result.
    """
    found: list[int] = []
    verbs = {one.name for one in wanted if all(DID.match(m[0]) for m in one.asked.finditer(question))}
    for intent in (one for one in wanted if one.name not in verbs):
        mine = bearing(intent, blocks)
        if not mine or intent.name not in LABELLED:
            return []
        found += mine[:1]
    return sorted(set(found))


def asked_besides(question: str, wanted: Sequence[Intent]) -> list[Intent]:
    """The persons, places and dates asked for in a question of several clauses: '누구를 대상으로 어떻게'."""
    if not JOINT.search(question):
        return []
    return [intent for intent in wanted if intent.name in WH and WH[intent.name].search(question)]


def asks_openly(question: str) -> bool:
    """Tell whether a clause asks what no label tells: '대상은 누구이며 무엇을 가르치나'."""
    first, *others = JOINT.split(question)
    return any(
        OPEN.search(clause) and not any(intent.asked.search(clause) for intent in INTENTS)
        for clause in others
        if WH["who"].search(first) or WH["where"].search(first) or WH["when"].search(first)
    )


def bearing(intent: Intent, blocks: Sequence[Block]) -> list[int]:
    """The places of the bullets that begin with a label for one thing to know."""
    return [n for n, block in enumerate(blocks) if block.kind != "heading" and _is_labelled(intent, block)]


def _is_labelled(intent: Intent, block: Block) -> bool:
    label = label_of(block)
    return bool(label) and intent.label.fullmatch(label.strip()) is not None


def tells_known(label: str) -> bool:
    """Tell whether a label is one under which reports tell something of a program: '교육대상', '추진방법'."""
    return any(_label_fits(intent, label) for intent in INTENTS)


def is_category(question: str, start: int) -> bool:
    """Tell whether the word at an offset is the kind of thing asked for: '어떤 재료와 설비를' names two."""
    return bool(CATEGORY.search(question[:start]))


def names_subject(question: str, word: str, start: int) -> bool:
    """Tell whether a word names what the question is about, which an answer must explain."""
    asked = is_asking(word) or any(intent.asked.fullmatch(word) for intent in INTENTS)
    return not asked and not is_category(question, start)


def enumerates(text: str) -> bool:
    """Tell whether a text names three things or more in a row: '대상 : 가과·나과·다과'."""
    return bool(ENUMERATION.search(text))


def lists(text: str, count: int) -> bool:
    """Tell whether a text names so many things in a row: '(6개): 가구, 나구, ...', '정비(가 나, 다 라)'."""
    if any(len(COMMA.split(run[1])) == count for run in LISTED.finditer(text)):
        return True
    return any(len(SEPARATOR.split(run[0])) == count for run in ENUMERATION.finditer(text))


def is_brief(question: str) -> bool:
    """Tell whether a date, a place, a name or a law is all that is asked."""
    if OPEN.search(question):
        return False
    return bool(found := intents(question)) and all(intent.name in BRIEF for intent in found)


def label_of(block: Block) -> str:
    """The label that a block begins with; a heading or a short bullet is its own label."""
    return label_in(block.text, block.kind == "heading")


@lru_cache(maxsize=16384)
def label_in(text: str, whole: bool) -> str:
    """The label that a text begins with (see `label_of`); the `whole` of it where that is one."""
    match = LABEL.match(text)
    if match:
        return match[1] or match[2]
    return text if whole or len(text) <= 12 else ""


@lru_cache(maxsize=65536)
def _label_fits(intent: Intent, label: str) -> bool:
    return bool(intent.label.search(label))


def intent_fit(wanted: Sequence[Intent], block: Block) -> float:
    """How well a block tells what is wanted, 0 to 1: by its own label, the ones above it, or its words."""
    if not wanted:
        return 0.0
    own = label_of(block)
    above = (*block.parents[-2:], *block.section[-1:])
    fits = []
    for intent in wanted:
        if own and _label_fits(intent, own):
            fits.append(1.0)
        elif any(_label_fits(intent, label) for label in above):
            fits.append(0.8)
        else:
            fits.append(0.5 if intent.cue and intent.cue.search(block.text) else 0.0)
    return max(fits)


COUNT = re.compile(
    r"(?<![\d.,])(\d{1,2})\s*(?:개(?![월년])|가지|곳|건)(?![가-힣]*\s*(?:이상|이하|초과|미만))|(두|세|네|다섯|여섯|일곱|여덟)\s*(?:개|가지|곳)"
    r"|(?<![가-힣])(두|세|네|다섯|여섯|일곱|여덟)\s[가-힣]{2,4}(?=[은는이가을를의]\s)"
)
SPOKEN = {"두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8}
# '어디 갔어', '무엇을 했나'; '앞으로 뭐 하기로 했어'
PAST = re.compile(r"[했갔됐왔났겼렸썼봤]|나온|실시한|추진한|열린|거둔|[가-힣]었[어나는던습]|실적|성과|결과")
FUTURE = re.compile(r"향후|앞으로|계획|예정|하기로|할\s*(?:거|것|건)|하려|[할될](?:까|지|래)")
PLANS = re.compile(r"향후|계획|예정|추진\s*방향|개선\s*방향")
RESULTS = re.compile(r"실\s*적|성\s*과|결\s*과|추진\s*(?:현황|상황|경과)")


def count_asked(text: str) -> int | None:
    """How many things are asked for: '세부사업 4개' -> 4, '세 가지' -> 3; None where it is not said."""
    found = COUNT.search(text)
    if not found:
        return None
    return int(found[1]) if found[1] else SPOKEN[found[2] or found[3]]


def has_parts(blocks: Sequence[Block], count: int) -> bool:
    """Tell whether a passage has so many parts: blocks right under the first, or enumerated in it.

    '자치구 6곳' is met by '(6개): 중구, 동작, 은평, 광진, 송파, 동대문'.
    """
    head = blocks[0]
    under = min((block.depth for block in blocks[1:]), default=0)
    if sum(block.depth == under for block in blocks[1:]) == count:
        return True
    if re.search(rf"(?<!\d){count}\s*(?:개|가지|곳|건)", head.text):
        return True
    return lists(head.text, count)


# '어떤 팀이 있나', '건물들의 이름', '팀이 뭐뭐 있어', '3개 과 이름과', '자치구 6곳은 어디'
NAMES = re.compile(
    r"(?:어떤|무슨|어느)\s+(?P<a>[가-힣]{1,4}?)들?(?:이|가|을|를|은|는)?\s*(?:있|인가|입니까|이야|예요|\?|$)"
    r"|(?P<b>[가-힣]{1,4}?)들?(?:의)?\s+이름"
    r"|(?<![가-힣])(?P<c>[가-힣]{1,4}?)들?(?:이|가|은|는|에는)?\s*(?:뭐\s*뭐|무엇\s*무엇|어디\s*어디|뭐가\s*있|무엇이\s*있)"
    r"|(?P<e>나라|국가|언어|요일)들?(?:은|는|이|가)\s*(?:어디|무엇|뭐|어느)"
    r"|(?P<d>[가-힣]{1,4}?)\s*(?:\d+|[두세네]|다섯|여섯)\s*(?:곳|개)[은는이가]?\s*(?:어디|무엇|뭐)"
)
# of which workers, students and guests come, and with which offices exchange
COUNTRIES = (
    "한국|북한|중국|일본|대만|타이완|홍콩|몽골|베트남|라오스|캄보디아|태국|미얀마|필리핀|인도네시아|말레이시아|싱가포르|동티모르|"
    "인도|네팔|스리랑카|방글라데시|파키스탄|우즈베키스탄|카자흐스탄|키르기스스탄|타지키스탄|튀르키예|터키|이란|이스라엘|"
    "러시아|우크라이나|폴란드|헝가리|체코|독일|프랑스|영국|이탈리아|스페인|네덜란드|스위스|오스트리아|핀란드|스웨덴|노르웨이|덴마크|"
    "미국|캐나다|멕시코|브라질|칠레|페루|호주|뉴질랜드|이집트|에티오피아|케냐|르완다|가나|남아프리카공화국"
)
# what names of a kind end with: '건물 이름' is met by '본관, 별관'
ENDINGS = {
    "건물": "관|동",
    "부서": "과|팀|실|담당관",
    "기관": "원|관|청|센터|공단",
    "학교": "초|중|고|학교",
    "도시": "시",
    "자치구": "구",
    "언어": "어",
    "외국어": "어",
    "요일": "[월화수목금토일]요일|주말",
    "나라": COUNTRIES,
    "국가": COUNTRIES,
}
NO_NAMES = frozenset(
    ["사람", "사업", "과제", "내용", "것", "업무", "점", "일", "기능", "조치", "계획", "역할", "혜택"]
)


def kind_of_names(question: str) -> str:
    """What the names that a question asks for end with: '어떤 팀이 있나' -> '팀'; '' where it asks for none."""
    found = NAMES.search(question)
    kind = next((word for word in found.groups() if word), "") if found else ""
    return "" if kind in NO_NAMES else ENDINGS.get(kind, kind)


def has_names(blocks: Sequence[Block], kind: str, count: int | None) -> bool:
    """Tell whether a passage gives names of a kind, two or as many as are asked for: '경리팀, 계약팀'."""
    ending = re.compile(rf"[가-힣A-Za-z0-9]*(?:{kind})(?![가-힣])")
    found = {name for block in blocks for name in ending.findall(block.text) if len(name) > 1}
    return len(found) >= (count or 2)


def is_bare(block: Block) -> bool:
    """Tell whether a heading says nothing by itself: '향후계획', not '지연 사유 : 자재 납품이 늦음'."""
    return block.kind == "heading" and len(block.text) <= BARE and not LABEL.match(block.text)


def is_goal(wanted: Sequence[Intent], block: Block) -> bool:
    """Tell whether a block only says what something is for ('... 편하게 하고자 함') where that is not asked."""
    return bool(GOAL.search(block.text)) and all(intent.name != "purpose" for intent in wanted)


def tense_of(question: str) -> str:
    """Whether a question is about plans ('future') or what was done ('past'); '' where it does not say."""
    if FUTURE.search(question):
        return "future"
    return "past" if PAST.search(question) else ""


def tense_differs(tense: str, block: Block) -> bool:
    """Tell whether a question about what was done meets a plan, or one about plans what was done."""
    place = "/".join(
        (*block.section[-1:], *block.parents[-1:], block.text if block.kind == "heading" else "")
    )
    ahead, behind = bool(PLANS.search(place)), bool(RESULTS.search(place))
    return ahead != behind and (behind if tense == "future" else ahead)
