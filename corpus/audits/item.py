"""One item of an audit from its lines: the request, its offices, the status, what was done and is planned."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.joining import join, squeeze
from corpus.markers import RANKS, Mark, read_mark
from corpus.model import AuditItem, Block, BlockKind, Lines, Path

# '추진상황 :', '처리결과:', '진행 여부 :'
STATUS_LABEL = re.compile(r"^(?:추진|조치|처리|진행)\s*(?:상황|상태|여부|현황|결과)\s*[:：]\s*")
STATUS_LINE = re.compile(rf"{STATUS_LABEL.pattern}(.+)$")  # '추진상황 : 추진 중(2024. 3.)'
ANSWER_LINE = re.compile(r"(?:추진|조치|처리)(?:내용|사항|실적)|향후(?:추진)?계획")
REQUEST_SIGNS = "○◯●ㅇᄋ◦"
_OFFICES = re.compile(r"\s*[(（]([^()（）]{2,80})[)）]\s*$")
_OFFICES_FIRST = re.compile(
    r"^[(（\[【]\s?([^()（）\[\]【】]{2,40}?)\s?[)）\]】]\s*(?=\S)"
)  # '[공원과] 등을 늘릴 것'
_OFFICE = re.compile(r".*(?:과|관|실|국|단|원|센터|본부|사업소|팀|위원회|담당|소)$")
_FUTURE = re.compile(r"^(?:향후|앞으로|추후)|(?:겠음|겠습니다|예정|예정임|계획|계획임)\.?$|예정\s*:")
# '검토 후 추진', '추진 및 검토', '완료(2031. 3.)' are no status and a sentence
_GOES_ON = re.compile(r"(?:및|후|등|또는|예정|계획|중)(?:\s|$)|[·,/(~→]")

# the words of a status as they are written, and as they are counted
_STATUSES = {
    **dict.fromkeys(
        ("완료", "추진완료", "조치완료", "처리완료", "이행완료", "개선완료", "끝냄", "마침"), "추진완료"
    ),
    **dict.fromkeys(("추진중", "진행중", "처리중", "조치중", "이행중", "추진", "진행", "하는중"), "추진 중"),
    **dict.fromkeys(("검토중", "검토", "살피는중"), "검토 중"),
    **dict.fromkeys(("미반영", "반영불가"), "미반영"),
}
# '추진불가', '장기검토', '일부 반영': shown as they are written
_STATE = re.compile(
    r"(?:추진|처리|조치|이행|반영|수용|개선)(?:불가|곤란|예정|보류)|미(?:이행|처리|조치|추진)|(?:일부|부분)(?:반영|수용|완료)"
    r"|(?:장기|중장기|계속|지속)(?:검토|추진)|반영|수용|불수용|종결|보류|불가"
)


@dataclass(slots=True)
class Line:
    """A line of an item, or of one of its cells, with its number."""

    number: int
    text: str


def status_of(text: str) -> str:
    """The status that a text is, '' where it is none: '추 진 중' -> '추진 중', '처리완료' -> '추진완료'."""
    key = squeeze(text) if len(text) <= 20 else ""
    return _STATUSES.get(key, "") or (key if _STATE.fullmatch(key) else "")


def offices(text: str) -> Path:
    """The offices that a text names and nothing else: '재무과, 총무과'; none for any other text."""
    names = tuple(name.strip() for name in re.split(r"[,，、/]", text) if name.strip())
    return names if names and all(_OFFICE.fullmatch(squeeze(name)) for name in names) else ()


def with_offices(text: str) -> tuple[str, Path]:
    """A request without the offices in brackets at its end or its beginning, and those."""
    for found in filter(None, (_OFFICES.search(text), _OFFICES_FIRST.match(text))):
        names = offices(re.sub(r"^(?:소관|담당|주관)\s*(?:부서)?\s*[:：]\s*", "", found[1]))
        if names:
            return (text[: found.start()] + text[found.end() :]).strip(), names
    return text, ()


def make_item(asked: Sequence[Line], answer: Sequence[Line], kind: str, section: Path) -> AuditItem:
    """The item of the lines of a request and of its answer; its number is left 0."""
    answer = [part for line in answer for part in _split_status(line)]
    text = ""
    for line in asked:
        text = join(text, line.text) if text else line.text
    text = text.lstrip(REQUEST_SIGNS + " ")
    text, departments = with_offices(text)
    status, note, status_line = _status(answer)
    done, planned = _answers(answer, section)
    everything = [line.number for line in (*asked, *answer)]
    return AuditItem(
        number=0,
        kind=kind,
        request=text,
        departments=departments,
        status=status,
        status_note=note,
        done=done,
        planned=planned,
        lines=(min(everything), max(everything)),
        request_lines=(asked[0].number, asked[-1].number) if asked else (min(everything),) * 2,
        status_lines=(status_line, status_line),
    )


def _split_status(line: Line) -> list[Line]:
    """A line of an answer, or two where a status goes on as a sentence: '추진상황 : 완료 조명을 바꿈'."""
    found = STATUS_LINE.match(read_mark(line.text).text)
    words = found[1].split() if found else []
    if not found or status_of(found[1].partition("(")[0]):
        return [line]
    for size in (2, 1):
        rest = " ".join(words[size:])
        if status_of(" ".join(words[:size])) and rest and not _GOES_ON.match(rest):
            label = line.text[: len(line.text) - len(found[1])]
            return [Line(line.number, f"{label}{' '.join(words[:size])}"), Line(line.number, rest)]
    return [line]


def _status(answer: Sequence[Line]) -> tuple[str, str, int]:
    """Gives the status, what stands in brackets behind it, and its line."""
    for line in answer:
        found = STATUS_LINE.match(read_mark(line.text).text)
        if found:
            word, _, note = found.group(1).partition("(")
            status = status_of(word)
            return status or word.strip(), note.rstrip(" )").strip() or _written(word, status), line.number
        if status_of(line.text):
            return status_of(line.text), "", line.number
    return "", "", answer[0].number if answer else 0


def _written(word: str, status: str) -> str:
    """A status as the document writes it, where it is counted under another word: '조치완료'."""
    own = squeeze(word)
    return own if status and own not in squeeze(status) else ""


def _answers(answer: Sequence[Line], section: Path) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Gives the bullets under 추진내용 and those under 향후계획, wrapped lines joined."""
    parts: dict[str, list[tuple[Mark, str, Lines]]] = {"done": [], "planned": [], "both": []}
    part = "both"
    for line in answer:
        mark = read_mark(line.text)
        key = squeeze(mark.text)
        if STATUS_LINE.match(mark.text) or status_of(line.text):
            continue
        if mark.style in {"square", "private", ""} and len(key) <= 20 and ANSWER_LINE.match(key):
            part = _part(key)
            continue
        bullets = parts[part]
        if not mark.style and bullets and bullets[-1][2][1] < line.number:
            before, text, lines = bullets[-1]
            bullets[-1] = (before, join(text, line.text), (lines[0], line.number))
        else:
            bullets.append((mark, mark.text, (line.number, line.number)))
    done, planned, both = (list(_nested(parts[name], section)) for name in ("done", "planned", "both"))
    for block in both:
        (planned if _FUTURE.search(block.text) else done).append(block)
    return tuple(done), tuple(planned)


def _nested(bullets: Sequence[tuple[Mark, str, Lines]], section: Path) -> Iterator[Block]:
    """Gives the bullets of a part as blocks, each under the one of a higher mark before it."""
    stack: list[tuple[float, str]] = []
    for mark, text, lines in bullets:
        rank = RANKS.get(mark.style, 0)
        while stack and stack[-1][0] >= rank:
            stack.pop()
        kind: BlockKind = "note" if mark.style == "note" else "bullet" if mark.style else "paragraph"
        yield Block(kind, text, lines, mark.sign, len(stack), section, tuple(label for _, label in stack))
        if mark.style not in {"", "note"}:
            stack.append((rank, text))


def _part(key: str) -> str:
    """Gives the part that an answer's heading opens: 추진내용, 향후계획, or both at once."""
    done = bool(re.search(r"(?:추진|조치|처리)(?:내용|사항|실적)", key))
    planned = "향후" in key
    return "both" if done and planned else "planned" if planned else "done"
