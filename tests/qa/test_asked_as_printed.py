"""Questions that are answered by what is printed, or by what stands beside it in the same row or breath."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over, derived, told

from qa.assistant import Assistant

HARBOUR = """2036년 상반기 주요업무보고

해달시 항만과

2036. 5. 31. 기준

Ⅰ. 일반현황

1. 재원별 세입

(단위 : 천원, %)
구분	2036 예산현액	2035 최종예산	증감액	증감률	징수액	징수율
합계	90,000	80,000	10,000	12.5	45,000	50.0
접안료	60,000	50,000	10,000	20.0	33,000	55.0
지방자치단체 분담금	30,000	30,000	0	0.0	12,000	40.0

2. 항만 정비 분기별 집행계획

(단위 : 천원)
구분	계	1분기	2분기	3분기	4분기
방파제 보수	100,000	10,000	20,000	30,000	40,000
등대 도색	8,000	2,000	2,000	2,000	2,000

3. 팀별 인력
(단위 : 명)
구분	정원	현원 (상근)	결원
부두운영팀	14	11	3
선박안전팀	9	9	0

Ⅱ. 주요업무

1. 부두 이용 개선

□ 야간 하역 시범운영 결과
 ○ 야간 하역 이용 증가 (1,210→3,480건 / 전년比 188%↑)
 ○ 근무평정 분포: 우수(20%), 보통(50%), 미흡(30%)
 ○ 하역 인력: 상용직 312명(전체 부두 근로자의 41.6%)
 ○ 선원 일자리: 74명(갑판 18, 기관 14, 조리 42)
 ○ 하루 입항 척수 (최대 : 동부두 212척, 최소 : 서부두 37척)
 ○ 별도 접안 허가는 1건도 없음
 ○ 안전체험 프로그램: 20회 109명

2. 선원 교육

(단위 : 명, %)
구분	계획	실적	이수율
안전교육	400	310	77.5
항해교육	200	188	94.0

3. 선원 건강 지원
 ○ 선원 건강검진비 지원: 120명, 24,000천원
 ○ 부두 요금: 대형선 1,500원, 소형선 800원(2036년 동결)
"""


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant over an invented report of a harbour office."""
    with assistant_over(tmp_path_factory.mktemp("harbour"), harbour=HARBOUR) as opened:
        yield opened


def test_what_a_thing_became_is_told_beside_what_it_was(harbour: Assistant) -> None:
    """Asked how many there are, the figure before the change alone is no answer."""
    assert told(harbour.ask("야간 하역 시범운영 이용 건수가 얼마나 나왔어?")) == {
        ("1210", "건"),
        ("3480", "건"),
    }
    assert ("1210", "건") in told(harbour.ask("야간 하역 이용이 기존에는 몇 건이었어?"))


@pytest.mark.parametrize(
    ("question", "share"),
    [
        ("근무평정 분포에서 '보통'이 차지하는 비율은 얼마입니까?", "50"),
        ("상용직은 전체 부두 근로자의 몇 %에 해당하나요?", "41.6"),
    ],
)
def test_a_printed_share_is_not_computed(harbour: Assistant, question: str, share: str) -> None:
    """One of shares that make up a whole, and the share behind a number."""
    answer = harbour.ask(question)
    assert (share, "%") in told(answer)
    assert not derived(answer)


def test_printed_rates_of_two_things(harbour: Assistant) -> None:
    """'계획 대비 몇 %씩 이수했나' is printed as 이수율."""
    answer = harbour.ask("안전교육이랑 항해교육이 계획 대비 몇 프로씩 이수했는지 둘 다 알려줘")
    assert told(answer) == {("77.5", "%"), ("94.0", "%")}


def test_parts_of_a_figure_by_their_kind(harbour: Assistant) -> None:
    """'유형별로 몇 명씩': the parts in parentheses, which add up to the figure."""
    answer = harbour.ask("선원 일자리는 유형별로 몇 명씩입니까?")
    assert told(answer) == {("18", "명"), ("14", "명"), ("42", "명")}


def test_all_measures_of_a_row_that_are_named(harbour: Assistant) -> None:
    """Three measures, of which one is printed with more words."""
    answer = harbour.ask("부두운영팀의 정원, 상근 현원, 결원을 알려 주십시오.")
    assert told(answer) == {("14", "명"), ("11", "명"), ("3", "명")}


def test_both_years_and_the_rate(harbour: Assistant) -> None:
    """The amounts of two years that are named, and how they changed."""
    answer = harbour.ask("접안료 예산의 2035년과 2036년 금액, 그리고 증감률은?")
    assert told(answer) >= {("50000", "천원"), ("60000", "천원"), ("20.0", "%")}


def test_what_is_printed_in_full_is_said_in_short(harbour: Assistant) -> None:
    """지자체 is 지방자치단체."""
    assert ("40.0", "%") in told(harbour.ask("해달시 항만과 지자체 분담금 징수율은 몇 %야?"))


