"""The file of a download under way: how much is here, and how to go on with it."""

import errno
import re
import shutil
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

import httpx2

from vidgen_desktop.core.errors import ToolError
from vidgen_desktop.core.files.lasting import flush
from vidgen_desktop.core.files.room import Want, disk_full, is_full, require_room
from vidgen_desktop.core.run.running import Running

_UNTOLD = 10_000_000  # bytes that a server that does not say is thought to send at least
LONGEST_TRY = 600.0  # seconds that one try counts at most of the time for all
_WHAT = "the download"
_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")


@dataclass(slots=True)
class Part:
    """What is here already: so many bytes of `whole` (None: not told), of the file that the
    server knows by this ETag or date.
    """

    path: Path
    bytes: int = 0
    known_as: str = ""
    whole: int | None = None
    furthest: float = 0.0
    rubbish: int = 0
    running: Running = field(default_factory=lambda: Running(most=LONGEST_TRY))

    def wanted(self) -> dict[str, str]:
        """The headers that ask for the rest, where the server can tell the file again."""
        if not self.bytes or not self.known_as:
            return {}
        return {"Range": f"bytes={self.bytes}-", "If-Range": self.known_as}

    def begin(self, response: httpx2.Response) -> None:
        """Go on where the body begins: after what is here, or all over."""
        if not self._goes_on(response):
            self.forget()
            self.whole = _length(response)
            self.known_as = _known_as(response)
        with writing(self.path), self.path.open("ab") as file:
            file.truncate(self.bytes)

    def forget(self) -> None:
        """Begin again with nothing."""
        self.bytes, self.known_as, self.whole = 0, "", None

    def _goes_on(self, response: httpx2.Response) -> bool:
        if response.status_code != HTTPStatus.PARTIAL_CONTENT:
            return False
        found = _RANGE.fullmatch(response.headers.get("content-range", "").strip())
        told = _known_as(response)
        fits = (
            found is not None
            and int(found[1]) == self.bytes > 0
            and self.whole in {None, int(found[3])}
            and told in {"", self.known_as}
        )
        if found is None or not fits:
            self.forget()
            raise httpx2.RemoteProtocolError("not the rest of the file that was asked for")
        self.whole = int(found[3])
        return True


class Pace:
    """Watches that bytes keep coming: `slowest` a second, over `seconds`."""

    def __init__(self, slowest: float, seconds: float) -> None:
        self._least = slowest * seconds
        self._seconds = seconds
        self._since = time.monotonic()
        self._bytes = 0

    def is_too_slow(self, came: int) -> bool:
        """Count what came; whether it was too little since the last look."""
        self._bytes += came
        now = time.monotonic()
        if now - self._since < self._seconds:
            return False
        slow = self._bytes < self._least
        self._since, self._bytes = now, 0
        return slow


def check_room(part: Part) -> None:
    """Raise DiskFull where the rest will not fit."""
    with writing(part.path):
        require_room(Want(_WHAT, (part.whole or 0) - part.bytes), part.path)


@contextmanager
def writing(path: Path, needed: int | None = None) -> Generator[None]:
    """Tell what the disk does wrong: DiskFull, or ToolError. `needed`: bytes, where known."""
    try:
        yield
    except OSError as fault:
        if is_full(fault):
            raise disk_full(Want(_WHAT, needed or _UNTOLD), path) from fault
        raise ToolError(
            f"The file {path} cannot be written ({fault.strerror}).",
            "Check the folder, and that it may be written.",
        ) from fault


def move_into_place(part: Path, out: Path) -> None:
    """Give a whole file its name, once it would outlast a power cut; across disks it is copied
    beside it first.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    try:
        flush(part)
        part.replace(out)
    except OSError as fault:
        if fault.errno != errno.EXDEV:
            raise
        beside = out.with_name(part.name)
        try:
            shutil.copyfile(part, beside)
            flush(beside)
            beside.replace(out)
        finally:
            beside.unlink(missing_ok=True)


def _length(response: httpx2.Response) -> int | None:
    told = response.headers.get("content-length", "")
    return int(told) if told.isascii() and told.isdecimal() else None


def _known_as(response: httpx2.Response) -> str:
    """Only a strong ETag, or else the date, may be asked for with If-Range."""
    tag = response.headers.get("etag", "").strip()
    return tag if tag.startswith('"') else response.headers.get("last-modified", "").strip()
