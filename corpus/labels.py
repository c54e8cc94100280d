"""The words around a figure in running text, made into names."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from corpus.dates import QUOTES
from corpus.figures import Figure

# words that tell one state of a thing from another: (당초) 3개 → (개선) 5개
_STATES: Final = """
당초 변경 기존 개선 현행 종전 변경전 변경후 개정전 개정후 변경계획
"""
# words that do so only where they stand alone: (예상) 261구좌, not 선발 계획 100명
_STATES_ALONE: Final = """
개정 현재 목표 계획 실적 예상 확대 조정 전년 전년도 전월 작년 재작년 지난해 금년 금년도 올해 최종 본예산 추경
"""
_STATE_ONLY: Final = frozenset(_STATES.split())
CHANGE_WORDS: Final = _STATE_ONLY | frozenset(_STATES_ALONE.split())

_EDGE: Final = " \t\"'“”‘’`*·‧․ㆍ▸‣▪•◦○□▶▷►-–―—~∼～:：,.=+"
_PAIRS: Final = ("()", "（）", "[]", "【】", "<>", "〈〉", "「」", "『』")
_PERIOD: Final = (
    r"(?:매[월년주일]|연간|월간|시간당|연|월|주|일|분기|반기|1일|1주|1인당|1인"
    r"|1[건명매회]당|건당\s?/?|[인연건]/|하루|(?:가구|세대|농가|개소|곳|팀|학교|교|학급|업체|기업|사업장|단체|점포"
    r"|동|면|대|개|척|마리|그루|필지|㎏|kg|톤|회|박)당)"
)
_RATE: Final = re.compile(rf"(?:^|(?<=[\s,(（/])){_PERIOD}\s?(?:{_PERIOD}\s?)?(?:총|평균|최대|약)?\s?$")
_CLAUSE: Final = re.compile(
    r".*(?:(?:[하있되없받같높낮많적않오보주쓰키])(?:는|은)|하여|하고|하며|되어|되며|으로써|위해|위하여|통해|통한|따라|따른|대한|위한|거쳐|거친|관련하여|중에서|가운데|"
    r"하도록|이후|및|부터|까지|때문에|면서|지만|으며|에서|에게|으로|이나|혹은|또는|이내로|경우)\s+(?=\S)"
)
_HEAD_WORDS: Final = re.compile(
    r"^(?:및|등|또는|또한?|(?:이로\s)?인해|특히|다만|아울러|한편|그리고|이와\s함께|이\s밖에|이는|중|이\s?중|그\s?중|외|총|약|각|모두|現|현재?|전체|남은|씩|이상|이하|이내|내외|미만|초과|한도|정도)\s+"
)
# what follows on a figure before the next one's name: 12곳은 2명, 75점 이하인 강사 6명, 선배 38명과 후배
_BEHIND: Final = re.compile(
    r"^(?:[을를이가]\s[가-힣]{2,6}?(?:하|되|했|됐|하였|되었)(?:고|으며|며)|[을를]\s(?:들여|들인|써서)"
    r"|(?:[을를이가]\s)?[가-힣]{2,4}(?:하여|해서|되어|돼서|했으나|하였으나|됐으나|되었으나)"
    r"|(?:[을를]\s?)?(?:열어|팔아|모아|거둬|심어|뽑아|늘려|줄여|올려|내려)|(?:으로|로)\s[가-힣]{1,3}(?:고|며)|한도(?:로|에서)"
    r"|(?:에게|에서|에|으로|로)(?:는|도)|(?:늘어난|줄어든|[가-힣]{2}[한된])\s반면"
    r"|에서|에게|까지|부터|으로|로|의|은|는|이|가|을|를|에|와|과|간|대상|가운데|(?:이상|이하|이내|미만|초과|아래)[인의]?"
    r"|이?며|이고|이?었고|였고|이나|인데?|라고)\s+"
)
_TAIL_WORDS: Final = re.compile(
    r"(?:^|\s)(?:총|약|모두|각각|각|대략|거의|최근|향후|현재|기준|등|및|중|간|또는|現|현|매|외|만|무려|추가로|이상|이하|이내|내외|미만)$"
)
# syllables that end with a vowel: '을' behind one is of a noun ('마을'), as the particle is '를' there
_OPEN: Final = "".join(map(chr, range(0xAC00, 0xD7A4, 28)))
_PARTICLE: Final = re.compile(
    rf"(?<=[가-힣A-Za-z\d)」』’”])(?:에서|에게|까지|부터|으로|보다|(?<=[가-힣]{{2}})은|(?<=[)）])은|는|(?<![{_OPEN}])을|를|에)$"
)
# '감면율이 30%', '연간 이용객이 410명', '사업비가 3억원'; no '어린이', '전문가'
_SUBJECT: Final = re.compile(
    r"(?<=[가-힣][률율량액적원건생민객])이$|(?<=[가-힣][자도비료])가$|(?<=[\s원자객생건횟]수)가$|(?<=[는은던난한된]\s곳)[은이]$"
)
# '그 결과 합격자 중 여성의 비율이 증가한 바 있음(2030년 41%': how it went names nothing
_WENT: Final = re.compile(
    r"(?<=[가-힣][률율건액량수])[이가]\s(?:크게\s|점차\s|꾸준히\s|매년\s)?(?:증가|감소|상승|하락|확대|축소|개선)(?:한\s바\s있음|하였음|했음|하고\s있음|하는\s추세임?|\s추세임?|중임)$"
)
# nouns that end with 의, which is no particle there
_OF: Final = re.compile(r"(?<![회협심문강건동결논합질발편상유정명])(?<!^주)(?<!\s주)의$")
_CONNECTIVE: Final = re.compile(
    r"(?<=추경|예산|현액|규모)인$|\s?(?:통해|통하여|위해|위한|따라|따른|대한|대해|관련|거쳐|이면서|에서|기준으로)$"
)
# a topic holds no object or place: not '사람을 이끄는 힘', '안에 끝나는 강의'
_TOPIC: Final = re.compile(r"(?P<topic>(?!.*[을를에]\s).{1,30}[가-힣)])(?:은|는)\s+(?P<rest>\S.*)")
# '동력비는 전기요금 인상으로 2,940백만원에서': why it changed names no figure
_CAUSE: Final = re.compile(
    r"(?P<topic>(?!.*[을를에]\s).{2,30}[가-힣)])(?:은|는)\s+\S.{1,40}"
    r"(?:인상|인하|증가|감소|확대|축소|영향|부족|하락|상승|개선|도입|신설|폐지|변경|이전)(?:으로|로)"
)
# '공공질서 및 안전', '문화 및 관광': one name
_BOTH: Final = re.compile(r"[가-힣·]{2,10}\s및\s[가-힣·]{2,8}(?<![은는이가을를])")
# '집행률이 한 40%', '예산이 지금 3억'
_SPOKEN_OF: Final = re.compile(r"(?<=[가-힣]{2})[이가은는]\s(?:지금|현재|한|약|총|모두|전체|대략|무려)$")
_OF_IT: Final = re.compile(r"^[이그]\s?(?:중|가운데)에?서?$")
_INSIDE: Final = re.compile(r"\([^()]*\)")
_TAIL: Final = re.compile(
    r"\s?(?!(?:으로|로|에서|에|을|를|이|가|은|는|의|까지|부터|와|과)(?:[ ,)]|$))"
    r"(?P<words>[가-힣A-Za-z·]{2,12}(?:\s[가-힣A-Za-z·]{2,12}){0,2})(?=(?:\s중)?\s?(?:$|[,(（)）/→⇒⇨➔➡▶.※]))"
)
_TAIL_NOISE: Final = re.compile(
    r"^(?:이상|이하|이내|내외|정도|한도|미만|초과|규모|수준|가량|씩|등|중|간|범위|까지|부터)+\s?|"
    r"(?:^|\s)(?:실시|개최|운영|추진|완료|예정|등|포함|처리|중|함|임|별도|이상|이하|이내|내외|미만|초과|소요)+$"
)
# '를 유지하고 있습니다', '증가하였다', '많으며': said of the figure, no name of it
_SAID: Final = re.compile(
    r"^[을를이가은는]\s|(?:니다|[하였했됐었많적높낮]다|으며|이며|하며|되며|지만|으나|었고|했고)$"
)
# what was done with the figure before, no name of the next one: 11회 실시, 30명 참여
_DEEDS: Final = """
개최 실시 운영 추진 완료 예정 수료 이수 참여 증가 감소 확대 축소 선발 채용 지원 교육 설치 포함 별도 제외 처리
대비 정도 한도 내외 범위 규모 수준 가량 씩 간 동안 모집 배정 편성 신설 도입 개발 위촉 선정 제공 이상 이하 구성
심의
"""
DONE: Final = frozenset(_DEEDS.split())
_NOUN: Final = re.compile(r"\s?(?P<noun>[가-힣A-Za-z]{1,10})")
_NOUN_END: Final = re.compile(
    r"(?:에서|에게|까지|부터|으로|은|는|을|를|에|의|로|이|가|도|와|(?<![부효성결통초경])과|중|등)$"
)
_TAG: Final = re.compile(r"\s*[(（\[［【〔](?P<tag>[^()（）\[\]【】]{2,20})[)）\]］】〕]\s?(?=\S)")
_LABEL_END: Final = re.compile(r"[:：](?!\d)|\s[-―–—]{1,40}\s|※|\s[→⇒⇨]")
_UNIT_NOTE: Final = re.compile(r"\s{0,60}[(（\[]\s?단\s?위[^()（）\[\]]{0,40}[)）\]]")
_NOTE: Final = re.compile(r"[(（][^()（）]{0,60}\d[^()（）]{0,60}[)）]")
_COUNTERS: Final = frozenset(["개"])
_SINCE: Final = frozenset(("까지", "부터"))
MAX_WORDS: Final = 6
_LABELLED: Final = 400  # characters of a bullet in which its label ends
MAX_LABEL: Final = 40


def squeeze_spaces(text: str) -> str:
    """'총   무   과' -> '총무과': a label spread out over its width; other runs become one space."""
    words = text.split()
    if len(words) > 1 and all(len(word) == 1 and "가" <= word <= "힣" for word in words):
        return "".join(words)
    return " ".join(words)


@lru_cache(maxsize=4096)
def strip_edges(text: str) -> str:
    """The text without marks and without brackets that have no partner: '조정교부금(본예산)', not '예산)'."""
    whole, text = text, text.strip(_EDGE)
    if re.match(r"\d{2}(?!\d)", text) and (at := whole.find(text)) and whole[at - 1] in QUOTES:
        text = whole[at - 1] + text  # '21년
    for opens, closes in _PAIRS:
        while text.startswith(closes) or (text.startswith(opens) and closes not in text):
            text = text[1:].strip(_EDGE)
        while text.endswith(opens) or (text.endswith(closes) and opens not in text):
            text = text[:-1].strip(_EDGE)
    return text


def clean_label(text: str) -> str:
    """A label without marks, quotes and stretched spaces: ' 사  업  비 ' -> '사업비'."""
    label = squeeze_spaces(strip_edges(text))
    return label if len(label) <= MAX_LABEL else label[:MAX_LABEL].rsplit(" ", 1)[0]


@lru_cache(maxsize=4096)
def clean_lead(text: str, *, behind: bool = False) -> str:
    """The noun phrase with which a text ends: '교사를 지원하여 보조교사 추가채용' -> '보조교사 추가채용'.

    `behind`: the text stands right behind a figure, so that its first words may say what was done with
    that one ('11회 실시 강사 30명' -> '강사').
    """
    lead = " ".join(strip_edges(text[-300:]).split())
    if not behind and _BOTH.fullmatch(lead):
        return lead
    lead = _OF_IT.sub("", _SPOKEN_OF.sub("", lead))
    if not _TAIL_WORDS.search(lead):
        lead = squeeze_spaces(lead)  # 중 구, not 및 총
    lead = _WENT.sub("", lead)
    if cause := _CAUSE.fullmatch(lead):
        lead = cause["topic"]
    clause = _CLAUSE.match(_INSIDE.sub(lambda inner: "·" * len(inner[0]), lead))
    if clause:
        lead = lead[clause.end() :]
    while (head := _HEAD_WORDS.match(lead)) is not None:
        lead = lead[head.end() :]
    while behind and (head := _BEHIND.match(lead + " ")) is not None:
        lead = lead[head.end() :]
    for pattern in (_TAIL_WORDS, _TAIL_WORDS, _CONNECTIVE, _PARTICLE, _SUBJECT, _OF):
        lead = pattern.sub("", lead).strip(_EDGE)
    words = squeeze_spaces(strip_edges(lead)).split(" ")[-MAX_WORDS:]
    while behind and words and words[0] in DONE:
        words = words[1:]
    alone = len(words) == 1 and (_TAIL_WORDS.fullmatch(words[0]) or words[0] in _SINCE)
    return "" if alone else strip_edges(" ".join(words))


def split_topic(lead: str) -> tuple[str, ...]:
    """A topic and what is said of it: '상조회는 자산규모' -> ('상조회', '자산규모')."""
    found = _TOPIC.fullmatch(lead)
    return (clean_label(found["topic"]), found["rest"]) if found else (lead,) if lead else ()


def tail_words(text: str, end: int) -> str:
    """What is said of a figure right behind it: '3% 추천,' -> '추천', '5건 실시' -> ''."""
    found = _TAIL.match(text[end : end + 60])
    words = found["words"] if found else ""
    for _ in range(2):
        words = _TAIL_NOISE.sub("", words).strip()
    if _SAID.search(words):
        return ""
    return _NOUN_END.sub("", words) if len(words) > 2 else words


def split_column(label: str) -> tuple[str, str]:
    """A label's name and its state: '당초' -> ('', '당초'), '교육규모 변경' -> ('교육규모', '변경')."""
    words = label.split()
    if words and words[-1] in (_STATE_ONLY if len(words) > 1 else CHANGE_WORDS):
        return " ".join(words[:-1]), words[-1]
    if words and words[0] in _STATE_ONLY:
        return " ".join(words[1:]), words[0]
    return label, ""


