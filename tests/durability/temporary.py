"""Folders of the attacks."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def folder() -> Iterator[Path]:
    """One that is gone afterwards, whatever still writes into it."""
    path = Path(tempfile.mkdtemp(prefix="vidgen-torture-"))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)
