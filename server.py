"""The HTTP door: the answer object, the OpenAI shape, documents and their lines, MCP tools, the web page.

Answers are made in threads over stores that all requests share; one that was swapped is opened anew behind
them. Every error is `{"error": {"message", "type", "code", "param"}}`.
"""

from __future__ import annotations

from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import anyio
import anyio.lowlevel
from anyio import to_thread
from fastapi import Depends, FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.exceptions import HTTPException
from starlette.routing import Route

from corpus.errors import BadRequest, BriefingError, StoreError
from display.shapes import coverage_json, document_json, finding_json, place_json
from service import logs, shapes
from service.collections import DEFAULT, Collection, Collections
from service.guard import LOOPBACK, Access, Counts, Guard, Limits, failure
from service.openai import Reply, collection_of, content_of, models, questions_of, task_reply
from service.tools import MAX_LINES, mcp_server

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping
    from typing import TypeVar

    from starlette.types import Receive, Scope, Send

    from index.schema import Entry
    from index.store import Store
    from qa.answer import Answer
    from qa.wording.phrasing import Phraser
    from service.keys import Key, KeyFile

    Made = TypeVar("Made")

WEB = Path(__file__).parent / "web"
PAGES = {"/": "index.html"} | {
    f"/{file.name}": file.name for file in sorted(WEB.iterdir()) if file.suffix in {".css", ".js", ".svg"}
}
PUBLIC = frozenset({*PAGES, "/healthz", "/readyz"})
THREADS = 8
ASKING = 2  # threads that look for answers, one after another: the others wait without one
NOT_THERE = "그런 문서나 줄이 없습니다."
_ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": shapes.Error} for status in (400, 401, 404, 408, 413, 421, 429, "4XX", 503)
}
_STREAM: dict[int | str, dict[str, Any]] = {200: {"content": {"text/event-stream": {}}}}
_MESSAGES = {
    400: "요청의 본문을 읽을 수 없습니다. UTF-8로 쓴 JSON을 보내 주세요.",
    404: "그런 주소나 문서가 없습니다.",
    405: "이 주소에 쓸 수 없는 요청 방식입니다.",
}


def create_app(  # noqa: PLR0913 - each is a setting of its own
    stores: Path | Mapping[str, Path],
    *,
    limits: Limits | None = None,
    keys: KeyFile | None = None,
    audit: Path | None = None,
    local: bool = True,
    phraser: Phraser | None = None,
) -> FastAPI:
    """Build the application.

    Args:
        stores: the store's folder, or one for each collection by name (the first is the default).
        limits: of size, time and rate.
        keys: the API keys; everybody is let in where None.
        audit: a file to which each question and its citations are added; none by default.
        local: whether only this machine asks; other host names are then refused (DNS rebinding).
        phraser: puts answers into a language model's words; they are given as found where None.
    """
    paths = {DEFAULT: stores} if isinstance(stores, Path) else stores
    collections = Collections(paths, phraser)
    counts = Counts()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        to_thread.current_default_thread_limiter().total_tokens = THREADS
        app.state.asking = anyio.CapacityLimiter(ASKING)
        tools = mcp_server(collections, partial(tell, app))
        host = "127.0.0.1" if local else "0.0.0.0"  # noqa: S104
        mcp = tools.streamable_http_app(stateless_http=True, json_response=True, host=host)
        async with anyio.create_task_group() as group, tools.session_manager.run():
            app.state.mcp = mcp
            group.start_soon(partial(to_thread.run_sync, collections.load))
            yield
            group.cancel_scope.cancel()
        collections.close()

    app = FastAPI(
        title="Briefing",
        description="주요업무보고 문서에서 근거가 있는 수치와 내용을 찾아 드립니다.",
        version="0.1.0",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
    )
    app.state.collections = collections
    app.state.counts = counts
    app.state.audit = logs.AuditLog(audit) if audit else None
    _handle_errors(app)
    _add_asking(app)
    _add_reading(app)
    _add_operations(app)
    _add_pages(app)
    app.router.routes.append(Route("/mcp", _Tools(app)))
    counts.reloads.set_function(lambda: collections.reloads)
    hosts = LOOPBACK if local and keys is None else None
    access = Access(keys, PUBLIC, hosts)
    app.add_middleware(Guard, limits=limits or Limits(), counts=counts, access=access)
    return app


