"""Amounts for each one of what is counted, in the forms in which they are asked, over an invented report."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over, derived

from qa.assistant import Assistant
from qa.derived.each import each_asked

REPORT = """달여울시 생활문화국 2034년 주요업무보고

기준일 2034. 6. 30.

1. 강좌 운영
| 강좌 | 횟수(회) | 참여 인원(명) | 예산(천원) |
|---|---|---|---|
| 별자리 강연 | 24 | 1,320 | 9,600 |
| 목공 교실 | 30 | 450 | 18,000 |

2. 마을버스
| 노선 | 차량(대) | 이용객(명) | 1일 운행거리(㎞) |
|---|---|---|---|
| 산들선 | 4 | 812 | 98.8 |
| 바람선 | 5 | 930 | 120.5 |

3. 시설 이용
| 구분 | 2032년 | 2033년 |
|---|---|---|
| 개관일수(일) | 310 | 320 |
| 이용자(명) | 62,000 | 70,400 |

4. 생활 지원
 ○ 절수기 구매비 지원: 125가구, 가구당 최대 40만원, 31,250천원
 ○ 물길 정비: 수로 8개소, 인부 36명, 굴착기 3대
 ○ 냄비 나눔: 돌봄 신청 90건, 선정 60건, 지원액 24,000천원
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("quotients"), report=REPORT) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("별자리 강연은 한 번 열 때 평균 몇 사람이 들은 셈인가요?", ("55", "명")),
        ("목공 교실 횟수 1회 기준 예산은 얼마입니까?", ("600000", "원")),
        ("목공 교실 참여 인원은 횟수 한 회에 평균 몇 명꼴이야?", ("15", "명")),
        ("산들선은 차량 한 대가 하루에 평균 몇 ㎞를 달리는 셈입니까?", ("24.7", "㎞")),
        ("바람선 차량 하나당 이용객은 몇 명이나 돼?", ("186", "명")),
        ("달여울시 2033년 이용자를 개관일수로 나누면 얼마인가요?", ("220", "명")),
        ("2033년에 문을 연 날 하루 평균 몇 명이 이용했나요?", ("220", "명")),
        # what each gets at most is no average
        ("절수기 구매비 지원은 한 가구에 평균 얼마씩 돌아간 셈인가요?", ("250000", "원")),
        ("물길 정비는 수로 1개소당 인부가 평균 몇 명입니까?", ("4.5", "명")),
    ],
)
def test_an_amount_is_divided_by_the_number_beside_it(
    report: Assistant, question: str, figure: tuple[str, str]
) -> None:
    assert derived(report.ask(question)) == {figure}


@pytest.mark.parametrize(
    "question",
    [
        # of which number is not told
        "별자리 강연 강사 1인당 예산은 얼마인가요?",
        "산들선은 정류장 하나에 평균 몇 명이 타나요?",
    ],
)
def test_what_is_not_counted_divides_nothing(report: Assistant, question: str) -> None:
    assert not derived(report.ask(question))


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("1교당 예산", "교"),
        ("한 업체당 평균 얼마야", "업체"),
        ("세대당 몇 명", "세대"),
        ("한 반에 평균 몇 명꼴이야", "반"),
        ("투표소 한 곳이 평균 몇 명을 맡나", "곳"),
        ("차량 1대당 운영비", "대"),
        ("한 사람 앞에 얼마씩 돌아갔나요?", "사람"),
        ("한 실에 평균 얼마씩 드나", "실"),
        ("통 하나에 주민이 몇 명", "통"),
        ("구독자당 조회", "구독자"),
        ("이용객을 개관일수로 나누면", "개관일수"),
        ("하루 평균 몇 명", "하루"),
        ("1개소 기준 예산은", "개소"),
        ("신청1건당 지원액", "건"),
        ("재산기준(가구당)", "가구"),
        ("사람 앞에서 발표한 건수는?", ""),
        ("담당 직원은 몇 명", ""),
        ("식당 지원액은", ""),
        ("한 팀에 몇 명이 있나", ""),
        ("경로당 평균 인원", ""),
        ("봉안당을 늘리는 예산", ""),
        ("한국이 평균 몇 위", ""),
        ("연도별로 나눠줘", ""),
        ("집행액을 예산으로 나누면 몇 %", ""),
        ("한 번 들어가는 데 어린이와 어른 얼마씩이야", ""),
    ],
)
def test_one_of_what_is_counted_is_said_in_many_forms(text: str, noun: str) -> None:
    each = each_asked(text)
    assert (each.noun if each else "") == noun
