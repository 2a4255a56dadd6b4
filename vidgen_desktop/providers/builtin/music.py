"""The built-in composer: a quiet music bed, generated."""

import json
import os
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from vidgen_desktop.config import own_command
from vidgen_desktop.core.choices import Look
from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.files.room import Want, disk_full, is_full
from vidgen_desktop.core.ports import Work
from vidgen_desktop.starting import child_environment, start_options

CHILD = "_compose"
_BYTES = 192_000  # of a second: 48 kHz, two channels of 16 bits


class BuiltinComposer:
    """`core.ports.Composer`: the same music for the same length, look and seed."""

    name = "builtin"

    def __init__(self, command: Sequence[str] | None = None) -> None:
        self._command = [*own_command(), CHILD] if command is None else list(command)

    def compose(self, seconds: float, look: Look, seed: int, out: Path, work: Work) -> None:
        """Write music of exactly `seconds` (WAV, 48 kHz stereo), in a child process.

        Raises MediaError, DiskFull or Cancelled; then nothing is left of it.
        """
        work.token.check()
        want = Want("the music", round(seconds * _BYTES))
        beside = out.with_name(f".{out.name}.part")
        job = {"seconds": seconds, "look": look.value, "seed": seed, "out": str(beside)}
        try:
            out.parent.mkdir(parents=True, exist_ok=True)
            self._run(json.dumps(job).encode(), work)
            os.replace(beside, out)  # noqa: PTH105 - the word of the design for this
        except OSError as fault:
            if is_full(fault):
                raise disk_full(want, out) from fault
            raise MediaError(f"The music cannot be written ({fault.strerror}).") from fault
        finally:
            beside.unlink(missing_ok=True)

    def _run(self, job: bytes, work: Work) -> None:
        process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=child_environment(ours=True),
            **start_options(),
        )
        try:
            with process, work.token.on_cancel(process.kill):
                assert process.stdin is not None  # noqa: S101 - it was asked for
                assert process.stdout is not None  # noqa: S101 - so was this
                assert process.stderr is not None  # noqa: S101 - and this
                with suppress(BrokenPipeError), process.stdin as given:
                    given.write(job)
                _watch(process.stdout, work)
                complaint = process.stderr.read()
        except BaseException:  # whatever ended us, no child goes on without us
            process.kill()
            raise
        work.token.check()
        if process.returncode != 0:
            raise _fault(complaint)


def _watch(lines: IO[bytes], work: Work) -> None:
    for line in lines:
        with suppress(ValueError):
            work.progress(float(line))


def _fault(complaint: bytes) -> OSError | MediaError:
    """What the child met: a fault of the disk is the last thing that it tells."""
    last = complaint.decode("utf-8", "replace").strip().splitlines()[-1:]
    try:
        told: dict[str, Any] = json.loads(last[0])
    except (IndexError, ValueError):
        return MediaError(
            f"The music could not be made ({''.join(last)[:200] or 'its program ended'}).",
            "Make the video without music, or choose a file.",
        )
    return OSError(told.get("errno"), told.get("text"))
