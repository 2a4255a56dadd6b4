"""Composition root of the window: builds everything once, connects it, shows it."""

import logging
import sys
from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from vidgen_desktop.config import Settings
from vidgen_desktop.core.errors import VidgenError
from vidgen_desktop.core.model import Request
from vidgen_desktop.engine import open_engine
from vidgen_desktop.ui import icons
from vidgen_desktop.ui.main_window import MainWindow
from vidgen_desktop.ui.style import Theme

log = logging.getLogger("vidgen.app")


def open_window(prompt: str | None, settings: Settings) -> int:
    """Show the window until it is closed; returns the exit code.

    A prompt is submitted at once, with the person's defaults. Where data cannot be kept, the
    sentence is shown and 1 is returned.
    """
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)  # noqa: S101 - for the type checker
    application.setApplicationName("Vidgen")
    application.setApplicationDisplayName("Vidgen")
    application.setDesktopFileName("vidgen")
    theme = Theme(application, settings.appearance)
    try:
        engine = open_engine(settings)
    except VidgenError as fault:
        log.error("the window cannot open: %s", fault)  # noqa: TRY400 - a fault, not a bug
        QMessageBox.critical(None, "Vidgen", str(fault))
        return 1
    icons.postpone()
    window = MainWindow(engine, settings, theme)
    window.settingsChanged.connect(engine.use)
    window.closed.connect(application.quit)
    application.setQuitOnLastWindowClosed(False)
    window.show()
    QTimer.singleShot(0, lambda: _after_first_paint(window, prompt, settings))
    try:
        return application.exec()
    finally:
        engine.close()


def _after_first_paint(window: MainWindow, prompt: str | None, settings: Settings) -> None:
    """What can wait until the person sees the window."""
    icons.resume()
    window.begin()
    if prompt is not None:
        window.submit(request_with_defaults(prompt, settings))


def request_with_defaults(prompt: str, settings: Settings) -> Request:
    """A request for a prompt alone: everything else as the person set it."""
    defaults = settings.defaults
    return replace(
        Request(prompt),
        seconds=defaults.seconds,
        aspect=defaults.aspect,
        resolution=defaults.resolution,
        fps=defaults.fps,
        look=defaults.look,
        voice=defaults.voice,
        speed=defaults.speed,
        music=defaults.music,
        captions=defaults.captions,
    )
