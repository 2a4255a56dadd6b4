"""How child processes are started: out of reach of Ctrl-C, without a window, without keys.

The person's Ctrl-C goes to everything in the terminal's foreground group; our children must
end because we cancel them, or an interrupted child would look like a failed one.
"""

import os
import subprocess
import sys
from typing import TypedDict

# The environment variables in which keys are looked for, by kind of provider; and those that
# are ours, one for each provider by its id.
KEY_VARIABLES = {
    "openai": "OPENAI_API_KEY",
    "openrouter": "OPENROUTER_API_KEY",
    "fal": "FAL_KEY",
}
OWN_KEY_PREFIX = "VIDGEN_KEY_"

IS_BUNDLE = bool(getattr(sys, "frozen", False))  # the program as a folder without Python


class StartOptions(TypedDict, total=False):
    """The keyword arguments of Popen that differ between systems."""

    creationflags: int
    start_new_session: bool


def start_options() -> StartOptions:
    """A session (or process group) of the child's own, and no console window."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    return {"start_new_session": True}


def child_environment(*, ours: bool = False, bundled: bool = IS_BUNDLE) -> dict[str, str]:
    """What a child inherits: everything but keys.

    A bundled program looks for libraries in its own folder first; programs of the system must
    not. `ours`: the child is this very program, and must.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in KEY_VARIABLES.values() and not name.startswith(OWN_KEY_PREFIX)
    }
    if ours or sys.platform != "linux" or not bundled:
        return kept
    original = kept.pop("LD_LIBRARY_PATH_ORIG", None)
    kept.pop("LD_LIBRARY_PATH", None)
    return kept if original is None else {**kept, "LD_LIBRARY_PATH": original}
