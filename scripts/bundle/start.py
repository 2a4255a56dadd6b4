"""Where the bundle starts; its children come this way too."""

import sys
import traceback

from vidgen_desktop.__main__ import main

if __name__ == "__main__":
    try:
        sys.exit(main())
    except Exception:  # noqa: BLE001 - the last resort
        # PyInstaller's starter would add a line of its own as the last, and the last line of a
        # child is what its parent reports.
        traceback.print_exc()
        sys.exit(1)
