"""Keys in the terminal: typed without being seen or read from standard input, never shown."""

import sys
from dataclasses import dataclass

import click

from vidgen_desktop.keys import (
    Where,
    environment_names,
    key_for,
    keychain_fault,
    remember_key,
)
from vidgen_desktop.setups import ProviderSetup

_MOST_BYTES = 8192

KEY_FROM_STDIN = click.option(
    "--key-from-stdin", is_flag=True, help="Read the key from standard input instead of asking."
)


@dataclass(frozen=True, slots=True)
class KeyState:
    """Where a provider's key is, for programs and for people."""

    where: str  # a value of `Where`, "missing" or "unneeded"
    said: str


def key_state(setup: ProviderSetup) -> KeyState:
    """Where the key is. Asks the keychain."""
    from vidgen_desktop.providers.catalog import needs_key

    key = key_for(setup)
    if key is None:
        if not needs_key(setup):
            return KeyState("unneeded", "It has no key, and may need none.")
        return KeyState("missing", f"It has no key yet: vidgen providers key {setup.id}")
    return KeyState(key.where, f"Its key is in the {key.where}.")


def key_of_person(setup: ProviderSetup, *, from_stdin: bool) -> str:
    """The key as it is piped in or typed; empty where there is none, or the environment has it."""
    if from_stdin:
        return sys.stdin.buffer.read(_MOST_BYTES).decode("utf-8", "replace").strip()
    known = key_for(setup)
    if (known is not None and known.where is Where.ENVIRONMENT) or not sys.stdin.isatty():
        return ""
    typed: str = click.prompt(
        f"Key of {setup.name} (not shown; empty for none)",
        default="",
        hide_input=True,
        show_default=False,
        err=True,
    )
    return typed.strip()


def keep_key(setup: ProviderSetup, key: str) -> str:
    """Keep it in the keychain; what to say of that. This process ends soon: a keychain or
    nothing. Raises InvalidRequest where it can be no key.
    """
    kept = remember_key(setup, key)
    if kept.where is Where.KEYCHAIN:
        return "The key is in the keychain."
    why = keychain_fault() or "the keychain did not take it"
    name = environment_names(setup)[0]
    return f"The key was not kept: {why}. Put it into the variable {name} instead."