def test_quarters_less_one(harbour: Assistant) -> None:
    """'1분기 빼고 나머지' are the three others, of that row."""
    answer = harbour.ask("방파제 보수 예산에서 1분기 거 빼고 나머지 세 분기를 다 더하면 얼마야?")
    assert derived(answer) == {("90000", "천원")}


def test_what_is_not_collected_yet(harbour: Assistant) -> None:
    """The budget of the row less what is collected of it."""
    answer = harbour.ask("2036년 세입 중 접안료에서 5월 말까지 아직 걷히지 않은 금액은 얼마입니까?")
    assert derived(answer) == {("27000", "천원")}


def test_how_far_apart_the_ends_of_a_rank_are(harbour: Assistant) -> None:
    """Prose names the most and the least itself."""
    answer = harbour.ask("하루 입항 척수가 가장 많은 부두와 가장 적은 부두의 차이는 몇 척이야?")
    assert derived(answer) == {("175", "척")}


def test_money_for_each_that_was_spent(harbour: Assistant) -> None:
    """'나간' asks for no column of what is spent."""
    answer = harbour.ask("선원 건강검진비, 한 사람당 얼마꼴로 나간 거야?")
    assert derived(answer) == {("200000", "원")}


def test_two_attributes_of_one_thing(harbour: Assistant) -> None:
    """'운영 횟수와 참여 인원' are no two things."""
    answer = harbour.ask("안전체험 프로그램의 운영 횟수와 참여 인원은 어떻게 됩니까?")
    assert told(answer) == {("20", "회"), ("109", "명")}


def test_none_is_no_figure(harbour: Assistant) -> None:
    """'1건도 없음' is not one."""
    assert ("1", "건") not in told(harbour.ask("별도 접안 허가는 몇 건이야?"))


def test_a_rate_that_is_asked_for_by_name_is_no_other(harbour: Assistant) -> None:
    """징수율 is told, no 체납률."""
    assert harbour.ask("해달시 접안료의 2036년 체납률은 몇 %입니까?").status == "abstained"


def test_the_line_where_more_is_asked_than_the_figure(harbour: Assistant) -> None:
    """'오르는 건 아니지?' is told by the rest of the line."""
    assert "동결" in harbour.ask("부두 요금 소형선은 얼마야? 올해 오르는 건 아니지?").answer


SCHOOLS = """2036년 상반기 주요업무보고

새날교육지원청 행정과

2036. 5. 31. 기준

Ⅰ. 학교별 현황

1. 학교별 돌봄 현황

(단위 : 명, %)
학교	학생	돌봄 참여율
큰여울초	420	61.2
새암초	88	75.0
한뫼중	260	12.5

2. 급식 단가

(단위 : 원)
구분	2036	2037	인상액
초등	3,900	4,100	200
중등	4,300	4,520	220

3. 위반 처분

(단위 : 건)
구분	과태료	고발
학원	17	4
교습소	9	1

Ⅱ. 행정사무감사 처리결과

1. 급식실 후드가 412대인 것은 과다하니 정비 계획을 세울 것
 ○ 추진상황 : 추진 중
 ○ 추진내용 : 후드 전수조사 실시
"""


@pytest.fixture(scope="module")
def schools(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant over an invented report of an education office."""
    with assistant_over(tmp_path_factory.mktemp("schools"), schools=SCHOOLS) as opened:
        yield opened


def test_a_school_by_its_full_name(schools: Assistant) -> None:
    """새암초등학교 is printed 새암초."""
    assert told(schools.ask("새암초등학교 돌봄 참여율은 몇 %야?")) == {("75.0", "%")}


def test_a_name_that_the_analyser_takes_apart(schools: Assistant) -> None:
    """큰여울초 begins with no adjective."""
    assert told(schools.ask("큰여울초는 학생이 몇 명이야?")) == {("420", "명")}


def test_next_year(schools: Assistant) -> None:
    """내년 is the year after that of the report."""
    assert told(schools.ask("급식 단가 초등은 내년에 얼마야?")) == {("4100", "원")}


def test_what_was_imposed_is_counted(schools: Assistant) -> None:
    """'부과한 과태료는 몇 건' asks for no amount."""
    assert told(schools.ask("위반 처분에서 학원에 부과한 과태료와 고발은 각각 몇 건입니까?")) == {
        ("17", "건"),
        ("4", "건"),
    }


def test_a_figure_that_an_audit_tells(schools: Assistant) -> None:
    """The figure is asked for, and not what became of the request."""
    assert told(schools.ask("감사에서 급식실 후드가 몇 대라고 나왔어?")) == {("412", "대")}
    assert "추진 중" in schools.ask("급식실 후드가 과다하다는 감사 지적은 어떻게 처리됐어?").answer
