"""How a command ends: exit codes, and faults as sentences on standard error."""

import click

from vidgen_desktop.core.errors import Forbidden, InvalidRequest, NotFound, VidgenError

DONE = 0
FAILED = 1
BAD_USAGE = 2
NOT_FOUND = 3
FORBIDDEN = 4
CANCELLED = 130  # what shells use for a program ended by Ctrl-C
STOPPED = 143  # and for one that the system asked to end

_CODES: dict[type[VidgenError], int] = {
    InvalidRequest: BAD_USAGE,
    NotFound: NOT_FOUND,
    Forbidden: FORBIDDEN,
}


def tell(fault: VidgenError) -> int:
    """Say what is wrong and what to do next; returns the exit code."""
    say(fault.message)
    if fault.advice:
        say(fault.advice)
    return _CODES.get(type(fault), FAILED)


def say(sentence: str) -> None:
    """A sentence for the person, apart from the results on standard output."""
    click.echo(sentence, err=True)
