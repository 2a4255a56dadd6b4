"""A proxy in front of a server that does to its answers what networks and gateways do.

Raw sockets on the client's side, because a well-behaved library cannot break off in the middle.
"""

import http.client
import re
import socket
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.servers.sockets import accepting, read_request


@dataclass(frozen=True)
class Reply:
    """An answer of the server behind."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Exchange:
    """A request under way: `forward` lets it through, which is noted."""

    method: str
    path: str
    request: bytes
    client: socket.socket
    upstream: str
    reached: bool = False
    fault: str = ""

    def forward(self) -> Reply:
        """Have the server do it, and take its whole answer."""
        self.reached = True
        host, _, port = self.upstream.partition(":")
        with socket.create_connection((host, int(port)), timeout=30) as server:
            server.sendall(self.request)
            answer = http.client.HTTPResponse(server, method=self.method)
            answer.begin()
            return Reply(answer.status, dict(answer.getheaders()), answer.read())

    def send(self, reply: Reply, *, most: int | None = None) -> None:
        """Give it to the client; with `most`, only so many bytes of the body it announced."""
        drop = {"connection", "content-length", "transfer-encoding", "keep-alive", "date"}
        lines = [f"HTTP/1.1 {reply.status} {http.client.responses.get(reply.status, 'Told')}"]
        lines += [f"{k}: {v}" for k, v in reply.headers.items() if k.lower() not in drop]
        lines += [f"Content-Length: {len(reply.body)}", "Connection: close", "", ""]
        self.client.sendall("\r\n".join(lines).encode("latin-1") + reply.body[:most])

    def hang_up(self) -> None:
        """Break the connection, as a crash does: with a reset."""
        self.client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.client.close()


Fault = Callable[[Exchange], None]


@dataclass
class Rule:
    """For the next `times` requests of this kind: a fault."""

    method: str
    path: re.Pattern[str]
    fault: Fault
    times: int


@dataclass
class FaultProxy:
    """The proxy: its address, what it is to do, and what it did."""

    url: str
    upstream: str
    seen: list[Exchange] = field(default_factory=list[Exchange])
    rules: list[Rule] = field(default_factory=list[Rule])

    def next(self, fault: Fault, method: str, path: str, times: int = 1) -> None:
        """Do this to the next requests with this method and a path that matches."""
        self.rules.append(Rule(method, re.compile(path), fault, times))

    def reached(self, method: str, path: str) -> int:
        """How many such requests were let through to the server."""
        return sum(
            e.reached and e.method == method and re.fullmatch(path, e.path) is not None
            for e in self.seen
        )

    def handle(self, exchange: Exchange) -> None:
        """Let it through, or not."""
        self.seen.append(exchange)
        for rule in self.rules:
            fits = rule.method == exchange.method and rule.path.fullmatch(exchange.path)
            if fits and rule.times:
                rule.times -= 1
                exchange.fault = getattr(rule.fault, "__name__", "fault")
                rule.fault(exchange)
                return
        exchange.send(exchange.forward())


@contextmanager
def faults_before(url: str) -> Iterator[FaultProxy]:
    """A proxy before the server at `url`, ended and joined with the block."""
    listener = socket.create_server(("127.0.0.1", 0))
    proxy = FaultProxy(f"http://127.0.0.1:{listener.getsockname()[1]}", urlsplit(url).netloc)

    def serve(client: socket.socket) -> None:
        with client, suppress(OSError, http.client.HTTPException):
            exchange = _read(client, proxy.upstream)
            if exchange is not None:
                proxy.handle(exchange)

    with accepting(listener, serve):
        yield proxy


def _read(client: socket.socket, upstream: str) -> Exchange | None:
    """One request, with `Connection: close` in place of what it says of the connection."""
    came = read_request(client)
    if came is None:
        return None
    headers = {**came.headers, "connection": "close"}
    lines = [came.first, *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    request = "\r\n".join(lines).encode("latin-1") + came.body
    return Exchange(came.method, urlsplit(came.target).path, request, client, upstream)
