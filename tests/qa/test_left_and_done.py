"""What is left and what share is done of what prose tells in one breath; sums of what is named."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over, derived, tabs

from qa.assistant import Assistant

STAFF = (
    ("교육지원청", "학교", "조리원"),
    ("달누리", "42", "410"),
    ("새밝은", "31", "290"),
    ("물안개", "20", "150"),
)
PLAN = (
    ("사업명", "예산액", "1/4분기", "2/4분기", "3/4분기", "4/4분기"),
    ("등대 보수", "1,000", "100", "250", "300", "350"),
    ("부두 청소", "600", "150", "150", "150", "150"),
)
SHOPS = (("구분", "업소"), ("계", "700"), ("안전상비약판매소", "120"), ("약국", "80"), ("이용원", "500"))
REPORT = f"""2036년 상반기 주요업무보고

너른섬군 항만국

2036. 6. 30. 기준

Ⅰ. 추진실적
 ○ 둘레길 조성 : 편입토지 보상 협의 60필지 중 45필지 완료
 ○ 안전시설 : 맨홀 900개 중 추락방지시설 설치 225개
 ○ 노후 단말기 40대 중 28대 교체
 ○ 바다수영장 사업비 : 500백만원(군비 350, 도비 150)

Ⅱ. 교육지원청별 급식
(단위 : 교, 명)
{tabs(STAFF)}

Ⅲ. 분기별 집행계획
(단위 : 백만원)
{tabs(PLAN)}

Ⅳ. 위생업소
(단위 : 개소)
{tabs(SHOPS)}
"""


@pytest.fixture(scope="module")
def island(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    corpus = '[report]\ntitle = "2036년 상반기 주요업무보고"\nagency = "너른섬군"\ndepartment = "항만국"\n'
    with assistant_over(tmp_path_factory.mktemp("left"), corpus, report=REPORT) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("둘레길 보상 협의 덜 끝난 땅이 몇 필지 남았어?", ("15", "필지")),
        ("둘레길 조성 보상 협의 남은 게 몇 필지예요?", ("15", "필지")),
        ("맨홀에 추락방지시설 안 달린 게 아직 몇 개나 남은 거지?", ("675", "개")),
        ("노후 단말기 교체 못 한 게 몇 대야?", ("12", "대")),
        ("노후 단말기 미교체 몇대", ("12", "대")),
        ("노후 단말기 교체안된거 몇대 남음", ("12", "대")),
    ],
)
def test_what_is_not_done_is_the_whole_less_what_is(
    island: Assistant, question: str, left: tuple[str, str]
) -> None:
    """However the denial is worded."""
    assert derived(island.ask(question)) == {left}


@pytest.mark.parametrize(
    ("question", "share"),
    [
        ("둘레길 조성 보상 협의는 몇 %가 완료되었나요?", "75.0"),
        ("노후 단말기 몇 프로나 교체한 거야?", "70.0"),
        ("너른섬군 노후 단말기 전체의 몇 %에서 교체했습니까?", "70.0"),
        ("바다수영장 사업비에서 군비 부담 비율이 몇 프로예요?", "70.0"),
        ("바다수영장 도비/사업비 비율", "30.0"),
        ("바다수영장 사업비의 군비 대비 도비 비중은?", "42.9"),
        ("약국 업소는 위생업소 총계의 몇 %인가요?", "11.4"),
        ("안전상비약판매소 및 약국 업소는 전체의 몇 %입니까?", "28.6"),
    ],
)
def test_the_share_of_what_is_done(island: Assistant, question: str, share: str) -> None:
    """Of the whole that is said, or that it is told to be a part of."""
    assert (share, "%") in derived(island.ask(question))


@pytest.mark.parametrize(
    ("question", "total"),
    [
        ("달누리와 새밝은교육지원청 조리원을 합하면 몇 명인가요?", ("700", "명")),
        ("너른섬군 등대 보수의 1·2분기 집행계획을 합하면 얼마입니까?", ("350", "백만원")),
        ("등대 보수의 2~4분기를 더하면 얼마예요?", ("900", "백만원")),
        ("안전상비약판매소랑 약국 더하면 총 몇 군데예요?", ("200", "개소")),
    ],
)
def test_the_sum_of_what_is_named(island: Assistant, question: str, total: tuple[str, str]) -> None:
    """Over no more than is named."""
    assert derived(island.ask(question)) == {total}


def test_no_figure_of_what_is_done_for_what_is_left(island: Assistant) -> None:
    """Nothing tells of what number the pupils are."""
    answer = island.ask("교육지원청 조리원 중 아직 검진 안 받은 사람은 몇 명입니까?")
    assert answer.status == "abstained"
