"""The narration of the scenes, and how long it makes them."""

from vidgen_desktop.core.context import StageContext
from vidgen_desktop.core.model import Scene, Speech
from vidgen_desktop.core.timeline import fit_to_speech
from vidgen_desktop.stages.seams import planned_overlap


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
