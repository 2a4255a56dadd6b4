"""Which transition follows each scene, and the frames that it encodes."""

from collections.abc import Mapping
from itertools import pairwise

from vidgen_desktop.core.assembly import (
    CROSSFADE_SECONDS,
    DIP_SECONDS,
    Bridge,
    Fitted,
    Seam,
)
from vidgen_desktop.core.choices import Transition
from vidgen_desktop.core.model import Request, Scene
from vidgen_desktop.core.run.context import StageContext

SHARE = 3  # a transition takes at most a third of a scene
SECONDS = {Transition.CROSSFADE: CROSSFADE_SECONDS, Transition.DIP: DIP_SECONDS}


def planned_overlap(request: Request, scene: int, last: int) -> float:
    """By how many seconds a scene will overlap the next one."""
    if scene == last or request.transition_after(scene) is not Transition.CROSSFADE:
        return 0.0
    return request.format.frames(CROSSFADE_SECONDS) / request.fps


def edge(request: Request, scene: int, frames: int) -> int:
    """How many frames of a take the transition after `scene` would take at most."""
    seconds = SECONDS.get(request.transition_after(scene))
    if seconds is None:
        return 0
    return min(request.format.frames(seconds), frames // SHARE)


def edges(context: StageContext, scene: Scene) -> tuple[int, int]:
    """How many frames the transitions before and after a scene would take of its take."""
    request, frames = context.request, context.request.format.frames(scene.seconds)
    is_last = scene.number == context.scenes[-1].number
    head = edge(request, scene.number - 1, frames) if scene.number > 1 else 0
    return head, 0 if is_last else edge(request, scene.number, frames)


def seams(context: StageContext) -> Mapping[int, Seam]:
    """The transitions that are more than a cut, by the scene before them."""
    request, scenes = context.request, context.scenes
    found: dict[int, Seam] = {}
    for scene, following in pairwise(scenes):
        number = scene.number
        frames = min(
            edge(request, number, request.format.frames(scene.seconds)),
            edge(request, number, request.format.frames(following.seconds)),
        )
        if frames > 1:
            found[number] = Seam(request.transition_after(number), frames)
    return found


def overlaps(context: StageContext) -> Mapping[int, int]:
    """By how many frames each scene overlaps the next one."""
    return {number: seam.overlap for number, seam in seams(context).items() if seam.overlap}


def bridge(context: StageContext, number: int, seam: Seam, before: Fitted, after: Fitted) -> Bridge:
    """The encoded frames of the transition after scene `number`."""
    out = context.workspace.keep(f"bridge-{number}.mp4")
    work = context.work(lambda _: None)
    return context.step(
        f"bridge/{number}",
        [before, after, seam],
        Bridge,
        lambda: context.media.bridge(before, after, seam, context.request.format, out, work),
    )
