"""Follow-ups answered from the figures told before, over an invented report."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from index.build import build_store
from qa.answer import Answer
from qa.assistant import Assistant

REPORT = """# 2025년 달무리시 생활지원과 주요업무보고

(2025. 6. 30. 기준)

## 1. 일자리 현황

(단위: 명, %)

구분	2025년 목표	2025년 참여	달성률	담당기관
마을가꿈형	1,200	1,050	87.5	복지관
기업연계형	400	310	77.5	상공회
돌봄나눔형	900	915	101.7	복지관

## 2. 시설별 이용인원

(단위: 명)

시설명	2022년	2023년	2024년
은빛체육관	41,000	45,500	52,300
솔바람수영장	30,200	28,900	31,700

## 3. 시설별 사용료 수입

(단위: 백만원)

시설명	2022년	2023년	2024년
은빛체육관	310	355	412
솔바람수영장	280	266	291

## 4. 사업별 예산

(단위: 천원)

사업명	2024 최종예산	2025 예산현액	증감액	집행액	집행률(%)
꽃길 조성	80,000	95,000	15,000	57,000	60.0
골목 등불 교체	64,000	52,000	△12,000	13,000	25.0

## 5. 분기별 집행계획

(단위: 천원)

사업명	1분기	2분기	3분기	4분기
전산망 고도화	120,000	340,500	88,000	15,500

## 6. 인력 현황

(단위: 명)

부서	정원	현원
생활지원과	31	28
하늘복지과	24	24

## Ⅶ. 2024 행정사무감사 처리결과

