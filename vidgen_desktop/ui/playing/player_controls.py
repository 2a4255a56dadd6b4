"""The row under the video: play, steps, position, time, sound, speed, captions, export."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSlider,
    QStyle,
    QStyleOptionSlider,
    QToolButton,
    QWidget,
)

from vidgen_desktop.ui.look import icons, texts, tokens
from vidgen_desktop.ui.parts.labels import NumberLabel, set_tip

SPEEDS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
SEEK_STEP_MS = 5000
ROOMY = 700  # points


class SeekSlider(QSlider):
    """A slider in milliseconds on which a click goes straight to the place."""

    def __init__(self, name: str) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setAccessibleName(name)
        self.setSingleStep(SEEK_STEP_MS // 5)
        self.setPageStep(SEEK_STEP_MS)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Jump to the pointer, then let it be dragged."""
        if event.button() is Qt.MouseButton.LeftButton:
            option = QStyleOptionSlider()
            self.initStyleOption(option)
            handle = self.style().subControlRect(
                QStyle.ComplexControl.CC_Slider,
                option,
                QStyle.SubControl.SC_SliderHandle,
                self,
            )
            if not handle.contains(event.position().toPoint()):
                room = max(1, self.width() - handle.width())
                at = int(event.position().x()) - handle.width() // 2
                value = QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), at, room)
                self.setValue(value)
                self.sliderMoved.emit(value)
        super().mousePressEvent(event)


class PlayerControls(QWidget):
    """Emits what was asked for; shows what it is told."""

    seekAsked = Signal(int)  # ms
    volumeChanged = Signal(float)
    speedChosen = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self.play = icon_button("play", "Play", "Space")
        self.back = icon_button("back", "One frame back", ",")
        self.forward = icon_button("forward", "One frame on", ".")
        self.position = SeekSlider("Position")
        self.time = NumberLabel("0:00 / 0:00")
        self.mute = icon_button("sound", "Mute", "M")
        self.volume = QSlider(Qt.Orientation.Horizontal)
        self.speed = QToolButton()
        self.loop = icon_button("loop", "Loop", "L")
        self.captions = icon_button("captions", "Captions", "C")
        self.full = icon_button("full", "Full screen", "F")
        self.change = QPushButton("Change…")
        self.export = QPushButton("Export…")
        self._dress()
        self._lay_out()
        self.position.sliderMoved.connect(self.seekAsked)
        self.position.actionTriggered.connect(
            lambda _action: self.seekAsked.emit(self.position.sliderPosition())
        )
        self.volume.valueChanged.connect(lambda value: self.volumeChanged.emit(value / 100))

    def _dress(self) -> None:
        self.volume.setRange(0, 100)
        self.volume.setFixedWidth(72)
        self.volume.setAccessibleName("Volume")
        self.volume.setToolTip("Volume (Up, Down)")
        self.position.setToolTip("Position (Left, Right)")
        self.export.setToolTip("Copy the video and its captions to another place (Ctrl+E)")
        self.export.setAccessibleName("Export")
        self.change.setToolTip("Other captions, music or transitions, as a new version (Ctrl+R)")
        self.change.setAccessibleName("Change captions, music or transitions")
        for toggle in (self.loop, self.captions):
            toggle.setCheckable(True)
            toggle.toggled.connect(lambda _on: self.show_toggles())
        self.speed.setProperty("kind", "text")
        self.speed.setAccessibleName("Speed")
        self.speed.setToolTip("Speed")
        self.speed.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.speed)
        group = QActionGroup(menu)
        for speed in SPEEDS:
            action = menu.addAction(show_speed(speed))
            action.setCheckable(True)
            action.setChecked(speed == 1.0)
            group.addAction(action)
            action.triggered.connect(lambda _on, value=speed: self._choose_speed(value))
        self.speed.setMenu(menu)
        self.speed.setText(show_speed(1.0))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for button in (self.play, self.back, self.forward):
            row.addWidget(button)
        row.addSpacing(tokens.SPACE_XS)
        row.addWidget(self.position, 1)
        row.addSpacing(tokens.SPACE_S)
        row.addWidget(self.time)
        row.addSpacing(tokens.SPACE_S)
        for widget in (self.mute, self.volume, self.speed, self.loop, self.captions, self.full):
            row.addWidget(widget)
        row.addSpacing(tokens.SPACE_S)
        row.addWidget(self.change)
        row.addSpacing(tokens.SPACE_XS)
        row.addWidget(self.export)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, the position needs the room more than what keys do as well."""
        super().resizeEvent(event)
        for widget in (self.back, self.forward, self.volume):
            widget.setVisible(event.size().width() >= ROOMY)

    def show_playing(self, playing: bool) -> None:
        """Turn the first button into play or pause."""
        icons.dress(self.play, "pause" if playing else "play")
        self.play.setAccessibleName("Pause" if playing else "Play")
        self.play.setToolTip("Pause (Space)" if playing else "Play (Space)")

    def show_position(self, position: int, length: int) -> None:
        """Show where the video is, both in milliseconds."""
        if not self.position.isSliderDown():
            self.position.setMaximum(max(1, length))
            self.position.setValue(position)
        self.time.say(f"{texts.clock(position / 1000)} / {texts.clock(length / 1000)}")

    def show_muted(self, muted: bool) -> None:
        """Show whether the sound is off."""
        icons.dress(self.mute, "mute" if muted else "sound")
        self.mute.setToolTip("Sound on (M)" if muted else "Mute (M)")

    def show_full(self, full: bool) -> None:
        """Show the way in or out of full screen."""
        icons.dress(self.full, "small" if full else "full")
        self.full.setToolTip("Leave full screen (Esc)" if full else "Full screen (F)")

    def show_toggles(self) -> None:
        """A toggle that is on has the accent's colour."""
        for toggle, name in ((self.loop, "loop"), (self.captions, "captions")):
            icons.dress(toggle, name, "accent" if toggle.isChecked() else "secondary")

    def _choose_speed(self, speed: float) -> None:
        self.speed.setText(show_speed(speed))
        self.speedChosen.emit(speed)


def icon_button(icon: str, name: str, shortcut: str = "") -> QToolButton:
    """A button that is only an icon; its name is in the tooltip and for screen readers."""
    button = QToolButton()
    button.setProperty("kind", "icon")
    button.setAccessibleName(name)
    set_tip(button, f"{name} ({shortcut})" if shortcut else name)
    icons.dress(button, icon)
    return button


def show_speed(speed: float) -> str:
    """A speed as 1×."""
    return f"{speed:g}×"
