"""What most people never change in a new video: assembly, music, own pictures, seed."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QRegularExpression, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from vidgen_desktop.config import Defaults
from vidgen_desktop.core.counting import counted
from vidgen_desktop.core.model import Request
from vidgen_desktop.ui.look import icons, style, tokens
from vidgen_desktop.ui.new_video.assembly_choices import AssemblyChoices
from vidgen_desktop.ui.new_video.prompt_choices import SizeChoice
from vidgen_desktop.ui.new_video.reference_choice import ReferenceChoice
from vidgen_desktop.ui.parts.choice import HEIGHT, Choice
from vidgen_desktop.ui.parts.labels import ElidedLabel, KeptLabel, Label
from vidgen_desktop.ui.parts.tiles import Tiles

PICTURE_FILES = (
    "Pictures and clips (*.png *.jpg *.jpeg *.webp *.bmp *.gif *.tif *.tiff "
    "*.mp4 *.mov *.m4v *.mkv *.webm *.avi);;All files (*)"
)
SEED_WIDTH, SIZE_WIDTH = 84, 132
HINT = "A style is for captions that are always on."
KEPT = ("caption_style", "caption_words", "transition", "fit", "music", "take_sound")
SIZE = SizeChoice.FIELDS


class PromptMore(QWidget):
    """Pictures are for the scenes in order; the first is for scene 1.

    `keepAsked` asks that new videos begin with the choices made here.
    """

    changed = Signal()
    keepAsked = Signal()

    def __init__(self, defaults: Defaults) -> None:
        super().__init__()
        self._pictures: list[str] = []
        self._usual = defaults
        self.assembly = AssemblyChoices()
        self.add = QPushButton("Add…")
        self.clear = QPushButton()
        self.names = ElidedLabel("", "secondary")
        self.reference = ReferenceChoice()
        self.size_choice = SizeChoice()
        self.seed = QLineEdit("0")
        self.hint = KeptLabel(HINT, "small", wrap=True)
        self.back = QPushButton("Back to the usual")
        self.keep = QPushButton("Keep as the usual")
        self._dress()
        self._lay_out()
        self.set_defaults(defaults)
        self._connect()
        self.set_pictures([])

    def _dress(self) -> None:
        self.add.setAccessibleName("Add pictures or clips")
        self.add.setToolTip("Your own pictures and clips, for the scenes in order")
        icons.dress(self.add, "picture", "secondary")
        self.clear.setProperty("kind", "quiet")
        self.clear.setAccessibleName("Remove all pictures and clips")
        self.clear.setToolTip("Remove all pictures and clips")
        self.clear.setFixedWidth(HEIGHT)
        icons.dress(self.clear, "cancel", "secondary")
        self.seed.setAccessibleName("Seed")
        self.seed.setToolTip("The same words and the same seed give the same pictures")
        self.seed.setFixedSize(SEED_WIDTH, HEIGHT)
        self.size_choice.setFixedWidth(SIZE_WIDTH)
        self.add.setFixedHeight(HEIGHT)
        digits = QRegularExpression(r"\d{0,10}")
        self.seed.setValidator(QRegularExpressionValidator(digits, self.seed))
        self.back.setToolTip("Choose what new videos begin with")
        self.keep.setToolTip("New videos begin with these choices from now on")
        for button in (self.back, self.keep):
            button.setProperty("kind", "quiet")
            policy = button.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            button.setSizePolicy(policy)

    def _lay_out(self) -> None:
        pictures = QHBoxLayout()
        pictures.setSpacing(tokens.SPACE_S)
        for widget, stretch in ((self.add, 0), (self.names, 1), (self.clear, 0)):
            pictures.addWidget(widget, stretch)
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_M)
        for text, content, share in (
            ("Your own pictures and clips", pictures, 3),
            ("Reference picture", self.reference, 2),
            ("", self.size_choice, 0),
            ("Seed", self.seed, 0),
        ):
            row.addLayout(captioned(text, content), share)
        foot = QHBoxLayout()
        foot.addWidget(self.hint, 1)
        foot.addWidget(self.back)
        foot.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_M)
        column.addWidget(self.assembly)
        column.addLayout(row)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.assembly.changed.connect(self._chosen)
        self.add.clicked.connect(self._choose_pictures)
        self.clear.clicked.connect(lambda: self.set_pictures([]))
        self.seed.textChanged.connect(lambda _text: self.changed.emit())
        self.size_choice.chosen.connect(self._chosen)
        self.reference.changed.connect(self.changed)
        self.back.clicked.connect(lambda: self.set_defaults(self._usual))
        self.keep.clicked.connect(self.keepAsked)

    @property
    def stops(self) -> list[QWidget]:
        """What Tab goes through."""
        files = [self.add, self.clear, *self.reference.stops]
        rest = [self.size_choice.box, self.seed, self.back, self.keep]
        return [*self.assembly.stops, *files, *rest]

    @property
    def pictures(self) -> tuple[str, ...]:
        """Paths, in the order of the scenes."""
        return tuple(self._pictures)

    def set_defaults(self, defaults: Defaults) -> None:
        """Start from the person's own defaults."""
        self._usual = defaults
        self.assembly.set_request(defaults)
        self.size_choice.set_defaults(defaults)
        self._chosen()

    def defaults(self) -> Defaults:
        """The person's defaults with what is chosen here."""
        chosen = self.size_choice.apply_to(self.assembly.apply_to(Request("")))
        return replace(self._usual, **{name: getattr(chosen, name) for name in (*KEPT, *SIZE)})

    def apply_to(self, request: Request) -> Request:
        """The request with these choices."""
        return replace(
            self.size_choice.apply_to(self.assembly.apply_to(request)),
            pictures=self.pictures,
            reference=self.reference.path or None,
            seed=int(self.seed.text() or "0"),
        )

    def summary(self) -> list[str]:
        """What differs from the person's usual, a few words each."""
        usual, now, said = self._usual, self.defaults(), self.assembly
        differs = {name for name in KEPT if getattr(usual, name) != getattr(now, name)}
        words = {
            "caption_style": f"{said.caption_style.word} captions",
            "caption_words": "Word by word" if now.caption_words else "Whole captions",
            "transition": said.transition.word,
            "fit": f"Clips: {said.fit.word.lower()}",
            "music": "No music" if now.music == "none" else f"Music: {said.music.word.lower()}",
            "take_sound": "Clips' own sound" if now.take_sound else "No sound of clips",
        }
        found = [text for name, text in words.items() if name in differs]
        if count := len(self._pictures):
            found.append(counted(count, "own picture"))
        if (usual.resolution, usual.fps) != (now.resolution, now.fps):
            found.append(self.size_choice.box.currentText().replace(" · ", ", "))
        if self.reference.path:
            found.append("Reference picture")
        if int(self.seed.text() or "0"):
            found.append(f"Seed {int(self.seed.text())}")
        return found

    def add_pictures(self, paths: list[str]) -> None:
        """Add files behind those that are there."""
        self.set_pictures([*self._pictures, *paths])

    def set_pictures(self, paths: list[str]) -> None:
        """Replace the files."""
        self._pictures = paths
        names = ", ".join(Path(path).name for path in paths)
        self.names.say(f"{len(paths)}: {names}" if paths else "")
        self.names.setVisible(True)
        self.clear.setVisible(bool(paths))
        self.mark("pictures", False)
        self.changed.emit()

    def owns(self, field: str) -> bool:
        """Whether a field of a request is chosen here."""
        return field in self._by_field or field in ("pictures", "seed")

    @property
    def _by_field(self) -> dict[str, Choice | Tiles | ReferenceChoice]:
        own = {"reference": self.reference, **dict.fromkeys(SIZE, self.size_choice)}
        return {**self.assembly.by_field, **own}

    def mark(self, field: str, wrong: bool, sentence: str = "") -> None:
        """Show that a field is to be mended."""
        if field in self._by_field:
            self._by_field[field].mark(wrong, sentence)
        widget = {"pictures": self.add, "seed": self.seed}.get(field)
        if widget is not None:
            style.set_property(widget, "wrong", wrong)
            widget.setAccessibleDescription(sentence)

    @property
    def is_wrong(self) -> bool:
        """Whether there is something to mend."""
        return self.hint.text() != HINT

    def show_fault(self, field: str, sentence: str) -> None:
        """Say what is wrong, and put the focus on what is to be mended."""
        self.mark(field, True, sentence)
        style.set_property(self.hint, "role", "error")
        self.hint.setText(sentence)
        match field:
            case "pictures":
                self.add.setFocus()
            case "seed":
                self.seed.setFocus()
            case _:
                self._by_field[field].focus()

    def clear_faults(self) -> None:
        """Nothing is wrong any more."""
        style.set_property(self.hint, "role", "small")
        self.hint.setText(HINT)
        for field in ("pictures", "seed", *self._by_field):
            self.mark(field, False)

    def _chosen(self) -> None:
        differs = self.defaults() != self._usual
        self.back.setVisible(differs)
        self.keep.setVisible(differs)
        self.changed.emit()

    def _choose_pictures(self) -> None:
        paths, _ = QFileDialog.getOpenFileNames(
            self, "Choose pictures and clips", "", PICTURE_FILES
        )
        if paths:
            self.add_pictures(paths)


def captioned(text: str, content: QWidget | QHBoxLayout) -> QVBoxLayout:
    """A column that begins with a small caption, unless the content brings its own."""
    column = QVBoxLayout()
    column.setSpacing(tokens.SPACE_XS)
    if text:
        column.addWidget(Label(text, "small"))
    if isinstance(content, QWidget):
        column.addWidget(content)
    else:
        column.addLayout(content)
    return column
