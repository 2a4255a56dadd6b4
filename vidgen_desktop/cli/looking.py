"""The commands that only look: list, show and voices."""

from datetime import datetime

import click

from vidgen_desktop.cli.casting import Who
from vidgen_desktop.cli.costs import purchase_facts
from vidgen_desktop.cli.exits import DONE, say
from vidgen_desktop.cli.records import generation_record, print_record, purchase_record
from vidgen_desktop.cli.remaining import clock
from vidgen_desktop.cli.surroundings import Surroundings
from vidgen_desktop.core.casting import BUILTIN_CHOICE, Choice
from vidgen_desktop.core.model import EVERY_LANGUAGE, Generation, Status
from vidgen_desktop.core.money import show_spent
from vidgen_desktop.core.run.watching import silent
from vidgen_desktop.core.states import state_of

_NO_VOICE = "There is no voice on this machine. The command “vidgen doctor” says how to get one."
_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object per line.")


@click.command("list")
@click.option("--search", default="", metavar="WORDS", help="In titles and prompts.")
@click.option("--limit", default=20, type=click.IntRange(min=1), help="How many; 20 if not said.")
@_JSON
@click.pass_obj
def list_generations(surroundings: Surroundings, search: str, limit: int, *, as_json: bool) -> int:
    """List generations, newest first."""
    with surroundings.reading() as store:
        found = store.list(search, limit)
        total = store.count(search)
        left = {known.id for known in store.left()}
        if as_json:
            stale = silent(store, (known for known in found if known.id not in left))
            for known in found:
                is_left, is_stale = known.id in left, known.id in stale
                print_record(generation_record(known, is_left=is_left, is_stale=is_stale))
            return DONE
    if not found:
        say("Nothing was found." if search else "There are no generations yet.")
    for known in found:
        click.echo(_row(known, is_left=known.id in left))
    if total > len(found):
        are = "is" if len(found) == 1 else "are"
        say(f"{len(found)} of {total:,} {are} shown; --limit shows more.")
    return DONE


@click.command()
@click.argument("generation", metavar="ID", type=int)
@_JSON
@click.pass_obj
def show(surroundings: Surroundings, generation: int, *, as_json: bool) -> int:
    """Show all about one generation."""
    with surroundings.reading() as store:
        known = store.get(generation)
        versions = store.versions(generation)
        pending = [one for one in store.purchases(generation) if one.state.is_open]
        is_left = store.is_left(generation)
        is_stale = not is_left and bool(silent(store, [known]))
    if as_json:
        purchases = [purchase_record(one) for one in pending]
        record = generation_record(known, is_left=is_left, is_stale=is_stale)
        print_record({**record, "open_purchases": purchases})
        return DONE
    facts = _facts(known, versions, is_left=is_left, is_stale=is_stale)
    clips_by, setups = known.request.cast.clips_by, surroundings.settings.providers
    for name, value in [*facts, *purchase_facts(pending, clips_by, setups)]:
        click.echo(f"{name + ':':<12}{value}")
    return DONE


@click.command()
@click.option("--voice-by", type=Who(), metavar="ID:MODEL", help="Of a provider instead.")
@_JSON
@click.pass_obj
def voices(surroundings: Surroundings, voice_by: Choice | None, *, as_json: bool) -> int:
    """List the voices of this machine, or of a provider."""
    found = surroundings.service().voices(voice_by or BUILTIN_CHOICE)
    if not found and not as_json:
        say(_NO_VOICE if voice_by is None else "It lists no voices: enter the name of one.")
    for voice in found:
        if as_json:
            print_record({"id": voice.id, "name": voice.name, "language": voice.language})
        else:
            language = "any" if voice.language == EVERY_LANGUAGE else voice.language
            click.echo(f"{voice.id:<20} {language:<8} {voice.name}")
    return DONE


def status_word(known: Generation, *, is_left: bool = False) -> str:
    """The status for people: a cancelled generation is "cancelled", never an error, and one that
    nobody makes any more is "interrupted".
    """
    if is_left or known.status is Status.FAILED:
        return state_of(known, is_left=is_left).lower()
    return known.status.value


def _row(known: Generation, *, is_left: bool) -> str:
    made = known.created_at.astimezone().strftime("%Y-%m-%d %H:%M")
    length = clock(known.result.seconds if known.result else known.request.seconds)
    status = status_word(known, is_left=is_left)
    if known.status.is_active:
        status = f"{status} {known.progress:.0f} %"
    cost = show_spent(known.cost_micros, unknown=known.cost_unknown)
    return f"{known.id:>5}  {made}  {length:>7}  {cost:>8}  {status:<16}  {known.title}"


def _facts(
    known: Generation, versions: int, *, is_left: bool, is_stale: bool
) -> list[tuple[str, object]]:
    facts: list[tuple[str, object]] = [
        ("Generation", known.id),
        ("Title", known.title),
        *_version(known, versions),
        ("Status", status_word(known, is_left=is_left)),
        ("Progress", f"{known.progress:.0f} %"),
        ("Cost", show_spent(known.cost_micros, unknown=known.cost_unknown)),
    ]
    if known.current_step:
        facts.append(("Step", known.current_step))
    if known.progress_updated_at:
        facts.append(("Last sign", _local(known.progress_updated_at)))
    if is_left:
        facts.append(("To resume", f"vidgen resume {known.id}"))
    elif is_stale:
        facts.append(("Stale", "yes: it has shown no sign of life; cancel it or wait"))
    if known.result:
        facts += [("Video", known.result.video), ("Length", clock(known.result.seconds))]
        facts += [("Captions", path) for path in known.result.captions]
    if known.error:
        facts.append(("Reason", known.error))
    return facts + [("Note", note) for note in known.notes]


def _version(known: Generation, versions: int) -> list[tuple[str, object]]:
    """What there is to say of a video that has several versions."""
    if known.revises is None:
        return [("Version", f"the first of {versions}")] if versions > 1 else []
    there_are = "the only one left" if versions == 1 else f"{versions} are kept"
    return [("Version", f"of generation {known.revises}; {there_are}")]


def _local(at: datetime) -> str:
    return at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
