"""The same as MCP tools, read-only: `ask`, `search`, `read_lines` (https://modelcontextprotocol.io)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

from anyio import to_thread
from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

from corpus.errors import BadRequest, BriefingError
from display.shapes import chunk_json, place_json
from qa.assistant import MAX_QUESTION

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from qa.answer import Answer
    from service.collections import Collection, Collections
    from service.keys import Key

    Made = TypeVar("Made")
    Told = Callable[[Key | None, Answer], None]

MAX_LINES = 500
MAX_HITS = 20
_READ_ONLY = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
_ABOUT = (
    "한국 공공기관의 주요업무보고 문서에서 근거가 있는 답을 찾습니다. "
    "ask는 답과 인용(문서, 절, 표의 칸, 줄)을, search는 관련 단락을, "
    "read_lines는 원문 줄을 줍니다. 문서에 없는 것은 없다고 답합니다."
)

Question = Annotated[str, Field(min_length=1, max_length=MAX_QUESTION, description="한국어 질문")]
Name = Annotated[str | None, Field(description="문서 묶음 이름(없으면 기본)")]


def mcp_server(collections: Collections, told: Told | None = None) -> MCPServer[Any]:
    """An MCP server over the collections; over HTTP a caller sees those of its key.

    Args:
        collections: what is asked.
        told: called with the caller's key (None where none is needed) and each answer that is given.
    """
    server: MCPServer[Any] = MCPServer("briefing", instructions=_ABOUT)

    @server.tool(description="질문에 근거와 함께 답합니다.", annotations=_READ_ONLY)
    async def ask(
        ctx: Context[Any, Any],
        question: Question,
        conversation: Annotated[list[str] | None, Field(max_length=50, description="앞서 물은 것들")] = None,
        collection: Name = None,
    ) -> dict[str, Any]:
        chosen = _chosen(collections, ctx, collection)
        answer = await _in_thread(partial(chosen.ask, question, conversation or ()))
        if told:
            await _in_thread(partial(told, _key(ctx), answer))
        return answer.to_json()

    @server.tool(description="질문과 관련된 단락을 찾습니다.", annotations=_READ_ONLY)
    async def search(
        ctx: Context[Any, Any],
        query: Question,
        limit: Annotated[int, Field(ge=1, le=MAX_HITS, description="최대 단락 수")] = 5,
        collection: Name = None,
    ) -> dict[str, Any]:
        return await _in_thread(partial(_search, _chosen(collections, ctx, collection), query, limit))

    @server.tool(description="문서의 원문 줄과 그 줄이 있는 표를 읽습니다.", annotations=_READ_ONLY)
    async def read_lines(
        ctx: Context[Any, Any],
        document: Annotated[str, Field(max_length=300, description="문서 이름")],
        first: Annotated[int, Field(ge=1, description="첫 줄 번호")],
        last: Annotated[int, Field(ge=1, description="끝 줄 번호")],
        collection: Name = None,
    ) -> dict[str, Any]:
        if not first <= last < first + MAX_LINES:
            raise ToolError(f"first부터 last까지 {MAX_LINES}줄 안으로 적어 주세요.")
        return await _in_thread(partial(_read, _chosen(collections, ctx, collection), document, first, last))

    return server


def _key(ctx: Context[Any, Any]) -> Key | None:
    """The key of a call over HTTP, where one is needed."""
    request = getattr(ctx.request_context, "request", None)
    found: Key | None = request.scope.get("state", {}).get("key") if request is not None else None
    return found


def _chosen(collections: Collections, ctx: Context[Any, Any], name: str | None) -> Collection:
    """The collection of a call, among those that the caller's key may see."""
    key = _key(ctx)
    chosen = collections.get(name, key.visible if key else None)
    if chosen is None:
        raise ToolError(f"{name or ''}: 그런 문서 묶음이 없습니다.")
    return chosen


def _search(collection: Collection, query: str, limit: int) -> dict[str, Any]:
    with collection.assistant() as assistant:
        return {"passages": [chunk_json(assistant.store, chunk) for chunk in assistant.chunks(query, limit)]}


def _read(collection: Collection, document: str, first: int, last: int) -> dict[str, Any]:
    with collection.store() as store:
        known = next((one for one in store.documents() if one.name == document), None)
        if known is None or first > known.lines:
            raise BadRequest("그런 문서나 줄이 없습니다. ask나 search의 document와 lines를 적어 주세요.")
        return place_json(store, document, first, last)


async def _in_thread(work: Callable[[], Made]) -> Made:
    """Do the work in a thread; an expected failure becomes the tool's error, without the store's place."""
    try:
        return await to_thread.run_sync(work)
    except BadRequest as error:
        raise ToolError(str(error)) from error
    except BriefingError as error:
        raise ToolError("색인을 열 수 없습니다. briefing index로 만든 색인인지 확인해 주세요.") from error
