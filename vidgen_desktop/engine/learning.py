"""What services tell of their prices, asked before an estimate needs it."""

import logging
from collections.abc import Sequence

from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.casting import Cast, Role
from vidgen_desktop.core.errors import InvalidRequest, ProviderError
from vidgen_desktop.providers.catalog import key_of, models_of
from vidgen_desktop.providers.opening import TOLD_SINGLY
from vidgen_desktop.providers.told import ToldModels
from vidgen_desktop.setups import ProviderSetup

log = logging.getLogger("vidgen.engine")


def learn_prices(
    told: ToldModels, setups: Sequence[ProviderSetup], cast: Cast, token: CancelToken
) -> None:
    """Ask the services of a cast for their prices, unless they were asked within a day; blocks.
    Who does not answer is left out: the price table has to do. Raises Cancelled.
    """
    for role, choice in cast.choices():
        setup = next((one for one in setups if one.id == choice.provider), None)
        if setup is None:
            continue
        # Some tell the price of a model only to who asks for that one.
        single = choice.model if (setup.kind, role) in TOLD_SINGLY else ""
        if not told.is_fresh(setup, role, single):
            _ask(told, setup, role, single, token)


def _ask(
    told: ToldModels, setup: ProviderSetup, role: Role, single: str, token: CancelToken
) -> None:
    try:
        if single:
            models = [TOLD_SINGLY[setup.kind, role]()(setup, key_of(setup), single, token)]
        else:
            models = models_of(setup, role, key_of(setup), token)
    except (InvalidRequest, ProviderError) as fault:
        log.info("%s did not tell its prices: %s", setup.id, fault.message)
        return
    told.remember(setup, role, models, single)
