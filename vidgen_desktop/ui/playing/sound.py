"""The player's sound: the system's device, its volume, and a calm life without one."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance
    from PySide6.QtMultimedia import QAudioOutput, QMediaDevices, QMediaPlayer

NO_SOUND = "This computer has no sound device, so the video plays without sound."


class Sound(QObject):
    """Volume (0 to 1) and mute are kept, so that a device that comes later has them too."""

    def __init__(self, volume: float, parent: QObject) -> None:
        super().__init__(parent)
        self._volume = volume
        self._muted = False
        self._output: QAudioOutput | None = None
        self._media: QMediaPlayer | None = None
        self._devices: QMediaDevices | None = None

    @property
    def volume(self) -> float:
        """0 to 1."""
        return self._volume

    @property
    def is_muted(self) -> bool:
        """Whether the sound is turned off."""
        return self._muted

    @property
    def is_there(self) -> bool:
        """Whether there is a device to hear it on."""
        return self._output is not None

    def set_volume(self, volume: float) -> None:
        """Louder or quieter."""
        self._volume = volume
        if self._output is not None:
            self._output.setVolume(volume)

    def set_muted(self, muted: bool) -> None:
        """Off or on."""
        self._muted = muted
        if self._output is not None:
            self._output.setMuted(muted)

    def attach(self, media: "QMediaPlayer") -> None:
        """Give a player its sound, now or when a device appears."""
        from PySide6.QtMultimedia import QMediaDevices

        self._media = media
        self._devices = QMediaDevices(self)
        self._devices.audioOutputsChanged.connect(self._connect)
        self._connect()

    def _connect(self) -> None:
        """Use the system's device; without one there is nothing to connect.

        Qt's sound thread would only warn of it, again and again.
        """
        from PySide6.QtMultimedia import QAudioOutput, QMediaDevices

        if self._media is None or not QMediaDevices.audioOutputs():
            return
        if self._output is None:
            self._output = QAudioOutput(self)
            look_up_now(self._output.volumeChanged, self._nothing)
            self._output.setVolume(self._volume)
            self._output.setMuted(self._muted)
            self._media.setAudioOutput(self._output)
        else:
            self._output.setDevice(QMediaDevices.defaultAudioOutput())

    def _nothing(self) -> None:
        """A slot to connect and disconnect."""


def look_up_now(signal: "SignalInstance", slot: Callable[[], None]) -> None:
    """Let PySide find out, on this thread, that nobody overrides (dis)connectNotify.

    It looks that up once, with Python's lock, when they are first called on an object that
    Python made. Left alone, the first call comes from Qt's sound thread, which holds a mutex
    that `QMediaPlayer.stop` waits for while it holds Python's lock: the window hangs.
    """
    signal.connect(slot)
    signal.disconnect(slot)
