"""Audio: compose the music, place the voice, and mix both to one loudness."""

from collections.abc import Callable
from pathlib import Path

from vidgen_desktop.core.assembly import Placed
from vidgen_desktop.core.context import StageContext
from vidgen_desktop.core.progress import StageName
from vidgen_desktop.core.timeline import LEAD_IN, starts

NO_MUSIC = "none"
GENERATED_MUSIC = "auto"
MUSIC_SHARE = 0.3  # of the stage's work


class Audio:
    """Make the sound track, if there is anything to hear."""

    name = StageName.AUDIO

    def run(self, context: StageContext) -> None:
        """Leave the sound in the draft, or None where neither voice nor music is wanted."""
        placed = starts(context.scenes, context.draft.takes)
        seconds = sum(start.seconds for start in placed)
        voices = [
            Placed(Path(speech.path), start.at + LEAD_IN)
            for start in placed
            if (speech := context.draft.speeches.get(start.scene.number)) is not None
        ]
        music = _music(context, seconds)
        if not voices and music is None:
            return
        out = context.workspace.keep("sound.m4a")

        def mix() -> Path:
            progress = _from(context, MUSIC_SHARE)
            context.media.mix(voices, music, seconds, out, context.work(progress))
            return out

        inputs = [voices, list(context.draft.speeches.values()), music, seconds]
        context.draft.sound = context.step("mix", inputs, Path, mix)


def _music(context: StageContext, seconds: float) -> Path | None:
    request, composer = context.request, context.providers.composer
    if request.music == NO_MUSIC:
        return None
    if request.music != GENERATED_MUSIC:
        return Path(request.music)
    out = context.workspace.keep("music.wav")

    def compose() -> Path:
        progress = _up_to(context, MUSIC_SHARE)
        composer.compose(seconds, request.look, request.seed, out, context.work(progress))
        return out

    inputs = [composer.name, seconds, request.look, request.seed]
    return context.step("music", inputs, Path, compose)


def _up_to(context: StageContext, share: float) -> Callable[[float], None]:
    return lambda fraction: context.progress(fraction * share, None)


def _from(context: StageContext, share: float) -> Callable[[float], None]:
    return lambda fraction: context.progress(share + fraction * (1 - share), None)
