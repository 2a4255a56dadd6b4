"""What a process has left is found at once, and a person can go on with it."""

import sqlite3
from collections.abc import Generator
from contextlib import closing
from datetime import UTC, datetime

import pytest

from vidgen_desktop.config import Settings, folders
from vidgen_desktop.core.errors import InvalidRequest
from vidgen_desktop.core.model import Request, Status
from vidgen_desktop.core.progress import STALE_PROCESSING
from vidgen_desktop.engine import Engine, open_engine


@pytest.fixture
def other(engine: Engine) -> Generator[Engine]:  # noqa: ARG001 - on the same data
    """Another Vidgen."""
    opened = open_engine(Settings())
    try:
        yield opened
    finally:
        opened.close()


def say_that_it_was_long_ago() -> None:
    """As a jump of the clock does, or a process that is stopped."""
    long_ago = datetime.now(UTC) - STALE_PROCESSING
    with closing(sqlite3.connect(folders(Settings()).database)) as database, database:
        database.execute(
            "UPDATE generations SET progress_updated_at = ?", (f"{long_ago:%Y-%m-%d %H:%M:%S.%f}",)
        )


def test_it_is_offered_as_soon_as_its_process_is_gone(engine: Engine) -> None:
    gone = open_engine(Settings())
    made = gone.submit(Request("The sea is wide."))
    assert gone.store.claim(made.id)
    assert engine.left() == []
    with pytest.raises(InvalidRequest, match="another Vidgen"):
        engine.resume(made.id)

    gone.close()
    (left,) = engine.left()
    assert (left.generation.id, left.kept_takes, left.remaining.micros) == (made.id, 0, 0)
    assert engine.resume(made.id).status is Status.PENDING
    assert engine.left() == []


def test_one_that_waited_is_offered_too(engine: Engine) -> None:
    gone = open_engine(Settings())
    made = gone.submit(Request("The sea is wide."))
    gone.close()
    assert [left.generation.id for left in engine.left()] == [made.id]


def test_an_owner_who_is_silent_is_replaced_only_after_a_look(
    engine: Engine, other: Engine
) -> None:
    made = other.submit(Request("The sea is wide."))
    assert other.store.claim(made.id)
    with pytest.raises(InvalidRequest, match="another Vidgen"):
        engine.resume(made.id)
    say_that_it_was_long_ago()
    assert engine.resume(made.id).status is Status.PENDING
