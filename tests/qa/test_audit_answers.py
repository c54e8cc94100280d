"""Answers about audits: what became of a request, and how many there are."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from index.build import build_store
from qa.answer import Answer
from qa.assistant import Assistant
from qa.audits.answer import answer_audit
from qa.audits.counts import shortened, wants_items
from qa.audits.filter import DATE
from qa.audits.items import tell_item
from qa.context import Context
from qa.library import Library
from qa.understanding.clauses import asked_things, clauses
from qa.understanding.question import parse_question

NAMES = ("garam_admin_2023.txt", "dodam_hrd_2023.txt", "hanbit_edu_2024.txt")


@pytest.fixture(scope="module")
def library(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The sample documents that have audit replies."""
    store = tmp_path_factory.mktemp("audits") / "store"
    build_store([samples / name for name in NAMES], store)
    with Assistant.open(store) as assistant:
        yield Library(assistant.store)


def context_of(library: Library, question: str) -> Context:
    """One question at work."""
    return Context(parse_question(question, library.analyzer.analyze), library)


def ask(library: Library, question: str) -> Answer:
    """The answer of the audit route alone."""
    found = answer_audit(context_of(library, question))
    assert found is not None
    assert 0.0 <= found[1] <= 1.0
    return found[0]


def test_every_item_is_told_with_its_status_and_cited(library: Library) -> None:
    for name in NAMES:
        for item in library.audits(name):
            context = context_of(library, "어떻게 됐나요?")
            text, figures = tell_item(context, name, item)
            assert item.status in text.splitlines()[0]
            assert len(text) < 1000
            numbers = {number for figure in figures for number in figure.citations}
            assert numbers <= {one.id for one in context.citations.all}
            for one in context.citations.all:
                lines = "\n".join(library.lines(name, *one.lines))
                assert one.quote in lines


def test_the_status_comes_first_and_the_plan_where_it_is_asked(library: Library) -> None:
    answer = ask(library, "가람시 어린이집 대기 아동을 줄이라는 지적은 어떻게 됐나요?")
    lines = answer.answer.splitlines()
    assert "추진 중" in lines[0]
    assert [line[:6] for line in lines[2:]] == ["- 추진내용"] * 2 + ["- 향후계획"] or "추진내용" in lines[2]
    plan = ask(library, "가람시 어린이집 대기 아동을 줄이라는 지적에 앞으로 어떻게 한대요?")
    assert "향후계획" in plan.answer.splitlines()[2]


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("가람시 행정사무감사 처리요구사항 가운데 인사과 소관은 몇 건입니까?", 3),
        ("가람시 행정사무감사 지적사항 중 검토 중인 것은 몇 건이고 무엇인가요?", 1),
        ("도담시 인재개발원 감사 자료제출 요구는 몇 건인가요?", 1),
        ("도담시 인재개발원 행정사무감사에서 아직 완료되지 않은 것은 모두 몇 건이고 무엇인지 알려 주세요", 3),
    ],
)
def test_items_are_counted(library: Library, question: str, count: int) -> None:
    answer = ask(library, question)
    (name,) = {one.document for one in answer.citations}
    assert answer.figures[0].value == Decimal(count)
    assert len(answer.figures[0].citations) == count
    assert "감사" in library.metadata[name].title or library.audits(name)
    assert answer.figures[0].derivation or answer.figures[0].checked


def test_the_numbers_by_status_are_those_of_the_summary(library: Library) -> None:
    answer = ask(library, "도담시 감사 처리요구사항은 총 몇 건이고 완료, 추진중, 검토중은 각각 몇 건?")
    assert [int(figure.value) for figure in answer.figures] == [9, 6, 2, 1]
    items = library.audits("dodam_hrd_2023.txt")
    assert len(items) == 9
    assert not any(figure.derivation for figure in answer.figures), "the summary table prints them"


@pytest.mark.parametrize(
    "question",
    [
        "도담시 인재개발원 행정사무감사 처리 현황",
        "도담시 감사 처리결과 요약해 줘",
        "도담시 감사 지적사항 조치 상황은?",
    ],
)
def test_how_an_audit_went_is_told_by_its_numbers(library: Library, question: str) -> None:
    assert [int(figure.value) for figure in ask(library, question).figures] == [9, 6, 2, 1]


def test_where_no_agency_is_named_each_document_s_audit_is_counted(library: Library) -> None:
    answer = ask(library, "행정사무감사 지적사항은 몇 건이야?")
    assert {one.document for one in answer.citations} == {name for name in NAMES if library.audits(name)}


def test_the_items_of_a_status_are_listed(library: Library) -> None:
    answer = ask(library, "도담시 인재개발원 감사 지적사항 중 추진 중인 것은 무엇무엇인가요?")
    running = [item for item in library.audits("dodam_hrd_2023.txt") if item.status == "추진 중"]
    assert len(running) == 2
    for item in running:
        assert item.request[:20] in answer.answer


