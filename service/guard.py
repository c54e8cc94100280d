"""What stands before every request: size and time limits, keys, rates, security headers, counts, logs.

Plain ASGI, so that streams pass through untouched. Neither questions nor answers are logged.
"""

from __future__ import annotations

import logging
import re
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import anyio
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse

from corpus.errors import BriefingError

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from service.keys import Key, KeyFile

log = logging.getLogger("briefing.access")

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
_PORT = re.compile(r":\d*$")
READ_ON = 16  # limits of a body that are read before it is refused: who still sends sees no answer
MOST_CALLERS = 10_000  # whose rates are remembered


@dataclass(frozen=True, slots=True)
class Limits:
    """What a request may take: bytes of its body, seconds to send it, requests a minute for a caller."""

    body_bytes: int = 256 * 1024
    body_seconds: float = 15.0
    per_minute: int = 600


@dataclass(frozen=True, slots=True)
class Access:
    """Who may come in.

    Args:
        keys: the keys that are let in; everybody where None.
        public: paths that need no key and count towards no rate.
        hosts: the names under which the server is asked, any where None. Without keys a page of another
            site could else read the documents under a name of its own that it points here (DNS rebinding).
    """

    keys: KeyFile | None
    public: frozenset[str]
    hosts: frozenset[str] | None


def failure(
    status: int, message: str, code: str, headers: dict[str, str] | None = None, param: str | None = None
) -> JSONResponse:
    """An error response in the OpenAI shape; `param` names the field that is wrong."""
    kind = {401: "authentication_error", 403: "permission_error", 404: "not_found_error"}.get(status)
    kind = kind or {429: "rate_limit_error"}.get(status)
    kind = kind or ("server_error" if status >= 500 else "invalid_request_error")
    body = {"error": {"message": message, "type": kind, "code": code, "param": param}}
    return JSONResponse(body, status_code=status, headers=headers)


class Counts:
    """The metrics of one server, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "briefing_requests", "Requests", ["route", "method", "status"], registry=self.registry
        )
        self.seconds = Histogram(
            "briefing_request_seconds",
            "Seconds a request took",
            ["route"],
            registry=self.registry,
            buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
        )
        self.answers = Counter(
            "briefing_answers", "Answers given", ["status", "kind"], registry=self.registry
        )
        self.reloads = Gauge("briefing_store_reloads", "Stores opened anew", registry=self.registry)


class Rates:
    """A bucket of requests a caller, filled evenly over a minute."""

    def __init__(self, per_minute: int) -> None:
        self._most = float(per_minute)
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, caller: str, now: float) -> float:
        """Take one request; gives 0, or the seconds until the caller may ask again."""
        if not self._most:
            return 0.0
        left, since = self._left.pop(caller, (self._most, now))
        left = min(self._most, left + (now - since) * self._most / 60)
        allowed = left >= 1
        self._left[caller] = (left - 1 if allowed else left, now)
        if len(self._left) > MOST_CALLERS:
            self._left.popitem(last=False)
        return 0.0 if allowed else (1 - left) * 60 / self._most


class Guard:
    """The middleware.

    Args:
        app: what it guards.
        limits: of size, time and rate.
        counts: where requests are counted.
        access: who is let in. The caller's `Key` is left in the scope's state as `key`.
    """

    def __init__(self, app: ASGIApp, limits: Limits, counts: Counts, access: Access) -> None:
        self._app = app
        self._access = access
        self._limits = limits
        self._counts = counts
        self._rates = Rates(limits.per_minute)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here with what is wrong with it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        status = 500
        key: Key | None = None

        async def send_guarded(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            key, refusal = self._admit(scope)
            scope.setdefault("state", {})["key"] = key
            body = b""
            if refusal is None:
                body, refusal = await self._body(receive)
            if refusal is not None:
                await refusal(scope, receive, send_guarded)
            else:
                await self._app(scope, _replay(body, receive), send_guarded)
        finally:
            self._record(scope, key, status, time.perf_counter() - started)

    def _admit(self, scope: Scope) -> tuple[Key | None, JSONResponse | None]:
        """The caller's key and, where it may not come in, what to answer."""
        if self._access.hosts is not None and _host(scope) not in self._access.hosts:
            message = "이 주소로는 쓸 수 없습니다. 127.0.0.1로 접속하거나, 서버에 키 파일을 주세요."
            return None, failure(421, message, "wrong_host")
        if scope["path"] in self._access.public:
            return None, None
        key: Key | None = None
        caller = scope["client"][0] if scope.get("client") else ""
        if self._access.keys is not None:
            scheme, _, secret = Headers(scope=scope).get("authorization", "").partition(" ")
            try:
                key = self._access.keys.find(secret.strip()) if scheme.lower() == "bearer" else None
            except BriefingError as error:
                log.error("%s", error)  # noqa: TRY400 - one line is enough
                return None, failure(
                    503, "API 키를 확인할 수 없습니다. 관리자에게 알려 주세요.", "keys_unreadable"
                )
            if key is None:
                message = "API 키가 없거나 맞지 않습니다. Authorization: Bearer 키를 보내 주세요."
                headers = {"WWW-Authenticate": "Bearer"}
                refusal = failure(401, message, "invalid_api_key", headers)
                return None, self._too_often(f"?{caller}") or refusal
            caller = key.id
        return key, self._too_often(caller)

    def _too_often(self, caller: str) -> JSONResponse | None:
        seconds = self._rates.wait(caller, time.monotonic())
        if not seconds:
            return None
        message = f"요청이 너무 잦습니다. {seconds:.0f}초 뒤에 다시 해 주세요."
        return failure(429, message, "rate_limit_exceeded", {"Retry-After": str(max(1, round(seconds)))})

    async def _body(self, receive: Receive) -> tuple[bytes, JSONResponse | None]:
        """The request's body, or what to answer where it is too large or comes too slowly."""
        most = self._limits.body_bytes
        body = bytearray()
        size = 0
        with anyio.move_on_after(self._limits.body_seconds):
            more = True
            while more and size <= most * READ_ON:
                part = await receive()
                more = part.get("more_body", False)
                size += len(part.get("body", b""))
                if size <= most:
                    body += part.get("body", b"")
            if size <= most:
                return bytes(body), None
            message = f"요청이 너무 큽니다. {most // 1024}KB 안으로 줄여 주세요."
            return b"", failure(413, message, "request_too_large")
        return b"", failure(408, "요청이 너무 느리게 와서 그만두었습니다.", "request_timeout")

    def _record(self, scope: Scope, key: Key | None, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", None) or ("/mcp" if scope["path"] == "/mcp" else "other")
        method = (
            scope["method"] if scope["method"] in {"GET", "POST", "HEAD", "OPTIONS", "DELETE"} else "other"
        )
        self._counts.requests.labels(route, method, str(status)).inc()
        self._counts.seconds.labels(route).observe(seconds)
        fields = {"route": route, "method": method, "status": status, "ms": round(seconds * 1000, 1)}
        log.info("request", extra={"fields": fields | ({"key": key.id} if key else {})})


def _host(scope: Scope) -> str:
    """The name in the Host header, without the port: '[::1]:8000' -> '[::1]'."""
    return _PORT.sub("", Headers(scope=scope).get("host", "")).lower()


def _replay(body: bytes, receive: Receive) -> Receive:
    """Give the body that was read, then whatever the client sends after it (that it is gone)."""
    given = False

    async def replayed() -> dict[str, Any]:
        nonlocal given
        if not given:
            given = True
            return {"type": "http.request", "body": body, "more_body": False}
        return dict(await receive())

    return replayed
