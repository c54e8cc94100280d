"""What tests of the server share: one that listens, the shape of an error."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from fastapi import FastAPI

from service.patience import Patient

LOCAL = "http://127.0.0.1:8000"
FIGURE = "2023년 가람시 행정국 세입 예산현액 총액과 2023년 2월 28일 기준 징수율은 얼마입니까?"


def is_error(response: Any, status: int) -> bool:
    """Whether a response is an error of that status in the OpenAI shape."""
    error = response.json()["error"]
    whole = set(error) == {"message", "type", "code", "param"}
    return response.status_code == status and whole and all((error["message"], error["type"], error["code"]))


@contextmanager
def listening(app: FastAPI) -> Iterator[str]:
    """Run an application in a thread until its stores are open; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = uvicorn.Config(app, port=port, log_config=None, timeout_graceful_shutdown=2, http=Patient)
    running = uvicorn.Server(settings)
    thread = threading.Thread(target=running.run)
    thread.start()
    deadline = time.monotonic() + 60
    while not (running.started and app.state.collections.ready) and time.monotonic() < deadline:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        running.should_exit = True
        thread.join()
