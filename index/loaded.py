"""A Kiwi that is loaded when this module is imported, so that processes forked afterwards share its memory.

Kiwi's worker threads would not be there after a fork, so it is made without them.
"""

from __future__ import annotations

import warnings

from kiwipiepy import Kiwi

from index.analyzer import Analyzer
from index.embedder import KiwiEmbedder
from index.reader import DocumentReader

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # says that 0 meant something else before 0.21
    _KIWI = Kiwi(num_workers=0)
_KIWI.tokenize("예산")  # half of what it loads comes with the first text

READER = DocumentReader(Analyzer(_KIWI), KiwiEmbedder(_KIWI))