def test_a_count_over_two_agencies_has_two_figures(library: Library) -> None:
    answer = ask(library, "검토 중인 감사 지적사항은 가람시 행정국과 도담시 인재개발원이 각각 몇 건인가요?")
    assert [int(figure.value) for figure in answer.figures][:2] == [1, 1]
    assert {one.document for one in answer.citations} == {"garam_admin_2023.txt", "dodam_hrd_2023.txt"}


def test_an_audit_of_another_year_is_not_counted(library: Library) -> None:
    assert answer_audit(context_of(library, "2018년 가람시 행정사무감사 처리요구사항은 몇 건인가요?")) is None


def test_one_request_is_told_and_not_counted(library: Library) -> None:
    assert not wants_items(context_of(library, "가람시 어린이집 대기 아동 지적은 어떻게 처리했나요?"))
    assert wants_items(context_of(library, "가람시 행정사무감사 건의사항은 무엇무엇인가요?"))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("자료 제출 완료 (2020. 11. 3.)", ("11", "3")),
        ("'20.11.3. 제출", ("11", "3")),
        ("11월 3일에 제출", ("11", "3")),
        ("2020년 11월 3일", ("11", "3")),
    ],
)
def test_days_of_replies(text: str, day: tuple[str, str]) -> None:
    found = DATE.search(text)
    assert found is not None
    assert found.groups() == day


def test_clauses_about_other_places_are_questions_of_their_own(library: Library) -> None:
    question = "주차장이 좁다는 지적에 한빛광역시교육청은 뭐라고 했고, 도담시 난방 지적은 어떻게 됐나요?"
    parts = clauses(context_of(library, question))
    assert len(parts) == 2
    assert "난방" in parts[1].query.text
    whole = context_of(library, "로비를 어떤 공간으로 바꾸고 언제 시작하나요?")
    assert clauses(whole) == [whole]
    assert len(asked_things(whole.query)) == 2


def test_requests_are_cut_at_a_word() -> None:
    assert shortened("가나다 라마바 사아자", 9) == "가나다 라마바 …"
    assert shortened("가나다", 8) == "가나다"


def test_a_total_is_told_beside_the_status_that_is_asked_with_it(library: Library) -> None:
    answer = ask(library, "도담시 감사 지적사항은 모두 몇 건이고 완료는 몇 건인가요?")
    assert [int(figure.value) for figure in answer.figures] == [9, 6]
    answer = ask(library, "도담시 감사 지적사항 중 교육기획과 소관은 몇 건이고 그중 완료는 몇 건인가요?")
    items = [item for item in library.audits("dodam_hrd_2023.txt") if "교육기획과" in item.departments]
    done = [item for item in items if item.status == "추진완료"]
    assert [int(figure.value) for figure in answer.figures] == [len(items), len(done)]


def test_a_rate_is_the_share_of_the_items_with_a_status(library: Library) -> None:
    answer = ask(library, "도담시 감사 지적사항의 완료 비율은 몇 %인가요?")
    assert (answer.figures[0].value, answer.figures[0].unit) == (Decimal("66.7"), "%")
    assert answer.figures[0].derivation == "완료 6건 ÷ 총 9건 × 100"
    said = ask(library, "도담시 감사 처리요구사항 9건의 완료율을 계산해 주세요.")
    assert said.figures[0].value == Decimal("66.7")  # of all kinds: '9건의' is no 건의
    two = ask(library, "도담시 인재개발원과 한빛광역시교육청의 감사 지적사항 완료율은 몇 %p 차이나나요?")
    assert (two.figures[-1].value, two.figures[-1].unit) == (Decimal("33.4"), "%p")


LONG = """해솔시 상수도본부 업무보고

Ⅰ. 2022년 행정사무감사 처리결과

{one} 낡은 계량기를 바꿀 것

 - 추진상황 : 장기검토

 - 추진내용 : 재원이 모자라 뒤로 미룸

{one} 물값을 카드로 낼 수 있게 할 것

 - 추진상황 : 추진완료

 - 추진내용 : 2023. 1월 도입
"""


def test_a_status_of_the_documents_own_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "solar.txt").write_text(LONG.format(one="□"), "utf-8")
    build_store([tmp_path / "solar.txt"], tmp_path / "store")
    with Assistant.open(tmp_path / "store") as assistant:
        own = Library(assistant.store)
        assert [item.status for item in own.audits("solar.txt")] == ["장기검토", "추진완료"]
        answer = ask(own, "해솔시 행정사무감사 지적사항 중 장기검토인 것은?")
    assert "계량기" in answer.answer
    assert "카드" not in answer.answer


OWN_WORDS = """해솔시 도서관과 업무보고

5. 의회와 감사에서 지적받은 것

5.1. 2022년 군의회 행정사무감사

지적 2건 / 끝냄 1건, 하는 중 1건

가. 열람실 냉방이 약함
처분요구: 개선
조치결과: 냉방기 4대를 새로 달기로 하고 설계를 맡김
지금 상태: 하는 중

나. 자료 구입이 한 서점에 몰림
처분요구: 주의
조치결과: 서점 6곳에 돌아가며 주문함
지금 상태: 끝냄
"""


