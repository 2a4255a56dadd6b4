"""The prices of the models in use: what the service tells, else the person's, else the table's."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vidgen_desktop.core.buying.estimate import Terms
from vidgen_desktop.core.buying.rates import Rate, Unit
from vidgen_desktop.core.casting import Choice, Role
from vidgen_desktop.core.model import Request, now
from vidgen_desktop.core.model_info import ModelInfo
from vidgen_desktop.providers.prices import PriceTable
from vidgen_desktop.providers.tariff import Tariff
from vidgen_desktop.providers.told import ToldModels
from vidgen_desktop.providers.variants import priced_as
from vidgen_desktop.providers.video.prices import rates_for
from vidgen_desktop.setups import ProviderSetup


@dataclass(frozen=True, slots=True)
class PriceBook:
    """Asks nobody: knows what was told before."""

    table: PriceTable
    told: ToldModels

    def rates(self, setup: ProviderSetup, role: Role, model: str) -> tuple[Rate, ...]:
        """The prices of a model; empty where nobody knows them."""
        info = self._told_of(setup, role, model)
        return (info.rates if info else ()) or self._table_of(setup, role, model)

    def terms(self, setup: ProviderSetup, role: Role, model: str, request: Request) -> Terms:
        """What an estimate must know of a model. Own servers are free unless priced."""
        info = self._told_of(setup, role, model)
        rates: Sequence[Rate] = ()
        if info is not None:
            lines = min(request.format.width, request.format.height)
            rates = rates_for(info, lines, sound=request.take_sound)
        rates = rates or self._table_of(setup, role, model)
        if Tariff(setup, rates).is_free:
            rates = (Rate(Unit.REQUEST, 0, setup.name, now().date()),)
        if info is None or info.filming is None:
            return Terms(rates)
        return Terms(rates, info.filming.seconds, info.filming.first_frame)

    def terms_for(
        self, setups: Sequence[ProviderSetup], request: Request
    ) -> Callable[[Role, Choice], Terms]:
        """For `core.buying.estimate`: a provider that is no longer set up has no prices."""
        known = {setup.id: setup for setup in setups}

        def found(role: Role, choice: Choice) -> Terms:
            setup = known.get(choice.provider)
            return Terms() if setup is None else self.terms(setup, role, choice.model, request)

        return found

    def _told_of(self, setup: ProviderSetup, role: Role, model: str) -> ModelInfo | None:
        return self.told.about(setup, role, priced_as(setup, role, model))

    def _table_of(self, setup: ProviderSetup, role: Role, model: str) -> tuple[Rate, ...]:
        found = self.table.rates(setup, model)
        return found or self.table.rates(setup, priced_as(setup, role, model))
