"""OpenRouter's text models under names that are in no list of its.

":nitro", ":floor" and ":exacto" after any model's name say how to choose among those who run it;
":online" has it search the web first, which costs extra. ":free", ":thinking" and the like are
models of their own and listed as such. (Its documentation of model variants.)
"""

from vidgen_desktop.core.casting import Role
from vidgen_desktop.setups import ProviderKind, ProviderSetup

_ROUTED = frozenset({"nitro", "floor", "exacto"})
_SEARCHES = "online"


def listed_as(setup: ProviderSetup, role: Role, model: str) -> str:
    """The name under which the service lists what this name asks for."""
    return _before(setup, role, model, _ROUTED | {_SEARCHES})


def priced_as(setup: ProviderSetup, role: Role, model: str) -> str:
    """The name of the model whose prices this one has."""
    return _before(setup, role, model, _ROUTED)


def _before(setup: ProviderSetup, role: Role, model: str, suffixes: frozenset[str]) -> str:
    base, _, suffix = model.rpartition(":")
    is_variant = setup.kind is ProviderKind.OPENROUTER and role is Role.TEXT and suffix in suffixes
    return base if base and is_variant else model
