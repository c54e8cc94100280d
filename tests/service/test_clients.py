from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openai
import pytest
from langchain_openai import ChatOpenAI
from mcp import Client, StdioServerParameters
from pydantic import SecretStr
from serving import FIGURE, listening

import server
from index.build import build_store
from service.guard import Limits


@pytest.fixture(scope="module")
def store(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("clients") / "store"
    build_store([samples / "garam_admin_2023.txt", samples / "hanbit_edu_2024.txt"], path)
    return path


@pytest.fixture(scope="module")
def address(store: Path) -> Iterator[str]:
    """A server that listens, for clients that want a socket."""
    app = server.create_app(store, limits=Limits(per_minute=0, body_seconds=1.0))
    with listening(app) as address:
        yield address.removeprefix("http://")


def test_the_official_openai_client(address: str) -> None:
    with openai.OpenAI(base_url=f"http://{address}/v1", api_key="none", max_retries=0) as client:
        assert [model.id for model in client.models.list()] == ["briefing"]
        messages: Any = [{"role": "user", "content": FIGURE}]
        completion = client.chat.completions.create(model="briefing", messages=messages)
        assert "3,250,460천원" in (completion.choices[0].message.content or "")
        assert completion.choices[0].message.model_extra["citations"][0]["lines"] == [41, 41]
        stream = client.chat.completions.create(
            model="briefing", messages=messages, stream=True, stream_options={"include_usage": True}
        )
        chunks = list(stream)
        text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
        assert text == completion.choices[0].message.content
        assert chunks[-1].usage is not None
        assert chunks[-1].model_extra["citations"]
        with pytest.raises(openai.BadRequestError) as raised:
            client.chat.completions.create(model="briefing", messages=[{"role": "user", "content": " "}])
        assert raised.value.code == "bad_question"


def test_langchain(address: str) -> None:
    model = ChatOpenAI(base_url=f"http://{address}/v1", api_key=SecretStr("none"), model="briefing")
    said = model.invoke([("system", "짧게 답하라."), ("human", FIGURE)])
    assert "3,250,460천원" in str(said.content)
    assert said.response_metadata["finish_reason"] == "stop"
    assert "".join(str(chunk.content) for chunk in model.stream(FIGURE)) == said.content


def test_curl_reads_the_stream(address: str) -> None:
    body = json.dumps({"stream": True, "messages": [{"role": "user", "content": FIGURE}]})
    command = ["curl", "-sN", "-H", "Content-Type: application/json", "-d", body]
    done = subprocess.run(
        [*command, f"http://{address}/v1/chat/completions"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith('data: {"id": "chatcmpl-')
    assert done.stdout.endswith("data: [DONE]\n\n")


def test_the_mcp_client(address: str) -> None:
    async def use() -> None:
        async with Client(f"http://{address}/mcp") as client:
            tools = (await client.list_tools()).tools
            assert [tool.name for tool in tools] == ["ask", "search", "read_lines"]
            assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools)
            answer = (await client.call_tool("ask", {"question": FIGURE})).structured_content or {}
            assert answer["status"] == "answered"
            found = await client.call_tool("search", {"query": "늘봄학교 행정인력", "limit": 3})
            passages = (found.structured_content or {})["passages"]
            assert len(passages) == 3
            cited = answer["citations"][0]
            arguments = {"document": cited["document"], "first": cited["lines"][0], "last": cited["lines"][1]}
            lines = (await client.call_tool("read_lines", arguments)).structured_content or {}
            assert lines["lines"][0]["text"] == cited["quote"]
            for wrong in ({"document": "없음", "first": 1, "last": 1}, arguments | {"last": 10_000}):
                assert (await client.call_tool("read_lines", wrong)).is_error

    asyncio.run(use())


def test_the_mcp_client_over_standard_input_and_output(store: Path) -> None:
    root = Path(__file__).parents[2]
    command = StdioServerParameters(
        command=sys.executable, args=[str(root / "cli.py"), "mcp", "--store", str(store)], cwd=root
    )

    async def use() -> None:
        async with Client(command) as client:
            arguments = {"document": "hanbit_edu_2024.txt", "first": 177, "last": 177}
            place = (await client.call_tool("read_lines", arguments)).structured_content or {}
            assert "338,100" in place["lines"][0]["text"]

    asyncio.run(use())


def test_a_slow_client_is_given_up(address: str) -> None:
    host, port = address.split(":")
    with socket.create_connection((host, int(port)), timeout=10) as slow:
        slow.sendall(b"POST /v1/ask HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 50\r\n\r\n{")
        assert b" 408 " in slow.recv(4096).split(b"\r\n")[0]


def test_a_client_that_goes_away_ends_its_stream_only(address: str) -> None:
    host, port = address.split(":")
    body = json.dumps({"stream": True, "messages": [{"role": "user", "content": FIGURE}]}).encode()
    head = b"POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    head += b"Content-Length: "
    for _ in range(3):
        with socket.create_connection((host, int(port))) as leaving:
            leaving.sendall(head + str(len(body)).encode() + b"\r\n\r\n" + body)
    with socket.create_connection((host, int(port)), timeout=10) as staying:
        staying.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        assert b"200 OK" in staying.recv(4096)


def test_the_openai_client_is_told_what_is_wrong(address: str) -> None:
    with openai.OpenAI(base_url=f"http://{address}/v1", api_key="none", max_retries=0) as client:
        assert client.models.retrieve("briefing").id == "briefing"
        with pytest.raises(openai.NotFoundError):
            client.models.retrieve("gpt-4o")
        wrong: Any = [{"role": "nobody", "content": "?"}]
        with pytest.raises(openai.BadRequestError) as raised:
            client.chat.completions.create(model="briefing", messages=wrong)
        assert (raised.value.param, raised.value.type) == ("messages.0.role", "invalid_request_error")


def test_the_openai_client_streams_side_by_side(address: str) -> None:
    async def use() -> list[str]:
        async with openai.AsyncOpenAI(base_url=f"http://{address}/v1", api_key="none") as client:

            async def one() -> str:
                messages: Any = [{"role": "user", "content": FIGURE}]
                stream = await client.chat.completions.create(
                    model="briefing", messages=messages, stream=True
                )
                return "".join([chunk.choices[0].delta.content or "" async for chunk in stream])

            return await asyncio.gather(*(one() for _ in range(8)))

    texts = asyncio.run(use())
    assert len(set(texts)) == 1
    assert "3,250,460천원" in texts[0]
