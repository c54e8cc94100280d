"""Answers in the document's own words: a passage, or the list of what stands under a heading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

import numpy as np

from corpus.model import Block
from qa.answer import Answer
from qa.audits.counts import count_parts, wants_items
from qa.audits.items import item_at, stated, tell_item
from qa.context import Context
from qa.figures.alike import Floats
from qa.passages.afterwards import afterwards, asks_afterwards
from qa.passages.asked_part import asked_part, shortened
from qa.passages.extent import WHOLE, grown, leaves_out, with_above
from qa.passages.lists import Rows, find_rows, tell_rows
from qa.passages.outline import ROW
from qa.passages.passage_confidence import confidence, signals
from qa.passages.passages import UNMET, Passage, PassageFinder
from qa.passages.statements import direction_of
from qa.passages.told_rows import rows_alone
from qa.understanding.clauses import asked_things, clauses
from qa.understanding.intents import count_asked, enumerates, has_parts, is_bare, is_brief
from qa.understanding.query import Query, squash
from qa.understanding.scope import scopes
from qa.understanding.words.kinds import HEADED, REASON
from qa.understanding.words.rows import EXTREMES
from qa.wording.parts import Part, joined

MOST_CHUNKS = 20
MOST_PASSAGES = 2
MOST_OF_FIGURE = 6  # that words may state where a figure is asked for
ROOM = 560  # characters of an answer's passages
ROOM_BRIEF = 300  # where a date, a place or a name is asked
ROOM_LEAST = 220
MOST_OF_PART = 800  # characters of what stands under a label that is asked for
GROWN = 480  # characters up to which a passage grows to the whole of which it is a part
GAIN = 1.4  # terms that a further passage must explain anew
MARGIN = 0.25  # how far below the best it may score
# how much of what the best document explains another one must, where all agencies are asked for
EACH_SHARE = 0.6
# '운영한다고 한 기관들을 찾아', '각 기관은 어떻게'
EACH_AGENCY = re.compile(
    r"기관들|(?:각|여러|모든)\s*기관|기관(?:별|마다)|어느\s*기관들|시와\s*구|문서(?:별|마다)"
)
# '사업비가 줄어든 이유': a reason for a change must tell both
CHANGED = re.compile(r"늘|줄|증가|감소|깎|삭감|오른|올랐|내린|내렸|떨어|높|낮|급증|급감|확대|축소|상향|하향")
BECAUSE = re.compile(
    r"위해|위한|따른|따라|따름|인한|인해|때문|으로|사유|원인|이유|영향|"
    r"(?:증가|감소|상승|하락|축소|확대|변경|종료|완료|준공|폐지|신설|중단|지연|협의|조사|공사)로\s"
)
# '관련 조치를 다 모아줘': bullets from wherever they stand
COLLECT = re.compile(r"모아|찾아\s*(?:줘|주|서)?|(?:것|거)\s*(?:다|전부|모두)")
RANK = re.compile(r"가장|제일|최[고대다소저]|으뜸|1위|순위")
MOST_COLLECTED = 6
SHORT = 150  # characters of a collected bullet with what stands under it
COLLECT_MARGIN = 0.1
LEAST_PART = 2  # characters of a name that are its own, and of the kind behind them
YEAR = re.compile(r"(?<!\d)(?:((?:19|20)\d\d)|['’‘](\d\d))(?!\d)")
UNIT_NOTE = re.compile(r"^[(\[]\s*단위[^)\]]*[)\]]$")
CAPTION = re.compile(r"^[<〈][^<>〈〉:：]{1,40}[>〉]$")  # '<탕비실 설치>'


# a document, its outline, the place of a first block in it, and its search score below the best hit's
Place = tuple[str, Sequence[Block], int, float]


@dataclass(frozen=True, slots=True)
class Found:
    """Where the answer of one scope stands: rows of a table, or passages; `sure` is in 0..1."""

    context: Context
    sure: float
    rows: Rows | None = None
    finder: PassageFinder | None = None
    passages: tuple[Passage, ...] = ()
    signals: Floats | None = None


def answer_text(context: Context) -> tuple[Answer, float] | None:
    """Answer with what explains the question best, scope by scope; None where nothing is near."""
    if all(term.measure for term in context.query.terms):  # '제일 큰 사업이 뭐야': any passage would do
        return None
    if wants_items(context) and (parts := count_parts(context)):
        return joined(context, "audit", parts, parts[0].sure), parts[0].sure
    places = [found for clause in clauses(context) for one in contexts(clause) if (found := find_text(one))]
    if not places:
        return None
    if EACH_AGENCY.search(context.query.text):
        best = max(found.sure for found in places)
        places = [found for found in places if found.sure >= EACH_SHARE * best]
    parts = [tell_text(found, max(room(context) // len(places), ROOM_LEAST)) for found in places]
    if context.query.operation == "matching" and not all(found.rows for found in places):
        return None  # words tell all, whether they meet the condition or not
    if _drowns(context.query, parts) or _ranks_nothing(context.query, parts):
        return None
    told = [part.sure for part in parts]
    sure = max(told) if EACH_AGENCY.search(context.query.text) else sum(told) / len(told)
    return joined(context, "list" if context.query.kind == "list" else "passage", parts, sure), sure


def _drowns(query: Query, parts: Sequence[Part]) -> bool:
    """Tell whether a figure of a unit is asked for ('금액과 증가율을') and words state too many around it."""
    asked = query.kind == "figure" and query.units
    return bool(asked) and sum(len(part.figures) for part in parts) > MOST_OF_FIGURE


def _ranks_nothing(query: Query, parts: Sequence[Part]) -> bool:
    """Tell whether the first of a rank is asked for ('가장 많이 쓴 부서') and words tell of no rank."""
    ranked = query.operation in EXTREMES and query.kind != "list"
    return ranked and not any(RANK.search(part.text) for part in parts)


def room(context: Context) -> int:
    """How many characters of passages answer a question."""
    return ROOM_BRIEF if is_brief(context.query.text) and context.query.kind != "list" else ROOM


def contexts(context: Context) -> list[Context]:
    """One context a scope; one a document where all agencies are asked for."""
    told, own = scopes(context.query, context.metadata), context.documents
    if len(told) == 1 and EACH_AGENCY.search(context.query.text):
        names = dict.fromkeys(hit.chunk.document for hit in context.hits)
        return [context.narrowed(context.query, (name,)) for name in names]
    return [context.narrowed(scope.query, scope.documents or own) for scope in told]


def find_text(context: Context) -> Found | None:
    """Where one scope is answered; None where nothing is near."""
    query = context.query
    # figures are no cause, and all of them are not the largest
    of_words = REASON.search(query.text) or HEADED.search(query.text)
    told_apart = of_words or (query.operation in EXTREMES and not query.units)
    rows = None if told_apart else find_rows(context)
    if rows:
        return Found(context, rows.group.share, rows)
    finder = PassageFinder(context.query, context.metadata, context.library)
    places = candidates(context)
    ranked = finder.find(places)
    causes = [one for one in ranked if gives_reason(query, one)] if REASON.search(query.text) else ranked
    if causes and causes[0] is not ranked[0]:  # figures are no cause: the best that gives one in words
        causes = [one for one in causes if any(BECAUSE.search(block.text) for block in one.blocks)]
    collects = context.query.kind == "list" and COLLECT.search(context.query.text)
    passages = collected(causes) if collects else chosen(causes)
    if len(passages) == 1:
        passages = with_things(context, places, ranked)
    if not passages:
        return None
    if not tells_year(context, passages[0]) or _is_row_of_deeds(query, passages[0]):
        return None
    if not finder.told(passages) or is_of_namesake(query, passages[0]):  # the right kind, of another thing
        return None
    own = signals(context, finder, passages, ranked)
    if asks_afterwards(query.text):
        blocks, _ = context.library.outline(passages[0].document)
        passages = afterwards(blocks, passages[0], ranked)
    if not passages:
        return None
    return Found(context, confidence(own), None, None if collects else finder, tuple(passages), own)


def is_of_namesake(query: Query, passage: Passage) -> bool:
    """Tell whether a row is of another thing of the kind that is asked for: 새별소방서 for '한솔소방서'."""
    if passage.blocks[0].marker != ROW:
        return False
    name = squash(passage.blocks[0].text.partition(" - ")[0])
    for term, told in zip(query.terms, passage.explained, strict=False):  # what is done comes behind
        word = term.words[0]
        pairs = zip(reversed(word), reversed(name), strict=False)
        kind = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        if told <= UNMET and min(kind, len(word) - kind, len(name) - kind) >= LEAST_PART:
            return True
    return False


def _is_row_of_deeds(query: Query, passage: Passage) -> bool:
    """Tell whether it is asked why and a row of a table tells what is done, whatever stands below it."""
    return passage.blocks[0].marker == ROW and not gives_reason(query, passage)


def gives_reason(query: Query, passage: Passage) -> bool:
    """False where it is asked why, and the passage tells no cause: not of a change that is asked for.

    Rows of a table tell what is done, when and by whom.
    """
    if not REASON.search(query.text):
        return True
    text = " ".join(block.text for block in passage.blocks)
    if direction_of(query.text) in {"up", "down"}:
        return bool((CHANGED.search(text) or direction_of(text)) and BECAUSE.search(text))
    return bool(BECAUSE.search(text)) or any(block.marker != ROW for block in passage.blocks)


def tell_text(found: Found, room: int = ROOM) -> Part:
    """What stands there, in about `room` characters, cited."""
    context = found.context
    if found.rows:
        text, figures = tell_rows(context, found.rows)
        return Part(text, tuple(figures), found.sure)
    best = found.passages[0]
    item = item_at(context.library, best.document, best.blocks[0].lines)
    if item and context.query.kind != "list":
        return Part(*tell_item(context, best.document, item), found.sure)
    if found.finder is None:
        blocks = [block for passage in found.passages for block in passage.blocks]
        text = bullets(best.document, blocks, context)
        return Part(text, tuple(stated(context, best.document, blocks)), found.sure)
    texts, figures = [], []
    share = max(room // len(found.passages), ROOM_LEAST)
    shown = [(passage, _blocks(found.finder, passage, context, share)) for passage in found.passages]
    for place, (passage, blocks) in enumerate(shown):
        others = [
            some
            for n, (other, some) in enumerate(shown)
            if n != place and other.document == passage.document and (n < place or len(some) > len(blocks))
        ]
        if any(all(block in some for block in blocks) for some in others):  # told with the other
            continue
        alone = rows_alone(context, passage.document, blocks)
        texts.append(bullets(passage.document, alone.blocks if alone else blocks, context))
        figures += alone.figures(context) if alone else stated(context, passage.document, blocks)
    return Part("\n".join(texts), tuple(figures), found.sure)


def candidates(context: Context) -> list[Place]:
    """The blocks on the lines of the first hits, each a place where a passage may begin."""
    hits = context.hits[:MOST_CHUNKS]
    near: dict[str, dict[int, float]] = {}
    for hit in hits:
        lines = near.setdefault(hit.chunk.document, {})
        for line in range(hit.chunk.lines[0], hit.chunk.lines[1] + 1):
            lines.setdefault(line, hit.score - hits[0].score)
    found, asked = [], squash(context.query.text)
    for name, lines in near.items():
        blocks, on_lines = context.library.outline(name)
        best: dict[int, float] = {}
        for line, score in lines.items():
            for place in on_lines.get(line, ()):
                best[place] = max(score, best.get(place, score))
        found += [
            (name, blocks, place, best[place])
            for place in sorted(best)
            if not (squash(blocks[place].text) in asked and _is_of_contents(blocks, place))
        ]
    return found


def chosen(passages: Sequence[Passage]) -> list[Passage]:
    """The best passage, and the ones that explain what it leaves open ('... 그리고 언제 시작하나')."""
    if not passages:
        return []
    best = [passages[0]]
    covered = passages[0].explained
    for passage in passages[1:40]:
        if len(best) == MOST_PASSAGES:
            break
        if passage.score < passages[0].score - MARGIN:
            continue
        if np.clip(passage.explained - covered, 0, None).sum() >= GAIN:
            best.append(passage)
            covered = np.maximum(covered, passage.explained)
    return best


def tells_year(context: Context, passage: Passage) -> bool:
    """False where a year is asked that is neither the document's nor named in the passage or its headings."""
    own = context.metadata[passage.document].year
    if not context.query.years or own in context.query.years or own is None:
        return True
    texts = with_above(passage.blocks)
    return not years_named(texts).isdisjoint(context.query.years)


