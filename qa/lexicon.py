"""What staff say and what tables print for the same thing, as data.

The words are those of local-government reports in general: budget books (세입·세출), staffing tables
(정원·현원), performance tables (목표·실적) and audit replies.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

UnitClass = Literal["money", "%", "count", ""]
Operation = Literal[
    "sum",
    "difference",
    "share",
    "ratio",
    "per_head",
    "largest",
    "smallest",
    "count",
    "growth",
    "agreement",
    "complement",
    "fill",
    "changed",
    "matching",
]
QuestionKind = Literal["figure", "list", "passage", "audit"]


@dataclass(frozen=True, slots=True)
class Ask:
    """A measure: how it is asked for, and the labels (white space removed) under which it is printed."""

    name: str
    said: re.Pattern[str]
    printed: tuple[str, ...]
    unit: UnitClass = ""


def _ask(name: str, said: str, printed: str, unit: UnitClass = "") -> Ask:
    return Ask(name, re.compile(said), tuple(printed.split()), unit)


# how a figure became another: '늘었나', '줄어', '몇 % 깎여', '빠졌어'
BECAME = r"(?:늘|느[렀럿]|줄|증[가감액]|감소|감액|삭감|깎|불[어었]|변동|올[랐랏]|오[른르]|내렸|내[린려]|빠[졌졋지져진]|뛰었|뛴|떨어[졌진]|적었|적어[졌진]|많아[졌진]|커[졌진]|높아[졌진]|낮아[졌진]|좋아[졌진]|나빠[졌진]|나아[졌진])"
CHANGE_MEASURES = frozenset(["change", "change_rate"])
# In this order: what is more specific comes first and takes its words away from what follows.
ASKS: tuple[Ask, ...] = (
    # '집행률 몇 프로야', '몇 퍼센트나 썼어', '얼마나 집행됐는지 비율로'
    # '집행 예상률': the rate under what is expected
    _ask("spent_rate", r"집행\s*[률율]|(?<=예상)\s?[률율]|(?:몇\s*(?:%|프로|퍼센트)|비율)[^,.?]{0,8}(?:썼|쓰였|쓴|집행|나갔|지출)",
         "집행률 집행율 집행비율", "%"),
    _ask("collected_rate", r"(?:징수|수납)\s*[률율]|몇\s*(?:%|프로|퍼센트)[^,.?]{0,8}(?:걷|거뒀|거둬|징수)",
         "징수률 징수율 수납률 수납율", "%"),
    # '증감률도', '몇 % 늘었', '얼마나 감소했으며 증감율은'
    _ask("change_rate", rf"증감\s*[률율]|(?:증가|감소)[률율]|몇\s*(?:%|프로|퍼센트)(?=[^,.?]{{0,6}}{BECAME})",
         "증감률 증감율 증가율 증가률 감소율", "%"),
    _ask("expected", r"집행\s*예상액?|(?<![가-힣])예상(?=\s)|말까지[^,.?]{0,24}(?:예상|쓸)", "집행예상액 예상액"),
    _ask("planned", r"집행\s*(?:계획|예정)액?|쓸\s*(?:계획|예정)|쓰기로", "집행예정액 집행계획액 집행계획 예산집행계획", "money"),
    _ask("obligated", r"원인\s*행위액?", "원인행위액 원인행위", "money"),
    _ask("imposed", r"부과\s*액|부과(?=[된됐되했하한])", "부과액 부과금액 부과 징수결정액 조정액", "money"),
    _ask("collected", r"(?<!미)수납\s*액|징수\s*액|징수(?=[되했하한])|걷[은어었힌혔]|거[둔뒀두]|들어\s*온\s*돈|받은\s*돈|(?<=얼마)\s?들어\s?[왔온]", "징수액 수납액 실수납액", "money"),
    _ask("spent", r"집행\s*액|지출\s*액|집행(?=[된됐되했하한이을은])|썼|쓴|쓰였|쓰인|나갔|나간|지출(?=[된됐되했하한]|은[\s?]|은$)",
         "집행액 지출액 집행", "money"),
    # '얼마나 늘었어', '증감액', '얼마 깎였어'; '얼마로 늘었어' asks for the new figure
    _ask("change", rf"증감\s*액?(?![률율])|(?:증가|감소|증액|감액)\s*액|(?:(?!얼마(?:로|까지)\s)얼마나?[^,.?]{{0,8}}|얼마나,[^.?]{{0,8}}){BECAME}",
         "증감액 증감 증△감 비교증감"),
    _ask("final_budget", r"최종\s*예산", "최종예산", "money"),
    _ask("supplementary", r"추경", "추경예산 추경 추가경정예산", "money"),
    _ask("original_budget", r"본\s*예산", "본예산", "money"),
    _ask("budget", r"예산\s*현액|예산\s*액|예산|편성|잡[혔힌혀]|배정", "예산현액 예산액 예산 본예산 최종예산", "money"),
    _ask("shortage", r"과\s*부족|결원", "과부족 결원"),
    _ask("quota", r"정원", "정원", "count"),
    # '실제로 일하는 사람'
    _ask("staff", r"현원|실제(?:로)?\s*(?:일하|근무하)|실제로는?\s*(?:몇\s*명|있)", "현원", "count"),
    _ask("target", r"목표", "목표 목표치 목표값"),
    _ask("result", r"실적", "실적 추진실적"),
    _ask("win_rate", r"승소\s*[률율]|이긴\s*(?:비율|확률)", "승소율 승소률", "%"),
    _ask("lost", r"패소|(?<![가-힣])진\s*(?:건|것|거|사건)", "패소"),
    _ask("won", r"승소(?!\s*[률율])|이긴\s*(?:건|것|거|사건)", "승소"),
)  # fmt: skip

# '모두 몇 대', '총액': the total row or column, a measure like the others.
# '총사업비' is a name of its own
ASKS_TOTAL = re.compile(
    r"총\s+(?=[가-힣\d])|총(?=예산|인원|액|정원|현원|집행|수입|지출|징수|몇|얼마|$)|총액|전체|합계|모두|전부|합쳐|다\s*해서|합해"
)
# '제일 적은 동': prose prints such a one under '최소 - ...'
EXTREMES = {"largest": ("최대", "최다", "최고"), "smallest": ("최소", "최저")}
# '몇 명에서 몇 명으로', '얼마나 늘렸나': both sides of a change are wanted
CHANGES = re.compile(
    r"에서\s*(?:몇|얼마|늘|줄)|로\s*(?:늘|줄|올|내|바뀌|확대|변경|상향|하향)|얼마나\s*(?:늘|줄)|(?:늘|줄)었|달라|변[했화]"
)
# several things are asked for at once
SEVERAL = re.compile(
    r"각각|비교|견[주줘]|이?랑\s|하고\s|(?<=\s)및|및(?=\s)|씩|차이|격차|보다|→|달라|일치|합하|더하|합치|중\s*어디|별로"
)
# figures of several things are to be told side by side
COMPARES = re.compile(
    r"비교(?=해|하|$|\s|\?)|견[주줘]|대조(?=해|하)|(?:어디|어느\s?(?:쪽|곳|것|[과팀해구동군시]))[이가]?\s더|누가\s더|"
    r"더\s?[가-힣]{1,4}\s(?:쪽|곳|데|것|[과팀해구동군시])[은는이]"
)
# '2031년에 견주어 2032년에 어떻게 바뀌었나'
HOW_CHANGED = re.compile(r"(?:어떻게|어케)\s?(?:바뀌|바뀐|변|달라|됐|되었)")
HALVES = {
    "상반기": ("1분기", "2분기", "1/4분기", "2/4분기"),
    "하반기": ("3분기", "4분기", "3/4분기", "4/4분기"),
}
WEAK = frozenset(["세입", "세출", "예산", "사업", "업무"])  # said of a figure whose table does not say so
# What no document prints because it belongs to the asking.
STOP_WORDS = frozenset(
    """얼마 얼마나 몇 무엇 무엇무엇 뭐 뭐뭐 머 어디 어디어디 언제 누구 어느 어떤 어떻게 왜 각각 모두 전부 합 합계 총 총액 전체
    기준 대비 비교 차이 현재 당시 때 중 가운데 것 거 수 개 액 이후 이전 환산 연 다음 알려 말 좀 자료 문서 보고서 보고 표 내용 값 금액 돈 이상 이하 정도 대략 약 쯤 건수
    년 월 일 년도 연도 년말 월말 초 말 번째 첫째 자리 소수 소수점 이번 그중 그럼 그러면 여기 거기 이거 그거 아까 이랑 하고 관련 관련해 대해
    위해 경우 사이 동안 하나 질문 답 답변 설명 정리 요약 을 를 원 천원 백만원 억원 억 만원 명 대 건 회 퍼센트 프로 곳 가지 단위 계산 비율 비중 차지
    증가 감소 변동 변화 가장 제일 최대 최소 최고 최저 나머지 만큼 실제 정확 구체 나라 우리 분 씨 님 주 해 올해 작년 전년 전년도 금년 내년 지난해 상반기 하반기 표시 칸 표기 제곱미터 킬로미터 킬로그램 헥타르 자료 제외 포함 반올림 일치 짜리 숫자 갯수 배 격차 그루 차액 업무보고 주요업무보고 보고서""".split()
)

# '과별로', '연도별': the labels that are told one by one; '' for any beside each other. The longest come first.
GROUPS = {
    "자치구": r"구$", "부서": r"(?:과|실|국|관|팀|소|센터|원)$", "연도": r"\d\d\s*년|['’‘]\d\d|(?:19|20)\d\d", "년도": r"\d\d\s*년|['’‘]\d\d|(?:19|20)\d\d",
    "분기": r"분기", "직급": r"급|직$", "세부사업": "", "단위사업": "", "사업": "", "과제": "", "항목": "", "유형": "", "분야": "", "종류": "", "기관": "",
    "월": r"\d\s*월", "과": r"과$", "팀": r"팀$", "동": r"동$", "구": r"구$",
}  # fmt: skip
# what is cut off the front of a compound: '총예산', '전체인원'
LEADING = frozenset("총 전체 약 각 현재".split())
# What is cut off the end of a compound: '참여자수', '연말기준'
TRAILING = frozenset(
    "얼마 씩 짜리 수 말 초 때 중 쯤 별 들 건수 기준 대비 금액 합계 총액 전체 당시 현재 관련".split()
)
# '예산이 가장 많은 과는': what is ranked, not what it is called
# '자치행정과 다음으로 큰 과', '두 번째로 많은'
ORDINALS = ((re.compile(r"다음으로|두\s*번째로"), 2), (re.compile(r"세\s*번째로"), 3))
RANKED_KINDS = frozenset(
    "과 부서 사업 세부사업 단위사업 항목 기관 팀 센터 구 동 자치구 과제 분야 종류 세목 시설 액".split()
)
# Counters that a question may name, with the unit that the figure must have.
COUNTERS = re.compile(
    r"몇\s*(명|사람|분|건|대|회|번|개소|개\s?동(?=[\s,?에의이을은]|$)|개\s?구(?=[\s,?에의가를는]|$)|개교|개|곳|군데|팀|과정|과|세대|가구|구좌|시간|개월|년|일|쪽|점|동|반|통|호|석|면|권|배|원|억|조|"
    r"kg|㎏|t|톤|㎡|㎢|제곱미터|%|퍼센트|프로|%p|자리|"
    # '몇 집', '몇 학교', '몇 초': no 몇 집단, 몇 초등학교
    r"(?:집|농가|학교|교|학급|실|초|종|마리|그루|필지|달|채|기|구|차례|킬로그램|킬로미터|킬로|리터|미터|헥타르|ha|병|매|장|세트|편)(?=[\s,?이에을를은는인입예야였로까나만씩]|$))"
)
# 'household', 'place' and the like are any unit that is so counted (`qa.measures.LIKE`)
COUNTER_UNITS = {"사람": "명", "분": "분", "번": "times", "차례": "times", "곳": "place", "군데": "place", "퍼센트": "%", "프로": "%",
                 "가구": "household", "세대": "household", "집": "household", "농가": "household", "채": "building", "학교": "school", "교": "school", "개교": "school",
                 "㎏": "kg", "킬로": "kg", "킬로그램": "kg", "톤": "t", "리터": "L", "장": "매", "그루": "tree", "미터": "m", "킬로미터": "㎞", "헥타르": "ha", "달": "개월",
                 "제곱미터": "area", "㎡": "area", "㎢": "area", "자리": "명", "억": "money", "원": "money", "조": "money"}  # fmt: skip
LATIN_UNIT = re.compile(r"[a-z%㎡㎢㎞㎏]{1,3}")
# '인원을 비교해', '횟수는': the thing asked for tells the unit
# '몇 장이 나갔나': of what is counted they tell no money
SPENT_OR_GONE = re.compile(r"나[갔간]|썼|쓴")
NOUN_UNITS = (
    (re.compile(r"인원|사람|참여자|이용자"), "명"), (re.compile(r"건수"), "건"), (re.compile(r"횟수"), "회"),
    (re.compile(r"면적"), "area"), (re.compile(r"대수(?!\s*\d)"), "대"), (re.compile(r"금액"), "money"), (re.compile(r"점수"), "점"),
    (re.compile(r"면수"), "면"), (re.compile(r"조회\s?수"), "회"), (re.compile(r"(?:가구|세대|농가)\s?수"), "household"), (re.compile(r"(?:좌석|방청석)\s?수"), "석"),
    (re.compile(r"학교\s?수"), "school"), (re.compile(r"(?:학생|회원|직원|환자|대상자)\s?수"), "명"), (re.compile(r"개소\s?수|시설\s?수"), "개소"),
)  # fmt: skip
ASKS_MONEY = re.compile(
    r"얼마|금액|몇\s*억|몇\s*원|몇\s*조|돈|비용|예산|액[은이을도]|몇\s*(?:[천백십]?만|[천백십])\s*원"
)
# '점수는 얼마', '면적이 얼마': no money
NO_MONEY = re.compile(
    r"(?:점수|등급|[률율]|비율|비중|면적|인원|횟수|건수|대수|기간|거리|무게|규모|높이|길이|인구)[은는이가도]?\s*(?:각각\s*)?얼마|"
    # '징수율이 2년 새 얼마나 올랐나'
    rf"(?:점수|등급|[률율]|비율|비중|면적|인원|횟수|건수|대수|기간|거리|무게|인구)[은는이가도]?\s[^?]{{0,40}}?얼마나\s?(?:더\s)?{BECAME}"
)
# '5천만원 이상 체납자', '65세 이상 인구': a label; '30억원 이상인 사업' is a condition
BOUNDED = re.compile(r"\d[\d,.]*\s?[가-힣%㎡]{1,4}\s?(?:이상|이하|미만|초과)(?=의?\s[가-힣]|[은는이가]\s)")
# what a thing is measured in: '총사업비와 도비 비율은'
TOLD_UNITS = (
    (re.compile(r"[가-힣]비(?=[와과은는이가,\s])|예산|금액|요금|[가-힣]액(?=[와과은는이가,\s])"), "money"), (re.compile(r"비율|비중|[가-힣][률율]"), "%"), *NOUN_UNITS,
)  # fmt: skip
ASKS_PERCENT = re.compile(
    r"몇\s*(?:%|퍼센트|프로|파센트)|비율|비중|[가-힣][률율](?=[은는이가도과와만을를,?\s]|이?랑|$)|퍼센트"
)

# '정원보다 몇 명 더 많아': than what is compared with it
COUNTERPARTS = {"quota": "staff", "target": "result", "planned": "spent"}
# '몇 개 실국 몇 개 부서', '몇 명이': what is counted
COUNTED = re.compile(
    r"몇\s*(?:개|명|사람|건|대|곳)(?:의|이나|이|나)?\s+([가-힣]{2,}?)(?=(?:에서|까지|[이가을를은는의에로])?(?:[\s,?]|$))"
)
# '2019년 예산은 얼마예요, 전년도도': that year and the one before it
LAST_YEAR_TOO = re.compile(r"(?:전년도|작년|지난\s?해)(?:것|꺼|거)?(?:도|이?랑|과|와|하고)(?=[\s,.?!]|$)")
# '2022년 보고와 2025년 보고에서'
OF_REPORT = re.compile(r"\d\d\s*년도?\s*(?:[가-힣]{2,8}\s?)?(?:보고|자료|문서)")
YEARS_FROM_TO = re.compile(r"(?:부터|~|∼)")  # '2016년부터 2018년까지 모두'

# '20년이 넘은', '15년 이상', '10년간': how long, and no year
LASTS = r"(?!(?:이|을)?\s?(?:넘[은는게긴]|이상|이하|미만|초과|이내|이\s?지난|된\s|만에|째)|간(?=[\s,?의]|$))"
# '2021년', "'21년", '21년도', '2021.1', '2021이랑 2023', '1월 말 기준', '2021. 1. 31.'
YEAR = re.compile(
    rf"(?<![\d,.])(?:((?:19|20)\d\d)|['’‘`]?(\d\d)(?=\s*(?:년{LASTS}|학년도|\.\s*\d|[상하]반기)))(?![\d,])\s*(?:학?년도?|\.)?"
)
MONTH = re.compile(
    r"(?<!\d)(1[0-2]|[1-9])\s*(?:월\s*(?:말|초|중)?|\.\s*(?:[12]?\d|3[01])\s*\.?(?=\s|기준|까지|$))"
)
DAY = re.compile(r"(?<!\d)(?:3[01]|[12]?\d)\s*일(?=\s|기준|까지|에|자|$)")
RELATIVE = ((re.compile(r"재작년"), -2), (re.compile(r"작년|전년도?|지난\s*해|지난해"), -1),
            (re.compile(r"올해|금년|이번\s*해"), 0))  # fmt: skip

_GREW = r"(?:늘|증가|오른|올랐|오르|상승|불어|커[진졌]|많아[진졌]|뛴|뛰었|(?<=(?:많이|크게)\s)는(?=\s))"
_FELL = r"(?:줄|감소|내린|내렸|하락|떨어|적어[진졌]|깎|빠[진졌]|삭감|(?<=(?:많이|크게)\s)준(?=\s))"
# as what they are said of comes behind: '늘어난 곳', '준 항목'
_GROWN = r"(?:늘어난|늘은|증가한|오른|상승한|불어난|커진|많아진|뛴|는(?=\s?(?:게|것|곳|데|사업|항목)))"
_FALLEN = (
    r"(?:줄어든|줄은|감소한|내린|하락한|떨어진|적어진|깎인|삭감된|빠진|준(?=\s?(?:게|것|곳|데|사업|항목)))"
)
GREW, FELL = re.compile(rf"{_GREW}|{_GROWN}"), re.compile(rf"{_FELL}|{_FALLEN}")
_MOST = r"(?:가장|제일|젤|최고로)\s?(?:[가-힣]+\s?){0,2}?"
# '가장 크게 늘어난', '제일 많이 는'; '가장 덜 줄어든'
CHANGED_MOST = re.compile(rf"{_MOST}(?:{_GREW}|{_FELL})")
CHANGED_LEAST = re.compile(rf"(?:가장|제일|젤)\s?(?:덜|적게|조금)\s?(?:{_GREW}|{_FELL})")
# '전년보다 줄어든 사업은 몇 개', '오히려 늘어난 게 뭐야', '유일하게 늘어난 것'
CHANGED = re.compile(
    rf"{CHANGED_MOST.pattern}|(?:유일하게|오히려|혼자만?|홀로)\s(?:{_GROWN}|{_FALLEN})|"
    rf"(?:전년도?|작년|지난\s?해|년도?|본예산|당초|예산)\s?(?:보다|대비|에\s?비[해하][가-힣]*|에\s?견[주줘]어?)\s(?:(?!얼마|몇)[가-힣\d]+\s){{0,3}}?(?:{_GROWN}|{_FALLEN})\s?"
    r"(?!금액|건수|인원|액수|예산|비율|규모|면적|원인|이유)[가-힣]{1,8}\s?(?:\s[은는이가]\s)?"
    # '늘어난 부서(수련원 포함)는 몇 곳', '늘어난 부서는 수련원을 넣어 모두 몇 곳'
    r"(?:\([^)]*\)[은는이가]?\s|(?<=[은는]\s)[^?,]{1,16}\s(?=모두|다\s|몇))?(?:뭐|무엇|어디|어느|모두|다|각각|몇\s?(?:개|곳|군데|가지)|\?|$)"
)
OF_RATES = re.compile(r"증감\s?[률율]|(?:증가|감소)\s?[률율]|비율\s?(?:기준|로)|몇\s?(?:%|퍼센트|프로)")
COUNTS_ROWS = re.compile(r"몇\s?(?:개|곳|가지|군데)(?!\s?(?:교|국|월|년))")
# '10억원 이상인', '50명이 안 되는', '30%를 넘는'
CONDITION = re.compile(
    r"(\d[\d,.]*\s?[가-힣%㎡]{1,4}?)(?:[을를이가]\s)?\s?(이상(?=인|이|되|\s?돼)|이하(?=인|이)|미만(?=인|이)|초과(?=인|하)|넘는|안\s?되는|못\s?되는|못\s?미치는)"
)
# a condition, and how many meet it: '현원이 20명 이상인 과는 몇 개'
_LESS = r"(?:적은|작은|낮은|모자[라란]는?|못\s?미[치친]는?|미달[하한]는?|뒤[진처떨]\S*|(?:많|크|높)지\s?않은)"
_MORE = r"(?:많은|큰|높은|넘[는은]|초과[하한]는?|웃[도돈]는?|앞[선서]는?)"
# '현원이 정원보다 적은 과는 몇 곳', '실적이 계획에 못 미치는', '정원보다 현원이 많은': two columns of a row
LESS_THAN, MORE_THAN = (
    re.compile(
        rf"(?:(?P<one>[가-힣]+)[이가]\s(?P<other>[가-힣]+?)(?:보다|에|을|를)|(?P<than>[가-힣]+?)보다\s(?P<first>[가-힣]+)[이가])\s(?:더\s)?{word}"
    )
    for word in (_LESS, _MORE)
)
_HOW_MANY_ROWS = r"[^?]{0,30}?몇\s?(?:개|곳|군데|가지|건)(?!\s?(?:월|년))"
MATCHING = re.compile(
    rf"{CONDITION.pattern}[^?]{{0,16}}몇\s?(?:개|곳|군데|가지)(?!\s?(?:월|년))|"
    rf"(?:[가-힣]+[이가]\s[가-힣]+?(?:보다|에|을|를)|[가-힣]+?보다\s[가-힣]+[이가])\s(?:더\s)?(?:{_LESS}|{_MORE}){_HOW_MANY_ROWS}"
)
_NOT = r"(?:아닌|않[은았는]|(?<![가-힣])못\s?[가-힣]|(?<![가-힣])안(?:\s|(?=[된됐한했끝온왔낸받맞찬간나]))|아직|없는|빼고|제외[하한])"
_HOW_MUCH = r"(?:몇|얼마)"
# 'A 중 B가 아닌 것은 몇', '1차는 맞았는데 2차는 아직', '더 모실 수 있는 것은'
COMPLEMENT = re.compile(
    rf"(?:중에서|중에|중|가운데에?서?)\s[^.?]{{0,30}}?{_NOT}[^.?]{{0,30}}{_HOW_MUCH}|"
    rf"(?:는데|지만)[,\s][^.?]{{0,20}}{_NOT}[^?]{{0,24}}{_HOW_MUCH}|"
    rf"만\s(?:하|내|받|맞|끝내|신청하)고[,\s][^.?]{{0,24}}{_NOT}[^?]{{0,24}}{_HOW_MUCH}|"
    rf"(?:지\s?(?:않은|못한|못하는)|없는|(?<![가-힣])안\s[가-힣]{{1,4}})\s?[가-힣]{{1,8}}?\s?[은는이가도]?\s?(?:모두\s)?몇|"
    rf"아직\s[^,.?]{{0,16}}{_NOT}[^?]{{0,20}}몇|"
    r"더\s[^,.?]{0,8}수\s?있는[^?]{0,16}몇|몇\s?[^\s?]{1,4}\s?(?:앞으로\s)?(?:을\s|를\s)?더\s[^,.?]{0,8}수\s?있|남은\s(?:자리|좌석|면|기|석|물량|여유)[^?]{0,8}몇"
)
# where what is said of the whole ends
PARTED = re.compile(
    r"중에서(?=\s)|중에(?=\s)|중(?=\s)|가운데|는데(?=[,\s])|지만(?=[,\s])|만(?=\s(?:하|내|받|맞|끝내|신청하)고)"
)
# '정원에서 몇 %나 찼나', '적정인원 대비 몇 %'
FILLED = re.compile(
    r"(?:몇\s*(?:%|프로|퍼센트)|비율)[가-힣]{0,2}\s?[^,.?]{0,6}?(?:찼|차\s?있|채[워웠우]|충원)|충원\s?[률율]|"
    r"(?:정원|정수|적정\s?인원|목표|계획)[^,.?]{0,6}\s?대비\s?몇\s*(?:%|프로|퍼센트)|(?:정원|정수|적정\s?인원|목표|계획)[^,.?]{0,6}\s?대비\s[^,.?]{1,12}(?:몇\s*(?:%|프로|퍼센트)|비율)"
)
# what amounts are told for each of, and the units (normalised) that it is counted in
EACH_UNITS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("인", "명", "사람", "분"), ("명",)), (("업체", "기업", "회사", "업소", "점포", "상점"), ("개", "개소", "개사", "사", "업체", "곳")),
    (("집", "가구", "세대", "호"), ("세대", "가구", "호")), (("반", "학급"), ("학급", "반")), (("번", "회", "차례"), ("회",)),
    (("팀",), ("팀",)), (("건",), ("건",)), (("대",), ("대",)), (("동",), ("동", "개동")), (("과정",), ("과정", "개")),
    (("개소", "곳", "군데", "개", "기관", "시설"), ("개소", "개", "곳", "기관", "개구", "교")), (("학교", "개교"), ("교", "개교")),
    (("필지",), ("필지",)), (("면",), ("면",)), (("부서",), ("과", "부서", "개")),
)  # fmt: skip
_EACH_NOUN = "|".join(sorted((word for words, _ in EACH_UNITS for word in words), key=len, reverse=True))
# '한 업체당', '1인당', '곳당', '한 반에 평균 몇 명꼴'; not '담당', '식당'
EACH = re.compile(
    rf"(?<![가-힣\d])(?:한|1|일)?\s?({_EACH_NOUN})당(?![가-힣])|(?<![가-힣])(?:한|1)\s?({_EACH_NOUN})(?:에게?|마다)\s?(?=(?:[가-힣]+\s)?(?:평균|몇\s?\S{{1,2}}\s?꼴|얼마\s?꼴))|"
    rf"(?<=평균\s)(?:한|1)\s?({_EACH_NOUN})(?:에게?|마다)(?=\s)|"
    rf"(?<![가-힣])(?:한|1)\s?({_EACH_NOUN})\s?앞(?:에|으로)(?=\s)"
)


def each_noun(match: re.Match[str]) -> tuple[str, tuple[str, ...]]:
    """The noun and the units that a match of EACH names: '한 업체당' -> 업체, (개, 개소, ...)."""
    noun = next(group for group in match.groups() if group)
    return noun, next(units for words, units in EACH_UNITS if noun in words)


# '1인당 얼마까지', '한도가 얼마': what is printed and not to be computed
UP_TO = re.compile(r"(?:얼마|몇\s?\S{1,3})까지|한도|최대|상한|이내")

# 'A 중 B와 C를 합한 비율은', '가운데 B와 C를 더하면 몇 %'
SHARE_OF_SUM = re.compile(
    r"(?:가운데|중에서|중에|중)\s[^?]*(?:합한|합친|합치면|합쳐|합하면|합해|더한|더하면|더해)[^?]*(?:비율|비중|몇\s*(?:%|퍼센트|프로))"
)
OPERATIONS: tuple[tuple[Operation, re.Pattern[str]], ...] = (
    ("per_head", EACH),
    ("changed", CHANGED),
    ("matching", MATCHING),
    ("largest", re.compile(r"(?:가장|제일|젤|최고로|최[고대다])\s*(?:[가-힣]+\s+){0,2}?(?:많|큰|크|높|늘|증가|비싼|오른|긴)|최다|최대|최고|제일\s*많|1위|다음으로\s*(?:많|큰|높)|[두세]\s*번째로\s*(?:많|큰|높)")),
    ("smallest", re.compile(r"(?:가장|제일|젤)\s*(?:[가-힣]+\s+){0,2}?(?:적|작|낮|줄|감소|싼|짧)|최소|최저|꼴찌")),
    ("sum", SHARE_OF_SUM),
    ("fill", FILLED),
    # '27건 중 몇 %', '공용차 중 승용차 비율', '합격자 가운데 선발된 사람은 몇 %'
    ("share", re.compile(r"차지|비중|^(?!.*(?:합하|합치|더하)).*전체(?:\s[가-힣]{1,6})?의\s(?:약\s)?몇\s*(?:%|퍼센트|프로)|(?:가운데|중에서|중에|중)\s(?:[^,.?]{1,20}\s)?(?:몇\s*(?:%|퍼센트|프로)|비율)|완료(?:된)?\s*비율|"
                         r"(?<!전년)(?<!전년도)(?<!작년)(?<!동기)(?<!기간)(?<!목표)(?<!계획)\s대비\s[^,.?]{1,20}?(?:비율|몇\s*(?:%|퍼센트|프로))|"
                         # '예산에서 인건비가 몇 퍼센트나 먹는', '1차를 맞은 사람에 견주어 2차를 맞은 사람은 몇 %'
                         r"에서\s[^,.?]{1,20}[이가은는]\s(?:몇\s*(?:%|퍼센트|프로))(?!나?\s?(?:늘|줄|증|감|집행|썼|쓰|올|내|깎|걷))|에\s견[주줘]어?\s[^,.?]{1,20}(?:몇\s*(?:%|퍼센트|프로)|비율)")),
    ("complement", COMPLEMENT),
    ("agreement", re.compile(r"일치하|같은가|같나|같은지|맞[나는]지|서로\s*다[른르]")),
    ("ratio", re.compile(r"몇\s*배|나누면|[÷/]\s*\d")),
    ("sum", re.compile(r"합치|합[하해쳐]|합한|더하|더한|더해|합산|합[은이]|다\s*합|모두\s*합")),
    ("difference", re.compile(r"차이|격차|보다\s(?:[가-힣]+[이가은는]?\s)?(?:얼마|몇)|빼면|뺀|얼마나?\s*더|몇\s*\S{1,3}\s*(?:더|덜)")),
    ("growth", re.compile(rf"(?!(?:얼마|몇\s?\S{{1,3}}?)(?:으?로|까지)\s)(?:얼마|몇\s*\S{{1,4}})나?[^.?]{{0,12}}(?:{BECAME}|변|달라)")),
    ("count", re.compile(r"몇\s*(?:개|곳|건|가지|과|개과|부서)\s*(?:인|이|야|나|입|예|죠|있|였)")),
)  # fmt: skip

# '쓰고 남은 돈', '아직 집행하지 않은 금액': the budget less what is spent; '아직 안 들어온 돈': less what is collected
REMAINS = re.compile(
    r"남[은는아앗을]|못\s*(?:쓰|걷)|안\s*(?:들어[온왔]|걷)|덜\s*(?:걷|들어)|미(?:징수|수납)|(?:집행|지출|쓰)[가-힣]*\s*(?:않은|안\s*한|못\s*한)|미집행|잔액"
)
# '네 가지 사업', '4개 사업을 모두'
HOW_MANY = re.compile(
    r"(?<![가-힣\d])(\d+|두|세|네|다섯|여섯|일곱|여덟|아홉|열)\s*(?:개|가지|곳|건|군데|(?<=[가-힣]\s)[과팀국])(?=[\s의를을에은는이가와과도,?]|$)"
)
# '제일 많이 드는 두 개', '가장 적은 세 곳'
TOP_MANY = re.compile(rf"(?:가장|제일|젤|최고로)\s(?:[가-힣]+\s){{1,3}}{HOW_MANY.pattern}")
# '표의 합계에는', '표에 인쇄된 계는'
PRINTED_TOTAL = re.compile(
    r"표(?:의|에|에는|에서)?\s?(?:(?:인쇄|표기|기재|표시)[된돼]?\s|적힌\s|나온\s)?(?:합계|총계|소계|계)(?:에는?|와|과|는|은|랑|란|로)?(?=[\s,?]|$)|"
    r"(?:인쇄된|적힌|표기된|기재된)\s(?:합계|총계|소계|계)(?=[가-힣]?[\s,?]|[가-힣]?$)"
)
NUMERALS = {"두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10}
# what only a figure answers
NUMERIC = re.compile(
    r"얼마|며칠\s*(?:걸|동안|간|이나|이내|만에)|몇\s*(?!월|일|시|가지)\S|[률율][은는이]?\s*(?:\?|$)|건수|비율"
)
AUDIT = re.compile(r"행정\s*사무\s*감사|행감|감사\s*(?:지적|결과|때|에서|요구|처리)|지적\s*(?:받|사항|된|했|에|한|은|의\s|,|있)|(?:다|라)는\s*(?:지적|건의)|꾸중|꾸지람|질타|질책|처리\s*요구|시정\s*요구|"
                   r"건의\s*(?:사항|한|에|된|받|는)|(?:라|자|하)는\s*(?:요구|지적|건의)|요구[는은가]?\s*(?:어떻|어케|처리|이행)|요구에\s*(?:대(?:해|한)|[가-힣]+[은는과와])|"
                   r"(?:하라|하라고|달라|달라고|라)(?:던|는)\s*(?:거|것|건|말)")  # fmt: skip
# '비율은 어떻게 처리합니까' asks what is done with it, '비율은 어떻게 되나요' how much it is
METHOD = re.compile(
    r"^(?!.*(?:얼마|몇)).*(?:어떻게|어케|어떡게)\s*(?:처리|정[하한해]|운영|관리|개선|바[꾸꿔꿨뀌]|줄[이여였]|늘[리려렸]|마련|해결|산정|계산|부여|평가|나[누눠]|확보|활용)"
)
LIST = re.compile(r"무엇\s*무엇|뭐\s*뭐|뭣뭣|머\s*머|어디\s*어디|어떤\s*것들|어떤\s*(?:사업|과제|기관|업무|일|내용|프로그램|교육|과정)들?[이을은]|목록|나열|"
                  r"모두\s*(?:알려|적어|말해|나열|꼽)|다\s*(?:알려|적어|모아)|(?:\d+|[두세네]|다섯|여섯|일곱|여덟)\s*(?:가지|곳|개\s*구)|"
                  r"(?:것들?|곳들?|사업들?|과제들?|업무들?)[은이]?\s*(?:뭐|무엇|무어|어디)|각각\s*(?:무엇|언제|어디)|종류|"
                  r"(?:\d+|[두세네])\s*(?:개|가지|곳|건)[와과]\s|(?:항목|사업|과제)[은이]?\s*(?:무엇|뭐)|(?:업무|기능|역할|사무)[을를은는이가]?\s*(?:알려|뭐|무엇|말해|설명|\?|$)|무슨\s*[가-힣]{1,6}들")  # fmt: skip
REASON = re.compile(r"왜|이유|까닭|원인이|배경이")
PASSAGE = re.compile(r"왜|이유|까닭|목적|취지|어떻게|어떤\s*(?:식|방식|방법|절차|순서|조치|효과|기준|역할|장치|재료|공간)|방법|절차|순서|뭐에|무엇에|뭘|무슨|언제|"
                     r"내용[은이]|설명|배경|근거|효과|계획[은이]|어디(?:에서|서|에|야|로)|누가|누구|무엇(?:을|이|인|으로)|어디(?:입|예|인|이)|어떤\s[가-힣]+[을를이가]|뭐야|뭐예|뭔|어디까지|무엇입니까|무엇인|"
                     r"어떤\s*계획|계획\s*인지|뭐\s*(?:하|할)|어케|어떤\s*상태|상태[가는]|"
                     # '개선 방향을 알려줘', '개선방안은?', '지원하는 부서는?'
                     r"(?:방향|방안|계획|내용|목적|취지|절차|효과|한계|성과|개요|일정|문제점|개선점)[은는이가을를도]?\s*(?:알려|말해|설명|정리|궁금|\?|$)|"
                     r"(?:부서|기관|장소|업체|담당자?|대상)[은는이가]?\s*(?:\?|$|어디|누구)")  # fmt: skip
# '어떤 순서로 ... 몇 분이 걸리나' is first of all about the order
FIGURE = re.compile(
    r"^(?!.*어떤\s*(?:순서|절차|방법|방식|식)으?로).*?(?:얼마|몇\s*\S|[률율액수][은는이]?\s*(?:\?|$|어떻게|각각)|인원|비율|금액|예산|정원|현원|건수|몇%)"
)
