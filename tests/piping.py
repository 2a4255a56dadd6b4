"""Standard input as another program gives it: a real pipe, closed behind what it holds."""

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def piped(given: bytes) -> Generator[None]:
    """Let what runs inside read `given`, at most what a pipe holds (64 KB), and then its end."""
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as end:
        end.write(given)
    usual = sys.stdin
    with os.fdopen(reading, encoding="utf-8") as pipe:
        sys.stdin = pipe
        try:
            yield
        finally:
            sys.stdin = usual