def years_named(texts: Iterable[str]) -> frozenset[int]:
    """The years that texts name, in full or as ’21."""
    return frozenset(int(match[1] or 2000 + int(match[2])) for text in texts for match in YEAR.finditer(text))


def with_things(context: Context, places: Sequence[Place], ranked: Sequence[Passage]) -> list[Passage]:
    """The best passage and, where several things are asked, that of each; of two that overlap the longer."""
    found = [ranked[0]]
    known = {(one.document, one.start): one for one in ranked}
    things = asked_things(context.query)
    for thing in things if len(things) > 1 else ():
        for first in PassageFinder(thing, context.metadata, context.library).find(places)[:1]:
            other = known[first.document, first.start]
            same = [one for one in found if one.overlaps(other)]
            if not same:
                found.append(other)
            elif len(other.blocks) > len(same[0].blocks):
                found[found.index(same[0])] = other
    return found[:MOST_PASSAGES]


def collected(passages: Sequence[Passage]) -> list[Passage]:
    """The best short passages, in the order of the document, none inside another."""
    short = [one for one in passages if sum(len(block.text) for block in one.blocks) <= SHORT]
    short = [one for one in short if one.blocks[0].kind != "heading"]
    found: list[Passage] = []
    for one in short:
        inside = any(one.overlaps(other) for other in found)
        if one.score < short[0].score - COLLECT_MARGIN or len(found) == MOST_COLLECTED:
            break
        if not inside:
            found.append(one)
    return sorted(found, key=lambda one: (one.document, one.start))


