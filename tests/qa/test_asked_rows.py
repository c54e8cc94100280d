"""Which rows a question asks for: those of a kind, of a rank, over the years, or called as it says."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from invented import assistant_over, derived

from qa.assistant import Assistant
from qa.figures.alike import Alike
from qa.figures.heads import bare_first
from qa.figures.said import SaidLabels
from qa.figures.select import Candidates, telling_more_first
from qa.figures.weighing import FEATURES
from qa.understanding.items import items

PORT = """2034년 주요업무보고

파도시 해양국

2034. 6. 30. 기준

Ⅰ. 일반현황

1. 기금 운용현황 (단위 : 백만원)
구분	조성액	지출
계	9,000	1,300
어업발전기금	5,200	700
항만재생기금	2,600	400
해녀복지기금	1,200	200

2. 세출 현황 (단위 : 천원)
구분	2034 예산현액	집행액	증감률(%)
사업비	4,000,000	1,900,000	2.1
항만관리	2,500,000	1,200,000	△8.0
방파제 보강	1,900,000	900,000	△31.5
부두 청소	600,000	300,000	12.0
어촌활력	1,500,000	700,000	4.0
어촌 체험관	1,000,000	450,000	△2.0
공동 작업장	500,000	250,000	6.5

3. 계약 현황 (단위 : 건, 백만원)
구분	공개경쟁		제한계약		계
	건수	금액	건수	금액	건수	금액
공사	12	2,100	8	1,500	20	3,600
용역	10	1,900	6	500	16	2,400
계	22	4,000	14	2,000	36	6,000

Ⅱ. 주요업무

1. 바다쉼터 운영
구분	2031년	2032년	2033년	2034.6월
이용률(%)	61.0	64.5	70.2	73.8
 ○ 쉼터 청소 점수는 81.3%로 집계됨

2. 해양사고 신고 처리
연도	상반기	하반기	계
2032	84	92	176
2033	71	88	159

2033년 유형	충돌사고	전복사고	침수사고	계
건수	63	41	55	159

3. 해수욕장 현황
구분	이용인원(명)	안전요원(명)
합계	91,000	74
은모래해변	52,000	38
솔바람해변	27,000	24
조약돌해변	12,000	12

4. 순찰선 운영
 ○ 순찰선 : 17척(직영 6, 용역 11)

5. 불법어구 단속
구분	계	1월	2월	3월	4월
적발(건)	96	20	31	18	27

6. 노을등대 점검 (단위 : 회)
구분	일반점검	정밀점검
노을등대	24	6

7. 선박대비계획 및 보안점검 예산 (단위 : 천원)
구분	본예산	추경예산
선박대비계획 및 보안점검	44,000	39,000
합계	610,000	598,000
"""
OTHER = """2032년 주요업무보고

파도시 해양국

2032. 6. 30. 기준

1. 바다마을 조성
 ○ 바다마을 조성 총사업비 : 9,400백만원
"""
COSTS = """2034년 주요업무보고

해맞이시 재정국

2034. 6. 30. 기준

1. 세출총괄 (단위 : 천원)
구분	예산액	집행률
운영비	90,000	31.0%

2. 회계과 세출 (단위 : 천원)
구분	예산액	집행률
운영비 (회계과)	8,000	5.0%
"""
LATER = """2034년 하반기 업무보고

파도시 해양국 어촌과

2034. 12. 31. 기준

