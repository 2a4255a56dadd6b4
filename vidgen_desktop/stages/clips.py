"""Clips: speak and film every scene, and make each take fit as soon as it is there."""

import shutil
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from threading import Lock

from vidgen_desktop.core.assembly import Fitted
from vidgen_desktop.core.model import Scene, Storyboard
from vidgen_desktop.core.progress import StageName
from vidgen_desktop.core.run.context import StageContext, needed
from vidgen_desktop.core.run.parts import Parts
from vidgen_desktop.stages.audio import make_sound
from vidgen_desktop.stages.film import film, fit, hear
from vidgen_desktop.stages.lanes import begin, pool, settle
from vidgen_desktop.stages.seams import bridge, seams
from vidgen_desktop.stages.speak import lengthened, speak, tell_if_shorter
from vidgen_desktop.stages.unify import needs_ours

POSTER_AT = 2.0  # seconds into the video
MOST_FITTING = 32  # takes waited for, or made to fit: the media room bounds the encodes
FILMED = 0.85  # of a scene's share of the bar; the rest is making the take fit


class Clips:
    """Give every scene its speech and its take.

    Voices run beside the clips. Once all are spoken the lengths are known, and the sound is
    mixed while scenes are still being filmed, or, if the takes are heard too, still being fitted.
    """

    name = StageName.CLIPS

    def run(self, context: StageContext) -> None:
        """Leave speeches, takes and fitted takes in the draft, and the scenes' real lengths."""
        shoot = _Shoot(context)
        scenes = shoot.planned.scenes
        with (
            pool("voice") as voices,
            pool("lane", context.providers.clips.parallel) as lanes,
            pool("fit", max(1, min(len(scenes), MOST_FITTING))) as fits,
            pool("own") as own,
            pool("sound", 1) as sound,
        ):
            spoken = [begin(voices, shoot.speaker(scene)) for scene in scenes]
            filmed = [begin(lanes, shoot.filmer(scene)) for scene in spoken]
            fitted = [begin(fits, shoot.fitter(scene)) for scene in filmed]
            heard = [begin(own, shoot.hearer(scene)) for scene in shoot.heard(filmed)]
            mixed = begin(sound, lambda: shoot.mix_ahead(spoken, heard))
            settle([*spoken, *heard, mixed, *filmed, *fitted], [voices, lanes, fits, own, sound])


class _Shoot:
    """What the lanes of one run of the stage share."""

    def __init__(self, context: StageContext) -> None:
        self.context = context
        self.planned: Storyboard = needed(context.draft.storyboard)
        self._parts = Parts({scene.number: scene.seconds for scene in self.planned.scenes})
        self._lengths: Future[None] = Future()
        self._lock = Lock()

    def speaker(self, scene: Scene) -> Callable[[], Scene]:
        """Work that speaks a scene and returns it as long as it must be."""

        def work() -> Scene:
            speech = speak(self.context, scene)
            if speech is not None:
                with self._lock:
                    self.context.draft.speeches[scene.number] = speech
            return lengthened(self.context, scene, speech)

        return work

    def filmer(self, spoken: Future[Scene]) -> Callable[[], Scene]:
        """Work that films a scene."""
        return lambda: self._film(spoken.result())

    def fitter(self, filmed: Future[Scene]) -> Callable[[], None]:
        """Work that makes the take of a scene fit, while others are being filmed."""
        return lambda: self._fit(filmed.result())

    def heard(self, filmed: list[Future[Scene]]) -> list[Future[Scene]]:
        """The scenes whose takes have a sound that is wanted."""
        return filmed if self.context.request.take_sound else []

    def hearer(self, filmed: Future[Scene]) -> Callable[[], None]:
        """Work that takes the sound out of a take, beside the fitting of its picture."""
        return lambda: self._hear(filmed.result())

    def mix_ahead(self, spoken: list[Future[Scene]], heard: list[Future[None]]) -> None:
        """Settle the lengths once everything is spoken; mix once there is all to be heard."""
        try:
            self._keep_lengths([future.result() for future in spoken])
        except BaseException as fault:  # whoever waits for the lengths must not wait for ever
            self._lengths.set_exception(fault)
            raise
        self._lengths.set_result(None)
        for sound in heard:
            sound.result()
        make_sound(self.context, progress=None)

    def _film(self, scene: Scene) -> Scene:
        context, number = self.context, scene.number
        take = film(context, scene, self.planned, self._progress(number, 0.0, FILMED))
        context.draft.takes[number] = take
        return scene

    def _hear(self, scene: Scene) -> None:
        sound = hear(self.context, scene, self.context.draft.takes[scene.number])
        with self._lock:
            self.context.draft.own_sounds[scene.number] = sound

    def _fit(self, scene: Scene) -> None:
        context, number = self.context, scene.number
        speech, take = context.draft.speeches.get(number), context.draft.takes[number]
        self._lengths.result()  # from here on, neighbours matter
        fitted = fit(
            context,
            scene,
            speech,
            take,
            self._progress(number, FILMED, 0.99),
            ours=needs_ours(context),
        )
        if number == 1:
            self._poster(fitted)
        with self._lock:
            context.draft.fitted[number] = fitted
        self._bridge(number)
        self._parts.update(number, 1.0)

    def _bridge(self, number: int) -> None:
        """Encode the transitions whose two takes are there."""
        fitted = self.context.draft.fitted
        for before, seam in seams(self.context).items():
            if number in (before, before + 1) and before in fitted and before + 1 in fitted:
                bridge(self.context, before, seam, fitted[before], fitted[before + 1])

    def _poster(self, fitted: Fitted) -> None:
        """A moment into the first scene its title has appeared."""
        context = self.context
        out = context.workspace.keep("poster.jpg")
        at = min(POSTER_AT, fitted.frames / context.request.fps / 2)

        def still() -> Path:
            take = context.draft.takes[1]
            if take.path == fitted.path and Path(take.poster).suffix == out.suffix:
                shutil.copyfile(take.poster, out)  # made a moment ago
                return out
            work = context.work(lambda _: None)
            # In a short scene the nearest one may be the first, which has no title.
            context.media.still(Path(fitted.path), at, out, work, near=at == POSTER_AT)
            return out

        context.draft.poster = context.step("poster", [fitted, at], Path, still)

    def _progress(self, number: int, start: float, end: float) -> Callable[[float], None]:
        parts, context, count = self._parts, self.context, len(self.planned.scenes)

        def progress(fraction: float) -> None:
            parts.update(number, start + fraction * (end - start))
            text = f"Making scene {min(parts.finished + 1, count)} of {count}"
            context.progress(parts.fraction, text)

        return progress

    def _keep_lengths(self, scenes: list[Scene]) -> None:
        """Store the scenes again if a voice or a transition needs longer than was planned."""
        draft, planned = self.context.draft, self.planned
        # In the order of the scenes, not of arrival: later steps' inputs must be the same on
        # a resume.
        draft.speeches = {
            scene.number: draft.speeches[scene.number]
            for scene in scenes
            if scene.number in draft.speeches
        }
        long = replace(planned, scenes=tuple(scenes))
        if long != planned:
            draft.storyboard = self.context.step("lengths", long, Storyboard, lambda: long)
        tell_if_shorter(self.context, planned)