def _blocks(finder: PassageFinder, passage: Passage, context: Context, room: int) -> list[Block]:
    """The blocks to show of a passage: the whole around it, or the best of it where it is long."""
    name = passage.document
    blocks, _ = context.library.outline(name)
    places = grown(blocks, passage.start, min(room, GROWN))
    part = asked_part(context.query, context.metadata, blocks, passage.start)
    whole = grown(blocks, passage.start, WHOLE)
    if part and finder.meets(blocks[n] for n in part) and not leaves_out(blocks, part, whole, finder.named):
        part = sorted({*part, *finder.beside(blocks, whole, part)})
        return _with_content(blocks, shortened(blocks, part, MOST_OF_PART))
    named = finder.labelled(blocks, whole) or finder.purpose(blocks, passage)
    if (
        named
        and context.query.kind != "list"
        and finder.meets(blocks[n] for n in named)
        and not leaves_out(blocks, named, whole, finder.named)
    ):
        return [blocks[n] for n in named]
    if _is_enough(passage, context):
        head = [n for n in places if n < passage.start and blocks[n].depth < blocks[passage.start].depth]
        kept = [*head[-1:], *range(passage.start, passage.start + len(passage.blocks))]
        return _with_content(blocks, kept)
    return _with_content(blocks, finder.best_of(blocks, places, room))


