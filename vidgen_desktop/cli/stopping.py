"""The commands that stop and remove: cancel and delete."""

import sys
import time

import click

from vidgen_desktop.cli.carry import spent_and_kept
from vidgen_desktop.cli.exits import DONE, FAILED, say
from vidgen_desktop.cli.looking import status_word
from vidgen_desktop.cli.records import generation_record, print_record
from vidgen_desktop.cli.surroundings import Surroundings
from vidgen_desktop.core.buying.purse import may_be_billed
from vidgen_desktop.core.model import Generation
from vidgen_desktop.core.service import GenerationService

ANSWER_SECONDS = 10.0  # the running process looks at the flag every half second
LOOK_SECONDS = 0.05


@click.command()
@click.argument("generation", metavar="ID", type=int)
@click.option("--json", "as_json", is_flag=True, help="Print the generation as a JSON line.")
@click.pass_obj
def cancel(surroundings: Surroundings, generation: int, *, as_json: bool) -> int:
    """Cancel a generation, also one that the window or another terminal is running."""
    service = surroundings.service()
    before = service.store.get(generation)
    service.cancel(generation)
    known = _wait_until_ended(service, generation)
    if as_json:
        print_record(generation_record(known))
    if known.is_cancelled:
        again = " already" if not before.status.is_active else ""
        takes = len(service.store.takes(generation))
        kept = spent_and_kept(known.cost_micros, takes, unknown=known.cost_unknown)
        billed = may_be_billed(service.store.purchases(generation))
        say(f"Generation {generation} was cancelled{again}. {kept} {billed}".rstrip())
        return DONE
    if known.status.is_active:
        say(f"Generation {generation} was asked to stop, but has not answered yet.")
        say(f"Look again with: vidgen show {generation}")
    else:
        say(f"Generation {generation} is {status_word(known)}; there is nothing to cancel.")
    return FAILED


@click.command()
@click.argument("generation", metavar="ID", type=int)
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def delete(surroundings: Surroundings, generation: int, *, yes: bool) -> int:
    """Delete a generation with its video and files."""
    service = surroundings.service()
    known = service.store.get(generation)
    if not yes:
        if not sys.stdin.isatty():
            raise click.UsageError("Nobody can be asked here: add --yes to delete.")
        if not click.confirm(f"Delete “{known.title}” with its video and files?", err=True):
            return FAILED
    service.delete(generation)
    say(f"Generation {generation} was deleted.")
    return DONE


def _wait_until_ended(service: GenerationService, generation: int) -> Generation:
    """The generation once it has ended, or as it stands when the patience is over."""
    until = time.monotonic() + ANSWER_SECONDS
    known = service.store.get(generation)
    while known.status.is_active and time.monotonic() < until:
        time.sleep(LOOK_SECONDS)
        known = service.store.get(generation)
    return known
