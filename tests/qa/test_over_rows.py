"""What is computed over rows and columns that a question names by number, condition or year."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over, derived

from qa.assistant import Assistant

WORKS = """2036년도 주요업무보고

보라매시 공원녹지과

2036. 5. 31. 기준

Ⅰ. 공원 공사 현황
(단위 : 백만원, %)
| 공사명 | 총공사비 | 계획공정률 | 실적공정률 |
|---|---|---|---|
| 느티숲 조성 | 4,200 | 60 | 52 |
| 물빛광장 정비 | 1,900 | 80 | 85 |
| 솔내길 보수 | 3,100 | 40 | 40 |
| 은하정원 이전 | 2,700 | 30 | 21 |

Ⅱ. 축제 관람객
(단위 : 명)
구분	2034년	2035년
합계	9,400	11,200
봄꽃축제	4,100	5,000
물놀이축제	2,800	3,300
억새축제	1,500	1,900

Ⅲ. 가로수 현황
(단위 : 그루)
| 수종 | 2034년 말(주) | 2035년 말(주) |
|---|---|---|
| 은행나무 | 3,120 | 2,986 |
| 느릅나무 | 1,450 | 1,533 |

Ⅳ. 도시텃밭 분양
(단위 : 구좌, 백만원)
연도	분양 실적	사용료
2032	310	62
2033	355	71
2034	402	80
2035	448	95

Ⅴ. 물품 계약
(단위 : 건, 백만원)
구분	일반 건수	금액	긴급 건수	금액
계	40	910	15	240
묘목	25	610	9	130
비료	15	300	6	110

Ⅵ. 추진 실적
 ○ 숲해설 상담 260건(현장상담 182건, 전화상담 78건)
 ○ 공원심의회 9회 개최(안건 48건 심의, 가결 30건, 부결 18건)
 ○ 숲체험 버스 : 소요예산 54,000천원, 이용학생 400명

Ⅵ-1. 단풍축제 운영
 ○ 예산 90,000천원 : 개막식 21,000, 불꽃놀이 34,000, 음악회 18,000, 안전관리 17,000

Ⅶ. 분기별 예산집행
(단위 : 천원)
사업명	계	1분기	2분기	3분기	4분기
꽃묘장 운영	900	150	250	300	200
숲길 정비	800	100	300	300	100
"""
OFFICES = """2034년도 업무보고

누리샘군 재무과

2034. 1. 31. 기준

1. 세출예산
(단위 : 천원)
부서	세부사업	2034년 예산액
재무과	청사관리	81,000
재무과	기본경비	12,400
민원과	여권발급	33,000
민원과	기본경비	9,700
세무과	납세지도및체납정리	45,000
세무과	기본경비	8,800

2. 수납 현황
(단위 : 천원)
구분	부과액	수납액
계	70,000	61,500
주민세	40,000	36,000
등록세	30,000	25,500
"""
MILL = """2036년도 업무보고

해담군 시설과

2036. 5. 31. 기준

