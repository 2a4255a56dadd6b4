"""Two programs on one data folder: one makes the video, the other looks, cancels, or must wait."""

import signal
import threading
from collections.abc import Generator
from contextlib import contextmanager

from tests.durability.attack import UNKNOWN, Attack, Case
from tests.durability.person import Record, Running, Said
from tests.durability.usual import same_in_the_end
from tests.servers.proxy import Exchange

BUSY = "is being made by another Vidgen"
CANCELLED = 130


def two_resume(case: Case) -> None:
    """A dead one's video: two want to go on with it at once, and one does."""
    _left_behind(case)
    both = [case.person.start("resume", "1", "--json", "--yes") for _ in range(2)]
    ends = [one.end() for one in both]
    completed = [said for said in ends if said.outcome.get("outcome") == "completed"]
    others = [said for said in ends if said not in completed]
    # The kill may have left an order of which nobody knows whether it was sent.
    is_asked = any(said.outcome.get("error_code") == UNKNOWN for said in ends)
    if len(completed) != 1 and not is_asked:
        case.verdict.other.append(f"{len(completed)} of two have made it: {_told(ends)}")
    for said in others:
        if said.code == 0 or said.outcome.get("outcome") == "completed":
            case.verdict.other.append(f"the other ended with {said.code}")


def one_waits(case: Case) -> None:
    """Who wants to go on with what another makes is told so, and nothing happens to it."""
    with _held(case):
        running = case.person.generate()
        _until(running, "clip/1")
        said = case.person.resume()
    if BUSY not in said.errors or said.code == 0:
        case.verdict.other.append(f"the second was told: {said.errors[-200:]}")
    _finished(case, running)


def looked_at(case: Case) -> None:
    """Another process sees how far it is."""
    with _held(case):
        running = case.person.generate()
        seen = [_shown(case) for step in ("plan", "clip/1") if _until(running, step)]
    seen += [_shown(case) for _ in [_until(running, "assemble")]]
    percents = [float(one["progress"]) for one in seen]
    if percents != sorted(percents) or percents[0] == percents[-1]:
        case.verdict.other.append(f"the progress that others saw: {percents}")
    _finished(case, running)


def cancelled_across(case: Case) -> None:
    """Another process cancels it; then the first one's video is gone on with by a third."""
    with _held(case):
        running = case.person.generate()
        _until(running, ("voice/1", "clip/1", "mix", "clip/2")[case.number // 5 % 4])
        word = case.person.types("cancel", "1")
    said = case.struck(running)
    if case.verdict.struck and (word.code, said.code) != (0, CANCELLED):
        case.verdict.other.append(f"cancel said {word.errors!r}, the first {said.errors[-200:]!r}")


def two_make(case: Case) -> None:
    """Two videos of the same name at once: both are whole, each under a name of its own."""
    both = [case.person.generate() for _ in range(2)]
    ends = [one.end() for one in both]
    if any(said.outcome.get("outcome") != "completed" for said in ends):
        case.verdict.other.append(f"not both were made: {_told(ends)}")
    videos = list(case.person.videos.glob("*.mp4"))
    if len(videos) != len(both):
        case.verdict.other.append(f"{len(videos)} videos of two")
    case.is_double = True


def two_programs(case: Case) -> None:
    """Each of these in turn."""
    (two_resume, one_waits, looked_at, cancelled_across, two_make)[case.number % 5](case)


def judged(case: Case) -> None:
    """As ever; two videos cannot be compared with one."""
    case.go_on() if case.is_double else same_in_the_end(case)


@contextmanager
def _held(case: Case) -> Generator[None]:
    """No clip comes before the block ends, so that the video is being made all the while."""
    released = threading.Event()

    def later(exchange: Exchange) -> None:
        released.wait()
        exchange.send(exchange.forward())

    case.studio.proxy.next(later, "GET", "/v1/videos/.*/content", times=2)
    try:
        yield
    finally:
        released.set()


def _left_behind(case: Case) -> None:
    running = case.person.generate()
    _until(running, ("voice/1", "clip/1", "clip/2", "mix")[case.number // 5 % 4])
    running.send(signal.SIGKILL)
    case.struck(running)


def _finished(case: Case, running: Running) -> None:
    said = case.struck(running)
    if case.verdict.struck:
        case.verdict.other.append(f"the first ended with {said.code}: {said.errors[-200:]}")
    case.verdict.struck = True


def _until(running: Running, step: str) -> Record | None:
    return next((event for event in running.events() if event.get("step") == step), None)


def _shown(case: Case) -> Record:
    said = case.person.types("show", "1", "--json")
    return said.records[0] if said.code == 0 else {}


def _told(ends: list[Said]) -> list[str]:
    return [said.errors[-160:] or str(said.outcome.get("outcome")) for said in ends]


TOGETHER = (Attack("two programs, one folder", 50, two_programs, looks=4, ends=judged),)
