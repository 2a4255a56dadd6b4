"""The command that says what works here, what is missing and how to get it."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from vidgen_desktop.cli.exits import DONE, FAILED
from vidgen_desktop.cli.records import print_record
from vidgen_desktop.cli.surroundings import Surroundings

if TYPE_CHECKING:
    from vidgen_desktop.cli.checks import Finding

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
        for line in lines_of(finding):
            click.echo(line)
    return code


def lines_of(finding: "Finding") -> list[str]:
    """A finding and what to do about it, as lines."""
    found = f"{_MARKS[finding.level]:<5}{finding.name + ':':<15}{finding.found}"
    return [found, f"{'':<20}{finding.advice}"] if finding.advice else [found]


def told(surroundings: Surroundings) -> Iterator[str]:
    """Everything the doctor finds, as lines, for a report."""
    from vidgen_desktop.cli.checks import findings

    for finding in findings(surroundings):
        yield from lines_of(finding)
