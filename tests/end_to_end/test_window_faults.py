"""The real program with a bug in its window, after a crash, and with a damaged database."""

import json
import os
import subprocess
import sys
from pathlib import Path

from vidgen_desktop.core.model import Request, now
from vidgen_desktop.store.backups.backup import back_up
from vidgen_desktop.store.database.shape import shape_of
from vidgen_desktop.store.repository import open_store

# Begins the program as a person does, and acts in its window once that is up.
PERSON = """
import ctypes, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from vidgen_desktop.__main__ import main
from vidgen_desktop.ui.main_window import MainWindow

application = QApplication(["vidgen"])
acts = ACTS

def look():
    found = [w for w in application.topLevelWidgets() if isinstance(w, MainWindow)]
    if found and found[0].isVisible() and next(acts)(found[0]) == "done":
        timer.stop()
        found[0].close()

timer = QTimer(interval=20)
timer.timeout.connect(look)
timer.start()
sys.argv = ["vidgen"]
sys.exit(main())
"""

FAIL = """
def acts():
    def fail():
        raise KeyError("in a slot")

    def act(window):
        for _ in range(1000):
            QTimer.singleShot(0, fail)
    yield act
    while True:
        yield lambda window: "done" if window.help.bar.isVisible() else print(end="")
"""

CRASH = """
def acts():
    yield lambda window: ctypes.string_at(0)
"""

WAIT_FOR_BAR = """
def acts():
    while True:
        yield lambda window: (
            window.help.bar.isVisible() and (print(window.help.bar.words.text()), "done")[1]
        )
"""

USE_BACKUP = """
def acts():
    def press(window):
        for box in window.findChildren(QMessageBox):
            for button in box.findChildren(QPushButton):
                if button.text() == "Use the backup":
                    button.click()

    def look(window):
        if window.model.rowCount() != 1:
            return press(window)
        print(window.model.index(0, 0).data() or "")
        return "done" if window.model.index(0, 0).data() else None

    while True:
        yield look
"""


def person(home: Path, acts: str) -> subprocess.CompletedProcess[str]:
    """Run the program until what is done in it is over."""
    code = acts + PERSON.replace("ACTS", "acts()")
    variables = {**os.environ, "VIDGEN_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env=variables,
        timeout=60,
        check=False,
    )


def test_a_bug_in_a_slot_a_thousand_times(own_home: Path) -> None:
    done = person(own_home, FAIL)
    assert done.returncode == 0, done.stderr
    lines = [
        json.loads(line) for line in (own_home / "logs" / "vidgen.log").read_text().splitlines()
    ]
    bugs = [line for line in lines if line["logger"] == "vidgen.bugs"]
    assert len(bugs) == 4
    assert "KeyError: 'in a slot'" in bugs[0]["exception"]
    assert "1000 times now" in bugs[3]["event"]


def test_after_a_crash_the_next_start_says_so_once(own_home: Path) -> None:
    crashed = person(own_home, CRASH)
    assert crashed.returncode not in (0, 1)
    told = person(own_home, WAIT_FOR_BAR)
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith("Vidgen crashed just now.")
    (kept,) = (own_home / "logs").glob("told-*.txt")
    assert "Current thread" in kept.read_text()
    assert not list((own_home / "logs").glob("crash-*"))


def test_a_damaged_database_is_replaced_by_its_backup_after_asking(own_home: Path) -> None:
    database = own_home / "vidgen.db"
    with open_store(database, "default") as store:
        known = store.create(Request("Otters"), "The life of otters")
        store.claim(known.id)
        store.fail(known.id, "media", "It failed.", now())
        back_up(database, shape_of(database)["revision"])
    database.write_bytes(b"not a database" * 5000)
    done = person(own_home, USE_BACKUP)
    assert done.returncode == 0, done.stderr
    assert "The life of otters" in done.stdout
    (kept,) = own_home.glob("vidgen-damaged-*.db")
    assert kept.read_bytes().startswith(b"not a database")
