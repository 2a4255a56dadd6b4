"""The command that packs what somebody who helps needs to know; and the word on a crash."""

from pathlib import Path

import click

from vidgen_desktop.cli.doctor import told
from vidgen_desktop.cli.exits import DONE, say
from vidgen_desktop.cli.surroundings import Surroundings
from vidgen_desktop.cli.terminal import print_path
from vidgen_desktop.core.days import moment
from vidgen_desktop.core.reporting import Reporter, ReportOrder


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--generation", type=int, metavar="ID", help="Only what is about this one.")
@click.option("--with-prompts", is_flag=True, help="Also what you wrote: prompts, titles, names.")
@click.option("--show", is_flag=True, help="Print all of it instead of saving it.")
@click.pass_obj
def report(
    surroundings: Surroundings,
    file: Path | None,
    generation: int | None,
    *,
    with_prompts: bool,
    show: bool,
) -> int:
    """Save what is needed to find out what went wrong, as a zip. Nothing is sent anywhere.

    There are no keys in it, and without --with-prompts nothing that you wrote or named.
    """
    reporter = reporter_of(surroundings)
    parts = reporter.parts(ReportOrder(generation, with_prompts))
    if show:
        for part in parts:
            click.echo(f"== {part.name}: {part.meaning}\n{part.text}\n")
        return DONE
    saved = reporter.save(parts, file or Path.cwd())
    for part in parts:
        say(f"{part.name:<16}{part.kilobytes:>7,} kB  {part.meaning}")
    say("Nothing was sent. Look into it before you pass it on.")
    print_path(str(saved))
    return DONE


def reporter_of(surroundings: Surroundings) -> Reporter:
    """The reporter, with the doctor at hand."""
    from vidgen_desktop.reporting.report import RealReporter

    return RealReporter(surroundings.settings, lambda: told(surroundings))


def say_crashed(surroundings: Surroundings) -> None:
    """Say once that an earlier Vidgen crashed, if it did."""
    from vidgen_desktop import crash_file

    crashes = crash_file.untold(surroundings.folders.logs)
    if crashes:
        crash_file.mark_told(crashes)
        say(f"Vidgen crashed on {moment(crashes[-1].at)}. To pass on what happened: vidgen report")
