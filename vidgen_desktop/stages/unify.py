"""One kind of stream for all takes, so that they can be joined by copying."""

from vidgen_desktop.core.assembly import Fitted
from vidgen_desktop.core.choices import Captions
from vidgen_desktop.core.run.context import StageContext
from vidgen_desktop.stages.film import fit
from vidgen_desktop.stages.lanes import each
from vidgen_desktop.stages.seams import seams


def needs_ours(context: StageContext) -> bool:
    """Whether some pictures must be encoded, or takes are known to differ, so that all takes
    must have the media tool's own kind.
    """
    if context.request.captions is Captions.BURNED or seams(context):
        return True
    return len({fitted.kind for fitted in list(context.draft.fitted.values())}) > 1


def unify(context: StageContext) -> None:
    """Encode the takes that differ from the rest, into the media tool's own kind."""
    fitted = context.draft.fitted
    if len({one.kind for one in fitted.values()}) <= 1:
        return
    odd = [scene for scene in context.scenes if not fitted[scene.number].is_ours]

    def again(number: int) -> Fitted:
        scene = context.scenes[number - 1]
        draft = context.draft
        return fit(
            context,
            scene,
            draft.speeches.get(number),
            draft.takes[number],
            lambda _: None,
            ours=True,
        )

    def replace_it(number: int) -> None:
        fitted[number] = again(number)

    each([scene.number for scene in odd], replace_it)
