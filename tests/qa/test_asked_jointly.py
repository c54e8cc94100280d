"""Several measures of one thing asked at once, told by cells that stand together."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over

from qa.assistant import Assistant
from qa.understanding.several import readings

CABLEWAY = """2034년 주요업무보고

노을시 궤도사업소

2034. 6. 30. 기준

Ⅰ. 정거장 현황

(단위 : 명, 대)
정거장	정원	현원	매표기	객차	2033년 교체
계	61	57	23	64	19
은빛마루	24	22	9	28	8
달여울	21	20	8	20	7
솔바위	16	15	6	16	4

Ⅱ. 전망대 운영

(단위 : 회, 명, 점)
구분	해설 횟수	참여 인원	만족도
2032년	182	4,310	88.4
2033년	204	5,127	91.6

Ⅲ. 요금 감면 실적

(단위 : 건, 천원)
구분	감면 건수	감면액	거절 건수
장애인	3,120	18,720	41
다자녀	2,045	8,180	67

Ⅳ. 정비 실적

(단위 : 건)
구분	2033년	2034년 계획
권양기 정비	46	52
제동기 정비	88	90
"""


@pytest.fixture(scope="module")
def cableway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant over a document of a cableway."""
    with assistant_over(tmp_path_factory.mktemp("jointly"), cableway=CABLEWAY) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("노을시 은빛마루 정거장은 정원이 몇 명이고 매표기가 몇 대야?", [24, 9]),
        ("노을시 달여울 정거장 객차 몇 대 갖고 있고 2033년에 몇 대 바꿨어?", [20, 7]),
        ("노을시 솔바위 정거장 정원 몇명 현원 몇명", [16, 15]),
        ("노을시 전망대 2033년 참여 인원과 만족도 점수를 확인해 주세요", [5127, 91.6]),
        ("노을시 전망대 해설은 2033년에 몇 번 해서 몇 명이 들었어?", [204, 5127]),
        ("노을시 다자녀 요금 감면은 몇 건이고 감면액은 얼마야?", [2045, 8180]),
        ("노을시 장애인 요금 감면 건수, 감면액, 거절 건수는 각각 얼마인가요?", [3120, 18720, 41]),
        ("노을시 장애인 요금 감면 신청 몇건 거절 몇건", [3120, 41]),
        ("노을시 권양기 정비와 제동기 정비는 2033년에 각각 몇 건인가요?", [46, 88]),
    ],
)
def test_cells_of_one_place_are_told(cableway: Assistant, question: str, values: list[float]) -> None:
    """Each part is told in its own unit, and nothing beside them."""
    answer = cableway.ask(question)
    assert answer.status == "answered"
    assert sorted(float(figure.value) for figure in answer.figures) == sorted(values)


@pytest.mark.parametrize(
    "question",
    [
        "노을시 은빛마루 정거장은 정원이 몇 명이고 면적은 몇 ㎡야?",
        "노을시 달여울 정거장은 정원이 몇 명이고 하루 이용객은 몇 명이야?",
        "노을시 권양기 정비는 2031년에 몇 건이고 2032년에 몇 건이야?",
    ],
)
def test_what_is_not_told_is_not_made_up(cableway: Assistant, question: str) -> None:
    """A part that nothing tells is not told by the cell beside it."""
    assert cableway.ask(question).status == "abstained"


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        (
            "새들소방서는 정원이 몇 명이고 안전센터가 몇 개야?",
            ["새들소방서는 정원이 몇 명이고", "새들소방서는 안전센터가 몇 개야?"],
        ),
        (
            "푸른관 직원은 현원이 몇 명이야? 처리능력도",
            ["푸른관 직원은 현원이 몇 명이야?", "푸른관 직원은 처리능력은?"],
        ),
        (
            "빈집 정비의 2034년 사업비와 2033년까지의 집행률을 알려 줘",
            ["빈집 정비의 2034년 사업비는?", "빈집 정비의 2033년까지의 집행률은?"],
        ),
        (
            "쉼터의 이용객과 만족도 점수를 확인해 주세요",
            ["쉼터의 이용객은?", "쉼터의 만족도 점수는?"],
        ),
        ("푸른관은 몇 층이야?", []),
        ("사망자는 몇 명에서 몇 명으로 줄었나?", []),
    ],
)
def test_parts_of_a_question_are_complete(question: str, texts: list[str]) -> None:
    """Each part says what it is of; its own year stands for the one said before."""
    found = readings(question)
    assert ([part.text for part in found[0]] if found else []) == texts


def test_a_part_is_not_told_for_the_whole() -> None:
    """'그중' says that the one before is the whole."""
    parts = readings("상담은 모두 몇 건이고 그중 전화는 몇 건이야?")[0]
    assert [part.within for part in parts] == [False, True]
