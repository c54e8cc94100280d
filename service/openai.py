"""The OpenAI shape of a conversation: completions, streamed chunks, and what chat programs ask on the side.

The text has the answer with its `[1]` marks and, for programs that show nothing but text, the list of the
places; the extra field `citations` has them in full.
https://platform.openai.com/docs/api-reference/chat
"""

from __future__ import annotations

import json
import re
import secrets
import time
from typing import TYPE_CHECKING, Any

from corpus.errors import BadRequest
from display.answers import amount, origin

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qa.answer import Answer
    from service.shapes import Chat

MODEL = "briefing"
MAX_HISTORY = 20  # earlier questions that are looked at
_MOST_LISTED = 8  # places in the text
_PIECE = re.compile(r"\s*\S+(?:\s+\S+){0,2}\s*|\s+")
# '### Task:\nGenerate a concise, 3-5 word title ...': Open WebUI asks these of the same model
_TASK = re.compile(r"\s*#{2,3} Task:")
_TASK_REPLIES: dict[str, str | list[str]] = {
    "title": "업무보고 질의", "tags": [], "follow_ups": [], "queries": [], "text": "", "prompt": "",
}  # fmt: skip
# a message into which Open WebUI put passages of its own: the question is marked, or comes after them
_QUERY = re.compile(r"<user_query>\s*(.*?)\s*</user_query>", re.DOTALL)
_CONTEXT_END = "</context>"
_FIRST_ASKED = re.compile(r"<chat_history>.*?USER:\s*([^\n]{1,60})", re.DOTALL)
_TITLE_LENGTH = 30


def questions_of(chat: Chat) -> tuple[str, list[str]]:
    """The question of a request and the ones before it, system prompts and answers left out.

    Raises:
        BadRequest: no message of the user has text.
    """
    asked = [asked_in(message.text()) for message in chat.messages if message.role == "user"]
    asked = [text for text in asked if text]
    if not asked:
        raise BadRequest("글로 된 질문이 없습니다. user 메시지에 질문을 적어 주세요.")
    return asked[-1], asked[-MAX_HISTORY - 1 : -1]


def asked_in(text: str) -> str:
    """What a message asks, without the instructions and passages that a chat program put around it.

    Example:
        >>> asked_in("### Task: Respond ... <context>...</context> 총무과 예산은?")
        '총무과 예산은?'
    """
    marked = _QUERY.search(text)
    if marked:
        return marked[1]
    if _TASK.match(text) and _CONTEXT_END in text:
        return text.rpartition(_CONTEXT_END)[2].strip() or text
    return text.strip()


def task_reply(question: str) -> str | None:
    """What to say when a chat program asks for a title, tags or the like; None where it is a question.

    Example:
        >>> task_reply('### Task: Generate 1-3 tags. JSON format: { "tags": [...] }')
        '{"tags": []}'
    """
    if not _TASK.match(question):
        return None
    wanted = next((key for key in _TASK_REPLIES if f'"{key}"' in question), "")
    if not wanted:
        return ""
    reply = _TASK_REPLIES[wanted]
    first = _FIRST_ASKED.search(question)
    if wanted == "title" and first:
        reply = " ".join(first[1].split())[:_TITLE_LENGTH]
    return json.dumps({wanted: reply}, ensure_ascii=False)


def content_of(answer: Answer) -> str:
    """The answer as the text of a message: the answer, what to beware of, what was computed, the places."""
    parts = [answer.answer, *(f"※ 주의: {warning}" for warning in answer.warnings)]
    unmarked = [
        figure
        for figure in answer.figures
        if figure.derivation and not all(f"[{number}]" in answer.answer for number in figure.citations)
    ]
    if unmarked:
        parts.append("\n".join(f"{figure.label} {amount(figure)} {origin(figure)}" for figure in unmarked))
    listed = [
        f"[{one.id}] {one.title} · {one.document} {one.lines[0]}"
        + (f"~{one.lines[1]}줄" if one.lines[1] > one.lines[0] else "줄")
        for one in answer.citations[:_MOST_LISTED]
    ]
    if len(answer.citations) > _MOST_LISTED:
        listed.append(f"외 {len(answer.citations) - _MOST_LISTED}곳")
    return "\n\n".join([*parts, *(["근거\n" + "\n".join(listed)] if listed else [])])


class Reply:
    """One reply, to be given whole or in chunks.

    Args:
        chat: the request.
        content: the text.
        citations: the answer's citations as JSON shapes.
    """

    def __init__(self, chat: Chat, content: str, citations: Sequence[dict[str, Any]]) -> None:
        self._content = content
        self._citations = list(citations)
        self._wants_usage = bool(chat.stream_options and chat.stream_options.include_usage)
        prompt = sum(len(message.text().split()) for message in chat.messages)
        written = len(content.split())
        self._usage = {
            "prompt_tokens": prompt,
            "completion_tokens": written,
            "total_tokens": prompt + written,
        }
        self._head: dict[str, Any] = {
            "id": f"chatcmpl-{secrets.token_hex(12)}",
            "created": int(time.time()),
            "model": chat.model,
        }

    def completion(self) -> dict[str, Any]:
        """The whole reply."""
        message = {
            "role": "assistant",
            "content": self._content,
            "refusal": None,
            "citations": self._citations,
        }
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
        return {**self._head, "object": "chat.completion", "choices": [choice], "usage": self._usage}

    def events(self) -> Iterator[str]:
        """The reply as server-sent events: the role, the text a few words at a time, the end, `[DONE]`."""
        yield self._event({"role": "assistant", "content": ""})
        for piece in _PIECE.findall(self._content):
            yield self._event({"content": piece})
        yield self._event({"citations": self._citations}, "stop", citations=self._citations)
        if self._wants_usage:
            yield self._sent({"choices": [], "usage": self._usage, "citations": self._citations})
        yield "data: [DONE]\n\n"

    def _event(self, delta: dict[str, Any], finish: str | None = None, **more: Any) -> str:  # noqa: ANN401
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        usage = {"usage": None} if self._wants_usage else {}
        return self._sent({"choices": [choice], **usage, **more})

    def _sent(self, rest: dict[str, Any]) -> str:
        chunk = {**self._head, "object": "chat.completion.chunk", **rest}
        return f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n"


def models(names: Sequence[str]) -> dict[str, Any]:
    """The list of models: `briefing` for the first collection, `briefing:NAME` for each where several are."""
    ids = [MODEL, *(f"{MODEL}:{name}" for name in names)] if len(names) > 1 else [MODEL] * len(names)
    data = [{"id": one, "object": "model", "created": 0, "owned_by": "briefing"} for one in ids]
    return {"object": "list", "data": data}


def collection_of(model: str) -> str | None:
    """The collection that a model name means: 'briefing:hr' -> 'hr', any other -> None (the first)."""
    head, _, name = model.partition(":")
    return name if head == MODEL and name else None
