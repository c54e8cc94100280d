"""Work that several callers ask for, done once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Made = TypeVar("Made")


class Once:
    """Keeps what was worked out of an object that does not change."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Any] = {}

    def once(self, what: Hashable, work: Callable[[], Made]) -> Made:
        """What follows from the object and from `what` alone, worked out once; nobody may change it."""
        if what not in self._known:
            self._known[what] = work()
        made: Made = self._known[what]
        return made
