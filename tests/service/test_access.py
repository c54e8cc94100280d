from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from serving import FIGURE, LOCAL, is_error

import server
from corpus.errors import BadRequest
from index.build import build_store
from service.guard import Limits, Rates
from service.keys import KeyFile
from service.listening import listen


@pytest.fixture(scope="module")
def stores(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Two collections."""
    folder = tmp_path_factory.mktemp("access")
    build_store([samples / "garam_admin_2023.txt"], folder / "city")
    build_store([samples / "hanbit_edu_2024.txt"], folder / "edu")
    return {"city": folder / "city", "edu": folder / "edu"}


@pytest.fixture
def guarded(stores: dict[str, Path], tmp_path: Path) -> Iterator[tuple[TestClient, dict[str, str]]]:
    """A server of both, with a key for each and one for all."""
    keys = KeyFile(tmp_path / "keys.json")
    secrets = {name: keys.add((name,), "") for name in ("city", "edu", "*")}
    app = server.create_app(stores, keys=keys)
    with TestClient(app, base_url=LOCAL, raise_server_exceptions=False) as client:
        yield client, secrets


def test_a_key_sees_its_collection_and_nothing_of_another(guarded: tuple[TestClient, dict[str, str]]) -> None:
    client, secrets = guarded
    edu = {"Authorization": f"Bearer {secrets['edu']}"}
    assert [one["id"] for one in client.get("/v1/models", headers=edu).json()["data"]] == ["briefing"]
    listed = client.get("/v1/documents", headers=edu).json()["data"]
    assert [document["id"] for document in listed] == ["hanbit_edu_2024.txt"]
    answer = client.post("/v1/ask", json={"question": FIGURE}, headers=edu)
    assert "garam" not in answer.text
    assert "3,250,460" not in answer.text
    for name in ("city", "nowhere"):  # another's and one that does not exist look alike
        responses = [
            client.post("/v1/ask", json={"question": FIGURE, "collection": name}, headers=edu),
            client.get("/v1/documents", params={"collection": name}, headers=edu),
            client.get("/v1/findings", params={"collection": name}, headers=edu),
            client.post(
                "/v1/chat/completions",
                json={"model": f"briefing:{name}", "messages": [{"role": "user", "content": FIGURE}]},
                headers=edu,
            ),
        ]
        assert all(is_error(response, 404) for response in responses)
        assert len({response.text for response in responses}) == 1
        arguments = {"question": FIGURE, "collection": name}
        call = {"name": "ask", "arguments": arguments}
        body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call}
        accepted = {"accept": "application/json, text/event-stream"}
        told = client.post("/mcp", json=body, headers=edu | accepted).json()["result"]
        assert told["isError"]
        assert "garam" not in str(told)
    place = "/v1/documents/garam_admin_2023.txt/lines?first=41&last=41"
    assert is_error(client.get(place, headers=edu), 404)
    assert is_error(client.get("/metrics", headers=edu), 403)
    everything = {"Authorization": f"Bearer {secrets['*']}"}
    ids = [one["id"] for one in client.get("/v1/models", headers=everything).json()["data"]]
    assert ids == ["briefing", "briefing:city", "briefing:edu"]
    assert client.get("/metrics", headers=everything).status_code == 200


def test_keys_are_needed_hashed_and_revoked(tmp_path: Path) -> None:
    keys = KeyFile(tmp_path / "keys.json")
    secret = keys.add(("default",), "총무과")
    assert secret not in keys.path.read_text(encoding="utf-8")
    assert keys.path.stat().st_mode & 0o077 == 0
    app = server.create_app(tmp_path / "none", keys=keys)
    with TestClient(app, base_url=LOCAL, raise_server_exceptions=False) as client:
        assert client.get("/healthz").status_code == 200
        assert client.get("/").status_code == 200
        for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": secret}):
            assert is_error(client.get("/v1/models", headers=headers), 401)
            assert is_error(client.get("/openapi.json", headers=headers), 401)
            assert is_error(client.post("/mcp", headers=headers), 401)
        headers = {"Authorization": f"Bearer {secret}"}
        assert client.get("/v1/models", headers=headers).status_code == 200
        KeyFile(keys.path).revoke(keys.all()[0].id)
        assert is_error(client.get("/v1/models", headers=headers), 401)


def test_too_many_requests_are_refused(tmp_path: Path) -> None:
    app = server.create_app(tmp_path / "none", limits=Limits(per_minute=3))
    with TestClient(app, base_url=LOCAL, raise_server_exceptions=False) as client:
        codes = [client.get("/v1/models").status_code for _ in range(5)]
        assert codes == [200, 200, 200, 429, 429]
        refused = client.get("/v1/models")
        assert is_error(refused, 429)
        assert int(refused.headers["retry-after"]) >= 1
        assert client.get("/healthz").status_code == 200


def test_a_rate_fills_up_again() -> None:
    rates = Rates(60)
    assert [rates.wait("a", 0.0) for _ in range(60)] == [0.0] * 60
    assert rates.wait("a", 0.0) == pytest.approx(1.0)
    assert rates.wait("b", 0.0) == 0.0
    assert rates.wait("a", 1.0) == 0.0
    assert Rates(0).wait("a", 0.0) == 0.0


def test_it_binds_elsewhere_only_with_keys(tmp_path: Path) -> None:
    app = server.create_app(tmp_path / "none")
    with pytest.raises(BadRequest, match="--keys"):
        listen(app, ("0.0.0.0", 0), guarded=False)  # noqa: S104


def test_questions_are_kept_where_that_is_asked_for(stores: dict[str, Path], tmp_path: Path) -> None:
    kept = tmp_path / "audit.jsonl"
    keys = KeyFile(tmp_path / "keys.json")
    accepted = {"accept": "application/json, text/event-stream"}
    headers = {"Authorization": f"Bearer {keys.add(('city',), '')}", **accepted}
    question = FIGURE.replace(" ", "\n")
    chat = {"messages": [{"role": "user", "content": question}]}
    params = {"name": "ask", "arguments": {"question": question}}
    with TestClient(server.create_app(stores, audit=kept, keys=keys), base_url=LOCAL) as client:
        client.post("/v1/ask", json={"question": question}, headers=headers)
        client.post("/v1/chat/completions", json=chat, headers=headers)
        call = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
        client.post("/mcp", json=call, headers=headers)
        client.post("/v1/ask", json={"question": "가" * 2000}, headers=headers)
    lines = [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines()]
    assert [line["key"] for line in lines] == [keys.all()[0].id] * 3
    assert all(line["citations"][0].startswith("garam_admin_2023.txt:41-") for line in lines)
    assert kept.stat().st_mode & 0o077 == 0
