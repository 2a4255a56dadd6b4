"""Finish: put picture, sound and captions together and hand them to the person."""

from pathlib import Path

from vidgen_desktop.core.choices import Captions
from vidgen_desktop.core.context import StageContext, needed
from vidgen_desktop.core.model import Result
from vidgen_desktop.core.progress import StageName
from vidgen_desktop.core.recorder import files_of
from vidgen_desktop.core.timeline import starts, video_cues
from vidgen_desktop.stages.publish import publish, safe_stem


class Finish:
    """Mux, then publish under a name that no other file has."""

    name = StageName.FINISH

    def run(self, context: StageContext) -> None:
        """Leave the result in the draft."""
        whole = context.step("mux", _inputs(context), Result, lambda: self._mux(context))
        folder, stem = _place(context)
        context.draft.result = context.step(
            "publish", [whole, folder, stem], Result, lambda: publish(whole, folder, stem)
        )
        for file in files_of(whole):
            file.unlink(missing_ok=True)  # published, and recorded as such
        context.progress(1.0, None)

    def _mux(self, context: StageContext) -> Result:
        draft, workspace, media = context.draft, context.workspace, context.media
        storyboard = needed(draft.storyboard)
        srt, vtt = workspace.keep("captions.srt"), workspace.keep("captions.vtt")
        placed = starts(context.scenes, draft.takes)
        cues = video_cues(placed, draft.speeches)
        wanted = context.request.captions is not Captions.OFF and bool(cues)
        if wanted:
            media.write_captions(cues, srt, vtt)
        video, poster = workspace.keep("video.mp4"), workspace.keep("poster.jpg")
        media.mux(
            needed(draft.joined),
            draft.sound,
            srt if wanted and context.request.captions is Captions.SOFT else None,
            title=storyboard.title,
            language=storyboard.language,
            out=video,
            work=context.work(lambda fraction: context.progress(fraction * 0.8, None)),
        )
        # A moment into the first scene its title has appeared.
        still_at = min(2.0, placed[0].seconds / 2)
        media.still(video, still_at, poster, context.work(lambda _: None))
        captions = (str(srt), str(vtt)) if wanted else ()
        seconds = round(sum(start.seconds for start in placed), 3)
        return Result(str(video), str(poster), seconds, captions)


def _place(context: StageContext) -> tuple[Path, str]:
    """The folder and the name, without ending, that the video shall have."""
    if context.request.output is not None:
        output = Path(context.request.output)
        return output.parent, output.stem
    return context.videos, safe_stem(needed(context.draft.storyboard).title)


def _inputs(context: StageContext) -> list[object]:
    draft = context.draft
    return [
        draft.joined,
        draft.sound,
        draft.storyboard,
        list(draft.speeches.values()),
        list(draft.takes.values()),
        context.request.captions,
    ]
