"""Composition root of the window: builds everything once, connects it, shows it."""

import logging
import sys
import threading
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMessageBox

from vidgen_desktop.config import Defaults, Settings
from vidgen_desktop.core.errors import VidgenError
from vidgen_desktop.core.model import Request
from vidgen_desktop.core.service import GenerationService
from vidgen_desktop.resource_files import resource
from vidgen_desktop.ui import icons
from vidgen_desktop.ui.main_window import MainWindow
from vidgen_desktop.ui.style import Theme

if TYPE_CHECKING:
    from vidgen_desktop.engine import Engine

ICON_SIZES = (16, 24, 32, 48, 64, 128, 256)

log = logging.getLogger("vidgen.app")


class LateEngine(QObject):
    """The engine, opened beside the first paint; whoever asks it earlier waits.

    Its libraries take longer to import than the window takes to show. It stands in for the
    engine by passing everything on, so it may only be asked in the background.
    """

    failed = Signal(object)  # VidgenError

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._engine: Engine | None = None
        self._fault: VidgenError | None = None
        self._opened = threading.Event()
        self._thread = threading.Thread(target=self._open, name="open-engine")

    def open(self) -> None:
        """Begin to open it."""
        self._thread.start()

    def take_settings(self, settings: Settings) -> None:
        """Use new settings, also if it is still opening with the old ones."""
        self._settings = settings
        if self._engine is not None:
            self._engine.use(settings)

    def close(self) -> None:
        """Close it, if it was opened."""
        if self._thread.is_alive():
            self._thread.join()
        if self._engine is not None:
            self._engine.close()

    def __getattr__(self, name: str) -> Any:
        self._opened.wait()
        if self._fault is not None:
            raise self._fault
        return getattr(self._engine, name)

    def _open(self) -> None:
        from vidgen_desktop.engine import open_engine

        try:
            engine = open_engine(self._settings)
            engine.use(self._settings)
            self._engine = engine
        except VidgenError as fault:
            log.error("the window cannot open: %s", fault)  # noqa: TRY400 - a fault, not a bug
            self._fault = fault
            self.failed.emit(fault)
        finally:
            self._opened.set()


def open_window(prompt: str | None, settings: Settings) -> int:
    """Show the window until it is closed; returns the exit code.

    A prompt is submitted at once, with the person's defaults. Where data cannot be kept, the
    sentence is shown and 1 is returned.
    """
    application = _application()
    theme = Theme(application, settings.appearance)
    icons.postpone()
    engine = LateEngine(settings)
    window = MainWindow(cast("GenerationService", engine), settings, theme)
    window.settingsChanged.connect(engine.take_settings)
    window.closed.connect(application.quit)

    def give_up(fault: VidgenError) -> None:
        QMessageBox.critical(window, "Vidgen", str(fault))
        window.closed.disconnect(application.quit)
        window.close()
        application.exit(1)

    engine.failed.connect(give_up)
    window.painted.connect(lambda: _after_first_paint(window, engine, prompt, settings))
    window.show()
    try:
        return application.exec()
    finally:
        engine.close()


def _application() -> QApplication:
    known = QApplication.instance()
    application = known if isinstance(known, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("Vidgen")
    application.setApplicationDisplayName("Vidgen")
    application.setDesktopFileName("vidgen")
    application.setQuitOnLastWindowClosed(False)
    icon = QIcon()
    for size in ICON_SIZES:
        icon.addFile(str(resource(f"icons/vidgen-{size}.png")))
    application.setWindowIcon(icon)
    return application


def _after_first_paint(
    window: MainWindow, engine: LateEngine, prompt: str | None, settings: Settings
) -> None:
    """What can wait until the person sees the window."""
    engine.open()
    icons.resume()
    window.begin()
    if prompt is not None:
        window.submit(request_with_defaults(prompt, settings))


def request_with_defaults(prompt: str, settings: Settings) -> Request:
    """A request for a prompt alone: everything else as the person set it."""
    wanted = {field.name: getattr(settings.defaults, field.name) for field in fields(Defaults)}
    return replace(Request(prompt), **wanted)
