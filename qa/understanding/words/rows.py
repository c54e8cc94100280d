"""Which rows of a table are asked for: the first of a rank, those that meet a condition, each of a kind."""

from __future__ import annotations

import re

# '제일 적은 동': prose prints such a one under '최소 - ...'
EXTREMES = {"largest": ("최대", "최다", "최고"), "smallest": ("최소", "최저")}
# '자치행정과 다음으로 큰 과', '두 번째로 많은'
ORDINALS = ((re.compile(r"다음으로|두\s*번째로"), 2), (re.compile(r"세\s*번째로"), 3))
# '예산이 가장 많은 과는': what is ranked, not what it is called
RANKED_KINDS = frozenset(
    """
    과 부서 팀 센터 기관 시설 학교 구 동 자치구 달 요일 분기 유형 직급 사업 세부사업 단위사업 과제 항목 분야
    종류 세목 액
    """.split()
)
# '적자가 가장 큰 곳': of figures below nothing
DEFICIT = re.compile(r"적자(?=액?[가이]?\s?(?:가장|제일|젤))")
NUMERALS = {"두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10}
_NUMERAL = "|".join(NUMERALS)
# '네 가지 사업', '4개 사업을 모두'
HOW_MANY = re.compile(
    rf"(?<![가-힣\d])(\d+|{_NUMERAL})\s*(?:개|가지|곳|건|군데|분기|(?<=[가-힣]\s)(?:[과팀국]|항목|사업|종목|부서|기관|분야|유형))(?=[\s의를을에은는이가와과도만,?]|$)"
)
# '제일 많이 드는 두 개', '가장 적은 세 곳', '상위 3개', '많은 순으로 세 곳', 'top3'
TOP_MANY = re.compile(
    rf"(?:(?:가장|제일|젤|최고로)\s(?:[가-힣]+\s){{1,3}}|[상하]위\s?|(?:많|큰|크|높|적|작|낮)은?\s?순(?:서)?(?:으?로|대로)?\s?){HOW_MANY.pattern}|[Tt][Oo][Pp]\s?([2-9])"
)
# '다섯 정책사업 중 집행률이 가장 낮은'
OF_SO_MANY = re.compile(
    rf"(?<![가-힣\d])(\d+|{_NUMERAL})(?:\s|(?<=\d))(?:개|곳|(?:개\s?)?[가-힣]{{0,5}}(?:사업|과|팀|국|시설|기관|분야|과제|축제|유형))\s?(?:중에서?|중|가운데)(?=\s)"
)
# '과별로', '연도별': the labels that are told one by one; '' for any beside each other. The longest come first.
GROUPS = {
    "자치구": r"구$", "부서": r"(?:과|실|국|관|팀|소|센터|원)$", "연도": r"\d\d\s*년|['’‘]\d\d|(?:19|20)\d\d", "년도": r"\d\d\s*년|['’‘]\d\d|(?:19|20)\d\d",
    "분기": r"분기", "직급": r"급|직$", "세부사업": "", "단위사업": "", "사업": "", "과제": "", "항목": "", "유형": "", "분야": "", "종류": "", "기관": "",
    "시설": "", "학교": "", "업체": "", "지역": "", "업종": "", "품목": "", "연령": "", "국적": "", "등급": "", "단계": "", "사유": "", "재원": "", "회계": "",
    "기수": r"\d\s?기$", "학년": r"학년$", "월": r"\d\s*월", "과": r"과$", "팀": r"팀$", "동": r"동$", "구": r"구$",
}  # fmt: skip
COUNTS_ROWS = re.compile(r"몇\s?(?:개|곳|가지|군데)(?!\s?(?:교|국|월|년))")
# '10억원 이상인', '50명이 안 되는', '30%를 넘는'
CONDITION = re.compile(
    r"(\d[\d,.]*\s?[가-힣%㎡]{1,4}?)(?:[을를이가]\s)?\s?(이상(?=인|이|되|\s?돼)|이하(?=인|이)|미만(?=인|이)|초과(?=인|하)|넘는|안\s?되는|못\s?되는|못\s?미치는)"
)
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
# '10억원 이상인 사업을 모두', '현원이 정원보다 많은 과는 어디': which rows meet it
_WHICH_ROWS = r"(?![^?]*(?:이유|원인|까닭|왜))[^?]{0,20}?(?:모두|전부|다\s(?:알려|말해|적어)|[뭐머](?:\s?[뭐머])?\s?(?:야|있|잇|예|인|에)|무엇|어디|나열|목록)"
# '목표를 못 맞춘 지표는 몇 개'
_MISSED = r"목표[를을에]?\s?(?:(?:달성\s?)?못\s?[가-힣]+|달성하지\s?(?:못|않)[가-힣]*|미달[가-힣]*)"
# what meets a condition, and how many do: '현원이 20명 이상인 과는 몇 개'
MATCHING = re.compile(
    rf"{_MISSED}{_HOW_MANY_ROWS}|"
    rf"{CONDITION.pattern}[^?]{{0,16}}몇\s?(?:개|곳|군데|가지)(?!\s?(?:월|년))|"
    rf"{CONDITION.pattern}{_WHICH_ROWS}|"
    rf"(?:[가-힣]+[이가]\s[가-힣]+?(?:보다|에|을|를)|[가-힣]+?보다\s[가-힣]+[이가])\s(?:더\s)?(?:{_LESS}|{_MORE})(?:{_HOW_MANY_ROWS}|{_WHICH_ROWS})"
)
