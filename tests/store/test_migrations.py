"""Databases of all ages become today's; those of tomorrow are left alone."""

import importlib
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import URL, create_engine

from vidgen_desktop.core.casting import Cast, Choice
from vidgen_desktop.core.errors import StoreError
from vidgen_desktop.core.model import Request
from vidgen_desktop.core.money import CostEntry, PriceSource
from vidgen_desktop.store import migrate
from vidgen_desktop.store.backups import backup
from vidgen_desktop.store.migrate import OWN, History
from vidgen_desktop.store.models import Base
from vidgen_desktop.store.repository import open_store

OPENER = """
import sys
from pathlib import Path
from vidgen_desktop.store.repository import open_store
print("ready", flush=True)
sys.stdin.readline()
open_store(Path(sys.argv[1]), "default").close()
"""


def scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(OWN.folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return ScriptDirectory.from_config(config)


def schema(path: Path) -> dict[str, str]:
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return {
            name: in_any_order(re.sub(r"\s+", " ", sql))
            for name, sql in found
            if name not in ("alembic_version", "sqlite_sequence")
        }


def in_any_order(sql: str) -> str:
    """The statement with a table's columns and constraints sorted: SQLite writes a column that
    is added behind the constraints.
    """
    head, opened, body = sql.partition(" (")
    if not head.startswith("CREATE TABLE"):
        return sql
    parts = re.split(r", (?![^(]*\))", body[: body.rindex(")")].strip())
    return head + opened + ", ".join(sorted(part.strip() for part in parts))


def execute(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def backups(path: Path) -> list[Path]:
    return sorted((path.parent / "backups").glob("*"))


def test_the_list_of_revisions_is_the_history() -> None:
    history = [script.revision for script in scripts().walk_revisions()]
    assert tuple(reversed(history)) == OWN.revisions
    assert scripts().get_current_head() == OWN.head


def test_every_revision_has_a_test() -> None:
    here = importlib.import_module(__name__)
    missing = [r for r in OWN.revisions if not hasattr(here, f"test_revision_{r}")]
    assert not missing, f"Write test_revision_… for {missing}"


def make_database(path: Path, revision: str) -> None:
    """A database as the program was at that revision made it."""
    path.parent.mkdir()
    engine = create_engine(URL.create("sqlite", database=str(path)))
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(OWN.folder).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


def test_revision_0001(path: Path) -> None:
    """An empty place becomes a database in which everything can be kept."""
    make_database(path, "0001")
    tables = {name for name, sql in schema(path).items() if sql.startswith("CREATE TABLE")}
    assert tables == {"profiles", "generations", "scenes", "takes", "steps", "cost_entries"}
    with closing(sqlite3.connect(path)) as connection:
        stored = connection.execute("SELECT version_num FROM alembic_version").fetchall()
        assert stored == [("0001",)]
        with pytest.raises(sqlite3.IntegrityError, match="status_known"):
            connection.execute(
                "INSERT INTO generations (profile, request_json, title, search_text, status,"
                " created_at, resolution, fps) VALUES ('default', '{}', '', '', 'odd', '', '', 24)"
            )


def test_revision_0002(path: Path) -> None:
    """What was made before versions is the first of its family, and no id is given again."""
    make_database(path, "0001")
    execute(
        path,
        "INSERT INTO profiles (name) VALUES ('default')",
        *(
            "INSERT INTO generations (profile, request_json, title, search_text, status,"
            " created_at, started_at, completed_at, resolution, fps, attempts, video_seconds)"
            f""" VALUES ('default', '{{"prompt": "{title}"}}', '{title}', '{title}', 'completed',"""
            " '2026-01-01 00:00:00', '2026-01-01 00:00:00', '2026-01-01 00:00:30', '720p', 24, 1,"
            " 10)"
            for title in ("Bees", "Wasps")
        ),
        "INSERT INTO steps VALUES (1, 'plan', 'f', '\"value\"', '[]', 1, '2026-01-01 00:00:00')",
        "DELETE FROM generations WHERE title = 'Wasps'",
    )
    with open_store(path, "default") as store:
        assert store.recorded(1, "plan", "f", str) == "value"
        assert store.pace(Request("x")) == pytest.approx(3.0)
        assert (store.get(1).revises, store.get(1).family, store.versions(1)) == (None, 1, 1)
        version = store.create(Request("Bees"), "Bees", of=1)
        assert (version.id, version.revises, store.versions(1)) == (3, 1, 2)
    assert [copy.name.rsplit("-", 1)[1] for copy in backups(path)] == ["0001.db"]


def test_revision_0003(path: Path) -> None:
    """What was spent before purchases were written down stays, and so does the pace."""
    make_database(path, "0002")
    execute(
        path,
        "INSERT INTO profiles (name, total_cost_micros) VALUES ('default', 7)",
        "INSERT INTO generations (profile, request_json, title, search_text, status, created_at,"
        " started_at, completed_at, resolution, fps, attempts, video_seconds, cost_micros)"
        """ VALUES ('default', '{"prompt": "x"}', 'x', 'x', 'completed', '2026-01-01 00:00:00',"""
        " '2026-01-01 00:00:00', '2026-01-01 00:00:30', '720p', 24, 1, 10, 7)",
        "INSERT INTO cost_entries (profile, generation_id, step, provider, what, micros, source,"
        " created_at) VALUES ('default', 1, 'c', 'p', 'w', 7, 'reported', '2026-01-01 00:00:00')",
    )
    with open_store(path, "default") as store:
        assert store.costs(1) == [CostEntry("c", "p", "w", 7, PriceSource.REPORTED)]
        assert store.pace(Request("x")) == pytest.approx(3.0)
        assert store.purchases(1) == []
        cloud = Request("x", cast=Cast(clips=Choice("cloud", "film-1")))
        assert store.pace(cloud) is None
    with closing(sqlite3.connect(path)) as connection:
        insert = (
            "INSERT INTO cost_entries (profile, step, provider, what, micros, source, created_at,"
            " purchase_id) VALUES ('default', 'c', 'p', 'w', 7, 'reported', '', 5)"
        )
        connection.execute(insert)
        with pytest.raises(sqlite3.IntegrityError, match="purchase_id"):
            connection.execute(insert)


def test_revision_0004(path: Path) -> None:
    """What was active before there were leases has no owner: it is left, to be gone on with."""
    make_database(path, "0003")
    insert = (
        "INSERT INTO generations (profile, request_json, title, search_text, status, created_at,"
        " resolution, fps, attempts) VALUES ('default', '{\"prompt\": \"x\"}', 'x', 'x', '%s',"
        " '2026-01-01 00:00:00', '720p', 24, 1)"
    )
    states = ("completed", "processing", "failed", "pending")
    execute(
        path,
        "INSERT INTO profiles (name) VALUES ('default')",
        *(insert % state for state in states),
    )
    with open_store(path, "default") as store:
        assert [one.id for one in store.left()] == [2, 4]
        known = store.get(2)
        assert (known.owner, known.attempts, known.beats) == (None, 1, 0)
        assert store.reset(2).owner == store.reset(4).owner
        assert store.left() == []


def test_revision_0005(path: Path) -> None:
    """Nobody knows any more which of the purchases before had no known price."""
    make_database(path, "0004")
    execute(
        path,
        "INSERT INTO profiles (name) VALUES ('default')",
        "INSERT INTO generations (profile, request_json, title, search_text, status, created_at,"
        " resolution, fps, attempts) VALUES ('default', '{\"prompt\": \"x\"}', 'x', 'x', 'failed',"
        " '2026-01-01 00:00:00', '720p', 24, 1)",
        "INSERT INTO purchases (profile, generation_id, family, key, step, provider, model, what,"
        " estimate_micros, fingerprint, state, created_at, updated_at)"
        " SELECT 'default', 1, 1, 'k', 'clip/1', 'p', 'm', 'w', 5, 'f', 'unknown', created_at,"
        " created_at FROM generations",
    )
    with open_store(path, "default") as store:
        assert [one.wanted.unpriced for one in store.purchases(1)] == [False]


def test_the_history_leads_to_the_models(path: Path, tmp_path: Path) -> None:
    open_store(path, "default").close()
    fresh = tmp_path / "models.db"
    engine = create_engine(f"sqlite:///{fresh}")
    Base.metadata.create_all(engine)
    engine.dispose()
    assert schema(path) == schema(fresh)


def test_making_a_new_database_backs_nothing_up(path: Path) -> None:
    open_store(path, "default").close()
    assert backups(path) == []


def test_an_empty_file_is_made_a_database(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    with open_store(path, "default") as store:
        assert store.count() == 0


def test_a_database_of_today_is_opened_without_alembic_and_unchanged(path: Path) -> None:
    open_store(path, "default").close()
    before = path.read_bytes()
    opened = subprocess.run(
        [sys.executable, "-c", OPENER + "print('alembic' in sys.modules)", str(path)],
        input="\n",
        capture_output=True,
        text=True,
        check=True,
    )
    assert opened.stdout == "ready\nFalse\n"
    assert path.read_bytes() == before
    assert backups(path) == []


def test_a_newer_database_is_refused_and_left_untouched(path: Path) -> None:
    open_store(path, "default").close()
    execute(path, "UPDATE alembic_version SET version_num = '9999'")
    before, files = path.read_bytes(), sorted(path.parent.iterdir())
    with pytest.raises(StoreError, match="newer version of Vidgen") as told:
        open_store(path, "default")
    assert told.value.advice
    assert path.read_bytes() == before
    assert sorted(path.parent.iterdir()) == files


def test_another_programs_database_is_refused_and_left_untouched(path: Path) -> None:
    path.parent.mkdir()
    execute(path, "CREATE TABLE recipes (name)", "INSERT INTO recipes VALUES ('soup')")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        open_store(path, "default")
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def old_database(path: Path) -> int:
    """Make a database that holds something; returns its generation."""
    with open_store(path, "default") as store:
        return store.create(Request("from long ago"), "Old").id


GoAhead = Callable[..., History]


@pytest.fixture
def go_ahead(tmp_path: Path) -> GoAhead:
    """A program that is one migration ahead of this one; `then` is done in that at last."""

    def go(then: str = "") -> History:
        return add_revision(tmp_path, then)

    return go


def add_revision(tmp_path: Path, then: str) -> History:
    folder = tmp_path / "migrations of 100 %"
    (folder / "versions").mkdir(parents=True)
    for name in ("env.py", "script.py.mako"):
        (folder / name).write_bytes((OWN.folder / name).read_bytes())
    for script in (OWN.folder / "versions").glob("*.py"):
        (folder / "versions" / script.name).write_bytes(script.read_bytes())
    (folder / "versions" / "next.py").write_text(
        f"""
import sqlalchemy as sa
from alembic import op

revision = "next"
down_revision = "{OWN.head}"


def upgrade() -> None:
    op.add_column("profiles", sa.Column("colour", sa.Text()))
    with op.batch_alter_table("generations") as batch:
        batch.alter_column("title", new_column_name="name", existing_type=sa.Text())
    {then}
"""
    )
    return History(folder, (*OWN.revisions, "next"))


def test_an_older_database_is_copied_and_then_migrated(path: Path, go_ahead: GoAhead) -> None:
    generation = old_database(path)
    old = schema(path)
    migrate.bring_up_to_date(path, go_ahead())
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT id, name FROM generations").fetchall() == [
            (generation, "Old")
        ]
        assert connection.execute("SELECT colour FROM profiles").fetchall() == [(None,)]
    (copy,) = backups(path)
    assert copy.suffix == ".db"
    assert schema(copy) == old
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT title FROM generations").fetchall() == [("Old",)]


def test_a_migration_that_fails_changes_nothing(path: Path, go_ahead: GoAhead) -> None:
    old_database(path)
    old = schema(path)
    with pytest.raises(RuntimeError, match="half-way"):
        migrate.bring_up_to_date(path, go_ahead("raise RuntimeError('half-way')"))
    assert schema(path) == old
    assert len(backups(path)) == 1


def test_a_migration_that_breaks_references_changes_nothing(path: Path, go_ahead: GoAhead) -> None:
    old_database(path)
    old = schema(path)
    with pytest.raises(StoreError, match="left as it is"):
        migrate.bring_up_to_date(path, go_ahead("op.execute('DELETE FROM profiles')"))
    assert schema(path) == old


def test_seven_backups_are_kept(path: Path) -> None:
    open_store(path, "default").close()
    made = [backup.back_up(path, "0001") for _ in range(9)]
    assert backups(path) == made[-7:]


def test_several_processes_start_on_an_empty_place_at_once(path: Path) -> None:
    path.parent.mkdir()
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", OPENER, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    complaints = [process.communicate()[1] for process in processes]
    assert complaints == [""] * 4
    with open_store(path, "default") as store:
        assert store.count() == 0
