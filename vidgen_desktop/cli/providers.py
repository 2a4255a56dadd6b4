"""The commands about providers: what is set up, whether it works, what it has."""

from dataclasses import replace

import click

from vidgen_desktop.cli.exits import DONE, say
from vidgen_desktop.cli.keys import KEY_FROM_STDIN, keep_key, key_of_person, key_state
from vidgen_desktop.cli.records import print_record
from vidgen_desktop.cli.surroundings import Surroundings
from vidgen_desktop.config import Settings, load_settings, save_settings
from vidgen_desktop.core.buying.rates import Rate, Unit
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.casting import Role
from vidgen_desktop.core.errors import InvalidRequest
from vidgen_desktop.core.model import now
from vidgen_desktop.core.model_info import ModelInfo
from vidgen_desktop.core.money import show_micros
from vidgen_desktop.setups import KIND_TITLES, ProviderKind, ProviderSetup, check_setups

_UNITS = {
    Unit.SECOND: "a second",
    Unit.PICTURE: "a picture",
    Unit.MILLION_CHARACTERS: "for 1M characters",
    Unit.MILLION_TOKENS_IN: "for 1M tokens in",
    Unit.MILLION_TOKENS_OUT: "for 1M tokens out",
    Unit.MILLION_PICTURE_TOKENS_OUT: "for 1M picture tokens out",
    Unit.REQUEST: "a request",
}
_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object per line.")
_ID = click.argument("provider", metavar="ID")


@click.group(invoke_without_command=True)
@_JSON
@click.pass_context
def providers(context: click.Context, *, as_json: bool) -> int:
    """List the providers that are set up, or change them. Keys are never shown."""
    if context.invoked_subcommand is not None:
        return DONE
    known = load_settings().providers
    if not known and not as_json:
        say("There are none beside the built-in engine, which needs nothing.")
        say(f"The command “vidgen providers add” knows: {', '.join(ProviderKind)}.")
    for setup in known:
        state = key_state(setup)
        if as_json:
            print_record(_record(setup, state.where))
        else:
            click.echo(f"{setup.id:<16} {setup.name:<24} {setup.base:<36} {state.said}")
    return DONE


@providers.command()
@click.argument("kind", type=click.Choice([kind.value for kind in ProviderKind]))
@click.option("--id", "short_name", metavar="NAME", help="A short name; else the kind's.")
@click.option("--title", default="", help="What people call it.")
@click.option("--address", default="", metavar="URL", help="Where it is, if elsewhere.")
@click.option("--parallel", type=int, metavar="N", help="How many things it makes at once.")
@click.option("--wait", "wait_seconds", type=float, metavar="SECONDS", help="For a job, at most.")
@click.option("--workflow", metavar="FILE", default="", help="For ComfyUI, in API format.")
@KEY_FROM_STDIN
def add(kind: str, short_name: str | None, *, key_from_stdin: bool, **given: object) -> int:
    """Set up a provider of this KIND, and ask for its key without showing it."""
    from vidgen_desktop.cli.assembling import absolute

    settings = load_settings()
    chosen = {name: value for name, value in given.items() if value not in (None, "")}
    if workflow := chosen.get("workflow"):
        chosen["workflow"] = absolute(str(workflow))
    if short_name and kind == ProviderKind.SHAPED:  # the kind's own name would tell nobody which
        chosen.setdefault("title", f"{short_name[0].upper()}{short_name[1:]}")
    setup = replace(
        ProviderSetup(short_name or _free_name(settings, kind), ProviderKind(kind)),
        entered_by_person="address" in chosen,
        **chosen,
    )
    check_setups([*settings.providers, setup])
    key = key_of_person(setup, from_stdin=key_from_stdin)
    # The key first: where it is refused, nothing is half set up.
    kept = keep_key(setup, key) if key else ""
    save_settings(replace(settings, providers=(*settings.providers, setup)))
    say(f"{setup.name} is set up as “{setup.id}”. {kept or key_state(setup).said}".strip())
    say(f"Try it with: vidgen providers test {setup.id}")
    return DONE


@providers.command("key")
@_ID
@KEY_FROM_STDIN
def set_key(provider: str, *, key_from_stdin: bool) -> int:
    """Enter another key for a provider; it is not shown."""
    setup = _setup(load_settings(), provider)
    key = key_of_person(setup, from_stdin=key_from_stdin)
    if not key:
        raise InvalidRequest("No key was entered.", "Nothing has changed.", field="key")
    say(keep_key(setup, key))
    return DONE


@providers.command()
@_ID
def remove(provider: str) -> int:
    """Forget a provider and its key."""
    from vidgen_desktop.keys import forget_key

    settings = load_settings()
    setup = _setup(settings, provider)
    left_in = forget_key(setup)
    left = tuple(one for one in settings.providers if one.id != setup.id)
    save_settings(replace(settings, providers=left))
    if left_in is not None:
        say(f"Its key is still in the {left_in}.")
    for quality in settings.qualities:
        if any(choice.provider == setup.id for _, choice in quality.cast.choices()):
            say(f"The quality “{quality.name}” used it, and cannot be used any more.")
    return DONE


@providers.command()
@_ID
@click.pass_obj
def test(surroundings: Surroundings, provider: str) -> int:
    """Ask a provider whether the key, the account and the models are right."""
    click.echo(surroundings.service().test_provider(provider, CancelToken()))
    return DONE


@providers.command()
@_ID
@click.option("--role", type=click.Choice([role.value for role in Role]), help="Only for this.")
@_JSON
@click.pass_obj
def models(surroundings: Surroundings, provider: str, role: str | None, *, as_json: bool) -> int:
    """List the models of a provider, with what they cost where it tells."""
    service = surroundings.service()
    wanted = [Role(role)] if role else sorted(service.roles(provider))
    for one in wanted:
        for model in service.models(provider, one, CancelToken()):
            if as_json:
                print_record(_model_record(model, one))
            else:
                click.echo(_model_row(model, one))
    return DONE


def _setup(settings: Settings, provider: str) -> ProviderSetup:
    for setup in settings.providers:
        if setup.id == provider:
            return setup
    raise InvalidRequest(
        f"There is no provider “{provider}”.",
        "The command “vidgen providers” lists those there are.",
        field="provider",
    )


def _free_name(settings: Settings, kind: str) -> str:
    """The kind itself, or with a number where that is taken."""
    taken = {setup.id for setup in settings.providers}
    names = (kind, *(f"{kind}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def _record(setup: ProviderSetup, where: str) -> dict[str, object]:
    return {
        "id": setup.id,
        "kind": setup.kind,
        "title": setup.name,
        "kind_title": KIND_TITLES[setup.kind],
        "address": setup.base,
        "key": where,
    }


def _model_record(model: ModelInfo, role: Role) -> dict[str, object]:
    return {
        "id": model.id,
        "title": model.title,
        "role": role,
        "shutdown": model.shutdown,
        "warning": _warning(model),
        "prices": {rate.unit: rate.micros for rate in model.rates},
        "voices": list(model.voices),
    }


def _model_row(model: ModelInfo, role: Role) -> str:
    prices = ", ".join(_price(rate) for rate in model.rates if rate.unit in _UNITS and rate.micros)
    return f"{role:<8} {model.id:<44} {prices}  {_warning(model)}".rstrip()


def _price(rate: Rate) -> str:
    return f"{show_micros(rate.micros)} {_UNITS[rate.unit]}"


def _warning(model: ModelInfo) -> str:
    return model.ending(now().astimezone().date())
