"""What a question asks, in forms that staff use: places, groups, exceptions, shares, ranks, what is done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.analyzer import Analyzer
from index.build import build_store
from qa.answer import Answer
from qa.assistant import Assistant
from qa.understanding.items import items
from qa.understanding.query import Query
from qa.understanding.question import parse_question
from qa.understanding.words.kinds import METHOD, NUMERIC
from tests.invented import assistant_over

ANALYZER = Analyzer()
REPORT = """2031년 바람군 주요업무보고

□ 조직 및 인력

(단위 : 명)

구 분	정원	현원
계	120	118
기획과	30	29
세무과	25	25
공원과	65	64

□ 세입 예산

(단위 : 천원)

구 분	2030년 예산	2031년 예산현액	징수액	전년대비 증감률(%)
계	800,000	1,000,000	650,000	25.0
지방세	500,000	600,000	450,000	20.0
보조금	300,000	400,000	200,000	33.3

□ 자전거도로 : 총사업비 9,000백만원(국비 4,000백만원, 도비 2,000백만원, 군비 3,000백만원)

□ 독서교실 운영

구 분	횟수(회)	참여 인원(명)
어린이	630	11,230

□ 보궐선거 : 투표소 40개, 유권자 60,000명

□ 세출 예산

(단위 : 천원)

구 분	예산현액	집행액	집행률(%)
계	1,000,000	400,000	40.0
기획과	200,000	50,000	25.0
세무과	300,000	150,000	50.0
공원과	500,000	200,000	40.0

□ 체납 현황

(단위 : 명, 천원)

체납액 구간	체납자	체납액
계	90	75,000
5백만원 미만	70	25,000
5백만원 이상	20	50,000

□ 호수공원 정비
 ○ 사업비 : 1,260백만원(도비 40%, 군비 60%)
 ○ 지연 사유 : 자재 납품이 늦어 준공을 연기
 ○ 인 력 : 총 46명(안전요원 12명, 청소원 30명, 기타 4명)

□ 어르신 일자리 : 320명
  - 공익활동형 280명, 시장형 52명 등 합계 332명
