"""Enhance: turn the prompt into narration."""

from vidgen_desktop.core.model import Script
from vidgen_desktop.core.progress import StageName
from vidgen_desktop.core.run.context import StageContext


class Enhance:
    """Ask the writer for a script."""

    name = StageName.ENHANCE

    def run(self, context: StageContext) -> None:
        """Leave the script in the draft."""
        request, writer = context.request, context.providers.writer
        context.draft.script = context.step(
            "enhance",
            [writer.name, request.prompt, request.language, request.seconds],
            Script,
            lambda: writer.write(request, context.work()),
        )
