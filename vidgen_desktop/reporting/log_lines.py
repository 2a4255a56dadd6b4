"""The log, read again: as it is stored, as a person reads it, and without a person's words."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from vidgen_desktop.logs import FILE_NAME, FILES, FORM

Line = dict[str, Any]

GAP = "…"
_SHOWN = ("timestamp", "level", "logger", "process", "generation", "stage")
_TRACEBACK = "Traceback (most recent call last):"
_BETWEEN = ("During handling of the above", "The above exception was")
# Their messages come from Python itself, about code and not about what it works on.
_ABOUT_CODE = (
    *("AttributeError", "ImportError", "IndexError", "MemoryError", "ModuleNotFoundError"),
    *("NameError", "NotImplementedError", "RecursionError", "UnboundLocalError"),
    *("ZeroDivisionError",),
)
_SYSTEM = re.compile(r"\[(?:Errno|WinError) \d+\] [^:]*")


def lines_of(folder: Path, generation: int | None = None) -> Iterator[Line]:
    """The lines of all log files, oldest first; of one generation, if that is given."""
    for number in range(FILES - 1, -1, -1):
        path = folder / (f"{FILE_NAME}.{number}" if number else FILE_NAME)
        try:
            with path.open(encoding="utf-8", errors="replace") as file:
                yield from _wanted(file, generation)
        except OSError:
            continue  # it is not there yet, or was just rotated away


def _wanted(file: Iterable[str], generation: int | None) -> Iterator[Line]:
    for text in file:
        try:
            line = msgspec.json.decode(text, type=Line)
        except msgspec.MsgspecError:
            continue  # a crash cut it off
        if generation is None or line.get("generation") == generation:
            yield line


def for_reading(line: Line) -> str:
    """A line with the local time, its level where that matters, and its traceback below it."""
    try:
        moment = f"{datetime.fromisoformat(line['timestamp']).astimezone():%Y-%m-%d %H:%M:%S}"
    except (KeyError, TypeError, ValueError):
        moment = ""
    level = line.get("level", "")
    loud = level if level in ("warning", "error", "critical") else ""
    head = "  ".join(str(part) for part in (moment, line.get("stage", ""), loud) if part)
    text = f"{head}  {line.get('event', '')}"
    return f"{text}\n{line['exception']}" if line.get("exception") else text


def without_words(line: Line) -> Line:
    """The line as anybody may read it. An older Vidgen did not note how that is."""
    told = {name: line[name] for name in _SHOWN if name in line}
    if line.get("form") != FORM:
        return {**told, "event": GAP}
    told["event"] = line.get("wordless", line.get("event", GAP))
    if isinstance(line.get("exception"), str):
        told["exception"] = code_of(line["exception"])
    return told


def code_of(traceback: str) -> str:
    """A traceback with its places and the kinds of its exceptions, but not what those say."""
    kept: list[str] = []
    inside = False  # a traceback, before the exception's own line
    for text in traceback.splitlines():
        if text.strip() == _TRACEBACK or text.startswith(_BETWEEN):
            inside = text.strip() == _TRACEBACK
            kept.append(text)
        elif inside and text.startswith("  "):
            kept.append(text)
        elif inside or not kept:
            inside = False
            kept.append(_kind(text))
    return "\n".join(kept)


def _kind(text: str) -> str:
    kind, _, said = text.partition(": ")
    if kind in _ABOUT_CODE:
        return text
    system = _SYSTEM.match(said)
    return f"{kind}: {system[0]}" if system else kind
