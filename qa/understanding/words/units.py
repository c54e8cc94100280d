"""What a figure is counted or measured in: '몇 명', '인원', '몇 %', '얼마'."""

from __future__ import annotations

import re

from qa.understanding.words.changes import BECAME

# Counters that a question may name, with the unit that the figure must have.
COUNTERS = re.compile(
    r"몇\s*(?:[천만]\s?(?=[명건대톤권]))?(명|사람|분|[건껀]|대|회|번|개소|개\s?동(?=[\s,?에의이을은]|$)|개\s?구(?=[\s,?에의가를는]|$)|개교|개|곳|군데|팀|과정|과|세대|가구|구좌|시간|개월|년|일|쪽|점|동|반|통|호|석|면|권|배|원|억|조|"
    r"kg|㎏|km|㎞|t|톤|㎡|㎢|㎥|제곱미터|%|퍼센트|프로|%p|자리|포인트|"
    # '몇 집', '몇 학교', '몇 초': no 몇 집단, 몇 초등학교
    r"(?:집|농가|학교|교|학급|실|초|종|마리|그루|필지|달|채|기|구|차례|킬로그램|킬로미터|킬로|리터|미터|헥타르|ha|병|매|장|세트|편)(?=[\s,?이에을를은는인입예야였로까나만씩]|[고며]\s|$))"
)
# 'household', 'place' and the like are any unit that is so counted (`qa.figures.measures.LIKE`)
COUNTER_UNITS = {"사람": "명", "껀": "건", "분": "분", "번": "times", "차례": "times", "곳": "place", "군데": "place", "퍼센트": "%", "프로": "%",
                 "가구": "household", "세대": "household", "집": "household", "농가": "household", "채": "building", "학교": "school", "교": "school", "개교": "school",
                 "㎏": "kg", "킬로그램": "kg", "톤": "t", "리터": "L", "장": "매", "그루": "tree", "미터": "m", "킬로미터": "㎞", "km": "㎞", "헥타르": "ha", "달": "개월",
                 "제곱미터": "area", "㎡": "area", "㎢": "area", "자리": "명", "포인트": "P", "킬로": "kilo", "억": "money", "원": "money", "조": "money"}  # fmt: skip