def test_a_state_in_other_words_and_the_censure_are_quoted(tmp_path: Path) -> None:
    (tmp_path / "library.txt").write_text(OWN_WORDS, "utf-8")
    build_store([tmp_path / "library.txt"], tmp_path / "store")
    with Assistant.open(tmp_path / "store") as assistant:
        own = Library(assistant.store)
        state = ask(own, "열람실 냉방이 약하다는 지적은 지금 어떤 상태야?")
        censure = ask(own, "자료 구입이 한 서점에 몰린다는 지적의 처분과 조치결과는?")
    assert "하는 중" in state.answer
    assert "처분요구: 개선" not in state.answer
    assert "처분요구: 주의" in censure.answer
    assert all(f"[{citation.id}]" in censure.answer for citation in censure.citations)


TALLY = """해솔시 하수도과 업무보고

Ⅰ. 2022년 행정사무감사 처리결과

ㅇ 총괄 : 12건(완료 7, 추진중 3, 장기검토 2)

□ 맨홀 뚜껑을 점검할 것

 - 추진상황 : 추진완료

 - 추진내용 : 2023. 1월 점검을 마침

□ 하수관 지도를 새로 그릴 것

 - 추진상황 : 추진중

 - 추진내용 : 2023. 4월 용역 발주
"""


def test_a_printed_tally_counts_more_than_the_items_that_are_listed(tmp_path: Path) -> None:
    (tmp_path / "sewer.txt").write_text(TALLY, "utf-8")
    build_store([tmp_path / "sewer.txt"], tmp_path / "store")
    with Assistant.open(tmp_path / "store") as assistant:
        own = Library(assistant.store)
        answer = ask(own, "해솔시 하수도과 행정사무감사 지적사항은 모두 몇 건이고 완료는 몇 건인가요?")
        assert [int(figure.value) for figure in answer.figures] == [12, 7]
        assert "목록에는 1건" in answer.answer
        one = ask(own, "해솔시 하수도과 행정사무감사 지적사항 중 추진 중인 것은 몇 건인가요?")
        assert [int(figure.value) for figure in one.figures] == [12, 3]
        every = ask(own, "해솔시 하수도과 행정사무감사 지적사항은 총 몇 건이고 상태별로 몇 건인가요?")
        assert [int(figure.value) for figure in every.figures] == [12, 7, 3, 2]


@pytest.mark.parametrize(
    "question",
    [
        "난방을 고치라고 꾸중 들은 일은 마무리됐나요?",
        "화장실이 낡았다는 질책에 무엇을 했나요?",
        "승강기를 고치고 점검하라는 확인 요구는 어떻게 처리되었습니까?",
        "주차장이 좁다는 건의는 끝났나요?",
        "비품이 모자란다는 지적 있었지?",
        "주차장 진입로 지적 어디 담당이야?",
        "주차장 진입로 지적 뭐 했어?",
        "주차장 진입로 조치 상태는?",
    ],
)
def test_a_request_is_known_by_how_it_was_made(library: Library, question: str) -> None:
    assert parse_question(question, library.analyzer.analyze).kind == "audit"


@pytest.mark.parametrize("question", ["지적재조사 어디서 해?", "지적 도면은 누가 만드나요?"])
def test_a_survey_of_land_is_no_request(library: Library, question: str) -> None:
    assert parse_question(question, library.analyzer.analyze).kind != "audit"


def test_an_item_is_not_told_for_one_that_was_not_read(tmp_path: Path) -> None:
    """What was not read as an item stands in a passage; that this fits well makes no other item surer."""
    rows = "지적사항\t조치결과\t상태\n통학차량 안전띠를 갖출 것\t열두 대에 모두 달고 점검을 마침\t완료"
    other = "□ 야영장\n ○ 야영장 천막터를 스무 곳으로 늘리라는 감사 지적은 땅이 좁아 받아들이지 않음"
    text = f"2031년 업무보고\n\nⅠ. 행정사무감사 처리결과\n\n{rows}\n\nⅡ. 시설 현황\n\n{other}\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    build_store([tmp_path], tmp_path / "store")
    with Assistant.open(tmp_path / "store") as assistant:
        answer = assistant.converse(
            ["야영장 천막터를 스무 곳으로 늘리라는 감사 지적은 왜 받아들이지 않았나요?"]
        )[0]
        told = assistant.converse(["통학차량 안전띠를 갖추라는 감사 지적은 어떻게 됐나요?"])[0]
    assert "안전띠" not in str(answer.to_json())
    assert "열두 대" in str(told.to_json())


def test_kinds_that_are_asked_for_one_by_one_are_counted_apart(library: Library) -> None:
    answer = ask(library, "가람시 건의사항과 시정·처리요구사항 가운데 완료된 것은 각각 몇 건인가요?")
    told = [figure.value for figure in answer.figures if "완료" in figure.label]
    assert told == [3, 1]
    answer = ask(library, "가람시 시정·처리요구사항과 건의사항은 각각 몇 건인가요?")
    assert {figure.value for figure in answer.figures if figure.label.endswith("계")} == {6, 2}
