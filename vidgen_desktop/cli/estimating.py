"""What a video will cost, said before anything is bought, and the person's word for it."""

import sys
from collections.abc import Callable
from pathlib import Path

import click

from vidgen_desktop.cli.exits import DONE, say
from vidgen_desktop.cli.records import dollars, print_record
from vidgen_desktop.cli.remaining import clock
from vidgen_desktop.config import folders, load_settings
from vidgen_desktop.core.buying.rates import EstimateLine
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.errors import ConsentNeeded
from vidgen_desktop.core.model import Estimate, Generation, Request
from vidgen_desktop.core.money import show_micros
from vidgen_desktop.core.service import GenerationService

yes_option = click.option("--yes", is_flag=True, help="Agree to what it will cost.")


def show_estimate(service: GenerationService, request: Request, *, as_json: bool) -> int:
    """Print what the request would cost, line by line; nothing is stored or bought."""
    sound = service.check(request)
    service.learn_prices(sound.cast, CancelToken())
    found = service.estimate(sound)
    if as_json:
        for line in found.lines:
            print_record({"kind": "line", **_record(line)})
        print_record(
            {
                "kind": "total",
                "cost_micros": found.micros,
                "cost_usd": dollars(found.micros),
                "seconds": found.seconds,
                "unpriced": found.unpriced,
                "old_prices": found.old_prices,
            }
        )
        return DONE
    for line in found.lines:
        scene = "" if line.scene is None else f"Scene {line.scene}: "
        click.echo(f"{_amount(line.micros):>10}  {scene}{line.what} ({line.provider})")
    click.echo(f"{_whole(found):>10}  in all")
    _remarks(found)
    return DONE


def with_consent(
    begin: Callable[[int | None], Generation], cost: Callable[[], Estimate], *, yes: bool
) -> Generation:
    """Begin a generation; where the person must be asked first, ask them, or go by --yes.

    `cost` tells what they agree to. Raises ConsentNeeded where nobody can be asked.
    """
    if yes:
        return begin(cost().micros)
    try:
        return begin(None)
    except ConsentNeeded as fault:
        if not sys.stdin.isatty():
            fault.advice = "Nobody can be asked here: add --yes to agree."
            raise
        say(fault.message)
        _remarks(cost())
        if not click.confirm("Make it?", err=True):
            raise click.Abort from None
        return begin(fault.micros)


def _remarks(found: Estimate) -> None:
    if found.unpriced:
        say(f"Some prices are not known, so it may cost more. Enter them in {_own_prices()}.")
    if found.old_prices:
        say("Some prices are more than 60 days old.")
    if found.seconds is not None:
        say(f"It will take about {clock(found.seconds)}.")


def _own_prices() -> Path:
    return folders(load_settings()).prices


def _record(line: EstimateLine) -> dict[str, object]:
    return {
        "role": line.role,
        "provider": line.provider,
        "what": line.what,
        "scene": line.scene,
        "cost_micros": line.micros,
        "cost_usd": None if line.micros is None else dollars(line.micros),
    }


def _whole(found: Estimate) -> str:
    if not found.unpriced:
        return show_micros(found.micros)
    return f"at least {show_micros(found.micros)}" if found.micros else "not known"


def _amount(micros: int | None) -> str:
    return "not known" if micros is None else show_micros(micros)