# '몇 개 실국 몇 개 부서', '몇 명이': what is counted
COUNTED = re.compile(
    r"몇\s*(?:개|명|사람|건|대|곳)(?:의|이나|이|나)?\s+([가-힣]{2,}?)(?=(?:에서|까지|[이가을를은는의에로])?(?:[\s,?]|$))"
)
COUNTED_DEEDS = re.compile(r"몇\s?(?:건|명|곳|개소|회)")  # '부과한 과태료는 몇 건'
# '5천만원 이상 체납자', '65세 이상 인구': a label; '30억원 이상인 사업' is a condition
BOUNDED = re.compile(r"\d[\d,.]*\s?[가-힣%㎡]{1,4}\s?(?:이상|이하|미만|초과)(?=의?\s[가-힣]|[은는이가]\s)")
# '며칠이나 빌려줬나': no date, as in '몇 월 며칠', '며칠부터'
DAYS = re.compile(r"(?<!월\s)(?<!월)며칠(?!\s?(?:부터|까지|자|날|에))")
LATIN_UNIT = re.compile(r"[a-z%㎡㎢㎞㎏]{1,3}")  # as it is typed: 'IT' is none
# '몇 프로'
PERCENT = r"몇\s?(?:%|퍼센트|프로)"
# '인원을 비교해', '횟수는': the thing asked for tells the unit
NOUN_UNITS = (
    # '일하는 사람들에게 몇 대', '부서 인원의 몇 %': nobody is counted
    (re.compile(rf"(?:인원|참여자|이용자)(?!의\s(?:약\s)?{PERCENT})|사람(?=\s?(?:수|중|가운데)|이?랑|하고|[와과]|[은는이가]?\s*(?:얼마|(?!{PERCENT})몇|각각|비교|알려|어떻|[?]|$))"), "명"), (re.compile(r"건수"), "건"), (re.compile(r"횟수"), "회"), (re.compile(r"얼마나\s?자주"), "times"),
    (re.compile(r"면적"), "area"), (re.compile(r"(?<!세)대수(?!\s*\d)"), "대"), (re.compile(r"금액"), "money"), (re.compile(r"점수"), "점"),
    (re.compile(r"면수"), "면"), (re.compile(r"조회\s?수"), "회"), (re.compile(r"(?:가구|세대|농가)(?:\s?수|[이가은는]\s얼마나)"), "household"), (re.compile(r"(?:좌석|방청석)(?:\s?수|(?=[이은는]?\s몇|$))"), "석"),
    (re.compile(r"기수"), "기"),
    (re.compile(r"학교\s?수"), "school"), (re.compile(r"(?:학생|회원|직원|환자|대상자)\s?수(?![영련업당상집])"), "명"), (re.compile(r"개소\s?수|시설\s?수"), "개소"),
)  # fmt: skip
# what a thing is measured in: '총사업비와 도비 비율은'
TOLD_UNITS = (
    (re.compile(r"[가-힣]비(?=[와과은는이가,\s])|예산|금액|요금|[가-힣]액(?=[와과은는이가,\s])"), "money"), (re.compile(r"비율|비중|[가-힣][률율]"), "%"), *NOUN_UNITS,
)  # fmt: skip
ASKS_PERCENT = re.compile(
    r"몇\s*(?:%|퍼센트|프로|파센트)|비율|비중|[가-힣][률율](?=[은는이가도과와만을를,?.\s]|으?로|이?랑|하고|$)|퍼센트"
)
# told in people: '인구 10만 명당 38.6명'; '업무효율 향상' is no rate
NO_PERCENT = re.compile(r"(?:사망|자살|출산|출생)[률율]|효율\s?(?:향상|제고|증대|개선|화|성)")
ASKS_MONEY = re.compile(
    r"얼[마만]|금액|몇\s*억|몇\s*원|몇\s*조|돈|비용|예산|액[은이을도]|몇\s*(?:[천백십]?만|[천백십])\s*원"
)
# '점수는 얼마', '면적이 얼마', '예산 집행률은': no money
NO_MONEY = re.compile(
    r"얼마나\s?자주|얼마\s?(?:동안|간(?![가-힣]))|얼마나\s?오래|예산(?=\s?[가-힣]{2}[률율])|(?:점수|등급|[률율]|비율|비중|면적|인원|횟수|건수|대수|기간|거리|무게|규모|높이|길이|연장|깊이|능력|인구|만족도|시간|(?<![징접보특우])수|(?<!물)량|(?<=[가-힣]{2})(?<![적투이융출])자|학생|직원|회원|주민|[정현]원|인력)[은는이가도]?\s*(?:(?:평균|약|대략)\s)?(?:(?:[\d'’][\d년월일말.\s]*|기준|현재)\s*)*(?:각각\s*)?얼마|"
    # '대출 권수는 시와 전국 평균이 각각 얼마'
    r"(?:점수|등급|비율|비중|면적|인원|횟수|건수|대수|권수|부수|면수|[가-힣]률|[가-힣]율|자립도|자주도|만족도)(?:\s평균)?[은는이가]\s(?:(?![가-힣][은는이가]\s)[^?,]){0,30}?얼마(?!나)|"
    # '징수율이 2년 새 얼마나 올랐나'
    rf"(?:점수|등급|[률율]|비율|비중|면적|인원|횟수|기간|거리|무게|인구|(?<![징접보특우])수)[은는이가도]?\s[^?]{{0,40}}?얼마나\s?(?:더\s)?{BECAME}|"
    # '각각 몇 대이고 얼마나 준 거야'
    rf"몇\s?(?!억|원|만|천|백)[가-힣]{{1,3}}?(?:이고|이며|인데|였고|였는데|인지|,)\s[^?]{{0,8}}?얼마나\s?(?:더\s)?(?:{BECAME}|[는준]\s)"
)
# '각각 얼마', '얼마나 늘었나', '차이는 얼마': of money where some is named, else of whatever is
HOW_MUCH_OF = re.compile(
    rf"각각\s?얼마(?!로)|얼마나\s?(?:더\s)?(?:{BECAME}|많|적|높|낮|크|작|차이|다[르른]|달라|확대|축소)|(?:차이|격차)[가는은]?\s?얼마"
)
