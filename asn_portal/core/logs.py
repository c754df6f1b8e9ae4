"""Logs as JSON lines with a request id; numbers of persons never get in."""

from __future__ import annotations

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime

request_id: ContextVar[str] = ContextVar("request_id", default="-")
NUMBERS = re.compile(r"(?<!\d)\d{16,18}(?!\d)")
MAILS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")


class RedactingFilter(logging.Filter):
    """Blacken NIP, NIK and mail addresses whatever the caller logs."""

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        record.msg = MAILS.sub("[surel]", NUMBERS.sub("[nomor]", text))
        record.args = ()
        return True


class JSONFormatter(logging.Formatter):
    """One line per record; line breaks cannot forge a second one."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, tz=UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "request": request_id.get(),
            "message": record.getMessage(),
        }
        if record.exc_info:
            trace = self.formatException(record.exc_info)
            line["trace"] = MAILS.sub("[surel]", NUMBERS.sub("[nomor]", trace))
        return json.dumps(line, ensure_ascii=False)
