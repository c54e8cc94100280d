"""That several things are asked for, or compared: '각각', 'A가 B보다', '어디가 더 많나'."""

from __future__ import annotations

import re

EACH = re.compile(r"각각|씩")
# several things are asked for at once
SEVERAL = re.compile(
    r"각각|비교|견[주줘]|나란히|이?랑\s|하고\s|(?<=\s)및|및(?=\s)|씩|차이|격차|보다|→|달라|일치|합하|더하|합치|중\s*어디|별로|\s(?:vs|VS)\.?\s"
)
# 'A가 높습니까, B가 높습니까', 'A가 더 많아 B가 더 많아'
MORE_OR_NOT = (
    r"[이가]\s(?:더\s[많높크적낮작][아어]요?|(?:더\s)?[많높크적낮작](?:습니까|은가요?|나요?|은지|냐)),?\s"
)
WHICH_IS_MORE = re.compile(
    r"(?:어디|어느\s?(?:쪽|곳|것|[과팀해구동군시]))[이가]?\s(?:(?:얼마나|몇\s?\S{1,3})\s)?(?:더|(?!많이|크게)[많높큰크적낮작])|누가\s더|"
    rf"{MORE_OR_NOT}[^?,]{{1,30}}?[이가]\s(?:더\s)?[많높크적낮작][가-힣]{{1,5}}(?:[?]|$)|"
    r"더\s?[가-힣]{1,4}\s(?:쪽|곳|데|것|부서|기관|[과팀해구동군시])[은는이]|"
    # '더 높은 자치구는 어디인가'
    r"더\s[많높큰적낮작][은]?\s[가-힣]{2,8}[은는]\s?(?:어디|어느|무엇|누구|뭐|[?]|$)|"
    # 'A와 B 중 인구가 많은 곳은'
    r"(?:[와과]|이?랑|하고)\s\S+\s중(?:에서?)?\s(?!.*(?:가장|제일|젤))[^?]{0,24}?[높많큰낮적작]은?\s(?:쪽|곳|데|것)"
)
# '정원 대비 현원이 어떻게 됩니까'
BESIDE_WHICH = re.compile(
    r"[가-힣](?<!년)(?<!년도)(?<!월)(?<!동기)(?:\s대비|에\s비[해하]여?)\s[^?,]{1,24}?[은는이가]\s(?:어떻|어때|어떤|어떠|어느\s정도|얼마(?!나))"
)
# figures of several things are to be told side by side
COMPARES = re.compile(
    rf"비교(?=해|하|$|\s|\?)|견[주줘]|대조(?=해|하)|나란히|{BESIDE_WHICH.pattern}|{WHICH_IS_MORE.pattern}"
)
