"""What of a question narrows the answer, as it is asked for and as documents tell it: women, a fund, a state.

Each pair has how a question says it and what says so where it is told; a number that no such word stands
beside is that of the whole, or of something else: 무더위쉼터 168개소 for '밤 열 시까지 여는 쉼터는 몇 곳'.
"""

from __future__ import annotations

import re

_ALONE = r"(?=[은는이가을를의도만]|\s|[?,]|$)"
_NOT = r"(?<![가-힣])"


def _fund(name: str, others: str) -> tuple[str, str]:
    """A fund as it is asked for, and as it is told: by its name, by its letter alone ('도 40'), by others."""
    letter = name[0]
    return (
        rf"{_NOT}{name}(?:만|로만)?{_ALONE}",
        rf"{name}|{letter}·|·{letter}|{_NOT}{letter}(?![가-힣])|{others}",
    )


def _demands(*pairs: tuple[str, str]) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple((re.compile(asked), re.compile(told)) for asked, told in pairs)


# what narrows a number that is asked for, and what says so in a document
PARTS = _demands(
    (rf"{_NOT}여(?:성(?!가족)|자|직원|학생)", rf"여성|여자|여직원|여학생|{_NOT}여(?![가-힣])|女|성별"),
    (rf"{_NOT}남(?:성|자|직원|학생)", rf"남성|남자|남직원|남학생|{_NOT}남(?![가-힣])|男|성별"),
    (rf"{_NOT}외국인", "외국|이주|다문화|유학생|국적"),
    _fund("국비", "국고|국가|기금|보조"),
    _fund("도비", "지방비"),
    _fund("시비", "지방비|자체"),
    _fund("군비", "지방비|자체"),
    _fund("구비", "지방비|자체"),
    (rf"{_NOT}(?:한\s?)?시간당(?![가-힣])", r"시간당|1시간|매시간|시급|시간\s?평균"),
    (
        r"(?:하루(?!\s?(?:만|이용|종일))|일\s?평균)[^?]{0,12}몇\s?(?:명|건|회|번)",
        r"하루|일일|매일|(?<![\d가-힣])1?일\s?(?:평균|최대|약|\d)|/\s?일",
    ),
    (
        r"(?<!월)(?<!월\s)한\s?달에?(?=\s)|매달|월\s?평균|다달이",
        r"(?<![\d가-힣])월(?!요일)|매월|한\s?달|다달이",
    ),
    (
        r"(?:일주일에?|한\s?주에?|매주)(?=\s)[^?]{0,12}몇\s?(?:회|번|차례|시간)|주\s?평균",
        r"(?<![가-힣])(?:매|1)?주(?:간|\s?당|\s?평균)?(?![가-힣])|일주일|한\s?주",
    ),
    # a time of the week or of the year
    (r"주말", "주말|토|일요일|휴일"),
    (r"평일", "평일|주중|주간"),
    (r"휴가철", r"휴가|여름|하계|성수기|(?<!\d)[78]월"),
    (rf"{_NOT}설\s?(?:연휴|명절)|추석", "설|추석|명절|한가위"),
    # what befell those that are counted: '축제에서 다친 사람은 몇 명', '불이 나 타 버린 점포'
    (r"다친|다쳤", "다[치친쳤]|부상|상해|사상|재해|피해"),
    (r"숨진|숨졌|죽은|죽었", "숨[지진졌]|죽|사망|사상|자살|희생|고독사|무연고|폐사"),
    (r"그만둔\s[가-힣]{1,6}[은는이가]", "그만|퇴직|사직|이직|퇴사|중도|탈락|포기"),
    (rf"{_NOT}불이?\s?(?:난|났|나서)|불에\s?[탄타]|타\s?버린", "불|화재|소실|산불"),
    # the hour until which, and what is done then
    (
        r"(?<![가-힣])(?:밤|저녁|새벽|아침)\s?(?:\d{1,2}|[가-힣]{1,3})\s?시(?=까지|부터|에|\s?(?:이후|넘))",
        r"\d\s?시|\d\s?:\s?\d\d|야간|심야|새벽|연장",
    ),
    # what became of them, in everyday words and in those of documents
    (
        r"(?<![가-힣])기다리[는고던]\s(?:사람|아이|주민|분|명|가구|집|어르신|학생)",
        "기다|대기|예약|미입소|신청",
    ),
    (
        r"(?<![가-힣])(?:없어진|사라진|잃어버린|분실[된한])\s",
        "없어|사라|잃|분실|망실|유실|도난|훼손|감소|폐[지교업]|소멸",
    ),
    (r"(?<![가-힣])깎[은인아]\s?(?:돈|금액|예산|액수)", "깎|삭감|감액|절감|감축|조정|증감|△"),
    (r"(?<![가-힣])떼인|못\s?받은\s?(?:돈|금액|세금)", "체납|미수|미납|결손|못\\s?받"),
    (r"(?<![가-힣])(?:태어난|출생한)\s", "태어|출생|출산|신생아|분만|영아|생일"),
    (r"(?<![가-힣])(?:고장\s?난|망가진)\s", "고장|망가|불량|파손|수리|정비|노후|결함|교체"),
    (r"(?<![가-힣])(?:버려진|버린)\s(?:개|고양이|동물|반려)", "유기|버려|구조"),
    (rf"{_NOT}빈\s?(?:점포|자리|방|칸|교실|상가|사무실|면)", "빈|공실|공석|결원|잔여|여유|미[가-힣]|남"),
)
# '6급 현원', '65세 이상', '30대': the number must be told
GRADE_OR_AGE = re.compile(
    r"(?<![\d.])(\d{1,3})\s?(급(?=\S{0,2}\s?(?:정원|현원|결원|직원|공무원|몇\s?명))|세(?=\s?(?:이상|이하|미만))"
    rf"|대(?<=[1-9]0대){_ALONE}(?=[은는이가]?\s?(?:몇|얼마|비[율중]|직원|여성|남성)))"
)
# what else than figures is asked for of a thing, and what tells such a one
THINGS = _demands(
    (r"전화\s?번호|연락처|내선", r"전화|연락처|☎|\d{2,4}[-)]\s?\d{3,4}"),
    (r"이메일|전자우편|메일\s?주소", "@|메일|전자우편"),
    (r"(?:홈페이지|누리집|인터넷|사이트)\s?주소", r"https?|www|\.kr|누리집|홈페이지"),
    (
        r"담당자(?:[가는를]|\s이름[이은을]?)?\s?(?:누구|뭐|무엇|알려|알\s|어디|어떻|[?]|$)",
        r"담당자|주무관|담당\s?[:：]",
    ),
    (
        r"(?:이용|운영|개방|관람)\s?시간[은이을]?\s?(?:뭐|무엇|알려|어떻|몇\s?시|[?]|$)",
        r"\d\s?:\s?\d\d|\d\s?시(?![가-힣])|\d\s?시(?:부터|까지|간)|시간",
    ),
    (r"계약\s?(?:일|날짜)(?=[은이을를]?(?:\s|[?]|$))|계약\s?상대", "계약"),
    (r"(?:신청|제출|구비)\s?서류", "서류|신청서|증명|사본"),
    (r"(?:개소|준공|기공|개관)식", "소식|공식|관식|개소|준공|착공|기공|개관"),
    (r"입찰", "입찰|낙찰|계약|공고|응찰"),
    (r"심사\s?위원", "심사"),
    (r"(?:위탁|수탁)\s?(?:기관|업체|법인)", "위탁|수탁"),
)
# '왜 없앴어', '중단한 이유': what was given up, sold or handed over, and says so
_WHY = r"(?:이유|까닭|사유|원인|배경)"
PREMISES = _demands(
    *(
        (rf"(?:{said})[가-힣]*\s?{_WHY}|(?:왜|어째서)\s?(?:{said})", f"{said}|{printed}")
        for said, printed in (
            (
                r"폐지|중단|중지|취소|철회|폐[관쇄교업]|해지|종료|없[애앴앤]|그만[두둔뒀]",
                "불가|보류|유찰|일몰",
            ),
            (r"매각|매도|처분|판매|팔[아았]", "공매|불하|매수"),
            (r"이관|이양|넘[겨긴겼]", "위탁|옮[겨긴겼기]"),
        )
    )
)
