"""Music, own pictures and seed: what most people never need, one click away."""

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
from vidgen_desktop.core.model import Request
from vidgen_desktop.ui import icons, style, tokens
from vidgen_desktop.ui.choice import Choice
from vidgen_desktop.ui.labels import ElidedLabel, Label

OWN_MUSIC = "own"
MUSIC = (("Made to fit", "auto"), ("None", "none"), ("My own file…", OWN_MUSIC))
PICTURE_FILES = (
    "Pictures and clips (*.png *.jpg *.jpeg *.webp *.bmp *.gif *.tif *.tiff "
    "*.mp4 *.mov *.m4v *.mkv *.webm *.avi);;All files (*)"
)
MUSIC_FILES = "Music (*.mp3 *.m4a *.wav *.flac *.ogg *.opus *.aac);;All files (*)"


class PromptMore(QWidget):
    """Pictures are for the scenes in order; the first is for scene 1."""

    changed = Signal()

    def __init__(self, defaults: Defaults) -> None:
        super().__init__()
        self._pictures: list[str] = []
        self._music_file = ""
        self.music = Choice("Music", MUSIC)
        self.add = QPushButton("Add pictures or clips…")
        self.clear = QPushButton("Remove all")
        self.names = ElidedLabel("", "secondary")
        self.seed = QLineEdit("0")
        self._lay_out()
        self.set_defaults(defaults)
        self.music.chosen.connect(self._music_chosen)
        self.add.clicked.connect(self._choose_pictures)
        self.clear.clicked.connect(lambda: self.set_pictures([]))
        self.seed.textChanged.connect(lambda _text: self.changed.emit())
        self.set_pictures([])

    def _lay_out(self) -> None:
        self.add.setAccessibleName("Add pictures or clips")
        self.add.setToolTip("Your own pictures and clips, for the scenes in order")
        icons.dress(self.add, "picture", "secondary")
        self.clear.setProperty("kind", "quiet")
        self.clear.setAccessibleName("Remove all pictures and clips")
        self.seed.setAccessibleName("Seed")
        self.seed.setToolTip("The same words and the same seed give the same pictures")
        self.seed.setFixedWidth(112)
        self.seed.setFixedHeight(34)
        self.add.setFixedHeight(34)
        self.music.setFixedWidth(200)
        digits = QRegularExpression(r"\d{0,10}")
        self.seed.setValidator(QRegularExpressionValidator(digits, self.seed))
        pictures = QHBoxLayout()
        pictures.setSpacing(tokens.SPACE_S)
        for widget, stretch in ((self.add, 0), (self.names, 1), (self.clear, 0)):
            pictures.addWidget(widget, stretch)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SPACE_M)
        row.addWidget(self.music)
        pictures_column = captioned("Your own pictures and clips")
        pictures_column.addLayout(pictures)
        row.addLayout(pictures_column, 1)
        seed_column = captioned("Seed")
        seed_column.addWidget(self.seed)
        row.addLayout(seed_column)

    @property
    def pictures(self) -> tuple[str, ...]:
        """Paths, in the order of the scenes."""
        return tuple(self._pictures)

    def set_defaults(self, defaults: Defaults) -> None:
        """Start from the person's own defaults."""
        if defaults.music in ("auto", "none"):
            self.music.choose(defaults.music)
        elif defaults.music:
            self.set_music_file(defaults.music)

    def apply_to(self, request: Request) -> Request:
        """The request with these choices."""
        music = self.music.value()
        return replace(
            request,
            music=self._music_file if music == OWN_MUSIC else music,
            pictures=self.pictures,
            seed=int(self.seed.text() or 0),
        )

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

    def set_music_file(self, path: str) -> None:
        """Use the person's own music."""
        self._music_file = path
        self.music.offer([*MUSIC[:2], (Path(path).name, OWN_MUSIC), ("Another file…", "ask")])
        self.music.choose(OWN_MUSIC)
        self.changed.emit()

    def mark(self, field: str, wrong: bool, sentence: str = "") -> None:
        """Show that a field is to be mended."""
        if field == "music":
            self.music.mark(wrong, sentence)
            return
        widget = {"pictures": self.add, "seed": self.seed}.get(field)
        if widget is not None:
            style.set_property(widget, "wrong", wrong)
            widget.setAccessibleDescription(sentence)

    def _music_chosen(self) -> None:
        value = self.music.value()
        if value == "ask" or (value == OWN_MUSIC and not self._music_file):
            path, _ = QFileDialog.getOpenFileName(self, "Choose music", "", MUSIC_FILES)
            if path:
                self.set_music_file(path)
            else:
                self.music.choose(OWN_MUSIC if self._music_file else "auto")
        self.changed.emit()

    def _choose_pictures(self) -> None:
        paths, _ = QFileDialog.getOpenFileNames(
            self, "Choose pictures and clips", "", PICTURE_FILES
        )
        if paths:
            self.add_pictures(paths)


def captioned(text: str) -> QVBoxLayout:
    """A column that begins with a small caption."""
    column = QVBoxLayout()
    column.setSpacing(tokens.SPACE_XS)
    column.addWidget(Label(text, "small"))
    return column
