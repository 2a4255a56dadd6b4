"""What is to be exported: the form, the stretch, the width, who encodes, and where to."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from vidgen_desktop.core.errors import InvalidRequest
from vidgen_desktop.core.export import (
    NARROWEST,
    OFFERS,
    USUAL_ANIMATION_WIDTH,
    Encoder,
    ExportKind,
    ExportOrder,
    Family,
)
from vidgen_desktop.core.model import VideoFormat
from vidgen_desktop.ui.look import style, texts, tokens
from vidgen_desktop.ui.parts.choice import HEIGHT, Choice
from vidgen_desktop.ui.parts.labels import Label

FAMILIES = (
    ("Video", Family.VIDEO),
    ("Animated picture", Family.ANIMATION),
    ("Sound only", Family.SOUND),
    ("Captions file", Family.CAPTIONS),
    ("Project for editors", Family.PROJECT),
)
ENCODERS = (
    ("Automatic", Encoder.AUTO),
    ("Software", Encoder.SOFTWARE),
    ("NVENC", Encoder.NVENC),
    ("Quick Sync", Encoder.QUICK_SYNC),
    ("VideoToolbox", Encoder.VIDEO_TOOLBOX),
    ("AMF", Encoder.AMF),
    ("VAAPI", Encoder.VAAPI),
)
WIDTHS = (1920, 1280, 1080, 854, 720, 640, 480, 320)
FORMS = {
    ExportKind.MP4: "Plays everywhere. The whole video is copied as it is, in a moment.",
    ExportKind.HEVC: "Less than half the size. Plays on most phones and newer computers.",
    ExportKind.WEBM: "For web pages. Small, and takes the longest to encode.",
    ExportKind.AV1: "For web pages and newer devices. Small, and quicker to encode than VP9.",
}
MEANINGS = {
    Family.ANIMATION: "Without sound, up to a minute long, and it plays for ever.",
    Family.SOUND: "Voice and music as they are heard in the video.",
    Family.CAPTIONS: "The words with their times; ASS has the letters and places, too.",
    Family.PROJECT: "For DaVinci Resolve, Kdenlive and others: a folder with the scenes, "
    "the narration and the music on tracks of their own.",
}


class TimeField(QWidget):
    """A captioned field for a time: seconds, 1:30 or 2 min; empty where nothing is said."""

    changed = Signal()

    def __init__(self, name: str, placeholder: str) -> None:
        super().__init__()
        self.edit = QLineEdit()
        self.edit.setAccessibleName(f"{name}, for example 12 or 1:30")
        self.edit.setPlaceholderText(placeholder)
        self.edit.setFixedHeight(HEIGHT)
        caption = Label(name, "small")
        caption.setBuddy(self.edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_XS)
        column.addWidget(caption)
        column.addWidget(self.edit)
        self.edit.textChanged.connect(lambda _text: self.changed.emit())

    def seconds(self, field: str) -> float | None:
        """What was typed; raises InvalidRequest for what is no time."""
        text = self.edit.text().strip()
        if not text:
            return None
        try:
            return texts.parse_length(text)
        except ValueError as fault:
            raise InvalidRequest(
                "The time is not understood.", "Write it as 12, 1:30 or 2 min.", field=field
            ) from fault

    def mark(self, wrong: bool, sentence: str = "") -> None:
        """Show that this is the field to mend."""
        style.set_property(self.edit, "wrong", wrong)
        self.edit.setAccessibleDescription(sentence)


class ExportChoices(QWidget):
    """The fields of an order. What a form does not have is not shown, but keeps its place."""

    changed = Signal()

    def __init__(self, format: VideoFormat) -> None:
        super().__init__()
        self._format = format
        self.family = Choice("What", FAMILIES)
        self.kind = Choice("Form", [(OFFERS[ExportKind.MP4].name, ExportKind.MP4)])
        self.start = TimeField("From", "the beginning")
        self.seconds = TimeField("Length", "to the end")
        self.pixels = Choice("Width", [("As it is", None)])
        self.encoder = Choice("Encoder", ENCODERS)
        self.meaning = Label("", "small", wrap=True)
        self.by_field = {
            "start": self.start,
            "seconds": self.seconds,
            "width": self.pixels,
            "encoder": self.encoder,
        }
        self._lay_out()
        self.family.chosen.connect(self._offer_forms)
        self.kind.chosen.connect(self._explain)
        for field in (self.kind, self.pixels, self.encoder):
            field.chosen.connect(self.changed)
        for field in (self.start, self.seconds):
            field.changed.connect(self.changed)
        self._offer_forms()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.SPACE_L)
        grid.setVerticalSpacing(tokens.SPACE_M)
        grid.addWidget(self.family, 0, 0, 1, 2)
        grid.addWidget(self.kind, 0, 2, 1, 2)
        for column, field in enumerate((self.start, self.seconds, self.pixels, self.encoder)):
            policy = field.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            field.setSizePolicy(policy)
            grid.addWidget(field, 2, column)
            grid.setColumnStretch(column, 1)
        # Two lines are kept for it, so that nothing below jumps.
        self.meaning.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.meaning.setMinimumHeight(self.meaning.fontMetrics().lineSpacing() * 2)
        grid.addWidget(self.meaning, 1, 0, 1, 4)

    def order(self, folder: str) -> ExportOrder:
        """The order as it stands in the fields; raises InvalidRequest for a bad time."""
        kind: ExportKind = self.kind.value()
        offer = OFFERS[kind]
        return ExportOrder(
            kind=kind,
            start=(self.start.seconds("start") or 0.0) if offer.stretch else 0.0,
            seconds=self.seconds.seconds("seconds") if offer.stretch else None,
            width=self.pixels.value() if offer.width else None,
            encoder=self.encoder.value() if offer.encoder else Encoder.AUTO,
            out=folder,
        )

    def choose(self, kind: ExportKind) -> None:
        """Choose a form with its family."""
        self.family.choose(OFFERS[kind].family)
        self.kind.choose(kind)

    def _offer_forms(self) -> None:
        family: Family = self.family.value()
        offers = [offer for offer in OFFERS.values() if offer.family is family]
        self.kind.offer([(offer.name, offer.kind) for offer in offers])
        self.pixels.offer(self._widths(family))
        usual = min(USUAL_ANIMATION_WIDTH, self._format.width)
        self.pixels.choose(usual if family is Family.ANIMATION else None)
        for field, has in (
            (self.start, offers[0].stretch),
            (self.seconds, offers[0].stretch),
            (self.pixels, offers[0].width),
            (self.encoder, offers[0].encoder),
        ):
            field.setVisible(has)
        self._explain()
        self.changed.emit()

    def _explain(self) -> None:
        """Say what the form is good for."""
        self.meaning.setText(FORMS.get(self.kind.value()) or MEANINGS[self.family.value()])

    def _widths(self, family: Family) -> list[tuple[str, object]]:
        own = self._format.width
        smaller = [(f"{w} px", w) for w in WIDTHS if NARROWEST <= w < own]
        as_it_is = own if family is Family.ANIMATION else None
        return [("As it is", as_it_is), *smaller]
