"""Log records before they become lines: without keys, counted, and without a person's words."""

import logging
import re
from enum import Enum

from vidgen_desktop.redaction import redact
from vidgen_desktop.repeats import Repeats, is_worth_a_line, mark_of

QT = "vidgen.qt"  # the logger of what Qt says

_OWN = "vidgen."
_GAP = "…"
_IDENTIFIER = re.compile(r"[a-z][a-z0-9]*(?:[/_-][a-z0-9]+)*")
_LONGEST_IDENTIFIER = 32
_TEXTS = {"exc_text", "stack_info"}
_FLOODING = {QT, "py.warnings"}  # loggers whose lines may come a thousand times without a bug


class Redacted(logging.LogRecord):
    """Gives nobody a key: not the handlers of other libraries either, whenever they are added.

    Its text is whole when it is redacted, so a key that is split over the arguments goes, too.
    """

    def getMessage(self) -> str:  # noqa: N802 - the name of the base class
        """The message, with its arguments."""
        return redact(super().getMessage())

    def __setattr__(self, name: str, value: object) -> None:
        """What formatters keep here for one another is redacted, too."""
        if name in _TEXTS and isinstance(value, str):
            value = redact(value)
        super().__setattr__(name, value)


class WithoutKeys(logging.Filter):
    """On each handler: what was added to a record (`extra`) is part of it like its message."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let it pass, without keys."""
        for name, value in record.__dict__.items():
            if name not in _FIELDS:
                record.__dict__[name] = redact(value if isinstance(value, str) else repr(value))
        return True


class Counted(logging.Filter):
    """Lets what comes again and again through at its first, tenth, hundredth … time, with the
    number and without another traceback.
    """

    def __init__(self) -> None:
        super().__init__()
        self._repeats = Repeats()

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether it makes a line; all handlers that share this filter are told the same."""
        times = record.__dict__.get("_times")
        if times is None:
            mark = _mark(record)
            times = 1 if mark is None else self._repeats.count(mark)
            record.__dict__["_times"] = times
            if times > 1:
                by = f", {mark}" if record.exc_info else ""
                message = f"{record.getMessage()} ({times} times now{by})"
                record.msg, record.args, record.exc_info = "%s", (message,), None
        return is_worth_a_line(times)


def note_without_words(record: logging.LogRecord) -> None:
    """Keep the message as anybody may read it, before what formats the record takes it apart."""
    if "_wordless" not in record.__dict__:
        record.__dict__["_wordless"] = _without_words(record)


def wordless(record: logging.LogRecord) -> str:
    """What was noted of a record."""
    return record.__dict__.get("_wordless", _GAP)


def _without_words(record: logging.LogRecord) -> str:
    """The message as anybody may read it: numbers and names of our own, for the rest a gap.

    What other libraries say is one gap: which of it is a person's cannot be known.
    """
    if not record.name.startswith(_OWN) or record.name == QT or not isinstance(record.msg, str):
        return _GAP
    arguments = tuple(_harmless(argument) for argument in _sequence(record.args))
    try:
        return redact(record.msg % arguments if arguments else record.msg)
    except (TypeError, ValueError):
        return _GAP


class _Gap:
    """Stands for a text, whatever it is formatted as."""

    def __str__(self) -> str:
        return _GAP

    __repr__ = __str__


def _harmless(argument: object) -> object:
    match argument:
        case Enum():
            return argument.value
        case int() | float() | None:
            return argument
        case BaseException():
            return type(argument).__name__
        case str() if len(argument) <= _LONGEST_IDENTIFIER and _IDENTIFIER.fullmatch(argument):
            return argument
        case _:
            return _Gap()


def _sequence(arguments: object) -> tuple[object, ...]:
    if isinstance(arguments, tuple):
        return arguments  # pyright: ignore[reportUnknownVariableType] - whatever was logged
    return () if arguments is None else (arguments,)


def _mark(record: logging.LogRecord) -> str | None:
    """What makes a record the same as another; None: each is one of its own."""
    if record.exc_info and isinstance(record.exc_info[1], BaseException):
        return mark_of(record.exc_info[1])
    if record.name in _FLOODING:
        return f"{record.name}, {hash(record.getMessage()):x}"
    return None


_FIELDS = {
    *logging.LogRecord("", 0, "", 0, "", (), None).__dict__,
    *("message", "asctime", "taskName", "_times", "_wordless"),
}
