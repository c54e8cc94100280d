"""Two things, two months or two measures that a question sets side by side, and what is computed of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over, derived

from qa.answer import Answer
from qa.assistant import Assistant
from qa.passages.causes import asks_cause

REPORT = """2032년도 주요업무보고

누리담시 안전총괄과

2032. 12. 31. 기준

Ⅰ. 일반현황

1. 정원 및 현원
(단위 : 명)
구분	계	5급	6급	7급
정원	41	2	14	25
현원	38	2	13	23

2. 소방서별 용수시설 확보 현황
(단위 : 개소, %)
소방서	필요	설치	확보율
계	900	620	68.9
동들	500	400	80.0
서재	400	220	55.0

3. 구별 교통사고 현황
(단위 : 명)
구	발생건수(건)	사망자	부상자
계	900	30	1,500
가온구	500	18	910
나래구	400	12	590

4. 월별 무단투기 적발 실적
(단위 : 건, %)
월	적발건수	처리율
합계	400	90.0
2월	90	88.0
5월	170	95.0
9월	140	91.0

5. 시내버스 현황
구분	2031년	2032년
면허대수(대)	500	520
그중 전기버스	100	182

6. 동별 동아리 현황
(단위 : 명)
동	동아리 수	회원 수
별빛동	112	1,486
달빛동	90	1,203

7. 팀별 세출예산
(단위 : 천원)
팀	세부사업	2032년 예산
총계		1,000
안전팀	소계	400
안전팀	안전시설 유지	150
안전팀	기본경비	250
복구팀	소계	600
복구팀	하천 정비	600

Ⅱ. 주요업무 추진실적

1. 재난 대비 교육
 ○ 교육인원 : 당초 290명, 변경 60명, 실적 25명
 ○ 안심서비스 : 대상 1,150가구, 설치 1,046가구
 ○ 아이사랑센터 운영 : 정원 24명, 현원 23명
 ○ 물빛축제 예산 860백만원 : 개막공연 142백만원, 불꽃놀이 230백만원, 등불전시 268백만원
 ○ 체육관 층별 시설 : 1층 수영장, 2층 사무실
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("beside"), report=REPORT) as opened:
        yield opened


def _told(answer: Answer) -> set[tuple[str, str]]:
    return {(figure.text, figure.unit) for figure in answer.figures if not figure.derivation}


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        # rows that are called by less than their names
        (
            "동들소방서와 서재소방서 중 용수시설 확보율이 높은 곳은 어디이며 각각 얼마입니까?",
            {("80.0", "%"), ("55.0", "%")},
        ),
        ("누리담시 서재소방서의 용수시설 확보율은 몇 %야?", {("55.0", "%")}),
        # two things, and two that are asked of each
        (
            "누리담시 가온구와 나래구의 교통사고 사망자와 부상자를 비교해 주세요.",
            {("18", "명"), ("910", "명"), ("12", "명"), ("590", "명")},
        ),
        ("누리담시 무단투기 처리율은 2월과 9월에 각각 얼마였나요?", {("88.0", "%"), ("91.0", "%")}),
        # the people of the office, not those that a place has room for
        ("누리담시 안전총괄과 정원과 현원을 대조해 주세요.", {("41", "명"), ("38", "명")}),
    ],
)
def test_both_are_told(question: str, figures: set[tuple[str, str]], report: Assistant) -> None:
    assert _told(report.ask(question)) == figures


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("누리담시 무단투기 적발건수는 2월보다 5월에 몇 건 늘었어?", ("80", "건")),
        ("2032년 누리담시 시내버스 면허대수 중 전기버스의 비중은 몇 %인가요?", ("35.0", "%")),
        ("별빛동은 동아리 하나에 회원이 평균 몇 명꼴이야?", ("13.3", "명")),
        ("누리담시 재난 대비 교육인원은 변경 인원이 당초보다 몇 명이나 줄었나요?", ("230", "명")),
        # a team as a whole
        ("2032년 누리담시 안전총괄과 세출예산에서 안전팀이 차지하는 비율은?", ("40.0", "%")),
        ("누리담시 무단투기 적발이 제일 많은 달이 언제고 제일 적은 달보다 몇 건 많아?", ("80", "건")),
        ("누리담시 안심서비스 대상 중 설치하지 못한 가구가 얼마나 되나요?", ("104", "가구")),
    ],
)
def test_what_lies_between_is_computed(question: str, figure: tuple[str, str], report: Assistant) -> None:
    assert figure in derived(report.ask(question))


def test_a_whole_is_not_added_to_its_part(report: Assistant) -> None:
    answer = report.ask("누리담시 물빛축제 예산에서 불꽃놀이랑 등불전시 합치면 얼마야?")
    assert derived(answer) <= {("498", "백만원")}


def test_floors_that_are_named_are_no_figures_that_answer(report: Assistant) -> None:
    answer = report.ask("누리담시 체육관 1층이랑 2층에 뭐 있어?")
    assert answer.kind == "passage"
    assert "1층 수영장, 2층 사무실" in answer.answer


def test_an_amount_asked_for_in_thousands_asks_no_cause() -> None:
    assert not asks_cause("한 명당 평균 몇 천원인가요?")
    assert asks_cause("줄어든 원인은 무엇인가요?")
