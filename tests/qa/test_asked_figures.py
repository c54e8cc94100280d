"""Questions that ask for several figures: how many, and each of them answered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.build import build_store
from qa.answer import together
from qa.assistant import Assistant
from qa.understanding.asked_figures import clauses, figures_asked

PIPES = """2033년 물결구 보건과 주요업무보고

□ 결핵 검진

(단위 : 명, %)

| 구분 | 검진자 수 | 확진 | 치료 성공률 |
|---|---|---|---|
| 2031년 | 4,120 | 37 | 81.5 |
| 2032년 | 5,260 | 41 | 84.2 |

□ 업소 점검 (2033. 6. 30. 기준)

| 업종 | 점검(개소) | 위반(건) |
|---|---|---|
| 식당 | 212 | 19 |
| 미용실 | 88 | 3 |
| 계 | 300 | 22 |

□ 걷기 교실
 ○ 참여자 : 640명
 ○ 강사료 : 12,800천원

□ 세입 현황

(단위 : 천원)

| 구분 | 예산현액 | 징수액 |
|---|---|---|
| 검진 수수료 | 5,200 | 3,140 |

□ 운영비

(단위 : 천원)

| 구분 | 예산현액 |
|---|---|
| 기본경비(예방과) | 900 |
| 기본경비 | 2,100 |

□ 재택근무 이용자 : 85명

□ 쌀 나눔
 ○ 지원 : 120가구, 가구당 20kg

□ 예방접종 수당 : 1인당 30천원('32년 25천원)
"""
TABS = """2033년 너울교육지원청 학교현황 보고

□ 학교 현황 (2033. 4. 1. 기준)

구분	학급 수(학급)	학생 수(명)
초등학교	412	9,120
중학교	231	6,480

□ 독서실 이용
 ○ 신청 1,315건, 이용 52,300명
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("asked")
    (folder / "pipes.txt").write_text(PIPES, encoding="utf-8")
    (folder / "tabs.txt").write_text(TABS, encoding="utf-8")
    build_store([folder], folder / "store")
    with Assistant.open(folder / "store") as opened:
        yield opened


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("2031년 도서구입비는 얼마인가요?", 1),
        ("예산현액이랑 집행액, 집행률 알려줘", 3),
        ("학급 수와 학생 수는 각각 얼마입니까?", 2),
        ("과태료 얼마 매겼고 6월까지 얼마 걷혔어?", 2),
        ("정원 몇 명이야? 현원은?", 2),
        ("올해 얼마 줬어? 작년엔?", 2),
        ("수강료를 얼마로 정했고 몇 월부터 받나요?", 1),
        ("면적을 얼마나 넓히나요? 몇 ㎡에서 몇 ㎡로?", 2),
        ("국비와 시비는 각각 얼마이고 집행률은 몇 %인가요?", 3),
        ("정비 사업의 목적은 무엇인가요?", 0),
    ],
)
def test_how_many_figures_are_asked_for(text: str, count: int) -> None:
    assert figures_asked(text) == count


def test_questions_one_after_another_are_told_apart() -> None:
    assert clauses("6월까지 몇 명 왔어?") == ["6월까지 몇 명 왔어?"]
    assert clauses("신고는 몇 건이고 처리는 몇 건인지") == ["신고는 몇 건이고", "처리는 몇 건인지"]
    assert clauses("몇 명 왔어? 구청 자료 기준으로") == ["몇 명 왔어? 구청 자료 기준으로"]


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("물결구 결핵 2032년 검진자수랑 치료 성공율 몇프로", {"5260", "84.2"}),
        ("물결구 식당 점검 개소 수와 위반 건수는 각각 얼마입니까?", {"212", "19"}),
        ("너울교육지원청 중학교의 학급 수와 학생 수는 얼마입니까?", {"231", "6480"}),
        ("물결구 걷기 교실 참여자는 몇 명이고 강사료는 얼마야?", {"640", "12800"}),
        ("물결구 예방접종 수당 얼마야? 작년엔?", {"30", "25"}),
        ("물결구 검진 수수료 얼마 들어왔어?", {"3140"}),
        ("물결구 기본경비 예산현액은 얼마인가요?", {"2100"}),
        ("물결구에서 재택근무를 쓴 사람은 몇 명인가요?", {"85"}),
        ("물결구 쌀 나눔은 몇 가구를 지원했나요?", {"120"}),
    ],
)
def test_each_of_several_figures_is_given(assistant: Assistant, question: str, wanted: set[str]) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert wanted <= {str(figure.value) for figure in answer.figures}


def test_a_part_without_answer_leaves_no_half_answer(assistant: Assistant) -> None:
    answer = assistant.ask("물결구 걷기 교실 참여자 몇 명이야? 보험료는?")
    assert answer.status == "abstained"


def test_answers_are_put_together_with_their_citations(assistant: Assistant) -> None:
    one = assistant.ask("물결구 걷기 교실 참여자는 몇 명인가요?")
    other = assistant.ask("너울교육지원청 초등학교 학생 수는 몇 명인가요?")
    both = together("두 곳", [one, other, one])
    assert [cited.id for cited in both.citations] == [1, 2]
    assert [cited.document for cited in both.citations] == ["pipes.txt", "tabs.txt"]
    assert [figure.citations for figure in both.figures] == [(1,), (2,)]
    first, second = both.answer.split("\n")
    assert first.endswith("[1]")
    assert second.endswith("[2]")
    assert both.confidence == min(one.confidence, other.confidence)


@pytest.mark.parametrize("part", ["수와", "비와 ", "액, ", "(가)수와", "얼마나 몇 가에서 ", "몇 명이고 "])
def test_long_questions_are_read_in_no_time(part: str) -> None:
    # what would hang is ended by the time limit of the tests
    assert figures_asked((part * 500)[:1000]) >= 0
