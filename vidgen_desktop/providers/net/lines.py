"""Connections that end when their token is cancelled, to addresses that were checked.

Closing a socket does not wake a thread that reads from it, and a name cannot be looked up
with a limit: so the lookup and the connecting happen in a helper thread that may be left
behind, and an open connection is shut down through a second handle on it.
"""

import contextlib
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

import httpcore2

from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.providers.net.address import AddressRefused, IPAddress

_LOOK_UP_SECONDS = 10.0

CheckIp = Callable[[str, int, IPAddress], None]
T = TypeVar("T")
Options = (
    Iterable[tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]]
    | None
)


class Lines(httpcore2.NetworkBackend):
    """Makes the connections of one client. `check` is asked for each address, just before it
    is connected to: what was checked is what is used.
    """

    def __init__(self, token: CancelToken, check: CheckIp | None) -> None:
        self._token = token
        self._check = check
        self._backend = httpcore2.SyncBackend()
        self._lock = threading.Lock()
        self._open: set[Line] = set()
        self._limit = threading.local()

    def limit(self, seconds: float | None) -> None:
        """Let the request that this thread now makes take this long altogether."""
        self._limit.until = None if seconds is None else time.monotonic() + seconds

    def left(self, timeout: float | None) -> float | None:
        """The timeout of the next read or write, shortened to what is left of the whole."""
        until: float | None = getattr(self._limit, "until", None)
        if until is None:
            return timeout
        rest = until - time.monotonic()
        if rest <= 0:
            raise httpcore2.ReadTimeout("the whole took too long")
        return rest if timeout is None else min(timeout, rest)

    def check_cancelled(self) -> None:
        """Raise where an end of the stream is ours, and not the server's."""
        if self._token.is_cancelled:
            raise httpcore2.ReadError("cancelled")

    def hang_up(self) -> None:
        """End all connections at once, from any thread."""
        with self._lock:
            lines = list(self._open)
        for line in lines:
            line.shut_down()

    def enter(self, line: "Line") -> None:
        """Take a new connection into the list."""
        with self._lock:
            self._open.add(line)
        if self._token.is_cancelled:
            line.shut_down()

    def leave(self, line: "Line") -> None:
        """Forget a closed connection."""
        with self._lock:
            self._open.discard(line)

    def look_up(self, host: str, port: int) -> list[IPAddress]:
        """The addresses of a name, as far as this computer knows them in time."""
        asked = Asked(lambda: _look_up(host, port))
        with self._token.on_cancel(asked.over.set):
            asked.over.wait(_LOOK_UP_SECONDS)
        return [_ip(address) for address in asked.take() or ()]

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Options = None,
    ) -> httpcore2.NetworkStream:
        """Look the host up and connect to the first of its addresses that answers."""
        asked = Asked(
            lambda: self._connect(host, port, timeout, local_address, socket_options),
            lambda stream: stream.close(),
        )
        with self._token.on_cancel(asked.over.set):
            asked.over.wait(_LOOK_UP_SECONDS + (timeout or _LOOK_UP_SECONDS))
        stream = asked.take()
        if stream is not None:
            return Line(stream, self)
        if asked.fault is not None and not self._token.is_cancelled:
            raise asked.fault
        raise httpcore2.ConnectTimeout("cancelled, or no answer in time")

    def _connect(
        self,
        host: str,
        port: int,
        timeout: float | None,
        local_address: str | None,
        socket_options: Options,
    ) -> httpcore2.NetworkStream:
        addresses = _look_up(host, port)
        if self._check is not None:
            self._check_all(self._check, host, port, addresses)
        each = None if timeout is None else timeout / len(addresses)
        for number, address in enumerate(addresses, start=1):
            try:
                return self._backend.connect_tcp(address, port, each, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                if number == len(addresses):
                    raise
        raise httpcore2.ConnectError("the name has no address")

    @staticmethod
    def _check_all(check: CheckIp, host: str, port: int, addresses: list[str]) -> None:
        try:
            for address in addresses:
                check(host, port, _ip(address))
        except AddressRefused as fault:
            raise httpcore2.ConnectError(fault.why) from fault


class Asked(Generic[T]):
    """What a helper thread is asked for; nobody may be waiting any more when it has it."""

    def __init__(self, work: Callable[[], T], drop: Callable[[T], None] | None = None) -> None:
        self.over = threading.Event()
        self.fault: Exception | None = None
        self._work = work
        self._drop = drop
        self._lock = threading.Lock()
        self._result: T | None = None
        self._given_up = False
        threading.Thread(target=self._run, name="vidgen-connect", daemon=True).start()

    def take(self) -> T | None:
        """The result, if there is one; a later one is dropped."""
        with self._lock:
            self._given_up = True
            return self._result

    def _run(self) -> None:
        try:
            self._keep(self._work())
        except (OSError, ValueError, httpcore2.NetworkError, httpcore2.TimeoutException) as fault:
            self.fault = fault
        finally:
            self.over.set()

    def _keep(self, result: T) -> None:
        with self._lock:
            if not self._given_up:
                self._result = result
                return
        if self._drop is not None:
            self._drop(result)


def _ip(address: str) -> IPAddress:
    return ipaddress.ip_address(address.partition("%")[0])


def _look_up(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as fault:
        raise httpcore2.ConnectError(str(fault)) from fault
    return list(dict.fromkeys(str(place[4][0]) for place in found))


class Line(httpcore2.NetworkStream):
    """A connection that another thread can shut down."""

    def __init__(self, inner: httpcore2.NetworkStream, lines: Lines) -> None:
        self._inner = inner
        self._lines = lines
        plain: socket.socket = inner.get_extra_info("socket")
        self._handle = plain.dup()
        lines.enter(self)

    def shut_down(self) -> None:
        """Wake whoever reads or writes."""
        with contextlib.suppress(OSError):
            self._handle.shutdown(socket.SHUT_RDWR)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Up to so many bytes; none at the end."""
        data = self._inner.read(max_bytes, self._lines.left(timeout))
        if not data:
            self._lines.check_cancelled()
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of it."""
        self._inner.write(buffer, self._lines.left(timeout))

    def close(self) -> None:
        """Close it, and the second handle with it."""
        self._lines.leave(self)
        self._handle.close()
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        """Go on encrypted, still to be shut down from outside."""
        try:
            self._inner = self._inner.start_tls(ssl_context, server_hostname, timeout)
        except BaseException:  # a cancel, too, leaves no half-open line behind
            self.close()
            raise
        return self

    def get_extra_info(self, info: str) -> Any:
        """What the connection itself says."""
        return self._inner.get_extra_info(info)
