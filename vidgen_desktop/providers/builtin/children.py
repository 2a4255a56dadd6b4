"""How the built-in engine starts its children: out of reach of Ctrl-C, without a window.

The person's Ctrl-C goes to everything in the terminal's foreground group; our children must
end because we cancel them, or an interrupted child would look like a failed one.
"""

import os
import subprocess
import sys
from typing import TypedDict


class StartOptions(TypedDict, total=False):
    """The keyword arguments of Popen that differ between systems."""

    creationflags: int
    start_new_session: bool


def start_options() -> StartOptions:
    """A session (or process group) of the child's own, and no console window."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    return {"start_new_session": True}


def system_environment() -> dict[str, str] | None:
    """What a program of the system inherits; None for all of it.

    A frozen program looks for libraries in its own folder first; the system's must not.
    """
    if sys.platform != "linux" or not getattr(sys, "frozen", False):
        return None
    changed = dict(os.environ)
    original = changed.pop("LD_LIBRARY_PATH_ORIG", None)
    changed.pop("LD_LIBRARY_PATH", None)
    return changed if original is None else {**changed, "LD_LIBRARY_PATH": original}