시정 및 처리 요구사항	조치결과 및 향후 추진계획
"""
ITEM = (
    "○ 쉼표휴가 제도의 이용 실적이 저조하므로 활성화 방안을 마련할 것. (생활지원과)\t"
    "□ 추진상황 : 추진 중 □ 추진내용 ○ 쉼표휴가 이용인원(4년간 37명) : "
    "'21년 5명→'22년 9명→'23년 8명→'24년 15명 ○ 안내 책자 2,400권 배부 "
    "□ 향후계획 ○ 사내 게시판 홍보\n"
    "○ 통근버스 노선이 부족하므로 노선을 늘릴 것. (하늘복지과)\t"
    "□ 추진상황 : 추진완료 □ 추진내용 ○ 통근버스 2개 노선 증설\n"
)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("direct")
    (folder / "report.txt").write_text(REPORT + ITEM, encoding="utf-8")
    build_store([folder / "report.txt"], folder / "store")
    with Assistant.open(folder / "store") as opened:
        yield opened


def last(assistant: Assistant, *turns: str) -> Answer:
    return assistant.converse(turns)[-1]


def values(assistant: Assistant, *turns: str) -> set[Decimal]:
    return {figure.value for figure in last(assistant, *turns).figures}


JOBS = "달무리시 마을가꿈형 일자리의 2025년 목표는 몇 명이야?"
VISITS = "달무리시 은빛체육관 2024년 이용인원은 몇 명입니까?"
BUDGET = "달무리시 꽃길 조성 2025년 예산현액은 얼마야?"


@pytest.mark.parametrize(
    ("turns", "value"),
    [
        ((JOBS, "참여한 사람은?"), 1050),
        ((JOBS, "참여한 사람은?", "기업연계형은?"), 310),
        ((JOBS, "돌봄나눔형은?", "달성률은?"), "101.7"),
        ((VISITS, "솔바람수영장은?"), 31700),
        ((VISITS, "2022년에는?"), 41000),
        ((VISITS, "거기 사용료 수입은?"), 412),
        ((VISITS, "거기 사용료 수입은?", "솔바람수영장은?", "2023년 걸로도 알려줘"), 266),
        ((BUDGET, "골목 등불 교체는?", "집행률은?"), 25),
        ((BUDGET, "집행액은?", "골목 등불 교체는?"), 13000),
    ],
)
def test_a_follow_up_moves_along_what_it_names(
    turns: tuple[str, ...], value: float | str, town: Assistant
) -> None:
    assert values(town, *turns) == {Decimal(str(value))}


def test_what_the_new_cell_has_from_before_is_told(town: Assistant) -> None:
    first = last(town, JOBS, "기업연계형은?").answer.splitlines()[0]
    assert "달무리시" in first
    assert "목표" in first
    assert "마을가꿈형" not in first


def test_the_cell_of_before_is_no_answer_for_a_thing_beside_that_is_not_there(town: Assistant) -> None:
    plan = "달무리시 전산망 고도화 2분기 집행계획은 얼마야?"
    assert values(town, plan) == {Decimal(340500)}
    assert values(town, plan, "3분기는?") == {Decimal(88000)}
    assert Decimal(340500) not in values(town, plan, "5분기는?")
    assert Decimal(52300) not in values(town, VISITS, "별똥스케이트장은?")
    assert not values(town, VISITS, "2019년에는?") & {Decimal(52300), Decimal(41000)}


@pytest.mark.parametrize(
    ("turns", "value"),
    [
        ((JOBS, "참여한 사람은?", "기업연계형은?", "둘 다 합치면 몇 명이야?"), 1360),
        ((JOBS, "기업연계형은?", "돌봄나눔형은?", "셋 다 합치면?"), 2500),
        ((VISITS, "2022년에는?", "차이는?"), 11300),
        ((BUDGET, "골목 등불 교체는?", "집행률은?", "두 사업 예산 합치면 얼마야?"), 147000),
        ((BUDGET, "골목 등불 교체는?", "아까 꽃길 조성보다 얼마나 적은 거야?"), 43000),
    ],
)
def test_what_was_told_is_computed_with(turns: tuple[str, ...], value: int, town: Assistant) -> None:
    computed = {abs(f.value) for f in last(town, *turns).figures if f.derivation}
    assert computed == {Decimal(value)}


def test_whether_it_fell_is_told_by_the_change(town: Assistant) -> None:
    assert values(town, BUDGET, "전년보다 늘었어?") == {Decimal(15000)}
    assert Decimal(6800) in values(town, VISITS, "전년보다 늘어난 거야, 줄어든 거야?")


def test_a_shortage_is_that_of_the_row_that_was_told(town: Assistant) -> None:
    turns = ("달무리시 생활지원과 정원은 몇 명이야?", "현원은?", "그래서 몇 명 모자라?")
    computed = [figure.value for figure in last(town, *turns).figures if figure.derivation]
    assert computed == [Decimal(3)]


AUDIT = "달무리시 쉼표휴가 이용이 저조하다는 2024년 행정사무감사 지적은 추진상황이 어때?"


def test_a_number_of_an_item_is_told_alone(town: Assistant) -> None:
    assert last(town, AUDIT).kind == "audit"
    assert values(town, AUDIT, "4년간 몇 명이 썼대?") == {Decimal(37)}
    assert values(town, AUDIT, "4년간 몇 명이 썼대?", "2022년만 보면?") == {Decimal(9)}
    assert values(town, AUDIT, "책자는 몇 권 나눠 줬어?") == {Decimal(2400)}
    told = last(town, AUDIT, "4년간 몇 명이 썼대?")
    assert told.citations[0].quote


def test_an_item_is_not_told_again_for_a_number_that_it_lacks(town: Assistant) -> None:
    answer = last(town, AUDIT, "중간에 그만둔 신입사원은 몇 명이야?")
    assert answer.status == "abstained"


def test_another_request_of_the_audit_is_asked_for_anew(town: Assistant) -> None:
    answer = last(town, AUDIT, "통근버스 노선 요구는 어느 부서 소관이고 추진상황은?")
    assert "하늘복지과" in answer.answer
    assert "쉼표휴가" not in answer.answer


def test_words_without_a_date_do_not_tell_when(town: Assistant) -> None:
    assert last(town, JOBS, "언제 끝나는데?").status == "abstained"


STAGES = """# 2024년 갈대구 평생교육원 주요업무보고

