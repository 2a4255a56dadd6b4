"""The video player. Qt's media classes are loaded when the first video is shown."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vidgen_desktop.core.model import Result
from vidgen_desktop.ui.background import Background
from vidgen_desktop.ui.look import tokens
from vidgen_desktop.ui.playing.full_screen import FullScreen
from vidgen_desktop.ui.playing.player_controls import SEEK_STEP_MS, PlayerControls
from vidgen_desktop.ui.playing.sound import NO_SOUND, Sound, look_up_now
from vidgen_desktop.ui.playing.video_surface import VideoSurface

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QMediaPlayer, QVideoFrame, QVideoSink

VOLUME_STEP = 5
_BESIDE = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class Player(QWidget):
    """Shows one video at a time. `said` carries a sentence the person should know."""

    said = Signal(str)
    framed = Signal()  # a frame was shown
    volumeChanged = Signal(float)
    changeAsked = Signal()
    exportAsked = Signal()

    def __init__(self, background: Background, volume: float, fps: int = 24) -> None:
        super().__init__()
        self._background = background
        self._media: QMediaPlayer | None = None
        self._sink: QVideoSink | None = None
        self._fps = fps
        self._source = ""
        self._poster_path = ""
        self.sound = Sound(volume, self)
        self._own_window: QWidget | None = None
        self.surface = VideoSurface()
        self.controls = PlayerControls()
        self.controls.volume.setValue(round(volume * 100))
        self.controls.captions.setChecked(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.SPACE_S)
        self._column.addWidget(self.surface, 1)
        self._column.addWidget(self.controls)
        self._keys = self._make_keys()
        self._connect()

    def _connect(self) -> None:
        controls = self.controls
        controls.play.clicked.connect(self.toggle)
        controls.back.clicked.connect(lambda: self.step(-1))
        controls.forward.clicked.connect(lambda: self.step(1))
        controls.seekAsked.connect(self.seek)
        controls.volumeChanged.connect(self._set_volume)
        controls.mute.clicked.connect(self.toggle_mute)
        controls.speedChosen.connect(self._set_speed)
        controls.loop.toggled.connect(self._set_loop)
        controls.captions.toggled.connect(self._set_captions)
        controls.full.clicked.connect(self.toggle_full)
        controls.change.clicked.connect(self.changeAsked)
        controls.export.clicked.connect(self.exportAsked)
        self.surface.toggleAsked.connect(self.toggle)
        self.surface.fullAsked.connect(self.toggle_full)
        self.surface.keyPressed.connect(self.take_key)

    @property
    def media(self) -> "QMediaPlayer":
        """Qt's player, made when first needed."""
        if self._media is None:
            self._make_media()
        assert self._media is not None  # noqa: S101 - for the type checker
        return self._media

    @property
    def is_playing(self) -> bool:
        """Whether the video moves."""
        return self._media is not None and self._media.isPlaying()

    def open(self, result: Result, fps: int, *, play: bool) -> None:
        """Show a finished video: its poster at once, frames when they come."""
        if result.video == self._source:
            if play:
                self.media.play()
            return
        self.stop()
        self._source = result.video
        self._fps = fps
        self._show_poster(result.poster)
        self.media.setSource(QUrl.fromLocalFile(result.video))
        self.controls.show_position(0, int(result.seconds * 1000))
        if not self.sound.is_there:
            self.said.emit(NO_SOUND)
        if play:
            self.media.play()

    def stop(self) -> None:
        """Let go of the file and show nothing."""
        if self._media is not None and self._source:
            self._media.stop()
            self._media.setSource(QUrl())
        self._source = ""
        self._poster_path = ""
        self.surface.show_caption("")
        self.surface.show_image(QImage())

    @property
    def volume(self) -> float:
        """0 to 1, as set by the person."""
        return self.sound.volume

    def release(self, path: str) -> None:
        """Let go of a file that is about to be removed."""
        if path == self._source:
            self.stop()

    def toggle(self) -> None:
        """Play or pause."""
        if not self._source:
            return
        if self.is_playing:
            self.media.pause()
        else:
            self.media.play()

    def pause(self) -> None:
        """Pause, if it plays."""
        if self.is_playing:
            self.media.pause()

    def seek(self, position: int) -> None:
        """Go to a position in milliseconds."""
        if self._source:
            self.media.setPosition(max(0, min(position, self.media.duration())))

    def step(self, frames: int) -> None:
        """Pause, and go forward or back by frames."""
        self.pause()
        self.seek(self.media.position() + round(frames * 1000 / self._fps))

    def toggle_mute(self) -> None:
        """Turn the sound off or on; remembered for a device that comes later."""
        self.sound.set_muted(not self.sound.is_muted)
        self.controls.show_muted(self.sound.is_muted)

    def toggle_full(self) -> None:
        """Fill the screen with the video and its controls, or come back."""
        if self._own_window is not None:
            self._leave_full()
        elif self._source:
            self._enter_full()

    def close_media(self) -> None:
        """Let go of everything, for the end of the window."""
        self._leave_full()
        self.stop()

    def _make_media(self) -> None:
        from PySide6.QtMultimedia import QMediaPlayer, QVideoSink

        self._media = QMediaPlayer(self)
        self._sink = QVideoSink(self)
        for signal in (self._media.playingChanged, self._sink.videoSizeChanged):
            look_up_now(signal, self.update)
        self._media.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(self._show_frame)
        self._sink.subtitleTextChanged.connect(self.surface.show_caption)
        self._media.playingChanged.connect(self.controls.show_playing)
        self._media.positionChanged.connect(self._show_position)
        self._media.durationChanged.connect(lambda _ms: self._show_position())
        self._media.tracksChanged.connect(self._tracks_changed)
        self._media.errorOccurred.connect(lambda _error, _text: self.said.emit(unplayable()))
        self._set_loop(self.controls.loop.isChecked())
        self.sound.attach(self._media)

    def _show_poster(self, path: str) -> None:
        self._poster_path = path

        def show(image: QImage) -> None:
            if path == self._poster_path and self.surface.image.isNull():
                self.surface.show_image(image)

        if path:
            self._background.ask(lambda: QImage(path), show)

    def _show_frame(self, frame: "QVideoFrame") -> None:
        if self._source and frame.isValid():
            image = frame.toImage()
            if not image.isNull():
                self.surface.show_image(image)
                self.framed.emit()

    def _show_position(self, _position: int = 0) -> None:
        if self._media is not None and self._source:
            self.controls.show_position(self._media.position(), self._media.duration())

    def _tracks_changed(self) -> None:
        has_captions = bool(self.media.subtitleTracks())
        self.controls.captions.setEnabled(has_captions)
        self._set_captions(self.controls.captions.isChecked())

    def _set_captions(self, on: bool) -> None:
        if self._media is not None:
            self._media.setActiveSubtitleTrack(0 if on and self._media.subtitleTracks() else -1)
        if not on:
            self.surface.show_caption("")

    def _set_loop(self, on: bool) -> None:
        if self._media is not None:
            loops = self._media.Loops
            self._media.setLoops((loops.Infinite if on else loops.Once).value)

    def _set_speed(self, speed: float) -> None:
        self.media.setPlaybackRate(speed)

    def _set_volume(self, volume: float) -> None:
        self.sound.set_volume(volume)
        self.volumeChanged.emit(volume)

    def _enter_full(self) -> None:
        window = FullScreen()
        window.closed.connect(self._leave_full)
        window.keyPressed.connect(self.take_key)
        column = QVBoxLayout(window)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.surface.set_round(False)
        column.addWidget(self.surface, 1)
        holder = QVBoxLayout()
        holder.setContentsMargins(tokens.SPACE_L, tokens.SPACE_S, tokens.SPACE_L, tokens.SPACE_S)
        holder.addWidget(self.controls)
        column.addLayout(holder)
        self._own_window = window
        self.controls.show_full(True)
        window.showFullScreen()
        self.surface.setFocus()

    def _leave_full(self) -> None:
        if self._own_window is None:
            return
        window, self._own_window = self._own_window, None
        self._column.insertWidget(0, self.surface, 1)
        self._column.insertWidget(1, self.controls)
        self.surface.set_round(True)
        self.controls.show_full(False)
        self.surface.show()
        self.controls.show()
        window.close()
        window.deleteLater()
        self.surface.setFocus()

    def take_key(self, event: QKeyEvent) -> None:
        """Do what a key means for the video; one that means nothing is not accepted."""
        with_others = event.modifiers() & ~_BESIDE  # such as Ctrl+C
        act = None if with_others else self._keys.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape and self._own_window is not None:
            act = self._leave_full
        if act is not None:
            act()
            event.accept()

    def _make_keys(self) -> dict[Qt.Key, Callable[[], object]]:
        volume = self.controls.volume
        return {
            Qt.Key.Key_Space: self.toggle,
            Qt.Key.Key_Left: lambda: self.seek(self.media.position() - SEEK_STEP_MS),
            Qt.Key.Key_Right: lambda: self.seek(self.media.position() + SEEK_STEP_MS),
            Qt.Key.Key_Up: lambda: volume.setValue(volume.value() + VOLUME_STEP),
            Qt.Key.Key_Down: lambda: volume.setValue(volume.value() - VOLUME_STEP),
            Qt.Key.Key_Comma: lambda: self.step(-1),
            Qt.Key.Key_Period: lambda: self.step(1),
            Qt.Key.Key_M: self.toggle_mute,
            Qt.Key.Key_L: self.controls.loop.toggle,
            Qt.Key.Key_C: self.controls.captions.toggle,
            Qt.Key.Key_F: self.toggle_full,
        }


def unplayable() -> str:
    """What is said when Qt cannot play the file; its own words are for programmers."""
    return "The video cannot be played here. It may have been moved or deleted."
