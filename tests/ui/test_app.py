"""The composition root: the window first, the engine beside it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from vidgen_desktop.app import open_window, request_with_defaults
from vidgen_desktop.config import Defaults, Settings
from vidgen_desktop.core.casting import Cast, Choice, Quality
from vidgen_desktop.core.choices import Aspect, Captions, Look
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
    assert said[0].endswith("Set VIDGEN_HOME to a folder that can be written.")


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
