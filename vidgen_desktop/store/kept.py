"""The files of a recorded step: where they are, how large, and what is in them."""

import hashlib
import os
import threading
from pathlib import Path

import msgspec

from vidgen_desktop.core.errors import StoreError

_MOST_KNOWN = 10_000


class KeptFile(msgspec.Struct, array_like=True, frozen=True):
    """A file as it was recorded: its size in bytes and the SHA-256 of its content, which older
    records, and those that were not sealed yet, do not have.
    """

    path: str
    size: int
    digest: str | None = None

    def is_whole(self) -> bool:
        """Whether the file is there, and is what was recorded."""
        path = Path(self.path)
        try:
            if not path.is_file() or path.stat().st_size != self.size:
                return False
            return self.digest is None or DIGESTS.of(path) == self.digest
        except OSError:
            return False

    def sealed(self) -> "KeptFile":
        """The same with its digest; as it is where the file is no longer what was recorded."""
        if self.digest is not None:
            return self
        try:
            digest = DIGESTS.of(Path(self.path))
            if Path(self.path).stat().st_size != self.size:
                return self
        except OSError:
            return self
        return KeptFile(self.path, self.size, digest)


FILES = msgspec.json.Decoder(tuple[KeptFile, ...])


def kept_file(path: Path) -> KeptFile:
    """A file as it is now, without its digest; raises StoreError where it cannot be read."""
    try:
        return KeptFile(str(path), path.stat().st_size)
    except OSError as error:
        raise StoreError(
            f"The file {path} cannot be read ({error.strerror}).",
            "Check the disk that holds the data folder.",
        ) from error


class Digests:
    """SHA-256 of files, each read once as long as it stays the same; safe in all threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[tuple[str, int, int], str] = {}

    def of(self, path: Path) -> str:
        """The digest of a file's content, in hex; raises OSError."""
        with path.open("rb") as file:
            state = os.fstat(file.fileno())
            # By its number where the system has one: a file with two names is read once.
            name = f"{state.st_dev}/{state.st_ino}" if state.st_ino else str(path)
            key = (name, state.st_size, state.st_mtime_ns)
            with self._lock:
                found = self._known.get(key)
            if found is not None:
                return found
            digest = hashlib.file_digest(file, "sha256").hexdigest()  # lets other threads run
        with self._lock:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[key] = digest
        return digest


DIGESTS = Digests()
