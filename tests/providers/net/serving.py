"""Servers on loopback that behave, and misbehave, exactly as they are told."""

import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from tests.servers.sockets import accepting, read_request
from vidgen_desktop.config import ProviderKind, ProviderSetup

CANARY = "canary-7f3a91c5d2e84b60"


@dataclass(frozen=True)
class Heard:
    """A request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


Reply = Callable[[Heard, socket.socket], None]


@dataclass
class Server:
    """Answers each request with the next reply; the last one goes on answering."""

    replies: list[Reply]
    url: str
    reads_body: bool = True
    heard: list[Heard] = field(default_factory=list)
    arrived: threading.Event = field(default_factory=threading.Event)

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def setup(self, **more: object) -> ProviderSetup:
        """This server as a provider that the person has entered."""
        fields = {"title": "Studio", "address": self.url, "entered_by_person": True, **more}
        return ProviderSetup("studio", ProviderKind.SHAPED, **fields)

    def answer(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            came = read_request(connection, reads_body=self.reads_body)
            if came is None:
                return
            request = Heard(came.method, came.target, came.headers, came.body)
            self.heard.append(request)
            self.arrived.set()
            place = min(len(self.heard), len(self.replies)) - 1
            self.replies[place](request, connection)


@contextmanager
def serving(
    *replies: Reply,
    context: ssl.SSLContext | None = None,
    greeted: Callable[[], None] | None = None,
    reads_body: bool = True,
) -> Iterator[Server]:
    """A server with these replies, one per request; ended and joined with the block.

    With `greeted` it tells of each first word, and never answers it. Without `reads_body` it
    replies as soon as it has the head.
    """
    listener = socket.create_server(("127.0.0.1", 0))
    scheme = "https" if context else "http"
    url = f"{scheme}://127.0.0.1:{listener.getsockname()[1]}"
    server = Server(list(replies), url, reads_body)

    def greet(connection: socket.socket) -> None:
        with suppress(OSError):
            if greeted:
                connection.recv(1)
                greeted()
                silent(None, connection)
            else:
                server.answer(context.wrap_socket(connection, True) if context else connection)
        connection.close()

    with accepting(listener, greet):
        yield server


def raw(data: bytes) -> Reply:
    """Exactly these bytes, and the end."""
    return lambda _request, connection: connection.sendall(data)


def body(
    content: bytes, status: int = 200, kind: str = "application/json", **headers: object
) -> Reply:
    """A whole answer."""
    return raw(head(status, len(content), kind, **headers) + content)


def told(content: object, status: int = 200, **headers: object) -> Reply:
    """JSON."""
    return body(json.dumps(content).encode(), status, "application/json", **headers)


def head(status: int, length: int | None, kind: str, **headers: object) -> bytes:
    lines = [f"HTTP/1.1 {status} Told", "Connection: close"]
    if kind:
        lines.append(f"Content-Type: {kind}")
    if length is not None:
        lines.append(f"Content-Length: {length}")
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def silent(_request: Heard | None, connection: socket.socket) -> None:
    """Take the request and never answer: ends when the client hangs up."""
    while connection.recv(65536):
        pass


def drip(before: bytes) -> Reply:
    """Say this much, then one byte at a time until the client hangs up."""

    def reply(_request: Heard, connection: socket.socket) -> None:
        connection.sendall(before)
        connection.settimeout(0.02)
        for _ in range(1500):
            connection.sendall(b".")
            with suppress(TimeoutError):
                if not connection.recv(1):
                    return

    return reply
