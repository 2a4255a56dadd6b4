"""Plan: choose the voice, and divide the narration into scenes."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from vidgen_desktop.core.model import Script, Storyboard, Voice
from vidgen_desktop.core.progress import StageName
from vidgen_desktop.core.run.context import StageContext, needed
from vidgen_desktop.core.timeline import reading_seconds, scene_seconds

NO_VOICE = "none"
MOST_SHOWN = 8  # characters named in a note


@dataclass(frozen=True, slots=True)
class ChosenVoice:
    """Who speaks; recorded, so that nobody needs to be asked for it again."""

    voice: Voice | None


class Plan:
    """Ask the writer for a storyboard that leaves room for the voice."""

    name = StageName.PLAN

    def run(self, context: StageContext) -> None:
        """Leave the voice and the storyboard in the draft."""
        script = needed(context.draft.script)
        voice = self._voice(context, script)
        request, writer = context.request, context.providers.writer
        context.draft.voice = voice
        context.draft.storyboard = context.step(
            "plan",
            [
                writer.name,
                script,
                request.seconds,
                request.fps,
                request.pictures,
                request.speed,
                voice,
                request.voice,
            ],
            Storyboard,
            lambda: _noted(
                context,
                script,
                writer.plan(script, request, _spoken(context, voice), context.work()),
            ),
        )

    def _voice(self, context: StageContext, script: Script) -> Voice | None:
        if context.request.voice == NO_VOICE:
            return None
        narrator, wanted = context.providers.narrator, context.request.voice
        return context.step(
            "voice",
            [narrator.name, script.language, wanted],
            ChosenVoice,
            lambda: ChosenVoice(narrator.voice_for(script.language, wanted, context.token)),
        ).voice


def _spoken(context: StageContext, voice: Voice | None) -> Callable[[str], float]:
    """How long a scene must be for its narration to be heard, or else read."""
    narrator, speed = context.providers.narrator, context.request.speed

    def spoken(text: str) -> float:
        context.token.check()
        if voice is None:
            return scene_seconds(reading_seconds(text))
        return scene_seconds(narrator.seconds(text, voice, speed, context.token))

    return spoken


def _noted(context: StageContext, script: Script, storyboard: Storyboard) -> Storyboard:
    """The storyboard, with what the person should know about voice and fonts."""
    notes = [*storyboard.notes]
    if context.draft.voice is None and context.request.voice != NO_VOICE:
        notes.append(_voice_note(context, script))
    text = storyboard.title + "".join(s.heading + s.narration for s in storyboard.scenes)
    if missing := context.media.missing_glyphs(text):
        shown = " ".join(sorted(missing)[:MOST_SHOWN])
        notes.append(
            f"This computer has no font for some characters ({shown}), so they cannot be drawn. "
            "“vidgen doctor” says how to get one."
        )
    return replace(storyboard, notes=tuple(notes))


def _voice_note(context: StageContext, script: Script) -> str:
    if context.providers.narrator.voices(context.token):
        lack = f"No voice here speaks the language of this script ({script.language})"
    else:
        lack = "No voice was found on this computer"
    return f"{lack}, so the video has no narration. “vidgen doctor” says how to get one."
