"""Tries a provider: is it there, does it take the key, is there credit, has it the models?

OpenRouter lists its models to everybody; GET /key tells of the key ("data.limit_remaining" in
dollars, null without a limit; "data.is_free_tier" where no credit was ever bought), GET /credits
of the account, to management keys only (its documentation of the API). fal tells nobody's request
apart from a stranger's without a key.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Any

from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.casting import Role
from vidgen_desktop.core.errors import ProviderError, ProviderFault
from vidgen_desktop.core.model_info import ModelInfo
from vidgen_desktop.core.money import show_micros
from vidgen_desktop.keys import Key
from vidgen_desktop.providers.bodies import part_of
from vidgen_desktop.providers.variants import listed_as
from vidgen_desktop.setups import ProviderKind, ProviderSetup

_NOBODYS = "fal-ai/any/requests/00000000-0000-0000-0000-000000000000/status"
_NOT_ALLOWED = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}
_GUESSED = {ProviderKind.OPENAI, ProviderKind.SHAPED}
_DOES = {
    Role.TEXT: "write",
    Role.VIDEO: "film",
    Role.PICTURE: "draw",
    Role.VOICE: "speak",
}
ListModels = Callable[[Role], Sequence[ModelInfo]]


@dataclass(frozen=True, slots=True)
class Use:
    """A model that the person's qualities use, and in which of them."""

    role: Role
    model: str
    quality: str


def tried(
    setup: ProviderSetup,
    key: Key | None,
    roles: Iterable[Role],
    models: ListModels,
    uses: Iterable[Use],
    token: CancelToken,
) -> str:
    """What is right, in a sentence or two. `models` asks the service for those of a role.

    Raises ProviderError, with a sentence that says what is wrong, or Cancelled.
    """
    account = _account(setup, key, token)
    lists = _lists(setup, key, sorted(roles), models, token)
    said = [_greeting(setup, key, lists, account.credit)]
    if not account.has_paid:
        said.append("No credit was ever bought for it, so models that cost money may refuse.")
    if setup.kind is ProviderKind.COMFYUI:
        uses = ()  # its workflow is used, whatever a quality calls it
    for use in uses:
        found = _listed_for(use, lists, setup, key, token)
        said += _used(setup, use, found)
    return " ".join(said)


@dataclass(frozen=True, slots=True)
class _Account:
    """What a service tells of the account: its credit in micro-dollars, and whether any was ever
    bought.
    """

    credit: int | None = None
    has_paid: bool = True


def _account(setup: ProviderSetup, key: Key | None, token: CancelToken) -> _Account:
    """As far as the service tells; raises where the key is wrong."""
    if setup.kind is ProviderKind.OPENROUTER:
        account = _openrouter_account(setup, key, token)
        if account.credit is not None and account.credit <= 0:
            raise ProviderError(
                f"{setup.name} accepts the key, but there is no credit left for it.",
                "Add credit to your account there, or raise the limit of the key.",
                fault=ProviderFault.REFUSED,
            )
        return account
    if setup.kind is ProviderKind.FAL:
        _look_at_nobodys(setup, key, token)
    return _Account()


def _openrouter_account(setup: ProviderSetup, key: Key | None, token: CancelToken) -> _Account:
    from vidgen_desktop.providers.net.answers import json_of
    from vidgen_desktop.providers.net.client import open_client
    from vidgen_desktop.providers.net.faults import ServiceError
    from vidgen_desktop.providers.tariff import reported

    def ask(path: str) -> Mapping[str, Any]:
        from vidgen_desktop.providers.model_list import QUICK

        with open_client(setup, token, key, patience=QUICK) as client:
            return part_of(json_of(client.get(path), setup.name), "data")

    told = ask("key")
    left = told.get("limit_remaining")
    if isinstance(left, (int, float)) and left <= 0:
        return _Account(0)
    if told.get("is_free_tier") is True:
        return _Account(has_paid=False)  # what the key may spend is not what there is
    if (bill := reported(left)) is not None:
        return _Account(bill.micros)
    try:
        account = ask("credits")
    except ServiceError:
        return _Account()
    bought, used = reported(account.get("total_credits")), reported(account.get("total_usage"))
    if not bought or not used or not bought.micros:
        return _Account()
    return _Account(max(0, bought.micros - used.micros))


