from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from serving import FIGURE, LOCAL, is_error

import server
from service.guard import Limits
from service.openai import task_reply

UNKNOWN = "새별구 구청장 관용차의 1년 기름값은 얼마인가요?"


@pytest.fixture(scope="module")
def client(sample_store: Path) -> Iterator[TestClient]:
    app = server.create_app(sample_store, limits=Limits(per_minute=0))
    with TestClient(app, base_url=LOCAL, raise_server_exceptions=False) as client:
        app.state.collections.load()
        yield client


def ask(client: TestClient, **body: Any) -> Any:
    return client.post("/v1/ask", json=body)


def chat(client: TestClient, content: Any, **more: Any) -> Any:
    body = {"model": "briefing", "messages": [{"role": "user", "content": content}], **more}
    return client.post("/v1/chat/completions", json=body)


def events(text: str) -> list[dict[str, Any]]:
    """The JSON of server-sent events; the last one must be [DONE]."""
    sent = [line.removeprefix("data: ") for line in text.split("\n\n") if line]
    assert sent[-1] == "[DONE]"
    return [json.loads(one) for one in sent[:-1]]


# answers


def test_ask_gives_the_answer_object(client: TestClient) -> None:
    answer = ask(client, question=FIGURE).json()
    assert answer["status"] == "answered"
    assert {figure["value"] for figure in answer["figures"]} >= {3250460, 11.4}
    assert answer["citations"][0]["lines"] == [41, 41]
    keys = "question status kind answer figures citations confidence warnings elapsed_ms"
    assert list(answer) == keys.split()


def test_ask_abstains(client: TestClient) -> None:
    answer = ask(client, question=UNKNOWN).json()
    assert answer["status"] == "abstained"
    assert answer["figures"] == []


@pytest.mark.parametrize("conversation", [[FIGURE], [{"question": FIGURE}], []])
def test_ask_takes_earlier_questions(client: TestClient, conversation: list[Any]) -> None:
    assert ask(client, question="그럼 2022년은?", conversation=conversation).status_code == 200


# the OpenAI shape


def test_a_completion_has_the_openai_shape_with_citations(client: TestClient) -> None:
    body = chat(client, FIGURE, temperature=0.2, seed=1, tools=[], unknown={"a": 1}).json()
    (choice,) = body["choices"]
    message = choice["message"]
    assert body["id"].startswith("chatcmpl-")
    assert (body["object"], body["model"]) == ("chat.completion", "briefing")
    assert isinstance(body["created"], int)
    assert (choice["index"], choice["finish_reason"], message["role"]) == (0, "stop", "assistant")
    assert "3,250,460천원" in message["content"]
    assert "[1]" in message["content"]
    assert message["citations"] == ask(client, question=FIGURE).json()["citations"]
    usage = body["usage"]
    assert usage["total_tokens"] == usage["prompt_tokens"] + usage["completion_tokens"] > 0


def test_a_stream_says_the_same_in_chunks(client: TestClient) -> None:
    whole = chat(client, FIGURE).json()["choices"][0]["message"]
    response = chat(client, FIGURE, stream=True)
    chunks = events(response.text)
    assert response.headers["content-type"].startswith("text/event-stream")
    assert len({(chunk["id"], chunk["created"], chunk["object"]) for chunk in chunks}) == 1
    deltas = [chunk["choices"][0]["delta"] for chunk in chunks]
    assert deltas[0] == {"role": "assistant", "content": ""}
    assert "".join(delta.get("content", "") for delta in deltas) == whole["content"]
    assert [chunk["choices"][0]["finish_reason"] for chunk in chunks] == [None] * (len(chunks) - 1) + ["stop"]
    assert chunks[-1]["citations"] == deltas[-1]["citations"] == whole["citations"]
    assert "usage" not in chunks[0]


