"""Composition root of the window: builds everything once, connects it, shows it."""

import logging
import os
import sys
import threading
from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from vidgen_desktop import bugs
from vidgen_desktop.config import Defaults, Settings, folders, home
from vidgen_desktop.core.backups import Backup, Restored
from vidgen_desktop.core.casting import same_name
from vidgen_desktop.core.errors import DatabaseDamaged, VidgenError
from vidgen_desktop.core.model import Request
from vidgen_desktop.core.service import GenerationService
from vidgen_desktop.resource_files import resource
from vidgen_desktop.ui import questions
from vidgen_desktop.ui.background import BUG
from vidgen_desktop.ui.faults import qt_messages
from vidgen_desktop.ui.look import icons
from vidgen_desktop.ui.look.style import Theme
from vidgen_desktop.ui.main_window import MainWindow
from vidgen_desktop.ui.session.door import ACTIVATION, Call, Door
from vidgen_desktop.ui.session.last_resort import LastResort
from vidgen_desktop.ui.session.one_window import seat_or_give_way
from vidgen_desktop.ui.session.requests_to_end import RequestsToEnd
from vidgen_desktop.ui.session.seat import Place, place_of
from vidgen_desktop.ui.settings.restore_dialog import backup_line, restored_sentence

if TYPE_CHECKING:
    from vidgen_desktop.engine import Engine

ICON_SIZES = (16, 24, 32, 48, 64, 128, 256)
BACKUP_IN_PLACE = "Vidgen goes on with the backup."
_BY_SIGNAL = 128  # what shells add to the number of the signal that ended a program

log = logging.getLogger("vidgen.app")

Findings = Callable[[], Iterable[str]]  # the doctor's, for a report


def nothing_found() -> Iterable[str]:
    """There is no doctor."""
    return ()


class LateEngine(QObject):
    """The engine, opened beside the first paint; whoever asks it earlier waits.

    Its libraries take longer to import than the window takes to show. It stands in for the
    engine by passing everything on, so it may only be asked in the background.
    """

    failed = Signal(object)  # VidgenError
    restored = Signal(object)  # Restored: it is open, with a backup

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._engine: Engine | None = None
        self._fault: VidgenError | None = None
        self._backup: Backup | None = None
        self._restored: Restored | None = None
        self._opened = threading.Event()
        self._thread = threading.Thread(target=self._open, name="open-engine")

    def open(self) -> None:
        """Begin to open it."""
        self._thread.start()

    def open_with(self, backup: Backup) -> None:
        """Begin again, with a backup in the place of the database that could not be opened."""
        self._thread.join()
        self._backup = backup
        self._opened.clear()
        self._thread = threading.Thread(target=self._open, name="open-engine")
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
            if self._backup is not None:
                self._restore(self._backup)
            engine = open_engine(self._settings)
            engine.use(self._settings)
            self._engine, self._fault = engine, None
        except VidgenError as fault:
            log.error("the window cannot open: %s", fault)  # noqa: TRY400 - a fault, not a bug
            self._fault = fault
        except BaseException:  # those who wait must not wait for ever
            self._fault = VidgenError(*BUG)  # the hook tells the person
            raise
        finally:
            self._opened.set()
            if self._fault is not None:
                self.failed.emit(self._fault)
            elif self._restored is not None:
                self.restored.emit(self._restored)

    def _restore(self, backup: Backup) -> None:
        """Put a backup in the place of a database that nobody could open."""
        from vidgen_desktop.store.backups.restoring import restore

        self._restored = restore(folders(self._settings).database, backup.path)
        self._backup = None


def open_window(prompt: str | None, settings: Settings, findings: Findings = nothing_found) -> int:
    """Show the window until it is closed; returns the exit code.

    A prompt is submitted at once, with the person's defaults. Where data cannot be kept, the
    sentence is shown and 1 is returned. Where the window is open already it comes to the front
    and takes the prompt, and this process has nothing more to do; raises WindowSilent where it
    does not answer.
    """
    application = _application()
    with qt_messages.logged():
        return _take_seat(application, prompt, settings, findings)


