"""A process that is stopped beyond its lease, a machine that sleeps, a clock that jumps."""

import signal
import threading
import time

import psutil

from tests.durability import judge
from tests.durability.attack import UNKNOWN, Attack, Case
from tests.durability.launch import JUMP, Strike
from tests.durability.person import PATIENCE, Person, Running
from tests.durability.usual import same_in_the_end

DAY = 86_400.0
STALE = Strike(clock=120.0)  # somebody who looks two minutes later
MOMENTS = (
    Strike("os.link", "/Videos/", signal="SIGSTOP"),
    Strike("subprocess.Popen", "'concat'", signal="SIGSTOP"),
    Strike("os.link", r"/take-\d\.mp4'", signal="SIGSTOP"),
    Strike("os.link", "/Videos/", number=3, signal="SIGSTOP"),
    Strike("subprocess.Popen", r"/scene-\d\.mp4'", signal="SIGSTOP"),
    Strike("socket.connect", "", number=4, signal="SIGSTOP"),
    Strike("os.rename", r"/video\.mp4'", signal="SIGSTOP"),
    Strike("os.rename", r"/bought-[0-9a-f]+'", signal="SIGSTOP"),
    Strike("subprocess.Popen", "bought-", signal="SIGSTOP"),
    Strike("os.remove", r"/video\.mp4'", signal="SIGSTOP"),
)
SLEEP = 12.0  # seconds: longer than all waits that could be mistaken


def overtaken(case: Case) -> None:
    """Stopped; another takes the video over and finishes it; then it wakes."""
    stopped = case.person.generate(MOMENTS[case.number % len(MOMENTS)])
    if not _is_stopped(stopped):
        case.struck(stopped)
        return
    case.before = judge.look_back(case.person, case.verdict)
    if case.person.status == "completed":  # there was nothing left but to tidy up
        stopped.send(signal.SIGCONT)
        case.struck(stopped)
        return
    early = case.person.resume()
    if early.outcome or case.person.status != "processing":
        case.verdict.other.append("it was taken over at once, from somebody who may only be busy")
    taken = case.person.resume(strike=STALE)
    is_locked = "in use" in taken.errors  # it was stopped in a transaction: nobody can write
    is_asked = taken.outcome.get("error_code") == UNKNOWN  # it held an answer that nobody knows
    if not (is_locked or is_asked or taken.outcome.get("outcome") == "completed"):
        case.verdict.other.append(f"it was not taken over: {taken.errors[-300:]}")
    rows, files = _all_rows(case.person), _all_files(case.person)
    stopped.send(signal.SIGCONT)
    said = stopped.end()
    if is_locked:
        if said.outcome.get("outcome") != "completed":
            case.verdict.other.append("neither of the two finished it")
        return
    if said.outcome.get("error_code") != "lease_lost":
        case.verdict.other.append(f"who woke up ended with {said.code}: {said.outcome}")
    if _all_rows(case.person) != rows:
        case.verdict.other.append("who woke up wrote into the database")
    if changed := _all_files(case.person) ^ files:
        case.verdict.other.append(f"who woke up changed files: {sorted(changed)[:3]}")


def jump(case: Case) -> None:
    """The clock jumps a day, forward or back, for the program itself; others look meanwhile."""
    days = DAY if case.number % 2 else -DAY
    event = ("subprocess.Popen", "socket.connect", "os.rename")[case.number // 2 % 3]
    strike = Strike(event, "", number=2 + case.number % 3, signal=JUMP, clock=days)
    running = case.person.generate(strike)
    _someone_looks(case, running, -days)
    said = case.struck(running)
    if case.verdict.struck:
        case.verdict.other.append(f"it did not survive the jump: {said.errors[-300:]}")
    case.verdict.struck = True


def sleep(case: Case) -> None:
    """The machine sleeps while a clip is being made: everything stops, and goes on later."""
    strike = Strike("socket.connect", "", number=4 + case.number % 4, signal="SIGSTOP")
    running = case.person.generate(strike)
    if _is_stopped(running):
        running.send_all(signal.SIGSTOP)
        threading.Event().wait(SLEEP)
        running.send_all(signal.SIGCONT)
    else:
        case.verdict.struck = False
    said = running.end()
    case.look_back()
    if said.outcome.get("outcome") != "completed":
        case.verdict.other.append(f"it did not survive the sleep: {said.outcome}")


def _someone_looks(case: Case, running: Running, clock: float) -> None:
    """Another process, by whose clock it is a day later or earlier, sees a living video and
    does not take it over.
    """
    for event in running.events():
        if event.get("step") == "clip/1":
            break
    seen = case.person.types("list", "--json", strike=Strike(clock=clock)).records
    if seen and seen[0]["status"] == "processing" and seen[0]["is_stale"]:
        case.verdict.other.append("a living video was shown as stale")
    case.person.resume(strike=Strike(clock=clock))


def _is_stopped(running: Running) -> bool:
    """Wait until it has stopped itself; whether it did, before it ended."""
    until = time.monotonic() + PATIENCE
    process = psutil.Process(running.process.pid)
    while running.process.poll() is None and time.monotonic() < until:
        if process.status() == psutil.STATUS_STOPPED:
            return True
        threading.Event().wait(0.02)
    return False


def _all_rows(person: Person) -> list[object]:
    """All but money, which is written down whoever makes the video."""
    tables = ("steps", "takes", "scenes")
    rows = [person.rows(f"SELECT * FROM {table} ORDER BY 1, 2") for table in tables]
    columns = "id, status, progress, owner, attempts, beats, error, result_json, notes_json"
    return [*rows, person.rows(f"SELECT {columns} FROM generations")]


def _all_files(person: Person) -> set[tuple[str, str]]:
    """All but what was bought, which is kept whoever makes the video."""
    folders = (person.videos, person.home / "workspaces")
    paths = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return {(str(path), judge.digest_of(path)) for path in paths if "bought-" not in path.name}


PAUSES = (
    Attack("SIGSTOP beyond the lease", 20, overtaken, ends=same_in_the_end),
    Attack("the clock jumps a day", 10, jump, looks=4, ends=same_in_the_end),
    Attack("the machine sleeps", 10, sleep, looks=4, ends=same_in_the_end),
)
