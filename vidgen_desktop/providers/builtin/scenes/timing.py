"""Sharing the length of the video among its scenes, in whole frames."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from vidgen_desktop.providers.builtin.scenes.grouping import COMFORTABLE, LONGEST, SHORTEST

_PAUSE = 2.5  # seconds after a narration that a viewer takes for rest, not for a fault
_PAUSE_INSIDE_SENTENCE = 0.5
_SILENT = 5.0  # seconds that a scene without narration lasts best
_OPENING = 4.0  # seconds that a scene may last however little is said in it


@dataclass(frozen=True, slots=True)
class Need:
    """What one narrated scene needs: seconds, and whether it ends with its sentence."""

    seconds: float
    ends_sentence: bool


@dataclass(frozen=True, slots=True)
class Shares:
    """Frames of each narrated scene, and of the silent ones that fill what is left."""

    narrated: tuple[int, ...]
    silent: tuple[int, ...]


def fits(needs: Sequence[Need], frames: int, fps: int) -> bool:
    """Whether every scene can have its narration and the shortest length."""
    return sum(_least(need, fps) for need in needs) <= frames


def needed_frames(seconds: float, fps: int) -> int:
    """Whole frames that hold `seconds`."""
    return math.ceil(seconds * fps - 1e-6)


def shared(needs: Sequence[Need], frames: int, fps: int, least_scenes: int = 0) -> Shares:
    """Divide `frames` (more where the narration needs more) among the scenes.

    Pauses grow evenly up to what sounds natural; what is left becomes silent scenes, at
    least so many that there are `least_scenes` scenes where the length allows it.
    """
    least = [_least(need, fps) for need in needs]
    slack = frames - sum(least)
    if slack <= 0:
        return Shares(tuple(least), ())
    most = [_most(need, fps) for need in needs]
    room = sum(most) - sum(least)
    shortest = round(SHORTEST * fps)
    silent = max(round((slack - room) / (_SILENT * fps)), least_scenes - len(needs), 0)
    silent = min(silent, slack // shortest)
    if not needs:
        silent = max(1, silent)
    if silent == 0 and slack > room + _spare(needs, most, fps):
        silent = max(1, min(slack // shortest, 1))
    for_silent = min(slack, max(slack - room, silent * shortest)) if silent else 0
    narrated = _filled(least, most, slack - for_silent)
    return Shares(tuple(narrated), tuple(_evenly(for_silent, silent)))


def _least(need: Need, fps: int) -> int:
    return max(needed_frames(need.seconds, fps), round(SHORTEST * fps))


def _most(need: Need, fps: int) -> int:
    pause = _PAUSE if need.ends_sentence else _PAUSE_INSIDE_SENTENCE
    seconds = min(max(need.seconds + pause, _OPENING), LONGEST)
    return max(_least(need, fps), round(seconds * fps))


def _spare(needs: Sequence[Need], most: Sequence[int], fps: int) -> int:
    """Frames by which scenes may exceed their comfort before a silent one is better."""
    longest = round(LONGEST * fps)
    bound = round(COMFORTABLE / 4 * fps)
    return sum(min(bound, max(0, longest - one)) for _need, one in zip(needs, most, strict=True))


def _filled(least: Sequence[int], most: Sequence[int], extra: int) -> list[int]:
    """Raise every share alike, none above its most while another is below; sums exactly."""
    shares = list(least)
    while extra > 0:
        below = [at for at, share in enumerate(shares) if share < most[at]]
        open_to_more = below or list(range(len(shares)))
        each = max(1, extra // len(open_to_more))
        for at in open_to_more:
            step = min(each, extra, most[at] - shares[at]) if below else min(each, extra)
            shares[at] += step
            extra -= step
            if extra == 0:
                break
    return shares


def _evenly(frames: int, count: int) -> list[int]:
    return [frames * (at + 1) // count - frames * at // count for at in range(count)]
