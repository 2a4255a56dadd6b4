"""The composition root: the window first, the engine beside it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from vidgen_desktop.app import BACKUP_IN_PLACE, open_window, request_with_defaults
from vidgen_desktop.config import Defaults, Settings
from vidgen_desktop.core.casting import Cast, Choice, Quality
from vidgen_desktop.core.choices import Aspect, Captions, Look
from vidgen_desktop.core.model import Request
from vidgen_desktop.store.backups.backup import back_up
from vidgen_desktop.store.database.shape import shape_of
from vidgen_desktop.store.repository import open_store
from vidgen_desktop.ui.main_window import MainWindow


def windows() -> list[MainWindow]:
    return [
        w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow) and w.isVisible()
    ]


def as_soon_as(found: Callable[[], bool], then: Callable[[], object]) -> None:
    """Look every 20 ms, inside the application's own loop."""
    timer = QTimer(QApplication.instance(), interval=20)

    def look() -> None:
        if found():
            timer.stop()
            timer.deleteLater()
            then()

    timer.timeout.connect(look)
    timer.start()


def test_the_window_opens_and_closes(own_home: Path):
    def is_open() -> bool:
        return bool(windows()) and (own_home / "vidgen.db").exists()

    def close() -> None:
        windows()[0].close()

    as_soon_as(is_open, close)
    assert open_window(None, Settings()) == 0


def test_where_data_cannot_be_kept_it_says_so_and_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("VIDGEN_HOME", str(tmp_path / "file" / "home"))
    said: list[str] = []

    def box() -> QMessageBox | None:
        return next((w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox)), None)

    def close() -> None:
        shown = box()
        assert shown is not None
        said.append(f"{shown.text()} {shown.informativeText()}")
        shown.accept()

    as_soon_as(lambda: box() is not None, close)
    assert open_window(None, Settings()) == 1
    assert said[0].startswith("The data folder ")
    assert said[0].endswith("Set VIDGEN_HOME to a folder that you may write to.")


def boxes() -> list[QMessageBox]:
    return [
        w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible()
    ]


def test_a_damaged_list_is_replaced_by_a_backup_and_what_is_missing_is_said(own_home: Path):
    database = own_home / "vidgen.db"
    with open_store(database, "default") as store:
        store.create(Request("Bees"), "In the backup")
        back_up(database, shape_of(database)["revision"])
        for number in range(4):
            store.create(Request("Bees"), f"After it {number}")
    database.write_text("A diary and not a database. " * 100)
    said: list[str] = []

    def read_next(button: str) -> Callable[[], None]:
        def read() -> None:
            (box,) = boxes()
            said.append(f"{box.text()} {box.informativeText()}")
            next(one for one in box.buttons() if one.text() == button).click()

        return read

    def asked(word: str) -> Callable[[], bool]:
        return lambda: any(word in box.text() for box in boxes())

    def close() -> None:
        windows()[0].close()

    def is_read() -> bool:
        return len(said) == 2 and not boxes() and windows()[0].model.rowCount() == 1

    as_soon_as(asked("not a database"), read_next("Use the backup"))
    as_soon_as(asked(BACKUP_IN_PLACE), read_next("Close"))
    as_soon_as(is_read, close)
    assert open_window(None, Settings()) == 0
    question, told = said
    assert "Videos made since then will not be in the list." in question
    assert "The one before is kept: vidgen-damaged-" in told
    assert "Videos made after" in told
    assert "1 video is not finished" in told


def test_a_prompt_alone_takes_everything_else_from_the_defaults():
    defaults = Defaults(
        seconds=12, aspect=Aspect.TALL, look=Look.WARM, captions=Captions.OFF, speed=1.2
    )
    request = request_with_defaults("Bees", Settings(defaults=defaults))
    assert (request.prompt, request.seconds, request.aspect) == ("Bees", 12, Aspect.TALL)
    assert (request.look, request.captions, request.speed) == (Look.WARM, Captions.OFF, 1.2)


def test_a_prompt_alone_is_made_by_the_quality_that_new_videos_begin_with():
    cast = Cast(clips=Choice("studio", "film-1"))
    settings = Settings(qualities=(Quality("Best", cast, "af_sky", 1.1),), quality="best")
    request = request_with_defaults("Bees", settings)
    assert (request.cast, request.voice, request.speed) == (cast, "af_sky", 1.1)
