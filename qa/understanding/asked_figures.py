"""How many figures a question asks for, at least: '예산액과 집행률은' asks for two, '몇 명이고 얼마를' too.

>>> figures_asked("2021년 세입 예산현액과 징수율은 얼마입니까?")
2
>>> figures_asked("과태료 얼마 잡았고 9월까지 얼마 들어왔어?")
2
>>> figures_asked("정원은 몇 명이야? 현원은?")
2
"""

from __future__ import annotations

import re

from index.analyzer import years
from qa.understanding.query import Query
from qa.understanding.words.comparing import EACH
from qa.understanding.words.rows import HOW_MANY, NUMERALS

# '몇 월', '몇 층': no figure answers these
CELLS = re.compile(r"몇\s*(?:년도?|월|일|시(?!간)|분기|층|호|번째|기|배)(?:부터|까지|에)?(?![가-힣])")
ASKING = re.compile(r"얼[마만]|며칠|몇\s*(?:[가-힣]|%|㎡|㎢|㎞|㎏|[a-zA-Z])")
# what is measured, in joined things: '학급 수와 학생 수', '판매량이랑 단가'; '연체료·변상금' is one
QUANTITY = (
    r"(?:수|액|엑|[률율]|비|료|량|금|가|면적|인원|규모|비율|비중|횟수|시간|비용|예산|정원|현원|결원|부족"
    r"|실적|목표|점수|만족도|사람|총액|증감|추경)"
)
# '예산액 및 집행액은'; not what is one name: '연체료 및 변상금 징수액'
# '과' joins what ends in a consonant: '정수과 정원' is that of a 과
OPEN = "".join(map(chr, range(ord("가"), ord("힣") + 1, 28)))
JOINING = re.compile(
    rf"(?<=\S)(?:와|(?<![{OPEN}])과|이?랑|하고)\s|\s?,(?!\s?['’]?\d{{2,4}}년)\s?|\s및\s(?=\S{{0,12}}{QUANTITY}(?:[은는이가의도을를]|\s?(?:각각|얼마|몇)|[?.]|$))"
)
ENDS_QUANTITY = re.compile(rf"{QUANTITY}(?:\([^)]{{0,20}}\))?$")
# the last of the joined things, and what is asked of them
LAST_QUANTITY = re.compile(
    rf"[^?.]{{0,30}}?{QUANTITY}(?:\([^)]{{0,20}}\))?"
    r"(?=[은는이가의도을를]?\s?(?:각각|얼마|몇|어떻|알려|비교|좀|[?.]|$)|[은는이가도]\s|이?야)"
)
# '무슨 일을 맡나', '언제 문을 여나': asks for words
WORDS = re.compile(r"무슨|무엇|뭐|뭘|언제|어디|어느|누[구가]|왜|어떻|어떤|까닭|이유")
BARE = re.compile(r"\s*(?:얼마|몇\s?[가-힣%]{1,3}?)[가-힣]{0,6}[?.]?\s*$")  # '어느 분기에 제일 많아? 얼마야?'
LONGEST = 30  # characters of one of several joined things
# '... 몇 명이야? ', '... 얼마고 ', '... 얼마인지 '
CLAUSE_END = re.compile(r"(?<=[?])|(?<=[가-힣])\.(?=\s|$)|(?:(?<=[고며])|(?<=[인는은을]지))(?=\s)")
# '무엇으로 바꾸며 언제 여나', '왜 늦었어? 언제 끝나?'
WORDS_END = re.compile(r"(?<=[가-힣][고며]),?\s+(?=[가-힣])|(?<=[?])\s+")
MOST_PARTS = 3
# '얼마나 넓히나? 몇 ㎡에서 몇 ㎡로?': asked once
FROM_TO = re.compile(r"얼마나\s[^?]{0,60}\?(?=.{0,20}몇\s?\S{1,8}에서\s몇)")
OF_YEARS = re.compile(r"\d년\s?(?:[상하]반기|말|초|\d*월)?(?:과|와|이?랑|하고|,)\s*['’]?\d{2,4}년")
# '비율은?', '징수율도 알려줘', '작년엔?' after a question; '2031년도' says of which year that was
MORE = re.compile(
    r"^(?!.*기준|\s*['’]?\d{2,4}년도\s*$)\s*[^?.]{1,24}?(?:[은는엔도]|[률율액수])\s*(?:알려\s*(?:줘|주세요)|요)?\s*\??\s*$"
)


