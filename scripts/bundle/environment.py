"""Give children the environment of the person, not the bundle's.

PyInstaller's starter points the loader at the bundle's libraries. The loader has read that
when this runs; what the bundle starts (a browser, a file manager) must not.
"""

import os

for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
    original = os.environ.pop(f"{name}_ORIG", None)
    if original is not None:
        os.environ[name] = original
    else:
        os.environ.pop(name, None)

# A child of ours is a start of its own, which needs to be pointed at the libraries again.
os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
