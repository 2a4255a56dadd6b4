"""What the log says of a whole video: every line whose it is, and nothing of what it is about."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from vidgen_desktop import logs
from vidgen_desktop.config import Settings, folders
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.events import Completed
from vidgen_desktop.core.export import ExportKind, ExportOrder
from vidgen_desktop.core.model import Request
from vidgen_desktop.core.reporting import ReportOrder
from vidgen_desktop.engine import Engine
from vidgen_desktop.reporting.log_lines import lines_of
from vidgen_desktop.reporting.report import RealReporter

PROMPT = "Otters hold hands while they sleep."


@pytest.fixture
def logged(engine: Engine) -> Iterator[Path]:
    """Everything that is logged from here on, every detail of it."""
    assert engine.store.count() == 0
    places = folders(Settings())
    logs.configure_logs(places, verbose=2)
    yield places.logs
    logs.release_logs()


def test_every_line_is_of_its_generation_and_none_tells_its_words(
    engine: Engine, logged: Path
) -> None:
    engine.submit(Request("Another"))  # so that the number is one of its own
    known = engine.submit(Request(PROMPT, seconds=5.0, music="none"))
    outcome = engine.run(known.id, CancelToken(), lambda _event: None)
    assert isinstance(outcome, Completed)
    order = ExportOrder(ExportKind.MP3)
    engine.export(known.id, order, CancelToken(), lambda _fraction: None)
    engine.delete(known.id)
    lines = list(lines_of(logged))
    assert len(lines) > 10
    others = [line["event"] for line in lines if line.get("generation") != known.id]
    # The daily backup is made beside the work, and is of no video.
    assert [event for event in others if not event.startswith("The database was copied")] == []
    parts = RealReporter(Settings(), list).parts(ReportOrder())
    assert [part.name for part in parts if "otter" in part.text.lower()] == []
    assert "completed: …" in next(part.text for part in parts if part.name == "log.jsonl")
