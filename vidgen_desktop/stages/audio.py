"""Audio: compose the music, place the voice, and mix both to one loudness."""

from collections.abc import Callable
from pathlib import Path

from vidgen_desktop.core.assembly import Placed, Soundtrack
from vidgen_desktop.core.progress import StageName
from vidgen_desktop.core.run.context import StageContext
from vidgen_desktop.core.timeline import LEAD_IN, Start, length, starts
from vidgen_desktop.stages.film import identity
from vidgen_desktop.stages.seams import overlaps

NO_MUSIC = "none"
GENERATED_MUSIC = "auto"
MUSIC_SHARE = 0.3  # of the stage's work

Report = Callable[[float], None]


class Audio:
    """Make the sound track, if there is anything to hear. Mostly it is there already."""

    name = StageName.AUDIO

    def run(self, context: StageContext) -> None:
        """Leave the sound in the draft, or None where there is nothing to hear."""
        context.draft.sound = make_sound(context, lambda fraction: context.progress(fraction, None))


def make_sound(context: StageContext, progress: Report | None) -> Path | None:
    """The sound of the video, once the lengths of all scenes are known."""
    report = progress or _nobody
    placed = starts(context.scenes, context.request.format, overlaps(context))
    seconds = length(placed)
    music = _music(context, seconds, lambda fraction: report(fraction * MUSIC_SHARE))
    track = Soundtrack(seconds, _voices(context, placed), music, _ambience(context, placed))
    if track.is_silent:
        return None
    out = context.workspace.keep("sound.m4a")

    def mix() -> Path:
        work = context.work(lambda done: report(MUSIC_SHARE + done * (1 - MUSIC_SHARE)))
        context.media.mix(track, out, work)
        return out

    heard = [*track.voices, *track.ambience]
    inputs = [track, [identity(str(sound.path)) for sound in heard], _tune(context, music)]
    return context.step("mix", inputs, Path, mix)


def _voices(context: StageContext, placed: tuple[Start, ...]) -> tuple[Placed, ...]:
    speeches = context.draft.speeches
    return tuple(
        Placed(Path(speech.path), start.at + LEAD_IN)
        for start in placed
        if (speech := speeches.get(start.scene.number)) is not None
    )


def _ambience(context: StageContext, placed: tuple[Start, ...]) -> tuple[Placed, ...]:
    """The takes' own sound."""
    if not context.request.take_sound:
        return ()
    own = context.draft.own_sounds
    return tuple(
        Placed(Path(sound), start.at)
        for start in placed
        if (sound := own[start.scene.number].path) is not None
    )


def _music(context: StageContext, seconds: float, progress: Report) -> Path | None:
    request, composer = context.request, context.providers.composer
    if request.music == NO_MUSIC:
        return None
    if request.music != GENERATED_MUSIC:
        return Path(request.music)
    out = context.workspace.keep("music.wav")

    def compose() -> Path:
        composer.compose(seconds, request.look, request.seed, out, context.work(progress))
        return out

    inputs = [composer.name, seconds, request.look, request.seed]
    return context.step("music", inputs, Path, compose)


def _tune(context: StageContext, music: Path | None) -> object:
    """Which music it is. The person's own is known as it was first heard: it may be gone when a
    version changes the captions.
    """
    found = identity(music and str(music))
    if context.request.music in (NO_MUSIC, GENERATED_MUSIC):
        return found
    return context.step("tune", found, str, lambda: str(found))


def _nobody(_fraction: float) -> None:
    """Sound that is mixed ahead does not move the bar of another stage."""
