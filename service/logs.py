"""Structured logs: one JSON object a line on standard error."""

from __future__ import annotations

import json
import logging
import os
import sys
import threading
import time
from typing import TYPE_CHECKING

from corpus.errors import BriefingError

if TYPE_CHECKING:
    from pathlib import Path

    from qa.answer import Answer


class JsonLines(logging.Formatter):
    """Formats a record as JSON, so that nothing in a message can begin a line of its own."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the line; a record's `fields` (a dict) are put beside its message."""
        line = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def configure() -> None:
    """Send all logs to standard error as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in ("mcp", "faiss.loader"):
        logging.getLogger(name).setLevel(logging.WARNING)


class AuditLog:
    """Who asked what and which places were cited, a JSON line an answer, for offices that must keep it.

    Args:
        path: the file; made for its owner's eyes alone, added to.

    Raises:
        BriefingError: it cannot be written.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        except OSError as error:
            message = f"{path}: 기록 파일을 쓸 수 없습니다. 폴더와 권한을 확인해 주세요."
            raise BriefingError(message) from error
        self._lock = threading.Lock()

    def add(self, key: str, answer: Answer) -> None:
        """Add an answer that was given to the holder of a key ('' where none are needed)."""
        line = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
            "key": key,
            "question": answer.question,
            "status": answer.status,
            "citations": [f"{one.document}:{one.lines[0]}-{one.lines[1]}" for one in answer.citations],
        }
        with self._lock:
            os.write(self._file, (json.dumps(line, ensure_ascii=False) + "\n").encode())
