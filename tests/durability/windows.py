"""Windows as processes, off screen: one for each folder, beside the command line, and ended."""

import signal
import threading
import time
from collections.abc import Callable

from tests.durability.attack import Attack, Case
from tests.durability.person import PATIENCE, SCRIPT, Record, Running
from tests.durability.usual import same_in_the_end

OPEN_ALREADY = "Vidgen is open already."
QUIT = {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "qt.qpa*=false"}
STOP_SECONDS = 2.0
MARGIN = 1.5  # for a machine that does other things beside
BUSY = "is being made by another Vidgen"


def window_and_window(case: Case) -> None:
    """The second hands its wish to the first, says so, and ends; the first makes the video."""
    window = _opened(case)
    second = case.person.types("--prompt", SCRIPT)
    if second.code != 0 or OPEN_ALREADY not in second.errors:
        case.verdict.other.append(f"the second ended with {second.code}: {second.errors[-200:]}")
    _wait(case, "completed")
    _ended(case, window, signal.SIGTERM)


def window_and_terminal(case: Case) -> None:
    """The terminal sees and cancels what the window makes, and cannot make it beside it."""
    window = _opened(case, "--prompt", SCRIPT)
    _wait(case, "processing")
    said = case.person.resume()
    if _shown(case).get("status") == "processing" and (said.code == 0 or BUSY not in said.errors):
        case.verdict.other.append(f"a second one was told: {said.errors[-200:]}")
    word = case.person.types("cancel", "1")
    case.verdict.struck = _shown(case).get("status") == "failed"
    if case.verdict.struck and word.code != 0:
        case.verdict.other.append(f"cancel said {word.errors!r}")
    _ended(case, window, signal.SIGTERM)


def window_ends(case: Case) -> None:
    """SIGTERM or SIGHUP at any moment of a video: gone in two seconds, and gone on with later."""
    window = _opened(case, "--prompt", SCRIPT)
    _wait(case, "processing")
    threading.Event().wait(case.chance.uniform(0.0, 2.5))
    _ended(case, window, signal.SIGHUP if case.number % 2 else signal.SIGTERM)
    case.verdict.struck = case.person.status == "processing"


def window_killed(case: Case) -> None:
    """kill -9 of the window: the terminal goes on with its video at once."""
    window = _opened(case, "--prompt", SCRIPT)
    _wait(case, "processing")
    threading.Event().wait(case.chance.uniform(0.0, 2.0))
    window.kill()
    window.end()
    case.look_back()
    case.verdict.struck = case.person.status == "processing"


def windows(case: Case) -> None:
    """Each of these in turn."""
    attacks = (window_and_window, window_and_terminal, window_killed)
    attacks[case.number % len(attacks)](case)


def _opened(case: Case, *arguments: str) -> Running:
    case.person.variables |= QUIT
    window = case.person.start(*arguments)
    place = case.person.home
    _until(case, lambda: any(place.glob("window-*.socket")), "the window did not open")
    return window


def _ended(case: Case, window: Running, number: signal.Signals) -> None:
    before = time.monotonic()
    window.send(number)
    said = window.end()
    seconds = time.monotonic() - before
    if said.code != 128 + number:
        case.verdict.other.append(f"the window ended with {said.code}: {said.errors[-300:]}")
    if seconds > STOP_SECONDS + MARGIN:
        case.verdict.other.append(f"the window took {seconds:.1f} s to end")
    case.look_back()


def _wait(case: Case, status: str) -> None:
    """Until the first video has this status, or has ended otherwise."""
    ends = (status, "completed", "failed")
    _until(case, lambda: _shown(case).get("status") in ends, f"it never was {status}")


def _shown(case: Case) -> Record:
    said = case.person.types("show", "1", "--json")
    return said.records[0] if said.code == 0 else {}


def _until(case: Case, condition: Callable[[], bool], otherwise: str) -> None:
    until = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > until:
            case.verdict.other.append(otherwise)
            return
        threading.Event().wait(0.1)


WINDOWS = (
    Attack("windows, one folder", 50, windows, looks=4, ends=same_in_the_end),
    Attack("a window is asked to end", 20, window_ends, looks=4, ends=same_in_the_end),
)
