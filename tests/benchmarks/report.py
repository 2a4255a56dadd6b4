"""How every benchmark prints: a ratio against something measured in the same run."""

import statistics
from collections.abc import Sequence


def report(what: str, values: Sequence[float], goal: str = "", unit: str = "") -> None:
    """Print one line: the median with minimum and maximum, and the goal beside it."""
    median, least, most = statistics.median(values), min(values), max(values)
    wanted = f"   goal {goal}" if goal else ""
    print(
        f"{what:<58} {median:8.2f}{unit}  ({least:.2f} to {most:.2f}, {len(values)} runs){wanted}"
    )


def ratios(ours: Sequence[float], floor: Sequence[float]) -> list[float]:
    """Each of our runs over the floor's run beside it."""
    return [mine / theirs for mine, theirs in zip(ours, floor, strict=True)]
