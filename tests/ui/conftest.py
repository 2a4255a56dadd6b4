"""A real window on a service that behaves; a small real video to play."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import imageio_ffmpeg
import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

from tests.ui.service import FakeService
from vidgen_desktop.config import Appearance, Settings
from vidgen_desktop.store.repository import SqliteStore, open_store
from vidgen_desktop.ui.background import Background
from vidgen_desktop.ui.look.style import Theme
from vidgen_desktop.ui.main_window import MainWindow
from vidgen_desktop.ui.runner import GenerationRunner

CAPTIONS = "1\n00:00:00,000 --> 00:00:02,900\nA quiet tide comes in.\n"
PATIENCE = 10_000  # milliseconds, for a busy machine


@pytest.fixture(scope="session")
def video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three seconds of picture, sound and a soft subtitle track."""
    folder = tmp_path_factory.mktemp("video")
    (folder / "captions.srt").write_text(CAPTIONS, "utf-8")
    out = folder / "video.mp4"
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-loglevel", "error", "-nostdin"]
    command += ["-f", "lavfi", "-i", "testsrc=size=320x180:rate=24:duration=3"]
    command += ["-f", "lavfi", "-i", "sine=frequency=220:duration=3"]
    command += ["-i", str(folder / "captions.srt"), "-c:v", "libx264", "-preset", "ultrafast"]
    command += ["-pix_fmt", "yuv420p", "-c:a", "aac", "-c:s", "mov_text", str(out)]
    subprocess.run(command, check=True)
    return out


@pytest.fixture(autouse=True)
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The application dressed in light, as the only one who dresses it."""
    theme = Theme(qapp, Appearance.LIGHT)
    yield theme
    theme.deleteLater()
    # What a test leaves behind would be dressed again in all tests that follow.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with open_store(tmp_path / "vidgen.db", "default") as store:
        yield store


@pytest.fixture
def service(store: SqliteStore, tmp_path: Path, video: Path) -> Iterator[FakeService]:
    service = FakeService(store, tmp_path, video)
    yield service
    service.release()


@pytest.fixture
def background(qapp: QApplication) -> Iterator[Background]:
    background = Background(qapp)
    yield background
    background.close()


@pytest.fixture
def runner(qapp: QApplication, service: FakeService) -> Iterator[GenerationRunner]:
    runner = GenerationRunner(service, at_a_time=1, parent=qapp)
    yield runner
    runner.close()


@pytest.fixture
def window(qtbot: QtBot, service: FakeService, theme: Theme) -> Iterator[MainWindow]:
    """The window as a person sees it first."""
    with opened(qtbot, service, theme, Settings()) as window:
        yield window


@contextmanager
def opened(
    qtbot: QtBot, service: FakeService, theme: Theme, settings: Settings
) -> Iterator[MainWindow]:
    """A window with these settings, with the library read, until the end of the block."""
    service.use(settings)
    window = MainWindow(service, settings, theme)
    window.settingsChanged.connect(service.use)
    with qtbot.waitExposed(window):
        window.show()
    with qtbot.waitSignal(window.model.loaded, timeout=PATIENCE):
        window.begin()
    try:
        yield window
    finally:
        service.release()
        window.runner.close()
        window.close()
        window.deleteLater()


class Strays(QObject):
    """What is shown without its place: for a moment it is a window, and takes the focus away."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Note what is shown as a window and is none."""
        if (
            event.type() is QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
            and not isinstance(watched, (QMainWindow, QDialog))
        ):
            self.seen.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


@pytest.fixture
def strays(qapp: QApplication) -> Iterator[Strays]:
    """From here on; to be asked for before what is looked at is made."""
    strays = Strays()
    qapp.installEventFilter(strays)
    yield strays
    qapp.removeEventFilter(strays)


def sent(blocker: SignalBlocker) -> Any:
    """The first argument of the signal that was waited for."""
    assert blocker.args
    return blocker.args[0]
