"""Where a provider's key is, in sentences. Asks the keychain: not on the main thread."""

import os
from dataclasses import dataclass

from vidgen_desktop.keys import Where, environment_names, key_for, keychain_fault
from vidgen_desktop.setups import ProviderSetup

ENTER = "Paste your key"
REPLACE = "A key is set. Enter another one to replace it."


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """Whether there is a key, and a sentence about where it is or would be kept."""

    is_set: bool
    sentence: str


def key_facts(setup: ProviderSetup) -> KeyFacts:
    """What to say below the field for the key. May wait; raises InvalidRequest."""
    key = key_for(setup)
    if key is None:
        return KeyFacts(False, would_be_kept(keychain_fault()))
    match key.where:
        case Where.ENVIRONMENT:
            return KeyFacts(True, f"The key comes from the environment ({_variable(setup)}).")
        case Where.KEYCHAIN:
            return KeyFacts(True, "The key is kept in this computer's keychain.")
        case Where.SESSION:
            why = keychain_fault()
            because = f": {why}" if why else ""
            return KeyFacts(True, f"The key is kept until Vidgen is closed{because}.")


def would_be_kept(why_not: str | None) -> str:
    """Where a key that is entered now will be."""
    if why_not is None:
        return "It will be kept in this computer's keychain, and shown nowhere."
    return f"It will be kept until Vidgen is closed: {why_not}."


def _variable(setup: ProviderSetup) -> str:
    return next((name for name in environment_names(setup) if os.environ.get(name, "").strip()), "")
