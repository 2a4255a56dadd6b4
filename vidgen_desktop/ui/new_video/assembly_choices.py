"""How scenes become a video: the caption style, what is between scenes, how clips fill it."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from vidgen_desktop.config import Defaults
from vidgen_desktop.core.choices import CaptionStyle, Fit, Transition
from vidgen_desktop.core.model import Request
from vidgen_desktop.ui.look import tokens
from vidgen_desktop.ui.new_video.music_choice import MusicChoice
from vidgen_desktop.ui.parts.check import Check
from vidgen_desktop.ui.parts.choice import Choice
from vidgen_desktop.ui.parts.labels import Label
from vidgen_desktop.ui.parts.tile_pictures import draw_fit, draw_style, draw_transition
from vidgen_desktop.ui.parts.tiles import Draw, Option, Tiles

STYLES = (
    ("Classic", CaptionStyle.CLASSIC, "White letters with a soft dark edge"),
    ("Panel", CaptionStyle.PANEL, "On a dark ground that shows the picture through"),
    ("Pop", CaptionStyle.POP, "A few large words at a time"),
)
TRANSITIONS = (
    ("Cut", Transition.CUT, "The next scene is there at once"),
    ("Crossfade", Transition.CROSSFADE, "One scene melts into the next"),
    ("Dip to black", Transition.DIP, "Down to black, and up again"),
)
FITS = (
    ("Fill, cut off", Fit.COVER, "The clip fills the video; its edges are cut off"),
    ("Whole, blurred", Fit.CONTAIN, "All of the clip is seen, with blurred borders"),
    ("Stretch", Fit.STRETCH, "The clip is pulled into the shape of the video"),
)


class AssemblyChoices(QWidget):
    """Six choices, with that of captions above them if it is given. `styled` tells that a
    caption style was chosen by hand.
    """

    changed = Signal()
    styled = Signal()

    def __init__(self, captions: Choice | None = None) -> None:
        super().__init__()
        self.words = Check("Word by word", "The word that is spoken stands out")
        self.caption_style = Tiles(
            "Caption style", [Option(w, v, m, self._draw(v)) for w, v, m in STYLES]
        )
        self.transition = Tiles(
            "Between scenes",
            [Option(w, v, m, partial(draw_transition, chosen=v)) for w, v, m in TRANSITIONS],
        )
        self.fit = Tiles(
            "Clips of another shape",
            [Option(w, v, m, partial(draw_fit, chosen=v)) for w, v, m in FITS],
        )
        self.music = MusicChoice()
        self.sound = Check("Keep the clips' own sound", "It is heard under the voice and the music")
        self.by_field: dict[str, Choice | Tiles] = {
            "caption_style": self.caption_style,
            "transition": self.transition,
            "boundaries": self.transition,
            "fit": self.fit,
            "music": self.music,
        }
        self._captions = captions
        self._extra: list[QWidget] = []
        if captions is not None:
            self.by_field["captions"] = captions
        self._lay_out(captions)
        self._connect()

    def _draw(self, chosen: CaptionStyle) -> Draw:
        return lambda painter, rect: draw_style(
            painter, rect, chosen, by_word=self.words.isChecked()
        )

    def _lay_out(self, captions: Choice | None) -> None:
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.SPACE_XL)
        grid.setVerticalSpacing(tokens.SPACE_S)
        sounds = QVBoxLayout()
        sounds.setSpacing(tokens.SPACE_S)
        if captions is None:
            sounds.addWidget(self.music)
        else:
            grid.addWidget(captions, 0, 0)
            grid.addWidget(self.music, 0, 1)
            sounds.addWidget(Label("Sound", "small"))
        sounds.addWidget(self.sound)
        sounds.addStretch(1)
        grid.addWidget(self.caption_style, 1, 0)
        grid.addWidget(self.transition, 1, 1)
        grid.addWidget(self.words, 2, 0)
        grid.addWidget(self.fit, 3, 0)
        grid.addLayout(sounds, 3, 1)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)

    def put_below_transition(self, widget: QWidget) -> None:
        """Give something that belongs to the transitions its place."""
        self._grid.addWidget(widget, 2, 1, Qt.AlignmentFlag.AlignLeft)
        self._extra.append(widget)

    @property
    def stops(self) -> list[QWidget]:
        """What Tab goes through, line by line, as one reads."""
        above = [self._captions.box, self.music.box] if self._captions is not None else []
        beside = [self.music.box] if self._captions is None else []
        rows: list[QWidget] = [*above, *self.caption_style.tiles, *self.transition.tiles]
        return [*rows, self.words, *self._extra, *self.fit.tiles, *beside, self.sound]

    def _connect(self) -> None:
        for choice in (self.caption_style, self.transition, self.fit, self.music):
            choice.chosen.connect(self.changed)
        for check in (self.words, self.sound):
            check.toggled.connect(lambda _on: self.changed.emit())
        self.words.toggled.connect(lambda _on: self.caption_style.update())
        for tile in self.caption_style.tiles:
            tile.clicked.connect(lambda _on: self.styled.emit())
        self.words.clicked.connect(lambda _on: self.styled.emit())

    def set_request(self, request: Request | Defaults) -> None:
        """Show what a request, or the person's usual, says."""
        self.caption_style.choose(request.caption_style)
        self.words.setChecked(request.caption_words)
        self.transition.choose(request.transition)
        self.fit.choose(request.fit)
        self.music.set_music(request.music)
        self.sound.setChecked(request.take_sound)

    def apply_to(self, request: Request) -> Request:
        """The request with these choices."""
        return replace(
            request,
            caption_style=self.caption_style.value(),
            caption_words=self.words.isChecked(),
            transition=self.transition.value(),
            fit=self.fit.value(),
            music=self.music.music,
            take_sound=self.sound.isChecked(),
        )
