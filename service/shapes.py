"""What requests and responses look like at the HTTP border (pydantic), checked and documented."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from qa.assistant import MAX_QUESTION

MAX_EARLIER = 200  # earlier questions that a request may bring
MAX_MESSAGES = 2000

_EXAMPLE: dict[str, Any] = {
    "question": "2024년 총무과 사업비는 얼마야?",
    "status": "answered",
    "kind": "figure",
    "answer": "12,345천원(약 1,235만원)입니다. [1]",
    "figures": [
        {"value": 12345, "unit": "천원", "text": "12,345", "label": "총무과 · 2024 예산액", "citation": 1}
    ],
    "citations": [
        {
            "id": 1,
            "document": "report_2024.txt",
            "title": "2024년 주요업무보고",
            "section": ["Ⅰ. 일반 현황"],
            "lines": [68, 68],
            "quote": "총 무 과\t12,345",
            "table": {"caption": "세출 총괄", "row": ["총무과"], "column": ["2024 예산액"]},
        }
    ],
    "confidence": 0.97,
    "warnings": [],
    "elapsed_ms": 12,
}


class Ask(BaseModel):
    """A question and, for one that refers back, the questions before it."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {"question": "그럼 2023년은?", "conversation": ["2024년 총무과 예산은?"]}
        }
    )

    question: str = Field(min_length=1, max_length=MAX_QUESTION)
    conversation: list[str | Turn] = Field(
        default_factory=list, max_length=MAX_EARLIER, description="앞서 물은 것들, 먼저 물은 것부터"
    )
    collection: str | None = Field(default=None, max_length=100, description="문서 묶음")

    def history(self) -> list[str]:
        """The earlier questions."""
        return [turn if isinstance(turn, str) else turn.question for turn in self.conversation]


class Turn(BaseModel):
    """An earlier question of a conversation."""

    question: str = Field(max_length=MAX_QUESTION)


class Place(BaseModel):
    """The cell that a citation means."""

    caption: str
    row: list[str]
    column: list[str]


class Citation(BaseModel):
    """A place in a document; `lines` are 1-based."""

    id: int
    document: str
    title: str
    section: list[str]
    lines: Annotated[list[int], Field(min_length=2, max_length=2)]
    quote: str
    table: Place | None = None


class Figure(BaseModel):
    """A figure that an answer states; a derived one has `derivation` and the `citations` of its operands."""

    value: float
    unit: str
    text: str
    label: str
    as_of: str | None = None
    checked: str | None = None
    citation: int | None = None
    derivation: str | None = None
    citations: list[int] | None = None


class Answer(BaseModel):
    """The answer object."""

    model_config = ConfigDict(json_schema_extra={"example": _EXAMPLE})

    question: str
    status: Literal["answered", "abstained"]
    kind: str
    answer: str
    figures: list[Figure]
    citations: list[Citation]
    confidence: float
    warnings: list[str]
    elapsed_ms: int


class DocumentEntry(BaseModel):
    """A document of a store."""

    id: str
    title: str
    agency: str
    department: str
    as_of: str | None
    lines: int
    tables: int
    facts: int
    chunks: int
    findings: int
    warnings: list[str]


class Documents(BaseModel):
    """What is indexed."""

    object: Literal["list"] = "list"
    data: list[DocumentEntry]


class Holding(BaseModel):
    """How many relations of a kind hold and fail."""

    holds: int
    fails: int


class Coverage(BaseModel):
    """How far a document was read; `unread` are lines with a number that nothing accounts for."""

    id: str
    relations: dict[str, Holding]
    holds: int
    fails: int
    lines_with_digits: int
    lines_read: int
    unread: list[int]


class Finding(BaseModel):
    """A place where a document contradicts itself."""

    document: str
    lines: list[int]
    kind: str
    severity: str
    message: str
    expected: str
    found: str
    also: list[dict[str, Any]]


class Findings(BaseModel):
    """The contradictions of the documents."""

    object: Literal["list"] = "list"
    data: list[Finding]


class Line(BaseModel):
    """A raw line; `number` is 1-based."""

    number: int
    text: str


class Row(BaseModel):
    """A table row: its path, raw lines and cells."""

    path: list[str]
    lines: list[int]
    cells: list[str]


class Table(BaseModel):
    """A table as parsed; `columns[i]` is the header path of `cells[i]`."""

    caption: str
    section: list[str]
    unit: str
    as_of: str | None
    lines: list[int]
    row_header: list[str]
    columns: list[list[str]]
    rows: list[Row]


class Lines(BaseModel):
    """Lines of a document and the tables that they stand in."""

    document: str
    title: str
    first: int
    last: int
    total: int
    lines: list[Line]
    tables: list[Table]


class Part(BaseModel):
    """A part of a message; what is not text is left out."""

    type: str = Field(max_length=50)
    text: str | None = None


class Message(BaseModel):
    """A message of a chat."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[Part] | None = None

    def text(self) -> str:
        """The message's text."""
        if isinstance(self.content, str):
            return self.content
        return "\n".join(
            part.text or "" for part in self.content or () if part.type in {"text", "input_text"}
        )


class StreamOptions(BaseModel):
    """`include_usage` asks for a last chunk with the token counts."""

    include_usage: bool | None = None


class Chat(BaseModel):
    """A chat completion request; fields that are not known are ignored."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "model": "briefing",
                "messages": [{"role": "user", "content": "2024년 총무과 예산은 얼마인가요?"}],
            }
        }
    )

    messages: list[Message] = Field(min_length=1, max_length=MAX_MESSAGES)
    model: str = Field(default="briefing", max_length=200)
    stream: bool | None = None
    stream_options: StreamOptions | None = None


class Usage(BaseModel):
    """Words (split at white space) that came in and went out."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class CitedMessage(BaseModel):
    """The answer with its citations."""

    role: Literal["assistant"]
    content: str
    refusal: str | None
    citations: list[Citation]


class Choice(BaseModel):
    """The one choice."""

    index: int
    message: CitedMessage
    logprobs: None
    finish_reason: Literal["stop"]


class Completion(BaseModel):
    """A chat completion."""

    id: str
    object: Literal["chat.completion"]
    created: int
    model: str
    choices: list[Choice]
    usage: Usage


class Model(BaseModel):
    """A model: `briefing`, or `briefing:NAME` for a collection."""

    id: str
    object: Literal["model"]
    created: int
    owned_by: str


class Models(BaseModel):
    """The models that a caller may use."""

    object: Literal["list"]
    data: list[Model]


class ErrorBody(BaseModel):
    """What went wrong; `message` is Korean, for people."""

    message: str
    type: str
    code: str
    param: str | None = None


class Error(BaseModel):
    """An error response."""

    error: ErrorBody


Ask.model_rebuild()
