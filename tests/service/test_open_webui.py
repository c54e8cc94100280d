"""What Open WebUI sends to the server: fields of its own, passages around the question, tasks on the side."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from serving import FIGURE, listening

import server
from index.build import build_store
from service.guard import Limits

TASK = "### Task:\nGenerate what is asked for.\n### Output:\nJSON format: "
CHAT = f"\n### Chat History:\n<chat_history>\nUSER: {FIGURE}\nASSISTANT: 답\n</chat_history>"
TASKS: dict[str, tuple[str, object]] = {  # what each one's template shows, and what it is given
    "title": ('{ "title": "your concise title here" }', FIGURE[:30]),
    "tags": ('{ "tags": ["tag1", "tag2"] }', []),
    "follow_ups": ('{ "follow_ups": ["Question 1?"] }', []),
    "queries": ('{ "queries": ["query1"] }', []),
    "text": ('{ "text": "<your_completion>" }', ""),
    "prompt": ('{ "prompt": "Your detailed prompt here." }', ""),
}
RAG = "### Task:\nRespond to the user query using the provided context.\n<context>\n"


@pytest.fixture(scope="module")
def address(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("webui") / "store"
    build_store([samples / "garam_admin_2023.txt", samples / "hanbit_edu_2024.txt"], path)
    with listening(server.create_app(path, limits=Limits(per_minute=0))) as address:
        yield address.removeprefix("http://")


def webui(content: Any, **more: Any) -> dict[str, Any]:
    """A request as Open WebUI makes it, with the fields that it adds."""
    return {
        "model": "briefing",
        "messages": [
            {"role": "system", "content": "너는 친절한 비서이다. 오늘은 2024-05-01이다."},
            {"role": "user", "content": content},
        ],
        "stream": True,
        "stream_options": {"include_usage": True},
        "params": {},
        "features": {"web_search": False, "image_generation": False},
        "variables": {"{{USER_NAME}}": "홍길동"},
        "tool_ids": None,
        "files": [],
        "chat_id": "1f2e",
        "session_id": "x",
        "background_tasks": {"title_generation": True},
        **more,
    }


def said(address: str, body: dict[str, Any]) -> str:
    """The streamed text of a reply, by curl."""
    command = [
        "curl",
        "-sN",
        "--fail-with-body",
        "-H",
        "Content-Type: application/json",
        "-d",
        json.dumps(body),
    ]
    done = subprocess.run(
        [*command, f"http://{address}/v1/chat/completions"], capture_output=True, text=True, check=True
    )
    sent = [line.removeprefix("data: ") for line in done.stdout.split("\n\n") if line]
    assert sent[-1] == "[DONE]"
    chunks = [json.loads(one) for one in sent[:-1]]
    assert "citations" in chunks[-1]
    assert chunks[-1]["usage"]["total_tokens"] > 0
    return "".join(one["delta"].get("content", "") for chunk in chunks for one in chunk["choices"])


def test_open_webui_asks(address: str) -> None:
    parts = [{"type": "text", "text": FIGURE}, {"type": "image_url", "image_url": {"url": "data:,"}}]
    for content in (FIGURE, parts):
        assert "3,250,460천원" in said(address, webui(content))


@pytest.mark.parametrize(
    "content",
    [
        f"{RAG}<source id='1'>다른 글: 예산 9,999원</source>\n</context>\n\n{FIGURE}",
        f"{RAG}{'긴 글 ' * 2000}</context>\n\n<user_query>\n{FIGURE}\n</user_query>\n",
    ],
)
def test_open_webui_asks_with_passages_of_its_own(address: str, content: str) -> None:
    assert "3,250,460천원" in said(address, webui(content))


@pytest.mark.parametrize("name", TASKS)
def test_open_webui_asks_for_titles_tags_and_the_like(address: str, name: str) -> None:
    shown, given = TASKS[name]
    assert json.loads(said(address, webui(TASK + shown + CHAT))) == {name: given}


def test_a_conversation_goes_on_from_the_messages(address: str) -> None:
    first = "2024년 한빛광역시교육청 총무과 정원은 몇 명인가요?"
    body = webui(FIGURE)
    earlier = [{"role": "user", "content": FIGURE}, {"role": "assistant", "content": "답"}]
    body["messages"][1:1] = earlier
    body["messages"][-1]["content"] = "그럼 2022년은?"
    assert "50,538,200" in said(address, body)
    assert "50,538,200" not in said(address, webui(first))
