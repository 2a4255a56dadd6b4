"""The table of a run, with zeros where zeros must be."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.durability.attack import Run

_HEADS = ("runs", "struck", "completed", "repeated", "twice", "partial", "ledger", "other", "asked")


@dataclass
class Line:
    """What came of all runs of one attack."""

    name: str
    runs: list[Run] = field(default_factory=list[Run])

    @property
    def numbers(self) -> tuple[int, ...]:
        """One for each head: runs with a fault of a kind are counted, not faults."""
        verdicts = [run.verdict for run in self.runs]
        return (
            len(verdicts),
            sum(one.struck for one in verdicts),
            sum(one.completed for one in verdicts),
            sum(bool(one.repeated) for one in verdicts),
            sum(bool(one.bought_twice) for one in verdicts),
            sum(bool(one.partial) for one in verdicts),
            sum(bool(one.ledger) for one in verdicts),
            sum(bool(one.other) for one in verdicts),
            sum(one.asked for one in verdicts),
        )

    @property
    def is_good(self) -> bool:
        """Whether all were completed, and nothing was wrong."""
        return not any(run.verdict.faults for run in self.runs)


def head() -> str:
    """The first two lines, in Markdown."""
    names = " | ".join(f"{name:>9}" for name in _HEADS)
    return f"| {'attack':<28} | {names} | s a run |\n|{'-' * 30}|{'----------:|' * 9}--------:|"


def row(line: Line) -> str:
    """A line of it."""
    seconds = sum(run.seconds for run in line.runs) / max(1, len(line.runs))
    numbers = " | ".join(f"{number:>9}" for number in line.numbers)
    return f"| {line.name:<28} | {numbers} | {seconds:>7.1f} |"


def faults(lines: Sequence[Line]) -> list[str]:
    """What was wrong, sentence by sentence."""
    return [
        f"{line.name} {number}: {fault}"
        for line in lines
        for number, run in enumerate(line.runs)
        for fault in run.verdict.faults
    ]


def figures(lines: Sequence[Line]) -> list[str]:
    """What was measured."""
    return [
        f"{line.name}: {run.verdict.figures}"
        for line in lines
        for run in line.runs
        if run.verdict.figures
    ]