(2024. 8. 31. 기준)

## 1. 은퇴 공무원 재설계 과정 운영 (교육운영팀)

○ 추진계획: 12회 360명(당초 20회 600명)
○ 추진실적: 7회 214명(59.4%)
   ※ 2023년: 18회 512명(계획대비 85.3%)
○ 향후계획: 5회 146명

## 2. 민사소송

(단위: 건)

구분	계	승소	진행 중
일반민사	64	42	22
손해배상	41	26	15
계	105	68	37

## 3. 행정소송

(단위: 건)

구분	계	승소	진행 중
과세처분	52	34	18
인허가	37	25	12
계	89	59	30

## 4. 연도별 실적

(단위: 건)

구분	2021년	2022년	2023년
법률상담	312	348	401
계약심사	95	102	88

## 5. 과정별 실적

(단위: 명)

과정	계획	변경계획	실적
생활법률교실	960	720	511
모의재판	300	240	148
"""


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("stages")
    (folder / "report.txt").write_text(STAGES, encoding="utf-8")
    build_store([folder / "report.txt"], folder / "store")
    with Assistant.open(folder / "store") as assistant:
        yield assistant


def stated(answer: Answer) -> set[int]:
    return {int(figure.value) for figure in answer.figures}


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (["갈대구 민사소송·행정소송이 총 몇 건이야?"], 105 + 89),
        (["갈대구 민사·행정소송이 모두 몇 건이에요?", "그중 진행 중인 것은?"], 37 + 30),
        (["갈대구 2023년 법률상담·계약심사는 총 몇 건이야?", "연도별로 나눠줘"], 348 + 102),
        (["갈대구 법률상담은 2023년에 몇 건이야?", "2년 전에는?"], 312),
        (["갈대구 은퇴 공무원 재설계 과정 실적은 몇 명이야?", "원래 계획 인원은?"], 600),
        (["갈대구 은퇴 공무원 재설계 과정 실적은 몇 명이야?", "작년에는?"], 512),
        (["갈대구 은퇴 공무원 재설계 과정 실적은 몇 명이야?", "앞으로 몇 명 더 해?"], 146),
        (["갈대구 생활법률교실 변경계획은 몇 명이야?", "원래 계획은?"], 960),
        (["갈대구 생활법률교실 계획은 몇 명이야?", "모의재판은?"], 300),
    ],
)
def test_totals_stages_and_years_of_what_was_told(staged: Assistant, turns: list[str], expected: int) -> None:
    answer = staged.converse(turns)[-1]
    assert answer.status == "answered"
    assert expected in stated(answer)


def test_a_follow_up_is_no_surer_than_what_it_stands_on(staged: Assistant) -> None:
    first, second = staged.converse(["갈대구 생활법률교실 실적은 몇 명이야?", "모의재판은?"])
    assert stated(second) == {148}
    assert second.confidence < first.confidence


def test_which_of_two_takes_both(staged: Assistant) -> None:
    turns = ["갈대구 생활법률교실 계획은 몇 명이야?", "모의재판은?", "둘 중 어느 쪽이 더 많아?"]
    assert stated(staged.converse(turns)[-1]) == {960, 300, 660}


def test_the_place_of_an_answer_is_named(staged: Assistant) -> None:
    answer = staged.converse(["갈대구 생활법률교실 실적은 몇 명이야?", "그건 어디 나와?"])[-1]
    assert answer.status == "answered"
    assert "5. 과정별 실적" in answer.answer
    assert "번째 줄" in answer.answer


def test_the_team_of_a_project_is_found_from_a_figure(staged: Assistant) -> None:
    turns = ["갈대구 은퇴 공무원 재설계 과정 실적은 몇 명이야?", "담당 부서는?"]
    assert "교육운영팀" in staged.converse(turns)[-1].answer
