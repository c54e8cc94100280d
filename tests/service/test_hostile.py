"""What a hostile or broken client sends, over a socket of its own: a clear 4xx, and the next is served."""

from __future__ import annotations

import json
import logging
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from serving import FIGURE, listening

import server
from index.build import build_store
from service import patience
from service.guard import Limits
from service.logs import JsonLines

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def store(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "store"
    build_store([samples / "garam_admin_2023.txt"], path)
    return path


@pytest.fixture(scope="module")
def port(store: Path) -> Iterator[int]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(patience, "HEAD_SECONDS", 1.0)
        app = server.create_app(store, limits=Limits(per_minute=0, body_seconds=1.0))
        with listening(app) as address:
            yield int(address.rpartition(":")[2])


def connect(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=20)


def told(connection: socket.socket) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of the response; the connection must be closed after it."""
    received = b""
    while part := connection.recv(65536):
        received += part
    head, _, body = received.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines)
    return int(first.split()[1]), headers, body


def send(port: int, raw: bytes) -> tuple[int, dict[str, str], bytes]:
    with connect(port) as connection:
        connection.sendall(raw)
        return told(connection)


def request(method: str, path: str | bytes, body: bytes = b"", *lines: str, host: str = "127.0.0.1") -> bytes:
    address = path if isinstance(path, bytes) else path.encode()
    head = [f"Host: {host}", "Connection: close", f"Content-Length: {len(body)}", *lines, "", ""]
    return method.encode() + b" " + address + b" HTTP/1.1\r\n" + "\r\n".join(head).encode() + body


def posted(path: str, body: bytes) -> bytes:
    return request("POST", path, body, "Content-Type: application/json")


def is_clear(response: tuple[int, dict[str, str], bytes], *statuses: int) -> bool:
    """Whether a response is one of these errors, said in Korean in the OpenAI shape."""
    status, _, body = response
    error = json.loads(body)["error"]
    return status in statuses and bool(re.search("[가-힣]", error["message"])) and bool(error["code"])


@pytest.fixture(autouse=True)
def still_serving(port: int) -> Iterator[None]:
    """After each of these the server answers as before."""
    yield
    status, _, body = send(port, posted("/v1/ask", json.dumps({"question": FIGURE}).encode()))
    assert (status, json.loads(body)["status"]) == (200, "answered")


@pytest.mark.parametrize(
    "path",
    [
        "/../../../etc/passwd",
        "/..%2f..%2f..%2fetc%2fpasswd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/%252e%252e%252fetc%252fpasswd",
        "/..%5c..%5cetc%5cpasswd",
        "/%c0%ae%c0%ae/etc/passwd",
        "/style.css/../../server.py",
        "/style.css%00.html",
        "//etc/passwd",
        "/v1/documents/../../etc/passwd/lines?first=1&last=1",
        "/v1/documents/..%2f..%2f..%2fetc%2fpasswd/lines?first=1&last=1",
        "/v1/documents/%2e%2e%2fmanifest.json/lines?first=1&last=1",
        "/v1/documents/garam_admin_2023.txt%00/lines?first=1&last=1",
        "/v1/documents/%ff%fe/lines?first=1&last=1",
        "/v1/models/..%2f..%2fkeys.json",
    ],
)
def test_no_path_leads_out(port: int, path: str) -> None:
    response = send(port, request("GET", path))
    assert is_clear(response, 404)
    assert b"root:" not in response[2]


@pytest.mark.parametrize(
    ("body", "statuses"),
    [
        (b'{"question": "\xff\xfe\xfa"}', (400,)),
        (b'{"question": "\xed\xa0\x80"}', (400,)),
        ('{"question": "예산"}'.encode("cp949"), (400,)),
        (b'{"question": "\\ud800"}', (400,)),
        (b'{"question": "\\u0000"}', (400,)),
        (b"\x00" * 100, (400,)),
        (b"[" * 100_000, (400,)),
        (b'{"question": ' + b"9" * 10_000 + b"}", (400,)),
        (b'{"question": "' + b"a" * 300_000 + b'"}', (413,)),
        (json.dumps({"question": "예산?", "conversation": ["가"] * 10_000}).encode(), (400,)),
        (json.dumps({"question": "가" * 1001}).encode(), (400,)),
    ],
)
def test_no_body_breaks_it(port: int, body: bytes, statuses: tuple[int, ...]) -> None:
    assert is_clear(send(port, posted("/v1/ask", body)), *statuses)


def test_ten_thousand_turns_are_refused(port: int) -> None:
    turns = [{"role": "user", "content": "?"}] * 10_000
    for count in (10_000, 5_000):
        body = json.dumps({"model": "briefing", "messages": turns[:count]}, separators=(",", ":")).encode()
        assert is_clear(send(port, posted("/v1/chat/completions", body)), 400, 413)


def test_nul_in_a_question_is_only_a_blank(port: int) -> None:
    body = json.dumps({"question": FIGURE.replace(" ", "\x00")}).encode()
    assert json.loads(send(port, posted("/v1/ask", body))[2])["status"] == "answered"


def test_a_question_sets_no_header_and_is_no_markup(port: int) -> None:
    evil = "<script>alert(1)</script>\r\nSet-Cookie: a=b\r\n\r\n<html>"
    chat = {"model": f"briefing\r\nX-Evil: 1{evil}", "messages": [{"role": "user", "content": evil}]}
    asked = [
        posted("/v1/ask", json.dumps({"question": evil}).encode()),
        posted("/v1/chat/completions", json.dumps(chat).encode()),
        posted("/v1/chat/completions", json.dumps(chat | {"stream": True}).encode()),
        request("GET", "/v1/documents?collection=%0d%0aSet-Cookie:%20a=b"),
        request("GET", "/%0d%0aX-Evil:%201"),
    ]
    for raw in asked:
        _, headers, _ = send(port, raw)
        assert headers["content-type"].partition(";")[0] in {"application/json", "text/event-stream"}
        assert headers["x-content-type-options"] == "nosniff"
        assert not {"set-cookie", "x-evil"} & set(headers)


def test_nothing_that_is_sent_begins_a_line_of_the_log(port: int, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO"):
        send(port, request("GET", '/%0a{"level":"info","message":"forged"}%1b[2J'))
        send(port, request("FORGED", "/v1/models"))
        send(port, posted("/v1/ask", json.dumps({"question": '예산\n{"forged": 1}'}).encode()))
    lines = [JsonLines().format(record) for record in caplog.records if record.name == "briefing.access"]
    assert len(lines) >= 3
    for line in lines:
        assert "\n" not in line
        assert "forged" not in line.lower()
        assert "\x1b" not in line


def test_a_forged_message_stays_in_its_line() -> None:
    record = logging.LogRecord("a", logging.INFO, "", 0, '한 줄\n{"forged": 1}\r\x1b[2J', None, None)
    line = JsonLines().format(record)
    assert not re.search(r"[\x00-\x1f]", line)
    assert json.loads(line)["message"].startswith("한 줄\n")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "evil.example:8000", "", "[::2]"])
def test_another_name_that_points_here_is_refused(port: int, host: str) -> None:
    assert is_clear(send(port, request("GET", "/v1/documents", host=host)), 421)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:80", "[::1]:8000", "LOCALHOST:1"])
def test_its_own_names_are_served(port: int, host: str) -> None:
    assert send(port, request("GET", "/v1/documents", host=host))[0] == 200


def test_pages_of_other_sites_are_given_no_leave(port: int) -> None:
    origin = "Origin: https://evil.example"
    asked = request("OPTIONS", "/v1/ask", b"", origin, "Access-Control-Request-Method: POST")
    for raw in (asked, request("GET", "/v1/documents", b"", origin)):
        _, headers, _ = send(port, raw)
        assert not [name for name in headers if name.startswith("access-control-")]


@pytest.mark.parametrize("sent", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "])
def test_a_head_that_does_not_come_is_given_up(port: int, sent: bytes) -> None:
    with connect(port) as connection:
        connection.sendall(sent)
        assert is_clear(told(connection), 408)


def test_a_head_that_comes_a_byte_at_a_time_is_given_up(port: int) -> None:
    with connect(port) as connection:
        started = time.monotonic()
        with suppress(OSError):
            while time.monotonic() - started < 15:
                connection.sendall(b"X")
                time.sleep(0.1)
        assert time.monotonic() - started < 10


def test_a_second_request_that_does_not_come_is_given_up(port: int) -> None:
    with connect(port) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        received = b""
        while not received.endswith(b'{"status":"ok"}'):
            received += connection.recv(65536)
        connection.sendall(b"GET /he")
        assert is_clear(told(connection), 408)


def test_a_body_that_does_not_come_is_given_up(port: int) -> None:
    raw = posted("/v1/ask", b"x" * 50)
    with connect(port) as connection:
        connection.sendall(raw[:-40])
        assert is_clear(told(connection), 408)


def test_many_slow_clients_do_not_keep_others_out(port: int) -> None:
    slow = [connect(port) for _ in range(100)]
    for connection in slow:
        connection.sendall(b"POST /v1/ask HTTP/1.1\r\nHost: 127.0.0.1\r\n")
    assert send(port, request("GET", "/healthz"))[0] == 200
    for connection in slow:
        assert told(connection)[0] == 408
        connection.close()


@pytest.mark.parametrize(
    "raw",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 66_000,
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: a\x00b\r\n\r\n",
        b"GET /\r\nHost: 127.0.0.1\r\n\r\n",
    ],
)
def test_what_is_no_http_is_400(port: int, raw: bytes) -> None:
    assert send(port, raw)[0] == 400


@pytest.mark.parametrize("length", ["9" * 30, "-1", "abc", "1e3"])
def test_a_length_that_is_none_is_refused(port: int, length: str) -> None:
    raw = request("POST", "/v1/ask").replace(b"Content-Length: 0", f"Content-Length: {length}".encode())
    assert send(port, raw + b"{}")[0] in {400, 413}


# streams


def stream(port: int) -> bytes:
    body = json.dumps({"stream": True, "messages": [{"role": "user", "content": FIGURE}]}).encode()
    return posted("/v1/chat/completions", body)


def test_a_stream_whose_reader_went_away_leaves_nothing(port: int, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO"):
        for _ in range(5):
            with connect(port) as leaving:
                leaving.sendall(stream(port))
                leaving.recv(200)
                leaving.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
        time.sleep(0.5)
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_a_server_that_is_told_to_stop_ends_its_streams(store: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = subprocess.Popen(
        [sys.executable, "cli.py", "serve", "--store", str(store), "--port", str(port)],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        wait_until_ready(port)
        with connect(port) as idle, connect(port) as streaming:
            idle.sendall(b"GET /he")
            streaming.sendall(stream(port))
            first = streaming.recv(10)
            running.send_signal(signal.SIGTERM)
            received = first
            while part := streaming.recv(65536):
                received += part
            assert received.rstrip(b"\r\n0").endswith(b"data: [DONE]")
        _, logged = running.communicate(timeout=20)
        assert running.returncode in {0, -signal.SIGTERM}
        records: list[Any] = [json.loads(line) for line in logged.splitlines()]
        assert not [record for record in records if record["level"] in {"error", "critical"}]
    finally:
        running.kill()


def wait_until_ready(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            if send(port, request("GET", "/readyz"))[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.2)
    pytest.fail("the server did not start")
