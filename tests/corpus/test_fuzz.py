"""Whatever a text is, it is read or refused: no other error, no place outside it, no long wait."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.fuzz import JUNK, damaged, try_text
from corpus.coverage import coverage
from corpus.document import parse_document
from corpus.errors import UnreadableFile
from corpus.reading import decode

SAMPLES = Path(__file__).parents[2] / "samples"
QUICK = settings(max_examples=30, derandomize=True, suppress_health_check=[HealthCheck.too_slow])

PIECES = st.sampled_from(
    [
        *JUNK,
        "구 분",
        "계",
        "합계",
        "예산액",
        "집행률(%)",
        "1,234",
        "56.7",
        "△8",
        "(단위 : 천원)",
        "가람과",
        "Ⅰ. 현황",
        "\n",
        " ",
        "\r",
    ]
)


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """The first lines of each sample: enough for headings, a chart and tables."""
    paths = sorted(SAMPLES.glob("*.txt"))
    return ["\n".join(decode(path.read_bytes(), path.name)[:150]) for path in paths]


@QUICK
@given(seed=st.integers(0, 2**32))
def test_damaged_documents_are_read(seed: int, texts: list[str]) -> None:
    run = try_text(damaged(texts, seed)[:40_000], seed)
    assert not run.failure


@settings(QUICK, max_examples=150)
@given(pieces=st.lists(PIECES, max_size=120))
def test_any_pieces_are_read(pieces: list[str]) -> None:
    assert not try_text("".join(pieces), 0).failure


@settings(QUICK, max_examples=150)
@given(data=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(UnreadableFile):
        document = parse_document("자료.txt", "자료.txt", data, None, lambda text: [text])
        assert coverage(document).accounted <= len(document.lines)


def test_the_same_seed_damages_alike(texts: list[str]) -> None:
    assert damaged(texts, 7) == damaged(texts, 7) != damaged(texts, 8)