def _take_seat(
    application: QApplication, prompt: str | None, settings: Settings, findings: Findings
) -> int:
    place = place_of(home(), settings.profile)
    try:
        seat = seat_or_give_way(place, prompt)
    except OSError as fault:  # the engine, which needs the same folder, tells the person
        log.warning("there may be a second window: %s", fault)
        return _show(application, prompt, settings, None, findings)
    if seat is None:
        _say_given_way(prompt)
        return 0
    try:
        return _show(application, prompt, settings, place, findings)
    finally:
        seat.leave()


def _say_given_way(prompt: str | None) -> None:
    if sys.stderr is None:  # a program for Windows has no terminal
        return
    took = "" if prompt is None else " and has taken the prompt"
    sys.stderr.write(f"Vidgen is open already. Its window comes to the front{took}.\n")


def _show(
    application: QApplication,
    prompt: str | None,
    settings: Settings,
    place: Place | None,
    findings: Findings,
) -> int:
    """Build the window, and run it until it is closed or the program is asked to end."""
    theme = Theme(application, settings.appearance)
    icons.postpone()
    engine = LateEngine(settings)
    window = MainWindow(cast("GenerationService", engine), settings, theme)
    window.settingsChanged.connect(engine.take_settings)
    window.closed.connect(application.quit)
    door = Door(window)
    door.called.connect(lambda call: _answer(window, call))
    window.leaving.connect(door.close)
    requests = RequestsToEnd(application)
    last_resort = LastResort()

    def end(number: int) -> None:
        """Stop what runs, so that it can go on next time, and end; nobody is asked."""
        log.info("asked to end by %s", f"signal {number}" if number else "the end of the session")
        code = _BY_SIGNAL + number if number else 0
        last_resort.begin(code)
        window.leave()
        application.exit(code)

    requests.asked.connect(end)
    application.aboutToQuit.connect(window.leave)

    _mind_the_engine(application, window, engine)
    bugs.hook.listen(window.help.tell)
    window.painted.connect(lambda: _after_first_paint(window, engine, prompt, settings))
    window.painted.connect(lambda: _stand_by(window, settings, findings))
    if place is not None:
        door.open(place)
    window.appear()
    try:
        return application.exec()
    finally:
        bugs.hook.listen(bugs.in_terminal)
        engine.close()
        last_resort.cancel()
        requests.close()


def _mind_the_engine(application: QApplication, window: MainWindow, engine: LateEngine) -> None:
    """Say what is wrong if it cannot be opened; go on with a backup, or end."""

    def give_up(fault: VidgenError) -> None:
        backup = fault.backup if isinstance(fault, DatabaseDamaged) else None
        if backup is None:
            questions.tell(window, fault.message, fault.advice)
        elif questions.DamagedQuestion(window, fault.message, backup_line(backup)).ask():
            engine.open_with(backup)
            return
        window.closed.disconnect(application.quit)
        window.close()
        application.exit(1)

    def go_on(restored: Restored) -> None:
        window.begin()
        questions.tell(window, BACKUP_IN_PLACE, restored_sentence(restored))

    engine.failed.connect(give_up)
    engine.restored.connect(go_on)


def _answer(window: MainWindow, call: Call) -> None:
    """Somebody has started Vidgen again: come to the front, and make their video."""
    if call.activation:
        os.environ[ACTIVATION] = call.activation  # where Qt looks when it asks to be activated
    window.come_forward()
    if call.prompt is not None:
        window.submit(request_with_defaults(call.prompt, window.preferences.settings))


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


def _stand_by(window: MainWindow, settings: Settings, findings: Findings) -> None:
    """Have the log and a report at hand, and tell if an earlier Vidgen crashed."""
    from vidgen_desktop.reporting.report import RealReporter

    window.help.use(RealReporter(settings, findings))
    window.help.look_for_crash()


def request_with_defaults(prompt: str, settings: Settings) -> Request:
    """A request for a prompt alone: everything else as the person set it."""
    wanted = {field.name: getattr(settings.defaults, field.name) for field in fields(Defaults)}
    request = replace(Request(prompt), **wanted)
    for quality in settings.qualities:
        if same_name(quality.name, settings.quality):
            return replace(request, cast=quality.cast, voice=quality.voice, speed=quality.speed)
    return request
