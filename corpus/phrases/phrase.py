"""A figure of a text with what it is about, and the state of a text that is being read for such."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from corpus.dates import DateMention
from corpus.figures import Figure
from corpus.model import Path

BEFORE: Final = "변경 전"
AFTER: Final = "변경 후"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A figure and what it is about; `text` is the figure as written, with its rate ('월 2회').

    `row` are the labels inside this text, outermost first; `column` the state or the period that tells
    it from its like; `date` what the text says of its time. `sure` is False where only the words of a
    sentence name it.
    """

    figure: Figure
    text: str
    row: Path
    column: Path = ()
    date: DateMention | None = None
    sure: bool = True


@dataclass(slots=True)
class Scope:
    """The state of one level of parentheses while a text is read.

    `base` are the labels that hold in all of it, `labels` those that colons give, `name` what the last figure
    is called, `column` its state, `date` its time. `lead` are the words since the last figure or mark, `held`
    those before a parenthesis, `listed` those before commas. `segment` are the numbers of the figures since
    the last stronger mark, `left` those before an arrow. `anchor` is the figure that a parenthesis is about,
    `start` where it begins. `behind` tells that a figure stands before the words, `fresh` that no label was
    read since the last mark; `holder` is whose the figures are, `topic` what the first is called, `by_way`
    that what it is called only tells how; `series` is what the last figure is of, and its unit, `ranked` by
    what the first of a rank is the first.
    """

    base: Path = ()
    name: str = ""
    labels: list[str] = field(default_factory=list)
    column: str = ""
    lead: str = ""
    held: str = ""
    listed: str = ""
    behind: bool = False
    date: DateMention | None = None
    anchor: int | None = None
    start: int = 0
    segment: list[int] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    fresh: bool = True
    figures: int = 0
    dates: list[DateMention] = field(default_factory=list)
    holder: str = ""
    topic: str = ""
    subject: str = ""
    series: tuple[Path, str] = ((), "")
    ranked: str = ""
    by_way: bool = False


@dataclass(slots=True)
class Reading:
    """A text while it is read from left to right.

    `pairs` are the numbers of the phrases on both sides of an arrow (`paired` the left ones), `ranges` those
    of the ends of a range. `anchors` has the figure that each stands in parentheses behind, `classes` the
    figures that only name a class, `tags` the words in brackets behind figures; `skipped` counts the
    parentheses that are open beyond the deepest.
    """

    text: str
    phrases: list[Phrase] = field(default_factory=list)
    pairs: list[tuple[int, int]] = field(default_factory=list)
    ranges: list[tuple[int, int]] = field(default_factory=list)
    paired: set[int] = field(default_factory=set)
    skipped: int = 0
    anchors: dict[int, int | None] = field(default_factory=dict)
    classes: set[int] = field(default_factory=set)
    tags: dict[int, str] = field(default_factory=dict)
    scopes: list[Scope] = field(default_factory=lambda: [Scope()])

    @property
    def scope(self) -> Scope:
        """The innermost level of parentheses."""
        return self.scopes[-1]
