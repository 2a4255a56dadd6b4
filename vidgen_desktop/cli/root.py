"""The `vidgen` command itself: what stands before a command, and what it does without one."""

from dataclasses import replace

import click

from vidgen_desktop import __version__
from vidgen_desktop.cli.asking import read_prompt, request_of
from vidgen_desktop.cli.backups import backups, restore
from vidgen_desktop.cli.costs import costs, settle
from vidgen_desktop.cli.doctor import doctor
from vidgen_desktop.cli.exits import BAD_USAGE, say
from vidgen_desktop.cli.exporting import export
from vidgen_desktop.cli.looking import list_generations, show, voices
from vidgen_desktop.cli.making import generate, generate_here, resume, revise
from vidgen_desktop.cli.providers import providers
from vidgen_desktop.cli.qualities import qualities
from vidgen_desktop.cli.report import report, say_crashed
from vidgen_desktop.cli.stopping import cancel, delete
from vidgen_desktop.cli.surroundings import Surroundings
from vidgen_desktop.cli.terminal import has_display
from vidgen_desktop.config import load_settings
from vidgen_desktop.core.errors import StoreError

_LONGEST_PROFILE = 100  # characters
FORGIVING = (doctor.name, report.name)  # they tell what is wrong with the settings
_WITHOUT_WINDOW = 'Without a window: vidgen generate "a prompt"'


def _profile(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is None or (value.strip() and value.isprintable() and len(value) <= _LONGEST_PROFILE):
        return value
    raise click.BadParameter("a profile's name is 1 to 100 printable characters.")


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--prompt", envvar="VIDGEN_PROMPT", metavar="TEXT", help="Make this video at once.")
@click.option("--profile", callback=_profile, metavar="NAME", help="Whose generations.")
@click.option("-v", "--verbose", count=True, help="Show the log; twice shows all of it.")
@click.version_option(__version__, prog_name="vidgen", message="%(prog)s %(version)s")
@click.pass_context
def vidgen(context: click.Context, prompt: str | None, profile: str | None, verbose: int) -> int:
    """Make a narrated video from a prompt. Without a command, the window opens."""
    surroundings = context.ensure_object(Surroundings)
    surroundings.verbose = verbose
    _load_settings(surroundings, forgiving=context.invoked_subcommand in FORGIVING)
    if profile is not None:
        surroundings.settings = replace(surroundings.settings, profile=profile)
    _start_logs(surroundings)
    if context.invoked_subcommand is not None:
        say_crashed(surroundings)
        return 0
    return _without_command(surroundings, prompt)


def _load_settings(surroundings: Surroundings, *, forgiving: bool) -> None:
    try:
        surroundings.settings = load_settings()
    except StoreError as fault:
        if not forgiving:
            raise
        surroundings.settings_fault = fault


def _start_logs(surroundings: Surroundings) -> None:
    from vidgen_desktop.logs import configure_logs

    configure_logs(surroundings.folders, surroundings.verbose)
    surroundings.logs_started(surroundings.folders.logs)


def _without_command(surroundings: Surroundings, prompt: str | None) -> int:
    trouble = "There is no display, so the window cannot open."
    if has_display():
        try:
            return surroundings.open_window(surroundings.settings, prompt)
        except ImportError as error:
            # A system library that Qt needs, or Qt itself, is missing.
            trouble = f"The window cannot open: {error}."
    if prompt is None:
        say(trouble)
        say(_WITHOUT_WINDOW)
        return BAD_USAGE
    return generate_here(surroundings, request_of(surroundings.settings, read_prompt(prompt), {}))


for command in (
    generate,
    resume,
    revise,
    export,
    list_generations,
    show,
    voices,
    cancel,
    delete,
    costs,
    settle,
    backups,
    restore,
    providers,
    qualities,
    doctor,
    report,
):
    vidgen.add_command(command)
