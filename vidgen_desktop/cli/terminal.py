"""Makes standard output and error safe to write to, and knows whether there is a display."""

import io
import os
import sys

import click


def prepare_streams() -> None:
    """A character that the terminal lacks becomes a replacement, never an error."""
    for stream in (sys.stdout, sys.stderr):
        # A windowed program on Windows has no streams at all; then click prints nothing.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def forget_stdout() -> None:
    """Send what is still buffered nowhere: whoever read standard output has left."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def print_path(path: str) -> None:
    """Print a path so that a program reading it gets exactly its bytes."""
    click.echo(path if os.name == "nt" else os.fsencode(path))


def has_display(platform: str = sys.platform) -> bool:
    """Whether a window could be opened here."""
    if platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
