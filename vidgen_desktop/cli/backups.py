"""The commands that show the backups of the database, and put one in its place."""

import sys
from pathlib import Path

import click

from vidgen_desktop.cli.exits import DONE, FAILED, say
from vidgen_desktop.cli.records import Record, print_record
from vidgen_desktop.cli.surroundings import Surroundings
from vidgen_desktop.core.backups import Backup, Restored
from vidgen_desktop.core.counting import counted
from vidgen_desktop.core.days import moment
from vidgen_desktop.core.errors import DatabaseDamaged, StoreError
from vidgen_desktop.core.files.room import shown


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object per line.")
@click.pass_obj
def backups(surroundings: Surroundings, *, as_json: bool) -> int:
    """List the backups of the database, newest first."""
    from vidgen_desktop.store.backups.copies import backups as found_in
    from vidgen_desktop.store.backups.copies import folder_of

    database = surroundings.folders.database
    found = list(found_in(database))
    for backup in found:
        if as_json:
            print_record(_record(backup))
        else:
            click.echo(f"{moment(backup.made_at):>18}  {_facts(backup)}  {backup.path.name}")
    if not found and not as_json:
        say(f"There are no backups in {folder_of(database)} yet: one is made every day.")
    return DONE


@click.command()
@click.argument("backup", required=False)
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as a JSON line.")
@click.pass_obj
def restore(surroundings: Surroundings, backup: str | None, *, yes: bool, as_json: bool) -> int:
    """Put a BACKUP (a name from the list, or a path) in the place of the database.

    Without a name, the newest good one. The database that was there is kept beside it.
    """
    database = surroundings.folders.database
    _check_no_window(database.parent)
    chosen = _chosen(database, backup)
    if not yes and not _agreed(chosen):
        return FAILED
    restored = _restore(surroundings, chosen.path)
    if as_json:
        record = {"kept": restored.kept and str(restored.kept), "notes": list(restored.notes)}
        print_record({**_record(restored.backup), **record})
        return DONE
    say(f"The backup of {moment(restored.backup.made_at)} is the database now.")
    if restored.kept is not None:
        say(f"The one before is kept: {restored.kept}")
    for note in restored.notes:
        say(note)
    return DONE


def _check_no_window(data: Path) -> None:
    """An open window would go on showing, and know nothing of, what is replaced."""
    from vidgen_desktop.store.makers.presence import is_held

    if any(is_held(lock) for lock in data.glob("window-*.lock")):  # `ui.session.seat`
        raise StoreError(
            "A window of Vidgen is open with this database.",
            "Close it, then restore; or go back there: Restore… in the settings, under Help.",
        )


def _chosen(database: Path, name: str | None) -> Backup:
    from vidgen_desktop.store.backups.copies import folder_of, newest_good
    from vidgen_desktop.store.backups.restoring import checked

    if name is not None:
        named = folder_of(database) / name
        try:
            return checked(named if named.is_file() else Path(name).expanduser())
        except StoreError as fault:
            fault.advice += " “vidgen backups” lists them."
            raise
    newest = newest_good(database)
    if newest is None:
        raise StoreError(f"There is no good backup in {folder_of(database)}.")
    return newest


def _agreed(chosen: Backup) -> bool:
    if not sys.stdin.isatty():
        raise click.UsageError("Nobody can be asked here: add --yes to restore.")
    say(f"The backup is of {moment(chosen.made_at)}: {_facts(chosen)}.")
    say("What was made since then will not be in the list; the files of videos stay.")
    return click.confirm("Make it the database?", err=True)


def _restore(surroundings: Surroundings, backup: Path) -> Restored:
    from vidgen_desktop.store.backups.restoring import restore as put_back
    from vidgen_desktop.store.repository import open_store

    database = surroundings.folders.database
    try:
        with open_store(database, surroundings.settings.profile) as store:
            return store.restore(backup)
    except DatabaseDamaged:  # that is why: it cannot be asked what it is being used for
        return put_back(database, backup)


def _facts(backup: Backup) -> str:
    return f"{counted(backup.generations, 'video')}, {shown(backup.bytes)}"


def _record(backup: Backup) -> Record:
    return {
        "path": str(backup.path),
        "made_at": backup.made_at.isoformat(),
        "revision": backup.revision,
        "generations": backup.generations,
        "bytes": backup.bytes,
    }
