"""Which neighbouring beats share a scene."""

from collections.abc import Sequence
from dataclasses import dataclass

from vidgen_desktop.providers.builtin.scenes.beats import Beat

SHORTEST = 2.0  # seconds of a scene
LONGEST = 12.0
COMFORTABLE = 5.5

_OVER_PARAGRAPH = 0.5
_OVER_HEADING = 4.0  # a heading, direction or silent scene was meant to stand alone
_INSIDE_SENTENCE = 0.15
_MOST_BEATS = 12  # in one scene


@dataclass(frozen=True, slots=True)
class Group:
    """The beats of one scene."""

    beats: tuple[Beat, ...]

    @property
    def seconds(self) -> float:
        """Roughly what the narration needs."""
        return sum(beat.seconds for beat in self.beats)

    @property
    def ends_sentence(self) -> bool:
        """Whether a pause after it sounds natural."""
        return all(beat.ends_sentence for beat in self.beats[-1:])


def grouped(beats: Sequence[Beat], stretch: float, wanted: float) -> list[Group]:
    """The division with the least cost: scenes near `wanted` seconds, paragraphs whole.

    `stretch` is how much longer than its narration a scene may be expected to last.
    """
    best = [0.0] + [float("inf")] * len(beats)
    start_of = [0] * (len(beats) + 1)
    for end in range(1, len(beats) + 1):
        seconds, seams = 0.0, 0.0
        for start in range(end - 1, max(-1, end - 1 - _MOST_BEATS), -1):
            seconds += beats[start].seconds * stretch
            if start + 1 < end:
                seams += _seam_inside(beats[start], beats[start + 1])
            cost = best[start] + _size_cost(seconds, wanted) + seams + _seam_at(beats, start)
            if cost < best[end]:
                best[end], start_of[end] = cost, start
            if seconds > LONGEST and end - start > 1:
                break
    groups: list[Group] = []
    end = len(beats)
    while end > 0:
        groups.append(Group(tuple(beats[start_of[end] : end])))
        end = start_of[end]
    return groups[::-1]


def merged(groups: Sequence[Group], most: int) -> list[Group]:
    """At most `most` groups: the shortest is joined to its shorter neighbour until it fits."""
    left = list(groups)
    while len(left) > max(1, most):
        merge_shortest(left)
    return left


def merge_shortest(groups: list[Group]) -> None:
    """Join the shortest group to the neighbour where that harms least."""
    at = min(range(len(groups)), key=lambda number: groups[number].seconds)
    before = _merge_cost(groups, at - 1)
    after = _merge_cost(groups, at)
    first = at - 1 if before <= after else at
    groups[first : first + 2] = [Group(groups[first].beats + groups[first + 1].beats)]


def parted(groups: Sequence[Group], least: int) -> list[Group]:
    """At least `least` groups where there are beats enough: the longest are parted."""
    left = list(groups)
    while len(left) < least:
        several = [number for number, group in enumerate(left) if len(group.beats) > 1]
        if not several:
            break
        at = max(several, key=lambda number: left[number].seconds)
        beats = left[at].beats
        cut = min(range(1, len(beats)), key=lambda cut: _unevenness(beats, cut))
        left[at : at + 1] = [Group(beats[:cut]), Group(beats[cut:])]
    return left


def _unevenness(beats: Sequence[Beat], cut: int) -> float:
    before = sum(beat.seconds for beat in beats[:cut])
    return abs(before - sum(beat.seconds for beat in beats[cut:]))


def _merge_cost(groups: Sequence[Group], first: int) -> float:
    if first < 0 or first + 1 >= len(groups):
        return float("inf")
    one, other = groups[first], groups[first + 1]
    return one.seconds + other.seconds + _seam_inside(one.beats[-1], other.beats[0])


def _size_cost(seconds: float, wanted: float) -> float:
    cost = ((seconds - wanted) / wanted) ** 2
    if seconds < SHORTEST:
        cost += 2 * (SHORTEST - seconds)
    if seconds > LONGEST:
        cost += 2 * (seconds - LONGEST)
    return cost


def _seam_inside(before: Beat, after: Beat) -> float:
    """What it costs to show both in one scene."""
    if not before.text or not after.text:
        return _OVER_HEADING
    if before.paragraph == after.paragraph:
        return 0.0
    marked = after.heading or after.direction != before.direction
    return _OVER_HEADING if marked else _OVER_PARAGRAPH


def _seam_at(beats: Sequence[Beat], start: int) -> float:
    """What it costs to begin a scene here."""
    return _INSIDE_SENTENCE if start > 0 and not beats[start - 1].ends_sentence else 0.0
