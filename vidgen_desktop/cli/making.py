"""The commands that make a video: generate, resume and revise."""

import re
import shlex
import sys

import click

from vidgen_desktop.cli.asking import check_texts, read_prompt, request_of, request_options
from vidgen_desktop.cli.assembling import assembled, assembly_options
from vidgen_desktop.cli.carry import carry, conclude
from vidgen_desktop.cli.display import display_for
from vidgen_desktop.cli.estimating import show_estimate, with_consent, yes_option
from vidgen_desktop.cli.exits import CANCELLED, DONE, STOPPED, say
from vidgen_desktop.cli.interrupts import Interrupts, interrupts
from vidgen_desktop.cli.surroundings import Surroundings
from vidgen_desktop.config import load_settings
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.errors import InvalidRequest
from vidgen_desktop.core.model import Generation, Request
from vidgen_desktop.core.service import GenerationService

_MIXED = re.compile(r"[(+]")  # Kokoro's "af_bella(2)+af_sky(1)"


@click.command()
@click.argument("prompt")
@request_options
@click.option("--json", "as_json", is_flag=True, help="Print every event as a JSON line.")
@click.option("--estimate", is_flag=True, help="Only say what it would cost; buy nothing.")
@yes_option
@click.pass_obj
def generate(
    surroundings: Surroundings,
    prompt: str,
    *,
    as_json: bool,
    estimate: bool,
    yes: bool,
    **chosen: object,
) -> int:
    """Make a video from PROMPT ("-" reads it from standard input).

    Prints the path of the video.
    """
    request = request_of(surroundings.settings, read_prompt(prompt), chosen)
    if estimate:
        return show_estimate(surroundings.service(), request, as_json=as_json)
    return generate_here(surroundings, request, as_json=as_json, yes=yes)


@click.command()
@click.argument("generation", metavar="[ID]", type=int, required=False)
@click.option("--all", "everything", is_flag=True, help="All that were interrupted, in turn.")
@click.option("--json", "as_json", is_flag=True, help="Print every event as a JSON line.")
@yes_option
@click.pass_obj
def resume(
    surroundings: Surroundings,
    generation: int | None,
    *,
    everything: bool,
    as_json: bool,
    yes: bool,
) -> int:
    """Go on with a generation that failed, was cancelled or was interrupted.

    What is finished is not made again, and what was bought is not bought again.
    """
    if (generation is None) is not everything:
        raise click.UsageError("Say which one: the ID of a generation, or --all.")
    with interrupts() as heard:
        service = surroundings.service()
        if generation is not None:
            return _resume(surroundings, service, generation, heard, as_json=as_json, yes=yes)
        left = [one.generation.id for one in service.left()]
        if not left:
            say("Nothing was interrupted.")
        code = DONE
        for one in left:
            if not heard.count:
                ended = _resume(surroundings, service, one, heard, as_json=as_json, yes=yes)
                code = ended or code
        return code


def _resume(
    surroundings: Surroundings,
    service: GenerationService,
    generation: int,
    heard: Interrupts,
    *,
    as_json: bool,
    yes: bool,
) -> int:
    known = with_consent(
        lambda agreed: service.resume(generation, agreed),
        lambda: service.remaining(generation),
        yes=yes,
    )
    return _run(surroundings, service, known, heard, as_json=as_json)


@click.command()
@click.argument("generation", metavar="ID", type=int)
@assembly_options
@click.option("--json", "as_json", is_flag=True, help="Print every event as a JSON line.")
@click.pass_obj
def revise(surroundings: Surroundings, generation: int, *, as_json: bool, **chosen: object) -> int:
    """Make another version of a finished video: other captions, music or transitions.

    Nothing is filmed, spoken or bought again, and the first video stays. Prints the path.
    """
    with interrupts() as heard:
        service = surroundings.service()
        wanted = assembled(service.store.get(generation).request, chosen)
        check_texts(wanted)
        if heard.count:
            return _nothing_stored(heard)
        known = service.revise(generation, wanted)
        return _run(surroundings, service, known, heard, as_json=as_json)


def generate_here(
    surroundings: Surroundings, request: Request, *, as_json: bool = False, yes: bool = False
) -> int:
    """Submit a request and run it in this process; returns the exit code."""
    with interrupts() as heard:
        service = surroundings.service()
        _check_voice(service, request)
        if heard.count:  # while the engine was loading
            return _nothing_stored(heard)
        if not request.cast.is_builtin:
            service.learn_prices(request.cast, CancelToken())
        known = with_consent(
            lambda agreed: service.submit(request, agreed),
            lambda: service.estimate(service.check(request)),
            yes=yes,
        )
        return _run(surroundings, service, known, heard, as_json=as_json)


def _nothing_stored(heard: Interrupts) -> int:
    say("Stopped." if heard.is_stop else "Cancelled.")
    return STOPPED if heard.is_stop else CANCELLED


def _run(
    surroundings: Surroundings,
    service: GenerationService,
    known: Generation,
    heard: Interrupts,
    *,
    as_json: bool,
) -> int:
    revised = known.revises is not None
    expected = service.estimate(known.request, revised=revised).seconds
    display = display_for(
        sys.stderr, as_json=as_json, verbose=surroundings.verbose, expected_seconds=expected
    )
    display.submitted(known.id)
    outcome = carry(service, known.id, display, heard)
    return conclude(outcome, _resume_command(known), as_json=as_json)


def _resume_command(known: Generation) -> str:
    profile = known.profile
    whose = "" if profile == load_settings().profile else f"--profile {shlex.quote(profile)} "
    return f"vidgen {whose}resume {known.id}"


def _check_voice(service: GenerationService, request: Request) -> None:
    """A voice that does not exist would be another one, or none: better to say so now."""
    if request.voice in ("auto", "none"):
        return
    by = request.cast.voice
    known = {voice.id for voice in service.voices(by)}
    if not by.is_builtin and (not known or _MIXED.split(request.voice)[0] in known):
        return  # some services list none, and some mix two of theirs
    if request.voice not in known:
        where = "on this machine" if by.is_builtin else f"at {by.provider}"
        option = "" if by.is_builtin else f" --voice-by {by.provider}:{by.model}"
        raise InvalidRequest(
            f"There is no voice “{request.voice}” {where}.",
            f"The command “vidgen voices{option}” lists those there are.",
            field="voice",
        )
