"""The training data's texts, analysed with Kiwi once and kept in `training/cache`."""

from __future__ import annotations

import gzip
import json
import logging
import lzma
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from kiwipiepy import Kiwi
from numpy.typing import NDArray

from index.kiwi_vectors import morpheme_keys

CACHE = Path(__file__).parent / "cache"
MAX_CHARS = 1500
"""Longer texts are cut here; 97 % of the law articles are shorter."""

Row = dict[str, Any]

FIELDS: dict[str, Callable[[Row], list[str]]] = {
    "welfare_qa.jsonl.gz": lambda r: [r["question"], r["answer"], r["documents"]],
    "korsts_train.jsonl.gz": lambda r: [r["sentence1"], r["sentence2"]],
    "korsts_dev.jsonl.gz": lambda r: [r["sentence1"], r["sentence2"]],
    "korsts_test.jsonl.gz": lambda r: [r["sentence1"], r["sentence2"]],
    "klue_sts_dev.jsonl.gz": lambda r: [r["sentence1"], r["sentence2"]],
    "question_pair_train.jsonl.gz": lambda r: [r["sentence1"], r["sentence2"]],
    "question_pair_test.jsonl.gz": lambda r: [r["sentence1"], r["sentence2"]],
    "chatbot_qa.jsonl.gz": lambda r: [r["question"], r["answer"]],
    "sae4k_pairs.jsonl.gz": lambda r: [r["sentence"], r["argument"]],
    "paraKQC_groups.jsonl.gz": lambda r: list(r["sentences"]),
    "kornli_xnli_dev_triples.jsonl.gz": lambda r: [r["anchor"], r["positive"], r["negative"]],
    "kornli_xnli_test_triples.jsonl.gz": lambda r: [r["anchor"], r["positive"], r["negative"]],
    "klue_nli_dev_triples.jsonl.gz": lambda r: [r["anchor"], r["positive"], r["negative"]],
    "law_terms.jsonl.gz": lambda r: [r["term"], r["definition"]],
    "law_articles.jsonl.xz": lambda r: [r["law"], r["title"], r["text"]],
}
"""The texts of one record, by data file."""

_CONTENT = ("N", "VV", "VA", "MAG", "XR", "SL", "SN", "SH")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ragged:
    """Lists of numbers, end to end; `offsets` has one entry more than there are lists."""

    values: NDArray[np.int64]
    offsets: NDArray[np.int64]

    def __len__(self) -> int:
        """How many lists."""
        return len(self.offsets) - 1

    def __getitem__(self, place: int) -> NDArray[np.int64]:
        """One list."""
        return self.values[self.offsets[place] : self.offsets[place + 1]]

    @classmethod
    def of(cls, lists: Sequence[Sequence[int]]) -> Ragged:
        """Lists put end to end."""
        offsets = np.zeros(len(lists) + 1, dtype=np.int64)
        np.cumsum([len(one) for one in lists], out=offsets[1:])
        values = np.fromiter(
            (value for one in lists for value in one), dtype=np.int64, count=int(offsets[-1])
        )
        return cls(values, offsets)


@dataclass(frozen=True, slots=True)
class Analysed:
    """A data file: its records, and for text `t` of record `r` the lists `r * width + t`.

    `keys` are the embedder's morpheme keys, `terms` the content morphemes that BM25 is given.
    """

    rows: list[Row]
    keys: Ragged
    terms: Ragged
    width: int

    def key(self, record: int, text: int) -> NDArray[np.int64]:
        """Keys of one text of one record."""
        return self.keys[record * self.width + text]

    def term(self, record: int, text: int) -> NDArray[np.int64]:
        """BM25 terms of one text of one record."""
        return self.terms[record * self.width + text]


def read_rows(path: Path) -> Iterator[Row]:
    """Yield the records of a compressed JSON Lines file."""
    opened = lzma.open if path.suffix == ".xz" else gzip.open
    with opened(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def load(data: Path, name: str, kiwi: Kiwi | None = None) -> Analysed:
    """A data file's records with their analysed texts, from the cache or (minutes) by Kiwi."""
    rows = list(read_rows(data / name))
    texts = [FIELDS[name](row) for row in rows]
    width = len(texts[0])
    cached = CACHE / f"{name.partition('.')[0]}.npz"
    if not cached.exists():
        log.info("analysing %s", name)
        CACHE.mkdir(parents=True, exist_ok=True)
        keys, terms = analyse([text for record in texts for text in record], kiwi or Kiwi())
        np.savez(
            cached, keys=keys.values, key_offsets=keys.offsets, terms=terms.values, term_offsets=terms.offsets
        )
    with np.load(cached) as found:
        keys = Ragged(found["keys"], found["key_offsets"])
        terms = Ragged(found["terms"], found["term_offsets"])
    return Analysed(rows, keys, terms, width)


def analyse(texts: Sequence[str], kiwi: Kiwi) -> tuple[Ragged, Ragged]:
    """Keys and BM25 terms of texts, each text analysed once."""
    keys, terms = [], []
    distinct = list(dict.fromkeys(texts))
    for tokens in kiwi.tokenize([text[:MAX_CHARS] for text in distinct]):
        keys.append(np.asarray(morpheme_keys(tokens), dtype=np.int64))
        kept = (token for token in tokens if token.tag.startswith(_CONTENT))
        terms.append(np.asarray([zlib.crc32(f"{t.form}/{t.tag}".encode()) for t in kept], dtype=np.int64))
    place = {text: number for number, text in enumerate(distinct)}
    order = [place[text] for text in texts]
    return Ragged.of([keys[i] for i in order]), Ragged.of([terms[i] for i in order])
