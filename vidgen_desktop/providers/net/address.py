"""Where requests may go: to the provider's own address, or to public ones over https.

A service's answers are not trusted: a link in them must not lead into the person's own
computer or network, neither by name nor by what the name resolves to.
"""

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from vidgen_desktop.setups import ProviderSetup, is_near, looks_near

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Origin = tuple[str, str, int]  # scheme, host, port

PORTS = {"https": 443, "http": 80}
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class AddressRefused(OSError):
    """A request was not sent, because of where it would have gone; `why` ends a sentence."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Reach:
    """What a client may connect to. `own` are the provider's origins; `near` says whether
    they may be on this computer or its network; `links` whether public ones may be followed.
    """

    own: frozenset[Origin]
    near: bool
    links: bool = False

    def check(self, origin: Origin) -> None:
        """Raise AddressRefused for an origin that must not be asked."""
        if origin in self.own:
            return
        scheme, host, _ = origin
        if not self.links:
            raise AddressRefused("it is not the provider's own address")
        if scheme != "https":
            raise AddressRefused("it does not begin with https://")
        if looks_near(host) or _is_hidden(host):
            raise AddressRefused("it leads into this computer or its own network")

    def check_ip(self, host: str, port: int, found: IPAddress) -> None:
        """Raise AddressRefused where a name resolved to what it must not lead to."""
        schemes = {scheme for scheme, name, at in self.own if (name, at) == (host, port)}
        if "http" in schemes and not is_near(found):
            raise AddressRefused("it is on the internet and does not begin with https://")
        if schemes and (self.near or is_public(found)) and not found.is_link_local:
            return
        if not is_public(found):
            raise AddressRefused("it leads into this computer or its own network")


def reach_of(setup: ProviderSetup, *, links: bool = False, also: tuple[str, ...] = ()) -> Reach:
    """The reach of a provider's clients; `also` are further addresses of the same service."""
    own = frozenset(origin_of(address) for address in (setup.base, *also))
    return Reach(own, setup.may_be_near or setup.is_own_address, links)


def origin_of(url: str) -> Origin:
    """Scheme, host and port; raises AddressRefused where it is no web address."""
    try:
        parts = urlsplit(url)
        scheme, host = parts.scheme.lower(), (parts.hostname or "").rstrip(".")
        port = parts.port or PORTS.get(scheme, 0)
    except ValueError:
        raise AddressRefused("it is no address") from None
    if scheme not in PORTS or not host:
        raise AddressRefused("it does not begin with https://")
    if parts.username is not None or parts.password is not None:
        raise AddressRefused("it has a name or a password in it")
    try:
        return scheme, host.encode("idna").decode("ascii").lower(), port
    except UnicodeError:
        raise AddressRefused("it is no address") from None


def is_public(found: IPAddress) -> bool:
    """Whether an address is on the internet, also when it is an IPv4 one in disguise."""
    if isinstance(found, ipaddress.IPv6Address):
        if found in _NAT64:
            return is_public(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF))
        if found.ipv4_mapped:
            return is_public(found.ipv4_mapped)
        inner = found.sixtofour or (found.teredo or (None, None))[1]
        if inner is not None and not is_public(inner):
            return False
    return found.is_global and not found.is_multicast and not found.is_reserved


def _is_hidden(host: str) -> bool:
    """Whether a host is given as an address that is not public."""
    try:
        return not is_public(ipaddress.ip_address(host))
    except ValueError:
        return False
