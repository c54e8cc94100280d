from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
)
from serving import listening

import server
from index.build import build_store
from service.guard import Limits

ROUTES = [
    ("post", "/v1/ask"),
    ("post", "/v1/chat/completions"),
    ("get", "/v1/models"),
    ("get", "/v1/models/{model}"),
    ("get", "/v1/documents"),
    ("get", "/v1/documents/{document}/lines"),
    ("get", "/v1/documents/{document}/coverage"),
    ("get", "/v1/findings"),
]


@pytest.fixture(scope="module")
def api(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The OpenAPI document of a server that answers."""
    path = tmp_path_factory.mktemp("schema") / "store"
    build_store([samples / "hanbit_edu_2024.txt"], path)
    with listening(server.create_app(path, limits=Limits(per_minute=0))) as address:
        yield schemathesis.openapi.from_url(f"{address}/openapi.json")


CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_no_request_breaks_the_server_or_its_schema(api: Any, method: str, path: str) -> None:
    operation = api[path][method]

    @given(case=operation.as_strategy())
    @settings(max_examples=15, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    def holds(case: Any) -> None:
        case.call_and_validate(checks=CHECKS)

    holds()


def test_every_route_is_described_with_an_example() -> None:
    described = server.create_app(Path("none")).openapi()
    assert [(method, path) for path in described["paths"] for method in described["paths"][path]] == ROUTES
    for name in ("Ask", "Answer", "Chat"):
        assert described["components"]["schemas"][name]["example"]


def test_both_forms_of_a_reply_are_described() -> None:
    chat = server.create_app(Path("none")).openapi()["paths"]["/v1/chat/completions"]["post"]
    assert set(chat["responses"]["200"]["content"]) == {"application/json", "text/event-stream"}
