"""Pictures of the real window in every state, light and dark: `make screenshots`.

    python scripts/screenshots.py FOLDER

One real video is made first. The other states are put into the real database of a home of
their own, as a run would leave them, and shown by the window as it is.
"""

import itertools
import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# What Qt says of a machine without sound or graphics card is no news here.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"  # nobody's keys
os.environ.setdefault("QT_LOGGING_RULES", "qt.multimedia*=false;qt.qpa*=false")

from PySide6.QtCore import QDeadlineTimer, QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from scripts.arranging import ARRANGED, PROMPT
from scripts.spending import (
    FILMED,
    lose_an_answer,
    lose_what_was_paid,
    spend,
    stop_at_limit,
    tell_prices,
    with_providers,
)
from vidgen_desktop.config import Appearance, Settings, folders
from vidgen_desktop.core.cancel import CANCELLED_CODE, CANCELLED_MESSAGE, CancelToken
from vidgen_desktop.core.casting import BUILTIN_CAST, Cast
from vidgen_desktop.core.choices import Captions, CaptionStyle, Transition
from vidgen_desktop.core.events import Completed
from vidgen_desktop.core.model import Generation, Request, now
from vidgen_desktop.core.store_port import Store
from vidgen_desktop.engine import Engine, open_engine
from vidgen_desktop.store.backups.backup import back_up
from vidgen_desktop.store.database.shape import shape_of
from vidgen_desktop.ui.finished.change_dialog import ChangeDialog
from vidgen_desktop.ui.look.style import Theme
from vidgen_desktop.ui.main_window import MainWindow
from vidgen_desktop.ui.settings.dialog import SettingsDialog

SIZES = ((1280, 800), (1920, 1080))
SETTLE_MS = 700  # posters, fades and the first frames of the player have come by then
PATIENCE_MS = 30_000
QUALITY = 90
DIALOGS = ("change", "settings", "provider", "providers", "qualities", "limits")
WITH_PROVIDERS = (
    *("left", "several", "price", "limit", "unknown", "undelivered", "backup", "costs"),
    *("providers", "qualities", "limits"),
)
PLAYED = {"completed": 3_000, "version": 1_000}  # ms, with a caption on the screen
TITLES = (
    "Why the sky is blue",
    "How vaccines train the body",
    "A short history of coffee",
    "The night train to Vienna",
    "What a black hole does to light",
    "Five knots that hold",
    "蜜蜂如何跳舞",
    "قصة القهوة",
    "Wie Brot aufgeht",
    "Our new running shoe",
)


