"""What this very process opens and calls, by Python's own audit events."""

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from tests.fuzz.traced import allowed_below, is_foreign

_heard: list[tuple[str, object]] | None = None
_installed: list[bool] = []  # a hook stays for ever: one is enough


@contextmanager
def auditing(bait: Path, *own: Path) -> Generator[list[str]]:
    """Collect what is opened beyond the program's own and `own`, and every call of a port."""
    global _heard  # noqa: PLW0603
    if not _installed:
        sys.addaudithook(_hear)
        _installed.append(True)
    heard: list[tuple[str, object]] = []
    found: list[str] = []
    _heard = heard
    try:
        yield found
    finally:
        _heard = None
        allowed = allowed_below(*own)
        for event, what in heard:
            if event == "open" and not isinstance(what, int):
                path = os.fsdecode(what)  # pyright: ignore[reportArgumentType]
                if is_foreign(path, bait, allowed):
                    found.append(f"{path} was opened")
            elif event == "socket.connect" and isinstance(what, tuple):
                found.append(f"{what} was called")


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    if _heard is not None and event in ("open", "socket.connect"):
        at = 0 if event == "open" else 1
        _heard.append((event, arguments[at]))
