"""The narration of the scenes, and how long it makes them."""

from vidgen_desktop.core.model import Scene, Speech, Storyboard
from vidgen_desktop.core.run.context import StageContext
from vidgen_desktop.core.timeline import fit_to_speech
from vidgen_desktop.stages.seams import overlaps, planned_overlap

TOLD = 0.05  # seconds by which a video is shorter, from which on it is said


def speak(context: StageContext, scene: Scene) -> Speech | None:
    """Speak a scene's narration, if it has any and there is a voice."""
    voice, narrator = context.draft.voice, context.providers.narrator
    if voice is None or not scene.narration.strip():
        return None
    speed = context.request.speed
    out = context.workspace.keep(f"voice-{scene.number}.wav")
    return context.step(
        f"voice/{scene.number}",
        [narrator.name, voice.id, speed, scene.narration],
        Speech,
        lambda: narrator.speak(scene, voice, speed, out, context.work(lambda _: None)),
    )


def lengthened(context: StageContext, scene: Scene, speech: Speech | None) -> Scene:
    """The scene as long as it must be.

    The transition is no input of the step: a version with other transitions keeps the lengths
    that were filmed.
    """
    overlap = planned_overlap(context.request, scene.number, context.scenes[-1].number)
    return context.step(
        f"length/{scene.number}",
        [scene, speech],
        Scene,
        lambda: fit_to_speech(scene, speech, overlap),
    )


def tell_if_shorter(context: StageContext, planned: Storyboard) -> None:
    """Say by how much crossfades make a video shorter than cuts would: those of a version whose
    scenes were filmed without them.
    """
    format, speeches = context.request.format, context.draft.speeches
    with_cuts = sum(
        format.frames(fit_to_speech(scene, speeches.get(scene.number)).seconds)
        for scene in planned.scenes
    )
    frames = sum(format.frames(scene.seconds) for scene in context.scenes)
    shorter = (with_cuts - frames + sum(overlaps(context).values())) / format.fps
    if shorter >= TOLD:
        context.note(f"The video is {shorter:.1f} s shorter: crossfades overlap the scenes.")
