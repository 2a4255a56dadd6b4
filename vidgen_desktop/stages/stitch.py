"""Stitch: join the takes by stream copy."""

from pathlib import Path

from vidgen_desktop.core.context import StageContext
from vidgen_desktop.core.progress import StageName


class Stitch:
    """Join the scenes' takes, in order."""

    name = StageName.STITCH

    def run(self, context: StageContext) -> None:
        """Leave the joined video, without sound, in the draft."""
        takes = [context.draft.takes[scene.number] for scene in context.scenes]
        out = context.workspace.keep("joined.mp4")

        def join() -> Path:
            paths = [Path(take.path) for take in takes]
            context.media.join(paths, context.request.format, out, context.work())
            return out

        context.draft.joined = context.step("stitch", takes, Path, join)
