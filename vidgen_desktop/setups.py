"""The providers a person has set up: which kind, at which address, with which limits.

A key is never part of it: see `keys.py`.
"""

import ipaddress
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import SplitResult, urlsplit

from vidgen_desktop.core.casting import BUILTIN
from vidgen_desktop.core.errors import InvalidRequest

MOST_PARALLEL = 64
SHORTEST_WAIT, LONGEST_WAIT = 10.0, 7 * 24 * 3600.0  # seconds

_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_MOST_LETTERS = 300
# Names that only a network at home or at work gives out.
_HOME_SUFFIXES = (".localhost", ".local", ".lan", ".home", ".home.arpa", ".internal")


class ProviderKind(StrEnum):
    """Which language a provider speaks."""

    OPENAI = "openai"
    OPENROUTER = "openrouter"
    SHAPED = "shaped"  # any server with an API in the shape of OpenAI's
    FAL = "fal"
    COMFYUI = "comfyui"


KIND_TITLES = {
    ProviderKind.OPENAI: "OpenAI",
    ProviderKind.OPENROUTER: "OpenRouter",
    ProviderKind.SHAPED: "OpenAI-compatible server",
    ProviderKind.FAL: "fal",
    ProviderKind.COMFYUI: "ComfyUI",
}

DEFAULT_ADDRESSES = {
    ProviderKind.OPENAI: "https://api.openai.com/v1",
    ProviderKind.OPENROUTER: "https://openrouter.ai/api/v1",
    ProviderKind.SHAPED: "",
    ProviderKind.FAL: "https://queue.fal.run",
    ProviderKind.COMFYUI: "http://127.0.0.1:8188",
}


@dataclass(frozen=True, slots=True)
class ProviderSetup:
    """A provider as stored in the settings.

    An empty `title` or `address` means the kind's own. `parallel` is how many things may be
    under way there at once (None: as the provider says), `wait_seconds` the limit of every wait for
    a job, `workflow` a ComfyUI workflow file. `entered_by_person` is set where the person
    typed the address themselves: only then may it be on this computer or its own network.
    """

    id: str
    kind: ProviderKind
    title: str = ""
    address: str = ""
    parallel: int | None = None
    wait_seconds: float = 1800.0
    workflow: str = ""
    entered_by_person: bool = False

    @property
    def name(self) -> str:
        """What people call it."""
        return self.title.strip() or KIND_TITLES[self.kind]

    @property
    def base(self) -> str:
        """The address in use, without a slash at the end."""
        return (self.address.strip() or DEFAULT_ADDRESSES[self.kind]).rstrip("/")

    @property
    def origin(self) -> str:
        """Scheme, host and port of the address: whom a key may be shown to."""
        parts = urlsplit(self.base)
        return f"{parts.scheme.lower()}://{parts.netloc.lower()}"

    @property
    def host(self) -> str:
        """The host alone, in small letters."""
        return (urlsplit(self.base).hostname or "").lower()

    @property
    def is_own_address(self) -> bool:
        """Whether requests go where this kind's own service is."""
        default = DEFAULT_ADDRESSES[self.kind]
        return bool(default) and urlsplit(default).netloc == urlsplit(self.base).netloc.lower()

    @property
    def may_be_near(self) -> bool:
        """Whether the address may lead to this computer or its own network."""
        return self.entered_by_person or (self.is_own_address and looks_near(self.host))


def looks_near(host: str) -> bool:
    """Whether a host is by its name this computer or on its own network, without asking."""
    name = host.lower().rstrip(".")
    try:
        return is_near(ipaddress.ip_address(name.partition("%")[0]))
    except ValueError:
        return bool(name) and ("." not in name or name.endswith(_HOME_SUFFIXES))


