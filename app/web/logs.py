"""Structured logs: one JSON object a line, carrying the request's reference and no secrets."""

import json
import logging
import re
import sys
import time
import traceback
from datetime import UTC, datetime

from flask import Flask, Response, g, has_request_context, request

from app.web.headers import request_id

_OWN = ("status", "seconds", "endpoint", "work", "kind", "attempt", "receipt")
# PostgreSQL quotes the whole row that broke a rule, account numbers and all.
_DETAIL = re.compile(r"^DETAIL:.*?(?=^\[SQL:|^\s*$|\Z)", re.M | re.S)
# Who has such an address may use it (agents: handing the camera to a phone).
_SECRET_ADDRESS = re.compile(r"(/phone/+)[\w-]{9,}")
log = logging.getLogger("app.web")


class JsonLines(logging.Formatter):
    """Formats a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The record with its time (UTC), level, logger, message, and reference if in a request."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if has_request_context():
            line |= {"reference": request_id(), "method": request.method, "path": request.path}
        line |= {name: getattr(record, name) for name in _OWN if hasattr(record, name)}
        if record.exc_info:
            line["error"] = _DETAIL.sub(
                "DETAIL: [hidden]\n", "".join(traceback.format_exception(*record.exc_info))
            )
        return _SECRET_ADDRESS.sub(r"\1…", json.dumps(line, ensure_ascii=False, default=str))


def to_stderr(level: int = logging.INFO) -> None:
    """Send the logs of this process to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    logging.getLogger("huey").setLevel(logging.WARNING)


def init_app(app: Flask) -> None:
    """Log each answered request with its status and time; callbacks and health checks stay silent."""
    app.before_request(_start)
    app.after_request(_answered)


def _start() -> None:
    g.started = time.perf_counter()


def _answered(response: Response) -> Response:
    silent = request.path.startswith(("/callbacks/", "/healthz", "/readyz", "/metrics", "/static/"))
    if response.status_code >= 500 or (not silent and log.isEnabledFor(logging.INFO)):
        seconds = round(time.perf_counter() - g.get("started", time.perf_counter()), 4)
        log.info("answered", extra={"status": response.status_code, "seconds": seconds})
    return response
