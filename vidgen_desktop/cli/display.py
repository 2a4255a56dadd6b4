"""What a person or a program sees while a generation runs."""

import shutil
import time
from collections.abc import Callable
from typing import Protocol, TextIO

from vidgen_desktop.cli.exits import say
from vidgen_desktop.cli.records import Record, event_record, print_record
from vidgen_desktop.cli.remaining import clock, remaining_seconds
from vidgen_desktop.core.events import CostAdded, Event, Noted, Progressed
from vidgen_desktop.core.money import show_micros
from vidgen_desktop.core.progress import StageName

BAR_WIDTH = 24
_NARROW = 20  # columns under which a line is not shortened further


class Display(Protocol):
    """Called on the main thread only."""

    def submitted(self, generation: int) -> None:
        """The generation has its number."""
        ...

    def show(self, event: Event) -> None:
        """Something happened."""
        ...

    def tick(self) -> None:
        """Time passed."""
        ...

    def close(self) -> None:
        """Leave the terminal ready for other text."""
        ...


class JsonDisplay:
    """Every event as a JSON line on standard output."""

    def submitted(self, generation: int) -> None:
        """Say the number first, so that a reader can cancel."""
        self._print({"event": "submitted", "generation": generation})

    def show(self, event: Event) -> None:
        """Print the event."""
        self._print(event_record(event))

    def tick(self) -> None:
        """Time alone is no event."""

    def close(self) -> None:
        """Nothing is left open."""

    def _print(self, record: Record) -> None:
        print_record(record)  # click flushes each line


class LineDisplay:
    """A line on standard error for each new text, for logs and pipes."""

    def __init__(self) -> None:
        self._text = ""
        self._stage: StageName | None = None

    def submitted(self, generation: int) -> None:
        """Say the number, with which other commands name it."""
        say(f"Generation {generation}")

    def show(self, event: Event) -> None:
        """Print what is new."""
        if isinstance(event, Progressed):
            if event.text and (event.text, event.stage) != (self._text, self._stage):
                self._text, self._stage = event.text, event.stage
                say(f"{event.percent:3.0f} %  {event.text}")
        elif isinstance(event, Noted):
            say(event.text)

    def tick(self) -> None:
        """Time alone is no news."""

    def close(self) -> None:
        """Nothing is left open."""


class BarDisplay:
    """One line that is rewritten: bar, percent, step, elapsed and remaining time, cost."""

    def __init__(
        self,
        stream: TextIO,
        expected_seconds: float | None,
        clock_now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._stream = stream
        self._expected = expected_seconds
        self._now = clock_now
        self._began = clock_now()
        self._percent = 0.0
        self._text = ""
        self._micros = 0
        self._drawn = ""

    def submitted(self, generation: int) -> None:
        """Say the number, with which other commands name it."""
        say(f"Generation {generation}")

    def show(self, event: Event) -> None:
        """Take in what is new and redraw; sentences stay above the bar."""
        match event:
            case Progressed(percent=percent, text=text):
                self._percent = percent
                self._text = text or self._text
            case CostAdded(total_micros=micros):
                self._micros = micros
            case Noted(text=text):
                self._wipe()
                say(text)
            case _:
                return
        self.tick()

    def tick(self) -> None:
        """Redraw if a number changed."""
        line = self.line(shutil.get_terminal_size().columns)
        if line != self._drawn:
            # Blanks over what the longer line before left; wiping first would flicker.
            self._stream.write("\r" + line.ljust(len(self._drawn)))
            self._stream.flush()
            self._drawn = line

    def close(self) -> None:
        """Wipe the bar, so that what follows starts on a clean line."""
        self._wipe()
        self._stream.flush()

    def line(self, columns: int) -> str:
        """The bar as it stands, no longer than the terminal is wide."""
        filled = round(BAR_WIDTH * self._percent / 100)
        elapsed = self._now() - self._began
        parts = [
            f"[{'#' * filled}{'-' * (BAR_WIDTH - filled)}] {self._percent:3.0f} %",
            self._text,
            clock(elapsed),
        ]
        left = remaining_seconds(self._percent, elapsed, self._expected)
        if left is not None:
            parts.append(f"{clock(left)} left")
        if self._micros:
            parts.append(show_micros(self._micros))
        # One column stays free: some terminals wrap when the last one is written.
        return "  ".join(part for part in parts if part)[: max(_NARROW, columns - 1)]

    def _wipe(self) -> None:
        if self._drawn:
            self._stream.write("\r" + " " * len(self._drawn) + "\r")
            self._drawn = ""


def display_for(
    stream: TextIO, *, as_json: bool, verbose: int, expected_seconds: float | None
) -> Display:
    """The display that fits `stream`, which is standard error."""
    if as_json:
        return JsonDisplay()
    # Log lines on the terminal would tear a bar apart.
    if stream.isatty() and not verbose:
        return BarDisplay(stream, expected_seconds)
    return LineDisplay()