def test_a_stream_ends_with_usage_where_it_is_wanted(client: TestClient) -> None:
    chunks = events(chat(client, FIGURE, stream=True, stream_options={"include_usage": True}).text)
    assert chunks[-1]["choices"] == []
    assert chunks[-1]["usage"]["total_tokens"] > 0
    assert chunks[-1]["citations"]
    assert all(chunk["usage"] is None for chunk in chunks[:-1])


def test_citations_are_there_when_there_are_none(client: TestClient) -> None:
    task = '### Task:\nGenerate 1-3 broad tags.\nJSON format: { "tags": ["tag1"] }'
    assert chat(client, task).json()["choices"][0]["message"]["citations"] == []
    assert events(chat(client, task, stream=True).text)[-1]["citations"] == []


def test_messages_in_parts_and_a_conversation(client: TestClient) -> None:
    image = {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}
    messages = [
        {"role": "system", "content": "짧게 답하라."},
        {"role": "user", "content": "안녕하세요"},
        {"role": "assistant", "content": None, "tool_calls": []},
        {"role": "user", "content": [image, {"type": "text", "text": FIGURE}]},
    ]
    body = client.post("/v1/chat/completions", json={"model": "gpt-4o", "messages": messages}).json()
    assert "3,250,460천원" in body["choices"][0]["message"]["content"]
    assert body["model"] == "gpt-4o"
    assert is_error(chat(client, [image]), 400)


def test_side_tasks_of_chat_programs_are_no_questions() -> None:
    titled = (
        '### Task:\nGenerate a concise, 3-5 word title.\nJSON format: { "title": "..." }\n'
        "<chat_history>\nUSER: 총무과 예산은 얼마야?\nASSISTANT: 답</chat_history>"
    )
    assert json.loads(task_reply(titled) or "") == {"title": "총무과 예산은 얼마야?"}
    assert json.loads(task_reply('### Task:\nJSON format: { "follow_ups": ["a"] }') or "") == {
        "follow_ups": []
    }
    assert task_reply("### Task:\n무엇") == ""
    assert task_reply("Task: 총무과 예산은?") is None


def test_models_are_listed(client: TestClient) -> None:
    body = client.get("/v1/models").json()
    assert body["object"] == "list"
    assert [model["id"] for model in body["data"]] == ["briefing"]


# documents


def test_documents_and_their_lines(client: TestClient, samples: Path) -> None:
    documents = client.get("/v1/documents").json()["data"]
    assert [document["id"] for document in documents] == sorted(file.name for file in samples.glob("*.txt"))
    place = client.get("/v1/documents/hanbit_edu_2024.txt/lines?first=177&last=177&around=2").json()
    assert [line["number"] for line in place["lines"]] == [175, 176, 177, 178, 179]
    assert "338,100" in place["lines"][2]["text"]
    (table,) = place["tables"]
    row = next(row for row in table["rows"] if row["lines"] == [177, 177])
    assert len(row["cells"]) == len(table["columns"])


def test_findings_are_listed(client: TestClient) -> None:
    findings = client.get("/v1/findings").json()["data"]
    assert all({"document", "lines", "severity", "message"} <= set(finding) for finding in findings)


@pytest.mark.parametrize(
    "path",
    [
        "/v1/documents/none.txt/lines?first=1&last=1",
        "/v1/documents/hanbit/lines?first=1&last=1",
        "/v1/documents/hanbit_edu_2024.txt/lines?first=9999&last=9999",
        "/v1/documents/..%2F..%2F..%2Fetc%2Fpasswd/lines?first=1&last=1",
        "/v1/documents/%2e%2e/lines?first=1&last=1",
        "/v1/documents/hanbit_edu_2024.txt%00/lines?first=1&last=1",
        "/../../etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/server.py",
        "/v1/documents?collection=other",
    ],
)
def test_what_is_not_there_is_404(client: TestClient, path: str) -> None:
    assert is_error(client.get(path), 404)


