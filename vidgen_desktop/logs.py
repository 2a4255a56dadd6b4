"""Structured logs: one JSON line per record, with the generation and stage it belongs to.

What writes them is imported with the first record: most commands log nothing and start sooner.
"""

import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vidgen_desktop.config import Folders
from vidgen_desktop.core.run.scope import current_scope
from vidgen_desktop.log_records import (
    Counted,
    Redacted,
    WithoutKeys,
    note_without_words,
    wordless,
)
from vidgen_desktop.redaction import note_environment, redact

if TYPE_CHECKING:
    from structlog.typing import EventDict, Processor, WrappedLogger

FILE_NAME = "vidgen.log"
FILE_BYTES = 2 * 1024 * 1024
FILES = 5
FORM = 2  # of a line: since 2, "wordless" is there where a line may hold a person's words

OWN = "vidgen"  # every logger of ours is below it

log = logging.getLogger("vidgen.logs")

_installed: list[logging.Handler] = []  # by us, so that configuring again replaces them


def configure_logs(
    folders: Folders, verbose: int = 0, *, file_bytes: int = FILE_BYTES, files: int = FILES
) -> None:
    """Log to a rotating file, and to the terminal: with 1 what happens, with 2 every detail.

    Several processes may write the same file at once. Where the folder cannot be written,
    the terminal is told and the program goes on: doing without a log is no reason to stop.
    """
    release_logs()
    note_environment()
    # For every handler there is or will be, of other libraries too.
    logging.setLogRecordFactory(Redacted)
    # What cannot be logged (a full disk) must not fill the terminal with tracebacks.
    logging.raiseExceptions = False
    logging.captureWarnings(True)
    logging.getLogger().setLevel(logging.WARNING)
    logging.getLogger(OWN).setLevel(logging.DEBUG if verbose > 1 else logging.INFO)
    counted = Counted()
    if verbose:
        _install(_Late(_terminal), counted)
    rotating = (file_bytes, files)
    _install(_Late(lambda: _file_or_terminal(folders, verbose, *rotating)), counted)


def release_logs() -> None:
    """Log nowhere any more, and close the file."""
    while _installed:
        handler = _installed.pop()
        logging.getLogger().removeHandler(handler)
        handler.close()


class _Late(logging.Handler):
    """Makes the real handler when the first record comes."""

    def __init__(self, make: Callable[[], logging.Handler]) -> None:
        super().__init__()
        self._make = make
        self._real: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        note_without_words(record)
        if self._real is None:
            self._real = self._make()
        self._real.handle(record)

    def close(self) -> None:
        if self._real is not None:
            self._real.close()
        super().close()


def _install(handler: logging.Handler, counted: Counted) -> None:
    handler.addFilter(WithoutKeys())
    handler.addFilter(counted)
    _installed.append(handler)
    logging.getLogger().addHandler(handler)


def _file_or_terminal(
    folders: Folders, verbose: int, file_bytes: int, files: int
) -> logging.Handler:
    try:
        return _file(folders, file_bytes, files)
    except OSError as error:
        why = f"No log is kept: {folders.logs} cannot be written ({error.strerror})."
    if verbose:
        handler: logging.Handler = logging.NullHandler()
    else:
        handler = _terminal()
    sys.stderr.write(f"{why}\n")
    return handler


def _file(folders: Folders, file_bytes: int, files: int) -> logging.Handler:
    import structlog
    from concurrent_log_handler import ConcurrentRotatingFileHandler

    folders.logs.mkdir(parents=True, exist_ok=True)
    # The handler opens it late and swallows what goes wrong then: find it out now.
    for name in (FILE_NAME, f".__{Path(FILE_NAME).stem}.lock"):
        with (folders.logs / name).open("ab"):
            pass
    handler = ConcurrentRotatingFileHandler(
        folders.logs / FILE_NAME,
        maxBytes=file_bytes,
        backupCount=files - 1,
        encoding="utf-8",
    )
    # Escaped to ASCII, as a path may hold bytes that no encoding can write.
    return _formatted(handler, structlog.processors.JSONRenderer(), _harmless)


def _terminal() -> logging.Handler:
    import structlog

    colours = sys.stderr is not None and sys.stderr.isatty()
    renderer = structlog.dev.ConsoleRenderer(
        colors=colours, exception_formatter=structlog.dev.plain_traceback
    )
    return _formatted(logging.StreamHandler(), renderer)


def _formatted(
    handler: logging.Handler, renderer: "Processor", *further: "Processor"
) -> logging.Handler:
    """The standard library's records and structlog's own go the same way."""
    import structlog

    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                _where,
                structlog.processors.format_exc_info,
                _clean,
                *further,
            ],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                renderer,
                _without_keys,
            ],
        )
    )
    return handler


def _without_keys(_logger: "WrappedLogger", _method: str, line: Any) -> Any:
    """Last of all: whatever came together in the line, tracebacks too, a key stays out."""
    return redact(line) if isinstance(line, str) else line


def _clean(_logger: "WrappedLogger", _method: str, event: "EventDict") -> "EventDict":
    """Take keys out of a traceback while its quotes are not escaped yet."""
    if isinstance(event.get("exception"), str):
        event["exception"] = redact(event["exception"])
    return event


def _harmless(_logger: "WrappedLogger", _method: str, event: "EventDict") -> "EventDict":
    """Add what may be read by those who must not read a person's words, where it differs."""
    event["form"] = FORM
    told = wordless(event["_record"])
    if told != event["event"]:
        event["wordless"] = told
    return event


def _where(_logger: "WrappedLogger", _method: str, event: "EventDict") -> "EventDict":
    """Add the generation and stage that this thread works for."""
    scope = current_scope()
    if scope.generation is not None:
        event["generation"] = scope.generation
    if scope.stage is not None:
        event["stage"] = scope.stage
    event["process"] = os.getpid()
    return event
