"""The log: one JSON line an event, without anything that tells who the reader is."""

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Final

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
"""The id of the request that is being answered; empty outside of one."""

LOG: Final = logging.getLogger("dashboard")


class JsonLines(logging.Formatter):
    """Writes a log record as one line of JSON: time, level, logger, message, what else is told, the traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        said: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "told", {}),
        }
        if request := REQUEST_ID.get():
            said.setdefault("request_id", request)
        if record.exc_info:
            said["traceback"] = self.formatException(record.exc_info)
        return json.dumps(said, default=str)


class _JsonLogger(logging.Logger):
    """A logger whose streams hold JSON lines: for loggers that set up their own handlers later."""

    def addHandler(self, hdlr: logging.Handler) -> None:  # noqa: N802 - the name in the standard library
        """Take a handler, and have it write JSON lines."""
        _as_json(hdlr)
        super().addHandler(hdlr)


def _as_json(handler: logging.Handler) -> None:
    if isinstance(handler, logging.StreamHandler) and not isinstance(handler, logging.FileHandler):
        handler.setFormatter(JsonLines())


def _has_meaning(record: logging.LogRecord) -> bool:
    """Whether a record says something: that an answer is worked out outside of a reader's session is meant here."""
    return "missing ScriptRunContext" not in str(record.msg)


def install_logs() -> None:
    """Have every logger of the process, Streamlit's and the server's included, write JSON lines to standard error."""
    logging.setLoggerClass(_JsonLogger)
    logging.captureWarnings(True)
    root = logging.getLogger()
    if not root.handlers:
        root.addHandler(logging.StreamHandler())
    known = [logger for logger in logging.Logger.manager.loggerDict.values() if isinstance(logger, logging.Logger)]
    for logger in (root, *known):
        for handler in logger.handlers:
            _as_json(handler)
    logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").addFilter(_has_meaning)
    server = logging.getLogger("uvicorn.error")
    server.propagate = True  # Streamlit and the server's own set-up leave it without a handler between them
    server.setLevel(logging.WARNING)  # what it tells of websockets holds the reader's address
    LOG.setLevel(logging.INFO)


def tell(message: str, *, level: int = logging.INFO, **told: object) -> None:
    """Write an event with what is told beside its message."""
    LOG.log(level, message, extra={"told": told})
