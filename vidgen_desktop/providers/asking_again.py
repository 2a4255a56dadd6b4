"""Whether a service can be asked later for what was bought of it."""

from collections.abc import Iterable

from vidgen_desktop.core.buying.purchase import Purchase
from vidgen_desktop.core.casting import Role
from vidgen_desktop.setups import ProviderKind, ProviderSetup

# Those that show an order by the key we sent along, though its answer was lost: the `can_find` of
# their `VideoService`, without the libraries that come with it.
FINDERS = frozenset({ProviderKind.SHAPED, ProviderKind.COMFYUI})
_CLIP = "clip/"


def can_be_asked_for(purchase: Purchase, clips_by: Role, setups: Iterable[ProviderSetup]) -> bool:
    """Whether to look for a purchase again can lead anywhere: a job can be asked for, and an order
    of a video where the service finds it. A text, a voice or a picture comes with the answer
    itself. `clips_by` says which of the two the purchase's video has its scenes made as.
    """
    if purchase.job is not None:
        return True
    wanted = purchase.wanted
    if clips_by is not Role.VIDEO or not wanted.step.startswith(_CLIP):
        return False
    return any(one.id == wanted.provider and one.kind in FINDERS for one in setups)
