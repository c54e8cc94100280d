"""A confidence fitted on question files, each with its store, and measured on files left out of the fit."""

from __future__ import annotations

import argparse
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from qa.assistant import Assistant

log = logging.getLogger(__name__)
Weights = NDArray[np.float64]


class Grouped(Protocol):
    """What is learnt from; `group` names the file that it is left out with."""

    @property
    def group(self) -> str:
        """The name of the file."""


Case = TypeVar("Case", bound=Grouped)


@dataclass(frozen=True, slots=True)
class Fitting(Generic[Case]):
    """How one confidence is fitted.

    `cases` reads a file of questions, asked over its store; `fit` gives weights and bias, and `chances` how
    probable each case is by them and whether it is right, shape [cases, 2]; `names` are those of the weights,
    `thresholds` the probabilities at which right and wrong are counted, `counted` what the cases are.
    """

    cases: Callable[[Assistant, Path], list[Case]]
    fit: Callable[[Sequence[Case]], tuple[Weights, float]]
    chances: Callable[[Sequence[Case], Weights, float], Weights]
    names: Iterable[str]
    thresholds: Sequence[float]
    counted: str

    def left_out(self, every: Sequence[Case]) -> Weights:
        """The `chances` of each case by the weights of the other files."""
        found = []
        for group in dict.fromkeys(case.group for case in every):
            weights, bias = self.fit([case for case in every if case.group != group])
            found.append(self.chances([case for case in every if case.group == group], weights, bias))
        return np.concatenate(found)

    def table(self, results: Weights) -> str:
        """How many are right and wrong at each threshold."""
        kept = [(least, results[results[:, 0] >= least, 1]) for least in self.thresholds]
        return "\n".join(
            f"{least:.2f}: right {int(some.sum())}, wrong {int((1 - some).sum())}" for least, some in kept
        )

    def run(self, description: str | None) -> None:
        """Fit, cross-validate and print the weights, as the command line says."""
        parser = argparse.ArgumentParser(
            description=description, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        parser.add_argument("--learn", nargs=2, action="append", required=True, metavar=("FILE", "STORE"))
        parser.add_argument("--check", nargs=2, action="append", default=[], metavar=("FILE", "STORE"))
        chosen = parser.parse_args()
        logging.basicConfig(level=logging.INFO, format="%(message)s")
        learnt = self._read(chosen.learn)
        out = self.table(self.left_out(learnt))
        log.info("%d %s; left out in turn:\n%s", len(learnt), self.counted, out)
        weights, bias = self.fit(learnt)
        named = {name: round(float(weight), 2) for name, weight in zip(self.names, weights, strict=True)}
        log.info("weights %s\nbias %.2f", named, bias)
        if chosen.check:
            log.info("others:\n%s", self.table(self.chances(self._read(chosen.check), weights, bias)))

    def _read(self, files: Sequence[Sequence[str]]) -> list[Case]:
        found = []
        for questions, store in files:
            with Assistant.open(Path(store)) as assistant:
                found += self.cases(assistant, Path(questions))
        return found
