"""What a program and all its children opened and called, as the kernel saw it (strace)."""

import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vidgen_desktop.config import own_command

CALLS = "trace=open,openat,openat2,creat,connect,bind"
_OPENED = re.compile(r'\b(?:open|openat|openat2|creat)\((?:[A-Z_]+|\d+<[^>]*>)?(?:, )?"([^"]*)"')
_CALLED = re.compile(r"\bconnect\(.*?sa_family=(AF_INET6?)(.*?)\}")
_LIBRARY = re.compile(r"\.so(?:\.\d+)*$")  # looked for where its builder had it
# Where a program's own parts, fonts, languages and the kernel's answers are.
KNOWN = (
    *("/usr/", "/lib", "/bin/", "/sbin/", "/opt/", "/etc/", "/proc/", "/sys/", "/dev/"),
    *("/var/cache/fontconfig", "/var/lib/", "/run/", "/nix/"),
)
# The same of the person's own; espeak-ng's sound library looks for its settings.
OF_THE_SYSTEM = (
    *(".cache/fontconfig", ".config/fontconfig", ".fontconfig", ".fonts", ".local/share/fonts"),
    *(".config/pulse", ".pulse"),
)


@dataclass
class Seen:
    """What was looked at beyond what was known, and who was called."""

    calls: int = 0
    foreign: set[str] = field(default_factory=set[str])
    connections: set[str] = field(default_factory=set[str])


def can_trace() -> bool:
    """Whether this machine lets us."""
    strace = shutil.which("strace")
    if strace is None:
        return False
    trial = subprocess.run(
        [strace, "-f", "-o", "/dev/null", "/bin/true"], capture_output=True, check=False
    )
    return trial.returncode == 0


def traced(command: Sequence[str], log: Path) -> list[str]:
    """The command, so that strace writes what it and its children open and call."""
    return ["strace", "-f", "-qq", "-s", "4096", "-e", CALLS, "-o", str(log), *command]


def read_trace(log: Path, bait: Path, *own: Path) -> Seen:
    """What the log tells. `own` are folders that the program may use, but for the bait's.

    Opening what is not there counts, too: that somebody tried is what matters.
    """
    seen = Seen()
    allowed = allowed_below(*own)
    with log.open(errors="replace") as lines:
        for line in lines:
            seen.calls += 1
            opened = _OPENED.search(line)
            if opened is not None and is_foreign(opened[1], bait, allowed):
                seen.foreign.add(opened[1])
            called = _CALLED.search(line)
            if called is not None:
                seen.connections.add(f"{called[1]}{called[2]}")
    return seen


def allowed_below(*own: Path) -> tuple[str, ...]:
    """How the paths begin that the program may open; `own` are folders that it is given."""
    return (*KNOWN, *map(str, own), *_homes())


def is_foreign(path: str, bait: Path, allowed: tuple[str, ...]) -> bool:
    """Whether it is the bait's, or none of the program's own."""
    if str(bait.parent) in path:
        return True
    if path in {"", ".", "..", "/"} or _LIBRARY.search(path):
        return False
    return not path.startswith(allowed) if path.startswith("/") else _leads_away(path)


def _leads_away(path: str) -> bool:
    # Relative to a folder of the program's own, such as the one that ffmpeg runs in.
    return ".." in path.split("/")


def _homes() -> tuple[str, ...]:
    """This checkout, and the Python that runs it."""
    folders = {Path(__file__).resolve().parents[2], *map(Path, (sys.prefix, sys.base_prefix))}
    folders.add(Path(own_command()[0]).resolve().parent)
    return (*map(str, folders), *(str(Path.home() / name) for name in OF_THE_SYSTEM))