class Studio:
    """One engine and its generations, shown by windows of either scheme."""

    def __init__(
        self, application: QApplication, engine: Engine, folder: Path, database: Path
    ) -> None:
        self._database = database
        self._application = application
        self._engine = engine
        self._folder = folder
        self._film: Generation | None = None

    def shoot(self, appearance: Appearance, size: tuple[int, int]) -> None:
        """All states in one scheme and size."""
        theme = Theme(self._application, appearance)
        theme.choose(appearance)
        for name, prepare in self._states().items():
            if name in DIALOGS and size != SIZES[0]:
                continue  # they are no larger in a larger window
            settings = Settings(appearance=appearance)
            if name in WITH_PROVIDERS:
                settings = with_providers(settings)
            self._engine.use(settings)
            generation = prepare()
            window = MainWindow(self._engine, settings, theme)
            window.resize(*size)
            window.show()
            window.begin()
            self._arrange(window, name, generation)
            self._wait()
            self._save(self._dialog(window) or window, name, appearance, size)
            window.close()
            self._wait()
            self._tidy()

    def _states(self) -> dict[str, Callable[[], int | None]]:
        return {
            "welcome": lambda: None,
            "writing": lambda: None,
            "more": lambda: None,
            "processing": self._half_done,
            "stale": self._half_done,
            "left": lambda: self._left(1),
            "several": lambda: self._left(4),
            "completed": lambda: self._made.id,
            "change": lambda: self._made.id,
            "version": lambda: self._revised().id,
            "failed": self._failed,
            "cancelled": self._cancelled,
            "price": lambda: None,
            "limit": lambda: self._stopped(stop_at_limit),
            "unknown": lambda: self._stopped(lose_an_answer),
            "undelivered": lambda: self._stopped(lose_what_was_paid),
            "backup": self._restored,
            "costs": self._spent,
            "settings": lambda: None,
            "provider": lambda: None,
            "providers": lambda: None,
            "qualities": lambda: None,
            "limits": lambda: None,
            "library": lambda: self._many(200),
        }

    def _arrange(self, window: MainWindow, name: str, generation: int | None) -> None:
        if generation is not None:
            window.follower.show(generation, play=name in PLAYED)
        if name in PLAYED:
            self._until(lambda: window.page.player.is_playing)
            self._wait(PLAYED[name])
        if (arrange := ARRANGED.get(name)) is not None:
            arrange(window, self._until)
        elif name in DIALOGS:
            window.show_settings("general" if name == "settings" else name)

    def _dialog(self, window: MainWindow) -> QWidget | None:
        return window.findChild(SettingsDialog) or window.findChild(ChangeDialog)

    @property
    def _made(self) -> Generation:
        """The real video, made when it is first needed: the library of a welcome is empty."""
        self._film = self._film or self._make()
        return self._film

    def _tidy(self) -> None:
        """Leave the real video alone in the library."""
        store = self._engine.store
        for generation in store.list(limit=1_000):
            if self._film is None or generation.id != self._film.id:
                if generation.status.is_active:
                    store.fail(generation.id, CANCELLED_CODE, CANCELLED_MESSAGE, now())
                store.delete(generation.id)

    def _make(self) -> Generation:
        return self._carry(self._engine.submit(Request(PROMPT, seconds=30)))

    def _carry(self, generation: Generation) -> Generation:
        outcome = self._engine.run(generation.id, CancelToken(), lambda _: None)
        if not isinstance(outcome, Completed):
            raise SystemExit(f"the video was not made: {outcome}")
        return self._engine.store.get(generation.id)

    def _revised(self) -> Generation:
        """A real version of it, with captions drawn in and crossfades."""
        request = replace(
            self._made.request,
            captions=Captions.BURNED,
            caption_style=CaptionStyle.POP,
            caption_words=True,
            transition=Transition.CROSSFADE,
        )
        version = self._engine.revise(self._made.id, request)
        return self._carry(version)

    def _begun(self, takes: int, cast: Cast = BUILTIN_CAST, title: str = "") -> int:
        """A generation that has come as far as some of its takes."""
        store = self._engine.store
        request = replace(self._made.request, cast=cast)
        generation = store.create(request, title or self._made.title).id
        store.claim(generation)
        storyboard = store.storyboard(self._made.id)
        if storyboard is not None:
            store.save_storyboard(generation, storyboard)
        for take in store.takes(self._made.id)[:takes]:
            store.save_take(generation, take)
        return generation

    def _half_done(self) -> int:
        generation = self._begun(2)
        self._engine.store.save_progress(generation, 45, "Making scene 3 of 5", now())
        return generation

    def _left(self, count: int) -> None:
        """As a program leaves them that was stopped; they are offered when the window opens."""
        store = self._engine.store
        for title in TITLES[:count]:
            generation = self._begun(2, FILMED, title)
            store.save_progress(generation, 45, "Making scene 3 of 5", now())
            store.release(generation)

    def _restored(self) -> int:
        """Unfinished in the backup that the database was taken back to."""
        generation = self._begun(2, FILMED)
        backup = back_up(self._database, shape_of(self._database)["revision"])
        self._engine.store.fail(generation, CANCELLED_CODE, CANCELLED_MESSAGE, now())
        self._engine.restore(backup)
        return generation

    def _failed(self) -> int:
        generation = self._begun(3)
        sentence = "The disk is full. Make room and try again."
        self._engine.store.fail(generation, "disk_full", sentence, now())
        return generation

    def _stopped(self, stop: Callable[[Store, int], None]) -> int:
        generation = self._begun(2, FILMED)
        stop(self._engine.store, generation)
        return generation

    def _spent(self) -> None:
        spend(self._engine.store, self._database)

    def _cancelled(self) -> int:
        generation = self._begun(2)
        self._engine.store.fail(generation, CANCELLED_CODE, CANCELLED_MESSAGE, now())
        return generation

    def _many(self, count: int) -> int:
        store = self._engine.store
        for number in range(count - store.count()):
            title = TITLES[number % len(TITLES)]
            made = store.create(replace(self._made.request, prompt=title), title).id
            store.claim(made)
            if self._made.result is not None:
                store.complete(made, self._made.result)
        return store.list(limit=1)[0].id

    def _save(
        self, widget: QWidget, name: str, appearance: Appearance, size: tuple[int, int]
    ) -> None:
        big = "" if size == SIZES[0] else f"-{size[0]}"
        path = self._folder / f"{name}-{appearance}{big}.jpg"
        if not widget.grab().save(str(path), quality=QUALITY):
            raise SystemExit(f"{path} cannot be written")

    def _wait(self, milliseconds: int = SETTLE_MS) -> None:
        deadline = QDeadlineTimer(milliseconds)
        while not deadline.hasExpired():
            flags = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
            self._application.processEvents(flags, max(1, deadline.remainingTime()))

    def _until(self, condition: Callable[[], bool]) -> None:
        deadline = QDeadlineTimer(PATIENCE_MS)
        while not condition():
            if deadline.hasExpired():
                raise SystemExit("the window did not come so far")
            self._wait(50)


def main() -> None:
    """Make the pictures in the folder that the command line names."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication(sys.argv[:1])
    for size, appearance in itertools.product(SIZES, (Appearance.LIGHT, Appearance.DARK)):
        with tempfile.TemporaryDirectory(prefix="vidgen-shots-") as home:
            os.environ["VIDGEN_HOME"] = home
            tell_prices(Path(home))
            with closing(open_engine(Settings())) as engine:
                database = folders(Settings()).database
                Studio(application, engine, folder, database).shoot(appearance, size)


if __name__ == "__main__":
    main()
