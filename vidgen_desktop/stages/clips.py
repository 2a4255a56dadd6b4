"""Clips: speak and film every scene, two at a time, captions burned in as each arrives."""

import contextvars
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from pathlib import Path

from vidgen_desktop.core.choices import Captions
from vidgen_desktop.core.context import StageContext, needed
from vidgen_desktop.core.model import Scene, Speech, Storyboard, Take
from vidgen_desktop.core.parts import Parts
from vidgen_desktop.core.ports import ClipOrder
from vidgen_desktop.core.progress import StageName
from vidgen_desktop.core.timeline import fit_to_speech, scene_cues

LANES = 2  # scenes of one generation under way at once; the media room bounds the encodes


@dataclass(frozen=True, slots=True)
class Filmed:
    """A scene as long as it really is, with what was made for it."""

    scene: Scene
    speech: Speech | None
    take: Take


class Clips:
    """Give every scene its speech and its take."""

    name = StageName.CLIPS

    def run(self, context: StageContext) -> None:
        """Leave speeches and takes in the draft, and the scenes' real lengths."""
        scenes = context.scenes
        parts = Parts({scene.number: scene.seconds for scene in scenes})

        def film(scene: Scene) -> Filmed:
            speech = _speak(context, scene)
            fitted = fit_to_speech(scene, speech)
            take = _film(context, fitted, speech, parts)
            parts.update(scene.number, 1.0)
            return Filmed(fitted, speech, take)

        # Kept in the order of the scenes, not of arrival: the later steps' inputs must be
        # the same on a resume.
        filmed = _in_lanes(scenes, film)
        for done in filmed:
            if done.speech is not None:
                context.draft.speeches[done.scene.number] = done.speech
            context.draft.takes[done.scene.number] = done.take
        _keep_lengths(context, [done.scene for done in filmed])


def _in_lanes(scenes: Sequence[Scene], film: Callable[[Scene], Filmed]) -> list[Filmed]:
    """Film all scenes, a few at once. After a fault nothing new begins; what is under way
    is finished and kept, then the fault is raised.
    """
    with ThreadPoolExecutor(LANES, thread_name_prefix="lane") as lanes:
        # Each lane logs for the generation and stage of the thread that started it.
        futures = [lanes.submit(contextvars.copy_context().run, film, scene) for scene in scenes]
        wait(futures, return_when=FIRST_EXCEPTION)
        lanes.shutdown(cancel_futures=True)
    return _results(futures)


def _results(futures: Sequence[Future[Filmed]]) -> list[Filmed]:
    for future in futures:
        if not future.cancelled() and (fault := future.exception()) is not None:
            raise fault
    return [future.result() for future in futures]


def _speak(context: StageContext, scene: Scene) -> Speech | None:
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


def _film(context: StageContext, scene: Scene, speech: Speech | None, parts: Parts) -> Take:
    take = _clean_take(context, scene, parts)
    if context.request.captions is not Captions.BURNED:
        return take
    return _captioned(context, scene, speech, take)


def _clean_take(context: StageContext, scene: Scene, parts: Parts) -> Take:
    request, maker = context.request, context.providers.clips
    storyboard = needed(context.draft.storyboard)

    def progress(fraction: float) -> None:
        parts.update(scene.number, fraction * 0.99)
        done, count = parts.finished, len(storyboard.scenes)
        text = f"Making scene {min(done + 1, count)} of {count}"
        context.progress(parts.fraction, text)

    order = ClipOrder(
        scene=scene,
        storyboard=storyboard,
        format=request.format,
        look=request.look,
        seed=request.seed,
        out=context.workspace.keep(f"take-{scene.number}.mp4"),
        poster=context.workspace.keep(f"take-{scene.number}.png"),
    )
    return context.step(
        f"clip/{scene.number}",
        [
            maker.name,
            scene,
            storyboard,
            request.format,
            request.look,
            request.seed,
            _identity(scene.picture),
        ],
        Take,
        lambda: maker.make(order, context.work(progress)),
    )


def _captioned(context: StageContext, scene: Scene, speech: Speech | None, take: Take) -> Take:
    cues = scene_cues(scene, speech, take.seconds)
    if not cues:
        return take
    out = context.workspace.keep(f"captioned-{scene.number}.mp4")

    def burn() -> Path:
        context.media.burn(
            Path(take.path), cues, context.request.format, out, context.work(lambda _: None)
        )
        return out

    burned = context.step(f"burn/{scene.number}", [take, cues], Path, burn)
    return replace(take, path=str(burned))


def _identity(picture: str | None) -> list[object]:
    """What tells one version of a person's own file from another."""
    if picture is None:
        return []
    state = Path(picture).stat()
    return [picture, state.st_size, state.st_mtime_ns]


def _keep_lengths(context: StageContext, filmed: Sequence[Scene]) -> None:
    """Store the scenes again if a voice needed longer than was planned."""
    storyboard = needed(context.draft.storyboard)
    fitted = Storyboard(storyboard.title, storyboard.language, tuple(filmed), storyboard.notes)
    if fitted != storyboard:
        context.draft.storyboard = context.step("lengths", fitted, Storyboard, lambda: fitted)
