"""Structured logs: one JSON object a line on standard error."""

from __future__ import annotations

import json
import logging
import sys


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
