"""Structured logs: one JSON line per record, with the generation and stage it belongs to."""

import logging
import os
import sys
import threading
from types import TracebackType

import structlog
from concurrent_log_handler import ConcurrentRotatingFileHandler
from structlog.typing import EventDict, Processor, WrappedLogger

from vidgen_desktop.config import Folders
from vidgen_desktop.core.scope import current_scope

FILE_NAME = "vidgen.log"
FILE_BYTES = 2 * 1024 * 1024
FILES = 5

OWN = "vidgen"  # every logger of ours is below it

log = logging.getLogger("vidgen.logs")

_installed: list[logging.Handler] = []  # by us, so that configuring again replaces them


def configure_logs(folders: Folders, verbose: int = 0) -> None:
    """Log to a rotating file, and to the terminal: with 1 what happens, with 2 every detail.

    Several processes may write the same file at once. Where the folder cannot be written,
    the terminal is told and the program goes on: doing without a log is no reason to stop.
    """
    root = logging.getLogger()
    release_logs()
    # What cannot be logged (a full disk) must not fill the terminal with tracebacks.
    logging.raiseExceptions = False
    logging.captureWarnings(True)
    root.setLevel(logging.WARNING)
    logging.getLogger(OWN).setLevel(logging.DEBUG if verbose > 1 else logging.INFO)
    if verbose:
        _add_terminal()
    try:
        folders.logs.mkdir(parents=True, exist_ok=True)
        handler = _file_handler(folders)
    except OSError as error:
        if not verbose:
            _add_terminal()
        log.warning("No log is kept: %s cannot be written (%s).", folders.logs, error.strerror)
        return
    _add(handler, structlog.processors.JSONRenderer())


def release_logs() -> None:
    """Log nowhere any more, and close the file."""
    while _installed:
        handler = _installed.pop()
        logging.getLogger().removeHandler(handler)
        handler.close()


def log_uncaught() -> None:
    """Have what no one caught, in any thread, logged once with its traceback."""

    def in_main(
        kind: type[BaseException], error: BaseException, traceback: TracebackType | None
    ) -> None:
        log.critical("a bug ended the program", exc_info=(kind, error, traceback))

    def in_thread(hook: threading.ExceptHookArgs) -> None:
        if hook.exc_value is not None:
            about = (hook.exc_type, hook.exc_value, hook.exc_traceback)
            log.critical("a bug ended a thread", exc_info=about)

    sys.excepthook = in_main
    threading.excepthook = in_thread


def _file_handler(folders: Folders) -> logging.Handler:
    return ConcurrentRotatingFileHandler(
        folders.logs / FILE_NAME,
        maxBytes=FILE_BYTES,
        backupCount=FILES - 1,
        encoding="utf-8",
    )


def _add_terminal() -> None:
    colours = sys.stderr is not None and sys.stderr.isatty()
    _add(
        logging.StreamHandler(),
        structlog.dev.ConsoleRenderer(
            colors=colours, exception_formatter=structlog.dev.plain_traceback
        ),
    )


def _add(handler: logging.Handler, renderer: Processor) -> None:
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            # The standard library's records and structlog's own go the same way.
            foreign_pre_chain=_CHAIN,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    _installed.append(handler)
    logging.getLogger().addHandler(handler)


def _where(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Add the generation and stage that this thread works for."""
    scope = current_scope()
    if scope.generation is not None:
        event["generation"] = scope.generation
    if scope.stage is not None:
        event["stage"] = scope.stage
    event["process"] = os.getpid()
    return event


_CHAIN: list[Processor] = [
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    _where,
    structlog.processors.format_exc_info,
]
