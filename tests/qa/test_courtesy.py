"""What asks nothing of the documents gets a polite word; what only begins like it is a question."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from corpus.model import Metadata
from qa.assistant import Assistant
from qa.wording.courtesy import answer_courtesy
from tests.invented import assistant_over

OWN = [Metadata("2031년 마루군 농정국 업무보고"), Metadata("2032년 마루군 농정국 업무보고")]


@pytest.mark.parametrize(
    "text",
    [
        "안녕하세요",
        "안녕!",
        "뭘 물어볼 수 있어?",
        "어떤 질문을 할 수 있나요?",
        "사용법 좀 알려 줘",
        "도움말",
        "넌 누구야?",
        "어떻게 사용해?",
    ],
)
def test_greetings_and_calls_for_help_tell_what_may_be_asked(text: str) -> None:
    answer = answer_courtesy(text, OWN)
    assert answer is not None
    assert answer.status == "abstained"
    assert OWN[0].title in answer.answer


@pytest.mark.parametrize(
    "text",
    ["어떤 문서가 있어?", "여기 무슨 자료들이 있나요?", "문서 목록 보여줘", "이 자료들은 무슨 내용이야?"],
)
def test_the_documents_are_listed(text: str) -> None:
    answer = answer_courtesy(text, OWN)
    assert answer is not None
    assert [line for line in answer.answer.split("\n") if line.startswith("- ")] == [
        f"- {own.title}" for own in OWN
    ]


@pytest.mark.parametrize(
    "text", ["고마워", "네, 감사합니다. 잘 알겠습니다", "감사합니다 도움이 많이 됐어요", "수고하셨습니다"]
)
def test_thanks_are_taken(text: str) -> None:
    answer = answer_courtesy(text, OWN)
    assert answer is not None
    assert "다행" in answer.answer


@pytest.mark.parametrize(
    "text",
    [
        "감사 결과는?",
        "안녕 마을 예산은?",
        "예산을 어떻게 사용했나?",
        "사용법 교육은 몇 회?",
        "무엇을 할 수 있는 시설이야?",
        "감사합니다. 그럼 인사과는요?",
        "도움말 서비스 예산은 얼마",
        "어떻게 사용하고 있나요",
        "누구야 담당자가",
        "어떤 자료가 있는 도서관이야?",
        "자료 목록 관리 예산은 얼마야?",
    ],
)
def test_questions_are_no_courtesy(text: str) -> None:
    assert answer_courtesy(text, OWN) is None


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Over one invented report."""
    text = "2031년 마루군 농정국 업무보고\n\n2031. 3. 5.\n\nⅠ. 현황\n\n○ 저수지 : 21개소\n○ 양수장 : 8개소\n"
    with assistant_over(tmp_path_factory.mktemp("courtesy"), report=text) as opened:
        yield opened


def test_a_conversation_goes_on_behind_thanks(assistant: Assistant) -> None:
    first, thanks, last = assistant.converse(["마루군 저수지는 몇 개소야?", "고마워", "양수장은?"])
    assert [str(figure.value) for figure in first.figures] == ["21"]
    assert thanks.status == "abstained"
    assert [str(figure.value) for figure in last.figures] == ["8"], last.answer