def is_near(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether an IP address is this computer's own or on a private network.

    Link-local addresses are not: clouds keep the secrets of their machines there.
    """
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if address.is_link_local or address.is_unspecified or address.is_multicast:
        return False
    if address in _SHARED:  # carriers, and networks such as Tailscale
        return True
    return address.is_loopback or (address.is_private and not address.is_reserved)


_SHARED = ipaddress.ip_network("100.64.0.0/10")


def check_setups(setups: Iterable[ProviderSetup]) -> None:
    """Raise InvalidRequest for the first setup that cannot work, or an id used twice."""
    seen: set[str] = set()
    for setup in setups:
        check_setup(setup)
        if setup.id in seen:
            raise InvalidRequest(
                f"There are two providers called “{setup.id}”.",
                "Give each its own short name.",
                field="id",
            )
        seen.add(setup.id)


def check_setup(setup: ProviderSetup) -> None:
    """Raise InvalidRequest, naming the field, where a setup cannot work."""
    if not _ID.fullmatch(setup.id) or setup.id == BUILTIN:
        raise InvalidRequest(
            f"“{setup.id}” cannot be a provider's short name.",
            "Use small letters, digits, - and _, at most 40.",
            field="id",
        )
    _check_address(setup)
    if setup.parallel is not None and not 1 <= setup.parallel <= MOST_PARALLEL:
        raise InvalidRequest(
            f"{setup.name} cannot make {setup.parallel} things at once.",
            f"Choose a number from 1 to {MOST_PARALLEL}.",
            field="parallel",
        )
    wait = setup.wait_seconds
    if not math.isfinite(wait) or not SHORTEST_WAIT <= wait <= LONGEST_WAIT:
        raise InvalidRequest(
            f"The longest wait for {setup.name} must be between 10 seconds and 7 days.",
            field="wait_seconds",
        )


def _check_address(setup: ProviderSetup) -> None:
    parts = _split(setup)
    if parts.username is not None or parts.password is not None:
        raise _wrong(setup, "has a name or a password in it", "Enter the key in its own field.")
    if parts.query or parts.fragment:
        raise _wrong(setup, "has a part after ? or #", "Enter it without that part.")
    if _is_nowhere(setup.host):
        raise _wrong(
            setup,
            "is what a server calls all its addresses, and none of them",
            "If it runs on this computer, enter 127.0.0.1 in its place.",
        )
    near = looks_near(setup.host)
    if near and not setup.may_be_near:
        raise _wrong(
            setup,
            "is on this computer or its own network, and you did not enter it yourself",
            "Enter it in the settings.",
        )
    if parts.scheme == "http" and not near:
        raise _wrong(
            setup,
            "would send your key and texts over the internet unprotected",
            "Enter it with https:// in front.",
        )


def _split(setup: ProviderSetup) -> SplitResult:
    """The parts of the address, where it is one at all."""
    base = setup.base
    if not base:
        raise InvalidRequest(
            f"{setup.name} needs an address.",
            "Enter one like http://127.0.0.1:11434/v1.",
            field="address",
        )
    if len(base) > _MOST_LETTERS or not base.isprintable() or re.search(r"[\s\\]", base):
        raise _wrong(setup, "has letters in it that no address has", "Copy it once more.")
    if not base.lower().startswith(("https://", "http://")):
        raise _without_scheme(setup)
    nowhere = _wrong(setup, "has no host, or a wrong port", "Enter one like https://host/v1.")
    try:
        parts = urlsplit(base)
        if not parts.hostname or parts.port == 0:
            raise nowhere
    except ValueError as fault:  # no port at all, half an IPv6 address
        raise nowhere from fault
    return parts


def _without_scheme(setup: ProviderSetup) -> InvalidRequest:
    """With the scheme to begin with: servers of one's own seldom speak https."""
    host = re.split(r"[:/]", setup.base)[0]
    scheme = "http" if "://" not in setup.base and looks_near(host) else "https"
    return _wrong(setup, f"does not begin with {scheme}://", f"Enter it with {scheme}:// in front.")


def _is_nowhere(host: str) -> bool:
    """Whether it is the address that servers listen at for all others, such as 0.0.0.0."""
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def _wrong(setup: ProviderSetup, why: str, advice: str) -> InvalidRequest:
    """The address is not repeated: it may have a password in it."""
    return InvalidRequest(f"The address of {setup.name} {why}.", advice, field="address")
