"""`python -m vidgen_desktop` and the `vidgen` command; also how the program starts itself.

The hidden commands are children that do heavy work beside the program. They are looked
for before anything else is imported, so that a child starts quickly and imports only its own.
"""

import faulthandler
import sys
from collections.abc import Callable


def _compose() -> int:
    from vidgen_desktop.providers.builtin.band import child

    return child.main()


def _speak() -> int:
    from vidgen_desktop.providers.builtin.voice import child

    return child.main()


def _film() -> int:
    from vidgen_desktop.providers.builtin.film import child

    return child.main()


# Hidden command -> its work; returns an exit code. Each imports what it needs inside.
CHILDREN: dict[str, Callable[[], int]] = {"_compose": _compose, "_speak": _speak, "_film": _film}


def main() -> int:
    """Run the program with the arguments it was started with; returns the exit code."""
    child = CHILDREN.get(sys.argv[1]) if len(sys.argv) > 1 else None
    if child is not None:
        faulthandler.enable()  # to standard error, which the program reads
        return child()
    from vidgen_desktop import cli
    from vidgen_desktop.bugs import hook
    from vidgen_desktop.config import Settings
    from vidgen_desktop.crash_file import watch

    hook.install()

    def open_again(settings: Settings, prompt: str | None) -> int:
        from vidgen_desktop.app import open_window
        from vidgen_desktop.cli.doctor import told
        from vidgen_desktop.cli.surroundings import Surroundings

        surroundings = Surroundings(open_again, settings=settings)
        return open_window(prompt, settings, lambda: told(surroundings))

    return cli.main(sys.argv[1:], open_window=open_again, logs_started=watch)


if __name__ == "__main__":
    sys.exit(main())
