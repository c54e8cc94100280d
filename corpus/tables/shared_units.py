"""Which names have which of the several units that a caption states: '(단위 : 억원, %, 개소)'.

Writers list the units in the order in which the columns first need them, and columns in one unit stand side
by side. So '목표 | 판매액 | 판매율 | 가맹점 | 국비' are 억원, 억원, %, 개소, 억원: the first name has the
first unit, what no name tells is of a name that tells nothing, and 국비 is money wherever it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from corpus.model import Path
from corpus.units import is_money

_MOST_NAMES: Final = 16
MONEY_OF_SEVERAL: Final = "money"  # what a name tells that is of money, where several units are
_NEVER: Final = 1000  # what it costs that names are not of these units at all


@lru_cache(maxsize=512)
def share_units(told: tuple[str, ...], units: tuple[str, ...], same: frozenset[int]) -> tuple[str, ...]:
    """The unit of each name, '' where two are as likely; () where the units cannot be shared out in order.

    Args:
        told: the unit that each name tells by itself, '' for none, in the order of the names;
            `MONEY_OF_SEVERAL` for one of those of money.
        units: the units as stated.
        same: places of names that have the unit of the name before them.

    Example:
        >>> share_units(("", "억원", "", "억원"), ("억원", "개소"), frozenset())
        ('억원', '억원', '개소', '억원')
    """
    if not len(units) <= len(told) <= _MOST_NAMES:
        return ()
    before = _costs(told, units, same)
    # from the end: the same sums over the names behind, by what has been used up to there
    after = _costs_behind(told, units, same)
    best = min((cost for (used, _), cost in before[-1].items() if used == len(units)), default=_NEVER)
    if best >= _NEVER:
        return ()
    found: list[str] = []
    for here, behind in zip(before, after, strict=True):
        ways = {
            last for (used, last), cost in here.items() if cost + behind.get((used, last), _NEVER) == best
        }
        found.append(units[ways.pop()] if len(ways) == 1 else "")
    return tuple(found)


def between_told(
    told: tuple[str, ...], found: tuple[str, ...], units: tuple[str, ...], over: tuple[Path, ...]
) -> tuple[str, ...]:
    """The units found, and for names behind one that tells its own the next unit, where no name tells that.

    '지적 건수 | 경고 | 주의 | 회수액' under '(단위 : 건, 명, 천원)': what is neither 건 nor 천원 is 명. They
    stand side by side under one name or none (`over`).

    Example:
        >>> between_told(("건", "", "", "천원"), ("건", "", "명", "천원"), ("건", "명", "천원"), ((),) * 4)
        ('건', '명', '명', '천원')
    """
    out = list(found)
    for at, own in enumerate(told):
        following = units[units.index(own) + 1 :][:1] if own in units else ()
        end = next((to for to in range(at + 1, len(told)) if told[to] or over[to] != over[at]), len(told))
        told_by_name = not following or following[0] in told or is_money(following[0])
        if not told_by_name and {*found[at + 1 : end]} <= {"", *following}:
            out[at + 1 : end] = [following[0]] * (end - at - 1)
    return tuple(out)


_State = tuple[int, int]  # how many of the units names have had so far, which one the last name has


def _costs(told: Sequence[str], units: Sequence[str], same: frozenset[int]) -> list[dict[_State, int]]:
    """At each name the states that can be reached, with how often the unit changed on the way."""
    found: list[dict[_State, int]] = []
    for place, own in enumerate(told):
        here: dict[_State, int] = {}
        for state, cost in (found[-1] if found else {(0, -1): 0}).items():
            for following, step in _steps(state, place, own, units, same):
                here[following] = min(here.get(following, _NEVER), cost + step)
        found.append(here)
    return found


def _costs_behind(told: Sequence[str], units: Sequence[str], same: frozenset[int]) -> list[dict[_State, int]]:
    """For each state at a name how often the unit changes behind it until all units have been used."""
    size = len(units)
    states = [(used, last) for used in range(1, size + 1) for last in range(used)]
    found = [{(size, last): 0 for last in range(size)}]
    for place in range(len(told) - 1, 0, -1):
        here: dict[_State, int] = {}
        for state in states:
            steps = _steps(state, place, told[place], units, same)
            here[state] = min((step + found[-1].get(then, _NEVER) for then, step in steps), default=_NEVER)
        found.append(here)
    return found[::-1]


def _steps(
    state: _State, place: int, own: str, units: Sequence[str], same: frozenset[int]
) -> list[tuple[_State, int]]:
    """What may come at a place behind a state, and 1 for a change of the unit."""
    used, last = state
    found: list[tuple[_State, int]] = []
    for unit in range(min(used + 1, len(units))):
        money = own == MONEY_OF_SEVERAL and is_money(units[unit])
        if (own and not money and own != units[unit]) or (place in same and unit != last):
            continue
        found.append(((max(used, unit + 1), unit), int(last >= 0 and unit != last)))
    return found
