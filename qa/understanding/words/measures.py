"""The measures that are asked for, and the labels under which tables print them.

'얼마 썼어' asks for what is printed as 집행액. The words are those of local-government reports in general:
budget books (세입·세출), staffing tables (정원·현원) and performance tables (목표·실적).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from qa.understanding.words.changes import BECAME, UP_OR_DOWN

UnitClass = Literal["money", "%", "count", ""]


@dataclass(frozen=True, slots=True)
class Ask:
    """A measure: how it is asked for, and the labels (white space removed) under which it is printed."""

    name: str
    said: re.Pattern[str]
    printed: tuple[str, ...]
    unit: UnitClass = ""


def _ask(name: str, said: str, printed: str, unit: UnitClass = "") -> Ask:
    return Ask(name, re.compile(said), tuple(printed.split()), unit)


CHANGE_MEASURES = frozenset(["change", "change_rate"])
BUDGETS = frozenset(["budget", "original_budget", "supplementary", "final_budget"])  # a budget at any time
# '정원보다 몇 명 더 많아': than what is compared with it
COUNTERPARTS = {"quota": "staff", "target": "result", "planned": "spent"}
# '총무과 직원은 모두 몇 명', no '교육을 받은 직원은 몇 명'
_WHEN = r"(?:(?:['’‘]?\d{2,4}년|\d{1,2}월|말|초|각각|모두|전부|총|다|지금|현재)(?:에는?|엔|[과와은]|이?랑|하고)?[\s,]*)*"
ASKS_STAFF = re.compile(
    r"(?:(?<=[과국실청팀소단구시군])|(?<=[발구료흥육련화록습]원))의?\s(?:전체\s)?(?:(?:직원|공무원|근무\s?인원|인원)(?:[은이]|들[은이])?\s"
    rf"(?:모두\s|전부\s|총\s|다\s|지금\s|현재\s)?(?={_WHEN}몇\s?명)"
    r"|(?:직원|공무원|사람|근무자)\s?수(?![가-힣]{3})|(?:직원|인원|인력)(?=[은이을를]?\s?(?:[?]|$|얼마|알려|비교)|\s{3}))"
)
# '정원은 몇 명이고 지금 몇 명 있나': the second is 현원
STAFF_NOW = re.compile(r"(?:지금|현재|실제로?)(?:은|는)?\s?(?:몇\s?명)(?:이나)?\s?(?:있|이|일하|근무)")
# '몇 장이 나갔나': of what is counted they tell no money
SPENT_OR_GONE = re.compile(r"나[갔간]|썼|쓴")
SET_DOWN = re.compile(r"잡[혔힌혀]")  # '몇 권으로 잡혀 있나': nor does this
# '모두 몇 대', '총액': the total row or column, a measure like the others.
# '총사업비' is a name of its own
ASKS_TOTAL = re.compile(
    r"총\s+(?=[가-힣\d])|총(?=예산|인원|액|정원|현원|집행|수입|지출|징수|몇|얼마|$)|총[액계합]|전체|합계|모두|전부|합쳐|다\s*해서|합해|다\s?합[친한]"
)
# In this order: what is more specific comes first and takes its words away from what follows.
ASKS: tuple[Ask, ...] = (
    # '집행률 몇 프로야', '몇 퍼센트나 썼어', '얼마나 집행됐는지 비율로'
    # '집행 예상률': the rate under what is expected
    _ask("spent_rate", r"집행\s*(?:[률율]|비율)|집행(?=[은이도]?\s?몇\s*(?:%|프로|퍼센트))|(?<=예상)\s?[률율]|(?:몇\s*(?:%|프로|퍼센트)|비율)[^,.?]{0,8}(?:썼|쓰였|쓴|집행|나갔|지출)"
         r"|얼마나\s?(?:썼|집행[했됐되]|나갔|지출[했됐])[가-힣]*\s(?:%|프로|퍼센트|비율)로",
         "집행률 집행율 집행비율", "%"),
    _ask("collected_rate", r"(?:징수|수납)\s*(?:[률율]|비율)|몇\s*(?:%|프로|퍼센트)[^,.?]{0,8}(?:걷|거뒀|거둬|징수)",
         "징수률 징수율 수납률 수납율", "%"),
    # '증감률도', '몇 % 늘었', '얼마나 감소했으며 증감율은'
    _ask("change_rate", rf"증감\s*[률율]|(?:증가|감소|인상|인하)[률율]|몇\s*(?:%|프로(?!로)|퍼센트)(?!로\s)(?=[^,.?]{{0,6}}{BECAME})(?:\s?증감(?!\s?[액률율]))?",
         "증감률 증감율 증가율 증가률 감소율 인상률 인상율 인하율", "%"),
    _ask("expected", r"집행\s*예상액?|(?<![가-힣])예상(?=\s)|말까지[^,.?]{0,24}(?:예상|쓸)", "집행예상액 예상액"),
    _ask("planned", r"집행\s*(?:계획|예정)액?|쓸\s*(?:계획|예정)|쓰기로", "집행예정액 집행계획액 집행계획 예산집행계획", "money"),
    _ask("obligated", r"원인\s*행위액?", "원인행위액 원인행위", "money"),
    _ask("imposed", r"부과\s*액|부과(?=[된됐되했하한])", "부과액 부과금액 부과 징수결정액 조정액", "money"),
    _ask("collected", r"(?<!미)수납\s*액|징수\s*액|징수(?=[되했하한])|걷[은어었힌혔]|거[둔뒀두]|들어\s*온\s*(?:돈|금액|액수)|받은\s*돈|(?<=얼마)나?\s?들어\s?[왔온]", "징수액 수납액 실수납액 수입액", "money"),
    _ask("spent", r"집행\s*액|지출\s*액|집행(?=[된됐되했하한이을은])|썼|쓴|쓰였|쓰인|나갔|나간|지출(?=[된됐되했하한]|은[\s?]|은$|[과와]\s)|(?<=얼마)나?\s?[섰썻](?=[어나니는던지])",
         "집행액 지출액 집행", "money"),
    # '얼마나 늘었어', '증감액', '작년에 비해 어떻게 됐어'; '얼마로 늘었어' asks for the new figure
    _ask("change", rf"{UP_OR_DOWN}|증감\s*액?(?![률율])|(?:증가|감소|증액|감액|인상|인하)\s*액|(?:(?!얼마(?:로|까지)\s)얼마나?[^,.?]{{0,8}}|얼마나,[^.?]{{0,8}}){BECAME}"
         r"|(?<=(?:비해|대비|보다)\s)(?:어떻게|어케)\s?(?:됐|되었|변|바뀌|바뀐|달라)[가-힣]*",
         "증감액 증감 증△감 비교증감 인상액 인하액 증가액 감소액"),
    _ask("final_budget", r"최종\s*예산", "최종예산", "money"),
    _ask("supplementary", r"추경", "추경예산 추경 추가경정예산", "money"),
    _ask("original_budget", r"본\s*예산", "본예산", "money"),
    _ask("budget", r"예산\s*현액|예산\s*액|(?<=회계)\s?(?:전체\s|총\s)?규모|예산|편성|잡(?:[혔힌혀]|은\s?돈|아\s?[둔놓]은?\s?돈)|쓸\s수\s있(?:는|던|었던)\s?돈|책정(?=[된됐되했하한])|배정(?!한?\s?(?:인원|사람))", "예산현액 예산액 예산 본예산 최종예산", "money"),
    _ask("shortage", r"과\s*부족|결원|(?:(?<=몇\s명\s)|(?<=몇명\s)|(?<=몇\s명이나\s)|(?<=몇명이나\s))(?:모자[라란]|부족)|몇\s?(?:명|자리)[이나]?\s?비[었어]", "과부족 결원"),
    _ask("quota", r"정원", "정원", "count"),
    # '실제로 일하는 사람'
    _ask("staff", r"현원|실제(?:로)?\s*(?:일하|근무하)|실제로는?\s*(?:몇\s*명(?=[이인입야예죠]|\s?(?:있|일|근무|[?]|$))|있)", "현원", "count"),
    _ask("target", r"목표", "목표 목표치 목표값"),
    _ask("result", r"실적", "실적 추진실적"),
    _ask("win_rate", r"승소\s*[률율]|이긴\s*(?:비율|확률)", "승소율 승소률", "%"),
    _ask("lost", r"패소|(?<![가-힣])진\s*(?:건|것|거|사건)", "패소"),
    _ask("won", r"승소(?!\s*[률율])|이긴\s*(?:건|것|거|사건)", "승소"),
)  # fmt: skip
