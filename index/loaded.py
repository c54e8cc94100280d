"""A reader with Kiwi loaded when this module is imported: processes forked afterwards share its memory."""

from __future__ import annotations

from index.analyzer import Analyzer
from index.embedder import KiwiEmbedder
from index.reader import DocumentReader

_ANALYZER = Analyzer()

READER = DocumentReader(_ANALYZER, KiwiEmbedder(_ANALYZER.kiwi))
