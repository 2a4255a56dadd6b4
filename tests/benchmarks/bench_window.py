"""How long the window's thread is held up while two real videos are made.

A timer of 5 ms counts by how much each of its ticks is late, with 10,000 rows in the
library, two generations running, and the library being scrolled. The same timer in a bare
window on the idle machine, and on the machine while two generations run in another process,
tell what the machine itself adds. The goal: never more than 50 ms by anything that we do.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from tests.benchmarks.report import report
from tests.ui.service import multiply
from vidgen_desktop.config import Settings, folders
from vidgen_desktop.core.model import Request, now
from vidgen_desktop.engine import Engine, open_engine
from vidgen_desktop.ui.look.style import Theme
from vidgen_desktop.ui.main_window import MainWindow

ROWS = 10_000
TICK_MS = 5
GOAL = "at most 50"
BARE_SECONDS = 5
PROMPTS = ("Bees dance. They show the way to the flowers.", "The tide comes and goes twice a day.")
MAKE_TWO = """
import sys, threading
from vidgen_desktop.config import Settings
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.model import Request
from vidgen_desktop.engine import open_engine
engine = open_engine(Settings())
ids = [engine.submit(Request(prompt, seconds=20)).id for prompt in sys.argv[1:]]
print("begun", flush=True)
work = [threading.Thread(target=engine.run, args=(i, CancelToken(), lambda e: None)) for i in ids]
[t.start() for t in work]
[t.join() for t in work]
engine.close()
"""


class Lateness(QObject):
    """Collects how many milliseconds each tick of a 5 ms timer came too late."""

    def __init__(self) -> None:
        super().__init__()
        self.late: list[float] = []
        self._last = 0.0
        self._timer = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        self.late.clear()
        self._last = time.perf_counter()
        self._timer.start()

    def stop(self) -> list[float]:
        self._timer.stop()
        return list(self.late)

    def _tick(self) -> None:
        at = time.perf_counter()
        self.late.append(max(0.0, (at - self._last) * 1000 - TICK_MS))
        self._last = at


def p99(values: list[float]) -> float:
    """The value that 99 of 100 do not exceed."""
    return sorted(values)[int(len(values) * 0.99)]


def show(what: str, late: list[float], goal: str = "") -> None:
    """Print the worst tick and the 99th of a hundred."""
    report(f"{what}: worst tick late by", [max(late)], goal, " ms")
    report(f"{what}: 99 of 100 ticks late by at most", [p99(late)], unit=" ms")


def bare(
    app: QApplication, lateness: Lateness, done: "subprocess.Popen[str] | None"
) -> list[float]:
    """The timer alone, in an empty window, for a while or until the process is done."""
    window = QMainWindow()
    window.show()
    app.processEvents()
    lateness.start()
    until = time.perf_counter() + BARE_SECONDS
    looks = QTimer(interval=100)
    looks.timeout.connect(
        lambda: (
            app.exit()
            if (done is None and time.perf_counter() > until)
            or (done is not None and done.poll() is not None)
            else None
        )
    )
    looks.start()
    app.exec()
    return lateness.stop()


def ours(app: QApplication, lateness: Lateness, engine: Engine) -> list[float]:
    """The real window making two videos, scrolled all the time."""
    settings = Settings()
    window = MainWindow(engine, settings, Theme(app, settings.appearance))
    window.show()
    window.begin()
    window.model.loaded.connect(lambda _count: app.exit())
    app.exec()
    bar = window.library.view.verticalScrollBar()
    scroll = QTimer(interval=50)
    scroll.timeout.connect(lambda: bar.setValue((bar.value() + 997) % max(1, bar.maximum())))
    ended: list[int] = []

    def one_ended(generation: int, _outcome: object) -> None:
        ended.append(generation)
        if len(ended) == len(PROMPTS):
            app.exit()

    window.runner.ended.connect(one_ended)
    scroll.start()
    lateness.start()
    for prompt in PROMPTS:
        window.submit(Request(prompt, seconds=20))
    app.exec()
    play_on = QTimer(singleShot=True, interval=2000)  # the finished video opens and plays
    play_on.timeout.connect(app.exit)
    play_on.start()
    app.exec()
    late = lateness.stop()
    scroll.stop()
    window.close()
    return late


def main() -> None:
    """Measure the machine, then the window."""
    app = QApplication(sys.argv[:1])
    lateness = Lateness()
    with tempfile.TemporaryDirectory(prefix="vidgen-bench-") as folder:
        os.environ["VIDGEN_HOME"] = folder
        engine = open_engine(Settings())
        first = engine.store.create(Request("A video"), "A video")
        engine.store.fail(first.id, "cancelled", "Cancelled by user", now())
        multiply(folders(Settings()).database, ROWS - 1)
        show("bare window, idle machine", bare(app, lateness, None))
        show(f"Vidgen, two running, {ROWS:,} rows", ours(app, lateness, engine), GOAL)
        engine.close()
        other = Path(folder) / "other"
        with subprocess.Popen(
            [sys.executable, "-c", MAKE_TWO, *PROMPTS],
            env={**os.environ, "VIDGEN_HOME": str(other)},
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            show("bare window, two running elsewhere", bare(app, lateness, process))


if __name__ == "__main__":
    main()