# '개소당 월 얼마씩': one amount, for each
FOR_EACH = re.compile(r"(?<=[가-힣]당\s)((?:\S+\s)?(?:얼마|몇\s?[가-힣]+?))씩")


def figures_asked(text: str) -> int:
    """The least number of figures that answers a question; 0 where it does not say."""
    text = FOR_EACH.sub(r"\1", FROM_TO.sub("", text))
    asking = [match for match in ASKING.finditer(text) if not CELLS.match(text, match.start())]
    joined = joined_quantities(text)
    count = max(len(asking), joined, len(asking) - 1 + joined if joined else 0)
    if EACH.search(text):
        # '가입 인원과 보험료는 2030년과 2031년에 각각'
        of_years = joined * len(years(text)) if joined > 1 and OF_YEARS.search(text) else 0
        count = max(count, 2, of_years)
    return count + sum(not (ASKING.search(part) or WORDS.search(part)) for part in clauses(text)[1:])


def clauses(text: str) -> list[str]:
    """The questions that are asked one after another; the whole where there is one.

    >>> clauses("적발은 몇 건이고 시정 완료는 몇 건입니까?")
    ['적발은 몇 건이고', '시정 완료는 몇 건입니까?']
    >>> clauses("카드는 한 달에 얼마 줘? 작년엔?")
    ['카드는 한 달에 얼마 줘?', '작년엔?']
    >>> clauses("팀은 몇 명이며 무슨 일을 맡고 있습니까?")
    ['팀은 몇 명이며', '무슨 일을 맡고 있습니까?']
    """
    found: list[str] = []
    for part in filter(str.strip, CLAUSE_END.split(text)):
        if found and not _is_another("".join(found), part):
            found[-1] += part
        else:
            found.append(part)
    return [clause.strip() for clause in found]


def word_clauses(text: str) -> list[str]:
    """The parts of a question that asks for words more than once; the whole where a part asks for none.

    >>> word_clauses("쉼터를 어디로 옮기려 하며 문은 언제 여나?")
    ['쉼터를 어디로 옮기려 하며', '문은 언제 여나?']
    """
    parts = [part.strip() for part in WORDS_END.split(text) if part.strip()]
    asks = all(WORDS.search(part) and not ASKING.search(part) for part in parts)
    return parts if asks and len(parts) <= MOST_PARTS else [text]


def _is_another(before: str, part: str) -> bool:
    """Tell whether a part asks a question of its own: for a figure, or for words beside one or before one."""
    if ASKING.search(before):
        return bool(ASKING.search(part) or MORE.match(part) or WORDS.search(part))
    return bool(WORDS.search(before) and ASKING.search(part) and not BARE.match(part))


def joined_quantities(text: str) -> int:
    """How many quantities are joined; '20년 본예산이랑 21년 본예산' is one."""
    most, words = 0, set[str]()
    for part in JOINING.split(text):
        if words and (last := LAST_QUANTITY.match(part)):
            most = max(most, len(words | {last[0].split()[-1]}))
        if not ENDS_QUANTITY.search(part) or (words and len(part) > LONGEST):
            words = set()
        if ENDS_QUANTITY.search(part):
            words.add(part.split()[-1])
    return most


def how_many(query: Query, said: re.Pattern[str] = HOW_MANY) -> int:
    """How many things a question says that it is over: '네 가지 사업' -> 4; 0 where it does not say."""
    match = said.search(query.text)
    number = match[match.lastindex or 1] if match else "0"
    return int(NUMERALS.get(number, 0) or number)
