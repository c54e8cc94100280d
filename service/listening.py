"""The address at which the server listens, and its life until it is told to stop."""

from __future__ import annotations

import socket
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import uvicorn

from corpus.errors import BadRequest
from service import logs
from service.patience import Patient

if TYPE_CHECKING:
    from fastapi import FastAPI

MOST_CONNECTIONS = 500
BACKLOG = 1024  # connections that wait to be taken


def is_local(host: str) -> bool:
    """Whether only this machine can reach a server at that address."""
    return host in {"127.0.0.1", "::1", "localhost"}


def listen(app: FastAPI, address: tuple[str, int], *, guarded: bool) -> None:
    """Run the server at an address (host, port) until it is told to stop; streams under way are ended.

    Args:
        app: the application.
        address: where to listen.
        guarded: whether keys say who may come in, or everybody is meant to.

    Raises:
        BadRequest: others could reach it and nothing says who may, or the address cannot be used.
    """
    host, port = address
    if not is_local(host) and not guarded:
        raise BadRequest(
            f"{host}: 다른 컴퓨터에 열려면 --keys로 키 파일을 주세요. "
            "누구나 쓰게 하려면 --no-auth를 적어 주세요."
        )
    logs.configure()
    listening = _bind(host, port)
    settings = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_keep_alive=10,
        timeout_graceful_shutdown=5,
        http=Patient,
    )
    if sys.stderr.isatty():
        name = f"[{host}]" if ":" in host else host
        sys.stderr.write(f"http://{name}:{port} 에서 열었습니다. 마치려면 Ctrl-C를 누르세요.\n")
    with suppress(KeyboardInterrupt):
        uvicorn.Server(settings).run(sockets=[listening])


def _bind(host: str, port: int) -> socket.socket:
    """Listen at an address, before anything is loaded.

    Raises:
        BadRequest: it is taken, or none of this machine's.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, *_, address = min(found)  # IPv4 first
        return socket.create_server(address[:2], family=family, backlog=BACKLOG)
    except OSError as error:
        raise BadRequest(
            f"{host}:{port}: 열 수 없습니다({error.strerror}). 이미 쓰고 있는 포트인지, 이 컴퓨터의 주소인지 "
            "확인해 주세요."
        ) from error