# bad requests


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b"{}", 400),
        (b'{"question": ""}', 400),
        (b'{"question": "   "}', 400),
        (b'{"question": 7}', 400),
        (b'{"question": "\\ud800"}', 400),
        (b'{"question": "\xff\xfe"}', 400),
        (json.dumps({"question": "가" * 1001}).encode(), 400),
        (json.dumps({"question": "예산은?", "conversation": ["가"] * 10_000}).encode(), 400),
        (b"[" * 100_000, 400),
    ],
)
def test_a_body_that_is_no_question_is_refused(client: TestClient, content: bytes, status: int) -> None:
    response = client.post("/v1/ask", content=content, headers={"content-type": "application/json"})
    assert is_error(response, status)


def test_nul_and_markup_are_only_text(client: TestClient) -> None:
    response = ask(client, question="<script>alert(1)</script>\x00 총무과 예산\r\nSet-Cookie: a=b")
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert "set-cookie" not in response.headers


def test_a_conversation_of_10000_turns_is_refused(client: TestClient) -> None:
    messages = [{"role": "user", "content": "예산?"}] * 10_000
    assert is_error(client.post("/v1/chat/completions", json={"messages": messages}), 413) or is_error(
        client.post("/v1/chat/completions", json={"messages": messages[:5000]}), 400
    )


def test_a_body_that_is_too_large_is_refused(client: TestClient) -> None:
    large = b" " * (300 * 1024)
    assert is_error(client.post("/v1/ask", content=large), 413)
    assert is_error(client.post("/v1/ask", content=iter([large[:150_000], large[:150_000]])), 413)


@pytest.mark.parametrize(("method", "path"), [("GET", "/v1/ask"), ("DELETE", "/v1/models"), ("POST", "/")])
def test_a_wrong_method_is_405(client: TestClient, method: str, path: str) -> None:
    response = client.request(method, path)
    assert is_error(response, 405)
    assert response.headers["allow"]


def test_every_response_has_security_headers(client: TestClient) -> None:
    for path in ("/", "/healthz", "/nope", "/v1/models"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert "access-control-allow-origin" not in headers


def test_a_store_that_is_missing_is_503(tmp_path: Path) -> None:
    app = server.create_app(tmp_path / "none")
    with TestClient(app, base_url=LOCAL, raise_server_exceptions=False) as client:
        assert client.get("/healthz").status_code == 200
        assert client.get("/readyz").status_code == 503
        response = ask(client, question=FIGURE)
        assert is_error(response, 503)
        assert str(tmp_path) not in response.text


def test_metrics_count_answers_and_name_no_question(client: TestClient) -> None:
    ask(client, question=UNKNOWN)
    text = client.get("/metrics").text
    assert 'briefing_answers_total{kind="unanswerable",status="abstained"}' in text
    assert 'route="/v1/ask",status="200"' in text
    assert "관용차" not in text


def test_questions_are_not_logged(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        ask(client, question=UNKNOWN)
    assert any(record.name == "briefing.access" for record in caplog.records)
    assert "관용차" not in caplog.text


def test_an_application_can_be_started_twice(tmp_path: Path) -> None:
    app = server.create_app(tmp_path / "none")
    for _ in range(2):
        with TestClient(app, base_url=LOCAL) as client:
            headers = {"accept": "application/json, text/event-stream"}
            call = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
            assert client.post("/mcp", json=call, headers=headers).status_code == 200


def test_many_ask_at_once_and_get_their_own_answers(client: TestClient) -> None:
    questions = [f"{year}년 가람시 인재육성과 사업비 예산현액은 얼마입니까?" for year in (2023, 2024)] * 6
    alone = {question: ask(client, question=question).json()["answer"] for question in questions[:2]}
    found: list[tuple[str, str]] = []

    def one(question: str) -> None:
        found.append((question, ask(client, question=question).json()["answer"]))

    threads = [threading.Thread(target=one, args=(question,)) for question in questions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == sorted((question, alone[question]) for question in questions)
