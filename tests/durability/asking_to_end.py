"""Cancel, and the system's request to end: clean, quick, and to be gone on with."""

import signal
import time

from tests.durability.attack import Attack, Case
from tests.durability.person import Running
from tests.durability.usual import same_in_the_end

CANCELLED, STOPPED = 130, 143
STEPS = 16  # of the usual video; each begins and is done
SLOW_LOOKS = 4  # a job lasts a second or two, so that a cancel can meet it
STOP_SECONDS = 2.0
MARGIN = 1.0  # for a machine that does other things beside


def cancel(case: Case) -> None:
    """At a step, as it begins or is done: by Ctrl-C, or by another process."""
    running = case.person.generate()
    _until_step(running, case.number)
    if case.number // STEPS % 2:
        case.person.types("cancel", "1")
    else:
        running.send(signal.SIGINT)
    said = case.struck(running)
    if case.verdict.struck and (said.code, case.person.status) != (CANCELLED, "failed"):
        case.verdict.other.append(f"it ended with {said.code}: {said.errors[-300:]}")
    _nothing_under_way(case)


def stop(case: Case) -> None:
    """SIGTERM, or SIGHUP as at a log-out, at any moment: gone within two seconds."""
    running = case.person.generate()
    _until_step(running, case.chance.randrange(STEPS + 6))
    number = signal.SIGHUP if case.number % 2 else signal.SIGTERM
    before = time.monotonic()
    running.send(number)
    said = running.end()
    seconds = time.monotonic() - before
    case.verdict.struck = said.outcome.get("outcome") != "completed"
    case.look_back()
    if not case.verdict.struck:
        return
    if said.code != STOPPED or case.person.status != "processing":
        case.verdict.other.append(
            f"it ended with {said.code} as {case.person.status}: {said.errors[-300:]}"
        )
    if seconds > STOP_SECONDS + MARGIN:
        case.verdict.other.append(f"it took {seconds:.1f} s to stop")
    if any(job.is_forgotten for job in case.studio.jobs.made):
        case.verdict.other.append("a job was called off, though it was only stopped")
    _nothing_under_way(case)


def _until_step(running: Running, number: int) -> None:
    """Read until a step begins or is done, the `number`th of all such events."""
    left = number % (2 * STEPS)
    for event in running.events():
        if event.get("event") == "step_changed":
            left -= 1
            if left < 0:
                return


def _nothing_under_way(case: Case) -> None:
    left = [p for p in case.person.home.glob("workspaces/**/scratch*") if any(p.iterdir())]
    if left:
        case.verdict.other.append(f"scratch is left: {left[0].relative_to(case.person.home)}")


ENDINGS = (
    Attack("cancel in every step", 20 * STEPS, cancel, looks=SLOW_LOOKS, ends=same_in_the_end),
    Attack("SIGTERM and log-out", 20, stop, looks=SLOW_LOOKS, ends=same_in_the_end),
)
