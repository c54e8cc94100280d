"""What an amount is asked for each of: '한 업체당', '1인 기준', '동아리 하나에', '개관일수로 나누면'.

What is counted is said by its counter ('곳', '회'), which is found in every form in which one of it can be
named, or by its own name ('동아리', '개관일수'), before '하나', '당' or '나누면'.
"""

from __future__ import annotations

import re

from corpus.units import count_words, unit_words

IN_DAYS = ("일",)
# words for one of what is counted, and the units (normalised) that its number is printed in
EACH_UNITS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("인", "명", "사람", "분"), ("명",)),
    (("업체", "기업", "회사", "업소", "점포", "상점"), ("개", "개소", "개사", "사", "업체", "곳")),
    (("집", "가구", "세대", "호"), ("세대", "가구", "호")),
    (("반", "학급"), ("학급", "반")),
    (("번", "회", "차례"), ("회",)),
    (("동",), ("동", "개동")),
    (("과정",), ("과정", "개")),
    (("개소", "곳", "군데", "개", "기관", "시설"), ("개소", "개", "곳", "기관", "개구", "교")),
    (("학교", "교", "개교"), ("교", "개교", "학교")),
    (("부서",), ("과", "부서", "개")),
    (("시간",), ("시간",)),
    (("하루", "날"), IN_DAYS),
)
# what is measured is asked for each one of only with its number: '1㎞당'; '톤당 단가' is printed
MEASURED_UNITS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("㎞", "km", "킬로미터"), ("㎞",)),
    (("㎡", "제곱미터"), ("㎡",)),
    (("ha", "헥타르"), ("ha",)),
    (("톤",), ("t",)),
    (("㎥", "세제곱미터"), ("㎥",)),
)
_MEASURED = "|".join(word for words, _ in MEASURED_UNITS for word in words)
_WORDS = {word for words, _ in EACH_UNITS for word in words}
# '한 위', '한 번째': ranks; '한 식', '한 전', '한 면에서': seldom counted so
COUNTER = "|".join(sorted({*_WORDS, *count_words()} - {"위", "식", "전", "표", "층"}, key=len, reverse=True))
# '한명에', '1회', '일인당'; no 한국, 일반
_ONE = r"(?:(?<![가-힣])(?:한\s|한(?=[명번사개곳대건가세회시])|일(?=인))|(?<![\d.,제])1\s?)"
# before '당' alone, where a longer word is a name ('투표소당')
_SHORT = "|".join(word for word in COUNTER.split("|") if word in _WORDS or len(word) == 1 or word[0] == "개")
_ASKS = r"(?:평균|몇|얼마)"
# what tells an average from what one is or has: no 'A와 B가 얼마씩'
_SPREAD = r"(?=[^?]{0,40}(?:평균|꼴|셈)|(?:(?!이?랑\s|하고\s|[와과]\s)[^?]){0,40}씩)"
_AT_END = r"(?=[은는의로도]|으로|평균|[^가-힣]|$)"
# words that end in '당': no '담당', '경로당', '수당', '책마당'
_NO_EACH = "".join(
    f"(?<!{one})" for one in "담식해강로배전정수부타성할상감서여야합충황악신본예사불법골안의적마"
)
PER_ONE = re.compile(
    # '업체당', '1인당', '한 교당', '1개 단체당'; '참여업소당'
    rf"(?:{_ONE}|(?<![가-힣\d]))({_SHORT})당{_AT_END}|{_ONE}(?:개\s)?([가-힣]{{1,6}}?)당{_AT_END}|"
    rf"(?<=[가-힣]{{2}}){_NO_EACH}당(?=평균|[^가-힣]|$)|"
    # '한 반에 평균 몇 명', '한 번 열 때 평균', '한 사람이 맡는 학생은 몇 명꼴'; '1개소 기준'
    rf"{_ONE}({COUNTER})(?:에게?|한테|마다|에서|[이가은는을를]|\s?앞(?:에|으로))?(?=\s){_SPREAD}|"
    rf"(?<=평균\s){_ONE}({COUNTER})(?:에게?|마다)?(?=\s)|"
    rf"{_ONE}({COUNTER})\s?(?:앞(?:에|으로)|기준)(?=\s)|"
    # '한 사람에 들어간 돈', '한 명한테 돌아간 액수'
    rf"{_ONE}({COUNTER})(?:에게?|한테)(?=\s(?:들어[간가]|돌아[간가]|쓴|든\s|들인|나간))|"
    # '1톤을 치우는 데 든 비용', '한 명을 가르치는 데 드는 돈'
    rf"{_ONE}({_MEASURED}|{COUNTER})[을를]\s[가-힣]+\s데에?\s?(?=[드든들쓴소])|"
    # '1㎞당 공사비', '1ha에 몇 그루'
    rf"{_ONE}({_MEASURED})(?:당{_AT_END}|에(?=\s[^?]*{_ASKS}))|"
    # '동아리 하나에 회원이 평균 몇 명', '마을 하나당'
    rf"(?<=[가-힣])(?<!\s[중것또])\s하나(?:당{_AT_END}|(?:마다|에|에는|에서|[가는의])(?=\s(?:\S+\s){{0,4}}{_ASKS}))|"
    # '가로등 하나 고치는 데 평균 얼마'
    rf"(?<=[가-힣])(?<!\s[중것또])\s하나를?(?=\s[가-힣]+\s데에?\s[^?]*{_ASKS})|"
    # '하루 평균 몇 명'; printed: '1일 평균', '일평균'
    r"(?<![가-힣])(하루)(?:에\s?)?(?=\s?평균)|"
    # '이용객을 개관일수로 나누면', '수입을 좌석 하나로 나누면'
    r"(?<=[가-힣])(?<!별)(?:\s하나)?(?:으로|로)\s?나(?:누면|눈|눴을|누었을)(?![^?]*(?:%|[률율배]))"
)
# '몇 부꼴': an amount in any unit
AMOUNT = re.compile(
    rf"몇\s?(?:[천만]\s?(?=[명건대톤권]))?({'|'.join(map(re.escape, unit_words()))})"
    r"(?=꼴|씩|쯤|이?나|정도|[이을를인입야]|\s|[?]|$)"
)
NAME = re.compile(r"([가-힣]+)(?:\s수)?$")


def each_noun(match: re.Match[str]) -> tuple[str, tuple[str, ...]]:
    """What a match of PER_ONE names, and the units it is counted in: '한 업체당' -> 업체, (개, 개소, ...).

    What is called by its own name may be counted in any unit; then there are none.
    """
    counter = next((group for group in match.groups() if group), None)
    if counter is None:
        name = NAME.search(match.string, 0, match.start())
        counter = name[1] if name else ""
    known = next((units for words, units in (*EACH_UNITS, *MEASURED_UNITS) if counter in words), None)
    return counter, known or ((counter,) if counter in count_words() else ())
