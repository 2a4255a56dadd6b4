"""Loopback servers that see every byte: what they share, which is all but what they answer."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass


@dataclass(frozen=True)
class Raw:
    """A request as it arrived: its first line, its headers (small letters) and its body."""

    first: str
    headers: dict[str, str]
    body: bytes

    @property
    def method(self) -> str:
        return self.first.split(" ", 2)[0]

    @property
    def target(self) -> str:
        return self.first.split(" ", 2)[1]


@contextmanager
def accepting(port: socket.socket, serve: Callable[[socket.socket], None]) -> Iterator[None]:
    """Serve each connection to `port` in a thread; all is ended and joined with the block."""
    open_now: list[socket.socket] = []
    threads: list[threading.Thread] = []

    def accept() -> None:
        with suppress(OSError):
            while True:
                open_now.append(port.accept()[0])
                threads.append(threading.Thread(target=serve, args=(open_now[-1],)))
                threads[-1].start()

    acceptor = threading.Thread(target=accept)
    acceptor.start()
    try:
        yield
    finally:
        for end in (port, *open_now):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        acceptor.join()
        port.close()
        for thread in threads:
            thread.join()


def read_request(connection: socket.socket, *, reads_body: bool = True) -> Raw | None:
    """One request, or None if the other side has left before it was whole."""
    text = b""
    while b"\r\n\r\n" not in text:
        more = connection.recv(65536)
        if not more:
            return None
        text += more
    head, _, body = text.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines)}
    while reads_body and len(body) < int(headers.get("content-length", 0)):
        more = connection.recv(65536)
        if not more:
            return None
        body += more
    return Raw(first, headers, body)