def _is_enough(passage: Passage, context: Context) -> bool:
    """Tell whether a passage answers alone: a date or place is asked, or it enumerates what is asked."""
    length = sum(len(block.text) for block in passage.blocks)
    if length > ROOM_BRIEF or passage.blocks[0].kind == "heading":
        return False
    text = " ".join(block.text for block in passage.blocks)
    if context.query.kind != "list":
        return is_brief(context.query.text)
    count = count_asked(context.query.text)
    return enumerates(text) or (count is not None and has_parts(passage.blocks, count))


def _with_content(blocks: Sequence[Block], places: Sequence[int]) -> list[Block]:
    """Some blocks without unit notes, captions of pictures, and headings under which nothing of it is shown.

    A heading that has nothing under it is told: '3. 예비비 사용 승인'.
    """
    shown = [blocks[n] for n in places]
    kept = [n for n in places if not (UNIT_NOTE.match(blocks[n].text) or CAPTION.match(blocks[n].text))]
    depths = [blocks[n].depth for n in kept]
    return [
        blocks[n]
        for place, n in enumerate(kept)
        if not is_bare(blocks[n])
        or len(kept) == 1
        or depths[place + 1 : place + 2] > [blocks[n].depth]
        or not _has_content(blocks, n)
    ] or shown


def _is_of_contents(blocks: Sequence[Block], place: int) -> bool:
    """Tell whether a line only names a heading of the document, as its table of contents does."""
    if _has_content(blocks, place):
        return False
    title = squash(blocks[place].text)
    return any(
        n != place and block.kind == "heading" and squash(block.text).startswith(title)
        for n, block in enumerate(blocks)
    )


def _has_content(blocks: Sequence[Block], place: int) -> bool:
    """Tell whether something stands under a heading."""
    return place + 1 < len(blocks) and blocks[place + 1].depth > blocks[place].depth


def bullets(name: str, blocks: Sequence[Block], context: Context) -> str:
    """Bullets under a line that says where they stand."""
    head = blocks[0]
    lines = []
    for block in blocks:
        number = context.citations.of_lines(name, block.section, block.lines)
        lines.append(f"{'  ' * max(block.depth - head.depth, 0)}- {block.text} [{number}]")
    together = all(block.section[: len(head.section)] == head.section for block in blocks)
    where = " > ".join((*head.section[-1:], *head.parents[-1:])) if together else ""
    title = context.metadata[name].title
    lead = f"{title} '{where}'에 따르면 다음과 같습니다." if where else f"{title}에 따르면 다음과 같습니다."
    return "\n".join((lead, *lines))