1. 수영장 세 곳 현황
(단위 : 명)
구분	정원	현원
계	48	44
가람수영장	20	19
나루수영장	16	14
다솔수영장	12	11
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("rows"), works=WORKS, mill=MILL, offices=OFFICES) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        # so many from the top
        ("공원 공사 중에 총공사비가 가장 큰 두 개를 합하면 얼마야?", {("7300", "백만원")}),
        ("총공사비가 제일 적은 공사 두 개를 더하면 얼마인가요?", {("4600", "백만원")}),
        # two columns compared row by row
        ("실적공정률이 계획공정률에 못 미치는 공원 공사는 몇 건이야?", {("2", "개")}),
        ("계획공정률보다 실적공정률이 높은 공원 공사는 몇 곳인가요?", {("1", "개")}),
        # over years, and two things each
        ("도시텃밭 사용료 2032년부터 2035년까지 다 합치면 얼마야?", {("308", "백만원")}),
        (
            "봄꽃축제와 억새축제 관람객은 2034년보다 2035년에 각각 몇 명 늘었나요?",
            {("900", "명"), ("400", "명")},
        ),
        ("은행나무는 작년보다 몇 그루 줄었나요? 2035년 말 기준", {("-134", "주")}),
        # a part of what the question states, or of a heading that says of what
        ("숲해설 상담 260건 중 현장상담은 몇 %인가요?", {("70.0", "%")}),
        ("공원심의회 심의 안건중 가결비율 몇%인지 알려주세요", {("62.5", "%")}),
        ("숲체험 버스 소요예산을 이용학생 수로 나누면 1인당 몇 천원이야?", {("135", "천원")}),
        ("꽃묘장 운영의 2분기와 3분기 집행계획을 합하면 얼마야?", {("550", "천원")}),
        ("단풍축제에서 불꽃놀이랑 음악회에 드는 돈을 합치면 얼마야?", {("52000", "천원")}),
        (
            "봄꽃축제와 억새축제 관람객은 2034년보다 2035년에 각각 몇 % 변했나요?",
            {("22.0", "%"), ("26.7", "%")},
        ),
        ("누리샘군 주민세 부과액에서 수납액을 빼면 얼마인가요?", {("4000", "천원")}),
        ("해담군 수영장 세 곳 다 해서 정원보다 현원이 몇 명 모자라?", {("4", "명")}),
    ],
)
def test_it_is_computed(assistant: Assistant, question: str, figures: set[tuple[str, str]]) -> None:
    assert figures <= derived(assistant.ask(question))


def test_a_sum_and_the_total_that_is_printed(assistant: Assistant) -> None:
    answer = assistant.ask("2035년 축제 관람객을 하나씩 더하면 몇 명이고 표의 합계에는 몇 명이야?")
    assert derived(answer) == {("10200", "명")}
    assert "11,200명" in answer.answer


def test_what_was_in_years_is_told_by_a_later_report(assistant: Assistant) -> None:
    answer = assistant.ask("느릅나무는 2034년 말과 2035년 말에 각각 몇 그루였나요?")
    assert {figure.text for figure in answer.figures} == {"1,450", "1,533"}


def test_a_row_of_one_department_is_not_that_of_another(assistant: Assistant) -> None:
    answer = assistant.ask("누리샘군 민원과 기본경비와 보라매시 꽃묘장 운영 예산은 각각 얼마입니까?")
    assert "12,400" not in answer.answer
    assert "8,800" not in answer.answer


def test_a_name_with_a_joining_word_is_one_thing(assistant: Assistant) -> None:
    answer = assistant.ask("누리샘군 납세지도 및 체납정리 2034년 예산액은 얼마야?")
    assert {figure.text for figure in answer.figures} == {"45,000"}


def test_things_of_one_kind_in_a_row_are_told_each(assistant: Assistant) -> None:
    answer = assistant.ask("해담군 나루수영장 다솔수영장 정원 각각 몇 명이야?")
    assert {figure.text for figure in answer.figures} == {"16", "12"}


def test_the_rest_of_several_is_not_that_of_one_in_another(assistant: Assistant) -> None:
    assert not derived(assistant.ask("나루수영장과 다솔수영장의 정원 중 남은 자리를 더하면 모두 몇 명이야?"))


def test_the_rows_that_are_at_the_top(assistant: Assistant) -> None:
    answer = assistant.ask("공원 공사 중 총공사비가 가장 큰 두 개는 각각 얼마야?")
    assert {figure.text for figure in answer.figures} == {"4,200", "3,100"}


def test_columns_that_nothing_tells_apart_have_no_share(assistant: Assistant) -> None:
    assert not derived(assistant.ask("물품 계약 금액에서 긴급이 몇 %를 차지해?"))


@pytest.mark.parametrize(
    "question",
    ["2035년 축제 관람객은 모두 몇 명이야?", "공원 공사는 몇 건이야?", "총공사비가 가장 큰 공사는 뭐야?"],
)
def test_nothing_is_computed_where_it_is_not_asked(assistant: Assistant, question: str) -> None:
    assert not derived(assistant.ask(question))
