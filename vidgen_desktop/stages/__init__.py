"""One file per stage of a generation; each reads like the sentence that describes it."""

from vidgen_desktop.core.run.context import Stage
from vidgen_desktop.stages.audio import Audio
from vidgen_desktop.stages.clips import Clips
from vidgen_desktop.stages.enhance import Enhance
from vidgen_desktop.stages.finish import Finish
from vidgen_desktop.stages.plan import Plan
from vidgen_desktop.stages.stitch import Stitch

STAGES: tuple[Stage, ...] = (Enhance(), Plan(), Clips(), Stitch(), Audio(), Finish())
