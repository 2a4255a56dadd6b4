"""Messages that a service sends by itself."""

import socket
import threading

import pytest

from tests.providers.net.serving import Heard, Reply, body, raw, serving, silent, told
from tests.servers.comfyui import frame
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.providers.net.client import open_client
from vidgen_desktop.providers.net.messages import Messages

OPENED = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
SMALL, LARGE, HUGE = "12 %", "x" * 300, "é" * 40_000
TEXT, PART, REST, LAST, BINARY, END, PING = 0x81, 0x01, 0x00, 0x80, 0x82, 0x88, 0x89


def heard(reply: Reply, token: CancelToken, *, until: int) -> list[str]:
    """So many messages, or all until the line has ended."""
    found: list[str] = []
    with serving(reply) as server, open_client(server.setup(), token) as client:
        line = Messages(client, "ws?clientId=me")
        while len(found) < until and line.is_open:
            found += line.come()
        line.close()
        assert line.come() == []
    assert server.heard[0].headers["upgrade"] == "websocket"
    return found


def test_texts_are_heard_whatever_else_comes(token: CancelToken) -> None:
    sent = [
        frame(SMALL.encode()),
        frame(b"\xff\xd8 a preview", BINARY),
        frame(LARGE[:100].encode(), PART),
        frame(b"", PING),
        frame(LARGE[100:].encode(), LAST),
        frame(b"\xff\xd8 the rest of", 0x02),
        frame(b" another", LAST),
        frame(HUGE.encode()),
        frame(b"", END),
        frame(b"too late"),
    ]
    assert heard(raw(OPENED + b"".join(sent)), token, until=99) == [SMALL, LARGE, HUGE]


def test_a_message_that_comes_in_pieces_is_heard_once_it_is_whole(token: CancelToken) -> None:
    whole, asked = frame(LARGE.encode()), threading.Event()

    def reply(_request: Heard, connection: socket.socket) -> None:
        connection.sendall(OPENED + whole[:3])
        asked.wait(10)
        connection.sendall(whole[3:] + frame(SMALL.encode()))
        silent(None, connection)

    with serving(reply) as server, open_client(server.setup(), token) as client:
        line = Messages(client, "ws")
        assert line.come() == []
        asked.set()
        found: list[str] = []
        while len(found) < 2:
            found += line.come()
        assert found == [LARGE, SMALL]


@pytest.mark.parametrize(
    "reply",
    [
        told({"detail": "Not Found"}, 404),
        body(b"<html>", 200, "text/html"),
        raw(b""),
        raw(OPENED),
        raw(OPENED + b"\x81\xff" + bytes(20)),
        raw(OPENED + b"\x81\x7f" + (1 << 40).to_bytes(8) + b"endless"),
    ],
    ids=["nothing there", "a page", "no answer", "the end at once", "masked", "endless"],
)
def test_what_goes_wrong_is_silence(reply: Reply, token: CancelToken) -> None:
    assert heard(reply, token, until=1) == []


def test_who_does_not_answer_is_not_waited_for(token: CancelToken) -> None:
    with serving(silent) as server, open_client(server.setup(), token) as client:
        assert not Messages(client, "ws", within=0.05).is_open


def test_a_cancel_ends_it(token: CancelToken) -> None:
    def reply(_request: Heard, connection: socket.socket) -> None:
        connection.sendall(OPENED)
        silent(None, connection)

    with serving(reply) as server, open_client(server.setup(), token) as client:
        line = Messages(client, "ws")
        assert line.is_open
        token.cancel()
        while line.is_open:
            assert line.come() == []
