"""What staff and citizens say, and what public-sector documents print for the same thing, as data.

>>> alternatives("탈북민")
('북한이탈주민', '새터민')
>>> phrase_terms("억울함을 말할 기회를 주나요")
[(0, 10, ('소명', '의견제출', '청문', '이의신청'))]

Words are squashed (`qa.understanding.query.squash`): no spaces, 율 written 률, small letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from qa.understanding.synonym_groups import GROUPS

# Sayings of several words, with the words that are printed for them. No part repeats without bound.
PHRASES: tuple[tuple[str, str], ...] = (
    (r"억울함을?\s*(?:말|호소|풀|설명)\S{0,3}\s*기회|억울\S{0,4}\s*(?:말|이야기)\S{0,3}\s*기회", "소명 의견제출 청문 이의신청"),
    (r"(?:할\s*)?말\S{0,3}\s*들어\s*주는\s*(?:자리|기회|절차)", "소명 청문 의견청취"),
    (r"(?:헌|중고|안\s*쓰는|낡은|못\s*쓰는)\s*(?:물건|물품|비품|차)\S{0,2}\s*(?:팔\S{0,2}|판)\s*(?:돈|수입|금액)", "불용품매각대 불용품매각수입 매각수입"),
    (r"(?:헌|안\s*쓰는|낡은|못\s*쓰는)\s*(?:물건|물품|비품)", "불용품 불용물품"),
    (r"(?:땅|건물|재산|토지)\S{0,2}\s*(?:팔\S{0,2}|판)\s*(?:돈|수입|금액)?", "재산매각 매각수입 매각"),
    (r"(?:땅|건물|재산|시설|주차장)\S{0,2}\s*빌려\s*(?:주고|준)\s*(?:받은\s*)?(?:돈|수입)?", "임대료 사용료 공유재산임대료"),
    (r"은행에\s*(?:맡|넣)\S{0,4}\s*(?:받은|생긴|붙은)\s*\S{0,3}", "이자수입 공공예금이자"),
    (r"(?:법|규칙|신호)\S{0,2}\s*어(?:겨|긴)\S{0,2}\s*(?:낸|내는|물린|받은)\s*돈", "과태료 과징금 벌금"),
    (r"제때\s*(?:안|못)\s*(?:내|낸)\S{0,3}", "체납 과년도수입 연체"),
    (r"(?:나라|중앙\s*정부|정부|국가)에서\s*(?:받은|준|내려\S{0,2}|지원\S{0,2})\s*(?:돈|예산)?", "국고보조금 국비 교부세"),
    (r"(?:시|도|서울시)에서\s*(?:받은|내려\S{0,2})\s*(?:돈|예산)", "시비보조금 도비보조금 조정교부금"),
    (r"(?:쓰고|집행하고)\s*남은\s*(?:돈|예산|금액)?", "집행잔액 불용액 잔액"),
    (r"(?:다음|이듬)\s*해\S{0,2}\s*(?:넘긴|넘겨\S{0,2}|미룬)\s*(?:돈|예산)?", "이월 이월액 명시이월"),
    (r"(?:작년|전년|지난\s*해)\S{0,2}\s*(?:넘어\s*온|남아\s*넘어온)\s*(?:돈|예산)?", "이월금 전년도이월 잉여금"),
    (r"집(?:이|도)?\s*없는", "무주택"),
    (r"새로\s*(?:들어\s*온|들어\s*올|들어오는|뽑은|뽑힌|뽑는|온)", "신규 신임 신규임용"),
    (r"처음\s*(?:들어\s*온|공무원이?\s*된|발령\s*받은)", "신규 신규임용 신임"),
    (r"(?:그만\s*둔|그만두는|나간|떠난)\s*(?:사람|직원|공무원)", "퇴직 의원면직 이직"),
    (r"(?:정년이?\s*)?다\s*된\s*(?:사람|직원|공무원)|곧\s*(?:퇴직|은퇴)\S{0,2}\s*(?:사람|직원|공무원)?", "퇴직예정자 정년퇴직"),
    (r"자리(?:가|를)?\s*(?:빈|비어\s*있는|비운)\s*\S{0,2}", "결원 공석"),
    (r"(?:일|업무)(?:을|를)?\s*쉬(?:는|고\s*있는)\s*(?:사람|직원)?", "휴직 휴직자"),
    (r"아이\s*(?:키우|돌보|기르)\S{0,3}\s*(?:쉬는|휴직한?)", "육아휴직"),
    (r"(?:아이|애|아기)\S{0,2}\s*(?:낳으면|낳은)\s*\S{0,4}\s*돈", "출산장려금 출산지원금 출산축하금"),
    (r"(?:아이|애)(?:를|들을?)?\s*(?:맡기는|봐\s*주는|돌봐\s*주는)\s*(?:곳|데|시설)", "어린이집 보육시설 돌봄"),
    (r"(?:주민|사람)(?:\s?수)?(?=[이가은는]?\s(?:가장|제일|젤)\s(?:많|적)[가-힣]{1,2}\s(?:자치)?(?:[구동읍면리시군]|마을))", "인구 주민"),
    (r"(?:주민|사람)(?:\s?수)?(?=[이가은는]?\s(?:가장|제일|젤)\s(?:많|적)[가-힣]{1,2}\s(?:자치)?(?:[구동읍면리시군]|마을))", "인구 주민"),
    (r"한\s?끼(?=에|당|\s)", "1식 단가 끼니당"),
    (r"혼자\s*(?:사는|사시는)\s*(?:어르신|노인|할머니|할아버지)", "독거어르신 독거노인 홀몸어르신"),
    (r"혼자\s*(?:사는|지내는)\s*(?:사람|가구|청년)", "1인가구"),
    (r"(?:생활|형편|살림)(?:이|기|살이가)?\s*(?:어려운|힘든)\s*(?:사람|집|가구|이웃|주민)?", "저소득 취약계층 저소득층"),
    (r"몸이?\s*(?:불편한|아픈)\s*(?:사람|분|직원)?", "장애인 거동불편"),
    (r"눈이?\s*(?:안\s*보이는|불편한)", "시각장애인 시각장애"),
    (r"귀가?\s*(?:안\s*들리는|어두운)", "청각장애인 난청"),
    (r"북(?:한|녘)?에서\s*(?:온|넘어\s*온|탈출한|내려온)\s*(?:사람|주민|분)?", "북한이탈주민"),
    (r"(?:외국|다른\s*나라|해외)에서\s*온\s*(?:사람|주민|분)?", "외국인 외국인주민 이주민"),
    (r"(?:외국|해외|다른\s*나라)(?:에|으로|로)?\s*(?:나가|가)\S{0,2}\s*(?:배우|공부|교육|연수)\S{0,3}", "국외훈련 국외연수 해외연수"),
    (r"(?:외국|해외)(?:에|으로|로)?\s*(?:나간|간|출장\s*간)", "국외출장 공무국외여행 국외여행"),
    (r"(?:컴퓨터|인터넷|온라인)(?:으로|로|에서)\s*(?:배우|듣|공부|강의|교육)\S{0,3}", "이러닝 사이버교육 온라인교육"),
    (r"(?:교육|강의|수업|연수)(?:을|를)?\s*(?:받은|들은|마친|끝낸)\s*(?:사람|인원|직원)?", "교육생 수료 교육인원 이수"),
    (r"(?:가르치|강의하)(?:는|신)\s*(?:사람|분)", "강사 교수요원"),
    (r"(?:밖|외부)(?:에|의|으로)?\s*맡(?:긴|기는|겨서?)", "위탁 용역 민간위탁"),
    (r"직원(?:들)?(?:이|끼리)?\s*(?:밥|점심|식사)(?:을)?\s*먹는\s*(?:곳|데|식당)", "구내식당 직원식당"),
    (r"(?:밥|점심|식사|끼니)\S{0,2}\s*(?:주|대|제공하|챙겨\s*주)는?\s*(?:데|돈|비용)", "급식비 급식 급량비"),
    (r"(?:문|청사)(?:을|를)?\s*지키는\s*(?:사람|분|인력)", "청원경찰 방호 경비"),
    (r"(?:밤|야간)(?:에|을)?\s*(?:지키|새우|남아)\S{0,3}\s*(?:근무|직원|사람)?", "당직 숙직"),
    (r"(?:밤|늦게)(?:에|까지)?\s*(?:일하|일한|남아\s*일)\S{0,3}", "초과근무 시간외근무"),
    (r"집에서\s*(?:일하|근무하)\S{0,2}", "재택근무 원격근무"),
    (r"(?:출근|출퇴근)\s*시간(?:을)?\s*(?:골라|자유롭게|조절|바꿔)\S{0,3}", "유연근무 시차출퇴근"),
    (r"(?:월급|봉급|급여)(?:으로|에|이)?\s*(?:나가는|나간|주는)\s*돈?", "인건비 보수 인력운영비"),
    (r"(?:상|상장|표창)(?:을|이)?\s*(?:받은|탄|준)", "포상 표창 수상"),
    (r"(?:잘못|비리|문제)\S{0,4}\s*(?:벌|징계|처벌)\S{0,3}", "징계 비위 처분"),
    (r"(?:욕하|화내|괴롭히|행패\s*부리|소리\s*지르)\S{0,2}\s*민원인?", "악성민원 특이민원 폭언"),
    (r"(?:서류|증명서|등본)\S{0,2}\s*(?:떼|뽑|발급\s*받|발급하)\S{0,3}", "민원발급 제증명 발급"),
    (r"기계(?:로|에서)\s*(?:떼|뽑|발급)\S{0,3}", "무인민원발급기 무인발급기"),
    (r"(?:자료|문서|정보)(?:를|을)?\s*(?:공개|보여)\s*(?:해\s*)?(?:달라|줘|주)\S{0,6}", "정보공개청구 정보공개"),
    (r"(?:안|못)\s*보여\s*준|공개\s*(?:안|하지\s*않)\S{0,3}", "비공개 비공개결정"),
    (r"(?:오래된|옛날?|지난)\s*(?:문서|서류|기록)", "기록물 보존기록물 비전자기록물"),
    (r"(?:재판|소송)(?:에서|을|에)?\s*(?:이긴|이겼)", "승소"),
    (r"(?:재판|소송)(?:에서|을|에)?\s*(?:진|졌)", "패소"),
    (r"(?:법률|법)\s*(?:문제|고민)\S{0,2}\s*(?:물어|상담)\S{0,4}", "법률상담 무료법률상담"),
    (r"투표(?:하는|할)\s*(?:곳|데|장소)", "투표소"),
    (r"미리\s*(?:하는|한)?\s*투표", "사전투표"),
    (r"남(?:을)?\s*(?:돕|도와\s*주)\S{0,2}\s*(?:활동|일|사람)?", "자원봉사 봉사활동"),
    (r"(?:돈|물건)(?:을)?\s*(?:기부|내\s*준|보태)\S{0,3}", "기부금 기탁 성금"),
    (r"(?:예방\s*)?주사(?:를|을)?\s*맞\S{0,3}", "예방접종 접종"),
    (r"(?:병|전염병|감염병)(?:이|을)?\s*(?:옮|번지|퍼지|막)\S{0,4}", "감염병예방 방역"),
    (r"(?:나쁜|위험한|재난)\s*상황(?:에|때|이)?\s*대비", "재난대비 비상대비"),
    (r"(?:비|큰비|장마)(?:로|에)?\s*(?:잠긴|넘친|피해)\S{0,2}", "수해 침수 풍수해"),
    (r"(?:고장|망가)\S{0,3}\s*(?:고치|수리)\S{0,3}", "보수 수선 수리"),
    (r"(?:새로|다시)\s*(?:짓|지은|지을|지어)\S{0,2}", "신축 건립"),
    (r"(?:허무|허문|부수|부순|헐\S?)\S{0,2}\s*(?:건물|청사|공사)", "철거"),
    (r"(?:차|자동차)(?:를|을)?\s*(?:세우|대|주차하)는\s*(?:곳|데|자리)", "주차장 주차면"),
    (r"전기(?:로)?\s*(?:가는|움직이는|달리는)\s*차", "전기자동차 전기차"),
    (r"(?:차|전기차)(?:를|을)?\s*충전하는\s*(?:곳|기계|데)", "전기차충전기 충전시설 충전소"),
    (r"운동하는\s*(?:곳|데|방|시설)", "체력단련실 체육시설"),
    (r"쉬는\s*(?:곳|데|방|공간)", "휴게실 휴게공간"),
    (r"(?:회의실|강당|시설|건물)(?:을|를)?\s*(?:빌려|쓰게\s*해)\s*(?:주|줄|준)\S{0,3}", "시설개방 대관 사용허가"),
    (r"(?:말|의견|생각)(?:을|를)?\s*(?:묻|물어|듣)\S{0,4}", "의견수렴 설문조사 의견청취"),
    (r"(?:사이|다툼|싸움|갈등)(?:를|을)?\s*(?:풀|말리|조정|해결)\S{0,4}", "갈등조정 분쟁조정 갈등관리"),
    (r"일(?:을)?\s*(?:나누|넘기|맡기)\S{0,3}\s*(?:규정|기준)", "위임전결 사무분장 업무분장"),
    (r"(?:사람|직원)(?:을|를)?\s*(?:뽑|채용)\S{0,3}", "채용 임용 충원"),
    (r"(?:자리|부서)(?:를|을)?\s*(?:옮|바꾸|바꿔)\S{0,3}", "전보 인사이동"),
    (r"(?:지위|직급|계급)(?:이|을)?\s*(?:오른|올라|올린)\S{0,3}", "승진"),
    (r"(?:컴퓨터|전산)(?:에|으로)?\s*(?:옮기|입력|저장)\S{0,3}", "전산화 데이터베이스구축"),
    (r"학교(?:를|에)?\s*(?:그만\s*둔|안\s*다니는|떠난)\s*(?:아이|학생|청소년)\S?", "학교밖청소년 학업중단"),
    (r"문(?:을)?\s*닫은\s*학교", "폐교"),
    (r"(?:학교|수업)(?:가|이)?\s*끝(?:난|나고)\s*(?:뒤|후|다음)\S{0,2}", "방과후 돌봄"),
)  # fmt: skip

# What is done, as it is said (Kiwi's lemma), and the nouns that documents print for it: '늦어졌대' is '지연'.
VERBS = """
늦 늦어지 늦추 미루 밀리 > 지연 연기 연장 ; 늘리 늘어나 불리 키우 > 확대 증원 증설 증가 증액 ; 줄이 줄어들 > 축소 감축 감소 절감 ;
고치 손보 손질하 > 개선 보수 수리 교체 정비 ; 바꾸 갈 > 변경 교체 개선 전환 ; 옮기 옮아가 > 이전 이동 이관 전보 ;
모시 태우 실어나르 나르 > 이송 수송 이동지원 셔틀 ; 알리 > 홍보 안내 공지 통보 ; 막 > 방지 예방 차단 ;
돌려주 돌려받 > 환급 반환 환불 ; 깎 빼주 덜어주 > 감면 할인 삭감 감액 ; 올리 올라가 오르 > 인상 상향 ; 내리 낮추 > 인하 하향 완화 ;
뽑 > 채용 선발 모집 임용 ; 그만두 물러나 > 퇴직 사직 ; 팔 팔아치우 > 매각 판매 ; 사들이 사 > 구입 매입 구매 ; 빌리 > 임차 대여 대관 ;
짓 세우 > 건립 신축 건설 설치 ; 허물 부수 헐 > 철거 해체 ; 나누 쪼개 > 배분 분할 분배 ; 찾아내 캐내 > 적발 발굴 조사 ;
돌보 보살피 > 돌봄 보호 지원 ; 돕 거들 도와주 > 지원 도움 ; 가르치 > 교육 강의 지도 ; 배우 익히 > 교육 학습 연수 훈련 ;
만들 꾸미 > 조성 제작 구축 수립 마련 ; 꾸리 짜 > 구성 편성 ; 맡기 > 위탁 위임 용역 ; 맡 > 담당 소관 ; 싸우 다투 > 갈등 분쟁 ;
묻 물어보 > 조사 설문 의견수렴 ; 쉬 놀리 > 휴무 휴식 휴장 ; 열 > 개최 개장 개관 ; 닫 > 휴장 폐쇄 폐지 폐관 ; 버리 > 배출 투기 폐기 ;
없애 > 폐지 삭제 제거 해소 ; 치우 걷어내 > 제거 철거 정비 ; 지키 > 준수 보호 방호 ; 살피 돌아보 둘러보 > 점검 순찰 확인 ; 따지 > 검토 심사 타당성 ;
정하 > 결정 선정 수립 지정 ; 고르 > 선정 선발 ; 모으 > 모집 수집 적립 ; 합치 묶 > 통합 병합 ; 넓히 > 확대 확장 ; 앞당기 > 조기 단축 ;
끝내 마치 > 완료 준공 종료 ; 받아들이 > 수용 반영 ; 들이 > 도입 투입 ; 갚 > 상환 ; 꾸짖 나무라 혼나 > 지적 질책 ; 얹 얹어주 더하 > 가산 가점 추가 ;
다치 > 상해 부상 재해 ; 아프 > 질병 병가 ; 죽 숨지 > 사망 ; 떠나 > 퇴직 이탈 전출 ; 돌아오 > 복귀 복직 ; 물리 매기 > 부과 징수 ; 못내 > 체납 ;
"""

# '관용차량들은', '탈북민에게는'
PARTICLES = re.compile(
    r"(?:들|수)?(?:은|는|이|가|을|를|의|에|에서|에게|로|으로|와|과|도|만|까지|부터|이랑|랑|하고|보다|에는|에도|엔|이나|나|요|이야|야|인가요?|인데)?"
)
SHORTEST = 2  # of what is left when a compound begins or ends with a said word


def _flat(word: str) -> str:
    """As `qa.understanding.query.squash` does with a word that has no separators."""
    return word.replace("·", "").replace("율", "률").lower()


def _lexicon() -> dict[str, tuple[str, ...]]:
    """Each said (or equal printed) word with what is printed for it, in the order of the groups."""
    found: dict[str, dict[str, None]] = {}
    for group in GROUPS.split(";"):
        said, equal, printed = re.split(r"([=>])", group, maxsplit=1)
        words = tuple(map(_flat, printed.split()))
        for word in chain(map(_flat, said.split()), words if equal == "=" else ()):
            found.setdefault(word, {}).update(dict.fromkeys(words))
    return {
        word: others for word, printed in found.items() if (others := tuple(w for w in printed if w != word))
    }


LEXICON = _lexicon()
_PHRASES = tuple((re.compile(said), tuple(map(_flat, printed.split()))) for said, printed in PHRASES)
_LONGEST = max(map(len, LEXICON))


@lru_cache(maxsize=65536)
def alternatives(word: str) -> tuple[str, ...]:
    """The words that documents print for a squashed word, itself left out; empty where none is known.

    A compound that begins or ends with a known word is written with the other: '탈북민지원' gives
    '북한이탈주민지원'.
    """
    if word in LEXICON:
        return LEXICON[word]
    return tuple(dict.fromkeys(_compounds(word)))


def _compounds(word: str) -> Iterator[str]:
    for length in range(min(_LONGEST, len(word) - SHORTEST), SHORTEST - 1, -1):
        first, last = LEXICON.get(word[:length]), LEXICON.get(word[-length:])
        if first or last:
            yield from (other + word[length:] for other in first or ())
            yield from (word[:-length] + other for other in last or ())
            return


def phrase_terms(text: str) -> list[tuple[int, int, tuple[str, ...]]]:
    """The sayings in a text: (start, end, the squashed words printed for it), in order, none overlapping."""
    found: list[tuple[int, int, tuple[str, ...]]] = []
    taken = bytearray(len(text))
    for pattern, printed in _PHRASES:
        for match in pattern.finditer(text):
            first, last = match.span()
            if not any(taken[first:last]):
                taken[first:last] = b"\1" * (last - first)
                found.append((first, last, printed))
    return sorted(found)


def _actions() -> dict[str, tuple[str, ...]]:
    """Each lemma of VERBS with the nouns that are printed for it."""
    found: dict[str, tuple[str, ...]] = {}
    for group in filter(str.strip, VERBS.split(";")):
        said, printed = group.split(">")
        found |= dict.fromkeys(said.split(), tuple(map(_flat, printed.split())))
    return found


ACTIONS = _actions()


def expand(text: str) -> str:
    """A question with the printed words appended, each once: what search is to look for."""
    words = (word.strip("?!.,'\"()[]“”‘’") for word in text.split())
    stems = chain.from_iterable(_stems(_flat(word)) for word in words)
    printed = chain(
        chain.from_iterable(LEXICON[stem] for stem in stems),
        chain.from_iterable(words for _, _, words in phrase_terms(text)),
    )
    flat = "".join(_flat(text).split())
    added = [word for word in dict.fromkeys(printed) if word not in flat]
    return " ".join([text, *added])


def _stems(word: str) -> Iterator[str]:
    """The longest known word that a written word is, less its particle: '관용차는' -> 관용차."""
    for length in range(min(_LONGEST, len(word)), SHORTEST - 1, -1):
        if word[:length] in LEXICON and PARTICLES.fullmatch(word[length:]):
            yield word[:length]
            return
