"""Sends requests: only where they may go, with the key added last, and answers bounded.

The key is known here alone. It is no part of the request that a library or a fault sees, and
goes to the provider's own origins only.
"""

import functools
import os
import ssl
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Protocol
from urllib.request import getproxies, proxy_bypass

import httpcore2
import httpx2

from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.keys import Key
from vidgen_desktop.providers.net.address import PORTS, AddressRefused, Origin, Reach, is_public
from vidgen_desktop.providers.net.lines import Lines
from vidgen_desktop.setups import ProviderKind, ProviderSetup, looks_near

MOST_ANSWER_BYTES = 128 * 1024 * 1024  # pictures come inside of JSON

_MOST_REFUSAL_BYTES = 1024 * 1024
_SCHEMES = {ProviderKind.FAL: "Key"}

# What an SDK takes from the environment, meant for OpenAI and nobody else.
_OF_THE_SDK = ("authorization", "openai-organization", "openai-project")


class Bounds(Protocol):
    """How long a request may take altogether, and how much may come back."""

    @property
    def whole(self) -> float | None:
        """Seconds, if there is a limit."""
        ...

    @property
    def most_bytes(self) -> int:
        """Of an answer's body."""
        ...


class Transport(httpx2.HTTPTransport):
    """The way out for the requests of one client."""

    def __init__(
        self, reach: Reach, origin: Origin, token: CancelToken, secret: str, bounds: Bounds
    ) -> None:
        super().__init__(verify=_trusted(), trust_env=False)
        self._reach = reach
        self._authorization = secret
        self._bounds = bounds
        proxy = _proxy_for(origin)
        self._token = token
        # A proxy looks names up itself, and is where the person's system says.
        self.lines = Lines(token, None if proxy else reach.check_ip)
        self._is_direct = proxy is None
        self._pool = _pool(self.lines, proxy)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send it; raises what httpx2 raises, with AddressRefused as the cause of some."""
        with _refusals():
            origin = _origin(request.url)
            self._reach.check(origin)
            if not self._is_direct:
                self._check_behind_proxy(origin)
        self.lines.limit(self._bounds.whole)
        return self._bounded(super().handle_request(self._with_key(request, origin)))

    @contextmanager
    def hanging_up(self) -> Generator[None]:
        """End what is under way when the token is cancelled."""
        with self._token.on_cancel(self.lines.hang_up):
            yield

    def _with_key(self, request: httpx2.Request, origin: Origin) -> httpx2.Request:
        headers = request.headers.copy()
        for name in _OF_THE_SDK:
            headers.pop(name, None)
        headers["Accept-Encoding"] = "identity"  # nothing to inflate beyond its limit
        if self._authorization and origin in self._reach.own:
            headers["Authorization"] = self._authorization
        return httpx2.Request(
            request.method,
            request.url,
            headers=headers,
            stream=request.stream,
            extensions=request.extensions,
        )

    def _bounded(self, response: httpx2.Response) -> httpx2.Response:
        headers = response.headers.copy()
        coding = headers.pop("content-encoding", "identity").strip().lower()
        stream = response.stream
        if not isinstance(stream, httpx2.SyncByteStream):
            raise TypeError("an answer for another kind of client")
        if coding not in {"", "identity"}:
            stream.close()
            if response.is_success:
                raise httpx2.DecodingError("it was compressed, although that was not asked for")
            headers.pop("content-length", None)
            stream = httpx2.ByteStream(b"")
        most = self._bounds.most_bytes if response.is_success else _MOST_REFUSAL_BYTES
        return httpx2.Response(
            response.status_code,
            headers=headers,
            stream=_Bounded(stream, most),
            extensions=response.extensions,
        )

    def _check_behind_proxy(self, origin: Origin) -> None:
        """As far as we can look names up ourselves: the proxy may know more of them."""
        if origin in self._reach.own:
            return
        for found in self.lines.look_up(origin[1], origin[2]):
            if not is_public(found):
                raise AddressRefused("it leads into this computer or its own network")


def authorization(setup: ProviderSetup, key: Key | None) -> str:
    """The header's value; empty without a key."""
    return f"{_SCHEMES.get(setup.kind, 'Bearer')} {key.reveal()}" if key else ""


def _origin(url: httpx2.URL) -> Origin:
    """Of a URL as it will be connected to, and not as another reader may read it."""
    if url.userinfo:
        raise AddressRefused("it has a name or a password in it")
    host = url.raw_host.decode("ascii").lower().rstrip(".")
    return url.scheme, host, url.port or PORTS.get(url.scheme, 0)


class _Bounded(httpx2.SyncByteStream):
    """A body that ends in a fault where it is too long."""

    def __init__(self, inner: httpx2.SyncByteStream, most: int) -> None:
        self._inner = inner
        self._most = most

    def __iter__(self) -> Iterator[bytes]:
        so_far = 0
        for part in self._inner:
            so_far += len(part)
            if so_far > self._most:
                raise httpx2.DecodingError(f"it is longer than {self._most // 1_000_000} MB")
            yield part

    def close(self) -> None:
        self._inner.close()


@contextmanager
def _refusals() -> Generator[None]:
    """What was refused was surely not sent: httpx2 has a name for that."""
    try:
        yield
    except AddressRefused as fault:
        raise httpx2.UnsupportedProtocol(fault.why) from fault


def _pool(lines: Lines, proxy: str | None) -> httpcore2.ConnectionPool:
    # Few, and kept for a short time only: a create on a connection that the server has just
    # given up would be a lost answer.
    if proxy is None:
        return httpcore2.ConnectionPool(
            _trusted(), max_connections=16, keepalive_expiry=4.0, network_backend=lines
        )
    chosen = httpx2.Proxy(proxy)
    return httpcore2.HTTPProxy(
        str(chosen.url),
        proxy_auth=chosen.raw_auth,
        ssl_context=_trusted(),
        max_connections=16,
        keepalive_expiry=4.0,
        network_backend=lines,
    )


def _proxy_for(origin: Origin) -> str | None:
    """The person's proxy for an origin, from the environment or the system's settings."""
    scheme, host, port = origin
    if looks_near(host) or proxy_bypass(f"{host}:{port}"):
        return None
    proxies = getproxies()
    proxy = proxies.get(scheme) or proxies.get("all")
    if proxy and "://" not in proxy:
        proxy = f"http://{proxy}"
    return proxy if proxy and proxy.startswith(("http://", "https://")) else None


def _trusted() -> ssl.SSLContext:
    return _contexts(os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))


@functools.lru_cache(maxsize=4)
def _contexts(_file: str | None, _folder: str | None) -> ssl.SSLContext:
    """The system's certificates, or those the two variables name. Read once: it takes long."""
    return httpx2.create_ssl_context()
