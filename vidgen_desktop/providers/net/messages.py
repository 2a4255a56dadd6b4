"""Messages that a service sends by itself, over a WebSocket (RFC 6455).

Only listening, and only for what is a pleasure to know: whatever goes wrong ends it without a
word. Nothing is sent but the greeting, and what is no text is dropped.
"""

import base64
import secrets
from http import HTTPStatus

import httpcore2
import httpx2

_MOST_BYTES = 16_000_000  # of one message
_MOST_READS = 256  # at a time
_PIECE = 65_536  # bytes
_MOMENT = 0.001  # seconds; what has come is there at once
_GREETING = 5.0  # seconds

_REST, _TEXT, _BINARY, _END = 0, 1, 2, 8
_IS_LAST, _KIND, _IS_MASKED, _SIZE = 0x80, 0x0F, 0x80, 0x7F
_HEAD = 2  # bytes that every frame begins with
_WIDE = {126: 2, 127: 8}  # bytes of a size that is written out


class Messages:
    """The texts that come from `path`; it ends with its client, or with `close`. The service has
    `within` seconds to open it.
    """

    def __init__(self, client: httpx2.Client, path: str, within: float = _GREETING) -> None:
        self._held = bytearray()
        self._is_at_end = False
        self._text: bytearray | None = None  # of a message whose end has not come
        self._answer = _greeted(client, path, within)

    @property
    def is_open(self) -> bool:
        """Whether something may still come."""
        return self._answer is not None

    def come(self) -> list[str]:
        """Those that have come since it was last asked for; it does not wait for more."""
        reads = 0
        while reads < _MOST_READS and self._read():
            reads += 1
        found: list[str] = []
        while self._answer is not None and (frame := self._frame()) is not None:
            text = self._taken(*frame)
            if text is not None:
                found.append(text)
        if self._is_at_end:
            self.close()
        return found

    def close(self) -> None:
        """Listen no longer."""
        if self._answer is not None:
            self._answer.close()
            self._answer = None

    def _read(self) -> bool:
        """Whether there was more."""
        if self._answer is None:
            return False
        try:
            data = self._answer.extensions["network_stream"].read(_PIECE, _MOMENT)
        except httpcore2.TimeoutException:
            return False
        except httpcore2.NetworkError:
            data = b""
        self._held += data
        self._is_at_end = not data
        return bool(data)

    def _frame(self) -> tuple[int, bytes] | None:
        """The first byte of the next frame, and what it carries; None until it is whole."""
        held = self._held
        if len(held) < _HEAD:
            return None
        size, at = held[1] & _SIZE, _HEAD
        if wide := _WIDE.get(size):
            at += wide
            if len(held) < at:
                return None
            size = int.from_bytes(held[2:at])
        if held[1] & _IS_MASKED or size > _MOST_BYTES:
            self.close()
            return None
        if len(held) < at + size:
            return None
        frame = held[0], bytes(held[at : at + size])
        del held[: at + size]
        return frame

    def _taken(self, first: int, carried: bytes) -> str | None:
        """The text that is whole with this frame, if one is."""
        kind = first & _KIND
        if kind == _END:
            self.close()
        if kind in {_TEXT, _BINARY}:
            self._text = bytearray() if kind == _TEXT else None
        if kind not in {_TEXT, _REST} or self._text is None:
            return None
        self._text += carried
        if len(self._text) > _MOST_BYTES:
            self.close()
        if not first & _IS_LAST:
            return None
        text, self._text = self._text.decode("utf-8", "replace"), None
        return text


def _greeted(client: httpx2.Client, path: str, within: float) -> httpx2.Response | None:
    """The answer with the open line; None where there is no such place."""
    headers = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": base64.b64encode(secrets.token_bytes(16)).decode(),
    }
    request = client.build_request("GET", path, headers=headers, timeout=within)
    try:
        answer = client.send(request, stream=True)
    except httpx2.HTTPError:
        return None
    if answer.status_code == HTTPStatus.SWITCHING_PROTOCOLS:
        return answer
    answer.close()
    return None
