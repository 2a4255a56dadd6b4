"""How long until the window is seen, against a bare Qt window with SQLAlchemy imported.

Both are whole processes, measured from before the interpreter starts until the first paint,
in turns. The goal is at most 1.5 times.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.report import ratios, report

RUNS = 9
GOAL = "at most 1.5"

BARE = """
import sys
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
import sqlalchemy.orm

class Window(QMainWindow):
    def event(self, event):
        if event.type() is QEvent.Type.Paint:
            QTimer.singleShot(0, seen)
        return super().event(event)

def seen():
    print("seen", flush=True)
    app.exit()

app = QApplication(sys.argv)
window = Window()
window.resize(1280, 800)
window.show()
app.exec()
"""

OURS = """
from PySide6.QtCore import QTimer
from vidgen_desktop import app
from vidgen_desktop.config import Settings
from vidgen_desktop.ui.main_window import MainWindow

class Seen(MainWindow):
    def __init__(self, *args):
        super().__init__(*args)
        self.painted.connect(self.tell)

    def tell(self):
        print("seen", flush=True)
        QTimer.singleShot(0, self.close)

app.MainWindow = Seen
app.open_window(None, Settings())
"""


def seconds_until_seen(program: str, home: Path) -> float:
    """Start a program and wait for its first paint."""
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "VIDGEN_HOME": str(home)}
    # As on a person's second start: what was compiled once is kept.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(home / "compiled")
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", program],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        took = time.perf_counter() - begun
        process.wait(30)
    if line.strip() != "seen":
        raise SystemExit("The window did not come up.")
    return took


def main() -> None:
    """Measure in turns, so that both meet the same machine."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for program in (BARE, OURS):
            seconds_until_seen(program, home)  # warms the disk's cache, makes the database
        bare: list[float] = []
        ours: list[float] = []
        for _ in range(RUNS):
            bare.append(seconds_until_seen(BARE, home))
            ours.append(seconds_until_seen(OURS, home))
    report("bare window with SQLAlchemy, start to first paint", bare, unit=" s")
    report("Vidgen's window, start to first paint", ours, unit=" s")
    report("Vidgen's window / bare window", ratios(ours, bare), GOAL)


if __name__ == "__main__":
    main()
