"""Where the time of a run goes: every step, and every child process that was started."""

import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.assembly.ours import Ran
from vidgen_desktop.core.events import Progressed, StepChanged, StepState
from vidgen_desktop.media.children.binary import ffmpeg
from vidgen_desktop.media.children.process import Child, Family

LONGEST = 110  # characters of a command that are shown


@dataclass
class Started:
    """A child: when it was started, when somebody had waited for its end, and its command."""

    began: float
    command: Sequence[str]
    ended: float | None = None


@contextmanager
def watched() -> Generator[list[Started]]:
    """Every child that the media room starts while the block lasts."""
    seen: list[Started] = []
    by_child: dict[int, Started] = {}
    start, finish = Family.start, Child.finish

    def watching_start(self: Family, command: Sequence[str], **options: Any) -> Child:
        entry = Started(time.perf_counter(), command)
        child = start(self, command, **options)
        seen.append(entry)
        by_child[id(child)] = entry
        return child

    def watching_finish(self: Child, seconds: float | None = None) -> int:
        status = finish(self, seconds)
        if id(self) in by_child:
            by_child[id(self)].ended = time.perf_counter()
        return status

    Family.start, Child.finish = watching_start, watching_finish
    try:
        yield seen
    finally:
        Family.start, Child.finish = start, finish


def ffmpegs(children: Sequence[Started]) -> int:
    """How many of them are ffmpeg."""
    return sum(child.command[0] == ffmpeg() for child in children)


def show(ran: Ran, children: Sequence[Started]) -> None:
    """Print steps and children in the order in which they began."""
    lines: list[tuple[float, float, str]] = []
    began: dict[str, float] = {}
    stage = ""
    for at, event in ran.events:
        match event:
            case StepChanged(step=step, state=StepState.STARTED):
                began[step] = at
            case StepChanged(step=step, state=StepState.DONE):
                lines.append((began[step], at, f"step {step}"))
            case Progressed(stage=entered) if entered != stage:
                stage = entered
                lines.append((at, at, f"--- {stage}"))
            case _:
                pass
    for child in children:
        end = child.ended if child.ended is not None else child.began
        lines.append((child.began, end, f"    {_short(child.command)}"))
    end = ran.began + ran.whole
    for start, stop, what in [*sorted(lines), (end, end, "--- end")]:
        print(f"  {start - ran.began:8.3f} {(stop - start) * 1000:8.0f} ms  {what}")


def _short(command: Sequence[str]) -> str:
    """What of a command tells it from others: not where files lie, nor what all have."""
    parts = [_name(part) for part in command[1:]]
    text = " ".join(part for part in parts if part not in {"-hide_banner", "-nostdin", "-y"})
    skipped = text.removeprefix("-v error ")
    middle = LONGEST // 2
    if len(skipped) <= LONGEST:
        return skipped
    return f"{skipped[:middle]} … {skipped[-middle:]}"


def _name(part: str) -> str:
    return Path(part).name if part.startswith(("file:", "/")) else part
