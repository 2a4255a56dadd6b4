"""Running a program that speaks, to its end or to a cancel."""

import subprocess
from collections.abc import Sequence

from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.providers.builtin.voice.engine import VoiceFault
from vidgen_desktop.starting import child_environment, start_options

TIMEOUT = 120.0  # seconds: no sentence takes that long, so it hangs


def output_of(command: Sequence[str], given: bytes, token: CancelToken) -> bytes:
    """What `command` writes, given `given` on its standard input.

    Raises VoiceFault where it cannot start, fails or hangs, Cancelled as soon as asked.
    """
    token.check()
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=child_environment(),
            **start_options(),
        )
    except OSError as fault:
        raise VoiceFault(f"{command[0]} cannot be started ({fault.strerror})") from fault
    with process, token.on_cancel(process.kill):
        try:
            written, complaint = process.communicate(given, timeout=TIMEOUT)
        except subprocess.TimeoutExpired as fault:
            process.kill()
            raise VoiceFault(f"{command[0]} did not answer") from fault
    token.check()
    if process.returncode != 0:
        last = complaint.decode("utf-8", "replace").strip().splitlines()[-1:]
        raise VoiceFault(f"{command[0]} failed{': ' if last else ''}{''.join(last)[:200]}")
    return written
