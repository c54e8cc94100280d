"""A small server with OpenAI's interface, on this machine, that behaves as it is told."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Write = Callable[[dict[str, Any]], str]
"""Gives a reply to the data of a request: {"질문": ..., "찾은 내용": [...]}."""


@dataclass
class Model:
    """How the server behaves, and what it was asked."""

    url: str = ""
    write: Write = str
    raw: bytes | None = None  # the whole body of the response
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    drips: bool = False  # gives the body a byte at a time, without end
    waits: bool = False  # gives nothing until `released`
    requests: list[tuple[dict[str, str], dict[str, Any]]] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)


def completion(text: Any) -> bytes:
    message = {"role": "assistant", "content": text}
    return json.dumps({"choices": [{"index": 0, "message": message}]}, ensure_ascii=False).encode()


def data_of(request: dict[str, Any]) -> dict[str, Any]:
    """What a request brings of the documents."""
    found: dict[str, Any] = json.loads(request["messages"][-1]["content"])
    return found


@contextmanager
def language_model() -> Iterator[Model]:
    """Run the server for as long as the context lasts."""
    model = Model()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            request = json.loads(body)
            model.requests.append((dict(self.headers), request))
            if model.waits:
                model.released.wait()
            if self.path != "/v1/chat/completions":
                self.send_error(404)
                return
            answer = model.raw if model.raw is not None else completion(model.write(data_of(request)))
            self.send_response(model.status)
            for name, value in model.headers.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                while model.drips and not model.released.wait(0.02):
                    self.wfile.write(b" ")
                self.wfile.write(answer)
            except OSError:
                return  # the client is gone

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    model.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield model
    finally:
        model.released.set()
        server.shutdown()
        server.server_close()
        thread.join()
