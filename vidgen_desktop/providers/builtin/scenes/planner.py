"""From a script to scenes: beats are grouped, time is shared, pictures are assigned."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vidgen_desktop.core.model import Request, Scene, Script, Storyboard
from vidgen_desktop.core.ports import Work
from vidgen_desktop.providers.builtin.scenes import grouping
from vidgen_desktop.providers.builtin.scenes.beats import Beat, Spoken, beats_of, divided, joined
from vidgen_desktop.providers.builtin.scenes.grouping import COMFORTABLE, SHORTEST, Group
from vidgen_desktop.providers.builtin.scenes.showing import Showing
from vidgen_desktop.providers.builtin.scenes.timing import (
    Need,
    Shares,
    fits,
    needed_frames,
    shared,
)

_TOLERANCE = 0.5  # seconds between the length asked for and the one given
_MOSTLY_SILENT = 0.34  # share of the video
_LONGEST_IN_SECONDS = 100  # from here on, lengths are told in minutes
_STRETCH = 2.5  # at most, of a scene over its narration


@dataclass(frozen=True, slots=True)
class _Slot:
    """A scene to be: the group that is spoken in it, or the one that a silent one follows."""

    group: Group
    frames: int
    silent: int  # 0: narrated; else the how-manieth silent scene after the group

    @property
    def text(self) -> str:
        return joined(self.group.beats)


def plan(script: Script, request: Request, spoken: Spoken, work: Work) -> Storyboard:
    """Scenes for `script` whose seconds add up to the request's length, to the frame, or to
    what the narration needs where that is more.
    """

    def heard(text: str) -> float:
        work.token.check()
        return spoken(text)

    frames = max(1, round(request.seconds * request.fps))
    pictures = min(len(request.pictures), int(request.seconds // SHORTEST))
    groups = _groups(beats_of(script, heard), heard, request.seconds, pictures)
    groups, needs = _fitting(groups, heard, frames, request.fps)
    shares = shared(needs, frames, request.fps, pictures)
    scenes = _scenes(script, request, list(_slots(groups, shares)))
    work.progress(1.0)
    notes = _notes(request, needs, scenes)
    return Storyboard(script.title, script.language, tuple(scenes), tuple(notes))


def _groups(beats: list[Beat], spoken: Spoken, seconds: float, pictures: int) -> list[Group]:
    if not beats:
        return []
    needed = sum(beat.seconds for beat in beats)
    length = max(seconds, needed)
    wanted = min(COMFORTABLE, max(SHORTEST, length / pictures if pictures else COMFORTABLE))
    if pictures and needed > length / 2:
        # Enough beats to give each picture its scene while something is said.
        longest = max(2 * SHORTEST, 1.5 * wanted)
        beats = [part for beat in beats for part in divided(beat, spoken, longest)]
    stretch = min(_STRETCH, length / needed) if needed else 1.0
    groups = grouping.grouped(beats, stretch, wanted)
    if pictures and needed > length / 2:
        groups = grouping.parted(groups, min(pictures, int(length // (SHORTEST + 0.5))))
    return grouping.merged(groups, int(length // SHORTEST))


def _fitting(
    groups: list[Group], spoken: Spoken, frames: int, fps: int
) -> tuple[list[Group], list[Need]]:
    """The groups with what they really need; short ones joined while that saves the length."""
    needs = [_need(group, spoken) for group in groups]
    while len(groups) > 1 and not fits(needs, frames, fps) and _is_padded(needs):
        grouping.merge_shortest(groups)
        needs = [_need(group, spoken) for group in groups]
    return groups, needs


def _is_padded(needs: Sequence[Need]) -> bool:
    return any(need.seconds < SHORTEST for need in needs)


def _need(group: Group, spoken: Spoken) -> Need:
    # One beat alone was measured when it was made; several share their breathing space.
    seconds = spoken(joined(group.beats)) if group.beats[1:] else group.seconds
    return Need(seconds, group.ends_sentence)


def _slots(groups: Sequence[Group], shares: Shares) -> Iterator[_Slot]:
    """The scenes in order: silent ones spread out, never inside a sentence."""
    ends = [at for at, group in enumerate(groups) if group.ends_sentence]
    after: dict[int, list[int]] = {}
    for number, frames in enumerate(shares.silent):
        place = ends[(number + 1) * len(ends) // (len(shares.silent) + 1)] if ends else -1
        after.setdefault(place, []).append(frames)
    for frames in after.get(-1, []):
        yield _Slot(Group(()), frames, silent=1)
    for at, group in enumerate(groups):
        yield _Slot(group, shares.narrated[at], silent=0)
        for count, frames in enumerate(after.get(at, []), 1):
            yield _Slot(group, frames, silent=count)


def _scenes(script: Script, request: Request, slots: list[_Slot]) -> list[Scene]:
    showing = Showing(script)
    scenes: list[Scene] = []
    for number, slot in enumerate(slots, 1):
        scenes.append(
            Scene(
                number=number,
                narration="" if slot.silent else slot.text,
                heading=_heading(showing, slot, is_first=number == 1),
                visual=showing.visual(slot.text, _direction(slot), slot.silent),
                seconds=slot.frames / request.fps,
                picture=request.pictures[number - 1] if number <= len(request.pictures) else None,
            )
        )
    return scenes


def _heading(showing: Showing, slot: _Slot, *, is_first: bool) -> str:
    if slot.silent:
        return showing.silent_heading(slot.text)
    written = next((beat.heading for beat in slot.group.beats if beat.heading), "")
    return showing.heading(slot.text, written, is_first=is_first)


def _direction(slot: _Slot) -> str:
    directions = dict.fromkeys(beat.direction for beat in slot.group.beats if beat.direction)
    return ", ".join(directions)


def _notes(request: Request, needs: Sequence[Need], scenes: Sequence[Scene]) -> Iterator[str]:
    length = sum(scene.seconds for scene in scenes)
    reading = sum(needed_frames(need.seconds, request.fps) for need in needs) / request.fps
    if length > request.seconds + _TOLERANCE:
        yield (
            f"The script takes {_shown(reading)} to read, so the video is longer than the "
            f"{_shown(request.seconds)} you asked for."
        )
    elif reading == 0:
        yield "There is nothing in the prompt to read aloud, so the video has no narration."
    elif reading < _MOSTLY_SILENT * length:
        yield (
            f"The script takes only {_shown(reading)} to read; the rest of the "
            f"{_shown(request.seconds)} has pictures without words. Write more to fill it."
        )
    used = sum(scene.picture is not None for scene in scenes)
    if used < len(request.pictures):
        yield (
            f"Only {used} of your {len(request.pictures)} pictures {'is' if used == 1 else 'are'} "
            f"used: there are no more scenes in {_shown(length)}."
        )


def _shown(seconds: float) -> str:
    whole = math.ceil(seconds - 0.05)
    if whole < _LONGEST_IN_SECONDS:
        return f"{whole} s"
    return f"{whole // 60} min {whole % 60} s" if whole % 60 else f"{whole // 60} min"
