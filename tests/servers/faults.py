"""What can go wrong on the wire: rules for the proxy in `proxy.py`."""

import json
from contextlib import suppress

from tests.servers.proxy import Exchange, Fault, Reply


def refuse(status: int, body: object = b"", **headers: str) -> Fault:
    """An answer of a gateway: the request never arrives."""

    def refused(exchange: Exchange) -> None:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        kind = "text/html" if data.startswith(b"<") else "application/json"
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        exchange.send(Reply(status, {"Content-Type": kind, **named}, data))

    return refused


BUSY = refuse(429, {"error": {"message": "Rate limit reached"}}, Retry_After="0")
BUSY_WITHOUT_A_TIME = refuse(429, {"error": {"message": "Rate limit reached"}})
BROKEN = refuse(500, {"error": {"message": "Internal error"}})
MAINTENANCE = refuse(503, b"<html><body><h1>503 Service Unavailable</h1></body></html>")


def cut(exchange: Exchange) -> None:
    """Half of the body, then a reset."""
    reply = exchange.forward()
    exchange.send(reply, most=len(reply.body) // 2)
    exchange.hang_up()


def drip(exchange: Exchange) -> None:
    """All of it, in many small pieces with pauses between."""
    reply = exchange.forward()
    exchange.send(reply, most=0)
    step = max(1, len(reply.body) // 40)
    exchange.client.settimeout(0.005)
    for start in range(0, len(reply.body), step):
        exchange.client.sendall(reply.body[start : start + step])
        with suppress(TimeoutError):
            exchange.client.recv(1)


def malformed(exchange: Exchange) -> None:
    """Half of the JSON, as if it were the whole."""
    reply = exchange.forward()
    exchange.send(Reply(reply.status, reply.headers, reply.body[: len(reply.body) // 2]))


def rubbish(exchange: Exchange) -> None:
    """A 200 with the right type, and nothing of use in it."""
    reply = exchange.forward()
    exchange.send(Reply(200, reply.headers, b"<!doctype html><p>Upstream error" * 40))


def empty(exchange: Exchange) -> None:
    """A 200 with nothing in it."""
    reply = exchange.forward()
    exchange.send(Reply(200, reply.headers, b""))


def dropped_before(exchange: Exchange) -> None:
    """The connection breaks before the server has heard of it."""
    exchange.hang_up()


def dropped_after(exchange: Exchange) -> None:
    """The server does it, and nobody hears: a lost answer."""
    exchange.forward()
    exchange.hang_up()


def silent(exchange: Exchange) -> None:
    """The server does it, and the answer never comes: until the client hangs up."""
    exchange.forward()
    while exchange.client.recv(65536):
        pass
