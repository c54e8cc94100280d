"""A second look at what search found: a cross-encoder reads the question and each passage together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus.errors import BriefingError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from corpus.model import Chunk


class Reranker:
    """Any cross-encoder that sentence-transformers loads; torch is imported here.

    Args:
        name: a folder, or a name at the hub such as 'BAAI/bge-reranker-v2-m3'.

    Raises:
        BriefingError: it cannot be loaded.
    """

    def __init__(self, name: str) -> None:
        try:
            from sentence_transformers import CrossEncoder  # noqa: PLC0415 - five seconds

            self._model: Any = CrossEncoder(name, num_labels=1)
        except Exception as error:
            message = (
                f"재순위 모델 '{name}'을(를) 불러올 수 없습니다. 폴더 경로나 모델 이름이 맞는지, "
                "폐쇄망이라면 모델을 미리 내려받았는지 확인하십시오."
            )
            raise BriefingError(message) from error

    def scores(self, question: str, chunks: Sequence[Chunk]) -> NDArray[np.float32]:
        """How well each chunk, its headings read first, answers the question; shape (chunks,)."""
        pairs = [(question, f"{chunk.context}\n{chunk.text}") for chunk in chunks]
        found: NDArray[np.float32] = np.asarray(
            self._model.predict(pairs, show_progress_bar=False), dtype=np.float32
        )
        return found


def reranker_from(settings: Mapping[str, str]) -> Reranker | None:
    """The cross-encoder that BRIEFING_RERANKER names; None where it names none.

    Raises:
        BriefingError: it cannot be loaded.
    """
    name = settings.get("BRIEFING_RERANKER")
    return Reranker(name) if name else None
