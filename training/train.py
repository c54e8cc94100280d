"""Train the default embedder: `python -m training.train --data DIR` writes `index/model`.

The first run analyses the data with Kiwi (about ten minutes on two cores), training takes about two.
"""

from __future__ import annotations

import argparse
import logging
import time
from pathlib import Path

import numpy as np
import torch
from kiwipiepy import Kiwi
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss

from index.kiwi_vectors import MODEL
from training.module import Counted, TrainableKiwi, export
from training.recover import recover
from training.sources import Sources, vocabulary

BATCH = 512
SCALE = 20.0
WARM_UP = 50
RATES = {"weight": 0.005, "map": 0.0003, "syllables": 0.0015}
LEARNT_RATE = 0.004
DROPPED = 0.1
"""The share of a text's morphemes that a step does without, so that none is leant on alone."""

log = logging.getLogger(__name__)


def thinned(texts: list[Counted], rng: np.random.Generator) -> list[Counted]:
    """The texts without some of their morphemes; a text that would lose all keeps them."""
    found = []
    for places, counts in texts:
        kept = rng.random(len(places)) >= DROPPED
        found.append((places[kept], counts[kept]) if kept.any() else (places, counts))
    return found


def train(module: TrainableKiwi, sources: Sources, steps: int, seed: int) -> None:
    """Fit the module to the sources' pairs by in-batch negatives, both ways, with Adam."""
    model = SentenceTransformer(modules=[module], device="cpu")
    loss = MultipleNegativesRankingLoss(
        model, scale=SCALE, directions=("query_to_doc", "doc_to_query"), partition_mode="per_direction"
    )
    groups = [{"params": [getattr(module, name)], "lr": rate} for name, rate in RATES.items()]
    optimizers: list[torch.optim.Optimizer] = [
        torch.optim.Adam(groups),
        torch.optim.SparseAdam(module.learnt.parameters(), lr=LEARNT_RATE),
    ]
    first = [[group["lr"] for group in optimizer.param_groups] for optimizer in optimizers]
    started, mean = time.perf_counter(), 0.0
    rng = np.random.default_rng(seed)
    for step in range(steps):
        factor = min(1.0, (step + 1) / WARM_UP) * max(0.02, 1 - step / steps)
        for optimizer, rates in zip(optimizers, first, strict=True):
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * factor
            optimizer.zero_grad()
        asked, found = (thinned(texts, rng) for texts in sources.batch(BATCH))
        value = loss([module.features(asked), module.features(found)], torch.arange(len(asked)))
        value.backward()
        for optimizer in optimizers:
            optimizer.step()
        mean = value.item() if not step else 0.98 * mean + 0.02 * value.item()
        if (step + 1) % 100 == 0:
            log.info("step %d, loss %.3f, %.0f s", step + 1, mean, time.perf_counter() - started)


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data files")
    parser.add_argument("--output", type=Path, default=MODEL)
    parser.add_argument("--steps", type=int, default=1200, help="0 writes the untrained space")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    chosen = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    torch.set_num_threads(chosen.threads)
    torch.manual_seed(chosen.seed)
    kiwi = Kiwi()
    space = recover(vocabulary(chosen.data, kiwi), kiwi)
    log.info("%d keys, %d syllables", len(space.keys), len(space.syllables))
    module = TrainableKiwi(space, kiwi)
    if chosen.steps:
        train(module, Sources(chosen.data, module, kiwi, chosen.seed), chosen.steps, chosen.seed)
    export(module, chosen.output, "kiwi-3" if chosen.steps else "kiwi-untrained")
    size = sum(file.stat().st_size for file in chosen.output.iterdir())
    log.info("%s: %.1f MB", chosen.output, size / 1e6)


if __name__ == "__main__":
    main()
