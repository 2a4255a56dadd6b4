"""Stitch: see that the takes are of one kind, and bridge the transitions."""

from pathlib import Path

from vidgen_desktop.core.assembly import Bridge, Cut, Piece
from vidgen_desktop.core.progress import StageName
from vidgen_desktop.core.run.context import StageContext
from vidgen_desktop.core.run.parts import Parts
from vidgen_desktop.stages.lanes import each
from vidgen_desktop.stages.seams import bridge, seams
from vidgen_desktop.stages.unify import unify


class Stitch:
    """Lay out what will be joined. The joining itself is a copy, done when the sound is there."""

    name = StageName.STITCH

    def run(self, context: StageContext) -> None:
        """Leave the pieces of the video, in order, in the draft."""
        unify(context)
        wanted, fitted = seams(context), context.draft.fitted
        bridges: dict[int, Bridge] = {}
        parts = Parts({number: seam.frames for number, seam in wanted.items()} or {0: 1})

        def build(number: int) -> None:
            # Mostly done already, while other scenes were being filmed.
            seam = wanted[number]
            bridges[number] = bridge(context, number, seam, fitted[number], fitted[number + 1])
            parts.update(number, 1.0)
            context.progress(parts.fraction, None)

        each(wanted, build)
        cut = Cut(tuple(fitted[scene.number] for scene in context.scenes), tuple(wanted.items()))
        context.step("cut", cut, Cut, lambda: cut)  # for exports: projects are cut like this
        context.draft.pieces = tuple(
            piece
            for number in (scene.number for scene in context.scenes)
            for piece in _pieces(number, context, bridges)
        )


def _pieces(number: int, context: StageContext, bridges: dict[int, Bridge]) -> list[Piece]:
    """A take without what its bridges replace, and the bridge to the next one."""
    fitted = context.draft.fitted[number]
    before, after = bridges.get(number - 1), bridges.get(number)
    head = before.after if before else 0
    tail = after.before if after else 0
    pieces = [Piece(Path(fitted.path), fitted.frames, head, tail)]
    if after:
        pieces.append(Piece(Path(after.path), after.frames))
    return [piece for piece in pieces if piece.shown > 0]
