"""Columns of an amount and what it is for: '집행예정액 / 집행내용'."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from invented import assistant_over

from qa.assistant import Assistant

REPORT = """2041년 주요업무보고

물목시 녹지국

2041. 1. 31. 기준

□ 예산 집행 계획

(단위: 천원)

사업명\t예산액\t집행예정액 / 집행내용\t\t\t
\t'41\t1분기\t2분기\t3분기\t4분기
숲길 관리\t870,000\t100,000 안내판 정비 등\t210,000 데크, 풀베기 등\t300,000 쉼터 등\t260,000 정산 등
수목원 운영\t640,000\t150,000\t170,000\t190,000\t130,000
\t\t온실 난방비 등\t모종 구입 등\t해설사 위촉 등\t월동 자재 등
"""


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant over an invented report."""
    with assistant_over(tmp_path_factory.mktemp("plans"), report=REPORT) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "amount", "words", "other"),
    [
        ("물목시 숲길 관리의 2분기 집행예정액과 집행내용은?", 210000, "데크, 풀베기 등", "쉼터"),
        (
            "물목시 수목원 운영의 3분기 집행예정액과 그 집행내용은?",
            190000,
            "해설사 위촉 등",
            "모종",
        ),
        ("물목시 수목원 운영은 1분기에 얼마를 어디에 쓸 예정인가요?", 150000, "온실 난방비 등", "모종"),
    ],
)
def test_amount_and_what_it_is_for(
    plans: Assistant, question: str, amount: int, words: str, other: str
) -> None:
    answer = plans.ask(question)
    assert [figure.value for figure in answer.figures] == [Decimal(amount)]
    assert words in answer.answer
    assert other not in answer.answer
