"""Where the bundle starts; its children come this way too."""

import multiprocessing
import sys

from vidgen_desktop.__main__ import main

if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())
