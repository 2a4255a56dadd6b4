"""The kinds of providers as a person sees them, and the setups that begin with one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vidgen_desktop.core.casting import Role
from vidgen_desktop.setups import DEFAULT_ADDRESSES, KIND_TITLES, ProviderKind, ProviderSetup


@dataclass(frozen=True, slots=True)
class KindWords:
    """What is said of a kind: what it is for, its icon, and what to do in the form."""

    about: str
    icon: str
    hint: str
    address_example: str = ""


KINDS = {
    ProviderKind.OPENROUTER: KindWords(
        "Scripts, pictures, videos and voices of many makers, with one key.",
        "cloud",
        "Make a key in your account at OpenRouter, under Keys, and paste it here.",
    ),
    ProviderKind.OPENAI: KindWords(
        "Scripts, pictures and voices.",
        "cloud",
        "Make a key in your account at OpenAI, under API keys, and paste it here.",
    ),
    ProviderKind.FAL: KindWords(
        "Videos of many makers.",
        "cloud",
        "Make a key in your account at fal, under Keys, and paste it here.",
    ),
    ProviderKind.SHAPED: KindWords(
        "Your own server, such as Ollama, Kokoro or SGLang.",
        "server",
        "The address usually ends in /v1. Most servers of one's own need no key.",
        "http://127.0.0.1:11434/v1",
    ),
    ProviderKind.COMFYUI: KindWords(
        "Videos by your own ComfyUI, with your workflow.",
        "flow",
        "Save the workflow in ComfyUI with “Export (API)”, and choose the file here.",
    ),
}

ROLE_WORDS = {
    Role.TEXT: "Scripts",
    Role.VIDEO: "Videos",
    Role.PICTURE: "Pictures",
    Role.VOICE: "Voices",
}
ROLES = tuple(ROLE_WORDS)


def begun(kind: ProviderKind) -> ProviderSetup:
    """A setup of this kind before anything is filled in; its id comes with `named`."""
    return ProviderSetup(id="", kind=kind)


def prefilled_address(setup: ProviderSetup) -> str:
    """What the field for the address begins with."""
    return setup.address or DEFAULT_ADDRESSES[setup.kind]


def free_id(setup: ProviderSetup, others: Sequence[ProviderSetup]) -> str:
    """A short name that no other provider has, made from the title or the kind."""
    words = re.sub(r"[^a-z0-9]+", "-", setup.title.strip().lower()).strip("-")
    base = words[:30].strip("-") or ("server" if setup.kind is ProviderKind.SHAPED else setup.kind)
    taken = {one.id for one in others} | {"builtin"}
    number, found = 1, str(base)
    while found in taken:
        number += 1
        found = f"{base}-{number}"
    return found


def detail(setup: ProviderSetup) -> str:
    """The line below a provider's name."""
    title = KIND_TITLES[setup.kind]
    return setup.base if setup.name == title else f"{title} · {setup.base}"
