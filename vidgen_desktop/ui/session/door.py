"""How a second `vidgen` reaches the window that is open: it knocks, and hands over its prompt.

The window speaks first. Nothing is handed to one that does not speak, so that a prompt which
somebody was told is not taken can never be taken later.
"""

import json
import logging
import os
import time
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from vidgen_desktop.ui.session.seat import Place

GREETING, TAKEN = b"vidgen 1\n", b"taken\n"
LARGEST = 1_000_000  # bytes of a call; a prompt has far fewer
ACTIVATION = "XDG_ACTIVATION_TOKEN"  # a desktop's leave to come to the front

log = logging.getLogger("vidgen.ui")


@dataclass(frozen=True, slots=True)
class Call:
    """What a second start wants of the window that is open."""

    prompt: str | None = None
    activation: str = ""

    def line(self) -> bytes:
        """As one line, in ASCII: what came from a command line may be no valid Unicode."""
        told = {"prompt": self.prompt, "activation": self.activation}
        return json.dumps(told).encode("ascii") + b"\n"

    @classmethod
    def of_line(cls, line: bytes) -> "Call":
        """What `line` made; raises ValueError for anything else."""
        match json.loads(line):
            case {"prompt": str() | None as prompt, "activation": str() as activation}:
                return cls(prompt, activation)
        raise ValueError(line[:80])


class Answer(Enum):
    """What came of a knock. SILENT: somebody has the place but has not spoken; UNSURE: they
    spoke and may have the prompt, but did not say so.
    """

    NOBODY = "nobody"
    SILENT = "silent"
    TAKEN = "taken"
    UNSURE = "unsure"


class Door(QObject):
    """Listens for other starts, for as long as it is open. Only whoever has the seat may open it:
    a socket that lies there is of a process that is dead.
    """

    called = Signal(object)  # Call

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)

    def open(self, place: Place) -> bool:
        """Begin to listen; False (and a word in the log) where that cannot be."""
        QLocalServer.removeServer(place.server)
        if self._server.listen(place.server):
            return True
        log.warning("the window cannot be called: %s", self._server.errorString())
        return False

    def close(self) -> None:
        """Answer nobody any more."""
        self._server.close()

    def _greet(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            caller.setReadBufferSize(LARGEST)
            caller.readyRead.connect(lambda caller=caller: self._hear(caller))
            caller.disconnected.connect(caller.deleteLater)
            caller.write(GREETING)

    def _hear(self, caller: QLocalSocket) -> None:
        if not caller.canReadLine():
            if caller.bytesAvailable() >= LARGEST:
                caller.abort()
            return
        try:
            call = Call.of_line(bytes(caller.readLine().data()))
        except ValueError as fault:
            log.warning("a call to the window was not understood: %s", type(fault).__name__)
            caller.abort()
            return
        self.called.emit(call)
        caller.write(TAKEN)
        caller.disconnectFromServer()


def knock(place: Place, prompt: str | None, seconds: float) -> Answer:
    """Call whoever has the place, for so long at most; blocks."""
    until = time.monotonic() + seconds
    socket = QLocalSocket()
    try:
        socket.connectToServer(place.server)
        if not socket.waitForConnected(_rest(until)):
            return Answer.NOBODY
        if _line(socket, until) != GREETING:
            still = socket.state() is QLocalSocket.LocalSocketState.ConnectedState
            return Answer.SILENT if still else Answer.NOBODY
        socket.write(Call(prompt, os.environ.get(ACTIVATION, "")).line())
        socket.flush()
        return Answer.TAKEN if _line(socket, until) == TAKEN else Answer.UNSURE
    finally:
        socket.abort()


def _line(socket: QLocalSocket, until: float) -> bytes:
    """The next whole line, or what there is of it when time is up or the other side has gone."""
    while not socket.canReadLine():
        if not socket.waitForReadyRead(_rest(until)):
            break
    return bytes(socket.readLine().data())


def _rest(until: float) -> int:
    """Milliseconds left, at least one."""
    return max(1, int((until - time.monotonic()) * 1000))
