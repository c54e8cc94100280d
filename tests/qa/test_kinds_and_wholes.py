"""Kinds told in words, what is left out, prose that adds up, parts and wholes of budgets, audits compared."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over, derived

from qa.assistant import Assistant

HARBOR = """2042년 주요업무보고

잔솔시 바다국

2042. 3. 31. 기준

Ⅰ. 일반현황

1. 조직 및 인력

○ 조직 및 인력 : 3과 1사업소 60명
○ 어업과 25명
○ 항만과 18명
○ 해양과 12명
○ 갯벌체험소 5명

2. 등대 현황

등대	운영	직원(명)	전구(개)
계		27	60
솔끝등대	직영	9	20
갯목등대	위탁	6	14
먼섬등대	직영	8	16
새벽등대	위탁	4	10

3. 부두별 이용

부두	입항 선박(척)	이용객(명)	2041년 말(명)
계	400	90,000	380
가온부두	150	40,000	140
나래부두	120	30,000	110
다솜부두	80	15,000	90
마루부두	50	5,000	40

4. 방파제 보강

(단위 : 천원)
구분\t예산액\t\t집행액\t\t집행예상액
\t계\t시비\t계\t시비\t
방파제 보강\t900,000\t500,000\t400,000\t150,000\t820,000
등대 도색\t60,000\t60,000\t30,000\t30,000\t58,000

5. 포구 정비

포구	구간	면적(㎡)	사업비(백만원)
계		300	1,500
새갯포구	방파길	120	720
먼갯포구	등대길	180	780
"""


@pytest.fixture(scope="module")
def harbor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant over an invented report of a harbor office."""
    with assistant_over(tmp_path_factory.mktemp("harbor"), harbor=HARBOR) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "values"),
    [
        # all of a kind that is told in words beside each
        ("잔솔시 직영 등대 두 곳의 직원을 모두 더하면 몇 명인가요?", [("17", "명")]),
        # what is enumerated behind its kind
        ("잔솔시 세 개 부두(가온·나래·다솜)의 이용객을 모두 더하면 몇 명인가요?", [("85000", "명")]),
        # prose that adds up, less one of its parts
        (
            "잔솔시 바다국 인력 60명에서 갯벌체험소를 뺀 나머지는 모두 몇 명이고 전체의 몇 %인가요?",
            [("55", "명"), ("91.7", "%")],
        ),
        # what is expected to be left; a part that is named, and none that is not
        (
            "방파제 보강 예산 중 연말까지 다 못 쓰고 남을 것으로 예상되는 돈은 얼마인가요?",
            [("80000", "천원")],
        ),
        ("방파제 보강 예산 가운데 아직 집행하지 않은 금액은 얼마인가요?", [("500000", "천원")]),
        ("방파제 보강 예산 중 시비는 얼마나 남았나요?", [("350000", "천원")]),
        # an amount for each square metre, of a row that is called so in words
        ("방파길 구간은 면적 1㎡에 사업비가 몇 백만원 든 셈인가요?", [("6", "백만원")]),
        # a total that is all of a column is no part
        (
            "잔솔시 가온부두와 나래부두 두 곳이 전체 이용객에서 차지하는 비율은?",
            [("70000", "명"), ("77.8", "%")],
        ),
    ],
)
def test_kinds_and_wholes(harbor: Assistant, question: str, values: list[tuple[str, str]]) -> None:
    assert derived(harbor.ask(question)) == set(values)