1. 바다마을 조성
 ○ 바다마을 조성 총사업비 : 9,900백만원
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant over three reports of one office."""
    with assistant_over(
        tmp_path_factory.mktemp("port"), port=PORT, early=OTHER, later=LATER, costs=COSTS
    ) as opened:
        yield opened


def told(assistant: Assistant, question: str) -> set[str]:
    """The values of the figures that answer a question."""
    return {str(figure.value) for figure in assistant.ask(question).figures}


@pytest.mark.parametrize(
    "question",
    ["파도시 해양국이 운용하는 기금은 무엇무엇인가요?", "파도시 해양국이 운용하는 세 기금은 무엇입니까?"],
)
def test_all_rows_of_the_kind_that_is_asked_for(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    names = ("어업발전기금", "항만재생기금", "해녀복지기금")
    assert all(name in answer.answer for name in names)
    assert len({cited.lines for cited in answer.citations}) == len(names)


def test_not_as_many_rows_as_are_said_are_not_told(assistant: Assistant) -> None:
    answer = assistant.ask("파도시 해양국이 운용하는 다섯 기금은 무엇입니까?")
    assert "해당하는 것은" not in answer.answer


def test_a_rank_goes_over_the_rows_that_have_none_under_them(assistant: Assistant) -> None:
    question = "파도시 해양국 사업비 가운데 증감률이 가장 크게 감소한 단위사업은 무엇이고 몇 %인가요?"
    assert told(assistant, question) == {"-31.5"}


def test_what_nothing_stands_beside_is_first_of_nothing(assistant: Assistant) -> None:
    assert assistant.ask("파도시 쉼터 청소 점수가 가장 낮은 곳은 어디고 몇 %야?").status == "abstained"


def test_a_course_has_each_of_its_years(assistant: Assistant) -> None:
    question = "파도시 바다쉼터 이용률 추이를 2031년부터 2033년까지 알려줘"
    assert told(assistant, question) == {"61.0", "64.5", "70.2"}


def test_figures_of_each_row_that_is_named_by_its_kind(assistant: Assistant) -> None:
    assert told(assistant, "파도시 해수욕장 이용인원을 시설별로 알려 주세요.") == {"52000", "27000", "12000"}


def test_a_row_comes_before_one_that_is_called_so_with_a_department(assistant: Assistant) -> None:
    query = assistant._parse("해맞이시 운영비 집행률은?")
    facts = [fact for fact in assistant._library.facts("costs.txt") if fact.unit == "%"]
    features = np.zeros((2, len(FEATURES)), dtype=np.float32)
    alike = Alike(facts, assistant._library.numbers.of(facts))
    explained = np.ones((2, len(query.terms)), dtype=np.float32)
    candidates = Candidates(alike, explained, features, np.array([7.2, 7.3]))
    assert [fact.text for fact in facts] == ["31.0%", "5.0%"]
    assert bare_first(query, candidates).order() == [0, 1]
    of_office = assistant._parse("해맞이시 회계과 운영비 집행률은?")
    assert bare_first(of_office, candidates).order() == [1, 0]


def test_a_row_that_is_called_so_comes_before_a_total_of_the_year(assistant: Assistant) -> None:
    question = "2033년 파도시 해양사고 신고 중 전복사고는 몇 건이었나요?"
    assert told(assistant, question) == {"41"}
    query = assistant._parse(question)
    facts = [fact for fact in assistant._library.facts("port.txt") if fact.text in ("159", "41")][:2]
    explained = np.full((2, len(query.terms)), 0.9, dtype=np.float32)
    explained[:, -1] = (0.4, 1.0)
    features = np.zeros((2, len(FEATURES)), dtype=np.float32)
    scores = np.array([7.2, 6.9])
    alike = Alike(facts, assistant._library.numbers.of(facts))
    candidates = Candidates(alike, explained, features, scores)
    said = SaidLabels(query, assistant._library.names)
    assert telling_more_first(query, candidates, said).order() == [1, 0]
    features[1, FEATURES.index("year")] = -1.0
    assert telling_more_first(query, candidates, said).order() == [0, 1]


def test_a_figure_of_a_sibling_is_not_given_for_what_is_called_otherwise(assistant: Assistant) -> None:
    assert "6" not in told(assistant, "파도시 노을등대 야간점검은 몇 회입니까?")


def test_a_whole_and_how_it_is_divided(assistant: Assistant) -> None:
    question = "파도시 순찰선 몇 척 굴려? 직영이랑 용역 나눠서 알려줘"
    assert len(items(assistant._parse(question))) == len(("whole", "own", "hired"))
    assert told(assistant, question) == {"17", "6", "11"}


def test_a_month_that_is_named_is_not_the_year(assistant: Assistant) -> None:
    assert told(assistant, "파도시 2034년 2월에 불법어구 몇 건 적발했어?") == {"31"}


def test_a_part_beside_another_is_of_the_total_of_both(assistant: Assistant) -> None:
    question = "파도시 해양국 계약 금액에서 제한계약이 차지하는 비율은 몇 %야?"
    assert derived(assistant.ask(question)) == {("33.3", "%")}


def test_one_name_with_and_in_it_is_one_thing(assistant: Assistant) -> None:
    question = "파도시 선박대비계획 및 보안점검 본예산이랑 추경예산 각각 얼마야?"
    assert told(assistant, question) == {"44000", "39000"}


def test_a_report_is_no_thing_that_is_asked_of(assistant: Assistant) -> None:
    terms = assistant._parse("파도시 바다마을 조성 총사업비 32년 보고랑 34년 보고에 각각 얼마야?").terms
    assert not any("보고" in term.text for term in terms)


def test_people_who_do_something_are_not_counted(assistant: Assistant) -> None:
    assert "명" not in assistant._parse("바다에서 일하는 사람들 쓰라고 태블릿 몇 대 줬어?").units
    assert "명" in assistant._parse("신청한 사람이랑 경쟁률 알려줘").units


def test_a_total_cost_is_not_that_of_a_year(assistant: Assistant) -> None:
    terms = assistant._parse("파도시 바다마을 조성 총사업비는 얼마인가요?").terms
    assert "총사업비" in {term.words[0] for term in terms}
    question = "파도시 바다마을 조성 총사업비 32년 보고랑 34년 보고에 각각 얼마야?"
    assert {str(figure.value) for figure in assistant.ask(question).figures} == {"9400", "9900"}


def test_people_of_whom_a_share_is_asked_are_counted(assistant: Assistant) -> None:
    assert "명" in assistant._parse("유연근무 하는 사람 중에 재택근무가 몇 프로야?").units


def test_a_question_that_names_nothing_is_no_error(assistant: Assistant) -> None:
    assert assistant.ask("얼마야?").status == "abstained"
