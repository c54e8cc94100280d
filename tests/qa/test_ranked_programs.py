"""Which 사업 is first: what has nothing under it, in a table whose rows are called so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from invented import assistant_over

from qa.assistant import Assistant
from qa.understanding.words.kinds import AUDIT

BUDGET = """2036년 주요업무보고

너울시 해양수산국

2036. 9. 30. 기준

1. 세입예산
(단위 : 천원)
구분	2036년 예산액	2035년 예산액
계	9,950,000	7,000,000
항만사용료	9,000,000	6,100,000
어항부지임대료	950,000	900,000

2. 세출예산
(단위 : 천원, %)
구분	2036년 예산액	2035년 예산액	집행액	집행률
합계	2,010,000	2,200,000	905,000	45.0
사업예산(계)	1,510,000	1,720,000	755,000	50.0
수산진흥 및 어촌관리	1,510,000	1,720,000	755,000	50.0
어촌체험마을 운영	210,000	500,000	0	0.0
수산종자 방류	620,000	400,000	403,000	65.0
해양쓰레기 수거	480,000	520,000	352,000	73.3
어업지도선 건조	200,000	300,000	0	0.0
행정운영경비(계)	500,000	480,000	150,000	30.0
기본경비	500,000	480,000	150,000	30.0

3. 과제별 예산
(단위 : 천원)
과제명	2036년 예산액	2035년 예산액
살기 좋은 어촌	1,030,000	1,320,000
깨끗한 바다	480,000	400,000
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Asks about a bureau that does not exist."""
    with assistant_over(tmp_path_factory.mktemp("ranked"), bureau=BUDGET) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        # no group of 사업, no 기본경비, no 과제, no 세입
        ("너울시 해양수산국에서 2036년 예산액이 가장 큰 사업은?", "수산종자 방류", "수산진흥"),
        ("너울시 해양수산국 사업 중 집행률이 가장 높은 것은 뭐야?", "해양쓰레기 수거", "기본경비"),
        ("너울시 해양수산국에서 2035년보다 예산이 가장 많이 늘어난 사업은?", "220,000천원", "항만"),
    ],
)
def test_what_has_nothing_under_it_is_ranked(
    report: Assistant, question: str, said: str, unsaid: str
) -> None:
    answer = report.ask(question)
    assert answer.status == "answered"
    assert said in answer.answer
    assert unsaid not in answer.answer


def test_all_that_are_last_together_are_told(report: Assistant) -> None:
    answer = report.ask("너울시 해양수산국에서 집행률이 제일 낮은 사업은 무엇인가요?")
    assert all(name in answer.answer for name in ("어촌체험마을 운영", "어업지도선 건조"))
    assert [figure.value for figure in answer.figures] == [0, 0]


def test_as_many_as_are_asked_for_are_told(report: Assistant) -> None:
    """'가장 많이 줄어든 사업 두 개': the largest change first, groups and totals left out."""
    answer = report.ask("너울시 해양수산국에서 2035년보다 예산이 가장 많이 줄어든 사업 2개를 알려줘")
    told = [line for line in answer.answer.splitlines() if "줄었습니다" in line]
    assert [line.split("은 ")[0].split("는 ")[0] for line in told] == ["어촌체험마을 운영", "어업지도선 건조"]


STAFF = """2036년 주요업무보고

너울시 수도국

2036. 9. 30. 기준

1. 정원 및 현원
(단위 : 명)
구분	계	4급	5급	6급
정원	322	32	74	216
현원	300	30	68	202
과부족	△22	△2	△6	△14

2. 슬러지 처리
(단위 : 톤, 백만원)
구분	처리량	처리비용
2035년	4,000	500
2036년	5,000	800
"""


def test_an_amount_for_each_ton_is_computed_and_a_share_of_another_thing_is_not(tmp_path: Path) -> None:
    with assistant_over(tmp_path, water=STAFF) as assistant:
        each = assistant.ask("너울시 수도국이 2036년에 슬러지 1톤을 처리하는 데 든 비용은 몇 천원이야?")
        assert [figure.value for figure in each.figures if figure.derivation] == [160]
        lacking = assistant.ask("너울시 수도국 5급 결원은 5급 정원의 몇 %야?")
        assert all("322" not in figure.derivation for figure in lacking.figures)


def test_what_a_council_asked_for_is_an_audit_s_request() -> None:
    assert AUDIT.search("밝은 등을 군의회가 너울시에 요구한 건 어디까지 됐나?")
    assert not AUDIT.search("위원회가 지난해 몇 번 열렸어?")


CATCH = """2036년 주요업무보고

너울시 어업국

2036. 9. 30. 기준

1. 생산 현황
(단위 : 톤, 백만원)

| 구분 |  | 2034년 | 2035년 |
| 계 | 생산량 | 2,961 | 2,609 |
|  | 생산금액 | 6,569 | 7,018 |
| 김 | 생산량 | 1,900 | 1,600 |
|  | 생산금액 | 2,569 | 3,018 |
| 굴 | 생산량 | 1,061 | 1,009 |
|  | 생산금액 | 4,000 | 4,000 |
"""


def test_both_rows_of_the_group_that_is_named_are_told(tmp_path: Path) -> None:
    with assistant_over(tmp_path, catch=CATCH) as assistant:
        answer = assistant.ask("2035년 너울시의 김 생산량과 생산금액을 알려 주세요.")
        assert [(figure.value, figure.unit) for figure in answer.figures] == [(1600, "t"), (3018, "백만원")]
        assert "김 생산량" in answer.answer
