"""The only place that starts children: together in a family, ended together."""

import logging
import subprocess
import threading
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from vidgen_desktop.core.cancel import Cancelled, CancelToken
from vidgen_desktop.core.errors import ToolError, VidgenError
from vidgen_desktop.media.children.lifeline import end_tree, give_way, tied
from vidgen_desktop.starting import child_environment, start_options

LONGEST_LINE = 4096  # bytes kept of a line of standard error
REAP_SECONDS = 5.0
LOGGED_LINES = 12

log = logging.getLogger("vidgen.media")


class Child:
    """A running child whose last lines of standard error are kept."""

    def __init__(self, process: subprocess.Popen[bytes], keep: int) -> None:
        self.process = process
        self._ended = False  # by us
        self._lines: deque[str] = deque(maxlen=keep)
        self._reader = threading.Thread(target=self._read, name="stderr", daemon=True)
        self._reader.start()

    def lines(self) -> Iterator[str]:
        """The lines of its standard output, as they come."""
        for line in self.process.stdout or ():
            yield line.decode("utf-8", "replace").rstrip()

    def output(self) -> IO[bytes]:
        """Its standard output, to be handed to another child."""
        if self.process.stdout is None:
            raise ValueError("The child was started without a pipe for its output.")
        return self.process.stdout

    def finish(self, seconds: float | None = None) -> int:
        """Wait for its end and return its status; what it said of a failure is logged."""
        status = self.process.wait(seconds)
        self._reader.join(REAP_SECONDS)
        if status != 0 and not self._ended:
            said = "\n".join(self.errors()[-LOGGED_LINES:])
            log.warning("a child ended with status %d: %s", status, said)
        return status

    def errors(self) -> list[str]:
        """The last lines of standard error; complete after `finish`."""
        return list(self._lines)

    def end(self) -> None:
        """Kill it with all its descendants; see `lifeline.end_tree`."""
        self._ended = True
        end_tree(self.process)

    def close(self) -> None:
        """Reap it and let go of its pipes."""
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(REAP_SECONDS)
        self._reader.join(REAP_SECONDS)
        if self.process.stdout is not None:
            self.process.stdout.close()
        # While somebody still reads, closing would wait for whoever holds the other end.
        if self.process.stderr is not None and not self._reader.is_alive():
            self.process.stderr.close()

    def _read(self) -> None:
        stream = self.process.stderr
        while stream is not None and (line := stream.readline(LONGEST_LINE)):
            text = line.decode("utf-8", "replace").rstrip()
            if text:
                self._lines.append(text)


class Family:
    """The children of one piece of work. Once ended, no more can be started."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._children: list[Child] = []
        self._ended = False

    def start(
        self,
        command: Sequence[str],
        *,
        stdin: IO[bytes] | int = subprocess.DEVNULL,
        stdout: IO[bytes] | int = subprocess.PIPE,
        cwd: Path | None = None,
        keep: int = 40,
    ) -> Child:
        """Start a child; `keep` is how many last lines of its standard error to remember."""
        with self._lock:
            if self._ended:
                raise Cancelled
            try:
                process = subprocess.Popen(
                    tied(command),
                    stdin=stdin,
                    stdout=stdout,
                    stderr=subprocess.PIPE,
                    cwd=cwd,
                    env=child_environment(),
                    **start_options(),
                )
            except OSError as fault:
                raise _not_started(command, fault.strerror) from fault
            give_way(process)
            try:
                child = Child(process, keep)
            except RuntimeError as fault:  # Python has no thread left, and nobody would read it
                end_tree(process)
                process.communicate()
                raise _not_started(command, str(fault)) from fault
            self._children.append(child)
            return child

    def end(self) -> None:
        """Kill all of them, now; from any thread."""
        with self._lock:
            self._ended = True
            for child in self._children:
                child.end()

    def close(self) -> None:
        """Kill what still runs, reap everything, close the pipes."""
        self.end()
        for child in self._children:
            child.close()


def _not_started(command: Sequence[str], why: str | None) -> ToolError:
    return ToolError(
        f"{command[0]} cannot be started ({why}).", "Run `vidgen doctor` to see what is missing."
    )


@contextmanager
def family(token: CancelToken) -> Generator[Family]:
    """A family that is ended when the token is cancelled, and at the block's end anyway.

    A cancel always surfaces as Cancelled, whatever the ended children looked like.
    """
    token.check()
    members = Family()
    with token.on_cancel(members.end):
        try:
            yield members
        except VidgenError:
            token.check()
            raise
        finally:
            members.close()
    token.check()
