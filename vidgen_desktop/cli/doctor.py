"""The command that says what works here, what is missing and how to get it."""

from dataclasses import asdict

import click

from vidgen_desktop.cli.exits import DONE, FAILED
from vidgen_desktop.cli.records import print_record
from vidgen_desktop.cli.surroundings import Surroundings

_MARKS = {"good": "ok", "warning": "note", "bad": "BAD"}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object per check.")
@click.pass_obj
def doctor(surroundings: Surroundings, *, as_json: bool) -> int:
    """Check this machine: what works, what is missing and how to get it."""
    from vidgen_desktop.cli.checks import Level, findings

    code = DONE
    for finding in findings(surroundings):
        if finding.level is Level.BAD:
            code = FAILED
        if as_json:
            print_record(asdict(finding))
            continue
        click.echo(f"{_MARKS[finding.level]:<5}{finding.name + ':':<15}{finding.found}")
        if finding.advice:
            click.echo(f"{'':<20}{finding.advice}")
    return code
