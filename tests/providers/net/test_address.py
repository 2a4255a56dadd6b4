"""Links of a service lead to public addresses over https, or to the provider itself."""

import ipaddress

import pytest

from vidgen_desktop.config import ProviderKind, ProviderSetup
from vidgen_desktop.providers.net.address import AddressRefused, is_public, origin_of, reach_of

HOME = ProviderSetup(
    "s", ProviderKind.SHAPED, address="http://127.0.0.1:8000/v1", entered_by_person=True
)
ROUTER = ProviderSetup("r", ProviderKind.OPENROUTER)


@pytest.mark.parametrize(
    "link",
    [
        "https://cdn.example.org/a.mp4?sig=1",
        "https://8.8.8.8/a.mp4",
        "http://127.0.0.1:8000/other/a.mp4",
    ],
)
def test_links_that_are_followed(link: str) -> None:
    reach_of(HOME, links=True).check(origin_of(link))


@pytest.mark.parametrize(
    "link",
    [
        "http://cdn.example.org/a.mp4",
        "file:///etc/passwd",
        "ftp://example.org/a.mp4",
        "data:video/mp4;base64,AAAA",
        "//",
        "",
        "https://",
        "https://[::1",
        "https://me:pw@example.org/a.mp4",
        "http://127.0.0.1:22/a.mp4",
        "https://127.0.0.1:8000/a.mp4",
        "https://localhost/a.mp4",
        "https://LOCALHOST./a.mp4",
        "https://printer/a.mp4",
        "https://router.local/a.mp4",
        "https://metadata.google.internal/computeMetadata",
        "https://169.254.169.254/latest/meta-data",
        "https://10.1.2.3/a.mp4",
        "https://[fe80::1]/a.mp4",
        "https://[::ffff:127.0.0.1]/a.mp4",
        "https://[64:ff9b::7f00:1]/a.mp4",
        "https://0.0.0.0/a.mp4",
        "https://" + "a" * 64 + ".example.org/",
    ],
)
def test_links_that_are_not(link: str) -> None:
    with pytest.raises(AddressRefused) as refused:
        reach_of(HOME, links=True).check(origin_of(link))
    assert refused.value.why.startswith("it ")


def test_a_cloud_services_link_into_this_computer_is_not_followed() -> None:
    with pytest.raises(AddressRefused):
        reach_of(ROUTER, links=True).check(origin_of("http://127.0.0.1:8000/v1"))


@pytest.mark.parametrize(
    ("found", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::808:808", True),
        ("127.0.0.1", False),
        ("10.0.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("192.0.2.1", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("0.0.0.0", False),
        ("::1", False),
        ("::", False),
        ("fd00::1", False),
        ("fe80::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_what_is_public(found: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(found)) is public


def test_what_a_name_resolves_to_is_checked_too() -> None:
    """A name that is public today and this computer a moment later."""
    reach = reach_of(ROUTER, links=True)
    reach.check_ip("cdn.example.org", 443, ipaddress.ip_address("8.8.8.8"))
    for near in ("127.0.0.1", "169.254.169.254", "fd00::1"):
        with pytest.raises(AddressRefused, match="own network"):
            reach.check_ip("cdn.example.org", 443, ipaddress.ip_address(near))


def test_an_address_that_the_person_entered_may_resolve_to_their_network() -> None:
    studio = ProviderSetup(
        "s", ProviderKind.SHAPED, address="https://gpu.example.org/v1", entered_by_person=True
    )
    near = ipaddress.ip_address("192.168.1.9")
    reach_of(studio).check_ip("gpu.example.org", 443, near)
    with pytest.raises(AddressRefused):
        reach_of(studio, links=True).check_ip("gpu.example.org", 8443, near)
    with pytest.raises(AddressRefused):
        reach_of(studio).check_ip("gpu.example.org", 443, ipaddress.ip_address("169.254.0.9"))


def test_an_origin_is_the_same_however_it_is_written() -> None:
    assert origin_of("HTTPS://Bücher.example.") == ("https", "xn--bcher-kva.example", 443)
    assert origin_of("https://example.org:443/x") == origin_of("https://example.org")
