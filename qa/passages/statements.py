"""Statements of causes: the sentences and cells of a document that say why something is as it is.

'산불 예방 감소 사유 : 사업 종료', '대관료가 준 것은 … 때문', '※ 임대 수입 증가 : 점포 2곳 추가', and the
remark cell of a row, each with what it is about, the direction that it speaks of and its lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from corpus.model import Block, Lines, Path, Table
from qa.understanding.query import squash

Direction = Literal["up", "down", "late", ""]

_REASON = r"(?:사유|까닭|이유|원인|요인|배경)"
# '줄어든', '감액', '집행률이 낮은', '목표에 못 미친'; '준 것은' and '는 것은' are 줄다 and 늘다
DOWN = re.compile(
    r"줄[어었이인임]|줄[은며고]|(?<!\S)준\s(?=까닭|것|이유|원인|데)|감소|감액|축소|삭감|깎|낮|하락|저조|떨어|못\s*미[치쳤친]|모자[라란랐]|미달|부족|급감|적은|적었|적어|덜\s|뜸해"
)
UP = re.compile(
    r"늘[어었린렸]|늘[은며고]|(?<!\S)는\s(?=까닭|것[은이]|이유|원인|데)|증가|증액|확대|상승|오[른르]|올[랐라리]|높|급증|많[은아았]|넘[은었]|커[진졌지]"
)
LATE = re.compile(r"지연|늦|미[루뤄룬]|연기|멈[추춘췄]|중단|이월")
_COLON = re.compile(
    rf"^(?P<subject>[^:：]{{0,60}}?{_REASON}[^:：]{{0,6}}?)\s*[:：]\s*(?P<cause>.{{4,}})$", re.S
)
_CHANGE = re.compile(
    r"^(?P<subject>[^:：]{2,50}?(?:증가|감소|증액|감액|상승|하락|저조|지연|미달|축소|확대|급증|급감|삭감|이월))\s*[:：]\s*(?P<cause>.{4,})$",
    re.S,
)
_BECAUSE = re.compile(
    r"^(?P<subject>.{2,70}?(?:것|까닭|이유|원인|증가|감소|증액|감액|상승|하락|저조|지연|미달|축소|확대|급증|급감|삭감|이월|부족))[은는]\s"
    r"(?P<cause>.{4,}?(?:때문|탓|(?:데|에)\s*따른\s*(?:것|결과)|로\s*인한\s*것|따름|영향|기인|원인|위함|위한\s*것|위해).{0,40})$",
    re.S,
)
# '징수 부진 : 사업장 폐업이 원인'
_LAST = re.compile(
    r"^(?P<subject>[^:：]{4,60}?)\s*[:：]\s*(?P<cause>.{4,}(?:[이가]\s원인|때문|탓)(?:임|이다)?[.]?)$", re.S
)
# '방과후 돌봄 : 전담사 증원(12명 → 20명)으로 증액'
_BECAME = re.compile(
    r"^(?P<subject>[^:：]{2,50}?)\s*[:：]\s*(?P<cause>.{4,}(?:으?로|에\s?따라|에\s?따른|인한)\s(?P<way>증액|감액|증가|감소|상승|하락|삭감)[.]?)$",
    re.S,
)
# '수탁 수익은 공사가 끝나 크게 감소': what became of it is told last
_EFFECT = re.compile(
    r"^(?P<subject>[^:：]{2,40}?)[은는이가]\s(?P<cause>.{4,}(?:으?로|에\s*따라|인해|[어아여]서?)\s.{0,12}?"
    r"(?P<way>감소|증가|하락|상승|줄어?\S*|줄었\S*|늘어?\S*|늘었\S*|낮아\S*|높아\S*|저조|지연|늦어\S*|미뤄\S*)\s*(?:함|됨|임)?[.]?)$",
    re.S,
)
_REMARK = re.compile(r"비고|.*(?:사유|원인|이유)|설명|증감내용|주요증감.*")
_NUMBER = re.compile(r"^(?:주|※|\*)?\s?\d{0,2}[).]\s*")
_HANGUL = re.compile(r"[가-힣]{2}")


@dataclass(frozen=True, slots=True)
class Statement:
    """A cause that a document states.

    `subject` is what it is said of, in its own words; `around` the labels that it stands under, for a subject
    that names nothing itself ('감액 사유'); `text` is what to quote.
    """

    document: str
    subject: str
    around: Path
    direction: Direction
    text: str
    section: Path
    lines: Lines
    is_row: bool = False


@lru_cache(maxsize=4096)
def direction_of(text: str) -> Direction:
    """What a text says became of something: the last that it says."""
    found: list[tuple[int, Direction]] = []
    pairs: tuple[tuple[re.Pattern[str], Direction], ...] = ((UP, "up"), (DOWN, "down"), (LATE, "late"))
    for pattern, direction in pairs:
        found += [(match.start(), direction) for match in pattern.finditer(text)]
    return max(found)[1] if found else ""


def of_blocks(document: str, blocks: Sequence[Block]) -> Iterator[Statement]:
    """The statements of an outline."""
    for block in blocks:
        text = _NUMBER.sub("", block.text).strip()
        match = _COLON.match(text) or _BECAUSE.match(text) or _CHANGE.match(text) or _LAST.match(text)
        effect = None if match else _EFFECT.match(text) or _BECAME.match(text)
        match = match or effect
        if match is None:
            continue
        subject = match["subject"]
        way = direction_of(effect["way"] if effect else subject)
        around = (*block.section[-2:], *block.parents)
        yield Statement(document, subject, around, way, block.text, block.section, block.lines)


def of_tables(document: str, tables: Sequence[Table]) -> Iterator[Statement]:
    """The statements of rows that have a column for remarks or reasons."""
    for table in tables:
        columns = [squash(path[-1]) if path else "" for path in table.columns]
        for n in (n for n, label in enumerate(columns) if _REMARK.fullmatch(label)):
            for row in table.rows:
                text = row.cells[n].text.strip()
                if not row.path or len(_HANGUL.findall(text)) < 2:
                    continue
                around = (table.caption, *table.section[-1:], *row.path[:-1])
                told = f"{row.path[-1]} - {table.columns[n][-1]}: {text}"
                way = direction_of(columns[n]) or direction_of(text)
                yield Statement(
                    document, row.path[-1], around, way, told, table.section, row.lines, is_row=True
                )
