"""Finish: join picture, sound and captions, and hand them to the person."""

from pathlib import Path

from vidgen_desktop.core.assembly import Film
from vidgen_desktop.core.choices import Captions
from vidgen_desktop.core.model import Result
from vidgen_desktop.core.progress import StageName
from vidgen_desktop.core.revision import JOINED
from vidgen_desktop.core.run.context import StageContext, needed
from vidgen_desktop.core.timeline import length, starts, video_cues
from vidgen_desktop.stages.naming import safe_stem
from vidgen_desktop.stages.publish import publish
from vidgen_desktop.stages.seams import overlaps


class Finish:
    """Assemble, then publish under a name that no other file has."""

    name = StageName.FINISH

    def run(self, context: StageContext) -> None:
        """Leave the result in the draft."""
        inputs = _inputs(context)
        whole = context.step(JOINED, inputs, Result, lambda: self._assemble(context))
        folder, stem = _place(context)
        context.draft.result = context.step(
            "publish", [whole, folder, stem], Result, lambda: publish(whole, folder, stem, context)
        )
        context.progress(1.0, None)

    def _assemble(self, context: StageContext) -> Result:
        draft, workspace, media = context.draft, context.workspace, context.media
        request, storyboard = context.request, needed(draft.storyboard)
        srt, vtt = workspace.keep("captions.srt"), workspace.keep("captions.vtt")
        placed = starts(context.scenes, request.format, overlaps(context))
        cues = video_cues(placed, draft.speeches)
        wanted = request.captions is not Captions.OFF and bool(cues)
        if wanted:
            media.write_captions(cues, srt, vtt, word_by_word=request.caption_words)
        film = Film(
            pieces=draft.pieces,
            format=request.format,
            sound=draft.sound,
            captions=srt if wanted and request.captions is Captions.SOFT else None,
            title=storyboard.title,
            language=storyboard.language,
        )
        video = workspace.keep("video.mp4")
        media.assemble(film, video, context.work())
        captions = (str(srt), str(vtt)) if wanted else ()
        return Result(str(video), str(needed(draft.poster)), round(length(placed), 3), captions)


def _place(context: StageContext) -> tuple[Path, str]:
    """The folder and the name, without ending, that the video shall have."""
    if context.request.output is not None:
        output = Path(context.request.output)
        return output.parent, output.stem
    return context.videos, safe_stem(needed(context.draft.storyboard).title)


def _inputs(context: StageContext) -> list[object]:
    draft = context.draft
    return [
        draft.pieces,
        draft.poster,
        draft.sound,
        draft.storyboard,
        list(draft.speeches.values()),
        context.request.captions,
        context.request.caption_words,
    ]
