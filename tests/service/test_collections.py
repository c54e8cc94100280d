"""A key without a collection learns nothing of it, whatever it asks and whatever goes wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from serving import FIGURE, LOCAL

import server
from index.build import build_store
from index.store import Store
from service.guard import Limits
from service.keys import KeyFile

EDU = "한빛광역시교육청 총무과의 2024년 본예산 합계는 얼마입니까?"
MCP = {"accept": "application/json, text/event-stream"}


@pytest.fixture(scope="module")
def stores(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("collections")
    build_store([samples / "garam_admin_2023.txt", samples / "garam_admin_2024.txt"], folder / "secret-city")
    build_store([samples / "hanbit_edu_2024.txt"], folder / "edu")
    return {"secret-city": folder / "secret-city", "edu": folder / "edu"}


@pytest.fixture(scope="module")
def asked(
    stores: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[TestClient, dict[str, str], dict[str, str]]]:
    """A server of both, the headers of a key for one, and those of a key for all."""
    keys = KeyFile(tmp_path_factory.mktemp("keys") / "keys.json")
    secrets = {name: keys.add((name,), "") for name in ("edu", "*")}
    app = server.create_app(stores, keys=keys, limits=Limits(per_minute=0))
    with TestClient(app, base_url=LOCAL, raise_server_exceptions=False) as client:
        app.state.collections.load()
        edu, every = ({"Authorization": f"Bearer {secrets[name]}"} for name in ("edu", "*"))
        yield client, edu, every


@pytest.fixture(scope="module")
def telling(stores: dict[str, Path], samples: Path) -> set[str]:
    """What would give the other collection away: its names, and its large figures that the own one lacks."""
    own = (samples / "hanbit_edu_2024.txt").read_text(encoding="utf-8")
    with Store.open(stores["secret-city"]) as store:
        documents = [entry.name for entry in store.documents()]
        figures = {fact.text for fact in store.facts(documents) if fact.value > 10_000}
        names = {name for entry in store.documents() for name in (entry.name, entry.metadata.title)}
    return {text for text in figures if re.fullmatch(r"[\d,]{6,}", text) and text not in own} | names


def mcp(name: str, **arguments: Any) -> dict[str, Any]:
    params = {"name": name, "arguments": arguments}
    return {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}


def chat(model: str, question: str, *earlier: str, stream: bool = False) -> dict[str, Any]:
    messages = [{"role": "user", "content": text} for text in (*earlier, question)]
    return {"model": model, "messages": messages, "stream": stream}


def every_route(collection: str | None) -> Iterator[tuple[str, str, Any]]:
    """Method, address and body of a request to each route that could tell of the collection."""
    query = f"collection={collection}&" if collection else ""
    model = f"briefing:{collection}" if collection else "briefing"
    named = {"collection": collection} if collection else {}
    for document in ("garam_admin_2023.txt", "garam"):
        place = f"/v1/documents/{document}"
        yield "GET", f"{place}/lines?{query}first=41&last=41", None
        yield "GET", f"{place}/lines?{query}first=99999&last=99999", None
        yield "GET", f"{place}/coverage?{query}", None
        yield "POST", "/mcp", mcp("read_lines", document=document, first=41, last=41, **named)
    about = ("가람시 인재육성과 사업비 예산현액은?", "garam_admin_2023.txt", "문서는 모두 몇 개야?")
    for question in (FIGURE, *about):
        yield "POST", "/v1/ask", {"question": question, **named}
        yield "POST", "/v1/ask", {"question": "그럼 2022년은?", "conversation": [question], **named}
        yield "POST", "/v1/chat/completions", chat(model, question)
        yield "POST", "/v1/chat/completions", chat(model, "그럼 2022년은?", question, stream=True)
        yield "POST", "/mcp", mcp("ask", question=question, **named)
        yield "POST", "/mcp", mcp("search", query=question, limit=20, **named)
    yield "GET", f"/v1/documents?{query}", None
    yield "GET", f"/v1/findings?{query}", None
    yield "GET", f"/v1/models/{model}", None
    operations = ("/metrics", "/openapi.json", "/healthz", "/readyz", "/", "/app.js", "/nowhere")
    for address in ("/v1/models", *operations):
        yield "GET", address, None
    for method in ("tools/list", "resources/list", "prompts/list"):
        yield "POST", "/mcp", {"jsonrpc": "2.0", "id": 1, "method": method}


def said(client: TestClient, headers: dict[str, str], method: str, address: str, body: Any) -> str:
    """Everything of a response, as text."""
    response = client.request(method, address, json=body, headers=headers | MCP)
    decoded = response.text
    if "json" in response.headers["content-type"]:
        decoded = json.dumps(response.json(), ensure_ascii=False)
    return f"{response.status_code} {dict(response.headers)} {decoded}"


def test_the_requests_would_tell_a_key_that_may_know(
    asked: tuple[TestClient, dict[str, str], dict[str, str]], telling: set[str]
) -> None:
    client, _, every = asked
    told = "".join(said(client, every, *request) for request in every_route("secret-city"))
    assert len(telling) > 200
    assert sum(text in told for text in telling) > 100
    assert "secret-city" in told


@pytest.mark.parametrize("collection", [None, "secret-city", "nowhere"])
def test_nothing_of_another_collection_is_told(
    asked: tuple[TestClient, dict[str, str], dict[str, str]], telling: set[str], collection: str | None
) -> None:
    client, edu, every = asked
    for _, _, body in every_route("secret-city"):  # the server has answers of the other one in its memory
        if body and "question" in body:
            client.post("/v1/ask", json=body, headers=every)
    for request in every_route(collection):
        response = said(client, edu, *request)
        sent = json.dumps(request, ensure_ascii=False)
        given_away = {text for text in telling | {"secret-city"} if text in response and text not in sent}
        assert given_away == set(), request


def test_another_collection_and_one_that_is_not_there_are_alike(
    asked: tuple[TestClient, dict[str, str], dict[str, str]],
) -> None:
    client, edu, _ = asked

    def neutral(collection: str) -> list[str]:
        found = [said(client, edu, *request) for request in every_route(collection)]
        found = [re.sub(r"chatcmpl-\w+|elapsed_ms\W+\d+|created\W+\d+", "", text) for text in found]
        return [text.replace(collection, "NAME") for text in found]

    # of one length, so that the lengths of responses are the same too
    assert neutral("secret-city") == neutral("nowhere-atl")


def test_a_store_that_fails_does_not_tell_its_place(
    asked: tuple[TestClient, dict[str, str], dict[str, str]], tmp_path: Path, stores: dict[str, Path]
) -> None:
    keys = KeyFile(tmp_path / "keys.json")
    headers = {"Authorization": f"Bearer {keys.add(('broken',), '')}"}
    broken = tmp_path / "secret-place"
    app = server.create_app({**stores, "broken": broken}, keys=keys, limits=Limits(per_minute=0))
    with TestClient(app, base_url=LOCAL, raise_server_exceptions=False) as client:
        for request in every_route(None):
            response = said(client, headers, *request)
            assert "secret" not in response
            assert "Traceback" not in response


def test_its_own_collection_is_served_in_full(
    asked: tuple[TestClient, dict[str, str], dict[str, str]],
) -> None:
    client, edu, _ = asked
    for body in ({"question": EDU}, {"question": EDU, "collection": "edu"}):
        answer = client.post("/v1/ask", json=body, headers=edu).json()
        assert answer["status"] == "answered"
        assert {one["document"] for one in answer["citations"]} == {"hanbit_edu_2024.txt"}


def test_a_key_file_that_fails_does_not_tell_its_place(stores: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "secret-keys.json"
    path.write_text("{", encoding="utf-8")
    with TestClient(server.create_app(stores, keys=KeyFile(path)), base_url=LOCAL) as client:
        response = client.get("/v1/models", headers={"Authorization": "Bearer brf-x"})
        assert (response.status_code, response.json()["error"]["code"]) == (503, "keys_unreadable")
        assert "secret" not in response.text
