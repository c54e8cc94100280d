"""Many questions from a JSON Lines file; a line that is not a question costs no other its answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.build import Progress
    from qa.assistant import Assistant

_MOST_NAMED = 10  # bad lines that the message names


def answer_file(assistant: Assistant, questions: Path, answers: Path, progress: Progress) -> int:
    """Answer each line of a file, in order.

    Args:
        assistant: what answers.
        questions: lines `{"id", "question"}` or `{"id", "turns": [{"question"}, ...]}`, in UTF-8.
        answers: written, a line for each line that was answered.
        progress: told of each line before it is answered.

    Returns:
        How many lines were answered.

    Raises:
        BadRequest: a file cannot be read or written, or (after all the others were answered) some lines
            were no questions.
    """
    lines = list(_lines(questions))
    bad: list[int] = []
    answered = 0
    try:
        with answers.open("w", encoding="utf-8") as out:
            for place, (number, line) in enumerate(lines):
                progress(place, len(lines), f"{number}번째 줄")
                try:
                    found = answer_line(assistant, line)
                except BadRequest:
                    bad.append(number)
                    continue
                out.write(json.dumps(found, ensure_ascii=False) + "\n")
                answered += 1
    except OSError as error:
        raise BadRequest(f"{answers}: 답을 쓸 수 없습니다. 폴더와 남은 용량을 확인해 주세요.") from error
    if bad:
        more = f" 등 {len(bad)}줄" if len(bad) > _MOST_NAMED else ""
        named = ", ".join(f"{number}번째" for number in bad[:_MOST_NAMED])
        raise BadRequest(
            f'{questions}: {named} 줄{more}은 질문({{"id", "question"}})이 아니어서 건너뛰었습니다. '
            f"나머지 {answered}줄에는 답했습니다. 그 줄을 고쳐 다시 실행해 주세요."
        )
    return answered


def answer_line(assistant: Assistant, line: str) -> dict[str, Any]:
    """Answer one line: a question, or a conversation.

    Raises:
        BadRequest: the line is neither.
    """
    try:
        row = json.loads(line)
        number = row["id"]
        if "turns" in row:
            questions = [_question(turn) for turn in row["turns"]]
            return {"id": number, "turns": [answer.to_json() for answer in assistant.converse(questions)]}
        return {"id": number, **assistant.ask(_question(row)).to_json()}
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadRequest(f"질문 형식이 아닙니다: {line[:80]}") from error


def _question(row: Any) -> str:  # noqa: ANN401 - anything can stand in a line
    question = row["question"]
    if not isinstance(question, str):
        raise TypeError(type(question))
    question.encode()  # half a character pair, which JSON can hold, is no text
    return question


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines that are not empty, by number, from 1."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadRequest(
            f"{path}: 질문 파일을 읽을 수 없습니다. 경로와 UTF-8 여부를 확인해 주세요."
        ) from error
    return ((number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip())