"""
META = '["report.txt"]\ntitle = "2031년 바람군 주요업무보고"\nagency = "바람군"\nas_of = 2031-01-31\n'


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("understanding")
    (folder / "report.txt").write_text(REPORT, encoding="utf-8")
    (folder / "corpus.toml").write_text(META, encoding="utf-8")
    build_store([folder], folder / "store")
    with Assistant.open(folder / "store") as opened:
        yield opened


def parse(text: str) -> Query:
    return parse_question(text, ANALYZER.analyze)


def values(answer: Answer) -> set[tuple[float, str]]:
    return {(float(figure.value), figure.unit) for figure in answer.figures}


def terms(query: Query) -> list[str]:
    return [term.text for term in query.terms]


def test_what_is_named_to_be_left_out_is_no_term() -> None:
    query = parse("공무직 아닌 직원의 수당 예산은 얼마야?")
    assert [term.text for term in query.denied] == ["공무직"]
    assert "공무직" not in terms(query)


def test_what_is_subtracted_is_not_left_out() -> None:
    assert not parse("사업비에서 보조금을 빼고 남는 금액은 얼마야?").denied


def test_a_bound_is_a_label_before_a_noun_and_a_condition_else() -> None:
    assert "5백만원 이상" in terms(parse("5백만원 이상 체납자는 몇 명이야?"))
    assert "30억원 이상" not in terms(parse("예산이 30억원 이상인 사업은 모두 뭐야?"))


def test_the_office_that_the_documents_know_keeps_its_last_syllable() -> None:
    text = "기획과 예산은 얼마야?"
    known = parse_question(text, ANALYZER.analyze, known=lambda word: word == "기획과")
    assert "기획과" in terms(known)


def test_a_measure_in_quotes_is_a_name() -> None:
    assert parse("'과제별 예산 내역' 표의 합계 인원은?").measures == ("total",)
    assert parse("'예산현액'은 얼마야?").measures == ("budget",)


def test_what_is_done_is_known_by_its_nouns() -> None:
    assert "인상" in parse("요금을 왜 올렸어?").actions[0].words
    assert "이전" in parse("청사를 어디로 옮기려고 하나요?").actions[0].words
    assert "구입" in parse("총무과가 새로 사는 물품은 무엇인가요?").actions[0].words
    assert not parse("주민이 가장 많이 사는 동은 어디인가요?").actions


def test_a_score_is_no_money() -> None:
    assert "money" not in parse("경영평가 점수는 얼마야?").units
    assert "money" in parse("경영평가 비용은 얼마야?").units


def test_a_whole_and_its_parts_are_asked_apart() -> None:
    parts = items(parse("과정은 모두 몇 개이고 원격교육, 집합교육은 각각 몇 개인가요?"))
    assert [part.said.split()[-1] for part in parts] != [parts[0].text.split()[-1]] * 3
    assert len(parts) == 3
    assert "원격교육" not in terms(parts[0])
    assert "집합교육" not in terms(parts[1])


def test_a_comma_alone_joins_nothing() -> None:
    assert len(items(parse("지방공무원 책임보험, 소송비용 얼마까지 보장돼?"))) == 1


def test_each_department_is_told(assistant: Assistant) -> None:
    answer = assistant.ask("바람군 정원은 과별로 몇 명이야?")
    assert values(answer) == {(30, "명"), (25, "명"), (65, "명")}


def test_the_second_largest(assistant: Assistant) -> None:
    answer = assistant.ask("바람군에서 예산현액이 두 번째로 많은 과는 어디고 얼마야?")
    assert (300000, "천원") in values(answer)
    assert "세무과" in answer.answer


def test_a_share_of_a_whole(assistant: Assistant) -> None:
    answer = assistant.ask("바람군 세출 예산현액에서 공원과가 차지하는 비중은 몇 %야?")
    assert (50, "%") in values(answer)


def test_a_bounded_row(assistant: Assistant) -> None:
    answer = assistant.ask("바람군의 5백만원 이상 체납자는 몇 명이야?")
    assert (20, "명") in values(answer)


def test_a_whole_on_the_line_of_its_part(assistant: Assistant) -> None:
    answer = assistant.ask("호수공원 정비 인력은 총 몇 명이고 그중 안전요원은 몇 명이야?")
    assert {(46, "명"), (12, "명")} <= values(answer)


def test_a_figure_that_the_question_states_is_not_its_answer(assistant: Assistant) -> None:
    answer = assistant.ask("호수공원 정비 인력 46명 중 청소원은 몇 명이야?")
    assert answer.figures[0].value == 30


def test_a_cause_is_found_by_what_is_done(assistant: Assistant) -> None:
    assert "납품" in assistant.ask("호수공원 정비는 왜 늦어졌대?").answer


def test_another_department_is_not_answered_for(assistant: Assistant) -> None:
    assert assistant.ask("바람군 관광과의 예산현액은 얼마야?").status == "abstained"


def test_a_change_is_asked_for_beside_the_figure_that_changed() -> None:
    assert set(parse("이용인원은 몇 명이고 전년보다 얼마 늘었어?").measures) == {"change"}
    assert "change" in parse("지방소득세 예산이 전년보다 얼마 빠졌어?").measures


@pytest.mark.parametrize("verb", ["늘었", "줄었", "깎였", "삭감됐", "올랐", "내렸", "빠졌", "떨어졌", "불었"])
def test_a_change_and_its_rate_are_asked_for_by_the_same_verbs(verb: str) -> None:
    assert "change" in parse(f"지방소득세 예산이 전년보다 얼마나 {verb}어?").measures
    assert "change_rate" in parse(f"지방소득세 예산이 전년보다 몇 % {verb}어?").measures


def test_the_year_before_is_asked_for_too() -> None:
    assert parse("인건비 2031년 본예산 얼마예요 전년도도").years == (2031, 2030)
    assert parse("2031년 전년도 이월액은 얼마야?").years == (2031,)


def test_a_sum_goes_over_the_years_between() -> None:
    query = parse("2029년부터 2031년까지 정비한 학교는 모두 몇 곳이야?")
    assert (query.years, query.operation) == ((2029, 2030, 2031), "sum")
    assert parse("2029년부터 2031년까지 추진하는 사업의 예산은?").years == (2029, 2031)


def test_what_is_counted() -> None:
    assert parse("청사에는 몇 개 실국 몇 개 부서가 들어가?").counted == ("실국", "부서")
    assert set(parse("사고로 몇 명 죽고 몇 명 다쳤어?").counted) >= {"사망", "부상"}


def test_divisions_are_counted_whatever_the_town_is_called() -> None:
    for text in (
        "바람군 면 수는 몇 개야?",
        "보샘시 동 수는?",
        "여든시 통 수가 몇 개인지",
        "푸온군 리 수와 인구",
    ):
        name, division, *_ = text.split()
        assert {name, division} <= set(terms(parse(text)))
    assert "통" not in terms(parse("보샘시는 쓰레기통 수거를 몇 통 했어?"))


def test_a_measure_goes_with_what_it_is_compared_with() -> None:
    assert set(parse("간호직은 정원보다 몇 명 더 많아?").measures) == {"quota", "staff"}
    assert set(parse("간호직은 정원보다 몇 명이나 모자라?").measures) == {"quota", "staff"}
    assert parse("간호직 정원은 세무직 정원보다 몇 명 많아?").measures == ("quota",)


def test_each_thing_is_asked_for_in_its_own_unit() -> None:
    rate, people = items(parse("나루면의 고령화율과 65세 이상 인구는?"))
    assert "%" in rate.units
    assert "%" not in people.units
    assert all("%" in part.units for part in items(parse("공사와 용역의 계약률은?")))


def test_a_rate_of_one_thing_in_another_has_both() -> None:
    part, whole = items(parse("보건소 인공수정의 완료 건수 대비 임신 건수 비율은 몇 %인가요?"))
    assert "임신" in terms(part)
    assert "임신" not in terms(whole)
    assert "인공수정" in terms(part)
    assert "인공수정" in terms(whole)


def test_years_of_reports_are_told_from_those_of_figures() -> None:
    assert parse("콜택시는 2029년 보고와 2031년 보고에서 각각 몇 대야?").of_report
    assert not parse("콜택시는 2029년과 2031년에 각각 몇 대야?").of_report


def test_shortages_and_joined_sums(assistant: Assistant) -> None:
    assert (1, "명") in values(assistant.ask("바람군 기획과는 정원보다 현원이 몇 명 적어?"))
    both = assistant.ask("바람군 기획과와 세무과의 예산현액을 합하면 모두 얼마야?")
    assert (500_000, "천원") in values(both)


def test_a_figure_of_two_places(assistant: Assistant) -> None:
    answer = assistant.ask("바람군 어르신 일자리는 제목과 설명에 각각 몇 명으로 나와?")
    assert values(answer) >= {(320, "명"), (332, "명")}


def test_what_is_done_with_a_figure_is_told_in_words() -> None:
    assert METHOD.search("결원 비율은 어떻게 처리합니까?")
    assert not METHOD.search("결원 비율은 어떻게 되나요?")
    assert not METHOD.search("몇 명을 어떻게 줄이나요?")


def test_a_row_above_is_named_for_where_another_stands(assistant: Assistant) -> None:
    answer = assistant.ask("바람군 세출 세무과의 집행액과 집행률은 얼마입니까?")
    assert values(answer) == {(150000, "천원"), (50.0, "%")}


def test_a_name_in_quotes_joins_nothing() -> None:
    assert len(items(parse("'재난예방 및 안전관리' 사업의 본예산은 얼마인가요?"))) == 1
    assert len(items(parse("재난예방과 안전관리의 본예산은 각각 얼마인가요?"))) == 2


def test_a_name_that_tells_a_purpose_is_whole() -> None:
    first, second = items(parse("주민 안전을 위한 시설보강과 기본경비의 예산은 각각 얼마인가요?"))
    assert terms(first)[:3] == ["주민", "안전", "시설보강"]
    assert terms(second)[0] == "기본경비"


def test_what_is_not_collected_yet(assistant: Assistant) -> None:
    assert (200000, "천원") in values(assistant.ask("바람군 세입 보조금 중 아직 안 들어온 돈은 얼마야?"))


def test_shares_in_other_words(assistant: Assistant) -> None:
    assert parse("세출 예산에서 인건비가 몇 퍼센트나 먹는 거야?").operation == "share"
    assert parse("접수에 견주어 완료는 몇 %인가요?").operation == "share"
    assert parse("작년에서 올해 예산이 몇 % 늘었나?").operation != "share"


def test_a_thing_may_be_its_own_unit() -> None:
    assert parse("바람군에 동이 31년 1월에 몇 개야?").units == ("동",)
    assert parse("바람군 공동주택이 몇 개야?").units == ("개",)


@pytest.mark.parametrize(
    ("question", "units"),
    [
        ("바람군 섬 학교에 새로 온 아이들은 몇이나 되나요?", ("명",)),
        ("바람군에서 지난해 다친 사람은 몇이었죠?", ("명",)),
        ("바람군 면적을 100으로 치면 논은 몇이나 되나요?", ("area",)),
    ],
)
def test_how_many_without_a_counter_are_people(question: str, units: tuple[str, ...]) -> None:
    assert parse(question).units == units


def test_the_base_year_of_a_change_is_not_asked_for(assistant: Assistant) -> None:
    assert parse("2031년 보조금 예산현액과 2030년 대비 증감률은?").years == (2031,)
    assert parse("2031년 보조금과 2030년 보조금은?").years == (2031, 2030)
    answer = assistant.ask("2031년 바람군 보조금 예산현액과 2030년 대비 증감률은?")
    assert values(answer) == {(400000, "천원"), (33.3, "%")}


def test_people_for_each_place(assistant: Assistant) -> None:
    assert (1500, "명") in values(assistant.ask("바람군 보궐선거에서 투표소 1개당 유권자는 몇 명입니까?"))


def test_the_whole_of_a_line_is_the_sum_of_its_parts(assistant: Assistant) -> None:
    answer = assistant.ask("바람군 자전거도로 총사업비와 그중 도비는 얼마입니까?")
    assert values(answer) == {(9000, "백만원"), (2000, "백만원")}


def test_averages_of_counts_have_a_decimal_unless_it_is_said_otherwise(assistant: Assistant) -> None:
    question = "바람군 어린이 독서교실은 1회당 평균 몇 명이 참여했습니까?"
    assert (17.8, "명") in values(assistant.ask(question))
    assert (17.83, "명") in values(assistant.ask(question + " (소수 둘째 자리까지)"))


def test_measures_are_told_in_the_order_of_the_question(assistant: Assistant) -> None:
    answer = assistant.ask("바람군 세입 보조금의 예산현액과 징수액은 얼마입니까?")
    assert [float(figure.value) for figure in answer.figures] == [400000, 200000]


def test_how_many_days_it_takes_is_a_figure() -> None:
    assert NUMERIC.search("심의에 며칠 걸려?")
    assert not NUMERIC.search("축제는 며칠에 열려?")


def test_an_office_that_only_a_label_names_keeps_its_last_letter(tmp_path: Path) -> None:
    """Kiwi takes '건강증진과' apart, also in the cell of a table."""
    rows = ("부서\t예산액(천원)", "건강증진과\t1,200", "보건행정과\t900", "계\t2,100")
    table = "\n".join(["2031년 마루군 보건소 업무보고", "", "2031. 3. 5.", "", *rows, ""])
    with assistant_over(tmp_path, health=table) as assistant:
        for office, amount in (("건강증진과", "1,200"), ("보건행정과", "900")):
            terms = [term.text for term in assistant._parse(f"{office} 예산액은 얼마야?").terms]
            assert office in terms, terms
            assert amount in assistant.ask(f"{office} 예산액은 얼마야?").answer
        joined = [term.text for term in assistant._parse("현황과 계획은 몇 건이야?").terms]
    assert "현황과" not in joined
