"""Files appear under their final name when they are whole, and not before."""

import hashlib
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from vidgen_desktop.core.files.room import Want
from vidgen_desktop.media.faults import told


@contextmanager
def landing(out: Path, failed: str, want: Want) -> Generator[Path]:
    """A temporary path beside `out`: moved into place if the block succeeds, else removed. `want`
    says how much is about to be written.

    It lies in the same folder, for a move between file systems is not atomic, and has a
    short name of its own, for the final one may already be as long as a name can be.
    """
    mark = hashlib.blake2s(out.name.encode(), digest_size=5).hexdigest()
    part = out.absolute().parent / f".{mark}.part{out.suffix}"
    with told(failed, out, want):
        part.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)  # of a run that was killed: it is not what this one makes
        try:
            yield part
            part.replace(out)
        finally:
            part.unlink(missing_ok=True)
