"""Load our own copies of a few system libraries where the machine has none (a server).

Drawing pictures and Qt's windows are linked against OpenGL even if nothing is drawn through
it. The machine's own libraries come first, because they know its graphics driver. What is
loaded once is found by its name from then on.
"""

import ctypes
import sys
from pathlib import Path

# Each after those it needs.
LIBRARIES = (
    "libxcb.so.1",
    "libGLdispatch.so.0",
    "libGLX.so.0",
    "libGL.so.1",
    "libEGL.so.1",
    "libdrm.so.2",
)


def load(name: str) -> None:
    """Load the machine's library, or ours."""
    try:
        ctypes.CDLL(name, ctypes.RTLD_GLOBAL)
    except OSError:
        ctypes.CDLL(str(Path(sys.prefix, "fallback", name)), ctypes.RTLD_GLOBAL)


if sys.platform == "linux" and getattr(sys, "frozen", False):
    for library in LIBRARIES:
        load(library)
