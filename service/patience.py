"""Connections that are opened and then say nothing, or say it a byte at a time, are given up."""

from __future__ import annotations

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from service.guard import failure

HEAD_SECONDS = 15.0  # for a request line and its headers


class Patient(H11Protocol):
    """Uvicorn's protocol with a limit on the time that the head of a request may take.

    Uvicorn itself limits the time between requests only; `Guard` limits that of a body.
    """

    _giving_up: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait."""
        super().connection_made(transport)
        self._giving_up = self.loop.call_later(HEAD_SECONDS, self._give_up)

    def data_received(self, data: bytes) -> None:
        """Stop waiting when the head is there; begin again where another one begins."""
        super().data_received(data)
        between = self.cycle is None or self.cycle.response_complete
        if not (between and self.conn.their_state is h11.IDLE):
            self._stop_waiting()
        elif self._giving_up is None:
            self._giving_up = self.loop.call_later(HEAD_SECONDS, self._give_up)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _stop_waiting(self) -> None:
        if self._giving_up is not None:
            self._giving_up.cancel()
            self._giving_up = None

    def _give_up(self) -> None:
        self._giving_up = None
        body = bytes(failure(408, "요청이 너무 느리게 와서 그만두었습니다.", "request_timeout").body)
        head = ["HTTP/1.1 408 Request Timeout", "content-type: application/json", "connection: close"]
        head.append(f"content-length: {len(body)}")
        self.transport.write("\r\n".join(head).encode() + b"\r\n\r\n" + body)
        self.transport.close()
