"""A video whose process died shows no more life; a person can go on with it."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

from vidgen_desktop.config import Settings, folders
from vidgen_desktop.core.errors import InvalidRequest
from vidgen_desktop.core.model import Request, Status
from vidgen_desktop.core.progress import STALE_PROCESSING
from vidgen_desktop.engine import Engine


def test_it_can_be_resumed_once_it_is_known_to_be_gone(engine: Engine) -> None:
    left = engine.submit(Request("The sea is wide."))
    assert engine.store.claim(left.id)
    with pytest.raises(InvalidRequest, match="is processing"):
        engine.resume(left.id)

    long_ago = datetime.now(UTC) - STALE_PROCESSING
    with closing(sqlite3.connect(folders(Settings()).database)) as database, database:
        database.execute(
            "UPDATE generations SET progress_updated_at = ?", (f"{long_ago:%Y-%m-%d %H:%M:%S.%f}",)
        )
    assert engine.resume(left.id).status is Status.PENDING
