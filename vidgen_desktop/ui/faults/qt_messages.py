"""What Qt itself has to say, in the log instead of on the terminal."""

import logging
from collections.abc import Callable, Generator
from contextlib import contextmanager

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

log = logging.getLogger("vidgen.qt")

Handler = Callable[[QtMsgType, QMessageLogContext, str], None]


@contextmanager
def logged() -> Generator[None]:
    """Log what Qt says while the block lasts, from all its threads; who listened before listens
    on. After a fatal message Qt ends the program, and the crash is written down.
    """
    before: list[Handler | None] = [None]

    def take(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        category = context.category or "qt"
        log.log(LEVELS.get(kind, logging.WARNING), "%s: %s", category, message)
        if before[0] is not None:
            before[0](kind, context, message)

    before[0] = qInstallMessageHandler(take)
    try:
        yield
    finally:
        qInstallMessageHandler(before[0])
