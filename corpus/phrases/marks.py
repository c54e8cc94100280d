"""Where one thing ends and another is named: commas, slashes, arrows, colons, the ends of sentences."""

from __future__ import annotations

import re
from typing import Final

from corpus.clauses import CLAUSE_END, SENTENCE_END
from corpus.figures import ARROWS
from corpus.labels import MAX_LABEL, clean_label, clean_lead, split_column
from corpus.phrases.parentheses import close_parenthesis, open_parenthesis
from corpus.phrases.phrase import Reading

_OPEN: Final = "(（[［〔【〈<"
_CLOSE: Final = ")）]］〕】〉>"
_HARD: Final = "/;；‣▸▪•※□○◦\n\t|"
_TRIANGLES: Final = "△▲▽▼"  # before words: '▲교육 1,200억원 ▲문화 66억원'
_STOPS: Final = ".?!"
# a mark at which one thing ends: ( ) , / → : and a dash with spaces
MARK: Final = re.compile(
    rf"[{re.escape(_OPEN + _CLOSE)}]|[,，、]|[{re.escape(_HARD)}]|[{ARROWS}]|[:：](?!\d)"
    r"|[ \t]-{1,40}[ \t]|-{3,40}|[ \t]?[―─–—]{1,40}[ \t]|·{3,40}|[ \t]및[ \t]"
    rf"|{SENTENCE_END}|[{_TRIANGLES}](?!\s?감)(?=\s?[가-힣「『‘“])"
)
_LISTED: Final = 200  # characters of what commas list are kept


def read_mark(reading: Reading, mark: str, start: int) -> None:
    """A mark that ends, opens, closes or labels something."""
    char = mark.strip()[:1] or mark[:1]
    if char in _OPEN:
        open_parenthesis(reading, start)
    elif char in _CLOSE:
        close_parenthesis(reading, start)
    elif char in ARROWS:
        _read_arrow(reading)
    elif (char == "/" and _is_inside_word(reading, start)) or (
        char == "및" and clean_lead(reading.scope.lead, behind=reading.scope.behind)
    ):
        reading.scope.lead += mark
    elif char in ",，、및":
        _end_part(reading, mark, hard=False)
    elif char in _HARD or char in _TRIANGLES:
        _end_part(reading, char, hard=True)
    elif char in _STOPS:
        _end_sentence(reading)
    else:
        _read_label(reading, colon=char in ":：")


def _is_inside_word(reading: Reading, start: int) -> bool:
    """True for a slash between two words: '공개/경력경쟁', not '3건/5건'."""
    around = reading.text[start - 1 : start + 2]
    return bool(reading.scope.lead) and len(around) == 3 and not set(around) & set(" \t()（）")


def _read_arrow(reading: Reading) -> None:
    """From one state to the next."""
    scope = reading.scope
    scope.left, scope.segment = scope.segment, []
    scope.lead = scope.held = scope.column = ""
    scope.behind = False


def _end_part(reading: Reading, mark: str, *, hard: bool) -> None:
    """A comma or a stronger mark: the words so far name no figure behind it."""
    scope = reading.scope
    if mark == "※" and not scope.figures and not scope.labels:
        scope.labels = [label] if (label := clean_label(scope.lead)) else []
    if scope.column.endswith("대비") and CLAUSE_END.search(scope.lead):
        scope.column = ""
    scope.listed = "" if hard else (scope.listed + scope.lead + mark)[-_LISTED:]
    scope.lead = scope.held = ""
    scope.fresh, scope.behind = True, False
    if hard:
        scope.holder = scope.topic = scope.subject = scope.ranked = ""
        scope.series = (), ""
        scope.name, scope.date, scope.segment, scope.left, scope.column = "", None, [], [], ""
        if len(reading.scopes) == 1 and scope.figures:
            scope.labels = scope.labels[:1]


def _end_sentence(reading: Reading) -> None:
    """The end of a sentence: the next one is of no comparison and of none of several years in it."""
    scope = reading.scope
    if len({mention.text for mention in scope.dates}) > 1:
        scope.date = None
    if scope.column.endswith("대비"):
        scope.column = ""
    scope.lead = scope.held = scope.listed = ""
    scope.dates, scope.segment, scope.left, scope.series = [], [], [], ((), "")
    scope.fresh, scope.behind, scope.holder, scope.topic, scope.subject = True, False, "", "", ""


def _read_label(reading: Reading, *, colon: bool) -> None:
    """A colon or a dash: the words before it name what follows."""
    scope = reading.scope
    words = scope.lead if scope.lead.strip() else scope.held
    if not scope.figures and not scope.labels and len(scope.listed) + len(words) <= MAX_LABEL:
        words = scope.listed + words
    label, column = split_column(clean_label(words))
    # '공개채용 : 2회, 241명 합격자: 95명': a key right behind a figure is of the key before it
    within = colon and scope.behind and words[:1] == " " and words[1:2] != " "
    scope.lead = scope.held = ""
    scope.behind = False
    if column and not label:
        scope.column = column
    if not label:
        return
    nested = not scope.fresh or not scope.labels
    kept = scope.labels if nested and not scope.figures else scope.labels[:1] if within else []
    scope.labels = [*kept, label]
    scope.name, scope.segment, scope.left, scope.fresh = "", [], [], False