def _look_at_nobodys(setup: ProviderSetup, key: Key | None, token: CancelToken) -> None:
    """Ask for what is not there: who may ask is told so, others in fal's words why not."""
    from vidgen_desktop.providers.model_list import QUICK
    from vidgen_desktop.providers.net.answers import refusal
    from vidgen_desktop.providers.net.client import open_client

    with open_client(setup, token, key, patience=QUICK) as client:
        answer = client.get(_NOBODYS)
        if answer.status_code in _NOT_ALLOWED:
            raise refusal(answer, setup.name)


def _lists(
    setup: ProviderSetup,
    key: Key | None,
    roles: Sequence[Role],
    models: ListModels,
    token: CancelToken,
) -> dict[Role, Sequence[ModelInfo]]:
    from vidgen_desktop.providers.judging_address import judge_address
    from vidgen_desktop.providers.net.faults import ServiceError

    try:
        return {role: models(role) for role in roles}
    except ServiceError as fault:
        if fault.status == HTTPStatus.UNAUTHORIZED and key is None:
            raise ProviderError(
                f"{setup.name} wants a key, and there is none.",
                "Enter it in the settings.",
                fault=ProviderFault.REFUSED,
            ) from fault
        if setup.kind is ProviderKind.SHAPED:
            judge_address(setup, key, fault, token)
            return {}
        raise


def _greeting(
    setup: ProviderSetup,
    key: Key | None,
    lists: Mapping[Role, Sequence[ModelInfo]],
    credit: int | None,
) -> str:
    if not lists:  # nobody has looked at the key
        return f"{setup.name} answers. It does not list its models: enter their names yourself."
    greeting = f"{setup.name} accepts the key." if key else f"{setup.name} answers."
    if setup.kind is ProviderKind.COMFYUI:
        return f"{greeting} Your workflow can be used."
    told = _told_apart(lists) if setup.kind is ProviderKind.SHAPED else lists
    counts = [f"{len(found)} that {_DOES[role]}" for role, found in told.items() if found]
    has = f"Its models: {', '.join(counts)}" if counts else "It has no models yet"
    left = f"; credit left: {show_micros(credit)}" if credit is not None else ""
    return f"{greeting} {has}{left}."


def _told_apart(lists: Mapping[Role, Sequence[ModelInfo]]) -> dict[Role, Sequence[ModelInfo]]:
    """A server of this kind seldom says what its models are for, and any may be tried as a film:
    what is known to do something else is not counted as one.
    """
    films = lists.get(Role.VIDEO, ())
    others = {one.id for role, found in lists.items() if role is not Role.VIDEO for one in found}
    return {**lists, Role.VIDEO: [one for one in films if one.id not in others]}


def _listed_for(
    use: Use,
    lists: Mapping[Role, Sequence[ModelInfo]],
    setup: ProviderSetup,
    key: Key | None,
    token: CancelToken,
) -> Sequence[ModelInfo]:
    """The models for the role; all that the service has, where what each is for was guessed
    from its name, and the person knows better.
    """
    from vidgen_desktop.providers.model_list import listed

    found = lists.get(use.role, ())
    if not found or setup.kind not in _GUESSED or any(one.id == use.model for one in found):
        return found
    return listed(setup, key, token)


def _used(setup: ProviderSetup, use: Use, found: Sequence[ModelInfo]) -> list[str]:
    """What there is to say of a model that is used; raises where the service has it not."""
    wanted = {use.model, listed_as(setup, use.role, use.model)}
    model = next((one for one in found if one.id in wanted), None)
    if model is None and found:
        raise ProviderError(
            f"{setup.name} has no model “{use.model}”, which “{use.quality}” uses.",
            "Choose another for it.",
            fault=ProviderFault.REFUSED,
        )
    warning = model.ending(date.today()) if model else ""  # noqa: DTZ011 - the person's own day
    return [f"“{use.quality}” uses {model.title}: {warning}"] if model and warning else []
