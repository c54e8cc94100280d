"""How far the confidence tells right answers from wrong ones: a risk and coverage curve.

Answers are given in the order of their confidence: with each one the coverage grows, and with each wrong
one the risk. The method is that of Geifman and El-Yaniv, "Selective classification for deep neural
networks" (NeurIPS 2017); a curve's area is the mean risk over all coverages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

TOLERATED = 0.03  # share of wrong answers for which the coverage is told
SHOWN = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)  # coverages in the printed table


@dataclass(frozen=True, slots=True)
class Point:
    """What comes of giving only the answers of this confidence and more; shares in 0..1.

    `covered` are the questions answered, `wrong` those answered wrongly, both of all that were asked;
    `risk` are the wrong ones of the answered.
    """

    confidence: float
    covered: float
    wrong: float
    risk: float


@dataclass(frozen=True, slots=True)
class Curve:
    """The points from the surest answers to all of them.

    `area` is the mean risk over the coverages, in 0..1, 0 the best. `order` is the probability that of a
    right and a wrong answer the right one has the higher confidence (area under the ROC curve), None where
    all answers are right or all are wrong.
    """

    points: tuple[Point, ...]
    area: float
    order: float | None

    def at_most(self, tolerated: float = TOLERATED) -> Point | None:
        """The point of the largest coverage at which no more than this share of the answered is wrong."""
        return next((point for point in reversed(self.points) if point.risk <= tolerated), None)

    def to_json(self) -> dict[str, Any]:
        """The curve as JSON."""
        best = self.at_most()
        return {
            "area": self.area,
            "order": self.order,
            f"at most {TOLERATED:.0%} wrong": asdict(best) if best else None,
            "points": [asdict(point) for point in self.points],
        }


def curve(given: Sequence[tuple[float, bool]], asked: int) -> Curve:
    """The curve of answers that were given.

    Args:
        given: of each answer its confidence and whether it is right.
        asked: how many questions were asked, those without an answer counted too; at least `len(given)`.
    """
    points: list[Point] = []
    risks = 0.0
    pairs = 0.0  # of a right and a wrong answer, in the right order; a tie counts half
    count = wrong = 0
    for confidence, group in groupby(sorted(given, reverse=True), key=lambda one: one[0]):
        rights = [right for _, right in group]
        bad = rights.count(False)
        # answers of one confidence come in any order: each is as likely to be wrong as the others
        risks += sum((wrong + n * bad / len(rights)) / (count + n) for n in range(1, len(rights) + 1))
        pairs += bad * (count - wrong + (len(rights) - bad) / 2)
        count, wrong = count + len(rights), wrong + bad
        points.append(Point(confidence, count / asked, wrong / asked, wrong / count))
    both = wrong * (count - wrong)
    return Curve(tuple(points), risks / count if count else 0.0, pairs / both if both else None)


def as_lines(found: Curve) -> list[str]:
    """The curve as a plain table: at each tenth of the questions, the first point that covers as much."""
    lines = [f"{'answered, the surest first':28}{'confidence':>10}{'wrong':>9}{'of them':>9}"]
    shown = [next((p for p in found.points if p.covered >= share), None) for share in SHOWN]
    lines += [
        f"{point.covered:<28.1%}{point.confidence:10.2f}{point.wrong:9.1%}{point.risk:9.1%}"
        for point in dict.fromkeys([*filter(None, shown), *found.points[-1:]])
    ]
    order = "" if found.order is None else f", a right answer above a wrong one {found.order:.1%}"
    lines.append(f"mean risk {found.area:.1%}{order}")
    best = found.at_most()
    if best:
        which = f"{best.covered:.1%} (confidence {best.confidence:.2f} and more)"
        lines.append(f"with at most {TOLERATED:.0%} of the answers wrong: {which}")
    else:
        lines.append(f"with at most {TOLERATED:.0%} of the answers wrong: none")
    return lines
