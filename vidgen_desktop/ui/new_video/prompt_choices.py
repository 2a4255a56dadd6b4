"""The row of choices of a new video."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from vidgen_desktop.config import Defaults
from vidgen_desktop.core.choices import Aspect, Captions, Look, Resolution
from vidgen_desktop.core.errors import InvalidRequest
from vidgen_desktop.core.model import Request, Voice
from vidgen_desktop.ui.look import texts, tokens
from vidgen_desktop.ui.parts.choice import Choice

LENGTHS = (15.0, 30.0, 60.0, 120.0, 300.0, 600.0)
ASPECTS = (
    ("Wide 16:9", Aspect.WIDE),
    ("Tall 9:16", Aspect.TALL),
    ("Square 1:1", Aspect.SQUARE),
)
LOOKS = (
    ("Automatic", Look.AUTO),
    ("Calm", Look.CALM),
    ("Warm", Look.WARM),
    ("Bold", Look.BOLD),
    ("Night", Look.NIGHT),
    ("Paper", Look.PAPER),
)
CAPTIONS = (
    ("Optional", Captions.SOFT),
    ("Always on", Captions.BURNED),
    ("None", Captions.OFF),
)
SIZES = (
    ("720p · 24 fps", (Resolution.HD, 24)),
    ("720p · 30 fps", (Resolution.HD, 30)),
    ("1080p · 24 fps", (Resolution.FULL_HD, 24)),
    ("1080p · 30 fps", (Resolution.FULL_HD, 30)),
)
VOICES = (("Automatic", "auto"), ("None", "none"))
NARROW = 680
SHARES = (3, 4, 4, 4, 4, 5)  # of the width of one row
BAD_LENGTH = ("The length is not understood.", "Write it as 45, 1:30 or 2 min.")


class LengthChoice(Choice):
    """Lengths to choose from, and room to type another."""

    def __init__(self) -> None:
        super().__init__("Length", [(texts.duration(s), s) for s in LENGTHS])
        self.box.setEditable(True)
        self.box.setInsertPolicy(self.box.InsertPolicy.NoInsert)
        edit = self.box.lineEdit()
        if isinstance(edit, QLineEdit):
            edit.setAccessibleName("Length, for example 45 or 1:30")
            edit.textChanged.connect(lambda _text: self.chosen.emit())

    def value(self) -> float:
        """Seconds; raises InvalidRequest for what is no length."""
        try:
            return texts.parse_length(self.box.currentText())
        except ValueError as fault:
            raise InvalidRequest(*BAD_LENGTH, field="seconds") from fault

    def choose(self, value: object) -> None:
        """Show a length, offered or not."""
        if isinstance(value, float | int):
            self.box.setEditText(texts.duration(float(value)))


class PartOfRequest(Choice):
    """A choice that knows which fields of a request it is for."""

    FIELDS: ClassVar[tuple[str, ...]] = ()

    def set_defaults(self, defaults: Defaults) -> None:
        """Start from the person's own defaults."""

    def apply_to(self, request: Request) -> Request:
        """The request with this choice."""
        raise NotImplementedError


class SizeChoice(PartOfRequest):
    """Lines and frames per second."""

    FIELDS = ("resolution", "fps")

    def __init__(self) -> None:
        super().__init__("Size", SIZES)

    def set_defaults(self, defaults: Defaults) -> None:
        """Start from the person's own defaults."""
        self.choose((defaults.resolution, defaults.fps))

    def apply_to(self, request: Request) -> Request:
        """The request in this size."""
        resolution, fps = self.value()
        return replace(request, resolution=resolution, fps=fps)


class PromptChoices(QWidget):
    """Length, shape, look, voice, captions and the one given as the last; in one row, or two
    where it is narrow.
    """

    changed = Signal()

    def __init__(self, defaults: Defaults, last: PartOfRequest) -> None:
        super().__init__()
        self.length = LengthChoice()
        self.shape = Choice("Shape", ASPECTS)
        self.look = Choice("Look", LOOKS)
        self.voice = Choice("Voice", VOICES)
        self.captions = Choice("Captions", CAPTIONS)
        self.last = last
        self.by_field: dict[str, Choice] = {
            "seconds": self.length,
            "aspect": self.shape,
            "look": self.look,
            "voice": self.voice,
            "captions": self.captions,
            **dict.fromkeys(last.FIELDS, last),
        }
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens.SPACE_S)
        self._grid.setVerticalSpacing(tokens.SPACE_M)
        self._columns = 0
        self._arrange(len(self._all()))
        self.set_defaults(defaults)
        for choice in self._all():
            choice.chosen.connect(self.changed)

    def _all(self) -> Sequence[Choice]:
        return (self.length, self.shape, self.look, self.voice, self.captions, self.last)

    def set_defaults(self, defaults: Defaults) -> None:
        """Start from the person's own defaults."""
        self.length.choose(defaults.seconds)
        self.shape.choose(defaults.aspect)
        self.look.choose(defaults.look)
        self.voice.choose(defaults.voice)
        self.captions.choose(defaults.captions)
        self.last.set_defaults(defaults)

    def offer_voices(self, voices: Sequence[Voice]) -> None:
        """Offer the voices of who is to speak."""
        own = [(voice.title, voice.id) for voice in voices]
        self.voice.offer([*VOICES, *own])

    def apply_to(self, request: Request) -> Request:
        """The request with these choices; raises InvalidRequest for a bad length."""
        return replace(
            self.last.apply_to(request),
            seconds=self.length.value(),
            aspect=self.shape.value(),
            look=self.look.value(),
            voice=self.voice.value(),
            captions=self.captions.value(),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One row where there is room, two where there is not."""
        super().resizeEvent(event)
        self._arrange(6 if event.size().width() >= NARROW else 3)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for at, choice in enumerate(self._all()):
            self._grid.addWidget(choice, at // columns, at % columns)
        for column in range(len(self._all())):
            share = SHARES[column] if columns == len(SHARES) else int(column < columns)
            self._grid.setColumnStretch(column, share)
