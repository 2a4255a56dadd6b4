"""Runs a command line and turns whatever happens into sentences and an exit code."""

import errno
import logging
import os
import sys
from collections.abc import Sequence

import click

from vidgen_desktop.cli.exits import CANCELLED, DONE, FAILED, say, tell
from vidgen_desktop.cli.root import vidgen
from vidgen_desktop.cli.surroundings import Surroundings
from vidgen_desktop.cli.terminal import forget_stdout, prepare_streams
from vidgen_desktop.core.errors import VidgenError

log = logging.getLogger("vidgen.cli")


def run(arguments: Sequence[str], surroundings: Surroundings) -> int:
    """Carry out a command line; never raises, except what ends the interpreter."""
    prepare_streams()
    try:
        code = _run(arguments, surroundings)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        forget_stdout()
        return DONE
    except OSError as error:
        if error.errno == errno.EINVAL and os.name == "nt":  # Windows says it so
            forget_stdout()
            return DONE
        raise
    return code


def _run(arguments: Sequence[str], surroundings: Surroundings) -> int:
    try:
        # Not `vidgen.main`: that would expand a "*" in a prompt on Windows, and turn a reader
        # that has left into exit code 1.
        with vidgen.make_context("vidgen", list(arguments), obj=surroundings) as context:
            result = vidgen.invoke(context)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except VidgenError as fault:
        return tell(fault)
    except (KeyboardInterrupt, click.Abort):
        say("Cancelled.")
        return CANCELLED
    except (BrokenPipeError, SystemExit):
        raise
    except Exception:  # the boundary: a person gets a sentence, the log the traceback
        log.exception("a bug")
        say("Something went wrong inside Vidgen.")
        say(f"The log in {surroundings.folders.logs} has the details.")
        say("To pass them on: vidgen report")
        return FAILED
    return result if isinstance(result, int) else DONE
