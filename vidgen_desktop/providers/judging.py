"""Looking at what a service sent: that it could not be seen now says nothing against it."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from vidgen_desktop.core.errors import ToolError


@contextmanager
def judging(sent: Path) -> Generator[None]:
    """Let a ToolError leave with a sentence that does not have our name for the file; whoever
    meets it keeps the file, and looks again at the next try.
    """
    try:
        yield
    except ToolError as fault:
        said = fault.message.replace(f"“{sent.name}”", "what the service sent")
        raise ToolError(
            said[:1].upper() + said[1:], f"{fault.advice} It is kept for the next try.".strip()
        ) from fault
