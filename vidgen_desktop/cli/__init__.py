"""The `vidgen` command: opens the window, or does the same work without one."""

from collections.abc import Sequence

from vidgen_desktop.cli.surroundings import (
    LogsStarted,
    OpenService,
    OpenWindow,
    Surroundings,
    nothing,
    open_real_service,
)


def main(
    arguments: Sequence[str],
    *,
    open_window: OpenWindow,
    open_service: OpenService = open_real_service,
    logs_started: LogsStarted = nothing,
) -> int:
    """Carry out a command line (without the program's name); returns the exit code."""
    from vidgen_desktop.cli.boundary import run

    return run(arguments, Surroundings(open_window, open_service, logs_started))
