"""How several things changed, which row changed most, and rows that are called by their kind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over

from qa.assistant import Assistant

MARKETS = """2034년도 업무보고

솔바위시 경제과

2034. 9. 30. 기준

1. 장터 정비
(단위 : 개)
장터	점포	빈 점포
윗장터	310	17
강변장터	140	22
샛별장터	95	29
계 3개소	545	68

2. 주요 사업 예산
(단위 : 천원)
사업명	2034 예산현액	2033 최종예산	증감
청사 차량 구매	412,000	530,000	△118,000
시민 행사 운영	640,000	661,000	△21,000
기록물 전산화	95,000	88,000	7,000

3. 이용권 발급
(단위 : 명)
연령	2032년	2033년	2034년 9월
어린이	410	450	330
청년	620	580	410
어르신	300	390	260
"""


@pytest.fixture(scope="module")
def markets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("markets"), markets=MARKETS) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "changes"),
    [
        ("청사 차량 구매와 시민 행사 운영 중 예산이 더 많이 줄어든 것은 무엇입니까?", ["-118000", "-21000"]),
        ("청사 차량이랑 시민 행사 예산 둘 다 깎였던데 뭐가 더 많이 깎인 거야?", ["-118000", "-21000"]),
        ("청사 차량 구매가 시민 행사 운영보다 예산이 더 많이 줄었나요?", ["-118000", "-21000"]),
        ("시민 행사 운영하고 기록물 전산화 예산 증감액을 비교해 주세요", ["-21000", "7000"]),
        # nine months are no year of what is counted
        ("어린이와 어르신 중 이용권 발급이 더 크게 늘어난 연령은?", ["90", "40"]),
    ],
)
def test_how_each_of_several_things_changed(markets: Assistant, question: str, changes: list[str]) -> None:
    answer = markets.ask(question)
    told = [figure for figure in answer.figures if figure.derivation or "증감" in figure.label]
    assert [str(figure.value) for figure in told] == changes


def test_changes_that_are_compared_are_told_or_nothing_is(markets: Assistant) -> None:
    answer = markets.ask("윗장터와 강변장터 중 점포가 더 많이 줄어든 곳은 어디인가요?")
    assert answer.status == "abstained"


@pytest.mark.parametrize(
    ("question", "name", "value"),
    [
        # the column as it is said, and no total of so many
        ("장터 세 군데 중 빈 점포가 제일 많은 곳은 어디야?", "샛별장터", "29"),
        # the kind that the rows are of
        ("2033년 이용권 발급이 가장 많은 연령은 무엇인가요?", "청년", "580"),
        ("이용권 발급이 다 느는데 2033년에 하나만 줄어든 연령대가 있다며?", "청년", "-40"),
    ],
)
def test_rows_that_are_called_by_their_kind(markets: Assistant, question: str, name: str, value: str) -> None:
    answer = markets.ask(question)
    assert name in answer.answer
    assert value in [str(figure.value) for figure in answer.figures]


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        # whichever year is the base
        ("2033년 어르신 이용권 발급은 2032년에 비해 얼마나 늘었습니까?", {"90"}),
        ("점포는 윗장터가 더 많아 강변장터가 더 많아?", {"310", "140"}),
        ("윗장터 vs 샛별장터 점포 수", {"310", "95"}),
        # '시설과' is no office
        ("점포가 가장 많은 시설과 가장 적은 시설은 어디이고 차이는 몇 개입니까?", {"310", "95", "215"}),
    ],
)
def test_both_sides_of_what_is_compared(markets: Assistant, question: str, figures: set[str]) -> None:
    assert figures <= {str(figure.value) for figure in markets.ask(question).figures}
