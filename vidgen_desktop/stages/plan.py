"""Plan: choose the voice, and divide the narration into scenes."""

from collections.abc import Callable
from dataclasses import replace

from vidgen_desktop.core.context import StageContext, needed
from vidgen_desktop.core.model import Script, Storyboard, Voice
from vidgen_desktop.core.progress import StageName
from vidgen_desktop.core.timeline import reading_seconds, scene_seconds

NO_VOICE = "none"


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
            lambda: _with_notes(
                writer.plan(script, request, _spoken(context, voice), context.work()),
                *_voice_notes(context, script, voice),
            ),
        )

    def _voice(self, context: StageContext, script: Script) -> Voice | None:
        if context.request.voice == NO_VOICE:
            return None
        return context.providers.narrator.voice_for(script.language, context.request.voice)


def _spoken(context: StageContext, voice: Voice | None) -> Callable[[str], float]:
    """How long a scene must be for its narration to be heard, or else read."""
    narrator, speed = context.providers.narrator, context.request.speed

    def spoken(text: str) -> float:
        context.token.check()
        if voice is None:
            return scene_seconds(reading_seconds(text))
        return scene_seconds(narrator.seconds(text, voice, speed))

    return spoken


def _voice_notes(context: StageContext, script: Script, voice: Voice | None) -> list[str]:
    if voice is not None or context.request.voice == NO_VOICE:
        return []
    if context.providers.narrator.voices():
        lack = f"No voice here speaks the language of this script ({script.language})"
    else:
        lack = "No voice was found on this computer"
    return [f"{lack}, so the video has no narration. “vidgen doctor” says how to get one."]


def _with_notes(storyboard: Storyboard, *notes: str) -> Storyboard:
    return replace(storyboard, notes=(*storyboard.notes, *notes))