class _Tools:
    """The MCP application, which lives as long as the server runs."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app.state.mcp(scope, receive, send)


def visible(request: Request) -> frozenset[str] | None:
    """The collections that the caller may see, None for all."""
    key: Key | None = request.scope.get("state", {}).get("key")
    return key.visible if key else None


def chosen(request: Request, name: str | None = None) -> Collection:
    """The collection of that name, or the caller's first one.

    Raises:
        HTTPException: (404) there is none that the caller may see.
    """
    collections: Collections = request.app.state.collections
    found = collections.get(name, visible(request))
    if found is None:
        raise HTTPException(404, "그런 문서 묶음이 없습니다.")
    return found


def named(request: Request, collection: Annotated[str | None, Query(max_length=100)] = None) -> Collection:
    """The collection named in the address."""
    return chosen(request, collection)


Named = Annotated[Collection, Depends(named)]


async def in_thread(work: Callable[..., Made], *arguments: object) -> Made:
    """Do what takes time in a thread."""
    return await to_thread.run_sync(partial(work, *arguments))


def _handle_errors(app: FastAPI) -> None:
    @app.exception_handler(HTTPException)
    async def http_error(_: Request, error: HTTPException) -> Response:
        said = str(error.detail)
        message = (
            said if any("가" <= letter <= "힣" for letter in said) else _MESSAGES.get(error.status_code, said)
        )
        code = {404: "not_found", 405: "method_not_allowed"}.get(error.status_code, "bad_request")
        return failure(error.status_code, message, code, dict(error.headers or {}))

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> Response:
        places = [".".join(map(str, one["loc"][1:])) for one in error.errors()[:3]]
        found = list(dict.fromkeys(place for place in places if place))
        message = f"요청의 형식이 맞지 않습니다: {', '.join(found) or '본문'}"
        return failure(400, message, "invalid_request", param=found[0] if found else None)

    @app.exception_handler(BriefingError)
    async def expected(_: Request, error: BriefingError) -> Response:
        if isinstance(error, BadRequest):
            return failure(400, str(error), "bad_question")
        if isinstance(error, StoreError):
            return failure(503, "색인을 열 수 없습니다. 관리자에게 알려 주세요.", "store_unavailable")
        return failure(500, "요청을 처리하지 못했습니다. 관리자에게 알려 주세요.", "failed")

    @app.exception_handler(Exception)
    async def unexpected(_: Request, __: Exception) -> Response:
        return failure(500, "요청을 처리하지 못했습니다. 관리자에게 알려 주세요.", "failed")


async def answered(request: Request, collection: Collection, question: str, history: list[str]) -> Answer:
    """Answer a question: at once where it was asked before, else in a thread; count and audit it."""
    state = request.app.state
    answer = collection.given(question, history)
    if answer is None:
        work = partial(collection.ask, question, history)
        answer = await to_thread.run_sync(work, limiter=state.asking)
    key: Key | None = request.scope["state"]["key"]
    if state.audit:
        await in_thread(tell, request.app, key, answer)
    else:
        tell(request.app, key, answer)
    return answer


def tell(app: FastAPI, key: Key | None, answer: Answer) -> None:
    """Count an answer that was given and keep it for audits, where that is wanted."""
    app.state.counts.answers.labels(answer.status, answer.kind).inc()
    if app.state.audit:
        app.state.audit.add(key.id if key else "", answer)


def _add_asking(app: FastAPI) -> None:
    @app.post("/v1/ask", response_model=shapes.Answer, responses=_ERRORS)
    async def ask(request: Request, body: shapes.Ask) -> Response:
        """질문 하나에 근거와 함께 답합니다."""
        answer = await answered(request, chosen(request, body.collection), body.question, body.history())
        return JSONResponse(answer.to_json())

    @app.post("/v1/chat/completions", response_model=shapes.Completion, responses=_ERRORS | _STREAM)
    async def chat(request: Request, body: shapes.Chat) -> Response:
        """대화의 마지막 질문에 답합니다(OpenAI chat completions 형식)."""
        collection = chosen(request, collection_of(body.model))
        question, history = questions_of(body)
        content, citations = task_reply(question), []
        if content is None:
            answer = await answered(request, collection, question, history)
            content = content_of(answer)
            citations = [citation.to_json() for citation in answer.citations]
        reply = Reply(body, content, citations)
        if not body.stream:
            return JSONResponse(reply.completion())
        headers = {"X-Accel-Buffering": "no"}
        return StreamingResponse(_async(reply.events()), media_type="text/event-stream", headers=headers)

    @app.get("/v1/models", response_model=shapes.Models, responses=_ERRORS)
    async def list_models(request: Request) -> Response:
        """쓸 수 있는 모델(문서 묶음)을 보여 줍니다."""
        return JSONResponse(models(app.state.collections.names(visible(request))))

    @app.get("/v1/models/{model}", response_model=shapes.Model, responses=_ERRORS)
    async def model_named(request: Request, model: str) -> Response:
        """모델(문서 묶음) 하나를 보여 줍니다."""
        listed = models(app.state.collections.names(visible(request)))["data"]
        found = next((one for one in listed if one["id"] == model), None)
        if found is None:
            raise HTTPException(404, "그런 모델이 없습니다.")
        return JSONResponse(found)


async def _async(events: Any) -> AsyncIterator[str]:  # noqa: ANN401 - an iterator of texts
    for event in events:
        yield event
        await anyio.lowlevel.checkpoint()  # lets the server see that the client has gone


async def read(collection: Collection, look: Callable[[Store], Made]) -> Made:
    """What is read from the store of a collection, in a thread."""

    def work() -> Made:
        with collection.store() as store:
            return look(store)

    return await in_thread(work)


def entry_of(store: Store, document: str) -> Entry:
    """The document with exactly that name.

    Raises:
        HTTPException: (404) there is none.
    """
    found = next((one for one in store.documents() if one.name == document), None)
    if found is None:
        raise HTTPException(404, NOT_THERE)
    return found


def _add_reading(app: FastAPI) -> None:
    @app.get("/v1/documents", response_model=shapes.Documents, responses=_ERRORS)
    async def documents(collection: Named) -> Response:
        """색인에 있는 문서를 보여 줍니다."""
        data = await read(
            collection, lambda store: [document_json(store, entry) for entry in store.documents()]
        )
        return JSONResponse({"object": "list", "data": data})

    @app.get("/v1/documents/{document}/lines", response_model=shapes.Lines, responses=_ERRORS)
    async def lines(
        document: str,
        collection: Named,
        first: Annotated[int, Query(ge=1, le=10_000_000)],
        last: Annotated[int, Query(ge=1, le=10_000_000)],
        around: Annotated[int, Query(ge=0, le=100)] = 0,
    ) -> Response:
        """문서의 원문 줄과, 그 줄이 있는 표를 보여 줍니다."""
        if not first <= last < first + MAX_LINES:
            raise BadRequest(f"first부터 last까지 {MAX_LINES}줄 안으로 적어 주세요.")

        def look(store: Store) -> dict[str, Any]:
            if first > entry_of(store, document).lines:
                raise HTTPException(404, NOT_THERE)
            return place_json(store, document, first, last, around)

        return JSONResponse(await read(collection, look))

    @app.get("/v1/documents/{document}/coverage", response_model=shapes.Coverage, responses=_ERRORS)
    async def coverage(document: str, collection: Named) -> Response:
        """문서를 얼마나 읽었는지 보여 줍니다: 맞거나 어긋난 산식, 읽지 못한 숫자가 있는 줄."""
        return JSONResponse(
            await read(collection, lambda store: coverage_json(store, entry_of(store, document).name))
        )

    @app.get("/v1/findings", response_model=shapes.Findings, responses=_ERRORS)
    async def findings(collection: Named) -> Response:
        """문서 안에서 서로 어긋나는 곳을 보여 줍니다."""
        data = await read(collection, lambda store: [finding_json(one) for one in store.findings()])
        return JSONResponse({"object": "list", "data": data})


def _add_operations(app: FastAPI) -> None:
    @app.head("/healthz", include_in_schema=False)
    @app.get("/healthz", include_in_schema=False)
    async def health() -> Response:
        return JSONResponse({"status": "ok"})

    @app.get("/readyz", include_in_schema=False)
    async def ready() -> Response:
        is_ready = app.state.collections.ready
        return JSONResponse({"ready": is_ready}, status_code=200 if is_ready else 503)

    @app.get("/metrics", include_in_schema=False)
    async def metrics(request: Request) -> Response:
        if visible(request) is not None:
            return failure(403, "모든 묶음을 볼 수 있는 키만 볼 수 있습니다.", "not_allowed")
        return PlainTextResponse(generate_latest(app.state.counts.registry), media_type=CONTENT_TYPE_LATEST)


def _add_pages(app: FastAPI) -> None:
    for address, name in PAGES.items():
        app.add_api_route(
            address, partial(_page, WEB / name), methods=["GET", "HEAD"], include_in_schema=False
        )


async def _page(path: Path) -> Response:
    return FileResponse(path, headers={"Cache-Control": "no-cache"})
