"""Carries a generation to its end in the terminal, and cancels it cleanly when asked."""

import queue
import threading

from vidgen_desktop.cli.display import Display
from vidgen_desktop.cli.exits import CANCELLED, DONE, FAILED, STOPPED, say
from vidgen_desktop.cli.interrupts import Interrupts
from vidgen_desktop.cli.terminal import print_path
from vidgen_desktop.core.buying.purse import still_billed
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.counting import counted
from vidgen_desktop.core.events import Completed, Event, Failed, Outcome, WasCancelled, WasStopped
from vidgen_desktop.core.money import show_spent
from vidgen_desktop.core.service import GenerationService

LOOK_SECONDS = 0.1  # between looks at the signals: a Ctrl-C is acknowledged within this


class _Runner(threading.Thread):
    """The run, beside the main thread, which stays free for signals on every system."""

    def __init__(self, service: GenerationService, generation: int, token: CancelToken) -> None:
        super().__init__(name=f"generation-{generation}")
        self.events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.outcome: Outcome | None = None
        self._call = lambda: service.run(generation, token, self.events.put)

    def run(self) -> None:
        self.outcome = self._call()


def carry(
    service: GenerationService, generation: int, display: Display, interrupts: Interrupts
) -> Outcome:
    """Run a pending generation; a Ctrl-C, or a reader that leaves, cancels it, and the system's
    request to end stops it, to be gone on with.
    """
    token = CancelToken()
    runner = _Runner(service, generation, token)
    runner.start()
    said = 0
    listening = True
    while runner.is_alive() or not runner.events.empty():
        if interrupts.count and not token.is_cancelled:
            interrupts.end(token)
        if listening:
            try:
                _show_next(runner, display)
                said = _acknowledge(interrupts, said, display)
            except BrokenPipeError:
                # Nobody sees the result any more. What is finished stays for a resume.
                listening = False
                token.cancel()
        else:
            runner.join(LOOK_SECONDS)
            while not runner.events.empty():
                runner.events.get()
    runner.join()
    if listening:
        display.close()
    return runner.outcome or Failed("bug", "Something went wrong inside Vidgen.")


def _show_next(runner: _Runner, display: Display) -> None:
    """Show what comes within a short while."""
    try:
        display.show(runner.events.get(timeout=LOOK_SECONDS))
        while True:
            display.show(runner.events.get_nowait())
    except queue.Empty:
        display.tick()


def _acknowledge(interrupts: Interrupts, said: int, display: Display) -> int:
    """Answer each signal once."""
    if interrupts.count > said:
        display.close()
        doing = "stopping" if interrupts.is_stop else "cancelling"
        say(f"{doing.capitalize()}." if said == 0 else f"Still {doing}; this takes a moment.")
    return interrupts.count


def conclude(outcome: Outcome, resume: str, *, as_json: bool) -> int:
    """Say how it ended (with `as_json`, the last event has said it); returns the exit code.

    `resume` is the command line that would go on.
    """
    match outcome:
        case Completed(result):
            if not as_json:
                print_path(result.video)
            return DONE
        case Failed(_, message, advice):
            say(f"{message} {advice}".strip())
            _say_open(outcome)
            say(f"What is finished was kept. To try again: {resume}")
            return FAILED
        case WasCancelled(spent, kept):
            said = spent_and_kept(spent, kept, unknown=outcome.cost_unknown)
            say(f"Cancelled. {said}")
            _say_open(outcome)
            say(f"To resume: {resume}")
            return CANCELLED
        case WasStopped(kept):
            say(f"Stopped. {_kept(kept)}")
            _say_open(outcome)
            say(f"To resume: {resume}")
            return STOPPED


def _say_open(outcome: Failed | WasCancelled | WasStopped) -> None:
    count, micros = outcome.open_purchases, outcome.open_micros
    if billed := still_billed(count, micros, unpriced=outcome.open_unpriced):
        say(billed)


def spent_and_kept(micros: int, takes: int, *, unknown: bool) -> str:
    """What a cancelled video has cost, and what is kept of it; see `show_spent`."""
    if micros:
        spent = f"Spent: {show_spent(micros, unknown=unknown)}."
    else:
        spent = "What was spent is not known." if unknown else "Nothing was spent."
    return f"{spent} {_kept(takes)}"


def _kept(takes: int) -> str:
    if not takes:
        return "No scenes were finished."
    return f"{counted(takes, 'finished scene')} {'was' if takes == 1 else 'were'} kept."
