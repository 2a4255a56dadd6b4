"""Plays a short sound file, such as the sample of a voice."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl

from vidgen_desktop.ui.playing.sound import Sound, look_up_now

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QMediaPlayer


class SamplePlayer(QObject):
    """Qt's player is made when the first sample is played; without a device nothing is heard."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.sound = Sound(1.0, self)
        self._media: QMediaPlayer | None = None
        self.played: Path | None = None

    def play(self, path: Path) -> bool:
        """Play a file from its beginning; whether there is a device to hear it on."""
        media = self._player()
        media.stop()
        media.setSource(QUrl())  # the same sample again begins anew
        media.setSource(QUrl.fromLocalFile(str(path)))
        self.played = path
        if self.sound.is_there:
            media.play()
        return self.sound.is_there

    def stop(self) -> None:
        """Be quiet, and let go of the file."""
        if self._media is not None:
            self._media.stop()
            self._media.setSource(QUrl())

    def _player(self) -> "QMediaPlayer":
        from PySide6.QtMultimedia import QMediaPlayer

        if self._media is None:
            self._media = QMediaPlayer(self)
            look_up_now(self._media.mediaStatusChanged, self._nothing)
            self.sound.attach(self._media)
        return self._media

    def _nothing(self) -> None:
        """A slot to connect and disconnect."""