def rate_before(lead: str) -> str:
    """The rate with which a lead ends, '' for none: '상담 확대 월 ' -> '월 '."""
    found = _RATE.search(lead, max(0, len(lead) - 8))
    return found[0] if found else ""


def tail_noun(text: str, figure: Figure) -> tuple[str, int]:
    """The noun that a bare counter counts, and where it ends: '6개 분야 직무' -> ('분야', ...)."""
    if figure.unit not in _COUNTERS:
        return "", figure.end
    found = _NOUN.match(text, figure.end)
    noun = _NOUN_END.sub("", found["noun"]) if found else ""
    if found is None or len(noun) < 2 or noun in DONE or noun in CHANGE_WORDS:
        return "", figure.end
    return noun, found.start("noun") + len(noun)


def label_of(text: str) -> str:
    """The name of a bullet: before its colon, in its parentheses, else its first words.

    '사업비 : 2,100억원' -> '사업비', '(건강검진) 맞춤형 검진 지원' -> '건강검진', '채용(6명) 추진' -> '채용'.
    """
    text = text[:_LABELLED]
    tag = _TAG.match(text)
    if tag:
        return clean_label(tag["tag"])
    text = _UNIT_NOTE.sub(" ", text)
    cut = _LABEL_END.search(text, 1)
    return clean_label(_NOTE.sub("", text[: cut.start()] if cut else text))
