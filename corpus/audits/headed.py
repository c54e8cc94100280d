"""Audit items each under a numbered heading of its own, the parts of each behind the names of its fields.

지적사항 1 어두운 골목
요구내용 골목이 어두우므로 등을 더 달 것
조치내용 등 40개를 바꿈
조치구분 추진중  담당 공원과
향후계획 남은 8곳은 봄에 바꿈

The name of a field may stand alone on a line, before its text, or behind the text of another field.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from corpus.audits.item import Line, make_item, offices
from corpus.audits.names import role_of
from corpus.joining import squeeze
from corpus.markers import is_page_number, read_mark
from corpus.model import AuditItem, Path
from corpus.tables.paged import next_page

# '지적사항 1', '[건의사항 2]', '지적사항 3. 낡은 안내판'
_HEAD: Final = re.compile(
    r"^[\s\[【<〈]*(?P<kind>지적|건의|요구|시정|처리\s?요구|개선\s?요구|권고)\s?사항\s*(?P<number>\d{1,3})(?![\d.]*\d|[건개명])"
    r"\s*[.)\]】>〉:：]*\s*(?P<title>\S.*)?$"
)
# a word that may name a field, with the colon behind it
_WORD: Final = re.compile(r"(?<!\S)(?:[○◦ㅇ●•·▪□-]\s?)?(?P<name>[가-힣]{2,8})(?P<colon>\s?[:：])?(?=\s|$)")
_FEWEST: Final = 2  # items
_LONGEST: Final = 60  # lines of an item
_USUAL: Final = 0.6  # share of the items that have a name where it stands behind other text


@dataclass(frozen=True, slots=True)
class _Headed:
    """A heading with its number, kind and title, and the lines below it."""

    line: int
    number: int
    kind: str
    title: str
    below: tuple[Line, ...]


def headed_items(
    lines: Sequence[str], kind_of: Callable[[str], str], section_at: Callable[[int, str], Path]
) -> Iterator[AuditItem]:
    """The items under headings that are numbered in turn.

    Args:
        lines: the raw lines of the file.
        kind_of: what a request is called by the word of its heading.
        section_at: the section of a line and kind.

    Yields:
        Items that state a request and a status or what was done. What stands before the first field is the
        title, with the request where there is none.
    """
    for run in _runs(lines):
        usual = _usual_names(run)
        for one in run:
            kind = kind_of(one.kind)
            item = _item(one, usual, kind, section_at(one.line, kind))
            if item:
                yield item


def _runs(lines: Sequence[str]) -> Iterator[list[_Headed]]:
    """The runs of headings numbered in turn, two or more."""
    heads = [(number, found) for number, line in enumerate(lines, 1) if (found := _HEAD.match(line))]
    run: list[_Headed] = []
    for place, (number, found) in enumerate(heads):
        following = heads[place + 1][0] if place + 1 < len(heads) else len(lines) + 1
        below = tuple(_below(lines, number, following))
        one = _Headed(
            number, int(found["number"]), squeeze(found["kind"]), (found["title"] or "").strip(), below
        )
        if run and one.number != run[-1].number + 1:
            yield from [run] if len(run) >= _FEWEST else []
            run = []
        run.append(one)
    yield from [run] if len(run) >= _FEWEST else []


def _below(lines: Sequence[str], head: int, following: int) -> Iterator[Line]:
    """The lines of an item below its heading: up to the next one, a heading of the text, or a blank line.

    A blank line ends it where an answer stands above and no field opens below.
    """
    answered, resume = False, 0
    for number in range(head + 1, min(following, head + _LONGEST)):
        text = lines[number - 1].strip()
        if number < resume or is_page_number(lines[number - 1]):
            continue
        if not text:
            below = next_page(lines, number - 1) or next(
                (n for n in range(number + 1, following) if lines[n - 1].strip()), following
            )
            if answered and (below >= following or not _opens(lines[below - 1])):
                return
            resume = below
            continue
        if squeeze(text) == "끝" or (
            read_mark(text).style in {"roman", "square", "markdown"} and not _opens(text)
        ):
            return
        answered = answered or _opens(text) in {"done", "state"}
        yield Line(number, text)


def _opens(text: str) -> str:
    """What the field tells whose name a line begins with, '' where none does."""
    found = _WORD.match(text)
    return role_of(text) or (role_of(found["name"]) if found else "")


def _usual_names(run: Sequence[_Headed]) -> frozenset[str]:
    """The names of fields that most items of a run have."""
    had = Counter(
        name
        for one in run
        for name in {found["name"] for line in one.below for found in _WORD.finditer(line.text)}
        if role_of(name)
    )
    return frozenset(name for name, count in had.items() if count >= max(_FEWEST, _USUAL * len(run)))


def _fields(one: _Headed, usual: frozenset[str]) -> dict[str, list[Line]]:
    """The lines of each field of an item, by what it tells; those before the first are its 'title'."""
    fields: dict[str, list[Line]] = {"title": [Line(one.line, one.title)] if one.title else []}
    role = "title"
    named: set[str] = set()
    for line in one.below:
        if role_of(line.text):
            role = role_of(line.text)
            named.add(squeeze(line.text))
            fields.setdefault(role, [])
            continue
        at = 0
        for found in _WORD.finditer(line.text):
            name = found["name"]
            opens = role_of(name) and name not in named
            if not opens or not (name in usual or found["colon"] or (not found.start() and role != "title")):
                continue
            _add(fields, role, Line(line.number, line.text[at : found.start()]))
            role, at = role_of(name), found.end()
            named.add(name)
        _add(fields, role, Line(line.number, line.text[at:]))
    return fields


def _add(fields: dict[str, list[Line]], role: str, line: Line) -> None:
    text = line.text.strip(" |/,")
    fields.setdefault(role, []).extend([Line(line.number, text)] if text else [])


def _item(one: _Headed, usual: frozenset[str], kind: str, section: Path) -> AuditItem | None:
    """The item of a heading and its fields; None where nothing says what came of it."""
    fields = _fields(one, usual)
    title, asked, state, done = (fields.get(role, []) for role in ("title", "asked", "state", "done"))
    if not (title or asked) or not (state or done):
        return None
    if title and asked:
        title = [*title[:-1], replace(title[-1], text=f"{title[-1].text} :")]
    answer = [Line(line.number, f"□ 추진상황 : {line.text}") for line in state[:1]] + done
    if planned := fields.get("planned", []):
        answer += [Line(planned[0].number, "□ 향후계획"), *planned]
    item = make_item([*title, *asked], answer, kind, section)
    office = " ".join(line.text for line in fields.get("office", []))
    last = max([one.line, *(line.number for line in one.below)])
    return replace(item, departments=offices(office) or item.departments, lines=(one.line, last))
